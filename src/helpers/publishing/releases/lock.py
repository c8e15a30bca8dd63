"""``editions.lock``: every release, in the order they were recorded; only ever added to.

Each record ends with a seal made of the record and the seal before it, so that no record can be
changed, taken out or put in by hand without the next reader saying so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import yaml
from pydantic import ValidationError

from helpers.core.errors import LockError
from helpers.core.files import write_whole
from helpers.core.fingerprints import hash_of_texts
from helpers.publishing.releases.release import Release

LOCK: Final = "editions.lock"

_HEAD: Final = (
    "# Every release of every edition, written by `tradebook release`; never edited by hand.\n"
)
_START: Final = "---\n"
_SEALED: Final = re.compile(r"(?P<text>.*?\n)seal: (?P<seal>[0-9a-f]{64})\n", re.DOTALL)
_ADVICE: Final = "put it back as it was committed (git checkout editions.lock)"


def read_lock(path: Path) -> tuple[Release, ...]:
    """Read all releases, the oldest first; none where there is no lock.

    Raises
    ------
    LockError
        When a record was changed, taken out or put in by hand, or revisions do not follow.
    """
    if not path.is_file():
        return ()
    found: list[Release] = []
    for place, (text, _) in enumerate(_records(path), 1):
        try:
            found.append(Release.model_validate(yaml.safe_load(text)))
        except (yaml.YAMLError, ValidationError) as error:
            reason = " ".join(str(error).split())
            raise LockError(f"{path}: record {place}: {reason}; {_ADVICE}") from None
    return tuple(found)


def append(path: Path, releases: Iterable[Release]) -> None:
    """Add releases at the end, in one step.

    Raises
    ------
    LockError
        When the lock there is was changed by hand.
    """
    before = path.read_text(encoding="utf-8") if path.is_file() else _HEAD
    records = _records(path) if path.is_file() else []
    seal = records[-1][1] if records else hash_of_texts(_HEAD)
    added = []
    for release in releases:
        content = release.model_dump(mode="json", exclude_defaults=True)
        text = yaml.safe_dump(content, allow_unicode=True, sort_keys=False, width=100)
        seal = hash_of_texts(f"{seal}\n{text}")
        added.append(f"{_START}{text}seal: {seal}\n")
    write_whole(path, (before + "".join(added)).encode())


def _records(path: Path) -> list[tuple[str, str]]:
    """Return the text of each record with its seal, all of them found to hold."""
    head, *parts = path.read_text(encoding="utf-8").split(_START)
    if head != _HEAD:
        raise LockError(f"{path}: was changed by hand above its first record; {_ADVICE}")
    seal, found = hash_of_texts(_HEAD), []
    for place, part in enumerate(parts, 1):
        sealed = _SEALED.fullmatch(part)
        expected = hash_of_texts(f"{seal}\n{sealed['text']}") if sealed else ""
        if sealed is None or sealed["seal"] != expected:
            raise LockError(
                f"{path}: record {place}: was changed by hand, or one before it was taken out: "
                f"its seal does not hold; {_ADVICE}"
            )
        seal = expected
        found.append((sealed["text"], seal))
    return found
