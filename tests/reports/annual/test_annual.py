"""The year in review, of made-up data of six years with answers known by hand."""

import json
import re

import builders
import pytest
import vl_convert
from bs4 import BeautifulSoup
from sample_years import ASKED, SIX, TIMES, TWO, amount, line, nation, sides
from testbed import CODES, ROOT, data_folder

from helpers.core.errors import NoDataError, ParameterError, ReferenceTableError
from helpers.reference.provinces import province_code
from helpers.reports import annual
from helpers.reports.annual import AnnualParameters
from helpers.reports.common.data import open_store
from helpers.reports.registry import ReportsOfData, report_type


@pytest.fixture
def charts(monkeypatch):
    """Draw no chart; return what would have been drawn, by its text."""
    # To draw takes most of the time; charts of the whole data are drawn, and those of test_charts.
    specs = []

    def draw(spec):
        specs.append(json.dumps(spec, ensure_ascii=False))
        return "<svg></svg>"

    monkeypatch.setattr(vl_convert, "vegalite_to_svg", draw)
    return specs


@pytest.fixture(scope="module")
def made():
    """Keep the reports that were made: a report never changes, and to make one takes a while."""
    return {}


@pytest.fixture
def load(made, tmp_path_factory, monkeypatch, charts):
    """Return a function that loads the report of made-up lines."""

    def loaded(*rows, complete=("region",), values=ASKED, quoted=()):
        key = (rows, complete, tuple(values.items()), quoted)
        if key not in made:
            folder = data_folder(tmp_path_factory.mktemp("made"), *rows, complete=complete)
            if quoted:
                text = builders.quoted_text(*quoted)
                builders.write_pair(folder / "raw", "quoted", text, format="quoted")
            monkeypatch.setenv("TRADEBOOK_DATA", str(folder))
            made[key] = annual.load(values)
        return made[key]

    return loaded


@pytest.fixture
def repository(monkeypatch, charts):
    monkeypatch.setenv("TRADEBOOK_DATA", str(ROOT / "data"))


def bundle(thing):
    return thing._repr_mimebundle_()


def plain(thing):
    return bundle(thing)["text/plain"]


def soup(thing):
    found = bundle(thing)
    return BeautifulSoup(found.get("text/html", found.get("text/markdown")), "html.parser")


def named(table):
    """Return a table's cells by the name of the row; bands have none."""
    found = soup(table).find("tbody").find_all("tr")
    return {
        row.th.get_text(strip=True): [cell.get_text(strip=True) for cell in row.find_all("td")]
        for row in found
    }


def notes(table):
    return soup(table).find(class_="tb-notes").get_text()


def only(report, metric, **keys):
    (found,) = report.view.figures.where(metric=metric, **keys)
    return found


def expressions():
    """Return what the notebook's cells show, as they stand in it."""
    text = (ROOT / "notebooks" / "annual_review.py").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.startswith("report.")]


def check_whole(report):
    """Check that a page has no blank, no stray word, no gap in its numbers; return its text."""
    cells = {one: soup(eval(one, {"report": report})) for one in expressions()}
    text = "\n".join(cell.get_text("\n") for cell in cells.values())
    assert re.findall(r"(?<![A-Za-z])(?:nan|inf|none|nat)(?![A-Za-z])", text, re.I) == []
    assert "{" not in text
    for one, cell in cells.items():
        for part in cell.find_all(["p", "td", "th", "figcaption"]):
            if part.name == "th" and part.find_parent("thead") and not part.get_text():
                continue
            assert part.get_text(strip=True), f"{one}: an empty {part.name}"
        for paragraph in cell.select(".tb-prose p"):
            assert paragraph.get_text().strip().endswith("。"), one
    for word in ("表", "图"):
        captions = [
            cap.get_text() for cell in cells.values() for cap in cell.find_all("figcaption")
        ]
        numbers = [int(one[1]) for cap in captions if (one := re.match(rf"{word} (\d+)", cap))]
        assert numbers == list(range(1, len(numbers) + 1)), word
    return text


def test_the_notebook_shows_every_part():
    assert len(expressions()) >= 20
    assert expressions()[:4] == [
        'report.heading("# title")',
        "report.lead()",
        "report.leading_chart()",
        "report.notice()",
    ]
    assert expressions()[-1] == "report.record()"


# --- what it is asked for ----------------------------------------------------------------------

