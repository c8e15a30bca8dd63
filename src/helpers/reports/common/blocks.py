"""What every report shows around its content: a notice on its data, headline numbers, the record."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from markupsafe import Markup

from helpers.core.periods import MONTH, YTD
from helpers.indicators.figures import Figure
from helpers.observations.readers.description import RawFile
from helpers.observations.schema import COMPUTED, IMPLIED, KEYS, PRINTED
from helpers.observations.validation.finding import Finding, by_oddity
from helpers.presentation.findings import finding_line
from helpers.presentation.locale.words import Words
from helpers.presentation.numbering import Reference
from helpers.presentation.parts import PARTS_TYPE, ProsePart, output_of
from helpers.presentation.prose import datum, sentence
from helpers.presentation.tables import Row, figures_in, growth_notes, sign_notes
from helpers.reports.common.names import unlisted
from helpers.reports.common.view import View

REVISED: Final = "revised"
"""The key of the table of superseded bases, and of the words on them."""

RECORD_TYPE: Final = "application/vnd.tradebook.edition+json"
"""The output in which an edition carries its record: title, parameters, headline, figures."""


_FILE_FIELDS: Final = (
    "id",
    "title",
    "producer",
    "address",
    "released",
    "retrieved",
    "licence",
    "sha256",
    "status",
)
"""What an edition's record has of each raw file behind it."""


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
    """A headline number: its label, the figure, and the figure it moved by."""

    label: str
    figure: Figure
    moved: Figure
    text: str
    moved_text: Markup

    def html(self) -> Markup:
        """Return the number as a card."""
        return Markup(
            '<div class="tb-card"><span class="tb-label">{}</span>'
            '<span class="tb-value">{}</span><span class="tb-moved">{}</span></div>'
        ).format(self.label, datum(self.figure, self.text), self.moved_text)


def headlines(items: Iterable[Headline]) -> Block:
    """Show headline numbers as cards."""
    cards = Markup("").join(item.html() for item in items)
    return Block(Markup('<div class="tb-cards">{}</div>').format(cards))


def headline(words: Words, label: str, figure: Figure, moved: Figure, against: str) -> Headline:
    """Make a headline number of a figure and its growth (or change)."""
    text = words.amount(figure)
    phrase = _moved(words, moved)
    if moved.value is not None:
        phrase = Markup("{}{}").format(against, phrase)
    return Headline(label, figure, moved, text, phrase)


def notice(view: View, findings: Iterable[Finding]) -> Block:
    """Say plainly where the data is not the producer's own file, has names of its own, or is doubted.

    Nothing where all of it is the producer's, every code has a name in a reference table, and no
    check of the data found anything.
    """
    statuses = sorted({raw.status for raw in view.files} - {"official"})
    texts = [(str(status), view.words.text(f"notice.{status}.text")) for status in statuses]
    texts += [("unlisted", text) for text in _unlisted(view)]
    bodies = [(kind, Markup("<p>{}</p>").format(text)) for kind, text in texts]
    boxes = [
        Markup(
            '<div class="admonition warning tb-notice"><p class="admonition-title">{}</p>{}</div>'
        ).format(view.words.text(f"notice.{kind}.title"), body)
        for kind, body in bodies
    ]
    return Block(Markup("").join([*boxes, *_found(view, findings)]))


def _unlisted(view: View) -> list[str]:
    """Name what no reference table has, dimension by dimension, as the data files call it."""
    words = view.words
    found = unlisted(words, view.figures, view.files)
    parts = [
        words.fill(
            "notice.unlisted.of",
            dimension=words.text(f"dimensions.{dimension}"),
            members=words.text("joining.comma").join(
                words.fill("notice.unlisted.each", code=code, name=name)
                for code, name in names.items()
            ),
        )
        for dimension, names in found.items()
    ]
    joined = words.text("joining.semicolon").join(parts)
    return [words.fill("notice.unlisted.text", members=joined)] if parts else []


def _found(view: View, findings: Iterable[Finding]) -> list[Markup]:
    """Fold what checks of the data found into one line, the oddest first."""
    words, titles = view.words, {raw.id: raw.title for raw in view.files}
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


def source_note(words: Words, files: Iterable[RawFile]) -> str:
    """Write the note on sources that stands under a table."""
    named = (f"{raw.title}（{words.text(f'statuses.{raw.status}')}）" for raw in files)
    return words.fill("table.source", sources=words.text("joining.comma").join(named))


def table_notes(view: View, rows: tuple[Row, ...]) -> tuple[str | Reference, ...]:
    """Write the notes that follow from a table's cells: growth, bases, signs, the files behind it."""
    notes = [*growth_notes(view.words, rows), *_base_notes(view, rows)]
    return (*notes, *sign_notes(view.words, rows), source_note(view.words, files_in(view, rows)))


def files_in(view: View, rows: tuple[Row, ...]) -> list[RawFile]:
    """Return the files behind the figures of a table."""
    ids = {one for figure in figures_in(rows) for one in figure.sources.split(";")}
    return [raw for raw in view.files if raw.id in ids]


