"""A book kept between builds: pages are rendered again where they changed, and only there."""

import json
import shutil

import pytest

from helpers.core.errors import BuildError
from helpers.publishing.site.render import PLACES, render_changed

CONFIG = """\
title: Small
only_build_toc_files: true
execute: {execute_notebooks: "off"}
sphinx:
  config:
    extensions:
      - myst_nb
      - jupyter_book
      - sphinx_comments
      - sphinx_external_toc
      - sphinx_book_theme
      - helpers.publishing.site.extension
    templates_path: [_templates]
"""
# As the book's own templates tell of what stands beside a page.
LAYOUT = """\
{% extends "!layout.html" %}
{% block document %}{{ super() }}<p>told: {{ here.told }}, {{ site.every.all }}</p>{% endblock %}
"""


class Book:
    """The sources of a small book, and what is kept of it."""

    def __init__(self, folder):
        self.folder, self.source = folder, folder / "source"
        (self.source / "_templates").mkdir(parents=True)
        (self.source / "_static").mkdir()
        (self.source / "_templates" / "layout.html").write_text(LAYOUT, encoding="utf-8")
        (folder / "_config.yml").write_text(CONFIG, encoding="utf-8")
        self.texts = {"index": "home", "a": "first", "b": "second"}
        self.told, self.all = {"a": "one", "b": "two"}, "every"

    def render(self):
        """Render; return what was rendered, by page, and which pages were rendered now."""
        for path in self.source.glob("*.md"):
            path.unlink()
        for name, text in self.texts.items():
            (self.source / f"{name}.md").write_text(f"# {name}\n\n{text}\n", encoding="utf-8")
        pages = {name: {"told": told, "head": {"title": name}} for name, told in self.told.items()}
        frame = {"issue": {"taken": "taken {day}"}}
        every = {"title": "Small", "all": self.all, "frame": frame}
        (self.source / PLACES).write_text(json.dumps({"every": every, "pages": pages}))
        chapters = [f"{{file: {name}}}" for name in self.texts if name != "index"]
        toc = f"format: jb-book\nroot: index\nchapters: [{', '.join(chapters)}]\n"
        (self.folder / "_toc.yml").write_text(toc, encoding="utf-8")
        before = self.times()
        html = self.again()
        now = self.times()
        texts = {path.name: path.read_text(encoding="utf-8") for path in html.glob("*.html")}
        return texts, {name for name in now if now[name] != before.get(name)}

    def again(self):
        paths = [self.folder / name for name in ("_config.yml", "_toc.yml", "kept", "book.log")]
        return render_changed(self.source, *paths)

    def times(self):
        pages = (self.folder / "kept").rglob("html/*.html")
        return {path.stem: path.stat().st_mtime_ns for path in pages if path.stem in "index a b c"}


@pytest.fixture(scope="module")
def first(tmp_path_factory):
    """Return a book that was rendered once."""
    book = Book(tmp_path_factory.mktemp("book"))
    book.render()
    return book


@pytest.fixture
def book(first, tmp_path):
    """Return the book, to be changed; its folder is the same, since Sphinx knows it by that."""
    copy = shutil.copytree(first.folder, tmp_path / "copy")
    texts, told, every = dict(first.texts), dict(first.told), first.all
    yield first
    shutil.rmtree(first.folder)
    shutil.copytree(copy, first.folder)
    first.texts, first.told, first.all = texts, told, every


def test_a_page_that_changed_is_rendered_and_no_other(book):
    book.texts["a"] = "another text"
    texts, rendered = book.render()
    # Home lists the pages with their titles.
    assert rendered == {"a", "index"}
    assert "another text" in texts["a.html"] and "second" in texts["b.html"]


def test_so_is_a_page_of_which_the_templates_are_told_something_else(book):
    book.told["b"] = "three"
    texts, rendered = book.render()
    assert rendered == {"b", "index"}
    assert "told: three, every" in texts["b.html"] and "told: one, every" in texts["a.html"]


def test_what_is_told_of_all_pages_is_told_on_all(book):
    book.all = "news"
    texts, rendered = book.render()
    assert rendered == {"a", "b", "index"}
    assert all("news" in texts[name] for name in ("a.html", "b.html", "index.html"))


def test_a_page_that_is_new_is_listed_and_one_that_is_gone_is_not(book):
    book.texts["c"], book.told["c"] = "third", "new"
    texts, rendered = book.render()
    assert "third" in texts["c.html"] and {"c", "index"} <= rendered
    del book.texts["b"], book.told["b"]
    texts, _ = book.render()
    assert "b.html" not in texts and 'href="b.html"' not in texts["index.html"]


def test_where_nothing_changed_nothing_is_rendered(book):
    before, rendered = book.render()
    assert rendered == set()
    assert {"index.html", "a.html", "b.html"} <= before.keys()


def test_what_was_not_brought_to_its_end_is_begun_anew(book):
    before, _ = book.render()
    # As a process leaves it that was killed while it wrote.
    for path in (book.folder / "kept").rglob("html/a.html"):
        path.write_text("half", encoding="utf-8")
    (book.folder / "kept" / "state.json").unlink()
    after, rendered = book.render()
    assert rendered == {"a", "b", "index"} and after == before


def test_a_fault_is_told_again_until_it_is_mended(book):
    book.texts["a"] = "[text](nowhere.md)"
    for _ in range(2):
        with pytest.raises(BuildError, match=r"nowhere\.md"):
            book.render()
    book.texts["a"] = "mended"
    assert "mended" in book.render()[0]["a.html"]


def test_another_template_is_seen_on_all_pages(book):
    layout = book.source / "_templates" / "layout.html"
    layout.write_text(LAYOUT.replace("told:", "said:"), encoding="utf-8")
    texts, rendered = book.render()
    assert rendered == {"a", "b", "index"} and "said: one, every" in texts["a.html"]
