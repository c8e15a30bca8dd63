"""The words by which texts are read, of all languages at once: a text may be in several."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from helpers.presentation.locale.language import LANGUAGES
from helpers.presentation.locale.words import Words, words_of
from helpers.publishing.open_data.page_scripts import names_of_members
from helpers.reference.units import base_unit, factors, names_of_units, unit_codes

_CODE: Final = re.compile(r"[\d_]+")
_RE_IMPORTS: Final = "partner/142"
"""In texts the name of this member is the nation's."""
_NATION: Final = "nation/_T"
_SHORTEST: Final = 3
"""Letters of a unit's name: ``g`` and ``T`` stand for too much else."""


def checking_words(index: Mapping[str, Any], words: Words) -> dict[str, Any]:
    """Return what texts are read with, and what is said of their claims in a language.

    Parameters
    ----------
    index : mapping
        The explorer's.
    words : Words
        The language in which claims are told.

    Returns
    -------
    dict
        ``languages``, the trees ``factcheck.read`` of all languages; ``members``, lists of an address and the names
        of a member; ``groups``, a name with addresses each; ``quantities``, a name and the code of a unit each;
        ``say``, the tree ``factcheck.say``.
    """
    every = [words_of(language) for language in LANGUAGES]
    return {
        "languages": [one.tree("factcheck.read") for one in every],
        "members": _members(index, every),
        "groups": [group for one in every for group in _groups(one)],
        "quantities": [[name, code, 1] for name, code in (*_quantities(), *_further(every))],
        "say": words.tree("factcheck.say"),
    }


def units() -> dict[str, tuple[str, float]]:
    """Return by unit of quantity the one that it converts into, and how many of that it is."""
    return {code: (base_unit(code), factors(base_unit(code))[code]) for code in unit_codes()}


def _members(index: Mapping[str, Any], every: list[Words]) -> list[list[str]]:
    """List the members that the data has, each with its names in all languages."""
    found: dict[str, list[str]] = {}
    for words in every:
        for member, *names in names_of_members(index, words):
            found.setdefault(member, []).extend(one for one in names if not _CODE.fullmatch(one))
        for member, names in _listed(words.text("factcheck.read.called")):
            found.setdefault(member, []).extend(names)
    return [
        [member, *dict.fromkeys(names)]
        for member, names in sorted(found.items())
        if member not in (_NATION, _RE_IMPORTS)
    ]


def _groups(words: Words) -> Iterator[list[Any]]:
    """Yield the names for several members at once that queries know, too, with their addresses."""
    for name, members in _listed(words.text("search.answers.groups")):
        yield [name, members]


def _listed(text: str) -> Iterator[tuple[str, list[str]]]:
    """Read ``name=one,two; other=three``."""
    for entry in filter(None, map(str.strip, text.split(";"))):
        name, _, values = entry.partition("=")
        yield name.strip(), [value.strip() for value in values.split(",")]


def _further(every: list[Words]) -> Iterator[tuple[str, str]]:
    """Yield the names of units that texts have and the customs have not, with their codes."""
    for words in every:
        for entry in filter(None, words.text("factcheck.read.units").split(",")):
            code, _, names = entry.partition("=")
            yield from ((name, code) for name in names.split("|"))


def _quantities() -> Iterator[tuple[str, str]]:
    """Yield the names of units of quantity with their codes, as texts write them."""
    for code, names in names_of_units().items():
        for name in names:
            if not name.isascii() or len(name) >= _SHORTEST:
                yield name.lower(), code
