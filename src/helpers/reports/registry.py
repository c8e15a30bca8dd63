"""All report types by name; a notebook imports its own alone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, TypeGuard, TypeVar

from helpers.core.cached_values import Values, computed
from helpers.core.errors import ParameterError
from helpers.reports import annual, city, national, partner, product, profile, provincial
from helpers.reports.common.parameters import (
    MONTHS,
    MonthlyParameters,
    Offer,
    Parameters,
    ReportType,
)

if TYPE_CHECKING:
    from helpers.observations.warehouse.store import Store

Found = TypeVar("Found")

REPORTS: Final[dict[str, ReportType]] = {
    room.TYPE.name: room.TYPE
    for room in (national, provincial, city, partner, product, annual, profile)
}
"""The report types by name; the order is that of the site."""


def report_type(name: str) -> ReportType:
    """Return a report type by name; ParameterError when there is none of that name."""
    if name not in REPORTS:
        raise ParameterError(f"report '{name}' is not known; expected one of: {', '.join(REPORTS)}")
    return REPORTS[name]


def owner_of(folder: str) -> tuple[str, str] | None:
    """Return the report type and subject whose editions stand in a folder that is called so."""
    if folder in REPORTS:
        return folder, REPORTS[folder].shared({}).subject
    for name, kind in REPORTS.items():
        if subject := kind.parameters.subject_in(folder):
            return name, subject
    return None


@dataclass(frozen=True)
class ReportsOfData:
    """What the report types can be run for, and are called, by the data that ``store`` gives when asked.

    Attributes
    ----------
    store : callable
        Opens the data.
    values : callable
        Returns what was computed of the data before, or computes it.
    """

    store: Callable[[], Store]
    values: Values = computed
    _found: dict[tuple[str, Parameters], Any] = field(
        init=False, default_factory=dict, repr=False, compare=False
    )
    """What was found out already, by report type and parameters."""

    def offers(self, report: str, values: Mapping[str, Any]) -> dict[str, tuple[Offer, ...]]:
        """Return in which currencies a report can be run, the best first, by month, the oldest first.

        ``values`` are the parameters but for the month; a report of years has no months.
        """
        parameters = report_type(report).shared(values)
        if not _is_of_months(parameters):
            return {}
        return self._once(report, parameters, lambda: self._months(report, parameters))

    def periods(self, report: str, values: Mapping[str, Any]) -> dict[str, dict[str, str]]:
        """Return what names each period that a report can be run for, by the name of its page.

        ``values`` as in ``offers``.
        """
        parameters = report_type(report).shared(values)
        if _is_of_months(parameters):
            return {month: {"period": month} for month in self.offers(report, values)}
        return self._once(report, parameters, lambda: self._pages(report, parameters))

    def title(self, report: str, values: Mapping[str, Any]) -> str:
        """Return what a report's editions on a subject are called, in the currency that is named."""
        from helpers.reports.common.names import report_words  # noqa: PLC0415  # as below

        parameters = report_type(report).shared(values)
        words = report_words(self.store(), parameters.language)
        title = parameters.title(words)
        if parameters.currency is None:
            return title
        currency = words.text(f"units.{parameters.currency}.name")
        return words.fill("series.title", title=title, currency=currency)

    def _once(self, report: str, parameters: Parameters, find: Callable[[], Found]) -> Found:
        asked = report, parameters
        if asked not in self._found:
            self._found[asked] = find()
        found: Found = self._found[asked]
        return found

    def _months(self, report: str, parameters: MonthlyParameters) -> dict[str, tuple[Offer, ...]]:
        def find() -> dict[str, tuple[Offer, ...]]:
            from helpers.reports.common.currencies import months_offered  # noqa: PLC0415  # it is slow

            return months_offered(self.store(), parameters)

        found = self.values(_name("offers", report, parameters), find)
        return {month: tuple(Offer(*each) for each in offers) for month, offers in found.items()}

    def _pages(self, report: str, parameters: Parameters) -> dict[str, dict[str, str]]:
        name = _name("pages", report, parameters)
        found: dict[str, dict[str, str]] = self.values(name, lambda: parameters.pages(self.store()))
        return found


def _is_of_months(parameters: Parameters) -> TypeGuard[MonthlyParameters]:
    return parameters.EDITIONS == MONTHS


def _name(what: str, report: str, parameters: Parameters) -> str:
    return f"{what} {report} {parameters.model_dump_json(exclude_defaults=True)}"
