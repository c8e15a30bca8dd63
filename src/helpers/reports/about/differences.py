"""Published prose against computed figures: what a document states, and what its data gives.

The statements are transcribed one a row in ``data/published/<document>_text.csv``; the figures are
those of the edition that reproduces the document. Nothing on the page of differences is typed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import pandas as pd
import yaml

from helpers.core import number_format
from helpers.core.dimensions import is_part
from helpers.indicators.figures import Figure, Figures
from helpers.presentation.locale.words import Words
from helpers.reports.registry import report_type

CATALOGUE: Final = "documents.yml"
_KEYS: Final = ("measure", "span", "flow", "region", "partner", "product", "enterprise")
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
    """A document's statements, compared: how many numbers, and what differs."""

    title: str
    page: str
    numbers: int
    differences: tuple[Difference, ...]

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

    A repository that reproduces no document has no such file, and nothing is compared.

    Parameters
    ----------
    published : pathlib.Path
        The folder of the transcribed figures.
    words : Words
        The language figures are printed in.
    figures_of : callable
        Gives the figures of each edition.
    """
    path = published / CATALOGUE
    if not path.is_file():
        return []
    documents = yaml.safe_load(path.read_text(encoding="utf-8"))
    return [
        _compare(
            published,
            name,
            document,
            words,
            figures_of(document["report"], document["parameters"]),
        )
        for name, document in documents.items()
    ]


def _compare(
    published: Path, name: str, document: dict[str, Any], words: Words, figures: Figures
) -> Comparison:
    kind = report_type(document["report"])
    page = kind.page_of(document["parameters"])
    statements = pd.read_csv(published / f"{name}_text.csv", dtype=str, keep_default_na=False)
    period = str(document["period"])
    found = list(differences(statements, figures, period, words))
    numbers = int((statements["unit"] != "").sum())
    return Comparison(document["title"], f"{kind.name}/{page}.html", numbers, tuple(found))


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
    figures : Figures
        Of the edition that reproduces the document.
    period : str
        Its month.
    words : Words
        The language figures are printed in.
    """
    for row in statements.to_dict("records"):
        stated = {str(key): str(cell) for key, cell in row.items()}
        if stated["metric"] == "wording":
            found = _wording(stated)
        elif stated["metric"] in _ORDERS or stated["metric"] in _MOVED:
            found = _named(stated, figures, period, words)
        else:
            found = _number(stated, figures, period, words)
        if found is not None:
            yield found


def _number(
    stated: dict[str, str], figures: Figures, period: str, words: Words
) -> Difference | None:
    if stated["metric"] == "members":
        number, unit = str(len(_members(stated, figures, "level", period))), words.unit("count")
    else:
        number, unit = _told(stated, _figure(stated, figures, period), words)
    printed = Decimal(stated["printed"]) * int(stated["sign"])
    if str(printed) == number and stated["unit"] == unit:
        return None
    kind = "unit" if str(printed) == number else "number"
    kind = "revised" if stated["metric"] == _SUPERSEDED else kind
    return Difference(
        kind,
        stated["place"],
        stated["quote"],
        stated=f"{printed}{stated['unit']}",
        computed=f"{number}{unit}",
    )


def _told(stated: dict[str, str], figure: Figure, words: Words) -> tuple[str, str]:
    """Write a figure with the digits and in the unit it is stated with, if it is one of its own."""
    power = words.powers(figure.unit).get(stated["unit"])
    if power is None or figure.value is None:
        return words.number(figure), words.unit_of(figure)
    _, _, digits = stated["printed"].partition(".")
    return number_format.stepped(figure.value, power, 10.0 ** (power - len(digits))), stated["unit"]


def _figure(stated: dict[str, str], figures: Figures, period: str) -> Figure:
    keys = {key: stated[key] for key in _KEYS}
    metrics = _METRICS.get(stated["metric"], (stated["metric"],))
    if stated["flow"] == "balance" and stated["metric"] == "growth":
        metrics = ("change",)
    found = [figures.find(metric, period=period, **keys) for metric in metrics]
    return next((one for one in found if one), None) or figures.one(
        metrics[0], period=period, **keys
    )


def _named(
    stated: dict[str, str], figures: Figures, period: str, words: Words
) -> Difference | None:
    """Hold the provinces a document names against those that the figures put there."""
    names = stated["printed"].split("、")
    if stated["metric"] in _MOVED:
        found = _moved(stated, figures, period)
    else:
        metric, sign = _ORDERS[stated["metric"]]
        found = _members(stated, figures, metric, period)
        found = sorted(found, key=lambda one: sign * (one.value or 0))[: len(names)]
    expected = [words.region(one.region) for one in found]
    if names == expected:
        return None
    return Difference(
        "named", stated["place"], stated["quote"], stated["printed"], "、".join(expected)
    )


def _wording(stated: dict[str, str]) -> Difference | None:
    """Find a word that stands twice."""
    mended = _TWICE.sub(r"\1", stated["quote"])
    if mended == stated["quote"]:
        return None
    return Difference("wording", stated["place"], stated["quote"], stated["quote"], mended)


def _moved(stated: dict[str, str], figures: Figures, period: str) -> list[Figure]:
    sign = _MOVED[stated["metric"]]
    ranks = _members(stated, figures, "rank", period)
    places = {one.region: one.value or 0 for one in ranks}
    moved = _members(stated, figures, "rank_change", period)
    found = [one for one in moved if (one.value or 0) * sign > 0]
    return sorted(found, key=lambda one: places[one.region])


def _members(stated: dict[str, str], figures: Figures, metric: str, period: str) -> list[Figure]:
    keys = {"measure": stated["measure"], "span": stated["span"], "flow": stated["flow"]}
    found = figures.where(metric=metric, period=period, **keys)
    return [one for one in found if is_part("region", one.region)]
