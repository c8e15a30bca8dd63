"""Which currency a monthly report is in, and what is said where a month is there in another one."""

import pytest
from builders import observation, observations, raw_file
from testbed import CODES

from helpers.core.errors import NoDataError
from helpers.observations.warehouse.query import Query
from helpers.observations.warehouse.store import Store
from helpers.reports.annual.annual_figures import compute as annual
from helpers.reports.city.city_report import compute as city
from helpers.reports.common.currencies import offers as offers_of_month
from helpers.reports.common.data import ReportData
from helpers.reports.common.parameters import Offer
from helpers.reports.product.product_figures import compute as product
from helpers.reports.provincial.provincial_report import compute as provincial
from helpers.reports.registry import ReportsOfData, owner_of, report_type


def both(period, unit, **keys):
    return [observation(5, period=period, flow=f, unit=unit, **keys) for f in ("export", "import")]


def store_of(rows, **status):
    """Return a store of rows by file; of a file that names none the status is official."""
    described = [
        raw_file(
            name, complete=("region", "partner", "product"), status=status.get(name, "official")
        )
        for name in rows
    ]
    every = [{**row, "source": name} for name, found in rows.items() for row in found]
    return Store.of(observations(*every), described)


def offers(store, report, **values):
    return ReportsOfData(lambda: store).offers(report, values)


def asked(report, **values):
    return report_type(report).parameters.of(report, values)


def refused(compute, store, report, **values):
    with pytest.raises(NoDataError) as caught:
        compute(store, asked(report, **values))
    return str(caught.value)


def provinces(period, unit, without=()):
    return [
        row for code in CODES if code not in without for row in both(period, unit, region=str(code))
    ]


def of_city(unit, **keys):
    return both("2025-03", unit, region="11", **keys)


def test_a_currency_with_more_of_what_the_report_shows_goes_first():
    printed = observation(10, period="2025-03", flow="total", region="11", unit="CNY")
    totals = {"dollars": of_city("USD"), "yuan": [*of_city("CNY"), printed]}
    details = of_city("USD", product="8507") + of_city("USD", partner="116")
    status = {"dollars": "reconstructed"}
    # The customs' own yuan, where both have the totals alone.
    alike = store_of(totals, **status)
    # Each is of two flows of a month: of the totals, and in dollars of products and partners, too.
    assert offers(alike, "beijing_city")["2025-03"] == (Offer("CNY", 2, 0), Offer("USD", 2, 3))
    more = store_of({**totals, "dollars": totals["dollars"] + details}, **status)
    assert offers(more, "beijing_city")["2025-03"] == (Offer("USD", 6, 3), Offer("CNY", 2, 0))
    for store, chosen in ((alike, "CNY"), (more, "USD")):
        assert city(store, asked("beijing_city", period="2025-03"))[1] == chosen


def test_what_is_offered_is_of_the_subject_the_currency_and_the_day():
    rows = {
        "a": of_city("USD") + both("2025-04", "USD", region="44"),
        "b": both("2025-04", "CNY", region="44") + both("2025-05", "CNY", product="8507"),
    }
    store = store_of(rows)
    assert list(offers(store, "beijing_city")) == ["2025-03"]
    assert list(offers(store, "beijing_city", region="广东")) == ["2025-04"]
    assert offers(store, "beijing_city", region="44", currency="CNY") == {
        "2025-04": (Offer("CNY", 0, 0),)
    }
    assert list(offers(store, "lithium_battery", hs="8507")) == ["2025-05"]
    assert offers(store, "lithium_battery", hs="8507", as_of="2020-01-01") == {}


