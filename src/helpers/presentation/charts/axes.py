"""Axes that several kinds of chart share."""

from __future__ import annotations

from typing import Any, Final

# The same minus sign as in tables and labels, and halves where a half falls on a tick.
_LABEL: Final = "replace(format(datum.value, '~g'), '\\u2212', '-')"


Axis = dict[str, Any]
"""An axis, as Vega-Lite has it."""


def diverging_axis(limit: float, title: str) -> Axis:
    """Mark both ends of a scale around zero, the halves, and zero."""
    ticks = [-limit, -limit / 2, 0, limit / 2, limit]
    return {"title": title, "values": ticks, "orient": "top", "labelExpr": _LABEL}


def name_axis(width: int) -> Axis:
    """Give the names of rows a fixed width, so that charts beside each other line up."""
    fixed = {"minExtent": width, "maxExtent": width, "labelLimit": width}
    return {"title": None, "grid": False, **fixed}


def at_left(axis: Axis, width: float) -> Axis:
    """Put an axis at the left, in a fixed width, its title level above it.

    Parameters
    ----------
    axis : Axis
        The axis.
    width : float
        The width its labels have.
    """
    title = {"titleAngle": 0, "titleAlign": "left", "titleAnchor": "end"}
    place = {"titleX": -width, "titleY": -8, "minExtent": width, "maxExtent": width}
    return {**axis, "orient": "left", **title, **place}
