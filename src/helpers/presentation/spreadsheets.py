"""Sheets: what a table or a chart shows, as files to download, with the unrounded values.

A sheet travels in the output of its notebook cell, and becomes a CSV and an Excel file next to the
page. The same sheet gives the same bytes.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Final

import xlsxwriter
from markupsafe import Markup

from helpers.core.dimensions import VALUE, WHOLE
from helpers.core.escaping import in_csv
from helpers.indicators.figures import Figure
from helpers.observations.schema import KEYS

SHEET_TYPE: Final = "application/vnd.tradebook.sheets+json"
"""The output in which a table or chart carries its sheets."""

_NUMBER: Final = re.compile(r"-?\d+(?:\.(?P<decimals>\d+))?")
_SOME_DAY: Final = datetime(2000, 1, 1)
"""The day of creation in every file: the same at each build."""
_NAME_LENGTH: Final = 31
"""Excel's limit for the name of a worksheet."""
_WIDTHS: Final = (22, 14)
"""Of the first column, and of the others."""


@dataclass(frozen=True)
class Entry:
    """A cell: what is shown, and the unrounded value where it is a figure.

    Attributes
    ----------
    text : str
        As printed.
    figure : bool
        Whether it prints a figure; if not it is text, which must not become a formula.
    value : float or None
        Unrounded, in single units; None where the figure has no number.
    """

    text: str
    figure: bool = False
    value: float | None = None

    @classmethod
    def of(cls, text: str, figure: Figure | None) -> Entry:
        """Make the entry of a cell that shows a figure, or none."""
        return cls(text) if figure is None else cls(text, True, figure.value)


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

    def content(self) -> dict[str, Any]:
        """Return the sheet as it stands in the output of a cell."""
        return asdict(self)

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
            exact = ["" if one.value is None else repr(one.value) for one in self.unrounded(row)]
            writer.writerow([*shown, *[""] * (len(self.heads) - len(row)), *exact])
        return file.getvalue()

    def xlsx(self) -> bytes:
        """Write the sheet for Excel: numbers as numbers, shown with the decimals of the page."""
        file = io.BytesIO()
        # Text is text, whatever it begins with.
        texts = {f"strings_to_{kind}": False for kind in ("formulas", "urls", "numbers")}
        with xlsxwriter.Workbook(file, {"in_memory": True, **texts}) as book:
            book.set_properties({"title": self.title, "created": _SOME_DAY})
            _Worksheet(book, self.name).fill(self)
        return file.getvalue()

    def unrounded(self, row: tuple[Entry, ...]) -> list[Entry]:
        """Return the entries of a row that stand once more, unrounded; a band has none."""
        whole = (*row, *[Entry("")] * (len(self.heads) - len(row)))
        return [one for one, head in zip(whole, self.exact, strict=True) if head]


class _Worksheet:
    """Puts a sheet into a workbook."""

    def __init__(self, book: Any, name: str) -> None:
        self._page = book.add_worksheet(name[:_NAME_LENGTH])
        self._book = book
        self._formats: dict[str, Any] = {}

    def fill(self, sheet: Sheet) -> None:
        """Write heads, rows, caption and notes."""
        heads = (*sheet.heads, *filter(None, sheet.exact))
        style = self._book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        for column, head in enumerate(heads):
            self._page.write_string(0, column, head, style)
        for line, row in enumerate(sheet.rows, start=1):
            for column, one in enumerate(row):
                self._shown(line, column, one)
            for column, one in enumerate(sheet.unrounded(row), start=len(sheet.heads)):
                if one.value is not None:
                    self._page.write_number(line, column, one.value)
        for line, text in enumerate((sheet.title, *sheet.notes), start=len(sheet.rows) + 2):
            self._page.write_string(line, 0, text)
        self._page.set_column(0, 0, _WIDTHS[0])
        self._page.set_column(1, len(heads) - 1, _WIDTHS[1])
        self._page.freeze_panes(1, 1)

    def _shown(self, line: int, column: int, one: Entry) -> None:
        number = _NUMBER.fullmatch(one.text) if one.figure else None
        if number is None:
            self._page.write_string(line, column, one.text)
            return
        decimals = number["decimals"]
        code = f"0.{'0' * len(decimals)}" if decimals else "0"
        style = self._formats.get(code)
        if style is None:
            style = self._formats[code] = self._book.add_format({"num_format": code})
        self._page.write_number(line, column, float(one.text), style)


def exact_head(figures: Iterable[Figure]) -> str:
    """Name a column of unrounded values by what its figures have in common.

    As in the downloadable figures: ``level.2025-11.month.export [USD]``. Empty without figures.
    """
    found = list(figures)
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
