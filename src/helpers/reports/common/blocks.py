"""What every report shows around its content: a notice on its data, headline numbers, its record."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from markupsafe import Markup

from helpers.core.dimensions import EXPORT, IMPORT, TOTAL
from helpers.indicators.figures import Figure
from helpers.observations.readers.description import RawFile
from helpers.observations.schema import SUPERSEDED
from helpers.observations.validation.finding import Finding, by_oddity
from helpers.presentation.descriptions import Days
from helpers.presentation.findings import finding_line
from helpers.presentation.locale.words import Words
from helpers.presentation.parts import PARTS_TYPE, ProsePart, output_of
from helpers.presentation.prose import datum, sentence
from helpers.reports.common.names import publisher, unlisted
from helpers.reports.common.view import SUPERSEDED_NOTE, View

RECORD_TYPE: Final = "application/vnd.tradebook.edition+json"
"""The output in which an edition carries its record: title, parameters, headline, figures."""

_NOTE: Final = '<p class="tb-note">{}</p>'

_FILE_FIELDS: Final = {
    *("id", "title", "producer", "address", "released", "retrieved", "licence", "sha256", "status")
}
"""What an edition's record has of each raw file behind it."""


@dataclass(frozen=True)
class Block:
    """A piece of HTML with its plain text; empty where there is nothing to show.

    ``part`` is what it is as data, where its HTML alone does not say that.
    """

    html: Markup = field(default_factory=Markup)
    part: ProsePart | None = None

    def _repr_mimebundle_(self, **_: object) -> dict[str, Any]:
        shown: dict[str, Any] = {"text/html": self.html, "text/plain": self.html.striptags()}
        if self.html:
            shown[PARTS_TYPE] = output_of(self.part or ProsePart.of([self.html]))
        return shown


@dataclass(frozen=True)
class Headline:
    """A headline number: its label, the figure, its text, and how the figure moved.

    ``note`` is what the mark behind that movement means; empty where it has none.
    """

    label: str
    figure: Figure
    text: str
    moved: Markup
    note: str = ""

    @classmethod
    def of(cls, view: View, label: str, figure: Figure, moved: Figure) -> Headline:
        """Make a headline number of a figure and its growth or change."""
        if moved.value is None:
            phrase = Markup.escape(view.words.text(f"reasons.{moved.reason}"))
        else:
            against = "change" if moved.metric == "change" else "growth"
            phrase = sentence(view.words, f"against.{against}", figure=moved)
        note = view.words.text(SUPERSEDED_NOTE) if moved.basis == SUPERSEDED else ""
        return cls(label, figure, view.words.told(figure), phrase, note)


def cards_of(view: View, label: str) -> list[Headline]:
    """Return the headline numbers of a view: total, exports and imports, those it has.

    ``label`` is where their words stand, with a place for the flow where it differs.
    """
    cards = []
    for flow in (TOTAL, EXPORT, IMPORT):
        at = view.at(flow=flow)
        level, moved = at.cell("level"), at.cell("growth")
        if level is not None and moved is not None:
            cards.append(Headline.of(at, at.text(label.format(flow=flow)), level, moved))
    return cards


def headlines(items: Iterable[Headline]) -> Block:
    """Show headline numbers as cards, and below them what a mark behind one means."""
    shown = tuple(items)
    card = Markup(
        '<div class="tb-card"><span class="tb-label">{}</span>'
        '<span class="tb-value">{}</span><span class="tb-moved">{}</span></div>'
    )
    cards = (card.format(one.label, datum(one.figure, one.text), one.moved) for one in shown)
    html = Markup('<div class="tb-cards">{}</div>').format(Markup("").join(cards))
    notes = tuple(dict.fromkeys(one.note for one in shown if one.note))
    texts = tuple((one.label, one.text, one.moved.striptags()) for one in shown)
    part = replace(ProsePart.of([html]), paragraphs=notes, cards=texts)
    return Block(html + Markup("").join(Markup(_NOTE).format(note) for note in notes), part)


def notice(view: View, findings: Iterable[Finding], titles: Mapping[str, str]) -> Block:
    """Say plainly where the data is not the producer's own file, has names of its own, or is doubted.

    Nothing where all of it is the producer's, every code has a name in a reference table, and no
    check of the data found anything. ``titles`` are of the files that findings name, by id.
    """
    statuses = sorted({raw.status for raw in view.files} - {"official"})
    texts = [(str(status), view.words.text(f"notice.{status}.text")) for status in statuses]
    texts += [("unlisted", text) for text in _unlisted(view)]
    bodies = [(kind, Markup("<p>{}</p>").format(text)) for kind, text in texts]
    boxes = [
        Markup('<details class="tb-notice"><summary>{}</summary>{}</details>').format(
            view.words.text(f"notice.{kind}.title"), body
        )
        for kind, body in bodies
    ]
    found = _found(view, findings, titles)
    part = replace(ProsePart.of(boxes, "notice"), folded=ProsePart.of(found).paragraphs)
    return Block(Markup("").join([*boxes, *found]), part)


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


