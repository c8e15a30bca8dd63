"""The commands of the data: check, revisions."""

from __future__ import annotations

from pathlib import Path

import click
import pandas as pd

from helpers.cli.data_words import revision_in_words, show
from helpers.cli.given import day_of, month_of
from helpers.cli.working_folder import data_folder
from helpers.core.errors import SourceError
from helpers.observations.validation.finding import ERROR
from helpers.observations.warehouse.archive import Archive, open_archive, verify
from helpers.presentation.findings import finding_line
from helpers.presentation.locale.words import english


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
    store = open_archive(data_folder() / "raw").store()
    found = store.revisions(since, until)
    if period:
        found = found[found["period"] == month_of("period", period)]
    for row in found.head(limit or len(found)).itertuples():
        click.echo(revision_in_words(row))
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


@click.command()
def check() -> None:
    """Check the data: hashes, columns, codes, sums. Exit code 1 when there is an error."""
    archive = verified(data_folder() / "raw")
    findings = archive.findings()
    show(findings)
    errors = sum(finding.severity == ERROR for finding in findings)
    click.echo(
        f"{len(archive.files)} raw files checked: {errors} errors, "
        f"{len(findings) - errors} warnings"
    )
    click.get_current_context().exit(1 if errors else 0)
