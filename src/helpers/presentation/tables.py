"""Tables: figures in rows and columns, as accessible HTML.

Each cell carries its figure's name and unrounded value with the printed text.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache, cached_property
from importlib import resources
from itertools import groupby
from typing import Any, Final

from jinja2 import Environment, StrictUndefined, Template

from helpers.core import number_format
from helpers.indicators.figures import Figure
from helpers.observations.schema import PRINTED, REASONS, SUPERSEDED
from helpers.presentation.locale.words import SUPERSEDED_MARK, Words
from helpers.presentation.numbering import Caption, Reference
from helpers.presentation.parts import PARTS_TYPE, TablePart, output_of
from helpers.presentation.spreadsheets import SHEET_TYPE, Sheet, downloads

_TONED: Final = (
    "growth",
    "contribution",
    "change",
    "rank_change",
    "share_change",
    "surplus_growth",
    "unit_value_growth",
    "price_points",
    "quantity_points",
)
_TONES: Final = {1: "up", -1: "down", 0: ""}
PRINTED_MARK: Final = "*"
"""Set behind a growth rate that the source prints, not computed here."""
_MARKS: Final = (PRINTED_MARK, SUPERSEDED_MARK)
NOTHING: Final = number_format.UNSAID
"""Stands where a row has no such figure: a balance has no share."""


@dataclass(frozen=True)
class Head:
    """The head of a column, and of the columns it is grouped with."""

    label: str
    group: str = ""


@dataclass(frozen=True)
class Cell:
    """A text, and the figure it prints if it prints one.

    ``tone`` is ``up`` or ``down`` for a movement, ``name`` for a name, or empty.
    """

    text: str
    figure: Figure | None = None
    tone: str = ""

    @property
    def mark(self) -> str:
        """Return the mark behind the number, which stands outside the column of digits."""
        return self.text[-1:] if self.figure and self.text.endswith(_MARKS) else ""

    @property
    def decimals(self) -> int | None:
        """Return how many digits stand behind the point; None where no number is printed."""
        digits = self.text.removesuffix(self.mark).partition(" ")[0].partition(".")[2]
        return len(digits) if self.exact and self.text != NOTHING else None

    @property
    def exact(self) -> str:
        """Return the unrounded value, empty where there is none."""
        if self.figure is None or self.figure.value is None:
            return ""
        return repr(self.figure.value)


@dataclass(frozen=True)
class Row:
    """A row: its name, and a cell a column; without cells it is a band across the table."""

    name: str
    cells: tuple[Cell, ...] = ()


@dataclass(frozen=True)
class Table:
    """A table of figures, shown in a notebook as HTML and as plain text.

    Attributes
    ----------
    anchor : str
        The table's id on its page, by which it can be linked to.
    caption : Caption or str
        Number and title.
    stub : Head
        The head of the row names.
    heads : tuple of Head
        One a column.
    rows : tuple of Row
        Each with as many cells as there are heads, or none.
    notes : tuple of str or Reference
        Units, order, source: one paragraph each.
    """

    anchor: str
    caption: Caption | str
    stub: Head
    heads: tuple[Head, ...]
    rows: tuple[Row, ...]
    notes: tuple[str | Reference, ...] = ()

    @property
    def groups(self) -> tuple[tuple[str, int], ...]:
        """Return the heads over neighbouring columns, each with its width; empty without heads.

        The first stands over the stub as well where both are in one group.
        """
        labels = [head.group for head in (self.stub, *self.heads)]
        widths = tuple((label, len(list(run))) for label, run in groupby(labels))
        return widths if any(labels) else ()

    @cached_property
    def points(self) -> tuple[int, ...]:
        """Return the decimals of each column: by what it lacks of them, a number is moved left."""
        cells = zip(*(row.cells for row in self.rows if row.cells), strict=True)
        return tuple(max(one.decimals or 0 for one in column) for column in cells)

    def sheet(self) -> Sheet:
        """Return the table as a file to download."""
        heads = [f"{head.group} {head.label}".strip() for head in (self.stub, *self.heads)]
        rows = [
            ((row.name, None), *((cell.text, cell.figure) for cell in row.cells))
            for row in self.rows
        ]
        notes = map(str, self.notes)
        return Sheet.of(self.anchor, str(self.caption), _distinct(heads), rows, notes)

    def _ipython_display_(self) -> None:
        """Show the table, and show it again when the tables that its notes refer to have numbers.

        Raises
        ------
        NotImplementedError
            When all numbers are known: IPython then shows the table as it does any other value.
        """
        references = [note for note in self.notes if isinstance(note, Reference) and note.is_open]
        if not references:
            raise NotImplementedError
        from IPython.display import DisplayHandle  # noqa: PLC0415  # only in notebooks

        shown: Any = DisplayHandle()  # type: ignore[no-untyped-call]  # IPython's
        shown.display(self._repr_mimebundle_(), raw=True)
        for one in references:
            one.numbering.wait(one.anchor, lambda: shown.update(self._repr_mimebundle_(), raw=True))

    def _repr_mimebundle_(self, **_: object) -> dict[str, Any]:
        heads, sheet = (self.stub, *self.heads), self.sheet()
        lines = [sheet.title, "\t".join(head.label for head in heads)]
        lines += ["\t".join(entry.text for entry in row) for row in sheet.rows]
        figures = tuple(
            tuple(cell.figure.id if cell.figure else None for cell in row.cells)
            for row in self.rows
        )
        columns = tuple((head.group, head.label) for head in heads)
        parts = output_of(TablePart(sheet, columns, figures))
        tools = downloads(self.anchor, sheet.title)
        return {
            "text/html": _template().render(table=self, tools=tools),
            "text/plain": "\n".join((*lines, *sheet.notes)),
            SHEET_TYPE: [part["sheet"] for part in parts],
            PARTS_TYPE: parts,
        }


def labelled(words: Words, table: Table) -> Table:
    """Write the heads of a table's columns and rows as labels."""

    def head(one: Head) -> Head:
        return Head(words.label(one.label), words.label(one.group))

    rows = tuple(replace(row, name=words.label(row.name)) for row in table.rows)
    return replace(table, stub=head(table.stub), heads=tuple(map(head, table.heads)), rows=rows)


