"""Every kind of page opens without a fault, from a server and from the disk, on every screen."""

import pytest
from testbed import EDITIONS, OWN, PERMANENT, SITE

PAGES = [f"{name}.html" for name in (*OWN, *EDITIONS, PERMANENT[0])]


def test_every_page_is_opened_here_and_of_permanent_ones_one():
    there = {str(path.relative_to(SITE)) for path in SITE.rglob("*.html")}
    assert {name for name in there if "_static" not in name} == {
        *PAGES,
        *(f"{name}.html" for name in PERMANENT),
    }


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("size", ["wide", "phone"])
def test_a_page_opens_without_a_fault_and_scrolls_one_way(visit, path, size):
    visitor = visit(size)
    page = visitor.open(path)
    assert visitor.faults == []
    wide, room = page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
    assert wide <= room


@pytest.mark.parametrize("path", PAGES)
def test_a_page_opens_from_the_disk_without_a_fault(visit, files, path):
    visitor = visit(home=files)
    visitor.open(path)
    assert visitor.faults == []
