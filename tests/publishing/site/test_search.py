"""The index of the search: what is read of a page, what is written, in which order."""

import json

import pytest
from testbed import PERMANENT, SITE, built

from helpers.core.errors import BuildError
from helpers.presentation.locale.words import chinese, english
from helpers.publishing.site.page_content import PageSection, read_page
from helpers.publishing.site.search import write_index
from helpers.reference.provinces import provinces
from helpers.reports.about.page_context import lookup

PAGE = """<html><head><title>not this</title></head><body><nav>not this</nav>
<article class="tb-article">
<section id="top"><h1>报告（2025 年
  11 月）<a class="headerlink" href="#top">#</a></h1>
<div class="tb-card"><span class="tb-label">出口</span><span class="tb-value">8594.7 亿美元</span></div>
<p>出口 <data value="1">8594.7 亿美元</data>，<em>同比</em>增长<br>5.1%。</p>
<section id="part"><h2>一、<span>广东</span></h2>
<figure><div role="img"><svg><text>not this</text><title>nor this</title></svg></div>
<figcaption>图 1　文字</figcaption></figure>
<figure><figcaption>表 1</figcaption><table>
<thead><tr><th>省市</th><th>出口</th></tr></thead>
<tbody><tr><th>广东</th><td>725.6</td></tr><tr><th>江苏</th><td>-</td></tr></tbody></table></figure>
<table><tr><th>江苏</th><td>1.5</td></tr><tr><th>浙江</th><td>与 <code>a &lt; b</code> 有关</td></tr></table>
<ul><li>甲</li><li><p>乙</p></li></ul>
<script>notThis()</script><style>.not{}</style><button>not this</button>
<p>式 <span class="math">\\(not this\\)</span>&amp; 完</p>
</section>
<section id="last"><h2>数据</h2></section>
<p>末</p></section>
</article><footer>not this</footer></body></html>"""


def test_a_page_is_read_by_sections_and_lines():
    top, part, last = read_page(PAGE).sections
    assert top == PageSection(
        "top",
        "报告（2025 年 11 月）",
        ["出口 8594.7 亿美元", "出口 8594.7 亿美元，同比增长 5.1%。", "末"],
    )
    assert part == PageSection(
        "part",
        "一、广东",
        [
            "图 1 文字",
            "表 1",
            "省市、出口、广东、江苏",
            "浙江、与 a < b 有关",
            "甲",
            "乙",
            "式 & 完",
        ],
    )
    assert last == PageSection("last", "数据")


@pytest.mark.parametrize("html", ["", "<p>text</p>", "<article>text</article>"])
def test_what_has_no_article_has_nothing(html):
    assert read_page(html).sections == []


def page(title, text="文"):
    return (
        f'<article class="tb-article"><section id="a"><h1>{title}</h1><p>{text}</p>'
        '<section id="b"><h2>节</h2><p>下文</p></section></section></article>'
    )


def record(name, title, period):
    return {"name": name, "title": title, "period": period}


RECORDS = {
    "monthly/2024-11": record("2024-11", "月报", "2024 年 11 月"),
    "monthly/2025-02": record("2025-02", "月报", "2025 年 2 月"),
    "product/2025-02-8507": record("2025-02-8507", "蓄电池月报", "2025 年 2 月"),
    "annual/2025": record("2025", "年报", "2025 年"),
}


@pytest.fixture
def site(tmp_path):
    """Return a built site of four editions, a page of its own, and pages that are left out."""
    for name in (*RECORDS, "method", "index", "search", "genindex", "_static/part"):
        path = tmp_path / f"{name}.html"
        path.parent.mkdir(exist_ok=True)
        path.write_text(page(f"题 {name}"), encoding="utf-8")
    return tmp_path


def contents_of(site):
    """Return what is read of all pages of a site."""
    pages = {
        path: path.relative_to(site).with_suffix("").as_posix() for path in site.rglob("*.html")
    }
    return {name: read_page(path.read_text(encoding="utf-8")) for path, name in pages.items()}


def index_of(site, name):
    """Read a script of the index."""
    text = (site / "search" / f"{name}.js").read_text(encoding="utf-8")
    front = f'tradebookSearch.take("{name}",'
    assert text.startswith(front)
    assert text.endswith(");\n")
    return json.loads(text.removeprefix(front).removesuffix(");\n"))


def test_the_catalogue_names_the_editions_newest_first_then_the_other_pages(site):
    write_index(
        site,
        contents_of(site),
        RECORDS,
        {"names": [["广东", "粤"]], "words": {"more": "更多"}},
    )
    catalogue = index_of(site, "catalogue")
    assert catalogue["pages"] == [
        ["monthly/2025-02", "2025", "月报", "2025 年 2 月", ""],
        ["product/2025-02-8507", "2025", "蓄电池月报", "2025 年 2 月", ""],
        ["annual/2025", "2025", "年报", "2025 年", ""],
        ["monthly/2024-11", "2024", "月报", "2024 年 11 月", ""],
        ["method", "about", "题 method", "", "节"],
    ]
    assert catalogue["names"] == [["广东", "粤"]]
    assert catalogue["words"] == {"more": "更多"}


