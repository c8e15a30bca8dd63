"""Which editions say something of whom a profile is of, and where its series can be had as a workbook."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from markupsafe import Markup

from helpers.core.dimensions import NATIONAL, WHOLE
from helpers.presentation.locale.words import Words
from helpers.publishing.bundle.edition_pages import Appendix, EditionPage, SeriesPages, dated
from helpers.publishing.catalogue.editions import Edition
from helpers.publishing.metadata.addresses import workbook_path
from helpers.reports.profile import ProfileParameters
from helpers.reports.timelines.subjects import Subject

_DIMENSIONS: Final = ("region", "partner")
_NAMED: Final = 12
"""The editions of a series that are named one by one; the archive has all."""

Mentions = Mapping[str, set[tuple[str, str]]]
"""By page of an edition, the members that it has figures of, each with its dimension."""


def subject_of(profile: Edition) -> Subject:
    """Return whom a profile is of."""
    asked = ProfileParameters.of(profile.report, profile.parameters)
    return Subject(((asked.dimension, asked.member),) if asked.dimension else ())


def profiles_by_kind(published: Iterable[SeriesPages]) -> dict[str, list[EditionPage]]:
    """Return the profiles by dimension of whom they are of, that of the nation first."""
    found: dict[str, list[EditionPage]] = {}
    for page in (one for series in published if series.living for one in series.editions):
        (dimension, _), *_ = subject_of(page.edition).parts or ((NATIONAL, WHOLE),)
        found.setdefault(dimension, []).append(page)
    return found


def with_mentions(published: Iterable[SeriesPages], words: Words) -> tuple[SeriesPages, ...]:
    """Return the pages, those of profiles with the editions that mention them at their end."""
    published = tuple(published)
    listed = dated(published)
    if len(listed) == len(published):
        return published
    known = {page.page: _members(page) for series in listed for page in series.editions}
    return tuple(
        replace(
            series,
            editions=tuple(_with_appendix(page, listed, known, words) for page in series.editions),
        )
        if series.living
        else series
        for series in published
    )


def _members(page: EditionPage) -> set[tuple[str, str]]:
    """Return the members that the figures of an edition are of; of the nation none."""
    rows = csv.DictReader(page.record["figures"].splitlines())
    return {(name, row[name]) for row in rows for name in _DIMENSIONS if row[name] != WHOLE}


def _with_appendix(
    page: EditionPage, listed: Iterable[SeriesPages], known: Mentions, words: Words
) -> EditionPage:
    subject = subject_of(page.edition)
    items = Markup("").join(_item(series, subject, known, words) for series in listed)
    listing = Markup("<ul>{}</ul>").format(items) if items else Markup("")
    lines = Markup("<p>{}</p>").format(words.text(f"mentions.{'some' if items else 'none'}"))
    taken = Markup(
        '<p><a href="../{}">{}</a>&emsp;<a href="../explore.html#of={}">{}</a></p>'
    ).format(
        workbook_path(subject.key),
        words.text("mentions.workbook"),
        subject.key,
        words.text("mentions.explore"),
    )
    return replace(
        page, appendix=Appendix.under(words, "mentions.heading", lines + listing + taken)
    )


def _item(series: SeriesPages, subject: Subject, known: Mentions, words: Words) -> Markup:
    """Write the editions of a series that mention a subject as an item of a list; nothing where none does.

    The nation is what a series without a subject of its own is on.
    """
    parts = set(subject.parts)
    on_nation = not parts and not series.series.subject
    pages = [one for one in series.editions if on_nation or (parts and parts <= known[one.page])]
    link = Markup('<a href="../{}.html">{}</a>')
    links = [link.format(one.page, one.record["period"]) for one in pages[:_NAMED]]
    named = Markup(words.text("joining.comma")).join(links)
    more = words.fill("mentions.more", count=len(pages)) if len(pages) > _NAMED else ""
    line = Markup("<li>{}{}{}{}</li>")
    return (
        line.format(series.title, words.text("joining.colon"), named, more) if pages else Markup()
    )
