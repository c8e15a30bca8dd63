"""What readers are told of an edition's releases: its permanent pages, and what changed."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from importlib import resources
from pathlib import Path
from typing import Any, Final

import nbformat
from jinja2 import Environment, StrictUndefined

from helpers.presentation.descriptions import what
from helpers.presentation.locale.words import Words
from helpers.publishing.bundle.notebooks import Changed
from helpers.publishing.bundle.published import Published, record_of
from helpers.publishing.catalogue.editions import Edition
from helpers.publishing.releases.changes import Change, changes_between, changes_csv
from helpers.publishing.releases.release import Release
from helpers.publishing.releases.storage import Kept, refuse_strays

SHOWN: Final = 50
"""The changes that stand on a page; its file of changes has them all."""

CHANGES: Final = ".changes.csv"
LATEST: Final = ".latest.js"
"""Beside a page, a script that says which revision is the latest: pages of earlier ones ask it,
since they themselves stay as they are."""

_UPWARDS: Final = 'href="../'


@dataclass(frozen=True)
class Revision:
    """A revision as it was published.

    Attributes
    ----------
    release : Release
        Its record.
    published : Published
        Its permanent page.
    changes : tuple of Change
        What differs from the revision before; empty for the first.
    """

    release: Release
    published: Published
    changes: tuple[Change, ...]

    @property
    def days(self) -> dict[str, str]:
        """Return by raw file the day its data is known from."""
        files = self.published.record["files"]
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
        return changes_between(str(self.last.published.record["figures"]), figures)


def histories(releases: Iterable[Release], folder: Path) -> dict[str, History]:
    """Return the history of each released edition by its page.

    Raises
    ------
    LockError
        When what is kept of a revision is gone, is not what was published, or is of none.
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
        kept = Kept(folder, release)
        record = record_of(kept.read(), release.page)
        report, _, name = release.page.partition("/")
        edition = Edition(report, name, dict(release.parameters))
        changes: list[Change] = []
        if found:
            changes = changes_between(found[-1].published.record["figures"], record["figures"])
        source = Changed(kept, one_floor_down, (release.edition, release.name))
        published = Published(edition, source, record, release.version)
        found.append(Revision(release, published, tuple(changes)))
    return tuple(found)


def one_floor_down(notebook: Any, edition: str, revision: str) -> Any:
    """Let the links of an edition's notebook lead from the page of a revision to where they led before.

    The notebook itself is changed.
    """
    name = re.escape(edition.partition("/")[2])
    # The name comes first: where what stands before it did, every place in the text would be tried.
    own = re.compile(rf'{name}(?=\.)(?:(?<=href="{name})|(?<=>{name})(?=\.[\w.]+</a>))')
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            html = output.get("data", {}).get("text/html")
            if html:
                html = html.replace(_UPWARDS, f"{_UPWARDS}../")
                output["data"]["text/html"] = own.sub(revision, html)
    return notebook


def with_section(notebook: Any, heading: str, html: str) -> Any:
    """Return a notebook with a section of HTML at its end."""
    output = nbformat.v4.new_output("display_data", data={"text/html": html, "text/plain": ""})
    cells = [
        nbformat.v4.new_markdown_cell(f"## {heading}"),
        nbformat.v4.new_code_cell(
            # A cell without a source is left out of the page.
            "# releases",
            outputs=[output],
            metadata={"tags": ["remove-input"]},
        ),
    ]
    for place, cell in enumerate(cells):
        cell.id = f"history-{place}"
    longer = copy.copy(notebook)
    longer.cells = [*notebook.cells, *cells]
    return longer


def told(history: History, words: Words, *, of: Revision | None = None) -> str:
    """Tell of a history in HTML: of all of it, or of what one revision changed.

    Parameters
    ----------
    history : History
        Of an edition.
    words : Words
        The language.
    of : Revision, optional
        The one revision of whose page this is to be a part: it never changes.
    """
    one = of or history.last
    changes = [_told(change, one.days, words) for change in one.changes[:SHOWN]]
    page = one.release.name if of else history.last.release.edition.partition("/")[2]
    html: str = _template().render(
        words=words,
        records=[]
        if of
        else [_record(each, history, words) for each in reversed(history.releases)],
        revision=one.release,
        changes=changes,
        number=len(one.changes),
        file=f"{page}{CHANGES}",
    )
    return html


def latest_script(release: Release) -> str:
    """Write the script that says which revision is the latest."""
    content = json.dumps({"name": release.name, "date": str(release.date)})
    return f"window.tradebookLatest = {content};\n"


def in_a_line(change: Change, words: Words) -> str:
    """Tell of a change in a line."""
    told = _told(change, {}, words)
    return words.fill("releases.line", **{key: told[key] for key in ("what", "old", "new", "unit")})


def _told(change: Change, days: Mapping[str, str], words: Words) -> dict[str, Any]:
    values = [one.value if one else None for one in (change.old, change.new)]
    old, new = (_exact(None if value is None else Decimal(repr(value))) for value in values)
    files = [one for one in change.caused_by.split(";") if one]
    return {
        "id": change.figure.id,
        "what": what(change.figure, words),
        "unit": words.unit(change.figure.unit),
        "old": old,
        "new": new,
        "difference": _exact(change.difference),
        "files": [(one, days.get(one, "")) for one in files],
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
