"""A report's figures in words: looking up, naming, writing, numbering.

Every report shows its figures through a view; what differs between reports is which figures, and in
which order.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup

from helpers.core.dimensions import is_part
from helpers.indicators.figures import Figure, Figures
from helpers.observations.readers.description import RawFile
from helpers.presentation.locale.words import Words, spaced
from helpers.presentation.numbering import Caption, Numbering
from helpers.presentation.prose import listing, sentence


@dataclass(frozen=True)
class View:
    """The figures of one edition, and the words they are written in.

    Attributes
    ----------
    words : Words
        The language.
    figures : Figures
        Every number of the edition.
    files : tuple of RawFile
        The raw files behind them.
    period : str
        The edition's month.
    room : str
        Where the report's words stand, such as ``provincial``.
    slots : mapping
        What all its sentences may refer to, such as the name of the region.
    numbering : Numbering
        The numbers of the tables and charts shown so far.
    """

    words: Words
    figures: Figures
    files: tuple[RawFile, ...]
    period: str
    room: str
    slots: Mapping[str, str]
    numbering: Numbering = field(default_factory=Numbering)

    def figure(self, metric: str, span: str, flow: str, **keys: str) -> Figure:
        """Return the figure with these keys; the edition's month, and wholes where none is named.

        Raises
        ------
        NoDataError
            When there is none.
        """
        return self.figures.one(metric, period=self.period, span=span, flow=flow, **keys)

    def find(self, metric: str, span: str, flow: str, **keys: str) -> Figure | None:
        """Return the figure with these keys if there is one and it has a number."""
        found = self.figures.find(metric, period=self.period, span=span, flow=flow, **keys)
        return None if found is None or found.value is None else found

    def ranked(
        self, metric: str, span: str, flow: str, dimension: str, **keys: str
    ) -> list[Figure]:
        """Return the figures of a dimension's members that have a number, largest first.

        Groups of members, such as ASEAN among the partners, are not among them.
        """
        found = self.figures.where(metric=metric, span=span, flow=flow, **keys)
        members = [
            one
            for one in found
            if one.value is not None and is_part(dimension, getattr(one, dimension))
        ]
        return sorted(members, key=lambda one: (-(one.value or 0), getattr(one, dimension)))

    def text(self, key: str, span: str = "", flow: str = "", **slots: Any) -> str:
        """Fill one of the report's texts that holds no figure: a caption, a label, a note."""
        named = {**self.naming(span, flow), **slots}
        return spaced(self.words.fill(f"{self.room}.{key}", **named))

    def sentence(self, key: str, span: str = "", flow: str = "", **slots: Any) -> Markup:
        """Fill one of the report's sentences."""
        return sentence(self.words, f"{self.room}.{key}", **{**self.naming(span, flow), **slots})

    def listing(
        self, key: str, items: Sequence[Mapping[str, Any]], span: str = "", flow: str = ""
    ) -> Markup:
        """Fill one of the report's phrases once an item, and join."""
        named = [{**self.naming(span, flow), **item} for item in items]
        return listing(self.words, f"{self.room}.{key}", named)

    def clauses(self, key: str, items: Sequence[Mapping[str, Any]]) -> Markup:
        """Fill one of the report's clauses once an item, and set a semicolon between them."""
        semicolon = Markup(self.words.text("joining.semicolon"))
        return semicolon.join(self.listing(key, [item]) for item in items)

    def naming(self, span: str, flow: str) -> dict[str, str]:
        """Return the words for a span and a flow, and what all sentences may refer to."""
        named = dict(self.slots)
        if span:
            named["period"] = self.words.period(self.period, span)
            named["span"] = self.words.text(f"spans.{span}")
        if flow:
            named["flow"] = self.words.text(f"flows.{flow}")
            named["toward"] = self.words.text(f"toward.{flow}")
        return named

    def table_caption(self, key: str, text: str) -> Caption:
        """Return a table's caption, which is numbered when the table is shown."""
        return Caption(self.words, self.numbering, "table", f"tab-{key}", text)

    def picture_caption(self, key: str, text: str) -> Caption:
        """Return a chart's caption, which is numbered when the chart is shown."""
        return Caption(self.words, self.numbering, "figure", f"fig-{key}", text)
