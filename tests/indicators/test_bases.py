"""Bases that printed growth implies, growth against them, and how far a surplus can be trusted."""

from itertools import product

import pytest
from builders import NAN, answer, cell, observation, panel_of, values_by

from helpers.indicators import bases, changes, ranks, shares, surplus
from helpers.indicators.figures import COLUMNS, Figures
from helpers.indicators.panel import PANEL_COLUMNS, join_bases


def stored(value, base, **keys):
    """Return a cell with a stored base, which has a source of its own."""
    return cell(value, base, sources_base="old", **keys)


def bases_by_cell(panel):
    """Return base, basis and sources of each cell's base, by region and flow."""
    found = bases.implied_bases(panel)
    assert list(found.columns) == list(PANEL_COLUMNS)
    assert found.index.equals(panel.index)
    return {
        (row.region, row.flow): (row.base, row.basis_base, row.sources_base)
        for row in found.itertuples()
    }


def only(frame):
    (row,) = frame.to_dict("records")
    return row


# --- where the base is taken from --------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "printed", "base"),
    [(110, 10.0, 100), (90, -10.0, 100), (70, 0.0, 70), (50, 25.0, 40), (30, 900.0, 3)],
)
def test_a_missing_base_is_implied_by_the_printed_growth(value, printed, base):
    found = bases_by_cell(panel_of(cell(value, NAN, printed=printed)))
    # What implies it is the file of the value.
    assert found == {("11", "export"): (pytest.approx(base), "implied", "a")}


def test_without_a_base_and_without_a_printed_growth_there_is_none():
    found = bases.implied_bases(panel_of(cell(110)))
    assert found["base"].isna().all()
    assert found["basis_base"].tolist() == [""]


@pytest.mark.parametrize(
    ("value", "step", "printed"),
    [
        # 110 over 100 is growth of 10; print may differ by half of its last digit.
        (110, NAN, 10.0),
        (110.04, NAN, 10.0),
        (109.96, NAN, 10.0),
        (110, NAN, NAN),
        # Rounded to 1, the value is known to half of it: 0.5 over 100 is half a point more.
        (110, 1, 10.0),
        (110, 1, 10.5),
        (110, 1, 9.5),
        (110, 0.1, 10.09),
    ],
)
def test_a_stored_base_that_agrees_with_the_print_is_kept(value, step, printed):
    found = bases_by_cell(panel_of(stored(value, 100, step=step, printed=printed)))
    assert found == {("11", "export"): (100, "observed", "old")}


@pytest.mark.parametrize(
    ("value", "step", "printed", "base"),
    [
        (110, NAN, 10.1, 110 / 1.101),
        (110.06, NAN, 10.0, 110.06 / 1.1),
        (110, 1, 10.6, 110 / 1.106),
        (110, 1, 9.4, 110 / 1.094),
        (110, 0.1, 10.2, 110 / 1.102),
        (110, NAN, 37.5, 80),
    ],
)
def test_a_superseded_base_gives_way_to_the_implied_one(value, step, printed, base):
    found = bases_by_cell(panel_of(stored(value, 100, step=step, printed=printed)))
    assert found == {("11", "export"): (pytest.approx(base), "implied", "a")}


# Beijing's exports contradict their base (110 / 100 is not 37.5 %), its imports don't (108 / 90).
TWO = panel_of(
    stored(110, 100, region="11", printed=37.5),
    stored(108, 90.02, region="11", printed=20.0, flow="import"),
    stored(218, 190.02, region="11", flow="total"),
    stored(2, 9.98, region="11", flow="balance"),
    stored(110, 100, region="12", printed=10.0),
    stored(108, 90.02, region="12", printed=20.0, flow="import"),
    stored(218, 190.02, region="12", flow="total"),
    stored(2, 9.98, region="12", flow="balance"),
)


