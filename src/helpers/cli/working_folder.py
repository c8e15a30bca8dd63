"""The repository around the working folder, as it was before a command that was killed in it."""

from __future__ import annotations

from pathlib import Path

import click

from helpers.cli import spoken
from helpers.core.errors import CatalogueError
from helpers.core.repository import Repository, find_root, named_data
from helpers.core.transaction import recover


def repository() -> Repository:
    """Return the repository around the working folder; what a killed command left is put back first."""
    place = Repository(find_root(Path.cwd()))
    if recover(place):
        click.echo(spoken.fill("messages.undone", folder=place.root), err=True)
    return place


def data_folder() -> Path:
    """Return the folder of the data: the one that is named, else the repository's."""
    try:
        return repository().data
    except CatalogueError:
        if (named := named_data()) is None:
            raise
        return named


def file_here(series: str, period: str, language: str, ending: str) -> Path:
    """Return the file of an edition in the working folder; its name says the language, but not the first one."""
    from helpers.presentation.locale.language import DEFAULT

    own = "" if language == DEFAULT else f"-{language}"
    return Path.cwd() / f"{series}-{period}{own}.{ending}"
