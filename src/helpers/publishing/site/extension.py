"""Sphinx extension: gives templates the context of their page, and takes Sphinx's search out.

The assembled book carries a file of what is known of its pages; templates read it as ``site``. The
neighbours that Sphinx takes from the table of contents are put right: the next page of an edition is
the next edition of the same series, and the book's other pages have none. What stands at the edges of
printed pages is written as strings of a style sheet, which no template could do.

Sphinx's search splits no Chinese and drops numbers from a query, and every page would load its index;
its page and fields stay.
"""

from __future__ import annotations

import json
import os
from pathlib import Path, PurePosixPath
from typing import Any, Final

from markupsafe import Markup
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment

from helpers.core.escaping import in_css
from helpers.core.fingerprints import hash_of_texts
from helpers.publishing.site.render import PLACES

_UNDECLARED: Final = {"sphinx_multitoc_numbering", "sphinx_jupyterbook_latex"}
"""Extensions that do not say whether pages may be read in parallel: one numbers parts, which these
pages do not have, the other is for LaTeX."""

_SEARCH_SCRIPTS: Final = ("searchtools.js", "language_data.js")

_EXPLORER: Final = "explore"
"""The page whose scripts and style sheet, which are called after it, no other page loads."""

_HASHES: Final = "tradebook_places"
"""The attribute of Sphinx's environment with the hashes of contexts, from one build to the next."""


def setup(app: Sphinx) -> dict[str, bool]:
    """Register with Sphinx."""
    places = _Places()
    app.connect("config-inited", _keep_search_page)
    app.connect("build-finished", _remove_search_scripts)
    app.connect("builder-inited", places.read)
    app.connect("env-get-outdated", places.outdated)
    # Before the theme's handlers: it tries the sidebar's templates to leave out empty ones.
    app.connect("html-page-context", places.add_context, priority=100)
    # Jupyter Book has no option for it.
    app.parallel = os.cpu_count() or 1
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def _keep_search_page(_: Sphinx, config: Config) -> None:
    config.html_additional_pages["search"] = "search.html"


def _remove_search_scripts(app: Sphinx, _: Exception | None) -> None:
    for name in _SEARCH_SCRIPTS:
        (Path(app.outdir) / "_static" / name).unlink(missing_ok=True)


def _belongs(file: object, page: str) -> bool:
    """Return whether a script or a style sheet is for a page: those of the explorer are for it alone."""
    name = PurePosixPath(str(getattr(file, "filename", "") or "")).name
    return page == _EXPLORER or not name.startswith(_EXPLORER)


class _Places:
    """The context of templates.

    It is neither a setting nor part of the environment: Sphinx sends all of those to each process
    that reads some pages, and gets them back.
    """

    def __init__(self) -> None:
        self._site: dict[str, Any] = {}

    def read(self, app: Sphinx) -> None:
        """Read it, before anything else is done, and turn off Sphinx's index of search."""
        # An attribute of HTML builders, which the type of all builders does not have.
        app.builder.search = False  # type: ignore[attr-defined]
        for name in _UNDECLARED & app.extensions.keys():
            app.extensions[name].parallel_read_safe = True
        path = Path(app.srcdir) / PLACES
        self._site = json.loads(path.read_text(encoding="utf-8"))

    def outdated(self, _app: Sphinx, environment: BuildEnvironment, *_changes: object) -> list[str]:
        """List the pages whose context is another than when they were rendered."""
        before = getattr(environment, _HASHES, {})
        every, pages = json.dumps(self._site["every"]), self._site["pages"]
        now = {
            name: hash_of_texts(every, json.dumps(pages.get(name)))
            for name in sorted(environment.found_docs)
        }
        setattr(environment, _HASHES, now)
        return [name for name in now if before.get(name) != now[name]]

    def add_context(
        self, app: Sphinx, name: str, _template: str, context: dict[str, Any], _tree: object
    ) -> None:
        """Add the context of a page."""
        here = self._site["pages"].get(name, {})
        context |= {"site": self._site, "here": here}
        for files in ("script_files", "css_files"):
            context[files] = [one for one in context[files] if _belongs(one, name)]
        title = here["head"]["title"] if here else Markup(context.get("title", "")).striptags()
        edges = {"site": self._site["every"]["title"], "title": title, "day": here.get("day", "")}
        context["paper"] = {edge: Markup(in_css(text)) for edge, text in edges.items()}
        for side in ("prev", "next"):
            context[side] = None
            if side in here:
                to = here[side]
                link = app.builder.get_relative_uri(name, to["page"])
                context[side] = {"link": link, "title": to["title"]}
