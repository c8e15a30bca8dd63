"""The report, put together: its figures, and its two parts in the order of the page."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from helpers.core.dimensions import EXPORT
from helpers.core.periods import SPANS
from helpers.indicators import bases, changes, counts, ranks, shares
from helpers.indicators.figures import Figures
from helpers.observations.schema import OBSERVED
from helpers.observations.warehouse.store import Store
from helpers.presentation.locale.words import chinese
from helpers.reference.provinces import provinces
from helpers.reports.common.all_provinces import full_months, refuse_gaps
from helpers.reports.common.blocks import Headline
from helpers.reports.common.data import (
    ReportData,
    files_behind,
    levels_and_changes,
    open_store,
    plain_text,
)
from helpers.reports.common.names import words_of
from helpers.reports.common.parameters import MonthlyParameters
from helpers.reports.common.report import MonthlyReport
from helpers.reports.common.view import View
from helpers.reports.provincial import TYPE, ProvincialParameters
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
    figures, currency, summed = compute(store, parameters)
    words = words_of(store)
    slots = {
        "unit": words.unit(currency),
        "whole": words.text("provincial.sum" if summed else "whole.region"),
        "whole_short": words.text(f"provincial.whole_short.{'sum' if summed else 'national'}"),
    }
    files = files_behind(store, figures)
    view = View(words, figures, files, parameters.period, TYPE.name, slots)
    sections = (Section(view.at(span=span), bool(figures.where(span=span))) for span in SPANS)
    return ProvincialReport(TYPE.name, parameters, currency, view, *sections)


def compute(store: Store, parameters: MonthlyParameters) -> tuple[Figures, str, bool]:
    """Compute every figure of the report.

    Returns
    -------
    tuple of (Figures, str, bool)
        The figures of each province and of the whole (region ``_T``), for each span the data has; the
        currency of all values; whether the whole is the sum of the 31 provinces, for want of a national
        total in the data.

    Raises
    ------
    NoDataError
        When the month has no data, or not that of all 31 provinces in both directions.
    """
    data = ReportData.of_month(store, parameters, "region")
    parts, whole = data.panel("region"), data.panel()
    parts = parts[parts["region"].isin(provinces().index)]
    if parts.empty:
        data.refuse(TYPE.name, full_months(data))
    refuse_gaps(TYPE.name, parts, whole, parameters.period)
    whole = bases.summed_bases(whole, parts)
    frames = [
        *levels_and_changes(pd.concat([parts, whole], ignore_index=True)),
        shares.share(parts, whole),
        shares.share_change(parts, whole),
        shares.contribution(parts, whole),
        ranks.rank(parts),
        ranks.rank_change(parts),
        counts.directions(changes.growth(parts)),
    ]
    summed = bool((whole.loc[whole["flow"] == EXPORT, "basis"] != OBSERVED).any())
    return Figures(pd.concat(frames, ignore_index=True)), data.query.unit, summed


def headings(parameters: ProvincialParameters) -> dict[str, str]:
    """Give the texts for the places held in the notebook's headings: the month, and January to it."""
    words = chinese()
    return {span: words.period(parameters.period, span) for span in SPANS}
