"""The columns of a download: what they are called, in each of the two spellings, and their cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pandas as pd

from helpers.core.errors import SourceError
from helpers.observations.readers.faults import BOM, fault, shown
from helpers.observations.readers.sheets import SheetRow, read_sheets
from helpers.observations.readers.workbooks import is_workbook

_TITLES: Final[Mapping[str, tuple[str, ...]]] = {
    "type": ("typeCode",),
    "frequency": ("freqCode",),
    "period": ("period",),
    "reporter": ("reporterCode",),
    "reporter name": ("reporterDesc", "Reporter"),
    "flow": ("flowCode", "Trade Flow Code"),
    "partner": ("partnerCode",),
    "partner name": ("partnerDesc", "Partner"),
    "partner2": ("partner2Code", "2nd Partner Code"),
    "edition": ("classificationCode", "Classification"),
    "original": ("isOriginalClassification",),
    "product": ("cmdCode", "Commodity Code"),
    "level": ("aggrLevel", "Aggregate Level"),
    "procedure": ("customsCode", "Customs Proc. Code"),
    "supply": ("mosCode",),
    "transport": ("motCode", "Mode of Transport Code"),
    "unit": ("qtyUnitCode",),
    "unit name": ("qtyUnitAbbr", "Qty Unit"),
    "quantity": ("qty",),
    "quantity estimated": ("isQtyEstimated",),
    "weight": ("netWgt", "Netweight (kg)"),
    "weight estimated": ("isNetWgtEstimated",),
    "estimation": ("legacyEstimationFlag", "Flag"),
    "value": ("primaryValue", "Trade Value (US$)"),
}
"""By what a column holds, what it is called: in Comtrade Plus, and before that."""

_NEEDED: Final = ("reporter", "partner", "product", "flow", "value", "period", "edition")
AGAIN: Final = "download the file again, with all its columns"

_CUT: Final = "the file is cut or damaged: download it again"

_WHOLE_NUMBER: Final = re.compile(r"(-?[0-9]+)\.0*")
"""How a table of numbers with gaps writes a code: ``276.0``."""


@dataclass(frozen=True)
class Download:
    """The cells of a download.

    Attributes
    ----------
    path : pathlib.Path
        The file, for messages.
    titles : mapping of str to str
        What the file calls each column, by what it holds.
    cells : pandas.DataFrame
        Texts, a column each of ``titles``, indexed by the row of the file.
    """

    path: Path
    titles: Mapping[str, str]
    cells: pd.DataFrame

    def fault(self, row: int, role: str, expected: str, advice: str = AGAIN) -> SourceError:
        """Return the error in a cell."""
        found, title = shown(str(self.cells.at[row, role])), self.titles[role]
        return fault(self.path, expected, found, advice, row=row, column=title)

    def check(
        self,
        rows: pd.DataFrame,
        role: str,
        good: Callable[[str], object],
        expected: str,
        advice: str = AGAIN,
    ) -> None:
        """Raise for the first of some rows whose cell is not good; each distinct cell is looked at once."""
        bad = [cell for cell in rows[role].unique() if not good(cell)] if role in rows else []
        if bad:
            row = rows.index[rows[role].isin(bad)][0]
            raise self.fault(int(row), role, expected, advice)


def recognises(head: bytes, name: str) -> bool:  # as every format
    """Tell whether a file begins with the columns of a download."""
    first = head.removeprefix(BOM).lstrip().partition(b"\n")[0].decode("latin-1")
    return set(_NEEDED) <= _roles(first.split(",")).keys()


def read_download(path: Path) -> Download:
    """Read a file's cells as text.

    SourceError when a column is missing or there twice, or a row has too few cells or too many.
    """
    sheets = [rows for rows in read_sheets(path, "latin-1") if rows and _is_header(rows[0])]
    if len(sheets) != 1:
        found = "none" if not sheets else str(len(sheets))
        raise fault(path, "one table with columns such as reporterCode and cmdCode", found, AGAIN)
    header, *lines = sheets[0]
    _refuse_cut(path)
    places = _roles(header.cells)
    if not lines:
        raise fault(path, "rows below the header", "none", "ask for something that is reported")
    width = len("\0".join(header.cells).rstrip("\0").split("\0"))
    for line in lines:
        _check_width(line, width)
    rows = [[_plain(line.cells[place]) for place in places.values()] for line in lines]
    cells = pd.DataFrame(rows, columns=[*places], index=[line.line for line in lines], dtype=object)
    return Download(path, {role: header.cells[place] for role, place in places.items()}, cells)


def _refuse_cut(path: Path) -> None:
    """Raise where the last line of a text has no end: a number in it may lack digits."""
    content = path.read_bytes()
    if not is_workbook(content) and not content.rstrip(b"\0").endswith((b"\n", b"\r")):
        raise fault(path, "a line end behind the last row", "none", _CUT)


def _check_width(line: SheetRow, width: int) -> None:
    if len(line.cells) < width or any(cell.strip() for cell in line.cells[width:]):
        raise line.fault(f"{width} cells as in the header", str(len(line.cells)), _CUT)


def _plain(cell: str) -> str:
    text = cell.strip()
    whole = _WHOLE_NUMBER.fullmatch(text)
    return whole[1] if whole else text


def _is_header(row: SheetRow) -> bool:
    return set(_NEEDED) <= _roles(row.cells).keys()


def _roles(titles: Sequence[str]) -> dict[str, int]:
    """Return the place of each column that is known; of one that is there twice none."""
    named = [_ROLES.get(_letters(title), "") for title in titles]
    return {role: place for place, role in enumerate(named) if role and named.count(role) == 1}


def _letters(title: str) -> str:
    return re.sub(r"[^a-z0-9]", "", title.casefold())


_ROLES: Final = {_letters(title): role for role, titles in _TITLES.items() for title in titles}
