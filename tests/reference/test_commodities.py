import pytest

from helpers.core.dimensions import is_part
from helpers.core.errors import ReferenceTableError
from helpers.presentation.locale.words import chinese
from helpers.reference.commodities import commodities, commodity_code, commodity_names, unit_of
from helpers.reference.partners import GROUPS
from helpers.reference.products import product_groups
from helpers.reference.reference_table import read_table, stated_names
from helpers.reference.units import base_unit, factors, unit_code

# Counted by hand in the lists of December 2025, and what other lists add to them: of exports rice
# without its flour and two rows of the express table; of imports four goods of 2026, wheat, maize and
# rice without flour, and logs with sawn wood.
COUNTS = {"export": 201 + 3, "import": 169 + 8}


@pytest.mark.parametrize("flow", COUNTS)
def test_a_list_has_each_good_once(flow):
    table = commodities(flow)
    assert len(table) == COUNTS[flow]
    assert table.index.is_unique
    assert list(table.columns) == [
        *("name", "name_en", "also", "level", "parent", "overlaps", "unit", "second_unit", "hs")
    ]


@pytest.mark.parametrize("flow", COUNTS)
def test_a_good_stands_one_level_below_its_parent_which_comes_before(flow):
    table = commodities(flow)
    places = {code: place for place, code in enumerate(table.index)}
    for code, row in table.iterrows():
        if row["level"] in ("", "0"):
            assert row["parent"] == ""
            continue
        assert places[row["parent"]] < places[code]
        assert int(table.at[row["parent"], "level"]) == int(row["level"]) - 1


def test_the_tree_of_imports_is_mended():
    table = commodities("import")
    places = table.loc[["HOMEAPPLIANCE", "TELEVISION", "LCDTELEVISION", "MOTORVEHICLE"]]
    assert list(zip(places["level"], places["parent"], strict=True)) == [
        ("1", "MECHELEC"),
        ("2", "HOMEAPPLIANCE"),
        ("3", "TELEVISION"),
        ("1", "MECHELEC"),
    ]
    assert "LCDTELEVISION" not in set(table["parent"])


@pytest.mark.parametrize(
    ("flow", "overlapping"),
    [
        (
            "export",
            "AGRICULTURE MECHELEC NEWHITECH ELECTRICVEHICLE CULTURE FOOD NEWTRIO",
        ),
        ("import", "AGRICULTURE MECHELEC NEWHITECH ELECTRICVEHICLE CULTURE FOOD"),
    ],
)
def test_rows_with_a_star_overlap_others(flow, overlapping):
    table = commodities(flow)
    assert list(table.index[table["overlaps"] == "yes"]) == overlapping.split()
    assert set(table["overlaps"]) == {"yes", ""}


@pytest.mark.parametrize(
    ("code", "export", "imported"),
    [
        ("CHINESEHERB", ("ten_thousand_tons", ""), ("ton", "")),
        ("COPPER", ("ton", ""), ("ten_thousand_tons", "")),
        ("VACCINE", ("kg", ""), ("ton", "")),
        ("SALT", ("ton", ""), ("ten_thousand_tons", "")),
        ("ALLMACHINETOOLS", ("ten_thousand_units", ""), ("unit", "")),
        ("IC", ("hundred_million_pieces", "ten_thousand_tons"), None),
        ("CAPACITOR", None, ("hundred_million_pieces", "ten_thousand_tons")),
        ("NEWTYRE", ("ten_thousand_strips", "ten_thousand_tons"), None),
        ("FURGARMENT", ("ten_thousand_articles", "ton"), None),
        ("ELECTRICVEHICLE", ("vehicle", ""), ("vehicle", "")),
    ],
)
def test_units_of_a_list(code, export, imported):
    for flow, expected in (("export", export), ("import", imported)):
        if expected is not None:
            row = commodities(flow).loc[code]
            assert (row["unit"], row["second_unit"]) == expected


