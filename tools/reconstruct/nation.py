"""China's trade: 2024 as an article states it, 2020 as the customs' briefing for 2025 implies it.

The article's table of provinces is taken over as printed. It gives the nation's amounts of 2024 in
yuan to 10,000 yuan; they are held, and what the article states of the nation in words, in dollars
and of 2023, is found around them.
"""

from __future__ import annotations

import re
from fractions import Fraction
from pathlib import Path
from typing import Final

from cells import CNY, USD, Cell, flows
from figures import HUNDRED, percent_window
from programme import Programme
from raw_files import Content, Number
from tables import Row, by_name, read_rows

from helpers.core.dimensions import BALANCE, EXPORT, IMPORT, TOTAL, WHOLE
from helpers.core.errors import SourceError
from helpers.core.periods import YTD
from helpers.reference.provinces import province_code, provinces

FACTS_OF_2024: Final = 62
FACTS_OF_2025: Final = 47
TABLE_IN: Final = 10**4
"""The table of provinces is in 万元."""

YEARS: Final = 5
TRILLION: Final = 10**12
BASE_STEP: Final = "1e10"
"""The base is known no better than the total it is computed from: to 0.01 万亿元."""

_COMPOUND: Final = re.compile(r"compound annual growth (?P<rate>\d+\.\d)%")


def provinces_of_2024(folder: Path) -> Content:
    """Take over the table: 31 provinces and the nation, three amounts and three growth rates each.

    Raises
    ------
    ReferenceTableError
        When a row is called neither a province nor the nation.
    SourceError
        When a row is missing, or a cell is no number as the table prints them.
    """
    path, split = folder / "annual_2024_provinces.csv", (TOTAL, EXPORT, IMPORT)
    columns = [f"{flow}_{kind}" for flow in split for kind in ("cny_10k", "yoy")]
    names = ["总值", *provinces()["full_name"]]
    printed = by_name(
        path.name, read_rows(path, ["province", *columns], len(names)), "province", names
    )
    numbers = {
        Cell("2024-12", YTD, flow, region=region, currency=CNY): _number(path.name, row, flow)
        for name, row in printed.items()
        for region in [WHOLE if name == names[0] else province_code(name)]
        for flow in split
    }
    return Content(numbers, f"{2 * len(numbers)} figures as printed")


def nation_of_2024(folder: Path) -> Content:
    """Solve exports and imports in both currencies, 2024 and 2023.

    Each currency has nine figures: total, exports, imports and surplus with their growth, and the
    surplus of 2023. The yuan amounts of 2024 are not looked for.
    """
    programme, path = Programme(), folder / "annual_2024_facts.csv"
    rows = read_rows(path, ("id", "value"), FACTS_OF_2024)
    names = {TOTAL: "total", EXPORT: "export", IMPORT: "import", BALANCE: "surplus"}
    for currency in (USD, CNY):
        forms = flows(Cell("2024-12", YTD, TOTAL, currency=currency))
        stated = {
            f"national_{names[flow]}_{currency.lower()}": form for flow, form in forms.items()
        }
        *_, surplus = stated
        labels = [*stated, *(f"{label}_yoy" for label in stated), f"{surplus}_2023"]
        facts = by_name(path.name, rows, "id", labels)
        for label, form in stated.items():
            programme.amount(label, facts[label]["value"], form)
            programme.growth(f"{label}_yoy", facts[f"{label}_yoy"]["value"], form)
        before = f"{surplus}_2023"
        programme.amount(before, facts[before]["value"], stated[surplus].year_before())
    for cell, number in provinces_of_2024(folder).numbers.items():
        if cell in programme.cells():
            programme.held[cell] = number.units / cell.printed_in
    return programme.solve()


def base_of_2025(folder: Path) -> Content:
    """Compute 2020, to one yuan, and compare it with both statements.

    The briefing states the total of 2025, by how much that exceeds 2020, and what this comes to a year.

    Raises
    ------
    SourceError
        When a statement is missing, or the two do not agree.
    """
    path = folder / "national_2025_facts.csv"
    columns = ("group", "subject_zh", "flow", "value", "growth_pct", "note")
    rows = [row for row in read_rows(path, columns, FACTS_OF_2025) if row["flow"] == TOTAL]
    headline = [row for row in rows if row["group"] == "headline"]
    history = [row for row in rows if row["group"] == "history"]
    whole = by_name(path.name, headline, "subject_zh", ["全国"])["全国"]
    against = by_name(path.name, history, "subject_zh", ["2025年较2020年"])["2025年较2020年"]
    now = Fraction(whole["value"]) * TRILLION
    units = Fraction(round(now / (1 + Fraction(against["growth_pct"]) / HUNDRED)))
    _check(path.name, now / units, against)
    cell = Cell("2020-12", YTD, TOTAL, currency=CNY)
    return Content({cell: Number(units, step=BASE_STEP)}, "2 of 2 statements kept")


def _number(table: str, row: Row, flow: str) -> Number:
    amount, growth = row[f"{flow}_cny_10k"], row[f"{flow}_yoy"]
    label = f"{table} {row['province']} {flow}"
    if not (amount.isascii() and amount.isdecimal()):
        raise SourceError(f"{label}: expected a whole number, found '{amount}'")
    try:
        percent_window(growth)
    except SourceError as error:
        raise SourceError(f"{label}_yoy: {error}") from None
    return Number(Fraction(int(amount) * TABLE_IN), growth=growth, step=str(TABLE_IN))


def _check(table: str, ratio: Fraction, against: Row) -> None:
    """Compare the ratio with the growth over all years and, to their power, that of one year."""
    compound = _COMPOUND.fullmatch(against["note"])
    if compound is None:
        raise SourceError(
            f"{table}: expected 'compound annual growth' as a note, found '{against['note']}'"
        )
    for printed, years in ((against["growth_pct"], 1), (compound["rate"], YEARS)):
        window = percent_window(printed)
        low, high = ((1 + end / HUNDRED) ** years for end in (window.low, window.high))
        if not low < ratio < high:
            raise SourceError(
                f"{table}: growth of {against['growth_pct']}% since 2020 and of "
                f"{compound['rate']}% a year do not agree; compare them with their document"
            )
