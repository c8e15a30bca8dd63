"""The pages on Beijing and on the lithium battery against the published tables and documents."""

import csv
import re

import pytest
from testbed import ROOT, soup_of

CITY = "beijing_city/2024-05.html"
PRODUCT = "lithium_battery/2025-02.html"
PERIODS = {
    CITY: ("2024 年 5 月", "2024 年 1—5 月"),
    PRODUCT: ("2025 年 2 月", "2025 年 1—2 月"),
}
# Page, table, its transcription, and how many numbers the document prints in it.
TABLES = [
    (CITY, "tab-overview", "beijing_2024-05_t1_overview", 22),
    (CITY, "tab-export-products", "beijing_2024-05_t2_export_products", 54),
    (CITY, "tab-import-products", "beijing_2024-05_t3_import_products", 54),
    (CITY, "tab-export-partners", "beijing_2024-05_t4_export_partners", 48),
    (CITY, "tab-import-partners", "beijing_2024-05_t5_import_partners", 48),
    (PRODUCT, "tab-overview", "battery_2025-02_t1_overview", 28),
    (PRODUCT, "tab-export-partners", "battery_2025-02_t2_export_partners", 72),
    (PRODUCT, "tab-import-partners", "battery_2025-02_t3_import_partners", 71),
    (PRODUCT, "tab-export-provinces", "battery_2025-02_t4_export_provinces", 40),
    (PRODUCT, "tab-import-provinces", "battery_2025-02_t5_import_provinces", 40),
]
NOTHING = "—"
NUMBER = re.compile(r"-?\d+\.\d{1,2}")


def article(page):
    return soup_of(page).find("article")


def shown(page, name):
    """Return a table's rows, names and all; the bands across it left out."""
    found = article(page).find(id=name)
    assert found is not None, f"no table {name} on {page}"
    rows = [
        [row.find("th").get_text(strip=True), *(cell.get_text() for cell in row.find_all("td"))]
        for row in found.find("tbody").find_all("tr")
    ]
    return [row for row in rows if len(row) > 1]


def bands(page, name):
    rows = article(page).find(id=name).find("tbody").find_all("tr")
    return [row.get_text(strip=True) for row in rows if not row.find_all("td")]


def published(name):
    path = ROOT / "data" / "published" / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))[1:]
    return [[_as_printed(cell) for cell in row] for row in rows]


def _as_printed(cell):
    """Return a cell as this site prints it: growth of more than a thousandfold, Canada's, as a sign."""
    extreme = NUMBER.fullmatch(cell) and float(cell) > 99_900
    return NOTHING if extreme or not cell else cell


def texts(elements):
    return [re.sub(r"\s+", " ", one.get_text()).strip() for one in elements]


def paragraphs(page):
    return texts(p for prose in article(page).find_all(class_="tb-prose") for p in prose("p"))


@pytest.mark.parametrize(("page", "name", "source", "count"), TABLES)
def test_a_table_is_the_published_one(page, name, source, count):
    rows = shown(page, name)
    assert rows == published(source)
    numbers = [cell for row in rows for cell in row if NUMBER.fullmatch(cell)]
    assert len(numbers) == count


@pytest.mark.parametrize(("page", "total"), [(CITY, 226), (PRODUCT, 251)])
def test_every_published_number_of_a_document_is_compared(page, total):
    compared = same = 0
    for _, name, source, _ in (each for each in TABLES if each[0] == page):
        for ours, theirs in zip(shown(page, name), published(source), strict=True):
            for cell, expected in zip(ours, theirs, strict=True):
                if NUMBER.fullmatch(expected):
                    compared += 1
                    same += cell == expected
    assert (same, compared) == (total, total)


def test_the_balance_has_no_share():
    balance = shown(CITY, "tab-overview")[3]
    assert balance[0] == "净出口额"
    assert [balance[2], balance[5]] == [NOTHING, NOTHING]


