"""The catalogue of editions, ``editions.yml``, and the table of contents made from it, ``_toc.yml``.

The latter is written by ``tradebook toc`` and committed, so that the book's structure can be read in
the repository.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import yaml

from helpers.core.errors import CatalogueError, ParameterError

TOC: Final = "_toc.yml"

_TOC_HEAD: Final = (
    "# Written from editions.yml by `tradebook toc`; edit that file, not this one.\n"
    "# The files are those of the assembled book: the pages of book/, and the executed editions.\n"
)

# A page is named by its report type: by its year or month, and behind it what it is on, if need be.
_PERIOD: Final = re.compile(r"^[0-9]{4}(-[0-9]{2})?")

_REVISION: Final = re.compile(r"r[1-9][0-9]*")

# As registered: a prefix of digits, then anything that is no white space, quote or bracket (DOI
# Handbook, 2.2, leaves more open; such names are of the past).
_DOI: Final = re.compile(r"10\.[0-9]{4,9}(?:\.[0-9]+)*/[A-Za-z0-9._;()/:+-]+")

ABOUT: Final = ("archive", "revisions", "data", "method", "differences", "rerun")
"""The pages of the book besides the home page and the editions, in the order of the sidebar."""

Naming = Callable[[str, Mapping[str, Any]], str]
"""Checks the parameters of a report type and names the page of the edition: called with the report
type's name and the values, raises ParameterError."""


@dataclass(frozen=True)
class Edition:
    """One published edition.

    Attributes
    ----------
    report : str
        The report type, which is the name of its notebook and of its folder on the site.
    name : str
        The name of its page, such as the period.
    parameters : dict
        As given to the notebook.
    doi : str
        Its digital object identifier, or nothing.
    notes : dict
        Why a revision was made, in words, by its name such as ``r2``.
    """

    report: str
    name: str
    parameters: dict[str, Any]
    doi: str = ""
    notes: dict[str, str] = field(default_factory=dict)

    @property
    def page(self) -> str:
        """Return the page's place in the book, without an ending: ``provincial/2025-11``."""
        return f"{self.report}/{self.name}"

    @property
    def period(self) -> str:
        """Return the month or year its name begins with: ``2025-11`` of ``2025-11-44``."""
        return self.name.removesuffix(self.subject)

    @property
    def year(self) -> str:
        """Return the year it is of."""
        return self.period[:4]

    @property
    def subject(self) -> str:
        """Return what tells it from others of its period: ``-44`` of ``2025-11-44``, else nothing."""
        return _PERIOD.sub("", self.name)


@dataclass(frozen=True)
class Chapter:
    """A report type in the catalogue, with its editions, newest first."""

    report: str
    title: str
    editions: tuple[Edition, ...]

    def neighbours(self, edition: Edition) -> tuple[Edition | None, Edition | None]:
        """Return the editions before and after one, of those on the same subject."""
        return self._neighbours[edition.name]

    @cached_property
    def _neighbours(self) -> dict[str, tuple[Edition | None, Edition | None]]:
        """Find those of all at once: one by one, it would take all editions for each."""
        lines: dict[str, list[Edition]] = {}
        for edition in reversed(self.editions):
            lines.setdefault(edition.subject, []).append(edition)
        return {
            edition.name: (before, after)
            for line in lines.values()
            for before, edition, after in zip(
                [None, *line[:-1]], line, [*line[1:], None], strict=True
            )
        }


@dataclass(frozen=True)
class Catalogue:
    """What the site publishes."""

    chapters: tuple[Chapter, ...]

    @property
    def editions(self) -> tuple[Edition, ...]:
        """Return all editions, in the order of the site."""
        return tuple(edition for chapter in self.chapters for edition in chapter.editions)


