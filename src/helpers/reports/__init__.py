"""Report types: what each asks for, computes and shows, in the order of its pages.

One module a report type. ``parameters`` checks what a report is asked for, ``opening`` finds the
data and asks the store, ``display`` holds what every report shows around its content; a report's
own module holds the rest.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, Protocol

from helpers.errors import ParameterError
from helpers.reports import provincial
from helpers.reports.parameters import Parameters
from helpers.store import Store


class ReportType(Protocol):
    """What a report's module offers."""

    NAME: str
    PARAMETERS: type[Parameters]

    @staticmethod
    def load(values: Mapping[str, Any]) -> Any:
        """Check the parameters, read the data, and give the report; the notebook's one cell."""

    @staticmethod
    def page(parameters: Any) -> str:
        """Name the edition's page."""

    @staticmethod
    def available(store: Store) -> list[str]:
        """List the periods the report can be run for."""

    @staticmethod
    def headings(parameters: Any) -> dict[str, str]:
        """Give the texts for the places held in the notebook's headings."""


REPORTS: Final[dict[str, ReportType]] = {provincial.NAME: provincial}
"""The report types by name; the order is that of the site."""


def report_type(name: str) -> ReportType:
    """Return a report type by name.

    Raises
    ------
    ParameterError
        When there is none of that name.
    """
    if name not in REPORTS:
        raise ParameterError(f"report '{name}' is not known; expected one of: {', '.join(REPORTS)}")
    return REPORTS[name]
