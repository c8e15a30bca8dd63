"""The nation in one year: totals, surplus, and how the year stands among others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from markupsafe import Markup

from helpers.core.dimensions import BALANCE, EXPORT, IMPORT, TOTAL
from helpers.core.periods import MONTH, YTD
from helpers.indicators.figures import Figure
from helpers.indicators.history import plan_of
from helpers.presentation.prose import Prose, prose
from helpers.presentation.tables import Head, Row, Table, figure_cell, plain_growth
from helpers.reports.annual.annual_figures import Scope
from helpers.reports.annual.nation_figures import THRESHOLDS
from helpers.reports.annual.year_view import YearView
from helpers.reports.common.blocks import Block, Headline, headline, headlines, table_notes
from helpers.reports.common.revised import growth_against_stored

_NAMES: Final = {TOTAL: "total", EXPORT: "exports", IMPORT: "imports"}
_FLOWS: Final = (*_NAMES, BALANCE)
TABLE: Final = "nation"
_FEW: Final = 3
"""The periods it takes to speak of a record."""


@dataclass(frozen=True)
class Nation:
    """The nation's totals.

    Attributes
    ----------
    year : YearView
        In the leading currency.
    others : tuple of YearView
        In further currencies.
    scopes : tuple of Scope
        The period and currency of each.
    """

    year: YearView
    others: tuple[YearView, ...]
    scopes: tuple[Scope, ...]

    def cards(self) -> list[Headline]:
        """Return the headline numbers: total, exports, imports and balance."""
        view, cards = self.year.view, []
        for flow in _FLOWS:
            level, moved = self.year.cell("level", flow), _moved(self.year, flow)
            against = "growth"
            if flow == BALANCE and moved is None:
                moved, against = self.year.cell("change", flow), "change"
            if level is not None and moved is not None:
                label = view.text("nation.card", flow=flow)
                against = view.words.text(f"against.{against}")
                cards.append(headline(view.words, label, level, moved, against))
        return cards

    def headline(self) -> Block:
        """Show the headline numbers."""
        return headlines(self.cards())

    def overview(self) -> Prose:
        """Tell the totals in every currency, and how far their bases can be trusted."""
        first = [self._totals(self.year, "overview"), *self._surplus_error()]
        others = [self._totals(year, "in_currency") for year in self.others]
        return prose([*first, *others], self._superseded(), self._december())

    def history(self) -> Prose:
        """Tell records, runs of growth, and growth since the five-year plan began."""
        told = [*self._records(), *self._runs(), *self._plan(), *self._partners()]
        return prose(told) if told else prose([self.year.view.sentence("nation.no_history")])

    def table(self) -> Table:
        """Show total, exports, imports and balance with growth, one currency beside another."""
        words, view = self.year.view.words, self.year.view
        years = (self.year, *self.others)
        heads = [
            Head(view.text(f"nation.columns.{column}", unit=label), name)
            for year in years
            for label, name in [(self._unit(year), words.text(f"units.{year.currency}.name"))]
            for column in ("level", "growth")
        ]
        rows = tuple(
            Row(
                view.text(f"nation.rows.{flow}"),
                tuple(
                    figure_cell(words, figure)
                    for year in years
                    for figure in (year.cell("level", flow), _moved(year, flow))
                ),
            )
            for flow in _FLOWS
        )
        rows = plain_growth(rows)
        notes = (view.text("nation.notes.balance"), *table_notes(view, rows))
        caption = view.table_caption(TABLE, view.text("nation.caption", YTD))
        stub = Head(view.text("nation.columns.name"))
        return Table(f"tab-{TABLE}", caption, stub, tuple(heads), rows, notes)

    def _unit(self, year: YearView) -> str:
        level = year.cell("level", TOTAL)
        return year.view.words.unit_of(level) if level else year.view.words.unit(year.currency)

    def _totals(self, year: YearView, key: str) -> Markup:
        slots: dict[str, Any] = {"currency": year.view.words.text(f"units.{year.currency}.name")}
        for flow, name in _NAMES.items():
            slots[name] = year.cell("level", flow)
            slots[f"{name}_growth"] = year.cell("growth", flow)
        slots["balance"] = year.cell("level", BALANCE)
        slots["surplus_growth"] = year.find("surplus_growth", BALANCE)
        if any(value is None for name, value in slots.items() if name != "surplus_growth"):
            return self._total_only(year)
        suffix = "" if slots["surplus_growth"] is not None else "_bare"
        return year.view.sentence(f"nation.{key}{suffix}", YTD, **slots)

    def _total_only(self, year: YearView) -> Markup:
        level, growth = year.figure("level", TOTAL), year.figure("growth", TOTAL)
        return year.view.sentence("nation.total_only", YTD, total=level, total_growth=growth)

    def _surplus_error(self) -> list[Markup]:
        error = self.year.find("surplus_growth_error", BALANCE)
        return [self.year.view.sentence("nation.surplus_error", error=error)] if error else []

    def _superseded(self) -> list[Markup]:
        """Tell the growth against the base as first released, where the source's own is another."""
        stored = {flow: self.year.find("growth_stored", flow) for flow in _NAMES}
        return growth_against_stored(self.year.view, stored)

    def _december(self) -> list[Markup]:
        view = self.year.view
        keys = {"measure": self.year.measure}
        level = view.find("level", MONTH, TOTAL, **keys)
        growth = view.find("growth", MONTH, TOTAL, **keys)
        if level is None or growth is None:
            return []
        return [view.sentence("nation.month", MONTH, total=level, growth=growth)]

    def _records(self) -> list[Markup]:
        view = self.year.view
        told = []
        for span in (YTD, MONTH):
            records = {
                flow: view.find("record", span, flow, measure=self.year.measure) for flow in _NAMES
            }
            items = [
                {"flow": view.words.text(f"flows.{flow}"), "record": record}
                for flow, record in records.items()
                if record is not None and (record.value or 0) >= _FEW
            ]
            if items:
                flows = view.listing(f"nation.record.each.{span}", items)
                told.append(view.sentence(f"nation.record.{span}", flows=flows))
        return told

    def _runs(self) -> list[Markup]:
        view = self.year.view
        told = []
        for span, metric in ((YTD, "run_years"), (MONTH, "run_months")):
            run = view.find(metric, span, TOTAL, measure=self.year.measure)
            if run is not None and (run.value or 0) > 1:
                told.append(view.sentence(f"nation.run.{span}", span, TOTAL, run=run))
        return told

    def _plan(self) -> list[Markup]:
        """Tell growth since the year before the plan, and the plan's sum where all years are there."""
        view, told = self.year.view, []
        plan = plan_of(int(view.period[:4]))
        since, cagr = self.year.find("growth_since_base", TOTAL), self.year.find("cagr", TOTAL)
        if since is not None and cagr is not None:
            base = view.words.fill("periods.calendar", year=plan[0] - 1)
            told.append(view.sentence("nation.plan.since", base=base, since=since, cagr=cagr))
        total = self.year.find("plan_sum", TOTAL)
        if total is not None:
            first = view.words.fill("periods.calendar", year=plan[0])
            told.append(view.sentence("nation.plan.sum", first=first, total=total))
        return told

    def _partners(self) -> list[Markup]:
        """Tell how many partners there are, by size, and how much the ten largest hold."""
        slots: dict[str, Any] = {
            name: self.year.find(name, TOTAL) for name in ("partners", *THRESHOLDS, "partner_cr10")
        }
        computed = [one for one in slots.values() if one is not None and one.basis == "computed"]
        if len(computed) < len(slots):
            return []
        return [self.year.view.sentence("nation.partners", **slots)]


def _moved(year: YearView, flow: str) -> Figure | None:
    if flow == BALANCE:
        return year.find("surplus_growth", flow)
    return year.cell("growth", flow)
