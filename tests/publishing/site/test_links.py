"""Links, all of them: of pages, style sheets, and documents; each leads somewhere."""

import re
from urllib.parse import unquote, urlsplit

import pytest
from testbed import EDITION, ROOT, SITE, built, soup_of

DOCUMENTS = ("README.md", "README.zh.md", "CONTRIBUTING.md", "data/README.md")
NAMED = ("href", "src", "data", "action", "poster", "xlink:href")
"""The attributes that name a file; ``srcset`` names several."""
IDS = ("for", "aria-labelledby", "aria-describedby", "aria-controls")


def pages():
    built("index.html")
    return sorted(path for path in SITE.rglob("*.html") if "_static" not in path.parts)


def links(page):
    for element in page.find_all(True):
        yield from (element[key] for key in NAMED if element.get(key))
        yield from (one.split()[0] for one in element.get("srcset", "").split(",") if one.strip())


def leads_nowhere(path, link):
    """Say whether a link of a page within the site leads to no file, or to no place in it."""
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return False
    target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
    if not target.is_file():
        return True
    if not parts.fragment or target.suffix != ".html":
        return False
    page = soup_of(str(target.resolve().relative_to(SITE.resolve())))
    return page.find(id=unquote(parts.fragment)) is None


def broken(path):
    page = soup_of(str(path.relative_to(SITE)))
    return [link for link in links(page) if leads_nowhere(path, link)]


def test_every_link_of_every_page_within_the_site_leads_somewhere():
    found = pages()
    assert {"index.html", "method.html", "data.html", "rerun.html", f"{EDITION}.html"} <= {
        str(path.relative_to(SITE)) for path in found
    }
    assert {path.name: broken(path) for path in found if broken(path)} == {}


@pytest.mark.parametrize(
    "link", ["nowhere.html", "#nowhere", "../index.html#nowhere", "a/../b.csv"]
)
def test_a_link_that_leads_nowhere_is_found(link):
    assert leads_nowhere(built(f"{EDITION}.html"), link)


def test_every_link_to_elsewhere_is_the_whole_address_of_a_page():
    found = [
        (path.name, link)
        for path in pages()
        for link in links(soup_of(str(path.relative_to(SITE))))
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
    seen, faults = 0, []
    for path in pages():
        page = soup_of(str(path.relative_to(SITE)))
        ids = {element["id"] for element in page.find_all(id=True)}
        elements = [(key, one) for key in IDS for one in page.find_all(attrs={key: True})]
        named = {name for key, element in elements for name in element[key].split()}
        faults += [(path.name, name) for name in sorted(named - ids)]
        seen += len(named)
    assert faults == []
    assert seen > len(pages()), "no page says anything of its parts"


def test_every_file_that_our_style_sheets_name_is_there():
    # Those of the theme name fonts that no page uses, and the site has none.
    sheets = [built(f"_static/{path.name}") for path in (ROOT / "book" / "_static").glob("*.css")]
    assert {"tradebook.css", "print.css", "icons.css"} <= {path.name for path in sheets}
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
