"""What the commands say of files, revisions and findings."""

from __future__ import annotations

from collections.abc import Iterable
from math import isnan
from types import SimpleNamespace
from typing import Any

import click

from helpers.core.dimensions import DIMENSIONS, VALUE, WHOLE
from helpers.observations.ingest.revising import Revised
from helpers.observations.ingest.staging import AddedFile
from helpers.observations.readers.description import RawFile
from helpers.observations.validation.finding import Finding
from helpers.presentation.findings import finding_line
from helpers.presentation.locale.words import english


def day_in_words(raw: RawFile) -> str:
    """Say when a file was released, and where that is from."""
    if raw.released is None:
        return "day of release not known"
    origin = {"file": ", as it says", "calendar": ", from the calendar"}.get(raw.released_from, "")
    return f"released {raw.released}{origin}"


def file_in_words(file: AddedFile) -> str:
    """Describe what was found in a file: format, months, flows, currency, dimensions, rows, total."""
    if file.stored is None:
        return f"{file.path.name}: is there already as {file.raw.id}; nothing to do"
    counts = file.stored.counts
    units = sorted({count.unit for count in counts if count.measure == VALUE})
    totals = ", ".join(f"{flow} {value:,.0f}" for flow, value in file.totals.items())
    lines = [
        f"{file.path.name}: {file.raw.format}, filed as {file.raw.id}, {day_in_words(file.raw)}",
        f"  months {', '.join(file.stored.months)}; {', '.join(units)}; told apart by "
        f"{', '.join(file.apart) or 'nothing'}; {sum(count.rows for count in counts)} numbers; {totals}",
        f"  publisher {file.raw.producer or 'not known'}; terms {file.raw.licence or 'not known'}; "
        f"status {file.raw.status}",
        *(f"  {name}: {text}" for name, text in file.raw.inferred.items()),
        *(f"  warning: {text}" for text in file.warnings),
    ]
    return "\n".join(lines)


def revised_in_words(revised: Revised) -> str:
    """Say what a file revises of a month: how many figures, and the one by the most."""
    figures = "1 figure" if revised.changed == 1 else f"{revised.changed} figures"
    changed = f"revises {figures} of {revised.month}" if revised.changed else revised.month
    largest = (
        f", the largest {_figure_in_words(SimpleNamespace(**revised.largest))}"
        if revised.largest
        else ""
    )
    counts = {"withdrawn": revised.withdrawn, "new": revised.new}
    more = "".join(f"; {count} {what}" for what, count in counts.items() if count)
    return f"{revised.source}: {changed}{largest}{more}"


def revision_in_words(row: Any) -> str:
    """Describe a figure, what it was and is, and the files that say so, or do not have it."""
    older = f"of {row.released_before}" if row.released_before else "without a day of release"
    return (
        f"{row.period} {_figure_in_words(row)}; "
        f"{row.source_before} {older}, {row.source} of {row.released}"
    )


def _figure_in_words(row: Any) -> str:
    apart = [f"{name} {getattr(row, name)}" for name in DIMENSIONS if getattr(row, name) != WHOLE]
    before, value = (
        "nothing" if isnan(number) else f"{number:,.0f}" for number in (row.before, row.value)
    )
    percent = f", {row.difference / row.before:+.2%}" if row.before > 0 else ""
    return (
        f"{row.span} {row.flow} {' '.join(apart) or 'all'} ({row.unit}): "
        f"{before} -> {value} ({row.difference:+,.0f}{percent})"
    )


def show(findings: Iterable[Finding]) -> None:
    """Print what checks found, a line each."""
    for finding in findings:
        line = finding_line(english(), finding, {})
        click.echo(f"{finding.severity}: {line} [{finding.check}]")
