"""The box at the foot of an edition's page: how to cite it, in every format."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Any, Final

from helpers.presentation.locale.words import Words
from helpers.publishing.citations.interchange import FORMATS
from helpers.publishing.citations.number_panel import ENDING
from helpers.publishing.citations.styles import apa, gbt, gbt_2015
from helpers.publishing.citations.work import Citable

_GBT, _APA = "gbt", "apa"
_MARKS: Final = ("colon", "semicolon")
_PART: Final = "{part}"
_ANCHOR: Final = "{anchor}"
"""Places for the citation of a part of the page, which the page's script fills in."""


def box(cited: Citable, page: str, words: Words) -> dict[str, Any]:
    """Return what the template of the box is filled with, for a page without an ending.

    Returns
    -------
    dict
        ``formats``, in the order of the language: key, label, text and (of those that are files) the
        file's name; ``day``: the words that stand for the day of reading; ``part``: the citation of a
        part of the page, with places for the part and its anchor; ``figures``: the script file of the
        number panel; ``words``, among them the ``colon`` and the ``semicolon`` with which scripts join
        texts.
    """
    labels = words.tree("cite")
    name = PurePosixPath(page).name
    day = labels["day"]
    texts = {_GBT: gbt(cited, day), "gbt_2015": gbt_2015(cited, day), _APA: apa(cited)}
    texts |= {key: of.write(cited).replace("\r\n", "\n") for key, of in FORMATS.items()}
    formats = [
        {
            "key": key,
            "label": label,
            "text": texts[key].strip(),
            "file": name + FORMATS[key].ending if key in FORMATS else "",
        }
        for key, label in labels["formats"].items()
    ]
    return {
        "formats": formats,
        "day": day,
        "part": leading_citation(cited, words, _PART, _ANCHOR),
        "figures": name + ENDING,
        "words": {**labels, **{mark: words.text(f"joining.{mark}") for mark in _MARKS}},
    }


def leading_citation(cited: Citable, words: Words, part: str = "", anchor: str = "") -> str:
    """Write a citation in the style that the language names first, of the page or of a part of it."""
    first = next(key for key in words.tree("cite.formats") if key in (_GBT, _APA))
    if first == _APA:
        return apa(cited, part, anchor)
    return gbt(cited, words.text("cite.day"), part, anchor)
