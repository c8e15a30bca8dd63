"""The commands of releases: release, verify."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime

import click

from helpers.cli.checked_repository import catalogue, repository
from helpers.cli.data_commands import day_of, refuse_errors, verified
from helpers.cli.progress import progress
from helpers.core.errors import LockError, ParameterError
from helpers.core.locks import build_lock
from helpers.core.repository import Repository
from helpers.publishing.bundle.edition_pages import read_pages
from helpers.publishing.releases.lock import FOLDER, LOCK, Release, read_lock
from helpers.publishing.releases.recording import News, news_of, record
from helpers.publishing.releases.release_history import History, histories
from helpers.publishing.releases.verifying import Verdict, published, run_again
from helpers.publishing.runner.pool import outdated_editions, run_editions
from helpers.reports.common.data import open_store

_SHOWN = 20


@click.command()
@click.option("--date", "day", metavar="DAY", help="the day to record [default: today]")
@click.option("--dry-run", is_flag=True, help="show what would be recorded, and record nothing")
def release(day: str | None, dry_run: bool) -> None:
    """Record what changed as new revisions, in editions.lock and releases/.

    What changed since it was run is run again. An edition that was never released becomes r1; one
    whose numbers differ from its last revision becomes the next; changed words alone are noted.
    """
    place = repository()
    with build_lock(place):
        news = _news(place, _day(day))
        if news and not dry_run:
            record(news, place.root)
    for new in news:
        kind = (
            "only words differ"
            if new.release.reworded
            else _how_many(new.release, len(new.changes))
        )
        click.echo(f"{new.release.edition} {new.release.name}: {kind}")
    click.echo(_summary(len(news), dry_run))


def _news(place: Repository, day: date) -> list[News]:
    """Run what changed, and find what of it was not released."""
    listed, data = catalogue(place), place.root / "data"
    refuse_errors(verified(data / "raw"))
    jobs = outdated_editions(place, listed, open_store(data))
    with progress(len(jobs)) as bars:
        run_editions(jobs, bars)
    editions = [one for shelf in read_pages(listed, place.editions) for one in shelf.editions]
    return news_of(editions, place.root, day)


@click.command()
@click.argument("target", help="a report type, or the address or folder of a published site")
@click.argument("period", required=False, help="the edition's name, such as 2025-11")
@click.option("--revision", metavar="rN", help="the revision [default: the latest]")
def verify(target: str, period: str | None, revision: str | None) -> None:
    """Run a released edition again from its recorded data, and compare every figure.

    tradebook verify provincial 2025-11 --revision r1

    Or compare the figures of a published site with what was released:

    tradebook verify https://example.org/
    """
    place = repository()
    known = histories(read_lock(place.root / LOCK), place.root / FOLDER)
    if not known:
        raise LockError(f"{LOCK}: nothing was released yet; run: tradebook release")
    if period is None:
        verdicts = list(published(known, target))
    else:
        history = _history(known, f"{target}/{period}")
        verdicts = [run_again(history, _release(history, revision), place.root)]
    for verdict in verdicts:
        _show(verdict)
    differing = sum(not verdict.identical for verdict in verdicts)
    if differing:
        raise LockError(f"{differing} of {len(verdicts)} differ from what was released")


def _show(verdict: Verdict) -> None:
    if verdict.identical:
        click.echo(f"{verdict.what}: identical")
        return
    numbers = f"{len(verdict.changes)} numbers differ" if verdict.changes else "numbers the same"
    click.echo(f"{verdict.what}: {numbers}; the file is not the released one")
    for change in verdict.changes[:_SHOWN]:
        old, new = (figure.value if figure else None for figure in (change.old, change.new))
        click.echo(f"  {change.figure.id}: released {old!r}, found {new!r}")
    if len(verdict.changes) > _SHOWN:
        click.echo(f"  and {len(verdict.changes) - _SHOWN} more")


def _history(known: dict[str, History], page: str) -> History:
    if page not in known:
        raise ParameterError(
            f"edition {page} was never released; expected one of {', '.join(sorted(known))}"
        )
    return known[page]


def _release(history: History, revision: str | None) -> Release:
    releases = {one.release.name: one.release for one in history.revisions}
    if revision is not None and revision not in releases:
        raise ParameterError(
            f"--revision: expected one of {', '.join(releases)}, found '{revision}'"
        )
    return releases[revision or history.last.release.name]


def _how_many(release: Release, changes: int) -> str:
    return "first release" if release.revision == 1 else f"{changes} numbers changed"


def _summary(number: int, dry_run: bool) -> str:
    if not number:
        return "nothing changed since the last release"
    entries = "1 release" if number == 1 else f"{number} releases"
    return (
        f"{entries} to record"
        if dry_run
        else f"{entries} recorded in {LOCK}; commit it with {FOLDER}/"
    )


def _day(text: str | None) -> date:
    """Return the day given; else that of SOURCE_DATE_EPOCH, which makes builds repeatable; else today."""
    if text is not None:
        return day_of("date", text)
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return datetime.fromtimestamp(int(epoch), UTC).date() if epoch else date.today()
