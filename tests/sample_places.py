"""A made-up table by location with cities and zones below their provinces, of two Novembers.

Amounts are in 万元; January to November is eleven times November. A zone is new in 2025, a city is
renamed, a name stands in two provinces, another is a province's in short.
"""

from datetime import date

from official_layouts import csv_bytes, sheet_of

from helpers.observations.ingest.adding import add_files
from helpers.observations.ingest.options import AddOptions
from helpers.observations.readers.reading import Hints

MONTHS = {2025: "2025-11", 2024: "2024-11"}
RELEASED = {2025: date(2025, 12, 18), 2024: date(2024, 12, 18)}

# name: exports and imports of November 2024, and of 2025
ROWS = {
    "总值": ((1000, 600), (1250, 700)),
    "北京市": ((200, 300), (250, 350)),
    "经济技术开发区": ((40, 20), (50, 25)),
    "吉林省": ((100, 50), (100, 50)),
    "吉林市": ((20, 10), (30, 10)),
    "经济技术开发区 ": ((5, 5), (5, 5)),
    "湖北省": ((140, 50), (200, 50)),
    "襄樊市": ((30, 20), None),
    "襄阳市": (None, (40, 20)),
    "广东省": ((560, 200), (700, 250)),
    "深圳市": ((240, 110), (300, 100)),
    "深圳前海综合保税区": (None, (30, 10)),
}

_FLOWS = ("进出口", "出口", "进口")
_COLUMNS = (
    ("收发货人所在地", ""),
    *((flow, span) for flow in _FLOWS for span in ("11月", "1至11月")),
    *(("累计比去年同期±％", flow) for flow in _FLOWS),
)


def table(year):
    """Return the table of a November as a CSV file of the customs."""
    body = []
    for name, years in ROWS.items():
        if (numbers := years[year - 2024]) is not None:
            sides = (sum(numbers), *numbers)
            body.append([name, *(n * times for n in sides for times in (1, 11)), "-", "-", "-"])
    title = f"（8）{year}年11月进出口商品收发货人所在地总值表（人民币值）"
    return csv_bytes(sheet_of(_COLUMNS, body, above=(title, "单位：万元人民币")))


def places_data(folder):
    """Add both tables to the data of a folder; return that."""
    raw = folder / "data" / "raw"
    raw.mkdir(parents=True)
    for year in (2024, 2025):
        path = folder / f"location-{year}-11.csv"
        path.write_bytes(table(year))
        add_files(raw, [path], AddOptions(Hints(), RELEASED[year], date(2026, 1, 1)))
    return folder / "data"
