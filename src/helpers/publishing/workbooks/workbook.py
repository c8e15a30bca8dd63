"""Workbooks: which sheets there are, and the sheets on sources and revisions."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import groupby
from typing import Any, Final

from helpers.core.dimensions import WHOLE
from helpers.core.errors import NoDataError
from helpers.observations.warehouse.store import Store
from helpers.presentation.locale.language import DEFAULT
from helpers.presentation.locale.words import Words
from helpers.publishing.metadata.addresses import workbook_path
from helpers.publishing.open_data.all_series import OpenData, compute
from helpers.publishing.workbooks.subject_sheets import SubjectSheet
from helpers.reference.partners import GROUPS
from helpers.reference.provinces import provinces
from helpers.reference.reference_table import stated_names
from helpers.reports.common.names import report_words
from helpers.reports.timelines.subjects import Subject, families
from helpers.reports.timelines.time_series import SubjectSeries
from helpers.reports.timelines.timelines import NATION

_SOME_DAY: Final = datetime(2000, 1, 1)
"""The day of creation in every file: the same whenever it is made."""
_LENGTH: Final = 31
"""Excel's limit for the name of a sheet."""
_LISTED: Final = 20
"""So many codes an error names."""
_FORBIDDEN: Final = re.compile(r"[\[\]:*?/\\']")
_WIDTHS: Final = (30, 50, 22, 14, 14, 14, 14)


def workbook_of(
    store: Store,
    wanted: Iterable[Subject] | None,
    *,
    currency: str | None = None,
    as_of: str | None = None,
    language: str = DEFAULT,
) -> bytes:
    """Return the workbook of some subjects, with the parts of their trade where the store has them.

    Parameters
    ----------
    store : Store
        The data.
    wanted : iterable of Subject or None
        The nation, provinces, partners, products; None for all that there are.
    currency : str, optional
        One currency alone; all that there are without it.
    as_of : str, optional
        A day; only what was known on it is seen.
    language : str
        That of its words.

    Raises
    ------
    NoDataError
        When there is nothing of one of them.
    """
    chosen = [one for one in families(store) if not currency or one.currency == currency]
    if wanted is None:
        return write_workbook(store, compute(store, chosen, as_of), language)
    subjects = [*dict.fromkeys(wanted)]
    parts, names = {one.parts for one in subjects}, {_dimension(one) for one in subjects}
    chosen = [one for one in chosen if (one.of in parts if one.of else one.dimension in names)]
    data = compute(store, chosen, as_of)
    known = [one for one in data.subjects if one.subject.parts[:1] in parts]
    there = {one.subject for one in known}
    for lost in (one for one in subjects if one not in there):
        where = f"{f' in {currency}' if currency else ''}{f' as of {as_of}' if as_of else ''}"
        raise NoDataError(
            f"{lost.key}: the data has no series of it{where}; expected one that it has: "
            f"{_others(data, lost)}"
        )
    return write_workbook(store, OpenData(known, data.earlier, data.days), language)


def profile_workbooks(
    store: Store, data: OpenData, language: str = DEFAULT
) -> Iterator[tuple[str, bytes]]:
    """Yield the workbooks of those that have profiles, in a language, each by its path on the site.

    The nation, the provinces, and the groups of partners; ``data`` are all series of the store.
    """
    folder = "" if language == DEFAULT else f"{language}/"
    codes = {*provinces().index, *GROUPS, *stated_names("partner")}
    of: dict[tuple[tuple[str, str], ...], list[SubjectSeries]] = {}
    for one in data.subjects:
        of.setdefault(one.subject.parts[:1], []).append(one)
    for parts, subjects in of.items():
        if all(code in codes for _, code in parts):
            book = write_workbook(store, OpenData(subjects, data.earlier, data.days), language)
            yield folder + workbook_path(Subject(parts).key), book


