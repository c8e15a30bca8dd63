"""Reading the reference tables, and those that are no more than a table: regimes, groups that sources state.

Customs regimes are the kinds of trade (贸易方式): ordinary, processing, and so on. ``stated.csv`` names what
sources state figures of besides provinces, countries and HS codes: groups of regions (the Yangtze River
Delta), groups of partners without a list of members (Africa), the customs' lists of products (high-tech
products), kinds of enterprise. These overlap one another and their members: no sum counts them
(``dimensions.is_part``).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import TYPE_CHECKING

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


def regimes() -> pd.DataFrame:
    """Return the customs regimes, by the two-digit ``code`` of the customs: ``name`` and ``name_en``."""
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
