"""The parameters of the report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from helpers.reports.common.parameters import MonthlyParameters

if TYPE_CHECKING:
    from helpers.observations.warehouse.store import Store

NAME: Final = "provincial"


class ProvincialParameters(MonthlyParameters):
    """The parameters: the month."""

    @classmethod
    def available(cls, store: Store) -> list[str]:
        """List the months that have all provinces."""
        from helpers.reports.common.all_provinces import months_with_all  # noqa: PLC0415  # only `list`

        return months_with_all(store)