MONTH = "expected a month such as 2025-11"


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({}, "report annual_review needs the parameter 'year': the year reviewed, such as 2025"),
        (
            {"year": 1800},
            "report annual_review, parameter 'year': "
            "input should be greater than or equal to 1900, found '1800'",
        ),
        (
            {"year": 2100},
            "report annual_review, parameter 'year': "
            "input should be less than or equal to 2099, found '2100'",
        ),
        (
            {"year": 2025, "period": "2025-12"},
            "report annual_review has no parameter 'period'; "
            "its parameters: currency, as_of, language, year, through",
        ),
        (
            {"year": 2025, "through": "2024-11"},
            "report annual_review, parameter 'through': expected a month of 2025, "
            "such as 2025-11, found '2024-11'",
        ),
        *(
            (
                {"year": 2025, "through": bad},
                f"report annual_review, parameter 'through': {MONTH}, found '{bad}'",
            )
            for bad in ("2025-13", "2025", "11", "2025-11-30", "", "十一月")
        ),
        (
            {"year": 2025, "currency": "EUR"},
            "report annual_review, parameter 'currency': "
            "input should be 'USD' or 'CNY', found 'EUR'",
        ),
    ],
)
def test_a_bad_parameter_is_refused_in_these_words(values, said):
    with pytest.raises(ParameterError) as caught:
        annual.load(values)
    assert str(caught.value) == said


@pytest.mark.parametrize("bad", ["2025-11", "this", "", None, "二〇二五", 2025.5])
def test_a_year_that_is_none_is_refused_in_one_line(bad):
    with pytest.raises(ParameterError) as caught:
        annual.load({"year": bad})
    message = str(caught.value)
    assert message.startswith("report annual_review, parameter 'year': ")
    assert message.endswith(f"found '{bad}'")
    assert len(message.splitlines()) == 1


@pytest.mark.parametrize("year", [2025, "2025"])
@pytest.mark.parametrize("through", [None, "2025-12", "2025-01"])
def test_year_and_through_are_typed(year, through):
    found = AnnualParameters.of("annual_review", {"year": year, "through": through})
    assert (found.year, found.through) == (2025, through)
    assert found.last_month == (through or "2025-12")


@pytest.mark.parametrize(
    ("values", "provinces", "through"),
    [
        ({"year": 2025, "through": "2025-11"}, "2025 年 1—11 月", "（截至 11 月）"),
        ({"year": 2025}, "2025 年全年", ""),
        ({"year": 2025, "through": "2025-01"}, "2025 年 1 月", "（截至 1 月）"),
    ],
)
def test_page_and_headings_are_named_by_the_year(values, provinces, through):
    kind = report_type("annual_review")
    parameters = kind.parameters.of(kind.name, values)
    assert parameters.page == kind.page_of(values) == "2025"
    expected = {"year": "2025 年", "provinces": provinces, "through": through}
    assert kind.headings(parameters) == expected


# --- what the data has -------------------------------------------------------------------------


def refusal(call, *arguments, **keys):
    with pytest.raises(NoDataError) as caught:
        call(*arguments, **keys)
    message = str(caught.value)
    assert message.startswith("report annual_review: ")
    assert len(message.splitlines()) == 1
    return message


def test_a_year_without_data_names_what_there_is(repository):
    said = refusal(annual.load, {"year": 2019})
    assert "no data of the provinces for 2019-12 in " in said
    assert "in USD: 2024-11, 2025-11; in CNY: 2024-01, 2024-02, " in said
    assert said.endswith(", 2024-12, 2025-01, 2025-02, 2025-03")


def test_a_year_that_is_not_over_says_through_which_month_it_can_be_run(repository):
    # The groups of provinces that the briefing states to December are no data of the provinces.
    assert "through=2025-11" in refusal(annual.load, {"year": 2025})


def test_made_up_data_says_through_which_month_it_can_be_run(load):
    rows = [row for month in (9, 11) for row in sides(2025, month=month)]
    said = refusal(load, *sides(2024), *rows)
    assert "no data of the provinces for 2025-12 in CNY; months with data: " in said
    assert "through=2025-09" in said
    assert "through=2025-11" in said


def test_a_currency_without_data_is_told(load):
    said = refusal(load, *TWO, values={"year": 2025, "currency": "USD"})
    assert (
        "no data of the provinces for 2025-12 in USD; there is in CNY (give currency=CNY)" in said
    )


def test_nothing_known_on_a_day_is_told(load):
    said = refusal(load, *TWO, values={"year": 2025, "as_of": "2026-01-15"})
    assert "as of 2026-01-15; months with data: none" in said


def test_a_missing_province_is_named(load):
    # Jilin, the province, is 22.
    said = refusal(load, *sides(2025, without={("import", 22)}))
    assert said == (
        "report annual_review: 2025-12 (ytd, import) needs all 31 provinces; the data lacks 1: 吉林"
    )


