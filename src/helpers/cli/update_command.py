"""The command update: the work of a month, from the files to the site, all of it or nothing."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import click

from helpers.cli.adding_files import added, adding_options
from helpers.cli.build_steps import make_site, outdated_translations, tell_empty
from helpers.cli.checked_repository import catalogue, reports_of
from helpers.cli.data_commands import refuse_errors
from helpers.cli.data_words import day_in_words, show
from helpers.cli.progress import progress
from helpers.cli.release_commands import day_of_release, translated
from helpers.cli.working_folder import repository
from helpers.core.errors import CatalogueError
from helpers.core.files import write_whole
from helpers.core.locks import build_lock
from helpers.core.repository import CATALOGUE, Repository
from helpers.core.transaction import Keep, Transaction, transaction
from helpers.core.workers import serve_processes
from helpers.observations.ingest.adding import Addition
from helpers.observations.ingest.staging import AddedFile
from helpers.publishing.bundle.edition_pages import SeriesPages, read_pages
from helpers.publishing.catalogue.editions import TOC, Catalogue, toc
from helpers.publishing.catalogue.first_catalogue import first_catalogue
from helpers.publishing.releases.recording import News, news_of, record
from helpers.publishing.runner.pool import outdated_editions, run_editions
from helpers.publishing.site.build import PRELOAD, check_ready
from helpers.publishing.site.freshness import (
    inputs_of,
    is_current,
    record_site,
    refuse_changes,
    state_of,
)
from helpers.reports.common.data import open_store
from helpers.reports.registry import REPORTS


@click.command()
@click.argument(
    "files",
    nargs=-1,
    type=click.Path(path_type=Path),
    help="files as they were downloaded, or folders of them; none to publish what data/raw holds",
)
@adding_options
@click.option("--date", "day", metavar="DAY", help="the day of release to record [default: today]")
@click.option(
    "--accept-smaller", is_flag=True, help="publish pages that are much smaller than they were"
)
@click.option("--dry-run", is_flag=True, help="show what would be done, and change nothing")
def update(
    files: tuple[Path, ...], day: str | None, *, accept_smaller: bool, dry_run: bool, **said: Any
) -> None:
    """Add FILES, or folders of them, release what they change, and build the site.

    What is new is added and checked; editions.yml (where it is empty) and _toc.yml are brought up to
    date; what changed is run, released and published. Whatever stops it, Ctrl-C or a lost machine too,
    all is as it was before.

    A file that is named must be understood. In a folder the files of no known format are passed over,
    each with a line, and hidden ones without; --strict refuses them. An understood file in which
    there is an error stops everything.
    """
    place, recorded = repository(), day_of_release(day)
    serve_processes(PRELOAD)
    with (
        build_lock(place),
        _undoing_told(),
        transaction(place.root) as changes,
        ExitStack() as stack,
    ):
        if files:
            _tell(_add(place, files, said, changes.keep))
        listed = _bring_in_step(place, changes.keep)
        if dry_run:
            stack.enter_context(_elsewhere(place))
        before = state_of(place)
        reports = _run(place, listed)
        pages = [page for report in reports for page in report.editions]
        news = news_of(pages, place.root, recorded)
        refuse_changes(place, before)
        if dry_run:
            changes.undo()
        else:
            _publish(place, listed, reports, news, changes, accept_smaller=accept_smaller)
    _tell_editions((page.page for page in pages), news)
    if dry_run:
        click.echo("nothing was changed: --dry-run")
    else:
        click.echo(f"The site is in {place.site}: open {place.site / 'index.html'}")


@contextmanager
def _undoing_told() -> Iterator[None]:
    """Say that all was put back, where an error follows what was said to be taken."""
    try:
        yield
    except BaseException:
        click.echo("nothing was changed: all is as it was before")
        raise


def _add(place: Repository, files: tuple[Path, ...], said: dict[str, Any], keep: Keep) -> Addition:
    raw = place.data / "raw"
    keep(raw)
    raw.mkdir(parents=True, exist_ok=True)
    with progress(1) as bars:
        return added(place.data, files, said, bars, keep)


def _tell(addition: Addition) -> None:
    """Say of each file what became of it, and what the checks found."""
    for file in addition.files:
        click.echo(f"{file.path.name}: {_became(file)}")
    for stranger in addition.strangers:
        click.echo(f"{stranger.path.name}: not understood: {stranger.reason}")
    show(addition.findings)


def _became(file: AddedFile) -> str:
    if file.stored is None:
        return f"known already, as {file.raw.id}"
    months = file.stored.months
    span = months[0] if len(months) == 1 else f"{months[0]} to {months[-1]}"
    made = "" if file.raw.producer else "; publisher not known"
    return f"taken as {file.raw.id}: {file.raw.format}, {span}, {day_in_words(file.raw)}{made}"


def _bring_in_step(place: Repository, keep: Keep) -> Catalogue:
    """Write the catalogue where there is none yet, and the table of contents where it is another's."""
    path, contents = place.root / CATALOGUE, place.root / TOC
    refuse_errors(place.data / "raw")
    if _is_empty(path):
        keep(path)
        write_whole(path, _first_catalogue(place).encode())
    listed = catalogue(place)
    text = toc(listed).encode()
    if not contents.is_file() or contents.read_bytes() != text:
        keep(contents)
        write_whole(contents, text)
    check_ready(place, listed)
    tell_empty(listed)
    return listed


