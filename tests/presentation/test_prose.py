import dataclasses

import pytest
from bs4 import BeautifulSoup
from builders import figure
from markupsafe import Markup

from helpers.core.errors import LocaleError
from helpers.presentation.locale.words import Words, chinese
from helpers.presentation.prose import datum, listing, prose, sentence

# Words of the tests' own, so that what is tested is the logic and not the page's wording.
TEXTS = {
    "units": {
        "USD": {"label": "亿美元", "power": 8},
        "percent": {"label": "%", "decimals": 1},
        "points": {"label": "个百分点", "decimals": 1},
        "places": {"label": "位", "decimals": 0},
        "count": {"label": "个", "decimals": 0},
    },
    "moved": {
        "percent": {"up": "增长", "down": "下降", "level": "持平"},
        "points": {"up": "上升", "down": "下降", "level": "持平"},
        "amount": {"up": "增加", "down": "减少", "level": "不变"},
        "places": {"up": "前进", "down": "后退", "level": "未动"},
        "pull": {"up": "拉动", "down": "下拉", "level": "影响为"},
        "absent": "无可比数",
    },
    "side": {"up": "顺差 ", "down": "逆差 ", "level": "平衡 "},
    "joining": {"comma": "、", "last": "和"},
    "said": {
        kind: "{figure:" + kind + "}"
        for kind in ("amount", "number", "moved", "pull", "size", "side")
    },
    "named": "{name}：{figure:amount}。",
    "item": "{name}",
    "typo": "{figure:amont}",
    "list": "前几位是{members}。",
}
WORDS = Words(TEXTS)

USD = {"unit": "USD", "metric": "level"}
PERCENT = {"unit": "percent", "metric": "growth"}
POINTS = {"unit": "points", "metric": "contribution"}


def said(kind, one):
    """Fill a slot of this kind; return its text, and the <data> elements in it."""
    soup = BeautifulSoup(sentence(WORDS, f"said.{kind}", figure=one), "html.parser")
    return soup.get_text(), soup.find_all("data")


@pytest.mark.parametrize(
    ("kind", "one", "text"),
    [
        ("amount", figure(72_560_000_000.0, **USD), "725.6 亿美元"),
        ("amount", figure(-4_500_000.0, **USD), "-0.05 亿美元"),
        ("amount", figure(6.85, **PERCENT), "6.9%"),
        ("amount", figure(-0.25, **POINTS), "-0.3 个百分点"),
        ("amount", figure(3.0, unit="places"), "3 位"),
        ("number", figure(31.0, unit="count"), "31"),
        ("number", figure(-6.85, **PERCENT), "-6.9"),
        ("number", figure(None, **PERCENT), "-"),
        ("moved", figure(6.85, **PERCENT), "增长 6.9%"),
        ("moved", figure(-6.85, **PERCENT), "下降 6.9%"),
        ("moved", figure(0.05, **PERCENT), "增长 0.1%"),
        ("moved", figure(-0.05, **PERCENT), "下降 0.1%"),
        ("moved", figure(1.25, **POINTS), "上升 1.3 个百分点"),
        ("moved", figure(-1.25, **POINTS), "下降 1.3 个百分点"),
        ("moved", figure(250_000_000.0, **USD), "增加 2.5 亿美元"),
        ("moved", figure(-250_000_000.0, **USD), "减少 2.5 亿美元"),
        ("moved", figure(-1_000_000.0, **USD), "减少 0.01 亿美元"),
        ("moved", figure(2.0, unit="places"), "前进 2 位"),
        ("moved", figure(-3.0, unit="places"), "后退 3 位"),
        ("size", figure(-0.25, **POINTS), "0.3 个百分点"),
        ("size", figure(0.25, **POINTS), "0.3 个百分点"),
        ("size", figure(-250_000_000.0, **USD), "2.5 亿美元"),
        ("side", figure(250_000_000.0, **USD), "顺差 2.5 亿美元"),
        ("side", figure(-250_000_000.0, **USD), "逆差 2.5 亿美元"),
        ("side", figure(0.0, **USD), "平衡 0.0 亿美元"),
        ("side", figure(-100_000.0, **USD), "平衡 0.00 亿美元"),
    ],
)
def test_a_figure_is_written_as_its_slot_says(kind, one, text):
    written, data = said(kind, one)
    assert written == text
    assert [element["data-figure"] for element in data] == [one.id]