@pytest.mark.parametrize("city", ["2201", "2202", "吉林市"])
def test_a_city_never_stands_in_for_the_province_of_its_name(load, city):
    without = {("export", 22), ("import", 22)}
    cities = [line(9999, region=city, flow=flow) for flow in ("export", "import")]
    assert "the data lacks 1: 吉林" in refusal(load, *sides(2025, without=without), *cities)


def test_a_city_is_not_added_to_its_province(load):
    cities = [line(9999, region="2201", flow=flow) for flow in ("export", "import")]
    report = load(*sides(2025), *cities)
    # (100 + 22) x 15
    assert named(report.ranking.table())["吉林"][2] == "1830.0"
    assert only(report, "level", flow="total", region="_T").value == 4305 * 15 * 1e8
    assert not report.view.figures.where(region="2201")


def test_the_city_has_no_code_among_the_provinces():
    with pytest.raises(ReferenceTableError, match="'吉林市' is not known"):
        province_code("吉林市")
    assert province_code("吉林省") == "22"


def test_provinces_without_a_whole_are_told_what_to_do(load):
    said = refusal(load, *TWO, complete=())
    assert (
        "2025-12 has no national total; add one (region _T), or write 'complete: [region]'" in said
    )


WHOLE_YEARS = {"2024": {"year": "2024"}, "2025": {"year": "2025"}}
TO_NOVEMBER = {"year": "2025", "through": "2025-11"}


@pytest.mark.parametrize(
    ("rows", "years"),
    [
        (TWO, WHOLE_YEARS),
        (sides(2024) + sides(2025, month=11), {"2024": {"year": "2024"}, "2025": TO_NOVEMBER}),
        (sides(2025, month=3) + sides(2025, month=11), {"2025": TO_NOVEMBER}),
        (
            sides(2024) + sides(2025, without={("export", 11), ("import", 11)}),
            {"2024": {"year": "2024"}},
        ),
        (sides(2024) + sides(2025, unit="USD"), WHOLE_YEARS),
    ],
)
def test_the_years_that_can_be_run_are_listed(tmp_path, rows, years):
    store = open_store(data_folder(tmp_path, *rows))
    assert ReportsOfData(lambda: store).periods("annual_review", {}) == years


def test_the_years_of_the_repository():
    store = open_store(ROOT / "data")
    assert ReportsOfData(lambda: store).periods("annual_review", {}) == {
        "2024": {"year": "2024"},
        "2025": TO_NOVEMBER,
    }


# --- six years of all provinces ----------------------------------------------------------------


@pytest.fixture
def six(load):
    return load(*SIX)


def test_the_page_of_six_years_is_shown_whole(six):
    text = check_whole(six)
    assert "2020 年全年" in text
    # The data has years and no months.
    shown = text.replace("有关内容从略", "").replace("有数的月份不足两个，本节从略", "")
    assert "从略" not in shown


def test_the_whole_is_the_sum_of_the_provinces(six):
    # 15 x 4305, 2410, 1895 and 515; a fifteenth more than fourteen fifteenths of it.
    assert {row: cells[:2] for row, cells in named(six.nation.table()).items()} == {
        "进出口": ["64575.0", "7.1"],
        "出口": ["36150.0", "7.1"],
        "进口": ["28425.0", "7.1"],
        "净出口": ["7725.0", "7.1"],
    }
    told = plain(six.nation.overview())
    assert told.startswith("2025 年全年，31 个省市合计进出口 6.46 万亿元，同比增长 7.1%。")
    assert "货物贸易顺差 7725.0 亿元，比上年增长 7.1%" in told


def test_the_ranking_of_the_provinces(six):
    table = named(six.ranking.table())
    assert len(table) == 31
    assert list(table)[:3] == ["新疆", "宁夏", "青海"]
    assert list(table)[-1] == "北京"
    # 165 x 15; 165 / 4305 is 3.83 %. 164 x 15, of which 165 is 0.6 % more.
    assert table["新疆"][:6] == ["1", "0", "2475.0", "7.1", "3.8", "—"]
    assert table["宁夏"][:6] == ["2", "0", "2460.0", "7.1", "3.8", "0.6"]
    # 44 x 2 x 15, 56 x 15
    assert table["广东"][6:] == ["1320.0", "7.1", "840.0", "7.1"]


def test_the_five_and_the_ten_largest(six):
    # 165 to 161 are 815, to 150 (less those there are not) 760 more.
    figures = {n: only(six, f"region_cr{n}", flow="total").value for n in (5, 10)}
    assert figures == {5: pytest.approx(81500 / 4305), 10: pytest.approx(157500 / 4305)}
    assert "18.9%" in plain(six.ranking.overview())
    assert "36.6%" in plain(six.ranking.overview())


