"""The year in review: the nation, its 31 provinces, the seven regions.

In: the parameters of a notebook. Out: the report whose parts the notebook shows. ``annual_figures`` and
``nation_figures`` compute, ``nation`` and ``members`` show the nation, ``province_ranking`` and
``macro_regions`` the provinces, ``year_charts`` what both draw; ``annual_report`` puts them together.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Final, Self

from pydantic import Field, model_validator

from helpers.core.errors import ParameterError
from helpers.core.periods import YTD
from helpers.reports.common.parameters import Parameters, Period, ReportType

if TYPE_CHECKING:
    from helpers.observations.warehouse.store import Store
    from helpers.presentation.locale.words import Words

_NAME: Final = "annual_review"
_DECEMBER: Final = "12"


class AnnualParameters(Parameters):
    """The parameters of a year in review."""

    OPEN: ClassVar[Mapping[str, Any]] = {"year": 2000}

    year: Annotated[int, Field(ge=1900, le=2099)]
    through: Period | None = None

    @model_validator(mode="after")
    def _within_the_year(self) -> Self:
        if self.through is not None and self.through[:4] != str(self.year):
            raise ParameterError(
                f"report {_NAME}, parameter 'through': expected a month of {self.year}, "
                f"such as {self.year}-11, found '{self.through}'"
            )
        return self

    @property
    def page(self) -> str:
        """Return the name of the edition's page: its year."""
        return str(self.year)

    @property
    def last_month(self) -> str:
        """Return the month the provinces' figures reach."""
        return self.through or f"{self.year}-{_DECEMBER}"

    def title(self, words: Words) -> str:
        """Return what the editions are called."""
        return words.text("annual.title")

    def pages(self, store: Store) -> dict[str, dict[str, str]]:
        """Return what names each year that has the provinces through some month: the last of these, too."""
        from helpers.reports.common.all_provinces import months_with_all  # noqa: PLC0415  # it is slow

        last = {month[:4]: month for month in months_with_all(store, YTD)}
        return {
            year: {"year": year} | ({} if month.endswith(_DECEMBER) else {"through": month})
            for year, month in last.items()
        }


TYPE: Final = ReportType(_NAME, AnnualParameters, "helpers.reports.annual.annual_report")
load = TYPE.load
