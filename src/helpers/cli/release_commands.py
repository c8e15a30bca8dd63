"""The commands of releases: release, verify."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime

import click

from helpers.cli import spoken
from helpers.cli.build_steps import outdated_translations, twins_of
from helpers.cli.checked_repository import catalogue
from helpers.cli.data_commands import refuse_errors
from helpers.cli.given import day_of
from helpers.cli.progress import progress
from helpers.cli.spoken_help import argument, command, option
from helpers.cli.working_folder import repository
from helpers.core.errors import LockError, ParameterError
from helpers.core.locks import build_lock
from helpers.core.repository import Repository
from helpers.core.transaction import transaction
from helpers.publishing.bundle.edition_pages import read_pages
from helpers.publishing.catalogue.editions import Catalogue
from helpers.publishing.catalogue.settings import CONFIG, languages_of
from helpers.publishing.releases.figure_changes import count_by_kind
from helpers.publishing.releases.lock import FOLDER, LOCK, Release
from helpers.publishing.releases.recording import News, news_of, record
from helpers.publishing.releases.release_history import History, histories_of
from helpers.publishing.releases.translating import (
    Attempt,
    untranslated,
    with_translations,
)
from helpers.publishing.releases.translating import translate as translate_revision
from helpers.publishing.releases.verifying import FileFault, Verdict, run_again
from helpers.publishing.runner.pool import outdated_editions, run_editions
from helpers.publishing.site.freshness import refuse_changes, state_of
from helpers.publishing.site.published_files import published
from helpers.reports.common.data import open_store

_SHOWN = 20


@command("help.release.about")
@option("--date", "day", metavar="DAY", help="help.release.date")
@option("--dry-run", is_flag=True, help="help.release.dry_run")
@option("--translate", is_flag=True, help="help.release.translate")
def release(day: str | None, *, dry_run: bool, translate: bool) -> None:
    """Record what changed as new revisions; what changed since it was run is run again."""
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
        click.echo(_change(new))
    if not news:
        click.echo(spoken.text("messages.release.nothing"))
    if news or entries:
        click.echo(_counted(len(news), len(entries), dry_run=dry_run))


def _counted(releases: int, translations: int, *, dry_run: bool) -> str:
    """Say how many records there are, and where they are or would be."""
    counts = {"releases": releases, "translations": translations}
    counted = spoken.text("messages.release.comma").join(
        spoken.fill(f"messages.release.counts.{what}", count=count)
        for what, count in counts.items()
        if count
    )
    key = "to_record" if dry_run else "recorded"
    slots = {} if dry_run else {"lock": LOCK, "folder": FOLDER}
    return spoken.fill(f"messages.release.{key}", counted=counted, **slots)


def _change(new: News) -> str:
    """Say what a release is: how many numbers a revision changed, and how many came and went."""
    slots = {"edition": new.release.edition, "release": new.release.name}
    if new.release.reworded:
        return spoken.fill("messages.release.reworded", **slots)
    if new.release.revision == 1:
        return spoken.fill("messages.release.first", **slots)
    changes = spoken.text("messages.release.comma").join(
        spoken.fill(f"messages.release.kinds.{kind}", count=number)
        for kind, number in count_by_kind(new.changes).items()
    )
    return spoken.fill("messages.release.changed", changes=changes, **slots)


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
        slots = {
            "edition": one.release.edition,
            "release": one.release.name,
            "language": one.language,
        }
        if one.fault:
            click.echo(spoken.fill("messages.release.untranslated", **slots, fault=one.fault))
        else:
            click.echo(spoken.fill("messages.release.translated", **slots))


@command("help.verify.about")
@argument("target", help="help.verify.target")
@argument("period", required=False, help="help.verify.period")
@option("--revision", metavar="rN", help="help.verify.revision")
def verify(target: str, period: str | None, revision: str | None) -> None:
    """Run a released edition again and compare every figure, or a published site with what was released."""
    place = repository()
    known = histories_of(place.root)
    if not known:
        raise LockError(spoken.fill("messages.verify.unreleased", lock=LOCK))
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
        slots = {"count": differing, "all": len(verdicts)}
        raise LockError(spoken.fill("messages.verify.differ", **slots))


def _show(verdict: Verdict) -> None:
    if verdict.identical:
        click.echo(spoken.fill("messages.verify.identical", what=verdict.what))
        return
    click.echo(_difference(verdict))
    for change in verdict.changes[:_SHOWN]:
        old, new = (figure.value if figure else None for figure in (change.old, change.new))
        slots = {"figure": change.figure.id, "old": repr(old), "new": repr(new)}
        click.echo(spoken.fill("messages.verify.figure", **slots))
    _show_rest(verdict.changes)
    for fault in verdict.faults[:_SHOWN]:
        click.echo(spoken.fill("messages.verify.fault", fault=fault_in_words(fault)))
    _show_rest(verdict.faults)


def _difference(verdict: Verdict) -> str:
    """Say in what an edition or a site differs from what was released."""
    changed, faults = len(verdict.changes), len(verdict.faults)
    path = "messages.verify.numbers" if changed else "messages.verify.same_numbers"
    text = spoken.fill(path, what=verdict.what, count=changed)
    text += spoken.text("messages.verify.file") if verdict.bytes_differ else ""
    return text + (spoken.fill("messages.verify.others", count=faults) if faults else "")


def fault_in_words(fault: FileFault) -> str:
    """Say in what a file differs from what was released."""
    return spoken.fill(f"messages.verify.faults.{fault.kind}", path=fault.path, **fault.values)


def _show_rest(found: Sequence[object]) -> None:
    """Say how many more there are than are shown."""
    if len(found) > _SHOWN:
        click.echo(spoken.fill("messages.verify.more", count=len(found) - _SHOWN))


def _chosen(known: dict[str, History], page: str, revision: str | None) -> tuple[History, Release]:
    """Return an edition's history, and of that the release named, or the latest."""
    if page not in known:
        slots = {"edition": page, "known": ", ".join(sorted(known))}
        raise ParameterError(spoken.fill("messages.verify.never_released", **slots))
    history = known[page]
    releases = {each.release.name: each.release for each in history.revisions}
    name = revision or history.last.release.name
    if name not in releases:
        slots = {"known": ", ".join(releases), "found": name}
        raise ParameterError(spoken.fill("messages.verify.no_revision", **slots))
    return history, releases[name]


def day_of_release(text: str | None) -> date:
    """Return the day given; else that of SOURCE_DATE_EPOCH, which makes builds repeatable; else today."""
    if text is not None:
        return day_of("date", text)
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return datetime.fromtimestamp(int(epoch), UTC).date() if epoch else date.today()
