"""The lead of a report: the flow that moved more comes first, and whom it was moved by; worked out by hand."""

import pytest
from builders import tidy_row, tidy_text, write_pair

from helpers.reference.provinces import provinces
from helpers.reports import national, provincial
from helpers.reports.common.data import forget_data

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
def lead(tmp_path, monkeypatch):
    """Return a function that loads a report on such lines, and gives its lead as text."""

    def written(report, rows, **described):
        raw = tmp_path / "data" / "raw"
        raw.mkdir(parents=True, exist_ok=True)
        write_pair(raw, "a", tidy_text(*rows), **described)
        monkeypatch.setenv("TRADEBOOK_DATA", str(tmp_path / "data"))
        forget_data()
        loaded = report.load({"period": "2025-03", "currency": "CNY"})
        told = "".join(one.striptags() for one in getattr(loaded.lead(), "paragraphs", ()))
        assert loaded.record().content["lead"] == told
        return told

    return written


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
