"""What the page that checks texts loads besides data: how texts are read, and what is said in each language."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from helpers.presentation.locale.words import Words
from helpers.publishing.factcheck.vocabulary import checking_words, units
from helpers.publishing.open_data.encoding import script, script_path


def write_checking(site: Path, index: Mapping[str, Any], words: Words) -> None:
    """Write ``check.js`` and the words of a language, such as ``check-zh.js``, among the explorer's data of a site.

    The first is the same in every language: texts in any of them are read on every page.

    Parameters
    ----------
    site : pathlib.Path
        The folder of the whole site: all languages share its data.
    index : mapping
        The explorer's.
    words : Words
        The language in which claims are told.
    """
    reading = checking_words(index, words)
    told = reading.pop("say")
    scripts = {"check": {"words": reading, "units": units()}, f"check-{words.language}": told}
    for key, content in scripts.items():
        place = site / script_path(key)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(script(key, content))
