"""Downloads of UN Comtrade: what countries report to the United Nations, in one layout for all.

CSV as Comtrade Plus gives it (``reporterCode``, ``cmdCode`` …) or as the older Comtrade did (``Reporter
Code``, ``Commodity Code`` …), in the HS, of one reporter; saved again as Excel it is read too.

The stages: ``columns`` finds what stands in which column, ``reported_rows`` chooses the rows that are totals and
reads their codes, ``amounts`` reads money and quantities, ``adding_up`` looks whether members make
their whole. A file does not say what its query was restricted to.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pandas as pd

from helpers.core.dimensions import DIMENSIONS, VALUE, WHOLE
from helpers.observations.coded_rows import CodedRows
from helpers.observations.readers.comtrade.adding_up import complete_dimensions
from helpers.observations.readers.comtrade.amounts import CURRENCY, read_amounts
from helpers.observations.readers.comtrade.columns import read_download, recognises
from helpers.observations.readers.comtrade.reported_rows import (
    Reporter,
    check_hints,
    read_codes,
    reporter_of,
    totals_of,
)
from helpers.observations.readers.reading import Hints, Reading
from helpers.observations.schema import RAW_COLUMNS, STEP

__all__ = ["NAME", "PRODUCER", "read", "recognises"]

NAME: Final = "comtrade"
"""How a ``.meta.yml`` calls the format."""

PRODUCER: Final = "联合国 (United Nations)"

_CUTS: Final = (500, 100_000, 250_000)
"""The rows at which Comtrade cuts what it gives, by who asks."""


def read(path: Path, hints: Hints) -> Reading:
    """Read a download.

    Parameters
    ----------
    path : pathlib.Path
        CSV in UTF-8 or Latin-1, or saved again as Excel or as text with tabs.
    hints : Hints
        What the file must agree with, where it is told.

    Returns
    -------
    Reading
        Of each total the value in dollars, the quantity, and the net weight where that is another
        unit. China is region ``_T``, any other reporter its three letters of ISO 3166, which no sum
        counts. ``World`` is the whole of the partners, ``TOTAL`` that of the products. A partner that
        the customs have no code for has ``M`` and Comtrade's digits, such as ``M899``: it is a part of
        the world like the others.

    Raises
    ------
    SourceError
        With the file, the row and the column of the first mistake.
    """
    download = read_download(path)
    reporter = reporter_of(download)
    chosen, warnings = totals_of(download)
    codes, product_note, names = read_codes(download, chosen)
    check_hints(download, codes, hints)
    numbers, more = read_amounts(download, chosen)
    values = codes.join(numbers.loc[numbers["measure"] == VALUE])
    complete, doubts = complete_dimensions(values)
    rows = len(download.cells)
    cut = f"{rows:,} rows are just as many as Comtrade gives at once: some may be missing"
    inferred = {
        "currency": f"{CURRENCY}, as all of Comtrade",
        "reporter": f"{reporter.code}, from '{reporter.name}'",
        "classification": ", ".join(sorted(set(chosen["edition"]))),
    }
    inferred |= {"product": product_note} if product_note else {}
    inferred |= {"complete": _why(complete)} if complete else {}
    return Reading(
        CodedRows.of(_observations(codes, numbers, reporter)),
        inferred=inferred,
        warnings=(*warnings, *more, *doubts, *[cut] * (rows in _CUTS)),
        names=names
        | ({} if reporter.code == WHOLE else {"region": {reporter.code: reporter.name}}),
        dataset=f"{NAME}-{reporter.iso3}-{CURRENCY}",
        complete=complete,
    )


def _why(complete: tuple[str, ...]) -> str:
    wholes = {"partner": "World", "product": "TOTAL"}
    return ", ".join(f"{name}, since the members add up to {wholes[name]}" for name in complete)


def _observations(codes: pd.DataFrame, numbers: pd.DataFrame, reporter: Reporter) -> pd.DataFrame:
    """Return a row a number: the values, then the quantities, then the net weights."""
    found = codes.loc[numbers.index].assign(
        **{name: WHOLE for name in DIMENSIONS if name not in codes}, growth=float("nan")
    )
    found = found.assign(region=reporter.code, **{STEP: float("nan")})
    for name in numbers:
        found[name] = numbers[name].array
    return found.loc[:, [*RAW_COLUMNS, STEP]].reset_index(drop=True)
