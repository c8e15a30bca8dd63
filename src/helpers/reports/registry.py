"""All report types by name; a notebook imports its own alone."""

from __future__ import annotations

from typing import Final

from helpers.core.errors import ParameterError
from helpers.reports.annual.report import REPORT as ANNUAL
from helpers.reports.city.report import REPORT as CITY
from helpers.reports.common.report_type import ReportType
from helpers.reports.product.report import REPORT as PRODUCT
from helpers.reports.provincial.report import REPORT as PROVINCIAL

REPORTS: Final[dict[str, ReportType]] = {
    kind.name: kind for kind in (PROVINCIAL, CITY, PRODUCT, ANNUAL)
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
