"""The largest members of a dimension: partners of a province, partners or provinces of a product.

Prose names the first three; the table has the month and January to it side by side, groups first; the charts
rank the members, each with last year's mark. Of a list that may lack some of the largest, there is the table
alone, with all that are known.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd
from markupsafe import Markup

from helpers.indicators.figures import Figure
from helpers.presentation.charts.bars import ranked_bars
from helpers.presentation.charts.layers import LayeredChart
from helpers.presentation.charts.picture import Gallery, Picture
from helpers.presentation.prose import Prose, prose, sentence
from helpers.presentation.tables import NOTHING, Cell, Head, Row, Table
from helpers.reference.partners import REIMPORTS
from helpers.reports.common.blocks import Block
from helpers.reports.common.view import View

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
            return prose(self.view.words, [self.view.at(flow=flow).sentence(f"{self.key}.absent")])
        return prose(self.view.words, *(self._sentences(view) for view in views))

    def table(self, flow: str) -> Table | Block:
        """Show the month's largest members and those of January to it side by side."""
        views = self.view.spans(self.dimension, flow)
        if not views:
            return Block()
        view = views[0]
        ranked = all(each.is_ranked(self.dimension) for each in views)
        labels = [view.text(f"{self.key}.columns.{name}") for name in ("name", *self.columns)]
        heads = [Head(label, self._period(each)) for each in views for label in labels]
        groups = [self._groups(each) for each in views]
        members = [self._listed(each) for each in views]
        rows = self._side_by_side(views, members)
        if any(groups):
            band = f"{self.key}.largest" if ranked else f"{self.key}.listed_band"
            singles = Row(view.text(band, count=max(map(len, members))))
            joint = Row(view.words.text("ranking.groups"))
            rows = [joint, *self._side_by_side(views, groups), singles, *rows]
        names = ["unit", "order" if ranked else "listed", *(["groups"] if any(groups) else [])]
        notes = (view.text(f"{self.key}.notes.{name}") for name in names)
        caption = view.text(f"{self.key}.caption" if ranked else f"{self.key}.caption_listed")
        return view.table(f"{flow}-{self.key}", caption, heads, rows, notes)

    def charts(self, flow: str) -> Gallery | Block:
        """Draw the largest members as bars, each with last year's mark."""
        views = self.view.spans(self.dimension, flow)
        pictures = [self._picture(view) for view in views if view.is_ranked(self.dimension)]
        return Gallery(tuple(pictures)) if pictures else Block()

    def _sentences(self, view: View) -> list[Markup]:
        found = []
        if groups := [self._item(view, one) for one in self._groups(view) if one.value]:
            phrases = (view.sentence(f"{self.key}.group", **one) for one in groups)
            named = view.joined(phrases, "clause")
            found.append(view.sentence(f"{self.key}.groups", groups=named))
        members = (
            view.sentence(f"{self.key}.leaders", **self._leaders(view))
            if view.is_ranked(self.dimension)
            else view.sentence(f"{self.key}.listed")
        )
        key = "further" if found else "first"
        period = self._period(view)
        found.append(sentence(view.words, f"ranking.{key}", period=period, said=members))
        if back := view.find("level", **{self.dimension: REIMPORTS}):
            found.append(view.sentence(f"{self.key}.reimports", **self._item(view, back)))
        held = [
            {"count": view.words.numeral(count), "held": figure}
            for count in self.concentrations
            if (figure := view.find(f"{self.dimension}_cr{count}"))
        ]
        if held:
            phrases = (view.sentence(f"{self.key}.held", **one) for one in held)
            named = view.joined(phrases, "clause")
            found.append(view.sentence(f"{self.key}.concentration", held=named))
        return found

    def _period(self, view: View) -> str:
        return view.words.period(view.period, view.keys["span"])

    def _leaders(self, view: View) -> dict[str, Any]:
        items = [self._item(view, one) for one in self._listed(view)[:_LEADERS]]
        leaders = view.listing(f"{self.key}.leader", items)
        return {"count": view.words.numeral(len(items)), "leaders": leaders}

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
        members, words = self._listed(view), view.words
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
            view.text(f"{self.key}.picture", count=len(members)),
            view.sentence(f"{self.key}.alternative", **self._leaders(view)),
        )

    def _item(self, view: View, level: Figure) -> dict[str, Any]:
        return view.item(self.dimension, level, *self.columns)

    def _listed(self, view: View) -> list[Figure]:
        """Return the largest members; of a list that may lack some of these, all it has."""
        found = view.parts("level", self.dimension)
        return found[:_LARGEST] if view.is_ranked(self.dimension) else found

    def _groups(self, view: View) -> list[Figure]:
        found = (view.cell("level", **{self.dimension: group}) for group in self.groups)
        return [one for one in found if one is not None]


def bars_with_base(
    view: View, dimension: str, members: Sequence[Figure], texts: Iterable[str]
) -> LayeredChart:
    """Draw the levels of members as bars, each with a text, and with last year's mark if it has one."""
    bases = (view.find("base", **{dimension: getattr(one, dimension)}) for one in members)
    rows = [
        (view.name(dimension, one), one.value, base.value if base else None, text)
        for one, base, text in zip(members, bases, texts, strict=True)
    ]
    marks = pd.DataFrame(rows, columns=["name", "value", "base", "text"])
    numbers = marks.astype({"value": "float64", "base": "float64"})
    return ranked_bars(numbers, view.words.text("charts.base"))
