"""What is wrong with the files of a language: compared with the declared slots, or with another language.

``locale/slots.yml`` declares every text and what it may name. What stands there and in no file of a language
is missing; what a file has besides, nothing asks for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any, Final

import yaml

from helpers.core.errors import LocaleError
from helpers.core.yaml_files import read_yaml
from helpers.presentation.locale import COMMAND_LINE
from helpers.presentation.locale.language import DEFAULT, ROOT, read_language
from helpers.presentation.locale.plain_texts import read_texts
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

_OWN_MANNER: Final = ("periods", "writing", "units", "unit_value", "ordinals")
"""Where each language has its own way to write months, days and numbers."""


_Reason = tuple[str, dict[str, str]]
"""What is wrong with a text, and the values that make it plain."""


@dataclass(frozen=True)
class WordFault:
    """A text that is wrong, or files that cannot be read.

    Attributes
    ----------
    file, path : str
        Its file, and its dotted path; empty of files that cannot be read.
    kind : str
        What is wrong with it.
    values : mapping of str to str
        What makes that plain: what was found, what is known.
    """

    file: str
    path: str
    kind: str
    values: Mapping[str, str] = field(default_factory=dict)


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

    @classmethod
    def of(cls, leaf: str) -> Declared:
        """Read one line of ``slots.yml``: names of slots, behind marks such as ``(optional number)``."""
        marks, _, named = leaf.rpartition(")")
        what, slots = marks.strip("(").split(), named.split()
        figures = frozenset(slot.removesuffix("*") for slot in slots if slot.endswith("*"))
        names = frozenset(slot.removesuffix("*") for slot in slots)
        return cls(names, figures, "number" in what, "optional" in what, "blank" in what)


@cache
def declared() -> Mapping[str, Declared]:
    """Return what ``slots.yml`` declares, by dotted path."""
    # It has aliases, which no other file may have.
    slots = yaml.safe_load((ROOT / "slots.yml").read_text(encoding="utf-8"))
    return {path: Declared.of(leaf or "") for path, leaf in leaves(slots)}


def leaves(tree: Mapping[Any, Any], above: str = "") -> Iterator[tuple[str, Any]]:
    """Yield every text or number of a tree with its dotted path."""
    for key, value in tree.items():
        path = f"{above}{key}"
        if isinstance(value, dict):
            yield from leaves(value, f"{path}.")
        else:
            yield path, value


def faults(folder: Path) -> list[WordFault]:
    """Return what is wrong with a language; nothing where all is right.

    Parameters
    ----------
    folder : pathlib.Path
        The language's folder.

    Returns
    -------
    list of WordFault
        Files that cannot be read and keys in two of them; else texts that are missing, empty or
        not declared; slots that are not declared, and figures of which no text says how they are
        written, or not as `KINDS` allows.
    """
    try:
        texts = dict(leaves(read_language(folder)))
        read_texts(folder / COMMAND_LINE)
    except LocaleError as error:
        return [WordFault("", "", "unread", {"reason": str(error)})]
    missing = [path for path, one in declared().items() if path not in texts and not one.optional]
    unknown = [path for path in texts if path not in declared()]
    wrong = [
        (path, reason)
        for path, text in texts.items()
        if path in declared()
        for reason in _reasons(text, declared()[path])
    ]
    files = {**_files(ROOT / DEFAULT), **_files(folder)}
    return [
        WordFault(files.get(path.partition(".")[0], ""), path, *reason)
        for path, reason in (
            *((path, ("missing", {})) for path in missing),
            *((path, ("unknown", {})) for path in unknown),
            *wrong,
        )
    ]


def differences(folder: Path, other: Path) -> list[WordFault]:
    """Return where two languages, neither of which has a fault, say not the same.

    Parameters
    ----------
    folder, other : pathlib.Path
        The folders of two languages.

    Returns
    -------
    list of WordFault
        Figures, names and lists that a text shows in one of them alone. What a sentence is about, its
        period, flow or place, may be named in one alone.
    """
    first, second = (dict(leaves(read_language(one))) for one in (folder, other))
    files, found = _files(folder), []
    for one, here, there in ((folder, first, second), (other, second, first)):
        for path in sorted(here.keys() & there.keys()):
            if path.partition(".")[0] in _OWN_MANNER:
                continue
            alone = _shown(here[path]) - _shown(there[path]) - _CONTEXT
            file = files.get(path.partition(".")[0], "")
            values = ({"slot": slot, "language": one.name} for slot in sorted(alone))
            found += [WordFault(file, path, "alone", each) for each in values]
    return sorted(found, key=lambda fault: fault.path)


def _files(folder: Path) -> dict[str, str]:
    """Return in which file of a language each of the topmost keys stands."""
    paths = sorted(folder.glob("*.yml"))
    return {str(key): path.name for path in paths for key in read_yaml(path, LocaleError)}


def _reasons(text: object, may: Declared) -> Iterator[_Reason]:
    """Yield what is wrong with one text."""
    if may.number or not isinstance(text, str):
        if not may.number:
            yield "no_text", {"found": repr(text)}
        elif type(text) is not int:
            yield "no_number", {"found": repr(text)}
        return
    if not text.strip() and not may.blank:
        yield "empty", {}
    try:
        slots = slots_of(text)
    except ValueError as error:
        yield "unfillable", {"reason": str(error)}
        return
    if any(conversion for *_, conversion in Formatter().parse(text)):
        yield "conversion", {}
    for slot, kind in slots:
        yield from _wrong_slot(slot, kind, may)


def _wrong_slot(slot: str, kind: str, may: Declared) -> Iterator[_Reason]:
    """Yield what is wrong with one slot."""
    figure, name = slot in may.figures, name_of(kind)
    if slot not in may.slots:
        known = ", ".join(sorted(may.slots))
        yield "undeclared" if known else "no_slots", {"slot": slot, "known": known}
    elif figure and name not in (*KINDS, *COUNTING):
        known = ", ".join((*KINDS, *COUNTING))
        yield "figure_kind", {"slot": slot, "kind": kind, "known": known}
    elif not figure and kind and name not in PLAIN_KINDS:
        known = ", ".join(PLAIN_KINDS)
        yield "plain_kind", {"slot": slot, "kind": kind, "known": known}


def _shown(text: object) -> set[str]:
    return {slot for slot, _ in slots_of(text)} if isinstance(text, str) else set()
