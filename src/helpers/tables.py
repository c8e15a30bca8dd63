"""Tables: figures in rows and columns, as accessible HTML.

Each cell carries its figure's name and unrounded value beside the printed text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib import resources
from typing import Final

from jinja2 import Environment, StrictUndefined, Template

from helpers import numfmt
from helpers.figures import PRINTED, Figure, Figures
from helpers.vocabulary import WHOLE
from helpers.words import Words

_TONED: Final = ("growth", "contribution", "change", "rank_change", "share_change")
_TONES: Final = {1: "up", -1: "down", 0: ""}
PRINTED_MARK: Final = "*"
"""Set behind a growth rate that is the source's own, not computed here."""


@dataclass(frozen=True)
class Column:
    """A column: its label, and the keys of the figure that stands in it for each row."""

    label: str
    keys: dict[str, str]
    group: str = ""


@dataclass(frozen=True)
class Cell:
    """A figure and its text."""

    figure: Figure
    text: str
    tone: str

    @property
    def exact(self) -> str:
        """Return the unrounded value, empty where there is none."""
        return "" if self.figure.value is None else repr(self.figure.value)


@dataclass(frozen=True)
class Row:
    """A row: its name, and a cell a column; ``whole`` for a row of totals."""

    name: str
    cells: tuple[Cell, ...]
    whole: bool = False


@dataclass(frozen=True)
class Table:
    """A table of figures, shown in a notebook as HTML and as plain text."""

    anchor: str
    caption: str
    stub: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = field(default=())

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """Return the label of each column."""
        return tuple(column.label for column in self.columns)

    @cached_property
    def groups(self) -> tuple[tuple[str, int], ...]:
        """Return the heads over neighbouring columns, each with its width; empty without heads."""
        heads: list[tuple[str, int]] = []
        for column in self.columns:
            if heads and heads[-1][0] == column.group:
                heads[-1] = (column.group, heads[-1][1] + 1)
            else:
                heads.append((column.group, 1))
        return tuple(heads) if any(label for label, _ in heads) else ()

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        lines = [self.caption, "\t".join((self.stub, *self.labels))]
        lines += ["\t".join((row.name, *(cell.text for cell in row.cells))) for row in self.rows]
        html = _template().render(table=self)
        return {"text/html": html, "text/plain": "\n".join((*lines, *self.notes))}


def rows_of(
    words: Words,
    figures: Figures,
    columns: Sequence[Column],
    members: Sequence[tuple[str, str]],
    dimension: str,
) -> tuple[Row, ...]:
    """Look up the figures of a table.

    Parameters
    ----------
    words : Words
        The language numbers are written in.
    figures : Figures
        Where the figures are.
    columns : sequence of Column
        Each names its figure but for the row's member.
    members : sequence of (str, str)
        Code and name of each row, in order; the code ``WHOLE`` makes a row of totals.
    dimension : str
        The dimension the rows tell apart.

    Raises
    ------
    NoDataError
        When a cell has no figure.
    """
    return tuple(
        Row(
            name,
            tuple(
                _cell(words, figures.one(**column.keys, **{dimension: code})) for column in columns
            ),
            whole=code == WHOLE,
        )
        for code, name in members
    )


def _cell(words: Words, figure: Figure) -> Cell:
    text = words.number(figure)
    tone = _TONES[numfmt.direction(text)] if figure.metric in _TONED else ""
    if figure.metric == "growth" and figure.basis == PRINTED:
        text += PRINTED_MARK
    return Cell(figure, text, tone)


@cache
def _template() -> Template:
    source = resources.files("helpers").joinpath("tables.html.j2").read_text(encoding="utf-8")
    environment = Environment(autoescape=True, undefined=StrictUndefined)
    return environment.from_string(source)
