"""All report types by name; a notebook imports its own alone."""

from __future__ import annotations

from typing import Final

from helpers.core.errors import ParameterError
from helpers.reports.annual.annual_parameters import NAME as ANNUAL
from helpers.reports.annual.annual_parameters import AnnualParameters
from helpers.reports.city.city_parameters import NAME as CITY
from helpers.reports.city.city_parameters import CityParameters
from helpers.reports.common.report_type import ReportType
from helpers.reports.product.product_parameters import NAME as PRODUCT
from helpers.reports.product.product_parameters import ProductParameters
from helpers.reports.provincial.provincial_parameters import NAME as PROVINCIAL
from helpers.reports.provincial.provincial_parameters import ProvincialParameters

REPORTS: Final = {
    name: ReportType(name, parameters, f"helpers.reports.{module}")
    for name, parameters, module in (
        (PROVINCIAL, ProvincialParameters, "provincial.provincial_report"),
        (CITY, CityParameters, "city.city_report"),
        (PRODUCT, ProductParameters, "product.product_report"),
        (ANNUAL, AnnualParameters, "annual.annual_report"),
    )
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
