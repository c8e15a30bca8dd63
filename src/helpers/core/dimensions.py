"""The codes of the observation table: dimensions, flows, measures and currencies.

In: nothing. Out: constants, and which codes add up to a whole. Nothing here knows a file, a report
or a language.
"""

from __future__ import annotations

import re
from typing import Final

WHOLE: Final = "_T"
"""The code of a dimension's whole: the world, China, all goods, every regime."""

NATIONAL: Final = "nation"
"""What the whole country is called where members are named, in addresses and parameters."""

DIMENSIONS: Final = (
    "region",
    "partner",
    "product",
    "regime",
    "enterprise",
    "locality",
    "office",
)
"""The dimensions a source may or may not tell apart; ``WHOLE`` where it does not.

``region`` is where the importer or exporter is registered; ``locality`` the place within China where
goods come from or go to; ``office`` the customs office they pass."""

LATER_DIMENSIONS: Final = ("locality", "office")
"""What older tidy files have no column of: they do not tell it apart."""

EXPORT: Final = "export"
IMPORT: Final = "import"
TOTAL: Final = "total"
BALANCE: Final = "balance"
"""Export less import; always computed, never stored."""
STORED_FLOWS: Final = (EXPORT, IMPORT, TOTAL)

VALUE: Final = "value"
QUANTITY: Final = "quantity"
QUANTITY_2: Final = "quantity_2"
"""In figures the quantity in the second statutory unit; observations have their unit beside them."""
MEASURES: Final = (VALUE, QUANTITY)

CURRENCIES: Final = ("USD", "CNY")

# A partner of UN Comtrade without a code of the customs has M and its digits (M899, areas not specified).
# Groups of partners (EU, ASEAN) overlap the countries in them, the customs' lists of products (high
# technology) the HS codes, cities and zones lie within provinces, kinds of foreign-invested enterprises
# within these: they have codes of other shapes, and no sum may count them again. Places that the customs'
# numbers leave out have their ISO 3166-1 code in small letters.
_PARTS: Final = {
    "region": re.compile(r"[0-9]{2}"),
    "locality": re.compile(r"[0-9]{2}"),
    "partner": re.compile(r"[0-9]{3}|[a-z]{3}|M[0-9]{3}"),
    "product": re.compile(r"[0-9a-z_]+"),
    "enterprise": re.compile(r"(?!foreign_)\w+"),
}


def is_part(dimension: str, code: str) -> bool:
    """Tell whether a member of one of ``DIMENSIONS`` may be added up to its whole."""
    shape = _PARTS.get(dimension)
    return code != WHOLE and (shape is None or shape.fullmatch(code) is not None)