def _is_empty(path: Path) -> bool:
    """Return whether a catalogue is missing, or holds nothing but comments."""
    if not path.is_file():
        return True
    lines = map(str.strip, path.read_text(encoding="utf-8", errors="replace").splitlines())
    return all(line in ("", "{}") or line.startswith("#") for line in lines)


def _first_catalogue(place: Repository) -> str:
    """Write a catalogue of the monthly reports that the data allows."""
    reports = reports_of(place)
    titles = {name: reports.title(name, {}) for name in REPORTS if reports.offers(name, {})}
    if not titles:
        raise CatalogueError(
            f"{CATALOGUE}: the data allows no monthly report; add a table of all provinces"
        )
    return first_catalogue(titles)


@contextmanager
def _elsewhere(place: Repository) -> Iterator[None]:
    """Let editions be run in a copy of those there are."""
    with tempfile.TemporaryDirectory(prefix=".rehearsal-", dir=place.built) as folder:
        copy = Path(folder) / "editions"
        if place.editions.is_dir():
            shutil.copytree(place.editions, copy)
        place.editions = copy
        yield


def _run(place: Repository, listed: Catalogue) -> tuple[SeriesPages, ...]:
    jobs = outdated_editions(place, listed, open_store(place.data))
    with progress(len(jobs)) as bars:
        run_editions(jobs, bars)
    return read_pages(listed, place.editions)


def _publish(
    place: Repository,
    listed: Catalogue,
    reports: tuple[SeriesPages, ...],
    news: list[News],
    changes: Transaction,
    *,
    accept_smaller: bool,
) -> None:
    """Record what is new, and make the site: the changes stand as soon as it is in place."""
    if news:
        before = state_of(place)
        news = translated(place, listed, news)
        refuse_changes(place, before)
        record(news, place.root, changes.keep)
    elif is_current(place):
        return
    inputs, before = inputs_of(place), state_of(place)
    jobs = outdated_translations(place, listed, open_store(place.data))
    with progress(len(jobs) + 1) as bars:
        run_editions(jobs, bars)
        make_site(
            place,
            listed,
            reports,
            bars,
            before,
            accept_smaller=accept_smaller,
            about=partial(changes.end_with, place.site),
        )
    changes.end()
    record_site(place, inputs)


def _tell_editions(pages: Iterable[str], news: Iterable[News]) -> None:
    """Say of each edition whether it is new, revised, reworded or as it was."""
    found = {new.release.edition: new for new in news}
    for page in pages:
        click.echo(f"{page}: {_change(found[page]) if page in found else 'unchanged'}")


def _change(new: News) -> str:
    if new.release.reworded:
        return f"only words differ from {new.release.name}"
    if new.release.revision == 1:
        return "new, released as r1"
    figures = "1 figure" if len(new.changes) == 1 else f"{len(new.changes)} figures"
    return f"revised in {figures}, released as {new.release.name}"
