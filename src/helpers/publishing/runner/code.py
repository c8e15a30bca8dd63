"""The code an edition is made by: its notebook, the rooms of this package below it, libraries."""

from __future__ import annotations

import importlib.metadata
import platform
import re
from functools import cache
from pathlib import Path
from typing import Final

from helpers.core.files import hash_of_file
from helpers.core.fingerprints import PACKAGE

SHARED: Final = (
    "core/*",
    "reference/*",
    "observations/*",
    "observations/readers/**/*",
    "observations/validation/*",
    "observations/warehouse/*",
    "indicators/*",
    "presentation/**/*",
    "reports/common/*",
    "publishing/bundle/__init__.py",
    "publishing/bundle/bundle.py",
    "publishing/runner/edition.py",
    "publishing/runner/engine.py",
    "publishing/runner/shell.py",
)
"""The files that editions of every report are made by."""

LIBRARIES: Final = (
    "click",
    "duckdb",
    "ipython",
    "jinja2",
    "jupytext",
    "markupsafe",
    "numpy",
    "pandas",
    "papermill",
    "pyarrow",
    "pydantic",
    "python-calamine",
    "pyyaml",
    "vl-convert-python",
    "xlsxwriter",
)
"""The libraries that these files import, as they are named where they are installed."""

_REPORT: Final = re.compile(r"^from helpers\.reports import (\w+)", re.M)
_KINDS: Final = (".py", ".yml", ".csv", ".j2", ".ttf")


def code_of(notebook: Path) -> dict[str, str]:
    """Return the hashes of a percent-format notebook and of the files its editions are made by.

    The files are named by their path below the package, the notebook by its name. Those of the
    package are read once a process: they are those of the code that runs in it.
    """
    rooms = _REPORT.findall(notebook.read_text(encoding="utf-8"))
    files = _hashes(*SHARED, *(f"reports/{room}/**/*" for room in rooms))
    return {notebook.name: hash_of_file(notebook), **files}


@cache
def libraries() -> dict[str, str]:
    """Return the versions of Python and of the libraries that editions are made with."""
    return {
        "python": platform.python_version(),
        **{name: importlib.metadata.version(name) for name in LIBRARIES},
    }


@cache
def _hashes(*patterns: str) -> dict[str, str]:
    found = {path for pattern in patterns for path in PACKAGE.glob(pattern)}
    files = (path for path in sorted(found) if path.suffix in _KINDS)
    return {path.relative_to(PACKAGE).as_posix(): hash_of_file(path) for path in files}
