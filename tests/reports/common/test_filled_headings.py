"""Headings that a notebook shows by code."""

import pytest

from helpers.core.errors import BuildError
from helpers.reports.common.blocks import Heading

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
