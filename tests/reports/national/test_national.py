"""The report on the nation, of made-up data with answers known by hand."""

import re

import pytest
import sample_nation
import vl_convert
from bs4 import BeautifulSoup
from sample_nation import ASKED, partners, regimes, row, totals
from testbed import ROOT

from helpers.core.errors import NoDataError
from helpers.reports import national

ALL = [*totals(), *partners(), *regimes()]


@pytest.fixture
def load(tmp_path, monkeypatch):
    """Return a function that loads the report of made-up lines; its charts are not drawn."""
    monkeypatch.setattr(vl_convert, "vegalite_to_svg", lambda _: "<svg></svg>")

    def loaded(*rows, values=ASKED, **keys):
        folder = sample_nation.write(tmp_path, *rows, **keys)
        monkeypatch.setenv("TRADEBOOK_DATA", str(folder))
        return national.load(values)

    return loaded


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """Return the report of all the lines, loaded once."""
    folder = sample_nation.write(tmp_path_factory.mktemp("whole"), *ALL)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TRADEBOOK_DATA", str(folder))
        return national.load(ASKED)


def plain(thing):
    return thing._repr_mimebundle_()["text/plain"]


def soup(thing):
    found = thing._repr_mimebundle_()
    return BeautifulSoup(found.get("text/html", found.get("text/markdown")), "html.parser")


def rows(table):
    """Return a table's rows, each with its name first; a band has no cells."""
    found = soup(table).find("tbody").find_all("tr")
    return [[cell.get_text(strip=True) for cell in line.find_all(["th", "td"])] for line in found]


def value(report, metric, **keys):
    return report.view.figures.one(metric, period="2025-12", **keys).value


def expressions():
    text = (ROOT / "notebooks" / "national.py").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.startswith("report.")]


def test_the_page_is_shown_whole(whole):
    text = []
    for line in expressions():
        part = soup(eval(line, {"report": whole}))
        for paragraph in part.select(".tb-prose p"):
            told = paragraph.get_text().strip()
            assert told.endswith("。"), f"{line}: {told}"
        text.append(part.get_text("\n"))
    page = "\n".join(text)
    assert re.findall(r"(?<![A-Za-z])(?:nan|inf|none|nat)(?![A-Za-z])", page, re.I) == []
    assert "{" not in page


def test_the_totals_lead(whole):
    told = plain(whole.overview()).split("\n\n")
    assert told[0].startswith(
        "2025 年 12 月，全国货物贸易进出口 130.0 亿元，同比持平。其中出口 80.0 亿元，同比持平；进口 50.0 亿元，"
    )
    assert "当月顺差 30.0 亿元，与上年同期持平。" in told[0]
    # 800 and 720 亿 from January on, 500 and 450.
    assert "2025 年全年，全国货物贸易进出口 1300.0 亿元，同比增长 11.1%。" in told[1]
    assert "累计顺差 300.0 亿元，比上年同期扩大 30.0 亿元。" in told[1]


def test_a_deficit_that_shrinks_narrows(load):
    report = load(*row(40, 30, flow="export"), *row(50, 60, flow="import"))
    assert "当月逆差（净进口）10.0 亿元，比上年同期收窄 20.0 亿元。" in plain(report.overview())
    assert "比上年同期收窄 20.0 亿元" in plain(report.headline())
    assert "净出口" not in plain(report.overview())


def test_a_balance_that_changes_sides_says_from_which(load):
    report = load(*row(40, 60, flow="export"), *row(50, 50, flow="import"))
    assert "当月逆差（净进口）10.0 亿元，上年同期为顺差 10.0 亿元。" in plain(report.overview())


def test_partners_have_shares_growth_and_contributions(whole):
    united_states = {"partner": "502", "span": "month"}
    # 30 + 10 of 130, and 40 + 20 a year before: less by 20, of 130.
    assert value(whole, "share", flow="total", **united_states) == pytest.approx(40 / 130 * 100)
    assert value(whole, "growth", flow="total", **united_states) == pytest.approx(-100 / 3)
    assert value(whole, "contribution", flow="total", **united_states) == pytest.approx(-2000 / 130)
    assert value(whole, "contribution", flow="export", **united_states) == pytest.approx(-12.5)


