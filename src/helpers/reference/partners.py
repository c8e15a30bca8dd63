"""Trading partners: the countries and territories of the customs, and the groups they belong to.

Two tables stand beside this module.

``partners.csv``
    The three-digit codes of the customs statistics. Its column ``also`` holds the other names that
    customs files write, separated by ``;``: those of the query platform's code table (俄罗斯联邦)
    and downloads (``Hong Kong，China``), former names, and the long forms in use (阿拉伯联合酋长国).
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

The library country_converter (1.3.2) was looked at and is not used: it keeps the EU as six undated
lists (12 members to 28, which agree with this table), the four of BRIC, and neither ASEAN nor RCEP.
There is no Belt and Road group: no list of the cooperation documents was at hand whose dates of
signing could be checked.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Final, NamedTuple

import pandas as pd

from helpers.core.errors import ReferenceTableError
from helpers.core.periods import Month
from helpers.reference.reference_table import read_table

REIMPORTS: Final = "142"
"""China's own code: goods that come back. In every total, and no partner among the largest."""


class GroupName(NamedTuple):
    """What readers call a group."""

    name: str
    name_en: str


GROUPS: Final[Mapping[str, GroupName]] = MappingProxyType(
    {
        "EU": GroupName("欧盟", "European Union"),
        "ASEAN": GroupName("东盟", "ASEAN"),
        "RCEP": GroupName("RCEP", "RCEP"),
        "BRICS": GroupName("金砖国家", "BRICS"),
    }
)
"""The groups, by the code that stands in the ``partner`` column of observations."""


def _partners() -> pd.DataFrame:
    return read_table("partners")


@cache
def _memberships() -> pd.DataFrame:
    return read_table("groups", "group").reset_index()


@cache
def _codes() -> Mapping[str, str]:
    codes: dict[str, str] = {}
    for group, names in GROUPS.items():
        codes.update(dict.fromkeys((group, *names), group))
    for code, row in _partners().iterrows():
        also = str(row["also"]).split(";") if row["also"] else ()
        codes.update(dict.fromkeys((str(code), row["name"], row["name_en"], *also), str(code)))
    return MappingProxyType(codes)


def partners() -> pd.DataFrame:
    """Return the trading partners that the customs have a code for.

    Returns
    -------
    pandas.DataFrame
        Indexed by the three-digit ``code`` of the customs; ``name`` and ``name_en`` (short),
        ``iso3`` (ISO 3166-1 alpha-3, empty where there is none), ``also`` (other names that
        customs files write, separated by ``;``). Groups are not in it.
    """
    return _partners().copy()


def partner_code(name: str) -> str:
    """Return the code of a partner or a group told by code, or by any of its names.

    Parameters
    ----------
    name : str
        A customs code, a Chinese or English name, or one of those in ``also``.

    Raises
    ------
    ReferenceTableError
        When no partner or group is called so.
    """
    try:
        return _codes()[name]
    except KeyError:
        raise ReferenceTableError(
            f"partner '{name}' is not known; expected a customs code, a name or a group, such as 304, 德国, "
            "Germany or EU; if the customs write it so, add it to the column 'also' of partners.csv"
        ) from None


def partner_name(code: str) -> str:
    """Return the short Chinese name of a partner or a group.

    Raises
    ------
    ReferenceTableError
        When the code is no partner's and no group's.
    """
    known = partner_code(code)
    return GROUPS[known].name if known in GROUPS else str(_partners().loc[known, "name"])


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
    table = _in_month(period)
    return tuple(sorted(str(code) for code in table.loc[table["group"] == group, "code"]))


def groups_of(code: str, period: str) -> tuple[str, ...]:
    """Return the groups that a partner belonged to in a month.

    Parameters
    ----------
    code : str
        A partner's customs code.
    period : str
        A month such as ``2024-05``.

    Returns
    -------
    tuple of str
        Some of ``GROUPS``, in that order.

    Raises
    ------
    ReferenceTableError
        When the code is no partner's.
    ValueError
        When the period is not a month.

    Examples
    --------
    >>> groups_of("112", "2025-02")
    ('ASEAN', 'RCEP', 'BRICS')
    """
    if code not in _partners().index:
        raise ReferenceTableError(
            f"partner code '{code}' is not known; expected three digits of partners.csv, such as 304"
        )
    table = _in_month(period)
    found = set(table.loc[table["code"] == code, "group"])
    return tuple(group for group in GROUPS if group in found)


@cache
def _in_month(period: str) -> pd.DataFrame:
    month = str(Month.parse(period))
    table = _memberships()
    ended = (table["until"] != "") & (table["until"] < month)
    return table[(table["from"] <= month) & ~ended]
