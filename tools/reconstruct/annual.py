"""China's trade in 2024: the table of provinces as printed, and the nation in dollars and in 2023.

The table gives the nation's amounts of 2024 in yuan to 10,000 yuan; they are held, and what the
article states of the nation beside them is found around them.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Final

from cells import CNY, USD, Cell, one
from programme import Programme
from rawfile import Number
from tables import Row, Tables
from windows import percent_window

from helpers.core.dimensions import EXPORT, IMPORT, TOTAL, WHOLE
from helpers.core.errors import SourceError
from helpers.core.periods import YTD
from helpers.reference.provinces import province_code, provinces

PROVINCES: Final = "annual_2024_provinces.csv"
FACTS: Final = "annual_2024_facts.csv"
FACTS_COUNT: Final = 62
PERIOD: Final = "2024-12"
FLOWS: Final = (TOTAL, EXPORT, IMPORT)
NATION_ROW: Final = "总值"

PRINTED_IN: Final = 10**4
"""The table is in 万元."""


def provincial_table(tables: Tables) -> dict[Cell, Number]:
    """Take over the table: 31 provinces and the nation, three amounts and three growth rates each.

    Raises
    ------
    ReferenceTableError
        When a row is called neither a province nor the nation.
    SourceError
        When a row is missing, or a cell is no number as the table prints them.
    """
    columns = [f"{flow}_{kind}" for flow in FLOWS for kind in ("cny_10k", "yoy")]
    rows = tables.rows(PROVINCES, ["province", *columns], 1 + len(provinces()))
    printed = {_region(row["province"]): row for row in rows}
    missing = sorted({WHOLE, *provinces().index} - printed.keys())
    if missing:
        raise SourceError(f"{PROVINCES}: rows of {', '.join(missing)} missing; restore them")
    return {
        Cell(PERIOD, YTD, flow, region=region, currency=CNY): _number(row, flow)
        for region, row in printed.items()
        for flow in FLOWS
    }


def national(tables: Tables) -> Programme:
    """Set up the programme: exports and imports in both currencies, 2024 and 2023.

    Each currency has nine figures: total, exports, imports and surplus with their growth, and the
    surplus of 2023. The yuan amounts of 2024 are not looked for.
    """
    programme = Programme()
    facts = {row["id"]: row["value"] for row in tables.rows(FACTS, ("id", "value"), FACTS_COUNT)}
    for currency in (USD, CNY):
        _figures(programme, facts, currency)
    for cell, number in provincial_table(tables).items():
        if cell in programme.cells():
            programme.hold(cell, number.units)
    return programme


def _figures(programme: Programme, facts: Row, currency: str) -> None:
    exports, imports = (
        one(Cell(PERIOD, YTD, flow, currency=currency)) for flow in (EXPORT, IMPORT)
    )
    surplus = exports - imports
    for name, form in (
        ("total", exports + imports),
        ("export", exports),
        ("import", imports),
        ("surplus", surplus),
    ):
        label = f"national_{name}_{currency.lower()}"
        programme.amount(label, _fact(facts, label), form)
        programme.growth(f"{label}_yoy", _fact(facts, f"{label}_yoy"), form)
    label = f"national_surplus_{currency.lower()}_2023"
    programme.amount(label, _fact(facts, label), surplus.year_before())


def _fact(facts: Row, name: str) -> str:
    if name not in facts:
        raise SourceError(f"{FACTS}: row {name} missing; restore it")
    return facts[name]


def _region(name: str) -> str:
    return WHOLE if name == NATION_ROW else province_code(name)


def _number(row: Row, flow: str) -> Number:
    amount, growth = row[f"{flow}_cny_10k"], row[f"{flow}_yoy"]
    label = f"{PROVINCES} {row['province']} {flow}"
    if not (amount.isascii() and amount.isdecimal()):
        raise SourceError(f"{label}: expected a whole number, found '{amount}'")
    try:
        percent_window(growth)
    except SourceError as error:
        raise SourceError(f"{label}_yoy: {error}") from None
    return Number(Fraction(int(amount) * PRINTED_IN), growth=growth, step=str(PRINTED_IN))
