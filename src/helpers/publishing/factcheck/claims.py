"""The claims of a text with their verdicts, and where each stands in it."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from helpers.publishing.factcheck.checker import Checker

VERDICTS: Final = ("differs", "was_right", "cannot_judge", "agrees")
"""In the order in which they matter."""

_BASIC: Final = 0xFFFF
"""Characters above are two units of UTF-16."""


@dataclass(frozen=True)
class Claim:
    """A number of a text.

    Attributes
    ----------
    text : str
        As it is written.
    start, end : int
        Where it stands in the whole text, in characters.
    value, unit : float or None, str
        What it says.
    verdict : str
        One of ``VERDICTS``.
    figure : str
        The address of the figure it was compared with; empty where there is none.
    expected : Any
        What the data has, unrounded; None where that is nothing.
    reason : str
        Why it cannot be judged; empty otherwise.
    is_claim : bool
        Whether it was understood as a claim at all.
    reading, judged, meant : str
        In words: how it was read, what became of it, what may have been meant.
    """

    text: str
    start: int
    end: int
    value: float | None
    unit: str
    verdict: str
    figure: str
    expected: Any
    reason: str
    is_claim: bool
    reading: str
    judged: str
    meant: str

    @property
    def written(self) -> str:
        """Return the number on one line."""
        return " ".join(self.text.split())


class CheckedText:
    """A text, its numbers, and the words for what is said of them.

    Attributes
    ----------
    text : str
    numbers : tuple of Claim
        All of them in their order, those too that are no claims.
    say : mapping
        The tree ``factcheck.say`` of a language.
    """

    def __init__(self, text: str, numbers: tuple[Claim, ...], say: Mapping[str, Any]) -> None:
        self.text, self.numbers, self.say = text, numbers, say

    @property
    def claims(self) -> list[Claim]:
        """Return the numbers that were understood as claims."""
        return [one for one in self.numbers if one.is_claim]

    @property
    def differs(self) -> bool:
        """Return whether the data contradicts a claim."""
        return any(one.verdict == "differs" for one in self.claims)

    def paragraphs(self) -> list[list[tuple[str, Claim | None]]]:
        """Return the text by lines, in pieces: numbers, and None with what stands between them."""
        found: list[list[tuple[str, Claim | None]]] = [[]]
        place = 0
        for number in self.numbers:
            _add_lines(found, self.text[place : number.start])
            found[-1].append((number.written, number))
            place = number.end
        _add_lines(found, self.text[place:])
        return found

    def verdict_name(self, verdict: str) -> str:
        """Return what a verdict is called."""
        return str(self.say["verdicts"][verdict]["name"])

    def summary(self) -> list[str]:
        """Return how many claims there are of each verdict, and which numbers are none."""
        if not self.numbers:
            return [self.say["page"]["nothing"]]
        counts = Counter(one.verdict for one in self.claims)
        slots = {verdict: counts[verdict] for verdict in VERDICTS}
        told = [self.say["page"]["summary"].format(count=len(self.claims), **slots)]
        others = [one.written for one in self.numbers if not one.is_claim]
        if others:
            listed = self.say["joined"].join(others)
            told.append(self.say["page"]["unread"].format(count=len(others), list=listed))
        return told

    def explanation(self, claim: Claim) -> list[str]:
        """Return what is said of a claim, a line each: verdict, what may have been meant, how it was read."""
        read_as = self.say["page"]["read_as"].format(reading=claim.reading) if claim.reading else ""
        return [line for line in (claim.judged, claim.meant, read_as) if line]


def check_text(checker: Checker, text: str, base: str) -> CheckedText:
    """Judge the claims of a text; ``base`` is the address of the site that shows the figures."""
    characters = _Characters(text)
    numbers = (_claim(found, characters, base) for found in checker.check(text))
    return CheckedText(text, tuple(numbers), checker.say)


def _claim(found: Mapping[str, Any], characters: _Characters, base: str) -> Claim:
    same = ("text", "value", "unit", "verdict", "expected", "reason")
    content: dict[str, Any] = {name: found[name] for name in same}
    # What is told may quote the text, whose lines end anywhere.
    content |= {name: " ".join(found[name].split()) for name in ("reading", "judged", "meant")}
    return Claim(
        start=characters.place(found["start"]),
        end=characters.place(found["end"]),
        figure=base + found["figure"] if found["figure"] else "",
        is_claim=found["isClaim"],
        **content,
    )


def line_and_column(text: str, place: int) -> tuple[int, int]:
    """Return the line and the column of a place in a text, counted from 1."""
    return text.count("\n", 0, place) + 1, place - text.rfind("\n", 0, place)


def _add_lines(paragraphs: list[list[tuple[str, Claim | None]]], text: str) -> None:
    """Add text without numbers; each line end begins a paragraph."""
    first, *others = text.split("\n")
    paragraphs[-1].append((first, None))
    paragraphs.extend([(line, None)] for line in others)


class _Characters:
    """Where the units of UTF-16, as scripts count them, are among the characters of a text."""

    def __init__(self, text: str) -> None:
        wide = [place for place, sign in enumerate(text) if ord(sign) > _BASIC]
        self._units = [place + before for before, place in enumerate(wide)]

    def place(self, unit: int) -> int:
        """Return the place of the character that begins at a unit."""
        return unit - bisect_left(self._units, unit)
