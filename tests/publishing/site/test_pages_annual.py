"""The pages of the years in review: tables against the published ones, quotations, numbering."""

import csv
import itertools
import re
from decimal import Decimal

import pytest
import yaml
from testbed import (
    NAMES,
    ROOT,
    built,
    figures_of,
    half_up,
    printed,
    published,
    soup_of,
    written,
)

from helpers.presentation.locale.words import chinese

YEARS = ("2024", "2025")
PROVINCES = {"2024": "2024 年全年", "2025": "2025 年 1—11 月"}
NOTHING = "—"
FLOWS = ("total", "export", "import")
QUOTED_FILE = "briefing-2025-quoted"


def article(year):
    return soup_of(f"annual_review/{year}.html").find("article")


def told(element):
    """Return an element's text with single spaces."""
    return re.sub(r"\s+", " ", element.get_text()).strip()


def close(text):
    return re.sub(r"\s", "", text)


def prose(year):
    return "".join(told(piece) for piece in article(year).find_all(class_="tb-prose"))


def rows_of(year, name):
    """Return a table's rows, names and all; the bands across it left out."""
    found = article(year).find(id=name)
    assert found is not None, f"no table {name} on the page of {year}"
    rows = [
        [told(row.find("th")), *(cell.get_text() for cell in row.find_all("td"))]
        for row in found.find("tbody").find_all("tr")
    ]
    return [row for row in rows if len(row) > 1]


# The ranking of 2024: place, move, amount, growth, share and gap, then exports and imports.


def short(full):
    """Return a province's short name: 内蒙古 of 内蒙古自治区."""
    (name,) = [one for one in NAMES.values() if full.startswith(one)]
    return name


def hundred_millions(text):
    """Write an amount of 万元 in 亿元, to one decimal."""
    return str(half_up(Decimal(text) / 10**4, 1))


def base(row):
    """Return last year's total as the printed growth implies it."""
    return Decimal(row["total_cny_10k"]) / (1 + Decimal(row["total_yoy"]) / 100)


def ranked():
    """Return the article's provinces, the largest first, and the country."""
    whole, *rows = published("annual_2024_provinces")
    assert whole["province"] == "总值"
    assert len(rows) == 31
    return sorted(rows, key=lambda row: -Decimal(row["total_cny_10k"])), whole


def expected_rows():
    """Work out the ranking of 2024 from the article's table."""
    rows, whole = ranked()
    before = sorted(rows, key=lambda row: -base(row))
    for place, row in enumerate(rows, start=1):
        own, ahead = (Decimal(one["total_cny_10k"]) for one in (row, rows[max(place - 2, 0)]))
        share = half_up(own / Decimal(whole["total_cny_10k"]) * 100, 1)
        gap = NOTHING if place == 1 else str(half_up((ahead / own - 1) * 100, 1))
        total, *sides = [
            (hundred_millions(row[f"{flow}_cny_10k"]), row[f"{flow}_yoy"]) for flow in FLOWS
        ]
        moved = before.index(row) + 1 - place
        name = short(row["province"])
        yield [name, str(place), str(moved), *total, str(share), gap, *sides[0], *sides[1]]


def test_the_ranking_of_2024_is_the_published_table():
    shown, expected = rows_of("2024", "tab-ranking"), list(expected_rows())
    assert len(shown) == len(expected) == 31
    for ours, theirs in zip(shown, expected, strict=True):
        assert ours == theirs


def test_186_of_186_numbers_of_2024_are_the_published_ones():
    rows, _ = ranked()
    same = total = 0
    for row, shown in zip(rows, rows_of("2024", "tab-ranking"), strict=True):
        cells = [*shown[3:5], *shown[7:]]
        numbers = [
            text
            for flow in FLOWS
            for text in (hundred_millions(row[f"{flow}_cny_10k"]), row[f"{flow}_yoy"])
        ]
        total += len(numbers)
        same += sum(cell == number for cell, number in zip(cells, numbers, strict=True))
    assert (same, total) == (186, 186)


