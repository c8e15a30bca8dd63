"""The gate: what keeps a built site from being put in place."""

import pytest

from helpers.publishing.site.gate import faults_of, missing
from helpers.publishing.site.page_content import read_page

EXPLORED = {"explore.html": "<h1>x</h1>", "data/region/44.CNY.csv": "series"}
PAGES = {
    "index.html": '<a href="provincial/2025-11.html#tab-1">x</a> <img src="_static/a.png">',
    "provincial/2025-11.html": '<h1 id="tab-1">Report</h1> <a href="../index.html">home</a>',
    "_static/a.png": "picture",
}
EXPECTED = ["provincial/2025-11"]


def site(folder, **changed):
    """Write a site of two pages; some are others, and those that are None are not there."""
    for name, text in {**PAGES, **changed}.items():
        if text is not None:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8")
    return folder


def found(tmp_path, **changed):
    new = site(tmp_path / "new", **changed)
    return [*missing(new, EXPECTED), *faults(new, tmp_path / "none")]


def faults(new, old):
    """Return the faults of a site, all pages of which are read."""
    pages = {path: path.relative_to(new).with_suffix("").as_posix() for path in new.rglob("*.html")}
    links = {name: read_page(path.read_text(encoding="utf-8")) for path, name in pages.items()}
    return faults_of(new, links, old)


def test_a_good_site_passes(tmp_path):
    assert found(tmp_path) == []


def test_a_missing_edition_is_told(tmp_path):
    told = found(tmp_path, **{"provincial/2025-11.html": None})
    assert told[0] == "provincial/2025-11.html: is not there"
    assert told[1].startswith("index.html: leads to provincial/2025-11.html#tab-1, which is not")


@pytest.mark.parametrize("text", ["", " \n\t"])
def test_an_empty_page_is_told(tmp_path, text):
    assert "provincial/2025-11.html: is empty" in found(
        tmp_path, **{"provincial/2025-11.html": text}
    )


@pytest.mark.parametrize(
    "link",
    [
        '<a href="nowhere.html">',
        "<a class=\"b\" href='nowhere.html'>",
        '<A HREF="#nowhere">',
        '<a href="provincial/2025-11.html#nowhere">',
        '<a href="../outside.html">',
        '<img alt="x" src="_static/b.png">',
        '<a href="provincial">',
        '<a href="%E4%B8%AD.html">',
    ],
)
def test_a_link_that_leads_nowhere_is_told(tmp_path, link):
    (told,) = found(tmp_path, **{"index.html": link})
    assert told.startswith("index.html: leads to ") and told.endswith(", which is not there")


@pytest.mark.parametrize(
    "link",
    [
        '<a href="https://example.org/x.html">',
        '<a href="mailto:a@example.org">',
        '<img src="data:image/png;base64,AA">',
        '<a href="provincial/2025-11.html?a=b#tab-1">',
        '<a href="./provincial/../index.html">',
        '<i id="中"></i><a href="#%E4%B8%AD">',
        "<script>const a = '<a href=\"nowhere.html\">';</script>",
        '<p data-href="nowhere.html">',
        '&lt;a href="nowhere.html"&gt;',
    ],
)
def test_a_link_that_leads_somewhere_or_elsewhere_passes(tmp_path, link):
    assert found(tmp_path, **{"index.html": link}) == []


def test_a_link_into_the_explorer_leads_to_what_has_series(tmp_path):
    link = '<a href="explore.html#of=region/44">'
    assert found(tmp_path / "known", **EXPLORED, **{"index.html": link}) == []
    lost = found(tmp_path / "lost", **EXPLORED, **{"index.html": link.replace("44", "45")})
    assert lost == ["index.html: leads to explore.html#of=region/45, which is not there"]


def test_what_would_be_fetched_from_another_host_is_told(tmp_path):
    told = found(tmp_path, **{"index.html": '<script src="//cdn.example/a.js"></script>'})
    assert told == ["index.html: would fetch from another host: //cdn.example/a.js"]


def test_a_page_that_shrank_is_told_unless_it_is_meant(tmp_path):
    old = site(tmp_path / "old", **{"index.html": PAGES["index.html"] + "x" * 200})
    new = site(tmp_path / "new")
    (told,) = faults(new, old)
    size = len(PAGES["index.html"])
    assert told.startswith(f"index.html: has {size} bytes where the page in place has {size + 200}")
    assert "--accept-smaller" in told
    assert faults(new, None) == []


def test_a_page_a_little_smaller_passes(tmp_path):
    old = site(tmp_path / "old", **{"index.html": PAGES["index.html"] + "x" * 20})
    assert faults(site(tmp_path / "new"), old) == []


def test_a_page_that_is_as_it_was_may_lead_nowhere_now(tmp_path):
    new = site(tmp_path / "new")
    assert faults(new, None) == []
    (new / "provincial/2025-11.html").unlink()
    (fault,) = faults(new, None)
    assert fault.startswith("index.html: leads to provincial/2025-11.html#tab-1, which is not")
