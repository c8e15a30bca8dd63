"""The charts of the provincial report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from helpers.core.dimensions import EXPORT, IMPORT, WHOLE
from helpers.indicators.figures import Figure
from helpers.presentation.charts.bars import diverging_bars
from helpers.presentation.charts.layers import LayeredChart
from helpers.presentation.charts.marks import ALL, Fact, Facts, marks_of, robust_limit
from helpers.presentation.charts.picture import Gallery, Picture
from helpers.presentation.charts.tiles import tile_map
from helpers.reports.common.view import View

FLOWS: Final = (EXPORT, IMPORT)
_LARGEST: Final = 12
"""How many contributions a chart shows; the table has all of them."""
_KNOWN: Final = ("level", "growth", "share", "contribution")
"""What is told of a province that is pointed at."""


@dataclass(frozen=True)
class Pictures:
    """Draws the charts of one span."""

    view: View
    span: str

    def pair(self, kind: str) -> Gallery:
        """Draw one kind of chart for exports and for imports.

        Parameters
        ----------
        kind : str
            ``growth``, ``map`` or ``contribution``.
        """
        draw = {"growth": self._growth, "map": self._map, "contribution": self._contribution}[kind]
        return Gallery(tuple(draw(flow) for flow in FLOWS))

    def _growth(self, flow: str) -> Picture:
        marks = self._marks("growth", flow)
        limit = robust_limit(marks)
        whole = self._figure("growth", flow, WHOLE)
        axis = self.view.text("axes.growth")
        chart = diverging_bars(marks, limit, axis, self._reference(whole))
        cut = bool((marks["value"].abs() > limit).any())
        note = self.view.text("beyond", limit=f"{limit:g}%") if cut else ""
        slots = {**self._counts(flow), **self._ends("growth", flow, marks)}
        return self._picture("growth", flow, chart, slots, marks, note=note)

    def _map(self, flow: str) -> Picture:
        marks = self._marks("growth", flow)
        chart = tile_map(marks, robust_limit(marks), self.view.text("axes.growth"))
        slots = {"growth": self._figure("growth", flow, WHOLE), **self._counts(flow)}
        return self._picture("map", flow, chart, slots, marks)

    def _contribution(self, flow: str) -> Picture:
        marks = self._marks("contribution", flow)
        largest = marks["value"].abs().nlargest(_LARGEST).index
        shown = marks.loc[largest].sort_values("value", ascending=False, ignore_index=True)
        axis = self.view.text("axes.contribution")
        chart = diverging_bars(shown, robust_limit(shown, ALL), axis)
        slots = self._ends("contribution", flow, marks)
        return self._picture("contribution", flow, chart, slots, shown)

    def _picture(
        self,
        kind: str,
        flow: str,
        chart: LayeredChart,
        slots: dict[str, Any],
        marks: pd.DataFrame,
        *,
        note: str = "",
    ) -> Picture:
        key = f"{self.span}-{flow}-{kind}"
        title = self.view.text(f"captions.{kind}", self.span, flow, count=_LARGEST) + note
        caption = self.view.picture_caption(key, title)
        told = self.view.sentence(f"alternatives.{kind}", self.span, flow, **slots)
        facts = self._facts(flow, marks)
        return Picture.draw(chart, f"fig-{key}", caption, told.striptags(), facts)

    def _facts(self, flow: str, marks: pd.DataFrame) -> Facts:
        keys = {"period": self.view.period, "span": self.span, "flow": flow}
        find = self.view.figures.find
        rows = (
            Fact((name,), tuple(find(metric, region=code, **keys) for metric in _KNOWN))
            for name, code in zip(marks["name"], marks["code"], strict=True)
        )
        return Facts.of_members(self.view.words, "region", flow, _KNOWN, rows)

    def _marks(self, metric: str, flow: str) -> pd.DataFrame:
        found = self.view.ranked(metric, self.span, flow, "region")
        return marks_of(self.view.words, found, "region")

    def _ends(self, metric: str, flow: str, marks: pd.DataFrame) -> dict[str, Any]:
        """Return the names and figures of the first and the last of the marks."""
        ends: dict[str, Any] = {}
        for name, place in (("top", 0), ("bottom", -1)):
            ends[name] = str(marks["name"].iloc[place])
            ends[f"{name}_figure"] = self._figure(metric, flow, str(marks["code"].iloc[place]))
        return ends

    def _counts(self, flow: str) -> dict[str, Figure]:
        return {name: self._figure(name, flow, WHOLE) for name in ("rising", "falling")}

    def _figure(self, metric: str, flow: str, region: str) -> Figure:
        return self.view.figure(metric, self.span, flow, region=region)

    def _reference(self, growth: Figure) -> tuple[float, str] | None:
        if growth.value is None:
            return None
        printed = self.view.words.amount(growth)
        return growth.value, self.view.text("reference", growth=printed)
