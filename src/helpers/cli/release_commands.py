"""The commands of releases: release, verify."""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import UTC, date, datetime

import click

from helpers.cli.build_steps import outdated_translations, twins_of
from helpers.cli.checked_repository import catalogue
from helpers.cli.data_commands import refuse_errors
from helpers.cli.given import day_of
from helpers.cli.progress import progress
from helpers.cli.working_folder import repository
from helpers.core.errors import LockError, ParameterError
from helpers.core.locks import build_lock
from helpers.core.repository import Repository
from helpers.core.transaction import transaction
from helpers.publishing.bundle.edition_pages import read_pages
from helpers.publishing.catalogue.editions import Catalogue
from helpers.publishing.catalogue.settings import CONFIG, languages_of
from helpers.publishing.releases.figure_changes import (
    NEW,
    REBASED,
    REVISED,
    WITHDRAWN,
    Change,
    count_by_kind,
)
from helpers.publishing.releases.lock import FOLDER, LOCK, Release
from helpers.publishing.releases.recording import News, news_of, record
from helpers.publishing.releases.release_history import History, histories_of
from helpers.publishing.releases.translating import (
    Attempt,
    untranslated,
    with_translations,
)
from helpers.publishing.releases.translating import translate as translate_revision
from helpers.publishing.releases.verifying import Verdict, run_again
from helpers.publishing.runner.pool import outdated_editions, run_editions
from helpers.publishing.site.freshness import refuse_changes, state_of
from helpers.publishing.site.published_files import published
from helpers.reports.common.data import open_store

_SHOWN = 20
_KINDS = {REVISED: "changed", NEW: "new", WITHDRAWN: "withdrawn", REBASED: "on another basis"}


@click.command()
@click.option("--date", "day", metavar="DAY", help="the day to record [default: today]")
@click.option("--dry-run", is_flag=True, help="show what would be recorded, and record nothing")
@click.option(
    "--translate",
    is_flag=True,
    help="write the pages of earlier revisions in the further languages, too",
)
def release(day: str | None, *, dry_run: bool, translate: bool) -> None:
    """Record what changed as new revisions, in editions.lock and releases/.

    What changed since it was run is run again. An edition that was never released becomes r1; one
    whose numbers differ from its last revision becomes the next; changed words alone are noted.

    A new revision is stored in every language of the site. With --translate, earlier ones that have no
    page in a language are run again in it from their recorded data files: the page is stored where every
    figure is the released one.
    """
    place, recorded = repository(), day_of_release(day)
    with build_lock(place):
        news = _news(place, recorded)
        attempts = _translated(place, recorded) if translate else []
        entries = [one.entry for one in attempts if one.entry]
        if (news or entries) and not dry_run:
            with transaction(place.root) as changes:
                record(news, place.root, changes.keep, entries)
    _tell_translations(attempts)
    for new in news:
        first = new.release.revision == 1
        change = "first release" if first else _counts(new.changes)
        change = "only words differ" if new.release.reworded else change
        click.echo(f"{new.release.edition} {new.release.name}: {change}")
    if not news:
        click.echo("nothing changed since the last release")
    if news or entries:
        counts = {"release": len(news), "translation": len(entries)}
        counted = ", ".join(_counted(number, what) for what, number in counts.items() if number)
        done = "to record" if dry_run else f"recorded in {LOCK}; commit it with {FOLDER}/"
        click.echo(f"{counted} {done}")


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _counts(changes: list[Change]) -> str:
    """Say how many numbers a revision changed, and how many came and went."""
    counts = count_by_kind(changes)
    return ", ".join(f"{number} numbers {_KINDS[kind]}" for kind, number in counts.items())


def _news(place: Repository, day: date) -> list[News]:
    """Run what changed, and find what of it was not released."""
    refuse_errors(place.data / "raw")
    before = state_of(place)
    listed = catalogue(place)
    jobs = outdated_editions(place, listed, open_store(place.data))
    with progress(len(jobs)) as bars:
        run_editions(jobs, bars)
    reports = read_pages(listed, place.editions)
    pages = [page for report in reports for page in report.editions]
    news = translated(place, listed, news_of(pages, place.root, day))
    refuse_changes(place, before)
    return news


