"""Parts of a whole, unit values and concentration, worked out by hand on small numbers."""

import pandas as pd
import pytest
from builders import NAN, cell, figure_frame, figure_row, panel_of, values_by
from testbed import published

from helpers.indicators import changes, prices, shares
from helpers.indicators.figures import COLUMNS, Figures
from helpers.reference.provinces import province_code

UNIT_VALUES = (
    prices.unit_value,
    prices.unit_value_growth,
    prices.price_points,
    prices.quantity_points,
)


def priced(value, base, quantity, quantity_base, **keys):
    """Return a value and its quantity, which is that of all goods."""
    values = panel_of(cell(value, base, **keys))
    amounts = panel_of(cell(quantity, quantity_base, measure="quantity", unit="piece", **keys))
    return prices.with_quantities(values, values, amounts)


def only(frame):
    (row,) = frame.to_dict("records")
    return row


def number(frame):
    return only(frame)["value"]


# Shares and weights.


def test_a_share_by_product_is_of_the_nations_trade_in_that_product():
    parts = panel_of(
        cell(30, product="electronics"),
        cell(6, product="minerals"),
        cell(6, product="minerals", flow="import"),
    )
    whole = panel_of(
        cell(120, region="_T", product="electronics"),
        cell(8, region="_T", product="minerals"),
        cell(60, region="_T", product="minerals", flow="import"),
    )
    found = shares.share(parts, whole, by=("product",))
    assert values_by(found, "flow", "product") == {
        ("export", "electronics"): 25.0,
        ("export", "minerals"): 75.0,
        ("import", "minerals"): 10.0,
    }
    assert set(found["region"]) == {"11"}
    assert set(found["unit"]) == {"percent"}
    assert set(found["metric"]) == {"share"}
    assert set(found["basis"]) == {"computed"}


def test_a_part_whose_product_the_whole_lacks_has_no_share():
    parts = panel_of(cell(30, product="electronics"), cell(6, product="wood"))
    whole = panel_of(cell(120, region="_T", product="electronics"))
    found = shares.share(parts, whole, by=("product",))
    assert values_by(found, "product") == {"electronics": 25.0, "wood": None}
    assert dict(zip(found["product"], found["basis"], strict=True)) == {
        "electronics": "computed",
        "wood": "absent",
    }


def test_two_wholes_of_one_product_are_refused():
    parts = panel_of(cell(30, product="wood"))
    whole = panel_of(cell(120, region="_T", product="wood"), cell(90, region="44", product="wood"))
    with pytest.raises(ValueError, match="many-to-one"):
        shares.share(parts, whole, by=("product",))


def test_a_change_of_share_by_product_is_in_points():
    # 30 of 120 is 25 %, 10 of 50 was 20 %.
    parts = panel_of(cell(30, 10, product="wood"))
    whole = panel_of(cell(120, 50, region="_T", product="wood"))
    found = only(shares.share_change(parts, whole, by=("product",)))
    assert found["value"] == pytest.approx(5.0)
    assert found["unit"] == "points"


def test_weight_is_of_the_subjects_own_trade():
    partners = panel_of(
        cell(14, partner="410"),
        cell(4, partner="502"),
        cell(0.5, flow="import", partner="502"),
        cell(13.5, flow="balance", partner="502"),
    )
    own = panel_of(cell(20), cell(2, flow="import"), cell(18, flow="balance"))
    found = shares.weight(partners, own)
    assert values_by(found, "flow", "partner") == {
        ("export", "410"): 70.0,
        ("export", "502"): 20.0,
        ("import", "502"): 25.0,
    }
    assert set(found["metric"]) == {"weight"}
    assert set(found["unit"]) == {"percent"}


def test_weight_in_a_trade_of_next_to_nothing_is_absent():
    found = only(shares.weight(panel_of(cell(0.4, partner="410")), panel_of(cell(0.9))))
    assert found["value"] != found["value"]
    assert found["basis"] == "absent"
    assert number(shares.weight(panel_of(cell(0.4, partner="410")), panel_of(cell(1)))) == 40.0


