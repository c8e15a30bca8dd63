"""Unit values, and what prices and quantities add to the growth in value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from helpers.core.dimensions import EXPORT, IMPORT
from helpers.core.periods import SPANS
from helpers.indicators.figures import Figure
from helpers.presentation.charts.bars import diverging_bars
from helpers.presentation.charts.marks import ALL, Fact, Facts, robust_limit
from helpers.presentation.charts.picture import Gallery, Picture
from helpers.presentation.prose import Prose, prose
from helpers.presentation.tables import Head, Row, Table, figure_cell, plain_growth
from helpers.reports.common.blocks import Block, table_notes
from helpers.reports.common.view import View

_KEY: Final = "prices"
_FLOWS: Final = (EXPORT, IMPORT)
_COLUMNS: Final = ("unit_value", "unit_value_growth", "growth", "price_points", "quantity_points")
_PARTS: Final = ("growth", "price_points", "quantity_points")


@dataclass(frozen=True)
class Prices:
    """The unit values of one product, and the two parts of its growth in value."""

    view: View
    hs: str

    def prose(self) -> Prose:
        """Tell unit values and the two parts of the growth; one line where there are none."""
        if not self._lines():
            return prose([self.view.sentence("prices.absent")])
        return prose(*([self._told(span, flow)] for span, flow in self._lines()))

    def table(self) -> Table | Block:
        """Show a line a flow and span: unit value, its growth, the parts of the growth in value."""
        lines = self._lines()
        if not lines:
            return Block()
        words = self.view.words
        heads = tuple(Head(self.view.text(f"prices.columns.{column}")) for column in _COLUMNS)
        rows = plain_growth(
            tuple(
                Row(
                    self.view.text("prices.row", span, flow),
                    tuple(figure_cell(words, self._any(column, span, flow)) for column in _COLUMNS),
                )
                for span, flow in lines
            )
        )
        caption = self.view.table_caption(_KEY, self.view.text("prices.caption", lines[0][0]))
        label = words.unit(self._figure("unit_value", *lines[0]).unit)
        notes = (
            self.view.text("prices.notes.unit", price=label),
            self.view.text("prices.notes.method"),
            *table_notes(self.view, rows),
        )
        stub = Head(self.view.text("prices.columns.name"))
        return Table(f"tab-{_KEY}", caption, stub, heads, rows, notes)

    def charts(self) -> Gallery | Block:
        """Draw the growth in value and its two parts."""
        pictures = tuple(self._picture(flow) for flow in self._divided_flows())
        return Gallery(pictures) if pictures else Block()

    def _picture(self, flow: str) -> Picture:
        spans = [span for span, each in self._lines() if each == flow and self._divided(span, flow)]
        words = self.view.words
        told_of = [
            (self.view.text(f"prices.bars.{part}", span, flow), self._figure(part, span, flow))
            for span in spans
            for part in _PARTS
        ]
        rows = [(name, one.value, words.number(one)) for name, one in told_of]
        marks = pd.DataFrame(rows, columns=["name", "value", "label"])
        marks["sign"] = [1 if value >= 0 else -1 for value in marks["value"]]
        axis = self.view.text("prices.axis")
        chart = diverging_bars(marks, robust_limit(marks, ALL), axis)
        key = f"{_KEY}-{flow}"
        caption = self.view.picture_caption(key, self.view.text("prices.picture", spans[0], flow))
        told = self._told(spans[0], flow).striptags()
        heads = (words.text("facts.item"),), (words.text("facts.points"),)
        facts = Facts(words, *heads, tuple(Fact((name,), (one,)) for name, one in told_of))
        return Picture.draw(chart, f"fig-{key}", caption, told, facts)

    def _told(self, span: str, flow: str) -> Any:
        names = ("unit_value", "unit_value_growth", "growth", "price_points", "quantity_points")
        slots: dict[str, Any] = {name: self._any(name, span, flow) for name in names}
        key = "prices.told" if self._divided(span, flow) else "prices.told_bare"
        return self.view.sentence(key, span, flow, **slots)

    def _lines(self) -> list[tuple[str, str]]:
        """Return the spans and flows that have a unit value."""
        pairs = [(span, flow) for span in SPANS for flow in _FLOWS]
        return [pair for pair in pairs if self._find("unit_value", *pair)]

    def _divided(self, span: str, flow: str) -> bool:
        return all(self._find(part, span, flow) for part in _PARTS)

    def _divided_flows(self) -> list[str]:
        lines = [(span, flow) for span, flow in self._lines() if self._divided(span, flow)]
        return [flow for flow in _FLOWS if any(each == flow for _, each in lines)]

    def _find(self, metric: str, span: str, flow: str) -> Figure | None:
        return self.view.find(metric, span, flow, product=self.hs)

    def _any(self, metric: str, span: str, flow: str) -> Figure | None:
        """Return the figure even where it has no number, for cells that print its absence."""
        return self.view.figures.find(
            metric, period=self.view.period, span=span, flow=flow, product=self.hs
        )

    def _figure(self, metric: str, span: str, flow: str) -> Figure:
        return self.view.figure(metric, span, flow, product=self.hs)
