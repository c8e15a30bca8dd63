"""Sheets: what a table or a chart shows, as files to download, with the unrounded values.

A sheet travels in the output of its notebook cell, and becomes a CSV and an Excel file next to the
page. The same sheet gives the same bytes.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from markupsafe import Markup

from helpers.core.dimensions import VALUE, WHOLE
from helpers.core.escaping import in_csv
from helpers.indicators.figures import Figure
from helpers.observations.schema import KEYS

SHEET_TYPE: Final = "application/vnd.tradebook.sheets+json"
"""The output in which a table or chart carries its sheets."""

_NUMBER: Final = re.compile(r"-?\d{1,3}(?P<thousands>(?:,\d{3})+)?\d*(?:\.(?P<decimals>\d+))?")
_SOME_DAY: Final = datetime(2000, 1, 1)
"""The day of creation in every file: the same at each build."""
_NAME_LENGTH: Final = 31
"""Excel's limit for the name of a worksheet."""
_WIDTHS: Final = (22, 14)
"""Of the first column, and of the others."""


@dataclass(frozen=True)
class Entry:
    """A cell: its text as printed, whether that prints a figure, and the figure's unrounded value.

    What is no figure is text, which must not become a formula. ``value`` is in single units, None
    where the figure has no number.
    """

    text: str
    figure: bool = False
    value: float | None = None


@dataclass(frozen=True)
class Sheet:
    """A table as a file.

    Attributes
    ----------
    name : str
        By which its files are called: the table's or chart's id on its page.
    title : str
        The caption.
    heads : tuple of str
        One a column.
    exact : tuple of str
        The heads of the columns' unrounded values, empty for a column of texts.
    rows : tuple of tuple of Entry
        Each with as many entries as there are heads, or one: a band across the table.
    notes : tuple of str
        Written below the table in Excel.
    """

    name: str
    title: str
    heads: tuple[str, ...]
    exact: tuple[str, ...]
    rows: tuple[tuple[Entry, ...], ...]
    notes: tuple[str, ...] = ()

    @classmethod
    def of(
        cls,
        name: str,
        title: str,
        heads: Sequence[str],
        rows: Iterable[Sequence[tuple[str, Figure | None]]],
        notes: Iterable[str] = (),
    ) -> Sheet:
        """Make the sheet of rows of texts, each with the figure that it prints, if it prints one."""
        cells = list(rows)
        columns = zip(*(row for row in cells if len(row) == len(heads)), strict=True)
        exact = [exact_head(figure for _, figure in column) for column in columns]
        entries = (
            tuple(Entry(text, True, one.value) if one else Entry(text) for text, one in row)
            for row in cells
        )
        empty = [""] * len(heads)
        return cls(name, title, tuple(heads), tuple(exact or empty), tuple(entries), tuple(notes))

    @property
    def labels(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the labels of the CSV file's columns: those shown, and those unrounded."""
        shown, exact = (tuple(map(in_csv, heads)) for heads in (self.heads, self.exact))
        return shown, tuple(filter(None, exact))

    def file(self, page: str) -> str:
        """Return what its CSV file is called for a page of that name."""
        return f"{page}.{self.name}.csv"

    def csv(self) -> str:
        """Write the sheet as CSV: the columns shown, then the unrounded values."""
        file = io.StringIO()
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([label for labels in self.labels for label in labels])
        for row in self.rows:
            shown = [one.text if one.figure else in_csv(one.text) for one in row]
            exact = ["" if value is None else repr(value) for value in self._unrounded(row)]
            writer.writerow([*shown, *[""] * (len(self.heads) - len(row)), *exact])
        return file.getvalue()

    def xlsx(self) -> bytes:
        """Write the sheet for Excel: numbers as numbers, shown with the decimals of the page."""
        # An edition is run without it.
        import xlsxwriter  # noqa: PLC0415

        file = io.BytesIO()
        # Text is text, whatever it begins with.
        texts = {f"strings_to_{kind}": False for kind in ("formulas", "urls", "numbers")}
        with xlsxwriter.Workbook(file, {"in_memory": True, **texts}) as book:
            book.set_properties({"title": self.title, "created": _SOME_DAY})
            self._fill(book)
        return file.getvalue()

    def _unrounded(self, row: tuple[Entry, ...]) -> list[float | None]:
        """Return the values of a row that stand once more, unrounded; a band has none."""
        values = (*(one.value for one in row), *[None] * (len(self.heads) - len(row)))
        return [value for value, head in zip(values, self.exact, strict=True) if head]

    def _fill(self, book: Any) -> None:
        """Write heads, rows, caption and notes into a workbook."""
        page = book.add_worksheet(self.name[:_NAME_LENGTH])
        styles: dict[str, Any] = {}
        heads = (*self.heads, *filter(None, self.exact))
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        for column, head in enumerate(heads):
            page.write_string(0, column, head, bold)
        for line, row in enumerate(self.rows, start=1):
            for column, one in enumerate(row):
                number = _NUMBER.fullmatch(one.text) if one.figure else None
                if number is None:
                    page.write_string(line, column, one.text)
                    continue
                decimals = number["decimals"]
                whole = "#,##0" if number["thousands"] else "0"
                code = f"{whole}.{'0' * len(decimals)}" if decimals else whole
                if code not in styles:
                    styles[code] = book.add_format({"num_format": code})
                page.write_number(line, column, float(one.text.replace(",", "")), styles[code])
            page.write_row(line, len(self.heads), self._unrounded(row))
        for line, text in enumerate((self.title, *self.notes), start=len(self.rows) + 2):
            page.write_string(line, 0, text)
        page.set_column(0, 0, _WIDTHS[0])
        page.set_column(1, len(heads) - 1, _WIDTHS[1])
        page.freeze_panes(1, 1)


def exact_head(figures: Iterable[Figure | None]) -> str:
    """Name a column of unrounded values by what its figures have in common.

    As in the downloadable figures: ``level.2025-11.month.export [USD]``. Empty without figures.
    """
    found = [one for one in figures if one is not None]
    values = (({str(getattr(one, key)) for one in found}) for key in KEYS)
    common = [min(one) for one in values if len(one) == 1 and not one & {WHOLE, VALUE}]
    units = ", ".join(sorted({one.unit for one in found}))
    return f"{'.'.join(common)} [{units}]" if found else ""


def downloads(name: str, caption: str) -> Markup:
    """Return the line of links below a table or chart: to itself, and to its files.

    The files are called by the page as well, once it is known which page it is.
    """
    files = Markup(" ").join(
        Markup('<a href="{0}.{1}" download aria-label="{2} {3}">{3}</a>').format(
            name, kind, caption, kind.upper()
        )
        for kind in ("csv", "xlsx")
    )
    link = Markup('<a class="tb-anchor" href="#{}" aria-label="{}">#</a>').format(name, caption)
    return Markup('<div class="tb-tools">{} {}</div>').format(link, files)
