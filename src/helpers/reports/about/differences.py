"""Published prose against computed figures: what a document states, and what its data gives.

The statements are transcribed one a row in ``data/published/<document>_text.csv``; the figures are
those of the edition that reproduces the document. Nothing on the page of differences is typed. Of the
annual documents ``<document>_statements.csv`` lists every statement with a number, and what became of it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import pandas as pd

from helpers.core import number_format
from helpers.core.dimensions import WHOLE, is_part
from helpers.core.errors import CatalogueError
from helpers.core.yaml_files import read_yaml_as_texts
from helpers.indicators.figures import Figure, Figures
from helpers.observations.schema import MEMBERS
from helpers.presentation.locale.words import Words
from helpers.reports.registry import report_type

CATALOGUE: Final = "documents.yml"
_LEFT_OUT: Final = "left_out"
"""The status of a statement that is neither ``computed`` and compared, nor ``quoted`` on the page."""
_KEYS: Final = ("measure", "span", "flow", *MEMBERS)
_METRICS: Final = {"share": ("share", "weight")}
"""What a document calls a share is in this project a share of the nation, or a weight in one's own
trade."""
_TWICE: Final = re.compile(r"(为|的|了|和|是|在)\1")
"""A function word written twice: a slip of the pen."""
_SUPERSEDED: Final = "growth_stored"
"""The growth against a base as first released: what is stated compares with a revised one."""
_ORDERS: Final = {
    "named_rising": ("change", -1),
    "named_falling": ("change", 1),
    "leaders": ("level", -1),
    "fastest": ("growth", -1),
    "slowest": ("growth", 1),
}
"""Lists of provinces that a document names: by which metric, largest (-1) or smallest (1) first."""
_MOVED: Final = {"risen": 1, "fallen": -1}
"""Lists of provinces by the sign of their change in rank, the highest rank first."""


@dataclass(frozen=True)
class Difference:
    """One statement that its document's own data does not give.

    Attributes
    ----------
    kind : str
        ``number``, ``unit``, ``named``, ``wording``, or ``revised``: a growth that is right against
        a base revised since it was released.
    place, quote : str
        Where it stands, and the words it stands in.
    stated, computed : str
        What is printed, and what the figures give.
    """

    kind: str
    place: str
    quote: str
    stated: str
    computed: str


@dataclass(frozen=True)
class Comparison:
    """A document's statements, compared: how many numbers, and what differs.

    Attributes
    ----------
    statuses : mapping
        Of a document whose statements are listed one by one: how many are ``computed``, ``quoted``
        and ``left_out``.
    left_out : mapping
        The statements left out, by the reason for it.
    """

    title: str
    page: str
    numbers: int
    differences: tuple[Difference, ...]
    statuses: Mapping[str, int]
    left_out: Mapping[str, list[str]]

    @property
    def equal(self) -> int:
        """Count the numbers that agree, value and unit."""
        wrong = [one for one in self.differences if one.kind in ("number", "unit", "revised")]
        return self.numbers - len(wrong)


FiguresOf = Callable[[str, Mapping[str, Any]], Figures]
"""Gives the figures of a report type, by name, for parameters."""


def loaded(report: str, parameters: Mapping[str, Any]) -> Figures:
    """Compute the figures of an edition that was not run."""
    figures: Figures = report_type(report).load(parameters).view.figures
    return figures


def compare_documents(
    published: Path, words: Words, figures_of: FiguresOf = loaded
) -> list[Comparison]:
    """Compare every document of ``documents.yml`` with the edition that reproduces it.

    The file stands in ``published``, with the transcribed figures; a repository that reproduces no
    document has none, and nothing is compared.
    """
    path = published / CATALOGUE
    if not path.is_file():
        return []
    compared = []
    for name, document in read_yaml_as_texts(path, CatalogueError).items():
        kind = report_type(document["report"])
        statements = pd.read_csv(published / f"{name}_text.csv", dtype=str, keep_default_na=False)
        figures = figures_of(document["report"], document["parameters"])
        found = tuple(differences(statements, figures, str(document["period"]), words))
        page = f"{kind.name}/{kind.page_of(document['parameters'])}.html"
        numbers = int((statements["unit"] != "").sum())
        listed = _listed(published / f"{name}_statements.csv")
        compared.append(Comparison(document["title"], page, numbers, found, *listed))
    return compared


def _listed(path: Path) -> tuple[Mapping[str, int], dict[str, list[str]]]:
    """Return what became of a document's statements, as far as these are listed one by one."""
    if not path.is_file():
        return {}, {}
    rows = pd.read_csv(path, dtype=str, keep_default_na=False)
    left_out: dict[str, list[str]] = {}
    for row in rows[rows["status"] == _LEFT_OUT].itertuples():
        left_out.setdefault(str(row.reason), []).append(str(row.quote))
    return Counter(map(str, rows["status"])), left_out


