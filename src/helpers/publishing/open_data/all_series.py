"""Computing the series of a store: as they are known, and as they were before releases changed them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from helpers.observations.warehouse.store import Store
from helpers.publishing.open_data.revised_points import (
    Earlier,
    RevisedSeries,
    Was,
    day_before,
    days_of_change,
    earlier_points,
)
from helpers.reports.timelines.subjects import Family
from helpers.reports.timelines.time_series import SubjectSeries, series_of
from helpers.reports.timelines.timelines import timelines


@dataclass(frozen=True)
class OpenData:
    """Series of a store.

    Attributes
    ----------
    subjects : list of SubjectSeries
        In the order of the families.
    earlier : Earlier
        What of them was otherwise before.
    days : list of str
        The days on which a release changed figures that were known before.
    """

    subjects: list[SubjectSeries]
    earlier: Earlier
    days: list[str]


def compute(store: Store, families: Iterable[Family], as_of: str | None = None) -> OpenData:
    """Compute the series of some families of subjects.

    ``as_of`` is a day: only what was known on it is seen.
    """
    days = [day for day in days_of_change(store) if as_of is None or day <= as_of]
    subjects: list[SubjectSeries] = []
    points: dict[RevisedSeries, Sequence[Was]] = {}
    for family in families:
        now = _series(store, family, as_of)
        before = {day: _series(store, family, day_before(day)) for day in days}
        subjects += now
        points.update(earlier_points(now, before).points)
    return OpenData(subjects, Earlier(points), days)


def _series(store: Store, family: Family, as_of: str | None) -> list[SubjectSeries]:
    figures = timelines(store, family.dimension, family.currency, fixed=family.fixed, as_of=as_of)
    return series_of(figures, family)
