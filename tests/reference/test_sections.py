from helpers.core.dimensions import is_part
from helpers.reference.products import CHAPTERS, hs_names
from helpers.reference.sections import hs_sections, section_names, sitc_sections

# The first chapter of each of the 22 sections, by hand; 77 is kept for later use.
FIRST = [1, 6, 15, 16, 25, 28, 39, 41, 44, 47, 50, 64, 68, 71, 72, 84, 86, 90, 93, 94, 97, 98]


def test_sections_follow_one_another_without_a_gap():
    table = hs_sections()
    assert list(table.index) == [f"S{number:02d}" for number in range(1, 23)]
    ranges = [tuple(map(int, each.split("-"))) for each in table["chapters"]]
    assert [first for first, _ in ranges] == FIRST
    assert [last for _, last in ranges] == [first - 1 for first in FIRST[1:]] + [99]


def test_every_chapter_has_a_name_in_both_languages():
    names = hs_names()
    chapters = [code for code in names.index if len(code) == 2]
    assert chapters == [*CHAPTERS, "98"]
    assert (names["name"] != "").all() and (names["name_en"] != "").all()
    assert names["name"].loc[chapters].is_unique and names["name_en"].loc[chapters].is_unique
    assert names.at["62", "name"] == "非针织或非钩编的服装及衣着附件"
    assert names.at["85", "name"].startswith("电机、电气设备")
    assert names.at["87", "name_en"].startswith("Vehicles other than railway")


def test_sitc_has_ten_sections_and_their_two_sums():
    table = sitc_sections()
    assert list(table.index) == [
        "SITC_PRIMARY",
        "SITC_MANUFACTURED",
        *(f"SITC_{n}" for n in range(10)),
    ]
    assert list(table["sections"][:2]) == ["0-4", "5-9"]
    assert table.at["SITC_7", "name"] == "机械及运输设备"


def test_sections_are_no_parts_of_all_goods():
    assert len(section_names()) == 22 + 12
    assert not [code for code in section_names() if is_part("product", code)]
