"""The charts of a year: where labels go, what the specifications hold, and the drawings."""

import re
from functools import cache
from itertools import combinations, pairwise

import altair as alt
import pandas as pd
import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st
from testbed import ROOT

from helpers.presentation.charts import theme
from helpers.presentation.charts.bars import waterfall
from helpers.presentation.charts.labels import Box, Spot, beside, freest, spread, text_width
from helpers.presentation.charts.layers import log_ticks
from helpers.presentation.charts.long_lines import long_lines
from helpers.presentation.charts.picture import Picture
from helpers.presentation.charts.scatter import growth_against_size
from helpers.presentation.charts.slopes import rank_slopes

NAN = float("nan")
PHONE = 390 - 2 * 16
"""What a phone leaves between the page's margins."""


def drawn(chart):
    return Picture.draw(chart, "fig-a", "图 1", "x").svg


CHARTS = {
    "slopes": lambda: rank_slopes(RANKS, WAYS),
    "scatter": lambda: scatter(SIZES),
    "waterfall": lambda: waterfall(FALL, "百分点"),
    "lines": lambda: long_lines(LINES, "亿元", TICKS),
}


@pytest.mark.parametrize("kind", CHARTS)
def test_a_specification_keeps_to_the_schema_of_vega_lite(kind):
    assert alt.LayerChart.from_dict(CHARTS[kind]().spec(), validate=True).layer


@cache
def standard(kind):
    """Draw one of the charts below, once for all that look at it."""
    return drawn(CHARTS[kind]())


def place(tag):
    x, y = re.search(r"translate\(([^,]+),([^)]+)\)", tag["transform"]).groups()
    return float(x), float(y)


def texts(svg):
    """Return the places of a drawing's texts, those of its axes left out: [(text, x, y)]."""
    found = BeautifulSoup(svg, "html.parser").find_all(
        "text", attrs={"aria-roledescription": "text mark"}
    )
    return [(one.get_text(), *place(one)) for one in found]


def box_of(svg, text, size=11):
    """Return about what a text in a drawing covers."""
    found = BeautifulSoup(svg, "html.parser").find_all("text")
    (tag,) = [one for one in found if one.get_text() == text]
    x, y = place(tag)
    wide = text_width(text, size)
    left = {"start": x, "middle": x - wide / 2, "end": x - wide}[tag["text-anchor"]]
    return Box(left, y - 0.85 * size, left + wide, y + 0.15 * size)


def labels(svg):
    """Return what the axes say, titles and all."""
    found = BeautifulSoup(svg, "html.parser").find_all("text")
    return [one.get_text() for one in found if "aria-roledescription" not in one.attrs]


def marked(svg, kind):
    """Return the marks of a kind as (what is said of it, tag)."""
    found = BeautifulSoup(svg, "html.parser").find_all(attrs={"aria-roledescription": kind})
    return [(one["aria-label"], one) for one in found]


def rows(chart, column):
    """Return the rows of a chart that have a column."""
    (found,) = [rows for rows in chart.spec()["datasets"].values() if column in rows[0]]
    return found


# Labels along a line.


@pytest.mark.parametrize(
    ("places", "found"),
    [
        ([], []),
        ([40], [40]),
        ([10, 40, 70], [10, 40, 70]),
        # Two that are 1 apart and want 12 go 5.5 each way; the third has room.
        ([10, 11, 30], [4.5, 16.5, 30]),
        ([30, 10, 11], [30, 4.5, 16.5]),
        # Three at one place: the middle one stays.
        ([50, 50, 50], [38, 50, 62]),
        # At the ends they turn back.
        ([1, 2], [0, 12]),
        ([99, 100], [88, 100]),
        ([-30], [0]),
    ],
)
def test_labels_are_nudged_apart_as_little_as_can_be(places, found):
    assert spread(places, 12, 0, 100) == pytest.approx(found)


