"""What the number panel of a page shows: a script file next to the page, loaded with the first panel.

A script and not JSON, since a page that is opened from the disk may load scripts and fetch nothing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from helpers.indicators.figures import Figure, read_figures
from helpers.indicators.lineage import Lineage
from helpers.presentation.descriptions import metric_words, naming, what
from helpers.presentation.locale.words import Words

ENDING: Final = ".figures.js"
"""What the file's name ends with."""

_GLOBAL: Final = "tradebookFigures"
_FILE_KEYS: Final = ("title", "producer", "released", "address", "sha256")
_LONG: Final = 6
"""A list of inputs with more than these is written once, however many figures have it."""


def panel_script(record: Mapping[str, Any], words: Words) -> str:
    """Return the script with the facts on the figures of an edition's record.

    Returns
    -------
    str
        It assigns one global: ``words`` of the panel, ``metrics`` (name, definition, formula),
        ``bases``, ``units``, ``files`` by id, and ``figures`` by id: what it is, amount in print,
        unrounded value, unit, metric, basis or why there is no value, ids of files, ids of inputs.
        In place of a long list of inputs that another figure has too stands the id of that figure.
    """
    figures = read_figures(record["figures"])
    words = naming(words, figures, record.get("names", {}))
    inputs = _inputs(figures)
    content = {
        "words": {**words.tree("cite.panel"), **words.tree("number_panel")},
        "metrics": {
            name: metric_words(name, words) for name in sorted({each.metric for each in figures})
        },
        "bases": {**words.tree("bases"), **words.tree("reasons")},
        "units": {unit: _unit(unit, words) for unit in {each.unit for each in figures}},
        "files": {file["id"]: _file(file, words) for file in record["files"]},
        "figures": {each.id: [*_facts(each, words), inputs[each.id]] for each in figures},
    }
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    # A line a figure: two editions of the file can be compared.
    lines = re.sub(r'\],(?="[^"]+":\[)', "],\n", text)
    return f"window.{_GLOBAL} = {lines};\n"


def values_in(script: str) -> dict[str, tuple[float | None, str]]:
    """Return the unrounded value and the unit of each figure in a script, by id.

    What is no such script raises what reading it does: ValueError, KeyError, IndexError, TypeError.
    """
    content = json.loads(script.removeprefix(f"window.{_GLOBAL} = ").rstrip(";\n"))
    return {name: (facts[2], facts[3]) for name, facts in content["figures"].items()}


def _inputs(figures: Sequence[Figure]) -> dict[str, list[str] | str]:
    """Return the ids of each figure's inputs; of a long list seen before, the figure it is of."""
    lineage = Lineage(figures)
    found: dict[str, list[str] | str] = {}
    first: dict[tuple[str, ...], str] = {}
    for figure in figures:
        ids = tuple(each.id for each in lineage.inputs_of(figure))
        other = first.setdefault(ids, figure.id) if len(ids) > _LONG else figure.id
        found[figure.id] = list(ids) if other == figure.id else other
    return found


def _unit(unit: str, words: Words) -> str:
    """Return the name of the unit of unrounded values: the single one, not that of the print."""
    known = words.unit_words(unit)
    return str(known["name"] if "power" in known else known["label"])


def _file(file: Mapping[str, Any], words: Words) -> dict[str, str]:
    facts = {name: file[name] or "" for name in _FILE_KEYS}
    facts["producer"] = facts["producer"] or words.text("unknown.producer")
    return {**facts, "status": words.text(f"statuses.{file['status']}")}


def _facts(figure: Figure, words: Words) -> list[Any]:
    return [
        what(figure, words),
        words.amount(figure),
        figure.value,
        figure.unit,
        figure.metric,
        figure.reason or figure.basis,
        figure.sources.split(";"),
    ]
