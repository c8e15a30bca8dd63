"""Report types: what each asks for, computes and shows, in the order of its pages.

One room a report type. ``parameters`` checks what a report is asked for; ``opening`` finds the data
and asks the store, ``reshape`` groups what it answers; ``parts`` holds what several reports show;
``kind`` says what a report type is. ``pages`` and ``differences`` serve the book's own pages, ``lookup``
the search.
"""

from __future__ import annotations

from typing import Final

from helpers.errors import ParameterError
from helpers.reports import annual, city, product, provincial
from helpers.reports.kind import ReportType

REPORTS: Final[dict[str, ReportType]] = {
    kind.name: kind for kind in (provincial.REPORT, city.REPORT, product.REPORT, annual.REPORT)
}
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
