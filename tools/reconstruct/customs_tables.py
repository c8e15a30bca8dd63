"""Monthly tables of the customs, taken over as printed: by location, by country, main commodities.

Nothing is looked for here. Each table is held against its own sums, which the description beside its
raw file names: what does not add up was typed wrongly.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import partial
from pathlib import Path
from typing import Final

from cells import CNY, Cell
from raw_files import Content, Number
from tables import Row, by_name, read_rows

from helpers.core.dimensions import EXPORT, IMPORT, QUANTITY, TOTAL, WHOLE
from helpers.core.errors import SourceError
from helpers.core.periods import MONTH, SPANS, YTD
from helpers.reference.commodities import commodities, commodity_code
from helpers.reference.partners import CONTINENTS, GROUPS, continent_members, members, partner_code
from helpers.reference.provinces import province_code, provinces
from helpers.reference.units import unit_code

TABLE_IN: Final = 10**4
"""The tables are in 万元."""

NATION: Final = "总值"
SPLIT: Final = (TOTAL, EXPORT, IMPORT)
AMOUNTS: Final = {flow: f"{flow}_cny_10k" for flow in SPLIT}
GROWTHS: Final = {flow: f"{flow}_yoy" for flow in SPLIT}
LOCATION_MONTHS: Final = (
    *(f"2024-{month:02d}" for month in range(1, 13)),
    *("2025-01", "2025-02", "2025-03"),
)
PARTNERS: Final = {"2024-12": 269, "2025-12": 271}
"""How many rows the table by country has, by month."""
COMMODITIES: Final = {EXPORT: 201 + 9, IMPORT: 169 + 7}
"""How many rows the tables of main commodities have: goods, and those again that have a second unit."""
UNASSIGNED: Final = {"2024-12": Decimal(73)}
"""万元 of a month's total that the table by country itself gives to no continent; else none."""
ROUNDED_FLOWS: Final = 1
ROUNDED_SUMS: Final = 3
"""万元 by which rounding parts exports and imports from their total, and the provinces from the nation."""
UNSTATED_UNITS: Final = {"电动汽车*": "辆"}
"""The unit of a row that prints quantities without one: that of the other list, and of the rows below it."""

Amounts = Mapping[str, Decimal]


def location(month: str, folder: Path) -> Content:
    """Take over the table by location of importer or exporter: the nation and 31 provinces."""
    path = folder / f"location_{month}.csv"
    names = [NATION, *provinces()["full_name"]]
    rows = read_rows(path, ["province", "span", *AMOUNTS.values()], len(SPANS) * len(names))
    numbers: dict[Cell, Number] = {}
    for span in SPANS:
        printed = by_name(path.name, _of_span(rows, span), "province", names)
        codes = {name: WHOLE if name == NATION else province_code(name) for name in printed}
        for flow in SPLIT:
            amounts = {codes[name]: _amount(row[AMOUNTS[flow]]) for name, row in printed.items()}
            parts = amounts.keys() - {WHOLE}
            _compare(f"{path.name}: {span} {flow}", WHOLE, amounts, parts, ROUNDED_SUMS)
        for name, row in printed.items():
            _compare_flows(path.name, span, row, ROUNDED_FLOWS)
            cell = partial(Cell, month, span, region=codes[name], currency=CNY)
            numbers |= {cell(flow): found for flow, found in _flows(row, str(TABLE_IN))}
    return Content(numbers, _summary(numbers))


def countries(month: str, folder: Path) -> Content:
    """Take over the table by country, with the rows of continents and groups it prints.

    A place without an amount had no trade, and has no row.
    """
    path, spans = folder / f"partners_{month}.csv", len(SPANS)
    rows = read_rows(path, ["partner", "span", *AMOUNTS.values()], spans * PARTNERS[month])
    numbers: dict[Cell, Number] = {}
    for span in SPANS:
        printed = by_name(path.name, _of_span(rows, span), "partner", [NATION])
        codes = {name: WHOLE if name == NATION else partner_code(name) for name in printed}
        for flow in SPLIT:
            amounts = {codes[name]: _amount(row[AMOUNTS[flow]]) for name, row in printed.items()}
            unassigned = UNASSIGNED.get(month, 0) if flow != IMPORT else 0
            _compare_partners(f"{path.name}: {span} {flow}", month, amounts, unassigned)
        for name, row in printed.items():
            _compare_flows(path.name, span, row, 0)
            cell = partial(Cell, month, span, partner=codes[name], currency=CNY)
            numbers |= {cell(flow): found for flow, found in _flows(row, "1")}
    return Content(numbers, _summary(numbers))


