"""The box at the foot of an edition's page: how to cite it, in every format."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Any, Final

from helpers.presentation.locale.words import Words
from helpers.publishing.citations.explained import ENDING
from helpers.publishing.citations.interchange import FORMATS
from helpers.publishing.citations.styles import apa, gbt
from helpers.publishing.citations.work import Citable

_PART: Final = "{part}"
_ANCHOR: Final = "{anchor}"
"""What the page's script puts the part in place of, and its anchor."""


def box(cited: Citable, page: str, words: Words) -> dict[str, Any]:
    """Fill the box.

    Parameters
    ----------
    cited : Citable
        What is cited.
    page : str
        The page's place on the site, without an ending.
    words : Words
        The language.

    Returns
    -------
    dict
        ``formats``: key, label, text and (of those that are files) the file's name; ``day``: what in
        a text holds the place of the reading day; ``part``: the citation of a part of the page, with
        places for the part and its anchor; ``figures``: the script file on single numbers; ``words``.
    """
    told = words.tree("cite")
    name = PurePosixPath(page).name
    styles = {"gbt": gbt(cited, told["day"]), "apa": apa(cited)}
    files = {key: of.write(cited).replace("\r\n", "\n") for key, of in FORMATS.items()}
    formats = [
        {
            "key": key,
            "label": told["formats"][key],
            "text": text.strip(),
            "file": name + FORMATS[key].ending if key in FORMATS else "",
        }
        for key, text in {**styles, **files}.items()
    ]
    return {
        "formats": formats,
        "day": told["day"],
        "part": gbt(cited, told["day"], _PART, _ANCHOR),
        "figures": name + ENDING,
        "words": told,
    }
