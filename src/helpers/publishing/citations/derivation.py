"""Which figures of a page a figure is computed from, found by computing it again.

A definition names its inputs: growth is made of the level now and the base. Where a page has no base
it has the change, which tells the same. Which whole a share is held against is not written in its
name. So the possible inputs are tried, and told of only where they give the figure. What comes from a
source has none, and neither has a figure that is made of a whole list (ranks, counts, concentration):
its definition says of which.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from helpers.core.dimensions import BALANCE, EXPORT, IMPORT, TOTAL, WHOLE
from helpers.indicators.figures import PERCENT, POINTS, Figure, id_of
from helpers.observations.schema import COMPUTED, IMPLIED

_OWN: Final[dict[str, str]] = {}
_EXPORTS: Final = {"flow": EXPORT}
_IMPORTS: Final = {"flow": IMPORT}
_QUANTITY: Final = {"measure": "quantity"}
_OF_WHOLE: Final = None
"""How an input's keys differ from those of the figure: not at all, in a key, or it is the whole's."""

_DIMENSIONS: Final = ("region", "partner", "product", "enterprise")
_EXACT: Final = 1e-9
"""Relative: the same arithmetic on the same numbers, but for the order of its steps."""


@dataclass(frozen=True)
class _Rule:
    """How a metric is computed: its inputs (metric, and what is other), and the formula of them."""

    formula: Callable[..., float]
    inputs: tuple[tuple[str, dict[str, str] | None], ...]


def _rate(now: float, base: float) -> float:
    return (now - base) / base * 100


def _difference(one: float, other: float) -> float:
    return one - other


def _sum(one: float, other: float) -> float:
    return one + other


def _percent(part: float, whole: float) -> float:
    return part / whole * 100


def _shift(now: float, base: float, whole: float, whole_base: float) -> float:
    return (now / whole - base / whole_base) * 100


def _pull(now: float, base: float, whole_base: float) -> float:
    return (now - base) / whole_base * 100


def _deflated(now: float, growth: float) -> float:
    return now / (1 + growth / 100)


def _rate_by_change(now: float, change: float) -> float:
    return _rate(now, now - change)


def _shift_by_change(now: float, change: float, whole: float, whole_change: float) -> float:
    return _shift(now, now - change, whole, whole - whole_change)


def _pull_by_change(change: float, whole: float, whole_change: float) -> float:
    return change / (whole - whole_change) * 100


def _ratio(value: float, amount: float) -> float:
    return value / amount


def _unit_rate(value: float, base: float, amount: float, amount_base: float) -> float:
    return (value / amount / (base / amount_base) - 1) * 100


def _by_price(value: float, base: float, amount: float, amount_base: float) -> float:
    step = value / amount - base / amount_base
    return step * (amount + amount_base) / 2 / base * 100


def _by_quantity(value: float, base: float, amount: float, amount_base: float) -> float:
    prices = value / amount + base / amount_base
    return (amount - amount_base) * prices / 2 / base * 100


def _sides(metric: str) -> tuple[tuple[str, dict[str, str] | None], ...]:
    return ((metric, _EXPORTS), (metric, _IMPORTS))


_YEARS: Final = (("level", _OWN), ("base", _OWN))
_MEASURES: Final = (*_YEARS, ("level", _QUANTITY), ("base", _QUANTITY))
_CHANGE: Final = (("level", _OWN), ("change", _OWN))
_SHARE: Final = _Rule(_percent, (("level", _OWN), ("level", _OF_WHOLE)))

_BY_FLOW: Final[Mapping[tuple[str, str], _Rule]] = {
    (metric, flow): _Rule(formula, _sides(metric))
    for metric in ("level", "base")
    for flow, formula in ((TOTAL, _sum), (BALANCE, _difference))
}
_BY_METRIC: Final[Mapping[str, _Rule]] = {
    "base": _Rule(_deflated, (("level", _OWN), ("growth", _OWN))),
    "growth": _Rule(_rate, _YEARS),
    "surplus_growth": _Rule(_rate, _YEARS),
    "change": _Rule(_difference, _YEARS),
    "share": _SHARE,
    "weight": _SHARE,
    "share_change": _Rule(_shift, (*_YEARS, ("level", _OF_WHOLE), ("base", _OF_WHOLE))),
    "contribution": _Rule(_pull, (*_YEARS, ("base", _OF_WHOLE))),
    "unit_value": _Rule(_ratio, (("level", _OWN), ("level", _QUANTITY))),
    "unit_value_growth": _Rule(_unit_rate, _MEASURES),
    "price_points": _Rule(_by_price, _MEASURES),
    "quantity_points": _Rule(_by_quantity, _MEASURES),
}
_WITHOUT_BASE: Final[Mapping[str, _Rule]] = {
    "growth": _Rule(_rate_by_change, _CHANGE),
    "share_change": _Rule(
        _shift_by_change, (*_CHANGE, ("level", _OF_WHOLE), ("change", _OF_WHOLE))
    ),
    "contribution": _Rule(
        _pull_by_change, (("change", _OWN), ("level", _OF_WHOLE), ("change", _OF_WHOLE))
    ),
}


def inputs_of(figure: Figure, known: Mapping[str, Figure]) -> tuple[Figure, ...]:
    """Return the figures that a figure is computed from, in the order of its definition.

    Parameters
    ----------
    figure : Figure
        Any of a page.
    known : mapping
        All figures of the page by id.

    Returns
    -------
    tuple of Figure
        Empty where it was not computed, or no figures of the page give it.
    """
    if figure.basis not in (COMPUTED, IMPLIED):
        return ()
    by_flow = _BY_FLOW.get((figure.metric, figure.flow))
    by_metric = (rules.get(figure.metric) for rules in (_BY_METRIC, _WITHOUT_BASE))
    for rule in filter(None, (by_flow, *by_metric)):
        for whole in _wholes(figure):
            found = _found(figure, rule, whole, known)
            if found and _gives(rule, found, figure):
                return found
    return ()


def _found(
    figure: Figure, rule: _Rule, whole: dict[str, str], known: Mapping[str, Figure]
) -> tuple[Figure, ...]:
    """Return a rule's inputs, if the page has them all with a number."""
    own = figure.keys
    others = (
        {"metric": metric, **(whole if other is None else other)} for metric, other in rule.inputs
    )
    names = (id_of({**own, **other}) for other in others)
    found = [known.get(name) for name in names]
    numbered = [one for one in found if one is not None and one.value is not None]
    return tuple(numbered) if len(numbered) == len(found) else ()


def _wholes(figure: Figure) -> Iterator[dict[str, str]]:
    """Yield the wholes a figure may be a part of: one dimension given up, then two, and so on."""
    parted = [name for name in _DIMENSIONS if getattr(figure, name) != WHOLE]
    for count in range(1, len(parted) + 1):
        for names in combinations(parted, count):
            yield dict.fromkeys(names, WHOLE)
    if not parted:
        yield {}


def _gives(rule: _Rule, inputs: tuple[Figure, ...], figure: Figure) -> bool:
    try:
        again = rule.formula(*(one.value for one in inputs))
    except ZeroDivisionError:
        return False
    # A difference is as exact as what it is the difference of.
    largest = max(abs(one.value or 0) for one in inputs)
    scale = 100 if figure.unit in (PERCENT, POINTS) else largest
    value = math.nan if figure.value is None else figure.value
    return math.isclose(again, value, rel_tol=_EXACT, abs_tol=_EXACT * scale)