def test_labels_without_room_share_what_there_is():
    assert spread([5, 5, 5], 12, 0, 10) == pytest.approx([0, 5, 10])


@given(
    st.lists(st.floats(-50, 350), min_size=1, max_size=20),
    st.floats(1, 14),
)
def test_labels_stand_apart_in_order_and_inside(places, height):
    found = spread(places, height, 0, 300)
    order = sorted(range(len(places)), key=places.__getitem__)
    stood = [found[index] for index in order]
    assert all(after - before >= height - 1e-6 for before, after in pairwise(stood))
    assert stood[0] >= -1e-6
    assert stood[-1] <= 300 + 1e-6


def test_a_width_is_reckoned_from_the_characters():
    assert text_width("9 安徽", 10) == pytest.approx(6 + 6 + 20)
    assert text_width("", 10) == 0


# Labels beside points.


def test_boxes_share_what_both_cover():
    box = Box(0, 0, 10, 10)
    assert box.shared(Box(6, 7, 20, 20)) == 4 * 3
    assert box.shared(Box(10, 0, 20, 10)) == 0
    assert box.shared(Box(30, 30, 40, 40)) == 0
    assert box.far((13, 14)) == 5
    assert box.far((5, 5)) == 0


def test_of_equal_spots_the_first_is_taken_and_a_cost_counts():
    left, right = Spot(Box(0, 0, 10, 10), "left"), Spot(Box(20, 0, 30, 10), "right")
    assert freest([left, right], []) is left
    assert freest([left, right], [Box(9, 0, 12, 10)]) is right
    assert freest([left, right._replace(cost=11)], [Box(9, 0, 12, 10)]) is left


def test_a_label_stands_on_the_side_where_there_is_room():
    found = beside([(50, 100), (290, 200)], ["甲", "乙"], 10, (300, 300))
    assert (found[0].align, found[0].x, found[0].y) == ("left", 56, 100)
    assert (found[1].align, found[1].x, found[1].y) == ("right", 284, 200)


def test_a_point_without_a_name_has_no_label_but_is_in_the_way():
    found = beside([(50, 100), (62, 100)], ["甲", ""], 10, (300, 300))
    assert list(found) == [0]
    assert found[0].box.shared(Box(58, 96, 66, 104)) == 0


CROWD = [(200, 100), (203, 108), (206, 101), (214, 106), (190, 104), (299, 1), (1, 299), (150, 299)]


def test_labels_of_a_crowd_stand_clear_of_each_other_and_inside():
    found = beside(CROWD, ["广东"] * len(CROWD), 11, (300, 300))
    boxes = [found[index].box for index in range(len(CROWD))]
    for index, box in enumerate(boxes):
        assert all(box.shared(other) < 30 for other in boxes[index + 1 :])
        assert 0 <= box.left < box.right <= 300
        assert 0 <= box.top < box.bottom <= 300


def test_a_label_is_nearest_to_its_own_point():
    # Exports of 2024: the labels of 浙江 and 江苏 can stand to their left only both or neither.
    points = [(275, 100), (259, 91), (257, 100), (235, 110), (230, 130)]
    found = beside(points, ["广东", "浙江", "江苏", "山东", "上海"], 11, (304, 320))
    for index, spot in found.items():
        near = sorted(points, key=spot.box.far)
        assert near[0] == points[index]


def test_labels_of_near_points_are_nudged_off_each_other_and_off_lines():
    near = beside([(100, 100), (100, 110)], ["广东", "江苏"], 11, (300, 300))
    assert near[0].box.shared(near[1].box) == 0
    assert near[0].y < near[1].y
    line = Box(0, 99.5, 300, 100.5)
    assert beside([(100, 100)], ["广东"], 11, (300, 300), [line])[0].box.shared(line) == 0


# Ticks of logarithmic scales.


