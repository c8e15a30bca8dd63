"""Reports: what they are asked for, and what they show of data of every kind."""

import csv
import io
import re
from decimal import ROUND_HALF_UP, Decimal

import pandas as pd
import pytest
from bs4 import BeautifulSoup
from builders import observation, observations, raw_file
from testbed import CODES, ROOT, month_rows
from testbed import data_folder as made_up

from helpers.core.errors import NoDataError, ParameterError, SourceError, TradebookError
from helpers.observations.warehouse.store import Store
from helpers.reports import provincial
from helpers.reports.common.data import data_folder, open_store
from helpers.reports.common.parameters import MonthlyParameters, given
from helpers.reports.provincial.provincial_report import compute
from helpers.reports.registry import REPORTS, ReportsOfData, report_type

MONTH = {"period": "2025-03"}
IN_YUAN = [*(f"2024-{month:02d}" for month in range(1, 13)), "2025-01", "2025-02", "2025-03"]
"""The months that the repository has the table by location of."""
SHOWN = (
    "headline",
    "overview",
    "values_table",
    "structure_table",
    "growth_charts",
    "maps",
    "contribution_charts",
)


@pytest.fixture
def load(tmp_path, monkeypatch):
    """Return a function that loads the report of a month of made-up data."""

    def loaded(*rows, values=MONTH, **keys):
        monkeypatch.setenv("TRADEBOOK_DATA", str(made_up(tmp_path, *rows, **keys)))
        return provincial.load(values)

    return loaded


@pytest.fixture(scope="module")
def without_base():
    """Return the report of 2024-11 in dollars, of which the repository has no year before."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TRADEBOOK_DATA", str(ROOT / "data"))
        return provincial.load({"period": "2024-11", "currency": "USD"})


@pytest.fixture
def repository(monkeypatch):
    monkeypatch.setenv("TRADEBOOK_DATA", str(ROOT / "data"))


def bundle(thing):
    return thing._repr_mimebundle_()


def plain(thing):
    return bundle(thing)["text/plain"]


def page(report):
    """Return all that a notebook shows of a report, as HTML."""
    parts = [report.notice(), report.record()]
    for section in (report.month, report.ytd):
        parts += [getattr(section, name)() for name in SHOWN]
        parts += [section.flow(flow) for flow in ("export", "import")]
    return "".join(bundle(part).get("text/html", "") for part in parts)


def rows(table):
    """Return a table's cells by the name of the row, the caption, and the notes."""
    found = BeautifulSoup(bundle(table)["text/html"], "html.parser")
    cells = {
        row.find("th").get_text(): [cell.get_text() for cell in row.find_all("td")]
        for row in found.find("tbody").find_all("tr")
    }
    notes = found.find(class_="tb-notes").get_text()
    return cells, found.find("figcaption").get_text(), notes


def figures(report):
    """Return the figures an edition keeps in its record, with its numbers as numbers."""
    return pd.read_csv(io.StringIO(report.record().content["figures"]), dtype={"region": str})


def figure(report, metric, flow, region="_T", span="month"):
    """Return one of them: its value, None where it has none, and where it comes from."""
    frame = figures(report)
    keys = {"metric": metric, "flow": flow, "region": region, "span": span}
    keys["period"] = report.view.period
    for key, wanted in keys.items():
        frame = frame[frame[key] == wanted]
    (row,) = frame.to_dict("records")
    return None if pd.isna(row["value"]) else row["value"], row["basis"]


def value(*keys, **more):
    return figure(*keys, **more)[0]


# What a report is asked for.


@pytest.mark.parametrize(
    ("values", "said"),
    [
        (
            {"period": "2025-11", "perod": "2024-11"},
            "report provincial has no parameter 'perod'; its parameters: currency, as_of, language, period",
        ),
        (
            {},
            "report provincial needs the parameter 'period': the month reported on, such as 2025-11",
        ),
        *(
            (
                {"period": bad},
                "report provincial, parameter 'period': expected a month such as 2025-11, "
                f"found '{bad}'",
            )
            for bad in ("2025-13", "2025-00", "2025/11", "202511", "2025-11-01", "25-11", "", " ")
        ),
        (
            {"period": "2025-11", "currency": "EUR"},
            "report provincial, parameter 'currency': input should be 'USD' or 'CNY', found 'EUR'",
        ),
    ],
)
def test_a_bad_parameter_is_refused_in_these_words(values, said):
    with pytest.raises(ParameterError) as caught:
        provincial.load(values)
    assert str(caught.value) == said


