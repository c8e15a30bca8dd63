"""The provincial report: all 31 provinces in one month and from January to it.

``content`` computes the figures; ``section`` shows those of one span; here are the parameters and
the order of the page.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from helpers.reports.display import Block, Record, notice, record
from helpers.reports.kind import ReportType
from helpers.reports.opening import open_store
from helpers.reports.parameters import MonthlyParameters, given
from helpers.reports.provincial.content import Computed, compute, months_with_all
from helpers.reports.provincial.section import Section
from helpers.vocabulary import MONTH, SPANS, YTD
from helpers.words import Words, chinese

NAME: Final = "provincial"


@dataclass(frozen=True)
class ProvincialReport:
    """The report of one month.

    Attributes
    ----------
    parameters : MonthlyParameters
        What was asked for.
    computed : Computed
        Every number of the report, and the raw files behind them.
    month, ytd : Section
        The two parts of the page.
    """

    parameters: MonthlyParameters
    computed: Computed
    month: Section
    ytd: Section
    words: Words

    def notice(self) -> Block:
        """Say what kind of data the page is made from."""
        return notice(self.words, self.computed.files)

    def record(self) -> Record:
        """Name the sources, and keep the edition's record in the notebook."""
        identity = {
            "report": NAME,
            "name": self.parameters.period,
            "key": "period",
            "title": self.words.text(f"{NAME}.title"),
            "period": self.words.period(self.parameters.period, MONTH),
            "currency": self.computed.currency,
            "parameters": self.parameters.model_dump(mode="json"),
        }
        first = self.month if self.month.present else self.ytd
        content = self.computed
        return record(self.words, identity, content.figures, content.files, first.cards())


def load(values: Mapping[str, Any]) -> ProvincialReport:
    """Check the parameters, read the data, compute the figures.

    Parameters
    ----------
    values : mapping
        The parameters by name; a notebook gives its ``globals()``.

    Raises
    ------
    ParameterError, NoDataError, SourceError
        One line that says what is allowed.
    """
    parameters = MonthlyParameters.of(NAME, given(values))
    store = open_store()
    computed = compute(store, parameters)
    words = chinese()
    present = [span for span in SPANS if computed.figures.where(span=span)]
    month, ytd = (
        Section(words, computed, parameters.period, span, present) for span in (MONTH, YTD)
    )
    return ProvincialReport(parameters, computed, month, ytd, words)


def page(parameters: MonthlyParameters) -> str:
    """Name the edition's page: its month."""
    return parameters.period


def headings(parameters: MonthlyParameters) -> dict[str, str]:
    """Give the texts for the places held in the notebook's headings: the month, and January to it."""
    words = chinese()
    return {span: words.period(parameters.period, span) for span in SPANS}


REPORT: Final = ReportType(NAME, MonthlyParameters, load, page, headings, available=months_with_all)
