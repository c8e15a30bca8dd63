"""Which bases have other values in other releases: growth against them may not be the source's."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from math import isclose
from typing import Any, Final

from helpers.core.dimensions import QUANTITY, VALUE
from helpers.core.periods import MONTHS_OF_YEAR, Month
from helpers.indicators.bases import BASE_KEYS
from helpers.indicators.cells import keys_of
from helpers.observations.warehouse.answer import Answer
from helpers.observations.warehouse.query import Query
from helpers.observations.warehouse.store import Store

_EXACT: Final = 1e-9
"""Relative: sums of the same numbers, but for the order in which they are added."""

Cells = Mapping[tuple[Any, ...], tuple[float, str]]


def first_released(
    store: Store, query: Query, latest: Answer, reshape: Callable[[Answer], Answer]
) -> Cells:
    """Return the cells of a month that an earlier release of the same datasets gave another value.

    Parameters
    ----------
    store : Store
        The data.
    query : Query
        What the month is asked.
    latest : Answer
        What is answered, reshaped.
    reshape : callable
        Makes of an answer what is compared.

    Returns
    -------
    mapping of tuple to (float, str)
        By ``BASE_KEYS``, the month being their own: of the values released before, the first, and its
        sources.
    """
    days = [
        day for day in store.earlier_days(query.period) if query.as_of is None or day < query.as_of
    ]
    found: dict[tuple[Any, ...], tuple[float, str]] = {}
    known = _cells(latest, query) if days else {}
    for day in days:
        earlier = _cells(reshape(store.query(replace(query, as_of=day))), query)
        for key, (value, sources) in earlier.items():
            if (
                key in known
                and not isclose(value, known[key][0], rel_tol=_EXACT)
                and _datasets(store, sources) == _datasets(store, known[key][1])
            ):
                found.setdefault(key, (value, sources))
    return found


def revised_bases(cells: Iterable[tuple[Any, ...]]) -> set[tuple[Any, ...]]:
    """Return what names cells as bases: by ``BASE_KEYS``, the month being that compared with them."""
    return {(*key, _a_year_after(month)) for *key, month in cells}


def _a_year_after(month: str) -> str:
    return str(Month.parse(month).minus(-MONTHS_OF_YEAR))


def _cells(answer: Answer, query: Query) -> Cells:
    measure = QUANTITY if query.measure == QUANTITY else VALUE
    rows = answer.rows.dropna(subset="value").assign(measure=measure)
    values = zip(rows["value"], rows["sources"], strict=True)
    return dict(zip(keys_of(rows, BASE_KEYS), values, strict=True))


def _datasets(store: Store, sources: str) -> set[str]:
    return {store.file(name).group for name in sources.split(";")}