def test_contributions_add_up_to_the_growth_of_the_whole(whole):
    for flow, span in (("export", "month"), ("export", "ytd"), ("total", "ytd")):
        pulls = whole.view.at(flow=flow, span=span).members("contribution", "regime")
        growth = value(whole, "growth", flow=flow, span=span)
        assert sum(one.value for one in pulls) == pytest.approx(growth)


def test_the_printed_growth_goes_first(load):
    # 300 and 360 亿 make -16.7 %; printed is -14, against a revised year.
    report = load(*totals(), *partners({("export", "502"): -14.0}.items()))
    keys = {"partner": "502", "flow": "export", "period": "2025-12"}
    growth = report.view.figures.one("growth", span="ytd", **keys)
    assert (growth.value, growth.basis) == (-14.0, "printed")
    month = report.view.figures.one("growth", span="month", **keys)
    assert (month.value, month.basis) == (pytest.approx(-25.0), "superseded")


def test_the_largest_are_told_with_what_moved_the_whole_most(whole):
    told = plain(whole.part("partners")).split("\n\n")[0]
    # Japan has imports alone, Viet Nam exports alone: their totals are these.
    assert (
        "进出口额居前三位的贸易伙伴是美国（40.0 亿元，占 30.8%，同比下降 33.3%）、"
        "德国（36.0 亿元，占 27.7%，同比下降 7.7%）和日本（30.0 亿元，占 23.1%，同比增长 50.0%）。"
    ) in told
    assert "出口增速由越南拉高最多（12.5 个百分点），由美国拉低最多（12.5 个百分点）；" in told


SIZES = [
    *row(3201, 3201, flow="export"),
    *row(1, 1, flow="import"),
    *row(3000, 3000, flow="export", partner="502"),
    *row(200, 200, flow="export", partner="141"),
    # Of a country that is not known: in the total alone.
    *row(1, 1, flow="export", partner="701"),
    *row(1, 1, flow="import", partner="502"),
]


def test_partners_are_counted_by_size_as_the_briefing_does(load):
    report = load(*SIZES)
    year = {"span": "ytd", "flow": "total"}
    assert value(report, "partners", **year) == 2
    assert value(report, "partners_above_1t", **year) == 1
    assert value(report, "partners_above_100b", **year) == 2
    # Fewer than ten partners hold nothing as the ten largest.
    assert report.view.figures.find("partner_cr10", period="2025-12", **year) is None


def test_partners_are_not_counted_where_some_may_be_missing(load):
    report = load(*SIZES, complete=())
    assert report.view.figures.where(metric="partners") == []


def test_a_group_has_the_members_of_the_later_month_in_both_years(load):
    # East Timor joined in October 2025: the row of December 2024 is of ten members, 10 亿 and not 11.
    report = load(
        *totals(),
        *partners(),
        *row(24, 10, flow="export", partner="ASEAN", growth=142.4),
    )
    keys = {"partner": "ASEAN", "flow": "export"}
    assert value(report, "level", span="month", **keys) == 24e8
    assert value(report, "base", span="month", **keys) == pytest.approx(11e8)
    assert value(report, "growth", span="month", **keys) == pytest.approx(1300 / 11)
    # 240 against 99 亿 is 142.4 %, as printed.
    assert value(report, "growth", span="ytd", **keys) == pytest.approx((240 / 99 - 1) * 100)


