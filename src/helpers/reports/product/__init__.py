"""The report on one product's trade, by default lithium-ion batteries.

In: the parameters of a notebook. Out: the report whose parts the notebook shows. ``product_figures``
computes the figures, ``product_report`` shows them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, Final

from pydantic import BeforeValidator, Field

from helpers.reports.common.parameters import MonthlyParameters, ReportType

if TYPE_CHECKING:
    from helpers.observations.warehouse.store import Store

DEFAULT_PRODUCT: Final = "85076000"
_HS: Final = re.compile(r"([0-9]{2}){1,5}")


def _hs_code(given: object) -> str:
    text = str(given)
    if _HS.fullmatch(text) is None:
        zeros = (
            f"; papermill drops leading zeros: use -r hs 0{text}" if isinstance(given, int) else ""
        )
        raise ValueError(f"expected an HS code of 2, 4, 6, 8 or 10 digits, found '{text}'{zeros}")
    return text


class ProductParameters(MonthlyParameters):
    """The parameters: the month, and the product by its HS code."""

    hs: Annotated[
        str,
        BeforeValidator(_hs_code),
        Field(
            description="the product's HS code, such as 85076000 [default: lithium-ion batteries]"
        ),
    ] = DEFAULT_PRODUCT

    @property
    def page(self) -> str:
        """Return the name of the edition's page: its month, and the product unless the default."""
        return self.period if self.hs == DEFAULT_PRODUCT else f"{self.period}-{self.hs}"

    @classmethod
    def available(cls, store: Store) -> list[str]:
        """List the months the default product has data for."""
        from helpers.reports.common.data import months_of  # noqa: PLC0415  # only `list` asks

        return months_of(store, product=DEFAULT_PRODUCT)


TYPE: Final = ReportType(
    "lithium_battery", ProductParameters, "helpers.reports.product.product_report"
)
load = TYPE.load
