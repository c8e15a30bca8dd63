"""Data in which a check found an error: which figures it concerns, and how a page goes on without it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import cache

import pandas as pd

from helpers.core.periods import YTD, Month
from helpers.observations.schema import CONTRADICTED
from helpers.observations.validation.finding import ERROR, Finding
from helpers.observations.warehouse.store import Store
from helpers.reports.common.base_vintages import Cells


def is_error_in(finding: Finding, sources: Collection[str], months: Collection[str]) -> bool:
    """Return whether a finding is an error in some files, in all of one or in one of these months."""
    files = {finding.source, finding.other} if finding.months else {finding.source}
    concerned = not finding.months or not finding.months.isdisjoint(months)
    return finding.severity == ERROR and not files.isdisjoint(sources) and concerned


@cache
def months_behind(period: str, span: str) -> frozenset[str]:
    """Return the months that a figure may be computed from, this year's and last year's."""
    month = Month.parse(period)
    months = range(1, month.number) if span == YTD else ()
    return frozenset(
        str(each)
        for this in (month, month.year_before())
        for each in (this, *(Month(this.year, number) for number in months))
    )


def without_faults(store: Store, panel: pd.DataFrame) -> pd.DataFrame:
    """Take the values out of the rows whose data a check found an error in: absent, ``contradicted``.

    For months that a page shows beside its own: an error in those of its own figures refuses the page.
    """
    pairs = [*zip(panel["sources"], panel["sources_base"], strict=True)]
    found = _findings(store, (text for pair in pairs for text in pair))
    if not found:
        return panel
    keys = zip(panel["period"], panel["span"], pairs, strict=True)
    wrong = [
        any(is_error_in(one, ";".join(pair).split(";"), months_behind(*key)) for one in found)
        for *key, pair in keys
    ]
    chosen = pd.Series(wrong, panel.index, dtype=bool)
    numbers = ("value", "base", "printed", "step", "step_base", "superseded")
    texts = ("basis_base", "sources", "sources_base", "sources_superseded")
    return panel.assign(
        **{name: panel[name].mask(chosen) for name in numbers},
        **{name: panel[name].mask(chosen, "") for name in texts},
        **{name: panel[name].mask(chosen, CONTRADICTED) for name in ("reason", "reason_base")},
    )


def sound_releases(store: Store, cells: Cells) -> Cells:
    """Leave out of what was first released the values whose data a check found an error in."""
    found = _findings(store, (sources for _, sources in cells.values()))
    return {
        key: (value, sources)
        for key, (value, sources) in cells.items()
        if not any(
            is_error_in(one, sources.split(";"), months_behind(key[-1], key[1])) for one in found
        )
    }


def _findings(store: Store, texts: Iterable[str]) -> list[Finding]:
    names = {name for text in texts for name in text.split(";") if name}
    return store.errors(sorted(names))