def main_commodities(flow: str, month: str, folder: Path) -> Content:
    """Take over a table of main commodities: amounts and quantities, those in a second unit after."""
    path = folder / f"commodities_{flow}_{month}.csv"
    columns = ("commodity", "span", "unit", "quantity", "cny_10k", "quantity_yoy", "cny_yoy")
    rows = read_rows(path, columns, len(SPANS) * COMMODITIES[flow])
    numbers: dict[Cell, Number] = {}
    for row in rows:
        cell = partial(
            Cell, month, row["span"], flow, product=commodity_code(row["commodity"], flow)
        )
        if row["cny_10k"]:
            _add(numbers, cell(currency=CNY), row["cny_10k"], row["cny_yoy"], TABLE_IN)
        if row["quantity"]:
            unit = row["unit"] or UNSTATED_UNITS[row["commodity"]]
            place = 1 + any(
                each.measure == QUANTITY for each in numbers if _same_goods(each, cell())
            )
            counted = cell(measure=QUANTITY, place=place, counted=unit_code(unit))
            _add(numbers, counted, row["quantity"], row["quantity_yoy"], 1)
    _compare_tree(path.name, flow, numbers)
    return Content(numbers, _summary(numbers))


def _same_goods(one: Cell, other: Cell) -> bool:
    return (one.span, one.product) == (other.span, other.product)


def _add(numbers: dict[Cell, Number], cell: Cell, printed: str, growth: str, factor: int) -> None:
    numbers[cell] = Number(Fraction(_amount(printed)) * factor, growth, str(factor))


def _of_span(rows: Iterable[Row], span: str) -> list[Row]:
    return [row for row in rows if row["span"] == span]


def _flows(row: Row, step: str) -> Iterator[tuple[str, Number]]:
    """Yield the amounts of a row that prints any, with their growth."""
    for flow in SPLIT:
        if row[AMOUNTS[flow]]:
            units = Fraction(_amount(row[AMOUNTS[flow]])) * TABLE_IN
            yield flow, Number(units, row[GROWTHS[flow]], step)


def _amount(text: str) -> Decimal:
    return Decimal(text) if text else Decimal(0)


def _summary(numbers: Mapping[Cell, Number]) -> str:
    return f"{len(numbers) + sum(bool(one.growth) for one in numbers.values())} figures as printed"


def _compare_flows(table: str, span: str, row: Row, rounded: int) -> None:
    total, *parts = (_amount(row[AMOUNTS[flow]]) for flow in SPLIT)
    if abs(sum(parts) - total) > rounded:
        raise SourceError(
            f"{table}: {span} of {next(iter(row.values()))}: exports and imports are not the total"
        )


def _compare(
    place: str, whole: str, amounts: Amounts, parts: Iterable[str], rounded: Decimal | int = 0
) -> None:
    """Compare a whole with the sum of its parts; those without a row had no trade."""
    gap = amounts[whole] - sum(amounts.get(part, Decimal(0)) for part in parts)
    if abs(gap) > rounded:
        raise SourceError(
            f"{place}: {whole} is {gap} 万元 more than its members; compare with the document"
        )


def _compare_partners(place: str, month: str, amounts: Amounts, unassigned: Decimal | int) -> None:
    _compare(place, WHOLE, amounts, [*CONTINENTS, "ata", "701"], unassigned)
    for continent in CONTINENTS:
        _compare(place, continent, amounts, continent_members(continent))
    for group in GROUPS.keys() & amounts.keys():
        _compare(place, group, amounts, members(group, month))


def _compare_tree(table: str, flow: str, numbers: Mapping[Cell, Number]) -> None:
    """Compare each row with the one it stands below: none is larger, and the month is within the year."""
    money = {
        (one.product, one.span): found.units
        for one, found in numbers.items()
        if one.measure != QUANTITY
    }
    parents = commodities(flow)["parent"]
    for (product, span), units in money.items():
        parent = str(parents[product])
        if parent and units > money[parent, span]:
            raise SourceError(
                f"{table}: {span} of {product} exceeds {parent}; compare with the document"
            )
        if span == MONTH and units > money[product, YTD]:
            raise SourceError(
                f"{table}: month of {product} exceeds its year; compare with the document"
            )
