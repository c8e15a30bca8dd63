"""The charts of the explorer: Vega-Lite as its schema has it, compiled, with our colours."""

import altair
import pytest

from helpers.presentation.charts import theme
from helpers.presentation.charts.explored import CHARTS, compiled_charts, specifications


@pytest.mark.parametrize("name", CHARTS)
def test_it_is_vega_lite(name):
    spec = specifications()[name]
    altair.LayerChart.from_dict({**spec, "$schema": altair.SCHEMA_URL}, validate=True)
    assert spec["datasets"]["rows-0"] == []


def test_compiled_they_ask_for_rows_and_parameters_and_nothing_from_outside():
    specs = compiled_charts()["specs"]
    assert specs.keys() == CHARTS.keys()
    for spec in specs.values():
        assert "vega/v" in spec["$schema"]
        assert spec["data"][0]["name"] == "rows-0"
        assert not any("url" in one for one in spec["data"])
    signals = {one["name"] for one in specs["lines"]["signals"]}
    assert signals >= {"first", "last", "low", "high", "room", "months", "numbers", "turned"}


def test_nine_lines_can_be_told_apart():
    colours = compiled_charts()["colours"]
    pairs = {
        (colour, *dash) for colour, dash in zip(colours["lines"], colours["dashes"], strict=True)
    }
    assert len(pairs) == 9
    assert colours["lines"][:3] == theme.LINES
