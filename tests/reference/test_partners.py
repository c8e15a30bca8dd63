import csv
import re
import unicodedata
from importlib import resources
from itertools import pairwise

import pytest

from helpers.core.errors import ReferenceTableError
from helpers.core.periods import Month
from helpers.reference.partners import (
    CONTINENTS,
    GROUPS,
    continent_members,
    members,
    membership_changes,
    partner_code,
    partner_name,
    partner_of_m49,
    partners,
)

# Written by hand, by what each state is called.
# fmt: off
FIFTEEN = [
    "奥地利", "比利时", "丹麦", "芬兰", "法国", "德国", "希腊", "爱尔兰", "意大利", "卢森堡", "荷兰",
    "葡萄牙", "西班牙", "瑞典", "英国",
]
TEN_OF_2004 = [
    "塞浦路斯", "捷克", "爱沙尼亚", "匈牙利", "拉脱维亚", "立陶宛", "马耳他", "波兰", "斯洛伐克",
    "斯洛文尼亚",
]
ASEAN = [
    "文莱", "柬埔寨", "印度尼西亚", "老挝", "马来西亚", "缅甸", "菲律宾", "新加坡", "泰国", "越南",
]
RCEP = [*ASEAN, "日本", "韩国", "澳大利亚", "新西兰"]
BRICS = ["巴西", "俄罗斯", "印度", "南非"]
# fmt: on


def names(group, period):
    return {partner_name(code) for code in members(group, period)}


@pytest.fixture(scope="module")
def memberships():
    path = resources.files("helpers.reference").joinpath("groups.csv")
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def test_table_of_partners_has_its_columns():
    table = partners()
    assert list(table.columns) == ["name", "name_en", "iso3", "continent", "also", "m49"]
    assert table.index.name == "code"
    assert len(table) > 200


def test_the_table_can_be_changed_without_harm():
    table = partners()
    table.loc["304", "name"] = "changed"
    assert partners().at["304", "name"] == "德国"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("304", "304"),
        ("德国", "304"),
        ("Germany", "304"),
        ("俄罗斯", "344"),
        ("俄罗斯联邦", "344"),
        ("Russian Federation", "344"),
        ("阿联酋", "138"),
        ("阿拉伯联合酋长国", "138"),
        ("韩国", "133"),
        ("大韩民国", "133"),
        ("Republic of Korea", "133"),
        ("朝鲜", "109"),
        ("中国香港", "110"),
        ("Hong Kong，China", "110"),
        ("Macao,China", "121"),
        ("Taiwan，China", "143"),
        ("Turkey", "137"),
        ("Türkiye", "137"),
        ("刚果（布）", "213"),
        ("刚果（金）", "252"),
        ("尼日尔", "235"),
        ("尼日利亚", "236"),
        ("多米尼克", "414"),
        ("多米尼加共和国", "418"),
        ("亚洲其他国家（地区）", "199"),
        ("大洋洲其他国家(地区)", "699"),
        ("塞卜泰(休达)", "210"),
        ("刚果共和国", "213"),
        ("刚果民主共和国", "252"),
        ("多米尼加", "418"),
        ("国家（地区）不明", "701"),
        ("国家(地区)不明", "701"),
        ("南极洲", "ata"),
        ("关岛", "gum"),
        ("科科斯（基林）群岛", "cck"),
        ("科科斯(基林)群岛", "cck"),
        ("博纳尔，圣俄斯塔休斯和萨巴", "bes"),
        (" 韩 国 ", "133"),
        ("R. O. Korea", "133"),
        ("United States (US)", "502"),
        ("United Kingdom (UK)", "303"),
        ("Hong Kong, China", "110"),
        ("EU", "EU"),
        ("欧盟", "EU"),
        ("东盟", "ASEAN"),
        ("东南亚国家联盟", "ASEAN"),
        ("欧洲联盟", "EU"),
        ("European Union", "EU"),
        ("区域全面经济伙伴关系协定（RCEP）成员国", "RCEP"),
        ("区域全面经济伙伴关系协定", "RCEP"),
        ("Regional Comprehensive Economic Partnership", "RCEP"),
        ("共建“一带一路”国家和地区", "BRI"),
        ("共建一带一路国家", "BRI"),
        ("Jointly build the countries along Belt and Road Routes", "BRI"),
        ("亚太经济合作组织", "APEC"),
        ("亚洲", "ASIA"),
        ("非洲", "AFRICA"),
        ("欧洲", "EUROPE"),
        ("拉丁美洲", "LATAM"),
        ("Latin America", "LATAM"),
        ("北美洲", "NAMERICA"),
        ("大洋洲", "OCEANIA"),
    ],
)
def test_a_partner_is_found_by_any_of_its_names(name, code):
    assert partner_code(name) == code


def test_each_name_leads_to_one_partner():
    seen = {}
    for code, row in partners().iterrows():
        also = row["also"].split(";") if row["also"] else []
        for name in {row["name"], row["name_en"]} | set(also):
            assert name and name == name.strip()
            assert seen.setdefault(name, code) == code
            assert partner_code(name) == code
    assert not set(seen) & {each for names in GROUPS.values() for each in names}


