"""Every kind of page opens without a fault, from a server and from the disk, on every screen.

Pages of one kind differ in their numbers and their text. Of each series the first and the last edition are
opened, and of their revisions the first and the last: of all it is read that they load nothing else.
"""

import re
from pathlib import PurePosixPath

import pytest
from testbed import (
    EDITIONS,
    EVERY_PROFILE,
    EXAMPLES,
    OWN,
    PERMANENT,
    PROFILES,
    SITE,
    TRANSLATED,
    built,
    ends_of,
)

PAGES = [f"{name}.html" for name in (*OWN, *EXAMPLES, *PROFILES, PERMANENT[0])]
LOADED = re.compile(r'<(?:script|link|img|source|iframe)\b[^>]*?\b(?:src|href)="([^"]*)"')
ENGLISH = [f"en/{name}.html" for name in (*OWN, *EXAMPLES, *PROFILES, *TRANSLATED[:2])]
EVERY = [
    *(f"{name}.html" for name in (*OWN, *EDITIONS, *PERMANENT, *EVERY_PROFILE)),
    *(f"en/{name}.html" for name in (*OWN, *EDITIONS, *TRANSLATED, *EVERY_PROFILE)),
]


ENDS = ends_of(EDITIONS) | ends_of(PERMANENT)
OTHERS = [*sorted({f"{name}.html" for name in ENDS} - {*PAGES}), *ENGLISH]


def loaded(path):
    """Return what a page names to be loaded, whatever the page's own name and place are."""
    place = PurePosixPath(path)
    # A revision's folder has the name of its edition.
    stems = {place.stem, place.parent.name, place.parent.parent.name} - {""}
    names = set()
    for address in LOADED.findall(built(path).read_text(encoding="utf-8")):
        parts = address.partition("?")[0].split("/")
        own = (
            re.sub(r"^[^.]+", "*", part) if part.split(".")[0] in stems else part for part in parts
        )
        names.add("/".join(part for part in own if part != ".."))
    return {name for name in names if not name.endswith(".html")}


def test_every_page_is_of_a_kind_that_is_opened_here():
    there = {str(path.relative_to(SITE)) for path in SITE.rglob("*.html")}
    assert {name for name in there if "_static" not in name} == {*EVERY}
    opened = set().union(*map(loaded, (*PAGES, *OTHERS)))
    assert opened
    assert {path: loaded(path) - opened for path in EVERY if not loaded(path) <= opened} == {}


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize(("size", "home"), [("wide", "files"), ("phone", "served")])
def test_a_page_opens_without_a_fault_and_scrolls_one_way(visit, request, path, size, home):
    visitor = visit(size, home=request.getfixturevalue(home))
    page = visitor.open(path)
    assert visitor.faults == []
    wide, room = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert wide <= room


def test_the_others_of_their_kind_open_without_a_fault_on_a_phone(visit):
    visitor = visit("phone")
    for path in OTHERS:
        page = visitor.open(path)
        assert visitor.faults == [], path
        wide, room = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        assert wide <= room, path