@pytest.mark.parametrize(
    ("one", "text"),
    [
        (figure(0.0, **PERCENT), "持平"),
        (figure(0.04, **PERCENT), "持平"),
        (figure(-0.04, **PERCENT), "持平"),
        (figure(0.01, **POINTS), "持平"),
        (figure(0.0, **USD), "不变"),
        (figure(100_000.0, **USD), "不变"),
        (figure(0.0, unit="places"), "未动"),
        (figure(None, **PERCENT), "无可比数"),
        (figure(None, **USD), "无可比数"),
    ],
)
def test_what_prints_as_zero_or_has_no_base_is_said_in_words_alone(one, text):
    assert said("moved", one) == (text, [])


@pytest.mark.parametrize(
    ("value", "word"), [(0.3, "拉动"), (-0.3, "下拉"), (0.04, "影响为"), (-0.04, "影响为")]
)
def test_the_direction_of_a_contribution_follows_the_printed_sign(value, word):
    assert said("pull", figure(value, **POINTS)) == (word, [])


def moved_in_chinese(one):
    words = Words({**chinese()._texts, "said": {"moved": "{one:moved}"}})
    return sentence(words, "said.moved", one=one)


def test_in_chinese_no_change_is_held_level():
    assert moved_in_chinese(figure(0.04, **PERCENT)) == "持平"


def test_in_chinese_a_missing_base_is_said_so():
    phrase = moved_in_chinese(figure(None, **PERCENT))
    assert phrase == chinese().text("moved.absent")
    assert not set("-0") & set(phrase)


def test_in_chinese_a_change_from_next_to_nothing_is_no_news():
    one = figure(1_851_385.125, **PERCENT)
    assert moved_in_chinese(one) == "因基数极小不作比较"
    assert chinese().amount(one) == "—"


# No base prints as "-": never as an empty string before its unit.
@pytest.mark.parametrize("keys", [POINTS, PERCENT, USD])
def test_the_size_of_a_missing_number_is_not_empty(keys):
    written, _ = said("size", figure(None, **keys))
    assert written.startswith("-")


def test_a_figure_carries_its_name_and_unrounded_value():
    one = figure(
        72_561_234_567.125, metric="level", flow="import", region="44", span="ytd", product="85"
    )
    [data] = said("amount", one)[1]
    assert data["data-figure"] == "level.value.2025-11.ytd.import.44._T.85"
    assert data["value"] == "72561234567.125"
    assert "tb-figure" in data["class"]


def test_a_size_keeps_the_sign_in_its_value():
    [data] = said("moved", figure(-6.849999, **PERCENT))[1]
    assert (data.get_text(), data["value"]) == ("6.8%", "-6.849999")


def test_a_missing_number_has_no_value():
    [data] = said("number", figure(None, **PERCENT))[1]
    assert (data.get_text(), data["value"]) == ("-", "")


@pytest.mark.parametrize(
    "name", ['<script>alert("1")</script>', "A & B", "'x' > \"y\"", "{figure}", "{0}", "%s"]
)
def test_names_are_escaped_and_never_filled_again(name):
    filled = sentence(WORDS, "named", name=name, figure=figure(1e8, **USD))
    soup = BeautifulSoup(filled, "html.parser")
    assert soup.get_text() == f"{name}：1.0 亿美元。"
    assert [tag.name for tag in soup.find_all()] == ["data"]


def test_names_are_escaped_in_lists_too():
    filled = listing(WORDS, "item", [{"name": "<b>"}, {"name": "&"}])
    assert filled == "&lt;b&gt;和&amp;"


