"""What a province trades: the nine groups of products."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import pandas as pd
from markupsafe import Markup

from helpers.core.periods import SPANS
from helpers.indicators.figures import Figure
from helpers.presentation.charts.bars import growth_dots, ranked_bars
from helpers.presentation.charts.marks import MANY, Fact, Facts, robust_limit
from helpers.presentation.charts.picture import Gallery, Picture
from helpers.presentation.tables import Head, Row, Table, figure_cell, plain_growth
from helpers.reference.products import product_groups
from helpers.reports.common.blocks import Block, table_notes
from helpers.reports.common.view import View

_LEADERS: Final = 3
_COLUMNS: Final = ("level", "share", "growth")
_KNOWN: Final = ("level", "growth", "weight", "share", "base")
"""What is told of a group that is pointed at, where the data has it."""


@dataclass(frozen=True)
class Structure:
    """The product structure of one province's exports and imports."""

    view: View
    region: str

    def spans(self, flow: str) -> list[str]:
        """Return the spans for which the data tells products apart."""
        return [span for span in SPANS if self._members(span, flow)]

    def sentences(self, span: str, flow: str) -> list[Markup]:
        """Tell the three largest groups, what moved the whole most, and what to bear in mind."""
        members = self._members(span, flow)
        items = [self._item(one, span, flow) for one in members[:_LEADERS]]
        shares = all(item["share"] is not None for item in items)
        phrase = self.view.listing("products.leader" if shares else "products.leader_bare", items)
        told = [self.view.sentence("products.leaders", span, flow, leaders=phrase)]
        pulls = self.view.ranked("contribution", span, flow, "product", region=self.region)
        if pulls:
            most = max(pulls, key=lambda one: abs(one.value or 0))
            name = self.view.words.product(most.product)
            told.append(
                self.view.sentence("products.most", span, flow, name=name, contribution=most)
            )
        first = span == self.spans(flow)[0]
        return told + (self._remarks(members[:_LEADERS], flow) if first else [])

    def table(self, flow: str) -> Table | Block:
        """Show value, share and growth of the nine groups, the month beside January to it."""
        spans = self.spans(flow)
        if not spans:
            return Block()
        words = self.view.words
        columns = [
            column for column in _COLUMNS if any(self._has(column, span, flow) for span in spans)
        ]
        heads = tuple(
            Head(
                self.view.text(f"products.columns.{column}", flow=flow),
                words.period(self.view.period, span),
            )
            for span in spans
            for column in columns
        )
        rows = plain_growth(
            tuple(
                Row(
                    words.product(group),
                    tuple(
                        figure_cell(words, self._find(column, span, flow, group))
                        for span in spans
                        for column in columns
                    ),
                )
                for group in product_groups().index
            )
        )
        names = ["unit", "order", "inference", *(["share"] if "share" in columns else [])]
        texts = (self.view.text(f"products.notes.{name}", spans[0], flow) for name in names)
        notes = (*texts, *table_notes(self.view, rows))
        key = f"{flow}-products"
        caption = self.view.table_caption(key, self.view.text("products.caption", spans[0], flow))
        stub = Head(self.view.text("products.columns.name"))
        return Table(f"tab-{key}", caption, stub, heads, rows, notes)

    def charts(self, flow: str) -> Gallery | Block:
        """Draw the structure with last year's marks, and growth of both spans."""
        spans = self.spans(flow)
        if not spans:
            return Block()
        pictures = [self._structure(spans[0], flow)]
        if self._has_growth(flow):
            pictures.append(self._growth(spans, flow))
        return Gallery(tuple(pictures))

    def _structure(self, span: str, flow: str) -> Picture:
        members = self._members(span, flow)
        rows = [
            {
                "name": self.view.words.product(level.product),
                "value": level.value,
                "base": self._value("base", span, flow, level.product),
                "text": self._label(level, span, flow),
            }
            for level in members
        ]
        marks = pd.DataFrame(rows).astype({"value": "float64", "base": "float64"})
        items = [self._item(one, span, flow) for one in members[:_LEADERS]]
        leaders = self.view.listing("products.leader_bare", items)
        known = tuple(name for name in _KNOWN if self._has(name, span, flow))
        facts = (
            Fact((name,), tuple(self._find(one, span, flow, level.product) for one in known))
            for name, level in zip(marks["name"], members, strict=True)
        )
        told = Facts.of_members(self.view.words, "product", flow, known, facts)
        return self._picture("structure", ranked_bars(marks), told, span, flow, leaders=leaders)

    def _growth(self, spans: list[str], flow: str) -> Picture:
        facts = [
            Fact(
                (self.view.words.product(group), self.view.words.period(self.view.period, span)),
                (growth, self._find("level", span, flow, group)),
            )
            for group in (one.product for one in self._members(spans[0], flow))
            for span in spans
            if (growth := self.view.find("growth", span, flow, **self._keys(group)))
        ]
        rows = [(*fact.names, fact.figures[0].value) for fact in facts if fact.figures[0]]
        marks = pd.DataFrame(rows, columns=["name", "series", "value"])
        axis = self.view.text("products.axis")
        limit = robust_limit(marks, MANY)
        cut = bool((marks["value"].abs() > limit).any())
        note = self.view.text("products.beyond", limit=f"{limit:g}") if cut else ""
        chart = growth_dots(marks, limit, axis)
        span = next(span for span in spans if self._has("growth", span, flow))
        growths = self.view.ranked("growth", span, flow, "product", region=self.region)
        slots = {
            f"{name}{suffix}": told
            for name, one in (("top", growths[0]), ("bottom", growths[-1]))
            for suffix, told in (("", self.view.words.product(one.product)), ("_figure", one))
        }
        known = Facts.of_members(self.view.words, "product", flow, ("growth", "level"), facts)
        return self._picture("growth", chart, known, span, flow, note=note, **slots)

    def _picture(
        self,
        kind: str,
        chart: Any,
        facts: Facts,
        span: str,
        flow: str,
        *,
        note: str = "",
        **slots: Any,
    ) -> Picture:
        key = f"{flow}-products-{kind}"
        title = self.view.text(f"products.pictures.{kind}", span, flow) + note
        told = self.view.sentence(f"products.alternatives.{kind}", span, flow, **slots)
        caption = self.view.picture_caption(key, title)
        return Picture.draw(chart, f"fig-{key}", caption, told.striptags(), facts)

    def _has_growth(self, flow: str) -> bool:
        return any(self._has("growth", span, flow) for span in self.spans(flow))

    def _label(self, level: Figure, span: str, flow: str) -> str:
        weight = self._find("weight", span, flow, level.product)
        words = self.view.words
        number = words.number(level)
        if weight is None:
            return number
        return self.view.text("products.label", level=number, weight=words.number(weight))

    def _remarks(self, leaders: list[Figure], flow: str) -> list[Markup]:
        """Return the remarks on a province's leading groups, where there is one to make."""
        remarks = self.view.words.tree("city.remarks").get(self.region, {}).get(flow, {})
        return [Markup.escape(remarks[one.product]) for one in leaders if one.product in remarks]

    def _item(self, level: Figure, span: str, flow: str) -> dict[str, Any]:
        group = level.product
        return {
            "name": self.view.words.product(group),
            "level": level,
            "share": self._find("share", span, flow, group),
            "growth": self._find("growth", span, flow, group),
        }

    def _members(self, span: str, flow: str) -> list[Figure]:
        return self.view.ranked("level", span, flow, "product", region=self.region)

    def _has(self, column: str, span: str, flow: str) -> bool:
        return bool(self.view.ranked(column, span, flow, "product", region=self.region))

    def _value(self, metric: str, span: str, flow: str, group: str) -> float | None:
        found = self._find(metric, span, flow, group)
        return None if found is None else found.value

    def _find(self, metric: str, span: str, flow: str, group: str) -> Figure | None:
        return self.view.figures.find(
            metric, period=self.view.period, span=span, flow=flow, **self._keys(group)
        )

    def _keys(self, group: str) -> dict[str, str]:
        return {"region": self.region, "product": group}
