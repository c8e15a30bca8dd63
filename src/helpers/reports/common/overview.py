"""The overview of a subject: total, export, import and balance, the month and January to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from markupsafe import Markup

from helpers.core.dimensions import BALANCE, EXPORT, IMPORT, QUANTITY_2, TOTAL, VALUE
from helpers.indicators.figures import Figure
from helpers.presentation.prose import whole
from helpers.presentation.tables import Head, Row, Table
from helpers.reports.common.balance import balance_card, balance_told
from helpers.reports.common.blocks import Headline, cards_of
from helpers.reports.common.limits import covered_note, covered_of, derived_span, lacking_months
from helpers.reports.common.revised import growth_against_stored
from helpers.reports.common.view import View

_FLOWS: Final = (TOTAL, EXPORT, IMPORT, BALANCE)
_KEY: Final = "overview"
"""The key of the table, and of the words."""
_ALONE: Final = {QUANTITY_2: "parts_2"}
"""The keys of sentences on exports and imports without a total."""


@dataclass(frozen=True)
class Overview:
    """The overview of one subject.

    Attributes
    ----------
    view : View
        The figures of the subject.
    measures : tuple of str
        ``value``, and ``quantity`` where the report has quantities.
    columns : tuple of str
        Metrics between the level and its movement, such as ``share``.
    missing : mapping
        The months that January to the month lacks: see ``ReportData.missing_months``.
    """

    view: View
    measures: tuple[str, ...]
    columns: tuple[str, ...] = ()
    missing: Mapping[tuple[str, tuple[str, ...]], Sequence[str]] = field(default_factory=dict)

    def spans(self) -> list[str]:
        """Return the spans the data has."""
        return [span for span in self.view.told_spans if self._flows(self._at(span))]

    def cards(self) -> list[Headline]:
        """Return the headline numbers of the first span."""
        view = self._at(self.spans()[0])
        return [*cards_of(view, f"{_KEY}.rows.value.{{flow}}"), *balance_card(view)]

    def sentences(self, span: str, measure: str = VALUE) -> list[Markup]:
        """Write total, export and import with their movement, and the balance of values.

        What the data lacks is said in one line: a direction, or the nation to take a share of.
        """
        view = self._at(span, measure)
        flows = self._flows(view)
        phrases = {flow: phrase for flow in flows if (phrase := self._phrase(view, flow))}
        sentences = [whole(view.words, phrases[TOTAL])] if TOTAL in phrases else []
        key = "of_which" if TOTAL in phrases else _ALONE.get(measure, "parts")
        parts = [phrases[flow] for flow in (EXPORT, IMPORT) if flow in phrases]
        if parts:
            joined = view.joined(parts, "semicolon")
            sentences.append(view.sentence(f"{_KEY}.{key}", parts=joined))
        if BALANCE in phrases:
            sentences.append(whole(view.words, phrases[BALANCE]))
        if measure != VALUE:
            return [*sentences, *self._before(view)]
        return [
            *sentences,
            *growth_against_stored(view),
            *derived_span(view),
            *self._missing(view, flows),
        ]

    def lacking_months(self) -> list[Markup]:
        """Say which months are missing for January to the month, or for that of the year before."""
        return lacking_months(self.view, self.missing)

    def table(self) -> Table:
        """Show the month and January to it side by side."""
        spans, view = self.spans(), self._at(self.spans()[0])
        present = [
            name
            for name in self.columns
            if any(self._at(span).cell(name, flow=flow) for span in spans for flow in _FLOWS)
        ]
        columns = ("level", *present, "moved")
        heads = [Head(view.text(f"{_KEY}.columns.name"))] + [
            Head(view.text(f"{_KEY}.columns.{column}"), view.words.period(view.period, span))
            for span in spans
            for column in columns
        ]
        unit = "unit" if len(present) == len(self.columns) else "unit_bare"
        balance = (
            ["balance"] if any(BALANCE in self._flows(self._at(each)) for each in spans) else []
        )
        notes = [view.text(f"{_KEY}.notes.{name}") for name in (unit, *balance, *present)]
        caption = view.text(f"{_KEY}.caption")
        rows = self._rows(spans, columns)
        return view.table(_KEY, caption, heads, rows, [*notes, *covered_note(view)])

    def _rows(self, spans: list[str], columns: Iterable[str]) -> list[Row]:
        rows = []
        for measure in self.measures:
            views = [self._at(span, measure) for span in spans]
            present = {flow for view in views for flow in self._flows(view)}
            for flow in (flow for flow in _FLOWS if flow in present):
                figures = [self._cell(view, flow, column) for view in views for column in columns]
                name = self.view.text(f"{_KEY}.rows.{measure}.{flow}")
                rows.append(self.view.row(name, figures))
        return rows

    def _cell(self, view: View, flow: str, column: str) -> Figure | None:
        view = view.at(flow=flow)
        # A balance moves by an amount.
        moved = "change" if flow == BALANCE else "growth"
        return view.cell(moved if column == "moved" else column)

    def _phrase(self, view: View, flow: str) -> Markup | None:
        columns = () if flow == BALANCE else self.columns
        slots = {name: self._cell(view, flow, name) for name in ("level", "moved", *columns)}
        level = slots["level"]
        if level is not None and level.value is None:
            return self._unknown(view.at(flow=flow), level) if flow != TOTAL else None
        if flow == BALANCE:
            return balance_told(view)
        bare = any(slots[name] is None for name in columns)
        key = f"{_KEY}.{view.keys['measure']}.{flow}{'_bare' if bare else ''}"
        return view.at(flow=flow).sentence(key, **slots)

    def _unknown(self, view: View, level: Figure) -> Markup:
        """Say why the quantity of a flow is not known, or of how much of its value it is."""
        slots = {"quantity": view.text(f"{_KEY}.measures.{level.measure}")}
        if covered := covered_of(view):
            return view.sentence(f"{_KEY}.partly", **slots, covered=covered)
        reason = view.words.text(f"reasons.{level.reason}")
        return view.sentence(f"{_KEY}.unknown", **slots, reason=reason)

    def _before(self, view: View) -> list[Markup]:
        """Tell last year's quantities that are in another unit."""
        views = [view.at(flow=flow) for flow in (EXPORT, IMPORT)]
        return [
            each.sentence(f"{_KEY}.before", before=before)
            for each in views
            if (before := each.find("quantity_before"))
        ]

    def _missing(self, view: View, flows: list[str]) -> list[Markup]:
        missing = [flow for flow in (EXPORT, IMPORT) if flow not in flows and TOTAL not in flows]
        return [view.at(flow=flow).sentence(f"{_KEY}.missing") for flow in missing] + [
            view.sentence(f"{_KEY}.no_{column}")
            for column in self.columns
            if not any(view.cell(column, flow=flow) for flow in flows)
        ]

    def _at(self, span: str, measure: str = VALUE) -> View:
        return self.view.at(span=span, measure=measure)

    def _flows(self, view: View) -> list[str]:
        """Return the flows of a view's measure; a balance of quantities says nothing."""
        balanced = view.keys["measure"] == VALUE
        flows = [flow for flow in _FLOWS if balanced or flow != BALANCE]
        return [flow for flow in flows if view.cell("level", flow=flow) is not None]
