"""One part of the provincial report: the month, or January to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from markupsafe import Markup

from helpers.core.dimensions import BALANCE, EXPORT, IMPORT, TOTAL
from helpers.indicators.figures import Figure
from helpers.presentation.charts.picture import Gallery
from helpers.presentation.prose import Prose, prose
from helpers.presentation.tables import Head, Row, Table, figure_cell, plain_growth
from helpers.reports.common.blocks import Block, Headline, headline, headlines, table_notes
from helpers.reports.common.revised import growth_against_stored
from helpers.reports.common.view import View
from helpers.reports.provincial.pictures import FLOWS, Pictures

_LEADERS: Final = 3
_STRUCTURE: Final = ("share", "rank", "rank_change", "contribution")
_NAMES: Final = {TOTAL: "total", EXPORT: "exports", IMPORT: "imports"}


@dataclass(frozen=True)
class Section:
    """What the page shows of one span; blank, but for one line, where the data has none of it.

    Attributes
    ----------
    view : View
        The report's figures.
    span : str
        Which part this is.
    present : bool
        Whether the data has this span.
    """

    view: View
    span: str
    present: bool

    def cards(self) -> list[Headline]:
        """Return the headline numbers: the country's total, exports, imports and balance."""
        return [self._card(flow, "growth") for flow in _NAMES] + [self._card(BALANCE, "change")]

    def headline(self) -> Block:
        """Show the headline numbers."""
        return headlines(self.cards()) if self.present else Block()

    def overview(self) -> Prose:
        """Tell the country's totals and the three provinces with the largest trade."""
        if not self.present:
            return prose([Markup.escape(self.view.text("absent", self.span))])
        bare = all(self._figure("growth", flow).value is None for flow in _NAMES)
        slots: dict[str, Any] = {"balance": self._figure("level", BALANCE)}
        for flow, name in _NAMES.items():
            slots[name] = self._figure("level", flow)
            slots[f"{name}_growth"] = self._figure("growth", flow)
        slots["balance_change"] = self._figure("change", BALANCE)
        key = "overview_bare" if bare else "overview"
        first = [self.view.sentence(key, self.span, **slots), self._leaders(TOTAL)]
        if bare and not any(self._members("growth", flow) for flow in _NAMES):
            return prose(first, [self.view.sentence("no_base")])
        stored = {flow: self.view.find("growth_stored", self.span, flow) for flow in _NAMES}
        return prose(first, growth_against_stored(self.view, stored))

    def flow(self, flow: str) -> Prose:
        """Tell one direction: the three largest, how many rose and fell, and what moved it most."""
        if not self.present:
            return prose()
        return prose([self._leaders(flow), *self._directions(flow)], self._movers(flow))

    def values_table(self) -> Table | Block:
        """Return total, export and import with growth, and the balance, of every province."""
        columns = [(metric, flow) for flow in _NAMES for metric in ("level", "growth")]
        heads = [
            Head(self.view.text("columns.growth" if metric == "growth" else f"columns.{flow}"))
            for metric, flow in columns
        ]
        columns.append(("level", BALANCE))
        heads.append(Head(self.view.text("columns.balance")))
        return self._table("values", columns, heads, ["unit", "order", "values"])

    def structure_table(self) -> Table | Block:
        """Return share, rank and contribution of every province, for total, export and import."""
        columns = [(metric, flow) for flow in _NAMES for metric in _STRUCTURE]
        heads = [
            Head(self.view.text(f"columns.{metric}"), self.view.words.text(f"flows.{flow}"))
            for metric, flow in columns
        ]
        notes = ["structure_unit", "order", "structure"]
        return self._table("structure", columns, heads, notes)

    def growth_charts(self) -> Gallery | Block:
        """Draw the growth of exports and of imports, province by province."""
        return self._gallery("growth")

    def maps(self) -> Gallery | Block:
        """Draw the two maps of growth."""
        return self._gallery("map")

    def contribution_charts(self) -> Gallery | Block:
        """Draw which provinces moved the country's exports and imports most."""
        return self._gallery("contribution")

    def _card(self, flow: str, metric: str) -> Headline:
        label = self.view.text("headline", flow=flow)
        against = self.view.words.text(f"against.{metric}")
        level, moved = self._figure("level", flow), self._figure(metric, flow)
        return headline(self.view.words, label, level, moved, against)

    def _gallery(self, kind: str) -> Gallery | Block:
        metric = "contribution" if kind == "contribution" else "growth"
        if not self.present or not all(self._members(metric, flow) for flow in FLOWS):
            return Block()
        return Pictures(self.view, self.span).pair(kind)

    def _leaders(self, flow: str) -> Markup:
        items = [self._item(level) for level in self._members("level", flow)[:_LEADERS]]
        bare = all(item["growth"].value is None for item in items)
        leaders = self.view.listing("leader_bare" if bare else "leader", items)
        return self.view.sentence("leaders", flow=flow, leaders=leaders)

    def _directions(self, flow: str) -> list[Markup]:
        if not self._members("growth", flow):
            return []
        counts: dict[str, Any] = {
            name: self._figure(name, flow) for name in ("rising", "falling", "unchanged")
        }
        key = "count_level" if counts["unchanged"].value else "count"
        return [self.view.sentence(key, flow=flow, **counts)]

    def _movers(self, flow: str) -> list[Markup]:
        """Name the largest gains and losses; the most is the largest absolute change."""
        changes = self._members("change", flow)
        if not changes:
            return []
        gained = [one for one in changes if (one.value or 0) > 0][:_LEADERS]
        lost = [one for one in reversed(changes) if (one.value or 0) < 0][:_LEADERS]
        most = max(changes, key=lambda one: abs(one.value or 0))
        contribution = self._figure("contribution", flow, most.region)
        slots: dict[str, Any] = {
            "name": self.view.words.region(most.region),
            "contribution": contribution,
        }
        key = "most_bare" if contribution.value is None else "most"
        told = [self.view.sentence(key, flow=flow, change=most, **slots)]
        for key, movers in (("gainers", gained), ("losers", lost)):
            if movers:
                members = self.view.listing("mover", [self._mover(one) for one in movers])
                told.append(self.view.sentence(key, flow=flow, members=members))
        return told

    def _mover(self, change: Figure) -> dict[str, Any]:
        return {"name": self.view.words.region(change.region), "change": change}

    def _item(self, level: Figure) -> dict[str, Any]:
        growth = self._figure("growth", level.flow, level.region)
        return {"name": self.view.words.region(level.region), "level": level, "growth": growth}

    def _table(
        self, kind: str, columns: list[tuple[str, str]], heads: list[Head], notes: list[str]
    ) -> Table | Block:
        if not self.present:
            return Block()
        words = self.view.words
        rows = plain_growth(
            tuple(
                Row(
                    words.region(member.region),
                    tuple(
                        figure_cell(words, self._figure(*column, member.region))
                        for column in columns
                    ),
                )
                for member in self._members("level", EXPORT)
            )
        )
        key = f"{self.span}-{kind}"
        caption = self.view.table_caption(key, self.view.text(f"captions.{kind}", self.span))
        texts = (self.view.text(f"notes.{note}", self.span) for note in notes)
        written = (*texts, *table_notes(self.view, rows))
        stub = Head(self.view.text("columns.name"))
        return Table(f"tab-{key}", caption, stub, tuple(heads), rows, written)

    def _figure(self, metric: str, flow: str, region: str = "_T") -> Figure:
        return self.view.figure(metric, self.span, flow, region=region)

    def _members(self, metric: str, flow: str) -> list[Figure]:
        return self.view.ranked(metric, self.span, flow, "region")
