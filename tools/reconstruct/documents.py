"""The monthly reports: each document's figures, and what must hold between its cells besides.

- Ranked tables: amounts fall strictly in the order printed, even where they are printed equal.
- No cell is negative, nor are the months before: year to date exceeds the month, in both years.
- A group of countries exceeds the sum of its listed members, in both years.
- Groups and the listed countries outside them don't exceed all partners; nor the listed provinces
  China, in both years.
- Product groups add up to the whole exactly.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Final

from cells import Cell, Combination, flows, total
from programme import Programme
from raw_files import Content
from tables import Row, by_name, read_rows

from helpers.core.dimensions import BALANCE, EXPORT, IMPORT, QUANTITY, TOTAL, VALUE, WHOLE
from helpers.core.errors import SourceError
from helpers.core.periods import MONTH, SPANS, YTD
from helpers.reference.partners import members, partner_code
from helpers.reference.products import product_groups
from helpers.reference.provinces import province_code, provinces

TRADED: Final = (EXPORT, IMPORT)
ITEMS: Final = {
    VALUE: {TOTAL: "进出口总额", EXPORT: "出口额", IMPORT: "进口额", BALANCE: "净出口额"},
    QUANTITY: {TOTAL: "进出口总量", EXPORT: "出口量", IMPORT: "进口量"},
}
"""The rows of an overview."""

PARTNER_GROUPS: Final = ("ASEAN", "EU")
"""The first rows of a table of partners."""

LARGEST: Final = 10
"""So many partners or provinces are listed."""


def provincial(folder: Path) -> Content:
    """Solve all provinces, November 2025: month and year to date, seven figures each.

    The three largest in total and in import that the text names need no relation: they differ
    as printed, so every solution has them in that order.
    """
    programme, path = Programme(), folder / "provincial_2025-11.csv"
    split = [f"{flow}{kind}" for flow in (TOTAL, *TRADED) for kind in ("", "_yoy")]
    names = set(provinces()["name"])
    columns = ("span", "province", *split, "net_export")
    rows = read_rows(path, columns, len(SPANS) * len(names))
    for span in SPANS:
        label = f"{path.name} {span}"
        printed = by_name(label, (row for row in rows if row["span"] == span), "province", names)
        cells = [
            Cell("2025-11", span, EXPORT, region=province_code(province)) for province in printed
        ]
        for cell, (province, row) in zip(cells, printed.items(), strict=True):
            forms, row_label = flows(cell), f"{label} {province}"
            for flow in (TOTAL, *TRADED):
                programme.amount(f"{row_label} {flow}", row[flow], forms[flow])
                programme.growth(f"{row_label} {flow}_yoy", row[f"{flow}_yoy"], forms[flow])
            programme.amount(f"{row_label} net_export", row["net_export"], forms[BALANCE])
        _in_order(programme, cells)
    _months_within_year(programme)
    return programme.solve()


def city(folder: Path) -> Content:
    """Solve Beijing, May 2024: totals, nine product groups, partners; and China's, for the shares.

    Nine groups add up to each total, Beijing's of both years and China's of this year. China's last
    year stays out: nothing printed depends on it.
    """
    programme, name = Programme(), "beijing_2024-05_t{}.csv"
    groups = {str(group): str(key) for key, group in product_groups()["name"].items()}
    for span in SPANS:
        china = Cell("2024-05", span, TOTAL)
        whole = replace(china, region=province_code("北京"))
        for number, flow in enumerate(TRADED):
            beijing = replace(whole, flow=flow)
            for cell in (beijing, beijing.year_before(), replace(china, flow=flow)):
                parts = (replace(cell, product=key) for key in groups.values())
                programme.defined[cell] = total(*parts)
            path = folder / name.format(f"{2 + number}_{flow}_products")
            rows = read_rows(path, ("product", *_columns(span, shares=True)), len(groups))
            for group, row in by_name(path.name, rows, "product", groups).items():
                cell = replace(beijing, product=groups[group])
                national = total(replace(cell, region=WHOLE))
                _figures(programme, f"{path.name} {group}", row, span, total(cell), whole=national)
            path = folder / name.format(f"{4 + number}_{flow}_partners")
            _listed(programme, path, "partner", beijing)
        _overview(programme, folder / name.format("1_overview"), whole, china)
    _months_within_year(programme)
    return programme.solve()


def batteries(folder: Path) -> Content:
    """Solve lithium-ion batteries, February 2025: China, partners and provinces."""
    programme, name = Programme(), "battery_2025-02_t{}.csv"
    for span in SPANS:
        china = Cell("2025-02", span, TOTAL, product="85076000")
        _overview(programme, folder / name.format("1_overview"), china)
        for number, flow in enumerate(TRADED):
            traded = replace(china, flow=flow)
            path = folder / name.format(f"{2 + number}_{flow}_partners")
            _listed(programme, path, "partner", traded, shares=True)
            path = folder / name.format(f"{4 + number}_{flow}_provinces")
            _listed(programme, path, "province", traded)
    _months_within_year(programme)
    return programme.solve()


def _columns(span: str, *, shares: bool) -> list[str]:
    kinds = ("value", "share", "yoy") if shares else ("value", "yoy")
    return [f"{span}_{kind}" for kind in kinds]


def _figures(
    programme: Programme,
    label: str,
    row: Row,
    span: str,
    form: Combination,
    *,
    whole: Combination | None = None,
) -> None:
    """Add a row's value, growth and, where a whole is given, share in it, for one span."""
    value, share, growth = _columns(span, shares=True)
    programme.amount(f"{label} {value}", row[value], form)
    programme.growth(f"{label} {growth}", row[growth], form)
    if whole is not None:
        programme.share(f"{label} {share}", row[share], form, whole)


