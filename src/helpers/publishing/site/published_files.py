"""A published site compared with what was released: pages, figures, tables, drawings and archives.

Compared is what is an edition's own. Of the page that is all that its notebook shows, letter by letter:
numbers with their marks, tables, charts, text. What the site puts around it (navigation, search, how to
cite, links to later releases) may change with every build and is not looked at; nor are pictures for
sharing, which are drawn with the fonts of a machine, and citations, which name the site.

The page of a revision is compared with the notebook that was stored when it was released, and in another
language with the one that was stored when it was written in that. The latest
page of an edition may have other words than its last revision: it is compared with the notebook beside
it, and that with the hashes of words and figures in the last record.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

import nbformat
from markupsafe import Markup

from helpers.core.errors import LockError
from helpers.core.fingerprints import hash_of_texts
from helpers.indicators.figures import read_figures
from helpers.presentation.fonts.embedding import with_typeface
from helpers.presentation.spreadsheets import Sheet
from helpers.publishing.bundle.bundle import Bundle, bundle_of, link_to_files, outputs_of
from helpers.publishing.bundle.edition_pages import EditionPage
from helpers.publishing.bundle.headings import set_in_markdown
from helpers.publishing.citations.number_panel import ENDING, values_in
from helpers.publishing.metadata.addresses import (
    CHART,
    DESCRIPTOR,
    FIGURES,
    KINDS,
    NOTEBOOK,
    PACKAGE,
    PAGE,
)
from helpers.publishing.releases.figure_changes import changes_between
from helpers.publishing.releases.lock import Release
from helpers.publishing.releases.release_history import Histories, History
from helpers.publishing.releases.verifying import FileFault, Verdict
from helpers.publishing.site.fetching import LARGEST, PublishedSite

_DRAWING: Final = re.compile(r"<(svg|script|style)\b.*?</\1>", re.DOTALL)
_AROUND: Final = 24
"""Characters shown before the first that differs, and from there on."""

_NEAR: Final = 40 * _AROUND
"""Characters of HTML that hold so many of text."""

_CELLS: Final = ("xl/worksheets/sheet1.xml", "xl/sharedStrings.xml")
"""What of an Excel file are its cells; the rest changes with what writes it."""


def published(known: Histories, place: str, others: Iterable[str] = ()) -> Iterator[Verdict]:
    """Compare a published site, a folder or an address, with what was released, page by page.

    ``others`` are the further languages of the site: their latest pages have the figures of the last release.

    Raises
    ------
    LockError
        When the site lacks a file, or cannot be reached.
    """
    site = PublishedSite(place)
    others = tuple(others)
    for page, history in known.items():
        for revision in history.revisions:
            yield _permanent(site, revision.release, revision.page)
            for language in others:
                if language in revision.translations:
                    translated = revision.translations[language]
                    yield _permanent(site, translated.release, translated.page)
        last = history.releases[-1]
        yield _of_latest(site, page, history, tuple(_latest(site, page, last, last.wording)))
        for twin in (f"{language}/{page}" for language in others):
            yield _of_latest(site, twin, history, tuple(_latest(site, twin, last)))


def _permanent(site: PublishedSite, release: Release, page: EditionPage) -> Verdict:
    """Compare the permanent page of a revision, or of its translation, and all files of it."""
    faults = tuple(_faults_of(site, release.path, page.notebook, page.stored.bundle()))
    return _figures(site, release.path, str(page.record["figures"]), (), faults)


def _of_latest(
    site: PublishedSite, path: str, history: History, faults: tuple[FileFault, ...]
) -> Verdict:
    """Compare the figures beside a latest page: those of the last record may only name other sources."""
    figures = str(history.last.page.record["figures"])
    return _figures(site, path, figures, (history.releases[-1].figures,), faults)


def _figures(
    site: PublishedSite,
    page: str,
    expected: str,
    allowed: Iterable[str],
    faults: tuple[FileFault, ...],
) -> Verdict:
    """Compare the figures file of a page; say with it what of the page's other files differs.

    ``allowed`` are hashes of files that are as right as the one expected.
    """
    path = f"{page}{KINDS[FIGURES].ending}"
    found = site.read_text(path)
    if hash_of_texts(found) in {hash_of_texts(expected), *allowed}:
        return Verdict(path, [], faults=faults)
    try:
        changes = changes_between(expected, found)
    except (ValueError, KeyError, TypeError) as error:
        raise LockError(f"{site.place}: {path}: is no file of figures: {error}") from None
    return Verdict(path, changes, bytes_differ=True, faults=faults)


def _latest(
    site: PublishedSite, page: str, last: Release, wording: str = ""
) -> Iterator[FileFault]:
    """Yield what differs of the latest page of an edition from the notebook beside it, and of that.

    ``wording`` is the hash of words that was recorded of the page; of one in another language there is none.
    """
    path = f"{page}{KINDS[NOTEBOOK].ending}"
    try:
        notebook = nbformat.reads(site.read_text(path), as_version=nbformat.NO_CONVERT)
        bundle = bundle_of(notebook)
        figures = hash_of_texts(str(bundle.record["figures"]))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        yield FileFault(path, "not_notebook")
        return
    if figures != last.figures:
        yield FileFault(path, "other_figures")
        return
    if wording and bundle.wording != wording:
        yield FileFault(path, "other_words", {"day": str(last.date)})
    yield from _faults_of(site, page, notebook, bundle)


def _faults_of(
    site: PublishedSite, page: str, notebook: Any, bundle: Bundle
) -> Iterator[FileFault]:
    """Yield what of the files of a page differs from what its notebook shows and hands on."""
    folder, _, name = page.rpartition("/")
    texts = {sheet.file(name): sheet.csv() for sheet in bundle.sheets}
    texts[f"{name}{KINDS[FIGURES].ending}"] = str(bundle.record["figures"])
    set_in_markdown(notebook)
    link_to_files(notebook, name)
    yield from _page_faults(f"{page}.html", site.read_text(f"{page}{KINDS[PAGE].ending}"), notebook)
    for file, expected in texts.items():
        found = site.read_text(f"{folder}/{file}")
        yield from _text_faults(f"{folder}/{file}", expected, found)
    for sheet in bundle.sheets:
        path = f"{folder}/{sheet.file(name).removesuffix('.csv')}.xlsx"
        yield from _workbook_faults(path, sheet, site.read(path))
    if bundle.headline_chart is not None:
        path = f"{page}{KINDS[CHART].ending}"
        found, drawing = site.read_text(path), bundle.headline_chart.svg
        # A site that was built before drawings brought their glyphs has them without.
        expected = drawing if found == drawing else with_typeface(drawing)
        yield from _text_faults(path, expected, found)
    yield from _script_faults(f"{page}{ENDING}", site.read_text(f"{page}{ENDING}"), bundle.record)
    described = site.read(f"{page}{KINDS[DESCRIPTOR].ending}")
    yield from _descriptor_faults(f"{page}{KINDS[DESCRIPTOR].ending}", described, bundle.record)
    path = f"{page}{KINDS[PACKAGE].ending}"
    files = {file: f"\ufeff{text}".encode() for file, text in texts.items()}
    yield from _archive_faults(path, site.read(path), {**files, "datapackage.json": described})


def _page_faults(path: str, html: str, notebook: Any) -> Iterator[FileFault]:
    """Yield what a notebook shows and its page does not: the first place that differs of each output."""
    shown = [data.get("text/html", "") for data in outputs_of(notebook)]
    for fragment, times in Counter(shown).items():
        if html.count(fragment) < times:
            yield FileFault(path, "shown", _difference(fragment, html))


def _difference(expected: str, found: str) -> dict[str, str]:
    """Return what stands where a text stops standing in another, and what stands there instead."""
    low, high = 0, len(expected)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if expected[:middle] in found else (low, middle - 1)
    place = found.find(expected[:low]) + low
    return {"released": _around(expected, low), "found": _around(found, place)}


def _around(text: str, place: int) -> str:
    """Return what stands around a place: the words of HTML, or the mark it is within."""
    if text.rfind("<", 0, place) > text.rfind(">", 0, place):
        return " ".join(text[max(0, place - _AROUND) : place + _AROUND].split())
    before, after = text[max(0, place - _NEAR) : place], text[place : place + _NEAR]
    return _words(before)[-_AROUND:] + _words(after)[:_AROUND]


def _words(html: str) -> str:
    return str(Markup(_DRAWING.sub(" ", html)).striptags())


def _text_faults(path: str, expected: str, found: str) -> Iterator[FileFault]:
    """Yield the first line in which a file differs."""
    if expected == found:
        return
    lines = zip(expected.splitlines(), found.splitlines(), strict=False)
    for number, (old, new) in enumerate(lines, 1):
        if old != new:
            yield FileFault(path, "line", {"number": str(number), **_difference(old, new)})
            return
    yield FileFault(path, "length")


def _workbook_faults(path: str, sheet: Sheet, found: bytes) -> Iterator[FileFault]:
    expected = sheet.xlsx()
    if found == expected:
        return
    try:
        old, new = ([_members(file)[name] for name in _CELLS] for file in (expected, found))
    except (ValueError, KeyError) as error:
        yield FileFault(path, "not_workbook", {"reason": str(error)})
        return
    if old != new:
        yield FileFault(path, "cells")


def _script_faults(path: str, script: str, record: Mapping[str, Any]) -> Iterator[FileFault]:
    """Yield the first number of the panel on numbers that is not the released one."""
    try:
        found = values_in(script)
    except (ValueError, KeyError, IndexError, TypeError, AttributeError):
        yield FileFault(path, "not_script")
        return
    expected = {each.id: (each.value, each.unit) for each in read_figures(record["figures"])}
    for name in sorted(expected.keys() | found.keys()):
        if expected.get(name) != found.get(name):
            values = {"released": str(expected.get(name)), "found": str(found.get(name))}
            yield FileFault(path, "value", {"name": name, **values})
            return


def _descriptor_faults(path: str, content: bytes, record: Mapping[str, Any]) -> Iterator[FileFault]:
    """Yield what of the description of an edition's data is not from its record."""
    try:
        described = json.loads(content)
        found = {name: described[name] for name in ("title", "description", "version")}
    except (ValueError, KeyError, TypeError, RecursionError):
        yield FileFault(path, "not_description")
        return
    expected = {
        "title": str(record["heading"]),
        "description": str(record["summary"]),
        "version": str(record["day"]),
    }
    for name, value in found.items():
        if value != expected[name]:
            values = _difference(expected[name], str(value))
            yield FileFault(path, "described", {"name": name, **values})


def _archive_faults(path: str, content: bytes, files: Mapping[str, bytes]) -> Iterator[FileFault]:
    """Yield the files of an archive that are not those beside it."""
    try:
        found = _members(content)
    except ValueError as error:
        yield FileFault(path, "not_archive", {"reason": str(error)})
        return
    for name in sorted(found.keys() ^ files.keys()):
        yield FileFault(path, "lacks" if name in files else "besides", {"name": name})
    for name in sorted(found.keys() & files.keys()):
        if found[name] != files[name]:
            yield FileFault(path, "other_file", {"name": name})


def _members(content: bytes) -> dict[str, bytes]:
    """Return the files of an archive by name; ValueError where it is none, or they are too large."""
    found, room = {}, LARGEST
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                with archive.open(name) as stream:
                    found[name] = stream.read(room + 1)
                room -= len(found[name])
                if room < 0:
                    raise ValueError(f"expected at most {LARGEST:,} bytes, found more")
    except (OSError, EOFError, zipfile.BadZipFile, zlib.error, RuntimeError) as error:
        raise ValueError(" ".join(str(error).split()) or type(error).__name__) from None
    return found
