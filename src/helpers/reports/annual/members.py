"""What the nation's trade is made of: partners, products, enterprises, groups of provinces."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Final

import pandas as pd
from markupsafe import Markup

from helpers.core.dimensions import EXPORT, IMPORT, TOTAL, is_part
from helpers.core.periods import YTD
from helpers.indicators.figures import Figure
from helpers.presentation.charts.bars import diverging_bars, waterfall
from helpers.presentation.charts.marks import ALL, Fact, Facts, marks_of, robust_limit
from helpers.presentation.charts.picture import Gallery, Picture
from helpers.presentation.prose import Prose, prose
from helpers.presentation.tables import Head, Row, Table, figure_cell, plain_growth
from helpers.reference.provinces import MACRO_REGIONS
from helpers.reports.annual.nation_figures import MEMBERS
from helpers.reports.annual.year_view import YearView
from helpers.reports.common.blocks import Block, table_notes

TABLE: Final = "members"
_COLUMNS: Final = ("level", "growth", "share", "share_change", "contribution")
_KNOWN: Final = ("contribution", "level", "growth", "share")
"""What is told of a member that is pointed at."""
_TOLD: Final = 6
_LARGEST: Final = 15
_PARTNERS, _PRODUCTS, _ENTERPRISES = "partners", "products", "enterprises"


@dataclass(frozen=True)
class Members:
    """The members of each dimension that the data tells apart for the nation."""

    year: YearView

    def prose(self) -> Prose:
        """Tell the largest of each dimension, and which moved the nation's growth most."""
        view = self.year.view
        lacking = [view.words.text(f"annual.members.of.{one}") for one in self._lacking()]
        paragraphs = [self._paragraph(one) for one in MEMBERS if one not in self._lacking()]
        if lacking:
            named = view.words.text("joining.comma").join(lacking)
            paragraphs.append([view.sentence("members.absent", dimensions=named)])
        return prose(*paragraphs)

    def table(self) -> Table | Block:
        """Show value, growth, share and contribution of all, one band a dimension."""
        view = self.year.view
        rows: list[Row] = []
        for dimension in MEMBERS:
            found = self._rows(dimension)
            if found:
                rows += [Row(view.text(f"members.bands.{dimension}"))]
                rows += [self._row(one, dimension) for one in found]
        if not rows:
            return Block()
        settled = plain_growth(tuple(rows))
        texts = (view.text(f"members.notes.{note}") for note in ("unit", "whole", "overlap"))
        notes = (*texts, *table_notes(view, settled))
        heads = tuple(Head(view.text(f"members.columns.{column}")) for column in _COLUMNS)
        caption = view.table_caption(TABLE, view.text("members.caption", YTD))
        stub = Head(view.text("members.columns.name"))
        return Table(f"tab-{TABLE}", caption, stub, heads, settled, notes)

    def charts(self) -> Gallery | Block:
        """Draw the contributions of partners, of products and of enterprises."""
        pictures = []
        if self.year.named("contribution", TOTAL, "partner"):
            pictures.append(self._bars(_PARTNERS, TOTAL, "partner"))
        if self.year.named("contribution", EXPORT, "product"):
            pictures.append(self._bars(_PRODUCTS, EXPORT, "product"))
        if self.year.named("contribution", TOTAL, "enterprise"):
            pictures.append(self._waterfall())
        return Gallery(tuple(pictures)) if pictures else Block()

    def _lacking(self) -> list[str]:
        return [dimension for dimension in MEMBERS if not self._rows(dimension)]

    def _rows(self, dimension: str) -> list[Figure]:
        """Return the levels told of a dimension: totals, and one direction where there is no total."""
        totals = self._named("level", TOTAL, dimension)
        known = {self.year.code(one, dimension) for one in totals}
        others = [
            one
            for flow in (EXPORT, IMPORT)
            for one in self._named("level", flow, dimension)
            if self.year.code(one, dimension) not in known
        ]
        found = [*totals, *others]
        return sorted(found, key=lambda one: -(one.value or 0))[:_LARGEST]

    def _named(self, metric: str, flow: str, dimension: str) -> list[Figure]:
        """Return a dimension's figures; of the regions only what sources state groups of."""
        found = self.year.named(metric, flow, dimension)
        if dimension != "region":
            return found
        return [
            one
            for one in found
            if not is_part("region", one.region) and one.region not in MACRO_REGIONS
        ]

    def _row(self, level: Figure, dimension: str) -> Row:
        words = self.year.view.words
        name = words.member(dimension, self.year.code(level, dimension))
        if level.flow != TOTAL:
            name = self.year.view.text("members.of_flow", flow=level.flow, name=name)
        keys = {dimension: self.year.code(level, dimension)}
        told = [self.year.cell(column, level.flow, **keys) for column in _COLUMNS]
        return Row(name, tuple(figure_cell(words, one) for one in told))

    def _paragraph(self, dimension: str) -> list[Markup]:
        view = self.year.view
        items = [self._item(one, dimension) for one in self._rows(dimension)[:_TOLD]]
        semicolon = Markup(view.words.text("joining.semicolon"))
        named = semicolon.join(
            view.listing(f"members.item.{_known(item)}", [item]) for item in items
        )
        told = [view.sentence(f"members.told.{dimension}", YTD, members=named)]
        pulls = self._named("contribution", TOTAL, dimension)
        if len(pulls) > 1:
            most = max(pulls, key=lambda one: abs(one.value or 0))
            name = view.words.member(dimension, self.year.code(most, dimension))
            told.append(view.sentence("members.most", name=name, contribution=most))
        return told

    def _item(self, level: Figure, dimension: str) -> dict[str, Any]:
        keys = {dimension: self.year.code(level, dimension)}
        words = self.year.view.words
        name = words.member(dimension, self.year.code(level, dimension))
        flow = "" if level.flow == TOTAL else words.text(f"flows.{level.flow}")
        return {
            "name": name,
            "of": flow,
            "whole_flow": words.text(f"flows.{level.flow}"),
            "level": level,
            "growth": self.year.find("growth", level.flow, **keys),
            "share": self.year.find("share", level.flow, **keys),
        }

    def _bars(self, key: str, flow: str, dimension: str) -> Picture:
        found = self._named("contribution", flow, dimension)[:_LARGEST]
        marks = marks_of(self.year.view.words, found, dimension)
        axis = self.year.view.text("axes.contribution")
        chart = diverging_bars(marks, robust_limit(marks, ALL), axis)
        facts = self.year.facts(dimension, flow, _KNOWN, found)
        slots = {"name": str(marks["name"].iloc[0]), "figure": found[0]}
        return self._picture(key, chart, facts, flow, **slots)

    def _waterfall(self) -> Picture:
        pulls = self._named("contribution", TOTAL, "enterprise")
        rest, whole = (
            self.year.figure(metric, TOTAL) for metric in ("enterprise_contribution_rest", "growth")
        )
        marks = waterfall_marks(self.year, pulls, rest, whole, "enterprise")
        name = str(marks["name"].iloc[0])
        chart = waterfall(marks, self.year.view.text("axes.contribution"))
        facts = waterfall_facts(self.year, pulls, rest, whole, "enterprise")
        return self._picture(_ENTERPRISES, chart, facts, TOTAL, name=name, figure=pulls[0])

    def _picture(self, key: str, chart: Any, facts: Facts, flow: str, **slots: Any) -> Picture:
        view = self.year.view
        caption = view.picture_caption(key, view.text(f"members.pictures.{key}", YTD, flow))
        told = view.sentence(f"members.alternatives.{key}", YTD, flow, **slots)
        return Picture.draw(chart, f"fig-{key}", caption, told.striptags(), facts)