def translated(place: Repository, listed: Catalogue, news: list[News]) -> list[News]:
    """Return what is new with each new revision in every language, which is run where it has to be."""
    new = {each.release.edition for each in news if not each.release.reworded}
    if not new:
        return news
    outdated = outdated_translations(place, listed, open_store(place.data))
    jobs = [job for job in outdated if job.edition.page in new]
    with progress(len(jobs)) as bars:
        run_editions(jobs, bars)
    return with_translations(news, twins_of(place, listed, new), place.root)


def _translated(place: Repository, day: date) -> list[Attempt]:
    """Run the revisions that have no page in a language of the site in that."""
    known = histories_of(place.root)
    waiting = untranslated(known, languages_of(place.root / CONFIG)[1:])
    found = []
    with progress(len(waiting)) as bars:
        for one, language in waiting:
            advance = bars.stage(f"{one.page} ({language})", 1)
            found.append(translate_revision(known[one.edition], one, language, place.root, day))
            advance()
    return found


def _tell_translations(attempts: Iterable[Attempt]) -> None:
    for one in attempts:
        said = f"no page in {one.language}: {one.fault}" if one.fault else f"in {one.language}"
        click.echo(f"{one.release.edition} {one.release.name}: {said}")


@click.command()
@click.argument("target", help="a series, or the address or folder of a published site")
@click.argument("period", required=False, help="the edition's name, such as 2025-11")
@click.option("--revision", metavar="rN", help="the revision [default: the latest]")
def verify(target: str, period: str | None, revision: str | None) -> None:
    """Run a released edition again from its recorded data, and compare every figure.

    tradebook verify provincial 2025-11 --revision r1

    Or compare a published site with what was released: pages, figures, tables, drawings, archives:

    tradebook verify https://example.org/
    """
    place = repository()
    known = histories_of(place.root)
    if not known:
        raise LockError(f"{LOCK}: nothing was released yet; run: tradebook release")
    if period is None:
        others = languages_of(place.root / CONFIG)[1:]
        verdicts = list(published(known, target, others))
    else:
        history, chosen = _chosen(known, f"{target}/{period}", revision)
        verdicts = [run_again(history, chosen, place.root)]
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
    others = f"; {len(verdict.faults)} places of other files differ" if verdict.faults else ""
    file = "; the file is not the released one" if verdict.bytes_differ else ""
    click.echo(f"{verdict.what}: {numbers}{file}{others}")
    for change in verdict.changes[:_SHOWN]:
        old, new = (figure.value if figure else None for figure in (change.old, change.new))
        click.echo(f"  {change.figure.id}: released {old!r}, found {new!r}")
    if len(verdict.changes) > _SHOWN:
        click.echo(f"  and {len(verdict.changes) - _SHOWN} more")
    for fault in verdict.faults[:_SHOWN]:
        click.echo(f"  {fault}")
    if len(verdict.faults) > _SHOWN:
        click.echo(f"  and {len(verdict.faults) - _SHOWN} more")


def _chosen(known: dict[str, History], page: str, revision: str | None) -> tuple[History, Release]:
    """Return an edition's history, and of that the release named, or the latest."""
    if page not in known:
        raise ParameterError(
            f"edition {page} was never released; expected one of {', '.join(sorted(known))}"
        )
    history = known[page]
    releases = {each.release.name: each.release for each in history.revisions}
    name = revision or history.last.release.name
    if name not in releases:
        raise ParameterError(f"--revision: expected one of {', '.join(releases)}, found '{name}'")
    return history, releases[name]


def day_of_release(text: str | None) -> date:
    """Return the day given; else that of SOURCE_DATE_EPOCH, which makes builds repeatable; else today."""
    if text is not None:
        return day_of("date", text)
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return datetime.fromtimestamp(int(epoch), UTC).date() if epoch else date.today()
