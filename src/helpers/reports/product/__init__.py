"""The report on one product's trade, by default lithium-ion batteries.

In: the parameters of a notebook. Out: the report whose parts the notebook shows. ``product_figures``
computes the figures, ``product_report`` shows them.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, ClassVar, Final

from pydantic import BeforeValidator

from helpers.reports.common.parameters import MonthlyParameters, ReportType

if TYPE_CHECKING:
    from helpers.presentation.locale.words import Words

DEFAULT_PRODUCT: Final = "85076000"
_HS: Final = re.compile(r"([0-9]{2}){1,5}")
_FOLDER: Final = "hs_"


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

    SUBJECT: ClassVar[str] = "hs"
    SECTIONS: ClassVar[tuple[tuple[str, ...], ...]] = ((), ("partner",), ("region",))

    hs: Annotated[
        str,
        BeforeValidator(_hs_code),
    ] = DEFAULT_PRODUCT

    @property
    def fixed(self) -> dict[str, str]:
        """Return the product, by its dimension."""
        return {"product": self.hs}

    @property
    def folder(self) -> str:
        """Return ``hs_`` and the code; nothing for the default."""
        return "" if self.hs == DEFAULT_PRODUCT else f"{_FOLDER}{self.hs}"

    @classmethod
    def subject_in(cls, folder: str) -> str:
        """Return the code of the product whose folder is called so; nothing where there is none."""
        code = folder.removeprefix(_FOLDER)
        return code if code != folder and _HS.fullmatch(code) else ""

    def title(self, words: Words) -> str:
        """Return what the editions on the product are called."""
        return words.fill("product.title", product=words.product(self.hs))


TYPE: Final = ReportType(
    "lithium_battery", ProductParameters, "helpers.reports.product.product_report"
)
load = TYPE.load
