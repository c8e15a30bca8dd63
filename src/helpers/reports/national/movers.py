"""What moved the nation's trade most, and why the month differs from January to it.

Each dimension cuts the same trade in another way: within one the contributions add up to the growth of
the whole, between two they overlap. So the largest are named dimension by dimension, and then the largest of all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from helpers.core.dimensions import TOTAL
from helpers.core.periods import MONTH, SPANS, YTD
from helpers.indicators.figures import Figure
from helpers.presentation.prose import Prose, prose
from helpers.presentation.tables import NOTHING, Cell, Head, Row, Table, figure_cell
from helpers.reports.common.blocks import Block
from helpers.reports.common.breakdown import FLOWS, Breakdown
from helpers.reports.common.extremes import most_of
from helpers.reports.common.view import View

_ENDS: Final = ("up", "down")
_TOLD: Final = 2
_LISTED: Final = 5
"""How many parts of a dimension the table of differences shows."""


@dataclass(frozen=True)
class Movers:
    """The largest contributions of all dimensions.

    Attributes
    ----------
    view : View
        The nation's figures.
    parts : mapping of str to Breakdown
        The dimensions whose members add up to the nation, by name.
    """

    view: View
    parts: Mapping[str, Breakdown]

    def prose(self) -> Prose:
        """Tell the largest contributions to the growth of all trade, dimension by dimension."""
        for view in self._spans():
            found = [*self._ends(view)]
            if not found:
                continue
            told = (self._phrase(view, part, ends) for part, ends in found)
            first = view.sentence("movers.told", parts=view.joined(told, "semicolon"))
            return prose(self.view.words, [first, *self._largest(view, found)])
        return prose(self.view.words, [self.view.sentence("movers.absent")])

    def table(self) -> Table | Block:
        """Show the largest contributions of each dimension to the growth of each flow."""
        for span in SPANS:
            rows: list[Row] = []
            views = [self.view.at(span=span, flow=flow) for flow in FLOWS]
            for view in views:
                if found := [*self._ends(view)]:
                    rows.append(Row(view.text("movers.band")))
                    rows += [self._row(part, ends) for part, ends in found]
            if rows:
                view = views[0]
                names = ("name", "up", "contribution", "down", "contribution")
                heads = [Head(view.text(f"movers.columns.{name}")) for name in names]
                notes = [view.text(f"movers.notes.{name}") for name in ("unit", "rule")]
                return view.table("movers", view.text("movers.caption"), heads, rows, notes)
        return Block()

    def pace(self) -> Prose:
        """Tell how the growth of the month differs from that of January to it, and which parts differ most."""
        view = self.view.at(span=MONTH, flow=TOTAL)
        shift = view.find("growth_shift")
        growth, to_date = view.find("growth"), view.find("growth", span=YTD)
        if shift is None or growth is None or to_date is None:
            return prose(self.view.words, [view.sentence("pace.absent")])
        value = round(shift.value or 0, 1)
        kind = "faster" if value > 0 else "slower" if value < 0 else "level"
        slots = {"growth": growth, "to_date": to_date, "shift": shift}
        year = view.words.period(view.period, YTD)
        sentences = [view.sentence(f"pace.{kind}", year=year, **slots)]
        phrases = [self._differing(part, found[:_TOLD]) for part, found in self._shifts(view)]
        if phrases:
            parts = view.joined(phrases, "semicolon")
            sentences.append(view.sentence("pace.parts", parts=parts))
        return prose(self.view.words, sentences)

    def pace_table(self) -> Table | Block:
        """Show the parts of each dimension whose contribution differs most from January to the month."""
        view, rows = self.view.at(span=MONTH, flow=TOTAL), []
        for part, found in self._shifts(view):
            rows.append(Row(self._what(part)))
            rows += [
                view.row(part.name(one), self._contributions(part, one)) for one in found[:_LISTED]
            ]
        if not rows:
            return Block()
        year = view.words.period(view.period, YTD)
        heads = [
            Head(view.text(f"pace.columns.{name}", year=year))
            for name in ("name", "month", "to_date", "shift")
        ]
        notes = [view.text(f"pace.notes.{name}") for name in ("unit", "rule")]
        return view.table("pace", view.text("pace.caption", year=year), heads, rows, notes)

    def _spans(self) -> Iterator[View]:
        return (self.view.at(span=span, flow=TOTAL) for span in SPANS)

    def _ends(self, view: View) -> Iterator[tuple[Breakdown, dict[str, Figure]]]:
        for part in self.parts.values():
            if ends := part.extremes(view):
                yield part, ends

    def _phrase(self, view: View, part: Breakdown, ends: Mapping[str, Figure]) -> Markup:
        slots = {
            slot: value
            for end, one in ends.items()
            for slot, value in ((end, part.name(one)), (f"{end}_figure", one))
        }
        return view.sentence(f"movers.of.{'_'.join(ends)}", what=self._what(part), **slots)

    def _largest(
        self, view: View, found: list[tuple[Breakdown, dict[str, Figure]]]
    ) -> list[Markup]:
        """Name the largest of all dimensions in each direction."""
        sentences = []
        for end in _ENDS:
            places = {ends[end].id: (part, ends[end]) for part, ends in found if end in ends}
            if len(places) > 1:
                part, one = places[most_of(figure for _, figure in places.values()).id]
                slots = {"name": part.name(one), "what": self._what(part), "figure": one}
                sentences.append(view.sentence(f"movers.most.{end}", **slots))
        return sentences

    def _row(self, part: Breakdown, ends: Mapping[str, Figure]) -> Row:
        cells: list[Cell] = []
        for end in _ENDS:
            one = ends.get(end)
            name = Cell(part.name(one), tone="name") if one else Cell(NOTHING)
            cells += [name, figure_cell(self.view.words, one)]
        return Row(self._what(part), tuple(cells))

    def _what(self, part: Breakdown) -> str:
        return self.view.text(f"{part.key}.what")

    def _shifts(self, view: View) -> Iterator[tuple[Breakdown, list[Figure]]]:
        """Yield each dimension with its largest differences, where those of all members are known."""
        for part in self.parts.values():
            found = part.figures(view, "contribution_shift")
            if found and len(found) == len(part.pulls(view)):
                yield part, sorted(found, key=lambda one: (-abs(one.value or 0), one.id))

    def _contributions(self, part: Breakdown, shift: Figure) -> list[Figure | None]:
        month, year = (self.view.related(shift, "contribution", span=span) for span in (MONTH, YTD))
        return [month, year, shift]

    def _differing(self, part: Breakdown, shifts: list[Figure]) -> Markup:
        items = []
        for shift in shifts:
            month, year, _ = self._contributions(part, shift)
            items.append({"name": part.name(shift), "month": month, "to_date": year})
        members = self.view.listing("pace.member", items)
        return self.view.sentence("pace.of", what=self._what(part), members=members)
