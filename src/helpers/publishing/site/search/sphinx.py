"""A Sphinx extension that takes Sphinx's own search out of the book, and leaves its page and fields.

Sphinx splits no Chinese and drops numbers from a query; its index would be loaded by every page.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from sphinx.application import Sphinx
from sphinx.config import Config

_UNUSED: Final = ("searchtools.js", "language_data.js")


def setup(app: Sphinx) -> dict[str, Any]:
    """Register with Sphinx."""
    app.connect("config-inited", _keep_page)
    app.connect("builder-inited", _make_no_index)
    app.connect("build-finished", _remove_scripts)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}


def _keep_page(_: Sphinx, config: Config) -> None:
    config.html_additional_pages["search"] = "search.html"


def _make_no_index(app: Sphinx) -> None:
    # An attribute of HTML builders, which the type of all builders does not have.
    app.builder.search = False  # type: ignore[attr-defined]


def _remove_scripts(app: Sphinx, _: Exception | None) -> None:
    for name in _UNUSED:
        (Path(app.outdir) / "_static" / name).unlink(missing_ok=True)
