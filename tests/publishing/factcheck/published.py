"""What the open data of the built site says, by plain lookups in its tables."""

import csv
import functools
import json
from typing import Any

from testbed import SITE, built

Of = dict[str, Any]
UNRANKED = ("142", "199", "299", "399", "499", "599", "699", "701")
"""Partners that are none: China itself, and what is left of a continent."""


@functools.cache
def table(subject: str, currency: str) -> dict[tuple[str, str], float]:
    """Return the figures of a subject in a currency, by series and period; what is absent is not in it."""
    path = SITE / "data" / f"{subject}.{currency}.csv"
    if not path.is_file():
        return {}
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    return {(row["series"], row["period"]): float(row["value"]) for row in rows if row["value"]}


@functools.cache
def _subjects() -> tuple[str, ...]:
    """Return all subjects that there is open data of."""
    listed = json.loads(built("data/index.json").read_text("utf-8"))["series"]
    return tuple(sorted({one["csv"][len("data/") : -len(".USD.csv")] for one in listed}))


@functools.cache
def siblings(subject: str) -> tuple[str, ...]:
    """Return the subjects that one is ranked and counted among: all provinces, all partners that are countries."""
    within = subject.rpartition("/")[0]
    keys = [key for key in _subjects() if key.rpartition("/")[0] == within]
    if not within.endswith(("partner", "region")):
        return tuple(keys)
    # Codes of groups are in capitals.
    return tuple(
        key for key in keys if _code(key) == _code(key).lower() and _code(key) not in UNRANKED
    )


def _code(key: str) -> str:
    return key.rpartition("/")[2]


def figure(of: Of, **other: Any) -> float | None:
    """Return a figure by the keys of a label, some of which may be others; None where there is none."""
    keys = {"measure": "value"} | of | other
    series = ".".join(keys[key] for key in ("metric", "measure", "span", "flow"))
    return table(keys["subject"], keys["currency"]).get((series, keys["period"]))


def months_until(period: str, count: int) -> list[str]:
    """Return that many months, the last of which is given."""
    last = int(period[:4]) * 12 + int(period[5:]) - 1
    return [f"{month // 12}-{month % 12 + 1:02d}" for month in range(last - count + 1, last + 1)]


def ranked(of: Of) -> list[str]:
    """Return the siblings of a label's subject by what they are ranked by, the largest first."""
    found = {key: figure(of, subject=key, metric=of["by"]) for key in siblings(of["subject"])}
    known = {key: value for key, value in found.items() if value is not None}
    return sorted(known, key=lambda key: -known[key])
