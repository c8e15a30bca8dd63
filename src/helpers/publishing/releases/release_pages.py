"""The releases on pages of the site: permanent pages, and what of their history others say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any, Final

from jinja2 import Environment, StrictUndefined, Template

from helpers.core import number_format
from helpers.presentation.descriptions import what
from helpers.presentation.locale.words import Words
from helpers.publishing.bundle.edition_pages import Appendix, EditionPage, SeriesPages
from helpers.publishing.releases.figure_changes import (
    NEW,
    REBASED,
    REVISED,
    WITHDRAWN,
    Change,
    count_by_kind,
)
from helpers.publishing.releases.release_files import CHANGES
from helpers.publishing.releases.release_history import (
    Histories,
    History,
    Revision,
    every_revision,
)

_SHOWN: Final = 50
"""The revised numbers that stand on a page; its file of changes has them all."""
_EXAMPLES: Final = 5
"""The new numbers, and those withdrawn, that stand on a page."""


def with_releases(
    reports: Iterable[SeriesPages], known: Histories, words: Words, above: str = ""
) -> tuple[SeriesPages, ...]:
    """Return the pages with the revision each is, none of a draft, and its history at the end.

    ``above`` leads from the folder of a language to that of the first one.
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
        version=None if draft else history.last.version_in(words.language),
        revised="" if draft else _revised(history.last, words),
        appendix=Appendix.under(
            words, "releases.heading", _html(history.last, words, history, above)
        ),
    )


def permanent_pages(known: Histories, words: Words) -> list[EditionPage]:
    """Return the permanent page of every revision that has one in the language of the words.

    From the second on it says what changed.
    """
    found = []
    for revision in every_revision(known):
        page = revision.page_in(words.language)
        if page is None:
            continue
        if revision.changes:
            changed = Appendix.under(words, "releases.changed", _html(revision, words))
            page = replace(page, appendix=changed)
        found.append(page)
    return found


def _html(revision: Revision, words: Words, history: History | None = None, above: str = "") -> str:
    """Write what a revision changed as HTML, below all releases of a history where one is given."""
    release, named = revision.release, revision.naming(words)
    _, _, name = (release.page if history is None else release.edition).rpartition("/")
    return _template().render(
        words=words,
        records=_records(history, words, above) if history else [],
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
        file=f"{name}{CHANGES}",
    )


@cache
def _template() -> Template:
    source = resources.files("helpers.publishing.releases").joinpath("history.html.j2")
    environment = Environment(autoescape=True, undefined=StrictUndefined)
    return environment.from_string(source.read_text(encoding="utf-8"))


def _records(history: History, words: Words, above: str) -> list[dict[str, Any]]:
    """List the releases of an edition, the newest first, each with what it changed in words."""
    revisions = {each.release.name: each for each in history.revisions}
    found = []
    for each in reversed(history.releases):
        revision = revisions[each.name]
        folder, _, name = each.page.partition("/")
        original = revision.original_in(words)
        found.append(
            {
                "release": each,
                "link": f"../{above}{folder}/{name}.html" if original else f"{name}.html",
                "original": original,
                "changed": _counts(revision.changes, words),
            }
        )
    return found


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
    known: Histories,
    words: Words,
    titles: Mapping[str, str] = MappingProxyType({}),
    above: str = "",
) -> list[dict[str, Any]]:
    """List all revisions for the page on them, the newest first; ``titles`` of editions go before their own.

    Each has ``page``, ``title``, ``name``, ``date``, ``note``, ``changed`` (how many numbers, in
    words; empty of a first revision), and the ``first`` of the revised numbers in words. Where its page is in
    the first language alone, ``above`` leads to that, and ``original`` says so.
    """
    found = [
        {
            "page": f"{above if original else ''}{revision.release.page}",
            "original": original,
            "title": titles.get(revision.release.edition, revision.page.title),
            "name": revision.release.name,
            "date": str(revision.release.date),
            "note": revision.release.note,
            "changed": _counts(revision.changes, words),
            "first": _first(revision, revision.naming(words)),
        }
        for revision in every_revision(known)
        for original in [revision.original_in(words)]
    ]
    return sorted(
        found, key=lambda row: (row["date"], row["page"].removeprefix(above)), reverse=True
    )


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
