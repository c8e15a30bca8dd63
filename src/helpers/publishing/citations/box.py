"""The box at the foot of an edition's page: how to cite it, in every format."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Any, Final

from helpers.presentation.locale.words import Words
from helpers.publishing.citations.interchange import FORMATS
from helpers.publishing.citations.number_panel import ENDING
from helpers.publishing.citations.styles import apa, gbt, gbt_2015
from helpers.publishing.citations.work import Citable

_MARKS: Final = ("colon", "semicolon")
_PART: Final = "{part}"
_ANCHOR: Final = "{anchor}"
"""Places for the citation of a part of the page, which the page's script fills in."""


def box(cited: Citable, page: str, words: Words) -> dict[str, Any]:
    """Return what the template of the box is filled with, for a page without an ending.

    Returns
    -------
    dict
        ``formats``: key, label, text and (of those that are files) the file's name; ``day``: the words
        that stand for the day of reading; ``part``: the citation of a part of the page, with places
        for the part and its anchor; ``figures``: the script file of the number panel; ``words``, among
        them the ``colon`` and the ``semicolon`` with which scripts join texts.
    """
    labels = words.tree("cite")
    name = PurePosixPath(page).name
    day = labels["day"]
    texts = {"gbt": gbt(cited, day), "gbt_2015": gbt_2015(cited, day), "apa": apa(cited)}
    texts |= {key: of.write(cited).replace("\r\n", "\n") for key, of in FORMATS.items()}
    formats = [
        {
            "key": key,
            "label": labels["formats"][key],
            "text": text.strip(),
            "file": name + FORMATS[key].ending if key in FORMATS else "",
        }
        for key, text in texts.items()
    ]
    return {
        "formats": formats,
        "day": day,
        "part": gbt(cited, day, _PART, _ANCHOR),
        "figures": name + ENDING,
        "words": {**labels, **{mark: words.text(f"joining.{mark}") for mark in _MARKS}},
    }