def test_the_seven_regions_are_the_sums_of_their_provinces(six):
    # In hundreds and codes: 31 to 37 are 7 x 100 + 238.
    units = {
        "华东": 938,
        "西北": 815,
        "西南": 760,
        "华北": 565,
        "华南": 435,
        "华中": 426,
        "东北": 366,
    }
    assert sum(units.values()) == 4305
    table = named(six.regions.table())
    assert list(table) == list(units)
    assert {name: cells[0] for name, cells in table.items()} == {
        name: f"{unit * 15:.1f}" for name, unit in units.items()
    }
    # Shares of 938 and 366; their parts of a growth of 1 / 14.
    assert table["华东"][1:5] == ["21.8", "7.1", "0.0", "1.6"]
    assert table["东北"][1:5] == ["8.5", "7.1", "0.0", "0.6"]


def test_contributions_of_the_regions_leave_nothing(six):
    assert only(six, "region_contribution_rest", flow="total").value == pytest.approx(0, abs=1e-9)


def test_multiples_are_of_the_first_year(six):
    table = named(six.regions.multiples_table())
    assert len(table) == 31
    # Tibet 154 x 15 of 154 x 5, Beijing 111 x 15 of 111 x 20, the others 15 of 10.
    assert [list(table)[place] for place in (0, -1)] == ["西藏", "北京"]
    assert table["西藏"] == ["3.00", "770.0", "2310.0"]
    assert table["北京"] == ["0.75", "2220.0", "1665.0"]
    assert table["广东"] == ["1.50", "1440.0", "2160.0"]
    told = plain(six.regions.history())
    assert told.startswith("与 2020 年全年相比，进出口额倍数最高的是西藏（3.00 倍）、")
    assert "最低的是北京（0.75 倍）、" in told


def test_long_lines_are_drawn_of_the_eight_largest_through_all_years(six, charts):
    told = plain(six.regions.lines())
    assert "新疆、宁夏、青海、甘肃、陕西、西藏、贵州" not in told  # Yunnan, 153, is before Guizhou
    assert "新疆、宁夏、青海、甘肃、陕西、西藏、云南、贵州" in told
    (spec,) = charts
    sets = json.loads(spec)["datasets"].values()
    marks = next(rows for rows in sets if len(rows) == 8 * 6)
    values = {(row["name"], row["year"]): row["value"] for row in marks}
    assert {year: values["新疆", year] / 165e8 for year in TIMES} == TIMES
    assert values["西藏", 2020] == 154 * 5e8


def test_records_and_runs_of_six_years(six):
    assert only(six, "record", flow="total").value == 6
    # Growth of five years is known, and all of it above zero.
    assert only(six, "run_years", flow="total").value == 5
    told = plain(six.nation.history())
    assert "进出口、出口、进口额在有数据的 6 年中最高。" in told
    assert "进出口在有数据的最近 5 年里逐年增长。" in told


def test_the_five_year_plan(six):
    # 2020: 4305 x 10, less Tibet's 154 x 5, and Beijing's 111 x 10 more, are 43390. Against it 64575
    # are 48.8 % more, which is 8.3 % a year: 1.083 ^ 5 = 1.4898. 11 + 12 + 13 + 14 + 15 = 65.
    assert only(six, "level", flow="total", region="_T", period="2020-12").value == 43390e8
    since, rate, total = (
        only(six, name, flow="total").value for name in ("growth_since_base", "cagr", "plan_sum")
    )
    assert since == pytest.approx((64575 / 43390 - 1) * 100)
    assert rate == pytest.approx(8.28, abs=0.01)
    assert total == pytest.approx(65 * 4305e8)
    told = plain(six.nation.history())
    assert "增长 48.8%，年均增长 8.3%" in told
    assert "从 2021 年起的五年，进出口累计 27.98 万亿元" in told


def test_the_record_names_the_year(six):
    content = six.record().content
    assert (content["report"], content["name"], content["period"]) == (
        "annual_review",
        "2025",
        "2025 年",
    )
    assert content["given"] == {"year": 2025}
    assert "papermill 2025.ipynb out.ipynb -p year 2025" in plain(six.record())
    assert plain(six.record()).count("-p ") == 1


@pytest.mark.parametrize(
    ("values", "command"),
    [
        ({"through": "2025-11"}, "-p year 2025 -p through 2025-11"),
        ({"through": "2025-11", "currency": None}, "-p year 2025 -p through 2025-11"),
        (
            {"through": "2025-11", "currency": "CNY", "as_of": "2026-03-01"},
            "-p currency CNY -p as_of 2026-03-01 -p year 2025 -p through 2025-11",
        ),
    ],
)
def test_the_command_of_the_record_names_every_parameter_that_was_given(load, values, command):
    rows = [row for year in (2024, 2025) for row in sides(year, month=11)]
    told = plain(load(*rows, values=ASKED | values).record())
    assert f"papermill 2025.ipynb out.ipynb {command}" in told
    assert told.count("-p ") == command.count("-p ")


