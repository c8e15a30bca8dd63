"""What part of a dimension a file is restricted to, and whether several parts make up the whole."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain, product
from typing import Final, Self

from helpers.core.dimensions import WHOLE
from helpers.reference.partners import partners
from helpers.reference.products import CHAPTERS
from helpers.reference.provinces import provinces
from helpers.reference.reference_table import read_table

_MEMBERS: Final[Mapping[str, tuple[str, str]]] = {
    "region": (r"[0-9]{2}(?:-.+)?|[A-Z]\w*", "two digits such as 44"),
    "partner": (r"[0-9]{3}|[a-z]{3}|[A-Z]\w*", "three digits such as 110"),
    "product": (r"(?:[0-9]{2}){1,5}|[A-Za-z]\w*", "an HS code of 2, 4, 6, 8 or 10 digits"),
    "regime": (r"[0-9]{2}|[A-Z]\w*", "two digits such as 10"),
    "enterprise": (r"\w+", "a code such as private"),
    "locality": (r"[0-9]{2}(?:-.+)?", "two digits such as 44"),
    "office": (r"\w.*", "the name of a customs office such as 上海海关"),
}
"""By dimension the shape of a member, and how a message describes it."""

_RANGE: Final = re.compile(r"(?P<first>[0-9]+)\s*(?:-|–|—|\.\.)\s*(?P<last>[0-9]+)")


@dataclass(frozen=True)
class Restriction:
    """Members of one dimension, and ranges of them; of an HS code all longer codes within it.

    Attributes
    ----------
    ranges : tuple of (str, str)
        The first and the last of each range; of a single member it is both.

    Examples
    --------
    >>> scope = Restriction.parse("01-84,98")
    >>> scope.contains("84713000"), scope.contains("85076000")
    (True, False)
    """

    ranges: tuple[tuple[str, str], ...]

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read ``01-84,98``.

        Raises
        ------
        ValueError
            When a part is empty, or a range runs between codes of different lengths or backwards.
        """
        return cls(tuple(map(_range, re.split("[,，、]", text))))

    @property
    def member(self) -> str | None:
        """Return its only member; None where it has several, or a range."""
        (first, last), *more = self.ranges
        return first if first == last and not more else None

    def contains(self, code: str) -> bool:
        """Return whether a code is a member, in a range, or within one of these."""
        return any(
            len(code) >= len(first) and first <= code[: len(first)] <= last
            for first, last in self.ranges
        )

    def condition(self, column: str) -> tuple[str, list[str | int]]:
        """Return ``contains`` as SQL over a column, and the values of its places."""
        text = f"substr({column}, 1, ?) BETWEEN ? AND ?"
        values = [part for first, last in self.ranges for part in (len(first), first, last)]
        return f"({' OR '.join([text] * len(self.ranges))})", values


def check_restriction(dimension: str, text: str) -> None:
    """Check that a text is a restriction of a dimension.

    Raises
    ------
    ValueError
        As ``Restriction.parse``; or where there is no such dimension, or a code has not its shape.
    """
    if dimension not in _MEMBERS:
        raise ValueError(
            f"dimension '{dimension}' is not known; expected one of {', '.join(_MEMBERS)}"
        )
    shape, expected = _MEMBERS[dimension]
    for code in chain.from_iterable(restriction(text).ranges):
        if code == WHOLE or re.fullmatch(shape, code) is None:
            raise ValueError(f"expected {expected}, or a range of such, found '{code}'")


def within(only: Iterable[tuple[str, str]], table: str = "") -> tuple[str, list[str | int]]:
    """Return as SQL that a row lies within restrictions by dimension, and the values of its places.

    ``table`` stands before the columns where it is given, such as ``old.``.
    """
    found = [restriction(text).condition(f"{table}{name}") for name, text in only]
    condition = " AND ".join(each for each, _ in found) or "true"
    return condition, [value for _, values in found for value in values]


@lru_cache(maxsize=1000)
def restriction(text: str) -> Restriction:
    """Return what a text restricts a dimension to; each text is read once."""
    return Restriction.parse(text)


def covers(
    parts: Iterable[Mapping[str, str]], fixed: Mapping[str, str], extra: Mapping[str, Iterable[str]]
) -> bool:
    """Return whether parts of a query leave nothing out.

    Parameters
    ----------
    parts : iterable of mapping of str to str
        What each part is restricted to, by dimension, as text.
    fixed : mapping of str to str
        The members for which they are to be whole; all members of every other dimension.
    extra : mapping of str to iterable of str
        By dimension members that the data has beside those that are always there.
    """
    boxes = list(parts)
    if any(not box for box in boxes):
        return True
    names = sorted({name for box in boxes for name in box})
    signatures = [
        _signatures(tuple(box.get(name) for box in boxes), _atoms(name, fixed, extra))
        for name in names
    ]
    return bool(boxes) and all(frozenset.intersection(*chosen) for chosen in product(*signatures))


def _atoms(
    name: str, fixed: Mapping[str, str], extra: Mapping[str, Iterable[str]]
) -> frozenset[str]:
    """Return what a dimension is made up of: the member that is fixed, or all there are."""
    member = fixed.get(name, WHOLE)
    return frozenset((member,)) if member != WHOLE else universe(name) | {*extra.get(name, ())}


@lru_cache(maxsize=1000)
def _signatures(texts: tuple[str | None, ...], atoms: frozenset[str]) -> frozenset[frozenset[int]]:
    """Return the sets of parts that have an atom: atoms that the same parts have are alike.

    ``texts``: what each part is restricted to; None for all of the dimension.
    """
    scopes = [None if text is None else restriction(text) for text in texts]
    return frozenset(
        frozenset(
            place for place, scope in enumerate(scopes) if scope is None or scope.contains(atom)
        )
        for atom in (atoms or {WHOLE})
    )


@cache
def universe(dimension: str) -> frozenset[str]:
    """Return the members that a dimension always has; empty where no table lists them.

    Of products the chapters of the Harmonized System, 01 to 97 without the reserved 77. Chapter 98,
    which the customs of China use for goods not classified by kind, is one where data has it; so are
    partners without a number of the customs.
    """
    match dimension:
        case "product":
            return frozenset(CHAPTERS)
        case "partner":
            return frozenset(filter(str.isdigit, partners().index))
        case "region" | "locality":
            return frozenset(map(str, provinces().index))
        case "regime":
            return frozenset(map(str, read_table("regimes").index))
        case _:
            return frozenset()


def _range(text: str) -> tuple[str, str]:
    part = text.strip()
    found = _RANGE.fullmatch(part)
    first, last = found.group("first", "last") if found else (part, part)
    if not part or part.endswith(("-", "–")) or len(first) != len(last) or first > last:
        raise ValueError(f"expected codes and upward ranges such as 01-84,98, found '{part}'")
    return first, last
