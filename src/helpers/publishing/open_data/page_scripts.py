"""What the explorer's page needs besides data: its words, its charts, the library that draws them."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from helpers.core.files import write_whole
from helpers.presentation.charts.drawing import drawing_library
from helpers.presentation.charts.explored import compiled_charts
from helpers.presentation.locale.words import SUPERSEDED_MARK, Words
from helpers.publishing.catalogue.settings import Settings
from helpers.publishing.open_data.scripts import write_script

_TREES: Final = (
    "explore",
    "periods",
    "toward",
    "flows",
    "moved",
    "side",
    "joining",
    "bases",
    "reasons",
)
_ALWAYS: Final = ("percent", "points", "places", "times", "index")
"""Units that the page computes in, whatever the data has."""

_RENDERER: Final = "vl-convert-python"


def write_page_scripts(
    folder: Path, words: Words, settings: Settings, units: Iterable[str], cache: Path
) -> None:
    """Write ``words.js``, ``charts.js`` and ``drawing.js`` into the folder of the explorer's data.

    Parameters
    ----------
    folder : pathlib.Path
        The folder of the scripts.
    words, settings : Words, Settings
        The language, and the site.
    units : iterable of str
        All units of the data.
    cache : pathlib.Path
        A folder for the drawing library, which takes seconds to make; it may be removed at any time.
    """
    write_script(folder, "words", page_words(words, settings, units))
    write_script(folder, "charts", compiled_charts())
    (folder / "drawing.js").write_text(_library(cache), encoding="utf-8")


def page_words(words: Words, settings: Settings, units: Iterable[str]) -> dict[str, Any]:
    """Return the words of the explorer: those of its own, and those that all pages share."""
    names = {name: {"name": one["name"]} for name, one in words.tree("metrics").items()}
    authors = words.text("joining.comma").join(author.name for author in settings.authors)
    copying = {name: words.text(f"cite.{name}") for name in ("copied", "failed")}
    return {
        **{tree: words.tree(tree) for tree in _TREES},
        "metrics": names,
        "units": {unit: dict(words.unit_words(unit)) for unit in sorted({*units, *_ALWAYS})},
        "superseded": SUPERSEDED_MARK,
        "cite": copying,
        "site": {"title": settings.title, "author": authors, "base": settings.base},
    }


def _library(cache: Path) -> str:
    """Return the drawing library's script, made once for each version of what it comes with."""
    path = cache / f"drawing-{version(_RENDERER)}.js"
    if not path.is_file():
        write_whole(path, drawing_library().encode())
    return path.read_text(encoding="utf-8")
