"""The 31 provinces in one year: places, moves, gaps, growth."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Final

import pandas as pd
from markupsafe import Markup

from helpers.core import number_format
from helpers.core.dimensions import EXPORT, IMPORT, TOTAL
from helpers.core.periods import YTD, Month
from helpers.indicators.figures import Figure
from helpers.presentation.charts.marks import Fact, Facts, robust_limit
from helpers.presentation.charts.picture import Gallery, Picture
from helpers.presentation.charts.scatter import growth_against_size
from helpers.presentation.charts.slopes import rank_slopes
from helpers.presentation.prose import Prose, prose
from helpers.presentation.tables import Head, Row, Table, figure_cell, plain_growth
from helpers.reports.annual.annual_figures import CONCENTRATIONS, Scope
from helpers.reports.annual.year_view import YearView, size_ticks
from helpers.reports.common.blocks import table_notes

TABLE: Final = "ranking"
SLOPES: Final = "slopes"
SCATTER: Final = "scatter"
_KNOWN: Final = ("level", "growth", "share", "rank")
"""What is told of a province that is pointed at."""
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
    year : YearView
        The provinces'.
    scope : Scope
        Their period and currency.
    implied : bool
        Whether last year's values are implied by printed growth.
    """

    year: YearView
    scope: Scope
    implied: bool

    def overview(self) -> Prose:
        """Tell the five largest, those of exports and imports, and how much the first ones hold."""
        view = self.year.view
        leaders = [self._item(one) for one in self.year.provinces("level", TOTAL)[:_FIVE]]
        grown = all(item["growth"].value is not None for item in leaders)
        phrase = view.listing("ranking.leader" if grown else "ranking.leader_share", leaders)
        told = [view.sentence("ranking.leaders", YTD, TOTAL, leaders=phrase)]
        for flow in (EXPORT, IMPORT):
            found = self.year.provinces("level", flow)[:_FIVE]
            items = [{"name": self._name(one), "level": one} for one in found]
            named = view.listing("ranking.leader_bare", items)
            told.append(view.sentence("ranking.order", YTD, flow, leaders=named))
        five, ten = (self.year.figure(f"region_cr{n}", TOTAL) for n in CONCENTRATIONS)
        told.append(view.sentence("ranking.held", YTD, TOTAL, five=five, ten=ten))
        return prose(told)

    def moves(self) -> Prose:
        """Tell who rose and who fell in rank, and what last year's order is from."""
        view = self.year.view
        basis = self._basis()
        changed = self._moved()
        if not self.year.provinces("rank_change", TOTAL):
            return prose([view.sentence("ranking.no_base")])
        if not changed:
            return prose([view.sentence("ranking.unmoved"), *basis])
        told = []
        for key, sign in (("risen", 1), ("fallen", -1)):
            found = [one for one in changed if (one.value or 0) * sign > 0]
            items = [self._move(one) for one in sorted(found, key=self._place)]
            if items:
                moved = view.listing("ranking.move", items)
                told.append(view.sentence(f"ranking.{key}", members=moved))
        return prose([*told, view.sentence("ranking.others"), *basis])

    def gaps(self) -> Prose:
        """Tell how far the second and third are behind, and the five largest gaps."""
        view = self.year.view
        order = [one.region for one in self.year.provinces("level", TOTAL)]
        items = [self._gap(region, order) for region in order[1:3]]
        near = view.clauses("ranking.gap", items)
        widest = self.year.provinces("gap", TOTAL)[:_FIVE]
        far = view.clauses("ranking.gap", [self._gap(one.region, order) for one in widest])
        return prose(
            [view.sentence("ranking.gaps", near=near), view.sentence("ranking.cliffs", far=far)]
        )

    def growth(self) -> Prose:
        """Tell how many rose and fell, the five fastest and the five slowest."""
        view, found = self.year.view, self._grown()
        if not found:
            return prose([view.sentence("ranking.no_growth")])
        counts: dict[str, Any] = {
            name: self.year.figure(name, TOTAL) for name in ("rising", "falling", "unchanged")
        }
        key = "count_level" if counts["unchanged"].value else "count"
        told = [view.sentence(f"ranking.{key}", YTD, TOTAL, **counts)]
        ends = (("fastest", found[:_FIVE]), ("slowest", found[::-1][:_FIVE]))
        for name, figures in ends:
            items = [{"name": self._name(one), "growth": one} for one in figures]
            told.append(
                view.sentence(f"ranking.{name}", members=view.listing("ranking.pace", items))
            )
        return prose(told)

    def table(self) -> Table:
        """Show rank, value, growth, share and gap of every province."""
        view, words = self.year.view, self.year.view.words
        rows = plain_growth(
            tuple(
                Row(
                    self._name(member),
                    tuple(
                        figure_cell(words, self.year.cell(metric, flow, region=member.region))
                        for metric, flow in _COLUMNS
                    ),
                )
                for member in self.year.provinces("level", TOTAL)
            )
        )
        heads = tuple(
            Head(view.text(f"ranking.columns.{metric}"), words.text(f"flows.{flow}"))
            for metric, flow in _COLUMNS
        )
        texts = (view.text(f"ranking.notes.{note}", YTD) for note in ("unit", "gap", "share"))
        basis = (one.striptags() for one in self._basis())
        notes = (*texts, *basis, *table_notes(view, rows))
        caption = view.table_caption(TABLE, view.text("ranking.caption", YTD))
        stub = Head(view.text("ranking.columns.name"))
        return Table(f"tab-{TABLE}", caption, stub, heads, rows, notes)

    def slopes(self) -> Gallery:
        """Draw the places of both years, those that moved in colour."""
        if not self._moved():
            return Gallery(())
        year = int(self.scope.period[:4])
        rows, facts = [], []
        for moved in self.year.provinces("rank_change", TOTAL):
            rank = self.year.figure("rank", TOTAL, region=moved.region)
            before = str(Month.parse(rank.period).year_before())
            earlier = replace(rank, period=before, value=(rank.value or 0) + (moved.value or 0))
            for label, at, change in ((year - 1, earlier, None), (year, rank, moved)):
                mark = (self._name(moved), self._months(label))
                rows.append((*mark, int(at.value or 0), int(moved.value or 0)))
                facts.append(Fact(mark, (at, change)))
        marks = pd.DataFrame(rows, columns=["name", "period", "place", "moved"])
        risen = [one for one in self._moved() if (one.value or 0) > 0]
        names = self.year.view.words.text("joining.comma").join(
            self._name(one) for one in sorted(risen, key=self._place)
        )
        metrics = ("rank", "rank_change")
        known = Facts.of_members(self.year.view.words, "region", TOTAL, metrics, facts)
        return Gallery((self._picture(SLOPES, rank_slopes(marks), known, names=names),))

    def scatter(self) -> Gallery:
        """Draw growth against size."""
        found = self._grown()
        if not found:
            return Gallery(())
        levels = self.year.provinces("level", TOTAL)
        words = self.year.view.words
        ends = {one.region for one in (*found[:_FIVE], *found[-_FIVE:], *levels[:_FIVE])}
        rows = [
            (self._name(one), one.value, growth.value, words.number(growth), one.region in ends)
            for one in levels
            if (growth := self.year.find("growth", TOTAL, region=one.region))
        ]
        marks = pd.DataFrame(rows, columns=["name", "size", "growth", "label", "named"])
        marks["sign"] = [number_format.direction(label) for label in marks["label"]]
        limit = robust_limit(marks.rename(columns={"growth": "value"}))
        view = self.year.view
        chart = growth_against_size(
            marks,
            limit,
            x=(view.text("axes.size"), size_ticks(marks["size"])),
            y_title=view.text("axes.growth"),
            reference=self._reference(),
        )
        slots = {"top": self._name(found[0]), "top_figure": found[0]}
        slots |= {"bottom": self._name(found[-1]), "bottom_figure": found[-1]}
        shown = [one for one in levels if self.year.find("growth", TOTAL, region=one.region)]
        facts = self.year.facts("region", TOTAL, _KNOWN, shown)
        return Gallery((self._picture(SCATTER, chart, facts, **slots),))

    def _picture(self, key: str, chart: Any, facts: Facts, **slots: Any) -> Picture:
        view = self.year.view
        caption = view.picture_caption(key, view.text(f"ranking.pictures.{key}", YTD))
        told = view.sentence(f"ranking.alternatives.{key}", YTD, **slots)
        return Picture.draw(chart, f"fig-{key}", caption, told.striptags(), facts)

    def _basis(self) -> list[Markup]:
        """Say what last year's values are from, where there are any."""
        if not self.year.provinces("base", TOTAL):
            return []
        return [self.year.view.sentence(f"ranking.basis.{'implied' if self.implied else 'stored'}")]

    def _months(self, year: int) -> str:
        """Write a year, or its months up to the last of the data."""
        words, month = self.year.view.words, self.scope.period[4:]
        if month == _DECEMBER:
            return words.fill("periods.calendar", year=year)
        return words.period(f"{year}{month}", YTD)

    def _reference(self) -> tuple[float, str] | None:
        whole = self.year.find("growth", TOTAL)
        if whole is None or whole.value is None:
            return None
        growth = self.year.view.words.amount(whole)
        return whole.value, self.year.view.text("reference", growth=growth)

    def _moved(self) -> list[Figure]:
        return [one for one in self.year.provinces("rank_change", TOTAL) if one.value]

    def _grown(self) -> list[Figure]:
        return self.year.provinces("growth", TOTAL)

    def _place(self, moved: Figure) -> float:
        return self.year.figure("rank", TOTAL, region=moved.region).value or 0

    def _move(self, moved: Figure) -> dict[str, Any]:
        rank = self.year.figure("rank", TOTAL, region=moved.region)
        return {"name": self._name(moved), "change": moved, "rank": rank}

    def _gap(self, region: str, order: list[str]) -> dict[str, Any]:
        words = self.year.view.words
        ahead = order[order.index(region) - 1]
        gap = self.year.figure("gap", TOTAL, region=region)
        return {"name": words.region(region), "ahead": words.region(ahead), "gap": gap}

    def _item(self, level: Figure) -> dict[str, Any]:
        keys = {"region": level.region}
        growth, share = (self.year.figure(name, TOTAL, **keys) for name in ("growth", "share"))
        return {"name": self._name(level), "level": level, "growth": growth, "share": share}

    def _name(self, figure: Figure) -> str:
        return self.year.view.words.region(figure.region)
