"""What the command line says, in the language of whoever uses it.

The texts are those of ``command_line.yml`` in the folder of each language, read without a parser of YAML: see
``plain_texts``.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from contextvars import ContextVar
from pathlib import Path
from typing import Final

from helpers.core.errors import LocaleError
from helpers.presentation import locale
from helpers.presentation.locale import COMMAND_LINE
from helpers.presentation.locale.plain_texts import read_texts

FOLDER: Final = Path(locale.__file__).parent

LANGUAGES: Final = tuple(sorted(path.parent.name for path in FOLDER.glob(f"*/{COMMAND_LINE}")))
"""The languages that the command line speaks."""

DEFAULT: Final = "en"
"""The language of a machine that names none, or one that the command line does not speak."""

VARIABLES: Final = ("LC_ALL", "LC_MESSAGES", "LANG")
"""What names the language of messages, the first that is set before the others."""

_KIND: Final = re.compile(r"{\w+:")
_CHOSEN: Final[ContextVar[str]] = ContextVar("language")


def speak(language: str | None) -> None:
    """Choose the language; without one the environment's."""
    _CHOSEN.set(language or of_environment(os.environ))


def spoken() -> str:
    """Return the language that was chosen, else the environment's."""
    return _CHOSEN.get("") or of_environment(os.environ)


def of_environment(environment: Mapping[str, str]) -> str:
    """Return the language that an environment names, such as ``zh`` of ``zh_CN.UTF-8``."""
    named = next((environment[name] for name in VARIABLES if environment.get(name)), "")
    language = re.split(r"[_.@]", named)[0].lower()
    return language if language in LANGUAGES else DEFAULT


def text(path: str) -> str:
    """Return the text at a dotted path; LocaleError when there is none."""
    language = spoken()
    try:
        return read_texts(FOLDER / language / COMMAND_LINE)[path]
    except KeyError:
        raise LocaleError(f"words: no text at '{path}' in {language}/{COMMAND_LINE}") from None


def fill(path: str, /, **slots: object) -> str:
    """Return the text at a dotted path with its slots filled; LocaleError when they cannot be."""
    template = text(path)
    try:
        if not _KIND.search(template):
            return template.format(**slots)
        from helpers.presentation.locale.templates import Filler

        return Filler(path, {}).vformat(template, (), slots)
    except (KeyError, IndexError, ValueError) as error:
        raise LocaleError(f"words: '{path}' cannot be filled: {error}") from None
