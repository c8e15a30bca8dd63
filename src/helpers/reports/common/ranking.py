"""The largest members of a dimension: partners of a province, partners or provinces of a product.

Prose names the first three; the table has the month and January to it side by side, groups first; the charts
rank the members, each with last year's mark.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from markupsafe import Markup

from helpers.indicators.figures import Figure
from helpers.presentation.charts.picture import Gallery, Picture
from helpers.presentation.prose import Prose, prose
from helpers.presentation.tables import NOTHING, Cell, Head, Row, Table
from helpers.reports.common.blocks import Block
from helpers.reports.common.view import View, bars_with_base

_LEADERS: Final = 3
_LARGEST: Final = 10


@dataclass(frozen=True)
class Ranking:
    """The largest members of one dimension of one subject.

    Attributes
    ----------
    view : View
        The figures of the subject.
    key : str
        Where its words stand in the report's, such as ``partners``; names its tables and charts.
    dimension : str
        The dimension it ranks.
    columns : tuple of str
        The metrics of each member, the level first.
    groups : tuple of str
        Groups of members that come before them, such as ``("ASEAN", "EU")``.
    concentrations : tuple of int
        The n for which prose says how much the n largest hold.
    """

    view: View
    key: str
    dimension: str
    columns: tuple[str, ...]
    groups: tuple[str, ...] = ()
    concentrations: tuple[int, ...] = ()

    def prose(self, flow: str) -> Prose:
        """Tell the groups and the three largest members, a paragraph a span."""
        views = self.view.spans(self.dimension, flow)
        if not views:
            return prose([self.view.at(flow=flow).sentence(f"{self.key}.absent")])
        return prose(*(self._sentences(view) for view in views))

    def table(self, flow: str) -> Table | Block:
        """Show the month's largest members and those of January to it side by side."""
        views = self.view.spans(self.dimension, flow)
        if not views:
            return Block()
        view = views[0]
        labels = [view.text(f"{self.key}.columns.{name}") for name in ("name", *self.columns)]
        heads = [
            Head(label, view.words.period(view.period, each.keys["span"]))
            for each in views
            for label in labels
        ]
        groups = [self._groups(each) for each in views]
        rows = self._side_by_side(views, [self._largest(each) for each in views])
        if any(groups):
            bands = (
                Row(view.words.text("ranking.groups")),
                Row(view.text(f"{self.key}.largest", count=_LARGEST)),
            )
            rows = [bands[0], *self._side_by_side(views, groups), bands[1], *rows]
        names = ("unit", "order", "groups") if any(groups) else ("unit", "order")
        notes = (view.text(f"{self.key}.notes.{name}") for name in names)
        return view.table(
            f"{flow}-{self.key}", view.text(f"{self.key}.caption"), heads, rows, notes
        )

    def charts(self, flow: str) -> Gallery | Block:
        """Draw the largest members as bars, each with last year's mark."""
        pictures = [self._picture(view) for view in self.view.spans(self.dimension, flow)]
        return Gallery(tuple(pictures)) if pictures else Block()

    def _sentences(self, view: View) -> list[Markup]:
        found = []
        if groups := [self._item(view, one) for one in self._groups(view)]:
            phrases = (view.sentence(f"{self.key}.group", **one) for one in groups)
            named = view.joined(phrases, "clause")
            found.append(view.sentence(f"{self.key}.groups", groups=named))
        found.append(view.sentence(f"{self.key}.leaders", leaders=self._leaders(view)))
        held = [
            {"count": view.words.numeral(count), "held": figure}
            for count in self.concentrations
            if (figure := view.find(f"{self.dimension}_cr{count}"))
        ]
        if held:
            named = view.listing(f"{self.key}.held", held)
            found.append(view.sentence(f"{self.key}.concentration", held=named))
        return found

    def _leaders(self, view: View) -> Markup:
        items = [self._item(view, one) for one in self._largest(view)[:_LEADERS]]
        return view.listing(f"{self.key}.leader", items)

    def _side_by_side(self, views: list[View], lists: list[list[Figure]]) -> list[Row]:
        rows = []
        for place in range(max(len(figures) for figures in lists)):
            cells: list[Cell] = []
            for view, figures in zip(views, lists, strict=True):
                if place >= len(figures):
                    cells += [Cell(NOTHING)] * (len(self.columns) + 1)
                    continue
                item = self._item(view, figures[place])
                row = view.row(item["name"], (item[metric] for metric in self.columns))
                cells += (Cell(row.name, tone="name"), *row.cells)
            rows.append(Row(cells[0].text, tuple(cells[1:])))
        return rows

    def _picture(self, view: View) -> Picture:
        members, words = self._largest(view), view.words
        texts = (
            words.fill(
                "ranking.label",
                level=words.number(level),
                growth=words.number(view.item(self.dimension, level, "growth")["growth"]),
            )
            for level in members
        )
        return view.picture(
            f"{view.keys['flow']}-{self.key}-{view.keys['span']}",
            bars_with_base(view, self.dimension, members, texts),
            view.facts(self.dimension, members, (*self.columns, "base")),
            view.text(f"{self.key}.picture"),
            view.sentence(f"{self.key}.alternative", leaders=self._leaders(view)),
        )

    def _item(self, view: View, level: Figure) -> dict[str, Any]:
        return view.item(self.dimension, level, *self.columns)

    def _largest(self, view: View) -> list[Figure]:
        return view.parts("level", self.dimension)[:_LARGEST]

    def _groups(self, view: View) -> list[Figure]:
        found = (view.find("level", **{self.dimension: group}) for group in self.groups)
        return [one for one in found if one is not None]
