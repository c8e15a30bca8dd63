"""The profile of the nation, a province, or a partner: its newest month, its series, its place, its parts.

In: the parameters of a notebook. Out: the report whose parts the notebook shows. ``profile_members`` says whom the data
has profiles of, ``profile_figures`` computes, ``standing`` shows the place among others, ``profile_report`` puts
them together. A profile is of the newest data: its page changes with them, and is never released.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Final

from pydantic import AfterValidator, BeforeValidator

from helpers.core.dimensions import NATIONAL
from helpers.core.errors import ReferenceTableError
from helpers.reference.partners import REIMPORTS, partner_code
from helpers.reference.partners import address_names as partner_address_names
from helpers.reference.provinces import address_names, province_code, provinces
from helpers.reports.common.parameters import MEMBERS, MonthlyParameters, ReportType

if TYPE_CHECKING:
    from helpers.observations.warehouse.store import Store
    from helpers.presentation.locale.words import Words


def _member(text: str) -> str:
    """Return the code of a member given by its code or one of its names."""
    if text == NATIONAL:
        return text
    for code_of in (province_code, partner_code):
        try:
            code = code_of(text)
        except ReferenceTableError:
            continue
        if code != REIMPORTS:
            return code
    raise ValueError(
        f"expected {NATIONAL}, a province or a partner, such as 44, 广东, ASEAN or 德国, found '{text}'"
    )


class ProfileParameters(MonthlyParameters):
    """The parameters: of whom, and up to which month."""

    OPEN: ClassVar[Mapping[str, Any]] = {"member": NATIONAL, "period": "2000-01"}
    EDITIONS: ClassVar[str] = MEMBERS

    member: Annotated[
        str,
        BeforeValidator(str),
        AfterValidator(_member),
    ] = NATIONAL

    @property
    def dimension(self) -> str:
        """Return the dimension that it is a member of; nothing of the nation."""
        if self.member == NATIONAL:
            return ""
        return "region" if self.member in provinces().index else "partner"

    @property
    def fixed(self) -> dict[str, str]:
        """Return the province, by its dimension; a partner may be a group, which is a sum."""
        return {"region": self.member} if self.dimension == "region" else {}

    @property
    def page(self) -> str:
        """Return the name of its page: ``nation``, ``guangdong``, ``asean``."""
        names = {NATIONAL: NATIONAL, **address_names(), **partner_address_names()}
        return names[self.member]

    def title(self, words: Words) -> str:
        """Return what the profiles are called."""
        return words.text("profile.series")

    def pages(self, store: Store) -> dict[str, dict[str, str]]:
        """Return what names the profile of each member that the data has: up to which month, in which currency."""
        from helpers.reports.profile.profile_members import (  # noqa: PLC0415  # it is slow
            members_with_data,
        )

        found = members_with_data(store)
        return {
            ProfileParameters(member=one.member, period=one.period).page: one._asdict()
            for one in found
        }


TYPE: Final = ReportType("profile", ProfileParameters, "helpers.reports.profile.profile_report")
load = TYPE.load
