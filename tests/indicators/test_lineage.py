"""The inputs of a figure of each metric, on pages of a few figures; expected inputs by hand."""

from fnmatch import fnmatch

import pytest
from builders import figure

from helpers.indicators.lineage import DECLARED, Lineage
from helpers.presentation.locale.words import chinese

YEAR = {"period": "2024-12", "span": "ytd", "flow": "total"}
AMOUNT = {"measure": "quantity", "unit": "piece"}


def computed(metric, value, **keys):
    return figure(value, metric=metric, **{"basis": "computed"} | keys)


def inputs_on(page, this):
    """Return the places of a figure's inputs on a page of figures by place."""
    places = {each.id: place for place, each in page.items()}
    assert len(places) == len(page)
    return [places[each.id] for each in Lineage(page.values()).inputs_of(page[this])]


def page_of(*figures):
    """Return figures by short names: the metric, and the keys that are not those of a whole."""
    wholes = {"_T", "value", "2025-11", "month", "export"}
    return {
        " ".join(
            [each.metric, *(code for code in list(each.keys.values())[1:] if code not in wholes)]
        ): each
        for each in figures
    }


# Guangdong exports 120 of the nation's 480, a year before 100 of 400.
PART = figure(120.0, region="44")
PART_BASE = figure(100.0, metric="base", region="44")
PART_CHANGE = computed("change", 20.0, region="44")
NATION = figure(480.0)
NATION_BASE = figure(400.0, metric="base")
NATION_CHANGE = computed("change", 80.0)
GROWTH = computed("growth", 20.0, region="44", unit="percent")
PRINTED = figure(20.0, metric="growth", region="44", unit="percent", basis="printed")
IMPLIED = computed("base", 100.0, region="44", basis="implied")
SHARE_CHANGE = computed("share_change", 0.0, region="44", unit="points")
CONTRIBUTION = computed("contribution", 5.0, region="44", unit="points")


@pytest.mark.parametrize(
    ("this", "others", "expected"),
    [
        ("growth 44", (GROWTH, PART, PART_BASE, PART_CHANGE, NATION), "level 44, base 44"),
        ("growth 44", (GROWTH, PART, PART_CHANGE), "level 44, change 44"),
        ("growth 44", (GROWTH, PART), ""),
        ("growth 44", (PRINTED, PART, PART_BASE), ""),
        ("change 44", (PART_CHANGE, PART, PART_BASE), "level 44, base 44"),
        ("change 44", (PART_CHANGE, PART, PRINTED), "level 44, growth 44"),
        ("change 44", (PART_CHANGE, PART, GROWTH), ""),
        ("base 44", (IMPLIED, PART, PRINTED), "level 44, growth 44"),
        # What would be a circle: this growth was computed from the base.
        ("base 44", (IMPLIED, PART, GROWTH), ""),
        ("base 44", (PART_BASE, PART, PRINTED), ""),
        ("level 44", (PART, NATION), ""),
        (
            "share_change 44",
            (SHARE_CHANGE, PART, PART_BASE, NATION, NATION_BASE),
            "level 44, base 44, level, base",
        ),
        (
            "share_change 44",
            (SHARE_CHANGE, PART, PART_CHANGE, NATION, NATION_CHANGE),
            "level 44, change 44, level, change",
        ),
        ("share_change 44", (SHARE_CHANGE, PART, PART_BASE, NATION), ""),
        (
            "contribution 44",
            (CONTRIBUTION, PART, PART_BASE, NATION, NATION_BASE),
            "level 44, base 44, base",
        ),
        (
            "contribution 44",
            (CONTRIBUTION, PART_CHANGE, NATION, NATION_CHANGE),
            "change 44, level, change",
        ),
    ],
)
def test_inputs_of_changes_and_shares(this, others, expected):
    assert ", ".join(inputs_on(page_of(*others), this)) == expected


def test_absent_and_quoted_figures_are_no_inputs():
    absent = figure(None, metric="base", region="44")
    quoted = figure(100.0, metric="base", region="44", basis="quoted")
    for base in (absent, quoted):
        assert inputs_on(page_of(GROWTH, PART, base), "growth 44") == []
    # An absent figure itself was computed from nothing.
    missing = figure(None, metric="growth", region="44")
    assert inputs_on(page_of(missing, PART, PART_BASE), "growth 44") == []