@pytest.mark.parametrize(
    ("ends", "most", "found"),
    [
        ((1.5, 60), 5, [2, 5, 10, 20, 50]),
        ((1.5, 60), 4, [3, 10, 30]),
        ((1, 10_000), 5, [1, 10, 100, 1000, 10_000]),
        ((1, 10_000), 4, [1, 100, 10_000]),
        ((6e7, 9e12), 5, [1e8, 1e9, 1e10, 1e11, 1e12]),
        ((6e7, 9e12), 4, [1e8, 1e10, 1e12]),
        # Hardly a round value between: those around.
        ((2.1, 4.9), 5, [2, 5]),
        ((1.1, 1.9), 5, [1, 2]),
        ((100, 100), 5, [100]),
    ],
)
def test_ticks_are_round_and_few(ends, most, found):
    assert log_ticks(*ends, most) == pytest.approx(found)


# Ranks over the years.

WAYS = ("上升", "下降")

RANKS = pd.DataFrame(
    [
        ("河南", "2023 年", 9, -1),
        ("安徽", "2023 年", 10, 1),
        ("天津", "2023 年", 11, 0),
        ("安徽", "2024 年", 9, 1),
        ("河南", "2024 年", 10, -1),
        ("天津", "2024 年", 11, 0),
    ],
    columns=["name", "period", "place", "moved"],
)


def names_at_ends(svg):
    """Return the names at the ends of the lines, from the left, from the top; no key."""
    found = [one for one in texts(svg) if one[0] not in WAYS]
    return sorted(found, key=lambda one: (one[1], one[2]))


def test_names_stand_at_both_ends_by_rank():
    found = names_at_ends(standard("slopes"))
    assert [one[0] for one in found] == [
        "9 河南",
        "10 安徽",
        "11 天津",
        "9 安徽",
        "10 河南",
        "11 天津",
    ]
    assert len({one[1] for one in found}) == 2
    rows_apart = {round(after[2] - before[2]) for before, after in ((found[0], found[1]),)}
    assert rows_apart == {15}


def test_the_colours_of_the_lines_are_said_below_them():
    found = {text: y for text, _, y in texts(standard("slopes")) if text in WAYS}
    assert set(found) == set(WAYS)
    assert min(found.values()) > max(y for *_, y in names_at_ends(standard("slopes")))


def test_those_that_rose_and_fell_have_their_colours_and_lie_on_top():
    lines = marked(standard("slopes"), "line mark")
    assert [said.split("; ")[-1] for said, _ in lines] == ["name: 天津", "name: 河南", "name: 安徽"]
    still, fallen, risen = (tag for _, tag in lines)
    assert (still["stroke"], fallen["stroke"], risen["stroke"]) == (
        theme.FAINT,
        theme.DOWN,
        theme.UP,
    )
    assert float(still["stroke-width"]) < float(risen["stroke-width"])
    assert float(still["opacity"]) < 1


def test_the_first_is_on_top():
    lines = dict(marked(standard("slopes"), "line mark"))
    ends = {
        said.split("name: ")[1]: [float(at) for at in re.findall(r",([\d.]+)", tag["d"])]
        for said, tag in lines.items()
    }
    # Three rows of 15 pixels: 9 in the middle of the first, 11 in that of the last.
    assert ends == {"安徽": [22.5, 7.5], "河南": [7.5, 22.5], "天津": [37.5, 37.5]}


def test_those_that_moved_are_written_in_bold():
    found = BeautifulSoup(standard("slopes"), "html.parser").find_all(
        "text", attrs={"aria-roledescription": "text mark"}
    )
    weights = {one.get_text(): one.get("font-weight") for one in found}
    assert weights["9 安徽"] == weights["10 河南"] == "700"
    assert weights["11 天津"] == "400"


