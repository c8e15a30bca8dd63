"""No number of the prose is typed in: each is a figure of the page, printed and told aright."""

import re
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from testbed import SITE, Number, built, figures_of, printed, soup_of, told_step, written

ALLOWED = (
    r"(?<!\d)(?:19|20)\d\d 年 (?:1—)?\d{1,2} 月",
    r"(?<!\d)(?:19|20)\d\d 年(?:全年)?",
    r"31 个省市",
    r"(?<=盟包括 )(?:11|27) 个国家和地区",
    r"(?<=海关地区代码 )\d\d(?=，)",
    r"(?<=，是 HS )\d{4} 编码 \d+(?= 的商品)",
    r"(?<=在品目 )\d{4}(?=（)",
    r"(?<=现包括 )\d+ 个贸易伙伴(?=：)",
)
"""What may stand in a sentence without being a figure: a period, how many provinces or members there are, a code."""

WORDS = {
    "growth": ("增长", "下降"),
    "growth_stored": ("增长", "下降"),
    "growth_since_base": ("增长", "下降"),
    "cagr": ("增长", "下降"),
    "surplus_growth": ("增长", "下降"),
    "unit_value_growth": ("增长", "下降"),
    "change": ("增加", "减少"),
    "contribution": ("拉高", "拉低"),
    "price_points": ("拉高", "拉低"),
    "quantity_points": ("拉高", "拉低"),
    "balance": ("顺差 ", "逆差（净进口）"),
    "surplus_change": ("扩大", "收窄"),
    "share_change": ("上升", "下降"),
    "rank_change": ("上升", "下降"),
}
"""The words before a figure that rose, and before one that fell."""

BEFORE = {"rank": ("居第 ", "在第 ", "与第 "), "gap": ("高 ",)}
"""What may stand before a figure that has no direction: a rank alone, and the ends of a range of ranks."""

BEHIND = {
    "rising": r" 个(?:进出口|出口|进口)?上升",
    "falling": r" 个(?:进出口|出口|进口)?下降",
    "unchanged": r" 个(?:进出口|出口|进口)?持平",
    "record": r" 年中最高",
    "run_years": r" 年里逐年增长",
}
"""What stands behind a count."""

WHOLE = "(?:(?:全国| 31 个省市合计)?(?:出口|进口|进出口)增速 |[^，；。]*（)"
"""What a contribution may be said to raise, or who raises it; its number stands behind it."""
LEVEL = "拉动"
"""What is said of a contribution that rounds to nothing."""
SUPERSEDED = "†"
"""Stands behind what is computed against a base as first released, which was revised since."""


def stray_numbers(prose):
    """Return what is left of the numbers of some prose without its figures."""
    text = BeautifulSoup(str(prose), "html.parser")
    for element in text.find_all("data"):
        element.replace_with("□")
    bare = text.get_text()
    for pattern in ALLOWED:
        bare = re.sub(pattern, "", bare)
    return re.findall(r"[\d.,]*\d[\d.,]*", bare)


def kind_of(name, front=""):
    metric, flow = name.split(".")[0], name.split(".")[4]
    if metric == "change" and re.search("(?:扩大|收窄) $", front):
        return "surplus_change"
    return "balance" if metric in ("level", "base") and flow == "balance" else metric


def moved(name, figures, kind):
    """Return a number of the sign of a figure's words: a surplus or deficit widens away from nothing."""
    own = Decimal(figures[name].value)
    if kind != "surplus_change":
        return own
    return own * Decimal(figures["level." + name.partition(".")[2]].value)


def before(element):
    """Return the text of the same paragraph or card that stands before a figure."""
    previous = element.previous_sibling
    return str(previous) if previous is not None else ""


