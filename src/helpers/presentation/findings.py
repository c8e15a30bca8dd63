"""What checks of the data found, in words: a line each, in the language that is given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from helpers.core import number_format
from helpers.core.periods import MONTH
from helpers.observations.schema import CELL
from helpers.observations.validation.finding import Finding
from helpers.presentation.descriptions import cell_words
from helpers.presentation.locale.words import Words

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
    return words.spaced(text)


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
                slots[name] = words.exactly(round(value), values["unit"])
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
                slots[name] = words.text(f"{name}s.{value}")
            case "swapped":
                slots[name] = words.region(value)
            case _:
                slots[name] = str(value) if isinstance(value, str) else f"{value:,.0f}"
    if all(name in values for name in CELL):
        slots["what"] = cell_words(words, values)
    return slots


def _month(words: Words, text: str) -> str:
    """Write a month, or a run of months such as ``2025-01/2025-03``."""
    return words.text("writing.to").join(words.period(month, MONTH) for month in text.split("/"))


def _listed(words: Words, items: Sequence[str]) -> str:
    """Name the first few of many."""
    text = words.text("joining.comma").join(items[:_NAMED])
    more = len(items) - _NAMED
    return text + words.fill("findings.more", count=str(more)) if more > 0 else text
