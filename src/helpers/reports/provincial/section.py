"""One part of the provincial report: the month, or January to it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from markupsafe import Markup

from helpers.charts import Gallery
from helpers.figures import PRINTED, Figure
from helpers.narrative import Prose, listing, prose, sentence
from helpers.reports.display import Block, Headline, headline, headlines, source_note
from helpers.reports.provincial.content import Computed
from helpers.reports.provincial.pictures import Pictures
from helpers.tables import Column, Table, rows_of
from helpers.vocabulary import BALANCE, EXPORT, IMPORT, TOTAL, WHOLE
from helpers.words import Words

_LEADERS: Final = 3
_TABLES: Final = ("values", "structure")
_STRUCTURE: Final = ("share", "rank", "rank_change", "contribution")


@dataclass(frozen=True)
class Section:
    """What the page shows of one span; blank, but for one line, where the data has none of it.

    Attributes
    ----------
    computed : Computed
        The figures of the report.
    period : str
        Its month.
    span : str
        Which part this is.
    spans : list of str
        The spans the data has, in the order of the page; tables and charts are numbered through.
    """

    words: Words
    computed: Computed
    period: str
    span: str
    spans: list[str]

    @property
    def present(self) -> bool:
        """Tell whether the data has this span."""
        return self.span in self.spans

    def cards(self) -> list[Headline]:
        """Return the headline numbers: the country's total, exports, imports and balance."""
        items = []
        for flow in (TOTAL, EXPORT, IMPORT, BALANCE):
            metric, against = (
                ("change", "against_change") if flow == BALANCE else ("growth", "against")
            )
            label = self._text("headline", flow=flow)
            level, moved = self._figure("level", flow), self._figure(metric, flow)
            items.append(headline(self.words, label, level, moved, self._text(against)))
        return items

    def headline(self) -> Block:
        """Show the headline numbers."""
        return headlines(self.cards()) if self.present else Block()

    def overview(self) -> Prose:
        """Tell the country's totals and the three provinces with the largest trade."""
        if not self.present:
            return prose([Markup.escape(self._text("absent"))])
        bare = self._figure("growth", TOTAL).value is None
        slots: dict[str, Any] = {"balance": self._figure("level", BALANCE)}
        for flow, name in ((TOTAL, "total"), (EXPORT, "exports"), (IMPORT, "imports")):
            slots[name] = self._figure("level", flow)
            slots[f"{name}_growth"] = self._figure("growth", flow)
        slots["balance_change"] = self._figure("change", BALANCE)
        key = "overview_bare" if bare else "overview"
        first = [self._sentence(key, TOTAL, **slots), self._leaders(TOTAL)]
        return prose(first, [self._sentence("no_base", TOTAL)]) if bare else prose(first)

    def flow(self, flow: str) -> Prose:
        """Tell one direction: the three largest, how many rose and fell, and what moved it most."""
        if not self.present:
            return prose()
        return prose([self._leaders(flow), *self._directions(flow)], self._movers(flow))

    def values_table(self) -> Table | Block:
        """Return total, export and import with growth, and the balance, of every province."""
        if not self.present:
            return Block()
        columns = []
        for flow, label in ((TOTAL, self._text("columns.total")), (EXPORT, ""), (IMPORT, "")):
            columns.append(self._column("level", flow, label or self._flow(flow)))
            columns.append(self._column("growth", flow, self._text("columns.growth")))
        columns.append(self._column("level", BALANCE, self._text("columns.balance")))
        notes = ["unit", "order", "values", "missing"]
        printed = self.computed.figures.where(metric="growth", span=self.span, basis=PRINTED)
        return self._table("values", columns, notes + (["printed"] if printed else []))

    def structure_table(self) -> Table | Block:
        """Return share, rank and contribution of every province, for total, export and import."""
        if not self.present:
            return Block()
        columns = [
            self._column(metric, flow, self._text(f"columns.{metric}"), self._flow(flow))
            for flow in (TOTAL, EXPORT, IMPORT)
            for metric in _STRUCTURE
        ]
        return self._table(
            "structure", columns, ["structure_unit", "order", "structure", "missing"]
        )

    def growth_charts(self) -> Gallery | Block:
        """Draw the growth of exports and of imports, province by province."""
        return self._gallery("growth")

    def maps(self) -> Gallery | Block:
        """Draw the two maps of growth."""
        return self._gallery("map")

    def contribution_charts(self) -> Gallery | Block:
        """Draw which provinces moved the country's exports and imports most."""
        return self._gallery("contribution")

    def _gallery(self, kind: str) -> Gallery | Block:
        if not self.present or not self._members("growth", EXPORT):
            return Block()
        pictures = Pictures(self.words, self.computed, self.period, self.span, self._part())
        return pictures.pair(kind)

    def _leaders(self, flow: str) -> Markup:
        items = [self._item(level) for level in self._members("level", flow)[:_LEADERS]]
        bare = all(item["growth"].value is None for item in items)
        leaders = listing(
            self.words, "provincial.leader_bare" if bare else "provincial.leader", items
        )
        return self._sentence("leaders", flow, leaders=leaders)

    def _directions(self, flow: str) -> list[Markup]:
        if not self._members("growth", flow):
            return []
        counts = {name: self._figure(name, flow) for name in ("rising", "falling", "unchanged")}
        return [
            self._sentence("count_level" if counts["unchanged"].value else "count", flow, **counts)
        ]

    def _movers(self, flow: str) -> list[Markup]:
        """Name the largest gains and losses; the most is the largest absolute change."""
        changes = self._members("change", flow)
        if not changes:
            return []
        gained = [one for one in changes if (one.value or 0) > 0][:_LEADERS]
        lost = [one for one in reversed(changes) if (one.value or 0) < 0][:_LEADERS]
        most = max(changes, key=lambda one: abs(one.value or 0))
        contribution = self._figure("contribution", flow, most.region)
        name = self.words.region(most.region)
        told = [self._sentence("most", flow, name=name, change=most, contribution=contribution)]
        for key, movers in (("gainers", gained), ("losers", lost)):
            if movers:
                members = listing(
                    self.words, "provincial.mover", [self._mover(one) for one in movers]
                )
                told.append(self._sentence(key, flow, members=members))
        return told

    def _mover(self, change: Figure) -> dict[str, Any]:
        return {"name": self.words.region(change.region), "change": change}

    def _item(self, level: Figure) -> dict[str, Any]:
        growth = self._figure("growth", level.flow, level.region)
        return {"name": self.words.region(level.region), "level": level, "growth": growth}

    def _table(self, kind: str, columns: list[Column], notes: list[str]) -> Table:
        order = [
            (one.region, self.words.region(one.region)) for one in self._members("level", EXPORT)
        ]
        number = self._part() * len(_TABLES) + _TABLES.index(kind) + 1
        caption = self.words.text("table.caption").format(
            number=number, text=self._text(f"captions.{kind}")
        )
        rows = rows_of(self.words, self.computed.figures, columns, order, "region")
        told = [self._text(f"notes.{note}") for note in notes]
        told.append(source_note(self.words, self.computed.files))
        return Table(
            f"tab-{self.span}-{kind}",
            caption,
            self._text("columns.name"),
            tuple(columns),
            rows,
            tuple(told),
        )

    def _column(self, metric: str, flow: str, label: str, group: str = "") -> Column:
        keys = {"metric": metric, "period": self.period, "span": self.span, "flow": flow}
        return Column(label, keys, group)

    def _figure(self, metric: str, flow: str, region: str = WHOLE) -> Figure:
        keys = {"period": self.period, "span": self.span, "flow": flow, "region": region}
        return self.computed.figures.one(metric, **keys)

    def _members(self, metric: str, flow: str) -> list[Figure]:
        """Return the provinces' figures that have a number, largest first."""
        found = self.computed.figures.where(metric=metric, span=self.span, flow=flow)
        members = [one for one in found if one.region != WHOLE and one.value is not None]
        return sorted(members, key=lambda one: (-(one.value or 0), one.region))

    def _part(self) -> int:
        return self.spans.index(self.span)

    def _flow(self, flow: str) -> str:
        return self.words.text(f"flows.{flow}")

    def _slots(self, flow: str) -> dict[str, str]:
        return {
            "period": self.words.period(self.period, self.span),
            "span": self.words.text(f"spans.{self.span}"),
            "unit": self.words.unit(self.computed.currency),
            "flow": self._flow(flow),
            "whole": whole_name(self.words, self.computed),
        }

    def _text(self, key: str, flow: str = TOTAL) -> str:
        return self.words.text(f"provincial.{key}").format(**self._slots(flow))

    def _sentence(self, key: str, flow: str, **slots: Any) -> Markup:
        return sentence(self.words, f"provincial.{key}", **self._slots(flow), **slots)


def whole_name(words: Words, computed: Computed) -> str:
    """Name the whole: the country, or the sum of its provinces where that is what it is."""
    return words.text("provincial.sum" if computed.whole_is_sum else "whole.region")
