"""Writing a raw file and its description: all at once, or not at all."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from operator import itemgetter
from pathlib import Path
from typing import Any

import yaml
from cells import Cell

from helpers.core.dimensions import WHOLE
from helpers.core.errors import SourceError
from helpers.observations.schema import RAW_COLUMNS, STEP


@dataclass(frozen=True)
class Number:
    """What stands in a row beside its dimensions.

    Parameters
    ----------
    units : Fraction
        The amount in single units.
    growth : str
        As printed; empty where the base is in the file.
    step : str
        What the amount was rounded to in print; empty where it was not.
    """

    units: Fraction
    growth: str = ""
    step: str = ""


def tidy_csv(numbers: Mapping[Cell, Number]) -> bytes:
    """Return the rows of a raw file, sorted.

    Parameters
    ----------
    numbers : mapping of Cell to Number
        Each cell's number.

    Returns
    -------
    bytes
        UTF-8, with the columns of ``helpers.observations.schema.RAW_COLUMNS``, and ``step`` if any number
        has one.
    """
    rounded = any(number.step for number in numbers.values())
    columns = (*RAW_COLUMNS, STEP) if rounded else RAW_COLUMNS
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    for cell, number in sorted(numbers.items(), key=itemgetter(0)):
        writer.writerow(
            {
                "period": cell.period,
                "span": cell.span,
                "flow": cell.flow,
                "region": cell.region,
                "partner": cell.partner,
                "product": cell.product,
                "regime": WHOLE,
                "enterprise": WHOLE,
                "measure": cell.measure,
                "unit": cell.unit,
                "value": _plain(number.units),
                "growth": number.growth,
                STEP: number.step,
            }
        )
    return text.getvalue().encode()


def description(meta: Mapping[str, Any]) -> bytes:
    """Return a ``.meta.yml``, its keys in the order given."""
    return yaml.safe_dump(dict(meta), allow_unicode=True, sort_keys=False, width=100).encode()


def sha256(content: bytes) -> str:
    """Return the checksum that a description states."""
    return hashlib.sha256(content).hexdigest()


def write_all(folder: Path, contents: Mapping[str, bytes]) -> None:
    """Write files under temporary names, then give each its own.

    Parameters
    ----------
    folder : Path
        Made if it is not there.
    contents : mapping of str to bytes
        By file name.

    Raises
    ------
    SourceError
        When the folder cannot be written to; no file is replaced before all are written.
    """
    staged = {name: folder / f".{name}.new" for name in contents}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, beside in staged.items():
            beside.write_bytes(contents[name])
        for name, beside in staged.items():
            beside.replace(folder / name)
    except OSError as error:
        raise SourceError(f"{folder}: cannot be written to; choose another --out") from error
    finally:
        for beside in staged.values():
            if beside.exists():
                beside.unlink()


def _plain(number: Fraction) -> str:
    if number.denominator == 1:
        return str(number.numerator)
    return f"{(Decimal(number.numerator) / number.denominator).normalize():f}"
