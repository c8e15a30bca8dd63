"""Shards: all series of a subject in a currency and span; all members of a dimension in a month."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

from helpers.core.dimensions import VALUE
from helpers.publishing.open_data.revised_points import Earlier
from helpers.reports.timelines.subjects import in_address
from helpers.reports.timelines.time_series import NOTHING, Point, SubjectSeries, TimeSeries

_OF_A_MONTH: Final = ("level", "growth", "change", "share", "rank", "contribution")
"""The metrics by which members are compared in a month."""


FirstKnown = Callable[[str, str], str]
"""Returns the day from which the rows of a month that a raw file has are known: see ``Store.first_known``."""


def subject_shard(one: SubjectSeries, earlier: Earlier, first_known: FirstKnown) -> dict[str, Any]:
    """Return what the explorer loads of a subject; its form is that of ``book/open_data.md``."""
    months = one.months
    ids = sorted({name for each in one.series for p in each.points.values() for name in p.sources})
    places = {name: place for place, name in enumerate(ids)}
    return {
        "key": one.key,
        "subject": one.subject.codes,
        "currency": one.currency,
        "span": one.span,
        "months": months,
        "since": [_since(one, month, first_known) for month in months],
        "sources": ids,
        "series": [_series(each, months, places, earlier.of(one, each)) for each in one.series],
    }


def _since(one: SubjectSeries, month: str, first_known: FirstKnown) -> str | None:
    """Return the first day on which a month's trade of a subject was known; None where it is not."""
    levels = (each.points.get(month, NOTHING) for each in one.series if each.metric == "level")
    days = (max(first_known(name, month) for name in of.sources) for of in levels if of.sources)
    return min(days, default=None)


def _series(
    one: TimeSeries, months: Sequence[str], places: Mapping[str, int], was: Iterable[Any]
) -> dict[str, Any]:
    points = [one.points.get(month, NOTHING) for month in months]
    place_of = {month: place for place, month in enumerate(months)}
    steps = {str(place): one.step for place, one in enumerate(points) if one.step is not None}
    return {
        "metric": one.metric,
        "measure": one.measure,
        "flow": one.flow,
        "unit": one.unit,
        "values": [point.value for point in points],
        "bases": [point.basis for point in points],
        "reasons": _reasons(points),
        **({"steps": steps} if steps else {}),
        "sources": [[places[name] for name in point.sources] for point in points],
        "was": [
            [place_of[month], day, point.value, point.basis, point.reason]
            for month, day, point in was
            if month in place_of
        ],
    }


def _reasons(points: Iterable[Point]) -> dict[str, str]:
    return {str(place): point.reason for place, point in enumerate(points) if point.value is None}


def month_shards(subjects: Iterable[SubjectSeries]) -> dict[str, dict[str, Any]]:
    """Return by key what the explorer compares the members of a kind by, a month and flow each.

    The nation and what is part of another subject's trade are not among them.
    """
    found: dict[str, dict[str, dict[str, Point]]] = {}
    units: dict[str, str] = {}
    for subject in subjects:
        if len(subject.subject.parts) != 1:
            continue
        ((_, code),), kind = subject.subject.parts, subject.subject.kind
        for one in subject.series:
            if one.metric not in _OF_A_MONTH or one.measure != VALUE:
                continue
            for month, point in one.points.items():
                key = f"month/{month}.{kind}.{subject.currency}.{subject.span}.{one.flow}"
                found.setdefault(key, {}).setdefault(code, {})[one.metric] = point
                if one.metric == "level":
                    units[key] = one.unit
    return {key: _month(members, units.get(key, "")) for key, members in sorted(found.items())}


def _month(members: Mapping[str, Mapping[str, Point]], unit: str) -> dict[str, Any]:
    codes = sorted(members)
    there = [name for name in _OF_A_MONTH if any(name in of for of in members.values())]
    points = {name: [members[code].get(name, NOTHING) for code in codes] for name in there}
    return {
        "members": [*map(in_address, codes)],
        "metrics": {name: [point.value for point in of] for name, of in points.items()},
        "bases": {name: [point.basis for point in of] for name, of in points.items()},
        "reasons": {name: _reasons(of) for name, of in points.items()},
        "unit": unit,
    }
