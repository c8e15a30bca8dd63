"""Headings of the page: what a notebook names by a key, in the words of the run in hand.

Notebooks of earlier releases hand a text with places instead, which is filled.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import jinja2

from helpers.core.errors import BuildError
from helpers.core.escaping import in_heading
from helpers.presentation.locale.language import DEFAULT
from helpers.presentation.locale.sentence_names import standing
from helpers.presentation.locale.words import Words, words_of

HEADING_TYPE: Final = "text/markdown"
"""The output in which a cell shows a heading; nothing else is shown as Markdown."""

ANCHOR_TYPE: Final = "application/vnd.tradebook.anchor"
"""The output that has the same heading in the default language, from which its id on the page is made."""

Places = Callable[[Words], Mapping[str, str]]
"""Gives what the headings of a page may name, in the words of a language."""

_KEY: Final = re.compile("[a-z][a-z_]*")


@dataclass(frozen=True)
class Heading:
    """A heading of the page, as Markdown; ``default`` is what it is in the default language, if that is another."""

    text: str
    default: str = ""

    @classmethod
    def filled(cls, template: str, texts: Mapping[str, str]) -> Heading:
        """Fill the places of a heading: ``{{ month }}`` becomes ``2025 年 11 月``.

        ``texts`` are by the names of places, and shown as text, not read as Markdown. BuildError when
        the heading holds a place of another name.
        """
        environment = jinja2.Environment(undefined=jinja2.StrictUndefined)  # Markdown
        try:
            return cls(environment.from_string(template).render(_shown(texts)))
        except jinja2.TemplateError as error:
            places = ", ".join(sorted(texts))
            raise BuildError(f"heading '{template}': {error}; its places: {places}") from error

    def _repr_mimebundle_(self, **_: object) -> dict[str, Any]:
        shown = {HEADING_TYPE: self.text, "text/plain": self.text}
        return {**shown, ANCHOR_TYPE: self.default} if self.default else shown


def heading_of(words: Words, report: str, template: str, places: Places) -> Heading:
    """Return a heading of a report: that of a key such as ``## trend``, or a text with its places filled.

    The key is looked up among the report's own headings first, then among those that several have;
    LocaleError when neither has it.
    """
    level, _, key = template.partition(" ")
    if not _KEY.fullmatch(key):
        return Heading.filled(template, places(words))
    text = f"{level} {_text(words, report, key, places)}"
    if words.language == DEFAULT:
        return Heading(text)
    return Heading(text, f"{level} {_text(words_of(DEFAULT), report, key, places)}")


def _text(words: Words, report: str, key: str, places: Places) -> str:
    own = words.has(f"headings.{report}.{key}")
    path = f"headings.{report}.{key}" if own else f"headings.common.{key}"
    # A place at its end may be empty.
    return words.fill(path, **_shown(places(words))).rstrip()


def _shown(texts: Mapping[str, str]) -> dict[str, str]:
    return {name: in_heading(str(standing(text))) for name, text in texts.items()}
