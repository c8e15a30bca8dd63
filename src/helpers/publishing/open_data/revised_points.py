"""What figures were before a release changed them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from helpers.observations.warehouse.store import Store
from helpers.reports.timelines.time_series import (
    NOTHING,
    Point,
    SeriesName,
    SubjectSeries,
    TimeSeries,
)

Was = tuple[str, str, Point]
"""A month, the day until which, itself not among them, its figure was so, and that figure."""

RevisedSeries = tuple[str, SeriesName]
"""The key of a subject, and the name of a series of it."""


@dataclass(frozen=True)
class Earlier:
    """The figures that a later release changed, by subject and series."""

    points: Mapping[RevisedSeries, Sequence[Was]] = field(default_factory=dict)

    def of(self, subject: SubjectSeries, one: TimeSeries) -> Sequence[Was]:
        """Return what was known of a series before, in the order of months, the first day first."""
        return self.points.get((subject.key, one.name), ())


NONE_EARLIER: Final = Earlier()


def days_of_change(store: Store) -> list[str]:
    """List the days on which a release changed figures that were known before, oldest first."""
    changed = {str(name) for name in store.release_changes()["source"]}
    return sorted({store.file(name).known_from for name in changed})


def day_before(day: str) -> str:
    """Return the day before one.

    Examples
    --------
    >>> day_before("2026-03-01")
    '2026-02-28'
    """
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()


def earlier_points(
    now: Sequence[SubjectSeries], before: Mapping[str, Sequence[SubjectSeries]]
) -> Earlier:
    """Compare what is known now with what was known before each day of change.

    Parameters
    ----------
    now : sequence of SubjectSeries
        As they are known.
    before : mapping of str to sequence of SubjectSeries
        By day, as they were known the day before.
    """
    found: dict[RevisedSeries, list[Was]] = {}
    later = _points(now)
    for day in sorted(before, reverse=True):
        known = _points(before[day])
        for key, points in later.items():
            for month, point in _differing(points, known.get(key, {})):
                found.setdefault(key, []).append((month, day, point))
        later = {key: known.get(key, {}) for key in later}
    return Earlier({key: sorted(was, key=lambda one: one[:2]) for key, was in found.items()})


def _points(subjects: Sequence[SubjectSeries]) -> dict[RevisedSeries, dict[str, Point]]:
    return {(one.key, each.name): each.points for one in subjects for each in one.series}


def _differing(
    later: Mapping[str, Point], earlier: Mapping[str, Point]
) -> Iterator[tuple[str, Point]]:
    """Yield the months whose figure was another, with what it was."""
    for month in sorted({*later, *earlier}):
        was, known = earlier.get(month, NOTHING), later.get(month, NOTHING)
        if (was.value, was.basis, was.reason) != (known.value, known.basis, known.reason):
            yield month, was
