"""Whatever an owner, a catalogue or a file's description says is text on the site, and runs nowhere."""

import json
import re
import shutil
from html.parser import HTMLParser
from xml.etree import ElementTree

import builders
import pytest
import yaml
from testbed import CODES, ROOT

from helpers import cli
from helpers.reports.common import data

EVIL = "Ed\"><script>alert(10)</script>'<img src=x onerror=alert(11)>&amp;{{ 7*7 }}**bold**[a](javascript:alert(12))`x`"
CONFIG = {
    "title": EVIL,
    "author": [EVIL, {"family": EVIL, "given": EVIL}],
    "institution": EVIL,
    "copyright": EVIL,
    "licence": {"name": EVIL, "url": 'https://example.org/"><script>alert(13)</script>'},
}
NOTE = EVIL + "\n\n<script>alert(14)</script>\n\n**bold** [a](javascript:alert(15))\n"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """Build a site whose owner says the worst in every place there is; return its folder."""
    root = tmp_path_factory.mktemp("hostile")
    for name in ("book", "notebooks"):
        shutil.copytree(ROOT / name, root / name)
    (root / "book" / "differences.md").write_text("# 差异\n", encoding="utf-8")
    content = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8")) | CONFIG
    del content["translations"]
    (root / "_config.yml").write_text(yaml.safe_dump(content), encoding="utf-8")
    edition = {"period": "2025-01", "notes": {"r1": NOTE}}
    listed = {"provincial": {"title": EVIL, "editions": [edition]}}
    (root / "editions.yml").write_text(yaml.safe_dump(listed), encoding="utf-8")
    raw = root / "data" / "raw"
    raw.mkdir(parents=True)
    rows = [
        builders.tidy_row(
            region=str(code), flow=flow, period="2025-01", value=str(int(code) * 10**8)
        )
        for code in CODES
        for flow in ("export", "import")
    ]
    texts = dict.fromkeys(("title", "producer", "licence", "method", "original"), EVIL)
    keys = {**texts, "address": EVIL, "complete": ["region"]}
    builders.write_pair(raw, "hostile", builders.tidy_text(*rows), **keys)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        patch.delenv("TRADEBOOK_DATA", raising=False)
        for words in (["toc"], ["release", "--date", "2026-03-01"], ["build"]):
            data.forget_data()
            assert cli.outcome(words) == 0, words
    return root / "_build" / "html"


class Elements(HTMLParser):
    """The scripts of a page, its handlers, and where it leads."""

    def __init__(self, text):
        super().__init__()
        self.scripts, self.handlers, self.links, self.tags = [], [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.scripts += [dict(attrs)] if tag == "script" else []
        self.handlers += [value for name, value in attrs if name.startswith("on")]
        self.links += [value for name, value in attrs if name in ("href", "src", "action")]


def test_no_page_has_an_element_of_theirs(site):
    pages = list(site.rglob("*.html"))
    assert len(pages) > 8
    for page in pages:
        text = page.read_text(encoding="utf-8")
        found = Elements(text)
        assert "<script>alert" not in text and "<img src=x" not in text, page
        assert set(found.handlers) <= {"toggleFullScreen()"}, page
        assert not any((link or "").startswith("javascript:") for link in found.links), page
        assert ">bold<" not in text and "**bold**" in text, page
        assert "49" not in re.findall(r"&amp;amp;(\d+)", text), page


def test_what_machines_read_is_whole(site):
    for path in site.rglob("*"):
        if path.suffix in (".xml", ".svg"):
            assert not [
                one
                for one in ElementTree.parse(path).iter()
                if one.tag.rpartition("}")[2] == "script"
            ], path
        elif path.suffix == ".json":
            json.loads(path.read_bytes())
    index = json.loads((site / "editions.json").read_bytes())
    assert index["title"] == EVIL
    assert EVIL in (site / "feed.xml").read_text(encoding="utf-8").replace("&lt;", "<").replace(
        "&gt;", ">"
    ).replace("&amp;", "&")


def test_nothing_of_it_runs_in_a_browser(site, chromium):
    faults = []
    page = chromium.new_page()
    page.on("dialog", lambda one: (faults.append(f"dialog: {one.message}"), one.dismiss()))
    page.on("console", lambda one: one.type == "error" and faults.append(one.text))
    page.on("pageerror", lambda error: faults.append(str(error)))
    for path in sorted(site.rglob("*.html")):
        page.goto(path.as_uri(), wait_until="load")
    page.goto((site / "search.html").as_uri() + "?q=Ed", wait_until="load")
    page.wait_for_timeout(500)
    page.close()
    assert faults == []