@pytest.mark.parametrize(
    ("page", "name", "expected"),
    [
        (CITY, "tab-export-partners", ["重点区域", "出口额前 10 位"]),
        (CITY, "tab-import-partners", ["重点区域", "进口额前 10 位"]),
        (PRODUCT, "tab-export-partners", ["重点区域", "出口额前 10 位"]),
        (PRODUCT, "tab-import-partners", ["重点区域", "进口额前 10 位"]),
        (PRODUCT, "tab-export-provinces", []),
    ],
)
def test_bands_divide_the_groups_from_the_largest(page, name, expected):
    assert bands(page, name) == expected


@pytest.mark.parametrize(
    ("page", "name", "column"),
    [
        (CITY, "tab-overview", ["绝对值", "份额（%）", "同比变化（%）"]),
        (CITY, "tab-export-products", ["出口额", "份额（%）", "同比变化（%）"]),
        (CITY, "tab-import-products", ["进口额", "份额（%）", "同比变化（%）"]),
        (CITY, "tab-export-partners", ["贸易伙伴", "出口额", "同比变化（%）"]),
        (CITY, "tab-import-partners", ["贸易伙伴", "进口额", "同比变化（%）"]),
        (PRODUCT, "tab-overview", ["绝对值", "同比变化（%）"]),
        (PRODUCT, "tab-export-partners", ["贸易伙伴", "绝对值", "比重（%）", "同比变化（%）"]),
        (PRODUCT, "tab-import-provinces", ["省市", "进口额", "同比变化（%）"]),
    ],
)
def test_the_columns_stand_under_their_periods(page, name, column):
    head = article(page).find(id=name).find("thead")
    labels = texts(head.find_all("th"))
    month, ytd = PERIODS[page]
    assert [label for label in labels if label in (month, ytd)] == [month, ytd]
    rest = [label for label in labels if label not in (month, ytd, "项目", "产品")]
    assert rest == [*column, *column]


