"""Figures of the year to date, in one period and one currency."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import pandas as pd

from helpers.core import number_format
from helpers.core.dimensions import WHOLE, is_part
from helpers.core.periods import YTD
from helpers.indicators.figures import Figure
from helpers.observations.schema import QUOTED
from helpers.presentation.charts.layers import log_ticks
from helpers.presentation.charts.marks import Fact, Facts
from helpers.reports.common.view import View

_PRINTED: Final = 1e8
"""Values of money are printed in 亿."""


@dataclass(frozen=True)
class YearView:
    """The figures of a year that a part of the report shows; what is only quoted is not among them.

    Attributes
    ----------
    view : View
        The report's figures, at the part's period.
    measure : str
        In which the part's figures are kept.
    currency : str
        Of its values.
    """

    view: View
    measure: str
    currency: str

    def figure(self, metric: str, flow: str, **keys: str) -> Figure:
        """Return a figure of the year; NoDataError when there is none."""
        return self.view.figure(metric, YTD, flow, measure=self.measure, **keys)

    def find(self, metric: str, flow: str, **keys: str) -> Figure | None:
        """Return a figure of the year if there is one and it has a number."""
        found = self.cell(metric, flow, **keys)
        return None if found is None or found.value is None else found

    def cell(self, metric: str, flow: str, **keys: str) -> Figure | None:
        """Return a figure of the year if there is one, be it absent."""
        named = {"measure": self.measure, "period": self.view.period, "span": YTD, "flow": flow}
        found = self.view.figures.find(metric, **named, **keys)
        return None if found is None or found.basis == QUOTED else found

    def provinces(self, metric: str, flow: str) -> list[Figure]:
        """Return the provinces' figures that have a number, largest first."""
        return [one for one in self.named(metric, flow, "region") if is_part("region", one.region)]

    def named(self, metric: str, flow: str, dimension: str) -> list[Figure]:
        """Return the figures of a dimension's members and groups with a number, largest first."""
        others = {"region", "partner", "product", "enterprise"} - {dimension}
        found = self.view.figures.where(
            metric=metric,
            measure=self.measure,
            period=self.view.period,
            span=YTD,
            flow=flow,
            **dict.fromkeys(others, WHOLE),
        )
        told = [
            one
            for one in found
            if one.value is not None and one.basis != QUOTED and self.code(one, dimension)
        ]
        return sorted(told, key=lambda one: (-(one.value or 0), one.id))

    def facts(
        self, dimension: str, flow: str, metrics: tuple[str, ...], members: Iterable[Figure]
    ) -> Facts:
        """Tell what is known of members of a dimension: a column a metric."""
        rows = (
            Fact(
                (self.view.words.member(dimension, code),),
                tuple(self.cell(metric, flow, **{dimension: code}) for metric in metrics),
            )
            for code in (self.code(one, dimension) for one in members)
        )
        return Facts.of_members(self.view.words, dimension, flow, metrics, rows)

    @staticmethod
    def code(figure: Figure, dimension: str) -> str:
        """Return a figure's member of a dimension; empty for the whole."""
        code = str(getattr(figure, dimension))
        return "" if code == WHOLE else code


def size_ticks(values: pd.Series[float]) -> list[tuple[float, str]]:
    """Return ticks for a logarithmic scale of values of money, labelled in 亿."""
    found = log_ticks(float(values.min()), float(values.max()))
    return [(one, number_format.plain(one / _PRINTED, 0)) for one in found]
