"""Running the scripts that read texts and judge their claims."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

from py_mini_racer import MiniRacer

from helpers.core.errors import BuildError

SCRIPTS: Final = (
    "numerals",
    "vocabulary",
    "subjects",
    "clauses",
    "sequences",
    "grids",
    "measures",
    "reading",
    "facts",
    "comparing",
    "verdicts",
    "explain",
    "engine",
)
"""In the order in which each needs those before it."""

FOLDER: Final = Path("book") / "_static" / "factcheck"
_ROUNDS: Final = 100
"""A text may ask for shards so many times, each for more than before."""

ReadShard = Callable[[str], Any]
"""Returns what the open data has under a key, None where it has no such shard."""


class Checker:
    """Reads texts and judges their claims by the open data.

    Parameters
    ----------
    root : pathlib.Path
        The repository, which has the scripts.
    data, words : mapping
        The explorer's ``index`` with the ``units``; ``vocabulary.checking_words``.
    read_shard : callable
        Reads the open data.

    Attributes
    ----------
    say : mapping
        The words for what is said of claims.
    """

    def __init__(
        self, root: Path, data: Mapping[str, Any], words: Mapping[str, Any], read_shard: ReadShard
    ) -> None:
        self._engine, self._read = MiniRacer(), read_shard
        self.say: Mapping[str, Any] = words["say"]
        for name in SCRIPTS:
            self._engine.eval((root / FOLDER / f"{name}.js").read_text(encoding="utf-8"))
        self._engine.eval(
            f"const session = tradebookFactcheck.begin({_json(data)}, {_json(words)});"
        )

    def check(self, text: str) -> list[dict[str, Any]]:
        """Return the claims of a text in their order.

        Each has ``text``, ``start`` and ``end`` (places in the text, in UTF-16 units as scripts count), ``value``
        and ``unit``, ``verdict`` (``agrees``, ``differs``, ``was_right`` or ``cannot_judge``), ``figure`` (its address,
        empty where there is none), ``expected`` (unrounded), ``reason``, ``isClaim``, and in words ``reading``,
        ``judged`` and ``meant``.

        Raises
        ------
        BuildError
            When the data has not what its index names.
        """
        for _ in range(_ROUNDS):
            answer = self._engine.eval(f"JSON.stringify(session.check({_json(text)}))")
            found = json.loads(str(answer))
            if not found["needed"]:
                return list(found["claims"])
            for key in found["needed"]:
                self._engine.eval(f"session.add({_json(key)}, {_json(self._shard(key))})")
        raise BuildError("the open data asks for more than it has; run: make book")

    def _shard(self, key: str) -> Any:
        found = self._read(key)
        if found is None:
            raise BuildError(f"the open data lacks '{key}', which its index names; run: make book")
        return found


def _json(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False)