def test_one_superseded_base_takes_those_of_its_subject_along_and_no_others():
    found = bases_by_cell(TWO)
    # 110 / 1.375 = 80; 108 / 1.2 = 90; their sum and their difference.
    implied = {"export": 80, "import": 90, "total": 170, "balance": -10}
    kept = {"export": 100, "import": 90.02, "total": 190.02, "balance": 9.98}
    expected = {
        ("11", flow): (pytest.approx(base), "implied", "a") for flow, base in implied.items()
    }
    expected |= {("12", flow): (base, "observed", "old") for flow, base in kept.items()}
    assert found == expected


def test_a_superseded_base_is_kept_beside_the_implied_one():
    found = bases.implied_bases(TWO)
    kept = {"export": 100, "import": 90.02, "total": 190.02, "balance": 9.98}
    own = found[found["region"] == "11"].set_index("flow")
    assert own["superseded"].to_dict() == kept
    assert set(own["sources_superseded"]) == {"old"}
    others = found[found["region"] == "12"]
    assert others["superseded"].isna().all()
    assert set(others["sources_superseded"]) == {""}


@pytest.mark.parametrize("order", [[3, 2, 1, 0, 7, 6, 5, 4], [4, 0, 5, 1, 6, 2, 7, 3]])
def test_the_order_and_the_index_of_the_rows_make_no_difference(order):
    assert bases_by_cell(TWO.iloc[order]) == bases_by_cell(TWO)
    assert bases_by_cell(TWO.set_axis(range(50, 58))) == bases_by_cell(TWO)


def test_the_panel_it_was_given_stays_as_it_was():
    before = TWO.copy()
    bases.implied_bases(TWO)
    assert TWO.equals(before)


@pytest.mark.parametrize(
    "keys",
    [
        {"span": "ytd"},
        {"partner": "502"},
        {"product": "HITECH"},
        {"enterprise": "private"},
        {"period": "2024-11"},
        {"unit": "CNY"},
    ],
)
def test_subjects_differ_in_any_of_their_keys(keys):
    panel = panel_of(stored(110, 100, printed=37.5), stored(108, 90, flow="import", **keys))
    assert bases.implied_bases(panel)["basis_base"].tolist() == ["implied", "observed"]


def test_a_printed_growth_of_the_total_gives_its_own_base():
    panel = panel_of(
        cell(110, printed=10.0),
        cell(120, flow="import", printed=20.0),
        cell(230, flow="total", printed=15.0),
        cell(-10, flow="balance"),
    )
    found = {flow: base for (_, flow), (base, *_) in bases_by_cell(panel).items()}
    # The total's own 230 / 1.15 = 200 and not 100 + 100; the balance is 100 - 100.
    expected = {"export": 100, "import": 100, "total": 200, "balance": 0}
    assert found == {flow: pytest.approx(base) for flow, base in expected.items()}


def test_a_base_of_one_direction_makes_no_total():
    panel = panel_of(cell(110, printed=10.0), cell(120, flow="import"), cell(230, flow="total"))
    found = bases.implied_bases(panel).set_index("flow")
    assert found["basis_base"].to_dict() == {"export": "implied", "import": "", "total": ""}
    assert found.loc[["import", "total"], "base"].isna().all()


def test_a_total_stated_a_year_ago_stands_where_only_its_parts_are_implied():
    # The year before the source printed no split: 230 / 199 is growth of 15.6, as it prints.
    panel = panel_of(
        cell(110, printed=10.0),
        cell(120, flow="import", printed=20.0),
        stored(230, 199, flow="total", printed=15.6),
        cell(-10, flow="balance"),
    )
    found = {flow: base[:2] for (_, flow), base in bases_by_cell(panel).items()}
    assert found["total"] == (199, "observed")
    assert found["balance"] == (pytest.approx(0), "implied")


# --- a whole that is the sum of its parts -------------------------------------------------------

PARTS = bases.implied_bases(
    panel_of(
        # 110 / 1.1 = 100; 50 over 40 is not superseded; imports print nothing.
        stored(110, 90, region="11", printed=10.0),
        stored(50, 40, region="12", printed=25.0),
        stored(7, 5, region="11", flow="import"),
        stored(8, 6, region="12", flow="import"),
    )
)


