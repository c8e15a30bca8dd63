"""The commands that write an edition as a document: pdf, docx, brief."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

import click

from helpers.cli import spoken
from helpers.cli.checked_repository import contents, listed_edition, reports_of
from helpers.cli.spoken_help import argument, command, option
from helpers.cli.working_folder import file_here, repository
from helpers.core.errors import BuildError, ParameterError
from helpers.core.files import check_output, write_whole
from helpers.core.repository import Repository
from helpers.presentation.locale.language import DEFAULT
from helpers.publishing.catalogue.editions import Edition, in_language
from helpers.publishing.catalogue.settings import CONFIG, languages_of, read_settings

_BRIEF: Final = "brief.pdf"


def _command(key: str, ending: str) -> Callable[[Callable[..., None]], click.Command]:
    """Make a command of a function that takes a series, a period, a language and a file to write."""
    arguments = (
        argument("series", help="help.edition.series"),
        argument("period", help="help.edition.period"),
        option(
            "--language",
            metavar="LANGUAGE",
            default=DEFAULT,
            help="help.documents.language",
        ),
        option(
            "-o",
            "--output",
            type=click.Path(dir_okay=False, path_type=Path),
            help="help.documents.output",
            slots={"ending": ending},
        ),
    )

    def decorated(function: Callable[..., None]) -> click.Command:
        for one in reversed(arguments):
            function = one(function)
        made: click.Command = command(key)(function)
        return made

    return decorated


@_command("help.pdf.about", "pdf")
def pdf(series: str, period: str, language: str, output: Path | None) -> None:
    """Write a published edition as a PDF."""
    _write("pdf", series, period, language, output or file_here(series, period, language, "pdf"))


@_command("help.docx.about", "docx")
def docx(series: str, period: str, language: str, output: Path | None) -> None:
    """Write a published edition for Word, with tables and charts that can be edited."""
    _write("docx", series, period, language, output or file_here(series, period, language, "docx"))


@_command("help.brief.about", _BRIEF)
def brief(series: str, period: str, language: str, output: Path | None) -> None:
    """Write three findings of a published edition on one page, or as a long picture."""
    target = output or file_here(series, period, language, _BRIEF)
    kind = "long_picture" if target.suffix == ".png" else "brief"
    _write(kind, series, period, language, target)


def _write(kind: str, series: str, period: str, language: str, output: Path) -> None:
    """Write a document of an edition that was run; what was there stays until the new one is whole."""
    place = repository()
    edition = _edition(place, series, period, language)
    target = check_output(output)
    home = place if language == DEFAULT else place.in_language(language)
    executed = home.executed(edition.page)
    if not executed.is_file():
        slots = {"edition": edition.page, "file": executed}
        raise BuildError(spoken.fill("messages.documents.not_run", **slots))
    # What is asked for is checked first: what reads editions takes long to import.
    from helpers.presentation.locale.words import words_of
    from helpers.publishing.bundle.edition_pages import EditionPage, StoredNotebook
    from helpers.publishing.documents.document_files import WRITERS, Written
    from helpers.publishing.releases.release_history import histories_of
    from helpers.publishing.releases.release_pages import released_page

    words, settings = words_of(language), read_settings(place.root / CONFIG, language)
    page = EditionPage.of(edition, StoredNotebook.at(executed))
    page = released_page(page, histories_of(place.root, page.page), words, settings.above)
    write_whole(target, WRITERS[kind](Written(page, settings, words)))
    click.echo(spoken.fill("messages.wrote", file=target))


def _edition(place: Repository, series: str, period: str, language: str) -> Edition:
    """Return a published edition in a language of the site."""
    languages = languages_of(place.root / CONFIG)
    if language not in languages:
        slots = {"known": ", ".join(languages), "found": language}
        raise ParameterError(spoken.fill("messages.documents.no_language", **slots))
    listed = contents(place)
    if language != DEFAULT:
        listed = in_language(listed, language, reports_of(place))
    return listed_edition(listed, series, period)