def test_a_group_that_is_a_sum_has_the_bases_of_its_members(load):
    # Germany's exports of the year, 260 亿, are printed to grow by 4.0 %: against 250 亿, and not the 261 stored.
    report = load(*totals(), *partners({("export", "304"): 4.0}), complete=("partner",))
    keys = {"flow": "export", "span": "ytd"}
    for code in ("304", "EU"):
        assert value(report, "base", partner=code, **keys) == pytest.approx(250e8)
        assert value(report, "growth", partner=code, **keys) == pytest.approx(4.0)
    # Of the month nothing is printed: both are marked alike.
    marks = {
        report.view.figures.one(
            "growth", period="2025-12", span="month", flow="export", partner=code
        ).basis
        for code in ("304", "EU")
    }
    assert len(marks) == 1


def test_the_base_of_a_group_is_absent_where_a_member_is_not_known(load):
    report = load(*totals(), *row(24, 10, flow="export", partner="ASEAN"), complete=("regime",))
    found = report.view.figures.one(
        "growth", period="2025-12", span="month", flow="export", partner="ASEAN"
    )
    assert (found.value, found.reason) == (None, "base_incomplete")


def test_a_group_without_a_list_of_members_grows_by_print_alone(load):
    report = load(*totals(), *partners(), *row(50, 40, flow="export", partner="BRI", growth=11.2))
    keys = {"partner": "BRI", "flow": "export", "period": "2025-12"}
    month = report.view.figures.one("growth", span="month", **keys)
    assert (month.value, month.reason) == (None, "members_unknown")
    year = report.view.figures.one("growth", span="ytd", **keys)
    assert (year.value, year.basis) == (11.2, "printed")
    told = plain(report.part("groups"))
    assert "与共建“一带一路”国家" in told or "共建“一带一路”国家" in plain(
        report.part_table("groups")
    )


def test_a_part_without_data_is_one_line(load):
    report = load(*totals())
    for name in report.parts:
        assert plain(report.part(name)).count("。") == 1
        assert "从略" in plain(report.part(name)) or "没有" in plain(report.part(name))
        assert plain(report.part_table(name)) == plain(report.part_charts(name)) == ""
    assert plain(report.exports.prose()) == "数据中没有主要商品的出口数，本节从略。"
    assert plain(report.movers.prose()) == "数据中没有可以计算拉动的分项数，本节从略。"


def test_the_largest_of_every_dimension_are_named(whole):
    told = plain(whole.movers.prose())
    # Total: Viet Nam and Japan +10 of 130, the United States -20; ordinary trade +20, processing -20.
    assert "分贸易伙伴看，日本拉高最多（7.7 个百分点），美国拉低最多（15.4 个百分点）" in told
    assert "分贸易方式看，一般贸易拉高最多（15.4 个百分点），" in told
    assert "各种分法合起来看，拉高最多的是一般贸易（贸易方式，15.4 个百分点）。" in told
    bands = [line[0] for line in rows(whole.movers.table()) if len(line) == 1]
    assert bands == ["2025 年 12 月进出口", "2025 年 12 月出口", "2025 年 12 月进口"]


def test_a_dimension_that_lacks_a_contribution_names_no_largest(load):
    lines = [line for line in partners() if "141" not in line.split(",")[4:5] or "2024" not in line]
    report = load(*totals(), *lines, complete=())
    assert report.movers.prose() and "分贸易伙伴看" not in plain(report.movers.prose())


def test_the_month_differs_from_the_year_by_what_its_parts_do(whole):
    # The month stood still, January to December grew by 1300/1170.
    year = (1300 / 1170 - 1) * 100
    assert value(whole, "growth_shift", span="month", flow="total") == pytest.approx(-year)
    shifts = whole.view.at(span="month", flow="total").members("contribution_shift", "regime")
    assert sum(one.value for one in shifts) == pytest.approx(-year)
    told = plain(whole.movers.pace())
    assert told.startswith(
        "2025 年 12 月进出口同比持平，2025 年全年同比增长 11.1%，当月增速比累计低 11.1 个百分点。"
    )


def test_a_month_without_the_nation_is_refused(load):
    with pytest.raises(NoDataError, match="report national: no data for 2025-11 in CNY"):
        load(*totals(), values={"period": "2025-11"})