@pytest.mark.parametrize("bad", ["2026-02-30", "soon", "2026/01/31"])
def test_a_day_that_is_none_is_refused_in_one_line(bad):
    with pytest.raises(ParameterError) as caught:
        provincial.load({"period": "2025-11", "as_of": bad})
    message = str(caught.value)
    assert message.startswith("report provincial, parameter 'as_of': ")
    assert message.endswith(f"found '{bad}'")
    assert len(message.splitlines()) == 1


def test_a_period_given_as_a_number_is_told_what_a_month_is():
    # papermill makes a number of -p period 202511.
    with pytest.raises(ParameterError, match="a month such as 2025-11"):
        provincial.load({"period": 202511})


def test_parameters_are_typed():
    found = MonthlyParameters.of(
        "provincial", {"period": "2025-11", "currency": "CNY", "as_of": "2026-01-31"}
    )
    assert found.model_dump(mode="json") == {
        "period": "2025-11",
        "currency": "CNY",
        "as_of": "2026-01-31",
        "language": "zh",
    }
    # What is recorded names the language where it is not the default.
    assert "language" not in found.shown()
    assert found.model_copy(update={"language": "en"}).shown()["language"] == "en"
    bare = MonthlyParameters.of("provincial", {"period": "2025-11"})
    assert (bare.currency, bare.as_of) == (None, None)


def test_a_language_that_there_is_not_is_refused():
    with pytest.raises(ParameterError) as caught:
        MonthlyParameters.of("provincial", {"period": "2025-11", "language": "fr"})
    assert str(caught.value) == (
        "report provincial, parameter 'language': expected one of en, zh, found 'fr'"
    )


def test_of_a_notebooks_names_the_plain_values_are_its_parameters():
    names = {"period": "2025-11", "as_of": None, "perod": "x", "number": 1, "many": [1]}
    machinery = {"_": 1, "__name__": "x", "_i1": "", "In": [""], "Out": {}, "exit": print, "re": re}
    assert given(names | machinery) == names


def test_an_unknown_report_is_refused_in_these_words():
    with pytest.raises(ParameterError) as caught:
        report_type("provinical")
    assert (
        str(caught.value)
        == f"report 'provinical' is not known; expected one of: {', '.join(REPORTS)}"
    )


@pytest.mark.parametrize("name", list(REPORTS))
def test_every_report_is_whole(name):
    report = report_type(name)
    assert report.name == name
    assert (ROOT / "notebooks" / f"{name}.py").is_file()
    for parameter in report.parameters.model_fields:
        assert report.parameters.describe(parameter)


# What the data has.


def test_nothing_known_on_a_day_is_told_in_these_words(repository):
    with pytest.raises(NoDataError) as caught:
        provincial.load({"period": "2025-11", "as_of": "2026-01-15"})
    assert str(caught.value) == (
        "report provincial: no data for 2025-11 in CNY as of 2026-01-15; months with data: "
        "2024-12, 2025-02, 2025-03"
    )


def test_on_the_day_of_release_the_data_is_known(repository):
    report = provincial.load({"period": "2025-11", "as_of": "2026-01-16"})
    assert value(report, "growth", "export", "44") == pytest.approx(6.9, abs=0.05)


def test_a_month_without_data_is_told_with_the_months_that_can_be_run(repository):
    with pytest.raises(NoDataError) as caught:
        provincial.load({"period": "2025-10"})
    assert str(caught.value) == (
        "report provincial: no data for 2025-10 in USD; months with data: in USD: 2024-11, 2025-11; "
        f"in CNY: {', '.join(IN_YUAN)}"
    )


def test_a_currency_without_data_is_told(repository):
    with pytest.raises(NoDataError, match="no data for 2025-11 in CNY; there is in USD"):
        provincial.load({"period": "2025-11", "currency": "CNY"})


def test_a_missing_province_is_named(load):
    with pytest.raises(NoDataError) as caught:
        load(*month_rows(without={("import", 31), ("import", 54)}))
    assert str(caught.value) == (
        "report provincial: 2025-03 (month, import) needs all 31 provinces; "
        "the data lacks 2: 上海, 西藏"
    )