def test_the_seven_regions_of_2024_add_up_to_the_country():
    rows = rows_of("2024", "tab-regions")
    assert [row[0] for row in rows] == ["华东", "华南", "华北", "西南", "华中", "东北", "西北"]
    _, whole = ranked()
    for column, flow in ((1, "total"), (6, "export"), (8, "import")):
        total = sum(Decimal(row[column]) for row in rows)
        # Seven numbers, each within 0.05.
        assert abs(total - Decimal(whole[f"{flow}_cny_10k"]) / 10**4) <= Decimal("0.35")
    assert abs(sum(Decimal(row[2]) for row in rows) - 100) <= Decimal("0.35")


# The ranking of 2025: amounts and growth as the monthly document prints them.


def monthly():
    """Return the document's rows of the year to date by name."""
    rows = [row for row in published("provincial_2025-11") if row["span"] == "ytd"]
    return {row["province"]: row for row in rows}


def test_the_ranking_of_2025_has_the_numbers_of_the_document():
    shown = {row[0]: row[1:] for row in rows_of("2025", "tab-ranking")}
    assert shown.keys() == monthly().keys()
    for name, row in monthly().items():
        expected = [row[column] for flow in FLOWS for column in (flow, f"{flow}_yoy")]
        cells = shown[name]
        assert [*cells[2:4], *cells[6:]] == expected, name


def test_the_ranking_of_2025_is_in_the_order_of_the_totals():
    rows = rows_of("2025", "tab-ranking")
    order = sorted(monthly(), key=lambda name: -Decimal(monthly()[name]["total"]))
    assert [row[0] for row in rows] == order
    assert [row[1] for row in rows] == [str(place) for place in range(1, 32)]


def test_the_moves_of_2025_are_those_of_the_printed_totals_and_growth():
    rows = list(monthly().values())
    totals = {row["province"]: Decimal(row["total"]) for row in rows}
    bases = {
        row["province"]: Decimal(row["total"]) / (1 + Decimal(row["total_yoy"]) / 100)
        for row in rows
    }
    now, before = (sorted(one, key=lambda name: -one[name]) for one in (totals, bases))
    moves = {name: before.index(name) - now.index(name) for name in now}
    assert {row[0]: int(row[2]) for row in rows_of("2025", "tab-ranking")} == moves
    # By hand: 湖北 rose from 15 to 12, 辽宁 fell from 12 to 15, 江西 from 18 to 20.
    assert (moves["湖北"], moves["辽宁"], moves["江西"]) == (3, -3, -2)


@pytest.mark.parametrize("year", YEARS)
def test_there_are_always_31_provinces(year):
    names = [row[0] for row in rows_of(year, "tab-ranking")]
    assert len(names) == 31
    assert sorted(names) == sorted(NAMES.values())
    assert "吉林" in names


@pytest.mark.parametrize("year", YEARS)
def test_the_city_of_jilin_is_nowhere(year):
    for end in ("html", "figures.csv", "ipynb"):
        text = built(f"annual_review/{year}.{end}").read_text(encoding="utf-8")
        assert "吉林市" not in text
        assert "\\u5409\\u6797\\u5e02" not in text


@pytest.mark.parametrize("year", YEARS)
def test_the_prose_tells_the_moves_of_the_table(year):
    rows = rows_of(year, "tab-ranking")
    for word, start, sign in (("上升", "位次上升的有", 1), ("下降", "位次下降的有", -1)):
        (said,) = re.findall(rf"{start}(.+?)。", prose(year))
        moves = re.findall(rf"([^（）、和]+)（{word} (\d+) 位，居第 (\d+) 位）", said)
        there = [row for row in rows if int(row[2]) * sign > 0]
        assert moves == [(row[0], row[2].removeprefix("-"), row[1]) for row in there]
        assert said.count("（") == len(there)


