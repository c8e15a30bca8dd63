"""Fifteen months of the customs' table by location, as files, and what pages must say of them.

The numbers are the customs' own (``../shared/published``), written here in the layout of the table. The
oracle reads the same numbers with the csv module, and shares no code with the program.
"""

import csv
from decimal import Decimal
from typing import NamedTuple

from real_files import SHARED
from testbed import NAMES

FIGURES = SHARED / "published" / "provinces_monthly_cny.csv"
WHOLE = "总值"
PARTS = ("total", "export", "import")
TITLES = {"total": "进出口", "export": "出口", "import": "进口"}
LONG = {
    "内蒙古": "内蒙古自治区",
    "广西": "广西壮族自治区",
    "西藏": "西藏自治区",
    "宁夏": "宁夏回族自治区",
    "新疆": "新疆维吾尔自治区",
    **{name: f"{name}市" for name in ("北京", "天津", "上海", "重庆")},
}
"""The official names that are not the short one and 省."""
CODES = {LONG.get(name, f"{name}省"): code for code, name in NAMES.items()} | {WHOLE: "_T"}


class Cells(NamedTuple):
    """A province's row: amounts in 万元 of the month and from January on, and growth of the latter."""

    month: dict
    ytd: dict
    growth: dict


def real_months():
    """Return what the customs print, by month and name."""
    found = {}
    with FIGURES.open(encoding="utf-8") as stream:
        for row in csv.DictReader(stream):
            cells = Cells(
                {part: int(row[f"{part}_month"]) for part in PARTS},
                {part: int(row[f"{part}_ytd"]) for part in PARTS},
                {part: row[f"{part}_growth"] for part in PARTS},
            )
            found.setdefault(row["period"], {})[row["name"]] = cells
    return found


def changed(rows, name, flow, by, spans=("month", "ytd")):
    """Return a month in which a flow of a province, and with it its totals and the nation's, is larger."""
    made = dict(rows)
    for place in (name, WHOLE):
        cells = rows[place]
        amounts = {
            span: {
                part: amount + (by if span in spans and part in (flow, "total") else 0)
                for part, amount in getattr(cells, span).items()
            }
            for span in ("month", "ytd")
        }
        made[place] = Cells(amounts["month"], amounts["ytd"], cells.growth)
    return made


def table(period, rows, currency="人民币", times=Decimal(1)):
    """Write the table of a month as the customs do: two rows of heads, amounts in 万元 or 万美元."""
    number = int(period[5:])
    spans = (f"{number}月", f"1至{number}月")
    place = "收发货人所在地"
    heads = [(title, span) for title in TITLES.values() for span in spans]
    growth = [("累计比去年同期±％", title) for title in TITLES.values()]
    lines = [
        ["", "", "", "", "", "", "", *[f"单位：万{currency}"] * 3],
        [place, *(first for first, _ in heads + growth)],
        [place, *(second for _, second in heads + growth)],
    ]
    for name, cells in rows.items():
        amounts = [
            round(getattr(cells, span)[part] * times) for part in PARTS for span in ("month", "ytd")
        ]
        lines.append([name, *map(str, amounts), *(cells.growth[part] for part in PARTS)])
    return "".join(",".join(line) + "\r\n" for line in lines)
