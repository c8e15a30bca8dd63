"""Bases that were revised since they were released: growth against the stored ones.

Where the growth a source prints contradicts the stored base, every report shows the printed growth;
what the growth against the stored base would be stands in a sentence on the report's subject,
and in a table of all that is concerned.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from helpers.core.dimensions import EXPORT, IMPORT, TOTAL, WHOLE
from helpers.indicators.figures import Figure
from helpers.observations.schema import KEYS
from helpers.presentation.prose import sentence
from helpers.presentation.tables import (
    Head,
    Row,
    Table,
    figure_cell,
    growth_notes,
    plain_growth,
    sign_notes,
)
from helpers.reports.common.blocks import REVISED, Block, files_in, source_note
from helpers.reports.common.view import View

_FLOWS: Final = (TOTAL, EXPORT, IMPORT)
_METRICS: Final = ("growth", "growth_stored")
_DIMENSIONS: Final = ("region", "partner", "product", "enterprise")


def growth_against_stored(view: View, stored: Mapping[str, Figure | None]) -> list[Markup]:
    """Write the growth of a subject's flows against the base as first released, where there is any.

    Parameters
    ----------
    view : View
        The report's words.
    stored : mapping
        Figures ``growth_stored`` by flow; None for a flow that has none.
    """
    words = view.words
    parts = [
        sentence(words, f"{REVISED}.each", flow=words.text(f"flows.{flow}"), growth=figure)
        for flow, figure in stored.items()
        if figure is not None
    ]
    joined = Markup(words.text("joining.clause")).join(parts)
    return [sentence(words, f"{REVISED}.told", parts=joined)] if parts else []


@dataclass(frozen=True)
class Revised:
    """All growth rates of a report whose stored base is superseded.

    Attributes
    ----------
    view : View
        The report's figures.
    subject : mapping
        What the report holds fixed, such as ``{"region": "11"}``: it is not named again in each row.
    """

    view: View
    subject: Mapping[str, str]

    def table(self) -> Table | Block:
        """Show the growth that the report uses and that against the stored base."""
        found = self.view.figures.where(metric=_METRICS[1])
        if not found:
            return Block()
        words = self.view.words
        flows = [flow for flow in _FLOWS if any(one.flow == flow for one in found)]
        heads = tuple(
            Head(words.text(f"{REVISED}.columns.{metric}"), words.text(f"flows.{flow}"))
            for flow in flows
            for metric in _METRICS
        )
        rows = plain_growth(self._rows(found, flows))
        notes = (
            words.text(f"{REVISED}.note"),
            *growth_notes(words, rows),
            *sign_notes(words, rows),
            source_note(words, files_in(self.view, rows)),
        )
        caption = self.view.table_caption(REVISED, words.text(f"{REVISED}.caption"))
        stub = Head(words.text(f"{REVISED}.columns.name"))
        return Table(f"tab-{REVISED}", caption, stub, heads, rows, notes)

    def _rows(self, found: list[Figure], flows: list[str]) -> tuple[Row, ...]:
        """Make a row of all that differs in more than its flow, a band a measure and span."""
        bands: dict[str, dict[tuple[str, ...], Row]] = {}
        for one in found:
            codes = tuple(getattr(one, name) for name in _DIMENSIONS)
            rows = bands.setdefault(self._band(one), {})
            if codes not in rows:
                figures = [
                    self._related(one, metric, flow) for flow in flows for metric in _METRICS
                ]
                cells = tuple(figure_cell(self.view.words, figure) for figure in figures)
                rows[codes] = Row(self._name(one), cells)
        return tuple(row for band, rows in bands.items() for row in (Row(band), *rows.values()))

    def _band(self, figure: Figure) -> str:
        """Name a period with the unit of its values: a page may have two currencies."""
        level = self._related(figure, "level", figure.flow)
        words = self.view.words
        period = words.period(figure.period, figure.span)
        unit = words.unit(level.unit) if level else ""
        return words.fill(f"{REVISED}.band", period=period, unit=unit)

    def _related(self, figure: Figure, metric: str, flow: str) -> Figure | None:
        keys = {key: str(getattr(figure, key)) for key in KEYS[1:]}
        return self.view.figures.find(metric, **{**keys, "flow": flow})

    def _name(self, figure: Figure) -> str:
        """Name what a row is of, but for the report's subject, unless that is all it is of."""
        codes = {name: str(getattr(figure, name)) for name in _DIMENSIONS}
        members = {name: code for name, code in codes.items() if code != WHOLE}
        others = {name: code for name, code in members.items() if self.subject.get(name) != code}
        words = self.view.words
        named = [words.member(*one) for one in (others or members).items()]
        whole = self.view.slots.get("whole", words.region(WHOLE))
        return words.text("joining.comma").join(named) or whole
