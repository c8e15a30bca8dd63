import pytest

from helpers.core.errors import ReferenceTableError
from helpers.reference.products import group_name, group_of, product_groups, with_lost_zero

# Transcribed by hand from the design: name, first and last chapters.
NINE = {
    "agriculture": ("农产品", [(1, 24)]),
    "minerals": ("矿产品", [(25, 27)]),
    "chemicals": ("化学制品", [(28, 40)]),
    "textiles": ("纺织服装", [(41, 43), (50, 67)]),
    "wood": ("木制品", [(44, 49)]),
    "metals": ("金属石料制品", [(68, 83)]),
    "electronics": ("电子设备", [(84, 85), (90, 92)]),
    "transport": ("交通设备", [(86, 89)]),
    "other": ("其他制品", [(93, 99)]),
}


def test_nine_groups_in_the_published_order():
    table = product_groups()
    assert list(table.index) == list(NINE)
    assert table["name"].to_dict() == {key: name for key, (name, _) in NINE.items()}
    assert list(table.columns) == ["name", "name_en", "chapters"]
    assert table["name_en"].is_unique


def test_every_chapter_belongs_to_exactly_one_group():
    for chapter in set(range(1, 98)) - {77}:
        expected = [
            key
            for key, (_, ranges) in NINE.items()
            if any(first <= chapter <= last for first, last in ranges)
        ]
        assert [group_of(f"{chapter:02d}")] == expected


def test_no_chapter_stands_in_two_rows_of_the_table():
    seen = []
    for ranges in product_groups()["chapters"]:
        for each in ranges.split():
            first, last = each.split("-")
            seen += range(int(first), int(last) + 1)
    assert sorted(seen) == list(range(1, 100))


GROUPS = {
    "01": "agriculture",
    "12019019": "agriculture",
    "24": "agriculture",
    "25": "minerals",
    "270900": "minerals",
    "28": "chemicals",
    "29012920": "chemicals",
    "40": "chemicals",
    "41": "textiles",
    "43": "textiles",
    "44": "wood",
    "49": "wood",
    "50": "textiles",
    "62121090": "textiles",
    "67": "textiles",
    "68": "metals",
    "71": "metals",
    "77": "metals",
    "83": "metals",
    "84": "electronics",
    "8507": "electronics",
    "85076000": "electronics",
    "8507600010": "electronics",
    "86": "transport",
    "8703": "transport",
    "89": "transport",
    "90": "electronics",
    "92": "electronics",
    "93": "other",
    "97": "other",
    "98": "other",
    "99": "other",
}
"""Codes at the boundaries of the groups, and longer ones within them."""


def test_group_of_a_code_at_the_boundaries():
    assert {hs: group_of(hs) for hs in GROUPS} == GROUPS


@pytest.mark.parametrize(
    "hs",
    ["", "8", "850", "8507600", "_T", "metals", "农产品", "85 07", "8507.60", "-1", "８５", "85\n"],
)
def test_what_is_no_hs_code_is_refused(hs):
    with pytest.raises(ReferenceTableError, match="is not an HS code") as caught:
        group_of(hs)
    assert f"'{hs}'" in str(caught.value)


@pytest.mark.parametrize("hs", ["00", "0012", "00000000"])
def test_a_chapter_in_no_group_is_refused(hs):
    with pytest.raises(ReferenceTableError, match="chapter 00 is in no group") as caught:
        group_of(hs)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(("key", "name"), [("metals", "金属石料制品"), ("other", "其他制品")])
def test_group_name(key, name):
    assert group_name(key) == name


@pytest.mark.parametrize("key", ["", "_T", "85", "金属石料制品"])
def test_other_groups_have_no_name(key):
    with pytest.raises(ReferenceTableError, match="is not known; expected one of agriculture,"):
        group_name(key)


def test_the_table_can_be_changed_without_harm():
    table = product_groups()
    table.loc["metals", "name"] = "changed"
    assert product_groups().at["metals", "name"] == "金属石料制品"


@pytest.mark.parametrize(
    ("digits", "code"),
    [
        ("1", "01"),
        ("9", "09"),
        ("101", "0101"),
        ("10121", "010121"),
        ("1012100", "01012100"),
        ("9109900", "09109900"),
        ("107", None),
        ("8507600", None),
        ("100", None),
        ("0", None),
        ("85", None),
        ("85076000", None),
        ("", None),
        ("1a1", None),
    ],
)
def test_a_zero_is_put_back_where_there_is_such_a_heading(digits, code):
    assert with_lost_zero(digits) == code
