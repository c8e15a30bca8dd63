"""Tables of totals, whose rows are months or years."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

import pandas as pd

from helpers.core.periods import Month
from helpers.observations.readers.bulletin.observations import Place, observations_of
from helpers.observations.readers.bulletin.table_facts import TableFacts
from helpers.observations.readers.bulletin.table_rows import AGAIN, TableRow
from helpers.observations.readers.faults import shown
from helpers.observations.readers.sheets import bare

_PERIODS: Final = (
    re.compile(r"(?P<year>(?:19|20)\d\d)[.年/-](?P<month>1[0-2]|0?[1-9])月?"),
    re.compile(r"(?P<year>(?:19|20)\d\d)年?"),
)


def read_totals(facts: TableFacts, entries: Sequence[TableRow]) -> pd.DataFrame:
    """Return the observations of a table of totals.

    SourceError for a row that is no month, or a month that stands twice.
    """
    places: list[Place] = []
    for entry in entries:
        period = _period(entry, facts, places[-1].period if places else None)
        if period in [place.period for place in places]:
            raise entry.row.fault(
                "each month once", f"{period} again", "keep one", facts.header.head
            )
        places.append(Place(period, {"region": facts.region}))
    return observations_of(entries, places, facts.unit)


def _period(entry: TableRow, facts: TableFacts, before: Month | None) -> Month:
    """Return the month a row is of; a year ends with December.

    A workbook may keep 2024.10 as a number, 2024.1: after other months of its year it is October.
    """
    text = bare(unicodedata.normalize("NFKC", entry.name))
    found = next(filter(None, (pattern.fullmatch(text) for pattern in _PERIODS)), None)
    if found is None:
        expected = "a month such as 2025.11, or a year"
        raise entry.row.fault(expected, shown(entry.name), AGAIN, facts.header.head)
    year, month = int(found["year"]), found.groupdict().get("month") or "12"
    if month == "1" and before is not None and before.year == year:
        return Month(year, 10)
    return Month(year, int(month))
