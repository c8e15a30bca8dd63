"""Each metric on panels of a few cells, its expected values worked out by hand."""

import pandas as pd
import pytest
from builders import (
    NAN,
    answer,
    cell,
    extent,
    figure_frame,
    figure_row,
    observation,
    panel_of,
    values_by,
)
from testbed import published

from helpers.indicators import changes, counts, ranks, shares
from helpers.indicators.figures import COLUMNS, Figures
from helpers.indicators.panel import PANEL_COLUMNS, join_bases
from helpers.reference.provinces import province_code

NOTHING = answer()
METRICS = {
    metric.__name__: metric
    for metric in (
        *(changes.level, changes.change, changes.growth),
        *(ranks.rank, ranks.rank_change, ranks.gap),
        *(shares.share, shares.share_change, shares.contribution),
    )
}


def metric_of(panel, name, *whole):
    frame = METRICS[name](panel, *whole)
    assert list(frame.columns) == list(COLUMNS)
    assert set(frame["metric"]) <= {name}
    Figures(frame)  # each is named once, none is infinite
    return frame


# --- the panel ---------------------------------------------------------------------------------


def test_total_and_balance_come_from_exports_and_imports():
    now = answer(
        observation(70, region="11", growth=4),
        observation(100, region="11", flow="import", source="b"),
    )
    panel = join_bases(now, NOTHING)
    assert list(panel.columns) == list(PANEL_COLUMNS)
    assert values_by(panel, "flow") == {"export": 70, "import": 100, "total": 170, "balance": -30}
    rows = panel.set_index("flow")
    assert rows["basis"].to_dict() == {
        "export": "observed",
        "import": "observed",
        "total": "computed",
        "balance": "computed",
    }
    assert rows.at["total", "sources"] == rows.at["balance", "sources"] == "a;b"
    assert rows.at["export", "printed"] == 4
    assert rows.loc[["import", "total", "balance"], "printed"].isna().all()


def test_totals_are_made_cell_by_cell():
    now = answer(
        observation(1, region="11"),
        observation(2, region="11", flow="import"),
        observation(4, region="12"),
        observation(8, region="12", flow="import"),
        observation(16, region="12", span="ytd"),
        observation(32, region="12", span="ytd", flow="import"),
        observation(64, region="12", partner="502"),
    )
    panel = join_bases(now, NOTHING)
    totals = panel[panel["flow"] == "total"]
    assert values_by(totals, "region", "span") == {
        ("11", "month"): 3,
        ("12", "month"): 12,
        ("12", "ytd"): 48,
    }


def test_no_total_of_one_direction():
    panel = join_bases(answer(observation(70)), NOTHING)
    assert panel["flow"].tolist() == ["export"]


def test_a_stored_total_stands_where_there_is_no_split():
    now = answer(
        observation(50, flow="total", region="11", growth=3),
        observation(10, flow="export", region="12"),
        observation(20, flow="import", region="12"),
    )
    panel = join_bases(now, NOTHING)
    totals = panel[panel["flow"] == "total"].set_index("region")
    assert totals["value"].to_dict() == {"11": 50, "12": 30}
    assert totals["basis"].to_dict() == {"11": "observed", "12": "computed"}
    assert totals.at["11", "printed"] == 3


def test_a_computed_total_takes_the_place_of_a_stored_one():
    now = answer(observation(31, flow="total"), observation(10), observation(20, flow="import"))
    panel = join_bases(now, NOTHING)
    assert values_by(panel, "flow") == {"export": 10, "import": 20, "total": 30, "balance": -10}


def test_each_value_stands_beside_its_base():
    now = answer(
        observation(70, region="11"),
        observation(100, region="11", flow="import"),
        observation(5, region="12"),
        observation(6, region="12", flow="import"),
    )
    before = answer(
        observation(50, region="11", period="2024-11", source="old"),
        observation(90, region="11", period="2024-11", flow="import", source="old"),
        observation(4, region="12", period="2024-11", source="old"),
        observation(9, region="13", period="2024-11", source="old"),
    )
    panel = join_bases(now, before)
    bases = values_by(panel.assign(value=panel["base"]), "region", "flow")
    assert bases == {
        ("11", "export"): 50,
        ("11", "import"): 90,
        ("11", "total"): 140,
        ("11", "balance"): -40,
        ("12", "export"): 4,
        # Imports of a year before are missing, and so are all that needs them.
        ("12", "import"): None,
        ("12", "total"): None,
        ("12", "balance"): None,
    }
    cells = panel.set_index(["region", "flow"])
    assert cells.loc[("11", "total"), ["sources", "sources_base"]].tolist() == ["a", "old"]
    assert cells.loc[("12", "import"), ["sources", "sources_base"]].tolist() == ["a", ""]