def test_base_is_the_stored_value_of_the_year_before():
    found = changes.base(panel_of(cell(5, 4, region="44"), cell(5, region="11")))
    assert values_by(found, "region") == {"44": 4.0, "11": None}
    assert dict(zip(found["region"], found["basis"], strict=True)) == {
        "44": "observed",
        "11": "absent",
    }
    assert set(found["unit"]) == {"USD"}
    assert set(found["metric"]) == {"base"}


def test_a_base_of_zero_is_a_number():
    found = only(changes.base(panel_of(cell(5, 0))))
    assert (found["value"], found["basis"]) == (0.0, "observed")


def test_a_share_names_the_sources_of_its_part_and_of_its_whole():
    # A figure is known by the raw files behind it, and a share has two numbers behind it.
    parts = panel_of(cell(30, sources="province"))
    whole = panel_of(cell(120, region="_T", sources="nation"))
    assert set(only(shares.share(parts, whole))["sources"].split(";")) == {"province", "nation"}


# What contributions leave of the growth.


def pulls_of(*values, **keys):
    keys = {"metric": "contribution", "unit": "points"} | keys
    return [
        figure_row(value, enterprise=name, **keys)
        for name, value in zip(("foreign", "private", "state"), values, strict=False)
    ]


def growth_of(value, **keys):
    keys = {"metric": "growth", "unit": "percent", "sources": "b"} | keys
    return figure_row(value, **keys)


def test_what_contributions_leave_of_the_growth():
    # 3.8 - (1.1 + 3.9 - 0.5); of imports 2 - 5.
    pulls = [*pulls_of(1.1, 3.9, -0.5), *pulls_of(5, flow="import")]
    growths = [growth_of(3.8), growth_of(2.0, flow="import"), growth_of(7.0, span="ytd")]
    found = shares.contribution_rest(figure_frame(*pulls), figure_frame(*growths), "enterprise")
    assert list(found.columns) == list(COLUMNS)
    Figures(found)
    expected = {"export": pytest.approx(-0.7), "import": pytest.approx(-3.0)}
    assert values_by(found, "flow") == expected
    assert set(found["metric"]) == {"enterprise_contribution_rest"}
    assert set(found["unit"]) == {"points"}
    assert set(found["enterprise"]) == {"_T"}


def test_a_rest_names_the_sources_of_the_growth_and_of_the_contributions():
    found = shares.contribution_rest(
        figure_frame(*pulls_of(1.1, 3.9, sources="a;c")),
        figure_frame(growth_of(3.8)),
        "enterprise",
    )
    assert only(found)["sources"] == "a;b;c"


def test_parts_without_a_contribution_are_in_the_rest():
    pulls = [
        *pulls_of(1.1),
        figure_row(NAN, metric="contribution", basis="absent", enterprise="state"),
    ]
    found = shares.contribution_rest(
        figure_frame(*pulls), figure_frame(growth_of(3.8)), "enterprise"
    )
    assert only(found)["value"] == pytest.approx(2.7)


@pytest.mark.parametrize(
    ("pulls", "growths"),
    [
        ([], [growth_of(3.8)]),
        (pulls_of(NAN), [growth_of(3.8)]),
        (pulls_of(1.1), []),
        (pulls_of(1.1), [growth_of(NAN)]),
        (pulls_of(1.1), [growth_of(3.8, period="2024-11")]),
        (pulls_of(1.1), [growth_of(3.8, measure="value_USD")]),
    ],
)
def test_without_contributions_or_without_a_growth_there_is_no_rest(pulls, growths):
    found = shares.contribution_rest(figure_frame(*pulls), figure_frame(*growths), "enterprise")
    assert found.empty


# Unit values.


def test_unit_value_is_value_by_quantity():
    found = only(prices.unit_value(priced(30, 20, 12, 10)))
    assert found["value"] == 2.5
    assert (found["metric"], found["measure"]) == ("unit_value", "value")
    assert found["unit"] == "USD/piece"
    assert found["basis"] == "computed"


def test_unit_value_grows_by_the_ratio_of_the_two_years():
    # 2.5 against 2.
    found = only(prices.unit_value_growth(priced(30, 20, 12, 10)))
    assert found["value"] == pytest.approx(25.0)
    assert found["unit"] == "percent"


