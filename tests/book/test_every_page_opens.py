"""Every kind of page opens without a fault, from a server and from the disk, on every screen."""

import pytest
from testbed import EDITIONS, EXAMPLES, OWN, PERMANENT, PROFILES, SITE

PAGES = [f"{name}.html" for name in (*OWN, *EXAMPLES, *PROFILES, PERMANENT[0])]
OTHERS = [f"{name}.html" for name in (*EDITIONS, *PERMANENT) if f"{name}.html" not in PAGES]


def test_every_page_is_opened_here():
    there = {str(path.relative_to(SITE)) for path in SITE.rglob("*.html")}
    assert {name for name in there if "_static" not in name} == {*PAGES, *OTHERS}


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("size", ["wide", "phone"])
def test_a_page_opens_without_a_fault_and_scrolls_one_way(visit, path, size):
    visitor = visit(size)
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


@pytest.mark.parametrize("path", PAGES)
def test_a_page_opens_from_the_disk_without_a_fault(visit, files, path):
    visitor = visit(home=files)
    visitor.open(path)
    assert visitor.faults == []
