"""China's trade in 2020, which the customs' briefing for 2025 implies but does not name.

It states the total of 2025, by how much that exceeds 2020, and what this comes to a year.
"""

from __future__ import annotations

import re
from fractions import Fraction
from typing import Final

from cells import CNY, Cell
from figures import HUNDRED
from rawfile import Number
from tables import Row, Tables
from windows import percent_window

from helpers.core.dimensions import TOTAL
from helpers.core.errors import SourceError
from helpers.core.periods import YTD

FACTS: Final = "national_2025_facts.csv"
FACTS_COUNT: Final = 47
COLUMNS: Final = ("group", "subject_zh", "flow", "value", "growth_pct", "note")
YEARS: Final = 5
TRILLION: Final = 10**12

STEP: Final = "1e10"
"""The base is known no better than the total it is worked out from: to 0.01 万亿元."""

_COMPOUND: Final = re.compile(r"compound annual growth (?P<rate>\d+\.\d)%")


def base(tables: Tables) -> dict[Cell, Number]:
    """Work out 2020, to one yuan, and hold it against both statements.

    Raises
    ------
    SourceError
        When a statement is missing, or the two do not agree.
    """
    rows = tables.rows(FACTS, COLUMNS, FACTS_COUNT)
    total = _row(rows, "headline", "全国")
    against = _row(rows, "history", "2025年较2020年")
    now = Fraction(total["value"]) * TRILLION
    units = Fraction(round(now / (1 + Fraction(against["growth_pct"]) / HUNDRED)))
    _check(now / units, against)
    cell = Cell("2020-12", YTD, TOTAL, currency=CNY)
    return {cell: Number(units, step=STEP)}


def _row(rows: list[Row], group: str, subject: str) -> Row:
    key = (group, subject, TOTAL)
    for row in rows:
        if (row["group"], row["subject_zh"], row["flow"]) == key:
            return row
    raise SourceError(f"{FACTS}: row {' '.join(key)} missing; restore it")


def _check(ratio: Fraction, against: Row) -> None:
    """Compare the ratio with the growth over all years and, to their power, that of one year."""
    compound = _COMPOUND.fullmatch(against["note"])
    if compound is None:
        raise SourceError(
            f"{FACTS}: expected 'compound annual growth' as a note, found '{against['note']}'"
        )
    for printed, years in ((against["growth_pct"], 1), (compound["rate"], YEARS)):
        window = percent_window(printed)
        low, high = ((1 + end / HUNDRED) ** years for end in (window.low, window.high))
        if not low < ratio < high:
            raise SourceError(
                f"{FACTS}: growth of {against['growth_pct']}% since 2020 and of "
                f"{compound['rate']}% a year do not agree; compare them with their document"
            )
