"""The command add."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any, Final

import click

from helpers.cli.adding_files import added, adding_options
from helpers.cli.data_words import file_in_words, show
from helpers.cli.progress import progress
from helpers.cli.working_folder import data_folder

_UNSAID: Final = (
    "day of release: recorded as unknown, older than every release with a day; say it with --released "
    "2025-12-18, later with: tradebook describe FILE --released 2025-12-18"
)


@click.command()
@click.argument(
    "files",
    nargs=-1,
    required=True,
    type=click.Path(path_type=Path),
    help="files as they were downloaded, or folders of them",
)
@adding_options
def add(files: tuple[Path, ...], **said: Any) -> None:
    """Add FILES, or folders of them, to data/raw: all of them or none.

    The format is recognised; each file is read, checked, and filed unchanged with its description. A
    file of no known format is refused where it is named, and passed over in a folder, with a line.
    """
    with progress(1) as bars:
        addition = added(data_folder(), files, said, bars, lambda *paths: None)
    for file in addition.files:
        click.echo(file_in_words(file))
    for stranger in addition.strangers:
        click.echo(f"{stranger.path.name}: not understood: {stranger.reason}")
    show(addition.findings)
    filed = [file for file in addition.files if file.stored]
    asked = said["released"] is not None or sys.stdin.isatty()
    if not asked and not all(file.raw.released for file in filed):
        click.echo(_UNSAID)
    there, passed = len(addition.files) - len(filed), len(addition.strangers)
    click.echo(
        f"{len(filed)} {'file' if len(filed) == 1 else 'files'} added, {there} were there already"
        + (f", {passed} not understood" if passed else "")
    )
