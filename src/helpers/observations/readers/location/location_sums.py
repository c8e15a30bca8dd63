"""What the table is rounded to, and what does not add up in it by more than that."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from helpers.core.dimensions import EXPORT, IMPORT, TOTAL, WHOLE, is_part
from helpers.observations.readers.location.regions import WHOLE_NAME, Region

_ROUNDED: Final = Decimal("1.5")
"""What rounding can make of a sum of two and its parts: half a last digit each."""


def last_digit(regions: Sequence[Region]) -> Decimal:
    """Return one in the last digit that the table prints: 1, or 0.01 where there are decimals."""
    amounts = [amount for each in regions for amount in each.amounts.values()]
    return min(Decimal(1).scaleb(int(amount.as_tuple().exponent)) for amount in amounts)


def apart(regions: Sequence[Region], digit: Decimal, unit: str) -> list[str]:
    """Return a line for each sum that differs from its whole by more than rounding.

    Parameters
    ----------
    regions : sequence of Region
        With China and the 31 provinces among them.
    digit : decimal.Decimal
        What ``last_digit`` returns.
    unit : str
        What the table calls its unit.
    """
    return [*_provinces_apart(regions, digit, unit), *_flows_apart(regions, digit, unit)]


def _provinces_apart(regions: Sequence[Region], digit: Decimal, unit: str) -> list[str]:
    """Compare the provinces' sum with China, for each flow and span."""
    (whole,) = (each for each in regions if each.code == WHOLE)
    parts = [each for each in regions if is_part("region", each.code)]
    lines = []
    for (flow, span), stated in whole.amounts.items():
        added = sum((each.amounts[flow, span] for each in parts), Decimal(0))
        if abs(added - stated) > digit * len(parts):
            lines.append(
                f"{flow}, {span}: the {len(parts)} provinces add up to {added} {unit}, {WHOLE_NAME} "
                f"is {stated}: {abs(added - stated)} apart, more than rounding makes"
            )
    return lines


def _flows_apart(regions: Sequence[Region], digit: Decimal, unit: str) -> list[str]:
    """Compare exports and imports with their total: a line for each span, on the worst region."""
    lines = []
    for span in dict.fromkeys(span for _, span in regions[0].amounts):
        gaps = {
            each.name: abs(
                each.amounts[TOTAL, span] - each.amounts[EXPORT, span] - each.amounts[IMPORT, span]
            )
            for each in regions
        }
        bad = {name: gap for name, gap in gaps.items() if gap > digit * _ROUNDED}
        if bad:
            worst = max(bad, key=lambda name: bad[name])
            lines.append(
                f"{span}: exports and imports of {len(bad)} regions do not add up to their total, "
                f"those of {worst} by {bad[worst]} {unit}, more than rounding makes"
            )
    return lines