def test_beside_the_nation_a_partner_is_a_part_of_it_and_its_members_are_parts_of_the_partner():
    group, member = {"partner": "ASEAN"}, {"partner": "141"}
    page = page_of(
        NATION,
        NATION_BASE,
        figure(120.0, **group),
        figure(100.0, metric="base", **group),
        figure(30.0, **member),
        figure(20.0, metric="base", **member),
        computed("share", 25.0, **group),
        computed("contribution", 5.0, **group),
        computed("weight", 25.0, **member),
        computed("contribution", 10.0, **member),
    )
    assert inputs_on(page, "share ASEAN") == ["level ASEAN", "level"]
    assert inputs_on(page, "contribution ASEAN") == ["level ASEAN", "base ASEAN", "base"]
    assert inputs_on(page, "weight 141") == ["level 141", "level ASEAN"]
    assert inputs_on(page, "contribution 141") == ["level 141", "base 141", "base ASEAN"]


def test_a_share_is_of_the_nation_and_a_weight_of_the_subject():
    city = {"region": "44", "product": "textiles"}
    share, weight = (
        computed(metric, 25.0, **city, unit="percent") for metric in ("share", "weight")
    )
    page = page_of(
        figure(30.0, **city),
        figure(60.0, product="textiles"),
        PART,
        share,
        weight,
    )
    assert inputs_on(page, "share 44 textiles") == ["level 44 textiles", "level textiles"]
    # With the nation's textiles on it, the page is no longer of one province alone.
    assert inputs_on(page, "weight 44 textiles") == []
    del page["level textiles"]
    assert inputs_on(page, "weight 44 textiles") == ["level 44 textiles", "level 44"]
    assert inputs_on(page, "share 44 textiles") == []


def test_a_share_of_the_nations_own_trade_is_of_its_whole():
    share = computed("share", 25.0, partner="502", unit="percent")
    page = page_of(figure(120.0, partner="502"), NATION, share)
    assert inputs_on(page, "share 502") == ["level 502", "level"]


def test_a_weight_on_a_page_of_a_product_is_of_the_products_trade():
    battery = {"product": "850760"}
    page = page_of(
        figure(30.0, **battery, partner="304"),
        figure(60.0, **battery),
        computed("weight", 50.0, **battery, partner="304", unit="percent"),
    )
    assert inputs_on(page, "weight 304 850760") == ["level 304 850760", "level 850760"]


@pytest.mark.parametrize("metric", ["level", "base"])
@pytest.mark.parametrize(("flow", "value"), [("total", 170.0), ("balance", 70.0)])
def test_totals_and_balances_are_of_exports_and_imports(metric, flow, value):
    page = page_of(
        computed(metric, value, flow=flow),
        figure(120.0, metric=metric),
        figure(50.0, metric=metric, flow="import"),
    )
    assert inputs_on(page, f"{metric} {flow}") == [metric, f"{metric} import"]


@pytest.mark.parametrize(("flow", "value"), [("total", 171.0), ("balance", 69.0)])
def test_a_total_of_others_is_not_of_the_sides_that_it_is_off_by_a_last_digit(flow, value):
    sides = (figure(120.0), figure(50.0, flow="import"))
    page = page_of(computed("level", value, flow=flow), *sides)
    assert inputs_on(page, f"level {flow}") == []


def test_a_stated_total_has_no_inputs():
    page = page_of(figure(170.0, flow="total"), figure(120.0), figure(50.0, flow="import"))
    assert inputs_on(page, "level total") == []


@pytest.mark.parametrize("metric", ["level", "base"])
def test_sums_are_of_the_members_that_add_up_to_them(metric):
    # Northeast: Liaoning 21, Jilin 22, Heilongjiang 23; Beijing is of another region.
    provinces = [
        figure(value, metric=metric, region=code)
        for code, value in (("11", 5.0), ("21", 1.0), ("22", 3.0), ("23", 2.0))
    ]
    page = page_of(
        *provinces,
        computed(metric, 6.0, region="northeast"),
        computed(metric, 11.0),
    )
    northeast = [f"{metric} 22", f"{metric} 23", f"{metric} 21"]
    assert inputs_on(page, f"{metric} northeast") == northeast
    assert inputs_on(page, metric) == [f"{metric} 11", *northeast]
    # One of them is not on the page: the rest is not what the sum was made of.
    del page[f"{metric} 23"]
    assert inputs_on(page, f"{metric} northeast") == inputs_on(page, metric) == []


