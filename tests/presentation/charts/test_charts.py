"""Charts: the rows they are drawn from, what their specifications hold, and the drawings."""

import itertools
import re
from dataclasses import replace
from xml.etree import ElementTree

import altair as alt
import pandas as pd
import pytest
from bs4 import BeautifulSoup
from builders import figure

from helpers.presentation.charts.bars import diverging_bars, growth_dots, ranked_bars
from helpers.presentation.charts.marks import ALL, MANY, Fact, Facts, marks_of, robust_limit
from helpers.presentation.charts.month_lines import month_lines
from helpers.presentation.charts.picture import Gallery, Picture
from helpers.presentation.charts.theme import BAR, DOWN, UP
from helpers.presentation.charts.tiles import tile_map
from helpers.presentation.locale.words import chinese
from helpers.presentation.parts import read_sheets
from helpers.presentation.spreadsheets import SHEET_TYPE

NAN = float("nan")


def growths(*values, region=("11", "32", "44")):
    return [
        figure(value, metric="growth", unit="percent", region=code)
        for code, value in zip(region, values, strict=False)
    ]


def values(*numbers):
    return pd.DataFrame({"value": [float(number) for number in numbers]})


def data(chart):
    """Return the rows of a chart's layers, by the name of the first column that tells them."""
    found = chart.spec()["datasets"].values()
    return max(found, key=lambda rows: len(rows[0]))


def layers(chart, mark):
    spec = chart.spec()
    return [one for one in spec["layer"] if one["mark"]["type"] == mark]


# Marks.


def test_marks_are_named_labelled_and_ordered_largest_first():
    marks = marks_of(chinese(), growths(-3.25, 12.04, 0.04), "region")
    assert marks.to_dict("list") == {
        "name": ["江苏", "广东", "北京"],
        "code": ["32", "44", "11"],
        "value": [12.04, 0.04, -3.25],
        "label": ["12.0", "0.0", "-3.3"],
        "sign": [1, 0, -1],
    }


def test_a_figure_without_a_number_makes_no_mark():
    marks = marks_of(chinese(), growths(None, 2.0, None), "region")
    assert marks["code"].tolist() == ["32"]


def test_a_change_that_says_nothing_has_no_length_and_stands_last():
    marks = marks_of(chinese(), growths(1_851_385.125, -3.25, 12.04), "region")
    assert marks[["name", "value", "label", "sign"]].to_numpy().tolist() == [
        ["广东", 12.04, "12.0", 1],
        ["江苏", -3.25, "-3.3", -1],
        ["北京", 0.0, "—", 0],
    ]


def test_marks_of_nothing_have_their_columns():
    marks = marks_of(chinese(), growths(None, None, None), "region")
    assert list(marks.columns) == ["name", "code", "value", "label", "sign"]
    assert marks.empty


def test_marks_of_equal_value_stand_by_code():
    marks = marks_of(chinese(), growths(5.0, 5.0, 5.0, region=("44", "11", "32")), "region")
    assert marks["code"].tolist() == ["11", "32", "44"]


def test_marks_of_partners_and_of_values():
    held = [
        figure(410_000_000, partner="410"),
        figure(4_000_000, partner="EU"),
    ]
    marks = marks_of(chinese(), held, "partner")
    assert marks["name"].tolist() == ["巴西", "欧盟"]
    assert marks["label"].tolist() == ["4.1", "0.04"]


