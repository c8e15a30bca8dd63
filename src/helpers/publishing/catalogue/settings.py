"""What ``_config.yml`` says of the site as a whole: its name, who makes it, where it is published."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from helpers.core.errors import BuildError
from helpers.core.yaml_files import read_yaml
from helpers.presentation.locale.language import DEFAULT, LANGUAGES

CONFIG: Final = "_config.yml"

_TRANSLATED: Final = ("title", "author", "institution", "licence")
"""What a site may have of its own in a further language."""

_WEB: Final = ("https://", "http://")
_REPOSITORY: Final = re.compile(r"https?://[\w.~:/@%+-]+")


@dataclass(frozen=True)
class Author:
    """Who is named first in a citation: a person, or an institution, whose whole name is ``family``."""

    family: str
    given: str = ""

    @property
    def name(self) -> str:
        """Return the whole name: ``张三``, ``Jane Doe``."""
        if self.family.isascii():
            return f"{self.given} {self.family}".strip()
        return self.family + self.given


@dataclass(frozen=True)
class Licence:
    """Under which terms the pages' text may be used."""

    name: str
    url: str


@dataclass(frozen=True)
class Settings:
    """The site as a whole.

    Attributes
    ----------
    title, institution : str
        Its name, and who publishes it.
    authors : tuple of Author
        Who makes it.
    licence : Licence
        Of its text; the data keep the terms of their sources.
    base : str
        The address it is published at, with a slash at its end.
    repository : str
        The address its code and data are had from; empty where none is set.
    language, languages : str, tuple of str
        Of its pages; and all of the site, of which those after the first have a folder each.
    """

    title: str
    authors: tuple[Author, ...]
    institution: str
    licence: Licence
    base: str
    repository: str = ""
    language: str = DEFAULT
    languages: tuple[str, ...] = (DEFAULT,)

    @property
    def root(self) -> str:
        """Return the address of the whole site."""
        return (
            self.base if self.language == DEFAULT else self.base.removesuffix(f"{self.language}/")
        )

    @property
    def above(self) -> str:
        """Return the way from its pages' folder to that of the whole site: nothing, or ``../``."""
        return "" if self.language == DEFAULT else "../"

    def address(self, path: str = "") -> str:
        """Return the whole address of a file of the site; of the site itself without one."""
        return self.base + path


def languages_of(config: Path) -> tuple[str, ...]:
    """Return the languages of a site: the first, and those that ``translations`` names.

    Raises
    ------
    BuildError
        When there are no words of one.
    """
    if not config.is_file():
        # What needs more of it says that it is gone.
        return (DEFAULT,)
    named = read_yaml(config, BuildError).get("translations") or {}
    if not isinstance(named, Mapping):
        raise BuildError(f"{config}: translations: expected languages, found '{named}'")
    others = [str(one) for one in named if one != DEFAULT]
    for one in others:
        if one not in LANGUAGES:
            known = ", ".join(LANGUAGES)
            raise BuildError(f"{config}: translations: expected one of {known}, found '{one}'")
    return (DEFAULT, *others)


def read_settings(config: Path, language: str = DEFAULT) -> Settings:
    """Read ``title``, ``author``, ``institution``, ``licence`` and ``html: baseurl`` of a book.

    And ``repository: url``, which may be missing. In another language than the first, title, author and
    institution are those that ``translations`` has of it, and the site is a folder of the whole.

    Raises
    ------
    BuildError
        When one is missing or not of its form, or an address is none of the web.
    """
    content = read_yaml(config, BuildError)
    if language != DEFAULT:
        content |= _translated(config, content["translations"][language], language)
    for name in ("title", "author", "institution", "licence"):
        if not content.get(name):
            raise BuildError(f"{config}: needs '{name}'; feeds and citations name it")
    for name in ("title", "institution"):
        if isinstance(content[name], dict | list):
            raise BuildError(f"{config}: {name}: expected a text, found '{content[name]}'")
    html = content.get("html")
    base = str(html.get("baseurl") if isinstance(html, dict) else "")
    if not base.startswith(_WEB):
        raise BuildError(
            f"{config}: expected the site's address under html: baseurl, such as "
            f"https://example.org/, found '{base}'; feeds and the site map need it"
        )
    root = base.rstrip("/") + "/"
    return Settings(
        str(content["title"]),
        read_authors(config, content["author"]),
        str(content["institution"]),
        _licence(config, content["licence"]),
        root if language == DEFAULT else f"{root}{language}/",
        _repository(config, content.get("repository") or {}),
        language,
        languages_of(config),
    )


def _translated(config: Path, value: Any, language: str) -> dict[str, Any]:
    """Read what a site is called in a further language: its title, and what else differs there."""
    own = value if isinstance(value, Mapping) else {}
    if not own.get("title") or not {*own} <= {*_TRANSLATED}:
        raise BuildError(
            f"{config}: translations: {language}: expected 'title', and what else differs of "
            f"{', '.join(_TRANSLATED[1:])}, found {', '.join(map(str, own)) or 'nothing'}"
        )
    return dict(own)


def _repository(config: Path, value: Any) -> str:
    """Read where the code is: an address that can stand in a command, or nothing."""
    url = value.get("url") or "" if isinstance(value, Mapping) else value
    if url and not (isinstance(url, str) and _REPOSITORY.fullmatch(url)):
        raise BuildError(
            f"{config}: expected the address of the code under repository: url, such as "
            f"https://example.org/trade.git, found '{url}'; or leave it empty"
        )
    return str(url)


def read_authors(config: Path, value: Any) -> tuple[Author, ...]:
    """Read the authors of a configuration: one, or a list of them.

    Raises
    ------
    BuildError
        When one is not of its form.
    """
    return tuple(_author(config, each) for each in (value if isinstance(value, list) else [value]))


def _author(config: Path, value: Any) -> Author:
    """Read one author: a text names an institution, or a name that is not taken apart."""
    if isinstance(value, str) and value.strip():
        return Author(value.strip())
    if isinstance(value, Mapping) and set(value) == {"family", "given"} and all(value.values()):
        return Author(str(value["family"]), str(value["given"]))
    raise BuildError(
        f"{config}: author: expected a name, or a person's 'family' and 'given' name, found '{value}'"
    )


def _licence(config: Path, value: Any) -> Licence:
    whole = isinstance(value, Mapping) and set(value) == {"name", "url"}
    if not whole or not str(value["url"]).startswith(_WEB):
        raise BuildError(
            f"{config}: licence: expected its 'name' and 'url', such as CC BY 4.0 and "
            f"https://creativecommons.org/licenses/by/4.0/, found '{value}'"
        )
    return Licence(str(value["name"]), str(value["url"]))