# Written from the documents: the three largest, as (name, value, share, growth).
LEADERS = [
    (
        CITY,
        "2024 年 5 月，北京市出口额居前三位的产品是",
        [
            ("电子设备", "28.3", "2.2", "11.0"),  # the document misprints -24.3
            ("矿产品", "25.5", "46.5", "19.4"),
            ("化学制品", "7.8", "2.4", "92.7"),
        ],
    ),
    (
        CITY,
        "2024 年 1—5 月，北京市出口额居前三位的产品是",
        [
            ("电子设备", "143.1", "2.3", "13.0"),
            ("矿产品", "113.8", "43.8", "-19.9"),
            ("交通设备", "24.0", "2.1", "20.8"),
        ],
    ),
    (
        CITY,
        "2024 年 5 月，北京市进口额居前三位的产品是",
        [
            ("矿产品", "203.7", "30.8", "-8.6"),
            ("金属石料制品", "72.7", "27.6", "11.9"),
            ("电子设备", "30.9", "4.3", "-23.3"),
        ],
    ),
    (
        CITY,
        "2024 年 1—5 月，北京市进口额居前三位的产品是",
        [
            ("矿产品", "952.4", "29.4", "-2.2"),
            ("金属石料制品", "326.8", "24.9", "21.9"),
            ("电子设备", "186.1", "5.4", "-6.1"),
        ],
    ),
    (
        CITY,
        "2024 年 5 月，北京市对东盟出口",
        [
            ("中国香港", "8.7", "", "32.6"),
            ("美国", "8.4", "", "143.8"),
            ("菲律宾", "4.6", "", "166.4"),
        ],
    ),
    (
        CITY,
        "2024 年 1—5 月，北京市对东盟出口",
        [
            ("中国香港", "42.8", "", "20.6"),
            ("新加坡", "27.5", "", "-14.8"),
            ("美国", "25.0", "", "26.7"),
        ],
    ),
    (
        CITY,
        "2024 年 5 月，北京市自东盟进口",
        [
            ("俄罗斯", "29.7", "", "42.4"),
            ("美国", "26.4", "", "3.7"),
            ("伊拉克", "24.8", "", "-3.9"),
        ],
    ),
    (
        CITY,
        "2024 年 1—5 月，北京市自东盟进口",
        [
            ("瑞士", "139.7", "", "8.9"),
            ("美国", "133.0", "", "-1.5"),
            ("巴西", "128.9", "", "17.2"),
        ],
    ),
    (
        PRODUCT,
        "2025 年 2 月，中国锂离子蓄电池对欧盟出口",
        [
            ("德国", "8.2", "19.9", "-2.1"),
            ("美国", "7.4", "17.9", "-9.2"),
            ("越南", "2.6", "6.4", "51.2"),
        ],
    ),
    (
        PRODUCT,
        "2025 年 1—2 月，中国锂离子蓄电池对欧盟出口",
        [
            ("美国", "20.3", "20.9", "6.2"),
            ("德国", "17.5", "18.0", "3.3"),
            ("越南", "5.6", "5.7", "14.2"),
        ],
    ),
    (
        PRODUCT,
        "2025 年 2 月，中国锂离子蓄电池自欧盟进口",
        [
            ("德国", "0.4", "30.2", "35.5"),
            ("新加坡", "0.2", "14.5", "391.1"),
            ("日本", "0.2", "13.7", "65.1"),
        ],
    ),
    (
        PRODUCT,
        "2025 年 1—2 月，中国锂离子蓄电池自欧盟进口",
        [
            ("德国", "0.9", "28.8", "54.9"),
            ("马来西亚", "0.4", "11.2", "-58.8"),
            ("新加坡", "0.3", "10.7", "101.4"),
        ],
    ),
    (
        PRODUCT,
        "2025 年 2 月，锂离子蓄电池出口额居前三位的省市是",
        [
            ("福建", "11.8", "", "11.4"),
            ("广东", "9.1", "", "13.5"),
            ("江苏", "6.0", "", "-13.2"),
        ],
    ),
    (
        PRODUCT,
        "2025 年 1—2 月，锂离子蓄电池出口额居前三位的省市是",
        [
            ("福建", "27.8", "", "15.6"),
            ("广东", "21.9", "", "14.9"),
            ("江苏", "13.6", "", "-9.1"),
        ],
    ),
    (
        PRODUCT,
        "2025 年 2 月，锂离子蓄电池进口额居前三位的省市是",
        [
            ("江苏", "0.4", "", "43.8"),
            ("北京", "0.4", "", "-31.4"),
            ("广东", "0.3", "", "-13.9"),
        ],
    ),
    (
        PRODUCT,
        "2025 年 1—2 月，锂离子蓄电池进口额居前三位的省市是",
        [
            ("北京", "1.0", "", "12.1"),
            ("广东", "0.9", "", "-8.6"),
            ("江苏", "0.8", "", "-37.9"),
        ],
    ),
]
TOLD = re.compile(
    r"([^（）、和。]+)（([\d.]+) 亿美元，(?:(?:占全国该类产品的|比重) ([\d.]+)%，)?"
    r"同比(增长|下降) ([\d.]+)%）"
)


@pytest.mark.parametrize(("page", "start", "expected"), LEADERS)
def test_the_three_largest_are_those_of_the_document(page, start, expected):
    (paragraph,) = [one for one in paragraphs(page) if one.startswith(start)]
    (listed,) = re.findall(r"居前三位的(?:产品|贸易伙伴|省市)是(.+?）)。", paragraph)
    told = [
        (name, value, share, growth if word == "增长" else f"-{growth}")
        for name, value, share, word, growth in TOLD.findall(listed)
    ]
    assert told == expected


