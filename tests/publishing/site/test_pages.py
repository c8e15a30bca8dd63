"""The built pages, read as a reader's browser gets them, against the published tables."""

import csv
import re
from decimal import Decimal

import pytest
from testbed import EDITION, ROOT, SITE, UNITS, built, figures_of, printed, soup_of

SPANS = ("month", "ytd")
PERIODS = {"month": "2025 年 11 月", "ytd": "2025 年 1—11 月"}
SPAN_WORDS = {"month": "当月", "ytd": "累计"}
LABELS = ["省市", "进出口额", "同比变化", "出口", "同比变化", "进口", "同比变化", "净出口"]
COLUMNS = ["total", "total_yoy", "export", "export_yoy", "import", "import_yoy", "net_export"]
LAST_SECTION = "数据与重算"
HISTORY = "修订记录"

# Written from the document: the three largest, their values and growth.
LEADERS = {
    ("month", "进出口额"): [
        ("广东", "1145.4", "9.1"),
        ("江苏", "736.3", "8.5"),
        ("浙江", "648.0", "6.4"),
    ],
    ("month", "出口额"): [
        ("广东", "725.6", "6.9"),
        ("浙江", "495.4", "9.7"),
        ("江苏", "493.8", "8.7"),
    ],
    ("month", "进口额"): [
        ("广东", "419.8", "13.1"),
        ("上海", "282.8", "4.7"),
        ("北京", "279.8", "-24.6"),
    ],
    ("ytd", "进出口额"): [
        ("广东", "12026.5", "3.4"),
        ("江苏", "7542.6", "5.4"),
        ("浙江", "7068.8", "4.5"),
    ],
    ("ytd", "出口额"): [
        ("广东", "7674.7", "1.4"),
        ("浙江", "5342.8", "6.3"),
        ("江苏", "5023.1", "8.6"),
    ],
    ("ytd", "进口额"): [
        ("广东", "4351.8", "7.2"),
        ("北京", "3290.9", "-14.8"),
        ("上海", "3170.7", "0.8"),
    ],
}


def published(span):
    path = ROOT / "data" / "published" / "provincial_2025-11.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return [row for row in csv.DictReader(file) if row["span"] == span]


def article():
    return soup_of(f"{EDITION}.html").find("article")


def table(name):
    found = article().find(id=name)
    assert found is not None, f"no table {name} on the page"
    return found


def section(span):
    """Return the part of the page under the heading of a span, as text."""
    heads = [head for head in article().find_all("h2") if SPAN_WORDS[span] in head.text]
    assert len(heads) == 1
    return heads[0].find_parent("section").get_text()


@pytest.mark.parametrize("span", SPANS)
def test_a_table_of_values_is_the_published_one(span):
    rows = [
        [row.find("th").get_text(strip=True), *(cell.get_text() for cell in row.find_all("td"))]
        for row in table(f"tab-{span}-values").find("tbody").find_all("tr")
    ]
    expected = [[row["province"], *(row[name] for name in COLUMNS)] for row in published(span)]
    assert len(rows) == 31
    assert rows == expected


def test_434_of_434_numbers_are_the_published_ones():
    same = total = 0
    for span in SPANS:
        cells = table(f"tab-{span}-values").find("tbody").find_all("td")
        numbers = [row[name] for row in published(span) for name in COLUMNS]
        for cell, number in zip(cells, numbers, strict=True):
            total += 1
            same += cell.get_text() == number
    assert (same, total) == (434, 434)


@pytest.mark.parametrize("span", SPANS)
def test_a_table_of_values_has_its_labels_caption_and_notes(span):
    found = table(f"tab-{span}-values")
    labels = [cell.get_text(strip=True) for cell in found.find("thead").find_all("th")]
    assert labels == LABELS
    assert [cell["scope"] for cell in found.find_all("th")] == ["col"] * 8 + ["row"] * 31
    caption = found.find("figcaption").get_text()
    assert PERIODS[span] in caption
    assert "亿美元" in caption
    notes = found.find(class_="tb-notes").get_text()
    for said in ("单位", "亿美元", "出口额由大到小", "数据来源", "重构"):
        assert said in notes, f"the notes do not say {said}: {notes}"


def test_the_structure_tables_show_every_province_in_the_same_order():
    for span in SPANS:
        names = [
            row.find("th").get_text()
            for row in table(f"tab-{span}-structure").find("tbody").find_all("tr")
        ]
        assert names == [row["province"] for row in published(span)]


def test_the_page_says_that_its_data_are_reconstructed():
    (notice,) = article().find_all(class_="tb-notice")
    assert "重构" in notice.find("summary").get_text()
    assert "不是海关原始数据" in notice.get_text()


def test_the_title_carries_the_period_and_no_heading_says_it_again():
    page = soup_of(f"{EDITION}.html")
    assert PERIODS["month"] in page.find("title").get_text()
    heads = article().find_all(["h1", "h2", "h3"])
    texts = [head.get_text().removesuffix("#") for head in heads]
    assert texts[-2:] == [LAST_SECTION, HISTORY]
    assert [head.name for head in heads].count("h1") == 1
    assert [head.name for head in heads].count("h2") == 5
    assert [head.name for head in heads].count("h3") == 8
    assert PERIODS["month"] in texts[0]
    assert not [text for text in texts[1:] if re.search("[0-9]", text)]


def test_nothing_of_the_machinery_is_seen():
    assert article().find_all(class_="cell_input") == []
    text = article().get_text()
    assert "{{" not in text
    assert "}}" not in text
    assert re.findall(r"(?<![A-Za-z])(?:nan|inf|none|nat|infinity)(?![A-Za-z])", text, re.I) == []
    assert "Traceback" not in text


