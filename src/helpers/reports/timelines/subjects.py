"""What the store has timelines of: the nation, members of a dimension, members within another's trade."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from helpers.core.dimensions import CURRENCIES, NATIONAL, VALUE, WHOLE
from helpers.observations.warehouse.store import Store
from helpers.reference.provinces import is_place, provinces
from helpers.reports.timelines.timelines import DIMENSIONS, NATION

PLACE: Final = "place"
"""The kind of the cities and zones within provinces, which are members of the dimension region."""

_UNSAFE: Final = re.compile(r"[^\w-]")

CROSSES: Final = (
    ("region", "partner"),
    ("region", "product"),
    ("product", "region"),
    ("product", "partner"),
)
"""Whose members are told apart, and by what: the partners and products of a province, the provinces and
partners of a product."""


def in_address(code: str) -> str:
    """Return a code as addresses and names of files have it.

    Letters of every script, digits, ``-`` and ``_`` stand; of all else the bytes do. No two codes become one.

    Examples
    --------
    >>> in_address("44-深圳市"), in_address("61-Xi'anCity"), in_address("../x")
    ('44-深圳市', '61-Xi~27anCity', '~2e~2e~2fx')
    """
    return _UNSAFE.sub(lambda one: "".join(f"~{byte:02x}" for byte in one[0].encode()), code)


@dataclass(frozen=True)
class Subject:
    """What a series is of.

    Attributes
    ----------
    parts : tuple of (str, str)
        Dimensions and members: none for the nation, one for a province, two for what a province trades
        with a partner, the first being the one whose trade the other is a part of.
    """

    parts: tuple[tuple[str, str], ...] = ()

    @property
    def key(self) -> str:
        """Return its name in addresses: ``nation/_T``, ``region/44``, ``region/11+partner/304``."""
        parts = self.parts or ((NATIONAL, WHOLE),)
        return "+".join(f"{dimension}/{in_address(code)}" for dimension, code in parts)

    @property
    def kind(self) -> str:
        """Return what it is one of: its dimension, or ``PLACE``."""
        dimension, code = self.parts[-1] if self.parts else (NATIONAL, WHOLE)
        return PLACE if dimension == "region" and is_place(code) else dimension

    @property
    def codes(self) -> dict[str, str]:
        """Return its member of region, partner and product, the whole where it has none."""
        return {**dict.fromkeys(DIMENSIONS[1:], WHOLE), **dict(self.parts)}


@dataclass(frozen=True)
class Family:
    """Subjects whose figures are computed together: all members of a dimension, in one currency.

    Attributes
    ----------
    dimension, currency : str
        One of ``DIMENSIONS``; of the values.
    of : tuple of (str, str)
        Dimension and code of the member whose trade they are parts of; none for the nation's.
    """

    dimension: str
    currency: str
    of: tuple[tuple[str, str], ...] = ()

    @property
    def fixed(self) -> Mapping[str, str]:
        """Return the members that are held fixed."""
        return dict(self.of)

    def subject(self, code: str) -> Subject:
        """Return the subject of a member."""
        return Subject(() if self.dimension == NATION else (*self.of, (self.dimension, code)))


def families(store: Store) -> Iterator[Family]:
    """Yield what the store may have timelines of; some may turn out to have none."""
    currencies = store.units(VALUE, CURRENCIES)
    for dimension in DIMENSIONS:
        yield from (Family(dimension, currency) for currency in currencies)
    for dimension, other in CROSSES:
        for currency in currencies:
            for code in store.crossed(dimension, other, currency):
                # Other countries that report their own trade are regions too, and have no series.
                if dimension != "region" or code in provinces().index or is_place(code):
                    yield Family(other, currency, ((dimension, code),))