@pytest.mark.parametrize(("imports", "total", "balance"), [(True, 50, 50), (False, None, None)])
def test_the_base_of_a_total_is_that_of_one_side_where_the_other_had_no_trade(
    imports, total, balance
):
    now = answer(observation(70, partner="304"), observation(100, partner="304", flow="import"))
    known = [extent("2024-11"), extent("2024-11", flow="import", whole=imports)]
    before = answer(observation(50, partner="304", period="2024-11"), extents=known)
    panel = join_bases(now, before)
    bases = values_by(panel.assign(value=panel["base"]), "flow")
    sides = {"export": 50, "import": 0 if imports else None}
    assert bases == {**sides, "total": total, "balance": balance}
    assert set(panel["period"]) == {"2025-11"}


def test_without_any_base_all_bases_are_missing_numbers():
    panel = join_bases(answer(observation(1), observation(2, flow="import")), NOTHING)
    assert panel["base"].dtype == "float64"
    assert panel["base"].isna().all()


# --- level, change, growth ---------------------------------------------------------------------

FLOWS = panel_of(
    cell(70, 50, flow="export"),
    cell(100, 90, flow="import"),
    cell(170, 140, flow="total", basis="computed"),
    cell(-30, -40, flow="balance", basis="computed"),
)


def test_level_is_the_value_of_every_flow():
    found = metric_of(FLOWS, "level")
    assert values_by(found, "flow") == {"export": 70, "import": 100, "total": 170, "balance": -30}
    assert set(found["unit"]) == {"USD"}
    assert found["basis"].tolist() == ["observed", "observed", "computed", "computed"]


def test_change_is_absolute_and_in_the_unit_of_the_value():
    found = metric_of(FLOWS, "change")
    # The deficit shrank from 40 to 30: + 10.
    assert values_by(found, "flow") == {"export": 20, "import": 10, "total": 30, "balance": 10}
    assert (set(found["unit"]), set(found["basis"])) == ({"USD"}, {"computed"})


@pytest.mark.parametrize(
    ("value", "base", "expected"), [(5, 0, 5), (5, 0.5, 4.5), (0, 7, -7), (5, NAN, None)]
)
def test_change_needs_a_base_but_not_a_large_one(value, base, expected):
    found = metric_of(panel_of(cell(value, base)), "change")
    assert values_by(found, "flow") == {"export": expected}
    assert found["basis"].tolist() == ["absent" if expected is None else "computed"]


@pytest.mark.parametrize(
    ("value", "base", "printed", "expected", "basis"),
    [
        (110, 100, NAN, 10, "computed"),
        (90, 100, NAN, -10, "computed"),
        (100, 100, NAN, 0, "computed"),
        (0, 100, NAN, -100, "computed"),
        (103, 80, NAN, 28.75, "computed"),  # 23 / 80
        # What is printed gives way to what can be computed,
        (110, 100, 9.9, 10, "computed"),
        # stands where there is no base,
        (110, NAN, 9.9, 9.9, "printed"),
        (110, NAN, 0, 0, "printed"),
        (110, NAN, -3.5, -3.5, "printed"),
        (110, NAN, NAN, None, "absent"),
        # and is no help where the base is next to nothing.
        (110, 0, NAN, None, "absent"),
        (0, 0, NAN, None, "absent"),
        (110, 0, 9.9, None, "absent"),
        (110, 0.99, NAN, None, "absent"),
        (110, 0.99, 11011.1, None, "absent"),
        (3, 1, NAN, 200, "computed"),
    ],
)
def test_growth(value, base, printed, expected, basis):
    found = metric_of(panel_of(cell(value, base, printed=printed)), "growth")
    assert values_by(found, "flow") == {"export": pytest.approx(expected)}
    assert (found["basis"].tolist(), found["unit"].tolist()) == ([basis], ["percent"])


