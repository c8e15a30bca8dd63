"""The charts of the provincial report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import altair as alt
import pandas as pd

from helpers.charts import ALL, Gallery, Picture, diverging_bars, marks_of, robust_limit, tile_map
from helpers.figures import Figure
from helpers.narrative import sentence
from helpers.reports.provincial.content import Computed
from helpers.vocabulary import EXPORT, IMPORT, WHOLE
from helpers.words import Words

_KINDS: Final = ("growth", "map", "contribution")
_FLOWS: Final = (EXPORT, IMPORT)
_LARGEST: Final = 12
"""How many contributions a chart shows; the table has all of them."""


@dataclass(frozen=True)
class Pictures:
    """Draws the charts of one span; ``part`` is its place on the page, from 0."""

    words: Words
    computed: Computed
    period: str
    span: str
    part: int

    def pair(self, kind: str) -> Gallery:
        """Draw one kind of chart for exports and for imports.

        Parameters
        ----------
        kind : str
            ``growth``, ``map`` or ``contribution``.
        """
        draw = {"growth": self._growth, "map": self._map, "contribution": self._contribution}[kind]
        return Gallery(tuple(draw(flow) for flow in _FLOWS))

    def _growth(self, flow: str) -> Picture:
        marks = self._marks("growth", flow)
        limit = robust_limit(marks)
        whole = self._whole(flow)
        chart = diverging_bars(marks, limit, self._axis("growth"), self._reference(whole))
        cut = bool((marks["value"].abs() > limit).any())
        extra = {"top_growth": self._at("growth", flow, marks, 0), **self._counts(flow)}
        extra["bottom_growth"] = self._at("growth", flow, marks, -1)
        return self._picture("growth", flow, chart, marks, extra, limit=f"{limit}%" if cut else "")

    def _map(self, flow: str) -> Picture:
        marks = self._marks("growth", flow)
        chart = tile_map(marks, robust_limit(marks), self._axis("growth"))
        extra = {"growth": self._whole(flow), **self._counts(flow)}
        return self._picture("map", flow, chart, marks, extra)

    def _contribution(self, flow: str) -> Picture:
        marks = self._marks("contribution", flow)
        largest = marks["value"].abs().nlargest(_LARGEST).index
        shown = marks.loc[largest].sort_values("value", ascending=False, ignore_index=True)
        chart = diverging_bars(shown, robust_limit(shown, ALL), self._axis("contribution"))
        extra = {
            "top_points": self._at("contribution", flow, marks, 0),
            "bottom_points": self._at("contribution", flow, marks, -1),
        }
        return self._picture("contribution", flow, chart, marks, extra)

    def _picture(
        self,
        kind: str,
        flow: str,
        chart: alt.TopLevelMixin,
        marks: pd.DataFrame,
        slots: dict[str, Any],
        *,
        limit: str = "",
    ) -> Picture:
        names = {"top": marks["name"].iloc[0], "bottom": marks["name"].iloc[-1], "count": _LARGEST}
        texts = {
            "period": self.words.period(self.period, self.span),
            "flow": self.words.text(f"flows.{flow}"),
            "whole": self.words.text(
                "provincial.sum" if self.computed.whole_is_sum else "whole.region"
            ),
            **names,
        }
        number = (
            (self.part * len(_KINDS) + _KINDS.index(kind)) * len(_FLOWS) + _FLOWS.index(flow) + 1
        )
        title = self.words.text(f"provincial.captions.{kind}").format(**texts)
        if limit:
            title += self.words.text("provincial.beyond").format(limit=limit)
        caption = self.words.text("figure.caption").format(number=number, text=title)
        told = sentence(self.words, f"provincial.alternatives.{kind}", **texts, **slots)
        return Picture.draw(chart, f"fig-{self.span}-{flow}-{kind}", caption, told.striptags())

    def _marks(self, metric: str, flow: str) -> pd.DataFrame:
        found = self.computed.figures.where(metric=metric, span=self.span, flow=flow)
        members = [one for one in found if one.region != WHOLE]
        return marks_of(self.words, members, lambda one: self.words.region(one.region))

    def _at(self, metric: str, flow: str, marks: pd.DataFrame, place: int) -> Figure:
        return self._figure(metric, flow, str(marks["code"].iloc[place]))

    def _whole(self, flow: str) -> Figure:
        return self._figure("growth", flow, WHOLE)

    def _counts(self, flow: str) -> dict[str, Figure]:
        return {name: self._figure(name, flow, WHOLE) for name in ("rising", "falling")}

    def _figure(self, metric: str, flow: str, region: str) -> Figure:
        keys = {"period": self.period, "span": self.span, "flow": flow, "region": region}
        return self.computed.figures.one(metric, **keys)

    def _reference(self, growth: Figure) -> tuple[float, str] | None:
        if growth.value is None:
            return None
        label = self.words.text(f"provincial.reference.{self._whole_kind()}")
        printed = self.words.with_unit(self.words.number(growth), growth.unit)
        return growth.value, label.format(growth=printed)

    def _whole_kind(self) -> str:
        return "sum" if self.computed.whole_is_sum else "whole"

    def _axis(self, kind: str) -> str:
        return self.words.text(f"provincial.axes.{kind}")
