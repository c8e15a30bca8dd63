"""What the members of dimensions are called, in Chinese and, where a table has it, in English."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any, Final

from helpers.core.dimensions import NATIONAL, WHOLE
from helpers.presentation.locale.words import Words
from helpers.reference.commodities import commodities
from helpers.reference.partners import GROUPS, UNLISTED, membership_changes, partners
from helpers.reference.products import hs_names, product_groups
from helpers.reference.provinces import is_place, provinces, short_place_name
from helpers.reference.reference_table import stated_names
from helpers.reference.sections import hs_sections, section_names, sitc_sections
from helpers.reports.timelines.subjects import PLACE, in_address

_FLOWS: Final = ("export", "import")
_NAMES: Final = {"name": ["name"], "name_en": ["en", "name"]}
_SHORT: Final = {"name": ["short", "name"], "name_en": ["en", "short", "name"]}
_TILES: Final = {"name": ["short"], "letters": ["letters"]}
"""By the column of the reference tables that a language writes, the names in a description, the best first."""


def described(dimension: str, codes: Iterable[str], words: Words) -> dict[str, dict[str, Any]]:
    """Describe members by code, as addresses have it, with ``code`` where that is another.

    All have ``name``, and ``short`` and ``en`` where they are known. Provinces have ``tile``, their place in the
    map, and their ``letters``; cities and zones the ``kind`` ``place``, and ``of``, the code of their
    province, which is described with them; groups of partners ``group``, and ``changes``, the months from
    which they have other members, or ``unlisted``, where these are not known;
    products their ``kind``: ``group``, ``section``, ``hs`` or ``list``.
    """
    if dimension == NATIONAL:
        return {WHOLE: {"name": words.region(WHOLE), "en": "China"}}
    describe = {"region": _region, "partner": _partner, "product": _product}[dimension]
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
        ``name`` in full, ``short``, and in a ``tile`` of the map.
    """
    column, tiles = words.text("writing.names"), words.text("writing.tiles")
    return {"name": _NAMES[column], "short": _SHORT[column], "tile": _TILES[tiles]}


def _region(code: str, words: Words) -> dict[str, Any]:
    if not is_place(code):
        return _province(code, words)
    name = words.region(code)
    found = {"name": name, "kind": PLACE, "of": code[:2]}
    short = short_place_name(name)
    return found if short == name else {**found, "short": short}


def _province(code: str, words: Words) -> dict[str, Any]:
    row = provinces().loc[code]
    return {
        "name": str(row["full_name"]),
        "short": words.region(code),
        "en": str(row["name_en"]),
        "letters": str(row["letters"]),
        "tile": [int(str(row[name])) for name in ("tile_row", "tile_col")],
    }


def _partner(code: str, words: Words) -> dict[str, Any]:
    group = code in GROUPS or code in stated_names("partner")
    found: dict[str, Any] = {"name": words.partner(code), **_english(_partners_in_english(), code)}
    if code in GROUPS:
        found["changes"] = [*membership_changes(code)]
    if code in UNLISTED:
        found["unlisted"] = True
    return {**found, "group": True} if group else found


def _product(code: str, words: Words) -> dict[str, Any]:
    english = _english(_products_in_english(), code)
    return {"name": words.product(code), **english, "kind": kind_of(code)}


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


def _english(names: dict[str, str], code: str) -> dict[str, str]:
    return {"en": names[code]} if names.get(code) else {}


@cache
def _partners_in_english() -> dict[str, str]:
    countries = {str(code): str(name) for code, name in partners()["name_en"].items()}
    groups = {code: group.name_en for code, group in GROUPS.items()}
    return countries | groups | _stated_in_english("partner")


@cache
def _products_in_english() -> dict[str, str]:
    tables = (
        *(commodities(flow) for flow in _FLOWS),
        hs_sections(),
        sitc_sections(),
        hs_names(),
        product_groups(),
    )
    names = {str(code): str(name) for table in tables for code, name in table["name_en"].items()}
    return names | _stated_in_english("product")


def _stated_in_english(dimension: str) -> dict[str, str]:
    """Return the English names of what sources state, which come first on pages as well."""
    chinese, english = stated_names(dimension), stated_names(dimension, "name_en")
    return {code: name for code, name in english.items() if name != chinese[code]}
