"""Sentences with figures in them.

A sentence is a template of the words of a language. Its slots are figures, names, or lists of
phrases; a figure is written with its unit in a ``<data>`` element that carries the figure's name
and unrounded value, so that each number of the prose can be found among the figures of the page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from markupsafe import Markup, escape

from helpers.core import number_format
from helpers.core.errors import LocaleError
from helpers.indicators.figures import PERCENT, PLACES, POINTS, Figure
from helpers.observations.schema import NO_BASE
from helpers.presentation.locale.sentence_names import standing
from helpers.presentation.locale.templates import COUNTING, Filler, name_of
from helpers.presentation.locale.words import Words
from helpers.presentation.parts import PARTS_TYPE, ProsePart, output_of

_SIGNS = {1: "up", -1: "down", 0: "level"}


@dataclass(frozen=True)
class Prose:
    """Paragraphs, shown in a notebook as HTML and as plain text; a ``lead`` stands out."""

    paragraphs: tuple[Markup, ...]
    lead: bool = False

    def _repr_mimebundle_(self, **_: object) -> dict[str, Any]:
        html = "\n".join(f"<p>{paragraph}</p>" for paragraph in self.paragraphs)
        part = ProsePart.of(self.paragraphs)
        return {
            "text/html": f'<div class="tb-prose{" tb-lead" * self.lead}">{html}</div>',
            "text/plain": "\n\n".join(part.paragraphs),
            PARTS_TYPE: output_of(part),
        }


def prose(words: Words, *paragraphs: Iterable[Markup]) -> Prose:
    """Make prose of paragraphs, each a run of sentences; one without a sentence is left out."""
    joined = (running(words, sentences) for sentences in paragraphs)
    return Prose(tuple(paragraph for paragraph in joined if paragraph))


def running(words: Words, sentences: Iterable[Markup]) -> Markup:
    """Join sentences to a paragraph, as the language does."""
    return Markup(words.optional("writing.sentence")).join(filter(None, sentences))


def whole(words: Words, phrases: Markup) -> Markup:
    """Make a sentence of phrases."""
    return sentence(words, "writing.whole", phrases=phrases)


def sentence(words: Words, key: str, **slots: Any) -> Markup:
    """Fill the template at ``key``.

    Parameters
    ----------
    words : Words
        The language.
    key : str
        Where the template stands, such as ``provincial.overview``.
    **slots : Figure or str or Markup
        A figure is written as its slot's kind says: ``amount`` (number and unit), ``number`` (bare),
        ``moved`` (direction and size), ``yearly`` (the same with what it is held against), ``rose``
        (the same as a verb), ``pull`` (direction of a contribution), ``size`` (absolute size), ``side``
        (surplus or deficit, and its size); a rank or a count also as ``ordinal`` or ``plural``. Plain
        text is escaped, and written as its slot's kind says (``templates.PLAIN_KINDS``).
    """
    template = words.template(key, slots, KINDS)
    return Markup(words.spaced(_Filler(words, key).vformat(template, (), slots)))


def listing(words: Words, key: str, items: Sequence[Mapping[str, Any]]) -> Markup:
    """Fill the template at ``key`` once an item, and join: ``A、B和C``."""
    phrases = [sentence(words, key, **item) for item in items]
    comma, last = (Markup(words.text(f"joining.{name}")) for name in ("comma", "last"))
    if len(phrases) <= 1:
        return Markup("").join(phrases)
    return comma.join(phrases[:-1]) + last + phrases[-1]


def datum(figure: Figure, text: str) -> Markup:
    """Mark a text as a figure: its name and unrounded value go with it."""
    value = "" if figure.value is None else repr(figure.value)
    return Markup('<data class="tb-figure" data-figure="{}" value="{}">{}</data>').format(
        figure.id, value, text
    )


class _Filler(Filler):
    """Fills slots with figures as well, each marked as such."""

    def __init__(self, words: Words, key: str) -> None:
        super().__init__(key, words.ordinals)
        self._words = words

    def format_field(self, value: Any, format_spec: str) -> str:
        if not isinstance(value, Figure):
            if format_spec in _WRITERS:
                raise LocaleError(f"words: '{self._key}' writes '{value}' as a figure")
            return self.written(str(escape(standing(value, format_spec))), format_spec)
        if name_of(format_spec) in COUNTING:
            return datum(value, self.written(self._words.number(value), format_spec))
        if format_spec not in _WRITERS:
            raise LocaleError(f"words: '{self._key}' writes a figure without saying how")
        return str(_WRITERS[format_spec](self._words, value))


def _size(words: Words, figure: Figure) -> Markup:
    amount = words.told(figure)
    return datum(figure, amount.removeprefix("-") or amount)


def _moved(words: Words, figure: Figure, verb: bool = False) -> Markup:
    """Write how a figure moved: as an adverb, or as a verb."""
    printed = words.number(figure)
    if printed == number_format.MISSING:
        return _absent(words, figure, verb)
    if printed == number_format.UNSAID:
        return escape(words.text("rose.extreme" if verb else "moved.extreme"))
    kind = figure.unit if figure.unit in (PERCENT, POINTS, PLACES) else "amount"
    sign = sign_of(words, figure)
    word = escape(words.text(f"rose.{kind}.{sign}" if verb else f"moved.{kind}.{sign}"))
    return word if sign == "level" else Markup("{} {}").format(word, _size(words, figure))


def _yearly(words: Words, figure: Figure) -> Markup:
    """Write how a figure moved, and against when, which goes without saying where it says why it did not."""
    moved = _moved(words, figure)
    if words.number(figure) in (number_format.MISSING, number_format.UNSAID):
        return moved
    return sentence(words, "moved.yearly", moved=moved)


def _absent(words: Words, figure: Figure, verb: bool) -> Markup:
    """Say why there is no comparison: mostly since there is nothing of the year before."""
    if figure.reason in ("", NO_BASE):
        return escape(words.text("rose.absent" if verb else "moved.absent"))
    reason = words.text(f"reasons.{figure.reason}")
    return escape(words.fill("rose.unknown" if verb else "moved.unknown", reason=reason))


def _side(words: Words, figure: Figure) -> Markup:
    side = words.text(f"side.{sign_of(words, figure)}")
    return Markup("{}{}").format(side, _size(words, figure))


def sign_of(words: Words, figure: Figure) -> str:
    """Return ``up``, ``down`` or ``level``, as the figure is printed."""
    return _SIGNS[number_format.direction(words.number(figure))]


_WRITERS: Final[Mapping[str, Callable[[Words, Figure], Markup]]] = {
    "amount": lambda words, figure: datum(figure, words.told(figure)),
    "number": lambda words, figure: datum(figure, words.number(figure)),
    "moved": _moved,
    "yearly": _yearly,
    "rose": lambda words, figure: _moved(words, figure, verb=True),
    "pull": lambda words, figure: escape(words.text(f"moved.pull.{sign_of(words, figure)}")),
    "size": _size,
    "side": _side,
}
"""How each kind of slot writes a figure."""

KINDS: Final = tuple(_WRITERS)
"""The ways a figure is written in a slot of a sentence, such as ``{level:amount}``; see ``sentence``."""