@pytest.mark.parametrize(
    ("page", "said"),
    [
        (
            CITY,
            "2024 年 5 月，北京市货物贸易进出口 462.1 亿美元，占全国 8.9%，同比增长 0.9%。"
            "其中出口 74.7 亿美元，占全国出口 2.5%，同比增长 15.7%；"
            "进口 387.3 亿美元，占全国进口 17.6%，同比下降 1.6%。当月逆差（净进口）312.6 亿美元，",
        ),
        (
            CITY,
            "2024 年 1—5 月，北京市货物贸易进出口 2190.3 亿美元，占全国 8.9%，同比增长 0.9%。"
            "其中出口 344.8 亿美元，占全国出口 2.5%，同比下降 1.8%；"
            "进口 1845.4 亿美元，占全国进口 17.4%，同比增长 1.4%。累计逆差（净进口）1500.6 亿美元，",
        ),
        (CITY, "北京市对东盟出口 17.7 亿美元（同比增长 24.3%），对欧盟出口 8.1 亿美元（同比增长"),
        (CITY, "北京市自东盟进口 62.0 亿美元（同比下降 6.4%），自欧盟进口 188.6 亿美元（同比下降"),
        (
            PRODUCT,
            "2025 年 2 月，中国锂离子蓄电池进出口 42.7 亿美元，同比增长 11.0%。"
            "其中出口 41.4 亿美元，同比增长 11.6%；进口 1.4 亿美元，同比下降 4.2%。"
            "当月顺差 40.0 亿美元，",
        ),
        (PRODUCT, "累计顺差 94.0 亿美元，"),
        (
            PRODUCT,
            "2025 年 2 月进出口 31982.6 万个，同比增长 12.6%。"
            "其中出口 27291.9 万个，同比增长 12.9%；进口 4690.7 万个，同比增长 11.0%。",
        ),
        (
            PRODUCT,
            "2025 年 1—2 月进出口 74635.2 万个，同比增长 3.1%。"
            "其中出口 63486.2 万个，同比增长 6.7%；进口 11149.0 万个，同比下降 13.6%。",
        ),
    ],
)
def test_the_overview_tells_the_numbers_of_the_document(page, said):
    assert any(said in paragraph for paragraph in paragraphs(page))


def test_the_note_on_head_offices_stands_with_the_exports_of_minerals():
    noted = [one for one in paragraphs(CITY) if "总部经济" in one]
    # Once, in the first paragraph: that of the month.
    assert len(noted) == 1
    for paragraph in noted:
        assert "出口额居前三位的产品是" in paragraph
        assert "矿产品" in paragraph
    assert not [one for one in paragraphs(CITY) if "总部" in one and "进口额居前三位" in one]


@pytest.mark.parametrize("page", [CITY, PRODUCT])
def test_the_title_carries_the_period_and_no_heading_says_it_again(page):
    month = PERIODS[page][0]
    assert month in soup_of(page).find("title").get_text()
    heads = article(page).find_all(["h1", "h2", "h3"])
    said = [head.get_text().removesuffix("#") for head in heads]
    assert said[-3:] == ["走势", "数据与重算", "修订记录"]
    assert heads[0].name == "h1"
    assert month in said[0]
    assert len(said) > 6
    assert not [text for text in said[1:] if re.search("[0-9]", text)]


def test_the_titles_name_the_subject():
    assert article(CITY).find("h1").get_text().startswith("北京市货物贸易月度监测报告")
    assert article(PRODUCT).find("h1").get_text().startswith("中国锂离子蓄电池贸易月度监测报告")


@pytest.mark.parametrize(("page", "tables", "pictures"), [(CITY, 6, 8), (PRODUCT, 7, 10)])
def test_tables_and_charts_are_numbered_without_gaps(page, tables, pictures):
    captions = texts(article(page).find_all("figcaption"))
    for word, count in (("表", tables), ("图", pictures)):
        numbers = [int(found[1]) for one in captions if (found := re.match(rf"{word} (\d+)", one))]
        assert numbers == list(range(1, count + 1))
    assert len(captions) == tables + pictures


