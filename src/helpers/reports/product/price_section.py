"""Unit values, and what prices and quantities add to the growth in value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import pandas as pd
from markupsafe import Markup

from helpers.core.dimensions import EXPORT, IMPORT
from helpers.core.periods import SPANS
from helpers.presentation.charts.bars import diverging_bars
from helpers.presentation.charts.facts import Fact, Facts
from helpers.presentation.charts.marks import ALL, robust_limit
from helpers.presentation.charts.picture import Gallery, Picture
from helpers.presentation.prose import Prose, prose
from helpers.presentation.tables import Head, Table
from helpers.reports.common.blocks import Block
from helpers.reports.common.view import View

_KEY: Final = "prices"
_FLOWS: Final = (EXPORT, IMPORT)
_PARTS: Final = ("growth", "price_points", "quantity_points")
_COLUMNS: Final = ("unit_value", "unit_value_growth", *_PARTS)


@dataclass(frozen=True)
class Prices:
    """The unit values of one product, and the two parts of its growth in value."""

    view: View

    def prose(self) -> Prose:
        """Tell unit values and the two parts of the growth; one line where there are none."""
        lines = self._lines()
        if not lines:
            return prose([self.view.sentence("prices.absent")])
        return prose(*([_told(line)] for line in lines))

    def table(self) -> Table | Block:
        """Show a line a flow and span: unit value, its growth, the parts of the growth in value."""
        lines = self._lines()
        if not lines:
            return Block()
        first = lines[0]
        label = first.words.unit(first.figure("unit_value").unit)
        return first.table(
            _KEY,
            first.text("prices.caption"),
            [Head(first.text(f"prices.columns.{name}")) for name in ("name", *_COLUMNS)],
            [
                line.row(line.text("prices.row"), (line.cell(column) for column in _COLUMNS))
                for line in lines
            ],
            (first.text("prices.notes.unit", price=label), first.text("prices.notes.method")),
        )

    def charts(self) -> Gallery | Block:
        """Draw the growth in value and its two parts."""
        divided = [line for line in self._lines() if _divided(line)]
        by_flow = [[line for line in divided if line.keys["flow"] == flow] for flow in _FLOWS]
        pictures = tuple(_picture(lines) for lines in by_flow if lines)
        return Gallery(pictures) if pictures else Block()

    def _lines(self) -> list[View]:
        """Return the views of the spans and flows that have a unit value."""
        views = (self.view.at(span=span, flow=flow) for span in SPANS for flow in _FLOWS)
        return [view for view in views if view.find("unit_value")]


def _picture(lines: list[View]) -> Picture:
    view, words = lines[0], lines[0].words
    bars = [
        (line.text(f"prices.bars.{part}"), line.figure(part)) for line in lines for part in _PARTS
    ]
    rows = [(name, one.value, words.number(one)) for name, one in bars]
    marks = pd.DataFrame(rows, columns=["name", "value", "label"])
    marks["sign"] = [1 if value >= 0 else -1 for value in marks["value"]]
    heads = (words.text("facts.item"),), (words.text("facts.points"),)
    return view.picture(
        f"{_KEY}-{view.keys['flow']}",
        diverging_bars(marks, robust_limit(marks, ALL), view.text("prices.axis")),
        Facts(words, *heads, tuple(Fact((name,), (one,)) for name, one in bars)),
        view.text("prices.picture"),
        _told(view),
    )


def _told(line: View) -> Markup:
    key = "prices.told" if _divided(line) else "prices.told_bare"
    return line.sentence(key, **{name: line.cell(name) for name in _COLUMNS})


def _divided(line: View) -> bool:
    return all(line.find(part) for part in _PARTS)