@pytest.mark.parametrize("year", YEARS)
def test_the_prose_tells_the_fastest_and_slowest_of_the_table(year):
    rows = sorted(rows_of(year, "tab-ranking"), key=lambda row: -Decimal(row[4]))
    ends = {"增速居前五位的是": rows[:5], "从最低起为": rows[:-6:-1]}
    for start, expected in ends.items():
        (said,) = re.findall(rf"{start}(.+?)。", prose(year))
        paces = [
            (name, growth if word == "增长" else f"-{growth}")
            for name, word, growth in re.findall(r"([^（）、和]+)（(增长|下降) ([\d.]+)%）", said)
        ]
        assert paces == [(row[0], row[4]) for row in expected]
    rising, falling = (sum(Decimal(row[4]) * sign > 0 for row in rows) for sign in (1, -1))
    assert f"31 个省市中，{rising} 个进出口上升，{falling} 个下降。" in prose(year)


@pytest.mark.parametrize("year", YEARS)
def test_the_prose_tells_the_widest_gaps_of_the_table(year):
    rows = rows_of(year, "tab-ranking")
    gaps = {row[0]: (ahead[0], row[6]) for ahead, row in itertools.pairwise(rows)}
    (near,) = re.findall(r"高出本位的比例：(.+?)。", prose(year))
    (far,) = re.findall(r"是排名中的断层：(.+?)。", prose(year))
    pattern = r"([^；]+?)比([^；]+?)高 ([\d.]+)%"
    assert re.findall(pattern, near) == [
        (gaps[row[0]][0], row[0], gaps[row[0]][1]) for row in rows[1:3]
    ]
    widest = sorted(gaps, key=lambda name: -Decimal(gaps[name][1]))[:5]
    assert re.findall(pattern, far) == [(gaps[name][0], name, gaps[name][1]) for name in widest]


# What the page says of its figures.

SAID = {
    "2024": "全国和各省市的数都是 2024 年全年的，各省市的以人民币计。",
    "2025": "全国的数是 2025 年全年的，以人民币计；各省市的数是 2025 年 1—11 月的，以美元计。"
    "两者期间和货币都不同，不能直接相比。数据中没有 2025 年全年的分省市数。",
}
IMPLIED = "上年同期的位次和数值由来源公布的同比变化反推。"
STORED = "上年同期的位次和数值取自此前发布的上年同期数。"


@pytest.mark.parametrize("year", YEARS)
def test_the_scope_says_which_period_and_currency(year):
    first = article(year).select_one(".tb-prose:not(.tb-lead)")
    assert told(first) == SAID[year]


@pytest.mark.parametrize(
    ("year", "said", "unsaid"), [("2024", IMPLIED, STORED), ("2025", STORED, IMPLIED)]
)
def test_the_page_says_where_last_years_ranks_are_from(year, said, unsaid):
    notes = told(article(year).find(id="tab-ranking").find(class_="tb-notes"))
    for text in (prose(year), notes):
        assert said in text
        assert unsaid not in text


@pytest.mark.parametrize(("year", "basis"), [("2024", "implied"), ("2025", "computed")])
def test_the_moves_are_of_that_basis(year, basis):
    cells = article(year).find(id="tab-ranking").find("tbody").find_all("td")
    names = [cell["data-figure"] for cell in cells if "data-figure" in cell.attrs]
    moves = [name for name in names if name.startswith("rank_change.")]
    assert len(moves) == 31
    assert {figures_of(f"annual_review/{year}")[name].basis for name in moves} == {basis}


@pytest.mark.parametrize(
    ("year", "unit", "whole"), [("2024", "亿元", "全国"), ("2025", "亿美元", "31 个省市合计")]
)
def test_the_ranking_names_unit_and_whole(year, unit, whole):
    found = article(year).find(id="tab-ranking")
    caption = told(found.find("figcaption"))
    assert caption.endswith(f"{PROVINCES[year]}各省市进出口额及排名（{unit}）")
    notes = told(found.find(class_="tb-notes"))
    assert f"金额为{unit}；" in notes
    assert close(f"份额以{whole}为整体。") in close(notes)


