"""The labelled texts with one thing made wrong each: a unit, sign, digit, month, flow, province, pair, or span.

A mutation that would be true by chance at the digits printed, or of which the open data says nothing, is left out.
"""

import functools
import random
import re
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from publishing.factcheck import reworded
from publishing.factcheck.labels import Claim, LabelledText, all_texts
from publishing.factcheck.printed import Printed, read, words
from publishing.factcheck.truth import is_false


class Falsehood(NamedTuple):
    """A number that no longer holds, and where it begins in the text of its mutation."""

    number: str
    start: int


class Mutation(NamedTuple):
    """A text in which something was made wrong; each of its falsehoods must not be found to agree."""

    of: str
    kind: str
    text: str
    falsehoods: tuple[Falsehood, ...]


def _chance(text: LabelledText, claim: Claim) -> random.Random:
    """Return a source of chance that is the same for a claim in every run."""
    return random.Random(zlib.crc32(f"{text.key} {claim.start}".encode()))


def _true_claims(text: LabelledText) -> list[Claim]:
    return [claim for claim in text.claims if claim.verdict == "agrees" and not claim.doubtful]


def _written_in_digits(number: str) -> Printed | None:
    """Return what a number says that has plain digits; None of others."""
    return read(number) if any("0" <= sign <= "9" for sign in number) else None


def _renumbered(text: LabelledText, claim: Claim, kind: str, number: str) -> Iterator[Mutation]:
    """Yield the text with another number in a claim's place, where it is wrong there."""
    before = _written_in_digits(claim.number)
    after = _written_in_digits(number)
    if before is None or after is None or before != claim.printed:
        return
    if is_false(claim._replace(number=number, printed=after)):
        changed = text.text[: claim.start] + number + text.text[claim.start + len(claim.number) :]
        yield Mutation(text.key, kind, changed, (Falsehood(number, claim.start),))


def unit(text: LabelledText) -> Iterator[Mutation]:
    """Yield texts in which an amount is ten thousand times too large or too small."""
    for claim in _true_claims(text):
        for right, wrong in words()["slips"].items():
            if right in claim.number:
                yield from _renumbered(text, claim, "unit", claim.number.replace(right, wrong, 1))
                break


def digit(text: LabelledText) -> Iterator[Mutation]:
    """Yield texts in which one digit of a number is another."""
    for claim in _true_claims(text):
        places = [at for at, sign in enumerate(claim.number) if "0" <= sign <= "9"]
        if places:
            chance = _chance(text, claim)
            at = chance.choice(places)
            other = chance.choice([sign for sign in "123456789" if sign != claim.number[at]])
            yield from _renumbered(
                text, claim, "digit", claim.number[:at] + other + claim.number[at + 1 :]
            )


def sign(text: LabelledText) -> Iterator[Mutation]:
    """Yield texts in which the word that says where something went, or the sign, is the opposite."""
    for claim in _true_claims(text):
        if claim.number[0] in "+-":
            turned = {"+": "-", "-": "+"}[claim.number[0]] + claim.number[1:]
            yield from _renumbered(text, claim, "sign", turned)
        elif claim.direction:
            yield from _turned(text, claim)


def _turned(text: LabelledText, claim: Claim) -> Iterator[Mutation]:
    """Yield the text with a claim's direction turned round, once for all claims that stand by the same word."""
    found = _direction_place(text.text, claim)
    sharing = [
        one
        for one in text.claims
        if one.direction == claim.direction and _direction_place(text.text, one) == found
    ]
    opposite = words()["directions"][claim.direction][1]
    if len(sharing) > 1 and sharing[0] != claim:
        return
    false = [
        one for one in sharing if one.verdict == "agrees" and is_false(one._replace(sign=-one.sign))
    ]
    if claim in false:
        edits = [(found, claim.direction, opposite)]
        yield reworded_text(text, "sign", edits, false)


