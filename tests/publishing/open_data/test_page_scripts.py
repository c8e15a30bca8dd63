"""The scripts that the explorer's page loads besides data."""

import base64
import gzip
import json
import re

from helpers.presentation.locale.words import chinese, english
from helpers.publishing.catalogue.settings import Author, Licence, Settings
from helpers.publishing.open_data.page_scripts import (
    is_prepared,
    names_of_members,
    page_words,
    prepare_drawing,
    write_drawing,
    write_words,
)

SETTINGS = Settings(
    "站",
    (Author("甲"), Author("乙")),
    Licence("CC", "https://l.example/"),
    "2026",
    "https://s.example/",
    "",
)
INDEX = {
    "dimensions": {
        "region": {"11": {"name": "北京市", "short": "北京", "en": "Beijing"}},
        "partner": {"304": {"name": "德国", "en": "Germany"}},
    },
    "shards": {
        "region/11.CNY.month": {},
        "region/11.USD.ytd": {},
        "partner/304.CNY.month": {},
        "region/11+partner/304.USD.month": {},
    },
}


def content(path):
    """Return what a script hands over."""
    packed = re.fullmatch(r'tradebookData\("[^"]+","([^"]+)"\);\n', path.read_text("utf-8"))[1]
    return json.loads(gzip.decompress(base64.b64decode(packed)))


def test_words_units_and_the_site_are_handed_over():
    words = page_words(chinese(), SETTINGS)
    assert words["units"]["CNY"]["label"] == "亿元"
    assert words["units"]["USD/kg"] == {"label": "美元/千克", "name": "美元每千克", "decimals": 2}
    assert words["site"] == {"title": "站", "author": "甲、乙", "base": "https://s.example/"}
    assert words["flows"]["export"] == "出口"
    json.dumps(words)


def test_what_takes_seconds_is_made_once(tmp_path, monkeypatch):
    made = []
    place = "helpers.publishing.open_data.page_scripts"
    monkeypatch.setattr(f"{place}.compiled_charts", lambda: made.append("charts") or {"specs": {}})
    monkeypatch.setattr(f"{place}.drawing_library", lambda: made.append("library") or "draw()")
    assert not is_prepared(tmp_path)
    prepare_drawing(tmp_path)
    assert is_prepared(tmp_path)
    write_drawing(tmp_path / "site", tmp_path)
    assert sorted(made) == ["charts", "library"]
    folder = tmp_path / "site" / "data" / "explorer"
    assert content(folder / "charts.js") == {"specs": {}}
    assert (folder / "drawing.js").read_text() == "draw()"


def test_each_member_is_found_by_its_names_and_its_code():
    assert names_of_members(INDEX, chinese()) == [
        ["partner/304", "德国", "Germany", "304"],
        ["region/11", "北京市", "北京", "Beijing", "11"],
    ]


def test_each_language_has_a_script_of_its_own_with_its_grammar(tmp_path):
    for words in (chinese(), english()):
        write_words(tmp_path, words, SETTINGS)
    folder = tmp_path / "data" / "explorer"
    assert content(folder / "words-zh.js") == {**page_words(chinese(), SETTINGS), "editions": []}
    zh, en = (content(folder / f"words-{language}.js") for language in ("zh", "en"))
    assert (zh["month_names"], en["month_names"]["11"]) == ({}, "November")
    assert (zh["ordinals"]["other"], en["ordinals"]["2"]) == ("第 {number}", "{number}nd")
    assert zh["names"] == {
        "name": ["name"],
        "short": ["short", "name"],
        "tile": ["short"],
        "others": ["en"],
    }
    assert en["names"] == {
        "name": ["en", "name"],
        "short": ["en", "short", "name"],
        "tile": ["letters"],
        "others": ["en"],
    }
    assert en["units"]["USD"]["written"] == "US${number} billion"


def test_english_pages_call_members_by_their_english_names():
    assert names_of_members(INDEX, english()) == [
        ["partner/304", "Germany", "德国", "304"],
        ["region/11", "Beijing", "北京市", "北京", "11"],
    ]
