"""The goods of the customs' two lists: value, quantity, unit value, and what price and quantity did."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from markupsafe import Markup

from helpers.core.dimensions import QUANTITY, VALUE
from helpers.indicators.figures import Figure
from helpers.presentation.charts.bars import diverging_bars
from helpers.presentation.charts.marks import ALL, marks_of, robust_limit
from helpers.presentation.charts.picture import Gallery
from helpers.presentation.prose import Prose, prose
from helpers.presentation.tables import NOTHING, Cell, Head, Row, Table
from helpers.reference.commodities import commodities
from helpers.reference.units import base_unit, factors
from helpers.reports.common.blocks import Block
from helpers.reports.common.extremes import extremes_of
from helpers.reports.common.phrases import pull_axis
from helpers.reports.common.view import View

_COLUMNS: Final = (
    (VALUE, "level"),
    (VALUE, "growth"),
    (VALUE, "contribution"),
    (QUANTITY, "level"),
    (QUANTITY, "growth"),
    (VALUE, "unit_value"),
    (VALUE, "unit_value_growth"),
    (VALUE, "price_points"),
    (VALUE, "quantity_points"),
)
"""Measure and metric of each column."""
_LISTS: Final = ("AGRICULTURE", "MECHELEC")
"""The marked lists whose goods stand nowhere else: each other one repeats goods of these, or of its own."""
_DIVIDED: Final = ("price_points", "quantity_points")
_LEADERS: Final = 3
_DRAWN: Final = 12
_OVERLAPS: Final = "*"


@dataclass(frozen=True)
class Commodities:
    """The goods of the list of one flow.

    Attributes
    ----------
    view : View
        The nation's figures.
    flow : str
        ``export`` or ``import``.
    """

    view: View
    flow: str

    def prose(self) -> Prose:
        """Tell the largest goods and lists, and which moved the flow most, a paragraph a span."""
        views = self._spans()
        if not views:
            return prose(
                self.view.words, [self.view.at(flow=self.flow).sentence("commodities.absent")]
            )
        return prose(self.view.words, *(self._sentences(view) for view in views))

    def table(self) -> Table | Block:
        """Show all goods in the order of the list, the month next to January to it."""
        views = self._spans()
        if not views:
            return Block()
        codes = [code for code in self._order if any(self._cell(view, code) for view in views)]
        columns = [
            (view, measure, metric)
            for view in views
            for measure, metric in _COLUMNS
            if any(
                one and one.value is not None
                for one in (self._cell(view, code, measure, metric) for code in codes)
            )
        ]
        view, words = views[0], self.view.words
        heads = [Head(view.text(f"commodities.columns.{name}")) for name in ("name", "unit")]
        heads += [
            Head(
                view.text(f"commodities.columns.{measure}_{metric}"),
                words.period(each.period, each.keys["span"]),
            )
            for each, measure, metric in columns
        ]
        rows = [self._row(code, views, columns) for code in codes]
        notes = [view.text(f"commodities.notes.{name}") for name in ("unit", "overlaps", "price")]
        caption = view.text("commodities.caption")
        return view.table(f"{self.flow}-commodities", caption, heads, rows, notes)

    def charts(self) -> Gallery | Block:
        """Draw the contributions of goods that do not overlap, of the first span that has them."""
        for view in self._spans():
            if pulls := self._pulls(view):
                shown = sorted(pulls[:_DRAWN], key=lambda one: -(one.value or 0))
                marks = marks_of(view.words, shown, "product")
                axis = pull_axis(view, str(view.slots["whole"]))
                chart = diverging_bars(marks, robust_limit(marks, covered=ALL), axis)
                facts = view.facts("product", shown, ("level", "growth", "contribution"))
                slots = {"count": str(len(shown)), **view.ends("product", shown)}
                counts = {"count": len(pulls), "shown": len(shown)}
                caption = view.text("commodities.picture", **counts)
                alternative = view.sentence("commodities.alternative", **slots)
                key = f"{self.flow}-commodities"
                return Gallery((view.picture(key, chart, facts, caption, alternative),))
        return Block()

    @cached_property
    def _order(self) -> list[str]:
        """Return the codes of the list in its order, and then what the data has besides."""
        return [str(code) for code in commodities(self.flow).index]

    def _spans(self) -> list[View]:
        views = (self.view.at(flow=self.flow, span=span) for span in self.view.told_spans)
        return [view for view in views if any(self._cell(view, code) for code in self._order)]

    def _cell(
        self, view: View, code: str, measure: str = VALUE, metric: str = "level"
    ) -> Figure | None:
        return view.cell(metric, measure=measure, product=code)

    def _is_apart(self, code: str) -> bool:
        """Tell whether a good stands beside others and within none of them, but for the marked lists."""
        table = commodities(self.flow)
        if table.at[code, "overlaps"] or not table.at[code, "level"]:
            return False
        parent = table.at[code, "parent"]
        return not parent or parent in _LISTS

    def _single(self, view: View, metric: str) -> list[Figure]:
        """Return the figures of goods that do not overlap, the largest absolute value first."""
        figures = (view.find(metric, product=code) for code in self._order if self._is_apart(code))
        found = [one for one in figures if one is not None]
        return sorted(found, key=lambda one: (-abs(one.value or 0), one.id))

    def _pulls(self, view: View) -> list[Figure]:
        return self._single(view, "contribution")

    def _sentences(self, view: View) -> list[Markup]:
        lists = [view.find("level", product=code) for code in self._order if self._is_list(code)]
        found = [one for one in lists if one is not None]
        sentences = []
        if found:
            lists_told = view.listing("commodities.each", [self._item(view, one) for one in found])
            sentences.append(view.sentence("commodities.lists", members=lists_told))
        if leaders := self._single(view, "level")[:_LEADERS]:
            listed = view.listing("commodities.each", [self._item(view, one) for one in leaders])
            count = view.words.numeral(len(leaders))
            key = "leaders" if sentences else "leaders_first"
            sentences.append(view.sentence(f"commodities.{key}", count=count, members=listed))
        return [*sentences, *self._moved(view)]

    def _is_list(self, code: str) -> bool:
        table = commodities(self.flow)
        return bool(table.at[code, "overlaps"]) and not table.at[code, "parent"]

    def _item(self, view: View, level: Figure) -> dict[str, object]:
        growth = view.find("growth", product=level.product)
        phrase = view.sentence("commodities.growth", growth=growth) if growth else Markup("")
        return {**view.item("product", level), "growth": phrase}

    def _moved(self, view: View) -> list[Markup]:
        """Tell which goods raised and lowered the flow most, and what price and quantity did to these."""
        phrases = []
        for end, one in extremes_of(view.words, self._pulls(view)).items():
            item = view.item("product", one, *_DIVIDED)
            phrase = view.sentence(f"commodities.moved.{end}", **item)
            if all(item[name] and item[name].value is not None for name in _DIVIDED):
                phrase += view.sentence("commodities.moved.divided", **item)
            phrases.append(phrase)
        if not phrases:
            return []
        parts = view.joined(phrases, "semicolon")
        return [view.sentence("commodities.moved.told", parts=parts)]

    def _row(
        self, code: str, views: Sequence[View], columns: Sequence[tuple[View, str, str]]
    ) -> Row:
        table = commodities(self.flow)
        level, overlaps = table.at[code, "level"], table.at[code, "overlaps"]
        words = self.view.words
        name = words.optional("writing.indent") * int(str(level) or 0) + words.product(code)
        figures = [self._cell(view, code, measure, metric) for view, measure, metric in columns]
        row = self.view.row(f"{name}{_OVERLAPS if overlaps else ''}", figures)
        cells = (self._in_listed_unit(code, cell) for cell in row.cells)
        return Row(row.name, (Cell(self._unit(code, views), tone="name"), *cells))

    def _in_listed_unit(self, code: str, cell: Cell) -> Cell:
        """Write a quantity in the unit of the list, such as 万吨, or what the language prints for it."""
        figure = cell.figure
        if figure is None or (figure.measure, figure.metric) != (QUANTITY, "level"):
            return cell
        listed = str(commodities(self.flow).at[code, "unit"])
        of_base = factors(base_unit(listed))
        power = round(math.log10(of_base[listed] / of_base[figure.unit]))
        return replace(cell, text=self.view.words.number_at(figure, power, listed))

    def _unit(self, code: str, views: Sequence[View]) -> str:
        if not any(self._cell(view, code, QUANTITY) for view in views):
            return NOTHING
        return self.view.words.unit(str(commodities(self.flow).at[code, "unit"]))
