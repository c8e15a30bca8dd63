"""What a download may not say, and its name or the user does: its flow, its month, its limits."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import numpy as np

from helpers.core.dimensions import EXPORT, IMPORT
from helpers.core.errors import SourceError
from helpers.observations.readers.faults import shown
from helpers.observations.readers.platform.fields import Coded
from helpers.observations.readers.platform.headers import CODES, PERIOD
from helpers.observations.readers.platform.lines import Lines
from helpers.observations.readers.reading import Hints
from helpers.observations.scope import restriction

_WORDS: Final[Mapping[str, tuple[str, ...]]] = {
    EXPORT: ("出口", "export", "exports", "out"),
    IMPORT: ("进口", "import", "imports", "in"),
}
_BOTH: Final = re.compile("进出口|出进口|进、出口")


def flow_of(path: Path, hints: Hints) -> tuple[str, str, tuple[str, ...]]:
    """Return the flow, the word that it was inferred from, and what to warn of.

    SourceError when it was not given, and the name says neither or both.
    """
    words = _flow_words(hints.name or path.name)
    give = "give --flow export or --flow import"
    if hints.flow is not None:
        if hints.flow not in _WORDS:
            expected = f"expected a flow, {EXPORT} or {IMPORT}, found {shown(hints.flow)}"
            raise SourceError(f"{path}: {expected}; {give}")
        others = [] if hints.flow in words else list(words.values())
        doubt = "taken as {} as told, though its name has '{}'"
        return hints.flow, "", tuple(doubt.format(hints.flow, word) for word in others)
    if len(words) != 1:
        has = " and ".join(map(shown, dict.fromkeys(words.values())))
        why = f"has {has}" if words else "does not say it"
        raise SourceError(
            f"{path}: expected exports or imports, found neither in the file, and its name {why}; "
            f"{give}"
        )
    (flow, word), *_ = words.items()
    return flow, word, ()


def check_hints(lines: Lines, keys: Mapping[str, Coded], period: str, hints: Hints) -> None:
    """Compare the file with what the user says of it.

    SourceError with the first row of another month or code, or where neither gives a month, or the
    one code of a column that is not there.
    """
    if PERIOD not in keys and not period:
        raise SourceError(
            f"{lines.path}: expected a month, found no column 数据年月 or Date of data; "
            "give --period, the one month that the query was of"
        )
    for role, text in hints.only.items():
        if role not in keys and restriction(text).member is None:
            raise SourceError(
                f"{lines.path}: expected a column of {role} codes, since {text} are several, "
                "found none; download it with that column, or one file for each code"
            )
    months = keys[PERIOD].texts if PERIOD in keys and period else ()
    wrong = [(PERIOD, month, f"the month told, {period}") for month in months if month != period]
    for role in (name for name in CODES if name in keys and name in hints.only):
        codes = (code for code in keys[role].texts if not hints.allow(role, code))
        wrong += [(role, code, hints.within(role)) for code in codes]
    for role, text, expected in wrong:
        index = int(np.argmax(keys[role].codes == keys[role].texts.index(text)))
        advice = "tell what the file holds, or leave it out"
        raise lines.fault(index, role, expected, shown(text), advice)


def _flow_words(name: str) -> dict[str, str]:
    """Return the word that speaks for each flow; of ``main`` or ``about`` no part is a word."""
    if found := _BOTH.search(name):
        return {EXPORT: found[0], IMPORT: found[0]}
    english = re.findall(r"[a-z]+", name.casefold())
    words: dict[str, str] = {}
    for flow, (chinese, *known) in _WORDS.items():
        spoken = [chinese] * (chinese in name) + [word for word in english if word in known]
        if spoken:
            words[flow] = spoken[0]
    return words
