"""Profiles on the built site: what they say of themselves, what mentions them, where they are listed."""

import base64
import gzip
import io
import json
import re

import pytest
from python_calamine import CalamineWorkbook
from testbed import PROFILES, SITE, built, soup_of

from helpers.core.repository import Repository
from helpers.publishing.releases.lock import read_lock


def links(page):
    return [one["href"] for one in soup_of(f"{page}.html").select("article a[href]")]


def test_a_profile_says_that_it_follows_the_data_and_is_no_draft():
    told = soup_of("profile/guangdong.html").select_one(".tb-release").text
    assert "本页随数据更新，不作固定版本" in told
    assert "草稿" not in told


def test_a_profile_lists_the_editions_that_have_its_member_and_no_others():
    found = links("profile/guangdong")
    assert "../guangdong/2025-03.html" in found
    assert "../provincial/2025-11.html" in found
    assert "../annual_review/2025.html" in found
    assert not [one for one in found if one.startswith(("../beijing", "../asean"))]


def test_the_nation_is_what_editions_without_a_subject_are_on():
    found = links("profile/nation")
    assert {"../national/2025-12.html", "../provincial/2025-11.html"} <= {*found}
    assert not [one for one in found if one.startswith(("../guangdong", "../lithium"))]


@pytest.mark.parametrize(
    ("page", "key", "sheet"),
    [
        ("profile/guangdong", "region/44", "广东 CNY"),
        ("profile/asean", "partner/ASEAN", "东盟 CNY"),
        ("profile/nation", "nation/_T", "全国 CNY"),
    ],
)
def test_a_profile_has_its_series_as_a_workbook_and_in_the_explorer(page, key, sheet):
    assert {f"../data/{key}.xlsx", f"../explore.html#of={key}"} <= {*links(page)}
    book = CalamineWorkbook.from_filelike(io.BytesIO(built(f"data/{key}.xlsx").read_bytes()))
    assert sheet in book.sheet_names
    months = [row[0] for row in book.get_sheet_by_name(sheet).to_python()[1:]]
    assert months[0] <= "2024-12"


def test_profiles_are_listed_on_their_page_and_in_the_map_and_in_no_list_of_editions():
    listed = [one for one in links("profiles") if one.startswith("profile/")]
    pages = sorted(path.relative_to(SITE).as_posix() for path in (SITE / "profile").glob("*.html"))
    assert sorted(listed) == pages
    assert {f"{one}.html" for one in PROFILES} <= {*listed}
    assert listed[0] == "profile/nation.html"
    assert "profile/guangdong.html" in built("sitemap.xml").read_text(encoding="utf-8")
    assert not (SITE / "profile" / "feed.xml").exists()
    for name in ("feed.xml", "editions.json", "index.html", "archive.html"):
        assert "profile/" not in built(name).read_text(encoding="utf-8"), name


def test_profiles_are_never_released():
    released = read_lock(Repository(SITE.parents[1]).root / "editions.lock")
    assert not [one for one in released if one.edition.startswith("profile/")]


def test_the_explorer_leads_to_the_profile_of_what_it_shows():
    packed = re.search(r'","(.+)"', built("data/explorer/words-zh.js").read_text("utf-8"))[1]
    words = json.loads(gzip.decompress(base64.b64decode(packed)))
    found = {one["path"]: one for one in words["editions"]}
    assert found["profile/guangdong.html"]["subject"] == {"dimension": "region", "code": "44"}
    assert found["profile/asean.html"]["subject"] == {"dimension": "partner", "code": "ASEAN"}
    assert found["profile/nation.html"]["subject"] == {"dimension": "nation", "code": "_T"}
    assert found["profile/guangdong.html"]["period"] == "2025-03"