@pytest.mark.parametrize("year", YEARS)
def test_the_headings_carry_the_periods(year):
    heads = article(year).find_all(["h1", "h2", "h3"])
    said = [told(head).removesuffix("#").strip() for head in heads]
    assert said[0] == f"中国货物贸易年度回顾（{year} 年）"
    assert said[-2:] == ["数据与重算", "修订记录"]
    for subject in ("三、各省市排名", "四、七大区域"):
        # The title has the year: a section says how far it goes where that is not all of it.
        assert f"{subject}{'（截至 11 月）' if year == '2025' else ''}" in said
    for text in [told(article(year).find(id=f"tab-{one}")) for one in ("ranking", "regions")]:
        assert PROVINCES[year] in text


@pytest.mark.parametrize(("year", "tables", "pictures"), [("2024", 6, 6), ("2025", 7, 9)])
def test_tables_and_charts_are_numbered_in_order_without_gaps(year, tables, pictures):
    captions = [told(one) for one in article(year).find_all("figcaption")]
    for word, count in (("表", tables), ("图", pictures)):
        numbers = [int(found[1]) for one in captions if (found := re.match(rf"{word} (\d+)", one))]
        assert numbers == list(range(1, count + 1))
    assert len(captions) == tables + pictures


def printed_in(month, flows):
    """Return by name a row of the customs' table by country of a year, as printed."""
    return {
        row["partner"]: [Decimal(row[f"{flow}_cny_10k"]) for flow in flows]
        for row in published(f"partners_{month}")
        if row["span"] == "ytd" and row["partner"] in ("总值", "东帝汶", *PARTNERS.values())
    }


def test_growth_against_the_base_of_the_first_release_stands_in_a_table():
    now, before = (printed_in(month, FLOWS) for month in ("2025-12", "2024-12"))
    # ASEAN has had eleven members since October 2025; growth is of the eleven in both years.
    pair = zip(before["东南亚国家联盟"], before["东帝汶"], strict=True)
    before["东南亚国家联盟"] = [ten + one for ten, one in pair]
    rows = [row for row in rows_of("2025", "tab-revised") if row[0] in ("东盟", "拉美", "非洲")]
    shown = {row[0]: row[1:] for row in rows}
    names = {"东盟": "东南亚国家联盟", "拉美": "拉丁美洲", "非洲": "非洲"}
    stated = {row["partner"]: row for row in published("partners_2025-12") if row["span"] == "ytd"}
    for name, printed_name in names.items():
        pairs = zip(now[printed_name], before[printed_name], strict=True)
        stored = [str(half_up((value / base - 1) * 100, 1)) for value, base in pairs]
        printed_growth = [f"{stated[printed_name][f'{flow}_yoy']}*" for flow in FLOWS]
        expected = [cell for pair in zip(printed_growth, stored, strict=True) for cell in pair]
        assert shown[name] == expected
    assert article("2024").find(id="tab-revised") is None


@pytest.mark.parametrize("year", YEARS)
def test_every_figure_of_the_page_is_printed_from_the_downloadable_ones(year):
    figures = figures_of(f"annual_review/{year}")
    elements = article(year).find_all(attrs={"data-figure": True})
    assert len(elements) > 350
    for element in elements:
        name = element["data-figure"]
        number = figures[name]
        own = element["value" if element.name == "data" else "data-value"]
        assert own == number.value, name
        if element.name == "td" and element.find_parent(id="tab-quoted") is None:
            expected = printed(number.value, number.unit, number.step)
            # What the source rounded to 万亿元 stands in a table of 亿元.
            label = written(number.unit, number.step)[1]
            expected += label if label == " 万亿元" else ""
            mark = {"superseded": "†", "printed": "*"}.get(number.basis, "")
            assert element.get_text() in {expected, expected + mark}, name
            assert mark != "†" or element.get_text().endswith(mark), name


@pytest.mark.parametrize("year", YEARS)
def test_every_metric_is_defined_for_readers(year):
    figures = figures_of(f"annual_review/{year}").items()
    metrics = {name.split(".")[0] for name, number in figures if number.basis != "quoted"}
    assert {"rank_change", "gap", "surplus_growth", "share_change", "cagr"} <= metrics
    method = soup_of("method.html").find("article").get_text()
    for metric in metrics:
        words = chinese().tree(f"metrics.{metric}")
        assert {"name", "definition", "formula"} <= words.keys()
        assert words["name"] in method, metric


