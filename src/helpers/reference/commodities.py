"""Main commodities: the goods of the customs' two monthly lists, by quantity and value.

``commodities.csv`` has a row a good and list; one row where both lists have it alike.

- The order is that of the lists of December 2025, with what older and later ones have besides.
- ``level`` and ``parent`` say where a good stands in the tree of a list. In the list of imports
  household appliances and televisions have lost their indent, and what follows seems to be part of LCD
  televisions; here all of that stands below mechanical and electrical products, as in the list of
  exports. The goods listed below one are a selection of it: they rarely add up to it.
- Goods without a level are rows of the express tables or of former lists only. Where coffee,
  pharmaceuticals, robots and numerically-controlled machine tools, new in 2026, stand was told by their
  place between others.
- ``overlaps`` marks the rows that the customs print with ``*``: they count goods that are listed by name.
- ``hs`` names the HS codes of a good where its name is a heading's own; the customs publish theirs in
  an appendix that was not at hand, so it is empty for most.

Codes of ``stated.csv`` stand for the same goods here where the customs' figures say so: MECHELEC, NEWTRIO,
LIBATTERY, CRUDEOIL, EDIBLEOIL, COMPONENT, ROBOT. Three are not the same. ``NEWHITECH`` (高新技术产品) is the
list of the table, 6.78 trillion yuan of exports in 2025; ``HITECH`` (高技术产品) is that of press briefings,
5.25 trillion. ``ALLMACHINETOOLS`` counts all machine tools, ``MACHINETOOL`` the high-end ones. Whether
``METALMINESORES`` and ``FRUITNUT`` are the ``METALORE`` and ``FRUIT`` of briefings could not be checked.
Likewise rice, wheat and maize with their flour, listed today, are other goods than without.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Final

from helpers.core.errors import ReferenceTableError
from helpers.reference.reference_table import (
    NAME,
    codes_by_plain_name,
    plain_name,
    read_table,
    table_names,
)
from helpers.reference.units import base_unit, factors, unit_code

if TYPE_CHECKING:
    import pandas as pd

_LISTS: Final = ("export", "import")
_MEASURED: Final = frozenset(("kg", "carat", "m", "m2", "m3", "litre", "kW", "kWh", "kVA", "MBq"))
"""Units that things are weighed or measured in, and not counted."""


def commodities(flow: str) -> pd.DataFrame:
    """Return the goods of a list, in its order.

    Parameters
    ----------
    flow : {"export", "import"}
        Which list.

    Returns
    -------
    pandas.DataFrame
        Indexed by ``code``; all cells are text. ``name``, ``name_en``; ``also``, other names, separated by ``;``;
        ``level`` 0 to 3, and ``parent``, a code; both empty where no tree has it; ``overlaps``,
        ``yes`` or empty; ``unit`` and ``second_unit``, codes of units.csv; ``hs``, HS codes
        separated by blanks.

    Raises
    ------
    ReferenceTableError
        When there is no such list.
    """
    # pandas copies cells when they are written to, and reports ask for the list at each of its goods.
    return _list(flow).copy(deep=False)


@cache
def _list(flow: str) -> pd.DataFrame:
    if flow not in _LISTS:
        raise ReferenceTableError(
            f"list of commodities '{flow}' is not known; expected one of {', '.join(_LISTS)}"
        )
    table = read_table("commodities")
    return table[[flow in each.split(";") for each in table["list"]]].drop(columns="list")


@cache
def _codes(flow: str) -> dict[str, str]:
    lists = (*(each for each in _LISTS if each != flow), flow)
    return {
        name: code
        for each in lists
        for name, code in codes_by_plain_name(_list(each), "name", "name_en", "also").items()
    }


@cache
def commodity_names(column: str = NAME) -> Mapping[str, str]:
    """Return the names of all commodities, of a column of names, by code."""
    return table_names("commodities", column)


def commodity_code(name: str, flow: str) -> str:
    """Return the code of a commodity given by its code, or any name a list gives it.

    Width of brackets, white space and ``*`` do not count. A name that the list of the flow does not
    have is looked up in the other: goods come onto a list and leave it.

    Raises
    ------
    ReferenceTableError
        When no commodity is called so, or there is no such list.

    Examples
    --------
    >>> commodity_code("汽车(包括底盘）", "import"), commodity_code("高新技术产品*", "export")
    ('MOTORVEHICLE', 'NEWHITECH')
    """
    if flow not in _LISTS:
        _list(flow)
    try:
        return _codes(flow)[plain_name(name).casefold()]
    except KeyError:
        raise ReferenceTableError(
            f"commodity '{name}' is not known; expected one of the customs' lists of main commodities, such as "
            "机电产品 or Grain food; if the customs write it so, add it to the column 'also' of commodities.csv"
        ) from None


def unit_of(token: str, commodity: str, flow: str) -> str:
    """Return the code of the unit that a table of main commodities gives for a commodity.

    The English tables write ``N`` for every counter (台, 个, 辆 …), so that ``10000N`` is ten thousand
    of what the commodity is counted in; the express tables ``Set``. These tokens are in
    ``unit_tokens.csv``; all others are names of units. The express tables print ``10,000 Pairs`` where
    they mean a hundred million pairs of footwear: there a token is one unit of one commodity.

    Raises
    ------
    ReferenceTableError
        When no unit is called so, or the token counts pieces of a commodity that is not counted.

    Examples
    --------
    >>> unit_of("10000N", "MOTORVEHICLE", "export"), unit_of("10000T", "COAL", "export")
    ('ten_thousand_vehicles', 'ten_thousand_tons')
    """
    known = _tokens().get(plain_name(token).casefold(), {})
    unit, factor = known.get(commodity) or known.get("") or ("", 0.0)
    if unit:
        return unit
    if not factor:
        return unit_code(token)
    counter = _counter(commodity, flow)
    for code, multiple in factors(counter).items() if counter else ():
        if multiple == factor:
            return code
    raise ReferenceTableError(
        f"unit '{token}' of commodity {commodity}: it stands for a counter, and commodities.csv has none for it; "
        "add it to the column 'unit'"
    )


def _counter(commodity: str, flow: str) -> str:
    """Return what a commodity is counted in, by the list of a flow or else the other; empty if not counted."""
    for each in sorted(_LISTS, key=lambda one: one != flow):
        listed = _list(each)
        unit = str(listed.at[commodity, "unit"]) if commodity in listed.index else ""
        if unit and base_unit(unit) not in _MEASURED:
            return base_unit(unit)
    return ""


@cache
def _tokens() -> dict[str, dict[str, tuple[str, float]]]:
    found: dict[str, dict[str, tuple[str, float]]] = {}
    for token, row in read_table("unit_tokens", "token").iterrows():
        meaning = (str(row["unit"]), float(row["factor"] or 0))
        found.setdefault(plain_name(str(token)).casefold(), {})[str(row["commodity"])] = meaning
    return found
