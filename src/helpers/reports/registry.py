"""All report types by name; a notebook imports its own alone."""

from __future__ import annotations

from typing import Final

from helpers.core.errors import ParameterError
from helpers.reports import annual, city, product, provincial
from helpers.reports.common.parameters import ReportType

REPORTS: Final[dict[str, ReportType]] = {
    room.TYPE.name: room.TYPE for room in (provincial, city, product, annual)
}
"""The report types by name; the order is that of the site."""


def report_type(name: str) -> ReportType:
    """Return a report type by name; ParameterError when there is none of that name."""
    if name not in REPORTS:
        raise ParameterError(f"report '{name}' is not known; expected one of: {', '.join(REPORTS)}")
    return REPORTS[name]
