"""The codes of the observation table: dimensions, flows, measures and currencies.

In: nothing. Out: constants, and which codes add up to a whole. Nothing here knows a file, a report
or a language.
"""

from __future__ import annotations

import re
from typing import Final

WHOLE: Final = "_T"
"""The code of a dimension's whole: the world, China, all goods, every regime."""

DIMENSIONS: Final = ("region", "partner", "product", "regime", "enterprise")
"""The dimensions a source may or may not tell apart; ``WHOLE`` where it does not."""

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
# technology) the HS codes, and cities and zones lie within provinces: they have codes of other
# shapes, and no sum may count them again.
_PARTS: Final = {
    "region": re.compile(r"[0-9]{2}"),
    "partner": re.compile(r"[0-9]{3}|M[0-9]{3}"),
    "product": re.compile(r"[0-9a-z_]+"),
}


def is_part(dimension: str, code: str) -> bool:
    """Tell whether a member of one of ``DIMENSIONS`` may be added up to its whole."""
    shape = _PARTS.get(dimension)
    return code != WHOLE and (shape is None or shape.fullmatch(code) is not None)