def test_a_group_of_partners_is_of_its_members_in_that_month():
    # Germany 304 and France 305 are in the EU; the United Kingdom 303 no longer.
    members = [
        figure(value, partner=code) for code, value in (("303", 4.0), ("304", 5.0), ("305", 6.0))
    ]
    page = page_of(*members, computed("level", 11.0, partner="EU"))
    assert inputs_on(page, "level EU") == ["level 305", "level 304"]


RANKED = [
    figure(value, metric=metric, region=code)
    for code, *values in (("11", 5.0, 4.0), ("12", 5.0, 9.0), ("13", 8.0, 1.0))
    for metric, value in zip(("level", "base"), values, strict=True)
]


def test_a_rank_is_of_all_members():
    rank = [computed(metric, 1.0, region="12", unit="places") for metric in ("rank", "rank_change")]
    others = [NATION, figure(9.0, region="north"), figure(7.0, flow="import", region="11")]
    page = page_of(*RANKED, *rank, *others)
    levels, bases = ["level 13", "level 11", "level 12"], ["base 12", "base 11", "base 13"]
    assert inputs_on(page, "rank 12") == levels
    assert inputs_on(page, "rank_change 12") == levels + bases


def test_a_rank_is_of_members_in_one_dimension_only():
    city = [
        figure(value, region="44", partner=code) for code, value in (("304", 5.0), ("502", 6.0))
    ]
    rank = computed("rank", 2.0, region="44", partner="304", unit="places")
    page = page_of(*city, rank, PART)
    assert inputs_on(page, "rank 44 304") == ["level 44 502", "level 44 304"]
    page["level"] = NATION
    assert inputs_on(page, "rank 44 304") == []


def test_a_gap_is_to_the_member_ahead():
    gaps = [computed("gap", 0.0, region=code, unit="percent") for code in ("11", "12")]
    page = page_of(*RANKED, *gaps, NATION)
    assert inputs_on(page, "gap 11") == ["level 11", "level 13"]
    # Of equal values the first by code is ahead.
    assert inputs_on(page, "gap 12") == ["level 12", "level 11"]


def test_concentration_is_of_the_whole_and_the_largest():
    partners = [
        figure(value, partner=code)
        for code, value in (("ASEAN", 90.0), ("304", 50.0), ("502", 60.0), ("110", 10.0))
    ]
    page = page_of(*partners, NATION, computed("partner_cr2", 22.9, unit="percent"))
    assert inputs_on(page, "partner_cr2") == ["level", "level 502", "level 304"]


def test_counts_are_of_all_that_were_counted():
    growths = [
        computed("growth", value, region=code, unit="percent")
        for code, value in (("11", -2.0), ("12", 3.0), ("north", 9.0), ("_T", 1.0))
    ]
    without = figure(None, metric="growth", region="13", unit="percent")
    counts = [computed(metric, 1.0, unit="count") for metric in ("rising", "falling", "unchanged")]
    page = page_of(*growths, without, *counts)
    for metric in ("rising", "falling", "unchanged"):
        assert inputs_on(page, metric) == ["growth 12", "growth 11"]
    partners = [
        figure(value, partner=code) for code, value in (("304", 5.0), ("EU", 6.0), ("502", 0.0))
    ]
    counts = [computed(metric, 1.0, unit="count") for metric in ("partners", "partners_above_1t")]
    page = page_of(*partners, *counts)
    for metric in ("partners", "partners_above_1t"):
        assert inputs_on(page, metric) == ["level 304", "level 502"]


def test_a_rest_is_of_the_growth_and_of_parts_that_do_not_overlap():
    parts = [
        computed("contribution", value, **{dimension: code}, unit="points")
        for dimension, code, value in (
            ("region", "east", 3.0),
            ("region", "south", 1.0),
            ("region", "44", 0.5),
            ("enterprise", "private", 2.0),
            ("enterprise", "state", 4.0),
        )
    ]
    growth = computed("growth", 9.0, unit="percent")
    rests = [
        computed(f"{dimension}_contribution_rest", 1.0, unit="points")
        for dimension in ("region", "enterprise")
    ]
    page = page_of(*parts, growth, *rests)
    assert inputs_on(page, "region_contribution_rest") == [
        "growth",
        "contribution east",
        "contribution south",
    ]
    assert inputs_on(page, "enterprise_contribution_rest") == [
        "growth",
        "contribution state",
        "contribution private",
    ]