@pytest.mark.parametrize(
    ("numbers", "covered", "limit"),
    [
        ((0.05, -0.1), ALL, 0.1),
        ((0.11, 0), ALL, 0.2),
        ((1, -1, 1), ALL, 1),
        ((1, -1, 1.01), ALL, 2),
        ((20, -20), ALL, 20),
        ((20.1, -5), ALL, 30),
        ((49, 51), ALL, 75),
        ((999, 1), ALL, 1000),
        ((5000, 1), ALL, 1000),
        # Nine of ten within 10, one far off.
        ((1, 2, 3, 4, 5, 6, 7, 8, 9, 900), 0.9, 10),
        ((1, 2, 3, 4, 5, 6, 7, 8, 90, 900), 0.9, 100),
        ((1, 2, 3, 4, 5, 6, 7, 8, 90, 900), MANY, 10),
        ((1, 2, 3, 4, 5, 6, 7, 8, 9, 900), ALL, 1000),
        # Four of five is many.
        ((1, -2, 3, -4, 290), MANY, 5),
        ((1, -2, 3, -24, 290), MANY, 30),
    ],
)
def test_the_limit_is_the_smallest_that_holds_enough(numbers, covered, limit):
    assert robust_limit(values(*numbers), covered=covered) == limit


def test_charts_side_by_side_have_the_scale_of_both():
    assert robust_limit(values(0.4, -1.9), values(4.5), covered=ALL) == 5


def test_the_limit_holds_nine_in_ten_where_nothing_is_said():
    numbers = (1, 2, 3, 4, 5, 6, 7, 8, 9, 900)
    assert robust_limit(values(*numbers)) == 10
    assert robust_limit(values(1, 2, 3, 40)) == 50


# Ranked bars.

RANKED = pd.DataFrame(
    {
        "name": ["德国", "越南", "美国"],
        "value": [40.0, 20.0, 17.0],
        "base": [30.0, 25.0, NAN],
        "text": ["40.0（33.3）", "20.0（-20.0）", "17.0（-）"],
    }
)


def test_ranked_bars_keep_names_values_texts_and_order():
    chart = ranked_bars(RANKED, "上年同期")
    rows = data(chart)
    assert [row["name"] for row in rows] == ["德国", "越南", "美国"]
    assert [row["value"] for row in rows] == [40.0, 20.0, 17.0]
    assert [row["base"] for row in rows] == [30.0, 25.0, None]
    assert [row["text"] for row in rows] == RANKED["text"].tolist()
    (now,), (before, _) = layers(chart, "bar"), layers(chart, "rule")
    numbers, _ = layers(chart, "text")
    # The numbers stand behind the bar they belong to, also where last year's is longer.
    for layer, field in ((before, "base"), (now, "value"), (numbers, "value")):
        assert layer["encoding"]["x"]["field"] == field
        assert layer["encoding"]["y"]["sort"] == ["德国", "越南", "美国"]


@pytest.mark.parametrize("value", [40.0, 400.0])
def test_ranked_bars_start_at_zero_and_leave_room(value):
    marks = RANKED.assign(value=[value, 20.0, 17.0], base=[30.0, 290.0, NAN])
    (bars,) = layers(ranked_bars(marks, "上年同期"), "bar")
    low, high = bars["encoding"]["x"]["scale"]["domain"]
    assert low == 0
    assert high > max(value * 1.5, 290)


def test_last_year_is_drawn_only_where_there_is_one_and_says_what_it_is():
    before, _ = layers(ranked_bars(RANKED, "上年同期"), "rule")
    assert before["transform"] == [{"filter": "isValid(datum.base)"}]
    svg = Picture.draw(ranked_bars(RANKED, "上年同期"), "fig-a", "图 1", "x").svg
    assert svg.count('aria-roledescription="bar"') == 3
    # Of two names, and of the key.
    assert svg.count("<line") - svg.count('<line class="background"') >= 3
    assert svg.count("上年同期</text>") == 1


def test_bars_never_cover_last_year_s():
    svg = Picture.draw(ranked_bars(RANKED, "上年同期"), "fig-a", "图 1", "x").svg
    bars = re.findall(r'aria-roledescription="bar" d="M[\d.]+,([\d.]+)h[\d.]+v([\d.]+)', svg)
    lines = re.findall(
        r'aria-roledescription="rule mark" transform="translate\([\d.]+,(-?[\d.]+)\)"', svg
    )
    rows = [(float(top), float(top) + float(high)) for top, high in bars]
    rows += [(float(middle) - 2, float(middle) + 2) for middle in lines]
    assert len(rows) == 3 + 2
    assert all(foot <= top for (_, foot), (top, _) in itertools.pairwise(sorted(rows)))