def test_growth_of_the_total_is_not_the_mean_of_both():
    found = metric_of(FLOWS, "growth")
    # 20/50, 10/90 and 30/140; a balance has no growth rate.
    assert values_by(found, "flow") == {
        "export": 40,
        "import": pytest.approx(100 / 9),
        "total": pytest.approx(150 / 7),
    }


def test_metrics_keep_the_names_of_their_cells():
    keys = {
        "measure": "quantity",
        "span": "ytd",
        "flow": "import",
        "region": "44",
        "partner": "502",
        "product": "85076000",
    }
    panel = panel_of(cell(6, 4, unit="piece", sources="b;c", **keys))
    for name in ("level", "change", "growth", "rank", "rank_change"):
        row = metric_of(panel, name).iloc[0]
        assert row[list(keys)].to_dict() == keys
        assert (row["period"], row["sources"]) == ("2025-11", "b;c")


@pytest.mark.parametrize("name", ["level", "change", "growth", "rank", "rank_change"])
def test_metrics_leave_the_panel_as_it_was(name):
    before = FLOWS.copy()
    METRICS[name](FLOWS)
    pd.testing.assert_frame_equal(FLOWS, before)


# --- parts of a whole --------------------------------------------------------------------------

# Exports 120 + 45 = 165, a year before 100 + 50 = 150; imports 30 + 10 = 40, before 20 + 30 = 50.
PARTS = panel_of(
    cell(120, 100, region="11"),
    cell(45, 50, region="12"),
    cell(30, 20, region="11", flow="import"),
    cell(10, 30, region="12", flow="import"),
    cell(90, 80, region="11", flow="balance"),
)
COUNTRY = panel_of(
    cell(165, 150, region="_T"),
    cell(40, 50, region="_T", flow="import"),
    cell(125, 100, region="_T", flow="balance"),
)


def approximately(expected):
    return {key: None if value is None else pytest.approx(value) for key, value in expected.items()}


def test_share_is_of_the_same_flow():
    found = metric_of(PARTS, "share", COUNTRY)
    assert values_by(found, "region", "flow") == approximately(
        {
            ("11", "export"): 12000 / 165,
            ("12", "export"): 4500 / 165,
            ("11", "import"): 75,
            ("12", "import"): 25,
        }
    )
    assert (set(found["unit"]), set(found["basis"])) == ({"percent"}, {"computed"})


def test_share_change_is_in_percentage_points():
    found = metric_of(PARTS, "share_change", COUNTRY)
    # 12: 45/165 - 50/150 = 27.27 % - 33.33 %; imports of 11: 75 % - 40 %; of 12: 25 % - 60 %.
    assert values_by(found, "region", "flow") == approximately(
        {
            ("11", "export"): 12000 / 165 - 10000 / 150,
            ("12", "export"): 4500 / 165 - 5000 / 150,
            ("11", "import"): 35,
            ("12", "import"): -35,
        }
    )
    assert set(found["unit"]) == {"points"}


def test_contribution_is_the_change_over_last_years_whole():
    found = metric_of(PARTS, "contribution", COUNTRY)
    # + 20 / 150, - 5 / 150; + 10 / 50, - 20 / 50.
    assert values_by(found, "region", "flow") == approximately(
        {
            ("11", "export"): 40 / 3,
            ("12", "export"): -10 / 3,
            ("11", "import"): 20,
            ("12", "import"): -40,
        }
    )
    assert set(found["unit"]) == {"points"}


def test_contributions_add_up_to_the_growth_of_the_whole():
    parts = metric_of(PARTS, "contribution", COUNTRY).groupby("flow")["value"].sum()
    # 165 / 150 = + 10 %; 40 / 50 = - 20 %.
    assert parts.to_dict() == approximately({"export": 10, "import": -20})
    growth = values_by(metric_of(COUNTRY, "growth"), "flow")
    assert growth == approximately({"export": 10, "import": -20})


def test_a_missing_base_of_a_part_leaves_its_share():
    parts = panel_of(cell(120, NAN, region="11"), cell(45, 50, region="12"))
    shares = values_by(metric_of(parts, "share", COUNTRY), "region")
    assert shares == approximately({"11": 12000 / 165, "12": 4500 / 165})
    for name in ("share_change", "contribution"):
        found = metric_of(parts, name, COUNTRY)
        assert values_by(found, "region")["11"] is None
        assert found["basis"].tolist() == ["absent", "computed"]