def misplaced(element, number, exact, kind, sign):
    """Tell of a figure with the wrong words around it: rises that fall, counts of something else."""
    front, following = before(element), str(element.next_sibling or "")
    card = element.find_parent(class_="tb-card")
    if kind == "balance" and card is not None and "tb-value" in element.parent["class"]:
        label = card.find(class_="tb-label").get_text()
        if not label.endswith(WORDS[kind][sign < 0][:2]):
            return f"{number.value} stands in the card '{label}'"
    if kind in WORDS and "tb-value" not in element.parent.get("class", []):
        word = WORDS[kind][sign < 0] if Decimal(exact) else LEVEL
        gap = f"(?:{WHOLE}| )" if kind == "contribution" else "" if kind == "balance" else " "
        pattern = f"{word}{gap}$"
        if not re.search(pattern, front):
            return f"{number.value} stands behind '{front[-12:]}'"
    if kind in BEFORE and not front.endswith(BEFORE[kind]):
        return f"a {kind} stands behind '{front[-12:]}'"
    if kind in BEHIND and not re.match(BEHIND[kind], following):
        return f"a count of {kind} stands before '{following[:12]}'"
    if kind.startswith(("record", "run_")) and Decimal(number.value) < 2:
        return f"a {kind} of {number.value} is none"
    return None


def fault_of(element, figures):
    """Return what is wrong with one figure of the prose, or None."""
    name, text = element["data-figure"], element.get_text()
    if name not in figures:
        return f"{name}: not among the page's figures"
    number, kind = figures[name], kind_of(name, before(element))
    if element["value"] != number.value:
        return f"{name}: has {element['value']}, the figures have {number.value}"
    step = told_step(number.value, number.unit, number.step)
    exact = printed(number.value, number.unit, step)
    fault = misplaced(element, number, exact, kind, moved(name, figures, kind))
    if fault:
        return f"{name}: {fault}"
    if kind in WORDS and ("tb-value" not in element.parent.get("class", []) or kind == "balance"):
        exact = exact.removeprefix("-")
    mark = SUPERSEDED if number.basis == "superseded" else ""
    expected = exact + written(number.unit, step)[1] + mark
    return None if text == expected else f"{name}: reads '{text}', is '{expected}'"


def editions():
    """Return the editions on the site: the pages that have figures to download."""
    built("index.html")
    return [
        str(path.relative_to(SITE)).removesuffix(".figures.csv")
        for path in sorted(SITE.glob("*/*.figures.csv"))
    ]


def proses(edition):
    found = soup_of(f"{edition}.html").find_all(class_="tb-prose")
    least = 4 if edition.partition("/")[0] in ("asean", "eu", "usa") else 5
    assert len(found) >= least, f"{edition}: only {len(found)} pieces of prose"
    return found


def test_there_are_editions_to_look_at():
    assert {"provincial/2025-11", "annual_review/2024", "annual_review/2025"} <= set(editions())


def test_no_number_of_the_prose_is_without_a_figure():
    stray = {
        edition: [number for prose in proses(edition) for number in stray_numbers(prose)]
        for edition in editions()
    }
    assert {edition: numbers for edition, numbers in stray.items() if numbers} == {}


def test_a_group_is_said_to_have_as_many_partners_as_are_named():
    counted = 0
    for edition in editions():
        for prose in proses(edition):
            for count, names in re.findall(
                r"现包括 (\d+) 个贸易伙伴：([^。]+)。", prose.get_text()
            ):
                assert len(names.split("、")) == int(count), edition
                counted += 1
    assert counted > 9


def test_every_number_of_the_prose_is_its_figure_and_its_direction_the_right_one():
    for edition in editions():
        figures = figures_of(edition)
        found = soup_of(f"{edition}.html").find("article").find_all("data")
        faults = [fault_of(element, figures) for element in found]
        assert [fault for fault in faults if fault] == [], edition
        # The table by location has totals alone, January one span; a profile is short.
        least = (
            20 if edition.partition("/")[0] in ("beijing_location", "guangdong", "profile") else 40
        )
        assert len(found) > least, f"{edition}: only {len(found)} figures in the prose"