def test_ranked_bars_without_any_base_can_be_drawn():
    svg = Picture.draw(ranked_bars(RANKED.assign(base=NAN), "上年同期"), "fig-a", "图 1", "x").svg
    assert svg.count('aria-roledescription="bar"') == 3
    assert "上年同期" not in svg
    assert "NaN" not in svg


# Growth of month and year to date.

DOTS = pd.DataFrame(
    {
        "name": ["电子设备", "电子设备", "矿产品", "矿产品"],
        "value": [11.0, 13.0, 290.9, -245.0],
        "sign": [1, 0, 1, -1],
        "series": ["2024 年 5 月", "2024 年 1—5 月"] * 2,
    }
)


def test_growth_dots_keep_order_and_cut_at_the_limit():
    chart = growth_dots(DOTS, 50, "同比变化（%）")
    rows = data(chart)
    assert [row["value"] for row in rows] == [11.0, 13.0, 290.9, -245.0]
    assert [row["shown"] for row in rows] == [11.0, 13.0, 50, -50]
    filled, hollow, *named = layers(chart, "point")
    assert [one["mark"]["filled"] for one in (filled, hollow, *named)] == [True, False] * 2
    assert filled["encoding"]["y"]["sort"] == ["电子设备", "矿产品"]
    axis = filled["encoding"]["x"]["axis"]
    assert axis["title"] == "同比变化（%）"
    assert axis["values"] == [-50, -25, 0, 25, 50]


def test_growth_dots_have_the_colours_of_rise_and_fall_and_say_which_is_which():
    svg = Picture.draw(growth_dots(DOTS, 50, "%"), "fig-a", "图 1", "x").svg
    dots = re.findall(r'aria-roledescription="point"[^>]*?(?:fill|stroke)="(#\w+)"', svg)
    # The filled ones of both names, then the hollow ones.
    assert dots == [UP, UP, BAR, DOWN]
    assert [svg.count(f">{name}</text>") for name in dict.fromkeys(DOTS["series"])] == [1, 1]


# Bars on both sides of zero.

BARS = pd.DataFrame(
    {
        "name": ["当月·金额", "当月·价格", "当月·数量"],
        "value": [25.0, -25.6, 150.6],
        "label": ["25.0", "-25.6", "150.6"],
        "sign": [1, -1, 1],
    }
)


def test_diverging_bars_keep_labels_and_mark_what_is_cut():
    chart = diverging_bars(BARS, 100, "百分点")
    rows = data(chart)
    assert [row["text"] for row in rows] == ["25.0", "-25.6", "150.6 →"]
    assert [row["shown"] for row in rows] == [25.0, -25.6, 100]
    (bars,) = layers(chart, "bar")
    assert bars["encoding"]["y"]["sort"] == BARS["name"].tolist()
    assert bars["encoding"]["x"]["axis"]["title"] == "百分点"


def test_a_bar_cut_on_the_left_is_marked_on_the_left():
    rows = data(diverging_bars(BARS, 20, "百分点"))
    assert [row["text"] for row in rows] == ["25.0 →", "← -25.6", "150.6 →"]
    assert [row["shown"] for row in rows] == [20, -20, 20]


def test_a_fall_is_never_in_the_colour_of_a_rise_nor_what_prints_as_zero():
    marks = BARS.assign(sign=[1, -1, 0])
    svg = Picture.draw(diverging_bars(marks, 200, "百分点"), "fig-a", "图 1", "x").svg
    found = re.findall(r'aria-roledescription="bar"[^>]*? fill="(#\w+)"', svg)
    assert found == [UP, DOWN, BAR]


