"""The command add."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from helpers.cli import spoken
from helpers.cli.adding_files import added, adding_options
from helpers.cli.data_words import file_in_words, show, show_strangers
from helpers.cli.progress import progress
from helpers.cli.spoken_help import argument, command
from helpers.cli.working_folder import data_folder


@command("help.add.about")
@argument(
    "files",
    nargs=-1,
    required=True,
    type=click.Path(path_type=Path),
    help="help.adding.files",
)
@adding_options
def add(files: tuple[Path, ...], **said: Any) -> None:
    """Add files, or folders of them, to the raw files: all of them or none."""
    with progress(1) as bars:
        addition = added(data_folder(), files, said, bars, lambda *paths: None)
    for file in addition.files:
        click.echo(file_in_words(file))
    show_strangers(addition)
    show(addition.findings)
    filed = [file for file in addition.files if file.stored]
    asked = said["released"] is not None or sys.stdin.isatty()
    if not asked and not all(file.raw.released for file in filed):
        click.echo(spoken.text("messages.add.no_day"))
    there, passed = len(addition.files) - len(filed), len(addition.strangers)
    path = "messages.add.added_some" if passed else "messages.add.added"
    click.echo(spoken.fill(path, count=len(filed), there=there, passed=passed))
