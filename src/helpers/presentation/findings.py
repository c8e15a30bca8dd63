"""What checks of the data found, in words: a line each, in the language that is given.

A language that has no words for periods and units, as the command line's, writes codes and numbers as
they stand in the files.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from helpers.core import number_format
from helpers.core.dimensions import DIMENSIONS, VALUE, WHOLE
from helpers.core.periods import MONTH
from helpers.observations.schema import CELL
from helpers.observations.validation.finding import Finding
from helpers.presentation.descriptions import cell_words
from helpers.presentation.locale.words import Words, spaced

_NAMED: Final = 5


def finding_text(words: Words, finding: Finding) -> str:
    """Write what was found, without the files it was found in."""
    values = finding.values
    kind, template = values.get("kind"), words.tree(f"checks.{finding.check}.found")
    path = f"checks.{finding.check}.found" + (f".{kind}" if kind else "")
    text = words.fill(path, **_slots(words, finding))
    # What names one number is of the worst of several.
    if "{what}" in (template[kind] if kind else template) and values.get("count", 1) > 1:
        text = words.fill("findings.cells", text=text, count=f"{values['count']:,}")
    return spaced(text)


def finding_line(words: Words, finding: Finding, files: Mapping[str, Any]) -> str:
    """Write what was found with the files it was found in; ``files``: by id what each is called."""
    file, other = (files.get(name, name) for name in (finding.source, finding.other))
    text = finding_text(words, finding)
    if not other:
        return words.fill("findings.of_one", file=file, text=text)
    return words.fill("findings.of_two", file=file, other=other, text=text)


def _slots(words: Words, finding: Finding) -> dict[str, str]:
    """Return what the words of any check may be filled with, as far as the finding has it."""
    values, slots = finding.values, {"percent": f"{number_format.percent(finding.oddity * 100)}%"}
    for name, value in values.items():
        match name:
            case "value" | "other_value":
                slots[name] = _amount(words, value, values["unit"])
            case "printed" | "computed":
                slots[name] = f"{number_format.percent(value)}%"
            case "codes":
                slots[name] = _listed(words, value)
            case "period":
                slots["months"] = _month(words, value)
            case "periods":
                slots["months"] = _listed(words, [_month(words, each) for each in value])
            case "other_period" | "other_month":
                slots["other_months"] = _month(words, value)
            case "dimension":
                slots[name] = words.text("joining.comma").join(
                    words.text(f"dimensions.{each}") if words.has(f"dimensions.{each}") else each
                    for each in value.split("+")
                )
            case "span" | "flow":
                path = f"{name}s.{value}"
                slots[name] = words.text(path) if words.has(path) else str(value)
            case "swapped":
                slots[name] = words.region(value) if words.has("whole") else f"region {value}"
            case _:
                slots[name] = str(value) if isinstance(value, str) else f"{value:,.0f}"
    if all(name in values for name in CELL):
        slots["what"] = _what(words, values)
    return slots


def _what(words: Words, values: Mapping[str, Any]) -> str:
    """Name a number: in words, or by the codes of its columns."""
    if words.has("periods"):
        return cell_words(words, values)
    members = [f"{name} {values[name]}" for name in DIMENSIONS if values[name] != WHOLE]
    measure = [] if values["measure"] == VALUE else [values["measure"]]
    return " ".join([values["period"], values["span"], values["flow"], *measure, *members])


def _amount(words: Words, value: float, unit: str) -> str:
    """Write a number exactly: in the unit of tables, or in single ones."""
    if not words.has(f"units.{unit}"):
        return f"{number_format.exact(round(value))} {unit}"
    power = next(iter(words.powers(unit).values()))
    return f"{number_format.exact(round(value), power)} {words.unit(unit)}"


def _month(words: Words, text: str) -> str:
    """Write a month, or a run of months such as ``2025-01/2025-03``."""
    if not words.has("periods"):
        return text
    return "—".join(words.period(month, MONTH) for month in text.split("/"))


def _listed(words: Words, items: Sequence[str]) -> str:
    """Name the first few of many."""
    text = words.text("joining.comma").join(items[:_NAMED])
    more = len(items) - _NAMED
    return text + words.fill("findings.more", count=str(more)) if more > 0 else text
