"""What the explorer's page needs besides data: words of each language, its charts, the library that draws them."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from helpers.core.dimensions import CURRENCIES
from helpers.core.files import write_whole
from helpers.core.fingerprints import hash_of_texts
from helpers.core.number_format import UNSAID
from helpers.indicators.figures import THOUSANDFOLD
from helpers.presentation.charts.drawing import drawing_library
from helpers.presentation.charts.explored import compiled_charts, specifications
from helpers.presentation.locale.language import DEFAULT
from helpers.presentation.locale.words import SUPERSEDED_MARK, Words
from helpers.publishing.bundle.edition_pages import SeriesPages
from helpers.publishing.catalogue.settings import Settings
from helpers.publishing.open_data.encoding import script, script_path
from helpers.publishing.open_data.explorer_index import editions_of
from helpers.publishing.open_data.member_names import forms_of_names, names_in_sentences
from helpers.reference.provinces import place_names
from helpers.reference.units import unit_codes

_TREES: Final = (
    "explore",
    "periods",
    "toward",
    "flows",
    "moved",
    "rose",
    "side",
    "joining",
    "writing",
    "bases",
    "reasons",
)
_RENDERER: Final = "vl-convert-python"


def prepare_drawing(cache: Path) -> None:
    """Make the charts and the drawing library, which takes seconds, in a folder where they are kept.

    They are keyed by what they are made of, and may be removed at any time. A process that has done
    so may not be forked: the renderer would not survive it.
    """
    charts, library = _cached(cache)
    if not charts.is_file():
        write_whole(charts, script("charts", compiled_charts()))
    if not library.is_file():
        write_whole(library, drawing_library().encode())


def is_prepared(cache: Path) -> bool:
    """Return whether there is nothing left to make."""
    return all(path.is_file() for path in _cached(cache))


def write_drawing(site: Path, cache: Path) -> None:
    """Write ``charts.js`` and ``drawing.js`` among the explorer's data of a site.

    They are taken from the folder of ``prepare_drawing``; what is not there is made.
    """
    prepare_drawing(cache)
    for name, path in zip(("charts", "drawing"), _cached(cache), strict=True):
        place = site / script_path(name)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, place)


def write_words(
    site: Path, words: Words, settings: Settings, published: Iterable[SeriesPages] = ()
) -> None:
    """Write the words of a language among the explorer's data of a site, as ``words-zh.js``.

    Parameters
    ----------
    site : pathlib.Path
        The folder of the whole site: all languages share its data.
    words, settings : Words, Settings
        The language, and the site in it.
    published : iterable of SeriesPages
        The editions that the explorer leads to.
    """
    name = f"words-{words.language}"
    place = site / script_path(name)
    place.parent.mkdir(parents=True, exist_ok=True)
    content = {**page_words(words, settings), "editions": editions_of(published)}
    place.write_bytes(script(name, content))


def page_words(words: Words, settings: Settings) -> dict[str, Any]:
    """Return the words of the explorer: those of its own, those that all pages share, all units, and the grammar.

    ``names`` tells which names of the index a language writes, see ``forms_of_names``; ``within`` has those that
    are another within a sentence. ``asked`` is the language that commands have to name.
    """
    names = {name: {"name": one["name"]} for name, one in words.tree("metrics").items()}
    authors = words.text("joining.comma").join(author.name for author in settings.authors)
    units = {*words.tree("units"), *unit_codes()}
    units |= {f"{currency}/{unit}" for currency in CURRENCIES for unit in unit_codes()}
    return {
        **{tree: words.tree(tree) for tree in _TREES},
        "month_names": words.tree("month_names") if words.has("month_names") else {},
        "ordinals": dict(words.ordinals),
        "asked": "" if words.language == DEFAULT else words.language,
        "names": forms_of_names(words),
        "within": names_in_sentences(words),
        "metrics": names,
        "units": {unit: dict(words.unit_words(unit)) for unit in sorted(units)},
        "superseded": SUPERSEDED_MARK,
        "extreme": {"least": THOUSANDFOLD, "mark": UNSAID},
        "cite": {name: words.text(f"cite.{name}") for name in ("copied", "failed")},
        "site": {"title": settings.title, "author": authors, "base": settings.base},
    }


def names_of_members(index: Mapping[str, Any], words: Words) -> list[list[str]]:
    """List the members that the explorer has as the search knows them: an address, and what each is called.

    The first name is the one that the language writes.

    ``index`` is the explorer's. Members of a cross, such as the partners of a province, are not listed.
    """
    members = {key.partition(".")[0] for key in index["shards"]}
    names = forms_of_names(words)
    every = (*names["name"], "name", "short", *names["others"])
    found = []
    for member in sorted(one for one in members if "+" not in one):
        dimension, _, code = member.partition("/")
        known = index["dimensions"][dimension].get(code, {})
        forms = [known.get(form) for form in every]
        code = known.get("code", code)
        within = place_names(code, known["name"]) if "of" in known else []
        found.append([member, *dict.fromkeys(one for one in (*forms, *within, code) if one)])
    return found


def _cached(cache: Path) -> tuple[Path, Path]:
    """Return where the charts and the library are kept, whose names say what they are made of."""
    made_by = version(_RENDERER)
    key = hash_of_texts(made_by, json.dumps(specifications()))[:16]
    return cache / f"explorer-charts-{key}.js", cache / f"drawing-library-{made_by}.js"