def test_a_month_with_one_province_is_not_taken_for_the_country(repository):
    with pytest.raises(NoDataError, match="needs all 31 provinces; the data lacks 30: 天津, 河北"):
        provincial.load({"period": "2024-05", "currency": "USD"})


def test_provinces_without_a_whole_are_told_in_one_line_that_says_what_to_do(load):
    # Neither a national row, nor a description that says that the provinces add up.
    with pytest.raises(TradebookError, match="complete"):
        page(load(*month_rows(), complete=()))


def available(store):
    return list(ReportsOfData(lambda: store).periods("provincial", {}))


@pytest.mark.parametrize(
    ("without", "complete", "listed"),
    [
        ((), ("region",), True),
        # One province without exports; neither a national row nor leave to add up.
        ((("export", 44),), ("region",), False),
        ((), (), False),
    ],
)
def test_what_is_listed_can_be_run_and_nothing_else(load, without, complete, listed):
    rows = month_rows(without=without)
    if listed:
        load(*rows, complete=complete)
    else:
        with pytest.raises(NoDataError):
            load(*rows, complete=complete)
    months = available(open_store())
    assert months == ["2025-03"] * listed


def currencies(**status):
    """Return a store of all provinces in March 2025, in each currency in a file of a status."""
    rows = [
        observation(1, period="2025-03", flow=flow, region=str(code), unit=unit, source=unit)
        for unit in status
        for flow in ("export", "import")
        for code in CODES
    ]
    files = [raw_file(unit, complete=("region",), status=each) for unit, each in status.items()]
    return Store.of(observations(*rows), files)


@pytest.mark.parametrize(
    ("status", "chosen"),
    [
        ({"USD": "reconstructed", "CNY": "official"}, "CNY"),
        ({"USD": "transcribed", "CNY": "reconstructed"}, "USD"),
        ({"USD": "official", "CNY": "official"}, "USD"),
        ({"CNY": "reconstructed"}, "CNY"),
    ],
)
def test_the_customs_own_figures_choose_the_currency(status, chosen):
    store = currencies(**status)
    asked = report_type("provincial").parameters.of("provincial", {"period": "2025-03"})
    assert compute(store, asked)[1] == chosen
    assert available(store) == ["2025-03"]


def test_the_months_with_all_provinces_are_listed():
    store = open_store(ROOT / "data")
    assert available(store) == [*IN_YUAN, "2025-11"]


def test_the_data_is_looked_for_upwards_unless_named(tmp_path, monkeypatch):
    monkeypatch.delenv("TRADEBOOK_DATA", raising=False)
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    monkeypatch.chdir(inner)
    assert data_folder() == ROOT / "data"
    (tmp_path / "data" / "raw").mkdir(parents=True)
    assert data_folder() == tmp_path / "data"
    monkeypatch.setenv("TRADEBOOK_DATA", str(tmp_path / "named"))
    assert data_folder() == tmp_path / "named"
    with pytest.raises(SourceError, match="no such folder"):
        provincial.load(MONTH)


# A month without base.


def raw_2024():
    path = ROOT / "data" / "raw" / "provincial-2025-11.csv"
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if (row["period"], row["span"]) == ("2024-11", "month"):
                yield row["region"], row["flow"], Decimal(row["value"])


def tenths(number):
    return str((number / 10**8).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP))


def test_without_a_base_there_is_no_growth_and_nothing_infinite(without_base):
    frame = figures(without_base)
    for metric in ("growth", "change", "contribution", "share_change", "rank_change"):
        cells = frame[frame["metric"] == metric]
        assert len(cells) >= 31
        assert cells["value"].isna().all()
        assert set(cells["basis"]) == {"absent"}
    assert not frame["metric"].isin(["rising", "falling", "unchanged"]).any()
    assert frame.loc[frame["metric"] == "share", "value"].between(0, 100).all()


@pytest.mark.parametrize("span", ["month", "ytd"])
def test_without_a_base_tables_print_a_dash(without_base, span):
    cells, caption, notes = rows(getattr(without_base, span).values_table())
    assert len(cells) == 31
    assert {"month": "2024 年 11 月", "ytd": "2024 年 1—11 月"}[span] in caption
    assert "“-”表示" in notes
    for row in cells.values():
        assert [row[place] for place in (1, 3, 5)] == ["-", "-", "-"]
        assert all(re.fullmatch(r"-?\d+\.\d\d?", row[place]) for place in (0, 2, 4, 6))


