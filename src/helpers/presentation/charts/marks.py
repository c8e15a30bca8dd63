"""The rows a chart is drawn from: names, values, and the texts that print them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import pandas as pd

from helpers.core import number_format
from helpers.indicators.figures import Figure
from helpers.presentation.locale.words import Words

_LIMITS: Final = (0.1, 0.2, 0.5, 1, 2, 3, 5, 10, 20, 30, 50, 75, 100, 150, 200, 500, 1000)
MANY: Final = 0.8
MOST: Final = 0.9
ALL: Final = 1.0
"""The part of the marks that must lie within a chart's limit. Of growth rates it is most, or
many where there are few: a long tail is cut and says so by its number, and does not flatten the
others."""


def marks_of(words: Words, figures: Iterable[Figure], dimension: str) -> pd.DataFrame:
    """Make one mark a figure; a figure without a number makes none.

    Parameters
    ----------
    words : Words
        The language of names and numbers.
    figures : iterable of Figure
        The figures.
    dimension : str
        The dimension they differ in, which names them.

    Returns
    -------
    pandas.DataFrame
        ``name``; ``code`` (the member); ``value``, unrounded; ``label``, as printed everywhere;
        ``sign``, 1, 0 or -1 as printed. Largest value first.
    """
    rows = [
        {
            "name": words.member(dimension, getattr(one, dimension)),
            "code": getattr(one, dimension),
            "value": one.value,
            "label": words.number(one),
        }
        for one in figures
        if one.value is not None
    ]
    marks = pd.DataFrame(rows, columns=["name", "code", "value", "label"])
    marks["sign"] = [number_format.direction(label) for label in marks["label"]]
    return marks.sort_values(["value", "code"], ascending=[False, True], ignore_index=True)


def robust_limit(marks: pd.DataFrame, covered: float = MOST) -> float:
    """Choose the half-width of a diverging scale: the smallest that holds enough of the marks.

    Parameters
    ----------
    marks : pandas.DataFrame
        As from ``marks_of``.
    covered : float
        The part of them it must hold, ``MANY``, ``MOST`` or ``ALL``.
    """
    sizes = marks["value"].abs()
    fitting = (limit for limit in _LIMITS if (sizes <= limit).mean() >= covered)
    return next(fitting, _LIMITS[-1])
