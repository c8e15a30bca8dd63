"""A made-up true world: every month's trade by province, partner and HS code, as plain data.

Two truths are drawn: what was first released, and what it was revised to. The amounts follow from a
seed and the cell alone, so that a smaller world that fails has the amounts of the larger one.
"""

import zlib
from dataclasses import dataclass
from typing import NamedTuple

from hypothesis import strategies as st

FLOWS = ("export", "import")
PARTNERS = ("116", "132", "141", "142", "144", "304", "305", "303", "502", "601")
"""Of ASEAN (132, 141, and from October 2025 144), of the EU (304, 305, until 2020 303), re-imports (142)."""
PRODUCTS = (
    "01012100",
    "12019011",
    "27090000",
    "61091000",
    "84713000",
    "85076000",
    "85079090",
    "87032300",
    "98040000",
)
UNITS = {"pieces": ("piece", "ten_thousand_pieces"), "mass": ("kg", "ton")}
"""What a unit is called in small and in large; the large one is so many of the small one."""
FACTORS = {"piece": 1.0, "ten_thousand_pieces": 10_000.0, "kg": 1.0, "ton": 1000.0}


class Cell(NamedTuple):
    """One good of one province traded with one partner in one month."""

    month: str
    flow: str
    region: str
    partner: str
    product: str


class Amount(NamedTuple):
    """Dollars, and how much of the good: None where the customs do not give it."""

    value: int
    quantity: float | None


@dataclass(frozen=True)
class World:
    """What is true.

    Attributes
    ----------
    period : str
        The month that is reported on; there are January to it, of its year and the year before.
    regions, partners, products : tuple of str
        Who and what may occur.
    units : mapping of (str, str) to str
        By product and year its unit of quantity.
    truth, first : mapping of Cell to Amount
        What is true, and what was released at first. A cell without trade is not there.
    """

    period: str
    regions: tuple[str, ...]
    partners: tuple[str, ...]
    products: tuple[str, ...]
    units: dict[tuple[str, str], str]
    truth: dict[Cell, Amount]
    first: dict[Cell, Amount]


def months_to(period: str) -> list[str]:
    """Return January to a month."""
    return [f"{period[:5]}{number:02d}" for number in range(1, int(period[5:]) + 1)]


def year_before(month: str) -> str:
    """Return the same month of the year before."""
    return f"{int(month[:4]) - 1}{month[4:]}"


def by_chance(*words: object) -> int:
    """Return a number from 0 to 999 that depends on these words alone."""
    return zlib.crc32("|".join(map(str, words)).encode()) % 1000


@st.composite
def worlds(draw, regions=(("11",), ("11", "44")), dense=False, periods=None):
    """Draw a world; in a dense one every province trades in every month."""
    period = draw(
        st.sampled_from(periods or ("2025-03", "2025-02", "2025-01", "2025-10", "2020-02"))
    )
    there = draw(st.sampled_from(regions))
    partners = tuple(sorted(draw(st.sets(st.sampled_from(PARTNERS), min_size=2, max_size=5))))
    products = tuple(sorted(draw(st.sets(st.sampled_from(PRODUCTS), min_size=2, max_size=5))))
    seed, density = (
        draw(st.integers(0, 9999)),
        1000 if dense else draw(st.sampled_from((400, 700, 950))),
    )
    given = draw(st.sampled_from((1000, 800, 300)))
    units = draw(_units(products, period))
    if dense:
        partners, products = partners[:1], products[:1]
    truth = {}
    for month in [*months_to(period), *months_to(year_before(period))]:
        for flow in FLOWS:
            for region in there:
                for partner in partners:
                    for product in products:
                        cell = Cell(month, flow, region, partner, product)
                        if by_chance(seed, "there", *cell) < density:
                            truth[cell] = _amount(seed, given, cell)
    revised = draw(st.sampled_from((0, 60, 250)))
    first = _at_first(seed, revised, truth, dense)
    return World(period, there, partners, products, units, truth, first)


def _amount(seed, given, cell):
    """Return an amount: most are small, so that some are equal; some are very large."""
    size = by_chance(seed, "size", *cell)
    value = 1 + size % 40 if size < 850 else 10**9 + size * 1_000_003
    quantity = 1 + by_chance(seed, "quantity", *cell) % 50
    # Whole years are given or not, for all provinces: sums over both leave nothing open.
    known = by_chance(seed, "given", cell.month[:4], cell.flow, cell.partner, cell.product) < given
    return Amount(value, float(quantity) if known else None)


def _at_first(seed, revised, truth, dense):
    """Return what was released at first: some cells otherwise, some not yet, some withdrawn since."""
    first = {}
    for cell, amount in truth.items():
        kind = by_chance(seed, "revised", *cell)
        if kind >= revised:
            first[cell] = amount
        elif dense or kind % 3:
            first[cell] = Amount(amount.value + 7 + kind, amount.quantity)
        if not dense and by_chance(seed, "withdrawn", *cell) < revised // 3:
            moved = cell._replace(partner="702")
            first[moved] = Amount(1 + kind, 3.0)
    return first


@st.composite
def _units(draw, products, period):
    """Draw the unit of each product in both years; in a few worlds it changes between them."""
    changed = draw(st.sampled_from((False, False, True)))
    units = {}
    for product in products:
        kind, later = draw(
            st.sampled_from([("pieces", "mass"), ("pieces", "mass"), ("mass", "pieces")])
        )
        size = draw(st.integers(0, 1))
        units[product, period[:4]] = UNITS[kind][size]
        units[product, year_before(period)[:4]] = UNITS[later if changed else kind][1 - size]
    return units
