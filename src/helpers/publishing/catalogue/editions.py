"""The catalogue of editions, ``editions.yml``, and the table of contents made from it, ``_toc.yml``.

The latter is written by ``tradebook toc`` and committed, so that the book's structure can be read in
the repository.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import yaml

from helpers.core.errors import CatalogueError
from helpers.core.repository import CATALOGUE
from helpers.core.yaml_files import read_yaml_as_texts
from helpers.presentation.locale.language import DEFAULT
from helpers.publishing.catalogue.declarations import Declaration, declared
from helpers.publishing.catalogue.series_currency import currencies_of
from helpers.reports.common.parameters import Offer
from helpers.reports.registry import ReportsOfData, report_type

TOC: Final = "_toc.yml"

_TOC_HEAD: Final = (
    "# Written from editions.yml by `tradebook toc`; edit that file, not this one.\n"
    "# The files are those of the assembled book: the pages of book/, and the executed editions.\n"
)

ABOUT: Final = (
    "explore",
    "check",
    "profiles",
    "archive",
    "revisions",
    "data",
    "open_data",
    "method",
    "differences",
    "rerun",
)
"""The pages of the book besides the home page and the editions, in the order of the sidebar."""

_TAKEN: Final = (*ABOUT, "index", "search", "genindex", "modindex", "releases")
"""What no series may be called: the site's own pages and folders."""


@dataclass(frozen=True)
class Edition:
    """One published edition.

    Attributes
    ----------
    report : str
        The report type, which is the name of its notebook.
    name : str
        The name of its page, such as the period.
    parameters : dict
        As given to the notebook.
    doi : str
        Its digital object identifier, or nothing.
    notes : dict
        Why a revision was made, in words, by its name such as ``r2``.
    series : str
        The key of its series, which is its folder on the site, where that is not the report type.
    official : str
        A currency in which the customs themselves state what the edition is of, where it is in
        another of which they do not; else nothing.
    """

    report: str
    name: str
    parameters: dict[str, Any]
    doi: str = ""
    notes: dict[str, str] = field(default_factory=dict)
    series: str = ""
    official: str = ""

    @property
    def folder(self) -> str:
        """Return its folder on the site: the key of its series."""
        return self.series or self.report

    @property
    def page(self) -> str:
        """Return the page's place in the book, without an ending: ``provincial/2025-11``."""
        return f"{self.folder}/{self.name}"

    @property
    def living(self) -> bool:
        """Return whether its page follows the newest data: it is never released, and no feed has it."""
        return report_type(self.report).living

    @property
    def period(self) -> str:
        """Return the month or year it is of: ``2025-11`` of a revision named ``2025-11/r1``, too."""
        return self.name.partition("/")[0]

    @property
    def year(self) -> str:
        """Return the year it is of."""
        return self.period[:4]


@dataclass(frozen=True)
class Series:
    """A report type on a subject: its key, which is its folder, its title, its editions, newest first.

    Profiles are in their own order.
    ``subject`` is a code, such as that of a province; nothing where the report is on the country.
    ``parameters`` are what its editions share, as given; ``titles`` what the catalogue calls it, by language.
    """

    key: str
    title: str
    editions: tuple[Edition, ...]
    subject: str = ""
    parameters: Mapping[str, str] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)

    def neighbours(self, edition: Edition) -> tuple[Edition | None, Edition | None]:
        """Return the editions before and after one."""
        place = self._places[edition.name]
        before = self.editions[place + 1 :][:1]
        after = self.editions[max(place - 1, 0) : place]
        return (before[0] if before else None), (after[0] if after else None)

    @cached_property
    def _places(self) -> dict[str, int]:
        return {edition.name: place for place, edition in enumerate(self.editions)}


@dataclass(frozen=True)
class Catalogue:
    """What the site publishes: series with editions; and those that have none yet."""

    series: tuple[Series, ...]
    empty: tuple[Series, ...] = ()

    @property
    def editions(self) -> tuple[Edition, ...]:
        """Return all editions, in the order of the site."""
        return tuple(edition for series in self.series for edition in series.editions)


@dataclass(frozen=True)
class ReleasedEdition:
    """What the last release of an edition was made with; ``currency`` gives that of its figures."""

    report: str
    parameters: dict[str, str]
    currency: Callable[[], str]


Released = Callable[[], Mapping[str, ReleasedEdition]]
"""Gives the editions that were released, by page."""


def read_declarations(path: Path) -> list[Declaration]:
    """Read what ``editions.yml`` declares, in its order.

    Raises
    ------
    CatalogueError
        When the file is not there, is not YAML of the expected shape, names a series or an edition
        twice, or a series or an edition has a name or parameters that are not allowed.
    """
    return declared(path, read_yaml_as_texts(path, CatalogueError), _TAKEN)


def read_catalogue(path: Path, reports: ReportsOfData, released: Released) -> Catalogue:
    """Read ``editions.yml``, and find the editions of its series.

    Parameters
    ----------
    path : pathlib.Path
        The file.
    reports : ReportsOfData
        Says which periods series can be run for, and what those without a title are called.
    released : callable
        Gives the editions that were released: those of a series that says ``months``, or ``years``,
        stay in it.

    Raises
    ------
    CatalogueError
        As ``read_declarations``.
    """
    series = [_series(one, reports, released) for one in read_declarations(path)]
    full, empty = (
        tuple(one for one in series if bool(one.editions) is there) for there in (True, False)
    )
    return Catalogue(full, empty)


