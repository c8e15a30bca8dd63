"""Beijing, May 2024: the five tables of the report."""

from __future__ import annotations

from typing import Final

from cells import Cell, Combination, one, total
from listed import partner_table
from programme import Programme
from relations import months_within_year
from tables import Tables, code

from helpers.core.dimensions import EXPORT, IMPORT, WHOLE
from helpers.core.periods import SPANS

PERIOD: Final = "2024-05"
OVERVIEW: Final = "beijing_2024-05_t1_overview.csv"
PRODUCTS: Final = {
    EXPORT: "beijing_2024-05_t2_export_products.csv",
    IMPORT: "beijing_2024-05_t3_import_products.csv",
}
PARTNERS: Final = {
    EXPORT: "beijing_2024-05_t4_export_partners.csv",
    IMPORT: "beijing_2024-05_t5_import_partners.csv",
}
FILES: Final = (OVERVIEW, *PRODUCTS.values(), *PARTNERS.values())
FIGURES: Final = tuple(f"{span}_{kind}" for span in SPANS for kind in ("value", "share", "yoy"))
GROUPS: Final = {
    "农产品": "agriculture",
    "矿产品": "minerals",
    "化学制品": "chemicals",
    "纺织服装": "textiles",
    "木制品": "wood",
    "金属石料制品": "metals",
    "电子设备": "electronics",
    "交通设备": "transport",
    "其他制品": "other",
}
BALANCE_ROW: Final = "净出口额"


def city(tables: Tables) -> Programme:
    """Set up the programme: totals, nine product groups, partners; and China's, for the shares.

    Besides the figures: nine groups add up to each total, Beijing's of both years and China's of
    this year; groups of countries hold their listed members; partners don't exceed the total;
    the tables' order; no month larger than the year to date. China's last year stays out: nothing
    printed depends on it.
    """
    programme = Programme()
    for span in SPANS:
        for flow in (EXPORT, IMPORT):
            beijing = _whole(span, flow, code("provinces", "北京"))
            _add_up(programme, beijing)
            _add_up(programme, beijing.year_before())
            _add_up(programme, _whole(span, flow, WHOLE))
            _products(programme, tables, beijing)
            partner_table(programme, tables, PARTNERS[flow], beijing, shares=False)
        _overview(programme, tables, span)
    months_within_year(programme)
    return programme


def _whole(span: str, flow: str, region: str) -> Cell:
    return Cell(PERIOD, span, flow, region=region)


def _add_up(programme: Programme, whole: Cell) -> None:
    programme.define(whole, total(whole.but(product=group) for group in GROUPS.values()))


def _overview(programme: Programme, tables: Tables, span: str) -> None:
    beijing, china = (
        {flow: one(_whole(span, flow, region)) for flow in (EXPORT, IMPORT)}
        for region in (code("provinces", "北京"), WHOLE)
    )
    rows: dict[str, tuple[Combination, Combination]] = {
        "进出口总额": (beijing[EXPORT] + beijing[IMPORT], china[EXPORT] + china[IMPORT]),
        "出口额": (beijing[EXPORT], china[EXPORT]),
        "进口额": (beijing[IMPORT], china[IMPORT]),
    }
    printed = tables.named_rows(OVERVIEW, "item", FIGURES, (*rows, BALANCE_ROW))
    for name, (own, national) in rows.items():
        label, row = f"{OVERVIEW} {name} {span}", printed[name]
        programme.amount(f"{label}_value", row[f"{span}_value"], own)
        programme.share(f"{label}_share", row[f"{span}_share"], own, national)
        programme.growth(f"{label}_yoy", row[f"{span}_yoy"], own)
    label, row = f"{OVERVIEW} {BALANCE_ROW} {span}", printed[BALANCE_ROW]
    balance = beijing[EXPORT] - beijing[IMPORT]
    programme.amount(f"{label}_value", row[f"{span}_value"], balance)
    programme.change(f"{label}_yoy", row[f"{span}_yoy"], balance)


def _products(programme: Programme, tables: Tables, whole: Cell) -> None:
    table, span = PRODUCTS[whole.flow], whole.span
    for name, row in tables.named_rows(table, "product", FIGURES, GROUPS).items():
        label, own = f"{table} {name} {span}", whole.but(product=GROUPS[name])
        programme.amount(f"{label}_value", row[f"{span}_value"], one(own))
        programme.share(
            f"{label}_share", row[f"{span}_share"], one(own), one(own.but(region=WHOLE))
        )
        programme.growth(f"{label}_yoy", row[f"{span}_yoy"], one(own))
