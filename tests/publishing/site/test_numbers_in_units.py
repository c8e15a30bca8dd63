"""Every number of tables and prose is its figure, in the unit that stands with it: in each language."""

import re
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from testbed import SITE, built

from helpers.indicators.figures import read_figures

POWERS = {
    "": {"CNY": 8, "USD": 8, "piece": 4, "ton": 0},
    "en": {"CNY": 9, "USD": 9, "piece": 6, "ton": 0},
}
"""Powers of ten of the units of tables that name one for the whole: 亿, 万; billion, million."""

UNNAMED = ("CNY", "USD", "percent", "points", "places", "count")
"""Units of numbers that a row with a unit of quantity has besides."""

FRONTS = {"": {"万": 4, "亿": 8}, "en": {"million ": 6, "billion ": 9}}
"""The same of what stands before a unit of quantity in its row."""

TENS = 10
SAID = {"million": 6, "billion": 9, "trillion": 12}
AMOUNT = re.compile(r"(-?)(?:US\$)?([\d,]+(?:\.\d+)?)(?: (million|billion|trillion)\b)?")
NUMBER = re.compile(r"-?[\d,]+(?:\.\d+)?")


def pages(language):
    """Return the editions and profiles in a language that have figures."""
    built("index.html")
    found = sorted((SITE / language).glob("*/*.figures.csv"))
    return [path.with_name(path.name.removesuffix(".figures.csv")) for path in found]


def opened(page):
    text = page.with_name(f"{page.name}.figures.csv").read_text(encoding="utf-8-sig")
    html = page.with_name(f"{page.name}.html").read_text(encoding="utf-8")
    return BeautifulSoup(html, "html.parser"), {one.id: one.unit for one in read_figures(text)}


def is_rounded(text, value, power):
    """Return whether a printed number is a value in a unit, by the digits that it has."""
    printed = Decimal(text.replace(",", ""))
    half = Decimal(1).scaleb(printed.as_tuple().exponent) / 2
    return abs(printed - Decimal(value).scaleb(-power)) <= half


def power_of(cell, unit, language):
    """Return the power of ten of the unit that a quantity's row names, else of its table's."""
    named = cell.parent.select_one("td.name")
    if named is None or unit in UNNAMED or "/" in unit:
        return POWERS[language].get(unit, 0)
    fronts = FRONTS[language].items()
    return next((power for front, power in fronts if named.get_text().startswith(front)), 0)


@pytest.mark.parametrize("language", ["", "en"])
def test_every_number_of_a_table_is_its_figure_in_the_unit_it_names(language):
    wrong, seen = [], 0
    for page in pages(language):
        content, units = opened(page)
        for cell in content.select("td[data-figure]"):
            text = re.sub(r"[†*\s\xa0]", "", cell.get_text())
            if not cell.get("data-value") or not NUMBER.fullmatch(text):
                continue
            seen += 1
            power = power_of(cell, units[cell["data-figure"]], language)
            if not is_rounded(text, cell["data-value"], power):
                wrong.append((str(page), cell["data-figure"], cell["data-value"], text, power))
    assert wrong == []
    assert seen > 20_000


def test_every_number_of_english_prose_is_its_figure_in_the_unit_it_names():
    wrong, seen = [], 0
    for page in pages("en"):
        content, _ = opened(page)
        for element in content.select("article data[data-figure]"):
            found = AMOUNT.match(element.get_text())
            if not element["value"] or not found:
                wrong.append((str(page), element["data-figure"], element.get_text()))
                continue
            seen += 1
            sign, number, size = found.groups()
            # A direction is said in words: "down 3.2%", "a deficit of".
            value = element["value"] if sign else element["value"].removeprefix("-")
            power, printed = SAID.get(size, 0), Decimal(number.replace(",", ""))
            if size == "million" and printed >= TENS and "." not in number:
                # The digits are those of a billion with two decimals: the last is of ten millions.
                number, power = str(printed / TENS), power + 1
            if not is_rounded(sign + number, value, power):
                wrong.append((str(page), element["data-figure"], value, element.get_text()))
    assert wrong == []
    assert seen > 4_000


@pytest.mark.parametrize(
    ("text", "value", "power", "right"),
    [
        ("22.671", "22.671", 0, True),
        # What stood under tonnes was the number of kilograms.
        ("22671", "22.671", 0, False),
        ("7,256.3", "725634000000", 8, True),
        ("7,256.3", "725634000000", 9, False),
        ("725.63", "725634000000", 9, True),
        ("725.62", "725634000000", 9, False),
    ],
)
def test_the_check_finds_another_unit_and_another_digit(text, value, power, right):
    assert is_rounded(text, value, power) == right
