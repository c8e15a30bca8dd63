"""The parameters of the report, typed and checked."""

from __future__ import annotations

from typing import Annotated, Final, Self

from pydantic import Field, model_validator

from helpers.core.errors import ParameterError
from helpers.reports.common.parameters import Parameters, Period

NAME: Final = "annual_review"
DECEMBER: Final = "12"


class AnnualParameters(Parameters):
    """The parameters of a year in review.

    Attributes
    ----------
    year : int
        The year reviewed.
    through : str or None
        The month the provinces' figures reach, where they don't cover the year; None for December.
    """

    year: Annotated[int, Field(ge=1900, le=2099, description="the year reviewed, such as 2025")]
    through: Annotated[
        Period | None,
        Field(
            description="the last month of the provinces' data, such as 2025-11, where it doesn't "
            "cover the year [default: December]"
        ),
    ] = None

    @model_validator(mode="after")
    def _within_the_year(self) -> Self:
        if self.through is not None and self.through[:4] != str(self.year):
            raise ParameterError(
                f"report {NAME}, parameter 'through': expected a month of {self.year}, "
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
        return self.through or f"{self.year}-{DECEMBER}"