# --- fewer years -------------------------------------------------------------------------------


@pytest.mark.parametrize("lacking", [2021, 2024])
def test_a_plan_that_lacks_a_year_has_no_sum(load, lacking):
    report = load(*(row for year in TIMES if year != lacking for row in sides(year)))
    told = plain(report.nation.history())
    assert "累计" not in told
    assert "年均增长 8.3%" in told
    # The gap ends the run; the growth of the year after it is not known either.
    runs = report.view.figures.where(metric="run_years", flow="total")
    assert [one.value for one in runs] == [2025 - lacking - 1] * (lacking < 2024)
    assert f"有数据的 {2025 - 2020} 年中最高" in told


def test_before_its_last_year_a_plan_has_no_sum(load):
    report = load(*SIX, values={"year": 2024})
    told = plain(report.nation.history())
    assert "累计" not in told
    # 60270 over 43390 in four years.
    assert "增长 38.9%，年均增长 8.6%" in told
    assert not report.view.figures.where(period="2025-12")


def test_without_the_year_before_the_plan_nothing_is_held_against_it(load):
    report = load(*(row for year in range(2021, 2026) for row in sides(year)))
    told = plain(report.nation.history())
    assert "年均" not in told
    assert "累计 27.98 万亿元" in told


def test_two_years_make_neither_multiples_nor_lines(load):
    report = load(*TWO)
    text = check_whole(report)
    assert "倍数" not in text.replace("增长倍数", "")
    assert "各省市数据最早到 2024 年全年，年份不足三个" in text
    assert bundle(report.regions.multiples_table())["text/html"] == ""


def test_three_years_make_multiples_though_one_between_is_missing(load):
    report = load(*(row for year in (2020, 2023, 2025) for row in sides(year)))
    assert named(report.regions.multiples_table())["西藏"] == ["3.00", "770.0", "2310.0"]


def test_other_months_of_earlier_years_are_not_taken_for_the_year(load):
    rows = [row for year in (2022, 2023, 2024) for row in sides(year, month=11)]
    report = load(*rows, *TWO)
    assert "最早到 2024 年全年" in plain(report.regions.history())
    assert only(report, "record", flow="total").value == 2


def test_without_a_year_before_the_page_is_shown_whole(load):
    report = load(*sides(2025))
    text = check_whole(report)
    assert "没有上年同期数，位次变化从略" in text
    assert "没有上年同期数，也没有来源公布的增长率，增速从略" in text
    assert "历史比较从略" in text
    assert named(report.ranking.table())["新疆"][:6] == ["1", "-", "2475.0", "-", "3.8", "—"]
    assert plain(report.ranking.slopes()) == plain(report.ranking.scatter()) == ""


def test_without_a_year_before_no_note_says_where_it_is_from(load):
    assert "取自此前发布的上年同期数" not in notes(load(*sides(2025)).ranking.table())


def test_printed_growth_implies_last_years_places(load):
    # Ningxia grew by 50 %: 2460 of what was 1640; a year before it was behind those of 1640 to 2475.
    growth = {("export", 64): 50.0, ("import", 64): 50.0}
    rows = sides(2025, growth=lambda *key: growth.get(key, 0.0))
    report = load(*rows)
    table = named(report.ranking.table())
    assert table["宁夏"][:5] == [
        "2",
        str(sum(100 + code > 164 / 1.5 for code in CODES) - 2),
        "2460.0",
        "50.0",
        "3.8",
    ]
    assert "反推" in plain(report.ranking.moves())
    assert "反推" in notes(report.ranking.table())


def test_the_year_to_a_month_is_told_as_such(load):
    rows = [row for year in (2024, 2025) for row in sides(year, month=11)]
    report = load(*rows, values={"year": 2025, "through": "2025-11"})
    text = check_whole(report)
    told = plain(report.nation.overview())
    assert told.startswith("2025 年 1—11 月，31 个省市合计进出口 6.46 万亿元")
    assert "数据中没有 2025 年全年的分省市数" in text
    assert "2025 年全年，" not in text


def test_the_year_to_a_month_is_not_said_to_be_all_there_is(load):
    report = load(*TWO, *sides(2025, month=11), values={"year": 2025, "through": "2025-11"})
    check_whole(report)
    assert "2025 年 1—11 月" in plain(report.scope())
    assert "数据中没有" not in plain(report.scope())


