"""Lithium-ion batteries, February 2025: the five tables of the report."""

from __future__ import annotations

from typing import Final

from cells import Cell, one
from listed import partner_table, province_table
from programme import Programme
from relations import months_within_year
from tables import Row, Tables

from helpers.core.dimensions import EXPORT, IMPORT, QUANTITY, VALUE
from helpers.core.periods import SPANS

PERIOD: Final = "2025-02"
PRODUCT: Final = "85076000"
OVERVIEW: Final = "battery_2025-02_t1_overview.csv"
PARTNERS: Final = {
    EXPORT: "battery_2025-02_t2_export_partners.csv",
    IMPORT: "battery_2025-02_t3_import_partners.csv",
}
PROVINCES: Final = {
    EXPORT: "battery_2025-02_t4_export_provinces.csv",
    IMPORT: "battery_2025-02_t5_import_provinces.csv",
}
FILES: Final = (OVERVIEW, *PARTNERS.values(), *PROVINCES.values())
FIGURES: Final = tuple(f"{span}_{kind}" for span in SPANS for kind in ("value", "yoy"))
SPLIT_ROWS: Final = {
    VALUE: ("进出口总额", "出口额", "进口额"),
    QUANTITY: ("进出口总量", "出口量", "进口量"),
}
BALANCE_ROW: Final = "净出口额"


def product(tables: Tables) -> Programme:
    """Set up the programme: values and quantities of China, values of partners and provinces.

    Besides the figures: groups of countries hold their listed members; neither partners nor
    provinces exceed the total; the tables' order; no month larger than the year to date.
    """
    programme = Programme()
    names = (*SPLIT_ROWS[VALUE], *SPLIT_ROWS[QUANTITY], BALANCE_ROW)
    overview = tables.named_rows(OVERVIEW, "item", FIGURES, names)
    for span in SPANS:
        _overview(programme, overview, span)
        for flow in (EXPORT, IMPORT):
            china = _china(span, flow, VALUE)
            partner_table(programme, tables, PARTNERS[flow], china, shares=True)
            province_table(programme, tables, PROVINCES[flow], china)
    months_within_year(programme)
    return programme


def _china(span: str, flow: str, measure: str) -> Cell:
    return Cell(PERIOD, span, flow, measure, product=PRODUCT)


def _overview(programme: Programme, printed: dict[str, Row], span: str) -> None:
    for measure, names in SPLIT_ROWS.items():
        exports, imports = (one(_china(span, flow, measure)) for flow in (EXPORT, IMPORT))
        for name, form in zip(names, (exports + imports, exports, imports), strict=True):
            label, row = f"{OVERVIEW} {name} {span}", printed[name]
            programme.amount(f"{label}_value", row[f"{span}_value"], form)
            programme.growth(f"{label}_yoy", row[f"{span}_yoy"], form)
        if measure == VALUE:
            label, row = f"{OVERVIEW} {BALANCE_ROW} {span}", printed[BALANCE_ROW]
            programme.amount(f"{label}_value", row[f"{span}_value"], exports - imports)
            programme.change(f"{label}_yoy", row[f"{span}_yoy"], exports - imports)
