"""What every report shows around its content: a notice on its data, headline numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup

from helpers.core.dimensions import BALANCE, EXPORT, IMPORT, TOTAL
from helpers.indicators.figures import Figure
from helpers.observations.validation.finding import Finding
from helpers.presentation.parts import PARTS_TYPE, ProsePart, output_of
from helpers.presentation.prose import datum, sentence
from helpers.reports.common.names import unlisted
from helpers.reports.common.view import View, moved_of


@dataclass(frozen=True)
class Block:
    """A piece of HTML with its plain text; empty where there is nothing to show."""

    html: Markup = field(default_factory=Markup)

    def _repr_mimebundle_(self, **_: object) -> dict[str, Any]:
        shown: dict[str, Any] = {"text/html": self.html, "text/plain": self.html.striptags()}
        if self.html:
            shown[PARTS_TYPE] = output_of(ProsePart.of([self.html]))
        return shown


@dataclass(frozen=True)
class Headline:
    """A headline number: its label, the figure, its text, and how the figure moved."""

    label: str
    figure: Figure
    text: str
    moved: Markup

    @classmethod
    def of(cls, view: View, label: str, figure: Figure, moved: Figure) -> Headline:
        """Make a headline number of a figure and its growth or change."""
        phrase = sentence(view.words, "moved.phrase", figure=moved)
        if moved.value is not None:
            against = "change" if moved.metric == "change" else "growth"
            phrase = Markup("{}{}").format(view.words.text(f"against.{against}"), phrase)
        return cls(label, figure, view.words.amount(figure), phrase)


def cards_of(
    view: View, label: str, moved_of: Callable[[View], Figure | None] = moved_of
) -> list[Headline]:
    """Return the headline numbers of a view: total, exports, imports and balance, those it has.

    ``label`` is where their words stand, with a place for the flow where it differs.
    """
    cards = []
    for flow in (TOTAL, EXPORT, IMPORT, BALANCE):
        at = view.at(flow=flow)
        level, moved = at.cell("level"), moved_of(at)
        if level is not None and moved is not None:
            cards.append(Headline.of(at, at.text(label.format(flow=flow)), level, moved))
    return cards


def headlines(items: Iterable[Headline]) -> Block:
    """Show headline numbers as cards."""
    card = Markup(
        '<div class="tb-card"><span class="tb-label">{}</span>'
        '<span class="tb-value">{}</span><span class="tb-moved">{}</span></div>'
    )
    cards = (card.format(one.label, datum(one.figure, one.text), one.moved) for one in items)
    return Block(Markup('<div class="tb-cards">{}</div>').format(Markup("").join(cards)))


def notice(view: View, findings: Iterable[Finding]) -> Block:
    """Say plainly where the data is not the producer's own file, has names of its own, or is doubted.

    Nothing where all of it is the producer's, every code has a name in a reference table, and no
    check of the data found anything.
    """
    statuses = sorted({raw.status for raw in view.files} - {"official"})
    texts = [(str(status), view.words.text(f"notice.{status}.text")) for status in statuses]
    texts += [("unlisted", text) for text in _unlisted(view)]
    bodies = [(kind, Markup("<p>{}</p>").format(text)) for kind, text in texts]
    bodies += [("found", body) for body in _found(view, findings)]
    boxes = [
        Markup(
            '<div class="admonition warning tb-notice"><p class="admonition-title">{}</p>{}</div>'
        ).format(view.words.text(f"notice.{kind}.title"), body)
        for kind, body in bodies
    ]
    return Block(Markup("").join(boxes))


def _unlisted(view: View) -> list[str]:
    """Name what no reference table has, dimension by dimension, as the data files call it."""
    words = view.words
    parts = [
        words.fill(
            "notice.unlisted.of",
            dimension=words.text(f"dimensions.{dimension}"),
            members=words.text("joining.comma").join(
                words.fill("notice.unlisted.each", code=code, name=name)
                for code, name in names.items()
            ),
        )
        for dimension, names in unlisted(words, view.figures, view.files).items()
    ]
    joined = words.text("joining.semicolon").join(parts)
    return [words.fill("notice.unlisted.text", members=joined)] if parts else []


def _found(view: View, findings: Iterable[Finding]) -> list[Markup]:
    """List what checks of the data found, each in a line, as on the command line."""
    titles = {raw.id: raw.title for raw in view.files}
    lines = [
        Markup('<li>{}（{}）：<span lang="en">{}</span></li>').format(
            view.words.text(f"checks.{one.check}").partition("：")[0],
            titles.get(one.source) or titles[one.other],
            one.message,
        )
        for one in findings
    ]
    text = view.words.text("notice.found.text")
    body = Markup("<p>{}</p><ul>{}</ul>").format(text, Markup("").join(lines))
    return [body] if lines else []