def whole(basis="computed"):
    keys = {"region": "_T", "basis": basis}
    return panel_of(
        stored(160, 130, **keys),
        stored(15, 11, flow="import", **keys),
        stored(175, 141, flow="total", **keys),
        stored(145, 119, flow="balance", **keys),
    )


def test_a_sum_is_held_against_the_sum_of_the_bases_of_its_parts():
    found = bases.summed_bases(whole(), PARTS).set_index("flow")
    expected = {"export": 140, "import": 11, "total": 151, "balance": 129}
    assert found["base"].to_dict() == pytest.approx(expected)
    assert found["basis_base"].to_dict() == {
        "export": "implied",
        "import": "observed",
        "total": "implied",
        "balance": "implied",
    }
    assert found["superseded"].to_dict() == {
        "export": 130,
        "import": 11,
        "total": 141,
        "balance": 119,
    }
    growth = changes.growth(bases.summed_bases(whole(), PARTS)).set_index("flow")
    assert growth["value"].to_dict() == pytest.approx(
        {"export": 100 / 7, "import": 400 / 11, "total": 2400 / 151}
    )


def test_a_whole_that_its_source_states_keeps_its_own_base():
    stated = whole(basis="observed")
    assert bases.summed_bases(stated, PARTS).equals(stated)


@pytest.mark.parametrize(
    "parts",
    [
        # Of one part there is no base; no base is implied; there are no parts at all.
        panel_of(cell(110, 100, region="11", basis_base="implied"), cell(50, region="12")),
        panel_of(stored(110, 90, region="11"), stored(50, 40, region="12")),
        panel_of(),
    ],
)
def test_a_sum_keeps_its_base_where_its_parts_have_no_better_one(parts):
    assert bases.summed_bases(whole(), parts).equals(whole())


def test_a_base_is_not_held_against_a_growth_it_cannot_have():
    # Over nothing, or over less, there is no growth to contradict a print.
    found = bases_by_cell(panel_of(stored(5, 0, printed=9.9)))
    assert found == {("11", "export"): (0, "observed", "old")}


def test_a_trade_that_all_but_ended_implies_no_base():
    # 4 of what was some ten thousand: print says -100.0, from which no base can be told.
    panel = bases.implied_bases(panel_of(cell(4, NAN, printed=-100.0)))
    Figures(changes.base(panel))
    assert values_by(changes.growth(panel), "flow") == {"export": -100}


def test_a_base_that_its_source_rounded_is_not_taken_for_superseded():
    # 2.49 stands for anything from 2.485 to 2.495; over 2.4948, 2.6 is growth of 4.2 %.
    now = answer(observation(2.6e12, period="2026-12", growth=4.2))
    before = answer(observation(2.49e12, period="2025-12", step=1e10))
    found = bases.implied_bases(join_bases(now, before))
    assert found["base"].tolist() == [2.49e12]


# --- growth against the stored base ------------------------------------------------------------


def test_growth_against_the_stored_base_is_told_of_superseded_subjects_only():
    found = bases.growth_against_stored(bases.implied_bases(TWO))
    assert list(found.columns) == list(COLUMNS)
    Figures(found)
    # 110 / 100, 108 / 90.02, 218 / 190.02 of Beijing; a balance has no growth rate.
    assert values_by(found, "region", "flow") == {
        ("11", "export"): pytest.approx(10.0),
        ("11", "import"): pytest.approx((108 - 90.02) / 90.02 * 100),
        ("11", "total"): pytest.approx((218 - 190.02) / 190.02 * 100),
    }
    assert set(found["metric"]) == {"growth_stored"}
    assert set(found["unit"]) == {"percent"}
    assert set(found["basis"]) == {"computed"}
    assert set(found["sources"]) == {"a;old"}


@pytest.mark.parametrize(
    "panel",
    [
        panel_of(stored(110, 100, printed=10.0)),
        panel_of(cell(110, NAN, printed=10.0)),
        panel_of(stored(110, 100)),
        panel_of(),
    ],
)
def test_without_a_superseded_base_there_is_no_growth_against_it(panel):
    assert bases.growth_against_stored(bases.implied_bases(panel)).empty


