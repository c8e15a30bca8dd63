"""Made-up trade in soybeans by province and partner, with answers known by hand."""

import builders

PERIOD, BEFORE = "2025-02", "2024-02"
ASKED = {"period": PERIOD, "hs": "1201"}
WHOLE = ("region", "partner", "product")

# Province, partner, value in February 2025 and 2024 (亿 dollars), kilograms of both (亿); 0 leaves
# the row out. January and February are twice February, and were 2.5 times it the year before.
IMPORTS = [
    ("37", "410", 10, 8, 25, 16),
    ("44", "410", 4, 2, 10, 4),
    ("32", "502", 3, 5, 8, 10),
    ("37", "502", 1, 0.5, 3, 1),
    ("11", "402", 1.5, 0.5, 3, 1),
    ("44", "304", 0.3, 0, 0.6, 0),
    ("37", "136", 0.2, 0, 0.4, 0),
]
EXPORTS = [("23", "133", 0.04, 0.05, 0.03, 0.04)]


def lines(
    *,
    without=(),
    flows=("export", "import"),
    spans=("month", "ytd"),
    base=True,
    measures=("value", "quantity"),
    **keys,
):
    """Return tidy lines of the table above; ``without`` adds up these dimensions."""
    sums = {}
    for flow, rows_ in (("export", EXPORTS), ("import", IMPORTS)):
        for region, partner, *numbers in rows_ if flow in flows else ():
            place = [
                "_T" if name in without else code
                for name, code in (("region", region), ("partner", partner))
            ]
            for measure, now, then in (("value", *numbers[:2]), ("quantity", *numbers[2:])):
                for span, times in (("month", (1, 1)), ("ytd", (2, 2.5))):
                    for period, number in ((PERIOD, now * times[0]), (BEFORE, then * times[1])):
                        if measure not in measures or span not in spans or not number:
                            continue
                        if base or period == PERIOD:
                            key = (period, span, flow, *place, measure)
                            sums[key] = sums.get(key, 0) + number
    names = ("period", "span", "flow", "region", "partner", "measure")
    units = {"value": "USD", "quantity": "kg"}
    return [
        builders.tidy_row(
            **{"product": "1201", "unit": units[key[-1]], "value": f"{number * 1e8:.0f}"}
            | dict(zip(names, key, strict=True))
            | keys
        )
        for key, number in sums.items()
    ]
