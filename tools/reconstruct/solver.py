"""The call of the solver: combinations that must reach a least amount, in; amounts, out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

import numpy as np
from cells import Cell, Combination
from scipy.optimize import linprog
from scipy.sparse import csr_array

TOLERANCE: Final = 1e-9
"""How far the solver may miss a side, in the unit printed; the proof afterwards is exact."""


@dataclass(frozen=True)
class Side:
    """One side of a window, or a relation.

    Parameters
    ----------
    form : Combination
        Of unknown cells only.
    least : Fraction
        What it must come to at least.
    owner : int or None
        The figure that would like more than the least.
    width : Fraction
        How much more, at most.
    """

    form: Combination
    least: Fraction
    owner: int | None = None
    width: Fraction = Fraction(0)


def solve(
    sides: Sequence[Side], cells: Sequence[Cell], smallest: Fraction
) -> dict[Cell, float] | None:
    """Find amounts that reach every side, and as much more as the owners of sides can have.

    Parameters
    ----------
    sides : sequence of Side
        What must be reached.
    cells : sequence of Cell
        The unknowns.
    smallest : Fraction
        What no cell may be below.

    Returns
    -------
    dict of Cell to float, or None
        In the unit printed; None when it can't be done.
    """
    owners = sorted({side.owner for side in sides if side.owner is not None})
    columns = {each: column for column, each in enumerate((*cells, *owners))}
    entries = [
        (row, columns[cell], -float(factor))
        for row, side in enumerate(sides)
        for cell, factor in side.form.factors.items()
    ] + [
        (row, columns[side.owner], float(side.width))
        for row, side in enumerate(sides)
        if side.owner is not None
    ]
    at_row, at_column, factors = zip(*entries, strict=True)
    found = linprog(
        np.concatenate([np.zeros(len(cells)), -np.ones(len(owners))]),
        A_ub=csr_array((factors, (at_row, at_column)), shape=(len(sides), len(columns))),
        b_ub=[-float(side.least) for side in sides],
        bounds=[(float(smallest), None)] * len(cells) + [(0, 1)] * len(owners),
        method="highs",
        options={"primal_feasibility_tolerance": TOLERANCE},
    )
    return dict(zip(cells, map(float, found.x), strict=False)) if found.success else None
