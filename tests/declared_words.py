"""What is wrong with the files of a language: compared with the declared slots, or with another language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any, Final

import yaml

from helpers.core.errors import LocaleError
from helpers.presentation.locale.language import ROOT, read_language
from helpers.presentation.locale.templates import COUNTING, PLAIN_KINDS, name_of, slots_of
from helpers.presentation.prose import KINDS

_CONTEXT: Final = frozenset(
    [
        "period",
        "span",
        "flow",
        "toward",
        "whole",
        "whole_short",
        "unit",
        "region",
        "short",
        "product",
    ]
)
"""What a sentence is about; one language may name it in a place where another needs not."""


@dataclass(frozen=True)
class Declared:
    """What may stand at a path.

    Attributes
    ----------
    slots : frozenset of str
        The names of all slots that a text there may have.
    figures : frozenset of str
        Those of them that are figures.
    number : bool
        Whether a number stands there, and no text.
    optional : bool
        Whether a language may leave it out.
    blank : bool
        Whether the text may be empty, or nothing but blanks.
    """

    slots: frozenset[str]
    figures: frozenset[str]
    number: bool
    optional: bool
    blank: bool


@cache
def declared() -> Mapping[str, Declared]:
    """Return what ``slots.yml`` declares, by dotted path."""
    # The only file with aliases, which nothing but the tests reads.
    slots = yaml.safe_load((ROOT / "slots.yml").read_text(encoding="utf-8"))
    return {path: _declared(leaf or "") for path, leaf in leaves(slots)}


def leaves(tree: Mapping[Any, Any], above: str = "") -> Iterator[tuple[str, Any]]:
    """Yield every text or number of a tree with its dotted path."""
    for key, value in tree.items():
        path = f"{above}{key}"
        if isinstance(value, dict):
            yield from leaves(value, f"{path}.")
        else:
            yield path, value


def faults(folder: Path) -> list[str]:
    """Return what is wrong with a language, a line each; nothing where all is right.

    Parameters
    ----------
    folder : pathlib.Path
        The language's folder.

    Returns
    -------
    list of str
        Files that cannot be read and keys in two of them; else texts that are missing, empty or
        not declared; slots that are not declared, and figures of which no text says how they are
        written, or not as `KINDS` allows.
    """
    try:
        texts = dict(leaves(read_language(folder)))
    except LocaleError as error:
        return [str(error)]
    missing = [path for path, one in declared().items() if path not in texts and not one.optional]
    unknown = [path for path in texts if path not in declared()]
    wrong = (
        f"'{path}' {reason}"
        for path, text in texts.items()
        if path in declared()
        for reason in _reasons(text, declared()[path])
    )
    return [
        *(f"'{path}' is missing" for path in missing),
        *(f"'{path}' is not declared in slots.yml" for path in unknown),
        *wrong,
    ]


def differences(folder: Path, other: Path) -> list[str]:
    """Return where two languages say not the same, a line each.

    Parameters
    ----------
    folder, other : pathlib.Path
        The folders of two languages.

    Returns
    -------
    list of str
        The faults of either; where there are none, figures, names and lists that a text shows in
        one of them alone. What a sentence is about, its period, flow or place, may be named in one
        alone.
    """
    found = [f"{one.name}: {fault}" for one in (folder, other) for fault in faults(one)]
    if found:
        return found
    first, second = (dict(leaves(read_language(one))) for one in (folder, other))
    for one, here, there in ((folder, first, second), (other, second, first)):
        for path in here.keys() & there.keys():
            alone = _shown(here[path]) - _shown(there[path]) - _CONTEXT
            found += [f"'{path}' has the slot '{slot}' in {one.name} alone" for slot in alone]
    return sorted(found)


def _declared(leaf: str) -> Declared:
    """Read one line of ``slots.yml``: names of slots, or ``(optional number)``."""
    flags, _, named = leaf.rpartition(")")
    what, slots = flags.strip("(").split(), named.split()
    return Declared(
        frozenset(slot.removesuffix("*") for slot in slots),
        frozenset(slot.removesuffix("*") for slot in slots if slot.endswith("*")),
        "number" in what,
        "optional" in what,
        "blank" in what,
    )


def _reasons(text: object, may: Declared) -> Iterator[str]:
    """Yield what is wrong with one text."""
    if may.number or not isinstance(text, str):
        if not may.number:
            yield f"is no text: {text!r}"
        elif type(text) is not int:
            yield f"is no whole number: {text!r}"
        return
    if not text.strip() and not may.blank:
        yield "is empty"
    try:
        slots = slots_of(text)
    except ValueError as error:
        yield f"cannot be filled: {error}"
        return
    if any(conversion for *_, conversion in Formatter().parse(text)):
        yield "has a slot with '!'"
    for slot, kind in slots:
        if slot not in may.slots:
            known = ", ".join(sorted(may.slots)) or "none"
            yield f"has a slot '{slot}' that is not declared; it may have: {known}"
        elif slot in may.figures and name_of(kind) not in (*KINDS, *COUNTING):
            known = ", ".join((*KINDS, *COUNTING))
            yield f"writes the figure '{slot}' as '{kind}'; it can be: {known}"
        elif slot not in may.figures and kind and name_of(kind) not in PLAIN_KINDS:
            known = ", ".join(PLAIN_KINDS)
            yield f"writes '{slot}' as '{kind}', but it is no figure; it can be: {known}"


def _shown(text: object) -> set[str]:
    return {slot for slot, _ in slots_of(text)} if isinstance(text, str) else set()
