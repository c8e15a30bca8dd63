"""Reading the reference tables, and those that are no more than a table: regimes, groups that sources state.

Customs regimes are the kinds of trade (贸易方式): ordinary, processing, and so on. ``stated.csv`` names what
sources state figures of besides provinces, countries and HS codes: groups of regions (the Yangtze River
Delta), groups of partners without a list of members (the Belt and Road), continents, lists of products
(high-tech products), kinds of enterprise. Groups and lists overlap one another and their members: no sum
counts them (``dimensions.is_part``).

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


@cache
def read_table(name: str, index: str = "code") -> pd.DataFrame:
    """Return the table of this folder with a name and an index; all cells are text. Shared: copy it to change it."""
    # Most commands look nothing up, and pandas is what takes longest to import.
    import pandas as pd  # noqa: PLC0415

    path = resources.files(__package__).joinpath(f"{name}.csv")
    with path.open(encoding="utf-8") as stream:
        return pd.read_csv(stream, dtype=str, keep_default_na=False).set_index(index)


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


def regime_name(code: str) -> str | None:
    """Return the Chinese name of a customs regime; None where the table has none."""
    table = read_table("regimes")
    return str(table.at[code, "name"]) if code in table.index else None


@cache
def stated_names(dimension: str) -> Mapping[str, str]:
    """Return the Chinese names of what sources state of a dimension, by code, in table order."""
    table = read_table("stated", "dimension")
    rows = table[table.index == dimension]
    return MappingProxyType(dict(zip(rows["code"], rows["name"], strict=True)))


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