@pytest.mark.parametrize(
    ("years", "labelled"),
    [
        (range(2023, 2025), [2023, 2024]),
        (range(2022, 2025), [2022, 2023, 2024]),
        (range(2020, 2025), [2020, 2022, 2024]),
        # The step from the last year meets the first too closely: that year gives way.
        (range(2017, 2025), [2017, 2020, 2022, 2024]),
    ],
)
def test_years_are_labelled_as_there_is_room_the_first_and_last_always(years, labelled):
    marks = pd.DataFrame(
        [("内蒙古", f"{year} 年", 24, 0) for year in years],
        columns=["name", "period", "place", "moved"],
    )
    assert labels(drawn(rank_slopes(marks, WAYS))) == [f"{year} 年" for year in labelled]


def test_names_that_share_a_rank_are_not_written_on_each_other():
    marks = RANKS.assign(place=[9, 9, 11, 9, 10, 11])
    first = names_at_ends(drawn(rank_slopes(marks, WAYS)))[:3]
    assert [one[0] for one in first] == ["9 河南", "9 安徽", "11 天津"]
    assert [round(after[2] - before[2]) for before, after in pairwise(first)] == [
        15,
        15,
    ]


def test_thirty_one_rows_are_as_high_as_they_must_be():
    marks = pd.DataFrame(
        [(f"省{place}", year, place, 0) for place in range(1, 32) for year in ("2023", "2024")],
        columns=["name", "period", "place", "moved"],
    )
    chart = rank_slopes(marks, WAYS).spec()
    assert 31 * 14 <= chart["height"] <= 31 * 16
    assert len(names_at_ends(drawn(rank_slopes(marks, WAYS)))) == 62


# Growth against size.

SIZES = pd.DataFrame(
    [
        ("广东", 9e12, 9.8, True, 1, "9.8"),
        ("湖北", 7e11, 9.6, False, 1, "9.6"),
        ("江西", 5e11, -17.2, True, -1, "-17.2"),
        ("甘肃", 6e10, 25.2, False, 1, "25.2"),
        ("宁夏", 2e10, 0.0, False, 0, "0.0"),
    ],
    columns=["name", "size", "growth", "named", "sign", "label"],
)
X = ("进出口（亿元）", [(1e10, "100"), (1e11, "1000"), (1e12, "1 万"), (1e13, "10 万")])


def scatter(marks=SIZES, limit=20, reference=(5.0, "全国 5.0")):
    return growth_against_size(marks, limit, X, "同比（%）", reference)


def test_points_have_the_colours_of_their_direction():
    points = dict(marked(standard("scatter"), "point"))
    colours = {re.search(r"name: (\w+)", said)[1]: tag["fill"] for said, tag in points.items()}
    assert colours == {
        "广东": theme.UP,
        "湖北": theme.UP,
        "江西": theme.DOWN,
        "甘肃": theme.UP,
        "宁夏": theme.BAR,
    }


def test_larger_is_to_the_right_and_growth_is_up():
    at = {
        re.search(r"name: (\w+)", said)[1]: place(tag)
        for said, tag in marked(standard("scatter"), "point")
    }
    across = [at[size][0] for size in ("宁夏", "甘肃", "江西", "广东")]
    assert across == sorted(across)
    # Ten times the size is as far wherever it is: 2e10 to 6e10 is 3 times, 5e11 to 9e12 18 times.
    steps = across[1] - across[0], across[3] - across[2]
    assert steps[1] / steps[0] == pytest.approx(2.890372 / 1.098612, rel=1e-3)
    assert at["江西"][1] > at["宁夏"][1] > at["广东"][1]
    # Zero is in the middle; what is beyond the limit stands at its edge.
    middle = at["宁夏"][1]
    assert middle == 160
    assert middle - at["甘肃"][1] == pytest.approx(160 / 1.06, abs=0.01)


def test_names_are_written_of_those_that_have_one_and_of_those_beyond():
    found = {text for text, *_ in texts(standard("scatter"))}
    assert found == {"广东", "江西", "甘肃 25.2 ▲", "全国 5.0"}


