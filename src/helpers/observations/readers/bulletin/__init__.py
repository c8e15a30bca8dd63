"""The monthly tables of the customs: one family of layouts, in Chinese and English, verified and preliminary.

In: a file as rows of text (``sheets``), whatever it was saved as. Out: observations of what the rows of the
table are (provinces, partners, goods, regimes …), in the month and from January on, with the growth it
prints. May not: guess a table from its number, a unit from its title, or a meaning from a column's place.

The stages: ``kinds`` knows the tables by their names, ``header_labels`` what a cell of a header says,
``table`` finds the header, ``header`` the columns, ``title`` the unit, the month and whose table it is,
``table_facts`` puts these together, ``table_rows`` reads the numbers, ``row_codes`` the codes of the names,
``sums`` compares parts with their wholes, ``observations`` and ``totals`` make observations of them.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from helpers.core.errors import SourceError, UnknownFileError
from helpers.observations.readers.bulletin.header_labels import small
from helpers.observations.readers.bulletin.kinds import KINDS, OTHERS
from helpers.observations.readers.bulletin.observed import read_table
from helpers.observations.readers.bulletin.table import find_table
from helpers.observations.readers.faults import ENCODINGS
from helpers.observations.readers.reading import Hints, Reading
from helpers.observations.readers.sheets import UTF_16
from helpers.observations.readers.web_tables import is_page
from helpers.observations.readers.workbooks import is_workbook

NAME: Final = "bulletin"
"""How a ``.meta.yml`` calls the format."""

_TITLES: Final = re.compile("|".join([*(kind.title for kind in KINDS), *OTHERS]))
_TABLE: Final = re.compile("单位|进出口|unit:|us[$]|[(]?[0-9]+[)]")


def recognises(head: bytes, name: str) -> bool:
    """Tell by a file's first bytes and its name whether it may be one of these tables.

    No other input format is a workbook or a page of the web, and the first bytes of either say no more.
    """
    if is_workbook(head):
        return name.lower().endswith((".xlsx", ".xls"))
    return is_page(head) or _is_titled(head) or _TITLES.search(small(name)) is not None


def _is_titled(content: bytes) -> bool:
    encodings = ("utf-16",) if content.startswith(UTF_16) else ENCODINGS
    texts = [small(content.decode(encoding, errors="ignore")) for encoding in encodings]
    return any(_TITLES.search(text) and _TABLE.search(text) for text in texts)


def refuse_others(path: Path, name: str) -> None:
    """Raise UnknownFileError for a file that holds none of these tables, or one that is not read."""
    try:
        find_table(path, Hints(name=name))
    except UnknownFileError:
        raise
    except SourceError as error:
        # One that says it is a table of the customs, or is called so, is missed where it is passed over.
        if not _is_titled(path.read_bytes()) and _TITLES.search(small(name)) is None:
            raise UnknownFileError(str(error)) from None


def read(path: Path, hints: Hints) -> Reading:
    """Read a table.

    Parameters
    ----------
    path : pathlib.Path
        Text in UTF-8, UTF-16 or GB18030, .xlsx, .xls, or a page of the web.
    hints : Hints
        ``period`` where neither the table nor ``name`` gives the year; ``flow`` where a list of goods
        does not say its own; ``only`` with the region of a table of "this city".

    Returns
    -------
    Reading
        ``step`` is what the table is rounded to. A city or zone has its province's code and its name
        as code, ``22-吉林市``.

    Raises
    ------
    SourceError
        With the file, the row and the column of the first mistake.
    """
    return read_table(path, find_table(path, hints), hints)
