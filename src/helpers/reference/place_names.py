"""Cities and zones in the names of a language that does not write Chinese: Shenzhen, Jilin City.

The customs name them in Chinese alone. ``place_names.csv`` has cities, districts and ports by the names
they are known under, a column a language; ``place_words.csv`` the words for what a place is, such as a
comprehensive bonded zone. All else is written in Pinyin.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from helpers.reference.provinces import (
    CITY,
    full_place_name,
    province_name,
    provinces,
    short_place_name,
    within_province,
)
from helpers.reference.reference_table import NAME, plain_name, read_table

_LETTER: Final = "[\u3007\u4e00-\u9fff]"
_OTHERS: Final = "[^\u3007\u4e00-\u9fff\\s]+"
_SINGLE: Final = 1
"""A word of one letter, such as 区, ends a name; within one it is a part of another word."""


@cache
def place_name(code: str, name: str, column: str = NAME) -> str:
    """Return the name of a city or zone of a column of names, given the name in its file.

    Examples
    --------
    >>> place_name("44-深圳市", "深圳市", "name_en"), place_name("22-吉林市", "吉林市", "name_en")
    ('Shenzhen', 'Jilin City')
    >>> place_name("31-x", "上海外高桥保税区", "name_en")
    'Shanghai Waigaoqiao Bonded Zone'
    """
    if column == NAME or not re.search(_LETTER, name):
        return name
    text = short_place_name(within_province(code, plain_name(name)))
    known = _known(column)
    parts = (known.get(part) or _in_pinyin(part) for part in _pattern(column).findall(text))
    return " ".join(parts).replace("( ", "(").replace(" )", ")")


def place_name_apart(code: str, name: str, column: str = NAME) -> str:
    """Return a name of ``place_name`` with that of its province, where others are called so, too.

    Examples
    --------
    >>> place_name_apart("34-宿州市", "Suzhou", "name_en"), place_name_apart("22-x", "开发区")
    ('Suzhou (Anhui)', '吉林省开发区')
    """
    if column == NAME:
        return full_place_name(code, name)
    return f"{name} ({province_name(code[:2], column)})"


@cache
def _known(column: str) -> dict[str, str]:
    """Return what is not written in Pinyin."""
    regions = provinces()
    named = dict(zip(regions["name"], regions[column], strict=True))
    cities = read_table("place_names", NAME)[column].to_dict()
    cities |= {f"{city}{CITY}": name for city, name in cities.items()}
    return {**named, **cities, **read_table("place_words", NAME)[column].to_dict()}


@cache
def _pattern(column: str) -> re.Pattern[str]:
    """Return what parts a name: known words, the longest first, and runs of other letters between them."""
    words = sorted(_known(column), key=len, reverse=True)
    known = "|".join(one if len(one) > _SINGLE else f"{one}$" for one in words)
    return re.compile(rf"{known}|(?:(?!{known}){_LETTER})+|{_OTHERS}")


def _in_pinyin(text: str) -> str:
    """Write a name in Pinyin, an apostrophe before a syllable that begins with a vowel: Xi'an."""
    # Few pages name a place, and the readings of all characters take time to import.
    from pypinyin import lazy_pinyin  # noqa: PLC0415

    if not re.match(_LETTER, text):
        return text
    syllables = lazy_pinyin(text, v_to_u=True)
    joined = syllables[0] + "".join(f"'{one}" if one[0] in "aoe" else one for one in syllables[1:])
    return joined.capitalize()
