"""What a figure is, and what its metric means, in words."""

from __future__ import annotations

from typing import Any, Final

from helpers.core.dimensions import QUANTITY, QUANTITY_2, WHOLE
from helpers.indicators.figures import Figure
from helpers.presentation.locale.words import Words

_TOLD: Final = (QUANTITY, QUANTITY_2)
_NAMED: Final = ("region", "partner", "product", "enterprise")


def metric_words(name: str, words: Words) -> Any:
    """Return a metric's name, definition and formula.

    What a source states and nothing computes has none of these. Its name, and how the source
    qualifies the number, stand in the page's own table: such a metric is ``stated``.
    """
    if words.has(f"metrics.{name}"):
        return words.tree(f"metrics.{name}")
    return {**words.tree("package.quoted"), "stated": True}


def what(figure: Figure, words: Words) -> str:
    """Return what a figure is, in words: ``2025 年 11 月，广东，出口：同比变化``."""
    members = [
        words.member(dimension, getattr(figure, dimension))
        for dimension in _NAMED
        if getattr(figure, dimension) != WHOLE
    ]
    return words.fill(
        "cite.what.whole",
        period=words.period(figure.period, figure.span),
        members=words.text("cite.what.between").join(members or [words.region(WHOLE)]),
        flow=words.text(f"flows.{figure.flow}"),
        metric=metric_words(figure.metric, words)["name"],
        measure=words.text(f"cite.what.{figure.measure}") if figure.measure in _TOLD else "",
    )
