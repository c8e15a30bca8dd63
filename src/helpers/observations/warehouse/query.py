"""What the store is asked, and the columns of what it answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from helpers.core.dimensions import DIMENSIONS, QUANTITY, VALUE
from helpers.reference.units import factors

ANSWER_COLUMNS: Final = (
    "period",
    "span",
    "flow",
    *DIMENSIONS,
    "measure",
    "unit",
    "value",
    "growth",
    "step",
    "basis",
    "sources",
)
"""The columns of an answer; ``step`` is what the source rounded a value to, the coarsest of a sum;
``basis`` tells a stored row (``observed``) from a sum (``computed``), ``sources`` are the ids of the
raw files that gave it, separated by ``;``."""


@dataclass(frozen=True)
class Query:
    """What to ask the store.

    Attributes
    ----------
    period : str
        The month, as ``2025-11``.
    unit : str
        A currency, or a unit of quantity; of quantities also those in units that convert into it.
    keep : tuple of str
        Dimensions told apart in the answer; every other is ``WHOLE`` or fixed.
    fixed : mapping of str to str
        Dimensions held at one member, such as ``{"region": "11"}``.
    as_of : str or None
        A day; only what was known on it is seen.
    members : tuple of str
        Of the one dimension kept only these members, each on its own: from the slice that fits it,
        as if it were fixed. None for all members of one slice.
    having : str
        A unit of quantity: only values whose quantity in it is given are seen. Of quantities a currency:
        only those whose value in it is given.
    """

    period: str
    unit: str
    measure: str = VALUE
    keep: tuple[str, ...] = ()
    fixed: Mapping[str, str] = field(default_factory=dict)
    as_of: str | None = None
    members: tuple[str, ...] = ()
    having: str = ""

    @property
    def units(self) -> Mapping[str, float]:
        """Return the units whose rows are seen, and how many of ``unit`` each of them is."""
        return factors(self.unit) if self.measure == QUANTITY else {self.unit: 1.0}

    @property
    def counterpart(self) -> Query:
        """Return the query of what ``having`` names: the quantities of values, the values of quantities."""
        measure = QUANTITY if self.measure == VALUE else VALUE
        return replace(self, measure=measure, unit=self.having, having="")
