"""What a page makes a reader fetch: little, and nothing that is not there."""

import gzip

import pytest
from testbed import EDITIONS, built, soup_of

LIMIT = 400_000


def fetched(path):
    """Return the files that a page fetches, itself among them."""
    page = built(path)
    tags = soup_of(path).find_all(["script", "link", "img"])
    found = {tag.get("src") or (tag.get("href") if tag.name == "link" else None) for tag in tags}
    local = {page.parent / one.partition("?")[0] for one in found if one}
    return {page} | {
        one.resolve() for one in local if one.suffix in {".js", ".css", ".svg", ".png"}
    }


@pytest.mark.parametrize("path", EDITIONS)
def test_an_edition_is_light(path):
    files = fetched(f"{path}.html")
    assert {one.name for one in files} >= {"site.js", "site.css"}
    sizes = {one.name: len(gzip.compress(one.read_bytes())) for one in files}
    assert sum(sizes.values()) < LIMIT, sorted(sizes.items(), key=lambda one: -one[1])[:5]