def test_every_figure_of_the_prose_can_be_found_by_its_name():
    for edition in editions():
        for prose in proses(edition):
            for element in prose.find_all("data"):
                assert element["class"] == ["tb-figure"]
                assert "" not in (element["data-figure"], element["value"])


GROWTH = "growth.value.2025-11.month.export.44._T._T"
CHANGE = "change.value.2025-11.month.export.44._T._T"
BALANCE = "level.value.2025-11.month.balance._T._T._T"
PULL = "contribution.value.2025-11.month.export.44._T._T"
RISING = "rising.value.2025-11.month.export._T._T._T"
YEAR = "value.2025-12.ytd"
TOTAL = f"level.{YEAR}.total._T._T._T"
GROUP = f"level.{YEAR}.total._T.BRI._T"
SURPLUS = f"surplus_growth.{YEAR}.balance._T._T._T"
STORED = f"growth_stored.{YEAR}.import._T._T._T"
PLAN = f"cagr.{YEAR}.total._T._T._T"
PLACE = f"rank.{YEAR}.total.34._T._T"
MOVE = f"rank_change.{YEAR}.total.42._T._T"
FALL = f"rank_change.{YEAR}.total.21._T._T"
RECORD = f"record.{YEAR}.export._T._T._T"
NO_RECORD = f"record.{YEAR}.import._T._T._T"
RUN = f"run_years.{YEAR}.total._T._T._T"
REGION = f"contribution.{YEAR}.total.south._T._T"
WIDER = f"change.{YEAR}.balance._T.502._T"
DEFICIT = f"level.{YEAR}.balance._T.502._T"
OLD_BASE = f"growth.{YEAR}.total._T.502._T"
FIGURES = {
    WIDER: Number("-100000000.0", "CNY"),
    DEFICIT: Number("-250000000.0", "CNY"),
    OLD_BASE: Number("2.5", "percent", basis="superseded"),
    GROWTH: Number("-6.85", "percent"),
    CHANGE: Number("4683490861.0", "USD"),
    BALANCE: Number("-250000000.0", "USD"),
    PULL: Number("1.25", "points"),
    RISING: Number("19.0", "count"),
    TOTAL: Number("45470000000000.0", "CNY", "10000000000.0"),
    GROUP: Number("23600000000000.0", "CNY", "100000000000.0"),
    SURPLUS: Number("-20.65", "percent"),
    STORED: Number("0.477", "percent"),
    PLAN: Number("7.1286", "percent"),
    PLACE: Number("9.0", "places"),
    MOVE: Number("3.0", "places"),
    FALL: Number("-3.0", "places"),
    RECORD: Number("3.0", "count"),
    NO_RECORD: Number("0.0", "count"),
    RUN: Number("2.0", "count"),
    REGION: Number("2.2148", "points"),
}


def value_of(name):
    return FIGURES[name].value


def paragraph(name, value, text, front="", behind=""):
    page = f'<p>{front}<data data-figure="{name}" value="{value}">{text}</data>{behind}</p>'
    return BeautifulSoup(page, "html.parser").find("data")


