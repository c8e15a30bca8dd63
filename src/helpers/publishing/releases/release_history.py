"""The releases on the site: permanent pages, what changed, and the files next to pages."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from jinja2 import Environment, StrictUndefined, Template

from helpers.core import number_format
from helpers.core.fingerprints import hash_of_texts
from helpers.presentation.descriptions import merged, naming, what
from helpers.presentation.locale.words import Words
from helpers.publishing.bundle.edition_pages import Appendix, EditionPage, SeriesPages
from helpers.publishing.releases.figure_changes import (
    NEW,
    REBASED,
    REVISED,
    WITHDRAWN,
    Change,
    changes_between,
    changes_csv,
    count_by_kind,
)
from helpers.publishing.releases.lock import LOCK, Release, refuse_strays, released_notebook

_SHOWN: Final = 50
"""The revised numbers that stand on a page; its file of changes has them all."""
_EXAMPLES: Final = 5
"""The new numbers, and those withdrawn, that stand on a page."""

_CHANGES: Final = ".changes.csv"
_LATEST: Final = ".latest.js"
"""Beside a page, a script that says which revision is the latest: pages of earlier ones ask it,
since they themselves stay as they are."""


@dataclass(frozen=True)
class Revision:
    """A revision: its record, its permanent page, and what differs from the revision before.

    ``names`` are, by dimension and code, those that it or the one before gives to what no reference
    table has.
    """

    release: Release
    page: EditionPage
    changes: list[Change]
    names: Mapping[str, Mapping[str, str]]

    def naming(self, words: Words) -> Words:
        """Return the words with names for all that it changes."""
        return naming(words, (change.figure for change in self.changes), self.names)

    @property
    def days(self) -> dict[str, str]:
        """Return by raw file the day its data is known from."""
        files = self.page.record["files"]
        return {file["id"]: file["released"] or file["retrieved"] for file in files}


@dataclass(frozen=True)
class History:
    """The releases of one edition, the oldest first: its revisions, and all records."""

    revisions: tuple[Revision, ...]
    releases: tuple[Release, ...]

    @property
    def last(self) -> Revision:
        """Return the latest revision."""
        return self.revisions[-1]

    def changes_to(self, figures: str) -> list[Change]:
        """Compare figures, as CSV, with those of the latest revision."""
        return changes_between(self.last.page.record["figures"], figures)


Histories = Mapping[str, History]
"""By the page of an edition."""


def histories(releases: Iterable[Release], folder: Path) -> dict[str, History]:
    """Return the history of each released edition by its page.

    LockError when the notebook of a revision is gone, is not what was published, or is of none.
    """
    releases = tuple(releases)
    refuse_strays(folder, releases)
    of: dict[str, list[Release]] = {}
    for release in releases:
        of.setdefault(release.edition, []).append(release)
    return {page: history_of(records, folder) for page, records in of.items()}


def history_of(records: list[Release], folder: Path) -> History:
    """Return the history of an edition's releases; errors as in ``histories``."""
    found: list[Revision] = []
    for release in records:
        if release.reworded:
            continue
        edition = release.edition_of(release.page)
        page = EditionPage.of(edition, released_notebook(folder, release), release.version)
        changes: list[Change] = []
        names = page.record.get("names", {})
        if found:
            before = found[-1].page.record
            changes = changes_between(before["figures"], page.record["figures"])
            names = merged(before.get("names", {}), names)
        found.append(Revision(release, page, changes, names))
    return History(tuple(found), tuple(records))


def every_revision(known: Histories) -> Iterator[Revision]:
    """Yield the revisions of all editions."""
    return (revision for history in known.values() for revision in history.revisions)


def with_releases(
    reports: Iterable[SeriesPages], known: Histories, words: Words, above: str = ""
) -> tuple[SeriesPages, ...]:
    """Return the pages with the revision each is, none of a draft, and its history at the end.

    ``above`` leads from the folder of a language to that of the permanent pages.
    """
    return tuple(
        replace(
            report,
            editions=tuple(released_page(page, known, words, above) for page in report.editions),
        )
        for report in reports
    )


