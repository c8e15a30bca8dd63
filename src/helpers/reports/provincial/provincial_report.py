"""The report, put together: its two parts in the order of the page."""

from __future__ import annotations

from dataclasses import dataclass

from helpers.core.periods import SPANS
from helpers.presentation.locale.words import chinese
from helpers.reports.common.blocks import Headline
from helpers.reports.common.data import files_behind, open_store, plain_text
from helpers.reports.common.names import words_of
from helpers.reports.common.report import MonthlyReport
from helpers.reports.common.view import View
from helpers.reports.provincial import TYPE, ProvincialParameters
from helpers.reports.provincial.provincial_figures import compute
from helpers.reports.provincial.section import Section


@dataclass(frozen=True)
class ProvincialReport(MonthlyReport):
    """The report of one month; ``month`` and ``ytd`` are the two parts of the page."""

    month: Section
    ytd: Section

    def cards(self) -> list[Headline]:
        """Return the headline numbers of the month, or of January to it where there is no month."""
        return (self.month if self.month.present else self.ytd).cards()


@plain_text
def load(parameters: ProvincialParameters) -> ProvincialReport:
    """Read the data and compute the figures: see ``ReportType.load``."""
    store = open_store()
    computed = compute(store, parameters)
    figures, currency = computed.figures, computed.currency
    words = words_of(store)
    summed = computed.whole_is_sum
    slots = {
        "unit": words.unit(currency),
        "whole": words.text("provincial.sum" if summed else "whole.region"),
        "whole_short": words.text(f"provincial.whole_short.{'sum' if summed else 'national'}"),
    }
    files = files_behind(store, figures)
    view = View(words, figures, files, parameters.period, TYPE.name, slots)
    sections = (Section(view.at(span=span), bool(figures.where(span=span))) for span in SPANS)
    return ProvincialReport(TYPE.name, parameters, currency, view, *sections)


def headings(parameters: ProvincialParameters) -> dict[str, str]:
    """Give the texts for the places held in the notebook's headings: the month, and January to it."""
    words = chinese()
    return {span: words.period(parameters.period, span) for span in SPANS}
