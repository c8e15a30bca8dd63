"""The commands of the data: add, check, revisions."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from datetime import date
from math import isnan
from pathlib import Path
from typing import Any, Final

import click
import pandas as pd

from helpers.cli.checked_repository import repository
from helpers.cli.progress import progress
from helpers.core.dimensions import DIMENSIONS, VALUE, WHOLE
from helpers.core.errors import ParameterError, SourceError
from helpers.core.periods import Month
from helpers.core.repository import named_data
from helpers.observations.ingest.adding import Addition, add_files, files_of
from helpers.observations.ingest.staging import AddedFile, AddOptions
from helpers.observations.readers.reading import Hints
from helpers.observations.scope import check_restriction
from helpers.observations.validation.finding import ERROR, CheckError, Finding
from helpers.observations.warehouse.archive import Archive, open_archive, verify
from helpers.presentation.findings import finding_line
from helpers.presentation.locale.words import english

UNKNOWN: Final = "unknown"
"""What is said of a day of release that is not known."""

_ASKED: Final = "Day of release, such as 2025-12-18"
_UNSAID: Final = (
    "day of release: recorded as unknown, older than every release with a day; say it with --released "
    "2025-12-18, later as 'released' in the .meta.yml, or --released unknown"
)


def raw_folder() -> Path:
    """Return the folder of the raw files: of the data that is named, else of the repository."""
    return (named_data() or repository().data) / "raw"


def verified(folder: Path) -> Archive:
    """Open the archive of raw files, each of which is to the last byte the one described."""
    verify(folder)
    return open_archive(folder)


def refuse_errors(folder: Path) -> None:
    """Refuse raw files in which a check finds an error: SourceError with the first."""
    for finding in verified(folder).findings():
        if finding.severity == ERROR:
            raise SourceError(f"{finding_line(english(), finding, {})}; run: tradebook check")


@click.command()
@click.argument(
    "files",
    nargs=-1,
    required=True,
    type=click.Path(path_type=Path),
    help="files as they were downloaded, or folders of them",
)
@click.option(
    "--flow",
    type=click.Choice(["export", "import"]),
    help="what the files are of, if not in their names",
)
@click.option(
    "--period", metavar="MONTH", help="the month, such as 2025-11, if the files don't say it"
)
@click.option(
    "--released",
    metavar="DAY",
    help="the day of release, such as 2025-12-18, by which it is known which file is the later one; "
    "or unknown: older than all files with a day [default: asked for on a terminal]",
)
@click.option(
    "--only",
    metavar="DIMENSION=MEMBERS",
    multiple=True,
    help="what the query was restricted to: codes and ranges, such as product=1201, "
    "product=01-84,98 or partner=110,116; once a dimension",
)
@click.option(
    "--complete",
    metavar="DIMENSIONS",
    help="dimensions whose members add up to the whole, such as partner,product",
)
@click.option(
    "--dataset",
    metavar="NAME",
    help="what tidy files are parts and later releases of; other formats know it themselves",
)
def add(files: tuple[Path, ...], **said: Any) -> None:
    """Add FILES, or folders of them, to data/raw: all of them or none.

    The format is recognised; each file is read, checked, and filed unchanged with its description.
    """
    folder, listed = raw_folder(), list(files_of(files))
    options = _options(said)
    with progress(1) as bars:
        addition = _added(folder, listed, options, bars.stage("add", len(listed)))
    for added_file in addition.files:
        click.echo(_file_in_words(added_file))
    _show(addition.findings)
    if said["released"] is None and any(file.stored for file in addition.files):
        click.echo(_UNSAID)
    added = sum(file.stored is not None for file in addition.files)
    click.echo(
        f"{added} {'file' if added == 1 else 'files'} added, {len(addition.files) - added} were there already"
    )


def _added(folder: Path, *what: Any) -> Addition:
    """Add files; what a check found of them is refused in words."""
    try:
        return add_files(folder, *what)
    except CheckError as error:
        line = finding_line(english(), error.finding, error.paths)
        raise SourceError(f"{line}; nothing was added") from None


def _options(said: dict[str, Any]) -> AddOptions:
    """Check what is said of files to add."""
    only = _only(said["only"])
    complete = tuple(said["complete"].split(",")) if said["complete"] else ()
    for name in set(complete) - {*DIMENSIONS}:
        known = ", ".join(DIMENSIONS)
        raise ParameterError(
            f"--complete: dimension '{name}' is not known; expected one of {known}"
        )
    period = _month("period", said["period"]) if said["period"] else None
    now = today()
    if (period or "") > now.isoformat()[:7]:
        raise ParameterError(f"--period: expected a month that has begun, found '{period}'")
    hints = Hints(said["flow"], period, only)
    return AddOptions(hints, _released(said, now), now, complete, said["dataset"] or "")


def _released(said: dict[str, Any], now: date) -> date | None:
    """Return the day of release, asked for on a terminal where it is not said; None if not known."""
    if said["released"] is None and sys.stdin.isatty():
        said["released"] = click.prompt(_ASKED, default=UNKNOWN)
    text = (said["released"] or UNKNOWN).strip()
    released = None if text.casefold() == UNKNOWN else day_of("released", text)
    if released is not None and released > now:
        raise ParameterError(f"--released: expected a day not after today, found {released}")
    return released


def _only(said: Iterable[str]) -> dict[str, str]:
    """Read what a query was restricted to, by dimension."""
    only: dict[str, str] = {}
    for name, _, text in (each.partition("=") for each in said):
        if name in only:
            raise ParameterError(
                f"--only: '{name}' is restricted twice; give it once: {name}={only[name]},{text}"
            )
        try:
            check_restriction(name, text)
        except ValueError as error:
            raise ParameterError(f"--only {name}: {error}") from None
        only[name] = text
    return only


def today() -> date:
    """Return the day on which the user works: that of the retrieval of what is added."""
    return date.today()


def _month(option: str, text: str) -> str:
    try:
        return str(Month.parse(text))
    except ValueError as error:
        raise ParameterError(f"--{option}: {error}") from None


def day_of(option: str, text: str) -> date:
    """Read a day given as an option."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        expected = "expected a day such as 2025-12-18"
        raise ParameterError(f"--{option}: {expected}, found '{text}'") from None


