"""What the book's own pages say of the data and the definitions, and what the search knows of trade."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import pandas as pd

from helpers.core.dimensions import EXPORT, IMPORT, TOTAL, WHOLE
from helpers.observations.validation.check_registry import CHECKS
from helpers.observations.warehouse.store import Store
from helpers.presentation.findings import finding_line
from helpers.presentation.locale.language import LANGUAGES
from helpers.presentation.locale.words import Words, words_of
from helpers.reference.partners import partners
from helpers.reference.products import hs_names, product_groups
from helpers.reference.provinces import MACRO_REGIONS, provinces
from helpers.reports.about.data_revisions import data_revisions
from helpers.reports.about.differences import FiguresOf, compare_documents, loaded
from helpers.reports.common.names import unambiguous
from helpers.reports.common.parameters import ReportType
from helpers.reports.registry import REPORTS

_TRIANGLE: Final = ["dataset", "region", "unit", "span", "flow"]
_FLOWS: Final = {TOTAL: 0, EXPORT: 1, IMPORT: 2}


_TREES: Final = {
    "metrics": "metrics",
    "notices": "notice",
    "statuses": "statuses",
    "bases": "bases",
    "reasons": "reasons",
    "kinds": "differences",
}
"""What pages call tables of words, and where these stand in the locale."""


def page_context(
    store: Store, words: Words, published: Path, figures_of: FiguresOf = loaded
) -> dict[str, Any]:
    """Return what the pages of ``book/`` can refer to.

    The figures transcribed in ``published`` are compared with those of the editions.

    Returns
    -------
    dict
        ``metrics``: name, definition and formula of each; ``files``: the raw files, with the months
        and the number of observations of each; ``statuses``, ``bases``, ``reasons``: what each means;
        ``explore``, ``check``: the words of the explorer and of the page that checks texts;
        ``unknown``, ``released_from``: what is said where the maker or the terms are not known, and
        where a day of release is from; ``regions``: the seven regions with their provinces by code;
        ``reports``: each report type with what its parameters mean; ``groups``: the nine groups of
        products; ``documents``: the published documents, compared; ``kinds``: the kinds of difference;
        ``left_out``: why statements are left out;
        ``checks``: name, severity and text of each check of the data; ``findings``: what they found,
        the oddest first, each with its severity; ``revisions``: see ``data_revisions``;
        ``triangles``: see ``triangles``; ``day``, ``months``: functions that write a day and months.
    """
    return {
        **{name: words.tree(tree) for name, tree in _TREES.items()},
        "explore": words.tree("explore"),
        "check": words.tree("factcheck.say.page"),
        "left_out": words.tree("left_out"),
        "unknown": words.tree("unknown"),
        "released_from": words.tree("released_from"),
        "files": [
            {"raw": raw, "status": words.text(f"statuses.{raw.status}"), **store.extent(raw.id)}
            for raw in store.files.values()
        ],
        "reports": [
            {"name": kind.name, "parameters": _parameters(kind, words)} for kind in REPORTS.values()
        ],
        "regions": _regions(words),
        "groups": _groups(words),
        "documents": compare_documents(published, words, figures_of),
        "checks": _checks(words),
        "findings": _findings(store, words),
        "revisions": data_revisions(store, words.with_names(unambiguous(words, store.names()))),
        "triangles": triangles(store, words),
        "day": words.day,
        "months": words.months,
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
    named = words.with_names(unambiguous(words, store.names()))
    return [
        {
            "severity": words.text(f"severities.{one.severity}"),
            "text": finding_line(named, one, titles),
        }
        for one in store.findings(sorted(store.files))
    ]


def _parameters(kind: ReportType, words: Words) -> dict[str, str]:
    """Say what the parameters of a report mean, but for the language: the site is in one."""
    names = (name for name in kind.parameters.model_fields if name != "language")
    return {name: words.text(f"parameters.{name}") for name in names}


def _groups(words: Words) -> list[Any]:
    table = product_groups()
    names = {"name": [words.label(words.product(str(code))) for code in table.index]}
    return table.assign(**names).to_dict("records")


def _regions(words: Words) -> list[dict[str, Any]]:
    table = provinces()
    return [
        {
            "name": words.text(f"macro_regions.{region}"),
            "members": {
                str(code): words.region(str(code))
                for code in table.index[table["macro_region"] == region]
            },
        }
        for region in MACRO_REGIONS
    ]


def triangles(store: Store, words: Words) -> list[dict[str, Any]]:
    """Tell of the totals of China and the provinces how later releases changed them.

    Returns
    -------
    list of dict
        One a region, currency, span and flow that was changed, China first: ``title``, ``unit``,
        ``days`` (of the releases), and ``rows``, the months that changed: ``period`` and ``cells``, one
        a day, each the ``text`` in the unit of tables, the unrounded ``value``, and whether it
        ``changed``; None where that release did not state the month.
    """
    every = [
        (dict(zip(_TRIANGLE, map(str, key), strict=True)), rows)
        for key, rows in store.vintages().groupby(_TRIANGLE, sort=False)
    ]
    every.sort(
        key=lambda one: (one[0]["region"] != WHOLE, one[0]["region"], _FLOWS[one[0]["flow"]])
    )
    return [_triangle(of, rows, words) for of, rows in every]


def _triangle(of: dict[str, str], rows: pd.DataFrame, words: Words) -> dict[str, Any]:
    days = sorted(set(rows["released"].astype(str)))
    return {
        "region": of["region"],
        "title": words.fill(
            "triangle.title",
            region=words.region(of["region"]),
            flow=words.text(f"flows.{of['flow']}"),
            span=words.text(f"spans.{of['span']}"),
        ),
        "unit": words.unit(of["unit"]),
        "days": [words.day(day) or words.text("triangle.undated") for day in days],
        "rows": [
            {"period": str(period), "cells": _cells(values, days, of["unit"], words)}
            for period, values in rows.groupby("period", sort=True)
        ],
    }


def _cells(
    rows: pd.DataFrame, days: list[str], unit: str, words: Words
) -> list[dict[str, Any] | None]:
    values = {str(row.released): float(str(row.value)) for row in rows.itertuples()}
    cells: list[dict[str, Any] | None] = []
    before: float | None = None
    for day in days:
        value = values.get(day)
        if value is None:
            cells.append(None)
            continue
        changed = before is not None and value != before
        cells.append({"text": words.scaled(value, unit), "value": repr(value), "changed": changed})
        before = value
    return cells


def lookup(words: Words) -> dict[str, Any]:
    """Return what the search needs besides the pages.

    Returns
    -------
    dict
        ``names``: provinces, trading partners and products, each a list of names, the one that
        pages write first; ``words``: what the search says; ``dates``: how periods are written in a query,
        in the language of the pages first, then in the others: the names of ``months`` and ``patterns``.
    """
    tables = [
        (provinces(), ["name", "full_name", "name_en", "full_name_en", "abbreviation"]),
        (partners(), ["name", "name_en"]),
        (hs_names().reset_index(), ["name", "code", "name_en"]),
    ]
    written = words.text("writing.names")
    groups = [
        group
        for table, forms in tables
        for group in table[sorted(forms, key=lambda form: form != written)].to_numpy().tolist()
    ]
    # Municipalities have one English name; a cell may be empty.
    names = [list(dict.fromkeys(name for name in group if name)) for group in groups]
    others = (words_of(language) for language in LANGUAGES if language != words.language)
    return {
        "names": [group for group in names if len(group) > 1],
        "words": words.tree("search"),
        "dates": [_dates(one) for one in (words, *others)],
    }


def _dates(words: Words) -> dict[str, Any]:
    names = words.tree("month_names").values() if words.has("month_names") else ()
    return {"months": [name.lower() for name in names], "patterns": words.tree("search.dates")}
