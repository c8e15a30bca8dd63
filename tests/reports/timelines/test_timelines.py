"""The figures of a dimension's members in every month: what each month's own edition says."""

import pandas as pd
import pytest
from testbed import ROOT

from helpers.indicators.figures import Figures
from helpers.reports.common.data import open_store
from helpers.reports.registry import report_type
from helpers.reports.timelines.timelines import timelines

METRICS = ("level", "growth", "share", "rank", "contribution")


@pytest.fixture(scope="module")
def store():
    return open_store(ROOT / "data")


@pytest.fixture(scope="module")
def provinces(store):
    return Figures(timelines(store, "region", "CNY"))


@pytest.mark.parametrize("period", ["2024-01", "2024-08", "2025-03"])
def test_each_month_says_what_its_edition_says(provinces, store, period):
    parameters = report_type("provincial").parameters.of(
        "provincial", {"period": period, "currency": "CNY"}
    )
    from helpers.reports.provincial.provincial_report import compute

    edition = compute(store, parameters)[0]
    compared = 0
    for figure in edition:
        if figure.metric in METRICS and figure.region != "_T":
            found = provinces.find(**figure.keys)
            assert (found.value, found.unit, found.reason) == (
                pytest.approx(figure.value, rel=1e-12) if figure.value is not None else None,
                figure.unit,
                figure.reason,
            ), figure.id
            compared += 1
    assert compared > 31 * 5


def test_a_province_is_added_up_over_twelve_months(provinces, store):
    frame = provinces.frame()
    mine = frame[
        (frame["region"] == "44") & (frame["flow"] == "export") & (frame["span"] == "month")
    ]
    months = mine[(mine["metric"] == "level") & mine["period"].between("2024-04", "2025-03")]
    assert len(months) == 12
    found = provinces.one(
        "rolling_year", period="2025-03", span="month", flow="export", region="44"
    )
    assert found.value == pytest.approx(months["value"].sum(), rel=1e-12)


def test_a_dimension_that_is_not_told_apart_has_no_timelines(store):
    found = timelines(store, "partner", "USD")
    assert isinstance(found, pd.DataFrame)
    assert found.empty


def test_the_partners_of_a_province_have_a_weight_in_its_trade(store):
    found = timelines(store, "partner", "USD", fixed={"region": "11"})
    assert set(found["region"]) == {"11"}
    assert {"weight", "level", "growth"} <= set(found["metric"])
    assert "share" not in set(found["metric"])
