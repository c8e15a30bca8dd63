"""What the book's own pages tell of the data and the definitions: method, data, home."""

from __future__ import annotations

from collections.abc import Hashable
from pathlib import Path
from typing import Any, Final

from helpers.core import number_format
from helpers.core.dimensions import VALUE
from helpers.observations.validation.check_registry import CHECKS
from helpers.observations.warehouse.store import Store
from helpers.presentation.descriptions import cell_words
from helpers.presentation.findings import finding_line
from helpers.presentation.locale.words import Words
from helpers.reference.products import product_groups
from helpers.reference.provinces import MACRO_REGIONS, provinces
from helpers.reports.about.differences import FiguresOf, compare_documents, loaded
from helpers.reports.about.triangles import triangles
from helpers.reports.common.names import unambiguous
from helpers.reports.registry import REPORTS

_SHOWN: Final = 3


def page_context(
    store: Store, words: Words, published: Path, figures_of: FiguresOf = loaded
) -> dict[str, Any]:
    """Return what the pages of ``book/`` can refer to.

    Parameters
    ----------
    store : Store
        The data.
    words : Words
        The language.
    published : pathlib.Path
        The folder of the transcribed figures.
    figures_of : callable
        Gives the figures of an edition, to be compared with them.

    Returns
    -------
    dict
        ``metrics``: name, definition and formula of each; ``files``: the raw files, with the months
        and the number of observations of each; ``statuses``: what each status means; ``regions``:
        the seven regions with their provinces by code; ``reports``: each
        report type with what its parameters mean; ``groups``: the nine groups of products;
        ``documents``: the published documents, compared; ``kinds``: the kinds of difference;
        ``checks``: name, severity and text of each check of the data; ``findings``: what they found,
        the oddest first, each with its severity; ``revisions``: the latest
        releases that changed figures, each with how many and the largest changes; ``triangles``:
        see ``triangle.triangles``.
    """
    return {
        "metrics": words.tree("metrics"),
        "files": [
            {"raw": raw, "status": words.text(f"statuses.{raw.status}"), **store.extent(raw.id)}
            for raw in store.files.values()
        ],
        "reports": _reports(words),
        "notices": words.tree("notice"),
        "statuses": words.tree("statuses"),
        "regions": _regions(words),
        "groups": product_groups().to_dict("records"),
        "documents": compare_documents(published, words, figures_of),
        "kinds": words.tree("differences"),
        "checks": _checks(words),
        "findings": _findings(store, words),
        "revisions": _revisions(store, words),
        "triangles": triangles(store, words),
    }


def _revisions(store: Store, words: Words) -> list[dict[str, Any]]:
    """Tell what releases changed, the latest first; of each the values that changed most."""
    found = store.revisions()
    told = []
    for (released, source), rows in found.groupby(["released", "source"]):
        values = rows[rows["measure"] == VALUE].head(_SHOWN).to_dict("records")
        told.append(
            {
                "released": str(released),
                "title": store.files[str(source)].title,
                "number": len(rows),
                "largest": [_change(row, words) for row in values],
            }
        )
    return sorted(told, key=lambda one: str(one["released"]), reverse=True)


def _change(row: dict[Hashable, Any], words: Words) -> dict[str, str]:
    """Name a revised value, and write what it was and is in the unit of tables."""
    power = next(iter(words.powers(str(row["unit"])).values()))
    return {
        "what": cell_words(words, row),
        "before": number_format.scaled(float(row["before"]), power),
        "now": number_format.scaled(float(row["value"]), power),
        "unit": words.unit(str(row["unit"])),
    }


def _checks(words: Words) -> list[dict[str, str]]:
    return [
        {
            "name": check.name,
            "severity": words.text(f"severities.{check.severity}"),
            "text": words.text(f"checks.{check.name}.about"),
        }
        for check in CHECKS
    ]


def _findings(store: Store, words: Words) -> list[dict[str, str]]:
    titles = {raw.id: raw.title for raw in store.files.values()}
    named = words.with_names(unambiguous(store.names()))
    return [
        {
            "severity": words.text(f"severities.{one.severity}"),
            "text": finding_line(named, one, titles),
        }
        for one in store.findings(sorted(store.files))
    ]


def _regions(words: Words) -> list[dict[str, Any]]:
    table = provinces()
    return [
        {
            "name": words.text(f"macro_regions.{region}"),
            "members": table.loc[table["macro_region"] == region, "name"].to_dict(),
        }
        for region in MACRO_REGIONS
    ]


def _reports(words: Words) -> list[dict[str, Any]]:
    return [
        {
            "name": kind.name,
            "parameters": {
                name: words.text(f"parameters.{name}") for name in kind.parameters.model_fields
            },
        }
        for kind in REPORTS.values()
    ]