def test_five_parts_of_years_are_not_the_sum_of_a_plan(load):
    rows = [row for year in TIMES for row in sides(year, month=11)]
    report = load(*rows, values={"year": 2025, "through": "2025-11"})
    assert "五年，进出口累计" not in plain(report.nation.history())


def test_a_year_of_single_months_is_not_the_first_year(load):
    rows = [row for year in (2023, 2024, 2025) for row in sides(year)]
    report = load(*sides(2020, span="month"), *rows)
    # 15 of 13
    assert named(report.regions.multiples_table())["广东"][0] == "1.15"


def test_a_fall_since_the_plan_began_is_told_as_a_fall(load):
    def falling(flow, code, year):
        return amount(flow, code, 2025) * {2020: 4, 2024: 3, 2025: 3}[year]

    rows = [row for year in (2020, 2024, 2025) for row in sides(year, amount=falling)]
    told = plain(load(*rows).nation.history())
    assert "增长 -" not in told
    assert "25.0%" in told


# --- the nation --------------------------------------------------------------------------------


def test_a_national_row_is_the_whole_and_called_china(load):
    report = load(*TWO, *nation(2024), *nation(2025), complete=())
    assert "合计进出口" not in check_whole(report)
    assert "全国进出口 6.46 万亿元" in plain(report.nation.overview())


def test_a_deficit_is_told_without_a_growth_of_a_surplus(load):
    def turned(flow, code, year):
        return amount("import" if flow == "export" else "export", code, year)

    report = load(*sides(2024, amount=turned), *sides(2025, amount=turned))
    check_whole(report)
    assert "货物贸易逆差（净进口）7725.0 亿元。" in plain(report.nation.overview())
    assert named(report.nation.table())["净出口"] == ["-7725.0", "—"]


def test_a_deficit_is_not_said_to_lack_a_year_before(load):
    def turned(flow, code, year):
        return amount("import" if flow == "export" else "export", code, year)

    report = load(*sides(2024, amount=turned), *sides(2025, amount=turned))
    assert "无上年同期数可比" not in plain(report.headline())


def test_the_nation_may_be_known_for_longer_than_its_provinces(load):
    # To November in dollars by province; the year in yuan, of the nation alone.
    provinces = [row for year in (2024, 2025) for row in sides(year, month=11, unit="USD")]
    values = {"year": 2025, "through": "2025-11"}
    report = load(*provinces, *nation(2024), *nation(2025), values=values)
    check_whole(report)
    told = plain(report.nation.overview())
    assert told.startswith("2025 年全年，全国进出口 6.46 万亿元，同比增长 7.1%")
    told = plain(report.ranking.overview())
    assert told.startswith("2025 年 1—11 月，31 个省市中")
    assert "2475.0 亿美元" in told
    assert "人民币（全国）、美元（各省市）" in plain(report.record())


def test_a_nation_without_split_is_told_by_its_total(load):
    provinces = [row for year in (2024, 2025) for row in sides(year, month=11, unit="USD")]
    total = builders.tidy_row(
        period="2025-12",
        span="ytd",
        flow="total",
        region="_T",
        unit="CNY",
        value="6457500000000",
        growth="3.8",
    )
    report = load(*provinces, total, values={"year": 2025, "through": "2025-11"})
    check_whole(report)
    assert plain(report.nation.overview()) == "2025 年全年，全国进出口 6.46 万亿元，同比增长 3.8%。"
    assert list(named(report.nation.table()).values())[1:] == [["—", "—"]] * 3


def test_single_months_make_a_run_and_a_record(load):
    months = [
        line(value, span="month", period=period, growth=growth)
        for period, value, growth in (
            ("2025-09", 9, "-1.0"),
            ("2025-10", 5, "1.0"),
            ("2025-11", 6, "0.1"),
            ("2025-12", 10, "4.9"),
        )
    ]
    report = load(*TWO, *months)
    assert only(report, "run_months", span="month", flow="total").value == 3
    assert only(report, "record", span="month", flow="total").value == 4
    assert "2025 年 12 月当月" in plain(report.nation.overview())


@pytest.mark.parametrize(
    ("values", "currency"),
    [({}, "USD"), ({"currency": "CNY"}, "CNY")],
)
def test_the_currency_may_be_chosen(load, values, currency):
    rows = [
        row for unit in ("USD", "CNY") for year in (2024, 2025) for row in sides(year, unit=unit)
    ]
    report = load(*rows, values=ASKED | values)
    check_whole(report)
    assert report.currency == currency
    label = {"USD": "亿美元", "CNY": "亿元"}[currency]
    assert f"2475.0 {label}" in plain(report.ranking.overview())


