"""The linear programme: printed figures and relations in, amounts out.

The margin is the share of half a printed unit that every figure keeps from where it would round
otherwise. It multiplies last year's amounts in a growth's window; once it is held, every window
is linear. So the largest margin that all figures can have is searched for, in steps of a
hundredth; with it kept, each figure then moves as near to the middle of its window as it can.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Final

from cells import Cell, Combination
from figures import HUNDRED, Figure
from solver import Side, solve
from windows import Window, amount_window, percent_window

from helpers.core.errors import SourceError

LARGEST_MARGIN: Final = 50
"""In hundredths; further inside than this, a figure is no safer."""

GAP: Final = Fraction(1, 10**5)
"""What makes one amount larger than another, in the unit printed: 1,000 USD."""

EXTREME_GROWTH: Final = 1000
"""In percent; above it last year's amount is so small that solver tolerances would show in it."""

MOST_DECIMALS: Final = 6


@dataclass(frozen=True)
class Solution:
    """Amounts that give every figure back.

    Attributes
    ----------
    units : mapping of Cell to Fraction
        In single units, with six decimals at most; held cells are not among them.
    figures : int
        How many printed figures they give back, which is all.
    smallest_margin : Fraction
        Of the figure nearest to rounding otherwise, where anything of it had to be found.
    """

    units: Mapping[Cell, Fraction]
    figures: int
    smallest_margin: Fraction


@dataclass
class Programme:
    """Collects figures and relations between cells, then finds amounts that satisfy all."""

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
            (cell,) = base.factors
            self.define(cell, of.times(HUNDRED / (HUNDRED + rate)))
            self.tied[cell] = figure

    def define(self, cell: Cell, combination: Combination) -> None:
        """Work a cell out from others, exactly, instead of looking for it."""
        self.defined[cell] = combination

    def hold(self, cell: Cell, units: Fraction) -> None:
        """Take a cell's amount, in single units, as given instead of looking for it."""
        self.held[cell] = units / cell.printed_in

    def larger(self, label: str, large: Combination, small: Combination) -> None:
        """Demand that one combination is larger than another."""
        self.relations.append((label, large - small))

    def cells(self) -> set[Cell]:
        """Return every cell that a figure is worked out from."""
        return {cell for figure in self.figures for cell in figure.cells()}

    def solve(self) -> Solution:
        """Find amounts with the largest margin, round them to single units, and prove them.

        Raises
        ------
        SourceError
            When no amounts agree with every figure and relation.
        """
        possible, impossible = 0, LARGEST_MARGIN + 1
        found = None
        while impossible - possible > 1:
            tried = (possible + impossible) // 2
            attempt = self._solved(self._sides(Fraction(tried, HUNDRED)))
            if attempt is None:
                impossible = tried
            else:
                possible, found = tried, attempt
        if found is None:
            raise SourceError(
                f"no amounts agree with all {len(self.figures)} printed figures at once;"
                f" compare the tables in data/published with their document"
            )
        margin = Fraction(possible, HUNDRED)
        settled = self._solved(self._sides(margin, found)) or found
        return self._proven(self._single_units(settled, margin))

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
        """List all sides; once amounts are found, figures own theirs, and move to the middle."""
        sides = [Side(relation, GAP) for _, relation in self.relations]
        for number, figure in enumerate(self.figures):
            if figure in self.tied.values() or self._is_held(figure):
                continue
            owner = None if found is None else number
            width = Fraction(0) if found is None else (1 - margin) * figure.width(found)
            sides += [Side(form, least, owner, width) for form, least in figure.sides(margin)]
        return [self._freed(side) for side in sides]

    def _is_held(self, figure: Figure) -> bool:
        """Tell whether nothing is left to be found of a figure."""
        return figure.cells() <= self.held.keys()

    def _freed(self, side: Side) -> Side:
        """Leave the unknown cells in a side's form, and take the held ones off its least."""
        factors = side.form.resolved(self.defined).factors
        held = Combination({cell: own for cell, own in factors.items() if cell in self.held})
        free = Combination({cell: own for cell, own in factors.items() if cell not in self.held})
        return replace(side, form=free, least=side.least - held.of(self.held))

    def _solved(self, sides: list[Side]) -> dict[Cell, Fraction] | None:
        cells = sorted({cell for side in sides for cell in side.form.factors})
        found = solve(sides, cells, GAP)
        if found is None:
            return None
        amounts = {cell: Fraction(each) for cell, each in found.items()} | self.held
        return amounts | {
            cell: form.resolved(self.defined).of(amounts) for cell, form in self.defined.items()
        }

    def _single_units(
        self, found: Mapping[Cell, Fraction], margin: Fraction
    ) -> dict[Cell, Fraction]:
        units = {
            cell: Fraction(round(each * cell.printed_in))
            for cell, each in found.items()
            if cell not in self.defined
        }
        for cell, form in self.defined.items():
            exact = form.resolved(self.defined).of(units)
            units[cell] = self._rounded(cell, exact, units, margin) if cell in self.tied else exact
        return units

    def _rounded(
        self, cell: Cell, exact: Fraction, units: Mapping[Cell, Fraction], margin: Fraction
    ) -> Fraction:
        figure = self.tied[cell]
        for decimals in range(MOST_DECIMALS):
            rounded = round(exact, decimals)
            if figure.margin({**units, cell: rounded}) >= margin:
                return Fraction(rounded)
        return Fraction(round(exact, MOST_DECIMALS))

    def _proven(self, units: Mapping[Cell, Fraction]) -> Solution:
        amounts = {cell: each / cell.printed_in for cell, each in units.items()}
        margins = [(figure, figure.margin(amounts)) for figure in self.figures]
        lost = [figure.label for figure, margin in margins if margin <= 0]
        lost += [label for label, relation in self.relations if relation.of(amounts) <= 0]
        if lost:
            raise SourceError(f"in single units no longer given back: {'; '.join(lost)}")
        smallest = min(margin for figure, margin in margins if not self._is_held(figure))
        looked_for = {cell: each for cell, each in units.items() if cell not in self.held}
        return Solution(looked_for, len(margins), smallest)
