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

from helpers.cli import spoken
from helpers.cli.adding_files import added, adding_options
from helpers.cli.build_steps import make_site, outdated_translations, tell_empty
from helpers.cli.checked_repository import catalogue, reports_of
from helpers.cli.data_commands import refuse_errors
from helpers.cli.data_words import day_in_words, show, show_strangers
from helpers.cli.progress import progress
from helpers.cli.release_commands import day_of_release, translated
from helpers.cli.spoken_help import argument, command, option
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


@command("help.update.about")
@argument("files", nargs=-1, type=click.Path(path_type=Path), help="help.update.files")
@adding_options
@option("--date", "day", metavar="DAY", help="help.update.date")
@option("--accept-smaller", is_flag=True, help="help.accept_smaller")
@option("--dry-run", is_flag=True, help="help.update.dry_run")
def update(
    files: tuple[Path, ...], day: str | None, *, accept_smaller: bool, dry_run: bool, **said: Any
) -> None:
    """Add files, release what they change, and build the site; whatever stops it, all is as it was before."""
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
        click.echo(spoken.text("messages.update.dry"))
    else:
        home = place.site / "index.html"
        click.echo(spoken.fill("messages.site", folder=place.site, page=home))


@contextmanager
def _undoing_told() -> Iterator[None]:
    """Say that all was put back, where an error follows what was said to be taken."""
    try:
        yield
    except BaseException:
        click.echo(spoken.text("messages.update.undone"))
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
        click.echo(_became(file))
    show_strangers(addition)
    show(addition.findings)


def _became(file: AddedFile) -> str:
    name, raw = file.path.name, file.raw
    if file.stored is None:
        return spoken.fill("messages.update.known", file=name, id=raw.id)
    first, last = file.stored.months[0], file.stored.months[-1]
    span = first if first == last else spoken.fill("messages.update.span", first=first, last=last)
    return spoken.fill(
        "messages.update.taken" if raw.producer else "messages.update.taken_of_unknown",
        file=name,
        id=raw.id,
        format=raw.format,
        span=span,
        day=day_in_words(raw),
    )


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
        raise CatalogueError(spoken.fill("messages.update.no_report", catalogue=CATALOGUE))
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
        click.echo(_change(page, found.get(page)))


def _change(page: str, new: News | None) -> str:
    if new is None:
        return spoken.fill("messages.update.unchanged", edition=page)
    slots = {"edition": page, "release": new.release.name}
    if new.release.reworded:
        return spoken.fill("messages.update.reworded", **slots)
    if new.release.revision == 1:
        return spoken.fill("messages.update.new", **slots)
    return spoken.fill("messages.update.revised", count=len(new.changes), **slots)
