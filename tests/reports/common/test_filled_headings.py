"""Headings that a notebook shows by code."""

import pytest

from helpers.core.errors import BuildError
from helpers.presentation.locale.words import chinese, english
from helpers.reports.common.page_headings import ANCHOR_TYPE, Heading, heading_of

TEXTS = {"month": "2024 年 1 月", "region": "*北京*"}


def test_a_heading_is_markdown_with_its_places_filled_by_text():
    heading = Heading.filled("## 一、{{ region }}{{ month }}", TEXTS)
    filled = r"## 一、\*北京\*2024 年 1 月"
    assert heading._repr_mimebundle_() == {"text/markdown": filled, "text/plain": filled}


def test_a_place_with_a_misspelt_name_is_told_in_one_line():
    with pytest.raises(BuildError) as caught:
        Heading.filled("# {{ mnth }}", TEXTS)
    assert (
        str(caught.value)
        == "heading '# {{ mnth }}': 'mnth' is undefined; its places: month, region"
    )


def places(words):
    return {"month": words.period("2025-11", "month"), "partner": words.partner("ASEAN")}


@pytest.mark.parametrize(
    ("template", "zh", "en"),
    [
        ("## members", "## 二、区域成员", "## 2. Members"),
        # Of the report's own headings none is called so.
        ("## trend", "## 走势", "## Trend"),
        (
            "# title",
            "# 中国与东盟货物贸易月度报告（2025 年 11 月）",
            "# China's goods trade with ASEAN: monthly report, November 2025",
        ),
    ],
)
def test_a_heading_is_looked_up_by_its_key_in_the_language_of_the_run(template, zh, en):
    shown = heading_of(chinese(), "partner", template, places)
    assert shown._repr_mimebundle_() == {"text/markdown": zh, "text/plain": zh}
    other = heading_of(english(), "partner", template, places)
    assert other._repr_mimebundle_() == {
        "text/markdown": en,
        "text/plain": en,
        ANCHOR_TYPE: zh,
    }


def test_a_text_of_an_earlier_release_is_filled_whatever_the_language():
    heading = heading_of(english(), "partner", "## 走势（{{ month }}）", places)
    assert heading.text == "## 走势（November 2025）"
