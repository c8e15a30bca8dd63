"""Writing the open data of a site, cached for as long as the data and the code are the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from helpers.observations.warehouse.store import Store
from helpers.publishing.open_data.encoding import script, script_path
from helpers.publishing.open_data.explorer_index import (
    files_index,
)
from helpers.publishing.open_data.revised_points import (
    Earlier,
    Place,
    Was,
    day_before,
    days_of_change,
    earlier_points,
)
from helpers.publishing.open_data.series_files import (
    INDEX,
    csv_text,
    index_text,
    json_text,
    listed,
    path_of,
)
from helpers.publishing.open_data.shards import month_shards, subject_shard
from helpers.reports.timelines.subjects import Family, families
from helpers.reports.timelines.time_series import SubjectSeries, series_of
from helpers.reports.timelines.timelines import timelines

_INDEX: Final = "index.json"
"""What is cached of the explorer's index, to which the editions are added."""

_FILES: Final = "files"


@dataclass(frozen=True)
class OpenData:
    """All series of a store, and what they were."""

    subjects: list[SubjectSeries]
    earlier: Earlier
    days: list[str]


def compute(store: Store) -> OpenData:
    """Compute all series of a store, as they are known and as they were before each day of change."""
    days = days_of_change(store)
    subjects: list[SubjectSeries] = []
    points: dict[Place, Sequence[Was]] = {}
    for family in families(store):
        now = _series(store, family, None)
        before = {day: _series(store, family, day_before(day)) for day in days}
        subjects += now
        points.update(earlier_points(now, before).points)
    return OpenData(subjects, Earlier(points), days)


def _series(store: Store, family: Family, as_of: str | None) -> list[SubjectSeries]:
    figures = timelines(store, family.dimension, family.currency, fixed=family.fixed, as_of=as_of)
    return series_of(figures, family)


def contents(store: Store, data: OpenData) -> Iterator[tuple[str, bytes]]:
    """Yield the files of the open data but the explorer's index, each by its path on the site."""
    files = files_index(store)
    yield script_path("sources"), script("sources", files)
    for one in data.subjects:
        yield script_path(one.key), script(one.key, subject_shard(one, data.earlier))
    for key, shard in month_shards(data.subjects).items():
        yield script_path(key), script(key, shard)
    entries: list[dict[str, str]] = []
    for (key, currency), group in groupby(
        data.subjects, lambda one: (one.subject.key, one.currency)
    ):
        spans = [*group]
        entries += listed(spans)
        yield path_of(key, currency, "json"), json_text(spans, data.earlier, files).encode()
        yield path_of(key, currency, "csv"), csv_text(spans).encode()
    yield INDEX, index_text(entries).encode()