def test_without_a_base_the_values_are_those_of_the_file(without_base):
    amounts = {(region, flow): number for region, flow, number in raw_2024()}
    cells, _, _ = rows(without_base.month.values_table())
    export, import_ = amounts["44", "export"], amounts["44", "import"]
    assert cells["广东"] == [
        tenths(export + import_),
        "-",
        tenths(export),
        "-",
        tenths(import_),
        "-",
        tenths(export - import_),
    ]
    order = sorted(
        (-number, region) for (region, flow), number in amounts.items() if flow == "export"
    )
    from helpers.reference.provinces import province_name

    assert list(cells) == [province_name(region) for _, region in order]


def test_without_a_base_the_prose_says_so_and_no_chart_is_drawn(without_base):
    told = plain(without_base.month.overview())
    assert "数据中没有上年同期数" in told
    assert "同比增长" not in told
    assert "同比下降" not in told
    assert "上升" not in plain(without_base.month.flow("export"))
    for name in ("growth_charts", "maps", "contribution_charts"):
        assert bundle(getattr(without_base.month, name)())["text/html"] == ""


def test_without_a_base_the_page_shows_no_machine_word(without_base):
    text = BeautifulSoup(page(without_base), "html.parser").get_text()
    assert re.findall(r"(?<![A-Za-z])(?:nan|inf|none)(?![A-Za-z])", text, re.IGNORECASE) == []
    assert "2025" not in text.replace("2025年1-11月", "")  # the title of the source


# Made-up data in yuan. A province's exports are its code x 1 亿, its imports 100 less it:
# together 1205 and 1895 亿元, 3100 亿元 of trade, and a balance of -690 亿元.


def test_yuan_is_told_and_nothing_else(load):
    report = load(*month_rows())
    assert report.record().content["currency"] == "CNY"
    cells, caption, notes = rows(report.month.values_table())
    assert "（亿元）" in caption
    assert "亿元" in notes
    # The total of 100 is held against 44 / 1.044 + 56 / 0.9775 = 42.1456 + 57.2890 = 99.4346.
    assert cells["广东"] == ["100.0", "0.6", "44.0", "4.4*", "56.0", "-2.3*", "-12.0"]
    assert list(cells)[:3] == ["新疆", "宁夏", "青海"]
    assert list(cells)[-1] == "北京"
    assert "美元" not in page_without_contributions(report)
    assert "人民币" in plain(report.record())


def page_without_contributions(report):
    names = ("headline", "overview", "values_table", "structure_table", "growth_charts", "maps")
    return "".join(bundle(getattr(report.month, name)())["text/html"] for name in names)


def test_where_every_rate_is_the_sources_own_no_mark_tells_them_apart(load):
    totals = [f"2025-03,month,total,{code},_T,_T,_T,_T,value,CNY,10000000000,0.5" for code in CODES]
    cells, _, notes = rows(load(*month_rows(), *totals).month.values_table())
    assert cells["广东"] == ["100.0", "0.5", "44.0", "4.4", "56.0", "-2.3", "-12.0"]
    assert not any("*" in text for row in cells.values() for text in row)
    assert "同比变化为来源公布的增长率。" in notes
    assert "*" not in notes


def test_the_mark_tells_printed_rates_from_computed_ones(load):
    # Beijing alone has a year before, which the printed 1.1 does not contradict: 10.88 to 11.
    before = [
        line
        for line in month_rows(period="2024-03", growth=False, back=lambda *_: 10.88e8)
        if ",export,11," in line
    ]
    cells, _, notes = rows(load(*month_rows(), *before).month.values_table())
    assert cells["北京"][3] == "1.1"
    assert cells["广东"][3] == "4.4*"
    assert "标“*”" in notes
    assert "上年同期数由来源公布的增长率反推" in notes


