"""The report, put together: its parts in the order of the page, and its report type."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from helpers.core.dimensions import QUANTITY, VALUE
from helpers.core.periods import MONTH
from helpers.indicators.figures import Figures
from helpers.presentation.charts.picture import Gallery
from helpers.presentation.locale.words import Words, chinese
from helpers.presentation.prose import Prose, prose
from helpers.presentation.tables import Table
from helpers.reference.products import hs_name
from helpers.reports.common.blocks import Block, Headline
from helpers.reports.common.data import files_behind, open_store, plain_text
from helpers.reports.common.names import words_of
from helpers.reports.common.overview import Overview
from helpers.reports.common.parameters import given
from helpers.reports.common.ranking import Ranking
from helpers.reports.common.report import MonthlyReport
from helpers.reports.common.view import View
from helpers.reports.product.price_section import Prices
from helpers.reports.product.product_figures import CONCENTRATIONS, GROUPS, compute
from helpers.reports.product.product_parameters import NAME, ROOM, ProductParameters


@dataclass(frozen=True)
class ProductReport(MonthlyReport):
    """The report on one product in one month, and the parts it is put together from."""

    totals: Overview
    prices: Prices
    partner_ranking: Ranking
    province_ranking: Ranking

    def subject(self) -> Mapping[str, str]:
        """Return what is held fixed."""
        return self.totals.subject

    def cards(self) -> list[Headline]:
        """Return the headline numbers."""
        return self.totals.cards()

    def overview(self) -> Prose:
        """Tell values, then quantities, for the month and for January to it."""
        values = [self.totals.sentences(span) for span in self.totals.spans()]
        amounts = [self.totals.sentences(span, QUANTITY) for span in self.totals.spans()]
        if not any(amounts):
            amounts = [[self.view.sentence("overview.no_quantity")]]
        return prose(*values, *(told for told in amounts if told))

    def overview_table(self) -> Table:
        """Set the month beside January to it."""
        return self.totals.table()

    def price(self) -> Prose:
        """Tell unit values, and what prices and quantities add to the growth in value."""
        return self.prices.prose()

    def price_table(self) -> Table | Block:
        """Show unit values, and the two parts of the growth in value."""
        return self.prices.table()

    def price_charts(self) -> Gallery | Block:
        """Draw the two parts of the growth in value."""
        return self.prices.charts()

    def partners(self, flow: str) -> Prose:
        """Tell the EU, ASEAN, the three largest partners, and their concentration."""
        spans = self.partner_ranking.spans(flow)
        if not spans:
            return prose([self.view.sentence("partners.absent", flow=flow)])
        return prose(
            *(
                [*self.partner_ranking.sentences(span, flow), *self._concentration(span, flow)]
                for span in spans
            )
        )

    def partner_table(self, flow: str) -> Table | Block:
        """Show the EU, ASEAN and the ten largest partners."""
        return self.partner_ranking.table(flow)

    def partner_charts(self, flow: str) -> Gallery | Block:
        """Draw the ten largest partners with last year's marks."""
        return self.partner_ranking.charts(flow)

    def provinces(self, flow: str) -> Prose:
        """Tell the three provinces with the largest trade in the product."""
        spans = self.province_ranking.spans(flow)
        if not spans:
            return prose([self.view.sentence("provinces.absent", flow=flow)])
        return prose(*(self.province_ranking.sentences(span, flow) for span in spans))

    def province_table(self, flow: str) -> Table | Block:
        """Show the ten provinces with the largest trade in the product."""
        return self.province_ranking.table(flow)

    def province_charts(self, flow: str) -> Gallery | Block:
        """Draw the ten largest provinces with last year's marks."""
        return self.province_ranking.charts(flow)

    def _concentration(self, span: str, flow: str) -> list[Any]:
        """Tell how much the largest partners hold, for each n there are as many partners as."""
        found = {
            count: self.view.find(f"partner_cr{count}", span, flow, **self.totals.subject)
            for count in CONCENTRATIONS
        }
        items = [
            {"count": self.view.words.numeral(count), "held": figure}
            for count, figure in found.items()
            if figure is not None
        ]
        if not items:
            return []
        held = self.view.listing("partners.held", items)
        return [self.view.sentence("partners.concentration", span, flow, held=held)]


@plain_text
def load(values: Mapping[str, Any]) -> ProductReport:
    """Check the parameters, read the data, compute the figures: see ``ReportType.load``."""
    parameters = ProductParameters.of(NAME, given(values))
    store = open_store()
    words = words_of(store)
    figures, currency = compute(store, parameters, words)
    slots = {
        "unit": words.unit(currency),
        "product": words.product(parameters.hs),
        "amounts": _amounts(figures, words),
    }
    files = files_behind(store, figures)
    view = View(words, figures, files, parameters.period, ROOM, slots)
    return ProductReport(
        NAME, parameters.page, parameters, currency, view, *_parts(view, parameters.hs)
    )


def _amounts(figures: Figures, words: Words) -> str:
    """Name the unit of quantities, for the note under the overview; empty where there are none."""
    units = {one.unit for one in figures.where(metric="level", measure=QUANTITY)}
    labels = [words.unit(unit) for unit in sorted(units)]
    return "".join(words.fill(f"{ROOM}.overview.amounts", amount=label) for label in labels)


def _parts(view: View, hs: str) -> tuple[Overview, Prices, Ranking, Ranking]:
    subject = {"product": hs}
    return (
        Overview(view, subject, (VALUE, QUANTITY)),
        Prices(view, hs),
        Ranking(view, "partners", "partner", subject, ("level", "weight", "growth"), GROUPS),
        Ranking(view, "provinces", "region", subject, ("level", "growth")),
    )


def headings(parameters: ProductParameters) -> dict[str, str]:
    """Give the texts for the places held in the notebook's headings."""
    # The data is asked only for a product that no reference table names.
    words = chinese() if hs_name(parameters.hs) else words_of(open_store())
    return {
        "month": words.period(parameters.period, MONTH),
        "both": words.month_and_ytd(parameters.period),
        "product": words.product(parameters.hs),
    }
