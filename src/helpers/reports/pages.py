"""What the book's own pages tell of the data and the definitions: method, data, home."""

from __future__ import annotations

from typing import Any

from helpers.checks import CHECKS
from helpers.reference import MACRO_REGIONS, provinces
from helpers.store import Store
from helpers.words import Words


def page_context(store: Store, words: Words) -> dict[str, Any]:
    """Return what the pages of ``book/`` can refer to.

    Returns
    -------
    dict
        ``metrics``: name, definition and formula of each; ``files``: the raw files, with the months
        and the number of observations of each; ``statuses``: what each status means; ``regions``:
        the seven regions with their provinces; ``checks``: what each check of the data looks for.
    """
    table = provinces()
    regions = [
        {
            "name": words.text(f"macro_regions.{region}"),
            "members": table.loc[table["macro_region"] == region, "name"].tolist(),
        }
        for region in MACRO_REGIONS
    ]
    return {
        "metrics": words.tree("metrics"),
        "files": [
            {"raw": raw, "status": words.text(f"statuses.{raw.status}"), **store.extent(raw.id)}
            for raw in store.files.values()
        ],
        "notices": words.tree("notice"),
        "statuses": words.tree("statuses"),
        "regions": regions,
        "checks": [words.text(f"checks.{check.__name__}") for check in CHECKS],
    }
