"""Cities and zones by their English names, those of other cities in Pinyin."""

import pytest

from helpers.reference.place_names import place_name, place_name_apart
from helpers.reference.reference_table import NAME, read_table

ENGLISH = "name_en"


@pytest.mark.parametrize(
    ("code", "name", "expected"),
    [
        ("44", "深圳市", "Shenzhen"),
        ("35", "厦门市", "Xiamen"),
        ("50", "重庆市", "Chongqing City"),
        ("61", "西安市", "Xi'an"),
        ("15", "呼和浩特市", "Hohhot"),
        ("65", "乌鲁木齐市", "Urumqi"),
        ("23", "哈尔滨市", "Harbin"),
        ("54", "拉萨市", "Lhasa"),
        ("65", "喀什地区", "Kashgar Prefecture"),
        ("14", "长治市", "Changzhi"),
        ("41", "漯河市", "Luohe"),
        ("34", "六安市", "Lu'an"),
        # A province is called so, too.
        ("22", "吉林市", "Jilin City"),
        ("22", "延边朝鲜族自治州", "Yanbian Korean Autonomous Prefecture"),
        ("43", "湘西土家族苗族自治州", "Xiangxi Tujia and Miao Autonomous Prefecture"),
        # Its province stands before it.
        ("44", "广东省深圳市", "Shenzhen"),
        ("44", "广州市南沙区", "Guangzhou Nansha District"),
    ],
)
def test_a_city_has_the_name_that_it_is_known_under(code, name, expected):
    assert place_name(f"{code}-{name}", name, ENGLISH) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("深圳前海综合保税区", "Shenzhen Qianhai Comprehensive Bonded Zone"),
        ("广州经济技术开发区", "Guangzhou Economic and Technological Development Zone"),
        ("西安高新技术产业开发区", "Xi'an High-tech Industrial Development Zone"),
        ("洋浦保税港区", "Yangpu Bonded Port Area"),
        ("经济技术开发区", "Economic and Technological Development Zone"),
        ("昆山综合保税区（二期）", "Kunshan Comprehensive Bonded Zone (Phase II)"),
        # 区 is the end of a name, and within one a part of a longer word.
        ("沙市区", "Shashi District"),
        # In no table: each syllable as Pinyin has it.
        ("皮安保税区", "Pi'an Bonded Zone"),
    ],
)
def test_a_zone_is_named_by_what_it_is(name, expected):
    assert place_name(f"44-{name}", name, ENGLISH) == expected


def test_chinese_and_latin_names_stay():
    assert place_name("44-深圳市", "深圳市", NAME) == "深圳市"
    assert place_name("44-Shenzhen", "Shenzhen", ENGLISH) == "Shenzhen"


def test_two_of_one_name_are_told_apart_by_their_provinces():
    assert place_name_apart("34-宿州市", "Suzhou", ENGLISH) == "Suzhou (Anhui)"
    assert place_name_apart("22-吉林市", "吉林市") == "吉林省吉林市"


@pytest.mark.parametrize("table", ["place_names", "place_words"])
def test_no_name_of_the_tables_stands_twice_or_is_empty(table):
    rows = read_table(table, NAME)
    assert rows.index.is_unique
    assert not {"", *rows.index} & {*rows[ENGLISH]}
