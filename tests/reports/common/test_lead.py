"""The lead of a report: the flow that moved more comes first, and whom it was moved by; worked out by hand."""

from dataclasses import replace

import pytest
from bs4 import BeautifulSoup
from builders import tidy_row, tidy_text, write_pair
from markupsafe import Markup

from helpers.presentation.charts.picture import Gallery
from helpers.reference.provinces import provinces
from helpers.reports import national, provincial
from helpers.reports.common.data import forget_data
from helpers.reports.common.lead import Lead

EXPORTS = {"2024-03": {"44": 40, "11": 30, "31": 30}, "2025-03": {"44": 30, "11": 30, "31": 60}}
IMPORTS = {"2024-03": {"44": 40, "11": 30, "31": 30}, "2025-03": {"44": 0, "11": 30, "31": 30}}
BOTH = {"export": EXPORTS, "import": IMPORTS}
NOTHING = dict.fromkeys(map(str, provinces().index), 0)


def lines(months, dimension, **flows):
    """Return lines of the members of a dimension and of the nation, in 亿 yuan."""
    rest = NOTHING if dimension == "region" else {}
    return [
        tidy_row(
            **{"region": "_T", "period": month, "flow": flow, "unit": "CNY", dimension: member},
            value=f"{value * 1e8:.0f}",
        )
        for flow, values in flows.items()
        for month in months
        for member, value in {**rest, **values[month], "_T": sum(values[month].values())}.items()
    ]


@pytest.fixture
def loaded(tmp_path, monkeypatch):
    """Return a function that loads a report on such lines."""

    def load(report, rows, **described):
        raw = tmp_path / "data" / "raw"
        raw.mkdir(parents=True, exist_ok=True)
        write_pair(raw, "a", tidy_text(*rows), **described)
        monkeypatch.setenv("TRADEBOOK_DATA", str(tmp_path / "data"))
        forget_data()
        return report.load({"period": "2025-03", "currency": "CNY"})

    return load


@pytest.fixture
def lead(loaded):
    """Return a function that loads a report on such lines, and gives its lead as text."""

    def written(report, rows, **described):
        found = loaded(report, rows, **described)
        told = "".join(one.striptags() for one in getattr(found.lead(), "paragraphs", ()))
        assert found.record().content["lead"] == told
        return told

    return written


def shown(one):
    """Return ids and captions of the charts that an output shows, and its note."""
    soup = BeautifulSoup(one._repr_mimebundle_()["text/html"], "html.parser")
    charts = [(each["id"], each.figcaption.get_text()) for each in soup.find_all("figure")]
    return charts, [note.get_text() for note in soup.find_all(class_="tb-note")]


def test_the_chart_of_the_flow_that_moved_more_leads_with_what_it_finds(loaded):
    report = loaded(provincial, lines(EXPORTS, "region", **BOTH), complete=["region"])
    (chart,), notes = shown(report.leading_chart())
    title = "2025 年 3 月对全国进口增长的拉动：31 个省市中绝对值最大的 12 个（百分点）"
    assert chart == ("fig-month-import-contribution", f"图 1　广东拉低进口最多。{title}")
    assert notes == []
    # Where its like stand, it is told and not shown again.
    charts, notes = shown(report.month.contribution_charts())
    assert [anchor for anchor, _ in charts] == ["fig-month-export-contribution"]
    assert charts[0][1].startswith("图 2　2025 年 3 月对全国出口")
    assert notes == [f"见图 1：{title}"]
    # A cell that is run again shows the same.
    assert shown(report.leading_chart())[0] == [chart]


def test_a_page_that_shows_no_chart_first_shows_all_in_their_places(loaded):
    report = loaded(provincial, lines(EXPORTS, "region", **BOTH), complete=["region"])
    charts, notes = shown(report.month.contribution_charts())
    assert len(charts) == 2
    assert notes == []


