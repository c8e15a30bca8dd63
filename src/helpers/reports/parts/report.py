"""What every monthly report is and shows: its parameters, its figures, its record."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass

from helpers.reports.parameters import MonthlyParameters
from helpers.reports.parts.display import Block, Headline, Record, headlines, notice, record
from helpers.reports.parts.view import View
from helpers.vocabulary import MONTH


@dataclass(frozen=True)
class MonthlyReport(ABC):
    """The report of one month.

    Attributes
    ----------
    name : str
        The report type.
    page : str
        The name of the edition's page.
    parameters : MonthlyParameters
        What was asked for.
    currency : str
        Of all values.
    view : View
        Every number of the report, and the raw files behind them.
    """

    name: str
    page: str
    parameters: MonthlyParameters
    currency: str
    view: View

    @abstractmethod
    def cards(self) -> list[Headline]:
        """Return the headline numbers."""

    def notice(self) -> Block:
        """Say what kind of data the page is made from."""
        return notice(self.view.words, self.view.files)

    def headline(self) -> Block:
        """Show the headline numbers."""
        return headlines(self.cards())

    def record(self) -> Record:
        """Name the sources, and keep the edition's record in the notebook."""
        identity = {
            "report": self.name,
            "name": self.page,
            "key": "period",
            "title": self.view.text("title"),
            "period": self.view.words.period(self.parameters.period, MONTH),
            "currency": self.currency,
            "parameters": self.parameters.model_dump(mode="json"),
        }
        return record(self.view, identity, self.cards())
