"""Looking up and filling the texts of one language."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from functools import cached_property
from typing import Any

from helpers.core.errors import LocaleError
from helpers.presentation.locale.sentence_names import standing
from helpers.presentation.locale.templates import PLAIN_KINDS, Filler, name_of, slots_of


class TextTree:
    """The texts of one language.

    Parameters
    ----------
    texts : dict
        All texts of the language, as a tree.
    """

    def __init__(self, texts: dict[str, Any]) -> None:
        self._texts = texts

    def text(self, path: str) -> str:
        """Return the text at a dotted path, such as ``provincial.title``; it has no slots.

        Raises
        ------
        LocaleError
            When no text stands there, or one whose slots are to be filled.
        """
        return self.template(path, ())

    def fill(self, path: str, /, **slots: object) -> str:
        """Return the text at a dotted path with its slots filled, as plain text.

        Raises
        ------
        LocaleError
            When no text stands there, or it has a slot that is not given, or one for a figure.
        """
        template = self.template(path, slots)
        return Filler(path, self.ordinals).vformat(template, (), slots)

    def template(self, path: str, given: Collection[str], kinds: Collection[str] = ()) -> str:
        """Return the text at a dotted path, to be filled with what is given.

        The text needs not have all the slots ``given``; its slots may be written as one of ``kinds``
        or as plain text is.

        Raises
        ------
        LocaleError
            When no text stands there, or it has another slot or kind, or its braces don't match.
        """
        text = self.tree(path)
        if not isinstance(text, str):
            raise LocaleError(f"words: no text at '{path}'")
        try:
            slots = slots_of(text)
        except ValueError as error:
            raise LocaleError(f"words: '{path}': {error}") from None
        for slot, kind in slots:
            if slot not in given:
                known = ", ".join(given) or "none"
                raise LocaleError(f"words: '{path}' has a slot '{slot}'; its slots are: {known}")
            if kind and name_of(kind) not in (*PLAIN_KINDS, *kinds):
                allowed = ", ".join((*kinds, *PLAIN_KINDS))
                raise LocaleError(
                    f"words: '{path}' writes '{slot}' as '{kind}'; it can be written: {allowed}"
                )
        return text

    def tree(self, path: str) -> Any:
        """Return whatever stands at a dotted path: a text, or a table of texts.

        Raises
        ------
        LocaleError
            When nothing stands there.
        """
        node: Any = self._texts
        for part in path.split("."):
            if not isinstance(node, dict) or part not in node:
                raise LocaleError(f"words: nothing at '{path}'")
            node = node[part]
        return node

    def has(self, path: str) -> bool:
        """Return whether anything stands at a dotted path."""
        try:
            self.tree(path)
        except LocaleError:
            return False
        return True

    def optional(self, path: str) -> str:
        """Return the text at a dotted path; nothing in a language that has none there."""
        return self.text(path) if self.has(path) else ""

    def label(self, text: str) -> str:
        """Write a name or a word as a label: the head of a column or a row, the name of a line in a chart."""
        # What stands by itself, no name within a sentence.
        return self.fill("writing.label", text=str(text)) if self.has("writing.label") else text

    def listed(self, texts: Iterable[str], mark: str = "comma") -> str:
        """Join texts by the comma of the language or another mark, the last by ``joining.final`` if it has one."""
        gap = self.text(f"joining.{mark}")
        *before, last = [str(standing(one)) for one in texts] or [""]
        final = self.optional("joining.final") or gap
        return f"{gap.join(before)}{final}{last}" if before else last

    @cached_property
    def ordinals(self) -> Mapping[str, str]:
        """Return how ordinal numbers are written, by the end of the number."""
        found = self.tree("ordinals") if self.has("ordinals") else {}
        return {str(end): str(text) for end, text in found.items()}

    def spaced(self, text: str) -> str:
        """Set a space where a digit or a Latin letter touches one that wants it, as Chinese ones do."""
        return self._touching.sub(" ", text) if self._touching else text

    @cached_property
    def _touching(self) -> re.Pattern[str] | None:
        letters = self.optional("writing.spaced")
        if not letters:
            return None
        return re.compile(f"(?<=[{letters}])(?=[0-9A-Za-z])|(?<=[A-Za-z])(?=[{letters}])")
