"""The 31 provinces in one year: places, moves, gaps, growth."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import pandas as pd
from markupsafe import Markup

from helpers.core import number_format
from helpers.core.dimensions import EXPORT, IMPORT, TOTAL
from helpers.core.periods import YTD, Month
from helpers.indicators.figures import Figure
from helpers.presentation.charts.marks import Fact, Facts, robust_limit
from helpers.presentation.charts.picture import Gallery
from helpers.presentation.charts.scatter import growth_against_size
from helpers.presentation.charts.slopes import rank_slopes
from helpers.presentation.prose import Prose, prose
from helpers.presentation.tables import Table
from helpers.reference.provinces import provinces
from helpers.reports.annual.annual_figures import CONCENTRATIONS
from helpers.reports.annual.year_charts import picture, size_ticks
from helpers.reports.common.phrases import directions
from helpers.reports.common.view import View

_KNOWN: Final = ("level", "growth", "share", "rank")
"""The metrics in the tooltip of a province."""
_FIVE: Final = 5
_DECEMBER: Final = "-12"
_COLUMNS: Final = (
    ("rank", TOTAL),
    ("rank_change", TOTAL),
    ("level", TOTAL),
    ("growth", TOTAL),
    ("share", TOTAL),
    ("gap", TOTAL),
    ("level", EXPORT),
    ("growth", EXPORT),
    ("level", IMPORT),
    ("growth", IMPORT),
)


@dataclass(frozen=True)
class ProvinceRanking:
    """The order of the provinces.

    Attributes
    ----------
    view : View
        The provinces' totals.
    implied : bool
        Whether last year's values are implied by printed growth.
    """

    view: View
    implied: bool

    def overview(self) -> Prose:
        """Tell the five largest, those of exports and imports, and how much the first ones hold."""
        view = self.view
        five = self._provinces("level")[:_FIVE]
        leaders = [view.item("region", one, "growth", "share") for one in five]
        grown = all(item["growth"].value is not None for item in leaders)
        phrase = view.listing("ranking.leader" if grown else "ranking.leader_share", leaders)
        sentences = [view.sentence("ranking.leaders", leaders=phrase)]
        for flow in (EXPORT, IMPORT):
            at = view.at(flow=flow)
            items = [at.item("region", one) for one in at.parts("level", "region")[:_FIVE]]
            named = at.listing("ranking.leader_bare", items)
            sentences.append(at.sentence("ranking.order", leaders=named))
        held = zip(("five", "ten"), CONCENTRATIONS, strict=True)
        slots = {name: view.figure(f"region_cr{n}") for name, n in held}
        return prose(self.view.words, [*sentences, view.sentence("ranking.held", **slots)])

    def moves(self) -> Prose:
        """Tell who rose and who fell in rank, and what last year's order is from."""
        view, basis, changed = self.view, self._basis(), self._moved()
        if not self._provinces("rank_change"):
            key = "some_base" if self._provinces("base") else "no_base"
            return prose(self.view.words, [view.sentence(f"ranking.{key}")])
        if not changed:
            return prose(self.view.words, [view.sentence("ranking.unmoved"), *basis])
        sentences = []
        for key, sign in (("risen", 1), ("fallen", -1)):
            found = [one for one in changed if (one.value or 0) * sign > 0]
            items = [{**view.item("region", one, "rank"), "change": one} for one in found]
            if items:
                moved = view.listing("ranking.move", items)
                sentences.append(view.sentence(f"ranking.{key}", members=moved))
        return prose(self.view.words, [*sentences, view.sentence("ranking.others"), *basis])

    def gaps(self) -> Prose:
        """Tell how far the second and third are behind, and the five largest gaps."""
        view = self.view
        order = [one.region for one in self._provinces("level")]
        widest = [one.region for one in self._provinces("gap")[:_FIVE]]
        near, far = (
            view.joined((self._gap(region, order) for region in regions), "semicolon")
            for regions in (order[1:3], widest)
        )
        return prose(
            self.view.words,
            [view.sentence("ranking.gaps", near=near), view.sentence("ranking.cliffs", far=far)],
        )

    def growth(self) -> Prose:
        """Tell how many rose and fell, the five fastest and the five slowest."""
        view, found = self.view, self._provinces("growth")
        if not found:
            return prose(self.view.words, [view.sentence("ranking.no_growth")])
        sentences = [directions(view, "ranking.count")]
        # Where one is not known, it may be the fastest.
        if len(found) < len(provinces()):
            return prose(self.view.words, sentences)
        for key, figures in (("fastest", found[:_FIVE]), ("slowest", found[::-1][:_FIVE])):
            items = [view.item("region", one) for one in figures]
            members = view.listing("ranking.pace", items)
            sentences.append(view.sentence(f"ranking.{key}", members=members))
        return prose(self.view.words, sentences)

    def table(self) -> Table:
        """Show rank, value, growth, share and gap of every province."""
        view = self.view
        heads = view.heads("ranking.columns", _COLUMNS)
        rows = view.rows("region", self._provinces("level"), _COLUMNS)
        texts = (view.text(f"ranking.notes.{note}") for note in ("unit", "gap", "share"))
        notes = (*texts, *(one.striptags() for one in self._basis()))
        return view.table("ranking", view.text("ranking.caption"), heads, rows, notes)

    def slopes(self) -> Gallery:
        """Draw the places of both years, those that moved in colour."""
        if not self._moved():
            return Gallery(())
        view = self.view
        year = int(view.period[:4])
        rows, facts = [], []
        for moved in self._provinces("rank_change"):
            rank = self._rank(moved)
            before = str(Month.parse(rank.period).year_before())
            earlier = replace(rank, period=before, value=(rank.value or 0) + (moved.value or 0))
            for label, at, change in ((year - 1, earlier, None), (year, rank, moved)):
                mark = (view.name("region", moved), self._months(label))
                rows.append((*mark, int(at.value or 0), int(moved.value or 0)))
                facts.append(Fact(mark, (at, change)))
        marks = pd.DataFrame(rows, columns=["name", "period", "place", "moved"])
        risen = [one for one in self._moved() if (one.value or 0) > 0]
        names = view.joined(view.name("region", one) for one in risen)
        known = Facts.of_members(view.words, "region", TOTAL, ("rank", "rank_change"), facts)
        ways = view.words.text("charts.risen"), view.words.text("charts.fallen")
        return Gallery(
            (picture(view, "ranking.slopes", rank_slopes(marks, ways), known, names=names),)
        )

    def scatter(self) -> Gallery:
        """Draw growth against size."""
        view, found = self.view, self._provinces("growth")
        if not found:
            return Gallery(())
        levels, growths = self._provinces("level"), {one.region: one for one in found}
        named = {one.region for one in (*found[:_FIVE], *found[-_FIVE:], *levels[:_FIVE])}
        shown = [one for one in levels if one.region in growths]
        marks = pd.DataFrame(
            [
                (view.name("region", one), one.value, growth.value, view.words.number(growth))
                for one in shown
                for growth in [growths[one.region]]
            ],
            columns=["name", "size", "growth", "label"],
        )
        marks["named"] = [one.region in named for one in shown]
        marks["sign"] = [number_format.direction(label) for label in marks["label"]]
        chart = growth_against_size(
            marks,
            robust_limit(marks.rename(columns={"growth": "value"})),
            x=(view.text("axes.size"), size_ticks(view, marks["size"])),
            y_title=view.text("axes.growth"),
            reference=view.reference(),
        )
        facts = view.facts("region", shown, _KNOWN)
        ends = view.ends("region", found)
        key = "scatter" if len(found) == len(provinces()) else "scatter_some"
        return Gallery((picture(view, f"ranking.{key}", chart, facts, **ends),))

    def _basis(self) -> list[Markup]:
        """Say what last year's values are from, where there are any."""
        if not self._provinces("base"):
            return []
        return [self.view.sentence(f"ranking.basis.{'implied' if self.implied else 'stored'}")]

    def _months(self, year: int) -> str:
        """Write a year, or its months up to the last of the data."""
        words, month = self.view.words, self.view.period[4:]
        if month == _DECEMBER:
            return words.fill("periods.calendar", year=year)
        return words.period(f"{year}{month}", YTD)

    def _moved(self) -> list[Figure]:
        """Return the changes in rank that are not zero, the highest rank first."""
        found = [one for one in self._provinces("rank_change") if one.value]
        return sorted(found, key=lambda one: self._rank(one).value or 0)

    def _rank(self, figure: Figure) -> Figure:
        return self.view.figure("rank", region=figure.region)

    def _gap(self, region: str, order: list[str]) -> Markup:
        ahead = self.view.words.region(order[order.index(region) - 1])
        gap = self.view.figure("gap", region=region)
        return self.view.sentence("ranking.gap", **self.view.item("region", gap), ahead=ahead)

    def _provinces(self, metric: str) -> list[Figure]:
        return self.view.parts(metric, "region")
