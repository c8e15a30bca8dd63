"""The command describe."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from helpers.cli.adding_files import STATUS, known, today
from helpers.cli.data_words import revised_in_words
from helpers.cli.working_folder import data_folder
from helpers.core.errors import ParameterError, SourceError
from helpers.observations.ingest.describing import describe_file
from helpers.observations.ingest.release_days import read_day
from helpers.observations.validation.finding import CheckError
from helpers.presentation.findings import finding_line
from helpers.presentation.locale.words import english

_UNKNOWN = "not known"


@click.command()
@click.argument("file", help="a raw file, by its name or its id")
@click.option(
    "--released", metavar="DAY", help="the day of release, such as 2025-12-18, or unknown"
)
@click.option("--title", metavar="TEXT", help="what the file is called on pages")
@click.option("--publisher", metavar="NAME", help="who made it, or unknown")
@click.option("--terms", metavar="TEXT", help="under what terms it may be used, or unknown")
@click.option("--status", type=STATUS, help="how it came to be")
def describe(file: str, **said: Any) -> None:
    """Say more of a FILE in data/raw, or otherwise than before: what its description holds.

    For example: tradebook describe 2025-07 --released 2025-08-18

    All data is checked with the new description before that takes the place of the old one.
    """
    changes = _changes(said)
    if not changes:
        raise ParameterError("expected something to say, such as --released 2025-12-18, found none")
    try:
        before, after, revised = describe_file(data_folder() / "raw", file, changes)
    except CheckError as error:
        line = finding_line(english(), error.finding, error.paths)
        raise SourceError(f"{line}; the description stays as it was") from None
    told = [name for name in changes if getattr(before, name) != getattr(after, name)]
    for name in told:
        old, new = (getattr(raw, name) or _UNKNOWN for raw in (before, after))
        click.echo(f"{after.id}: {name} {old} -> {new}")
    for each in revised:
        click.echo(revised_in_words(each))
    if not told:
        click.echo(f"{after.id}: was described so already")


def _changes(said: dict[str, Any]) -> dict[str, str | date | None]:
    """Return what is said, by the keys of a description."""
    changes: dict[str, str | date | None] = {}
    if said["released"] is not None:
        changes["released"] = read_day("released", said["released"], today())
    for option, key in {"publisher": "producer", "terms": "licence"}.items():
        if said[option] is not None:
            changes[key] = known(said[option])
    changes |= {name: said[name] for name in ("title", "status") if said[name] is not None}
    return changes