def _series(declaration: Declaration, reports: ReportsOfData, released: Released) -> Series:
    """Find the editions of a series."""
    editions = _listed(declaration, reports, released)
    living = report_type(declaration.report).living
    newest = editions if living else sorted(editions, key=lambda one: one.name, reverse=True)
    subject, parameters = declaration.shared.subject, declaration.parameters
    titles = declaration.titles
    title = titles.get(DEFAULT) or reports.title(declaration.report, parameters)
    return Series(declaration.key, title, tuple(newest), subject, parameters, titles)


def _listed(declaration: Declaration, reports: ReportsOfData, released: Released) -> list[Edition]:
    """Return the editions of the periods, those that were released of them, and those that are named."""
    report, key = declaration.report, declaration.key
    series = key if key != report else ""
    found: dict[str, Edition] = {}
    if declaration.periods is not None:
        for page, last in released().items():
            folder, _, name = page.partition("/")
            if (folder, last.report) == (key, report):
                found[name] = Edition(report, name, last.parameters, series=series)
        for name, of in reports.periods(report, declaration.parameters).items():
            if declaration.periods.has(name):
                values = {**declaration.parameters, **of}
                found[name] = Edition(report, name, values, series=series)
    for one in declaration.singles:
        found[one.name] = Edition(report, one.name, one.values, one.doi, one.notes, series)
    return [*found.values()]


def in_currencies(catalogue: Catalogue, reports: ReportsOfData, released: Released) -> Catalogue:
    """Return a catalogue whose editions are in the currency of their series: see ``currencies_of``.

    It stands among the parameters of those that would be in another if they were run by themselves.
    Editions that name a currency, or a day, have that; each that was released stays in its currency.
    CatalogueError where two series have an edition of the same month in the same currency.
    """
    taken: dict[tuple[str, ...], str] = {}
    series = (_in_currency(one, reports, released, taken) for one in catalogue.series)
    return replace(catalogue, series=tuple(series))


def _in_currency(
    series: Series, reports: ReportsOfData, released: Released, taken: dict[tuple[str, ...], str]
) -> Series:
    """Return a series in its currency; ``taken`` are the editions of those before, each with its key."""
    free = {
        edition.name: edition
        for edition in series.editions
        if not {"currency", "as_of"} & edition.parameters.keys()
    }
    months = reports.offers(series.editions[0].report, series.parameters) if free else {}
    offers = {name: months[name] for name in free if name in months}
    known = released() if offers else {}
    kept = {name: known[free[name].page].currency() for name in offers if free[name].page in known}
    chosen = currencies_of(offers, kept)
    for edition in series.editions:
        _refuse_twice(series, edition, chosen.get(edition.name, ""), taken)
    return replace(
        series,
        editions=tuple(
            _put_in(one, chosen[one.name], offers[one.name]) if one.name in chosen else one
            for one in series.editions
        ),
    )


def _refuse_twice(
    series: Series, edition: Edition, chosen: str, taken: dict[tuple[str, ...], str]
) -> None:
    """Refuse an edition that another series has, too, under another address."""
    values = edition.parameters
    currency = values.get("currency") or chosen
    if not currency:
        # It is known when it is run.
        return
    of = edition.report, series.subject, edition.name, currency, str(values.get("as_of") or "")
    if (other := taken.setdefault(of, series.key)) != series.key:
        raise CatalogueError(
            f"{CATALOGUE}: {other} and {series.key} both have {edition.name} in {currency} of the same "
            "report on the same subject; give one of them another currency or other months, or take it out"
        )


def _put_in(edition: Edition, currency: str, offers: Iterable[Offer]) -> Edition:
    """Return an edition in a currency, which it names where it is not the first of those offered."""
    first, *_ = offers = tuple(offers)
    if currency != first.currency:
        edition = replace(edition, parameters={**edition.parameters, "currency": currency})
    origins = {one.currency: one.origin for one in offers}
    official = next((name for name, origin in origins.items() if not origin), "")
    return replace(edition, official=official if origins.get(currency) else "")


def in_language(catalogue: Catalogue, language: str, reports: ReportsOfData) -> Catalogue:
    """Return a catalogue whose editions are in a language: series are called as in it, where they say so."""

    def told(series: Series) -> Series:
        values = {**series.parameters, "language": language}
        title = series.titles.get(language) or reports.title(series.editions[0].report, values)
        editions = (
            replace(one, parameters={**one.parameters, "language": language})
            for one in series.editions
        )
        return replace(series, title=title, editions=tuple(editions))

    return Catalogue(tuple(map(told, catalogue.series)))


def toc(catalogue: Catalogue, permanent: Iterable[str] = ()) -> str:
    """Write the table of contents of a catalogue, as the text of ``_toc.yml``.

    A build adds the permanent pages of revisions: they follow from ``editions.lock``.
    """
    parts = [
        {
            "caption": series.title,
            "chapters": [{"file": each.page, "title": each.name} for each in series.editions],
        }
        for series in catalogue.series
    ]
    about = {"caption": "关于本站", "chapters": [{"file": name} for name in ABOUT]}
    fixed = {"caption": "固定版本", "chapters": [{"file": page} for page in permanent]}
    every = [*parts, about, *([fixed] if fixed["chapters"] else [])]
    content = {"format": "jb-book", "root": "index", "parts": every}
    return _TOC_HEAD + yaml.safe_dump(content, allow_unicode=True, sort_keys=False)
