"""The months before: what a monthly report shows of how its subject developed.

Thirteen months, so that the same month of the year before is among them; a table, two charts, the sum of
twelve months, what was revised since it was first released, and where the data changes on the way.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Final

import pandas as pd
from markupsafe import Markup

from helpers.core.dimensions import BALANCE, EXPORT, IMPORT, TOTAL, VALUE
from helpers.core.periods import MONTH
from helpers.indicators import over_time
from helpers.indicators.figures import Figure
from helpers.presentation.charts.layers import LayeredChart
from helpers.presentation.charts.marks import MOST, Fact, Facts, robust_limit
from helpers.presentation.charts.month_lines import month_lines
from helpers.presentation.charts.picture import Gallery, Picture
from helpers.presentation.prose import Prose, prose, sentence
from helpers.presentation.tables import Head, Table
from helpers.reference.partners import GROUPS, membership_changes
from helpers.reports.common.blocks import Block
from helpers.reports.common.trend_figures import months_shown
from helpers.reports.common.view import View

_FLOWS: Final = (TOTAL, EXPORT, IMPORT, BALANCE)
_LINES: Final = (EXPORT, IMPORT)
SOME: Final = 3
"""The months it takes to draw a line, or to say which has most."""


@dataclass(frozen=True)
class Trend:
    """The months of one subject up to the view's.

    Attributes
    ----------
    view : View
        The figures of the subject.
    KEY : str
        Names its table and charts.
    METRICS, DRAWN : tuple of str
        What the table shows of each month and flow, and of which there are charts.
    rolling : bool
        Whether to tell the sum of twelve months: not below a year's own total.
    """

    KEY: ClassVar[str] = "trend"
    METRICS: ClassVar[tuple[str, ...]] = ("level", "growth")
    DRAWN: ClassVar[tuple[str, ...]] = METRICS

    view: View
    rolling: bool = True

    def prose(self) -> Prose:
        """Tell the months with most and least, the sum of twelve months, and what the data lacks."""
        if not self._present:
            return prose(self.view.words, [self._sentence("absent")])
        return prose(
            self.view.words,
            self._ends(),
            [*(self._rolling() if self.rolling else []), *self._breaks(), *self._memberships()],
        )

    def table(self) -> Table | Block:
        """Show level and growth of each flow, a row a month that has any."""
        if not self._present:
            return Block()
        view = self._month
        columns = self._columns()
        heads = [Head(self._text("columns.name"))] + [
            Head(self._text(f"columns.{metric}"), view.words.text(f"flows.{flow}"))
            for metric, flow in columns
        ]
        rows = [
            view.row(
                view.words.period(month, MONTH),
                (view.cell(metric, period=month, flow=flow) for metric, flow in columns),
            )
            for month in self._listed()
        ]
        notes = [self._text("notes.unit"), *self._gap_note()]
        return view.table(self.KEY, self._text("caption"), heads, rows, notes)

    def charts(self) -> Gallery | Block:
        """Draw exports and imports from month to month, and their growth."""
        if not self._present:
            return Block()
        drawn = [self._picture(metric) for metric in self.DRAWN if self._drawn(metric)]
        return Gallery(tuple(drawn)) if drawn else Block()

    def revised(self) -> Table | Block:
        """Show what was first released of the months that were revised since."""
        view = self._month
        found = [
            (month, flow)
            for month in self._months()
            for flow in _FLOWS
            if view.find("first_level", period=month, flow=flow)
        ]
        if not found:
            return Block()
        heads = [Head(self._text(f"columns.{name}")) for name in ("name", "first_level", "latest")]
        rows = [
            view.row(
                self._text(
                    "row",
                    month=view.words.period(month, MONTH),
                    flow=view.words.text(f"flows.{flow}"),
                ),
                (view.cell(metric, period=month, flow=flow) for metric in ("first_level", "level")),
            )
            for month, flow in found
        ]
        key = f"{self.KEY}-revised"
        return view.table(key, self._text("revised"), heads, rows, [self._text("notes.revised")])

    @property
    def _month(self) -> View:
        return self.view.at(span=MONTH, measure=VALUE)

    @property
    def _present(self) -> bool:
        """Whether there are some months to be compared."""
        return len(self._months()) > 1

    def _months(self) -> list[str]:
        """Return the months that have any value, the oldest first."""
        known = (self._known(flow) for flow in _FLOWS)
        return sorted({one.period for figures in known for one in figures})

    def _columns(self) -> list[tuple[str, str]]:
        """Return metric and flow of the table's columns."""
        flows = [flow for flow in _FLOWS if self._known(flow)]
        columns = ((metric, flow) for flow in flows for metric in self.METRICS)
        return [column for column in columns if column != ("growth", BALANCE)]

    def _listed(self) -> list[str]:
        """Return the months that the data has anything of, be it a value that no figure can be made of."""
        cells = (
            (month, self._month.cell("level", period=month, flow=flow))
            for month in months_shown(self.view.period)
            for flow in _FLOWS
        )
        return sorted({month for month, one in cells if one})

    def _known(self, flow: str, metric: str = "level") -> list[Figure]:
        """Return the figures of a flow with a number, the oldest first."""
        months = months_shown(self.view.period)
        found = (self._month.find(metric, period=month, flow=flow) for month in months)
        return [one for one in found if one]

    def _sentence(self, key: str, **slots: Any) -> Markup:
        return sentence(self.view.words, self._path(key), **self._slots(), **slots)

    def _text(self, key: str, **slots: str) -> str:
        return self.view.words.spaced(
            self.view.words.fill(self._path(key), **{**self._slots(), **slots})
        )

    def _path(self, key: str) -> str:
        """Return where one of its texts stands."""
        return f"trend.{key}"

    def _slots(self) -> dict[str, str]:
        words, months = self.view.words, self._months() or [self.view.period]
        return {
            "first": words.period(months[0], MONTH),
            "last": words.period(months[-1], MONTH),
            "unit": str(self.view.slots.get("unit", "")),
        }

    def _ends(self) -> list[Markup]:
        """Tell the months with most and with least, where there are some to choose from."""
        words, parts = self.view.words, []
        for flow in _LINES:
            known = sorted(self._known(flow), key=lambda one: (-(one.value or 0), one.period))
            if len(known) < SOME:
                continue
            slots: dict[str, Any] = {"flow": words.text(f"flows.{flow}")}
            for name, one in (("top", known[0]), ("bottom", known[-1])):
                slots |= {name: words.period(one.period, MONTH), f"{name}_figure": one}
            parts.append(self._sentence("ends_part", **slots))
        months = self._months()
        every = len(months) == len(over_time.months_between(months[0], months[-1]))
        joined = self.view.joined(parts, "semicolon")
        key = f"ends_{'all' if every else 'some'}"
        return [self._sentence(key, parts=joined)] if parts else []

    def _rolling(self) -> list[Markup]:
        """Tell the sums of twelve months, where they are there."""
        parts, grown = [], False
        for flow in (TOTAL, *_LINES):
            level = self._month.find("rolling_year", flow=flow)
            growth = self._month.find("rolling_year_growth", flow=flow)
            if level:
                slots = {"flow": self.view.words.text(f"flows.{flow}"), "level": level}
                key, grown = ("rolling_part", True) if growth else ("rolling_bare", grown)
                parts.append(self._sentence(key, **slots, **({"growth": growth} if growth else {})))
        # Parts with a growth have a comma of their own.
        joined = self.view.joined(parts, "semicolon" if grown else "clause")
        return [self._sentence("rolling_told", parts=joined)] if parts else []

    def _gaps(self) -> list[str]:
        listed = self._listed()
        between = over_time.months_between(self._months()[0], self.view.period)
        return [month for month in between if month not in listed]

    def _gap_note(self) -> list[str]:
        months = self._gaps()
        return [self._text("notes.gaps", months=self.view.words.months(months))] if months else []

    def _breaks(self) -> list[Markup]:
        """Say from which month on the values are of another dataset than before."""
        files = {raw.id: raw for raw in self.view.files}
        found: list[str] = []
        before: set[str] = set()
        for month in self._months():
            levels = (self._month.find("level", period=month, flow=flow) for flow in _FLOWS)
            names = {name for one in levels if one for name in one.sources.split(";")}
            now = {files[name].group for name in names if name in files}
            if before and now.isdisjoint(before):
                found.append(month)
            before = now
        if len(found) > 1:
            return [self._sentence("breaks")]
        texts = (self.view.words.period(month, MONTH) for month in found)
        return [self._sentence("break", month=text) for text in texts]

    def _memberships(self) -> list[Markup]:
        """Say from which months on a group of partners has other members."""
        partner, months = self.view.keys.get("partner", ""), self._months()
        changes = membership_changes(partner) if partner in GROUPS else ()
        moved = [month for month in changes if months[0] < month <= months[-1]]
        named = self.view.words.months(moved)
        return [self._sentence("members", months=named)] if moved else []

    def _drawn(self, metric: str) -> bool:
        return any(len(self._known(flow, metric)) >= SOME for flow in _LINES)

    def _points(self, metric: str) -> list[Figure]:
        return [one for flow in _LINES for one in self._known(flow, metric)]

    def _picture(self, metric: str) -> Picture:
        view, words, points = self._month, self.view.words, self._points(metric)
        power = int(words.unit_words(points[0].unit).get("power", 0))
        rows = [
            (
                words.label(words.text(f"flows.{one.flow}")),
                one.flow,
                one.period,
                (one.value or 0) / 10**power,
            )
            for one in points
        ]
        marks = pd.DataFrame(rows, columns=["name", "flow", "period", "value"])
        limit = robust_limit(marks, covered=MOST) if metric == "growth" else None
        axis = words.unit(points[0].unit)
        months = over_time.months_between(self._months()[0], view.period)
        chart = self._lines(metric, marks, months, axis, limit)
        beyond = limit is not None and bool((marks["value"].abs() > limit).any())
        caption = self._text(f"pictures.{metric}") + (
            self._text("beyond", limit=f"{limit:g}") if beyond else ""
        )
        last = [one for flow in _LINES for one in self._known(flow, metric)[-1:]]
        named = view.joined(
            [
                self._sentence("item", flow=words.text(f"flows.{one.flow}"), figure=one)
                for one in last
            ],
            "clause",
        )
        alternative = self._sentence(f"alternatives.{metric}", items=named)
        cells = (view.cell(metric, period=one, flow=flow) for one in months for flow in _LINES)
        left_out = tuple(one for one in cells if one and one.is_extreme)
        facts = replace(self._facts(points), left_out=left_out)
        return view.picture(f"{self.KEY}-{metric}", chart, facts, caption, alternative)

    def _lines(
        self,
        metric: str,
        marks: pd.DataFrame,
        months: list[str],
        axis: str,
        limit: float | None,
    ) -> LayeredChart:
        """Draw a metric, one of ``DRAWN``."""
        gap = self.view.words.text("charts.no_data")
        written = self.view.words.month
        return month_lines(marks, months, axis, limit=limit, gap=gap, written=written)

    def _facts(self, points: Sequence[Figure]) -> Facts:
        words = self.view.words
        names = (self._text("columns.flow"), self._text("columns.name"))
        columns = tuple(words.text(f"metrics.{metric}.name") for metric in self.METRICS)
        rows = (
            Fact(
                (words.label(words.text(f"flows.{one.flow}")), one.period),
                tuple(
                    self._month.cell(metric, period=one.period, flow=one.flow)
                    for metric in self.METRICS
                ),
            )
            for one in points
        )
        return Facts(words, names, columns, tuple(rows))