def test_growth_against_a_stored_base_of_nothing_is_no_number():
    panel = panel_of(stored(110, 100, printed=37.5), stored(5, 0, flow="import"))
    found = bases.growth_against_stored(bases.implied_bases(panel))
    Figures(found)
    assert values_by(found, "flow")["export"] == pytest.approx(10)


# --- what is computed with implied bases -------------------------------------------------------


def test_growth_with_an_implied_base_is_the_printed_one():
    panel = bases.implied_bases(panel_of(cell(10.07, NAN, printed=4.3)))
    found = only(changes.growth(panel))
    # Not (10.07 - 9.6548...) / 9.6548..., which is 4.3 but for the last digits of a float.
    assert (found["value"], found["basis"], found["unit"]) == (4.3, "printed", "percent")


def test_growth_of_a_superseded_subject_is_the_printed_one():
    found = changes.growth(bases.implied_bases(TWO))
    told = {key: found.loc[found["region"] == key].set_index("flow") for key in ("11", "12")}
    assert told["11"]["value"].to_dict() == {
        "export": 37.5,
        "import": 20.0,
        "total": pytest.approx((218 - 170) / 170 * 100),
    }
    assert told["11"]["basis"].to_dict() == {
        "export": "printed",
        "import": "printed",
        "total": "implied",
    }
    assert set(told["12"]["basis"]) == {"computed"}


def test_growth_of_a_sum_of_implied_bases_is_computed_and_says_so():
    # 110 + 120 over 100 + 100.
    panel = panel_of(
        cell(110, printed=10.0),
        cell(120, flow="import", printed=20.0),
        cell(230, flow="total"),
        cell(-10, flow="balance"),
    )
    found = changes.growth(bases.implied_bases(panel)).set_index("flow")
    assert found.at["total", "value"] == pytest.approx(15)
    assert found["basis"].to_dict() == {
        "export": "printed",
        "import": "printed",
        "total": "implied",
    }


@pytest.mark.parametrize(
    ("one", "value", "basis", "sources"),
    [
        (stored(110, 100), 100, "observed", "old"),
        (stored(110, 100, basis_base="computed"), 100, "computed", "old"),
        (cell(110, NAN, printed=10.0), 100, "implied", "a"),
        (stored(110, 100, printed=37.5), 80, "implied", "a"),
        (cell(110), None, "absent", ""),
    ],
)
def test_a_base_says_where_it_is_from(one, value, basis, sources):
    found = changes.base(bases.implied_bases(panel_of(one)))
    assert values_by(found, "flow") == {"export": None if value is None else pytest.approx(value)}
    assert found[["basis", "sources"]].to_numpy().tolist() == [[basis, sources]]


@pytest.mark.parametrize("metric", [changes.change, ranks.rank_change])
def test_what_is_held_against_an_implied_base_says_so(metric):
    panel = bases.implied_bases(panel_of(cell(110, NAN, printed=10.0)))
    assert only(metric(panel))["basis"] == "implied"


BASE_OF = {"printed": {"printed": 10.0}, "stored": {"base": 50}}


@pytest.mark.parametrize("metric", [shares.share_change, shares.contribution])
@pytest.mark.parametrize(
    ("part", "whole", "basis"),
    [
        ("printed", "stored", "implied"),
        ("stored", "printed", "implied"),
        ("printed", "printed", "implied"),
        ("stored", "stored", "computed"),
    ],
)
def test_parts_of_a_whole_are_implied_where_either_base_is(metric, part, whole, basis):
    panels = [
        bases.implied_bases(panel_of(cell(55, region=region, **BASE_OF[of])))
        for region, of in (("11", part), ("_T", whole))
    ]
    assert only(metric(*panels))["basis"] == basis


# --- the surplus -------------------------------------------------------------------------------


def balance(value, base, **keys):
    return panel_of(
        cell(value, base, flow="balance", **keys), cell(99, 50), cell(9, 5, flow="total")
    )