def test_no_two_names_are_one_but_for_their_width():
    seen = {}
    for code, row in partners().iterrows():
        for name in filter(None, [row["name"], row["name_en"], *row["also"].split(";")]):
            plain = "".join(unicodedata.normalize("NFKC", name).split())
            assert seen.setdefault(plain, code) == code


@pytest.mark.parametrize("name", ["", "_T", "全球", "000", "刚果", "germany", "总值", "德国;法国"])
def test_other_names_are_refused(name):
    with pytest.raises(
        ReferenceTableError, match="is not known; expected a customs code"
    ) as caught:
        partner_code(name)
    assert f"'{name}'" in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("138", "阿联酋"),
        ("344", "俄罗斯"),
        ("EU", "欧盟"),
        ("ASEAN", "东盟"),
        ("BRICS", "金砖国家"),
        ("EUROPE", "欧洲"),
        ("拉丁美洲", "拉美"),
        ("gum", "关岛"),
    ],
)
def test_partner_name(code, name):
    assert partner_name(code) == name


def test_continents_are_those_of_the_table_by_country():
    table = partners()
    assert set(table["continent"]) == {*CONTINENTS, ""}
    assert set(table.index[table["continent"] == ""]) == {"701", "702", "999", "ata"}
    by_digit = {"1": "ASIA", "2": "AFRICA", "3": "EUROPE"}
    by_digit |= {"4": "LATAM", "5": "NAMERICA", "6": "OCEANIA"}
    elsewhere = {
        row["name"]: row["continent"]
        for code, row in table.iterrows()
        if row["continent"] and code[0] in by_digit and by_digit[code[0]] != row["continent"]
    }
    assert elsewhere == {
        "格鲁吉亚": "ASIA",
        "亚美尼亚": "ASIA",
        "阿塞拜疆": "ASIA",
        "圣皮埃尔和密克隆": "NAMERICA",
    }


def test_members_of_a_continent():
    names = {partner_name(code) for code in continent_members("OCEANIA")}
    assert {"澳大利亚", "新西兰", "关岛", "北马里亚纳群岛", "大洋洲其他"} <= names
    assert "142" in continent_members("ASIA")
    everybody = [code for each in CONTINENTS for code in continent_members(each)]
    assert len(everybody) == len(set(everybody)) == len(partners()) - 4


@pytest.mark.parametrize("continent", ["", "EU", "亚洲", "asia"])
def test_other_continents_are_refused(continent):
    with pytest.raises(ReferenceTableError, match="is not known; expected one of ASIA, AFRICA"):
        continent_members(continent)


def test_the_world_has_no_partner_name():
    with pytest.raises(ReferenceTableError):
        partner_name("_T")


@pytest.mark.parametrize(
    ("period", "gone", "come"),
    [
        ("1995-01", [], []),
        ("2004-04", [], []),
        ("2004-05", [], TEN_OF_2004),
        ("2006-12", [], TEN_OF_2004),
        ("2007-01", [], [*TEN_OF_2004, "保加利亚", "罗马尼亚"]),
        ("2013-06", [], [*TEN_OF_2004, "保加利亚", "罗马尼亚"]),
        ("2013-07", [], [*TEN_OF_2004, "保加利亚", "罗马尼亚", "克罗地亚"]),
        ("2020-01", [], [*TEN_OF_2004, "保加利亚", "罗马尼亚", "克罗地亚"]),
        ("2020-02", ["英国"], [*TEN_OF_2004, "保加利亚", "罗马尼亚", "克罗地亚"]),
        ("2025-11", ["英国"], [*TEN_OF_2004, "保加利亚", "罗马尼亚", "克罗地亚"]),
    ],
)
def test_european_union_from_month_to_month(period, gone, come):
    assert names("EU", period) == set(FIFTEEN) - set(gone) | set(come)


@pytest.mark.parametrize(
    ("period", "count"),
    [("1957-12", 0), ("1958-01", 6), ("1973-01", 9), ("1981-01", 10), ("1986-01", 12)],
)
def test_european_communities_grew(period, count):
    assert len(members("EU", period)) == count


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ("1967-07", []),
        ("1999-03", [each for each in ASEAN if each != "柬埔寨"]),
        ("1999-04", ASEAN),
        ("2024-05", ASEAN),
        ("2025-02", ASEAN),
        ("2025-09", ASEAN),
        ("2025-10", [*ASEAN, "东帝汶"]),
    ],
)
def test_asean_from_month_to_month(period, expected):
    assert names("ASEAN", period) == set(expected)