def _direction_place(text: str, claim: Claim) -> int:
    """Return where the word stands that says where a claim's number went: before it, or else after it."""
    word = claim.direction
    pattern = rf"\b{word}\b" if word.isascii() else word
    found = [match.start() for match in re.finditer(pattern, text)]
    before = [place for place in found if place < claim.start]
    return before[-1] if before else found[0]


def reworded_text(
    text: LabelledText, kind: str, edits: list[tuple[int, str, str]], false: list[Claim]
) -> Mutation:
    """Return a text with words replaced, and where its falsehoods stand now."""
    changed, shift = text.text, 0
    for start, old, new in sorted(edits):
        assert changed[start + shift :].startswith(old)
        changed = changed[: start + shift] + new + changed[start + shift + len(old) :]
        shift += len(new) - len(old)
    falsehoods = []
    for claim in false:
        moved = sum(len(new) - len(old) for start, old, new in edits if start < claim.start)
        falsehoods.append(Falsehood(claim.number, claim.start + moved))
        assert changed[claim.start + moved :].startswith(claim.number)
    return Mutation(text.key, kind, changed, tuple(falsehoods))


def swapped_pair(text: LabelledText) -> Iterator[Mutation]:
    """Yield texts in which two numbers of one kind stand in each other's place, both wrong there."""
    claims = _true_claims(text)
    for at, one in enumerate(claims):
        for other in claims[at + 1 :]:
            if _kind(one) == _kind(other) and one.number != other.number:
                yield from _swapped(text, one, other)
                break


def _kind(claim: Claim) -> tuple[Any, ...]:
    """Return what two numbers have in common that may be taken for each other."""
    return claim.of["metric"], claim.of.get("measure")


def _swapped(text: LabelledText, one: Claim, other: Claim) -> Iterator[Mutation]:
    """Yield the text with two numbers swapped, where both are wrong."""
    if any(_written_in_digits(claim.number) != claim.printed for claim in (one, other)):
        return
    swapped = (one._replace(printed=other.printed), other._replace(printed=one.printed))
    if all(is_false(claim) for claim in swapped):
        moved = other.start + len(other.number) - len(one.number)
        between = text.text[one.start + len(one.number) : other.start]
        rest = text.text[other.start + len(other.number) :]
        changed = text.text[: one.start] + other.number + between + one.number + rest
        false = (Falsehood(other.number, one.start), Falsehood(one.number, moved))
        yield Mutation(text.key, "swapped_pair", changed, false)


def _by_words(
    kind: str, ways: Callable[[LabelledText], Iterator[reworded.Rewording]]
) -> Callable[[LabelledText], Iterator[Mutation]]:
    """Return the function that yields the mutations of a kind which changes words and not numbers."""

    def mutated(text: LabelledText) -> Iterator[Mutation]:
        for edits, moved in ways(text):
            false = [
                claim
                for claim, other in moved
                if claim in _true_claims(text) and is_false(claim._replace(of=other))
            ]
            if false:
                yield reworded_text(text, kind, edits, false)

    return mutated


KINDS: dict[str, Callable[[LabelledText], Iterator[Mutation]]] = {
    "unit": unit,
    "sign": sign,
    "digit": digit,
    "month": _by_words("month", reworded.another_month),
    "flow": _by_words("flow", reworded.another_flow),
    "province": _by_words("province", reworded.another_province),
    "swapped_pair": swapped_pair,
    "span": _by_words("span", reworded.another_span),
}


@functools.cache
def mutations() -> tuple[Mutation, ...]:
    """Return all mutations, each text once."""
    found = {one.text: one for text in all_texts() for kind in KINDS.values() for one in kind(text)}
    originals = {text.text for text in all_texts()}
    return tuple(one for text, one in found.items() if text not in originals)


def counts() -> Counter[str]:
    """Return how many mutations there are of each kind."""
    return Counter(one.kind for one in mutations())