@pytest.mark.parametrize(
    ("name", "text", "front", "behind"),
    [
        (GROWTH, "6.9%", "同比下降 ", ""),
        (CHANGE, "46.8 亿美元", "增加 ", ""),
        (BALANCE, "2.5 亿美元", "货物贸易逆差（净进口）", ""),
        (PULL, "1.3 个百分点", "拉高全国出口增速 ", ""),
        (RISING, "19", "31 个省市中，", " 个出口上升"),
        (RISING, "19", "31 个省市中，", " 个进出口上升"),
        (TOTAL, "45.47 万亿元", "全国进出口 ", ""),
        (GROUP, "23.6 万亿元", "国家 ", ""),
        (SURPLUS, "20.7%", "比上年下降 ", ""),
        (STORED, "0.5%", "进口同比增长 ", ""),
        (PLAN, "7.1%", "年均增长 ", ""),
        (PLACE, "9 位", "，居第 ", "）"),
        (MOVE, "3 位", "湖北（上升 ", ""),
        (FALL, "3 位", "辽宁（下降 ", ""),
        (RECORD, "3", "出口额在有数据的 ", " 年中最高"),
        (RUN, "2", "出口在有数据的最近 ", " 年里逐年增长"),
        (REGION, "2.2 个百分点", "拉高进出口增速 ", ""),
        (REGION, "2.2 个百分点", "，拉高最多的是华南（", ""),
        (WIDER, "1.0 亿元", "逆差 2.5 亿元，比上年同期扩大 ", ""),
        (OLD_BASE, "2.5%†", "同比增长 ", ""),
    ],
)
def test_the_check_lets_right_sentences_pass(name, text, front, behind):
    element = paragraph(name, value_of(name), text, front, behind)
    assert fault_of(element, FIGURES) is None


@pytest.mark.parametrize(
    ("name", "value", "text", "front", "behind"),
    [
        (GROWTH, "-6.85", "6.9%", "同比增长 ", ""),  # wrong direction
        (GROWTH, "-6.85", "6.8%", "同比下降 ", ""),  # rounded to even
        (GROWTH, "-6.85", "-6.9%", "同比下降 ", ""),  # the sign said twice
        (GROWTH, "-6.85", "6.9", "同比下降 ", ""),  # no unit
        (GROWTH, "-6.9", "6.9%", "同比下降 ", ""),  # a value already rounded
        (GROWTH, "-6.85", "6.9%", "同比", ""),  # no direction
        (GROWTH.replace("44", "33"), "-6.85", "6.9%", "同比下降 ", ""),  # no such figure
        (CHANGE, "4683490861.0", "46.8 亿美元", "减少 ", ""),
        (CHANGE, "4683490861.0", "46.8 亿元", "增加 ", ""),
        (BALANCE, "-250000000.0", "2.5 亿美元", "货物贸易顺差 ", ""),
        (PULL, "1.25", "1.3 个百分点", "拉低全国出口增速 ", ""),
        (PULL, "1.25", "1.3 个百分点", "拉低最多的是广东（", ""),
        (PULL, "1.25", "1.3 个百分点", "拉高最多的是江苏，广东（", ""),
        (WIDER, "-100000000.0", "1.0 亿元", "比上年同期收窄 ", ""),
        (OLD_BASE, "2.5", "2.5%", "同比增长 ", ""),  # the mark is missing
        (GROWTH, "-6.85", "6.9%†", "同比下降 ", ""),  # a mark for nothing
        (PULL, "1.25", "1.2 个百分点", "拉高全国出口增速 ", ""),
        (RISING, "19.0", "19", "31 个省市中，", " 个出口下降"),
        (RISING, "19.0", "19.0", "31 个省市中，", " 个出口上升"),
    ],
)
def test_the_check_finds_wrong_sentences(name, value, text, front, behind):
    assert fault_of(paragraph(name, value, text, front, behind), FIGURES) is not None


