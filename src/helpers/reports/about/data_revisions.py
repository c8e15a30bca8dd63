"""What releases of data files changed, in words: revised numbers, new ones, and those withdrawn."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from typing import Any, Final

import pandas as pd

from helpers.core import number_format
from helpers.core.dimensions import DIMENSIONS, EXPORT, IMPORT, TOTAL, VALUE, WHOLE, is_part
from helpers.observations.warehouse.store import Store
from helpers.presentation.descriptions import cell_words
from helpers.presentation.locale.words import Words

_SHOWN: Final = 10
"""The revised numbers of a release that are told one by one."""
_EXAMPLES: Final = 3
"""The new numbers, and those withdrawn, that are told one by one."""
_FLOWS: Final = (TOTAL, EXPORT, IMPORT)

Row = Mapping[Hashable, Any]


def data_revisions(store: Store, words: Words) -> list[dict[str, Any]]:
    """Tell what each release changed of the one before it, the latest release first.

    Returns
    -------
    list of dict
        One a file that changed something: ``released``, ``title`` and ``file`` (its id); ``months``
        concerned and ``counts`` of what it revised, added and withdrew, in words; ``revised``, what
        matters most, each with ``what``, ``before``, ``now``, and the ``file`` and ``day`` before;
        ``others``, new numbers and those withdrawn, each a ``count`` with ``examples``.
    """
    found = store.release_changes()
    releases = [
        _release(store, str(source), rows, words)
        for (_, source), rows in found.groupby(["released", "source"], sort=False)
    ]
    return sorted(releases, key=lambda one: (one["released"], one["file"]), reverse=True)


def _release(store: Store, source: str, rows: pd.DataFrame, words: Words) -> dict[str, Any]:
    new, withdrawn = rows["before"].isna(), rows["value"].isna()
    kinds = {"revised": rows[~new & ~withdrawn], "new": rows[new], "withdrawn": rows[withdrawn]}
    counts = {
        kind: words.fill(f"releases.kinds.{kind}", number=len(found))
        for kind, found in kinds.items()
        if len(found)
    }
    return {
        "released": str(rows["released"].iloc[0]),
        "title": store.files[source].title,
        "file": source,
        "months": words.months(set(rows["period"])),
        "counts": words.text("joining.clause").join(counts.values()),
        "revised": [_change(row, words) for row in _first(kinds["revised"], _SHOWN)],
        "others": [
            {
                "count": counts[kind],
                "examples": [_example(kind, row, words) for row in _first(kinds[kind], _EXAMPLES)],
            }
            for kind in ("new", "withdrawn")
            if kind in counts
        ],
    }


def _first(rows: pd.DataFrame, number: int) -> Iterable[Row]:
    """Return the rows that matter most: totals, by flow; then members, then what lies within them."""
    return sorted(rows.to_dict("records"), key=_weight)[:number]


def _weight(row: Row) -> tuple[Any, ...]:
    members = {name: row[name] for name in DIMENSIONS if row[name] != WHOLE}
    within = sum(not is_part(*one) for one in members.items())
    place = () if members else (_FLOWS.index(row["flow"]), row["period"], row["span"])
    return (row["measure"] != VALUE, len(members) + within, place, -abs(row["difference"]))


def _change(row: Row, words: Words) -> dict[str, str]:
    """Name a revised number, and write what it was and is in the unit of tables."""
    unit = str(row["unit"])
    power = next(iter(words.powers(unit).values()))
    before, now = number_format.apart(row["before"], row["value"], power)
    return {
        "what": cell_words(words, row),
        "before": words.of_unit(before, unit),
        "now": words.of_unit(now, unit),
        "file": str(row["source_before"]),
        "day": words.day(str(row["released_before"])) or words.text("triangle.undated"),
    }


def _example(kind: str, row: Row, words: Words) -> str:
    value, unit = row["value"] if kind == "new" else row["before"], str(row["unit"])
    amount = words.of_unit(words.scaled(value, unit), unit)
    slots = {"what": cell_words(words, row), "amount": amount}
    if kind == "withdrawn":
        slots["reason"] = words.text("releases.gone")
    return words.fill(f"releases.example.{kind}", **slots)