@pytest.mark.parametrize(
    ("whole", "there"),
    [
        (panel_of(cell(165, NAN, region="_T")), {"share"}),
        (panel_of(cell(165, 0, region="_T")), {"share"}),
        (panel_of(cell(165, 0.5, region="_T")), {"share"}),
        (panel_of(cell(0, 150, region="_T")), {"contribution"}),
        (panel_of(cell(165, 150, region="_T", flow="import")), set()),
        (panel_of(cell(165, 150, region="_T", span="ytd")), set()),
        (panel_of(cell(165, 150, region="_T", unit="CNY")), set()),
    ],
)
def test_nothing_is_divided_by_a_missing_whole(whole, there):
    part = panel_of(cell(120, 100))
    found = {
        name
        for name in ("share", "share_change", "contribution")
        if metric_of(part, name, whole)["basis"].tolist() == ["computed"]
    }
    assert found == there


def test_two_wholes_for_one_part_are_refused():
    whole = panel_of(cell(165, 150, region="_T"), cell(160, 150, region="99"))
    with pytest.raises(ValueError, match="not a many-to-one merge"):
        shares.share(PARTS, whole)


# A share is made of two numbers; when the country's total comes from a file of its own, that file
# is behind the share as much as the part's is.
@pytest.mark.parametrize("name", ["share", "share_change", "contribution"])
def test_parts_of_a_whole_name_the_file_of_the_whole(name):
    part = panel_of(cell(120, 100, sources="provinces"))
    whole = panel_of(cell(165, 150, region="_T", sources="country"))
    assert metric_of(part, name, whole)["sources"].tolist() == ["country;provinces"]


# --- ranks -------------------------------------------------------------------------------------


def test_rank_counts_from_the_largest_and_ties_share_the_better_place():
    values = {"11": 30, "12": 50, "13": 30, "14": 10, "15": 0}
    panel = panel_of(*(cell(value, region=code) for code, value in values.items()))
    found = metric_of(panel, "rank")
    assert values_by(found, "region") == {"11": 2, "12": 1, "13": 2, "14": 4, "15": 5}
    assert (set(found["unit"]), set(found["basis"])) == ({"places"}, {"computed"})


def test_ranks_are_within_a_span_and_a_flow_and_balances_have_none():
    panel = panel_of(
        cell(5, region="11"),
        cell(9, region="12"),
        cell(7, region="11", flow="import"),
        cell(3, region="12", flow="import"),
        cell(1, region="11", span="ytd"),
        cell(8, region="11", flow="balance"),
    )
    assert values_by(metric_of(panel, "rank"), "region", "flow", "span") == {
        ("11", "export", "month"): 2,
        ("12", "export", "month"): 1,
        ("11", "import", "month"): 1,
        ("12", "import", "month"): 2,
        ("11", "export", "ytd"): 1,
    }


def test_rank_change_is_positive_for_places_gained():
    # Now 11 > 13 > 12 > 14; before 12 > 11 = 13 > 14.
    panel = panel_of(
        cell(50, 20, region="11"),
        cell(30, 40, region="12"),
        cell(40, 20, region="13"),
        cell(10, 10, region="14"),
    )
    found = metric_of(panel, "rank_change")
    # 2 - 1, 1 - 3, 2 - 2, 4 - 4.
    assert values_by(found, "region") == {"11": 1, "12": -2, "13": 0, "14": 0}
    assert set(found["unit"]) == {"places"}


def test_an_order_with_gaps_has_no_places():
    panel = panel_of(
        cell(50, 20, region="11"),
        cell(30, NAN, region="12"),
        cell(50, 20, region="11", flow="import"),
        cell(30, 40, region="12", flow="import"),
    )
    found = metric_of(panel, "rank_change")
    assert values_by(found, "region", "flow") == {
        ("11", "export"): None,
        ("12", "export"): None,
        ("11", "import"): 1,
        ("12", "import"): -1,
    }
    assert found["basis"].tolist() == ["absent", "absent", "computed", "computed"]
    assert metric_of(panel, "rank")["value"].notna().all()


def test_a_base_of_nothing_still_has_a_place():
    panel = panel_of(cell(5, 0, region="11"), cell(3, 4, region="12"))
    assert values_by(metric_of(panel, "rank_change"), "region") == {"11": 1, "12": -1}


# --- gaps between places -----------------------------------------------------------------------