def differences(
    statements: pd.DataFrame, figures: Figures, period: str, words: Words
) -> Iterator[Difference]:
    """Yield the statements that the figures don't give, in the order of the document.

    Parameters
    ----------
    statements : pandas.DataFrame
        Texts: ``place``, ``quote``, ``metric``, the keys of a figure, ``printed``, ``unit``,
        ``sign`` (-1 where the words turn a number negative: 下降 4.2%). A number agrees when the
        figure rounds to it, at the digits and in the unit it is stated with.
    figures, period
        Of the edition that reproduces the document.
    words : Words
        The language figures are printed in.
    """
    for row in statements.to_dict("records"):
        stated = {str(key): str(cell) for key, cell in row.items()}
        statement = _Statement(stated, figures, period, words)
        kind, printed, computed = statement.compared()
        if printed != computed:
            yield Difference(kind, stated["place"], stated["quote"], printed, computed)


@dataclass(frozen=True)
class _Statement:
    """A statement of a document, and what may give it."""

    stated: Mapping[str, str]
    figures: Figures
    period: str
    words: Words

    def compared(self) -> tuple[str, str, str]:
        """Return the kind that a difference would be of, what is stated, and what is computed."""
        metric, printed = self.stated["metric"], self.stated["printed"]
        if metric == "wording":
            quote = self.stated["quote"]
            return "wording", quote, _TWICE.sub(r"\1", quote)
        if metric in _ORDERS or metric in _MOVED:
            named = self._moved() if metric in _MOVED else self._ordered(len(printed.split("、")))
            return "named", printed, "、".join(self.words.region(one.region) for one in named)
        return self._number()

    def _number(self) -> tuple[str, str, str]:
        stated = self.stated
        if stated["metric"] == "members":
            number, unit = str(len(self._members("level"))), self.words.unit("count")
        else:
            number, unit = self._written(self._figure())
        printed = str(Decimal(stated["printed"]) * int(stated["sign"]))
        kind = "unit" if printed == number else "number"
        kind = "revised" if stated["metric"] == _SUPERSEDED else kind
        return kind, f"{printed}{stated['unit']}", f"{number}{unit}"

    def _written(self, figure: Figure) -> tuple[str, str]:
        """Write a figure with the digits and in the unit it is stated with, if it has that unit."""
        unit = self.stated["unit"]
        power = self.words.powers(figure.unit).get(unit)
        if power is None or figure.value is None:
            return self.words.number(figure), self.words.unit_of(figure)
        _, _, digits = self.stated["printed"].partition(".")
        return number_format.stepped(figure.value, power, 10.0 ** (power - len(digits))), unit

    def _figure(self) -> Figure:
        keys = {key: self.stated.get(key, WHOLE) for key in _KEYS}
        metric = self.stated["metric"]
        metrics = _METRICS.get(metric, (metric,))
        if self.stated["flow"] == "balance" and metric == "growth":
            metrics = ("change",)
        found = (self.figures.find(one, period=self.period, **keys) for one in metrics)
        known = next((one for one in found if one), None)
        return known or self.figures.one(metrics[0], period=self.period, **keys)

    def _ordered(self, count: int) -> list[Figure]:
        metric, sign = _ORDERS[self.stated["metric"]]
        return sorted(self._members(metric), key=lambda one: sign * (one.value or 0))[:count]

    def _moved(self) -> list[Figure]:
        sign = _MOVED[self.stated["metric"]]
        places = {one.region: one.value or 0 for one in self._members("rank")}
        found = [one for one in self._members("rank_change") if (one.value or 0) * sign > 0]
        return sorted(found, key=lambda one: places[one.region])

    def _members(self, metric: str) -> list[Figure]:
        keys = {key: self.stated[key] for key in ("measure", "span", "flow")}
        found = self.figures.where(metric=metric, period=self.period, **keys)
        return [one for one in found if is_part("region", one.region)]