def _base_notes(view: View, rows: tuple[Row, ...]) -> list[str | Reference]:
    """Say where last year's values are not the stored ones, and which table has those."""
    derived = [figure for figure in figures_in(rows) if figure.basis in (PRINTED, IMPLIED)]
    notes: list[str | Reference] = []
    if any(figure.basis == IMPLIED for figure in derived):
        notes.append(view.words.text("table.implied"))
    if any(_superseded(view, figure) for figure in derived):
        title = view.words.text(f"{REVISED}.caption")
        notes.append(
            Reference(view.words, view.numbering, "table.revised", f"tab-{REVISED}", title)
        )
    computed = [one for one in figures_in(rows) if one.basis == COMPUTED and one.span == MONTH]
    if any(one.metric == "growth" and _superseded(view, one, YTD) for one in computed):
        notes.append(view.words.text("table.unprinted"))
    return notes


def _superseded(view: View, figure: Figure, span: str = "") -> bool:
    """Return whether the stored base of a figure, or of its like in another span, is superseded."""
    keys = {key: str(getattr(figure, key)) for key in KEYS[1:]}
    keys["span"] = span or figure.span
    return view.figures.find("growth_stored", **keys) is not None


@dataclass(frozen=True)
class Record:
    """What an edition says of itself: shown as a list of its sources, and carried as data.

    Attributes
    ----------
    content : dict
        ``report``, ``name`` (of the page), ``title``, ``period``, ``heading`` (both of them),
        ``summary`` (the headline in a line), ``parameters``, ``given``, ``day`` (of the data),
        ``statuses``, ``sources`` and ``files`` (the raw files' ids, and what is known of them),
        ``headline`` (label, text and movement of each headline number), ``figures`` (CSV).
    block : Block
        What the reader sees.
    """

    content: dict[str, Any]
    block: Block

    def _repr_mimebundle_(self, **_: object) -> dict[str, Any]:
        return {RECORD_TYPE: self.content, **self.block._repr_mimebundle_()}


def record(view: View, identity: dict[str, Any], cards: Iterable[Headline]) -> Record:
    """Make an edition's record.

    Parameters
    ----------
    view : View
        The edition's figures and files.
    identity : dict
        ``report``, ``name``, ``title``, ``period``, ``currency``, ``currencies`` (in words),
        ``parameters``, and ``given``: those of them that are not the default.
    cards : iterable of Headline
        The headline numbers.
    """
    headline = [
        {"label": card.label, "text": card.text, "moved": card.moved_text.striptags()}
        for card in cards
    ]
    words = view.words
    parts = (words.fill("record.number", **number) for number in headline)
    content = {
        **identity,
        "heading": words.fill("record.heading", **identity),
        "summary": words.text("joining.semicolon").join(parts) + words.text("joining.stop"),
        "day": _day(identity, view.files),
        "statuses": sorted({raw.status for raw in view.files}),
        "sources": [raw.id for raw in view.files],
        "files": [raw.model_dump(mode="json", include=set(_FILE_FIELDS)) for raw in view.files],
        "headline": headline,
        "figures": view.figures.csv(),
    }
    return Record(content, _colophon(view.words, identity, view.files))


def _colophon(words: Words, identity: dict[str, Any], files: Iterable[RawFile]) -> Block:
    basis = words.fill("record.basis", currency=identity["currencies"], as_of=_day(identity, files))
    items = Markup("").join(Markup("<li>{}</li>").format(_source(words, raw)) for raw in files)
    name = identity["name"]
    given = " ".join(f"-p {key} {value}" for key, value in identity["given"].items())
    command = words.fill("record.command", name=name, parameters=given)
    guide = Markup('<a href="../rerun.html">{}</a>').format(words.text("record.guide"))
    return Block(
        Markup(
            '<div class="tb-record"><p>{}</p><p>{}</p><ul>{}</ul>'
            "<p>{}</p><pre><code>{}</code></pre><p>{}</p></div>"
        ).format(
            basis,
            words.text("record.sources"),
            items,
            sentence(words, "record.notebook", link=_download(f"{name}.ipynb")),
            command,
            sentence(
                words,
                "record.figures",
                link=_download(f"{name}.figures.csv"),
                package=_download(f"{name}.zip"),
                guide=guide,
            ),
        )
    )


def _day(identity: dict[str, Any], files: Iterable[RawFile]) -> str:
    """Return the day the data is of: the parameter, else that of the newest file."""
    as_of: str | None = identity["parameters"].get("as_of")
    return as_of or max(raw.known_from for raw in files)


def _download(file: str) -> Markup:
    return Markup('<a href="{0}" download>{0}</a>').format(file)


def _source(words: Words, raw: RawFile) -> str:
    released = (
        words.fill("record.released", day=raw.released)
        if raw.released
        else words.text("record.unreleased")
    )
    status = words.text(f"statuses.{raw.status}")
    return words.fill(
        "record.source", title=raw.title, producer=raw.producer, released=released, status=status
    )


def _moved(words: Words, moved: Figure) -> Markup:
    return sentence(words, "moved.phrase", figure=moved)
