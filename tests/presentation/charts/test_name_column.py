"""Names of a chart's rows: which stand in two lines, and how wide their column is."""

import altair as alt
import pandas as pd
import pytest

from helpers.presentation.charts.bars import diverging_bars, ranked_bars
from helpers.presentation.charts.name_column import NameColumn

LONG = "Automatic data processing machines and parts thereof"


def test_a_name_that_is_too_wide_is_broken_at_the_blank_that_makes_it_narrowest():
    column = NameColumn.of([LONG, "Ships", "Electronic components"], 160)
    assert column.lines == {LONG: ("Automatic data processing", "machines and parts thereof")}
    # 26 letters of 0.6 x 12 pixels.
    assert column.longest == 188
    assert column.step(19) == 28


LONG_ONES = (
    "自动数据处理设备及其零部件和附件",
    "其余 20 个省、自治区、直辖市",
    "Liechtenstein" * 3,
)


@pytest.mark.parametrize("name", LONG_ONES)
def test_a_name_without_a_blank_stays_in_one_line(name):
    column = NameColumn.of([name], 100)
    assert column.lines == {}
    assert column.step(19) == 19
    assert not column.has_blanks_beyond(10)


def marks(*names):
    rows = {"name": names, "value": [1.0, 2.0], "label": ["1.0", "2.0"], "sign": [1, 1]}
    return pd.DataFrame({**rows, "base": [1.0, 2.0], "text": ["1", "2"]})


@pytest.mark.parametrize(
    "chart", [lambda rows: diverging_bars(rows, 3, "%"), lambda rows: ranked_bars(rows, "before")]
)
def test_long_names_leave_room_for_the_bars_and_keep_to_the_schema(chart):
    spec = chart(marks(LONG, "Ships")).spec()
    assert spec["width"] > 100
    assert spec["height"] >= 56
    assert alt.LayerChart.from_dict(spec, validate=True).layer
