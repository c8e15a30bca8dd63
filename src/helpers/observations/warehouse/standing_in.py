"""What others publish of the customs' figures stands in where nothing else answers.

UN Comtrade has figures that the customs have too, of other days and rounded otherwise. To add one of its
files changes no answer that there was: files of both kinds are asked apart, and no sum is made of both.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial, reduce
from typing import Final

import numpy as np
import pandas as pd

from helpers.observations.readers.description import RawFile
from helpers.observations.schema import REPUBLISHED
from helpers.observations.warehouse.answer import Answer, Extent
from helpers.observations.warehouse.query import Query

_PLACE: Final = ("period", "span", "flow")


Ids = frozenset[str]
"""Files of one kind, by id."""


def by_precedence(files: Iterable[RawFile]) -> tuple[Ids, ...]:
    """Return the ids of the files that are asked first, and of those that stand in where there are some.

    A dataset is of one kind: one that has a republished file stands in.
    """
    listed = list(files)
    groups = {raw.group for raw in listed if raw.status == REPUBLISHED}
    kinds = [[raw.id for raw in listed if (raw.group in groups) == second] for second in (0, 1)]
    return tuple(frozenset(ids) for ids in kinds if ids) or (frozenset(),)


def filled(query: Query, answers: Iterable[Answer]) -> Answer:
    """Fill in each answer from the next where it has nothing.

    Whole months, spans and flows are filled in; where a query asks for members alone, single members.
    That a whole has no row tells that there was no trade: nothing stands in for it.

    Parameters
    ----------
    query : Query
        What was asked.
    answers : iterable of Answer
        The answers of files of each kind, in their order.
    """
    place = [*_PLACE, *(query.keep if query.members else ())]
    return reduce(partial(_filled, place), answers)


def _filled(place: list[str], first: Answer, second: Answer) -> Answer:
    known = {_key(each) for each in first.extents}
    whole = {_key(each) for each in first.extents if each.whole}
    answered = _places(first.rows, place)
    lacking = [
        key not in answered and key[: len(_PLACE)] not in whole and key not in first.without_trade
        for key in second.rows[place].itertuples(index=False, name=None)
    ]
    more = second.rows[np.array(lacking, dtype=bool)]
    taken = _places(more, [*_PLACE])
    extents = [each for each in first.extents if _key(each) not in taken]
    extents += [each for each in second.extents if _key(each) in taken or _key(each) not in known]
    rows = pd.concat([first.rows, more], ignore_index=True) if len(more) else first.rows
    return Answer(rows, tuple(extents), first.without_trade)


def _key(extent: Extent) -> tuple[str, str, str]:
    return extent.period, extent.span, extent.flow


def _places(rows: pd.DataFrame, names: list[str]) -> set[tuple[str, ...]]:
    return {*rows[names].itertuples(index=False, name=None)}
