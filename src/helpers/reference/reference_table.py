"""Reading the reference tables, and those that are no more than a table: regimes, groups that sources state.

Customs regimes are the kinds of trade (贸易方式): ordinary, processing, and so on. ``stated.csv`` names what
sources state figures of besides provinces, countries and HS codes: groups of regions (the Yangtze River
Delta), groups of partners without a list of members (the Belt and Road), continents, lists of products
(high-tech products), kinds of enterprise. Groups and lists overlap one another and their members: no sum
counts them (``dimensions.is_part``).

``statements.csv`` has what quoted statements are of, as their files say it, a column a language.
``names_in_text.csv`` has the names that are another within a sentence than in a table (the United States),
a column a language.

Two things called private are not one. ``private_owned`` (私营企业) is the column of the customs' tables.
``private`` (民营企业) is what press briefings state: private firms, and collective and individual ones as
well. The kinds of foreign-invested enterprises (``foreign_joint`` …) lie within ``foreign``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from helpers.core.errors import ReferenceTableError

_IGNORED: Final = re.compile(r"""[\s“”‘’"'*]""")

if TYPE_CHECKING:
    import pandas as pd


NAME: Final = "name"
"""The column of the Chinese names, which all tables have; ``name_en`` has the English ones."""


@cache
def read_table(name: str, index: str = "code") -> pd.DataFrame:
    """Return the table of this folder with a name and an index; all cells are text. Shared: copy it to change it."""
    # Most commands look nothing up, and pandas is what takes longest to import.
    import pandas as pd  # noqa: PLC0415

    path = resources.files(__package__).joinpath(f"{name}.csv")
    with path.open(encoding="utf-8") as stream:
        return pd.read_csv(stream, dtype=str, keep_default_na=False).set_index(index)


@cache
def table_names(table: str, column: str = NAME, index: str = "code") -> Mapping[str, str]:
    """Return the names of a table by code, those of a column, and the Chinese one where that has none.

    Examples
    --------
    >>> table_names("regimes", "name_en")["10"]
    'Ordinary Trade'
    """
    rows = read_table(table, index)
    named = zip(rows.index, rows[column], rows[NAME], strict=True)
    return MappingProxyType({str(code): str(name or chinese) for code, name, chinese in named})


def codes_by_name(table: pd.DataFrame, *columns: str) -> dict[str, str]:
    """Return the code of each code and name of a table; a cell may hold several names, separated by ``;``."""
    codes = {str(code): str(code) for code in table.index}
    for column in columns:
        for code, names in table[column].items():
            codes.update(dict.fromkeys(filter(None, names.split(";")), str(code)))
    return codes


def plain_name(name: str) -> str:
    """Return a name without what differs from table to table: width, white space, quotation marks, ``*``.

    Examples
    --------
    >>> plain_name("共建“一带一路” 国家（地区）*")
    '共建一带一路国家(地区)'
    """
    return _IGNORED.sub("", unicodedata.normalize("NFKC", name))


def codes_by_plain_name(table: pd.DataFrame, *columns: str) -> dict[str, str]:
    """Return ``codes_by_name``, by ``plain_name`` in small letters."""
    names = codes_by_name(table, *columns)
    return {plain_name(name).casefold(): code for name, code in names.items()}


def regimes() -> pd.DataFrame:
    """Return the customs regimes, by the two-digit ``code`` of the customs.

    Returns
    -------
    pandas.DataFrame
        ``name``; ``name_en`` as the customs' English bulletin has it; ``also``, other names separated by
        ``;``: those of the English express tables, former ones, and misprints.
    """
    return read_table("regimes").copy()


def regime_name(code: str, column: str = NAME) -> str | None:
    """Return the name of a customs regime, of a column of names; None where the table has none."""
    return table_names("regimes", column).get(code)


def statement_name(label: str, column: str = NAME) -> str:
    """Return what a quoted statement is of, of a column of names, by the label that its file gives; else that.

    Examples
    --------
    >>> statement_name("锂电池出口额的同比变化", "name_en")
    'Exports of lithium batteries, change year on year'
    """
    named = read_table("statements", NAME)
    return label if column == NAME or label not in named.index else str(named[column][label])


@cache
def stated_names(dimension: str, column: str = NAME) -> Mapping[str, str]:
    """Return the names of what sources state of a dimension, of a column of names, by code, in table order."""
    table = read_table("stated", "dimension")
    rows = table[table.index == dimension]
    names = rows[column].where(rows[column] != "", rows[NAME])
    return MappingProxyType(dict(zip(rows["code"], names, strict=True)))


@cache
def names_in_text(dimension: str, column: str) -> Mapping[str, str]:
    """Return how names stand within a sentence of a language where not as by themselves, by code.

    Of units it is what stands behind a number of them.

    Examples
    --------
    >>> names_in_text("partner", "name_en")["309"], names_in_text("partner", "name")
    ('the Netherlands', mappingproxy({}))
    """
    table = read_table("names_in_text", "dimension")
    rows = table[table.index == dimension]
    if column not in rows:
        return MappingProxyType({})
    return MappingProxyType(dict(zip(rows["code"], rows[column], strict=True)))


@cache
def _regime_codes() -> dict[str, str]:
    return codes_by_plain_name(read_table("regimes"), "name", "name_en", "also")


def regime_code(name: str) -> str:
    """Return the code of a customs regime given by its code or any of its names, in capitals or not.

    Raises
    ------
    ReferenceTableError
        When no regime is called so.

    Examples
    --------
    >>> regime_code("Frontier Petty Trade")
    '19'
    """
    try:
        return _regime_codes()[plain_name(name).casefold()]
    except KeyError:
        raise ReferenceTableError(
            f"customs regime '{name}' is not known; expected one such as 10, 一般贸易 or Ordinary Trade; "
            "if the customs write it so, add it to the column 'also' of regimes.csv"
        ) from None


@cache
def stated_codes(dimension: str) -> Mapping[str, str]:
    """Return the codes of what sources state of a dimension, by ``plain_name`` in small letters."""
    table = read_table("stated", "dimension")
    rows = table[table.index == dimension].set_index("code")
    return MappingProxyType(codes_by_plain_name(rows, "name", "name_en", "also"))


def enterprise_code(name: str) -> str:
    """Return the code of a kind of enterprise given by its code or a head of a column, such as ``SOE``.

    Raises
    ------
    ReferenceTableError
        When no kind of enterprise is called so.
    """
    try:
        return stated_codes("enterprise")[plain_name(name).casefold()]
    except KeyError:
        raise ReferenceTableError(
            f"kind of enterprise '{name}' is not known; expected one such as state, 国有企业 or SOE; "
            "if the customs write it so, add it to the column 'also' of stated.csv"
        ) from None