def test_no_chart_of_another_flow_leads_with_a_finding(loaded, monkeypatch):
    report = loaded(provincial, lines(EXPORTS, "region", **BOTH), complete=["region"])
    imports = Gallery(report.month.contribution_charts().pictures[1:])
    assert [one.anchor for one in imports.pictures] == ["fig-month-import-contribution"]
    for flow, count in (("export", 0), ("import", 1)):
        found = [(Lead(report.view, report.moved_by), flow, imports)]
        monkeypatch.setattr(type(report), "leading", lambda *_, found=found: iter(found))
        assert len(shown(report.leading_chart())[0]) == count


def test_contributions_do_not_lead_where_nobody_is_named(loaded):
    report = loaded(provincial, lines(EXPORTS, "region", **BOTH), complete=["region"])
    assert Lead(report.view, "region").finding("export") == "上海拉高出口最多"
    assert Lead(report.view, "partner").finding("export") == ""
    assert Lead(report.view).finding("export") == "出口同比增长 20.0%"


@pytest.mark.parametrize(("note", "count"), [("", 2), ("标“†”的按旧数计算。", 1)])
def test_a_mark_in_the_lead_is_explained_below_it_or_below_the_headline(
    loaded, monkeypatch, note, count
):
    report = loaded(provincial, lines(EXPORTS, "region", **BOTH), complete=["region"])
    cards = [replace(card, note=note) for card in report.cards()]
    monkeypatch.setattr(Lead, "line", lambda _: Markup("出口同比增长 1.0%†。"))
    monkeypatch.setattr(type(report), "cards", lambda _: cards)
    told = report.lead().paragraphs
    assert len(told) == count and all("†" in one for one in told)


def test_a_balance_whose_change_prints_as_nothing_is_level(loaded):
    """By 10,000 yuan, which prints as 0.00 亿元: nothing widened."""
    exports = {"2024-03": {"44": 40}, "2025-03": {"44": 40.0001}}
    imports = {"2024-03": {"44": 30}, "2025-03": {"44": 30}}
    rows = lines(EXPORTS, "region", export=exports, **{"import": imports})
    report = loaded(provincial, rows, complete=["region"])
    told = "".join(one.striptags() for one in report.month.overview().paragraphs)
    assert "当月顺差 10.0 亿元，与上年同期持平" in told


def test_without_growth_or_chart_there_is_none_at_the_head(loaded):
    report = loaded(provincial, lines(["2025-03"], "region", **BOTH), complete=["region"])
    assert shown(report.leading_chart()) == ([], [])


def test_the_flow_that_moved_more_comes_first_with_whom_it_was_moved_by(lead):
    # Imports fell by 40 亿 of 100, all of it Guangdong's; exports rose by 20: Shanghai 30, Guangdong -10.
    rows = lines(EXPORTS, "region", **BOTH)
    assert lead(provincial, rows, complete=["region"]) == (
        "进口同比下降 40.0%，广东影响最大，拉低 40.0 个百分点；出口同比增长 20.0%，上海影响最大，拉高 30.0 个百分点。"
    )


def test_a_partner_is_named_with_its_direction_and_only_where_none_may_be_missing(lead):
    codes = {"44": "502", "11": "116", "31": "133"}
    both = {
        flow: {
            month: {codes[code]: value for code, value in values.items()}
            for month, values in months.items()
        }
        for flow, months in BOTH.items()
    }
    rows = lines(EXPORTS, "partner", **both)
    assert lead(national, rows, complete=["partner"]) == (
        "进口同比下降 40.0%，自美国进口影响最大，拉低 40.0 个百分点；"
        "出口同比增长 20.0%，对韩国出口影响最大，拉高 30.0 个百分点。"
    )
    assert lead(national, rows) == "进口同比下降 40.0%；出口同比增长 20.0%。"


def test_without_a_year_before_there_is_none(lead):
    rows = lines(["2025-03"], "region", **BOTH)
    assert lead(provincial, rows, complete=["region"]) == ""