@pytest.mark.parametrize(
    ("name", "text", "front", "behind"),
    [
        (TOTAL, "454700.0 亿元", "全国进出口 ", ""),  # more digits than the source gave
        (TOTAL, "45.5 万亿元", "全国进出口 ", ""),  # fewer
        (TOTAL, "45.47 万亿美元", "全国进出口 ", ""),
        (GROUP, "23.60 万亿元", "国家 ", ""),
        (SURPLUS, "20.7%", "比上年增长 ", ""),
        (SURPLUS, "20.6%", "比上年下降 ", ""),  # rounded to even
        (SURPLUS, "-20.7%", "比上年 ", ""),
        (STORED, "0.5%", "进口同比下降 ", ""),
        (STORED, "0.5%", "进口 ", ""),
        (PLAN, "7.1%", "年均下降 ", ""),
        (PLAN, "7.1 个百分点", "年均增长 ", ""),
        (PLACE, "9", "，居第 ", "）"),  # no unit
        (PLACE, "9 位", "，上升 ", "）"),  # a rank told as a move
        (MOVE, "3 位", "湖北（下降 ", ""),
        (MOVE, "3 位", "湖北（居第 ", ""),  # a move told as a rank
        (MOVE, "3 个", "湖北（上升 ", ""),
        (FALL, "3 位", "辽宁（上升 ", ""),
        (FALL, "-3 位", "辽宁（下降 ", ""),  # the sign said twice
        (RECORD, "3", "出口（", " 年增长"),
        (NO_RECORD, "0", "进口额在有数据的 ", " 年中最高"),  # no record at all
        (RUN, "2", "出口在有数据的最近 ", " 个月里逐月增长"),
        (REGION, "2.2 个百分点", "拉低进出口增速 ", ""),
        (REGION, "2.2%", "拉高进出口增速 ", ""),
    ],
)
def test_the_check_finds_wrong_sentences_of_a_year(name, text, front, behind):
    assert fault_of(paragraph(name, value_of(name), text, front, behind), FIGURES) is not None


@pytest.mark.parametrize(
    ("value", "unit", "step", "text"),
    [
        ("45470000000000.0", "CNY", "10000000000.0", "45.47 万亿元"),
        ("23600000000000.0", "CNY", "100000000000.0", "23.6 万亿元"),
        ("200000000000000.0", "CNY", "1000000000000.0", "200 万亿元"),
        ("940000000.0", "CNY", "10000000.0", "9.4 亿元"),  # as fine as the usual print
        ("9112635050000.0", "CNY", "10000.0", "91126.4 亿元"),
        ("4500000.0", "CNY", "", "0.05 亿元"),
        ("780000.0", "firms", "10000.0", "78 万家"),
        ("3.5", "times", "0.1", "3.5 倍"),
        ("82.316", "times", "", "82.32 倍"),
        ("40.0", "percent", "10.0", "40%"),
        ("48.7", "percent", "0.1", "48.7%"),
        ("-2.0", "points", "1.0", "-2 个百分点"),
        ("9.0", "years", "1.0", "9 年"),
        ("3.0", "quarters", "1.0", "3 个季度"),
        ("7.0", "months", "1.0", "7 个月"),
        ("-3.0", "places", "", "-3 位"),
        ("14.0", "count", "1.0", "14"),
        ("", "percent", "", "-%"),
    ],
)
def test_the_check_prints_each_unit(value, unit, step, text):
    assert printed(value, unit, step) + written(unit, step)[1] == text


@pytest.mark.parametrize(
    ("text", "stray"),
    [
        ("2025 年 11 月，31 个省市合计进出口 <data>5490.2 亿美元</data>。", []),
        ("2025 年 1—11 月，出口额居前三位的是", []),
        ("2024 年全年，与五年规划的基年 2020 年相比，进出口增长", []),
        ("2025 年 12 月当月，全国进出口", []),
        ("从 2021 年起的五年，累计 200 万亿元", ["200"]),
        ("2024 年 5 亿元", ["5"]),
        ("2024 个国家", ["2024"]),
        ("12024 年", ["12024"]),
        ("上升 1 位，居第 9 位", ["1", "9"]),
        ("出口 725.6 亿美元", ["725.6"]),
        ("19 个出口上升", ["19"]),
        ("32 个省市", ["32"]),
        ("进口 1,145.4 亿美元", ["1,145.4"]),
        ("增长７%", ["７"]),
    ],
)
def test_the_check_finds_typed_numbers(text, stray):
    assert stray_numbers(f"<p>{text}</p>") == stray
