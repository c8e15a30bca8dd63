"""The open interface: every series as JSON and CSV, and the list of them all.

A series is a JSON at an address of its own; the series of a subject in a currency are one CSV. What has no number
in any month is no series.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from helpers.core.escaping import in_csv
from helpers.publishing.open_data.encoding import FOLDER, as_text
from helpers.publishing.open_data.revised_points import Earlier
from helpers.reports.timelines.time_series import NOTHING, Point, SubjectSeries, TimeSeries

INDEX: Final = f"{FOLDER}/index.json"
_KEYS: Final = ("metric", "measure", "span", "flow", "region", "partner", "product", "unit")
COLUMNS: Final = ("series", *_KEYS, "period", "value", "basis", "reason", "sources")
"""The columns of the CSV files."""

Files = Mapping[str, Mapping[str, Any]]
"""What is said of the raw files, by id."""


def path_of(key: str, name: str) -> str:
    """Return where on the site a file on a subject is: ``data/region/44/level.value.month.export.CNY.json``."""
    return f"{FOLDER}/{key}/{name}"


def csv_path(key: str, currency: str) -> str:
    """Return where on the site all series of a subject in a currency are as CSV."""
    return f"{FOLDER}/{key}.{currency}.csv"


def series_names(
    subjects: Sequence[SubjectSeries],
) -> Iterator[tuple[str, SubjectSeries, TimeSeries]]:
    """Yield the series of a subject that have a number, each with its name: ``level.value.month.export``.

    Where two differ in nothing but their unit, it is part of the name.
    """
    for one in subjects:
        known = [
            each for each in one.series if any(p.value is not None for p in each.points.values())
        ]
        names = [f"{each.metric}.{each.measure}.{one.span}.{each.flow}" for each in known]
        for name, each in zip(names, known, strict=True):
            yield (f"{name}.{each.unit}" if names.count(name) > 1 else name), one, each


def listed(subjects: Sequence[SubjectSeries]) -> Iterator[dict[str, str]]:
    """Yield the entries of a subject's series in the list of all."""
    for name, one, each in series_names(subjects):
        yield {
            "id": f"{one.subject.key}/{name}.{one.currency}",
            **_keys(one, each),
            "currency": one.currency,
            "path": path_of(one.subject.key, f"{name}.{one.currency}.json"),
            "csv": csv_path(one.subject.key, one.currency),
        }


def _keys(one: SubjectSeries, each: TimeSeries) -> dict[str, str]:
    values = {**one.subject.codes, "span": one.span}
    return {key: values.get(key) or getattr(each, key) for key in _KEYS}


def index_text(entries: Iterable[Mapping[str, str]]) -> str:
    """Write the list of all series, a line each."""
    lines = ",\n".join(map(as_text, entries))
    return f'{{"series":[\n{lines}\n]}}\n'


def json_texts(
    subjects: Sequence[SubjectSeries], earlier: Earlier, files: Files
) -> Iterator[tuple[str, str]]:
    """Yield the series of a subject, each the path on the site and its JSON, with the raw files behind it."""
    for name, one, each in series_names(subjects):
        points = [(month, each.points.get(month, NOTHING)) for month in one.months]
        sources = sorted({source for _, point in points for source in point.sources})
        content = {
            "id": f"{one.subject.key}/{name}.{one.currency}",
            **_keys(one, each),
            "currency": one.currency,
            "sources": [{"id": source, **files[source]} for source in sources],
            "points": [{"period": month, **_plain(point)} for month, point in points],
            "was": [
                {"period": month, "until": day, **_plain(point)}
                for month, day, point in earlier.of(one, each)
            ],
        }
        yield path_of(one.subject.key, f"{name}.{one.currency}.json"), f"{as_text(content)}\n"


def _plain(point: Point) -> dict[str, Any]:
    return {"value": point.value, "basis": point.basis, "reason": point.reason}


def csv_text(subjects: Sequence[SubjectSeries]) -> str:
    """Write the series of a subject in a currency as CSV, a line a month; numbers unrounded."""
    lines = [",".join(COLUMNS)]
    for name, one, each in series_names(subjects):
        fixed = _line(name, *_keys(one, each).values())
        for month in one.months:
            point = each.points.get(month, NOTHING)
            value = "" if point.value is None else repr(point.value)
            sources = ";".join(point.sources)
            lines.append(f"{fixed},{month},{value},{point.basis},{point.reason},{sources}")
    return "\n".join([*lines, ""])


def _line(*cells: str) -> str:
    """Write codes as the beginning of a line of CSV."""
    file = io.StringIO()
    csv.writer(file, lineterminator="").writerow(map(in_csv, cells))
    return file.getvalue()
