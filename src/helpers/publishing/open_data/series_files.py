"""The open interface: every series as JSON and CSV, and the list of them all.

The series of a subject in a currency stand in one file, each at an address in it: a file for each series
would make some ten thousand files of the repository's own data and hundreds of thousands of a large archive,
through which every build, and every look whether anything changed, would have to go.
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


def path_of(key: str, currency: str, ending: str) -> str:
    """Return where on the site the series of a subject in a currency are."""
    return f"{FOLDER}/{key}.{currency}.{ending}"


def series_names(
    subjects: Sequence[SubjectSeries],
) -> Iterator[tuple[str, SubjectSeries, TimeSeries]]:
    """Yield the series of a subject, each with its name in the file: ``level.value.month.export``.

    Where two differ in nothing but their unit, it is part of the name.
    """
    for one in subjects:
        names = [f"{each.metric}.{each.measure}.{one.span}.{each.flow}" for each in one.series]
        for name, each in zip(names, one.series, strict=True):
            yield (f"{name}.{each.unit}" if names.count(name) > 1 else name), one, each


def listed(subjects: Sequence[SubjectSeries]) -> Iterator[dict[str, str]]:
    """Yield the entries of a subject's series in the list of all."""
    for name, one, each in series_names(subjects):
        yield {
            "id": f"{one.subject.key}/{name}.{one.currency}",
            **_keys(one, each),
            "currency": one.currency,
            "path": path_of(one.subject.key, one.currency, "json"),
            "pointer": f"/series/{name}",
        }


def _keys(one: SubjectSeries, each: TimeSeries) -> dict[str, str]:
    values = {**one.subject.codes, "span": one.span}
    return {key: values.get(key) or getattr(each, key) for key in _KEYS}


def index_text(entries: Iterable[Mapping[str, str]]) -> str:
    """Write the list of all series, a line each."""
    lines = ",\n".join(map(as_text, entries))
    return f'{{"series":[\n{lines}\n]}}\n'


def json_text(subjects: Sequence[SubjectSeries], earlier: Earlier, files: Files) -> str:
    """Write the series of a subject in a currency, a line each, and the raw files behind them."""
    lines, used = [], set[str]()
    for name, one, each in series_names(subjects):
        points = [(month, each.points.get(month, NOTHING)) for month in one.months]
        sources = sorted({source for _, point in points for source in point.sources})
        used.update(sources)
        content = {
            "id": f"{one.subject.key}/{name}.{one.currency}",
            **_keys(one, each),
            "currency": one.currency,
            "sources": sources,
            "points": [{"period": month, **_plain(point)} for month, point in points],
            "was": [
                {"period": month, "until": day, **_plain(point)}
                for month, day, point in earlier.of(one, each)
            ],
        }
        lines.append(f"{as_text(name)}:{as_text(content)}")
    described = as_text({source: files[source] for source in sorted(used)})
    return f'{{"sources":{described},"series":{{\n' + ",\n".join(lines) + "\n}}\n"


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
