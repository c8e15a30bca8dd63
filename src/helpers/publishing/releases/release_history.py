"""What readers see of an edition's releases: its permanent pages, and what changed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from importlib import resources
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, StrictUndefined

from helpers.presentation.descriptions import what
from helpers.presentation.locale.words import Words
from helpers.publishing.bundle.edition_pages import EditionPage
from helpers.publishing.catalogue.editions import Edition
from helpers.publishing.releases.figure_changes import Change, changes_between, changes_csv
from helpers.publishing.releases.release import Release
from helpers.publishing.releases.storage import refuse_strays, released_notebook

SHOWN: Final = 50
"""The changes that stand on a page; its file of changes has them all."""

CHANGES: Final = ".changes.csv"
LATEST: Final = ".latest.js"
"""Beside a page, a script that says which revision is the latest: pages of earlier ones ask it,
since they themselves stay as they are."""


@dataclass(frozen=True)
class Revision:
    """A revision as it was published.

    Attributes
    ----------
    release : Release
        Its record.
    page : EditionPage
        Its permanent page.
    changes : tuple of Change
        What differs from the revision before; empty for the first.
    """

    release: Release
    page: EditionPage
    changes: tuple[Change, ...]

    @property
    def days(self) -> dict[str, str]:
        """Return by raw file the day its data is known from."""
        files = self.page.record["files"]
        return {file["id"]: file["released"] or file["retrieved"] for file in files}

    def csv(self) -> str:
        """Write what changed."""
        return changes_csv(self.changes, self.days)


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
        return changes_between(str(self.last.page.record["figures"]), figures)


def histories(releases: Iterable[Release], folder: Path) -> dict[str, History]:
    """Return the history of each released edition by its page.

    Raises
    ------
    LockError
        When the notebook of a revision is gone, is not what was published, or is of no revision.
    """
    every = tuple(releases)
    refuse_strays(folder, every)
    of: dict[str, list[Release]] = {}
    for release in every:
        of.setdefault(release.edition, []).append(release)
    return {
        page: History(_revisions(records, folder), tuple(records)) for page, records in of.items()
    }


def _revisions(records: list[Release], folder: Path) -> tuple[Revision, ...]:
    found: list[Revision] = []
    for release in records:
        if release.reworded:
            continue
        report, _, name = release.page.partition("/")
        edition = Edition(report, name, dict(release.parameters))
        page = EditionPage.of(edition, released_notebook(folder, release), release.version)
        changes: list[Change] = []
        if found:
            changes = changes_between(found[-1].page.record["figures"], page.record["figures"])
        found.append(Revision(release, page, tuple(changes)))
    return tuple(found)


def history_html(history: History, words: Words, *, of: Revision | None = None) -> str:
    """Write a history as HTML: all of it, or what one revision changed.

    Parameters
    ----------
    history : History
        Of an edition.
    words : Words
        The language.
    of : Revision, optional
        The revision for whose own page this is, which never changes.
    """
    revision = of or history.last
    changes = [_described(change, revision.days, words) for change in revision.changes[:SHOWN]]
    page = revision.release.name if of else history.last.release.edition.partition("/")[2]
    html: str = _template().render(
        words=words,
        records=[]
        if of
        else [_record(each, history, words) for each in reversed(history.releases)],
        revision=revision.release,
        changes=changes,
        number=len(revision.changes),
        file=f"{page}{CHANGES}",
    )
    return html


def latest_script(release: Release) -> str:
    """Write the script that says which revision is the latest."""
    content = json.dumps({"name": release.name, "date": str(release.date)})
    return f"window.tradebookLatest = {content};\n"


def in_a_line(change: Change, words: Words) -> str:
    """Write a change in a line."""
    described = _described(change, {}, words)
    return words.fill(
        "releases.line", **{key: described[key] for key in ("what", "old", "new", "unit")}
    )


def _described(change: Change, days: Mapping[str, str], words: Words) -> dict[str, Any]:
    values = [figure.value if figure else None for figure in (change.old, change.new)]
    old, new = (_exact(None if value is None else Decimal(repr(value))) for value in values)
    files = list(filter(None, change.caused_by.split(";")))
    return {
        "id": change.figure.id,
        "what": what(change.figure, words),
        "unit": words.unit(change.figure.unit),
        "old": old,
        "new": new,
        "difference": _exact(change.difference),
        "files": [(file, days.get(file, "")) for file in files],
    }


def _record(release: Release, history: History, words: Words) -> dict[str, Any]:
    of = {each.release.name: each for each in history.revisions}
    return {
        "release": release,
        "link": f"{release.page.partition('/')[2]}.html",
        "number": 0 if release.reworded else len(of[release.name].changes),
    }


def _exact(value: Decimal | None) -> str:
    """Write all digits of a number, thousands parted."""
    return "—" if value is None else f"{value:,f}".removesuffix(".0")


def _template() -> Any:
    source = resources.files("helpers.publishing.releases").joinpath("history.html.j2")
    environment = Environment(autoescape=True, undefined=StrictUndefined)
    return environment.from_string(source.read_text(encoding="utf-8"))