def test_what_marks_have_in_common_stands_above_them():
    marks = BARS.assign(head=["甲", "甲", "乙"])
    (bars,) = layers(diverging_bars(marks, 200, "百分点"), "bar")
    rows = ["甲", "当月·金额", "当月·价格", "乙", "当月·数量"]
    assert bars["encoding"]["y"]["scale"]["domain"] == rows
    svg = Picture.draw(diverging_bars(marks, 200, "百分点"), "fig-a", "图 1", "x").svg
    assert re.findall(r'<text[^>]* font-weight="bold"[^>]*>([^<]+)</text>', svg) == ["甲", "乙"]


def test_numbers_stand_on_the_side_of_their_bar():
    right, left = layers(diverging_bars(BARS, 200, "百分点"), "text")
    assert right["transform"] == [{"filter": "datum.shown >= 0"}]
    assert left["transform"] == [{"filter": "datum.shown < 0"}]
    assert (right["mark"]["align"], left["mark"]["align"]) == ("left", "right")


def test_a_reference_is_drawn_where_it_is_asked_for():
    plain = diverging_bars(BARS, 200, "百分点").spec()
    marked = diverging_bars(BARS, 200, "百分点", (3.5, "全国 3.5")).spec()
    assert len(marked["layer"]) == len(plain["layer"]) + 2
    assert [{"at": 3.5, "label": "全国 3.5"}] in marked["datasets"].values()


# Tiles.


def test_tiles_stand_where_the_provinces_have_them():
    chart = tile_map(marks_of(chinese(), growths(-3.25, 12.04, 0.04), "region"), 15, "同比（%）")
    found = {
        row["code"]: (row["tile_row"], row["tile_col"], row["label"], row["short"])
        for row in data(chart)
    }
    assert found == {
        "11": (2, 6, "-3.3", "北京"),
        "32": (4, 7, "12.0", "江苏"),
        "44": (7, 6, "0.0", "广东"),
    }
    (squares,) = layers(chart, "rect")
    assert squares["encoding"]["color"]["scale"]["domain"] == [-15, 15]
    assert squares["encoding"]["color"]["legend"]["title"] == "同比（%）"


def test_dark_tiles_have_white_text():
    chart = tile_map(marks_of(chinese(), growths(-14.0, 3.0, 90.0), "region"), 15, "%")
    tones = {row["code"]: row["tone"] for row in data(chart)}
    assert tones["11"] == tones["44"] == "#ffffff"
    assert tones["32"] != "#ffffff"


# Pictures.

CHARTS = {
    "ranked": lambda: ranked_bars(RANKED, "上年同期"),
    "dots": lambda: growth_dots(DOTS, 50, "%"),
    "bars": lambda: diverging_bars(BARS, 100, "百分点"),
    "tiles": lambda: tile_map(marks_of(chinese(), growths(-3.25, 12.04, 0.04), "region"), 15, "%"),
}


@pytest.mark.parametrize("kind", CHARTS)
def test_a_specification_keeps_to_the_schema_of_vega_lite(kind):
    assert alt.LayerChart.from_dict(CHARTS[kind]().spec(), validate=True).layer


@pytest.mark.parametrize("kind", CHARTS)
def test_the_same_chart_is_drawn_to_the_same_bytes(kind):
    first, second = (Picture.draw(CHARTS[kind](), "fig-a", "图 1", "x") for _ in range(2))
    assert first == second
    assert first.svg.startswith("<svg")


def test_ids_of_a_drawing_begin_with_its_anchor():
    # The legend of the tiles has a gradient, which is known by an id.
    svg = Picture.draw(CHARTS["tiles"](), "fig-a", "图 1", "x").svg
    ids = re.findall(r'\bid="([^"]*)"', svg)
    assert ids
    assert all(one.startswith("fig-a-") for one in ids)


def test_a_gradient_is_found_by_its_own_reference():
    svg = Picture.draw(CHARTS["tiles"](), "fig-b", "图 1", "x").svg
    defined = set(re.findall(r'\bid="([^"]*)"', svg))
    referred = set(re.findall(r"url\(#([^)]*)\)", svg))
    assert referred
    assert referred <= defined


