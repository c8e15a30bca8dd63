"""The columns of the observation table, and what names a figure that is made of its rows.

In: nothing. Out: constants that readers, validation, warehouse and indicators share.
"""

from __future__ import annotations

from typing import Final

from helpers.core.dimensions import DIMENSIONS

CELL: Final = ("period", "span", "flow", *DIMENSIONS, "measure", "unit")
"""What names a figure in the observation table, apart from its vintage."""

RAW_COLUMNS: Final = (*CELL, "value", "growth")
"""The columns of a tidy raw file, of which it may lack ``LATER_DIMENSIONS``."""

STEP: Final = "step"
"""The column a raw file may have beside these: what each value was rounded to by the source, such
as 1e10 for 45.47 trillion yuan; empty where it is given to the last digit."""

LARGEST_VALUE: Final = 1e15
"""No value is larger: the trade of the world in a year is 5e13 dollars, and sums stay exact."""

LOSS: Final = -100
"""Percent: no growth is less, since no value is below zero."""

OBSERVATION_COLUMNS: Final = (*RAW_COLUMNS, STEP, "source", "released")
"""The columns of the observation table: a raw file's, and the vintage they came with."""

REPUBLISHED: Final = "republished"
STATUSES: Final = ("official", REPUBLISHED, "transcribed", "reconstructed", "unknown")
"""How a raw file came to be, from its ``.meta.yml``. What others publish of the customs' figures, such as
the United Nations, stands in where nothing else has a figure."""

MEMBERS: Final = ("region", "partner", "product", "enterprise", "regime")
"""The dimensions in which figures differ; those of older releases name no regime."""

KEYS: Final = ("metric", "measure", "period", "span", "flow", *MEMBERS)
"""What names a figure; no two figures of a page share all of them."""

OBSERVED: Final = "observed"
COMPUTED: Final = "computed"
SUMMED: Final = "summed"
DIFFERENCE: Final = "difference"
PRINTED: Final = "printed"
IMPLIED: Final = "implied"
SUPERSEDED: Final = "superseded"
QUOTED: Final = "quoted"
ABSENT: Final = "absent"
BASES: Final = (
    OBSERVED,
    COMPUTED,
    SUMMED,
    DIFFERENCE,
    PRINTED,
    IMPLIED,
    SUPERSEDED,
    QUOTED,
    ABSENT,
)
"""Where a number comes from: the store; computed from stored values; January to a month as the sum of
its months; February as January and February less January; a growth rate as the source prints it;
computed with a base that such a growth rate implies; computed with a stored base that was revised, so
that it may not be the growth that the source gives; a statement of the source that nothing here can
check; or nowhere, for one of the ``REASONS``."""

NO_BASE: Final = "no_base"
BASE_INCOMPLETE: Final = "base_incomplete"
BASE_ZERO: Final = "base_zero"
INCOMPLETE: Final = "incomplete"
NO_WHOLE: Final = "no_whole"
MONTHS_MISSING: Final = "months_missing"
BALANCE_SIGN: Final = "balance_sign"
UNIT_CHANGED: Final = "unit_changed"
QUANTITY_PARTIAL: Final = "quantity_partial"
QUANTITY_ROUNDED: Final = "quantity_rounded"
NO_QUANTITY: Final = "no_quantity"
CODE_NEW: Final = "code_new"
MEMBERS_UNKNOWN: Final = "members_unknown"
MEMBERS_CHANGED: Final = "members_changed"
NO_DATA: Final = "no_data"
CONTRADICTED: Final = "contradicted"
NOT_RECORDED: Final = "not_recorded"
REASONS: Final = (
    NO_BASE,
    BASE_INCOMPLETE,
    BASE_ZERO,
    INCOMPLETE,
    NO_WHOLE,
    MONTHS_MISSING,
    BALANCE_SIGN,
    UNIT_CHANGED,
    QUANTITY_PARTIAL,
    QUANTITY_ROUNDED,
    NO_QUANTITY,
    CODE_NEW,
    MEMBERS_UNKNOWN,
    MEMBERS_CHANGED,
    NO_DATA,
    CONTRADICTED,
    NOT_RECORDED,
)
"""Why a figure is absent: there is no data of the year before; it lacks a member, or part of one; there was no
trade a year before, or less than a unit; the data of the period lacks a member, or part of one; the whole to
compare with is missing; a month from January on is missing; a deficit in one of the years has no growth as a
surplus; the quantity is in another unit than a year before; the quantity is given for too small a part of the
value; its source rounds it too coarsely; it is given for none; the product's code is new; the group of
partners may have had other members a year before; it had other members in some of the months; there is no data of
the month; the checks found an error in the data of the month; an edition released before reasons were recorded."""