@pytest.mark.parametrize(
    ("now", "before", "price", "amount"),
    [
        # p 2.5 against 2, q 12 against 10: 0.5 x 22 / 2 = 5.5 of 20; 2 x 4.5 / 2 = 4.5 of 20.
        ((30, 12), (20, 10), 27.5, 22.5),
        # p 0.4 against 0.5, q 50 against 32: -0.1 x 82 / 2 = -4.1 of 16; 18 x 0.9 / 2 = 8.1 of 16.
        ((20, 50), (16, 32), -25.625, 50.625),
        # The price alone, then the quantity alone.
        ((30, 10), (20, 10), 50.0, 0.0),
        ((30, 15), (20, 10), 0.0, 50.0),
        # Up and down by as much: p 4 against 2, q 5 against 10, the value unmoved.
        ((20, 5), (20, 10), 75.0, -75.0),
    ],
)
def test_price_and_quantity_divide_the_growth(now, before, price, amount):
    (value, quantity), (base, quantity_base) = now, before
    cells = priced(value, base, quantity, quantity_base)
    found = only(prices.price_points(cells)), only(prices.quantity_points(cells))
    assert [one["value"] for one in found] == pytest.approx([price, amount])
    assert [one["unit"] for one in found] == ["points", "points"]
    assert price + amount == pytest.approx((value - base) / base * 100)


@pytest.mark.parametrize(
    ("value", "base", "quantity", "before"),
    [(30, 20, 12, 10), (7, 3, 11, 13), (1e9 + 7, 3e5, 17, 1.5e6), (1, 1e6, 1e5, 3)],
)
def test_the_two_parts_add_up_to_the_growth_of_the_value(value, base, quantity, before):
    cells = priced(value, base, quantity, before)
    parts = number(prices.price_points(cells)) + number(prices.quantity_points(cells))
    assert parts == pytest.approx((value - base) / base * 100, rel=1e-9)
    assert parts == pytest.approx(number(changes.growth(cells)), rel=1e-9)


@pytest.mark.parametrize(
    ("value", "base", "quantity", "before"),
    [
        (30, NAN, 12, 10),
        (30, 20, 12, NAN),
        (30, NAN, 12, NAN),
        (30, 0.5, 12, 10),
        (30, 20, 12, 0.5),
        (30, 0, 12, 0),
    ],
)
def test_without_a_base_the_unit_value_stands_alone(value, base, quantity, before):
    cells = priced(value, base, quantity, before)
    assert number(prices.unit_value(cells)) == 2.5
    for metric in UNIT_VALUES[1:]:
        found = only(metric(cells))
        assert found["value"] != found["value"], metric
        assert found["basis"] == "absent", metric


@pytest.mark.parametrize("quantity", [0, 0.9, NAN])
def test_without_a_quantity_nothing_of_it_is_there(quantity):
    cells = priced(30, 20, quantity, 10)
    for metric in UNIT_VALUES:
        found = only(metric(cells))
        assert found["value"] != found["value"], metric
        assert found["basis"] == "absent", metric


def test_a_flow_without_quantities_has_no_row():
    values = panel_of(cell(30, 20), cell(8, 4, flow="import"))
    amounts = panel_of(cell(12, 10, measure="quantity", unit="kg"))
    found = only(prices.unit_value(prices.with_quantities(values, values, amounts)))
    assert (found["flow"], found["unit"]) == ("export", "USD/kg")


def test_totals_and_balances_have_no_unit_value():
    flows = ("export", "import", "total", "balance")
    values = panel_of(*(cell(30, 20, flow=flow) for flow in flows))
    amounts = panel_of(
        *(cell(12, 10, measure="quantity", unit="piece", flow=flow) for flow in flows)
    )
    for metric in UNIT_VALUES:
        cells = prices.with_quantities(values, values, amounts)
        assert sorted(metric(cells)["flow"]) == ["export", "import"]


# Concentration.

HELD = {"410": 50, "502": 20, "304": 10, "136": 8, "116": 4}


def partners(held=HELD, **keys):
    return panel_of(*(cell(value, partner=code, **keys) for code, value in held.items()))