@pytest.fixture(scope="module")
def provinces_of_2024():
    """Return the panel of all provinces' trade in 2024, as published, in 10 000 yuan."""
    flows = ("total", "export", "import")
    rows = published("annual_2024_provinces")[1:]
    assert len(rows) == 31
    return panel_of(
        *(
            cell(float(row[f"{flow}_cny_10k"]), region=province_code(row["province"]), flow=flow)
            for row in rows
            for flow in flows
        )
    )


@pytest.mark.parametrize(
    ("province", "percent"),
    # As the article prints them; of Jiangsu 911263505 / 561769537 - 1.
    [("江苏", 62.2), ("浙江", 6.7), ("四川", 90.3), ("贵州", 102.2)],
)
def test_a_gap_is_what_the_place_before_has_more(provinces_of_2024, province, percent):
    found = metric_of(provinces_of_2024, "gap")
    gaps = values_by(found, "region", "flow")
    assert gaps[province_code(province), "total"] == pytest.approx(percent, abs=0.05)
    assert (set(found["unit"]), set(found["basis"])) == ({"percent"}, {"computed"})


def test_the_first_place_has_none_before_it(provinces_of_2024):
    gaps = values_by(metric_of(provinces_of_2024, "gap"), "region", "flow")
    assert len(gaps) == 3 * 30
    # Guangdong leads in each flow.
    assert {region for region, _ in gaps} == set(provinces_of_2024["region"]) - {"44"}


def test_gaps_are_told_within_a_span_and_a_flow():
    panel = panel_of(
        cell(30, region="11"),
        cell(20, region="12"),
        cell(90, region="11", flow="import"),
        cell(99, region="12", flow="import"),
        cell(300, region="12", span="ytd"),
        cell(200, region="11", span="ytd"),
        cell(9, region="11", flow="balance"),
        cell(5, region="12", flow="balance"),
    )
    assert values_by(metric_of(panel, "gap"), "region", "span", "flow") == {
        ("12", "month", "export"): pytest.approx(50),
        ("11", "month", "import"): pytest.approx(10),
        ("11", "ytd", "export"): pytest.approx(50),
    }


def test_equal_values_have_no_gap_between_them():
    panel = panel_of(*(cell(30, region=code) for code in ("11", "12")), cell(20, region="13"))
    assert values_by(metric_of(panel, "gap"), "region") == {"12": 0, "13": pytest.approx(50)}


def test_of_equals_the_first_by_code_has_no_gap_before_it():
    # As a page lists them, by value and then by code: exports of 1 to 31, imports of 99 to 69.
    codes = [str(code) for code in range(11, 42)]
    panel = panel_of(
        *(cell(place, region=code) for place, code in enumerate(codes, 1)),
        *(cell(100 - place, region=code, flow="import") for place, code in enumerate(codes, 1)),
        *(cell(100, region=code, flow="total") for code in codes),
    )
    gaps = metric_of(panel, "gap")
    totals = values_by(gaps[gaps["flow"] == "total"], "region")
    assert totals == dict.fromkeys(codes[1:], 0)


@pytest.mark.parametrize(("value", "there"), [(0, False), (0.9, False), (1, True)])
def test_over_next_to_nothing_there_is_no_gap(value, there):
    found = metric_of(panel_of(cell(30, region="11"), cell(value, region="12")), "gap")
    assert values_by(found, "region") == ({"12": pytest.approx(2900)} if there else {})


# --- how many rose -----------------------------------------------------------------------------


def growth_rows(values, **keys):
    return [
        figure_row(
            value,
            metric="growth",
            unit="percent",
            basis="absent" if pd.isna(value) else "computed",
            region=str(11 + place),
            **keys,
        )
        for place, value in enumerate(values)
    ]


def counts_of(*rows):
    frame = counts.directions(figure_frame(*rows))
    assert list(frame.columns) == list(COLUMNS)
    Figures(frame)
    return frame


