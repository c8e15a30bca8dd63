"""CSV downloads of the customs statistics query platform.

A query asks for some of the dimensions month, partner, product, regime and province of
registration, in any order, in Chinese or English, in dollars or yuan; the file has these columns,
the money, and two quantities with their units. It never says whether it holds exports or imports.

The stages: ``lines`` takes the bytes apart, ``headers`` finds what stands in which column,
``fields`` reads codes and ``amounts`` the numbers, ``checks`` what must hold of them, ``hints`` what
only the user or the file's name knows; ``platform_table`` makes observations of them.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from helpers.core.dimensions import DIMENSIONS, VALUE, WHOLE
from helpers.core.periods import MONTH
from helpers.observations.readers.platform.amounts import read_amounts
from helpers.observations.readers.platform.checks import (
    check_duplicates,
    check_hints,
    unknown_names,
    warnings_of,
)
from helpers.observations.readers.platform.faults import ENCODINGS
from helpers.observations.readers.platform.fields import read_codes
from helpers.observations.readers.platform.headers import (
    CODES,
    KNOWN_ENOUGH,
    PERIOD,
    QUANTITIES,
    known_titles,
)
from helpers.observations.readers.platform.hints import flow_of, period_from
from helpers.observations.readers.platform.lines import BOM, read_lines
from helpers.observations.readers.platform.platform_table import observations
from helpers.observations.readers.reading import Hints, Reading

NAME: Final = "platform"
"""How a ``.meta.yml`` calls the format."""

_TEXTS: Final = (VALUE, *QUANTITIES)
_FEW: Final = (PERIOD, *CODES, *(f"{quantity} unit" for quantity in QUANTITIES))
"""The columns whose cells repeat."""


def recognises(head: bytes, name: str) -> bool:
    """Tell by a file's first bytes whether it begins with titles of the platform."""
    first = head.removeprefix(BOM).lstrip().partition(b"\n")[0]
    texts = (first.decode(encoding, errors="ignore") for encoding in ENCODINGS)
    return any(known_titles(text) >= KNOWN_ENOUGH for text in texts)


def read(path: Path, hints: Hints) -> Reading:
    """Read a download.

    Parameters
    ----------
    path : pathlib.Path
        CSV in GB18030 or UTF-8.
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
    period = period_from(path, hints)
    wanted = dict.fromkeys(_TEXTS, False) | dict.fromkeys(_FEW, True)
    here = {role: few for role, few in wanted.items() if role in lines.header.places}
    columns = lines.columns(here)
    keys = {
        role: read_codes(lines, role, columns[role]) for role in (PERIOD, *CODES) if role in here
    }
    check_hints(lines, keys, period, hints.only)
    amounts, warnings = read_amounts(lines, columns)
    check_duplicates(lines, keys, len(amounts[0].rows))
    names = unknown_names(lines, keys)
    fixed = {name: hints.only.get(name, WHOLE) for name in DIMENSIONS}
    fixed |= {"span": MONTH, "flow": flow, PERIOD: period or ""}
    currency = lines.header.currency
    inferred = {"currency": f"{currency}, from the column {lines.header.title(VALUE)}"}
    if word:
        inferred["flow"] = f"{flow}, from '{word}' in the file's name"
    return Reading(
        observations(keys, amounts, fixed),
        inferred=inferred,
        warnings=(*doubts, *warnings_of(lines), *warnings),
        names=names,
        dataset=f"{NAME}-{currency}",
    )
