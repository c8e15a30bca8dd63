"""The report on one province's trade, by default Beijing: overview, products, partners.

In: the parameters of a notebook. Out: the report whose parts the notebook shows. ``city_report`` computes the
figures and shows them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar, Final

from pydantic import AfterValidator, BeforeValidator

from helpers.core.errors import ReferenceTableError
from helpers.reference.provinces import address_names, province_code
from helpers.reports.common.parameters import MonthlyParameters, ReportType

if TYPE_CHECKING:
    from helpers.presentation.locale.words import Words

DEFAULT_REGION: Final = "11"


def _region(text: str) -> str:
    try:
        return province_code(text)
    except ReferenceTableError as error:
        raise ValueError(str(error)) from error


class CityParameters(MonthlyParameters):
    """The parameters: the month, and the province, by code or by any of its names."""

    SUBJECT: ClassVar[str] = "region"
    SECTIONS: ClassVar[tuple[tuple[str, ...], ...]] = ((), ("product",), ("partner",))

    region: Annotated[
        str,
        BeforeValidator(str),
        AfterValidator(_region),
    ] = DEFAULT_REGION

    @property
    def fixed(self) -> dict[str, str]:
        """Return the province, by its dimension."""
        return {"region": self.region}

    @property
    def folder(self) -> str:
        """Return the province's English name, such as ``inner_mongolia``; nothing for the default."""
        return "" if self.region == DEFAULT_REGION else address_names()[self.region]

    @classmethod
    def subject_in(cls, folder: str) -> str:
        """Return the code of the province that is called so; nothing where none is."""
        return next((code for code, name in address_names().items() if name == folder), "")

    def title(self, words: Words) -> str:
        """Return what the editions on the province are called."""
        return words.fill("city.title", region=words.full_region(self.region))


TYPE: Final = ReportType("beijing_city", CityParameters, "helpers.reports.city.city_report")
load = TYPE.load
