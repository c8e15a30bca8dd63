"""The overview of a subject: total, export, import and balance, the month and January to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from markupsafe import Markup

from helpers.core.dimensions import BALANCE, EXPORT, IMPORT, TOTAL, VALUE
from helpers.core.periods import SPANS
from helpers.indicators.figures import Figure
from helpers.presentation.tables import Cell, Head, Row, Table, figure_cell, plain_growth
from helpers.reports.common.blocks import Headline, headline, table_notes
from helpers.reports.common.revised import growth_against_stored
from helpers.reports.common.view import View

NAMES: Final = {TOTAL: "total", EXPORT: "exports", IMPORT: "imports", BALANCE: "balance"}
KEY: Final = "overview"
"""The key of the table, and of the words."""


@dataclass(frozen=True)
class Overview:
    """The overview of one subject.

    Attributes
    ----------
    view : View
        The report's figures.
    subject : mapping
        What is fixed: ``{"region": "11"}``.
    measures : tuple of str
        ``value``, and ``quantity`` where the report has quantities.
    columns : tuple of str
        Metrics between the level and its movement, such as ``share``.
    """

    view: View
    subject: Mapping[str, str]
    measures: tuple[str, ...]
    columns: tuple[str, ...] = ()

    def spans(self) -> list[str]:
        """Return the spans the data has."""
        return [span for span in SPANS if self._flows(span, VALUE)]

    def cards(self) -> list[Headline]:
        """Return the headline numbers of the first span."""
        span = self.spans()[0]
        cards = []
        for flow in self._flows(span, VALUE):
            level, moved = self.figure("level", span, flow), self._moved(span, flow, VALUE)
            label = self.view.text(f"{KEY}.rows.value.{flow}")
            against = self.view.words.text(
                "against.change" if flow == BALANCE else "against.growth"
            )
            if level is not None and moved is not None:
                cards.append(headline(self.view.words, label, level, moved, against))
        return cards

    def sentences(self, span: str, measure: str = VALUE) -> list[Markup]:
        """Write total, export and import with their movement, and the balance of values.

        What the data lacks is said in one line: a direction, or the nation to take a share of.
        """
        flows = self._flows(span, measure)
        phrases = {flow: self._phrase(span, flow, measure) for flow in flows}
        parts = [phrases[flow] for flow in (EXPORT, IMPORT) if flow in phrases]
        joined = Markup(self.view.words.text("joining.semicolon")).join(parts)
        sentences = [self._closed(phrases[TOTAL])] if TOTAL in phrases else []
        key = "of_which" if TOTAL in phrases else "parts"
        if parts:
            sentences.append(self.view.sentence(f"{KEY}.{key}", span, parts=joined))
        if BALANCE in phrases:
            sentences.append(self._closed(phrases[BALANCE]))
        stored = {
            flow: self.figure("growth_stored", span, flow, measure)
            for flow in flows
            if flow != BALANCE
        }
        against_stored = growth_against_stored(self.view, stored)
        return [*sentences, *against_stored, *self._missing(span, flows, measure)]

    def _phrase(self, span: str, flow: str, measure: str) -> Markup:
        slots: dict[str, Any] = {"level": self.figure("level", span, flow, measure)}
        slots["moved"] = self._moved(span, flow, measure)
        columns = () if flow == BALANCE else self.columns
        slots.update({name: self.figure(name, span, flow, measure) for name in columns})
        bare = any(slots[name] is None for name in columns)
        key = f"{KEY}.{measure}.{flow}{'_bare' if bare else ''}"
        return self.view.sentence(key, span, flow, **slots)

    def _closed(self, phrase: Markup) -> Markup:
        return phrase + Markup.escape(self.view.words.text("joining.stop"))

    def _missing(self, span: str, flows: list[str], measure: str) -> list[Markup]:
        if measure != VALUE:
            return []
        missing = [flow for flow in (EXPORT, IMPORT) if flow not in flows and TOTAL not in flows]
        found = [self.view.sentence(f"{KEY}.missing", span, flow) for flow in missing]
        found += [
            self.view.sentence(f"{KEY}.no_{column}")
            for column in self.columns
            if not any(self.figure(column, span, flow) for flow in flows)
        ]
        return found

    def table(self) -> Table:
        """Show the month and January to it side by side."""
        spans, words = self.spans(), self.view.words
        columns = ("level", *self._present(spans), "moved")
        heads = [
            Head(self.view.text(f"{KEY}.columns.{column}"), words.period(self.view.period, span))
            for span in spans
            for column in columns
        ]
        rows: list[Row] = []
        for measure in self.measures:
            for flow in self._all_flows(measure):
                cells = [
                    self._cell(column, span, flow, measure) for span in spans for column in columns
                ]
                name = self.view.text(f"{KEY}.rows.{measure}.{flow}")
                rows.append(Row(name, tuple(cells)))
        shown = plain_growth(tuple(rows))
        names = ("unit", "balance", *self._present(spans))
        texts = (self.view.text(f"{KEY}.notes.{name}", spans[0]) for name in names)
        notes = (*texts, *table_notes(self.view, shown))
        caption = self.view.table_caption(KEY, self.view.text(f"{KEY}.caption", spans[0]))
        stub = Head(self.view.text(f"{KEY}.columns.name"))
        return Table(f"tab-{KEY}", caption, stub, tuple(heads), shown, notes)

    def figure(self, metric: str, span: str, flow: str, measure: str = VALUE) -> Figure | None:
        """Return the subject's figure, or None where the data has none."""
        return self.view.figures.find(
            metric, period=self.view.period, span=span, flow=flow, measure=measure, **self.subject
        )

    def _cell(self, column: str, span: str, flow: str, measure: str) -> Cell:
        if column == "moved":
            return figure_cell(self.view.words, self._moved(span, flow, measure))
        return figure_cell(self.view.words, self.figure(column, span, flow, measure))

    def _moved(self, span: str, flow: str, measure: str) -> Figure | None:
        return self.figure("change" if flow == BALANCE else "growth", span, flow, measure)

    def _flows(self, span: str, measure: str) -> list[str]:
        """Return the flows of a measure; a balance of quantities says nothing."""
        flows = [flow for flow in NAMES if measure == VALUE or flow != BALANCE]
        return [flow for flow in flows if self.figure("level", span, flow, measure) is not None]

    def _all_flows(self, measure: str) -> list[str]:
        """Return the flows of a measure in any span, in the order of the table."""
        known = {flow for span in self.spans() for flow in self._flows(span, measure)}
        return [flow for flow in NAMES if flow in known]

    def _present(self, spans: list[str]) -> list[str]:
        return [
            column
            for column in self.columns
            if any(self.figure(column, span, flow) for span in spans for flow in NAMES)
        ]
