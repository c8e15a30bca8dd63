"""The provincial report: all 31 provinces in one month and from January to it.

In: the parameters of a notebook. Out: the report whose parts the notebook shows. ``provincial_report`` computes the
figures and shows them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from helpers.reports.common.parameters import MonthlyParameters, ReportType

if TYPE_CHECKING:
    from helpers.presentation.locale.words import Words


class ProvincialParameters(MonthlyParameters):
    """The parameters: the month."""

    SECTIONS: ClassVar[tuple[tuple[str, ...], ...]] = (("region",),)
    ALL_PROVINCES: ClassVar[bool] = True

    def title(self, words: Words) -> str:
        """Return what the editions are called."""
        return words.text("provincial.title")


TYPE: Final = ReportType(
    "provincial", ProvincialParameters, "helpers.reports.provincial.provincial_report"
)
load = TYPE.load