def test_growth_is_as_printed_where_there_is_no_base(load):
    report = load(*month_rows())
    assert figure(report, "growth", "export", "44") == (4.4, "printed")
    # 100 over 99.4346; the change of the balance is -12 - (42.1456 - 57.2890).
    assert figure(report, "growth", "total", "44") == (pytest.approx(0.5686, abs=1e-4), "implied")
    assert figure(report, "change", "balance", "44") == (
        pytest.approx(3.1434e8, rel=1e-4),
        "implied",
    )
    assert "来源公布" in rows(report.month.values_table())[2]
    told = plain(report.month.flow("export"))
    assert "31 个省市中，31 个出口上升，0 个下降。" in told
    assert "新疆（65.0 亿元，同比增长 6.5%）" in told
    assert "31 个省市中，0 个进口上升，31 个下降。" in plain(report.month.flow("import"))


def test_without_a_national_row_the_whole_is_the_sum_and_called_so(load):
    report = load(*month_rows())
    sums = {"export": 1205, "import": 1895, "total": 3100, "balance": -690}
    assert {flow: value(report, "level", flow) / 10**8 for flow in sums} == sums
    told = plain(report.month.overview())
    # Held against the sum of what the provinces' printed growth implies: 1152.45 and 1938.62.
    before = sum(code / (1 + code / 1000) for code in CODES)
    assert before == pytest.approx(1152.45, abs=0.005)
    assert value(report, "growth", "export") == pytest.approx((1205 / before - 1) * 100)
    assert value(report, "growth", "import") == pytest.approx(-2.25)
    assert (
        "31 个省市合计进出口 3100.0 亿元，同比增长 0.3%。其中出口 1205.0 亿元，同比增长 4.6%"
        in told
    )
    assert "当月逆差（净进口）690.0 亿元" in told
    assert "全国进出口" not in told
    # 44 / 1205, 56 / 1895, 100 / 3100; all totals are alike, and were the smaller the larger the
    # code, so that Guangdong was 19th. 0.57 of 3091, 1.85 of 1152, -1.29 of 1939.
    assert rows(report.month.structure_table())[0]["广东"] == (
        ["3.2", "1", "18", "0.0", "3.7", "13", "0", "0.2", "3.0", "19", "0", "-0.1"]
    )


def test_with_a_national_row_it_is_the_whole_and_called_china(load):
    report = load(*month_rows(national=True), complete=())
    told = plain(report.month.overview())
    assert "全国进出口 3900.0 亿元" in told
    assert "出口 2000.0 亿元" in told
    assert "当月顺差 100.0 亿元" in told
    assert "合计" not in told
    assert figure(report, "growth", "export") == (5.0, "printed")
    assert "5.0%" in plain(report.month.headline())
    # 44 / 2000, 56 / 1900, 100 / 3900
    structure = rows(report.month.structure_table())[0]["广东"]
    assert [structure[place] for place in (0, 4, 8)] == ["2.6", "2.2", "2.9"]


def test_growth_printed_for_the_country_is_told_and_not_denied(load):
    # The source prints 5.0 for exports; only total and imports have no growth.
    told = plain(load(*month_rows(national=True), complete=()).month.overview())
    assert "出口 2000.0 亿元，同比增长 5.0%" in told
    assert "没有来源公布的增长率" not in told


def test_printed_growth_of_provinces_is_not_denied(load):
    told = plain(load(*month_rows()).month.overview())
    assert "没有来源公布的增长率" not in told


@pytest.mark.parametrize("national", [False, True])
def test_the_whole_page_is_shown_with_printed_growth_only(load, national):
    # What is stated of China need not be what the provinces add up to where the file does not say so.
    complete = () if national else ("region",)
    report = load(*month_rows(spans=("month", "ytd"), national=national), complete=complete)
    text = BeautifulSoup(page(report), "html.parser").get_text()
    assert "2025 年 1—3 月" in text


def test_the_whole_page_is_shown_without_any_growth(load):
    report = load(*month_rows(growth=False))
    text = BeautifulSoup(page(report), "html.parser").get_text()
    assert "同比增长" not in text
    assert "数据中没有上年同期数，也没有来源公布的增长率" in text
    assert "“-”表示" in text


def test_with_the_year_to_date_only_the_month_is_left_out_and_said_so(load):
    report = load(*month_rows(spans=("ytd",)))
    assert not report.month.present
    assert report.ytd.present
    assert plain(report.month.overview()) == "数据中没有 2025 年 3 月的当月数，本节从略。"
    for name in SHOWN:
        if name != "overview":
            assert bundle(getattr(report.month, name)()).get("text/html", "") == ""
    assert "<p>" not in bundle(report.month.flow("export"))["text/html"]
    cells, caption, _ = rows(report.ytd.values_table())
    assert re.match(r"表 1\s", caption)
    assert "2025 年 1—3 月" in caption
    assert cells["广东"][:3] == ["100.0", "0.6", "44.0"]
    cards = report.record().content["headline"]
    assert [card["text"] for card in cards] == [
        "3100.0 亿元",
        "1205.0 亿元",
        "1895.0 亿元",
        "690.0 亿元",
    ]


