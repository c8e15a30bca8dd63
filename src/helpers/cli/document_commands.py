"""The commands that write an edition as a document: pdf, docx, brief."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from helpers.cli.checked_repository import contents, listed_edition
from helpers.cli.working_folder import repository
from helpers.core.errors import BuildError
from helpers.core.files import check_output, write_whole


def _command(ending: str) -> Callable[[Callable[..., None]], click.Command]:
    """Make a command of a function that takes a series, a period and a file to write."""
    arguments = (
        click.argument("series", help="the series, such as provincial"),
        click.argument("period", help="the edition's name, such as 2025-11, or 2024 of a year"),
        click.option(
            "-o",
            "--output",
            type=click.Path(dir_okay=False, path_type=Path),
            help=f"the file to write [default: SERIES-PERIOD.{ending} here]",
        ),
    )

    def decorated(function: Callable[..., None]) -> click.Command:
        for one in reversed(arguments):
            function = one(function)
        return click.command()(function)

    return decorated


@_command("pdf")
def pdf(series: str, period: str, output: Path | None) -> None:
    """Write a published edition as a PDF.

    For example: tradebook pdf provincial 2025-11
    """
    _write("pdf", series, period, output or Path.cwd() / f"{series}-{period}.pdf")


@_command("docx")
def docx(series: str, period: str, output: Path | None) -> None:
    """Write a published edition for Word, with tables and charts that can be edited.

    For example: tradebook docx provincial 2025-11
    """
    _write("docx", series, period, output or Path.cwd() / f"{series}-{period}.docx")


@_command("brief.pdf")
def brief(series: str, period: str, output: Path | None) -> None:
    """Write three findings of a published edition on one page, or as a long picture (-o FILE.png).

    For example: tradebook brief provincial 2025-11 -o provincial.png
    """
    target = output or Path.cwd() / f"{series}-{period}.brief.pdf"
    _write("long_picture" if target.suffix == ".png" else "brief", series, period, target)


def _write(kind: str, series: str, period: str, output: Path) -> None:
    """Write a document of an edition that was run; what was there stays until the new one is whole."""
    place = repository()
    edition = listed_edition(contents(place), series, period)
    target = check_output(output)
    executed = place.executed(edition.page)
    if not executed.is_file():
        raise BuildError(
            f"edition {edition.page}: was not run; expected {executed}; run: make book"
        )
    # What is asked for is checked first: what reads editions takes long to import.
    from helpers.presentation.locale.words import chinese
    from helpers.publishing.bundle.edition_pages import EditionPage, StoredNotebook
    from helpers.publishing.catalogue.settings import CONFIG, read_settings
    from helpers.publishing.documents.document_files import WRITERS, Written
    from helpers.publishing.releases.release_history import histories_of
    from helpers.publishing.releases.release_pages import released_page

    words = chinese()
    page = EditionPage.of(edition, StoredNotebook.at(executed))
    page = released_page(page, histories_of(place.root, page.page), words)
    write_whole(target, WRITERS[kind](Written(page, read_settings(place.root / CONFIG), words)))
    click.echo(f"wrote {target}")