@pytest.mark.parametrize("year", YEARS)
def test_nothing_of_the_machinery_is_seen(year):
    text = article(year).get_text()
    assert article(year).find_all(class_="cell_input") == []
    assert "{" not in text
    assert re.findall(r"(?<![A-Za-z])(?:nan|inf|none|nat)(?![A-Za-z])", text, re.I) == []
    assert "Traceback" not in text


@pytest.mark.parametrize("year", YEARS)
def test_ids_are_unique_and_every_chart_has_a_text_alternative(year):
    page = soup_of(f"annual_review/{year}.html")
    ids = [element["id"] for element in page.find_all(id=True)]
    assert [one for one in ids if ids.count(one) > 1] == []
    charts = article(year).find_all("figure", class_="tb-chart")
    assert charts
    for chart in charts:
        label = chart.find(attrs={"role": "img"})["aria-label"]
        # The months of a trend begin a year before the last.
        assert (
            f"{year} 年" in label.partition("各月")[0]
            if "fig-trend" in chart["id"]
            else label.startswith(f"{year} 年")
        )
        assert "<" not in label
        assert chart.find("svg").find("text") is not None


def test_the_page_says_which_data_are_reconstructed_and_which_transcribed():
    for year in YEARS:
        titles = [told(one) for one in article(year).select(".tb-notice summary")]
        assert titles == ["本页数据为重构数据", "本页数据为转录数据"]


# The nation.

# From the article, and from the table by country; the surplus of 2025 by hand:
# 26.99 - 18.48, against 26.99 / 1.061 - 18.48 / 1.005.
CARDS = {
    "2024": [
        ("全国进出口", "43.85 万亿元", "同比增长 5.0%"),
        ("全国出口", "25.45 万亿元", "同比增长 7.1%"),
        ("全国进口", "18.39 万亿元", "同比增长 2.3%"),
        ("全国贸易顺差", "7.06 万亿元", "同比增长 22.0%"),
    ],
    "2025": [
        ("全国进出口", "45.47 万亿元", "同比增长 3.8%"),
        ("全国出口", "26.99 万亿元", "同比增长 6.1%"),
        ("全国进口", "18.48 万亿元", "同比增长 0.5%"),
        ("全国贸易顺差", "8.51 万亿元", "同比增长 20.7%"),
    ],
}


@pytest.mark.parametrize("year", YEARS)
def test_the_headline_is_the_nation(year):
    cards = article(year).find_all(class_="tb-card")
    parts = ("tb-label", "tb-value", "tb-moved")
    assert [tuple(told(card.find(class_=part)) for part in parts) for card in cards] == CARDS[year]


def test_the_table_of_the_nation_in_2025_is_the_customs_own():
    rows = [row[1:] for row in rows_of("2025", "tab-nation")]
    total, exports, imports = printed_in("2025-12", FLOWS)["总值"]
    amounts = [half_up(one / 10**4, 1) for one in (total, exports, imports, exports - imports)]
    growth = ["3.8", "6.1", "0.5", "20.7"]
    assert rows == [list(pair) for pair in zip(map(str, amounts), growth, strict=True)]
    assert "金额（亿元）" in told(article("2025").find(id="tab-nation").find("thead"))


PARTNERS = {
    "亚太经济合作组织": "亚太经济合作组织",
    "亚洲": "亚洲",
    "共建“一带一路”国家": "共建“一带一路”国家和地区",
    "RCEP": "区域全面经济伙伴关系协定（RCEP）成员国",
    "欧洲": "欧洲",
    "东盟": "东南亚国家联盟",
    "欧盟": "欧洲联盟",
    "北美洲": "北美洲",
    "美国": "美国",
    "拉美": "拉丁美洲",
    "中国香港": "中国香港",
    "非洲": "非洲",
    "韩国": "韩国",
    "日本": "日本",
    "中国台湾": "中国台湾",
}
"""The fifteen largest of the table by country, by the names in ours, largest first."""
STATED = {
    "装备制造业产品（出口）": ("export", "装备制造业产品"),
    "高技术产品（出口）": ("export", "高技术产品"),
    "跨境电商": ("total", "跨境电商"),
    "民营企业": ("total", "民营企业"),
    "外资企业": ("total", "外资企业"),
    "国有企业": ("total", "国有企业"),
    "外贸七大省市": ("total", "广东 江苏 浙江 上海 山东 北京 福建"),
    "粤港澳大湾区内地九市": ("total", "粤港澳大湾区内地9市"),
    "沿边九省区": ("total", "沿边9省区"),
}
"""Lines of the briefing that no table of the archive has, in 万亿元, which stands behind the amount."""