def test_two_drawings_on_a_page_share_no_id():
    first, second = (Picture.draw(CHARTS["tiles"](), name, "x", "x").svg for name in ("a", "b"))
    assert not set(re.findall(r'\bid="([^"]*)"', first)) & set(
        re.findall(r'\bid="([^"]*)"', second)
    )


def test_caption_and_alternative_are_escaped():
    picture = Picture.draw(CHARTS["ranked"](), "fig-a", "图 1 <i>&", '"><script>x</script> 3 < 4 &')
    html = str(picture.html())
    assert "<script>" not in html
    assert "<i>" not in html
    found = BeautifulSoup(html, "html.parser")
    assert found.find(attrs={"role": "img"})["aria-label"] == '"><script>x</script> 3 < 4 &'
    assert found.find("figcaption").get_text() == "图 1 <i>&"
    assert found.find("figure")["id"] == "fig-a"
    assert found.find("figure").find("svg") is not None


def test_names_in_a_drawing_are_escaped():
    marks = RANKED.assign(name=["A & B", "<b>", "C"])
    svg = Picture.draw(ranked_bars(marks, "上年同期"), "fig-a", "图 1", "x").svg
    assert "<b>" not in svg
    assert "A &amp; B" in svg


@pytest.mark.parametrize("name", ['id="y', "url(#y", 'href="#y', 'id="y" x'])
def test_a_name_that_looks_like_an_id_is_no_id(name):
    svg = Picture.draw(
        ranked_bars(RANKED.assign(text=[name, "B", "C"]), "上年同期"), "fig-a", "图 1", "x"
    ).svg
    found = ElementTree.fromstring(svg)
    assert [one.text for one in found.iter("{http://www.w3.org/2000/svg}text")].count(name) == 1


def test_a_gallery_shows_its_pictures_in_order():
    pictures = tuple(
        Picture.draw(CHARTS["ranked"](), f"fig-{name}", f"图 {name}", f"told {name}")
        for name in ("b", "a")
    )
    shown = Gallery(pictures)._repr_mimebundle_()
    found = BeautifulSoup(shown["text/html"], "html.parser")
    assert [one["id"] for one in found.find_all("figure")] == ["fig-b", "fig-a"]
    assert shown["text/plain"] == "图 b\ntold b\n图 a\ntold a"


# What is known of the marks.


def facts():
    rows = [
        Fact((name,), (figure(value, region=code), figure(growth, metric="growth", unit="percent")))
        for name, code, value, growth in (
            ("德国", "11", 4e8, 33.25),
            ("越南", "32", 2.04e8, -20.0),
            ("美国", "44", 4e6, None),
        )
    ]
    return Facts.of_members(chinese(), "partner", "export", ("level", "growth"), rows)


def described(svg):
    found = BeautifulSoup(svg, "html.parser").find_all(attrs={"role": "graphics-symbol"})
    return [(one["aria-roledescription"], one["aria-label"]) for one in found]


def test_each_mark_is_told_of_and_nothing_else():
    svg = Picture.draw(ranked_bars(RANKED, "上年同期"), "fig-a", "图 1", "x", facts()).svg
    assert described(svg) == [
        ("bar", "德国\n出口额：4.0 亿美元\n同比变化：33.3%"),
        ("bar", "越南\n出口额：2.0 亿美元\n同比变化：-20.0%"),
        ("bar", "美国\n出口额：0.04 亿美元\n同比变化：-"),
    ]


def test_marks_of_one_name_are_told_apart_by_their_series():
    rows = [
        Fact((name, series), (figure(value, metric="growth", unit="percent"),))
        for name, series, value in zip(DOTS["name"], DOTS["series"], DOTS["value"], strict=True)
    ]
    known = Facts.of_members(chinese(), "product", "export", ("growth",), rows)
    picture = Picture.draw(growth_dots(DOTS, 50, "%"), "fig-a", "图 1", "x", known)
    told = [label for kind, label in described(picture.svg) if kind == "point"]
    assert sorted(told) == [
        "电子设备 2024 年 1—5 月\n同比变化：13.0%",
        "电子设备 2024 年 5 月\n同比变化：11.0%",
        "矿产品 2024 年 1—5 月\n同比变化：-245.0%",
        "矿产品 2024 年 5 月\n同比变化：290.9%",
    ]
    assert picture.sheet.heads == ("产品", "期间", "同比变化")


