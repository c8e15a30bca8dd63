"""Which of many figures lie furthest out: the largest of all, and those that raised and lowered a whole most."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from helpers.core.number_format import direction
from helpers.indicators.figures import Figure
from helpers.presentation.locale.words import Words


def most_of(figures: Iterable[Figure]) -> Figure:
    """Return the figure of the largest absolute value."""
    return max(figures, key=lambda one: abs(one.value or 0))


def extremes_of(words: Words, pulls: Sequence[Figure]) -> dict[str, Figure]:
    """Return the largest contribution that prints above zero and the one furthest below, as ``up`` and ``down``.

    What prints as zero moved nothing as far as a reader can see, and is not named.
    """
    if not pulls:
        return {}
    ranked = sorted(pulls, key=lambda one: -(one.value or 0))
    ends = {"up": (ranked[0], 1), "down": (ranked[-1], -1)}
    return {end: one for end, (one, sign) in ends.items() if direction(words.number(one)) == sign}
