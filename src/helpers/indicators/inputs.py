"""How a metric declares its inputs: the figures of a page that it is computed from.

Beside its formulas, each module of definitions has a mapping ``INPUTS``. For each metric it lists one
or more ways to take the figures that the formula needs; the first way that the page has in full
counts. In the second way of growth, for example, the change stands for the base, since a report may
print either. A way is a sequence of inputs, each a selector and the metric that it selects.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import Final

from helpers.core.dimensions import BALANCE, EXPORT, IMPORT, QUANTITY, TOTAL, WHOLE
from helpers.core.periods import YTD
from helpers.indicators.figures import Figure
from helpers.indicators.page import PageFigures
from helpers.indicators.panel import is_rival
from helpers.observations.schema import MEMBERS, PRINTED
from helpers.reference.partners import GROUPS
from helpers.reference.partners import members as members_of_group
from helpers.reference.provinces import MACRO_REGIONS, provinces

Selected = Sequence[Figure | None]
"""None stands for an input that the page lacks; no input at all means that the selector does not fit."""

Selector = Callable[[Figure, PageFigures, str], Selected]
"""Selects inputs of a figure from its page, of one metric."""

Declaration = Mapping[str, Sequence[Sequence[tuple[Selector, str]]]]
"""The ways to take the inputs of a metric, by its name or a pattern of names (``*_cr*``)."""

_NOTHING_LEFT: Final = -100.0
"""The growth that implies no base."""
_ADDED: Final = 1e-14
"""What adding two numbers may make of the larger one's last digits."""
_EXACT: Final = 1e-9
"""Relative: sums of the same numbers, but for the order in which they are added."""


def cell(figure: Figure, page: PageFigures, metric: str) -> Selected:
    """Select the figure of the same cell."""
    return [page.find(figure, metric=metric)]


def to_date(figure: Figure, page: PageFigures, metric: str) -> Selected:
    """Select the figure of January to the month, of the same cell."""
    return [page.find(figure, metric=metric, span=YTD)]


def quantity(figure: Figure, page: PageFigures, metric: str) -> Selected:
    """Select the figure of the same cell that measures its quantity."""
    return [page.find(figure, metric=metric, measure=QUANTITY)]


def printed(figure: Figure, page: PageFigures, metric: str) -> Selected:
    """Select the growth of the same cell where it is the source's own, and implies a base."""
    found = page.find(figure, metric=metric)
    usable = found and found.basis == PRINTED and (found.value or 0) > _NOTHING_LEFT
    return [found if usable else None]


def sides(figure: Figure, page: PageFigures, metric: str) -> Selected:
    """Select the exports and imports that a total or a balance is made of.

    A total that its source prints, or that is a sum of printed ones, may be off by a last digit: it is of others.
    """
    if figure.flow not in (TOTAL, BALANCE):
        return []
    exports, imports = (page.find(figure, metric=metric, flow=flow) for flow in (EXPORT, IMPORT))
    if exports and imports and figure.metric == metric:
        sold, bought = exports.value or 0, imports.value or 0
        made = sold + bought if figure.flow == TOTAL else sold - bought
        if abs(made - (figure.value or 0)) > _ADDED * max(abs(sold), abs(bought)):
            return []
    return [exports, imports]


def subject(figure: Figure, page: PageFigures, metric: str) -> Selected:
    """Select the figure of the page's subject that the cell is a part of."""
    whole = page.find(figure, metric=metric, **page.subject)
    return [None if whole is page.find(figure, metric=metric) else whole]


def nation(figure: Figure, page: PageFigures, metric: str) -> Selected:
    """Select the nation's figure of the same trade; for a part of the nation's trade, the subject's.

    The page's subject itself, such as a partner, is a part of all trade.
    """
    if figure.region != WHOLE:
        return [page.find(figure, metric=metric, region=WHOLE)]
    of_subject = all(getattr(figure, name) == code for name, code in page.subject.items())
    if of_subject and set(page.subject.values()) != {WHOLE}:
        return [page.find(figure, metric=metric, **dict.fromkeys(MEMBERS, WHOLE))]
    return subject(figure, page, metric)


def each_province(figure: Figure, page: PageFigures, metric: str) -> Selected:
    """Select the figures of all provinces, largest first."""
    return page.members(figure, "region", metric)


def each_partner(figure: Figure, page: PageFigures, metric: str) -> Selected:
    """Select the figures of all partners, largest first; no groups of partners, no re-imports."""
    found = page.members(figure, "partner", metric)
    return [one for one in found if is_rival("partner", one.partner)]


def rivals(figure: Figure, page: PageFigures, metric: str) -> list[Figure]:
    """Select all members in the one dimension in which a figure differs from the page's subject."""
    differing = [name for name in MEMBERS if getattr(figure, name) != page.subject[name]]
    return page.members(figure, differing[0], metric) if len(differing) == 1 else []


def member_ahead(figure: Figure, page: PageFigures, metric: str) -> Selected:
    """Select the figure of the next larger member; of equal ones the first by code is ahead."""
    ordered, same = rivals(figure, page, metric), page.find(figure, metric=metric)
    return [ahead for ahead, behind in pairwise(ordered) if behind is same]


def largest(figure: Figure, page: PageFigures, metric: str) -> Selected:
    """Select the n largest members; the figure's metric names dimension and n: ``partner_cr10``."""
    dimension, _, count = figure.metric.partition("_cr")
    found = page.members(figure, dimension, metric)
    return [one for one in found if is_rival(dimension, getattr(one, dimension))][: int(count)]


def partition(figure: Figure, page: PageFigures, metric: str) -> Selected:
    """Select the parts that leave a rest, such as ``region_contribution_rest``: the seven regions."""
    dimension = figure.metric.partition("_")[0]
    if dimension != "region":
        return page.members(figure, dimension, metric)
    parts = page.along(figure, dimension, metric)
    return [each for each in parts if each.region in MACRO_REGIONS]


def group_members(figure: Figure, page: PageFigures, metric: str) -> Selected:
    """Select the provinces of one of the seven regions, or the partners in a group such as ASEAN."""
    inside = {
        "region": _provinces_of(figure.region),
        "partner": members_of_group(figure.partner, figure.period)
        if figure.partner in GROUPS
        else (),
    }
    for dimension, codes in inside.items():
        parts = page.along(figure, dimension, metric)
        found = [each for each in parts if getattr(each, dimension) in codes]
        if _adds_up(found, figure):
            return found
    return []


@cache
def _provinces_of(macro_region: str) -> frozenset[str]:
    regions = provinces()["macro_region"]
    return frozenset(regions.index[regions == macro_region])


def whole_members(figure: Figure, page: PageFigures, metric: str) -> Selected:
    """Select the members of the first dimension in which they add up to a whole."""
    for dimension in MEMBERS:
        found = page.members(figure, dimension, metric)
        if getattr(figure, dimension) == WHOLE and _adds_up(found, figure):
            return found
    return []


def _adds_up(parts: Sequence[Figure], whole: Figure) -> bool:
    """Return whether parts make up a whole: the page may lack some, or it may be of other parts."""
    total = math.fsum(each.value or 0 for each in parts)
    return len(parts) > 1 and math.isclose(total, whole.value or 0, rel_tol=_EXACT)