def test_a_fall_beyond_the_limit_is_marked_downwards():
    found = {text for text, *_ in texts(drawn(scatter(limit=10)))}
    assert found == {"广东", "江西 -17.2 ▼", "甘肃 25.2 ▲", "全国 5.0"}
    assert [one["shown"] for one in rows(scatter(limit=10), "growth")] == [9.8, 9.6, -10, 10, 0]


def test_names_stand_without_printed_growth_too():
    found = {text for text, *_ in texts(drawn(scatter(SIZES.drop(columns="label"))))}
    assert "甘肃 ▲" in found


def test_the_drawing_has_its_names_where_they_were_placed():
    # The texts' places go through the scales and back: they stand beside their points.
    svg = standard("scatter")
    at = {re.search(r"name: (\w+)", said)[1]: place(tag) for said, tag in marked(svg, "point")}
    found = {text: (x, y) for text, x, y in texts(svg)}
    # The baseline lies a little below the middle of the line.
    assert found["江西"][0] == pytest.approx(at["江西"][0] - 6)
    assert found["江西"][1] - at["江西"][1] == pytest.approx(3, abs=1.5)


YEAR = pd.read_csv(ROOT / "data" / "published" / "annual_2024_provinces.csv").iloc[1:]


@pytest.mark.parametrize(("flow", "whole"), [("total", 5.0), ("export", 7.1), ("import", 2.3)])
def test_the_names_of_a_year_can_be_told_apart(flow, whole):
    growth, size = YEAR[f"{flow}_yoy"], YEAR[f"{flow}_cny_10k"] * 1e4
    marks = pd.DataFrame({"name": YEAR["province"].str[:2], "size": size, "growth": growth})
    named = (growth.rank() <= 4) | (growth.rank() > 27) | (size.rank() > 24)
    marks["label"] = growth.map(str)
    marks = marks.assign(named=named, sign=1).sort_values("size", ascending=False)
    svg = drawn(scatter(marks, reference=(whole, "全国平均")))
    points = {
        re.search(r"name: (\w+)", about)[1]: place(tag) for about, tag in marked(svg, "point")
    }
    boxes = {text: box_of(svg, text) for text, *_ in texts(svg)}
    reference = boxes.pop("全国平均")
    assert len(boxes) >= 12
    for one, other in combinations([*boxes.values(), reference], 2):
        assert one.shared(other) < 15
    assert all(-1 <= box.left < box.right <= 305 for box in boxes.values())
    shown = {text[:2]: points[text[:2]] for text in boxes}
    mistaken = [
        text
        for text, box in boxes.items()
        if min(shown, key=lambda name: box.far(shown[name])) != text[:2]
    ]
    # Two points that lie on each other at the edge can't both have their names to themselves.
    assert len(mistaken) <= 1


def test_a_name_on_a_line_is_nudged_off_it():
    svg = drawn(scatter(SIZES.assign(named=True)))
    line = place(dict(marked(svg, "rule mark"))["at: 0"])[1]
    assert not box_of(svg, "宁夏").top < line < box_of(svg, "宁夏").bottom
    svg = drawn(scatter(SIZES.assign(growth=5.0)))
    line = place(dict(marked(svg, "rule mark"))["at: 5"])[1]
    assert not box_of(svg, "广东").top < line < box_of(svg, "广东").bottom


def test_points_without_names_are_fainter():
    opacity = {
        re.search(r"name: (\w+)", said)[1]: float(tag["opacity"])
        for said, tag in marked(standard("scatter"), "point")
    }
    assert opacity["广东"] == opacity["甘肃"] == 1
    assert opacity["湖北"] < 1


def test_sizes_have_the_ticks_and_labels_they_are_given():
    said = labels(standard("scatter"))
    assert [one for one in said if one in ("100", "1000", "1 万", "10 万")] == [
        "100",
        "1000",
        "1 万",
        "10 万",
    ]
    assert [one for one in said if re.fullmatch(r"-?\d0", one)] == ["-20", "-10", "10", "20"]
    assert {"进出口（亿元）", "同比（%）"} <= set(said)


