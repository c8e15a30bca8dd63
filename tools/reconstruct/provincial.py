"""All provinces, November 2025: both tables of the report."""

from __future__ import annotations

from typing import Final

from cells import Cell, one
from programme import Programme
from relations import in_order, months_within_year
from tables import Row, Tables, code, codes

from helpers.core.dimensions import EXPORT, IMPORT
from helpers.core.errors import SourceError
from helpers.core.periods import SPANS

TABLE: Final = "provincial_2025-11.csv"
FILES: Final = (TABLE,)
PERIOD: Final = "2025-11"
COLUMNS: Final = (
    "span",
    "province",
    "total",
    "total_yoy",
    "export",
    "export_yoy",
    "import",
    "import_yoy",
    "net_export",
)


def provincial(tables: Tables) -> Programme:
    """Set up the programme: 31 provinces, month and year to date, seven figures each.

    Besides the figures: the tables' order by export, no month larger than the year to date.
    The three largest in total and in import that the text names need no relation: they differ
    as printed, so every solution has them in that order.
    """
    programme = Programme()
    rows = tables.rows(TABLE, COLUMNS, len(SPANS) * len(codes("provinces")))
    for span in SPANS:
        printed = [row for row in rows if row["span"] == span]
        _check_provinces(span, printed)
        for row in printed:
            _row(programme, span, row)
        in_order(programme, [_cell(span, EXPORT, row["province"]) for row in printed])
    months_within_year(programme)
    return programme


def _cell(span: str, flow: str, province: str) -> Cell:
    return Cell(PERIOD, span, flow, region=code("provinces", province))


def _row(programme: Programme, span: str, row: Row) -> None:
    label = f"{TABLE} {span} {row['province']}"
    exports, imports = (one(_cell(span, flow, row["province"])) for flow in (EXPORT, IMPORT))
    for column, form in (
        ("total", exports + imports),
        ("export", exports),
        ("import", imports),
    ):
        programme.amount(f"{label} {column}", row[column], form)
        programme.growth(f"{label} {column}_yoy", row[f"{column}_yoy"], form)
    programme.amount(f"{label} net_export", row["net_export"], exports - imports)


def _check_provinces(span: str, printed: list[Row]) -> None:
    missing = set(codes("provinces")) - {row["province"] for row in printed}
    if missing:
        raise SourceError(
            f"{TABLE}: rows of span {span} missing: {', '.join(sorted(missing))}; restore them"
        )
