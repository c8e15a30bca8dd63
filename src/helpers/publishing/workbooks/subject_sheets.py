"""A sheet of a workbook: all series of a subject in a currency, months down and measures across."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from helpers.core.dimensions import BALANCE, EXPORT, IMPORT, MEASURES, TOTAL, VALUE
from helpers.core.periods import MONTH, SPANS
from helpers.indicators.figures import PERCENT, PLACES, POINTS
from helpers.indicators.over_time import months_between
from helpers.observations.schema import NO_DATA
from helpers.presentation.locale.words import Words
from helpers.reports.timelines.time_series import NOTHING, SubjectSeries, TimeSeries

_NUMBERS: Final = {PERCENT: "0.0", POINTS: "0.0", PLACES: "0"}
"""How numbers of a unit are shown; what is in the cell is unrounded. All others in full, with thousands."""
_IN_FULL: Final = "#,##0"
_OF_UNITS: Final = "#,##0.00"
_MONTH_WIDTH, _WIDTH = 10, 18
_LEVEL: Final = "level"
_METRICS: Final = (_LEVEL, "growth", "change", "share", "weight", "rank", "contribution")
_FLOWS: Final = (EXPORT, IMPORT, TOTAL, BALANCE)
_CHARTED: Final = (_LEVEL, "growth")
_CHART: Final = {"width": 720, "height": 300}
_CHART_ROWS: Final = 16
_LEAST: Final = 2
"""Fewer months make no line."""


@dataclass(frozen=True)
class SubjectSheet:
    """A sheet.

    Attributes
    ----------
    name, title : str
        Of the sheet, and of the subject in its currency.
    spans : sequence of SubjectSeries
        Its series, of one or both spans.
    words : Words
        The language.
    """

    name: str
    title: str
    spans: Sequence[SubjectSeries]
    words: Words

    @cached_property
    def months(self) -> list[str]:
        """Return the months from the first to the last, none left out."""
        known = {month for one in self.spans for month in one.months}
        return months_between(min(known), max(known))

    @cached_property
    def columns(self) -> list[tuple[str, TimeSeries]]:
        """Return the series with a value in some month, each with its span."""
        return [(span, one) for span, one in self._ordered if _has_values(one)]

    @property
    def _ordered(self) -> list[tuple[str, TimeSeries]]:
        by_span = {one.span: sorted(one.series, key=_place) for one in self.spans}
        return [(span, one) for span in SPANS for one in by_span.get(span, ())]

    def head(self, span: str, one: TimeSeries) -> str:
        """Return what a column is called: span, flow, measure, metric and unit."""
        words = self.words
        flow, of_span = words.text(f"flows.{one.flow}"), words.text(f"spans.{span}")
        measure = "" if one.measure == VALUE else words.text(f"workbook.{one.measure}")
        name = words.text(f"metrics.{one.metric}.name")
        if measure and one.metric == _LEVEL:
            # What is printed of it is the quantity itself, no value of trade.
            name, measure = words.text(f"workbook.levels.{one.measure}"), ""
        return words.fill(
            "workbook.head",
            span=of_span,
            flow=flow,
            measure=measure,
            name=name,
            unit=self._unit(one.unit),
        )

    def _unit(self, unit: str) -> str:
        """Name the single unit that the cells are in."""
        path = f"workbook.units.{unit}"
        found = (
            self.words.text(path) if self.words.has(path) else self.words.unit_words(unit)["name"]
        )
        return str(found)

    def write(self, book: Any) -> None:
        """Write it into a workbook of xlsxwriter."""
        page = book.add_worksheet(self.name)
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        page.write_string(0, 0, self.words.text("workbook.month"), bold)
        for line, month in enumerate(self.months, start=1):
            page.write_string(line, 0, month)
        for column, (span, one) in enumerate(self.columns, start=1):
            page.write_string(0, column, self.head(span, one), bold)
            number = book.add_format({"num_format": _number_format(one)})
            self._fill(page, column, one, number)
        page.set_column(0, 0, _MONTH_WIDTH)
        page.set_column(1, max(len(self.columns), 1), _WIDTH)
        page.freeze_panes(1, 1)
        line = len(self.months) + 2
        for text in (self.title, *self._absent()):
            page.write_string(line, 0, text)
            line += 1
        for metric in _CHARTED:
            line += self._chart(book, page, metric, line + 1)

    def _fill(self, page: Any, column: int, one: TimeSeries, number: Any) -> None:
        """Write a column: numbers, and notes that say why one is absent."""
        for line, month in enumerate(self.months, start=1):
            point = one.points.get(month, NOTHING)
            if point.value is not None:
                page.write_number(line, column, point.value, number)
            elif point.reason != NO_DATA:
                page.write_blank(line, column, None)
                page.write_comment(line, column, self.words.text(f"reasons.{point.reason}"))

    def _absent(self) -> list[str]:
        """Say of the series without a value, and of months without data, why there is none."""
        found = []
        for span, one in self._ordered:
            if not _has_values(one):
                reasons = {point.reason: None for point in one.points.values()}
                why = self.words.text("joining.comma").join(
                    self.words.text(f"reasons.{reason}") for reason in reasons
                )
                found.append(self.words.fill("workbook.absent", head=self.head(span, one), why=why))
        known = {month for _, one in self._ordered for month in one.points}
        if gaps := [month for month in self.months if month not in known]:
            months = self.words.months(gaps)
            found.append(self.words.fill("workbook.gaps", months=months))
        return found

    def _chart(self, book: Any, page: Any, metric: str, line: int) -> int:
        """Draw exports and imports month by month; return how many lines that takes."""
        shown = [
            (column, one)
            for column, (span, one) in enumerate(self.columns, start=1)
            if (span, one.metric, one.measure) == (MONTH, metric, VALUE)
            and one.flow in (EXPORT, IMPORT)
        ]
        if not shown or len(self.months) < _LEAST:
            return 0
        chart, last = book.add_chart({"type": "line"}), len(self.months)
        for column, one in shown:
            chart.add_series(
                {
                    "name": self.words.text(f"flows.{one.flow}"),
                    "categories": [self.name, 1, 0, last, 0],
                    "values": [self.name, 1, column, last, column],
                    "marker": {"type": "circle", "size": 4},
                }
            )
        name = self.words.text(f"metrics.{metric}.name")
        chart.set_title({"name": self.words.fill("workbook.chart", title=self.title, name=name)})
        chart.set_legend({"position": "bottom"})
        chart.set_size(_CHART)
        page.insert_chart(line, 0, chart)
        return _CHART_ROWS


def _place(one: TimeSeries) -> tuple[int, int, str, int]:
    """Return where a series stands among others: values before quantities, levels before what is made of them."""
    metric = _METRICS.index(one.metric) if one.metric in _METRICS else len(_METRICS)
    measure = MEASURES.index(one.measure) if one.measure in MEASURES else len(MEASURES)
    return measure, metric, one.metric, _FLOWS.index(one.flow)


def _has_values(one: TimeSeries) -> bool:
    return any(point.value is not None for point in one.points.values())


def _number_format(one: TimeSeries) -> str:
    return _OF_UNITS if "/" in one.unit else _NUMBERS.get(one.unit, _IN_FULL)
