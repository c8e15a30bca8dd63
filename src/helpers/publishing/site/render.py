"""Jupyter Book over the assembled sources; silent, unless something is wrong."""

from __future__ import annotations

import json
import os
import re
import shutil
from pathlib import Path
from typing import Any, Final

import yaml

from helpers.core.errors import BuildError
from helpers.core.files import hash_of_file, mirror, write_whole
from helpers.core.fingerprints import code_fingerprint, hash_of_folders, hash_of_texts
from helpers.core.workers import run_apart
from helpers.core.yaml_files import read_yaml
from helpers.presentation.locale.words import Words
from helpers.publishing.catalogue.settings import Settings, read_authors

PLACES: Final = "_places.json"
"""A file in the book's sources that the extension reads: the context of templates, ``every`` of all
pages, and ``pages`` of each by name."""

_STATE: Final = "state.json"

PRELOAD: Final = (
    "jupyter_book.cli.main",
    "jupyter_book.sphinx",
    "myst_nb.sphinx_ext",
    "sphinx.builders.html",
    "sphinx.builders.linkcheck",
    "sphinx.jinja2glue",
    "sphinx_comments",
    "sphinx_external_toc",
    "sphinx_jupyterbook_latex",
)
"""What rendering imports."""

_COLOUR: Final = re.compile(r"\x1b\[[0-9;]*m")
_FAULT: Final = re.compile(
    r"(?:^|: )(?:WARNING|ERROR|SEVERE|CRITICAL): |^[\w. ]*(?:[Ee]rror|Exception)\b"
)


def render_changed(source: Path, config: Path, toc: Path, book: Path, log: Path) -> Path:
    """Render the pages that changed since the last time; return their folder, which may not be changed.

    A page is rendered again when its source or the context of its templates is another. All are
    when something changed that stands on every page, a page is gone, or the last time was not
    brought to its end.

    Parameters
    ----------
    source, config, toc : pathlib.Path
        The assembled sources, ``_config.yml`` and ``_toc.yml``.
    book : pathlib.Path
        The folder for sources and pages between builds, which may be removed at any time.
    log : pathlib.Path
        The file for the output of Jupyter Book.

    Raises
    ------
    BuildError
        With the first warning; all of them are in the log.
    """
    # What stands on every page, or decides how it is rendered.
    around = hash_of_folders(source / "_templates", source / "_static")
    day = os.environ.get("SOURCE_DATE_EPOCH", "")
    common = hash_of_texts(code_fingerprint(), day, hash_of_file(config), around)
    pages = (path for path in source.rglob("*") if path.suffix in (".ipynb", ".md"))
    names = sorted(path.relative_to(source).as_posix() for path in pages)
    state = {"common": common, "pages": names}
    recorded = book / _STATE
    anew = not _continues(recorded, state)
    recorded.unlink(missing_ok=True)
    if anew:
        shutil.rmtree(book, ignore_errors=True)
    mirror(source, book / "source")
    contents = book / toc.name
    # Sphinx reads all pages again where a setting is another, and the file's place is one.
    contents.write_bytes(toc.read_bytes())
    html = render(book / "source", config, contents, book / "render", log, anew=anew)
    write_whole(recorded, json.dumps(state).encode())
    return html


def _continues(recorded: Path, state: dict[str, Any]) -> bool:
    """Return whether a book can be continued: it was finished, and only single pages changed."""
    try:
        before = json.loads(recorded.read_text(encoding="utf-8"))
        return before["common"] == state["common"] and set(before["pages"]) <= set(state["pages"])
    except (OSError, ValueError, KeyError):
        # What cannot be read, or is another version's, is made anew.
        return False


def render(
    source: Path, config: Path, toc: Path, work: Path, log: Path, *, anew: bool = True
) -> Path:
    """Render the pages into the folder ``work``; every warning is an error, as ``render_changed`` has it.

    Either all are rendered ``anew``, or those that are not there as they would be now.
    """
    work.mkdir(parents=True, exist_ok=True)
    config = _for_jupyter_book(config, work)
    words = ["build", str(source), "--config", str(config), "--toc", str(toc)]
    words += ["--path-output", str(work), *(["--all"] if anew else [])]
    words += ["--warningiserror", "--keep-going", "--quiet"]
    code = run_apart(_jupyter_book, words, log, preload=PRELOAD)
    text = _COLOUR.sub("", log.read_text(encoding="utf-8", errors="replace"))
    log.write_text(text, encoding="utf-8")
    if code:
        faults = [line.strip() for line in text.splitlines() if _FAULT.search(line)]
        first = faults[0] if faults else f"exit code {code}"
        raise BuildError(f"the book was not built: {first} (the whole log: {log})")
    return _html(work)


def _jupyter_book(words: list[str], log: Path) -> None:
    """Run the command of Jupyter Book, which ends this process; what it prints goes to a file."""
    with log.open("wb") as stream:
        for number in (1, 2):
            os.dup2(stream.fileno(), number)
    # Nothing else in this process uses it, and it takes long to import.
    from jupyter_book.cli.main import main  # type: ignore[import-untyped]  # noqa: PLC0415

    main(words, prog_name="jupyter-book")


def _html(work: Path) -> Path:
    return work / "_build" / "html"


def config_in(config: Path, settings: Settings, words: Words, folder: Path) -> Path:
    """Write ``_config.yml`` into a folder as it is for the pages of a translation; return where.

    It has its own title, authors and address.
    """
    content = read_yaml(config, BuildError)
    content["title"], content["html"]["baseurl"] = settings.title, settings.base
    content["author"] = words.text("joining.comma").join(one.name for one in settings.authors)
    # The typeface has the curly quotation marks of Chinese, as wide as its characters.
    content["sphinx"]["config"] |= {"language": words.text("writing.sphinx"), "smartquotes": False}
    return _written(content, folder / config.name)


def _for_jupyter_book(config: Path, work: Path) -> Path:
    """Write a configuration whose author is a text: Jupyter Book knows no list of authors."""
    content = read_yaml(config, BuildError)
    if "author" in content:
        authors = read_authors(config, content["author"])
        content["author"] = "、".join(author.name for author in authors)
    return _written(content, work / config.name)


def _written(content: dict[str, Any], path: Path) -> Path:
    path.write_text(yaml.safe_dump(content, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return path
