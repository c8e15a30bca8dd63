"""The nation in one year: totals, surplus, and how the year stands among others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from markupsafe import Markup

from helpers.core.dimensions import BALANCE, EXPORT, IMPORT, TOTAL
from helpers.core.periods import MONTH
from helpers.indicators.counts import THRESHOLDS
from helpers.indicators.figures import Figure
from helpers.indicators.history import plan_of
from helpers.observations.schema import COMPUTED
from helpers.presentation.prose import Prose, prose, sentence
from helpers.presentation.tables import Head, Table
from helpers.reports.common.balance import balance_card
from helpers.reports.common.blocks import Block, Headline, cards_of, headlines
from helpers.reports.common.limits import derived_span
from helpers.reports.common.phrases import totals
from helpers.reports.common.revised import growth_against_stored
from helpers.reports.common.view import View

_FLOWS: Final = (TOTAL, EXPORT, IMPORT)
_FEW: Final = 3
"""The years it takes to speak of a record, or of a run of growth."""


@dataclass(frozen=True)
class Nation:
    """The nation's totals.

    Attributes
    ----------
    view : View
        In the leading currency.
    others : tuple of View
        In further currencies.
    """

    view: View
    others: tuple[View, ...]

    def cards(self) -> list[Headline]:
        """Return the headline numbers: total, exports, imports and balance."""
        view = self.view
        surplus = view.find("surplus_growth", flow=BALANCE)
        moved = sentence(view.words, "balance.card.grown", growth=surplus) if surplus else None
        return [
            *cards_of(view, "nation.card"),
            *balance_card(view, str(view.slots["whole"]), moved),
        ]

    def headline(self) -> Block:
        """Show the headline numbers."""
        return headlines(self.cards())

    def overview(self) -> Prose:
        """Tell the totals in every currency, and how far their bases can be trusted."""
        view = self.view
        sentences = [_totals(view, "overview")]
        if error := view.find("surplus_growth_error", flow=BALANCE):
            sentences.append(view.sentence("nation.surplus_error", error=error))
        sentences += [_totals(other, "in_currency") for other in self.others]
        limits = [*growth_against_stored(view), *derived_span(view)]
        return prose(self.view.words, sentences, limits, self._december())

    def history(self) -> Prose:
        """Tell records, runs of growth, and growth since the five-year plan began."""
        sentences = [*self._records(), *self._runs(), *self._plan(), *self._partners()]
        return prose(self.view.words, sentences or [self.view.sentence("nation.no_history")])

    def table(self) -> Table:
        """Show total, exports, imports and balance with growth, one currency next to another."""
        view = self.view
        views = (view, *self.others)
        heads = [Head(view.text("nation.columns.name"))] + [
            Head(each.text(f"nation.columns.{column}"), each.slots["currency"])
            for each in views
            for column in ("level", "growth")
        ]
        rows = [
            view.row(
                view.text(f"nation.rows.{flow}"),
                (
                    figure
                    for at in (each.at(flow=flow) for each in views)
                    for figure in (at.cell("level"), _moved(at))
                ),
            )
            for flow in (TOTAL, EXPORT, IMPORT, BALANCE)
        ]
        notes = [view.text("nation.notes.balance")]
        return view.table("nation", view.text("nation.caption"), heads, rows, notes)

    def _december(self) -> list[Markup]:
        view = self.view.at(span=MONTH)
        level, growth = view.find("level"), view.find("growth")
        if level is None or growth is None:
            return []
        return [view.sentence("nation.month", total=level, growth=growth)]

    def _records(self) -> list[Markup]:
        """Tell which flows are larger than in all other years; months are told where they stand in a row."""
        view = self.view
        flows: dict[float, list[Figure]] = {}
        for flow in _FLOWS:
            if (record := view.find("record", flow=flow)) and (record.value or 0) >= _FEW:
                flows.setdefault(record.value or 0, []).append(record)
        found = [
            view.sentence(
                "nation.record.each",
                record=records[0],
                flows=view.joined(view.words.text(f"flows.{one.flow}") for one in records),
            )
            for records in flows.values()
        ]
        told = view.joined(found, "clause")
        return [view.sentence("nation.record.told", parts=told)] if found else []

    def _runs(self) -> list[Markup]:
        """Tell for how many years trade has grown, unless a source says that: it knows more years than the data."""
        run = self.view.find("run_years")
        stated = self.view.figures.where(metric="stated_run_years", flow=TOTAL)
        known = run is not None and (run.value or 0) >= _FEW and not stated
        return [self.view.sentence("nation.run", run=run)] if known else []

    def _plan(self) -> list[Markup]:
        """Tell growth since the year before the plan, and the plan's sum where all years are there."""
        view, sentences = self.view, []
        plan = plan_of(int(view.period[:4]))
        since, cagr = view.find("growth_since_base"), view.find("cagr")
        if since is not None and cagr is not None:
            base = view.words.fill("periods.calendar", year=plan[0] - 1)
            sentences.append(view.sentence("nation.plan.since", base=base, since=since, cagr=cagr))
        if total := view.find("plan_sum"):
            first = view.words.fill("periods.calendar", year=plan[0])
            sentences.append(view.sentence("nation.plan.sum", first=first, total=total))
        return sentences

    def _partners(self) -> list[Markup]:
        """Tell how many partners there are, by size, and how much the ten largest hold."""
        names = ("partners", *THRESHOLDS, "partner_cr10")
        slots: dict[str, Any] = {name: self.view.find(name) for name in names}
        if any(one is None or one.basis != COMPUTED for one in slots.values()):
            return []
        return [self.view.sentence("nation.partners", **slots)]


def _totals(view: View, key: str) -> Markup:
    """Tell a currency's total, exports, imports and surplus; of what lacks some, the total alone."""
    slots = totals(view)
    if None in slots.values():
        total, growth = view.figure("level"), view.figure("growth")
        return view.sentence("nation.total_only", total=total, total_growth=growth)
    surplus = view.find("surplus_growth", flow=BALANCE)
    suffix = "" if surplus else "_bare"
    return view.sentence(f"nation.{key}{suffix}", surplus_growth=surplus, **slots)


def _moved(view: View) -> Figure | None:
    if view.keys["flow"] == BALANCE:
        return view.find("surplus_growth")
    return view.cell("growth")
