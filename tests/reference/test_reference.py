import csv
import re
from importlib import resources

import pytest

from helpers.core.dimensions import is_part
from helpers.core.errors import ReferenceTableError
from helpers.reference.provinces import MACRO_REGIONS, province_code, province_name, provinces
from helpers.reference.reference_table import stated_names

# Codes and full names as in the national standard GB/T 2260.
FULL_NAMES = {
    "11": "北京市",
    "12": "天津市",
    "13": "河北省",
    "14": "山西省",
    "15": "内蒙古自治区",
    "21": "辽宁省",
    "22": "吉林省",
    "23": "黑龙江省",
    "31": "上海市",
    "32": "江苏省",
    "33": "浙江省",
    "34": "安徽省",
    "35": "福建省",
    "36": "江西省",
    "37": "山东省",
    "41": "河南省",
    "42": "湖北省",
    "43": "湖南省",
    "44": "广东省",
    "45": "广西壮族自治区",
    "46": "海南省",
    "50": "重庆市",
    "51": "四川省",
    "52": "贵州省",
    "53": "云南省",
    "54": "西藏自治区",
    "61": "陕西省",
    "62": "甘肃省",
    "63": "青海省",
    "64": "宁夏回族自治区",
    "65": "新疆维吾尔自治区",
}
SEVEN = {
    "east": "上海 江苏 浙江 安徽 福建 江西 山东",
    "south": "广东 广西 海南",
    "north": "北京 天津 河北 山西 内蒙古",
    "southwest": "重庆 四川 贵州 云南 西藏",
    "central": "河南 湖北 湖南",
    "northeast": "辽宁 吉林 黑龙江",
    "northwest": "陕西 甘肃 青海 宁夏 新疆",
}
ABBREVIATIONS = "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川黔滇藏陕甘青宁新"


def test_there_are_31_provinces_with_their_full_names():
    table = provinces()
    assert len(table) == 31
    assert table["full_name"].to_dict() == FULL_NAMES


def test_short_names_are_the_full_ones_without_what_they_are():
    endings = re.compile("(?:(?:壮族|回族|维吾尔)?自治区|[省市])$")
    expected = {code: endings.sub("", name) for code, name in FULL_NAMES.items()}
    assert provinces()["name"].to_dict() == expected


def test_abbreviations_are_the_usual_ones():
    assert "".join(provinces()["abbreviation"]) == ABBREVIATIONS


def test_seven_regions_are_those_of_the_published_reports():
    table = provinces()
    assert set(table["macro_region"]) == set(MACRO_REGIONS) == set(SEVEN)
    for region, names in SEVEN.items():
        assert set(table.loc[table["macro_region"] == region, "name"]) == set(names.split())


def test_no_two_provinces_share_a_name_or_a_tile():
    table = provinces()
    for column in ("name", "full_name", "name_en", "full_name_en", "abbreviation"):
        assert table[column].is_unique
        assert (table[column].str.strip() != "").all()
    assert not table.duplicated(["tile_row", "tile_col"]).any()
    assert (table[["tile_row", "tile_col"]] >= 0).all(axis=None)


@pytest.mark.parametrize(
    ("one", "side", "other"),
    [
        ("黑龙江", "north", "吉林"),
        ("吉林", "north", "辽宁"),
        ("北京", "north", "河南"),
        ("广东", "south", "湖南"),
        ("海南", "south", "广东"),
        ("新疆", "west", "甘肃"),
        ("西藏", "west", "四川"),
        ("浙江", "east", "江西"),
        ("福建", "south", "浙江"),
        ("天津", "east", "北京"),
    ],
)
def test_tiles_lie_as_on_a_map(one, side, other):
    table = provinces().set_index("name")
    column, sign = {
        "north": ("tile_row", -1),
        "south": ("tile_row", 1),
        "west": ("tile_col", -1),
        "east": ("tile_col", 1),
    }[side]
    assert sign * (table.at[one, column] - table.at[other, column]) > 0


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("22", "22"),
        ("吉林", "22"),
        ("吉林省", "22"),
        ("Jilin", "22"),
        ("Jilin Province", "22"),
        ("吉", "22"),
        ("北京", "11"),
        ("北京市", "11"),
        ("内蒙古", "15"),
        ("内蒙古自治区", "15"),
        ("山西", "14"),
        ("Shanxi", "14"),
        ("陕西", "61"),
        ("Shaanxi", "61"),
        ("新疆维吾尔自治区", "65"),
        ("西藏", "54"),
    ],
)
def test_a_province_is_found_by_any_of_its_names(name, code):
    assert province_code(name) == code


def test_full_names_lead_back_to_their_codes():
    assert len(FULL_NAMES) == 31
    assert {code: province_code(name) for code, name in FULL_NAMES.items()} == {
        code: code for code in FULL_NAMES
    }
    others = [code for code, name in FULL_NAMES.items() if not name.startswith(province_name(code))]
    assert others == []


