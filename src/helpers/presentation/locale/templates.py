"""Templates: texts with slots, the kinds that slots of plain text may have, and how those are filled."""

from __future__ import annotations

import re
import string
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, Final

from helpers.core.errors import LocaleError
from helpers.presentation.locale.sentence_names import BARE, standing

_KIND: Final = re.compile(r"(?P<name>\w+)(?:\((?P<forms>.*)\))?")
_TAGS_AND_FIRST: Final = re.compile(r"((?:<[^>]*>|\s)*)(.)", re.DOTALL)
_TEXTS: Final = 4096
"""How many texts are remembered taken apart: more than two languages have."""


@lru_cache(_TEXTS)
def slots_of(text: str) -> tuple[tuple[str, str], ...]:
    """Return each slot of a text, and the kind it is written as; ``{level:amount}`` has ``amount``.

    Raises
    ------
    ValueError
        Where braces don't match.
    """
    parts = string.Formatter().parse(text)
    return tuple((slot, kind or "") for _, slot, kind, _ in parts if slot is not None)


def name_of(kind: str) -> str:
    """Return the name of a kind, without its forms: ``plural(province, provinces)`` is ``plural``."""
    return kind.partition("(")[0]


class Filler(string.Formatter):
    """Fills the slots of the texts of one language.

    Parameters
    ----------
    key : str
        Where the text stands, for messages.
    ordinals : mapping
        How an ordinal number is written, by the end of the number: ``1``, ``11`` and ``other``.
    """

    def __init__(self, key: str, ordinals: Mapping[str, str]) -> None:
        self._key = key
        self._ordinals = ordinals

    def format_field(self, value: Any, format_spec: str) -> str:
        """Write what fills a slot, as its kind says."""
        return self.written(str(standing(value, format_spec)), format_spec)

    def written(self, text: str, kind: str) -> str:
        """Write a plain text as a kind of slot says; without one as it is."""
        if not kind:
            return text
        found = _KIND.fullmatch(kind)
        if found is None or found["name"] not in _WRITERS:
            known = ", ".join(PLAIN_KINDS)
            raise LocaleError(
                f"words: '{self._key}' writes a text as '{kind}'; it can be written: {known}"
            )
        try:
            return _WRITERS[found["name"]](self, text, found["forms"] or "")
        except ValueError as error:
            raise LocaleError(f"words: '{self._key}': {error}") from None

    def _capital(self, text: str, _: str) -> str:
        """Begin with a capital letter, behind the tags and blanks that a text may begin with."""
        return _TAGS_AND_FIRST.sub(lambda found: found[1] + found[2].upper(), text, count=1)

    def _small(self, text: str, _: str) -> str:
        """Begin with a small letter, but for what goes on with a capital: LCD, HS 8507."""
        return text[:1].lower() + text[1:] if text[1:2].islower() else text

    def _bare(self, text: str, _: str) -> str:
        return text

    def _ordinal(self, text: str, _: str) -> str:
        digits = text.replace(",", "")
        if not digits.isdecimal():
            raise ValueError(f"an ordinal must be made of a whole number, found '{text}'")
        ends = (digits[-2:].lstrip("0"), digits[-1:], "other")
        return next(self._ordinals[end] for end in ends if end in self._ordinals).format(
            number=text
        )

    def _plural(self, text: str, forms: str) -> str:
        one, comma, many = (form.strip() for form in forms.partition(","))
        if not (one and comma and many):
            raise ValueError(f"a plural has two forms, such as (month, months), found ({forms})")
        return f"{text} {one if text == '1' else many}"


_WRITERS: Final[Mapping[str, Callable[[Filler, str, str], str]]] = {
    BARE: Filler._bare,
    "capital": Filler._capital,
    "ordinal": Filler._ordinal,
    "plural": Filler._plural,
    "small": Filler._small,
}
"""How each kind of plain slot is written."""

PLAIN_KINDS: Final = tuple(_WRITERS)
"""How plain text is written in a slot: as a name by itself, with a capital letter, as an ordinal, and so on."""

COUNTING: Final = ("ordinal", "plural")
"""Those of them that a figure may be written as too: a rank, or a count."""
