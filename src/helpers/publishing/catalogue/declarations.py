"""What ``editions.yml`` declares: series, each with what its editions share, and which they are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final, NamedTuple

from helpers.core.errors import CatalogueError, ParameterError
from helpers.core.periods import Month
from helpers.presentation.locale.language import DEFAULT, LANGUAGES
from helpers.reports.common.parameters import EDITIONS, MONTHS, YEARS, Parameters
from helpers.reports.registry import REPORTS, owner_of, report_type

_KNOWN: Final = ("title", "report", "parameters", *EDITIONS, "editions")
_ALL: Final = "all"
_FOLDER: Final = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
_YEAR: Final = re.compile(r"(19|20)[0-9]{2}")
_REVISION: Final = re.compile(r"r[1-9][0-9]*")

# As registered: a prefix of digits, then anything that is no white space, quote or bracket (DOI
# Handbook, 2.2, leaves more open; such names are of the past).
_DOI: Final = re.compile(r"10\.[0-9]{4,9}(?:\.[0-9]+)*/[A-Za-z0-9._;()/:+-]+")


class Periods(NamedTuple):
    """The months or years of a series, of those that the data has all for; an open end is empty."""

    first: str = ""
    last: str = ""

    def has(self, period: str) -> bool:
        """Return whether a month, or a year, is among them."""
        return self.first <= period <= (self.last or period)


@dataclass(frozen=True)
class SingleEdition:
    """An edition that stands in the catalogue by itself: its name, parameters, identifier and notes."""

    name: str
    values: dict[str, str]
    doi: str = ""
    notes: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Declaration:
    """A series as it is declared.

    Attributes
    ----------
    key, report : str
        Its folder on the site, and its report type.
    titles : dict
        What it is called, by language; nothing in one where that is made from its subject.
    parameters, shared : dict, Parameters
        What its editions share, as given and as checked.
    periods, singles : Periods or None, tuple of SingleEdition
        Which editions it has: of months, or of years where its report has no months.
    """

    key: str
    report: str
    titles: dict[str, str]
    parameters: dict[str, str]
    shared: Parameters
    periods: Periods | None = None
    singles: tuple[SingleEdition, ...] = ()

    @property
    def of(self) -> tuple[str, str, str]:
        """Return what tells it from other series: report type, subject, and the currency it names."""
        return self.report, self.shared.subject, self.shared.currency or ""


def declared(path: Path, content: Mapping[str, Any], taken: Iterable[str]) -> list[Declaration]:
    """Read the series of a catalogue, in its order; an edition on another subject is of its own.

    ``taken`` are the names of the site's own pages and folders. CatalogueError as ``read_catalogue``.
    """
    if not content or not all(isinstance(part, dict) for part in content.values()):
        raise CatalogueError(f"{path}: expected series, each with 'months', 'years' or 'editions'")
    series = []
    for key, part in content.items():
        try:
            series.append(_declaration(str(key), part, {*taken}))
        except (ParameterError, CatalogueError) as error:
            raise CatalogueError(f"{path}: {error}") from None
    seen: dict[tuple[str, str, str], str] = {}
    for one in series:
        if (other := seen.setdefault(one.of, one.key)) != one.key:
            raise CatalogueError(
                f"{path}: {other} and {one.key} are series of the same report, subject and currency; "
                "keep one"
            )
    found = _by_subject(series)
    pages = Counter(f"{one.key}/{single.name}" for one in found for single in one.singles)
    for page, times in pages.items():
        if times > 1:
            raise CatalogueError(
                f"{path}: edition {page} stands there twice; keep one, or give one in another currency "
                "a series of its own"
            )
    return found


def _declaration(key: str, part: Mapping[str, Any], taken: set[str]) -> Declaration:
    if unknown := sorted({*map(str, part)} - {*_KNOWN}):
        raise CatalogueError(f"{key}: expected {', '.join(_KNOWN)}, found '{unknown[0]}'")
    titles, report = _titles(key, part.get("title") or {}), part.get("report") or key
    if not isinstance(report, str):
        raise CatalogueError(f"{key}: expected a text as 'report'")
    if report not in REPORTS:
        raise CatalogueError(
            f"{key}: '{report}' is no report type; say with 'report' of which the series is: "
            f"{', '.join(REPORTS)}"
        )
    parameters = _parameters(key, part.get("parameters") or {})
    shared = report_type(report).shared(parameters)
    _check_key(key, report, shared, taken)
    editions = part.get("editions") or []
    if not isinstance(editions, list):
        raise CatalogueError(f"{key}: expected a list of 'editions', found '{editions}'")
    singles = tuple(_single(key, report, parameters, values) for values in editions)
    periods = _periods(key, report, part)
    if periods is None and not singles:
        of = report_type(report).parameters.EDITIONS
        raise CatalogueError(
            f"{key}: has no edition; name one in 'editions', give '{of}: all', or take it out"
        )
    return Declaration(key, report, titles, parameters, shared, periods, singles)


def _titles(key: str, value: Any) -> dict[str, str]:
    """Read what a series is called: a text in the first language, or a text a language."""
    titles = value if isinstance(value, dict) else {DEFAULT: value}
    if not all(isinstance(title, str) for title in titles.values()) or not {*titles} <= {
        *LANGUAGES
    }:
        raise CatalogueError(
            f"{key}: expected a text as 'title', or one for each of {', '.join(LANGUAGES)}, found '{value}'"
        )
    return titles


def _check_key(key: str, report: str, shared: Parameters, taken: set[str]) -> None:
    """Refuse a name that no folder can have, or that is the site's or another subject's."""
    proper = report_type(report).folder_of(shared)
    if not _FOLDER.fullmatch(key) or key in taken:
        reason = "is a page or folder of the site" if key in taken else "is no name for a folder"
        raise CatalogueError(
            f"{key}: {reason}; expected small letters, digits and single underscores, such as {proper}"
        )
    owner = owner_of(key)
    if owner and owner != (report, shared.subject):
        of, subject = owner
        raise CatalogueError(
            f"{key}: is the folder of report {of}{f' on {subject}' if subject else ''}; name this "
            f"series otherwise, such as {proper}"
        )


def _parameters(key: str, values: Any) -> dict[str, str]:
    if not isinstance(values, dict):
        raise CatalogueError(f"{key}: expected parameters by name, found '{values}'")
    return {str(name): str(value) for name, value in values.items() if value is not None}


class _Kind(NamedTuple):
    """The periods of which the editions of a report are: how they are read, and what a range is like."""

    read: Callable[[str], str]
    examples: str


def _year(text: str) -> str:
    if not _YEAR.fullmatch(text):
        raise ValueError(f"expected a year such as 2025, found '{text}'")
    return text


_KINDS: Final = {
    MONTHS: _Kind(lambda text: str(Month.parse(text)), "2024-01..2025-11 or 2024-01.."),
    YEARS: _Kind(_year, "2020..2025 or 2020.."),
}
"""What has ranges, by what a series calls them; of members there are all, or those that are named."""


def _periods(key: str, report: str, part: Mapping[str, Any]) -> Periods | None:
    """Read ``all``, or a range such as ``2024-01..2025-11``, of months or of years."""
    name = report_type(report).parameters.EDITIONS
    for other in (one for one in EDITIONS if one != name and part.get(one) is not None):
        raise CatalogueError(
            f"{key}: report {report} has no {other}; give '{name}: all', or name its 'editions'"
        )
    text = part.get(name)
    if text is None:
        return None
    return Periods() if text == _ALL else _range(f"{key}: {name}", _KINDS.get(name), str(text))


def _range(where: str, kind: _Kind | None, text: str) -> Periods:
    if kind is None:
        raise CatalogueError(f"{where}: expected all, found '{text}'")
    try:
        first, last = (kind.read(one) if one else "" for one in text.split(".."))
    except ValueError:
        first, last = "", ""
    if (not first and not last) or (last and first > last):
        raise CatalogueError(
            f"{where}: expected all, or a range such as {kind.examples}, found '{text}'"
        )
    return Periods(first, last)


def _single(key: str, report: str, parameters: Mapping[str, str], values: Any) -> SingleEdition:
    if not isinstance(values, dict):
        raise CatalogueError(f"{key}: expected an edition's parameters, found '{values}'")
    doi, notes = _doi(key, values.get("doi")), _notes(key, values.get("notes"))
    own = {name: value for name, value in values.items() if name not in ("doi", "notes")}
    plain = {**parameters, **_parameters(key, own)}
    return SingleEdition(report_type(report).page_of(plain), plain, doi, notes)


def _doi(key: str, value: Any) -> str:
    """Read an edition's identifier, which is no parameter of its notebook."""
    if value is None:
        return ""
    if not isinstance(value, str) or not _DOI.fullmatch(value):
        raise CatalogueError(
            f"{key}: doi: expected a form such as 10.5281/zenodo.1234, without an address before it, "
            f"found '{value}'"
        )
    return value


