"""Reading a reference table, once a process."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd


@cache
def read_table(name: str, index: str = "code") -> pd.DataFrame:
    """Read a table of this folder; every cell is text.

    Parameters
    ----------
    name : str
        The CSV's name without its ending.
    index : str
        The column to index by.

    Returns
    -------
    pandas.DataFrame
        Shared: copy it before giving it away.
    """
    # Most commands look nothing up, and pandas is what takes longest to import.
    import pandas as pd  # noqa: PLC0415

    path = resources.files(__package__).joinpath(f"{name}.csv")
    with path.open(encoding="utf-8") as stream:
        return pd.read_csv(stream, dtype=str, keep_default_na=False).set_index(index)
