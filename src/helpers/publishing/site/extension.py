"""Sphinx extension: gives templates the context of their page, and takes theme and search of Sphinx out.

The assembled book carries a file of what is known of its pages; templates read it as ``site``. The frame of
a page is the book's own, in ``book/_templates``: of a theme there is only the one that all others build on,
and none of its files. What stands at the edges of printed pages is written as strings of a style sheet, which
no template could do.

Sphinx's search splits no Chinese and drops numbers from a query, and every page would load its index;
its page and fields stay.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any, Final

from markupsafe import Markup
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.transforms import SphinxTransform

from helpers.core.escaping import in_css
from helpers.core.files import hash_of_file
from helpers.core.fingerprints import hash_of_texts
from helpers.publishing.factcheck.checker import SCRIPTS
from helpers.publishing.site.content_policy import MODE, POLICY
from helpers.publishing.site.render import PLACES

_UNDECLARED: Final = {"sphinx_multitoc_numbering", "sphinx_jupyterbook_latex"}
"""Extensions that do not say whether pages may be read in parallel: one numbers parts, which these
pages do not have, the other is for LaTeX."""

_THEME: Final = "basic"

_EXPLORER: Final = "explore*.js"
_CHECKING: Final = "factcheck"
"""The folder of the scripts that read and judge texts."""
_DATA: Final = "explore-data.js"
"""The explorer's, which loads data."""

_HASHES: Final = "tradebook_places"
"""The attribute of Sphinx's environment with the hashes of contexts, from one build to the next."""


def setup(app: Sphinx) -> dict[str, bool]:
    """Register with Sphinx."""
    places = _Places()
    app.connect("config-inited", _use_own_frame)
    app.connect("build-finished", _remove_unused)
    app.connect("builder-inited", places.read)
    app.connect("env-get-outdated", places.outdated)
    app.connect("html-page-context", places.add_context)
    app.add_transform(_IdsOfOnePage)
    # Jupyter Book has no option for it.
    app.parallel = os.cpu_count() or 1
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def _use_own_frame(_: Sphinx, config: Config) -> None:
    """Take the plainest theme, without the options that Jupyter Book sets for its own."""
    config.html_theme = _THEME
    config.html_theme_options = {}
    config.html_additional_pages["search"] = "search.html"


def _remove_unused(app: Sphinx, _: Exception | None) -> None:
    """Remove what themes and extensions put beside the book's own files, which no page names."""
    own = Path(app.srcdir) / "_static"
    built = Path(app.outdir) / "_static"
    for path in built.rglob("*"):
        if path.is_file() and not (own / path.relative_to(built)).is_file():
            path.unlink()


class _IdsOfOnePage(SphinxTransform):
    """Keep the ids that headings are given within their page: for Sphinx they would be labels of the whole book.

    Pages in another language have those of the first, and many pages have the same.
    """

    default_priority = 840  # before labels are collected

    def apply(self, **_: object) -> None:
        """Take from each name that it was given, as those are that follow from a heading."""
        for name in self.document.nametypes:
            self.document.nametypes[name] = False


class _Places:
    """The context of templates.

    It is neither a setting nor part of the environment: Sphinx sends all of those to each process
    that reads some pages, and gets them back.
    """

    def __init__(self) -> None:
        self._site: dict[str, Any] = {}
        self._versions: dict[str, str] = {}
        self._scripts: dict[str, list[str]] = {}

    def read(self, app: Sphinx) -> None:
        """Read it, before anything else is done, and turn off Sphinx's index of search."""
        # An attribute of HTML builders, which the type of all builders does not have.
        app.builder.search = False  # type: ignore[attr-defined]
        for name in _UNDECLARED & app.extensions.keys():
            app.extensions[name].parallel_read_safe = True
        path = Path(app.srcdir) / PLACES
        self._site = json.loads(path.read_text(encoding="utf-8"))
        static = Path(app.srcdir) / "_static"
        files = (file for of in ("*", f"{_CHECKING}/*") for file in static.glob(of))
        self._versions = {
            file.relative_to(static).as_posix(): hash_of_file(file)[:8]
            for file in files
            if file.is_file()
        }
        self._scripts = _scripts(static)

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
        self, _app: Sphinx, name: str, _template: str, context: dict[str, Any], _tree: object
    ) -> None:
        """Add the context of a page."""
        here = self._site["pages"].get(name, {})
        title = here["head"]["title"] if here else Markup(context.get("title", "")).striptags()
        every = self._site["every"]
        say = partial(_say, every["frame"])
        taken = say("issue.taken", day=here["taken"]["written"] if "taken" in here else "")
        edges = {"site": every["title"], "title": title, "taken": taken}
        context |= {
            "say": say,
            "site": self._site,
            "here": here,
            "paper": {edge: Markup(in_css(text)) for edge, text in edges.items()},
            "policy": POLICY,
            "mode": Markup(MODE),
            "scripts": self._scripts,
            "static": partial(self._static, context["pathto"]),
        }

    def _static(self, pathto: Callable[[str, bool], str], name: str) -> str:
        """Return the address of a file of the book's own, which is another when its content is."""
        return f"{pathto(f'_static/{name}', True)}?v={self._versions[name]}"


def _scripts(static: Path) -> dict[str, list[str]]:
    """Return the scripts that a page loads, and no other, in their order."""
    checking = [f"{_CHECKING}/{name}.js" for name in (*SCRIPTS, "page")]
    return {
        "explore": sorted(file.name for file in static.glob(_EXPLORER)),
        "check": [_DATA, *checking],
    }


def _say(words: Mapping[str, Any], path: str, **slots: object) -> Markup:
    """Return a text of the frame with its slots filled; what fills them is escaped, but for markup."""
    found: Any = words
    for part in path.split("."):
        found = found[part]
    return Markup(found).format(**slots)
