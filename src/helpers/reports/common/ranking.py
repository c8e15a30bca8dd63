"""The largest members of a dimension: partners of a province, partners or provinces of a product.

Prose names the first three; the table has the month and January to it side by side, groups first; the charts
rank the members, each with last year's mark.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd
from markupsafe import Markup

from helpers.core.periods import SPANS
from helpers.indicators.figures import Figure
from helpers.presentation.charts.bars import ranked_bars
from helpers.presentation.charts.marks import Fact, Facts
from helpers.presentation.charts.picture import Gallery, Picture
from helpers.presentation.tables import NOTHING, Cell, Head, Row, Table, figure_cell, plain_growth
from helpers.reports.common.blocks import Block, table_notes
from helpers.reports.common.view import View

_LEADERS: Final = 3
_LARGEST: Final = 10


@dataclass(frozen=True)
class Ranking:
    """The largest members of one dimension of one subject.

    Attributes
    ----------
    view : View
        The report's figures.
    key : str
        Where its words stand in the report's, such as ``partners``; names its tables and charts.
    dimension : str
        The dimension it ranks.
    subject : mapping
        What is fixed: ``{"region": "11"}``.
    columns : tuple of str
        The metrics of each member, the level first.
    groups : tuple of str
        Groups of members that come before them, such as ``("ASEAN", "EU")``.
    """

    view: View
    key: str
    dimension: str
    subject: Mapping[str, str]
    columns: tuple[str, ...]
    groups: tuple[str, ...] = ()

    def spans(self, flow: str) -> list[str]:
        """Return the spans for which the data has members."""
        return [span for span in SPANS if self._members(span, flow)]

    def sentences(self, span: str, flow: str) -> list[Markup]:
        """Write of the groups, then of the three largest members."""
        members = [self._item(one, span, flow) for one in self._members(span, flow)[:_LEADERS]]
        if not members:
            return []
        found = []
        groups = [self._item(one, span, flow) for one in self._groups(span, flow)]
        if groups:
            phrases = [self.view.listing(f"{self.key}.group", [one], span, flow) for one in groups]
            named = Markup(self.view.words.text("joining.clause")).join(phrases)
            found.append(self.view.sentence(f"{self.key}.groups", span, flow, groups=named))
        phrase = self.view.listing(f"{self.key}.leader", members)
        found.append(self.view.sentence(f"{self.key}.leaders", span, flow, leaders=phrase))
        return found

    def table(self, flow: str) -> Table | Block:
        """Show the month's largest members and those of January to it side by side."""
        spans = self.spans(flow)
        if not spans:
            return Block()
        words, text = self.view.words, self.view.text
        heads = [
            Head(label, words.period(self.view.period, span))
            for span in spans
            for label in (text(f"{self.key}.columns.name", flow=flow), *self._labels(flow))
        ]
        rows = plain_growth(tuple(self._rows(spans, flow)))
        key = f"{flow}-{self.key}"
        caption = self.view.table_caption(key, text(f"{self.key}.caption", spans[0], flow))
        texts = (text(f"{self.key}.notes.{note}", spans[0], flow) for note in self._notes(flow))
        notes = (*texts, *table_notes(self.view, rows))
        return Table(f"tab-{key}", caption, heads[0], tuple(heads[1:]), rows, notes)

    def charts(self, flow: str) -> Gallery | Block:
        """Draw the largest members as bars, each with last year's mark."""
        pictures = [self._picture(span, flow) for span in self.spans(flow)]
        return Gallery(tuple(pictures)) if pictures else Block()

    def _notes(self, flow: str) -> tuple[str, ...]:
        grouped = any(self._groups(span, flow) for span in self.spans(flow))
        return ("unit", "order", "groups") if grouped else ("unit", "order")

    def _rows(self, spans: list[str], flow: str) -> list[Row]:
        groups = {span: self._groups(span, flow) for span in spans}
        members = {span: self._members(span, flow)[:_LARGEST] for span in spans}
        rows = []
        if self.groups and any(groups.values()):
            rows.append(Row(self.view.words.text("ranking.groups")))
            rows += self._side_by_side(groups, flow)
            rows.append(Row(self.view.text(f"{self.key}.largest", flow=flow, count=_LARGEST)))
        return rows + self._side_by_side(members, flow)

    def _side_by_side(self, lists: Mapping[str, list[Figure]], flow: str) -> list[Row]:
        rows = []
        for place in range(max(len(figures) for figures in lists.values())):
            cells: list[Cell] = []
            for span, figures in lists.items():
                level = figures[place] if place < len(figures) else None
                cells += self._cells(level, span, flow)
            rows.append(Row(cells[0].text, tuple(cells[1:])))
        return rows

    def _cells(self, level: Figure | None, span: str, flow: str) -> list[Cell]:
        if level is None:
            return [Cell(NOTHING)] * (len(self.columns) + 1)
        words = self.view.words
        cells = [
            figure_cell(words, self._figure(metric, level, span, flow)) for metric in self.columns
        ]
        return [Cell(words.member(self.dimension, self._code(level)), tone="name"), *cells]

    def _labels(self, flow: str) -> list[str]:
        return [
            self.view.text(f"{self.key}.columns.{metric}", flow=flow) for metric in self.columns
        ]

    def _picture(self, span: str, flow: str) -> Picture:
        members = self._members(span, flow)[:_LARGEST]
        words = self.view.words
        rows = [
            {
                "name": words.member(self.dimension, self._code(level)),
                "value": level.value,
                "base": self._figure("base", level, span, flow).value,
                "text": words.fill(
                    "ranking.label",
                    level=words.number(level),
                    growth=words.number(self._figure("growth", level, span, flow)),
                ),
            }
            for level in members
        ]
        marks = pd.DataFrame(rows).astype({"value": "float64", "base": "float64"})
        key = f"{flow}-{self.key}-{span}"
        caption = self.view.picture_caption(key, self.view.text(f"{self.key}.picture", span, flow))
        leaders = self.view.listing(
            f"{self.key}.leader",
            [self._item(one, span, flow) for one in members[:_LEADERS]],
        )
        alternative = self.view.sentence(f"{self.key}.alternative", span, flow, leaders=leaders)
        metrics = tuple(dict.fromkeys((*self.columns, "base")))
        facts = (
            Fact((name,), tuple(self._figure(metric, level, span, flow) for metric in metrics))
            for name, level in zip(marks["name"], members, strict=True)
        )
        known = Facts.of_members(words, self.dimension, flow, metrics, facts)
        return Picture.draw(
            ranked_bars(marks), f"fig-{key}", caption, alternative.striptags(), known
        )

    def _item(self, level: Figure, span: str, flow: str) -> dict[str, Any]:
        item: dict[str, Any] = {
            metric: self._figure(metric, level, span, flow) for metric in self.columns
        }
        return {"name": self.view.words.member(self.dimension, self._code(level)), **item}

    def _members(self, span: str, flow: str) -> list[Figure]:
        return self.view.ranked("level", span, flow, self.dimension, **self._keys())

    def _groups(self, span: str, flow: str) -> list[Figure]:
        found = [
            self.view.find("level", span, flow, **{**self.subject, self.dimension: group})
            for group in self.groups
        ]
        return [one for one in found if one is not None]

    def _figure(self, metric: str, level: Figure, span: str, flow: str) -> Figure:
        keys = {**self.subject, self.dimension: self._code(level)}
        return self.view.figure(metric, span, flow, **keys)

    def _keys(self) -> dict[str, str]:
        return {"measure": "value", **self.subject}

    def _code(self, level: Figure) -> str:
        return str(getattr(level, self.dimension))
