"""Made-up trade of the nation in December, in yuan, with answers known by hand."""

import builders

PERIOD, BEFORE = "2025-12", "2024-12"
ASKED = {"period": PERIOD}
HEADER = builders.HEADER + ",step"

# Partner, value in December 2025 and 2024, in 亿 yuan; January to December is ten times December, and was
# nine times it the year before. All partners that trade are here.
EXPORTS = {"502": (30, 40), "141": (20, 10), "144": (4, 1), "304": (26, 29)}
IMPORTS = {"502": (10, 20), "116": (30, 20), "304": (10, 10)}
# Regime and kind of enterprise: parts of the same exports and imports.
REGIMES = {"10": ((60, 50), (40, 30)), "14": ((20, 30), (10, 20))}


def row(now, then, *, growth="", step="", spans=("month", "ytd"), **keys):
    """Return the lines of a cell: December and January to it, of both years.

    ``growth`` is printed of January to December; nothing of last year where ``then`` is None.
    """
    found = []
    for period, month, times in ((PERIOD, now, 10), (BEFORE, then, 9)):
        for span in spans if month is not None else ():
            cells = {"period": period, "span": span, "region": "_T", "unit": "CNY", **keys}
            printed = growth if (period, span) == (PERIOD, "ytd") else ""
            value = f"{month * (times if span == 'ytd' else 1) * 1e8:.0f}"
            line = builders.tidy_row(**cells, value=value, growth=str(printed))
            found.append(f"{line},{step}")
    return found


def totals(**keys):
    """Return the lines of the nation: exports 80, and imports 50, in both years."""
    return [*row(80, 80, flow="export", **keys), *row(50, 50, flow="import", **keys)]


def partners(printed=()):
    """Return the lines of all partners; ``printed`` are growths by flow and partner."""
    stated = dict(printed)
    return [
        line
        for flow, values in (("export", EXPORTS), ("import", IMPORTS))
        for code, (now, then) in values.items()
        for line in row(now, then, flow=flow, partner=code, growth=stated.get((flow, code), ""))
    ]


def regimes():
    """Return the lines of two customs regimes."""
    return [
        line
        for code, sides in REGIMES.items()
        for flow, (now, then) in zip(("export", "import"), sides, strict=True)
        for line in row(now, then, flow=flow, regime=code)
    ]


def write(folder, *rows, complete=("partner", "regime"), beside=(), **keys):
    """Write a data folder of one file of these lines; ``beside``, lines of another on partner 502 alone."""
    raw = folder / "data" / "raw"
    raw.mkdir(parents=True)
    text = builders.tidy_text(*rows, header=HEADER)
    builders.write_pair(raw, text=text, complete=list(complete), **keys)
    if beside:
        of_partner = {"complete": ["region", "product"], "told": {"only": {"partner": "502"}}}
        builders.write_pair(raw, "beside", builders.tidy_text(*beside, header=HEADER), **of_partner)
    return folder / "data"
