"""Which bases have other values in other releases: growth against them may not be the source's."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from math import isclose
from typing import Any, Final

from helpers.core.dimensions import QUANTITY, VALUE
from helpers.indicators.bases import BASE_KEYS
from helpers.indicators.cells import keys_of
from helpers.observations.warehouse.answer import Answer
from helpers.observations.warehouse.query import Query
from helpers.observations.warehouse.store import Store

_EXACT: Final = 1e-9
"""Relative: sums of the same numbers, but for the order in which they are added."""

Cells = Mapping[tuple[Any, ...], tuple[float, str]]


def revised_cells(
    store: Store, query: Query, latest: Answer, reshape: Callable[[Answer], Answer]
) -> set[tuple[Any, ...]]:
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
    set of tuple
        By ``BASE_KEYS``.
    """
    days = [day for day in store.days(query.period) if not query.as_of or day <= query.as_of]
    found = set[tuple[Any, ...]]()
    known = _cells(latest, query) if len(days) > 1 else {}
    for day in days[:-1]:
        earlier = _cells(reshape(store.query(replace(query, as_of=day))), query)
        found |= {
            key
            for key, (value, sources) in earlier.items()
            if key in known
            and not isclose(value, known[key][0], rel_tol=_EXACT)
            and _datasets(store, sources) == _datasets(store, known[key][1])
        }
    return found


def _cells(answer: Answer, query: Query) -> Cells:
    measure = QUANTITY if query.measure == QUANTITY else VALUE
    rows = answer.rows.dropna(subset="value").assign(measure=measure)
    values = zip(rows["value"], rows["sources"], strict=True)
    return dict(zip(keys_of(rows, BASE_KEYS), values, strict=True))


def _datasets(store: Store, sources: str) -> set[str]:
    return {store.file(name).group for name in sources.split(";")}
