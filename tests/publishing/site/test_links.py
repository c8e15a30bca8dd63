"""Links, all of them: of pages, style sheets, and documents; each leads somewhere."""

import functools
import re
from html.parser import HTMLParser
from urllib.parse import unquote, urlsplit

import pytest
from testbed import EDITION, ROOT, SITE, built

DOCUMENTS = ("README.md", "README.zh.md", "CONTRIBUTING.md", "data/README.md")
NAMED = ("href", "src", "data", "action", "poster", "xlink:href")
"""The attributes that name a file; ``srcset`` names several."""
IDS = ("for", "aria-labelledby", "aria-describedby", "aria-controls")


class Page(HTMLParser):
    """What a page names: its places, its links, and the places that its elements refer to."""

    def __init__(self, html):
        super().__init__()
        self.ids, self.links, self.referred = set(), [], set()
        self.feed(html)
        self.close()

    def handle_starttag(self, _, attrs):
        given = {key: value or "" for key, value in attrs}
        if "id" in given:
            self.ids.add(given["id"])
        self.links += [given[key] for key in NAMED if given.get(key)]
        self.links += [one.split()[0] for one in given.get("srcset", "").split(",") if one.strip()]
        for key in IDS:
            self.referred.update(given.get(key, "").split())


@functools.cache
def read(path):
    return Page(path.read_text(encoding="utf-8"))


def pages():
    built("index.html")
    return sorted(path for path in SITE.resolve().rglob("*.html") if "_static" not in path.parts)


@functools.cache
def is_file(path):
    return path.is_file()


def leads_nowhere(path, link):
    """Say whether a link of a page within the site leads to no file, or to no place in it."""
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return False
    target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
    if not is_file(target):
        return True
    if not parts.fragment or target.suffix != ".html":
        return False
    if target.name == "explore.html" and parts.fragment.startswith("of="):
        # What it shows has series, whose files bear its name and a currency.
        of = unquote(parts.fragment).removeprefix("of=")
        return not [*(SITE / "data").glob(f"{of}.???.csv")]
    return unquote(parts.fragment) not in read(target).ids


def test_every_link_of_every_page_within_the_site_leads_somewhere():
    found = pages()
    names = {str(path.relative_to(SITE.resolve())) for path in found}
    assert {"index.html", "method.html", "data.html", "rerun.html", f"{EDITION}.html"} <= names
    links = [(path, link) for path in found for link in dict.fromkeys(read(path).links)]
    assert len(links) > len(found)
    assert [(path.name, link) for path, link in links if leads_nowhere(path, link)] == []


@pytest.mark.parametrize(
    "link",
    [
        *("nowhere.html", "#nowhere", "../index.html#nowhere", "a/../b.csv"),
        "../explore.html#of=region/99",
    ],
)
def test_a_link_that_leads_nowhere_is_found(link):
    assert leads_nowhere(built(f"{EDITION}.html").resolve(), link)


def test_every_link_to_elsewhere_is_the_whole_address_of_a_page():
    found = [
        (path.name, link)
        for path in pages()
        for link in read(path).links
        if urlsplit(link).scheme not in ("", "data")
    ]
    assert len(found) > len(pages())
    parts = {link: urlsplit(link) for _, link in found}
    assert [
        (name, link)
        for name, link in found
        if parts[link].scheme not in ("http", "https") or "." not in parts[link].netloc
    ] == []


def test_what_a_page_says_of_its_own_parts_is_there():
    faults = [
        (path.name, name)
        for path in pages()
        for name in sorted(read(path).referred - read(path).ids)
    ]
    assert faults == []
    seen = sum(len(read(path).referred) for path in pages())
    assert seen > 100, "no page says anything of its parts"


def test_every_file_that_our_style_sheets_name_is_there():
    sheets = sorted(built("_static/site.css").parent.glob("*.css"))
    assert {"site.css", "print.css", "fonts.css", "explore.css", "check.css"} == {
        path.name for path in sheets
    }
    for path in sheets:
        for name in re.findall(r"url\(\s*['\"]?([^'\")]+)", path.read_text(encoding="utf-8")):
            if not name.startswith(("data:", "#", "%23")):
                assert (path.parent / urlsplit(name).path).is_file(), (path.name, name)


def test_every_link_of_the_documents_leads_somewhere():
    found = [
        (ROOT / name, urlsplit(link))
        for name in DOCUMENTS
        for link in re.findall(r"\]\(([^)\s]+)\)", (ROOT / name).read_text(encoding="utf-8"))
    ]
    assert len(found) > 10
    assert [
        (path.name, parts.path)
        for path, parts in found
        if not parts.scheme and not (path.parent / parts.path).exists()
    ] == []
