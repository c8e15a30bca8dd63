"""What was found in a file that is added, in few words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from helpers.core.dimensions import DIMENSIONS, VALUE, WHOLE
from helpers.observations.coded_rows import CodedRows, Mask
from helpers.observations.readers.reading import Reading


@dataclass(frozen=True)
class Contents:
    """What a file holds.

    Attributes
    ----------
    months, units, apart : tuple of str
        Its months, oldest first; its currencies; the dimensions it tells apart.
    numbers : int
        How many numbers it has, values and quantities.
    totals : mapping of str to float
        By flow the value of all, of one span, in its currency.
    inferred : mapping of str to str
        What was inferred, and from what.
    warnings : tuple of str
        What a user should know of it.
    """

    months: tuple[str, ...]
    units: tuple[str, ...]
    apart: tuple[str, ...]
    numbers: int
    totals: Mapping[str, float]
    inferred: Mapping[str, str] = field(default_factory=dict)
    warnings: tuple[str, ...] = ()


def contents_of(cells: CodedRows, reading: Reading) -> Contents:
    """Return what was read from a file, whose observations are these cells."""
    chosen = _once(cells)
    values, flows = cells.numbers("value"), cells.distinct("flow")
    units = cells.codes("unit")[chosen]
    return Contents(
        tuple(sorted(cells.distinct("period"))),
        tuple(sorted({cells.texts("unit")[place] for place in np.unique(units)})),
        tuple(name for name in DIMENSIONS if cells.distinct(name) != [WHOLE]),
        len(cells),
        {flow: float(values[chosen & cells.having("flow", flow)].sum()) for flow in sorted(flows)},
        reading.inferred,
        reading.warnings,
    )


def _once(cells: CodedRows) -> Mask:
    """Return the rows of one span whose values make the whole, each counted once."""
    span = cells.texts("span")[cells.codes("span")[0]]
    chosen = cells.having("measure", VALUE) & cells.having("span", span)
    for name in DIMENSIONS:
        # A whole counts once: beside it, its members are not counted again.
        wholes = chosen & cells.having(name, WHOLE)
        chosen = wholes if wholes.any() else chosen
    return chosen
