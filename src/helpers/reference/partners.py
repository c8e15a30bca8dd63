"""Trading partners: the countries and territories of the customs, and the groups they belong to.

``partners.csv``
    The three-digit codes of the customs statistics. Its column ``also`` holds the other names that
    customs files write, separated by ``;``: those of the query platform's code table (俄罗斯联邦)
    and downloads (``Hong Kong，China``), former names, and the long forms in use (阿拉伯联合酋长国).
    Full and half width of brackets are one, and white space does not count.
    Places that the table by country prints and whose number was not at hand (关岛, 南极洲 …) have
    their ISO 3166-1 code in small letters; no number is made up.
    ``continent`` is where that table lists them: Georgia, Armenia and Azerbaijan in Asia, and Saint
    Pierre and Miquelon in North America, whatever the first digits of their codes say. Those that it
    does not list have it by that digit; 701, 702, 999 and Antarctica have none.
    Its column ``m49`` holds the three digits by which UN Comtrade knows them, the one in use first:
    ISO 3166-1 numeric, which is M49, but for those that Comtrade counts with small neighbours (842,
    the United States with Puerto Rico; 757, 251, 579, 381), for 699 (India) and for 490, which is
    called "Other Asia, nes" and is Taiwan. Comtrade's 492 is no Monaco, but the rest of the EU.
    Areas that share a code there (Bonaire and Saba), or are a part of another, have none.
``groups.csv``
    Who belonged to a group, and when; `source` is the treaty or announcement. A month counts as a
    member's when it was one on any day of it: the United Kingdom left the EU on 31 January 2020,
    and ``until`` is 2020-01; Timor-Leste joined ASEAN on 26 October 2025, and ``from`` is 2025-10.

What is counted:

- China is no trading partner here (code 142 is re-imports), and stands in no group.
- The EU counts states. Territories that the customs tell apart from theirs (the Canary Islands,
  Ceuta, Réunion …) stay out. Before November 1993 it is the European Communities.
- RCEP counts from the entry into force for each member; Myanmar's between China and Myanmar.
- BRICS counts from the first summit. Saudi Arabia was invited for 2024 but has not formally joined,
  Argentina declined: both stay out.

Belt and Road (BRI) and APEC have codes in ``stated.csv``, for the rows that the customs print, and no
list of members: none of the cooperation documents was at hand whose dates of signing could be checked.
So have the continents.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple

from helpers.core.errors import ReferenceTableError
from helpers.core.periods import Month
from helpers.reference.reference_table import (
    NAME,
    codes_by_name,
    plain_name,
    read_table,
    stated_codes,
    stated_names,
    table_names,
)

if TYPE_CHECKING:
    import pandas as pd

REIMPORTS: Final = "142"
"""China's own code: goods that come back. In every total, and no partner among the largest."""

UNNAMED: Final = frozenset(
    (
        *("199", "299", "399", "499", "599", "699", "701", "702", "999", "ata"),
        *("M837", "M838", "M839", "M899"),
    )
)
"""What is no country or region of its own: the rest of a continent, unknown, international organisations,
neutral packaging, Antarctica; and as UN Comtrade tells them apart bunkers, free zones, special categories
and areas not specified. In every total, and neither ranked nor counted among partners."""

CONTINENTS: Final = ("ASIA", "AFRICA", "EUROPE", "LATAM", "NAMERICA", "OCEANIA")
"""The continents of the table by country, in its order; LATAM is Latin America."""


class GroupName(NamedTuple):
    """What readers call a group, and the names that the customs' tables print."""

    name: str
    name_en: str
    printed: tuple[str, ...] = ()


GROUPS: Final[Mapping[str, GroupName]] = MappingProxyType(
    {
        "EU": GroupName("欧盟", "European Union", ("欧洲联盟",)),
        "ASEAN": GroupName("东盟", "ASEAN", ("东南亚国家联盟",)),
        "RCEP": GroupName(
            "RCEP",
            "RCEP",
            (
                "区域全面经济伙伴关系协定",
                "区域全面经济伙伴关系协定（RCEP）",
                "区域全面经济伙伴关系协定（RCEP）成员国",
                "Regional Comprehensive Economic Partnership",
            ),
        ),
        "BRICS": GroupName("金砖国家", "BRICS"),
    }
)
"""The groups, by the code that stands in the ``partner`` column of observations."""
UNLISTED: Final = frozenset(("APEC", "BRI"))
"""Groups that sources state without a list of members: of which countries a figure is differs by its source's
day, and is not known here."""


@cache
def _codes() -> dict[str, str]:
    groups = {
        name: code
        for code, group in GROUPS.items()
        for name in (code, group.name, group.name_en, *group.printed)
    }
    names = groups | codes_by_name(read_table("partners"), "name", "name_en", "also")
    return {plain_name(name): code for name, code in names.items()}