def _found(view: View, findings: Iterable[Finding], titles: Mapping[str, str]) -> list[Markup]:
    """Fold what checks of the data found into one line, the oddest first."""
    words = view.words
    lines = [
        Markup("<li>{}</li>").format(finding_line(words, one, titles))
        for one in by_oddity(findings)
    ]
    page = Markup('<a href="../data.html">{}</a>').format(words.text("findings.page"))
    body = Markup(
        '<details class="tb-found"><summary>{}</summary><p>{}</p><ul>{}</ul></details>'
    ).format(
        words.fill("findings.summary", count=str(len(lines))),
        sentence(words, "findings.text", page=page),
        Markup("").join(lines),
    )
    return [body] if lines else []


@dataclass(frozen=True)
class Record:
    """What an edition says of itself: shown as a list of its sources, and carried as data.

    Attributes
    ----------
    content : dict
        ``report``, ``name`` (of the page), ``title``, ``period``, ``heading`` (both of them),
        ``summary`` (the headline in a line), ``parameters``, ``given``, ``day`` (of the data),
        ``statuses``, ``sources`` and ``files`` (the raw files' ids, and what is known of them),
        ``headline`` (label, text and movement of each headline number, and a ``note`` where a mark
        stands behind it), ``figures`` (CSV); where there
        are any, ``names`` that only data files give, by dimension and code.
    block : Block
        What the reader sees.
    """

    content: dict[str, Any]
    block: Block

    @classmethod
    def of(cls, view: View, identity: dict[str, Any], cards: Iterable[Headline]) -> Record:
        """Make an edition's record.

        Parameters
        ----------
        view : View
            The edition's figures and files.
        identity : dict
            ``heading`` of the page, ``report``, ``name``, ``title``, ``period``, ``currency``,
            ``currencies`` (in words), ``parameters``, and ``given``: those of them that are not the default.
        cards : iterable of Headline
            The headline numbers.
        """
        words, files = view.words, view.files
        headline = [
            {"label": card.label, "text": card.text, "moved": card.moved.striptags()}
            | ({"note": card.note} if card.note else {})
            for card in cards
        ]
        numbers = (words.fill("record.number", **number) for number in headline)
        parts = words.text("record.between").join(numbers)
        told = words.fill("writing.whole", phrases=parts)
        notes = dict.fromkeys(number["note"] for number in headline if "note" in number)
        content = {
            **identity,
            "summary": words.optional("writing.sentence").join((told, *notes)),
            # The day of the data: the parameter, else that of the newest file.
            "day": identity["parameters"].get("as_of") or max(raw.known_from for raw in files),
            "statuses": sorted({raw.status for raw in files}),
            "sources": [raw.id for raw in files],
            "files": [raw.model_dump(mode="json", include=_FILE_FIELDS) for raw in files],
            "headline": headline,
            "figures": view.figures.csv(),
        }
        if names := unlisted(words, view.figures, files):
            content["names"] = names
        return cls(content, _colophon(words, content, files))

    def _repr_mimebundle_(self, **_: object) -> dict[str, Any]:
        return {RECORD_TYPE: self.content, **self.block._repr_mimebundle_()}


def _colophon(words: Words, content: dict[str, Any], files: Iterable[RawFile]) -> Block:
    name, days, as_of = (
        content["name"],
        Days.of(content["files"]),
        content["parameters"].get("as_of"),
    )
    items = Markup("").join(Markup("<li>{}</li>").format(_source(words, raw)) for raw in files)
    given = " ".join(f"-p {key} {value}" for key, value in content["given"].items())
    html = Markup(
        '<div class="tb-record"><p>{}</p><p>{}</p><ul>{}</ul>'
        "<p>{}</p><pre><code>{}</code></pre><p>{}</p></div>"
    ).format(
        words.fill(
            "record.basis",
            currency=content["currencies"],
            period=content["period"],
            released=days.released_in(words),
            taken=words.day(days.taken),
        )
        + (words.fill("record.as_of", day=words.day(content["day"])) if as_of else ""),
        words.text("record.sources"),
        items,
        sentence(words, "record.notebook", link=_download(f"{name}.ipynb")),
        words.fill("record.command", name=name, parameters=given),
        sentence(
            words,
            "record.figures",
            link=_download(f"{name}.figures.csv"),
            package=_download(f"{name}.zip"),
            guide=Markup('<a href="../rerun.html">{}</a>').format(words.text("record.guide")),
        ),
    )
    return Block(html, ProsePart.of([html], "record"))


def _download(file: str) -> Markup:
    return Markup('<a href="{0}" download>{0}</a>').format(file)


def _source(words: Words, raw: RawFile) -> str:
    known = "released" if raw.released else "unreleased"
    return words.fill(
        "record.source",
        title=raw.title,
        producer=publisher(words, raw),
        released=words.fill(
            f"record.{known}", day=words.day(raw.released), taken=words.day(raw.retrieved)
        ),
        status=words.text(f"statuses.{raw.status}"),
    )