def test_prices_are_of_values_and_quantities_of_both_years():
    inputs = [
        figure(600.0),
        figure(400.0, metric="base"),
        figure(30.0, **AMOUNT),
        figure(40.0, metric="base", **AMOUNT),
    ]
    metrics = ("unit_value_growth", "price_points", "quantity_points")
    page = page_of(*inputs, *(computed(name, 1.0) for name in (*metrics, "unit_value")))
    for metric in metrics:
        assert inputs_on(page, metric) == ["level", "base", "level quantity", "base quantity"]
    assert inputs_on(page, "unit_value") == ["level", "level quantity"]


def test_growth_of_the_surplus_is_of_the_balances_and_its_error_of_both_sides_too():
    inputs = [
        figure(value, metric=metric, flow=flow)
        for flow, *values in (("balance", 4.0, 2.0), ("export", 9.0, 8.0), ("import", 5.0, 6.0))
        for metric, value in zip(("level", "base"), values, strict=True)
    ]
    metrics = ("surplus_growth", "surplus_growth_error")
    page = page_of(*inputs, *(computed(name, 1.0, flow="balance") for name in metrics))
    assert inputs_on(page, "surplus_growth balance") == ["level balance", "base balance"]
    assert inputs_on(page, "surplus_growth_error balance") == [
        "level balance",
        "base balance",
        "level",
        "level import",
        "base",
        "base import",
    ]


def years(metric, values, **keys):
    return [
        computed(metric, value, **YEAR | {"period": f"{year}-12"} | keys)
        for year, value in values.items()
    ]


def periods(page, metric):
    """Return the periods of the inputs of a figure of the year 2025."""
    (this,) = (each for each in page if each.metric == metric and each.period == "2025-12")
    return [each.period for each in Lineage(page).inputs_of(this)]


LEVELS = years(
    "level", {2019: 9.0, 2020: 4.0, 2021: 5.0, 2022: 6.0, 2023: 7.0, 2024: 8.0, 2025: 10.0}
)


def test_metrics_through_the_years():
    page = [
        *LEVELS,
        *(
            each
            for metric in ("multiple", "growth_since_base", "cagr", "plan_sum")
            for each in years(metric, {2025: 1.0})
        ),
        *years("record", {2025: 7.0}),
    ]
    assert periods(page, "multiple") == ["2025-12", "2019-12"]
    # The plan of 2021 to 2025 is measured from 2020.
    assert periods(page, "growth_since_base") == ["2025-12", "2020-12"]
    assert periods(page, "cagr") == ["2025-12", "2020-12"]
    assert periods(page, "plan_sum") == [f"{year}-12" for year in range(2021, 2026)]
    assert periods(page, "record") == [f"{year}-12" for year in range(2019, 2026)]
    without = [each for each in page if each.period != "2020-12"]
    assert periods(without, "growth_since_base") == periods(without, "cagr") == []
    # The record is one of seven, and the page has six.
    assert periods(without, "record") == []
    assert periods(without, "plan_sum") != []


def test_no_record_is_of_the_periods_there_are():
    page = [*years("level", {2023: 9.0, 2024: 3.0, 2025: 4.0}), *years("record", {2025: 0.0})]
    assert periods(page, "record") == ["2023-12", "2024-12", "2025-12"]
    assert periods(page[2:], "record") == []


def test_a_run_is_of_the_growth_of_its_periods_and_of_the_one_that_ended_it():
    growths = years("growth", {2022: -1.0, 2023: 2.0, 2024: 3.0, 2025: 4.0})
    page = [*growths, *years("run_years", {2025: 3.0})]
    assert periods(page, "run_years") == ["2025-12", "2024-12", "2023-12", "2022-12"]
    # What ended the run is not on the page.
    assert periods(page[1:], "run_years") == []
    months = [
        computed("growth", value, period=period)
        for period, value in (("2025-12", 2.0), ("2025-11", -1.0))
    ]
    page = [*months, computed("run_months", 1.0, period="2025-12")]
    assert periods(page, "run_months") == ["2025-12", "2025-11"]


def test_growth_against_the_superseded_base_has_no_inputs_on_a_page():
    page = page_of(PART, PART_BASE, computed("growth_stored", 20.0, region="44"))
    assert inputs_on(page, "growth_stored 44") == []


def test_every_metric_that_readers_find_defined_declares_its_inputs():
    metrics = chinese().tree("metrics")
    assert len(metrics) > len(DECLARED)
    assert [name for name in metrics if not any(fnmatch(name, each) for each in DECLARED)] == []