def _known(item: dict[str, Any]) -> str:
    """Name which of growth and share an item has: the key of its words."""
    there = [name for name in ("growth", "share") if item[name] is not None]
    return "_and_".join(there) or "neither"


def waterfall_marks(
    year: YearView, pulls: list[Figure], rest: Figure, whole: Figure, dimension: str
) -> pd.DataFrame:
    """Make the marks of a waterfall: the parts, what they leave, and the whole's growth."""
    words = year.view.words
    rows = [
        (words.member(dimension, year.code(one, dimension)), one.value, words.number(one), "part")
        for one in pulls
    ]
    if words.number(rest) not in ("0.0", "-"):
        rows.append((year.view.text(f"rest.{dimension}"), rest.value, words.number(rest), "rest"))
    rows.append((year.view.text("rest.whole"), whole.value, words.number(whole), "whole"))
    return pd.DataFrame(rows, columns=["name", "points", "label", "kind"])


def waterfall_facts(
    year: YearView, pulls: list[Figure], rest: Figure, whole: Figure, dimension: str
) -> Facts:
    """Tell what is known of the parts of a waterfall, of what they leave, and of the whole."""
    parts = year.facts(dimension, TOTAL, _KNOWN, pulls)
    level = year.cell("level", TOTAL)
    others = (
        Fact((year.view.text(f"rest.{dimension}"),), (rest, None, None, None)),
        Fact((year.view.text("rest.whole"),), (None, level, whole, None)),
    )
    return replace(parts, rows=(*parts.rows, *others))
