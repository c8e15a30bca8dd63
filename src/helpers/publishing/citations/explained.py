"""What every number of a page is: a script file beside it, fetched when the first is asked about.

A script and not JSON, since a page that is opened from the disk may load scripts and fetch nothing.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, Final

from helpers.indicators.figures import Figure, read_figures
from helpers.presentation.descriptions import metric_words, what
from helpers.presentation.locale.words import Words
from helpers.publishing.citations.derivation import inputs_of

ENDING: Final = ".figures.js"
"""What the file's name ends with."""

_GLOBAL: Final = "tradebookFigures"
_TOLD_OF_FILES: Final = ("title", "producer", "released", "address", "sha256")


def explained(record: Mapping[str, Any], words: Words) -> str:
    """Write the script that tells of an edition's figures.

    Parameters
    ----------
    record : mapping
        What the edition carries: ``figures`` and ``files``.
    words : Words
        The language.

    Returns
    -------
    str
        It assigns one global: ``words`` of the panel, ``metrics`` (name, definition, formula),
        ``bases``, ``units``, ``files`` by id, and ``figures`` by id: what it is, amount in print,
        unrounded value, unit, metric, basis, ids of files, ids of inputs.
    """
    figures = read_figures(record["figures"])
    known = {one.id: one for one in figures}
    words = _naming_all(words, figures)
    content = {
        "words": words.tree("cite.panel"),
        "metrics": {
            name: metric_words(name, words) for name in sorted({one.metric for one in figures})
        },
        "bases": words.tree("bases"),
        "units": {unit: _unit(unit, words) for unit in {one.unit for one in figures}},
        "files": {file["id"]: _file(file, words) for file in record["files"]},
        "figures": {one.id: _figure(one, known, words) for one in figures},
    }
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    # A line a figure: two editions of the file can be compared.
    lines = text.replace('],"', '],\n"')
    return f"window.{_GLOBAL} = {lines};\n"


def _naming_all(words: Words, figures: Iterable[Figure]) -> Words:
    """Let codes that no reference table has stand for themselves, as a last resort."""
    figures = list(figures)
    codes = {
        dimension: {code: code for code in {getattr(one, dimension) for one in figures}}
        for dimension in ("region", "partner")
    }
    return words.with_names(codes)


def _unit(unit: str, words: Words) -> str:
    """Write the unit an unrounded value stands in: the single one, not that of the print."""
    told: dict[str, str] = words.tree(f"units.{unit}")
    return told["name"] if "power" in told else told["label"]


def _file(file: Mapping[str, Any], words: Words) -> dict[str, str]:
    told = {name: file[name] or "" for name in _TOLD_OF_FILES}
    return {**told, "status": words.text(f"statuses.{file['status']}")}


def _figure(figure: Figure, known: Mapping[str, Figure], words: Words) -> list[Any]:
    return [
        what(figure, words),
        words.amount(figure),
        figure.value,
        figure.unit,
        figure.metric,
        figure.basis,
        figure.sources.split(";"),
        [one.id for one in inputs_of(figure, known)],
    ]
