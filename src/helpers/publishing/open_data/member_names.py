"""What the members of dimensions are called, in Chinese and, where a table has it, in the other languages."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache, partial
from typing import Any, Final

from helpers.core.dimensions import NATIONAL, WHOLE
from helpers.presentation.locale.language import LANGUAGES
from helpers.presentation.locale.words import Words, words_of
from helpers.reference.commodities import commodities
from helpers.reference.partners import GROUPS, UNLISTED, membership_changes, partners
from helpers.reference.products import hs_names, product_groups
from helpers.reference.provinces import is_place, provinces, short_place_name
from helpers.reference.reference_table import names_in_text, stated_names
from helpers.reference.sections import hs_sections, section_names, sitc_sections
from helpers.reports.timelines.subjects import PLACE, in_address
from helpers.reports.timelines.timelines import DIMENSIONS

_FLOWS: Final = ("export", "import")
_CHINESE: Final = "name"
"""The column of the reference tables with Chinese names, and in a description the name in Chinese."""
_FRONT: Final = "name_"
"""Before the language, in a column with names in another: ``name_en``."""


def described(
    dimension: str, codes: Iterable[str], words: Words, translations: Iterable[Words] = ()
) -> dict[str, dict[str, Any]]:
    """Describe members by code, as addresses have it, with ``code`` where that is another.

    All have ``name``, and ``short`` and, in each other language, ``en`` where they are known. Provinces have
    ``tile``, their place in the map, and their ``letters``; cities and zones the ``kind`` ``place``, and ``of``,
    the code of their province, which is described with them; groups of partners ``group``, and ``changes``,
    the months from which they have other members, or ``unlisted``, where these are not known; products
    their ``kind``: ``group``, ``section``, ``hs`` or ``list``.

    ``words`` are the Chinese ones, ``translations`` those of all languages, both with the names that the data gives.
    """
    if dimension == NATIONAL:
        return {WHOLE: {"name": words.region(WHOLE), **_regions_in(translations, WHOLE)}}
    describers: Mapping[str, Callable[[str, Words], dict[str, Any]]] = {
        "region": partial(_region, translations=tuple(translations)),
        "partner": _partner,
        "product": _product,
    }
    describe = describers[dimension]
    wholes = {code[:2] for code in codes if dimension == "region" and is_place(code)}
    found = {}
    for code in sorted({*codes} | wholes):
        key = in_address(code)
        found[key] = describe(code, words) | ({} if key == code else {"code": code})
    return found


def forms_of_names(words: Words) -> dict[str, list[str]]:
    """Return which names of a description a language writes, the best first.

    Returns
    -------
    dict
        ``name`` in full, ``short``, and in a ``tile`` of the map; and ``others``, the names in any language but
        Chinese.
    """
    key = _key(words.column)
    own, tiles = [] if key == _CHINESE else [key], words.text("writing.tiles")
    return {
        "name": [*own, _CHINESE],
        "short": [*own, "short", _CHINESE],
        "tile": ["short" if tiles == _CHINESE else _key(tiles)],
        "others": [*_others()],
    }


def names_in_sentences(words: Words) -> dict[str, dict[str, str]]:
    """Return, by dimension and code, the names that are another within a sentence: the United States."""
    return {one: dict(names_in_text(one, words.column)) for one in DIMENSIONS[1:]}


def _key(column: str) -> str:
    """Return what a description calls the names of a column: ``en`` of ``name_en``."""
    return column.removeprefix(_FRONT)


@cache
def _others() -> tuple[str, ...]:
    """Return what a description calls the names of languages that have their own."""
    return tuple(_key(column) for column in sorted(_columns("names")))


def _regions_in(translations: Iterable[Words], code: str) -> dict[str, str]:
    """Return the name of a region in the languages that have names of their own."""
    return {_key(one.column): one.region(code) for one in translations if one.column != _CHINESE}


def _columns(what: str) -> set[str]:
    """Return the columns that languages besides Chinese write: of ``names``, or of ``tiles``."""
    return {words_of(one).text(f"writing.{what}") for one in LANGUAGES} - {_CHINESE}


def _region(code: str, words: Words, translations: Iterable[Words]) -> dict[str, Any]:
    if not is_place(code):
        return _province(code, words)
    name = words.region(code)
    found = {"name": name, "kind": PLACE, "of": code[:2], **_regions_in(translations, code)}
    short = short_place_name(name)
    return found if short == name else {**found, "short": short}


def _province(code: str, words: Words) -> dict[str, Any]:
    row = provinces().loc[code]
    return {
        "name": str(row["full_name"]),
        "short": words.region(code),
        **{_key(column): str(row[column]) for column in _columns("names") | _columns("tiles")},
        "tile": [int(str(row[name])) for name in ("tile_row", "tile_col")],
    }


def _partner(code: str, words: Words) -> dict[str, Any]:
    group = code in GROUPS or code in stated_names("partner")
    found: dict[str, Any] = {"name": words.partner(code), **_translated(_partner_names, code)}
    if code in GROUPS:
        found["changes"] = [*membership_changes(code)]
    if code in UNLISTED:
        found["unlisted"] = True
    return {**found, "group": True} if group else found


def _product(code: str, words: Words) -> dict[str, Any]:
    others = _translated(_product_names, code)
    return {"name": words.product(code), **others, "kind": kind_of(code)}


def kind_of(code: str) -> str:
    """Return of what kind a product is: ``group``, ``section``, ``hs`` or ``list``.

    Examples
    --------
    >>> kind_of("electronics"), kind_of("S01"), kind_of("8507"), kind_of("COAL")
    ('group', 'section', 'hs', 'list')
    """
    if code in product_groups().index:
        return "group"
    if code in section_names():
        return "section"
    return "hs" if code.isdigit() else "list"


def _translated(names_in: Callable[[str], Mapping[str, str]], code: str) -> dict[str, str]:
    """Return the names of a code in the languages that have one."""
    found = {_key(column): names_in(column).get(code) for column in sorted(_columns("names"))}
    return {key: name for key, name in found.items() if name}


@cache
def _partner_names(column: str) -> dict[str, str]:
    countries = {str(code): str(name) for code, name in partners()[column].items()}
    groups = {code: str(getattr(group, column)) for code, group in GROUPS.items()}
    return countries | groups | _stated(column, "partner")


@cache
def _product_names(column: str) -> dict[str, str]:
    tables = (
        *(commodities(flow) for flow in _FLOWS),
        hs_sections(),
        sitc_sections(),
        hs_names(),
        product_groups(),
    )
    names = {str(code): str(name) for table in tables for code, name in table[column].items()}
    return names | _stated(column, "product")


def _stated(column: str, dimension: str) -> dict[str, str]:
    """Return the names in a column of what sources state, which come first on pages as well."""
    chinese, names = stated_names(dimension), stated_names(dimension, column)
    return {code: name for code, name in names.items() if name != chinese[code]}