def _notes(key: str, value: Any) -> dict[str, str]:
    """Read why revisions of an edition were made, by their names."""
    if value is None:
        return {}
    if not isinstance(value, dict) or not all(_REVISION.fullmatch(str(name)) for name in value):
        raise CatalogueError(f"{key}: expected notes by revision such as 'r2: …', found '{value}'")
    return {str(name): str(text) for name, text in value.items()}


def _by_subject(series: Iterable[Declaration]) -> list[Declaration]:
    """File each edition in the series of its subject, which is made where there is none.

    A series of which no edition is left is none.
    """
    found = {one.key: replace(one, singles=()) for one in series}
    order = [*found]
    for one in series:
        for single in one.singles:
            home = _home(found.values(), one, single)
            if home.key not in found:
                order.insert(order.index(one.key) + 1, home.key)
            found[home.key] = replace(home, singles=(*home.singles, single))
    listed = (found[key] for key in order)
    return [one for one in listed if one.singles or one.periods is not None]


def _home(
    series: Iterable[Declaration], declared: Declaration, single: SingleEdition
) -> Declaration:
    """Return the series that an edition is of: the one it stands in, if that has its subject."""
    kind = report_type(declared.report)
    parameters = kind.parameters.of(kind.name, single.values)
    subject, currency = parameters.subject, parameters.currency or ""
    if subject == declared.shared.subject:
        return next(one for one in series if one.key == declared.key)
    others = [one for one in series if one.of[:2] == (declared.report, subject)]
    if others:
        return min(others, key=lambda one: (one.of[2] != currency, one.of[2]))
    named = kind.parameters.SUBJECT
    own = {named: single.values[named]}
    return Declaration(kind.folder_of(parameters), kind.name, {}, own, kind.shared(own))