def a_year_before(flow, code):
    """Give bases: exports four fifths of the month's, imports five quarters; two too small."""
    if (flow, code) == ("export", 54):
        return 0
    part = 0.8 if flow == "export" else 1.25
    return (code if flow == "export" else 100 - code) * 10**8 * part


BEFORE = month_rows(period="2024-03", growth=False, back=a_year_before)


@pytest.fixture
def with_base(load):
    # No growth is printed but Tibet's.
    now = [f"{row}5.4" if ",export,54," in row else row for row in month_rows(growth=False)]
    return load(*now, *BEFORE)


def test_growth_is_computed_where_there_is_a_base(with_base):
    cells, _, _ = rows(with_base.month.values_table())
    # 35.2 -> 44, 70 -> 56, together 105.2 -> 100
    assert cells["广东"] == ["100.0", "-4.9", "44.0", "25.0", "56.0", "-20.0", "-12.0"]
    assert figure(with_base, "growth", "export", "44") == (pytest.approx(25.0), "computed")


def test_a_base_of_nothing_gives_a_dash_and_is_counted_nowhere(with_base):
    cells, _, _ = rows(with_base.month.values_table())
    # Tibet: 0 -> 54, 57.5 -> 46, together 57.5 -> 100; the printed 5.4 is as empty as the base.
    assert cells["西藏"] == ["100.0", "73.9", "54.0", "-", "46.0", "-20.0", "8.0"]
    told = plain(with_base.month.flow("export"))
    assert "31 个省市中，30 个出口上升，0 个下降。" in told
    assert "31 个省市中，0 个进口上升，31 个下降。" in plain(with_base.month.flow("import"))
    assert value(with_base, "change", "export", "54") == 54e8


def test_contributions_shares_and_ranks_follow_from_the_base(with_base):
    # Exports: 920.8 -> 1205 (964 less Tibet's 43.2); imports 2368.75 -> 1895.
    assert value(with_base, "growth", "export") == pytest.approx(284.2 / 920.8 * 100)
    assert value(with_base, "contribution", "export", "44") == pytest.approx(8.8 / 9.208)
    structure = rows(with_base.month.structure_table())[0]
    # Export rank 13 after 12: Tibet, last a year ago, has passed; 8.8 of 920.8 is 0.96 points.
    assert structure["广东"][4:8] == ["3.7", "13", "-1", "1.0"]
    assert structure["西藏"][4:8] == ["4.5", "6", "25", "5.9"]
    assert sum(value(with_base, "contribution", "import", str(code)) for code in CODES) == (
        pytest.approx(-20.0)
    )


def test_the_largest_mover_is_the_one_with_the_largest_absolute_change(with_base):
    told = plain(with_base.month.flow("export"))
    assert "出口增量最大的是西藏（增加 54.0 亿元）" in told
    assert "西藏的影响最大，拉高 31 个省市合计出口增速 5.9 个百分点。" in told
    # Beijing's imports: 111.25 -> 89.
    told = plain(with_base.month.flow("import"))
    assert "减量最大的是北京（减少 22.3 亿元）" in told
    assert "北京的影响最大，拉低" in told
    # Each number once.
    assert told.count("22.3 亿元") == 1


def test_a_page_with_base_is_shown_whole(with_base):
    text = BeautifulSoup(page(with_base), "html.parser").get_text()
    assert re.findall(r"(?<![A-Za-z])(?:nan|inf|none)(?![A-Za-z])", text, re.IGNORECASE) == []
    assert "图 6" in text


def test_the_notice_stands_on_pages_of_made_up_files_only(load):
    assert bundle(load(*month_rows()).notice())["text/html"] == ""


# The printed growth contradicts the year before: 4.4 is not 44 over 35.2, nor -2.25 56 over 70.


@pytest.fixture
def superseded(load):
    return load(*month_rows(), *BEFORE)