def test_texts_stand_in_a_piece_a_year(site):
    write_index(site, contents_of(site), RECORDS, {})
    assert {path.name for path in (site / "search").iterdir()} == {
        "catalogue.js",
        "2025.js",
        "2024.js",
        "about.js",
    }
    assert index_of(site, "2024") == {
        "monthly/2024-11": [["a", "题 monthly/2024-11", "文"], ["b", "节", "下文"]]
    }
    assert list(index_of(site, "2025")) == [
        "monthly/2025-02",
        "product/2025-02-8507",
        "annual/2025",
    ]
    assert list(index_of(site, "about")) == ["method"]


def test_a_new_text_gives_its_piece_another_version_and_no_other(site):
    write_index(site, contents_of(site), RECORDS, {})
    before = index_of(site, "catalogue")["pieces"]
    (site / "monthly/2025-02.html").write_text(page("题", "另文"), encoding="utf-8")
    write_index(site, contents_of(site), RECORDS, {})
    after = index_of(site, "catalogue")["pieces"]
    assert {name for name in before if before[name] != after[name]} == {"2025"}


def test_what_pages_say_stays_text_in_the_scripts(site):
    nasty = '引号" 反斜线\\ 行\u2028尾 &lt;/script&gt;'
    (site / "method.html").write_text(page("题", nasty), encoding="utf-8")
    write_index(site, contents_of(site), RECORDS, {})
    ((_, _, text), _) = index_of(site, "about")["method"]
    assert text == '引号" 反斜线\\ 行 尾 </script>'


def test_a_page_without_a_title_is_refused(site):
    (site / "method.html").write_text('<article class="tb-article"></article>', encoding="utf-8")
    with pytest.raises(BuildError, match=r"method\.html: has no title"):
        write_index(site, contents_of(site), RECORDS, {})


def test_provinces_partners_and_products_are_known_by_all_their_names():
    known = lookup(chinese())
    names = {group[0]: group for group in known["names"]}
    assert names["广东"] == ["广东", "广东省", "Guangdong", "Guangdong Province", "粤"]
    assert names["北京"] == ["北京", "北京市", "Beijing", "京"]
    assert names["美国"] == ["美国", "United States"]
    assert names["蓄电池"] == ["蓄电池", "8507", "Electric accumulators"]
    assert set(provinces()["name"]) <= set(names)
    assert all(len(set(group)) == len(group) > 1 for group in known["names"])
    assert "{query}" in known["words"]["nothing"]


def test_english_pages_write_the_english_name_first():
    names = {group[0]: group for group in lookup(english())["names"]}
    assert names["Guangdong"] == ["Guangdong", "广东", "广东省", "Guangdong Province", "粤"]
    assert names["United States"] == ["United States", "美国"]
    assert names["Electric accumulators"] == ["Electric accumulators", "蓄电池", "8507"]


@pytest.mark.parametrize("words", [chinese(), english()], ids=["zh", "en"])
def test_periods_are_read_in_every_language_that_of_the_pages_first(words):
    own, other = lookup(words)["dates"]
    assert own["patterns"] == words.tree("search.dates")
    months = {"zh": [], "en": ["january", "february", "march"]}
    assert own["months"][:3] == months[words.language]
    assert other["months"][:3] != own["months"][:3]


@pytest.mark.parametrize("language", ["", "en"])
def test_every_page_of_the_site_can_be_searched(language):
    site = SITE / language
    built(f"{language}/search/catalogue.js".lstrip("/"))
    listed = {one[0] for one in index_of(site, "catalogue")["pages"]}
    there = {
        path.relative_to(site).with_suffix("").as_posix()
        for path in site.rglob("*.html")
        if "_static" not in path.parts and path.relative_to(site).parts[0] != "en"
    }
    assert there - listed <= {"index", "search", "genindex", *PERMANENT}
    assert not listed & set(PERMANENT)
    assert listed <= there


def test_sphinx_makes_no_index_of_its_own():
    built("search.html")
    for name in ("searchindex.js", "_static/searchtools.js", "_static/language_data.js"):
        assert not (SITE / name).exists()
    for path in SITE.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert "searchindex" not in text
        assert "searchtools" not in text


def test_an_edition_takes_little_room_in_the_index():
    # Tables' numbers stay out: with them a page would take ten times as much. The nation's lists name
    # some three hundred goods and partners, and a year of files.
    catalogue = index_of(SITE, "catalogue")
    for page_, piece, *_ in catalogue["pages"]:
        if piece != "about":
            text = json.dumps(index_of(SITE, piece)[page_], ensure_ascii=False)
            limit = 42_000 if page_.startswith("national/") else 30_000
            assert len(text.encode()) < limit, page_