def test_units_and_codes_are_known_and_no_sum_counts_them():
    units = set(read_table("units").index)
    for flow in COUNTS:
        table = commodities(flow)
        assert {*table["unit"], *table["second_unit"]} <= {*units, ""}
    for code in commodity_names():
        assert not is_part("product", code)
        assert code not in GROUPS and code not in product_groups().index


@pytest.mark.parametrize(
    ("name", "flow", "code"),
    [
        ("农产品*", "export", "AGRICULTURE"),
        ("汽车（包括底盘）", "export", "MOTORVEHICLE"),
        ("汽车(包括底盘）", "import", "MOTORVEHICLE"),
        ("Motor vehicles（including chassis fitted with engines)", "import", "MOTORVEHICLE"),
        ("稻谷及大米及大米粉", "export", "RICEANDFLOUR"),
        ("稻谷、大米及大米粉", "import", "RICEANDFLOUR"),
        ("稻谷及大米", "export", "RICE"),
        ("小麦", "import", "WHEAT"),
        ("小麦及小麦粉", "import", "WHEATANDFLOUR"),
        ("电视摄像机，数字照相机及视频摄录一体机", "import", "CAMERA"),
        ("机电产品\n*", "import", "MECHELEC"),
        ("高新技术产品*", "export", "NEWHITECH"),
        ("新三样产品*", "export", "NEWTRIO"),
        ("锂离子蓄电池", "export", "LIBATTERY"),
        ("Machine-tools", "export", "ALLMACHINETOOLS"),
        ("Diary products", "import", "DAIRY"),
        ("Plastic products", "export", "PLASTICARTICLE"),
        ("医药品", "export", "PHARMACEUTICAL"),
        ("MEAT", "export", "MEAT"),
    ],
)
def test_a_commodity_is_found_by_any_of_its_names(name, flow, code):
    assert commodity_code(name, flow) == code


def test_a_name_of_one_list_is_known_in_the_other():
    assert commodity_code("葡萄酒", "export") == "WINE"


@pytest.mark.parametrize("name", ["", "金银花", "高技术产品", "8507"])
def test_other_names_are_refused(name):
    with pytest.raises(
        ReferenceTableError, match="is not known; expected one of the customs'"
    ) as caught:
        commodity_code(name, "export")
    assert f"'{name}'" in str(caught.value)


@pytest.mark.parametrize("flow", ["", "total", "EXPORT"])
def test_other_lists_are_refused(flow):
    with pytest.raises(ReferenceTableError, match="expected one of export, import"):
        commodities(flow)
    with pytest.raises(ReferenceTableError, match="expected one of export, import"):
        commodity_code("农产品", flow)


def test_a_code_has_one_name_and_a_name_one_code():
    table = read_table("commodities")
    for _, rows in table.groupby(level=0):
        assert rows[["name", "name_en", "also", "hs"]].drop_duplicates().shape[0] == 1
    assert len(set(commodity_names().values())) == len(commodity_names())
    named = {name: code for code, name in commodity_names().items()}
    for code, name in stated_names("product").items():
        assert named.get(name, code) == code


def test_words_name_commodities_and_sections():
    words = chinese()
    assert words.product("SUITCASE") == "箱包及类似容器"
    assert words.product("S16") == "机械设备"
    assert words.product("SITC_PRIMARY") == "初级产品"
    assert words.product("HITECH") == "高技术产品"
    assert words.product("NEWHITECH") == "高新技术产品"


