"""The place of a member among others, month by month: its share of the nation's trade, and its rank."""

from __future__ import annotations

from typing import ClassVar, Final

import pandas as pd
from markupsafe import Markup

from helpers.core.dimensions import EXPORT, IMPORT, TOTAL
from helpers.presentation.charts.layers import LayeredChart
from helpers.presentation.charts.month_lines import rank_lines
from helpers.presentation.charts.picture import Gallery
from helpers.presentation.prose import Prose, prose
from helpers.presentation.tables import Table
from helpers.reports.common.blocks import Block
from helpers.reports.common.page_headings import Heading, heading_of
from helpers.reports.common.trend import SOME, Trend

_FLOWS: Final = (TOTAL, EXPORT, IMPORT)


class Standing(Trend):
    """The months of a member among others; nothing of one that is not among others, such as the nation."""

    KEY: ClassVar[str] = "standing"
    METRICS: ClassVar[tuple[str, ...]] = ("share", "rank")
    DRAWN: ClassVar[tuple[str, ...]] = METRICS

    def heading(self, template: str) -> Heading | Block:
        """Show a heading, where there is something below it."""
        view = self.view
        return (
            heading_of(view.words, view.room, template, lambda _: {})
            if self._columns()
            else Block()
        )

    def prose(self) -> Prose:
        """Tell share and rank in the newest month, and between which ranks it was."""
        parts = [told for flow in _FLOWS if (told := self._now(flow))]
        if not parts:
            return prose(self.view.words)
        now = self._sentence("now", parts=self.view.joined(parts, "semicolon"))
        ranges = [told for flow in (EXPORT, IMPORT) if (told := self._range(flow))]
        joined = self.view.joined(ranges, "semicolon")
        return prose(
            self.view.words, [now], [self._sentence("ranges", parts=joined)] if ranges else []
        )

    def charts(self) -> Gallery | Block:
        """Draw the shares from month to month."""
        return super().charts() if self._columns() else Block()

    def table(self) -> Table | Block:
        """Show share and rank of each flow, a row a month."""
        return super().table() if self._columns() else Block()

    def _path(self, key: str) -> str:
        return f"standing.{key}"

    def _columns(self) -> list[tuple[str, str]]:
        columns = ((metric, flow) for flow in _FLOWS for metric in self.METRICS)
        return [(metric, flow) for metric, flow in columns if self._known(flow, metric)]

    def _lines(
        self,
        metric: str,
        marks: pd.DataFrame,
        months: list[str],
        axis: str,
        limit: float | None,
    ) -> LayeredChart:
        if metric == "rank":
            return rank_lines(marks, months, axis, written=self.view.words.month)
        return super()._lines(metric, marks, months, axis, limit)

    def _now(self, flow: str) -> Markup | None:
        share, rank = (self._month.find(metric, flow=flow) for metric in self.METRICS)
        slots = {"flow": self.view.words.text(f"flows.{flow}"), "share": share}
        if share is None:
            return None
        return (
            self._sentence("part", **slots, rank=rank)
            if rank
            else self._sentence("part_bare", **slots)
        )

    def _range(self, flow: str) -> Markup | None:
        """Tell the best and the last rank of the months, where there are some of them."""
        ranks = sorted(self._known(flow, "rank"), key=lambda one: (one.value or 0, one.period))
        if len(ranks) < SOME:
            return None
        name, (best, last) = self.view.words.text(f"flows.{flow}"), (ranks[0], ranks[-1])
        if best.value == last.value:
            return self._sentence("always", flow=name, rank=best)
        return self._sentence("between", flow=name, best=best, worst=last)
