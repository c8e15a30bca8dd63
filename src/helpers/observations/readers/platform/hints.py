"""Exports or imports: what a download never says, and its name may."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from helpers.core.dimensions import EXPORT, IMPORT
from helpers.core.errors import SourceError
from helpers.core.periods import Month
from helpers.observations.readers.platform.faults import shown
from helpers.observations.readers.reading import Hints

_WORDS: Final[Mapping[str, frozenset[str]]] = {
    EXPORT: frozenset(("export", "exports", "out")),
    IMPORT: frozenset(("import", "imports", "in")),
}
_CHINESE: Final[Mapping[str, str]] = {EXPORT: "出口", IMPORT: "进口"}
_BOTH: Final = re.compile("进出口|出进口|进、出口")


def flow_of(path: Path, hints: Hints) -> tuple[str, str, tuple[str, ...]]:
    """Return the flow, the words that it was inferred from, and what to warn of.

    Raises
    ------
    SourceError
        When it was not given, and the name says neither or both.
    """
    words = _flow_words(hints.name or path.name)
    if hints.flow is not None:
        if hints.flow not in _WORDS:
            expected = f"expected a flow, {EXPORT} or {IMPORT}, found {shown(hints.flow)}"
            raise SourceError(f"{path}: {expected}; give --flow export or --flow import")
        others = [word for flow, word in words.items() if flow != hints.flow]
        doubt = f"taken as {hints.flow} as told, though its name has '{''.join(others[:1])}'"
        return hints.flow, "", (doubt,) if others and hints.flow not in words else ()
    if len(words) != 1:
        why = (
            f"has {' and '.join(map(shown, dict.fromkeys(words.values())))}"
            if words
            else "does not say it"
        )
        raise SourceError(
            f"{path}: expected exports or imports, found neither in the file, and its name {why}; "
            "give --flow export or --flow import"
        )
    (flow, word), *_ = words.items()
    return flow, word, ()


def period_from(path: Path, hints: Hints) -> str | None:
    """Return the month that was given, if one was.

    Raises
    ------
    SourceError
        When it is no month.
    """
    if hints.period is None:
        return None
    try:
        return str(Month.parse(hints.period))
    except ValueError as error:
        raise SourceError(f"{path}: {error}; give --period as a month such as 2025-11") from None


def _flow_words(name: str) -> dict[str, str]:
    """Return the word that speaks for each flow; of ``main`` or ``about`` no part is a word."""
    if found := _BOTH.search(name):
        return {EXPORT: found[0], IMPORT: found[0]}
    english = re.findall(r"[a-z]+", name.casefold())
    words: dict[str, str] = {}
    for flow in (EXPORT, IMPORT):
        spoken = [word for word in english if word in _WORDS[flow]]
        if _CHINESE[flow] in name:
            spoken.insert(0, _CHINESE[flow])
        if spoken:
            words[flow] = spoken[0]
    return words
