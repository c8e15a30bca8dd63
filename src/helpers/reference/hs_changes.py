"""HS codes that an edition of the Harmonized System brought, ended, split or joined.

``hs_changes.csv`` has a row for each pair of codes, before and after, that an edition ties together,
for codes that changed; ``hs_editions.csv`` says when each edition came into force in China, and names
and dates the tables that the pairs come from. Those tables are a guide and not law. They tell which
codes a code's goods went to, not how much of it went to each.

- HS 2017 and HS 2022 are in it, at six digits: a longer code is judged by its first six. China's own
  seventh and eighth digits, which its tariff changes every year (2025 among them), are in no source
  that was at hand, so no such change is here, and None says nothing of them.
- An empty ``from`` stands for parts of more codes than are worth naming, over fifty: the integrated
  circuits of several components of HS 2017; the display modules, transducers and electrical waste
  of HS 2022. Codes that only lost such a part count as unchanged.
- An empty ``to``: the source names no code that the goods went to. That is so of 8541.50 alone.
- Two faults of the source are mended: it names 3002.11, 3002.20 and 3002.30 among the codes of HS
  2022, which has none of them, and does not say that 9114.90, which both editions have, goes on.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, Literal

from helpers.core.errors import ReferenceTableError
from helpers.reference.reference_table import read_table

if TYPE_CHECKING:
    import pandas as pd

Kind = Literal["new", "gone", "split", "joined", "changed"]
"""What became of a code; see ``HsChange.kind``."""

_CODE: Final = re.compile(r"[0-9]{6}(?:[0-9]{2})?")
_TIME: Final = re.compile(r"([0-9]{4})(?:-(0[1-9]|1[0-2]))?")
_DIGITS: Final = 6


@dataclass(frozen=True, slots=True)
class HsChange:
    """What an edition did to a code of six digits.

    Attributes
    ----------
    code : str
        Six digits.
    edition : str
        Name of the edition, such as ``HS 2022``.
    in_force : str
        First month that China's customs used it in, such as ``2022-01``.
    kind : {"new", "gone", "split", "joined", "changed"}
        Of a code that the edition before had: ``split`` when its goods went to several codes, itself
        perhaps among them; ``joined`` when they are now in one code, itself perhaps, with goods of
        other codes; ``changed`` when it is both, or stands for other goods; ``gone`` when it ended
        and all went to one code that is nothing else, or to none that is named. Of others: ``new``.
    predecessors : tuple of str
        Codes of the edition before whose goods, or part of them, it takes; itself, if it had them.
    successors : tuple of str
        Codes of the edition that its goods, or part of them, went to; itself, if it kept some.
    takes_from_many : bool
        Whether it takes parts of more codes too, that are not named.
    """

    code: str
    edition: str
    in_force: str
    kind: Kind
    predecessors: tuple[str, ...]
    successors: tuple[str, ...]
    takes_from_many: bool = False


@dataclass(frozen=True, slots=True)
class _Links:
    before: Mapping[str, tuple[str, ...]]
    after: Mapping[str, tuple[str, ...]]


@cache
def _links(edition: str) -> _Links:
    before: dict[str, tuple[str, ...]] = {}
    after: dict[str, tuple[str, ...]] = {}
    table = read_table("hs_changes", "edition").loc[[edition]]
    for old, new in zip(table["from"], table["to"], strict=True):
        if new:
            before[new] = (*before.get(new, ()), old)
        if old:
            after[old] = (*after.get(old, ()), new)
    return _Links(MappingProxyType(before), MappingProxyType(after))


def hs_editions() -> pd.DataFrame:
    """Return the editions of the Harmonized System whose changes are known, and their sources.

    Returns
    -------
    pandas.DataFrame
        Indexed by ``edition``, its year; ``name``; ``in_force``, its first month in China;
        ``correlation`` and ``correlation_date``, the official tables of what changed and the day
        they came out; ``table``, the file that gives them as data; ``carried_by``, the public copy
        of that file that was read.
    """
    return read_table("hs_editions", "edition").copy()


def change_of(code: str, edition: str) -> HsChange | None:
    """Return what an edition did to a code, or None where it left it as it was.

    Parameters
    ----------
    code : str
        An HS code of six digits, or eight: then its first six count.
    edition : str
        The edition's year, such as ``2022``.

    Raises
    ------
    ReferenceTableError
        When it is no HS code of such a length, or no edition of ``hs_editions``.

    Examples
    --------
    >>> change_of("851712", "2022").successors
    ('851713', '851714')
    """
    heading = _six_digits(code)
    editions = read_table("hs_editions", "edition")
    if edition not in editions.index:
        raise ReferenceTableError(
            f"edition '{edition}' of the Harmonized System is not known; expected one of "
            f"{', '.join(editions.index)}"
        )
    links = _links(edition)
    before, after = links.before.get(heading, ()), links.after.get(heading, ())
    if not before and not after:
        return None
    kind = _kind(heading, links)
    if kind is None:
        return None
    return HsChange(
        code=heading,
        edition=str(editions.loc[edition, "name"]),
        in_force=str(editions.loc[edition, "in_force"]),
        kind=kind,
        predecessors=tuple(filter(None, before)),
        successors=tuple(filter(None, after)),
        takes_from_many="" in before,
    )


def changes_between(code: str, earlier: str, later: str) -> tuple[HsChange, ...]:
    """Return what happened to a code between two times, an edition after the other.

    Parameters
    ----------
    code : str
        An HS code of six digits, or eight: then its first six count.
    earlier, later : str
        Months such as ``2021-12``, or years, which stand for their first month.

    Returns
    -------
    tuple of HsChange
        Empty when no edition that came into force after the one time and by the other changed it.

    Raises
    ------
    ReferenceTableError
        When it is no HS code of such a length, a time is neither month nor year, or they are in the
        wrong order.

    Examples
    --------
    >>> [change.kind for change in changes_between("85414020", "2021-12", "2022-12")]
    ['split']
    >>> changes_between("85076000", "2016", "2025")
    ()
    """
    since, until = _month(earlier), _month(later)
    if since > until:
        raise ReferenceTableError(
            f"'{earlier}' is after '{later}'; expected the earlier time first"
        )
    _six_digits(code)
    found = (
        change_of(code, str(edition))
        for edition, month in read_table("hs_editions", "edition")["in_force"].items()
        if since < month <= until
    )
    return tuple(change for change in found if change is not None)


def _kind(code: str, links: _Links) -> Kind | None:
    before, after = links.before.get(code, ()), links.after.get(code, ())
    if not after:
        return "new"
    if before and code not in after:
        return "changed"
    splits = len(after) > 1
    joins = any(len(links.before.get(each, ())) > 1 for each in after) and not splits
    if before and splits and len(before) > 1:
        return "changed"
    if splits:
        return "split"
    if joins:
        return "joined"
    return None if before else "gone"


def _six_digits(code: str) -> str:
    if _CODE.fullmatch(code) is None:
        raise ReferenceTableError(
            f"'{code}' is not an HS code of six or eight digits, such as 850760 or 85076000"
        )
    return code[:_DIGITS]


def _month(time: str) -> str:
    match = _TIME.fullmatch(time)
    if match is None:
        raise ReferenceTableError(f"'{time}' is not a month or year, such as 2022-01 or 2022")
    return f"{match[1]}-{match[2] or '01'}"