def test_markup_is_not_escaped_twice():
    leaders = listing(WORDS, "named", [{"name": "<北京>", "figure": figure(1e8, **USD)}])
    soup = BeautifulSoup(sentence(WORDS, "list", members=leaders), "html.parser")
    assert soup.get_text() == "前几位是<北京>：1.0 亿美元。。"
    assert len(soup.find_all("data")) == 1


def test_a_figure_s_name_is_escaped_in_its_attribute():
    one = dataclasses.replace(figure(1.0), region='"><b>')
    [data] = BeautifulSoup(datum(one, "1 < 2"), "html.parser").find_all()
    assert data["data-figure"] == one.id
    assert data.get_text() == "1 < 2"


@pytest.mark.parametrize(
    ("names", "joined"),
    [
        ([], ""),
        (["广东"], "广东"),
        (["广东", "江苏"], "广东和江苏"),
        (["广东", "江苏", "浙江"], "广东、江苏和浙江"),
        (["甲", "乙", "丙", "丁"], "甲、乙、丙和丁"),
    ],
)
def test_lists_are_joined(names, joined):
    found = listing(WORDS, "item", [{"name": name} for name in names])
    assert found == joined
    assert isinstance(found, Markup)


def test_a_template_that_is_not_there_is_named():
    with pytest.raises(LocaleError, match=r"said\.nothing"):
        sentence(WORDS, "said.nothing", figure=figure(1.0))


@pytest.mark.parametrize(
    ("key", "slots", "message"),
    [
        ("named", {"name": "广东"}, "'named' has a slot 'figure'; its slots are: name"),
        ("named", {"name": "广东", "figure": None}, "'named' writes 'None' as a figure"),
        ("item", {"name": figure(1.0)}, "'item' writes a figure without saying how"),
        (
            "typo",
            {"figure": figure(1.0)},
            "'typo' writes 'figure' as 'amont'; it can be written: "
            "amount, number, moved, yearly, rose, pull, size, side, bare, capital, ordinal, plural, small",
        ),
    ],
)
def test_a_sentence_that_cannot_be_filled_is_refused_in_a_line(key, slots, message):
    with pytest.raises(LocaleError) as caught:
        sentence(WORDS, key, **slots)
    assert str(caught.value) == f"words: {message}"


def test_prose_is_shown_as_html_and_as_plain_text():
    one = figure(6.85, **PERCENT)
    first = [sentence(WORDS, "named", name="A & B", figure=one), Markup("第二句。")]
    shown = prose(WORDS, first, [Markup("第二段。")])._repr_mimebundle_()
    soup = BeautifulSoup(shown["text/html"], "html.parser")
    assert [p.get_text() for p in soup.find_all("p")] == ["A & B：6.9%。第二句。", "第二段。"]
    assert shown["text/plain"] == "A & B：6.9%。第二句。\n\n第二段。"


def test_prose_may_be_empty():
    shown = prose(WORDS)._repr_mimebundle_()
    assert BeautifulSoup(shown["text/html"], "html.parser").get_text() == ""
    assert shown["text/plain"] == ""


@pytest.mark.parametrize(
    ("unit", "value", "told"),
    [
        # 万亿元 with two decimals from one of them on, in prose alone; dollars as they are.
        ("CNY", 45_468_508_453_611, "45.47 万亿元"),
        ("CNY", 1_000_000_000_000, "1.00 万亿元"),
        ("CNY", 999_960_000_000, "9999.6 亿元"),
        ("CNY", -4_262_739_651_219, "-4.26 万亿元"),
        ("USD", 5_753_630_000_000, "57536.3 亿美元"),
    ],
)
def test_prose_writes_a_very_large_amount_in_the_unit_for_those(unit, value, told):
    words, large = chinese(), figure(value, metric="level", unit=unit)
    assert words.told(large) == told
    assert "万亿" not in words.amount(large)


def test_what_its_source_rounds_more_coarsely_keeps_its_digits():
    level = figure(23_600_000_000_000, metric="level", unit="CNY")
    assert chinese().told(dataclasses.replace(level, step=1e11)) == "23.6 万亿元"
