"""Raw files: tidy numbers as CSV, each file with its description."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Mapping
from dataclasses import asdict
from decimal import Decimal
from fractions import Fraction
from operator import itemgetter
from pathlib import Path
from typing import Any, Final, NamedTuple

import yaml
from cells import Cell

from helpers.core.dimensions import LATER_DIMENSIONS, WHOLE
from helpers.core.errors import SourceError
from helpers.core.files import hash_of_file
from helpers.observations.schema import RAW_COLUMNS, STEP

DESCRIPTIONS: Final[dict[str, dict[str, Any]]] = yaml.safe_load(
    Path(__file__).with_name("descriptions.yml").read_text(encoding="utf-8")
)
"""What the description of each data set says, but for hashes; of a table that comes out every month
what all of them say, with places for the year and the month."""

_MONTHLY: Final = re.compile(r"(?P<table>.+)-(?P<year>[0-9]{4})-(?P<month>[0-9]{2})")


class Number(NamedTuple):
    """What stands in a row after its dimensions.

    Attributes
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


class Content(NamedTuple):
    """The numbers of a raw file, and a line that says what they give back."""

    numbers: Mapping[Cell, Number]
    summary: str


def raw_file(name: str, numbers: Mapping[Cell, Number], published: Path) -> dict[str, bytes]:
    """Return the contents of a raw file and of its description, by file name."""
    rows = tidy_csv(numbers)
    described = description(name)
    sources = [
        {"file": f"data/published/{file}", "sha256": hash_of_file(published / file)}
        for file in described["made_from"]
    ]
    meta = described | {"sha256": hashlib.sha256(rows).hexdigest(), "made_from": sources}
    text = yaml.safe_dump({"id": name} | meta, allow_unicode=True, sort_keys=False, width=100)
    return {f"{name}.csv": rows, f"{name}.meta.yml": text.encode()}


def description(name: str) -> dict[str, Any]:
    """Return what the description of a data set says, but for hashes."""
    if name in DESCRIPTIONS:
        return DESCRIPTIONS[name]
    found = _MONTHLY.fullmatch(name)
    if found is None or found["table"] not in DESCRIPTIONS:
        raise SourceError(f"descriptions.yml: nothing on '{name}'; describe it")
    of_table = dict(DESCRIPTIONS[found["table"]])
    of_month = of_table.pop("months", {}).get(f"{found['year']}-{found['month']}", {})
    slots = {"year": found["year"], "month": found["month"], "number": int(found["month"])}
    of_table["title"] = of_table["title"].format(**slots)
    of_table["made_from"] = [each.format(**slots) for each in of_table["made_from"]]
    added = of_month.pop("method", "") if (of_month := dict(of_month)) else ""
    return of_table | of_month | {"method": of_table["method"] + added}


def tidy_csv(numbers: Mapping[Cell, Number]) -> bytes:
    """Return the rows of a raw file, sorted.

    Returns
    -------
    bytes
        UTF-8, with the columns of ``helpers.observations.schema.RAW_COLUMNS`` but for
        ``LATER_DIMENSIONS``, and ``step`` if any number has one.
    """
    rounded = any(number.step for number in numbers.values())
    text = io.StringIO()
    columns = [name for name in RAW_COLUMNS if name not in LATER_DIMENSIONS]
    columns += [STEP] if rounded else []
    writer = csv.DictWriter(text, columns, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    for cell, number in sorted(numbers.items(), key=itemgetter(0)):
        facts = {"unit": cell.unit, "value": _plain(number.units), "growth": number.growth}
        wholes = {"regime": WHOLE, "enterprise": WHOLE}
        writer.writerow(asdict(cell) | wholes | facts | {STEP: number.step})
    return text.getvalue().encode()


def _plain(number: Fraction) -> str:
    if number.denominator == 1:
        return str(number.numerator)
    return f"{(Decimal(number.numerator) / number.denominator).normalize():f}"
