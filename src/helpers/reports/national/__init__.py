"""The nation's trade in a month: totals, what moved them, and every dimension that the data tells apart.

In: the parameters of a notebook. Out: the report whose parts the notebook shows. ``national_figures``
computes the figures, ``quantity_figures`` those that need quantities; ``movers`` and ``goods_lists`` show
what is particular to this report, ``national_report`` puts the page together.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Final

from helpers.reports.common.parameters import MonthlyParameters, ReportType

if TYPE_CHECKING:
    from helpers.presentation.locale.words import Words


class NationalParameters(MonthlyParameters):
    """The parameters: the month."""

    SECTIONS: ClassVar[tuple[tuple[str, ...], ...]] = (
        (),
        ("regime",),
        ("enterprise",),
        ("partner",),
        ("product",),
        ("region",),
    )

    def title(self, words: Words) -> str:
        """Return what the editions are called."""
        return words.text("national.title")


TYPE: Final = ReportType("national", NationalParameters, "helpers.reports.national.national_report")
load = TYPE.load
