"""The explorer and the search in English, over the data of the built site."""

import base64
import gzip
import json
import re
import shutil
from pathlib import Path

from testbed import ROOT, built

from helpers.presentation.locale.words import words_of
from helpers.publishing.catalogue.settings import read_settings
from helpers.publishing.open_data.page_scripts import names_of_members, write_words
from helpers.reports.about.page_context import lookup

LANGUAGE = "en"
CATALOGUE = 'tradebookSearch.take("catalogue",'
PAGES = ("explore.html", "search.html", "method.html")


def english_site(folder: Path) -> Path:
    """Make a site with pages whose scripts are handed English words; return the folder of these.

    They stand in a folder of the site, whose data they share. All but the words, the names in the catalogue of
    the search and the language of pages is the built site's.
    """
    site = folder / "site"
    pages = site / LANGUAGE
    pages.mkdir(parents=True)
    data = site / "data" / "explorer"
    data.mkdir(parents=True)
    for path in built("data/explorer/index.js").parent.iterdir():
        if not path.name.startswith("words"):
            (data / path.name).symlink_to(path)
    (pages / "_static").symlink_to(built("_static/explore.js").parent)
    shutil.copytree(built("search/catalogue.js").parent, pages / "search")
    for page in PAGES:
        html = built(page).read_text("utf-8")
        own = html.replace('lang="zh-CN"', f'lang="{LANGUAGE}" data-above="../"')
        (pages / page).write_text(own, "utf-8")
    words = words_of(LANGUAGE)
    write_words(site, words, read_settings(ROOT / "_config.yml", LANGUAGE))
    catalogue = pages / "search" / "catalogue.js"
    script = catalogue.read_text("utf-8").removeprefix(CATALOGUE).removesuffix(");\n")
    known = json.loads(script)
    known |= {**lookup(words), "explored": names_of_members(content_of(data / "index.js"), words)}
    catalogue.write_text(f"{CATALOGUE}{json.dumps(known, ensure_ascii=False)});\n", "utf-8")
    return pages


def content_of(path: Path):
    """Return what a script of the explorer's data hands over."""
    packed = re.fullmatch(r'tradebookData\("[^"]+","([^"]+)"\);\n', path.read_text("utf-8"))[1]
    return json.loads(gzip.decompress(base64.b64decode(packed)))