def released_page(
    page: EditionPage, known: Histories, words: Words, above: str = ""
) -> EditionPage:
    """Return a page with the revision it is, none of a draft, and its history at the end: see ``with_releases``."""
    if page.page not in known:
        return page
    history = known[page.page]
    draft = bool(history.changes_to(page.record["figures"]))
    return replace(
        page,
        version=None if draft else history.last.release.version,
        revised="" if draft else _revised(history.last, words),
        appendix=Appendix.under(
            words, "releases.heading", _html(history.last, words, history, above)
        ),
    )


def permanent_pages(known: Histories, words: Words) -> list[EditionPage]:
    """Return the permanent page of every revision; from the second on it says what changed."""
    return [
        replace(
            revision.page,
            appendix=Appendix.under(words, "releases.changed", _html(revision, words)),
        )
        if revision.changes
        else revision.page
        for revision in every_revision(known)
    ]


def _html(revision: Revision, words: Words, history: History | None = None, above: str = "") -> str:
    """Write what a revision changed as HTML, below all releases of a history where one is given."""
    release, named = revision.release, revision.naming(words)
    folder, _, name = (release.page if history is None else release.edition).rpartition("/")
    beside = f"../{above}{folder}/" if above else ""
    return _template().render(
        words=words,
        records=_records(history, words, beside) if history else [],
        revision=release,
        changes=_of_kind(revision, REVISED, named)[:_SHOWN],
        others=[
            {
                "count": _counted(kind, len(found), words),
                "examples": [_example(each, named) for each in found[:_EXAMPLES]],
            }
            for kind in (NEW, WITHDRAWN, REBASED)
            if (found := [each for each in revision.changes if each.kind == kind])
        ],
        number=len(revision.changes),
        file=f"{name}{_CHANGES}",
        beside=beside,
    )


@cache
def _template() -> Template:
    source = resources.files("helpers.publishing.releases").joinpath("history.html.j2")
    environment = Environment(autoescape=True, undefined=StrictUndefined)
    return environment.from_string(source.read_text(encoding="utf-8"))


def _records(history: History, words: Words, beside: str) -> list[dict[str, Any]]:
    """List the releases of an edition, the newest first, each with what it changed in words."""
    told = {each.release.name: _counts(each.changes, words) for each in history.revisions}
    return [
        {
            "release": each,
            "link": f"{beside}{each.page.partition('/')[2]}.html",
            "changed": told[each.name],
        }
        for each in reversed(history.releases)
    ]


def _counts(changes: list[Change], words: Words) -> str:
    """Write how many numbers were revised, are new, and so on, by kind; empty where none are."""
    counts = count_by_kind(changes).items()
    return words.text("joining.clause").join(_counted(*each, words) for each in counts)


def _counted(kind: str, number: int, words: Words) -> str:
    return words.fill(f"releases.kinds.{kind}", number=number)


def _example(change: Change, words: Words) -> str:
    """Write a number that is new or on another basis, or one that was withdrawn with the reason."""
    figure = change.figure
    slots = {"what": what(figure, words), "amount": words.amount(figure)}
    if change.kind != WITHDRAWN:
        return words.fill("releases.example.new", **slots)
    reason = words.text(f"reasons.{change.reason}" if change.reason else "releases.gone")
    return words.fill("releases.example.withdrawn", **slots, reason=reason)


def _of_kind(revision: Revision, kind: str, words: Words) -> list[dict[str, Any]]:
    """Describe the changes of one kind, in their order."""
    found = [each for each in revision.changes if each.kind == kind]
    return [_described(each, revision.days, words) for each in found[:_SHOWN]]


