"""What a page says of its currency: that its neighbours, or another edition of its month, have another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from helpers.presentation.locale.words import Words
from helpers.publishing.bundle.edition_pages import EditionPage, SeriesPages


def currency_notes(
    published: Iterable[SeriesPages], words: Words
) -> dict[str, dict[str, list[dict[str, str]]]]:
    """Return by page what it says of its currency: of pages that have something to say.

    Returns
    -------
    dict
        ``currency``: a list of notes, each a ``text``, and the ``page`` and ``title`` of the edition
        that it leads to, empty where it leads to none.
    """
    published = tuple(published)
    alike: dict[tuple[str, str, str], list[EditionPage]] = {}
    for series in published:
        for page in series.editions:
            alike.setdefault(_of(series, page), []).append(page)
    found = {
        page.page: [*_notes(words, series, page, alike[_of(series, page)])]
        for series in published
        for page in series.editions
    }
    return {page: {"currency": notes} for page, notes in found.items() if notes}


def _of(series: SeriesPages, page: EditionPage) -> tuple[str, str, str]:
    """Return what editions that differ in no more than their currency have in common."""
    return page.edition.report, series.series.subject, page.edition.period


def _notes(
    words: Words, series: SeriesPages, page: EditionPage, alike: Iterable[EditionPage]
) -> Iterator[dict[str, str]]:
    now = words.text(f"units.{page.currency}.name")
    before, after = series.neighbours(page)
    others = [("before", before), ("after", after), *(("other", each) for each in alike)]
    for key, other in others:
        if other is not None and other.currency != page.currency:
            then = words.text(f"units.{other.currency}.name")
            text = words.fill(f"series.currency.{key}", now=now, then=then)
            yield {"text": text, "page": other.page, "title": other.title}
    if page.edition.official:
        then = words.text(f"units.{page.edition.official}.name")
        statuses = (words.text(f"statuses.{one}") for one in page.record["statuses"])
        status = words.text("joining.comma").join(statuses)
        text = words.fill("series.currency.official", now=now, then=then, status=status)
        yield {"text": text, "page": "", "title": ""}
