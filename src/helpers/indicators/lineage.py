"""The inputs of every figure of a page, by what its metric declares beside its formula."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fnmatch import fnmatchcase
from functools import cache
from typing import Final

from helpers.indicators import (
    bases,
    changes,
    counts,
    history,
    over_time,
    pace,
    prices,
    ranks,
    shares,
    surplus,
)
from helpers.indicators.figures import Figure
from helpers.indicators.inputs import Declaration, Selector
from helpers.indicators.page import PageFigures
from helpers.observations.schema import COMPUTED, IMPLIED, SUPERSEDED

DECLARED: Final[Declaration] = {
    metric: ways
    for module in (bases, changes, counts, history, over_time, pace, prices, ranks, shares, surplus)
    for metric, ways in module.INPUTS.items()
}


class Lineage:
    """Which figures of a page each of them was computed from.

    Parameters
    ----------
    figures : iterable of Figure
        All figures of one page.
    """

    def __init__(self, figures: Iterable[Figure]) -> None:
        self._page = PageFigures(figures)

    def inputs_of(self, figure: Figure) -> tuple[Figure, ...]:
        """Return the inputs of a figure, in the order of its declaration.

        They are empty where the figure was not computed, or the page does not have all of them.
        """
        if figure.basis not in (COMPUTED, IMPLIED, SUPERSEDED):
            return ()
        for way in _ways_of(figure.metric):
            selected = [select(figure, self._page, metric) for select, metric in way]
            inputs = [each for some in selected for each in some if each is not None]
            if all(selected) and len(inputs) == sum(map(len, selected)):
                return tuple(inputs)
        return ()


@cache
def _ways_of(metric: str) -> Sequence[Sequence[tuple[Selector, str]]]:
    """Return the ways in which a metric is declared to be computed."""
    return next((ways for name, ways in DECLARED.items() if fnmatchcase(metric, name)), ())