def test_a_stated_total_is_not_called_a_sum_for_that_in_another_currency(load):
    dollars = [row for year in (2024, 2025) for row in sides(year, unit="USD")]
    report = load(*dollars, *TWO, *nation(2024), *nation(2025), values=ASKED | {"currency": "CNY"})
    assert plain(report.nation.overview()).startswith("2025 年全年，全国进出口 6.46 万亿元")


# --- partners, enterprises, quotations ---------------------------------------------------------

# Exports and imports by partner in 2025, in 亿; they add up to 36150 and 28425. A year before all
# were 14 fifteenths of it. Germany's trade is exactly 10000, Brazil's exactly 1000; Italy has none.
PARTNERS = {
    "502": (10000, 5000),
    "304": (6000, 4000),
    "116": (5000, 4000),
    "133": (4000, 4000),
    "303": (3000, 3000),
    "305": (2500, 2500),
    "141": (2000, 2000),
    "110": (1650, 1425),
    "601": (1000, 1500),
    "410": (500, 500),
    "344": (400, 400),
    "501": (60, 60),
    "136": (40, 40),
    "307": (0, 0),
}
BY_PARTNER = [
    line(value * times / 15, flow=flow, partner=code, period=f"{year}-12")
    for code, pair in PARTNERS.items()
    for flow, value in zip(("export", "import"), pair, strict=True)
    for year, times in ((2024, 14), (2025, 15))
]
EU = [line(20000, partner="EU", flow=flow) for flow in ("export", "import")]


@pytest.fixture
def of_partners(load):
    return load(
        *TWO, *nation(2024), *nation(2025), *BY_PARTNER, *EU, complete=("region", "partner")
    )


def test_partners_are_counted_by_size_where_all_are_there(of_partners):
    assert [sum(pair[place] for pair in PARTNERS.values()) for place in (0, 1)] == [36150, 28425]
    names = ("partners", "partners_above_1t", "partners_above_100b", "partners_above_10b")
    counts = {name: only(of_partners, name, flow="total").value for name in names}
    # 13 have trade, 15000 is above 10000, nine above 1000, twelve above 100. The EU is no partner.
    assert counts == dict(zip(names, (13, 1, 9, 12), strict=True))
    told = plain(of_partners.nation.history())
    assert "有贸易往来的国家和地区 13 个" in told
    assert "1 个、9 个和 12 个" in told
    check_whole(of_partners)


def test_the_ten_largest_partners_are_told_and_not_the_ten_largest_provinces(of_partners):
    # 15000 to 1000 are 63575 of 64575; the ten largest provinces hold 36.6 %.
    assert "前十大贸易伙伴合计占 98.5%" in plain(of_partners.nation.history())
    assert "前十位合计占 36.6%" in plain(of_partners.ranking.overview())


def test_of_some_partners_nothing_is_counted(load):
    report = load(*TWO, *nation(2024), *nation(2025), *BY_PARTNER)
    assert not report.view.figures.where(metric="partners")
    assert "有贸易往来" not in plain(report.nation.history())
    assert named(report.members.table())["美国"][:3] == ["15000.0", "7.1", "23.2"]


KINDS = {"private": (37000, 40000), "foreign": (14500, 15000), "state": (8500, 9000)}
BY_ENTERPRISE = [
    line(value, enterprise=name, period=f"{year}-12")
    for name, pair in KINDS.items()
    for year, value in zip((2024, 2025), pair, strict=True)
]


def test_the_kinds_of_enterprise_are_told(load):
    report = load(*TWO, *BY_ENTERPRISE)
    check_whole(report)
    table = named(report.members.table())
    # 40000 of 64575, 37000 of 60270; 3000 of 60270.
    assert table["民营企业"] == ["40000.0", "8.1", "61.9", "0.6", "5.0"]
    assert table["国有企业"] == ["9000.0", "5.9", "13.9", "-0.2", "0.8"]


def test_what_the_kinds_of_enterprise_leave_is_drawn(load):
    (chart,) = load(*TWO, *BY_ENTERPRISE).members.charts().pictures
    drawn = json.dumps(chart.spec, ensure_ascii=False)
    # 4305 - 3000 - 500 - 500 = 305 of 60270.
    assert "其余" in drawn
    assert '"0.5"' in drawn


