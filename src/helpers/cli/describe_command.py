"""The command describe."""

from __future__ import annotations

from datetime import date
from typing import Any

import click

from helpers.cli import spoken
from helpers.cli.adding_files import STATUS, known, today
from helpers.cli.data_words import in_words, revised_in_words
from helpers.cli.spoken_help import argument, command, option
from helpers.cli.working_folder import data_folder
from helpers.core.errors import ParameterError, SourceError
from helpers.observations.ingest.describing import describe_file
from helpers.observations.ingest.release_days import read_day
from helpers.observations.validation.finding import CheckError


@command("help.describe.about")
@argument("file", help="help.describe.file")
@option("--released", metavar="DAY", help="help.released")
@option("--title", metavar="TEXT", help="help.describe.title")
@option("--publisher", metavar="NAME", help="help.describe.publisher")
@option("--terms", metavar="TEXT", help="help.terms_of_one")
@option("--status", type=STATUS, help="help.describe.status")
def describe(file: str, **said: Any) -> None:
    """Change the description of a raw file, with which all data is checked before."""
    changes = _changes(said)
    if not changes:
        raise ParameterError(spoken.text("messages.describe.nothing_said"))
    try:
        before, after, revised = describe_file(data_folder() / "raw", file, changes)
    except CheckError as error:
        line = in_words(error.finding, error.paths)
        raise SourceError(spoken.fill("messages.describe.stays", fault=line)) from None
    told = [name for name in changes if getattr(before, name) != getattr(after, name)]
    for name in told:
        unknown = spoken.text("messages.file.unknown")
        old, new = (getattr(raw, name) or unknown for raw in (before, after))
        slots = {"file": after.id, "name": name, "before": old, "after": new}
        click.echo(spoken.fill("messages.describe.changed", **slots))
    for each in revised:
        click.echo(revised_in_words(each))
    if not told:
        click.echo(spoken.fill("messages.describe.unchanged", file=after.id))


def _changes(said: dict[str, Any]) -> dict[str, str | date | None]:
    """Return what is said, by the keys of a description."""
    changes: dict[str, str | date | None] = {}
    if said["released"] is not None:
        changes["released"] = read_day("released", said["released"], today())
    for name, key in {"publisher": "producer", "terms": "licence"}.items():
        if said[name] is not None:
            changes[key] = known(said[name])
    changes |= {name: said[name] for name in ("title", "status") if said[name] is not None}
    return changes