def _others(data: OpenData, lost: Subject) -> str:
    """List what there is of the kind of a subject, the first of many."""
    kind = _dimension(lost)
    same = (one.subject for one in data.subjects if _dimension(one.subject) == kind)
    codes = {dict(one.parts).get(kind, WHOLE) for one in same}
    more = f" and {len(codes) - _LISTED} more" if len(codes) > _LISTED else ""
    return f"{', '.join(sorted(codes)[:_LISTED])}{more}" if codes else "there is none"


def _dimension(subject: Subject) -> str:
    return subject.parts[0][0] if subject.parts else NATION


def write_workbook(store: Store, data: OpenData, language: str = DEFAULT) -> bytes:
    """Write series as a workbook: a sheet a subject and currency, then sources, then what was revised."""
    # No other command needs it.
    import xlsxwriter  # noqa: PLC0415

    words, file = report_words(store, language), io.BytesIO()
    texts = {f"strings_to_{kind}": False for kind in ("formulas", "urls", "numbers")}
    with xlsxwriter.Workbook(file, {"in_memory": True, **texts}) as book:
        book.set_properties({"title": words.text("workbook.title"), "created": _SOME_DAY})
        for sheet in _sheets(data.subjects, words):
            sheet.write(book)
        _write_table(book, words, "sources", _sources(store, data, words))
        _write_table(book, words, "revised", _revised(data, words))
    return file.getvalue()


def _sheets(subjects: Iterable[SubjectSeries], words: Words) -> Iterator[SubjectSheet]:
    """Yield the sheets, no two of one name."""
    taken: set[str] = set()
    for (subject, currency), group in groupby(subjects, lambda one: (one.subject, one.currency)):
        title = words.fill(
            "workbook.subject",
            name=_name_of(subject, words),
            currency=words.text(f"units.{currency}.name"),
        )
        yield SubjectSheet(_sheet_name(subject, currency, words, taken), title, [*group], words)


def _name_of(subject: Subject, words: Words) -> str:
    parts = subject.parts or (("region", WHOLE),)
    return words.text("workbook.of").join(words.member(*part) for part in parts)


def _sheet_name(subject: Subject, currency: str, words: Words, taken: set[str]) -> str:
    """Return a name that Excel takes, and that no sheet has yet; Excel knows no capitals in them."""
    name = _FORBIDDEN.sub(" ", _name_of(subject, words)).strip()
    end, number = f" {currency}", 1
    while True:
        found = f"{name[: _LENGTH - len(end)]}{end}"
        if found.casefold() not in taken:
            taken.add(found.casefold())
            return found
        number += 1
        end = f" {currency} {number}"


def _write_table(book: Any, words: Words, name: str, rows: Sequence[Sequence[Any]]) -> None:
    page = book.add_worksheet(words.text(f"workbook.{name}.sheet"))
    bold = book.add_format({"bold": True})
    for column, head in enumerate(words.tree(f"workbook.{name}.columns").values()):
        page.write_string(0, column, head, bold)
        page.set_column(column, column, _WIDTHS[column])
    for line, row in enumerate(rows, start=1):
        page.write_row(line, 0, row)
    page.freeze_panes(1, 0)


def _sources(store: Store, data: OpenData, words: Words) -> list[list[str]]:
    used = {
        name
        for one in data.subjects
        for each in one.series
        for point in each.points.values()
        for name in point.sources
    }
    return [
        [
            raw.id,
            raw.title,
            raw.producer or words.text("unknown.producer"),
            raw.day,
            raw.known_from,
            words.text(f"statuses.{raw.status}"),
        ]
        for raw in (store.file(name) for name in sorted(used))
    ]


def _revised(data: OpenData, words: Words) -> list[list[Any]]:
    """List what releases changed: what, of which month, until when, what it was, what it is."""
    rows = []
    for one in data.subjects:
        sheet = SubjectSheet("", "", [one], words)
        for each in one.series:
            for month, day, was in data.earlier.of(one, each):
                now = each.points.get(month)
                name = _name_of(one.subject, words)
                values = [was.value, now.value if now else None]
                rows.append([name, sheet.head(one.span, each), month, day, *values])
    return rows
