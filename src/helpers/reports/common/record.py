"""What an edition says of itself: a list of its sources for readers, and data for the site."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from markupsafe import Markup

from helpers.observations.readers.description import RawFile
from helpers.presentation.locale.words import Words
from helpers.presentation.prose import sentence
from helpers.reports.common.blocks import Block, Headline
from helpers.reports.common.view import View

RECORD_TYPE: Final = "application/vnd.tradebook.edition+json"
"""The output in which an edition carries its record: title, parameters, headline, figures."""

_FILE_FIELDS: Final = {
    *("id", "title", "producer", "address", "released", "retrieved", "licence", "sha256", "status")
}
"""What an edition's record has of each raw file behind it."""


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

    @classmethod
    def of(cls, view: View, identity: dict[str, Any], cards: Iterable[Headline]) -> Record:
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
        words, files = view.words, view.files
        headline = [
            {"label": card.label, "text": card.text, "moved": card.moved.striptags()}
            for card in cards
        ]
        parts = (words.fill("record.number", **number) for number in headline)
        content = {
            **identity,
            "heading": words.fill("record.heading", **identity),
            "summary": words.text("joining.semicolon").join(parts) + words.text("joining.stop"),
            # The day of the data: the parameter, else that of the newest file.
            "day": identity["parameters"].get("as_of") or max(raw.known_from for raw in files),
            "statuses": sorted({raw.status for raw in files}),
            "sources": [raw.id for raw in files],
            "files": [raw.model_dump(mode="json", include=_FILE_FIELDS) for raw in files],
            "headline": headline,
            "figures": view.figures.csv(),
        }
        return cls(content, _colophon(words, content, files))

    def _repr_mimebundle_(self, **_: object) -> dict[str, Any]:
        return {RECORD_TYPE: self.content, **self.block._repr_mimebundle_()}


def _colophon(words: Words, content: dict[str, Any], files: Iterable[RawFile]) -> Block:
    name = content["name"]
    items = Markup("").join(Markup("<li>{}</li>").format(_source(words, raw)) for raw in files)
    given = " ".join(f"-p {key} {value}" for key, value in content["given"].items())
    return Block(
        Markup(
            '<div class="tb-record"><p>{}</p><p>{}</p><ul>{}</ul>'
            "<p>{}</p><pre><code>{}</code></pre><p>{}</p></div>"
        ).format(
            words.fill("record.basis", currency=content["currencies"], as_of=content["day"]),
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
    )


def _download(file: str) -> Markup:
    return Markup('<a href="{0}" download>{0}</a>').format(file)


def _source(words: Words, raw: RawFile) -> str:
    known = "released" if raw.released else "unreleased"
    return words.fill(
        "record.source",
        title=raw.title,
        producer=raw.producer,
        released=words.fill(f"record.{known}", day=raw.released),
        status=words.text(f"statuses.{raw.status}"),
    )
