"""The files of a language: one tree of texts out of all that stand in its folder."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from helpers.core.errors import LocaleError
from helpers.core.yaml_files import read_yaml

ROOT: Final = Path(__file__).parent
"""Where each language has its folder."""

LANGUAGES: Final = tuple(sorted(path.parent.name for path in ROOT.glob("*/common.yml")))
"""The languages that there are, each the name of its folder."""

DEFAULT: Final = "zh"
"""The language of what names none."""


def read_language(folder: Path) -> dict[str, Any]:
    """Return all texts in the folder of a language: YAML files, each with top-level keys that no other has.

    Raises
    ------
    LocaleError
        Where there is no such folder, a file cannot be read, or two have the same key.
    """
    texts: dict[str, Any] = {}
    origin: dict[str, Path] = {}
    for path in sorted(folder.glob("*.yml")):
        for key, tree in read_yaml(path, LocaleError).items():
            if key in texts:
                raise LocaleError(f"{path}: '{key}' stands in {origin[key].name} too")
            texts[key], origin[key] = tree, path
    if not texts:
        raise LocaleError(f"{folder}: no language there, no file *.yml")
    return texts
