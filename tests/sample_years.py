"""Made-up trade of all provinces and the country in six years, with answers known by hand."""

import builders
from testbed import CODES

# A province's exports are twice its code, its imports 100 less its code, times so much a year, in
# 亿: together 100 more than its code. Tibet had half of that in 2020, Beijing twice. The country's
# exports are 2 x 1205 = 2410 times as much, its imports 1895, its trade 4305, its surplus 515.
TIMES = {2020: 10, 2021: 11, 2022: 12, 2023: 13, 2024: 14, 2025: 15}
IN_2020 = {54: 5, 11: 20}
ASKED = {"year": 2025}


def amount(flow, code, year):
    times = IN_2020.get(code, TIMES[year]) if year == 2020 else TIMES[year]
    return (2 * code if flow == "export" else 100 - code) * times


def sides(year, *, month=12, span="ytd", without=(), amount=amount, growth=lambda *_: "", **keys):
    """Return lines of all provinces; ``without`` leaves out (flow, code)."""
    return [
        builders.tidy_row(
            period=f"{year}-{month:02d}",
            span=span,
            flow=flow,
            region=str(code),
            value=f"{amount(flow, code, year) * 1e8:.0f}",
            growth=str(growth(flow, code)),
            **({"unit": "CNY"} | keys),
        )
        for flow in ("export", "import")
        for code in CODES
        if (flow, code) not in without
    ]


def nation(year, *, month=12, **keys):
    """Return lines of the country: the sums of the provinces."""
    return [
        builders.tidy_row(
            period=f"{year}-{month:02d}",
            flow=flow,
            value=f"{times * TIMES[year] * 1e8:.0f}",
            **({"span": "ytd", "region": "_T", "unit": "CNY"} | keys),
        )
        for flow, times in (("export", 2410), ("import", 1895))
    ]


def line(value, **keys):
    """Return a line of the country in 2025, its value in 亿."""
    named = {"period": "2025-12", "span": "ytd", "flow": "total", "region": "_T", "unit": "CNY"}
    return builders.tidy_row(**(named | keys), value=f"{value * 1e8:.0f}")


SIX = [row for year in TIMES for row in sides(year)]
TWO = [row for year in (2024, 2025) for row in sides(year)]
