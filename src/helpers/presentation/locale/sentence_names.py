"""Names that are another within a sentence than by themselves: United States, the United States.

By itself, in a table, a chart or the head of a row, a name has no article and begins with a capital letter.
``names_in_text.csv`` says how a name stands within a sentence where that is not so; and what a language
lists under ``writing.small`` begins there with a small letter.
"""

from __future__ import annotations

from typing import Final

from helpers.reference.reference_table import names_in_text

BARE: Final = "bare"
"""The kind of a slot that has a name as it stands by itself: China–United States."""


class Name(str):
    """A name as it stands by itself; ``within`` is what a sentence has of it.

    Examples
    --------
    >>> asked = Name("United States", "the United States")
    >>> f"{asked}: exports to {asked.within}"
    'United States: exports to the United States'
    """

    __slots__ = ("within",)

    within: str

    def __new__(cls, text: str, within: str) -> Name:
        """Make the name of both."""
        name = super().__new__(cls, text)
        name.within = within
        return name

    def __getnewargs__(self) -> tuple[str, str]:  # type: ignore[override]
        return str(self), self.within


def standing(value: object, kind: str = "") -> object:
    """Return what a slot of a kind has of a value: of a name what stands within a sentence, unless it is ``BARE``."""
    if not isinstance(value, Name):
        return value
    return str(value) if kind == BARE else value.within


def small_letter(text: str) -> str:
    """Begin a text with a small letter, unless it begins with an abbreviation or a number.

    Examples
    --------
    >>> small_letter("Lithium-ion accumulators"), small_letter("HS 8507"), small_letter("LCD monitors")
    ('lithium-ion accumulators', 'HS 8507', 'LCD monitors')
    """
    return text[:1].lower() + text[1:] if text[:2].istitle() else text


def named(text: str, dimension: str, code: str, column: str, small: bool) -> str:
    """Return a name of a member, with what it is within a sentence where that differs.

    Parameters
    ----------
    text : str
        The name by itself.
    dimension, code : str
        Whose it is.
    column : str
        The column of the reference tables that has the language's names.
    small : bool
        Whether names of this dimension begin with a small letter, but for those like ``HS 8507``.
    """
    within = names_in_text(dimension, column).get(code, "")
    if not within and small:
        within = small_letter(text)
    return Name(text, within) if within and within != text else text