def test_a_reference_is_drawn_dashed_unless_it_is_not_known_or_beyond():
    def dashed(chart):
        return [one for one in chart.spec()["layer"] if one["mark"].get("strokeDash")]

    assert len(dashed(scatter())) == 1
    assert dashed(scatter(reference=None)) == []
    assert dashed(scatter(reference=(21.0, "全国 21.0"))) == []
    assert "全国 21.0" not in drawn(scatter(reference=(21.0, "全国 21.0")))


def test_a_chart_without_names_can_be_drawn():
    svg = drawn(scatter(SIZES.assign(named=False, growth=1.0), reference=None))
    assert texts(svg) == []
    assert len(marked(svg, "point")) == 5


# A whole and its parts.

FALL = pd.DataFrame(
    [
        ("华东", 3.0, "3.0", "part"),
        ("华南", 2.5, "2.5", "part"),
        ("华中", -1.0, "-1.0", "part"),
        ("其他", 0.5, "0.5", "rest"),
        ("全国", 5.0, "5.0", "whole"),
    ],
    columns=["name", "points", "label", "kind"],
)


def test_each_part_starts_where_the_last_ended_and_the_whole_at_zero():
    found = [(one["start"], one["end"]) for one in rows(waterfall(FALL, "百分点"), "points")]
    assert found == [(0, 3), (3, 5.5), (5.5, 4.5), (4.5, 5), (0, 5)]


def test_a_whole_that_was_rounded_starts_at_zero_all_the_same():
    marks = FALL.assign(points=[3.0, 2.5, -1.0, 0.5, 5.2])
    found = [(one["start"], one["end"]) for one in rows(waterfall(marks, "百分点"), "points")]
    assert found[3:] == [(4.5, 5), (0, 5.2)]


def bars(svg):
    """Return the bars of a drawing: [(left, width, colour)], top first."""
    found = [
        (*re.search(r"M([\d.]+),([\d.]+)h([\d.]+)v", tag["d"]).groups(), tag["fill"])
        for _, tag in marked(svg, "bar")
    ]
    return [
        (float(left), float(width), colour)
        for left, top, width, colour in sorted(found, key=lambda one: float(one[1]))
    ]


def test_bars_are_as_long_as_they_say_and_coloured_by_kind():
    found = bars(standard("waterfall"))
    assert [colour for *_, colour in found] == [
        theme.UP,
        theme.UP,
        theme.DOWN,
        theme.FAINT,
        theme.BAR,
    ]
    unit = found[4][1] / 5
    assert [width / unit for _, width, _ in found] == pytest.approx([3, 2.5, 1, 0.5, 5], abs=1e-3)
    assert [left / unit for left, _, _ in found] == pytest.approx([0, 3, 4.5, 4.5, 0], abs=1e-3)


def test_the_sum_of_the_parts_ends_where_the_whole_does():
    found = bars(standard("waterfall"))
    assert found[3][0] + found[3][1] == pytest.approx(found[4][0] + found[4][1], abs=0.02)


def test_joints_lead_from_each_bar_to_the_next():
    svg = standard("waterfall")
    joints = [(said, tag) for said, tag in marked(svg, "rule mark") if "next" in said]
    assert [re.findall(r"(?:name|next): (\w+)", said) for said, _ in joints] == [
        ["华东", "华南"],
        ["华南", "华中"],
        ["华中", "其他"],
        ["其他", "全国"],
    ]
    unit = bars(svg)[4][1] / 5
    assert [place(tag)[0] / unit for _, tag in joints] == pytest.approx([3, 5.5, 4.5, 5], abs=1e-3)
    # From the foot of a bar (17 % of its row from the end) to the head of the next.
    assert [place(tag)[1] for _, tag in joints] == pytest.approx([19.92, 43.92, 67.92, 91.92])
    assert all(float(tag["y2"]) == pytest.approx(8.16) for _, tag in joints)


