"""The provincial report: all 31 provinces in one month and from January to it.

In: the parameters of a notebook. Out: the report whose parts the notebook shows. ``provincial_report`` computes the
figures and shows them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from helpers.reports.common.parameters import MonthlyParameters, ReportType

if TYPE_CHECKING:
    from helpers.observations.warehouse.store import Store


class ProvincialParameters(MonthlyParameters):
    """The parameters: the month."""

    @classmethod
    def available(cls, store: Store) -> list[str]:
        """List the months that have all provinces."""
        from helpers.reports.common.data import months_with_all  # noqa: PLC0415  # only `list`

        return months_with_all(store)


TYPE: Final = ReportType(
    "provincial", ProvincialParameters, "helpers.reports.provincial.provincial_report"
)
load = TYPE.load
