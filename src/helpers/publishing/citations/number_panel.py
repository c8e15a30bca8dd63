"""What the number panel of a page shows: a script file next to the page, loaded with the first panel.

A script and not JSON, since a page that is opened from the disk may load scripts and fetch nothing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Any, Final

from helpers.indicators.figures import Figure, read_figures
from helpers.indicators.lineage import Lineage
from helpers.presentation.descriptions import members_text, metric_words, naming, said_around
from helpers.presentation.locale.words import Words

ENDING: Final = ".figures.js"
"""What the file's name ends with."""

_GLOBAL: Final = "tradebookFigures"
_FILE_KEYS: Final = ("title", "producer", "released", "retrieved", "address", "sha256")
_DAYS: Final = ("released", "retrieved")
_LONG: Final = 6
"""A list of inputs with more than these is written once, however many figures have it."""
_BEGIN: Final = 5
"""How many parts of an id say what is measured, and not of what: metric, measure, period, span, flow."""


def panel_script(record: Mapping[str, Any], words: Words) -> str:
    """Return the script with the facts on the figures of an edition's record.

    Returns
    -------
    str
        It assigns one global: ``words`` of the panel, ``metrics`` (name, definition, formula),
        ``bases``, ``units``, ``files`` by id, and what ``values_in`` reads:

        - ``members``, each the end of a figure's id and the name of what it is of;
        - ``figures``, in groups: what they have in common (the beginning of the id, what is said before
          and after the name, unit, metric, basis or why there is no value, ids of files), and a row a figure:
          place among the members, amount in print, unrounded value, and inputs. These are places in
          the order of all rows; in place of a long list that another figure has too stands its place.
    """
    figures = read_figures(record["figures"])
    words = naming(words, figures, record.get("names", {}))
    members, groups = _in_groups(figures, words)
    content = {
        "words": {**words.tree("cite.panel"), **words.tree("number_panel")},
        "metrics": {
            name: metric_words(name, words) for name in sorted({each.metric for each in figures})
        },
        "bases": {**words.tree("bases"), **words.tree("reasons")},
        "units": {unit: _unit(unit, words) for unit in {each.unit for each in figures}},
        "files": {file["id"]: _file(file, words) for file in record["files"]},
        "members": [list(one) for one in members],
        "figures": groups,
    }
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    # A line a figure: two editions of the file can be compared.
    lines = re.sub(r"\],(?=\[)", "],\n", text)
    return f"window.{_GLOBAL} = {lines};\n"


def values_in(script: str) -> dict[str, tuple[float | None, str]]:
    """Return the unrounded value and the unit of each figure in a script, by id.

    What is no such script raises what reading it does: ValueError, KeyError, IndexError, TypeError.
    """
    content = json.loads(script.removeprefix(f"window.{_GLOBAL} = ").rstrip(";\n"))
    members = [end for end, _ in content["members"]]
    return {
        f"{begin}.{members[place]}": (value, unit)
        for (begin, _, _, unit, *_), rows in content["figures"]
        for place, _, value, _ in rows
    }


def _in_groups(
    figures: Sequence[Figure], words: Words
) -> tuple[list[tuple[str, str]], list[list[Any]]]:
    """Return the members of figures, and the figures in groups: see ``panel_script``."""
    groups: dict[tuple[Any, ...], list[Figure]] = {}
    for figure in figures:
        groups.setdefault(_common(figure, words), []).append(figure)
    ordered = [figure for group in groups.values() for figure in group]
    inputs = _inputs(ordered)
    named = [_member(figure, words) for figure in ordered]
    members = {member: place for place, member in enumerate(dict.fromkeys(named))}
    rows = [
        [members[member], words.amount(figure), figure.value, found]
        for member, figure, found in zip(named, ordered, inputs, strict=True)
    ]
    left = iter(rows)
    found = [
        [[*common, sources.split(";")], list(islice(left, len(group)))]
        for (*common, sources), group in groups.items()
    ]
    return list(members), found


def _common(figure: Figure, words: Words) -> tuple[str, ...]:
    """Return what a figure has in common with others of its group; the files as one text."""
    begin = ".".join(list(figure.keys.values())[:_BEGIN])
    reason = figure.reason or figure.basis
    around = said_around(figure, words)
    return begin, *around, figure.unit, figure.metric, reason, figure.sources


def _member(figure: Figure, words: Words) -> tuple[str, str]:
    """Return the end of a figure's id, and what it is of."""
    return ".".join(figure.id.split(".")[_BEGIN:]), members_text(figure, words)


def _inputs(figures: Sequence[Figure]) -> list[list[int] | int]:
    """Return the places of each figure's inputs; of a long list seen before, the place of its figure."""
    lineage = Lineage(figures)
    places = {figure.id: place for place, figure in enumerate(figures)}
    found: list[list[int] | int] = []
    first: dict[tuple[int, ...], int] = {}
    for place, figure in enumerate(figures):
        inputs = tuple(places[each.id] for each in lineage.inputs_of(figure))
        other = first.setdefault(inputs, place) if len(inputs) > _LONG else place
        found.append(list(inputs) if other == place else other)
    return found


def _unit(unit: str, words: Words) -> str:
    """Return the name of the unit of unrounded values: the single one, not that of the print."""
    known = words.unit_words(unit)
    return str(known["name"] if "power" in known else known["label"])


def _file(file: Mapping[str, Any], words: Words) -> dict[str, str]:
    facts = {name: file[name] or "" for name in _FILE_KEYS}
    facts["producer"] = facts["producer"] or words.text("unknown.producer")
    facts |= {name: words.day(facts[name]) for name in _DAYS}
    return {**facts, "status": words.text(f"statuses.{file['status']}")}