@pytest.mark.parametrize(
    ("value", "base", "growth"),
    [
        (30, 20, 50),
        (20, 25, -20),
        (20, 20, 0),
        # A deficit, a change of sign, a surplus of nothing: no growth.
        (-30, -20, None),
        (30, -20, None),
        (-30, 20, None),
        (30, 0, None),
        (30, 0.5, None),
        (0.5, 30, None),
        (0, 30, None),
        (30, NAN, None),
    ],
)
def test_the_surplus_grows_only_from_surplus_to_surplus(value, base, growth):
    found = surplus.surplus_growth(balance(value, base))
    Figures(found)
    one = only(found)
    assert (one["metric"], one["flow"], one["unit"]) == ("surplus_growth", "balance", "percent")
    assert values_by(found, "flow") == {
        "balance": None if growth is None else pytest.approx(growth)
    }
    assert one["basis"] == ("absent" if growth is None else "computed")


def test_growth_of_a_surplus_with_an_implied_base_says_so():
    assert only(surplus.surplus_growth(briefing()))["basis"] == "implied"


def briefing(exports=(26.99e12, 6.1), imports=(18.48e12, 0.5), step=1e10):
    """Return the panel of exports and imports with their balance, all bases implied."""
    (out, out_growth), (into, into_growth) = exports, imports
    keys = {"region": "_T", "unit": "CNY", "step": step, "span": "ytd", "period": "2025-12"}
    panel = panel_of(
        cell(out, printed=out_growth, **keys),
        cell(into, printed=into_growth, flow="import", **keys),
        cell(out - into, flow="balance", basis="computed", **keys),
    )
    return bases.implied_bases(panel)


def surplus_growth(out, into, out_growth, into_growth):
    base = out / (1 + out_growth / 100) - into / (1 + into_growth / 100)
    return ((out - into) / base - 1) * 100


def worst_corner(exports, imports, step):
    """Move every number to both ends of what it may have been rounded from; return the farthest."""
    (out, out_growth), (into, into_growth) = exports, imports
    middle = surplus_growth(out, into, out_growth, into_growth)
    ends = [
        (number - half, number + half)
        for number, half in (
            (out, step / 2),
            (into, step / 2),
            (out_growth, 0.05),
            (into_growth, 0.05),
        )
    ]
    return max(abs(surplus_growth(*corner) - middle) for corner in product(*ends))


def test_the_surplus_of_2025_grew_by_about_a_fifth():
    # 26.99 / 1.061 - 18.48 / 1.005 = 25.43826 - 18.38806 = 7.05020; 8.51 over it.
    found = only(surplus.surplus_growth(briefing()))
    assert found["value"] == pytest.approx((8.51 / 7.05020 - 1) * 100, abs=0.001)


@pytest.mark.parametrize(
    ("exports", "imports", "step"),
    [
        ((26.99e12, 6.1), (18.48e12, 0.5), 1e10),
        ((26.99e12, 6.1), (18.48e12, 0.5), 1e4),
        ((26.99e12, -6.1), (18.48e12, -3.5), 1e10),
        ((26.99e12, 6.1), (12.48e12, 30.5), 1e10),
    ],
)
def test_the_error_of_the_surplus_is_what_rounding_can_do(exports, imports, step):
    found = only(surplus.surplus_growth_error(briefing(exports, imports, step)))
    worst = worst_corner(exports, imports, step)
    # It is told to the first order, which leaves out half a percent of it.
    assert worst * 0.99 <= found["value"] <= worst * 1.1


def test_the_error_is_a_figure_of_the_balance_in_points():
    found = surplus.surplus_growth_error(briefing())
    Figures(found)
    one = only(found)
    assert (one["metric"], one["flow"], one["unit"]) == (
        "surplus_growth_error",
        "balance",
        "points",
    )
    assert (one["basis"], one["sources"]) == ("implied", "a")
    # Rounding moves it by 0.3876 at most: from exports of 26.985 (6.15 %), imports of 18.485 (0.45).
    worst = worst_corner((26.99e12, 6.1), (18.48e12, 0.5), 1e10)
    assert worst == pytest.approx(0.3876, abs=0.0001)
    assert one["value"] == pytest.approx(worst, rel=0.01)


