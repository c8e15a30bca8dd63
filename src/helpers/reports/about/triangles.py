"""Revision triangles: the value of each month, as every release of it stated it."""

from __future__ import annotations

from typing import Any

import pandas as pd

from helpers.core import number_format
from helpers.core.dimensions import WHOLE
from helpers.observations.warehouse.store import Store
from helpers.presentation.locale.words import Words

_KEY = ["dataset", "region", "unit", "span", "flow"]


def triangles(store: Store, words: Words) -> list[dict[str, Any]]:
    """Tell of the totals of China and the provinces how later releases changed them.

    Returns
    -------
    list of dict
        One a region, currency, span and flow, China first: ``title``, ``unit``, ``days`` (of the
        releases), and ``rows``: ``period`` and ``cells``, one a day, each the ``text`` in the unit of
        tables, the unrounded ``value``, and whether it ``changed``; None where that release did not
        state the month.
    """
    found = store.vintages()
    told = [
        _triangle(dict(zip(_KEY, map(str, key), strict=True)), rows, words)
        for key, rows in found.groupby(_KEY, sort=False)
    ]
    return sorted(told, key=lambda one: (one["region"] != WHOLE, one["region"], one["title"]))


def _triangle(of: dict[str, str], rows: pd.DataFrame, words: Words) -> dict[str, Any]:
    days = sorted(set(rows["released"].astype(str)))
    power = next(iter(words.powers(of["unit"]).values()))
    return {
        "region": of["region"],
        "title": words.fill(
            "triangle.title",
            region=words.region(of["region"]),
            flow=words.text(f"flows.{of['flow']}"),
            span=words.text(f"spans.{of['span']}"),
        ),
        "unit": words.unit(of["unit"]),
        "days": days,
        "rows": [
            {"period": str(period), "cells": _cells(values, days, power)}
            for period, values in rows.groupby("period", sort=True)
        ],
    }


def _cells(rows: pd.DataFrame, days: list[str], power: int) -> list[dict[str, Any] | None]:
    values = {str(row.released): float(str(row.value)) for row in rows.itertuples()}
    cells: list[dict[str, Any] | None] = []
    before: float | None = None
    for day in days:
        value = values.get(day)
        if value is None:
            cells.append(None)
            continue
        changed = before is not None and value != before
        cells.append(
            {"text": number_format.scaled(value, power), "value": repr(value), "changed": changed}
        )
        before = value
    return cells
