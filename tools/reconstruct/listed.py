"""The tables that list only the largest partners or provinces.

Month and year to date stand side by side in them, each with names of its own; who is listed on
one side only gets no cell on the other.
"""

from __future__ import annotations

from typing import Final

from cells import Cell, one
from programme import Programme
from relations import ASEAN, EU, in_order, partners_within, provinces_within
from tables import Tables, code

from helpers.core.errors import SourceError

GROUPS: Final = {"东盟": ASEAN, "欧盟": EU}
LARGEST: Final = 10


def partner_table(
    programme: Programme, tables: Tables, name: str, whole: Cell, *, shares: bool
) -> None:
    """Add one span of a table of both groups and the ten largest partners.

    Parameters
    ----------
    programme : Programme
        What figures and relations are added to.
    tables : Tables
        Where the table is.
    name : str
        The table's file name.
    whole : Cell
        The cell of the same span and flow with all partners.
    shares : bool
        Whether the table has shares in the whole.

    Raises
    ------
    SourceError
        When columns, rows or a group are missing.
    """
    printed = _printed(tables, name, "partner", whole.span, len(GROUPS) + LARGEST, shares=shares)
    if set(list(printed)[: len(GROUPS)]) != set(GROUPS):
        raise SourceError(f"{name}: the first rows must be {' and '.join(GROUPS)}; restore them")
    cells = {
        each: whole.but(partner=GROUPS[each] if each in GROUPS else code("partners", each))
        for each in printed
    }
    _figures(programme, name, whole, printed, cells)
    in_order(programme, list(cells.values())[len(GROUPS) :])
    partners_within(programme, list(cells.values()), one(whole))


def province_table(programme: Programme, tables: Tables, name: str, whole: Cell) -> None:
    """Add one span of a table of the ten largest provinces.

    Parameters
    ----------
    programme : Programme
        What figures and relations are added to.
    tables : Tables
        Where the table is.
    name : str
        The table's file name.
    whole : Cell
        The cell of the same span and flow for all China.

    Raises
    ------
    SourceError
        When columns or rows are missing.
    """
    printed = _printed(tables, name, "province", whole.span, LARGEST, shares=False)
    cells = {each: whole.but(region=code("provinces", each)) for each in printed}
    _figures(programme, name, whole, printed, cells)
    in_order(programme, list(cells.values()))
    provinces_within(programme, list(cells.values()), one(whole))


def _printed(
    tables: Tables, name: str, key: str, span: str, count: int, *, shares: bool
) -> dict[str, dict[str, str]]:
    kinds = ("value", "share", "yoy") if shares else ("value", "yoy")
    columns = [f"{span}_{kind}" for kind in kinds]
    rows = tables.rows(name, [f"{span}_{key}", *columns], count)
    names = [row[f"{span}_{key}"] for row in rows]
    twice = sorted({each for each in names if names.count(each) > 1})
    if twice:
        raise SourceError(f"{name}: {span}_{key} names {', '.join(twice)} twice; correct it")
    figures = [{kind: row[f"{span}_{kind}"] for kind in kinds} for row in rows]
    return dict(zip(names, figures, strict=True))


def _figures(
    programme: Programme,
    name: str,
    whole: Cell,
    printed: dict[str, dict[str, str]],
    cells: dict[str, Cell],
) -> None:
    for each, row in printed.items():
        label, own = f"{name} {each} {whole.span}", one(cells[each])
        programme.amount(f"{label}_value", row["value"], own)
        programme.growth(f"{label}_yoy", row["yoy"], own)
        if "share" in row:
            programme.share(f"{label}_share", row["share"], own, one(whole))
