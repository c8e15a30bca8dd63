"""The report on one province's trade, by default Beijing: overview, products, partners.

In: the parameters of a notebook. Out: the report whose parts the notebook shows. ``city_report`` computes the
figures and shows them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Final

from pydantic import AfterValidator, BeforeValidator, Field

from helpers.core.errors import ReferenceTableError
from helpers.reference.provinces import province_code
from helpers.reports.common.parameters import MonthlyParameters, ReportType

if TYPE_CHECKING:
    from helpers.observations.warehouse.store import Store

DEFAULT_REGION: Final = "11"


def _region(text: str) -> str:
    try:
        return province_code(text)
    except ReferenceTableError as error:
        raise ValueError(str(error)) from error


class CityParameters(MonthlyParameters):
    """The parameters: the month, and the province, by code or by any of its names."""

    region: Annotated[
        str,
        BeforeValidator(str),
        AfterValidator(_region),
        Field(description="the province, by code or name: 11, 北京, Beijing [default: Beijing]"),
    ] = DEFAULT_REGION

    @property
    def page(self) -> str:
        """Return the name of the edition's page: its month, and the province unless the default."""
        return self.period if self.region == DEFAULT_REGION else f"{self.period}-{self.region}"

    @classmethod
    def available(cls, store: Store) -> list[str]:
        """List the months the default province has data for."""
        from helpers.reports.common.data import months_of  # noqa: PLC0415  # only `list` asks

        return months_of(store, region=DEFAULT_REGION)


TYPE: Final = ReportType("beijing_city", CityParameters, "helpers.reports.city.city_report")
load = TYPE.load