# 吉林市 is a city in 吉林省; 深圳 and 台湾 are in no table of the 31.
@pytest.mark.parametrize(
    "name", ["", "吉林市", "深圳", "台湾", "99", "1101", "_T", "全国", "jilin"]
)
def test_other_names_are_refused(name):
    with pytest.raises(ReferenceTableError, match="is not known; expected one of the 31") as caught:
        province_code(name)
    assert f"'{name}'" in str(caught.value)


def test_the_country_has_no_province_name():
    with pytest.raises(ReferenceTableError):
        province_name("_T")


def test_the_table_can_be_changed_without_harm():
    table = provinces()
    table.loc["22", "name"] = "changed"
    assert provinces().at["22", "name"] == "吉林"


@pytest.fixture(scope="module")
def partners():
    path = resources.files("helpers.reference").joinpath("partners.csv")
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_partners_have_unique_codes_of_three_digits_or_their_iso_code(partners):
    codes = [row["code"] for row in partners]
    assert len(codes) > 200
    assert len(set(codes)) == len(codes)
    for row in partners:
        digits = re.fullmatch("[1-9][0-9]{2}", row["code"])
        assert digits or row["code"].upper() == row["iso3"]


@pytest.mark.parametrize("column", ["name", "name_en"])
def test_partners_have_unique_names(partners, column):
    names = [row[column] for row in partners]
    assert all(name and name == name.strip() for name in names)
    assert len(set(names)) == len(names)


def test_partners_english_names_are_not_chinese(partners):
    assert not [row for row in partners if re.search("[一-鿿]", row["name_en"])]
    assert not [row for row in partners if not re.search("[一-鿿]", row["name"])]


def test_iso_codes_are_three_capitals_or_none_and_unique(partners):
    codes = [row["iso3"] for row in partners if row["iso3"]]
    assert len(codes) > 200
    assert all(re.fullmatch("[A-Z]{3}", code) for code in codes)
    assert len(set(codes)) == len(codes)


@pytest.mark.parametrize(
    ("code", "name", "iso3"),
    [
        ("110", "中国香港", "HKG"),
        ("116", "日本", "JPN"),
        ("133", "韩国", "KOR"),
        ("141", "越南", "VNM"),
        ("143", "中国台湾", "TWN"),
        ("244", "南非", "ZAF"),
        ("303", "英国", "GBR"),
        ("304", "德国", "DEU"),
        ("344", "俄罗斯", "RUS"),
        ("410", "巴西", "BRA"),
        ("501", "加拿大", "CAN"),
        ("502", "美国", "USA"),
        ("601", "澳大利亚", "AUS"),
    ],
)
def test_well_known_partners(partners, code, name, iso3):
    row = next(row for row in partners if row["code"] == code)
    assert (row["name"], row["iso3"]) == (name, iso3)


# What sources state figures of beside provinces, countries and HS codes.

STATED = {
    "region": {
        "MAJOR7": "外贸七大省市",
        "BORDER9": "沿边九省区",
        "YRD": "长三角地区",
        "GBA9": "粤港澳大湾区内地九市",
    },
    "partner": {
        "BRI": "共建“一带一路”国家",
        "ASIA": "亚洲",
        "AFRICA": "非洲",
        "LATAM": "拉美",
        "EUROPE": "欧洲",
        "NAMERICA": "北美洲",
        "OCEANIA": "大洋洲",
        "APEC": "亚太经济合作组织",
    },
    "enterprise": {
        "private": "民营企业",
        "foreign": "外资企业",
        "state": "国有企业",
        "private_owned": "私营企业",
        "collective": "集体企业",
        "foreign_cooperative": "中外合作企业",
        "foreign_joint": "中外合资企业",
        "foreign_sole": "外商独资企业",
        "other": "其他企业",
    },
}


@pytest.mark.parametrize("dimension", STATED)
def test_what_sources_state_is_named(dimension):
    assert stated_names(dimension) == STATED[dimension]


def test_the_customs_lists_of_products_are_named():
    names = stated_names("product")
    assert names["HITECH"] == "高技术产品"
    assert names["MECHELEC"] == "机电产品"
    assert names["NEWTRIO"] == "“新三样”产品"
    assert names["CBEC"] == "跨境电商"


def test_of_an_unknown_dimension_nothing_is_stated():
    assert stated_names("regime") == {}


@pytest.mark.parametrize("dimension", ["region", "partner", "product", "enterprise"])
def test_codes_and_names_of_what_is_stated_are_unique(dimension):
    path = resources.files("helpers.reference").joinpath("stated.csv")
    with path.open(encoding="utf-8", newline="") as stream:
        rows = [row for row in csv.DictReader(stream) if row["dimension"] == dimension]
    for column in ("code", "name", "name_en"):
        cells = [row[column] for row in rows]
        assert all(cells)
        assert len(set(cells)) == len(cells)


@pytest.mark.parametrize("dimension", ["region", "partner", "product"])
def test_what_is_stated_is_in_no_sum(dimension):
    # Groups and lists overlap; of the kinds of enterprise only those of foreign-invested ones.
    assert not [code for code in stated_names(dimension) if is_part(dimension, code)]
    within = [code for code in stated_names("enterprise") if not is_part("enterprise", code)]
    assert within == ["foreign_cooperative", "foreign_joint", "foreign_sole"]
