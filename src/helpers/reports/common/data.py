"""Finding the data, and asking the store for what a report needs."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, Final

import pandas as pd

from helpers.core.dimensions import CURRENCIES, VALUE
from helpers.core.errors import NoDataError, SourceError
from helpers.core.periods import Month
from helpers.indicators.bases import implied_bases
from helpers.indicators.figures import Figures
from helpers.indicators.panel import with_bases
from helpers.observations.readers.description import RawFile
from helpers.observations.validation.finding import Finding
from helpers.observations.warehouse.archive import open_archive
from helpers.observations.warehouse.query import Query
from helpers.observations.warehouse.questions import Read, hash_of, month_of, noted
from helpers.observations.warehouse.store import Store
from helpers.reports.common.names import names_given
from helpers.reports.common.parameters import MonthlyParameters

DATA_VARIABLE: Final = "TRADEBOOK_DATA"

plain_text: Final = pd.option_context("mode.string_storage", "python")
"""Decorates the loading of a report: its tables are short, and with Arrow's strings, meant for long
ones, it takes half as long again."""


def data_folder() -> Path:
    """Find the folder ``data``.

    The folder named in the environment variable ``TRADEBOOK_DATA``; else the nearest ``data`` with
    a ``raw`` in it, upwards from the working folder; else that of the repository this code is in.

    Raises
    ------
    SourceError
        When none of them is there.
    """
    named = os.environ.get(DATA_VARIABLE)
    if named:
        return Path(named)
    here = Path.cwd()
    homes = [here, *here.parents, Path(__file__).resolve().parents[4]]
    for home in homes:
        if (home / "data" / "raw").is_dir():
            return home / "data"
    raise SourceError(f"no data folder found from {here} upwards; set {DATA_VARIABLE} to one")


def open_store(folder: Path | None = None) -> Store:
    """Open the store over the raw files of a data folder; read once a process."""
    return _open((folder or data_folder()).resolve() / "raw")


def warnings_of(files: Iterable[RawFile]) -> list[Finding]:
    """Return what the checks of the data say of these files, beside their being usable at all."""
    return _warnings(open_store(), sorted(raw.id for raw in files))


@noted
def _warnings(_: Store, files: list[str]) -> list[Finding]:
    found = _findings(data_folder().resolve() / "raw")
    return [one for one in found if {one.source, one.other} & set(files)]


def answered_as_before(store: Store, read: Read) -> bool:
    """Tell whether a question that an edition asked would be answered as it was."""
    name, args, named = json.loads(read.question)
    if args and isinstance(args[0], dict):
        args[0] = Query(**{**args[0], "keep": tuple(args[0]["keep"])})
    if store.state(month_of(name, args)) == read.state:
        return True
    try:
        if name in _QUESTIONS:
            return hash_of(_QUESTIONS[name](store, *args)) == read.answer
        return hash_of(getattr(store, name)(*args, **named)) == read.answer
    except KeyError:
        # It was of a file that is no more.
        return False


_QUESTIONS: Final[dict[str, Callable[..., Any]]] = {
    "_warnings": _warnings,
    "names_given": names_given,
}


@cache
def _open(raw: Path) -> Store:
    return open_archive(raw).store()


@cache
def _findings(raw: Path) -> tuple[Finding, ...]:
    return tuple(open_archive(raw).findings())


def currency_of(store: Store, wanted: str | None, query: Query) -> str:
    """Choose the currency: the one asked for, else the first the data has, for the month if any."""
    if wanted is not None:
        return wanted
    for unit in store.units(VALUE, CURRENCIES):
        if not store.query(replace(query, unit=unit)).empty:
            return unit
    for unit in store.units(VALUE, CURRENCIES):
        if store.periods(replace(query, unit=unit)):
            return unit
    return CURRENCIES[0]


def panel_of(
    store: Store,
    query: Query,
    reshape: Callable[[pd.DataFrame], pd.DataFrame] = lambda answer: answer,
) -> pd.DataFrame:
    """Ask for a month and the same month a year before, and join them as ``joined`` does.

    Parameters
    ----------
    store : Store
        Where to ask.
    query : Query
        What to ask, of the month reported on.
    reshape : callable
        Makes of an answer what is to be joined, such as product groups of HS codes.

    Returns
    -------
    pandas.DataFrame
        Columns ``metrics.panel.PANEL_COLUMNS``.
    """
    base = str(Month.parse(query.period).year_before())
    before = store.query(replace(query, period=base))
    return joined([(reshape(store.query(query)), reshape(before))])


def joined(pairs: Iterable[tuple[pd.DataFrame, pd.DataFrame]]) -> pd.DataFrame:
    """Join answers with those of the year before, by the one rule of bases that all reports have.

    The stored base; where there is none, or the printed growth contradicts it, the implied one.

    Parameters
    ----------
    pairs : iterable of (pandas.DataFrame, pandas.DataFrame)
        Columns ``store.ANSWER_COLUMNS``: of a month, and of the same month a year before.

    Returns
    -------
    pandas.DataFrame
        Columns ``metrics.panel.PANEL_COLUMNS``.
    """
    panels = [with_bases(now, before) for now, before in pairs]
    return implied_bases(pd.concat(panels, ignore_index=True))


def files_behind(store: Store, figures: Figures) -> tuple[RawFile, ...]:
    """Return the raw files that figures come from, by id."""
    ids = {one for figure in figures for one in figure.sources.split(";") if one}
    return tuple(store.file(one) for one in sorted(ids))


def refuse_empty(query: Query, report: str, months: list[str], subject: str = "") -> None:
    """Refuse a month without data, naming the months that have some; ``subject``: of what.

    Raises
    ------
    NoDataError
        One line.
    """
    there = ", ".join(months) or "none"
    named = f" of {subject}" if subject else ""
    seen = f" as of {query.as_of}" if query.as_of else ""
    raise NoDataError(
        f"report {report}: no data{named} for {query.period} in {query.unit}{seen}; "
        f"months with data: {there}"
    )


def months_of(store: Store, **fixed: str) -> list[str]:
    """List the months with data of what is held fixed, in any currency, oldest first."""
    queries = [Query("", unit, fixed=fixed) for unit in store.units(VALUE, CURRENCIES)]
    return sorted({month for query in queries for month in store.periods(query)})


def query_of(
    parameters: MonthlyParameters, unit: str, *keep: str, measure: str = VALUE, **fixed: str
) -> Query:
    """Make the query of a monthly report: its month, its day of knowledge, these dimensions."""
    day = parameters.as_of.isoformat() if parameters.as_of else None
    return Query(parameters.period, unit, measure, keep, fixed, day)
