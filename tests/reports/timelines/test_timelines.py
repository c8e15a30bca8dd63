"""The figures of a dimension's members in every month: what each month's own edition says."""

from types import SimpleNamespace

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


@pytest.mark.parametrize(
    ("dimension", "metrics"),
    [("partner", METRICS), ("product", ("level", "growth", "contribution"))],
)
def test_the_months_of_partners_and_goods_are_those_of_the_nations_edition(
    store, dimension, metrics
):
    from helpers.reports.national.national_figures import compute

    parameters = report_type("national").parameters.of("national", {"period": "2025-12"})
    found, compared = Figures(timelines(store, dimension, "CNY")), 0
    for one in compute(store, parameters).figures:
        if one.metric in metrics and one.measure == "value" and getattr(one, dimension) != "_T":
            if one.period != "2025-12":
                continue
            other = found.find(**one.keys)
            assert (other.basis, other.reason) == (one.basis, one.reason), one.id
            assert other.value == (one.value and pytest.approx(one.value, rel=1e-12)), one.id
            compared += 1
    assert compared > 1500


def test_provinces_in_dollars_are_those_of_their_edition(store):
    """Their whole is a sum, and stated by no source."""
    from helpers.reports.provincial.provincial_report import compute

    parameters = report_type("provincial").parameters.of("provincial", {"period": "2025-11"})
    found = Figures(timelines(store, "region", "USD"))
    own = [one for one in compute(store, parameters)[0] if one.period == "2025-11"]
    compared = [one for one in own if one.metric in METRICS and one.region != "_T"]
    assert len(compared) > 31 * 5
    for one in compared:
        other = found.find(**one.keys)
        assert (other.basis, other.reason) == (one.basis, one.reason), one.id
        assert other.value == (one.value and pytest.approx(one.value, rel=1e-12)), one.id


def test_a_month_whose_data_is_wrong_is_absent(store, monkeypatch):
    wrong = SimpleNamespace(
        severity="error", source="location-2024-08", other="", months=frozenset({"2024-08"})
    )
    monkeypatch.setattr(
        store, "findings", lambda names: [wrong] if wrong.source in names else [], raising=False
    )
    found = Figures(timelines(store, "region", "CNY"))
    august, july = (
        found.one("level", period=f"2024-{month}", span="month", flow="export", region="44")
        for month in ("08", "07")
    )
    assert (august.value, august.reason) == (None, "contradicted")
    assert july.value is not None
