"""No number of the prose is typed in: each is a figure of the page, printed and told aright."""

import re
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from workshops import SITE, UNITS, built, figures_of, printed, soup_of

ALLOWED = (r"(?:19|20)\d\d 年 (?:1—)?\d{1,2} 月", r"31 个省市")
"""What may stand in a sentence without being a figure: the period, and how many provinces are."""

RISES = {
    "growth": "增长",
    "change": "增加",
    "contribution": "拉高",
    "unit_value_growth": "增长",
    "price_points": "拉高",
    "quantity_points": "拉高",
    "balance": "顺差",
    "share_change": "上升",
}
FALLS = {
    "growth": "下降",
    "change": "减少",
    "contribution": "拉低",
    "unit_value_growth": "下降",
    "price_points": "拉低",
    "quantity_points": "拉低",
    "balance": "逆差",
    "share_change": "下降",
}
COUNTS = {"rising": "上升", "falling": "下降", "unchanged": "持平"}


def stray_numbers(prose):
    """Return what is left of the numbers of some prose without its figures."""
    text = BeautifulSoup(str(prose), "html.parser")
    for element in text.find_all("data"):
        element.replace_with("□")
    bare = text.get_text()
    for pattern in ALLOWED:
        bare = re.sub(pattern, "", bare)
    return re.findall(r"[\d.,]*\d[\d.,]*", bare)


def kind_of(name):
    metric, flow = name.split(".")[0], name.split(".")[4]
    return "balance" if (metric, flow) == ("level", "balance") else metric


def before(element):
    """Return the text of the same paragraph or card that stands before a figure."""
    previous = element.previous_sibling
    return str(previous) if previous is not None else ""


def fault_of(element, figures):
    """Return what is wrong with one figure of the prose, or None."""
    name, text = element["data-figure"], element.get_text()
    if name not in figures:
        return f"{name}: not among the page's figures"
    value, unit = figures[name]
    if element["value"] != value:
        return f"{name}: has {element['value']}, the figures have {value}"
    exact, kind = printed(value, unit), kind_of(name)
    if kind in RISES and "tb-value" not in element.parent.get("class", []):
        word = (RISES if Decimal(value) > 0 else FALLS)[kind]
        whole = (
            "(?:(?:全国| 31 个省市合计)?(?:出口|进口|进出口)增速)?"
            if kind == "contribution"
            else ""
        )
        pattern = f"{word}{whole} $"
        if Decimal(exact) == 0 or not re.search(pattern, before(element)):
            return f"{name}: {value} stands behind '{before(element)[-12:]}'"
        exact = exact.removeprefix("-")
    if kind in COUNTS:
        following = str(element.next_sibling or "")
        if not re.match(rf" 个(?:出口|进口)?{COUNTS[kind]}", following):
            return f"{name}: a count of {kind} stands before '{following[:12]}'"
    expected = exact + UNITS[unit][1]
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
    assert len(found) >= 5, f"{edition}: only {len(found)} pieces of prose"
    return found


def test_there_are_editions_to_look_at():
    assert "provincial/2025-11" in editions()


def test_no_number_of_the_prose_is_without_a_figure():
    stray = {
        edition: [number for prose in proses(edition) for number in stray_numbers(prose)]
        for edition in editions()
    }
    assert {edition: numbers for edition, numbers in stray.items() if numbers} == {}


def test_every_number_of_the_prose_is_its_figure_and_its_direction_the_right_one():
    checked = 0
    for edition in editions():
        figures = figures_of(edition)
        for element in soup_of(f"{edition}.html").find("article").find_all("data"):
            assert fault_of(element, figures) is None
            checked += 1
    assert checked > 100


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
FIGURES = {
    GROWTH: ("-6.85", "percent"),
    CHANGE: ("4683490861.0", "USD"),
    BALANCE: ("-250000000.0", "USD"),
    PULL: ("1.25", "points"),
    RISING: ("19.0", "count"),
}


def paragraph(name, value, text, front="", behind=""):
    page = f'<p>{front}<data data-figure="{name}" value="{value}">{text}</data>{behind}</p>'
    return BeautifulSoup(page, "html.parser").find("data")


@pytest.mark.parametrize(
    ("name", "text", "front", "behind"),
    [
        (GROWTH, "6.9%", "同比下降 ", ""),
        (CHANGE, "46.8 亿美元", "增加 ", ""),
        (BALANCE, "2.5 亿美元", "货物贸易逆差 ", ""),
        (PULL, "1.3 个百分点", "拉高全国出口增速 ", ""),
        (RISING, "19", "31 个省市中，", " 个出口上升"),
    ],
)
def test_the_check_lets_right_sentences_pass(name, text, front, behind):
    element = paragraph(name, FIGURES[name][0], text, front, behind)
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
        (PULL, "1.25", "1.2 个百分点", "拉高全国出口增速 ", ""),
        (RISING, "19.0", "19", "31 个省市中，", " 个出口下降"),
        (RISING, "19.0", "19.0", "31 个省市中，", " 个出口上升"),
    ],
)
def test_the_check_finds_wrong_sentences(name, value, text, front, behind):
    assert fault_of(paragraph(name, value, text, front, behind), FIGURES) is not None


@pytest.mark.parametrize(
    ("text", "stray"),
    [
        ("2025 年 11 月，31 个省市合计进出口 <data>5490.2 亿美元</data>。", []),
        ("2025 年 1—11 月，出口额居前三位的是", []),
        ("出口 725.6 亿美元", ["725.6"]),
        ("19 个出口上升", ["19"]),
        ("32 个省市", ["32"]),
        ("进口 1,145.4 亿美元", ["1,145.4"]),
        ("增长７%", ["７"]),
    ],
)
def test_the_check_finds_typed_numbers(text, stray):
    assert stray_numbers(f"<p>{text}</p>") == stray