def test_the_table_of_members_has_what_the_table_by_country_prints():
    rows = {row[0]: row[1:] for row in rows_of("2025", "tab-members")}
    assert list(rows)[: len(PARTNERS)] == list(PARTNERS)
    lines = {row["partner"]: row for row in published("partners_2025-12") if row["span"] == "ytd"}
    whole = Decimal(lines["总值"]["total_cny_10k"])
    for name, theirs in PARTNERS.items():
        value, growth, share, *_ = rows[name]
        amount = Decimal(lines[theirs]["total_cny_10k"])
        assert value == str(half_up(amount / 10**4, 1))
        assert growth.removesuffix("*") == lines[theirs]["total_yoy"]
        assert share == str(half_up(amount / whole * 100, 1))


def test_the_table_of_members_has_what_the_briefing_alone_prints():
    lines = {(row["flow"], row["subject_zh"]): row for row in published("national_2025_facts")}
    rows = {row[0]: row[1:] for row in rows_of("2025", "tab-members")}
    assert {name for name, row in rows.items() if row[0].endswith(" 万亿元")} == {*STATED}
    for name, key in STATED.items():
        value, growth, share, _, contribution = rows[name]
        line = lines[key]
        stated = f"{line['growth_pct']}*" if line["growth_pct"] else "-"
        assert (value, growth) == (f"{line['value']} 万亿元", stated)
        for shown, column in ((share, "share_pct"), (contribution, "contribution_pp")):
            assert shown == (line[column] or shown), name
    # Stated in a note, and what has no growth has no contribution either.
    assert rows["民营企业"][3] == "1.8"
    for name in ("跨境电商", "国有企业"):
        assert [rows[name][place] for place in (1, 3, 4)] == ["-", "-", "-"]


# Quotations.


def quoted_rows():
    path = ROOT / "data" / "raw" / f"{QUOTED_FILE}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


QUALIFIED = {"": "{}", "above": "超过 {}", "near": "接近 {}", "about": "约 {}"}


def as_quoted(row):
    """Write a statement as the page should: with the digits and the reserve of its source."""
    label = " 个" if row["unit"] == "count" else written(row["unit"], row["step"])[1]
    amount = printed(row["value"], row["unit"], row["step"]) + label
    return QUALIFIED[row["qualifier"]].format(amount)


COMPUTED = {
    "2025年12月进口额的同比变化",
    "有贸易往来的国家和地区数",
    "贸易额逾万亿元的国家和地区数",
    "贸易额逾千亿元的国家和地区数",
    "贸易额逾百亿元的国家和地区数",
    "前十大贸易伙伴合计占比",
    "对共建“一带一路”国家出口额的同比变化",
    "对共建“一带一路”国家出口对出口增长的拉动",
    "自亚洲进口额的同比变化",
    "自拉美进口额的同比变化",
    "自非洲进口额的同比变化",
    "“新三样”产品出口额",
}
"""Statements that the customs' tables give: they are computed, and quoted no longer."""


def still_quoted():
    return [row for row in quoted_rows() if row["label"] not in COMPUTED]


def test_every_statement_is_quoted_as_its_source_puts_it():
    expected = [[row["label"], as_quoted(row)] for row in still_quoted()]
    assert sorted(rows_of("2025", "tab-quoted")) == sorted(expected)
    assert len(expected) == 48