def partners() -> pd.DataFrame:
    """Return the trading partners that the customs have a code for.

    Returns
    -------
    pandas.DataFrame
        Indexed by the three-digit ``code`` of the customs, or the ISO code in small letters where
        that is not known; ``name`` and ``name_en`` (short), ``iso3`` (ISO 3166-1 alpha-3, empty
        where there is none), ``continent`` (one of ``CONTINENTS``, or empty), ``also`` (other names
        that customs files write, separated by ``;``), ``m49`` (codes of UN Comtrade, likewise).
        Groups are not in it.
    """
    return read_table("partners").copy()


def partner_of_m49(code: str) -> str | None:
    """Return the customs' code of an area that UN Comtrade knows by three digits, if they have one.

    Examples
    --------
    >>> partner_of_m49("842"), partner_of_m49("899")
    ('502', None)
    """
    return _codes_by_m49().get(code)


@cache
def _codes_by_m49() -> dict[str, str]:
    table = read_table("partners")["m49"]
    return {m49: str(code) for code, text in table.items() for m49 in text.split(";") if m49}


def partner_code(name: str) -> str:
    """Return the code of a partner, a group or a continent given by its code, or any of its names.

    Raises
    ------
    ReferenceTableError
        When no partner or group is called so.

    Examples
    --------
    >>> partner_code("大洋洲其他国家(地区)"), partner_code("共建“一带一路”国家和地区")
    ('699', 'BRI')
    """
    plain = plain_name(name)
    try:
        return _codes().get(plain) or stated_codes("partner")[plain.casefold()]
    except KeyError:
        raise ReferenceTableError(
            f"partner '{name}' is not known; expected a customs code, a name or a group, such as 304, 德国, "
            "Germany or EU; if the customs write it so, add it to the column 'also' of partners.csv"
        ) from None


def partner_name(code: str, column: str = NAME) -> str:
    """Return the short name of a partner or a group, of a column of names; errors as in ``partner_code``."""
    known = partner_code(code)
    if known in GROUPS:
        return str(getattr(GROUPS[known], column))
    stated = stated_names("partner", column)
    return stated[known] if known in stated else table_names("partners", column)[known]


def continent_members(continent: str) -> tuple[str, ...]:
    """Return the codes of what the table by country lists on a continent, in ascending order.

    China's re-imports are in it: the row of Asia counts them.

    Raises
    ------
    ReferenceTableError
        When it is none of ``CONTINENTS``.

    Examples
    --------
    >>> continent_members("NAMERICA")
    ('448', '501', '502', '503', '504', '599')
    """
    if continent not in CONTINENTS:
        raise ReferenceTableError(
            f"continent '{continent}' is not known; expected one of {', '.join(CONTINENTS)}"
        )
    table = read_table("partners")
    return tuple(sorted(table.index[table["continent"] == continent]))


@cache
def membership_changes(group: str) -> tuple[str, ...]:
    """Return the months from which a group has other members than the month before, but for its first.

    Examples
    --------
    >>> membership_changes("ASEAN")[-1]
    '2025-10'
    """
    table = read_table("groups", "group")
    mine = table[table.index == group]
    left = {str(Month.parse(str(until)).minus(-1)) for until in mine["until"] if until}
    return tuple(sorted({*map(str, mine["from"])} | left)[1:])


def members(group: str, period: str) -> tuple[str, ...]:
    """Return the codes of those who belonged to a group in a month.

    A comparison with the year before takes the members of one month for both years, or the growth
    is that of the membership too.

    Parameters
    ----------
    group : str
        One of ``GROUPS``.
    period : str
        A month such as ``2024-05``.

    Returns
    -------
    tuple of str
        Customs codes in ascending order, without China's; empty before the group was founded.

    Raises
    ------
    ReferenceTableError
        When there is no such group.
    ValueError
        When the period is not a month.

    Examples
    --------
    >>> members("BRICS", "2011-05")
    ('111', '244', '344', '410')
    """
    if group not in GROUPS:
        raise ReferenceTableError(
            f"group of partners '{group}' is not known; expected one of {', '.join(GROUPS)}"
        )
    month = str(Month.parse(period))
    return tuple(
        code
        for code, first, until in _memberships(group)
        if first <= month and (not until or until >= month)
    )


@cache
def _memberships(group: str) -> tuple[tuple[str, str, str], ...]:
    """Return who belonged to a group: code, first and last month, in the order of codes."""
    table = read_table("groups", "group")
    mine = table[table.index == group]
    return tuple(sorted(zip(mine["code"], mine["from"], mine["until"], strict=True)))


@cache
def address_names() -> dict[str, str]:
    """Return what partners and groups are called in addresses, by code: ``germany``, ``asean``."""
    names = {str(code): str(name) for code, name in partners()["name_en"].items()}
    names |= {code: code for code in (*GROUPS, *stated_names("partner"))}
    return {code: _plain(name) for code, name in names.items()}


def _plain(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return "_".join(re.findall(r"[a-z0-9]+", letters.replace("'", "")))
