"""CSV downloads of the customs statistics query platform.

A query asks for some of the dimensions month, partner, product, regime and province of
registration, in any order, in Chinese or English, in dollars or yuan; the file has these columns,
the money, and two quantities with their units. It never says whether it holds exports or imports.

The stages: ``lines`` takes the bytes apart, ``headers`` finds what stands in which column,
``fields`` reads and checks codes and numbers, ``hints`` gives what only the user or the file's name
says.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import numpy as np

from helpers.core.dimensions import DIMENSIONS, VALUE, WHOLE
from helpers.core.periods import MONTH
from helpers.observations.coded_rows import CodedRows
from helpers.observations.readers.faults import BOM, ENCODINGS, shown
from helpers.observations.readers.platform.fields import (
    Amounts,
    Coded,
    check_duplicates,
    read_amounts,
    read_codes,
    unknown_names,
    zeros_note,
)
from helpers.observations.readers.platform.headers import CODES, PERIOD, is_header
from helpers.observations.readers.platform.hints import check_hints, flow_of
from helpers.observations.readers.platform.lines import Lines, read_lines
from helpers.observations.readers.reading import Hints, Reading
from helpers.observations.schema import CELL, STEP

NAME: Final = "platform"
"""How a ``.meta.yml`` calls the format."""


def recognises(head: bytes, name: str) -> bool:
    """Tell by a file's first bytes whether it begins with titles of the platform."""
    first = head.removeprefix(BOM).lstrip().partition(b"\n")[0]
    texts = (first.decode(encoding, errors="ignore") for encoding in ENCODINGS)
    return any(is_header(text) for text in texts)


def read(path: Path, hints: Hints) -> Reading:
    """Read a download.

    Parameters
    ----------
    path : pathlib.Path
        CSV in GB18030 or UTF-8, or saved again as Excel, or as text with tabs, in UTF-16 too.
    hints : Hints
        ``flow`` where the name does not say it, ``period`` where there is no column of months, and
        what the query was restricted to.

    Returns
    -------
    Reading
        Of each row the value, and a quantity for each unit that it has.

    Raises
    ------
    SourceError
        With the file, the row and the column of the first mistake.
    """
    lines = read_lines(path)
    flow, word, doubts = flow_of(path, hints)
    period = str(hints.month(path) or "")
    columns = lines.columns(role for role in lines.header.places if not role.endswith(" name"))
    keys = {
        role: read_codes(lines, role, columns[role]) for role in (PERIOD, *CODES) if role in columns
    }
    check_hints(lines, keys, period, hints)
    amounts, warnings = read_amounts(lines, columns)
    fixed = {name: hints.only.get(name, WHOLE) for name in DIMENSIONS}
    fixed |= {"span": MONTH, "flow": flow, PERIOD: period}
    cells = _observations(keys, amounts, fixed)
    check_duplicates(lines, cells, tuple(keys), len(columns[VALUE]))
    passed = [
        f"the column {shown(title)} is none of the platform's and was passed over"
        for place, title in enumerate(lines.header.titles)
        if place not in lines.header.places.values()
    ]
    return Reading(
        cells,
        inferred=_inferred(
            lines, columns, f"{flow}, from '{word}' in the file's name" if word else ""
        ),
        warnings=(*doubts, *passed, *warnings),
        names=unknown_names(lines, keys),
        dataset=f"{NAME}-{lines.header.currency}",
    )


def _inferred(lines: Lines, columns: Mapping[str, Any], flow: str) -> dict[str, str]:
    """Say what was inferred, and from what."""
    inferred = {
        "currency": f"{lines.header.currency}, from the column {lines.header.title(VALUE)}",
        "product": zeros_note(columns["product"]) if "product" in columns else "",
        "flow": flow,
    }
    return {name: text for name, text in inferred.items() if text}


def _observations(
    keys: Mapping[str, Coded], amounts: Amounts, fixed: Mapping[str, str]
) -> CodedRows:
    """Return a row a number, the values first; fixed columns have one text throughout."""
    zeros, none = np.zeros(len(amounts.rows), dtype=np.int8), np.full(len(amounts.rows), np.nan)
    texts = {name: Coded(zeros, (text,)) for name, text in fixed.items()}
    texts |= {name: Coded(key.codes[amounts.rows], key.texts) for name, key in keys.items()}
    texts |= {"measure": amounts.measure, "unit": amounts.unit}
    numbers = {"value": amounts.numbers, "growth": none, STEP: none}
    return CodedRows({name: texts[name] for name in CELL}, numbers)