QUOTED = (
    builders.quoted_row(
        flow="total", metric="partner_cr10", value="47.7", label="前十大贸易伙伴合计占比"
    ),
    builders.quoted_row(
        flow="total",
        metric="operators",
        value="780000",
        unit="firms",
        step="10000",
        qualifier="above",
        label="经营主体数",
    ),
    builders.quoted_row(
        flow="export",
        product="NEWTRIO",
        metric="level",
        value="1300000000000",
        unit="CNY",
        step="1e11",
        qualifier="near",
        label="“新三样”产品出口额",
    ),
    builders.quoted_row(flow="import", product="FRUIT", label="干鲜瓜果进口额的同比变化"),
    builders.quoted_row(
        flow="total", metric="level", value="1", unit="CNY", label="已知的进出口额"
    ),
    builders.quoted_row(flow="total", metric="growth", period="2024-12", label="上年的数"),
)


def test_quotations_are_shown_as_the_source_puts_them(load):
    report = load(*TWO, quoted=QUOTED)
    check_whole(report)
    table = named(report.quoted.table())
    assert table["经营主体数"] == ["超过 78 万家"]
    assert table["“新三样”产品出口额"] == ["接近 1.3 万亿元"]
    assert table["干鲜瓜果进口额的同比变化"] == ["4.4%"]


def test_what_is_computed_is_not_quoted_and_neither_is_another_year(load):
    table = named(load(*TWO, quoted=QUOTED).quoted.table())
    assert not {"已知的进出口额", "上年的数"} & set(table)


def test_nothing_is_computed_from_a_quotation(load):
    report = load(*TWO, quoted=QUOTED)
    assert "“新三样”产品" not in plain(report.members.prose())
    (quoted,) = report.view.figures.where(product="NEWTRIO")
    assert (quoted.basis, quoted.sources) == ("quoted", "quoted")


def test_what_is_stated_takes_the_place_of_what_cannot_be_computed(load):
    # Of the United States there is no year before; the source states the growth alone.
    stated = builders.quoted_row(flow="total", partner="502", value="-9.9", label="对美国的进出口")
    report = load(*TWO, line(4000, partner="502"), quoted=(stated,))
    check_whole(report)
    assert named(report.quoted.table())["对美国的进出口"] == ["-9.9%"]
    # A quotation stands in its own table only.
    assert named(report.members.table())["美国"][:2] == ["4000.0", "—"]


def test_the_share_of_the_ten_largest_partners_stays_quoted(load):
    table = named(load(*TWO, quoted=QUOTED).quoted.table())
    assert table["前十大贸易伙伴合计占比"] == ["47.7%"]


def test_without_statements_none_are_quoted(load):
    report = load(*TWO)
    assert plain(report.quoted.prose()) == "本年没有引用的数字。"
    assert bundle(report.quoted.table())["text/html"] == ""


# --- as of a day -------------------------------------------------------------------------------


def test_as_of_a_day_only_what_was_known_is_told(repository):
    # The briefing is of 14 January 2026, the provinces of the 16th; the customs' tables have no day but that
    # on which they were taken in.
    report = annual.load({"year": 2025, "through": "2025-11", "as_of": "2026-01-20"})
    text = check_whole(report)
    assert named(report.nation.table())["进出口"][:2] == ["45.47", "3.8"]
    assert "复进口" not in text
    assert "31 个省市中进出口额居前五位的是" in text
    assert "只用 2026-01-20 及此前发布的数据" in text


@pytest.mark.parametrize(("day", "there"), [("2026-01-13", False), ("2026-01-14", True)])
def test_the_base_of_the_plan_is_known_from_the_day_of_the_briefing(repository, day, there):
    told = plain(annual.load({"year": 2024, "as_of": day}).nation.history())
    assert ("年均增长" in told) is there


def test_revised_provinces_are_known_from_their_day(tmp_path, monkeypatch, charts):
    folder = data_folder(tmp_path, *TWO)
    revised = sides(2025, amount=lambda *key: amount(*key) * 1.1)
    builders.write_pair(
        folder / "raw",
        "revised",
        builders.tidy_text(*revised),
        released="2026-03-10",
        complete=["region"],
    )
    monkeypatch.setenv("TRADEBOOK_DATA", str(folder))
    for day, total in (("2026-03-09", "2475.0"), ("2026-03-10", "2722.5")):
        report = annual.load(ASKED | {"as_of": day})
        assert named(report.ranking.table())["新疆"][2] == total, day


# --- what could stop a page --------------------------------------------------------------------


def test_provinces_of_equal_trade_are_told(load):
    def level(flow, code, _):
        return code if flow == "export" else 100 - code

    check_whole(load(*sides(2025, amount=level)))


def test_a_printed_growth_of_minus_100_stops_no_page(load):
    def level(flow, code, year):
        return 4e-8 if (flow, code) == ("import", 54) else amount(flow, code, year)

    rates = {("import", 54): -100.0}
    rows = sides(2025, amount=level, growth=lambda *key: rates.get(key, 5.0))
    check_whole(load(*rows))