def test_the_months_are_those_that_can_be_run_one_by_one():
    def cumulated(period, unit, **keys):
        return [{**row, "span": "ytd", "value": 12.0} for row in provinces(period, unit, **keys)]

    rows = {
        # February alone follows from January to February; in March a province is missing.
        "a": provinces("2025-01", "USD") + cumulated("2025-02", "USD"),
        "b": provinces("2025-03", "USD", without=(65,)) + provinces("2025-03", "CNY"),
        "c": provinces("2025-04", "USD", without=(11,)) + both("2025-05", "CNY"),
    }
    store = store_of(rows, b="transcribed")
    found = offers(store, "provincial")
    assert {month: [one.currency for one in each] for month, each in found.items()} == {
        "2025-01": ["USD"],
        "2025-02": ["USD"],
        "2025-03": ["CNY"],
    }
    assert found["2025-03"] == (Offer("CNY", 0, 2),)
    for month in ("2025-01", "2025-02", "2025-03", "2025-04", "2025-05"):
        data = ReportData(store, Query(month, ""))
        parameters = asked("provincial", period=month)
        assert offers_of_month(data, parameters) == found.get(month, ()), month
        if month in found:
            assert provincial(store, parameters)[1] == found[month][0].currency
        else:
            refused(provincial, store, "provincial", period=month)


# --- a month that is missing in one currency -----------------------------------------------------

YUAN = {"a": provinces("2025-03", "CNY"), "b": provinces("2025-04", "USD")}


@pytest.mark.parametrize(
    ("compute", "report", "values", "said"),
    [
        (
            provincial,
            "provincial",
            {"period": "2025-03", "currency": "USD"},
            "report provincial: no data for 2025-03 in USD; there is in CNY (give currency=CNY); months "
            "with data: in USD: 2025-04; in CNY: 2025-03",
        ),
        (
            provincial,
            "provincial",
            {"period": "2025-05"},
            "report provincial: no data for 2025-05 in USD; months with data: in USD: 2025-04; in CNY: "
            "2025-03",
        ),
        (
            city,
            "beijing_city",
            {"period": "2025-04", "currency": "CNY"},
            "report beijing_city: no data of 北京 (11) for 2025-04 in CNY; there is in USD (give "
            "currency=USD); months with data: in CNY: 2025-03; in USD: 2025-04",
        ),
    ],
)
def test_a_missing_month_is_told_with_the_currency_that_has_it(compute, report, values, said):
    assert refused(compute, store_of(YUAN), report, **values) == said


def test_a_product_and_a_year_are_told_alike():
    store = store_of({"a": both("2025-03", "CNY", product="8507") + both("2025-04", "USD")})
    values = {"period": "2025-03", "hs": "8507", "currency": "USD"}
    assert refused(product, store, "lithium_battery", **values) == (
        "report lithium_battery: no data of HS 8507 for 2025-03 in USD; there is in CNY (give "
        "currency=CNY); months with data: in USD: none; in CNY: 2025-03"
    )
    rows = [{**row, "span": "ytd"} for row in provinces("2025-03", "CNY")] + both("2025-03", "USD")
    values = {"year": 2025, "through": "2025-03", "currency": "USD"}
    assert refused(annual, store_of({"a": rows}), "annual_review", **values) == (
        "report annual_review: no data of the provinces for 2025-03 in USD; there is in CNY (give "
        "currency=CNY); months with data: in USD: none; in CNY: 2025-03"
    )


def test_a_month_that_lacks_provinces_is_told_with_the_currency_that_lacks_none():
    rows = {"a": provinces("2025-03", "USD", without=(44,)), "b": provinces("2025-03", "CNY")}
    assert provincial(store_of(rows), asked("provincial", period="2025-03"))[1] == "CNY"
    found = refused(provincial, store_of(rows), "provincial", period="2025-03", currency="USD")
    assert found.endswith("lacks 1: 广东; there is in CNY (give currency=CNY)")
    found = refused(provincial, store_of({"a": rows["a"]}), "provincial", period="2025-03")
    assert found.endswith("lacks 1: 广东")


# --- whose folder is called what -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("folder", "owner"),
    [
        ("provincial", ("provincial", "")),
        ("annual_review", ("annual_review", "")),
        ("beijing_city", ("beijing_city", "11")),
        ("inner_mongolia", ("beijing_city", "15")),
        ("lithium_battery", ("lithium_battery", "85076000")),
        ("hs_01012100", ("lithium_battery", "01012100")),
        ("hs_1", None),
        ("guangdong_cny", None),
    ],
)
def test_a_folder_is_called_after_one_subject(folder, owner):
    assert owner_of(folder) == owner