@pytest.mark.parametrize(
    "panel",
    [
        # The bases are stored; last year was a deficit; this year is one.
        panel_of(cell(9, 7), cell(4, 4, flow="import"), cell(5, 3, flow="balance")),
        briefing((20e12, 50.0), (18e12, 5.0)),
        briefing((18e12, 1.0), (20e12, 30.0)),
    ],
)
def test_without_an_implied_surplus_there_is_no_error_to_tell(panel):
    assert surplus.surplus_growth_error(panel).empty


# --- bases that were revised, of which no growth is printed ---------------------------------------


def spans(printed, *, base=100, month_printed=NAN, flow="export", **keys):
    """Return a month of 22 over 20, and 110 from January on over a stored base."""
    return [
        stored(22, 20, span="month", flow=flow, printed=month_printed, **keys),
        stored(110, base, span="ytd", flow=flow, printed=printed, **keys),
    ]


def marked(cells, revised=()):
    """Return the spans and flows whose base is marked."""
    found = bases.superseded_bases(bases.implied_bases(panel_of(*cells)), revised)
    rows = found[found["basis_base"] == "superseded"]
    return sorted(zip(rows["span"], rows["flow"], strict=True))


@pytest.mark.parametrize(
    ("printed", "found"),
    [
        # 110 over 100 is 10 %: print may differ by half of its last digit.
        (10.0, []),
        (10.05, []),
        (10.1, [("month", "export")]),
        (9.9, [("month", "export")]),
        (NAN, []),
    ],
)
def test_the_month_is_marked_where_the_printed_growth_contradicts_the_stored_base(printed, found):
    assert marked(spans(printed)) == found


def test_a_month_whose_growth_is_printed_is_not_marked():
    assert marked(spans(12.0, month_printed=10.0)) == []
    assert marked(spans(12.0, month_printed=11.0)) == []


def test_a_flow_is_marked_by_its_own_growth_and_totals_with_either_side():
    cells = [*spans(12.0), *spans(10.0, flow="import")]
    both = {"value": 44.0, "base": 40.0, "sources_base": "old", "span": "month"}
    cells += [cell(flow="total", **both), cell(flow="balance", **both)]
    assert marked(cells) == [("month", "balance"), ("month", "export"), ("month", "total")]


REVISED = {
    ("value", span, "export", "11", *["_T"] * 4, "USD", "2025-11") for span in ("month", "ytd")
}


@pytest.mark.parametrize(
    ("printed", "found"),
    [
        # Nothing is printed: both spans are compared with a base that was revised.
        (NAN, [("month", "export"), ("ytd", "export")]),
        # What is printed agrees with the stored base: it is that of the source.
        (10.0, []),
    ],
)
def test_a_base_that_releases_differ_in_is_marked_unless_a_printed_growth_agrees(printed, found):
    assert marked(spans(printed), REVISED) == found


def test_growth_and_change_against_a_marked_base_say_so():
    panel = bases.superseded_bases(bases.implied_bases(panel_of(*spans(12.0))), ())
    growth = changes.growth(panel).set_index("span")
    assert growth.loc["month", ["value", "basis"]].tolist() == [pytest.approx(10.0), "superseded"]
    assert growth.loc["ytd", ["value", "basis"]].tolist() == [12.0, "printed"]
    change = changes.change(panel).set_index("span")
    assert change.loc["month", ["value", "basis"]].tolist() == [2.0, "superseded"]


def test_a_sum_over_a_marked_base_is_marked():
    parts = panel_of(*(stored(22, 20, region=one, basis_base="superseded") for one in ("11", "12")))
    whole = panel_of(stored(44, 40, region="_T", basis="computed"))
    assert bases.summed_bases(whole, parts)["basis_base"].tolist() == ["superseded"]
    stated = panel_of(stored(44, 40, region="_T"))
    assert bases.summed_bases(stated, parts)["basis_base"].tolist() == ["observed"]
