"""Sphinx extension: tells the templates around a page where on the site it stands.

The assembled book carries a file of what is known of its pages; templates read it as ``site``. The
neighbours Sphinx takes from the table of contents are put right: the next page of an edition is the
next edition of the same report, and the book's other pages have none. What stands at the edges of
printed pages is written as strings of a style sheet, which no template could do.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any, Final

from markupsafe import Markup
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from helpers.plaintext import in_css
from helpers.site.render import PLACES

_NOT_SAID: Final = {"sphinx_multitoc_numbering", "sphinx_jupyterbook_latex"}
"""Extensions that do not say whether pages may be read in parallel: one numbers parts, which these
pages do not have, the other is for LaTeX."""

_KEPT: Final = "tradebook_places"
"""Where Sphinx's environment keeps what the templates were told, from one build to the next."""


def setup(app: Sphinx) -> dict[str, bool]:
    """Register with Sphinx."""
    app.connect("builder-inited", _read)
    app.connect("env-get-outdated", _told_otherwise)
    # Before the theme's handlers: it tries the sidebar's templates to leave out empty ones.
    app.connect("html-page-context", _place, priority=100)
    # Jupyter Book has no option for it.
    app.parallel = os.cpu_count() or 1
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def _read(app: Sphinx) -> None:
    for name in _NOT_SAID & app.extensions.keys():
        app.extensions[name].parallel_read_safe = True
    path = Path(app.srcdir) / PLACES
    app.config.html_context["site"] = json.loads(path.read_text(encoding="utf-8"))


def _told_otherwise(
    app: Sphinx, environment: BuildEnvironment, _added: object, _changed: object, _removed: object
) -> list[str]:
    """Name the pages of which the templates are told something else than when they were rendered."""
    site = app.config.html_context["site"]
    before = getattr(environment, _KEPT, None)
    setattr(environment, _KEPT, site)
    if before is None or before["every"] != site["every"]:
        return sorted(environment.found_docs)
    was, now = before["pages"], site["pages"]
    return sorted(name for name in environment.found_docs if was.get(name) != now.get(name))


def _place(app: Sphinx, name: str, _template: str, context: dict[str, Any], _tree: object) -> None:
    site = app.config.html_context["site"]
    here = site["pages"].get(name, {})
    context["here"] = here
    title = here["head"]["title"] if here else Markup(context.get("title", "")).striptags()
    edges = {"site": site["every"]["title"], "title": title, "day": here.get("day", "")}
    context["paper"] = {where: Markup(in_css(text)) for where, text in edges.items()}
    for side in ("prev", "next"):
        context[side] = None
        if side in here:
            to = here[side]
            link = app.builder.get_relative_uri(name, to["page"])
            context[side] = {"link": link, "title": to["title"]}
