"""The report, put together: its parts in the order of the page, and its report type."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from helpers.core.periods import MONTH, SPANS, YTD
from helpers.observations.warehouse.store import Store
from helpers.presentation.locale.words import chinese
from helpers.reports.common.blocks import Headline
from helpers.reports.common.data import files_behind, open_store, plain_text
from helpers.reports.common.names import words_of
from helpers.reports.common.parameters import given
from helpers.reports.common.report import MonthlyReport
from helpers.reports.common.view import View
from helpers.reports.provincial.provincial_figures import ProvincialFigures, compute
from helpers.reports.provincial.provincial_parameters import NAME, ProvincialParameters
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
def load(values: Mapping[str, Any]) -> ProvincialReport:
    """Check the parameters, read the data, compute the figures: see ``ReportType.load``."""
    parameters = ProvincialParameters.of(NAME, given(values))
    store = open_store()
    computed = compute(store, parameters)
    present = [span for span in SPANS if computed.figures.where(span=span)]
    view = _view(store, computed, parameters.period)
    sections = (Section(view, span, span in present) for span in (MONTH, YTD))
    return ProvincialReport(NAME, parameters.page, parameters, computed.currency, view, *sections)


def _view(store: Store, computed: ProvincialFigures, period: str) -> View:
    words = words_of(store)
    slots = {
        "unit": words.unit(computed.currency),
        "whole": words.text("provincial.sum" if computed.whole_is_sum else "whole.region"),
        "whole_short": words.text(
            f"provincial.whole_short.{'sum' if computed.whole_is_sum else 'national'}"
        ),
    }
    files = files_behind(store, computed.figures)
    return View(words, computed.figures, files, period, NAME, slots)


def headings(parameters: ProvincialParameters) -> dict[str, str]:
    """Give the texts for the places held in the notebook's headings: the month, and January to it."""
    words = chinese()
    return {span: words.period(parameters.period, span) for span in SPANS}