@pytest.mark.parametrize(
    ("period", "not_yet"),
    [
        ("2021-12", RCEP),
        ("2022-01", ["韩国", "马来西亚", "缅甸", "印度尼西亚", "菲律宾"]),
        ("2022-02", ["马来西亚", "缅甸", "印度尼西亚", "菲律宾"]),
        ("2022-03", ["缅甸", "印度尼西亚", "菲律宾"]),
        ("2022-05", ["印度尼西亚", "菲律宾"]),
        ("2023-01", ["菲律宾"]),
        ("2023-06", []),
        ("2025-11", []),
    ],
)
def test_rcep_from_month_to_month(period, not_yet):
    assert names("RCEP", period) == set(RCEP) - set(not_yet)


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ("2009-05", []),
        ("2011-03", [each for each in BRICS if each != "南非"]),
        ("2011-04", BRICS),
        ("2023-12", BRICS),
        ("2024-01", [*BRICS, "埃及", "埃塞俄比亚", "伊朗", "阿联酋"]),
        ("2025-01", [*BRICS, "埃及", "埃塞俄比亚", "伊朗", "阿联酋", "印度尼西亚"]),
    ],
)
def test_brics_from_month_to_month(period, expected):
    assert names("BRICS", period) == set(expected)


@pytest.mark.parametrize(
    ("code", "period", "groups"),
    [
        ("304", "2024-05", ("EU",)),
        ("303", "2020-01", ("EU",)),
        ("303", "2020-02", ()),
        ("112", "2024-12", ("ASEAN", "RCEP")),
        ("112", "2025-01", ("ASEAN", "RCEP", "BRICS")),
        ("131", "2025-11", ()),
        ("110", "2025-11", ()),
        ("142", "2025-11", ()),
        ("207", "2025-11", ()),
    ],
)
def test_groups_of_a_partner(code, period, groups):
    assert tuple(group for group in GROUPS if code in members(group, period)) == groups


def test_members_are_in_ascending_order():
    for group in GROUPS:
        assert list(members(group, "2025-11")) == sorted(members(group, "2025-11"))


@pytest.mark.parametrize("group", ["", "eu", "欧盟", "BELT_ROAD", "304", "_T"])
def test_other_groups_are_refused(group):
    with pytest.raises(
        ReferenceTableError, match="is not known; expected one of EU, ASEAN, RCEP, BRICS"
    ):
        members(group, "2024-05")


@pytest.mark.parametrize("period", ["", "2024", "2024-5", "2024-13", "202405"])
def test_a_period_that_is_no_month_is_refused(period):
    with pytest.raises(ValueError, match="expected a month"):
        members("EU", period)


def test_memberships_are_dated_and_sourced(memberships):
    month = re.compile("(?:19|20)[0-9]{2}-(?:0[1-9]|1[0-2])")
    assert list(memberships[0]) == ["group", "code", "from", "until", "source"]
    assert {row["group"] for row in memberships} == set(GROUPS)
    for row in memberships:
        assert row["code"] in partners().index
        assert row["code"] != "142"
        assert month.fullmatch(row["from"])
        assert row["until"] == "" or (month.fullmatch(row["until"]) and row["from"] < row["until"])
        assert row["source"]
    assert len({(row["group"], row["code"]) for row in memberships}) == len(memberships)


@pytest.mark.parametrize(
    ("m49", "name"),
    [
        ("276", "德国"),
        ("842", "美国"),
        ("840", "美国"),
        ("699", "印度"),
        ("490", "中国台湾"),
        ("344", "中国香港"),
        ("446", "中国澳门"),
        ("156", "中国"),
        ("703", "斯洛伐克"),
        ("705", "斯洛文尼亚"),
        ("040", "奥地利"),
        ("036", "澳大利亚"),
        ("410", "韩国"),
        ("408", "朝鲜"),
        ("178", "刚果（布）"),
        ("180", "刚果（金）"),
        ("562", "尼日尔"),
        ("566", "尼日利亚"),
        ("891", "塞尔维亚和黑山"),
    ],
)
def test_partners_by_the_digits_of_the_united_nations(m49, name):
    assert partner_name(partner_of_m49(m49)) == name


@pytest.mark.parametrize("m49", ["000", "899", "492", "535", "097", "4", "DEU", ""])
def test_other_digits_are_no_partner(m49):
    assert partner_of_m49(m49) is None


def test_no_two_partners_share_digits_and_all_have_three():
    digits = [each for text in partners()["m49"] for each in text.split(";") if each]
    assert len(set(digits)) == len(digits) > 220
    assert {len(each) for each in digits} == {3}


def test_every_state_but_monaco_has_digits():
    table = partners()
    lacking = table[(table["iso3"] != "") & (table["m49"] == "")]
    assert lacking["name_en"].tolist() == ["Monaco", "Bonaire, Sint Eustatius and Saba"]


@pytest.mark.parametrize(
    ("group", "last", "changed"),
    # Croatia joined the EU in July 2013, and the United Kingdom was a member to January 2020.
    [("ASEAN", "1999-04", "2025-10"), ("EU", "2013-07", "2020-02")],
)
def test_the_months_from_which_a_group_has_other_members(group, last, changed):
    assert membership_changes(group)[-2:] == (last, changed)
    before = str(Month.parse(changed).minus(1))
    assert members(group, before) != members(group, changed)


def test_between_two_changes_a_group_has_the_same_members():
    for group in GROUPS:
        months = [f"{year}-{number:02d}" for year in range(1999, 2027) for number in range(1, 13)]
        moved = [
            later
            for earlier, later in pairwise(months)
            if members(group, earlier) and members(group, earlier) != members(group, later)
        ]
        assert moved == [one for one in membership_changes(group) if one in months[1:]]
