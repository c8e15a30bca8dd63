"""What the commands say of files, revisions and findings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import isnan
from types import SimpleNamespace
from typing import Any

import click

from helpers.cli import spoken
from helpers.core.dimensions import DIMENSIONS, VALUE, WHOLE
from helpers.observations.ingest.adding import Addition
from helpers.observations.ingest.revising import Revised
from helpers.observations.ingest.staging import AddedFile
from helpers.observations.readers.description import RawFile
from helpers.observations.validation.finding import Finding
from helpers.observations.warehouse.register import StoredFile
from helpers.presentation.findings import finding_line
from helpers.presentation.locale.words import words_of


def day_in_words(raw: RawFile) -> str:
    """Say when a file was released, and where that is from."""
    if raw.released is None:
        return spoken.text("messages.file.no_day")
    origin = {"file": "_of_file", "calendar": "_of_calendar"}.get(raw.released_from, "")
    return spoken.fill(f"messages.file.day{origin}", day=raw.released)


def file_in_words(file: AddedFile) -> str:
    """Describe what was found in a file: format, months, flows, currency, dimensions, rows, total."""
    name, raw = file.path.name, file.raw
    if file.stored is None:
        return spoken.fill("messages.file.known", file=name, id=raw.id)
    day, unknown = day_in_words(raw), spoken.text("messages.file.unknown")
    origin = {
        "publisher": raw.producer or unknown,
        "terms": raw.licence or unknown,
        "status": raw.status,
    }
    lines = [
        spoken.fill("messages.file.filed", file=name, format=raw.format, id=raw.id, day=day),
        _contents_in_words(file, file.stored),
        spoken.fill("messages.file.origin", **origin),
    ]
    lines += [
        spoken.fill("messages.file.inferred", name=key, text=text)
        for key, text in raw.inferred.items()
    ]
    lines += [spoken.fill("messages.file.warning", text=text) for text in file.warnings]
    return "\n".join(lines)


def _contents_in_words(file: AddedFile, stored: StoredFile) -> str:
    comma, counts = spoken.text("messages.file.comma"), stored.counts
    return spoken.fill(
        "messages.file.holds",
        months=comma.join(stored.months),
        units=comma.join(sorted({count.unit for count in counts if count.measure == VALUE})),
        dimensions=comma.join(file.apart) or spoken.text("messages.file.nothing"),
        numbers=sum(count.rows for count in counts),
        totals=comma.join(f"{flow} {value:,.0f}" for flow, value in file.totals.items()),
    )


def revised_in_words(revised: Revised) -> str:
    """Say what a file revises of a month: how many figures, and the one by the most."""
    path = "messages.revised.changed" if revised.changed else "messages.revised.unchanged"
    text = spoken.fill(path, file=revised.source, count=revised.changed, month=revised.month)
    if revised.largest:
        largest = _figure_in_words(SimpleNamespace(**revised.largest))
        text += spoken.fill("messages.revised.largest", figure=largest)
    counts = {"withdrawn": revised.withdrawn, "new": revised.new}
    more = (
        spoken.fill(f"messages.revised.{what}", count=count)
        for what, count in counts.items()
        if count
    )
    return "".join([text, *more])


def revision_in_words(row: Any) -> str:
    """Describe a figure, what it was and is, and the files that say so, or do not have it."""
    has_day = bool(row.released_before)
    path = "messages.revised.revision" if has_day else "messages.revised.revision_without_day"
    return spoken.fill(
        path,
        month=row.period,
        figure=_figure_in_words(row),
        older_file=row.source_before,
        older_day=row.released_before,
        file=row.source,
        day=row.released,
    )


def _figure_in_words(row: Any) -> str:
    apart = [f"{name} {getattr(row, name)}" for name in DIMENSIONS if getattr(row, name) != WHOLE]
    before, value = (
        spoken.text("messages.revised.nothing") if isnan(number) else f"{number:,.0f}"
        for number in (row.before, row.value)
    )
    percent = f", {row.difference / row.before:+.2%}" if row.before > 0 else ""
    return spoken.fill(
        "messages.revised.figure",
        span=row.span,
        flow=row.flow,
        members=" ".join(apart) or spoken.text("messages.revised.all"),
        unit=row.unit,
        before=before,
        value=value,
        difference=f"{row.difference:+,.0f}{percent}",
    )


def in_words(finding: Finding, files: Mapping[str, Any] | None = None) -> str:
    """Say what a check found; ``files``: by id what each is called."""
    return finding_line(words_of(spoken.spoken()), finding, files or {})


def show(findings: Iterable[Finding]) -> None:
    """Print what checks found, a line each."""
    for finding in findings:
        severity = words_of(spoken.spoken()).text(f"severities.{finding.severity}")
        slots = {"severity": severity, "text": in_words(finding), "check": finding.check}
        click.echo(spoken.fill("messages.check.finding", **slots))


def show_strangers(addition: Addition) -> None:
    """Print which files of a folder were passed over, a line each, with the reason."""
    for stranger in addition.strangers:
        slots = {"file": stranger.path.name, "reason": stranger.reason}
        click.echo(spoken.fill("messages.add.not_understood", **slots))