def figure_cell(words: Words, figure: Figure | None) -> Cell:
    """Print a figure in a cell; ``NOTHING`` where there is no such figure.

    A figure that has no number, for want of a base, prints as ``-``.
    """
    if figure is None:
        return Cell(NOTHING)
    text = words.number(figure)
    tone = _TONES[number_format.direction(text)] if figure.metric in _TONED else ""
    if figure.is_extreme:
        return Cell(text, figure)
    if figure.metric == "growth" and figure.basis == PRINTED:
        text += PRINTED_MARK
    if figure.basis == SUPERSEDED and text != number_format.MISSING:
        text += SUPERSEDED_MARK
    return Cell(text, figure, tone)


def with_own_units(words: Words, row: Row, unit: str = "") -> Row:
    """Write the unit behind the amounts of a row that stand in another than the table's, ``unit``.

    What its source rounds coarsely stands in a larger unit: 45.47 万亿元 in a table of 亿元, which it
    is of where no unit is named.
    """
    return Row(row.name, tuple(_with_own_unit(words, cell, unit) for cell in row.cells))


def _with_own_unit(words: Words, cell: Cell, unit: str) -> Cell:
    figure = cell.figure
    if figure is None or figure.value is None:
        return cell
    label, known = words.unit_of(figure), words.powers(figure.unit)
    table = unit if unit in known else words.unit(figure.unit)
    return cell if label == table else replace(cell, text=words.with_unit(cell.text, figure))


def plain_growth(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """Take the mark off where the source prints every growth of a table: it would distinguish nothing."""
    if _growth_bases(rows) != {PRINTED}:
        return rows
    return tuple(
        Row(
            row.name,
            tuple(replace(one, text=one.text.removesuffix(PRINTED_MARK)) for one in row.cells),
        )
        for row in rows
    )


def growth_notes(words: Words, rows: tuple[Row, ...]) -> list[str]:
    """Say which growth rates of a table the source prints, where any are."""
    bases = _growth_bases(rows)
    if PRINTED not in bases:
        return []
    return [words.text("table.all_printed" if bases == {PRINTED} else "table.printed")]


def figures_in(rows: tuple[Row, ...]) -> list[Figure]:
    """Return the figures that stand in the cells of a table."""
    return [cell.figure for row in rows for cell in row.cells if cell.figure is not None]


def _distinct(labels: list[str]) -> list[str]:
    """Put before a label that several columns have the label of the column before: ``出口 同比变化``."""
    return [
        f"{before} {label}" if labels.count(label) > 1 else label
        for before, label in zip(("", *labels), labels, strict=False)
    ]


def _growth_bases(rows: tuple[Row, ...]) -> set[str]:
    found = (one for one in figures_in(rows) if one.metric == "growth")
    return {one.basis for one in found if one.value is not None}


def sign_notes(words: Words, rows: tuple[Row, ...]) -> list[str]:
    """Say what the signs for missing numbers mean, of those that stand in a table."""
    cells = [cell for row in rows for cell in row.cells]
    missing = {
        cell.figure.reason for cell in cells if cell.text == number_format.MISSING and cell.figure
    }
    notes = []
    if missing:
        named = [words.text(f"reasons.{reason}") for reason in REASONS if reason in missing]
        reasons = words.text("joining.or").join(named)
        notes.append(words.spaced(words.fill("table.missing", reasons=reasons)))
    unsaid = [cell.figure for cell in cells if cell.text == NOTHING]
    meant = [words.text("table.empty")] if None in unsaid else []
    meant += [words.text("table.extreme")] if any(unsaid) else []
    if meant:
        notes.append(words.fill("table.nothing", meanings=words.text("joining.or").join(meant)))
    return notes


@cache
def _template() -> Template:
    source = resources.files("helpers.presentation").joinpath("tables.html.j2")
    environment = Environment(autoescape=True, undefined=StrictUndefined)
    return environment.from_string(source.read_text(encoding="utf-8"))