def _described(change: Change, days: Mapping[str, str], words: Words) -> dict[str, Any]:
    figure = change.figure
    power = next(iter(words.powers(figure.unit).values()))
    values = [each.value if each else None for each in (change.old, change.new)]
    shown = [*values, None if change.difference is None else float(change.difference)]
    old, new, difference = (
        "—" if each is None else number_format.exact(each, power) for each in shown
    )
    return {
        "id": figure.id,
        "what": what(figure, words),
        "unit": words.unit(figure.unit),
        "old": old,
        "new": new,
        "difference": difference,
        "files": [(file, words.day(days.get(file))) for file in change.caused_by],
    }


def _revised(revision: Revision, words: Words) -> str:
    """Say in a sentence what a revision changed; nothing of a first one."""
    release, changed = revision.release, _counts(revision.changes, words)
    if not changed:
        return ""
    return words.fill(
        "releases.news", name=release.name, day=words.day(release.date), changed=changed
    )


def released(
    known: Histories, words: Words, titles: Mapping[str, str] = MappingProxyType({})
) -> list[dict[str, Any]]:
    """List all revisions for the page on them, the newest first; ``titles`` of editions go before their own.

    Each has ``page``, ``title``, ``name``, ``date``, ``note``, ``changed`` (how many numbers, in
    words; empty of a first revision), and the ``first`` of the revised numbers in words.
    """
    found = [
        {
            "page": revision.release.page,
            "title": titles.get(revision.release.edition, revision.page.title),
            "name": revision.release.name,
            "date": str(revision.release.date),
            "note": revision.release.note,
            "changed": _counts(revision.changes, words),
            "first": _first(revision, revision.naming(words)),
        }
        for revision in every_revision(known)
    ]
    return sorted(found, key=lambda row: (row["date"], row["page"]), reverse=True)


def _first(revision: Revision, words: Words) -> str:
    """Write the change of the revised number that matters most; empty where none was revised."""
    found = (
        each for each in revision.changes if each.kind == REVISED and each.difference is not None
    )
    change = next(found, None)
    if change is None or change.old is None or change.new is None:
        return ""
    figure, values = change.figure, (change.old.value or 0, change.new.value or 0)
    power = next(iter(words.powers(figure.unit).values()))
    old, new = number_format.apart(*values, power)
    shown = {"what": what(figure, words), "old": old, "new": new, "unit": words.unit(figure.unit)}
    return words.fill("releases.line", **shown)


def differing(releases: Iterable[Release], site: Path) -> list[str]:
    """List the revisions whose figures on a built site are not those that were released."""
    found = []
    for release in releases:
        path = site / f"{release.page}.figures.csv"
        if release.reworded:
            continue
        if not path.is_file():
            found.append(f"{release.page}.figures.csv: is not there")
        elif hash_of_texts(path.read_text(encoding="utf-8-sig")) != release.figures:
            found.append(
                f"{release.page}.figures.csv: is not what was released on {release.date}; run: "
                f"tradebook verify {release.edition.replace('/', ' ')} --revision {release.name}"
            )
    return found


def write_release_files(known: Histories, root: Path, site: Path) -> None:
    """Write changes next to pages, the scripts that name the latest revision, and the lock itself."""
    for page, history in known.items():
        for revision in history.revisions[1:]:
            _write_changes(revision, site / f"{revision.release.page}{_CHANGES}")
        last = history.last
        if last.changes:
            _write_changes(last, site / f"{page}{_CHANGES}")
        content = json.dumps({"name": last.release.name, "date": str(last.release.date)})
        script = f"window.tradebookLatest = {content};\n"
        (site / f"{page}{_LATEST}").write_text(script, encoding="utf-8")
    if (root / LOCK).is_file():
        shutil.copyfile(root / LOCK, site / LOCK)


def _write_changes(revision: Revision, path: Path) -> None:
    text = changes_csv(revision.changes, revision.days)
    path.write_text(text, encoding="utf-8-sig", newline="")