@pytest.mark.parametrize(("count", "expected"), [(1, 50.0), (3, 80.0), (5, 92.0)])
def test_concentration_is_the_share_of_the_largest(count, expected):
    found = only(shares.concentration(partners(), panel_of(cell(100)), "partner", count))
    assert found["value"] == pytest.approx(expected)
    assert (found["metric"], found["unit"]) == (f"partner_cr{count}", "percent")
    assert (found["partner"], found["flow"]) == ("_T", "export")


def test_groups_are_not_counted():
    with_groups = partners({"EU": 90, "ASEAN": 60, "_T": 100, **HELD})
    found = shares.concentration(with_groups, panel_of(cell(100)), "partner", 3)
    assert number(found) == pytest.approx(80.0)


@pytest.mark.parametrize("nobody", ["142", "M899", "M838"])
def test_what_is_no_country_is_in_the_whole_and_not_among_the_largest(nobody):
    with_own = partners({nobody: 90, **HELD})
    found = shares.concentration(with_own, panel_of(cell(200)), "partner", 3)
    assert number(found) == pytest.approx(40.0)


def test_fewer_members_than_asked_for_give_none():
    assert shares.concentration(partners(), panel_of(cell(100)), "partner", 6).empty
    two = partners({"EU": 90, "410": 50, "502": 20})
    assert shares.concentration(two, panel_of(cell(100)), "partner", 3).empty


def test_each_flow_has_its_own_concentration():
    both = panel_of(
        *(cell(value, partner=code) for code, value in HELD.items()),
        *(cell(1, partner=code, flow="import") for code in ("410", "502", "304")),
        *(cell(value, partner=code, flow="balance") for code, value in HELD.items()),
    )
    whole = panel_of(cell(100), cell(4, flow="import"), cell(96, flow="balance"))
    found = shares.concentration(both, whole, "partner", 3)
    assert values_by(found, "flow") == {"export": 80.0, "import": 75.0}


def test_concentration_of_provinces_leaves_out_what_lies_within_them():
    held = {"44": 40, "4403": 35, "32": 30, "33": 20, "11": 10}
    provinces = panel_of(*(cell(value, region=code) for code, value in held.items()))
    whole = panel_of(cell(100, region="_T"))
    assert number(shares.concentration(provinces, whole, "region", 3)) == pytest.approx(90.0)


def test_concentration_in_next_to_nothing_is_absent():
    found = only(shares.concentration(partners(), panel_of(cell(0.5)), "partner", 3))
    assert found["value"] != found["value"]
    assert found["basis"] == "absent"


@pytest.mark.parametrize(
    ("flow", "count", "percent", "digit"),
    [
        # As the article prints them.
        ("total", 5, 63.56, 0.005),
        ("total", 10, 82.04, 0.005),
        # 58915.6 + 39057.5 + 36531.3 + 20811.6 + 18176.0 = 173492.0 of 254545.4.
        ("export", 5, 68.16, 0.005),
        # 32210.7 + 30018.0 + 24504.9 + 19645.7 + 13583.8 = 119963.1 of 183922.6.
        ("import", 5, 65.22, 0.01),
    ],
)
def test_the_concentration_of_the_provinces_in_2024(flow, count, percent, digit):
    whole, *provinces = published("annual_2024_provinces")
    values = [
        cell(float(row[f"{flow}_cny_10k"]), region=province_code(row["province"]), flow=flow)
        for row in provinces
    ]
    nation = panel_of(cell(float(whole[f"{flow}_cny_10k"]), region="_T", flow=flow))
    found = only(shares.concentration(panel_of(*values), nation, "region", count))
    assert found["value"] == pytest.approx(percent, abs=digit)
    assert (found["metric"], found["flow"], found["region"]) == (f"region_cr{count}", flow, "_T")


def test_totals_are_concentrated_too_and_balances_are_not():
    flows = ("export", "import", "total", "balance")
    parts = [partners(flow=flow) for flow in flows]
    whole = panel_of(*(cell(100, flow=flow) for flow in flows))
    found = shares.concentration(pd.concat(parts, ignore_index=True), whole, "partner", 3)
    assert values_by(found, "flow") == dict.fromkeys(flows[:3], pytest.approx(80.0))