def test_numbers_stand_behind_the_bars_and_inside_the_plot():
    chart = waterfall(FALL, "百分点")
    svg = drawn(chart)
    unit = bars(svg)[4][1] / 5
    found = texts(svg)
    assert [text for text, *_ in found] == ["3.0", "2.5", "-1.0", "0.5", "5.0"]
    assert [x for _, x, _ in found] == pytest.approx(
        [end * unit + 5 for end in (3, 5.5, 5.5, 5, 5)], abs=0.02
    )
    assert all(x + text_width(text, 11) <= chart.spec()["width"] for text, x, _ in found)


def test_sums_below_zero_have_room_too():
    marks = pd.DataFrame(
        [
            ("价格", -6.0, "-6.0", "part"),
            ("数量", 2.0, "2.0", "part"),
            ("全国", -4.0, "-4.0", "whole"),
        ],
        columns=["name", "points", "label", "kind"],
    )
    chart = waterfall(marks, "百分点")
    assert [(one["start"], one["end"]) for one in rows(chart, "points")] == [
        (0, -6),
        (-6, -4),
        (0, -4),
    ]
    found = bars(drawn(chart))
    assert [left for left, *_ in found] == pytest.approx([0, 0, found[1][1]])
    assert [colour for *_, colour in found] == [theme.DOWN, theme.UP, theme.BAR]


def test_long_names_of_bars_are_not_cut():
    name = "其余 20 个省、自治区、直辖市"
    svg = drawn(waterfall(FALL.replace({"name": {"其他": name}}), "百分点"))
    assert name in labels(svg)


# Values over the years.

LINES = pd.DataFrame(
    [
        (name, year, value, f"{name}省")
        for name, values in {
            "江苏": (1e11, 1e12, 1e13),
            "浙江": (2e10, 5e11, 9.9e12),
            "西藏": (1e9, 1e10, NAN),
        }.items()
        for year, value in zip((2004, 2014, 2024), values, strict=True)
    ],
    columns=["name", "year", "value", "text"],
)
TICKS = [(1e9, "10 亿"), (1e11, "1000 亿"), (1e13, "10 万亿")]


def test_each_line_is_named_at_its_end_in_order_and_apart():
    found = texts(standard("lines"))
    assert [text for text, *_ in sorted(found, key=lambda one: one[2])] == [
        "江苏省",
        "浙江省",
        "西藏省",
    ]
    first, second, third = sorted(y for *_, y in found)
    # 1 % of difference would be a pixel: nudged to the height of a line.
    assert second - first == pytest.approx(15)
    assert third - second > 15
    assert len({x for _, x, _ in found}) == 1


def test_names_at_the_ends_have_room_inside_the_plot():
    chart = long_lines(LINES, "亿元", TICKS)
    found, width = texts(drawn(chart)), chart.spec()["width"]
    assert len(found) >= 3
    assert [text for text, x, _ in found if x + text_width(text, 12) > width] == []


def test_leaders_lead_from_each_lines_last_year_to_its_name():
    svg = standard("lines")
    ends = {
        re.search(r"name: (\w+)", said)[1]: place(tag)
        for said, tag in marked(svg, "point")
        if tag["opacity"] == "1"
    }
    leaders = {
        re.search(r"name: (\w+)", said)[1]: (place(tag), float(tag["x2"]), float(tag["y2"]))
        for said, tag in marked(svg, "rule mark")
        if "name" in said
    }
    names = {text[:2]: (x, y) for text, x, y in texts(svg)}
    assert set(ends) == set(leaders) == set(names) == {"江苏", "浙江", "西藏"}
    for name, ((x, y), wide, high) in leaders.items():
        assert (x, y) == pytest.approx((ends[name][0] + 5, ends[name][1]), abs=0.02)
        assert x + wide == pytest.approx(names[name][0] - 5, abs=0.02)
        assert y + high == pytest.approx(names[name][1] - 3, abs=1.5)
    assert leaders["江苏"][1] == pytest.approx(14)
    # The last value of 西藏 is that of 2014, half way.
    assert ends["西藏"][0] == pytest.approx(ends["江苏"][0] / 2)


