"""Charts of the year that more than one part of the review draws."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

import pandas as pd

from helpers.core import number_format
from helpers.indicators.figures import Figure
from helpers.presentation.charts.bars import waterfall
from helpers.presentation.charts.layers import LayeredChart, log_ticks
from helpers.presentation.charts.marks import Fact, Facts
from helpers.presentation.charts.picture import Picture
from helpers.reports.common.view import View

CONTRIBUTION_FACTS: Final = ("contribution", "level", "growth", "share")
"""The metrics in the tooltip of a member, whose contribution is drawn."""


def picture(
    view: View, key: str, chart: LayeredChart, facts: Facts, *, note: str = "", **slots: Any
) -> Picture:
    """Draw a chart; ``key``: its part of the report and its own name, such as ``regions.lines``.

    ``note`` stands at the end of its caption.
    """
    part, _, name = key.partition(".")
    caption = view.text(f"{part}.pictures.{name}") + note
    alternative = view.sentence(f"{part}.alternatives.{name}", **slots)
    return view.picture(name, chart, facts, caption, alternative)


def contributions(view: View, key: str, dimension: str, pulls: list[Figure]) -> Picture:
    """Draw what the parts contribute to the whole's growth, what they leave of it, and the whole."""
    words = view.words
    rest, whole = view.figure(f"{dimension}_contribution_rest"), view.figure("growth")
    names = view.text(f"rest.{dimension}"), view.text("rest.whole")
    rows = [(view.name(dimension, one), one, "part") for one in pulls]
    if words.number(rest) not in ("0.0", "-"):
        rows.append((names[0], rest, "rest"))
    rows.append((names[1], whole, "whole"))
    marks = pd.DataFrame(
        [(name, one.value, words.number(one), kind) for name, one, kind in rows],
        columns=["name", "points", "label", "kind"],
    )
    others = (
        Fact((names[0],), (rest, None, None, None)),
        Fact((names[1],), (None, view.cell("level"), whole, None)),
    )
    parts = view.facts(dimension, pulls, CONTRIBUTION_FACTS)
    facts = replace(parts, rows=(*parts.rows, *others))
    chart = waterfall(marks, view.text("axes.contribution"))
    most = view.name(dimension, pulls[0])
    return picture(view, key, chart, facts, name=most, figure=pulls[0])


def size_ticks(view: View, values: pd.Series[float]) -> list[tuple[float, str]]:
    """Return ticks for a logarithmic scale of values of money, labelled in the unit they are printed in."""
    size = 10.0 ** next(iter(view.words.powers(view.figure("level").unit).values()))
    found = log_ticks(float(values.min()), float(values.max()))
    digits = 1 if found[0] < size else 0
    return [(one, view.words.grouped(number_format.plain(one / size, digits))) for one in found]
