"""A checked text as a page of its own, in which each number is marked by its verdict."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from jinja2 import Environment, StrictUndefined

from helpers.publishing.factcheck.claims import VERDICTS, CheckedText

_TEMPLATE: Final = Path(__file__).with_name("marked.html.j2")


def marked_html(checked: CheckedText, name: str, language: str) -> str:
    """Return a page with the text, its marks, and what is said of each claim; it needs no other file.

    Parameters
    ----------
    checked : CheckedText
    name : str
        What the text is called.
    language : str
        That of what is said of it.
    """
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    template = environment.from_string(_TEMPLATE.read_text(encoding="utf-8"))
    return template.render(
        checked=checked,
        name=name,
        language=language,
        words=checked.say,
        verdicts=VERDICTS,
        paragraphs=[one for one in checked.paragraphs() if any(text for text, _ in one)],
    )
