"""The report on China's trade with one partner: a country or region, a group of them, or a continent.

In: the parameters of a notebook. Out: the report whose parts the notebook shows. ``partner_figures``
computes the figures, ``partner_report`` shows them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar, Final

from pydantic import AfterValidator, BeforeValidator

from helpers.core.errors import ReferenceTableError
from helpers.reference.partners import GROUPS, REIMPORTS, address_names, partner_code
from helpers.reports.common.parameters import MonthlyParameters, ReportType

if TYPE_CHECKING:
    from helpers.presentation.locale.words import Words

DEFAULT_PARTNER: Final = "ASEAN"
_FOLDER: Final = "partner_"


def _partner(text: str) -> str:
    try:
        code = partner_code(text)
    except ReferenceTableError as error:
        raise ValueError(str(error)) from error
    if code == REIMPORTS:
        raise ValueError(f"expected a partner of China, found '{text}': its re-imports are none")
    return code


class PartnerParameters(MonthlyParameters):
    """The parameters: the month, and the partner, by code or by any of its names."""

    SUBJECT: ClassVar[str] = "partner"
    SECTIONS: ClassVar[tuple[tuple[str, ...], ...]] = (
        ("partner",),
        ("partner", "product"),
        ("partner", "region"),
    )

    partner: Annotated[
        str,
        BeforeValidator(str),
        AfterValidator(_partner),
    ] = DEFAULT_PARTNER

    @property
    def fixed(self) -> dict[str, str]:
        """Return the partner, by its dimension; nothing of a group, which may be a sum of its members."""
        return {} if self.partner in GROUPS else {"partner": self.partner}

    @property
    def folder(self) -> str:
        """Return ``partner_`` and the English name or the group's code, such as ``partner_germany``."""
        return f"{_FOLDER}{address_names()[self.partner]}"

    @classmethod
    def subject_in(cls, folder: str) -> str:
        """Return the code of the partner whose folder is called so; nothing where there is none."""
        names = address_names().items()
        return next((code for code, name in names if f"{_FOLDER}{name}" == folder), "")

    def title(self, words: Words) -> str:
        """Return what the editions on the partner are called."""
        return words.fill("partner.title", partner=words.partner(self.partner))


TYPE: Final = ReportType("partner", PartnerParameters, "helpers.reports.partner.partner_report")
load = TYPE.load