def _overview(programme: Programme, path: Path, whole: Cell, national: Cell | None = None) -> None:
    """Add one span of an overview: of a product's quantities too, of a city's shares in China."""
    measures = (VALUE,) if national else (VALUE, QUANTITY)
    items = {item: (measure, flow) for measure in measures for flow, item in ITEMS[measure].items()}
    columns = _columns(whole.span, shares=national is not None)
    printed = by_name(path.name, read_rows(path, ("item", *columns), len(items)), "item", items)
    for item, (measure, flow) in items.items():
        label, row = f"{path.name} {item}", printed[item]
        form = flows(replace(whole, measure=measure))[flow]
        if flow == BALANCE:
            value, growth = columns[0], columns[-1]
            programme.amount(f"{label} {value}", row[value], form)
            programme.change(f"{label} {growth}", row[growth], form)
        else:
            shared = flows(national)[flow] if national else None
            _figures(programme, label, row, whole.span, form, whole=shared)


def _listed(
    programme: Programme, path: Path, key: str, whole: Cell, *, shares: bool = False
) -> None:
    """Add one span of a table of the ten largest partners, below the groups, or provinces.

    Month and year to date stand side by side, each with other names; who is listed for one span
    only gets no cell for the other.
    """
    groups = PARTNER_GROUPS if key == "partner" else ()
    column = f"{whole.span}_{key}"
    columns = (column, *_columns(whole.span, shares=shares))
    printed = by_name(path.name, read_rows(path, columns, len(groups) + LARGEST), column)
    cells = [
        replace(whole, partner=partner_code(name))
        if groups
        else replace(whole, region=province_code(name))
        for name in printed
    ]
    if {cell.partner for cell in cells[: len(groups)]} != set(groups):
        raise SourceError(
            f"{path.name}: the first rows must be {' and '.join(groups)}; restore them"
        )
    for cell, (name, row) in zip(cells, printed.items(), strict=True):
        shared = total(whole) if shares else None
        _figures(programme, f"{path.name} {name}", row, whole.span, total(cell), whole=shared)
    _in_order(programme, cells[len(groups) :])
    apart = cells
    for group in cells[: len(groups)]:
        of_group = members(group.partner, whole.period)
        parts = [cell for cell in cells if cell.partner in of_group]
        if parts:
            _within(programme, str(group), parts, group)
        apart = [cell for cell in apart if cell not in parts]
    _within(programme, f"all of {path.name} {column}", apart, whole)


def _in_order(programme: Programme, cells: Sequence[Cell]) -> None:
    """Keep the order printed, largest first."""
    for large, small in pairwise(cells):
        programme.larger(f"{large} before {small}", total(large), total(small))


def _within(programme: Programme, label: str, parts: Sequence[Cell], whole: Cell) -> None:
    """Let parts not add up to more than their whole, this year and last."""
    large, small = total(whole), total(*parts)
    programme.larger(label, large, small)
    programme.larger(f"{label}, year before", large.year_before(), small.year_before())


def _months_within_year(programme: Programme) -> None:
    """Let no month be larger than the year to date, this year and last: nothing is negative."""
    known = programme.cells()
    for cell in sorted(known):
        to_date = replace(cell, span=YTD)
        if cell.span == MONTH and to_date in known:
            programme.larger(f"{to_date} from {cell}", total(to_date), total(cell))
