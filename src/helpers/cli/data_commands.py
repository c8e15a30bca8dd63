"""The commands of the data: check, revisions."""

from __future__ import annotations

from pathlib import Path

import click
import pandas as pd

from helpers.cli import spoken
from helpers.cli.data_words import in_words, revision_in_words, show
from helpers.cli.given import day_of, month_of
from helpers.cli.spoken_help import command, option
from helpers.cli.working_folder import data_folder
from helpers.core.errors import SourceError
from helpers.observations.validation.finding import ERROR
from helpers.observations.warehouse.archive import Archive, open_archive, verify


def verified(folder: Path) -> Archive:
    """Open the archive of raw files, each of which is to the last byte the one described."""
    verify(folder)
    return open_archive(folder)


def refuse_errors(folder: Path) -> None:
    """Refuse raw files in which a check finds an error: SourceError with the first."""
    for finding in verified(folder).findings():
        if finding.severity == ERROR:
            raise SourceError(spoken.fill("messages.check.run_check", fault=in_words(finding)))


@command("help.revisions.about")
@option("--since", metavar="DAY", help="help.revisions.since")
@option("--until", metavar="DAY", help="help.revisions.until")
@option("--period", metavar="MONTH", help="help.revisions.period")
@option("--limit", default=20, help="help.revisions.limit")
def revisions(since: str | None, until: str | None, period: str | None, limit: int) -> None:
    """List the figures that a later release changed, by how much, the largest first."""
    for name, day in (("since", since), ("until", until)):
        if day:
            day_of(name, day)
    store = open_archive(data_folder() / "raw").store()
    found = store.revisions(since, until)
    if period:
        found = found[found["period"] == month_of("period", period)]
    for row in found.head(limit or len(found)).itertuples():
        click.echo(revision_in_words(row))
    is_cut = 0 < limit < len(found)
    hidden = spoken.fill("messages.revised.shown", limit=limit) if is_cut else ""
    click.echo(f"{_changes_in_words(found)}{hidden}")


def _changes_in_words(found: pd.DataFrame) -> str:
    """Say how many figures a later release changed, and how many it has or lacks alone."""
    new, withdrawn = (int(found[name].isna().sum()) for name in ("before", "value"))
    changed = len(found) - new - withdrawn
    others = {"of_which_new": new, "of_which_withdrawn": withdrawn}
    told = [
        spoken.fill(f"messages.revised.{kind}", count=number)
        for kind, number in others.items()
        if number
    ]
    return "".join([spoken.fill("messages.revised.count", count=changed), *told])


@command("help.check.about")
def check() -> None:
    """Check the data; the exit code is 1 when there is an error."""
    archive = verified(data_folder() / "raw")
    findings = archive.findings()
    show(findings)
    errors = sum(finding.severity == ERROR for finding in findings)
    files, warnings = len(archive.files), len(findings) - errors
    click.echo(spoken.fill("messages.check.count", files=files, errors=errors, warnings=warnings))
    click.get_current_context().exit(1 if errors else 0)
