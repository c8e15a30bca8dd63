"""The report, put together: its parts in the order of the page, and its report type."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from helpers.core.dimensions import VALUE
from helpers.core.periods import MONTH
from helpers.presentation.charts.picture import Gallery
from helpers.presentation.locale.words import chinese
from helpers.presentation.prose import Prose, prose
from helpers.presentation.tables import Table
from helpers.reference.provinces import provinces
from helpers.reports.city.city_figures import GROUPS, compute
from helpers.reports.city.city_parameters import NAME, ROOM, CityParameters
from helpers.reports.city.structure import Structure
from helpers.reports.common.blocks import Block, Headline
from helpers.reports.common.data import files_behind, open_store, plain_text
from helpers.reports.common.names import words_of
from helpers.reports.common.overview import Overview
from helpers.reports.common.parameters import given
from helpers.reports.common.ranking import Ranking
from helpers.reports.common.report import MonthlyReport
from helpers.reports.common.view import View


@dataclass(frozen=True)
class CityReport(MonthlyReport):
    """The report on one province in one month, and the parts it is put together from."""

    totals: Overview
    structure: Structure
    ranking: Ranking

    def subject(self) -> Mapping[str, str]:
        """Return what is held fixed."""
        return self.totals.subject

    def cards(self) -> list[Headline]:
        """Return the headline numbers."""
        return self.totals.cards()

    def overview(self) -> Prose:
        """Tell the month, then January to it."""
        return prose(*(self.totals.sentences(span) for span in self.totals.spans()))

    def overview_table(self) -> Table:
        """Set the month beside January to it."""
        return self.totals.table()

    def products(self, flow: str) -> Prose:
        """Tell the three largest groups of products, for the month and for January to it."""
        return self._told(self.structure, flow, "products.absent")

    def product_table(self, flow: str) -> Table | Block:
        """Show the nine groups of products."""
        return self.structure.table(flow)

    def product_charts(self, flow: str) -> Gallery | Block:
        """Draw the structure, and growth of the month against that of January to it."""
        return self.structure.charts(flow)

    def partners(self, flow: str) -> Prose:
        """Tell ASEAN, the EU and the three largest partners."""
        return self._told(self.ranking, flow, "partners.absent")

    def partner_table(self, flow: str) -> Table | Block:
        """Show ASEAN, the EU and the ten largest partners."""
        return self.ranking.table(flow)

    def partner_charts(self, flow: str) -> Gallery | Block:
        """Draw the ten largest partners with last year's marks."""
        return self.ranking.charts(flow)

    def _told(self, part: Ranking | Structure, flow: str, absent: str) -> Prose:
        spans = part.spans(flow)
        if not spans:
            return prose([self.view.sentence(absent, flow=flow)])
        return prose(*(part.sentences(span, flow) for span in spans))


@plain_text
def load(values: Mapping[str, Any]) -> CityReport:
    """Check the parameters, read the data, compute the figures: see ``ReportType.load``."""
    parameters = CityParameters.of(NAME, given(values))
    store = open_store()
    figures, currency = compute(store, parameters)
    words = words_of(store)
    slots = {
        "unit": words.unit(currency),
        "region": str(provinces().loc[parameters.region, "full_name"]),
        "short": words.region(parameters.region),
    }
    files = files_behind(store, figures)
    view = View(words, figures, files, parameters.period, ROOM, slots)
    return CityReport(
        NAME, parameters.page, parameters, currency, view, *_parts(view, parameters.region)
    )


def _parts(view: View, region: str) -> tuple[Overview, Structure, Ranking]:
    subject = {"region": region}
    return (
        Overview(view, subject, (VALUE,), ("share",)),
        Structure(view, region),
        Ranking(view, "partners", "partner", subject, ("level", "growth"), GROUPS),
    )


def headings(parameters: CityParameters) -> dict[str, str]:
    """Give the texts for the places held in the notebook's headings."""
    words = chinese()
    return {
        "month": words.period(parameters.period, MONTH),
        "both": words.month_and_ytd(parameters.period),
        "region": str(provinces().loc[parameters.region, "full_name"]),
    }
