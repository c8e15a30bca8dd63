"""Which currency each edition of a series is in: one for all of them, wherever one has all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from helpers.core.dimensions import CURRENCIES
from helpers.reports.common.parameters import Offer

Offers = Mapping[str, Sequence[Offer]]
"""By month, the currencies in which a report can be run, the best first."""


def currencies_of(offers: Offers, released: Mapping[str, str]) -> dict[str, str]:
    """Choose the currency of each month of a series.

    One that has most of what the report shows in every month is that of all; of several, the one
    whose data is nearest to the customs' own where it is farthest from it, then the preferred one.
    Where there is none, the series keeps a currency, from the oldest month on, as long as it can.

    Parameters
    ----------
    offers : mapping
        In which currencies each month can be run.
    released : mapping
        By month, the currency it was released in: that stays.
    """
    months = sorted(offers)
    possible = {
        month: [released[month]] if month in released else _best(offers[month]) for month in months
    }
    whole = [one for one in CURRENCIES if all(one in possible[month] for month in months)]
    if whole:
        chosen = min(
            whole, key=lambda one: max((_origin(offers[m], one) for m in months), default=0)
        )
        return dict.fromkeys(months, chosen)
    found: dict[str, str] = {}
    current = ""
    for place, month in enumerate(months):
        if current not in possible[month]:
            ahead = [possible[each] for each in months[place:]]
            current = min(
                possible[month], key=lambda one: (-_run(one, ahead), _origin(offers[month], one))
            )
        found[month] = current
    return found


def _best(offers: Sequence[Offer]) -> list[str]:
    """Return the currencies that have most of what the report shows, the preferred one first."""
    most = {one.currency for one in offers if one.parts == offers[0].parts}
    return [one for one in CURRENCIES if one in most]


def _origin(offers: Sequence[Offer], currency: str) -> int:
    return next((one.origin for one in offers if one.currency == currency), 0)


def _run(currency: str, ahead: Sequence[Sequence[str]]) -> int:
    """Count the months in a row that can be in a currency."""
    return next((n for n, each in enumerate(ahead) if currency not in each), len(ahead))
