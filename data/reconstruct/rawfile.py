"""Writing a raw file and its description: all at once, or not at all."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import yaml
from cells import Cell

from helpers.errors import SourceError
from helpers.vocabulary import RAW_COLUMNS, WHOLE


def tidy_csv(units: Mapping[Cell, Fraction]) -> bytes:
    """Return the rows of a raw file, sorted; growth stays empty, for its base is there.

    Parameters
    ----------
    units : mapping of Cell to Fraction
        Each cell's amount in single units.

    Returns
    -------
    bytes
        UTF-8, with the columns of ``helpers.vocabulary.RAW_COLUMNS``.
    """
    text = io.StringIO()
    writer = csv.DictWriter(text, RAW_COLUMNS, lineterminator="\n")
    writer.writeheader()
    for cell in sorted(units):
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
                "value": _plain(units[cell]),
                "growth": "",
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