@pytest.mark.parametrize(
    ("token", "commodity", "flow", "unit"),
    [
        ("10000T", "COAL", "import", "ten_thousand_tons"),
        ("T", "TEA", "export", "ton"),
        ("KG", "DIAMOND", "import", "kg"),
        ("10000L", "BEER", "export", "ten_thousand_litres"),
        ("1000L", "BEER", "export", "kilolitre"),
        ("10000CUM", "LOG", "import", "ten_thousand_m3"),
        ("10000CR", "CIGARETTE", "export", "ten_thousand_strips"),
        ("100MP", "FOOTWEAR", "export", "hundred_million_pairs"),
        ("10000PR", "FOOTWEAR", "export", "ten_thousand_pairs"),
        ("N", "MOTORVEHICLE", "export", "vehicle"),
        ("10000N", "MOTORVEHICLE", "export", "ten_thousand_vehicles"),
        ("10000N", "MOBILEPHONE", "export", "ten_thousand_units"),
        ("N", "SHIP", "import", "vessel"),
        ("N", "AIRCRAFT", "import", "aircraft"),
        ("10000N", "UMBRELLA", "export", "ten_thousand_handles"),
        ("10000N", "VALVE", "import", "ten_thousand_sets"),
        ("10000N", "WRISTWATCH", "import", "ten_thousand_singles"),
        ("MN", "IC", "export", "million_pieces"),
        ("100MN", "IC", "import", "hundred_million_pieces"),
        ("100MN", "PRINTEDCIRCUIT", "import", "hundred_million_blocks"),
        ("N", "ROBOT", "export", "unit"),
        ("10,000 Tons", "GRAIN", "import", "ten_thousand_tons"),
        ("100 Million PCS", "IC", "import", "hundred_million_pieces"),
        ("10,000 Autos", "MOTORVEHICLE", "export", "ten_thousand_vehicles"),
        ("10,000 Cars", "MOTORVEHICLE", "import", "ten_thousand_vehicles"),
        ("10,000 Sets", "MOBILEPHONE", "export", "ten_thousand_units"),
        ("Set", "ALLMACHINETOOLS", "import", "unit"),
        ("Ship", "SHIP", "export", "vessel"),
        ("Craft", "AEROPLANE2T", "import", "aircraft"),
        ("10,000\xa0CBM", "LOGSAWNWOOD", "import", "ten_thousand_m3"),
        ("10,000 Pairs", "FOOTWEAR", "export", "hundred_million_pairs"),
        ("万双", "FOOTWEAR", "export", "ten_thousand_pairs"),
        ("亿双", "FOOTWEAR", "export", "hundred_million_pairs"),
    ],
)
def test_the_unit_of_a_token(token, commodity, flow, unit):
    assert unit_of(token, commodity, flow) == unit


@pytest.mark.parametrize(
    ("token", "commodity"),
    [("10000N", "COAL"), ("N", "TEA"), ("N", "MEAT"), ("MN", "FAN"), ("N", "?")],
)
def test_pieces_of_what_is_not_counted_so_are_refused(token, commodity):
    with pytest.raises(ReferenceTableError, match="stands for a counter"):
        unit_of(token, commodity, "export")


def test_an_unknown_token_is_refused():
    with pytest.raises(ReferenceTableError, match="unit 'furlong' is not known"):
        unit_of("furlong", "COAL", "export")


@pytest.mark.parametrize(
    ("name", "base", "factor"),
    [
        ("万吨", "kg", 1e7),
        ("吨", "kg", 1e3),
        ("万台", "unit", 1e4),
        ("万辆", "vehicle", 1e4),
        ("亿个", "piece", 1e8),
        ("百万个", "piece", 1e6),
        ("万件", "article", 1e4),
        ("万双", "pair", 1e4),
        ("百万双", "pair", 1e6),
        ("亿双", "pair", 1e8),
        ("万条", "strip", 1e4),
        ("亿块", "block", 1e8),
        ("万把", "handle", 1e4),
        ("万套", "set", 1e4),
        ("万只", "single", 1e4),
        ("万平方米", "m2", 1e4),
        ("亿平方米", "m2", 1e8),
        ("万立方米", "m3", 1e4),
        ("亿千瓦时", "kWh", 1e8),
        ("MKWH", "kWh", 1e6),
        ("万升", "litre", 1e4),
        ("千升", "litre", 1e3),
    ],
)
def test_units_of_the_lists_convert(name, base, factor):
    code = unit_code(name)
    assert base_unit(code) == base
    assert factors(base)[code] == factor
