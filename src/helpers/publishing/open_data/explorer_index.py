"""What the explorer loads first: which data there is, and the files behind it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from helpers.core.dimensions import CURRENCIES, NATIONAL, VALUE
from helpers.observations.warehouse.store import Store
from helpers.presentation.locale.language import LANGUAGES
from helpers.publishing.bundle.edition_pages import SeriesPages
from helpers.publishing.catalogue.editions import Edition
from helpers.publishing.metadata.mentions import subject_of
from helpers.publishing.open_data.member_names import described
from helpers.reports.common.names import report_words
from helpers.reports.registry import report_type
from helpers.reports.timelines.subjects import Subject
from helpers.reports.timelines.time_series import SubjectSeries


def data_index(
    store: Store, subjects: Sequence[SubjectSeries], days: Iterable[str], version: str
) -> dict[str, Any]:
    """Return what there is: members by dimension, series by shard, months by kind, crosses.

    ``days`` are those on which a release changed figures, ``version`` names the content of all shards.
    The editions are those of a language: see ``editions_of``.
    """
    codes: dict[str, set[str]] = {NATIONAL: set()}
    months: dict[str, set[str]] = {}
    crosses: dict[str, set[str]] = {}
    for one in subjects:
        *of, last = one.subject.parts or ((NATIONAL, ""),)
        for dimension, code in (*of, last):
            codes.setdefault(dimension, set()).add(code)
        if of:
            crosses.setdefault(Subject(tuple(of)).key, set()).add(last[0])
        else:
            there = months.setdefault(f"{one.subject.kind}.{one.currency}.{one.span}", set())
            there.update(month for each in one.series for month in each.points)
    words, translations = report_words(store), [report_words(store, one) for one in LANGUAGES]
    return {
        "version": version,
        "released": max(raw.known_from for raw in store.files.values()),
        "days": [*days],
        "currencies": store.units(VALUE, CURRENCIES),
        "units": sorted({each.unit for one in subjects for each in one.series}),
        "dimensions": {
            name: described(name, found, words, translations) for name, found in codes.items()
        },
        **_shards(subjects),
        "months": {key: sorted(found) for key, found in months.items()},
        "crosses": {key: sorted(found) for key, found in crosses.items()},
    }


def _shards(subjects: Iterable[SubjectSeries]) -> dict[str, Any]:
    """Return the ``shards`` by key, each with its months and its series as a place in ``series``: many share them."""
    series: dict[tuple[tuple[str, ...], ...], int] = {}
    shards = {}
    for one in subjects:
        names = tuple((each.metric, each.measure, each.flow) for each in one.series)
        known, place = one.months, series.setdefault(names, len(series))
        shards[one.key] = {"first": known[0], "last": known[-1], "series": place}
    return {"series": [*series], "shards": shards}


def editions_of(published: Iterable[SeriesPages]) -> list[dict[str, Any]]:
    """List the editions with what each is of, in the order of the site."""
    return [
        {
            "title": page.title,
            "path": f"{page.page}.html",
            "period": page.edition.parameters.get("period", page.edition.period),
            "series": series.key,
            "subject": _subject(series, page.edition),
        }
        for series in published
        for page in series.editions
    ]


def _subject(series: SeriesPages, edition: Edition) -> dict[str, str]:
    shared = report_type(edition.report).shared(series.series.parameters)
    fixed = subject_of(edition).parts if edition.living else getattr(shared, "fixed", {}).items()
    dimension, code = next(iter(fixed), (NATIONAL, "_T"))
    return {"dimension": dimension, "code": code}


def files_index(store: Store) -> dict[str, Any]:
    """Describe the raw files by id: who made them, when they were released, from when they are known."""
    return {
        raw.id: {
            "title": raw.title,
            "producer": raw.producer,
            "released": raw.day or None,
            "known": raw.known_from,
            "status": raw.status,
        }
        for raw in store.files.values()
    }
