"""Axes that several kinds of chart share."""

from __future__ import annotations

from typing import Final

import altair as alt

# The same minus sign as in tables and labels, and halves where a half falls on a tick.
_LABEL: Final = "replace(format(datum.value, '~g'), '\\u2212', '-')"


def diverging_axis(limit: float, title: str) -> alt.Axis:
    """Mark both ends of a scale around zero, the halves, and zero."""
    ticks = [-limit, -limit / 2, 0, limit / 2, limit]
    return alt.Axis(title=title, values=ticks, orient="top", labelExpr=_LABEL)


def name_axis(width: int) -> alt.Axis:
    """Give the names of rows a fixed width, so that charts beside each other line up."""
    return alt.Axis(title=None, minExtent=width, maxExtent=width, grid=False, labelLimit=width)


def at_left(axis: alt.Axis, width: float) -> alt.Axis:
    """Put an axis at the left, in a fixed width, its title level above it.

    Parameters
    ----------
    axis : altair.Axis
        The axis.
    width : float
        The width its labels have.
    """
    placed = axis.copy()
    placed.orient = "left"
    placed.minExtent = placed.maxExtent = width
    placed.titleAngle, placed.titleAlign, placed.titleAnchor = 0, "left", "end"
    placed.titleX, placed.titleY = -width, -8
    return placed
