"""The marks of a chart: its rows of names, values and printed texts, and what is known of each mark.

What is known is said in tooltips, and is the chart's data as a sheet.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from helpers.core import number_format
from helpers.indicators.figures import Figure
from helpers.presentation.locale.words import Words
from helpers.presentation.spreadsheets import Sheet

_NAMING: Final = ("name", "series", "period", "year")
"""The columns of a chart's rows that distinguish its marks, those that it has."""
_POINTED_AT: Final = ("bar", "rect", "point")
"""The marks that have tooltips; lines, ticks and texts only go with them."""

_LIMITS: Final = (0.1, 0.2, 0.5, 1, 2, 3, 5, 10, 20, 30, 50, 75, 100, 150, 200, 500, 1000)
MANY: Final = 0.8
MOST: Final = 0.9
ALL: Final = 1.0
"""The part of the marks that must lie within a chart's limit. Of growth rates it is most, or
many where there are few: a long tail is cut and says so by its number, and does not flatten the
others."""


def marks_of(words: Words, figures: Iterable[Figure], dimension: str) -> pd.DataFrame:
    """Make one mark a figure, named by the dimension they differ in; one without a number makes none.

    One that says nothing stands last, and has no length.

    Returns
    -------
    pandas.DataFrame
        ``name``; ``code`` (the member); ``value``, unrounded; ``label``, as printed everywhere;
        ``sign``, 1, 0 or -1 as printed. Largest value first.
    """
    rows = [
        {
            "name": words.member(dimension, getattr(one, dimension)),
            "code": getattr(one, dimension),
            "value": 0.0 if one.is_extreme else one.value,
            "label": words.number(one),
        }
        for one in sorted(
            figures, key=lambda one: (one.is_extreme, -(one.value or 0), getattr(one, dimension))
        )
        if one.value is not None
    ]
    marks = pd.DataFrame(rows, columns=["name", "code", "value", "label"])
    marks["sign"] = [number_format.direction(label) for label in marks["label"]]
    return marks


def robust_limit(*marks: pd.DataFrame, covered: float = MOST) -> float:
    """Choose the half-width of a diverging scale: the smallest that holds ``MANY``, ``MOST`` or ``ALL`` marks.

    Charts that stand side by side have one scale, that of the marks of all.
    """
    sizes = pd.concat([one["value"] for one in marks]).abs()
    fitting = (limit for limit in _LIMITS if (sizes <= limit).mean() >= covered)
    return next(fitting, _LIMITS[-1])


@dataclass(frozen=True)
class Fact:
    """What is known of one mark.

    ``names`` are those of its row in the chart: its ``name``, and its ``series``, ``period`` or ``year``
    where marks of one name differ in it. ``figures`` has one a column of the data, None where there is none.
    """

    names: tuple[str, ...]
    figures: tuple[Figure | None, ...]


@dataclass(frozen=True)
class Facts:
    """What is known of all marks of a chart.

    Attributes
    ----------
    words : Words
        The language.
    names, columns : tuple of str
        What the marks' names are, and what their figures are.
    rows : tuple of Fact
        One a mark, in the order of the chart.
    left_out : tuple of Figure
        What would be drawn if it said anything.
    """

    words: Words
    names: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[Fact, ...]
    left_out: tuple[Figure, ...] = ()

    @classmethod
    def of_members(
        cls, words: Words, dimension: str, flow: str, metrics: tuple[str, ...], rows: Iterable[Fact]
    ) -> Facts:
        """Make the facts of a dimension's members, whose figures are of one flow, one a metric.

        A second name, where the members have one, is a period.
        """
        found = tuple(rows)
        names = (words.text(f"dimensions.{dimension}"), words.text("facts.series"))
        level = words.fill("facts.level", flow=words.text(f"flows.{flow}"))
        columns = tuple(
            level if metric == "level" else words.text(f"metrics.{metric}.name")
            for metric in metrics
        )
        return cls(words, names[: len(found[0].names)], columns, found)

    def sheet(self, name: str) -> Sheet:
        """Return the chart's data as a file to download, which takes the title of the chart."""
        rows = [
            [
                *((text, None) for text in fact.names),
                *((self.words.number(one) if one else "", one) for one in fact.figures),
            ]
            for fact in self.rows
        ]
        return Sheet.of(name, "", [*map(self.words.label, (*self.names, *self.columns))], rows)

    def describe(self, spec: dict[str, Any]) -> None:
        """Write into a chart's specification what is said of each mark.

        Of its other marks nothing is said, nor of the axes: the chart's text has said what it
        shows.

        Raises
        ------
        ValueError
            When something is known of some marks of a layer, and nothing of others.
        """
        tooltips = {fact.names: self._tooltip(fact) for fact in self.rows}
        for rows in spec["datasets"].values():
            for row in rows:
                names = tuple(str(row[key]) for key in _NAMING if key in row)
                if names in tooltips:
                    row["told"] = tooltips[names]
        for layer in spec["layer"]:
            rows = spec["datasets"][layer.get("data", spec.get("data"))["name"]]
            if layer["mark"]["type"] in _POINTED_AT and any("told" in row for row in rows):
                unknown = [row["name"] for row in rows if "told" not in row]
                if unknown:
                    raise ValueError(f"nothing is known of the marks {unknown}")
                layer["encoding"]["description"] = {"field": "told", "type": "nominal"}
            else:
                layer["mark"]["aria"] = False
        spec["config"]["axis"]["aria"] = spec["config"]["legend"]["aria"] = False

    def _tooltip(self, fact: Fact) -> str:
        colon = self.words.text("joining.colon")
        lines = [
            f"{self.words.label(column)}{colon}{self.words.amount(figure)}"
            for column, figure in zip(self.columns, fact.figures, strict=True)
            if figure is not None
        ]
        return "\n".join((" ".join(fact.names), *lines))