def test_equal_growth_is_equally_steep():
    lines = {
        re.search(r"name: (\w+)", said)[1]: [
            float(at) for at in re.findall(r"[ML][\d.]+,([\d.]+)", tag["d"])
        ]
        for said, tag in marked(standard("lines"), "line mark")
    }
    first, second, third = lines["江苏"]
    assert first - second == pytest.approx(second - third, abs=0.02)
    assert lines["西藏"][0] - lines["西藏"][1] == pytest.approx(first - second, abs=0.02)


def test_a_year_without_a_value_breaks_the_line():
    for missing in (NAN, 0.0, -3.0):
        marks = LINES[LINES["name"] == "江苏"].copy()
        marks = pd.concat([marks, marks.assign(year=marks["year"] + 3)])
        marks.loc[marks["year"] == 2014, "value"] = missing
        ((_, tag),) = marked(drawn(long_lines(marks, "亿元", TICKS)), "line mark")
        assert tag["d"].count("M") == 2
        assert "NaN" not in tag["d"]


@pytest.mark.parametrize("count", [3, 8])
def test_lines_differ_in_colour_or_stroke(count):
    marks = pd.concat(
        [LINES[LINES["name"] == "江苏"].assign(name=f"省{one}", text="省") for one in range(count)]
    )
    lines = [tag for _, tag in marked(drawn(long_lines(marks, "亿元", TICKS)), "line mark")]
    looks = {(tag["stroke"], tag.get("stroke-dasharray")) for tag in lines}
    assert len(lines) == len(looks) == count


@pytest.mark.parametrize(
    ("first", "last", "years"),
    [
        (1994, 2024, [1994, 2004, 2014, 2024]),
        (2012, 2024, [2012, 2015, 2018, 2021, 2024]),
        (2022, 2024, [2022, 2023, 2024]),
        # No equal steps: 1995 and 2000 are near, but not too near.
        (1995, 2024, [1995, 2008, 2016, 2024]),
        (2011, 2024, [2011, 2016, 2020, 2024]),
    ],
)
def test_years_on_the_axis_are_few_and_even(first, last, years):
    marks = pd.DataFrame(
        [("江苏", year, 1e12, "江苏") for year in range(first, last + 1)],
        columns=["name", "year", "value", "text"],
    )
    said = labels(drawn(long_lines(marks, "亿元", TICKS)))
    assert [int(one) for one in said if one.isdigit()] == years
    assert {"10 亿", "1000 亿", "10 万亿", "亿元"} <= set(said)


# All of them.


@pytest.mark.parametrize("kind", CHARTS)
def test_the_same_chart_is_drawn_to_the_same_bytes(kind):
    first, second = (drawn(CHARTS[kind]()) for _ in range(2))
    assert first == second
    assert "NaN" not in first


@pytest.mark.parametrize("kind", CHARTS)
def test_a_phone_shows_a_chart_unscaled(kind):
    width = int(re.search(r'width="(\d+)"', standard(kind))[1])
    assert 0.9 * PHONE < width <= PHONE


@pytest.mark.parametrize("kind", CHARTS)
def test_all_text_takes_the_colour_of_the_page(kind):
    found = BeautifulSoup(standard(kind), "html.parser").find_all("text")
    assert found
    assert {one["fill"] for one in found} == {"currentColor"}


@pytest.mark.parametrize("kind", CHARTS)
def test_marks_are_not_changed_by_being_drawn(kind):
    before = [marks.copy() for marks in (RANKS, SIZES, FALL, LINES)]
    CHARTS[kind]()
    for marks, held in zip((RANKS, SIZES, FALL, LINES), before, strict=True):
        pd.testing.assert_frame_equal(marks, held)
