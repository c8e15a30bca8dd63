"""Made-up trade of three provinces at the level of HS codes, with answers known by hand."""

import builders

PERIOD, BEFORE = "2024-05", "2023-05"
ASKED = {"period": PERIOD, "region": "44"}
WHOLE = ("region", "partner", "product")

# Region, partner, product, value in May 2024 and in May 2023, in 亿 dollars; 0 leaves the row out.
# January to May is five times May, and was four times May the year before.
EXPORTS = [
    ("44", "304", "8542", 39.5, 30),
    ("44", "141", "8542", 20, 25),
    ("44", "111", "9018", 0.5, 0),
    ("44", "502", "8703", 10, 4),
    ("44", "132", "2709", 6, 4),
    ("44", "502", "6204", 7, 5),
    ("44", "307", "4202", 2, 1),
    ("44", "303", "1201", 1, 2),
    ("44", "110", "3901", 5, 5),
    ("44", "116", "4407", 3, 2),
    ("44", "133", "7208", 4, 2),
    ("44", "601", "9403", 2, 0),
    ("32", "502", "8541", 60, 50),
    ("32", "304", "8703", 30, 20),
    ("32", "116", "2709", 2, 10),
    ("32", "133", "7208", 8, 8),
    ("33", "502", "6204", 50, 32),
]
IMPORTS = [
    ("44", "133", "8542", 30, 40),
    ("44", "143", "8542", 20, 10),
    ("44", "136", "0810", 5, 5),
    ("44", "601", "2601", 5, 5),
    ("32", "133", "8542", 50, 40),
    ("32", "601", "2709", 90, 50),
]


def lines(*, without=(), flows=("export", "import"), spans=("month", "ytd"), base=True, **keys):
    """Return tidy lines of the table above; ``without`` adds up these dimensions."""
    sums = {}
    for flow, rows in (("export", EXPORTS), ("import", IMPORTS)):
        for region, partner, product, now, then in rows if flow in flows else ():
            named = {"region": region, "partner": partner, "product": product}
            cells = tuple("_T" if name in without else code for name, code in named.items())
            for span, times in (("month", (1, 1)), ("ytd", (5, 4))):
                for period, value in ((PERIOD, now * times[0]), (BEFORE, then * times[1])):
                    if span in spans and value and (base or period == PERIOD):
                        key = (period, span, flow, *cells)
                        sums[key] = sums.get(key, 0) + value
    names = ("period", "span", "flow", *WHOLE)
    return [
        builders.tidy_row(**dict(zip(names, key, strict=True)), value=f"{value * 1e8:.0f}", **keys)
        for key, value in sums.items()
    ]