@pytest.mark.parametrize("page", [CITY, PRODUCT])
def test_every_chart_has_a_text_alternative_with_a_number(page):
    charts = article(page).find_all("figure", class_="tb-chart")
    assert charts
    for chart in charts:
        label = chart.find(attrs={"role": "img"})["aria-label"]
        assert re.search(r"\d+\.\d", label), chart["id"]
        assert "<" not in label
        assert chart.find("svg").find("text") is not None


@pytest.mark.parametrize("page", [CITY, PRODUCT])
def test_nothing_of_the_machinery_is_seen(page):
    text = article(page).get_text()
    assert article(page).find_all(class_="cell_input") == []
    assert "{" not in text
    assert re.findall(r"(?<![A-Za-z])(?:nan|inf|none|nat)(?![A-Za-z])", text, re.I) == []
    assert "Traceback" not in text
    assert "重构" in article(page).find(class_="tb-notice").get_text()


# The page of differences, from the known mistakes of the documents.

DIFFERENCES = "differences.html"
NATION, BEIJING, BATTERY = "中国分省货物贸易", "北京市货物贸易", "中国锂离子蓄电池"


def document(start):
    heads = article(DIFFERENCES).find_all("h2")
    (head,) = [one for one in heads if one.get_text().startswith(start)]
    return head.find_parent("section")


def listed(start):
    """Return a document's differences: place, quote, kind, stated, computed."""
    rows = document(start).select("tbody tr")
    return [[cell.get_text(strip=True) for cell in row.find_all(["th", "td"])] for row in rows]


@pytest.mark.parametrize(
    ("start", "numbers", "equal"),
    [
        (NATION, 48, 47),
        (BEIJING, 96, 95),
        (BATTERY, 86, 86),
        ("2024 年全国31省", 49, 49),
        ("国务院新闻办公室", 60, 57),
    ],
)
def test_the_page_says_how_many_numbers_agree(start, numbers, equal):
    said = re.sub(r"\s+", "", document(start).get_text())
    assert re.findall(r"比较了(\d+)个数字.*?一致的(\d+)个", said) == [(str(numbers), str(equal))]


def test_the_growth_of_electronics_is_the_one_mistake_of_the_report_on_beijing():
    (row,) = listed(BEIJING)
    assert row[0].startswith("二、产品结构情况（一）出口产品结构")
    assert row[2:] == ["数字", "-24.3%", "11.0%"]


def test_the_missing_unit_and_the_doubled_word_are_listed():
    rows = listed(NATION)
    (unit,) = [row for row in rows if row[2] == "单位"]
    assert unit[0].startswith("二、各省市1-11月累计贸易变化，出口")
    assert unit[3:] == ["7674.7美元", "7674.7亿美元"]
    (word,) = [row for row in rows if row[2] == "用字"]
    assert "为为" in word[3]
    assert word[4] == word[3].replace("为为", "为")


def test_the_named_provinces_are_listed_with_the_three_largest_changes():
    named = {row[1]: row[3:] for row in listed(NATION) if row[2] == "点名省市"}
    assert len(named) == 8
    assert named["北京、福建、浙江等9个省市"][0] == "北京、福建、浙江"
    for stated, computed in named.values():
        assert len(computed.split("、")) == 3
        assert stated != computed
    # By hand: value - value / (1 + growth) of the published rows.
    assert named["广东、上海、江苏等19个省市"][1] == "广东、浙江、上海"
    assert named["北京、福建、浙江等9个省市"][1] == "北京、辽宁、福建"


def test_the_report_on_the_battery_has_no_differences():
    assert listed(BATTERY) == []
    assert "没有差异" in document(BATTERY).get_text()
    assert {row[2] for row in listed(NATION)} == {"单位", "用字", "点名省市"}


@pytest.mark.parametrize(("start", "page"), [(BEIJING, CITY), (BATTERY, PRODUCT)])
def test_the_page_of_differences_leads_to_the_editions(start, page):
    assert page in [link.get("href") for link in document(start).find_all("a")]
