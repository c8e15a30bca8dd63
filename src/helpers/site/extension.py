"""Sphinx extension: tells the templates around a page where on the site it stands.

The assembled book carries a file of what is known of its pages; templates read it as ``site``. The
neighbours Sphinx takes from the table of contents are put right: the next page of an edition is the
next edition of the same report, and the book's other pages have none. What stands at the edges of
printed pages is written as strings of a style sheet, which no template could do.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from markupsafe import Markup
from sphinx.application import Sphinx

from helpers.plaintext import in_css
from helpers.site.render import PLACES


def setup(app: Sphinx) -> dict[str, bool]:
    """Register with Sphinx."""
    app.connect("builder-inited", _read)
    # Before the theme's handlers: it tries the sidebar's templates to leave out empty ones.
    app.connect("html-page-context", _place, priority=100)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def _read(app: Sphinx) -> None:
    path = Path(app.srcdir) / PLACES
    app.config.html_context["site"] = json.loads(path.read_text(encoding="utf-8"))


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
