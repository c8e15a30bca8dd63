"""The repository around the working folder, as it was before a command that was killed in it."""

from __future__ import annotations

from pathlib import Path

import click

from helpers.core.errors import CatalogueError
from helpers.core.repository import Repository, find_root, named_data
from helpers.core.transaction import recover


def repository() -> Repository:
    """Return the repository around the working folder; what a killed command left is put back first."""
    place = Repository(find_root(Path.cwd()))
    if recover(place):
        click.echo(f"{place.root}: a command was stopped here; its changes were undone", err=True)
    return place


def data_folder() -> Path:
    """Return the folder of the data: the one that is named, else the repository's."""
    try:
        return repository().data
    except CatalogueError:
        if (named := named_data()) is None:
            raise
        return named