def test_the_data_of_a_chart_has_its_unrounded_values():
    picture = Picture.draw(ranked_bars(RANKED, "上年同期"), "fig-a", "图 1", "x", facts())
    assert picture.sheet.csv() == (
        "贸易伙伴,出口额,同比变化,level.2025-11.month.export [USD],growth.2025-11.month.export [percent]\n"
        "德国,4.0,33.3,400000000.0,33.25\n"
        "越南,2.0,-20.0,204000000.0,-20.0\n"
        "美国,0.04,-,4000000.0,\n"
    )
    shown = picture._repr_mimebundle_()
    assert 'href="fig-a.csv"' in shown["text/html"]
    assert read_sheets(shown[SHEET_TYPE]) == (replace(picture.sheet, title="图 1"),)


def test_a_tile_is_told_of_though_its_data_stand_above_the_layers():
    marks = marks_of(chinese(), growths(-3.25, 12.04, 0.04), "region")
    rows = [
        Fact((name,), (figure(1e8, region=code),))
        for name, code in zip(marks["name"], marks["code"], strict=True)
    ]
    known = Facts.of_members(chinese(), "region", "export", ("level",), rows)
    svg = Picture.draw(tile_map(marks, 15, "%"), "fig-a", "图 1", "x", known).svg
    assert [label.split("\n")[0] for _, label in described(svg)] == ["江苏", "广东", "北京"]


def test_a_name_in_a_description_stays_a_name():
    name = '" d="M1.23456,2"><b>'
    marks = RANKED.assign(name=[name, "B", "C"])
    known = Facts(
        chinese(),
        ("名称",),
        ("值",),
        tuple(Fact((one,), (figure(4e8),)) for one in (name, "B", "C")),
    )
    svg = Picture.draw(ranked_bars(marks, "上年同期"), "fig-a", "图 1", "x", known).svg
    assert "<b>" not in svg
    assert (("bar", f"{name}\n值：4.0 亿美元")) in described(svg)


def test_a_mark_of_which_nothing_is_known_is_a_mistake():
    known = facts()
    with pytest.raises(ValueError, match=r"nothing is known of the marks \['美国'\]"):
        Picture.draw(
            ranked_bars(RANKED, "上年同期"),
            "fig-a",
            "图 1",
            "x",
            replace(known, rows=known.rows[:2]),
        )


def test_a_drawing_names_its_font_once_and_has_no_long_numbers():
    svg = Picture.draw(CHARTS["bars"](), "fig-a", "图 1", "x").svg
    assert svg.count("font-family") == 1
    assert re.search(r"<svg[^>]* font-family=\"'Tradebook Sans', [^\"]+\"", svg)
    assert re.findall(r'(?:d|transform|x|y)="[^"]*\d\.\d{3}', svg) == []
    ElementTree.fromstring(svg)


# Months.


def months(*known):
    periods = [f"2025-{month:02}" for month in range(1, 10)]
    rows = [("出口", "export", month, 5.0) for month in periods if month[-1] in known]
    marks = pd.DataFrame(rows, columns=["name", "flow", "period", "value"])
    return month_lines(marks, periods, "亿元", gap="无数据")


@pytest.mark.parametrize(
    ("known", "told"),
    [("129", ["2025-06"]), ("12789", ["2025-05"]), ("1236789", []), ("9", ["2025-05"])],
)
def test_a_gap_in_the_months_says_that_there_is_none(known, told):
    rows = [row for one in months(*known).spec()["datasets"].values() for row in one]
    found = [row["period"] for row in rows if row.get("text") == "无数据"]
    assert found == told