def test_growth_is_as_printed_where_it_contradicts_the_base(superseded):
    cells, _, notes = rows(superseded.month.values_table())
    # As without any base: 44 / 1.044 + 56 / 0.9775 = 99.4346.
    assert cells["广东"] == ["100.0", "0.6", "44.0", "4.4*", "56.0", "-2.3*", "-12.0"]
    assert figure(superseded, "growth", "export", "44") == (4.4, "printed")
    assert value(superseded, "change", "export", "44") == pytest.approx(44e8 - 44e8 / 1.044)
    assert "按此前发布的上年数计算的同比变化见表 上年数已修订的同比变化（%）。" in notes
    rows(superseded.month.structure_table())
    assert rows(superseded.revised())[1].startswith("表 3")
    # Shown before the table it refers to was, it is shown again with its number.
    assert "见表 3" in rows(superseded.month.structure_table())[2]


def test_growth_against_the_superseded_base_is_told_beside(superseded):
    cells, caption, notes = rows(superseded.revised())
    # 100 / 105.2, 44 / 35.2, 56 / 70; Tibet's exports were nothing, its trade 57.5.
    assert cells["广东"] == ["0.6", "-4.9", "4.4*", "25.0", "-2.3*", "-20.0"]
    assert cells["西藏"] == ["1.7", "73.9", "5.4*", "—", "-2.3*", "-20.0"]
    # 3100 / 3289.55, 1205 / 920.8, 1895 / 2368.75
    whole = cells["31 个省市合计"]
    assert [whole[place] for place in (0, 1, 2, 3, 5)] == ["0.3", "-5.8", "4.6", "30.9", "-20.0"]
    assert "2025 年 3 月（亿元）" in cells
    assert len(cells) == 33
    assert caption.startswith("表 1　上年数已修订的同比变化")
    assert "此前发布的上年数不符" in notes
    assert figure(superseded, "growth_stored", "total", "44") == (
        pytest.approx(100 / 1.052 - 100),
        "computed",
    )
    assert (
        "公布的增速以修订后的上年数为基数；按此前发布的上年数计算，"
        "进出口下降 5.8%，出口增长 30.9%，进口下降 20.0%。"
    ) in plain(superseded.month.overview())


def test_the_whole_is_held_against_the_vintage_of_its_provinces(superseded):
    for flow in ("export", "import", "total"):
        pulls = [value(superseded, "contribution", flow, str(code)) for code in CODES]
        assert sum(pulls) == pytest.approx(value(superseded, "growth", flow))
    assert value(superseded, "growth", "import") == pytest.approx(-2.25)


def test_a_month_of_which_no_growth_is_printed_says_that_its_base_is_the_older_one(load):
    spans = {"spans": ("month", "ytd")}
    now = [row.rsplit(",", 1)[0] + "," if ",month," in row else row for row in month_rows(**spans)]
    before = month_rows(period="2024-03", growth=False, back=a_year_before, **spans)
    report = load(*now, *before)
    assert rows(report.month.values_table())[0]["广东"][3] == "25.0†"
    assert rows(report.ytd.values_table())[0]["广东"][3] == "4.4*"
    said = "标“†”的，来源没有公布增长率，按此前发布的上年同期数计算"
    assert said in rows(report.month.values_table())[2]
    assert said not in rows(report.ytd.values_table())[2]
    # What the mark means stands with the headline numbers, in the record and charts; not again in the text.
    assert "%†" in plain(report.month.headline()) and said in plain(report.month.headline())
    assert "%†" in plain(report.month.overview()) and said not in plain(report.month.overview())
    assert said not in plain(report.ytd.headline()) and said not in plain(report.ytd.overview())
    record = report.record().content
    assert {"%†" in one["moved"] or "元†" in one["moved"] for one in record["headline"]} == {True}
    assert {said in one["note"] for one in record["headline"]} == {True}
    assert record["summary"].count(said) == 1
    assert "标“†”的" in str(report.month.growth_charts()._repr_mimebundle_()["text/html"])
    basis = {
        one.span: one.basis
        for one in report.view.figures.where(metric="growth", region="44", flow="export")
    }
    assert basis == {"month": "superseded", "ytd": "printed"}


def test_where_no_base_is_superseded_nothing_is_said_of_it(with_base, load):
    assert bundle(with_base.revised())["text/html"] == ""
    assert "修订" not in page(with_base)