def partly(valued, quantity, valued_base, quantity_base):
    """Return goods worth 1000 in both years of which some have a quantity."""
    values = panel_of(cell(1000, 1000))
    some = panel_of(cell(valued, valued_base))
    amounts = panel_of(cell(quantity, quantity_base, measure="quantity", unit="piece"))
    return prices.with_quantities(values, some, amounts), amounts


def test_a_unit_value_is_that_of_the_goods_whose_quantity_is_given():
    cells, _ = partly(600, 30, 1000, 40)
    assert number(prices.unit_value(cells)) == 20
    # 20 against 25.
    assert number(prices.unit_value_growth(cells)) == pytest.approx(-20)
    value, quantity, share = map(only, prices.covered(cells))
    assert (value["value"], quantity["value"], share["value"]) == (600, 30, 60)
    assert (value["unit"], quantity["unit"], share["unit"]) == ("USD", "piece", "percent")


@pytest.mark.parametrize(
    ("valued", "valued_base", "absent"),
    [
        (499, 1000, {"unit_value", "unit_value_growth", "price_points", "quantity_points"}),
        (1000, 499, {"unit_value_growth", "price_points", "quantity_points"}),
        (994, 1000, {"price_points", "quantity_points"}),
        (1000, 994, {"price_points", "quantity_points"}),
        (996, 996, set()),
    ],
)
def test_what_too_few_goods_have_a_quantity_for_is_absent(valued, valued_base, absent):
    cells, _ = partly(valued, 30, valued_base, 40)
    found = [only(metric(cells)) for metric in UNIT_VALUES]
    assert {one["metric"] for one in found if one["basis"] == "absent"} == absent
    assert {one["reason"] for one in found if one["basis"] == "absent"} <= {"quantity_partial"}


@pytest.mark.parametrize(
    ("valued", "valued_base", "level", "growth"),
    [
        (1000, 1000, "", ""),
        (900, 1000, "quantity_partial", "quantity_partial"),
        (1000, 900, "", "quantity_partial"),
    ],
)
def test_the_quantity_of_all_goods_is_not_that_of_some(valued, valued_base, level, growth):
    cells, amounts = partly(valued, 30, valued_base, 40)
    known = prices.of_all_goods(amounts, cells, frozenset())
    assert only(changes.level(known))["reason"] == level
    assert only(changes.growth(known))["reason"] == growth


def test_what_is_stated_and_a_sum_of_months_may_be_of_other_goods():
    values = panel_of(cell(1000, 1000))
    amounts = cell(30, 40, measure="quantity", unit="piece")
    for basis, keys in (("", {"basis": "summed"}), ("_base", {"basis_base": "summed"})):
        summed = panel_of({**amounts, **keys})
        cells = prices.with_quantities(values, values, summed)
        reasons = {f"reason{one}": "" for one in ("", "_base")}
        known = only(prices.of_all_goods(summed, cells, frozenset()))
        expected = {**reasons, f"reason{basis}": "base_incomplete" if basis else "incomplete"}
        assert {name: known[name] for name in reasons} == expected
        assert (only(prices.unit_value(cells))["basis"] == "absent") == (not basis)
        assert only(prices.unit_value_growth(cells))["basis"] == "absent"
        alike = prices.with_quantities(values, panel_of({**cell(1000, 1000), **keys}), summed)
        assert number(prices.unit_value_growth(alike)) > 0


def test_a_quantity_of_goods_whose_value_is_not_known_is_not_that_of_all():
    cells, amounts = partly(1000, 30, 1000, 40)
    imports = amounts.assign(flow="import")
    known = prices.of_all_goods(pd.concat([amounts, imports]), cells, frozenset())
    reasons = changes.level(known).set_index("flow")["reason"]
    assert reasons.to_dict() == {"export": "", "import": "incomplete"}


def test_a_balance_of_quantities_needs_the_quantities_of_all_goods():
    cells, amounts = partly(900, 30, 1000, 40)
    known = prices.of_all_goods(amounts.assign(flow="balance"), cells, frozenset())
    assert known["value"].isna().all()


def test_a_quantity_in_another_unit_a_year_before_has_no_growth():
    cells, amounts = partly(1000, 30, NAN, NAN)
    known = prices.of_all_goods(amounts, cells, frozenset({"export"}))
    assert only(changes.growth(known))["reason"] == "unit_changed"