def _file_in_words(file: AddedFile) -> str:
    """Describe what was found in a file: format, months, flows, currency, dimensions, rows, total."""
    if file.stored is None:
        return f"{file.path.name}: is there already as {file.raw.id}; nothing to do"
    counts = file.stored.counts
    units = sorted({count.unit for count in counts if count.measure == VALUE})
    totals = ", ".join(f"{flow} {value:,.0f}" for flow, value in file.totals.items())
    lines = [
        f"{file.path.name}: {file.raw.format}, filed as {file.raw.id}, "
        f"{f'released {file.raw.day}' if file.raw.day else 'day of release not known'}",
        f"  months {', '.join(file.stored.months)}; {', '.join(units)}; told apart by "
        f"{', '.join(file.apart) or 'nothing'}; {sum(count.rows for count in counts)} numbers; {totals}",
        *(f"  {name}: {text}" for name, text in file.raw.inferred.items()),
        *(f"  warning: {text}" for text in file.warnings),
    ]
    return "\n".join(lines)


@click.command()
@click.option(
    "--since", metavar="DAY", help="compare what was known on this day with what is known"
)
@click.option("--until", metavar="DAY", help="see nothing released after this day")
@click.option("--period", metavar="MONTH", help="only figures of this month")
@click.option("--limit", default=20, show_default=True, help="how many to show; 0 for all")
def revisions(since: str | None, until: str | None, period: str | None, limit: int) -> None:
    """List the figures that a later release changed, by how much, the largest first.

    Without --since each figure is compared with the release before its latest.
    """
    for name, day in (("since", since), ("until", until)):
        if day:
            day_of(name, day)
    store = open_archive(raw_folder()).store()
    found = store.revisions(since, until)
    if period:
        found = found[found["period"] == _month("period", period)]
    for row in found.head(limit or len(found)).itertuples():
        click.echo(_revision_in_words(row))
    hidden = f", {limit} of them shown; see: --limit 0" if 0 < limit < len(found) else ""
    click.echo(f"{_changes_in_words(found)}{hidden}")


def _changes_in_words(found: pd.DataFrame) -> str:
    """Say how many figures a later release changed, and how many it has or lacks alone."""
    new, withdrawn = (int(found[name].isna().sum()) for name in ("before", "value"))
    changed = len(found) - new - withdrawn
    count = "1 figure was" if changed == 1 else f"{changed} figures were"
    others = {"new": new, "withdrawn": withdrawn}
    told = (f", {number} {kind}" for kind, number in others.items() if number)
    return f"{count} changed by a later release{''.join(told)}"


def _revision_in_words(row: Any) -> str:
    """Describe a figure, what it was and is, and the files that say so, or do not have it."""
    apart = [f"{name} {getattr(row, name)}" for name in DIMENSIONS if getattr(row, name) != WHOLE]
    before, value = (
        "nothing" if isnan(number) else f"{number:,.0f}" for number in (row.before, row.value)
    )
    percent = f", {row.difference / row.before:+.2%}" if row.before > 0 else ""
    older = f"of {row.released_before}" if row.released_before else "without a day of release"
    return (
        f"{row.period} {row.span} {row.flow} {' '.join(apart) or 'all'} ({row.unit}): "
        f"{before} -> {value} ({row.difference:+,.0f}{percent}); "
        f"{row.source_before} {older}, {row.source} of {row.released}"
    )


@click.command()
def check() -> None:
    """Check the data: hashes, columns, codes, sums. Exit code 1 when there is an error."""
    archive = verified(raw_folder())
    findings = archive.findings()
    _show(findings)
    errors = sum(finding.severity == ERROR for finding in findings)
    click.echo(
        f"{len(archive.files)} raw files checked: {errors} errors, "
        f"{len(findings) - errors} warnings"
    )
    click.get_current_context().exit(1 if errors else 0)


def _show(findings: Iterable[Finding]) -> None:
    for finding in findings:
        line = finding_line(english(), finding, {})
        click.echo(f"{finding.severity}: {line} [{finding.check}]")