@pytest.mark.parametrize(
    ("values", "rising", "falling", "unchanged"),
    [
        ([3.0, 2.0, -1.0], 2, 1, 0),
        ([0.04], 0, 0, 1),
        ([-0.04], 0, 0, 1),
        ([0.0, -0.0], 0, 0, 2),
        ([0.05], 1, 0, 0),
        ([-0.05], 0, 1, 0),
        ([0.049999, -0.049999, 0.050001, -0.050001], 1, 1, 2),
        ([1851385.1], 1, 0, 0),
    ],
)
def test_directions_are_counted_by_the_printed_sign(values, rising, falling, unchanged):
    found = counts_of(*growth_rows(values))
    assert values_by(found, "metric") == {
        "rising": rising,
        "falling": falling,
        "unchanged": unchanged,
    }
    assert (set(found["unit"]), set(found["basis"])) == ({"count"}, {"computed"})
    assert set(found["region"]) == {"_T"}


def test_directions_are_counted_within_a_span_and_a_flow():
    rows = [
        *growth_rows([1, 2, -3]),
        *growth_rows([-1, -2, -3], flow="import"),
        *growth_rows([0.01, 5, 6], span="ytd"),
    ]
    counts = values_by(counts_of(*rows), "span", "flow", "metric")
    told = {
        key: [counts[(*key, name)] for name in ("rising", "falling", "unchanged")]
        for key in [("month", "export"), ("month", "import"), ("ytd", "export")]
    }
    assert told == {
        ("month", "export"): [2, 1, 0],
        ("month", "import"): [0, 3, 0],
        ("ytd", "export"): [2, 0, 1],
    }
    assert len(counts) == 9


def test_a_count_names_every_file_behind_it_once():
    rows = growth_rows([1, 2], sources="b;c") + growth_rows([3], sources="a;b", span="ytd")
    found = counts_of(*rows, figure_row(4.0, metric="growth", region="31", sources="a"))
    assert dict(zip(found["span"], found["sources"], strict=True)) == {
        "month": "a;b;c",
        "ytd": "a;b",
    }


def test_without_a_growth_there_is_nothing_to_count():
    assert counts_of().empty
    found = counts_of(*growth_rows([5.0, NAN, -5.0]))
    assert (set(found["basis"]), set(found["reason"])) == ({"absent"}, {"no_base"})
    assert found["value"].isna().all()


# --- partners by size --------------------------------------------------------------------------

ABOVE = {"partners_above_1t": 1e12, "partners_above_10b": 1e10}


def partners_of(values, **keys):
    return [
        figure_row(value, partner=str(101 + place), **keys) for place, value in enumerate(values)
    ]


def test_partners_are_counted_by_the_size_of_their_trade():
    rows = partners_of([3e12, 1e12 + 1, 1e12, 2e10, 1e10, 5, 0])
    found = counts.partners_above(figure_frame(*rows), ABOVE)
    assert list(found.columns) == list(COLUMNS)
    Figures(found)
    # What is exactly as large as the threshold isn't above it; what is nothing is no partner.
    assert values_by(found, "metric") == {
        "partners": 6,
        "partners_above_1t": 2,
        "partners_above_10b": 4,
    }
    assert (set(found["unit"]), set(found["basis"])) == ({"count"}, {"computed"})
    assert set(found["partner"]) == {"_T"}


def test_of_a_surplus_no_partners_are_counted():
    rows = [*partners_of([3e12, 5]), *partners_of([2e12, -2e12], flow="balance")]
    found = counts.partners_above(figure_frame(*rows), ABOVE)
    assert set(found["flow"]) == {"export"}


def test_partners_are_counted_within_a_span_and_a_flow():
    rows = [
        *partners_of([3e12, 2e12]),
        *partners_of([3e12, 5], flow="import", sources="c"),
        *partners_of([2e10], span="ytd", sources="b;a"),
    ]
    found = counts.partners_above(figure_frame(*rows), ABOVE)
    found_counts = values_by(found, "span", "flow", "metric")
    told = {
        key: [found_counts[(*key, name)] for name in ("partners", *ABOVE)]
        for key in [("month", "export"), ("month", "import"), ("ytd", "export")]
    }
    assert told == {
        ("month", "export"): [2, 2, 2],
        ("month", "import"): [2, 1, 1],
        ("ytd", "export"): [1, 0, 1],
    }
    assert len(found_counts) == 9
    sources = dict(
        zip(zip(found["span"], found["flow"], strict=True), found["sources"], strict=True)
    )
    assert sources == {
        ("month", "export"): "a",
        ("month", "import"): "c",
        ("ytd", "export"): "a;b",
    }


def test_without_partners_none_are_counted():
    assert counts.partners_above(figure_frame(), ABOVE).empty