@pytest.mark.parametrize(
    ("label", "text"),
    [
        ("“新三样”产品出口额比2020年增长的倍数", "3.5 倍"),
        ("“十四五”时期的进出口累计值", "超过 200 万亿元"),
        ("民营企业对“十四五”时期外贸增量的贡献率", "约 80%"),
        ("有进出口记录的经营主体数", "超过 78 万家"),
        ("前十大贸易伙伴合计占比的变化", "-2 个百分点"),
        ("进出口总值连续增长的时间", "9 年"),
        ("外资企业进出口额连续同比增长的时间", "7 个季度"),
        ("国有企业平均每家的进出口额", "9.4 亿元"),
        ("长三角地区占全国进出口的比重", "37.4%"),
        ("跨境电商进出口额比2020年的增幅", "69.7%"),
    ],
)
def test_a_statement_reads_like_the_briefing(label, text):
    assert [label, text] in rows_of("2025", "tab-quoted")


def quoted_table():
    return article("2025").find(id="tab-quoted")


def test_quotations_stand_in_their_table_only_and_alone():
    figures = figures_of("annual_review/2025")
    quoted = {name for name, number in figures.items() if number.basis == "quoted"}
    inside = [cell["data-figure"] for cell in quoted_table().find_all("td")]
    assert sorted(inside) == sorted(quoted)
    assert len(inside) == len(still_quoted())
    everywhere = [
        element["data-figure"] for element in article("2025").find_all(attrs={"data-figure": True})
    ]
    assert [name for name in everywhere if name in quoted] == inside
    assert len(everywhere) > len(inside)


def test_quotations_are_not_among_the_computed_figures():
    keys = ("metric", "measure", "period", "span", "flow", "region", "partner", "product")
    figures = figures_of("annual_review/2025")
    for row in still_quoted():
        name = ".".join(row[key] for key in keys)
        name += "" if row["enterprise"] == "_T" else f".{row['enterprise']}"
        assert (figures[name].basis, figures[name].sources) == ("quoted", QUOTED_FILE)
        assert Decimal(figures[name].value) == Decimal(row["value"])
    computed = [number for number in figures.values() if number.basis != "quoted"]
    assert [number for number in computed if QUOTED_FILE in number.sources] == []


ONLY_QUOTED = (
    "锂电池 风力发电机组 自主品牌产品 工业机器人 专用装备 高端机床 电脑零部件 "
    "金属矿砂 干鲜瓜果 食用植物油 长三角"
)
"""Whatever the briefing gives no amount of."""


def test_what_is_only_quoted_is_not_told_elsewhere():
    text = article("2025").get_text()
    elsewhere = text.replace(quoted_table().get_text(), "")
    assert len(elsewhere) < len(text)
    for name in ONLY_QUOTED.split(" "):
        assert name in quoted_table().get_text()
        assert name not in elsewhere


def test_the_table_of_quotations_names_its_source():
    path = ROOT / "data" / "raw" / f"{QUOTED_FILE}.meta.yml"
    meta = yaml.safe_load(path.read_text(encoding="utf-8"))
    notes = told(quoted_table().find(class_="tb-notes"))
    expected = f"引自：{meta['title']}（{meta['producer']}；{meta['released']}）。"
    assert close(notes) == close(expected)
    assert meta["title"].startswith("国务院新闻办公室新闻发布会")
    before = quoted_table().find_previous(class_="tb-prose")
    assert "照来源的说法引用，不是本站的计算结果" in told(before)


def test_2024_quotes_what_the_article_states_and_nothing_computes():
    rows = dict(rows_of("2024", "tab-quoted"))
    assert len(rows) == 29
    assert rows["浙江进出口额（美元值）1994—2024年的增长倍数"] == "82.32 倍"
    assert rows["广东进出口额连续居各省市首位的时间"] == "39 年"
    assert rows["甘肃的贸易伙伴（国家和地区）个数"] == "超过 150 个"
    assert rows["青海多晶硅出口额比上年增长的倍数"] == "73.7 倍"
    figures = figures_of("annual_review/2024").values()
    assert {one.sources for one in figures if one.basis == "quoted"} == {"annual-2024-quoted"}
