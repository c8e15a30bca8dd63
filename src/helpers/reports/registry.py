"""All report types by name; a notebook imports its own alone."""

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