def read_catalogue(path: Path, naming: Naming) -> Catalogue:
    """Read ``editions.yml``.

    Raises
    ------
    CatalogueError
        When the file is not there, is not YAML of the expected shape, names an edition twice, or
        an edition's parameters are not allowed.
    """
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise CatalogueError(
            f"{path}: no such file; run tradebook in the repository, or update"
        ) from None
    except UnicodeDecodeError as error:
        raise CatalogueError(f"{path}: is not UTF-8; save it as UTF-8") from error
    except yaml.YAMLError as error:
        raise CatalogueError(f"{path}: is not YAML: {' '.join(str(error).split())}") from error
    if not isinstance(content, dict) or not all(
        isinstance(part, dict) for part in content.values()
    ):
        raise CatalogueError(f"{path}: expected report types, each with 'title' and 'editions'")
    chapters = tuple(_chapter(path, report, part, naming) for report, part in content.items())
    pages = [edition.page for chapter in chapters for edition in chapter.editions]
    for page, times in Counter(pages).items():
        if times > 1:
            raise CatalogueError(f"{path}: edition {page} stands there twice; keep one")
    return Catalogue(chapters)


def _chapter(path: Path, report: str, part: Mapping[str, Any], naming: Naming) -> Chapter:
    unknown = set(part) - {"title", "editions"}
    if (
        unknown
        or not isinstance(part.get("title"), str)
        or not isinstance(part.get("editions"), list)
    ):
        raise CatalogueError(
            f"{path}: {report}: expected a 'title' and a list of 'editions', no more"
        )
    if not part["editions"]:
        raise CatalogueError(f"{path}: {report}: has no edition; name one, or take the report out")
    editions = [_edition(path, report, values, naming) for values in part["editions"]]
    editions.sort(key=lambda edition: edition.name, reverse=True)
    return Chapter(report, part["title"], tuple(editions))


def _edition(path: Path, report: str, values: Any, naming: Naming) -> Edition:
    if not isinstance(values, dict):
        raise CatalogueError(
            f"{path}: {report}: expected an edition's parameters, found '{values}'"
        )
    doi = _doi(path, report, values.get("doi"))
    notes = _notes(path, report, values.get("notes"))
    values = {name: value for name, value in values.items() if name not in ("doi", "notes")}
    # YAML reads 2025-11 as text, but 2025-11-30 as a day; a notebook's parameters are plain.
    plain = {name: str(value) for name, value in values.items() if value is not None}
    try:
        name = naming(report, plain)
    except ParameterError as error:
        raise CatalogueError(f"{path}: {error}") from error
    return Edition(report, name, plain, doi, notes)


def _doi(path: Path, report: str, value: Any) -> str:
    """Read an edition's identifier, which is no parameter of its notebook."""
    if value is None:
        return ""
    # A number, such as 10.1234, is one that YAML has read: no identifier either.
    if not isinstance(value, str) or not _DOI.fullmatch(value):
        raise CatalogueError(
            f"{path}: {report}: doi: expected a form such as 10.5281/zenodo.1234, without an "
            f"address before it, found '{value}'"
        )
    return value


def _notes(path: Path, report: str, value: Any) -> dict[str, str]:
    """Read why revisions of an edition were made, by their names."""
    if value is None:
        return {}
    if not isinstance(value, dict) or not all(_REVISION.fullmatch(str(name)) for name in value):
        raise CatalogueError(
            f"{path}: {report}: expected notes by revision such as 'r2: …', found '{value}'"
        )
    return {str(name): str(text) for name, text in value.items()}


def toc(catalogue: Catalogue, permanent: Iterable[str] = ()) -> str:
    """Write the table of contents of a catalogue, as the text of ``_toc.yml``.

    A build adds the permanent pages of revisions: they follow from ``editions.lock``.
    """
    parts = [
        {
            "caption": chapter.title,
            "chapters": [{"file": each.page, "title": each.name} for each in chapter.editions],
        }
        for chapter in catalogue.chapters
    ]
    about = {"caption": "关于本站", "chapters": [{"file": name} for name in ABOUT]}
    fixed = {"caption": "固定版本", "chapters": [{"file": page} for page in permanent]}
    every = [*parts, about, *([fixed] if fixed["chapters"] else [])]
    content = {"format": "jb-book", "root": "index", "parts": every}
    return _TOC_HEAD + yaml.safe_dump(content, allow_unicode=True, sort_keys=False)
