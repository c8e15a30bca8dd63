"""Drawing: the same wherever it is done."""

import contextvars
import json
import os
import re
import subprocess
import sys
import textwrap

import pytest

from helpers.core.errors import BuildError
from helpers.core.workers import process_pool
from helpers.presentation.charts.drawing import draw, drawing_in, svg_of, with_drawings
from helpers.presentation.fonts import MEASURED


def bars(*names):
    """Return bars with names on an axis, nothing else beside them; one size of text, in pixels."""
    return {
        "data": {"values": [{"name": name, "value": 1} for name in names]},
        "mark": "bar",
        "width": 100,
        "height": 20 * len(names),
        "encoding": {
            "y": {
                "field": "name",
                "type": "nominal",
                "axis": {"title": None, "labelFontSize": 10, "labelLimit": 0},
            },
            "x": {"field": "value", "type": "quantitative", "axis": None},
        },
        "config": {"font": MEASURED, "axis": {"labelPadding": 0, "ticks": False}},
        "padding": 0,
    }


def room(*names):
    """Return how much wider a drawing is than its bars: the width of its longest name."""
    return float(re.search(r'width="([\d.]+)"', svg_of(bars(*names)))[1]) - 100


def test_a_chinese_character_is_as_wide_as_the_font_is_high():
    # Between a name and the bars is the axis' own line.
    rest = room("") or 0
    assert [room("省" * count) - rest for count in (1, 4, 9)] == [10, 40, 90]


def test_latin_letters_are_as_wide_as_in_the_fonts_that_readers_have():
    # Helvetica, in thousandths: i 222, M 833, a digit 556; a drawing has whole pixels.
    rest = room("") or 0
    assert [room(text) - rest for text in ("i" * 40, "M" * 40, "0" * 40)] == [89, 334, 223]


WITHOUT_FONTS = """
    import json, sys
    from helpers.presentation.charts.drawing import svg_of
    json.dump([svg_of(one) for one in json.load(sys.stdin)], sys.stdout)
"""
NO_FONTS = """\
<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{folder}</dir></fontconfig>
"""


def test_a_drawing_is_the_same_where_there_are_no_fonts(tmp_path):
    config, ours = tmp_path / "fonts.conf", bars("新疆维吾尔自治区", "Guangdong", "− 3.5 ▸")
    config.write_text(NO_FONTS.format(folder=tmp_path), encoding="utf-8")
    # What the renderer's own fonts lack, and the machine's have in a width of their own.
    theirs = bars("▸" * 40)
    theirs["config"]["font"] = "sans-serif"
    told = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(WITHOUT_FONTS)],
        input=json.dumps([ours, theirs]),
        env=os.environ | {"FONTCONFIG_FILE": str(config), "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    without = json.loads(told.stdout)
    assert without[0] == svg_of(ours)
    # In another font it is another there: that no font was found is what was tried.
    assert without[1] != svg_of(theirs)


def test_another_process_draws_the_same_and_goes_on_after_what_is_no_chart():
    chart = bars("广东", "北京")
    with process_pool(1) as pool, drawing_in(pool):
        first, second = draw(chart, "fig-a"), draw(chart, "fig-b")
        wrong = draw({"mark": 7}, "fig-c")
        drawn = with_drawings(f"<b>{first}</b>{second}{first}")
        with pytest.raises(ValueError, match="Vega-Lite to SVG conversion failed"):
            with_drawings(wrong)
        assert with_drawings(draw(chart, "fig-a")) == draw_here(chart, "fig-a")
    assert "<path" not in first + second
    one, two = draw(chart, "fig-a"), draw(chart, "fig-b")
    assert drawn == f"<b>{one}</b>{two}{one}"


def draw_here(chart, anchor):
    """Return what this process draws, whatever draws elsewhere."""
    return contextvars.Context().run(draw, chart, anchor)


def test_a_drawing_process_that_is_stopped_is_named_in_one_line():
    with process_pool(1) as pool, drawing_in(pool):
        pool.submit(os._exit, 1)
        drawing = draw(bars("广东"), "fig-a")
        with pytest.raises(BuildError, match="the process that draws was stopped from outside"):
            with_drawings(drawing)