def test_every_chart_has_a_text_alternative_and_a_caption():
    drawings = [svg for svg in article().find_all("svg") if svg.find_parent("svg") is None]
    assert len(drawings) == 12
    captions = []
    for svg in drawings:
        image, figure = svg.find_parent(attrs={"role": "img"}), svg.find_parent("figure")
        assert PERIODS["ytd" if "-ytd-" in figure["id"] else "month"] in image["aria-label"]
        assert svg.find("text") is not None
        captions.append(figure.find("figcaption").get_text(strip=True))
    assert all(captions)
    numbers = [re.match(r"图 (\d+)", caption) for caption in captions]
    assert [int(number[1]) for number in numbers] == list(range(1, 13))


def test_ids_are_unique_on_the_page_and_drawings_refer_to_their_own():
    page = soup_of(f"{EDITION}.html")
    ids = [element["id"] for element in page.find_all(id=True)]
    assert [one for one in ids if ids.count(one) > 1] == []
    used = re.findall(r"url\(#([^)]+)\)", str(article()))
    assert used
    assert set(used) <= set(ids)


def test_every_figure_on_the_page_is_among_the_downloadable_ones():
    figures = figures_of(EDITION)
    elements = article().find_all(attrs={"data-figure": True})
    assert len(elements) > 1200
    for element in elements:
        name = element["data-figure"]
        assert name in figures, name
        value, unit, *_ = figures[name]
        assert element["value" if element.name == "data" else "data-value"] == value, name
        expected = printed(value, unit)
        if element.name == "td":
            assert element.get_text() == expected, name
        else:
            text = element.get_text()
            assert text.removeprefix("-") == expected.removeprefix("-") + UNITS[unit][1], name


@pytest.mark.parametrize(
    ("span", "flow", "word", "fell", "rose"),
    [
        ("month", "export", "出口", 12, 19),
        ("month", "import", "进口", 9, 22),
        ("ytd", "export", "出口", 6, 25),
        ("ytd", "import", "进口", 13, 18),
    ],
)
def test_as_many_rose_and_fell_as_the_document_says(span, flow, word, fell, rose):
    assert f"31 个省市中，{rose} 个{word}上升，{fell} 个下降。" in section(span)
    rates = [Decimal(row[f"{flow}_yoy"]) for row in published(span)]
    assert (sum(rate < 0 for rate in rates), sum(rate > 0 for rate in rates)) == (fell, rose)


@pytest.mark.parametrize(("span", "of"), list(LEADERS))
def test_the_three_largest_are_those_of_the_document(span, of):
    listed = re.findall(rf"(?<!进){of}居前三位的是(.+?)。", section(span))
    assert len(listed) == 1
    pattern = r"([^（）、和]+)（([\d.]+) 亿美元，同比(增长|下降) ([\d.]+)%）"
    told = [
        (name, value, growth if word == "增长" else f"-{growth}")
        for name, value, word, growth in re.findall(pattern, listed[0])
    ]
    assert told == LEADERS[span, of]


@pytest.mark.parametrize("span", SPANS)
@pytest.mark.parametrize(("flow", "word"), [("export", "出口"), ("import", "进口")])
def test_the_largest_mover_follows_from_the_published_numbers(span, flow, word):
    changes = {}
    for row in published(span):
        value, rate = Decimal(row[flow]), Decimal(row[f"{flow}_yoy"])
        changes[row["province"]] = value - value / (1 + rate / 100)
    most = max(changes, key=lambda name: abs(changes[name]))
    told = re.findall(
        rf"按增减额的绝对值，(.+?)的影响最大，拉. 31 个省市合计{word}增速", section(span)
    )
    assert told == [most]


def test_the_headline_is_the_sum_of_the_published_rows():
    cards = article().find_all(class_="tb-card")
    assert len(cards) == 8
    for place, span in enumerate(SPANS):
        for card, column in zip(
            cards[4 * place :], ("total", "export", "import", "net_export"), strict=False
        ):
            total = sum(Decimal(row[column]) for row in published(span))
            shown = Decimal(card.find(class_="tb-value").get_text().removesuffix(" 亿美元"))
            assert abs(shown - total) <= Decimal("1.6"), column  # 31 rows, each within 0.05


def pages():
    built("index.html")
    return sorted(path for path in SITE.rglob("*.html") if "_static" not in path.parts)


def test_the_downloads_are_offered_and_there():
    offered = {link["href"] for link in article().find_all("a", download=True)}
    figures = article().find_all("figure", class_=["tb-table", "tb-chart"])
    assert len(figures) == 5 + 12
    assert offered == {
        "2025-11.ipynb",
        "2025-11.figures.csv",
        "2025-11.zip",
        "2025-11.changes.csv",
    } | {f"2025-11.{figure['id']}.{kind}" for figure in figures for kind in ("csv", "xlsx")}
    for name in offered:
        assert built(f"provincial/{name}").stat().st_size > 500


BIBTEX = re.compile(r'<p [^>]*id="tb-cite-bibtex">[^<]*</p>')
"""Which has braces of its own."""


def test_the_pages_of_the_book_are_filled_in():
    for path in pages():
        html = BIBTEX.sub("", path.read_text(encoding="utf-8"))
        assert "{{" not in html, path.name
        assert "{%" not in html, path.name


def test_the_home_page_leads_to_the_latest_edition_with_its_headline():
    home = soup_of("index.html").find("article")
    (part,) = [
        one
        for one in home.find_all("section", class_="tb-edition")
        if one.find("a", href=f"{EDITION}.html") is not None
    ]
    shown = [value.get_text(strip=True) for value in part.find_all(class_="tb-value")]
    cards = article().find_all(class_="tb-card")[:4]
    assert shown == [card.find(class_="tb-value").get_text() for card in cards]
    assert len(shown) == 4