@pytest.mark.parametrize(
    ("values", "command"),
    [
        ({}, "-p period 2025-03"),
        ({"currency": "CNY"}, "-p currency CNY -p period 2025-03"),
        ({"as_of": "2026-02-01"}, "-p as_of 2026-02-01 -p period 2025-03"),
        ({"currency": None, "as_of": None}, "-p period 2025-03"),
    ],
)
def test_the_command_of_the_record_names_every_parameter_that_was_given(load, values, command):
    told = plain(load(*month_rows(), values=MONTH | values).record())
    assert f"papermill 2025-03.ipynb out.ipynb {command}" in told
    assert told.count("-p ") == command.count("-p ")


@pytest.mark.parametrize(("status", "word"), [("reconstructed", "重构"), ("transcribed", "转录")])
def test_the_notice_says_of_what_kind_the_data_is(load, status, word):
    report = load(*month_rows(), status=status)
    assert word in plain(report.notice())
    assert word in rows(report.month.values_table())[2]
    assert report.record().content["statuses"] == [status]


def test_what_the_checks_of_the_data_say_stands_on_the_page(tmp_path, monkeypatch):
    # March and May: a check warns that April lacks, and the page says so.
    lines = [*month_rows(), *month_rows(period="2025-05")]
    monkeypatch.setenv("TRADEBOOK_DATA", str(made_up(tmp_path, *lines, dataset="d")))
    found = provincial.load({"period": "2025-03"}).notice()._repr_mimebundle_()["text/html"]
    assert found.startswith('<details class="tb-found"><summary>数据检查有 1 条提示</summary>')
    assert found.count("<li>") == 1
    assert "<li>A made-up table：同一数据集缺少 2025 年 4 月的当月数</li>" in found


def test_a_report_on_figures_that_contradict_each_other_is_refused(tmp_path, monkeypatch):
    # Exports of the country are 500 亿, those of the provinces 1,205 亿: in March, not in May.
    nation = "2025-03,month,export,_T,_T,_T,_T,_T,value,CNY,50000000000,"
    lines = [*month_rows(), nation, *month_rows(period="2025-05")]
    monkeypatch.setenv("TRADEBOOK_DATA", str(made_up(tmp_path, *lines)))
    with pytest.raises(SourceError) as caught:
        provincial.load({"period": "2025-03"})
    assert "made-up: March 2025, China, exports" in str(caught.value)
    assert "50 billion yuan" in str(caught.value)
    assert len(str(caught.value).splitlines()) == 1
    assert provincial.load({"period": "2025-05"}).month.present


def test_where_the_checks_find_nothing_there_is_no_word_of_them(tmp_path, monkeypatch):
    monkeypatch.setenv("TRADEBOOK_DATA", str(made_up(tmp_path, *month_rows())))
    assert provincial.load({"period": "2025-03"}).notice()._repr_mimebundle_()["text/html"] == ""


def test_a_province_that_lacks_a_year_before_leaves_no_growth_of_the_whole(load):
    """Exports of each are its code x 1 亿 in both years; of 2024 those of Guangdong are missing."""
    kept = {"growth": False, "back": lambda _, code: 1e8 * code}
    before = month_rows(period="2024-03", without=[("export", 44)], **kept)
    report = load(*month_rows(**kept), *before)
    found = {
        (one["metric"], one["flow"], one["region"]): (one["value"], one["reason"])
        for one in figures(report).to_dict("records")
    }
    # 1,205 against 1,161 would be 3.8 %; the imports of all are there.
    for flow in ("export", "total"):
        assert found["level", flow, "_T"][0] == pytest.approx(
            1205e8 * (2 if flow == "total" else 1)
        )
        assert found["growth", flow, "_T"][1] == "base_incomplete"
        assert found["growth", flow, "44"][1] == "base_incomplete"
    assert found["change", "balance", "_T"][1] == "base_incomplete"
    assert found["growth", "import", "_T"][0] == found["growth", "export", "11"][0] == 0
    for metric in ("contribution", "rank_change"):
        reasons = {
            reason
            for (name, flow, _), (_, reason) in found.items()
            if (name, flow) == (metric, "export")
        }
        assert reasons == {"base_incomplete"}
    assert "“-”表示上年同期数不全。" in rows(report.month.values_table())[2]
    assert "同比因上年同期数不全无法计算" in plain(report.month.overview())
