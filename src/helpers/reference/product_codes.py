"""The code of a product given by any of its names, of whatever kind it is."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from helpers.core.errors import ReferenceTableError
from helpers.reference.commodities import commodities
from helpers.reference.products import hs_names, product_groups
from helpers.reference.reference_table import codes_by_plain_name, plain_name, stated_codes
from helpers.reference.sections import hs_sections, sitc_sections

_HS: Final = re.compile(r"(?:[0-9]{2})+")


def product_code(name: str) -> str:
    """Return the code of a product given by its code or a name: an HS code, a group, a good of a list.

    Raises
    ------
    ReferenceTableError
        When no product is called so.

    Examples
    --------
    >>> product_code("8507"), product_code("coal"), product_code("电子设备")
    ('8507', 'COAL', 'electronics')
    """
    if _HS.fullmatch(name):
        return name
    plain = plain_name(name).casefold()
    try:
        return _codes().get(plain) or stated_codes("product")[plain]
    except KeyError:
        raise ReferenceTableError(
            f"product '{name}' is not known; expected an HS code, a group, a section, or a good of the "
            "customs' lists, such as 85076000, electronics, S16 or COAL"
        ) from None


@cache
def _codes() -> dict[str, str]:
    tables = (
        *(hs_names(), hs_sections(), sitc_sections()),
        *(commodities(flow) for flow in ("import", "export")),
        product_groups(),
    )
    return {
        name: code
        for table in tables
        for name, code in codes_by_plain_name(table, "name", "name_en").items()
    }
