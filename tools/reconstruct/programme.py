"""The linear programme: printed figures and relations in, amounts out.

The margin is the share of half a printed unit that every figure keeps from where it would round
otherwise. It multiplies last year's amounts in a growth's window; once it is fixed, every window
is linear. So the largest margin that all figures can have is searched for, in steps of a
hundredth; with that margin, each figure then moves as near to the middle of its window as it can.
Exact arithmetic proves the result.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Final, NamedTuple

import numpy as np
from cells import Cell, Combination
from figures import HUNDRED, Figure, Window, amount_window, percent_window
from raw_files import Content, Number
from scipy.optimize import linprog
from scipy.sparse import csr_array

from helpers.core.errors import SourceError

LARGEST_MARGIN: Final = 50
"""In hundredths; further inside than this, a figure is no safer."""

GAP: Final = Fraction(1, 10**5)
"""What makes one amount larger than another, in the unit printed: 1,000 USD."""

TOLERANCE: Final = 1e-9
"""How far the solver may miss a side, in the unit printed."""

EXTREME_GROWTH: Final = 1000
"""In percent; above it last year's amount is so small that solver tolerances would show in it."""

MOST_DECIMALS: Final = 6


class Side(NamedTuple):
    """One side of a window, or a relation.

    Attributes
    ----------
    form : Combination
        Of cells that are looked for.
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


@dataclass
class Programme:
    """Collects figures and relations between cells, then finds amounts that satisfy all.

    A cell may be computed from others by ``define``, or given by ``hold``, in the unit printed.
    """

    figures: list[Figure] = field(default_factory=list)
    relations: list[tuple[str, Combination]] = field(default_factory=list)
    defined: dict[Cell, Combination] = field(default_factory=dict)
    tied: dict[Cell, Figure] = field(default_factory=dict)
    held: dict[Cell, Fraction] = field(default_factory=dict)

    def amount(self, label: str, printed: str, of: Combination) -> None:
        """Add a printed value, quantity or balance."""
        self._add(label, printed, amount_window, of)

    def change(self, label: str, printed: str, of: Combination) -> None:
        """Add a printed difference to last year, in the unit of the amount."""
        self._add(label, printed, amount_window, of - of.year_before())

    def share(self, label: str, printed: str, of: Combination, whole: Combination) -> None:
        """Add a printed share, in percent."""
        self._add(label, printed, percent_window, of, whole)

    def growth(self, label: str, printed: str, of: Combination) -> None:
        """Add a printed growth, in percent; an extreme one ties last year's cell to this year's."""
        base = of.year_before()
        figure = self._add(label, printed, percent_window, of - base, base)
        rate = Fraction(printed)
        if rate > EXTREME_GROWTH:
            (cell,) = base
            self.defined[cell] = of.times(HUNDRED / (HUNDRED + rate))
            self.tied[cell] = figure

    def larger(self, label: str, large: Combination, small: Combination) -> None:
        """Demand that one combination is larger than another."""
        self.relations.append((label, large - small))

    def cells(self) -> set[Cell]:
        """Return every cell that a figure is computed from."""
        return {cell for figure in self.figures for cell in figure.cells()}

    def solve(self) -> Content:
        """Find amounts with the largest margin, round them to single units, and prove them.

        Raises
        ------
        SourceError
            When no amounts agree with every figure and relation.
        """
        possible, impossible = 0, LARGEST_MARGIN + 1
        found = None
        while impossible - possible > 1:
            middle = (possible + impossible) // 2
            attempt = self._solved(self._sides(Fraction(middle, HUNDRED)))
            if attempt is None:
                impossible = middle
            else:
                possible, found = middle, attempt
        if found is None:
            raise SourceError(
                f"no amounts agree with all {len(self.figures)} printed figures at once;"
                f" compare the tables in data/published with their document"
            )
        margin = Fraction(possible, HUNDRED)
        settled = self._solved(self._sides(margin, found)) or found
        return self._proven(self._in_single_units(settled, margin))

    def _add(
        self,
        label: str,
        printed: str,
        window: Callable[[str], Window],
        above: Combination,
        below: Combination | None = None,
    ) -> Figure:
        try:
            figure = Figure(label, window(printed), above, below)
        except SourceError as error:
            raise SourceError(f"{label}: {error}") from None
        self.figures.append(figure)
        return figure

    def _sides(self, margin: Fraction, found: Mapping[Cell, Fraction] | None = None) -> list[Side]:
        """List all sides; once amounts are found, each figure also moves towards its middle."""
        sides = [Side(relation, GAP) for _, relation in self.relations]
        for number, figure in enumerate(self.figures):
            if figure in self.tied.values() or self._is_held(figure):
                continue
            owner = None if found is None else number
            width = Fraction(0) if found is None else (1 - margin) * figure.width(found)
            sides += [Side(form, least, owner, width) for form, least in figure.sides(margin)]
        return [self._freed(side) for side in sides]

    def _is_held(self, figure: Figure) -> bool:
        return figure.cells() <= self.held.keys()

    def _freed(self, side: Side) -> Side:
        """Leave the cells that are looked for in a side's form, and take the held ones off its least."""
        form = self._resolved(side.form)
        held = {cell: form.pop(cell) for cell in form.keys() & self.held.keys()}
        return side._replace(form=form, least=side.least - Combination(held).of(self.held))

    def _resolved(self, form: Combination) -> Combination:
        """Put its definition in the place of each cell that has one."""
        whole = Combination()
        for cell, factor in form.items():
            whole += self.defined.get(cell, Combination({cell: Fraction(1)})).times(factor)
        return whole

    def _solved(self, sides: Sequence[Side]) -> dict[Cell, Fraction] | None:
        found = _solution(sides)
        if found is None:
            return None
        amounts = found | self.held
        return amounts | {cell: form.of(amounts) for cell, form in self.defined.items()}

    def _in_single_units(
        self, found: Mapping[Cell, Fraction], margin: Fraction
    ) -> dict[Cell, Fraction]:
        units = {
            cell: Fraction(round(amount * cell.printed_in))
            for cell, amount in found.items()
            if cell not in self.defined
        }
        for cell, form in self.defined.items():
            exact = form.of(units)
            units[cell] = self._rounded(cell, exact, units, margin) if cell in self.tied else exact
        return units

    def _rounded(
        self, cell: Cell, exact: Fraction, units: Mapping[Cell, Fraction], margin: Fraction
    ) -> Fraction:
        """Round a tied cell to as few decimals as leave its growth the margin."""
        figure = self.tied[cell]
        for decimals in range(MOST_DECIMALS):
            rounded = round(exact, decimals)
            if figure.margin({**units, cell: rounded}) >= margin:
                return Fraction(rounded)
        return Fraction(round(exact, MOST_DECIMALS))

    def _proven(self, units: Mapping[Cell, Fraction]) -> Content:
        amounts = {cell: amount / cell.printed_in for cell, amount in units.items()}
        margins = [(figure, figure.margin(amounts)) for figure in self.figures]
        lost = [figure.label for figure, margin in margins if margin <= 0]
        lost += [label for label, relation in self.relations if relation.of(amounts) <= 0]
        if lost:
            raise SourceError(f"in single units no longer given back: {'; '.join(lost)}")
        smallest = min(margin for figure, margin in margins if not self._is_held(figure))
        return Content(
            {cell: Number(amount) for cell, amount in units.items() if cell not in self.held},
            f"{len(margins)} of {len(margins)} figures reproduced,"
            f" smallest margin {float(smallest):.3f} of half a printed unit",
        )


def _solution(sides: Sequence[Side]) -> dict[Cell, Fraction] | None:
    """Find amounts that reach every side, and as much more as the owners of sides can have."""
    cells = sorted({cell for side in sides for cell in side.form})
    owners = sorted({side.owner for side in sides if side.owner is not None})
    columns = {each: column for column, each in enumerate((*cells, *owners))}
    entries = [
        (row, columns[cell], -float(factor))
        for row, side in enumerate(sides)
        for cell, factor in side.form.items()
    ] + [
        (row, columns[side.owner], float(side.width))
        for row, side in enumerate(sides)
        if side.owner is not None
    ]
    rows, places, factors = zip(*entries, strict=True)
    found = linprog(
        np.concatenate([np.zeros(len(cells)), -np.ones(len(owners))]),
        A_ub=csr_array((factors, (rows, places)), shape=(len(sides), len(columns))),
        b_ub=[-float(side.least) for side in sides],
        bounds=[(float(GAP), None)] * len(cells) + [(0, 1)] * len(owners),
        method="highs",
        options={"primal_feasibility_tolerance": TOLERANCE},
    )
    if not found.success:
        return None
    return {cell: Fraction(float(amount)) for cell, amount in zip(cells, found.x, strict=False)}
