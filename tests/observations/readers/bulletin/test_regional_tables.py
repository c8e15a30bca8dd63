"""Tables of a province: of the official forms with its region, and its customs' own by city."""

import pytest
from official_layouts import csv_bytes, file_bytes

from helpers.core.errors import SourceError
from helpers.observations.readers import bulletin
from helpers.observations.readers.reading import Hints

HEAD = "进口原产国（地区）\n出口最终目的国（地区）"
FLOWS = ("进出口", "出口", "进口")
COUNTRIES = [
    ["总值", 30, 330, 20, 220, 10, 110, "1.0", "2.0", "3.0"],
    ["日本", 30, 330, 20, 220, 10, 110, "4.0", "5.0", "6.0"],
]


@pytest.fixture
def read(tmp_path):
    def reading(content, name="a.csv", **hints):
        path = tmp_path / name
        path.write_bytes(content)
        return bulletin.read(path, Hints(name=name, **hints))

    return reading


def official(title, head=HEAD, body=COUNTRIES):
    columns = [(head, "")] + [(word, label) for word in FLOWS for label in ("11月", "1至11月")]
    columns += [("累计比去年同期±％", word) for word in FLOWS]
    return file_bytes("csv", columns, body, above=(title, "单位：万元人民币"))


@pytest.mark.parametrize(
    "title",
    [
        "北京地区2025年11月进出口商品国别（地区）总值表",
        "北京市进出口商品国别（地区）总值表 2025年11月",
        "2025年11月北京市外贸进出口商品国别（地区）总值表",
        "2025年1至11月北京关区进出口商品国别（地区）总值表",
    ],
)
def test_a_title_says_whose_table_it_is(read, title):
    reading = read(official(title))
    assert set(reading.cells.rows["region"]) == {"11"}
    assert (reading.dataset, reading.inferred["region"]) == ("country-11-CNY", "11")
    assert reading.complete == ("partner",)


def test_the_file_s_name_may_say_it(read):
    name = "北京市2025年11月进出口商品国别总值表.csv"
    reading = read(official("进出口商品国别（地区）总值表"), name)
    assert set(reading.cells.rows["region"]) == {"11"}


def test_this_city_is_told(read):
    content = official("2025年11月本市进出口商品国别（地区）总值表")
    with pytest.raises(SourceError, match=r"tell it with --only, such as --only region=11"):
        read(content)
    reading = read(content, only={"region": "31"})
    assert set(reading.cells.rows["region"]) == {"31"}
    assert reading.dataset == "country-31-CNY"


def test_a_region_that_is_told_and_another_in_the_title_are_refused(read):
    content = official("上海市2025年11月进出口商品国别（地区）总值表")
    with pytest.raises(SourceError, match=r"expected the region 31, .* found --only region=11"):
        read(content, only={"region": "11"})


def test_a_nation_s_table_has_no_region(read):
    reading = read(official("2025年11月进出口商品国别（地区）总值表"))
    assert set(reading.cells.rows["region"]) == {"_T"}
    assert reading.dataset == "country-CNY"
    assert "region" not in reading.inferred


def test_the_total_of_a_province_s_table_by_location_is_the_province(read):
    body = [["总值", *COUNTRIES[0][1:]], ["杭州市", *COUNTRIES[1][1:]]]
    reading = read(
        official("浙江省2025年11月进出口商品收发货人所在地总值表", "收发货人所在地", body)
    )
    rows = reading.cells.rows
    assert set(rows["region"]) == {"33", "33-杭州市"}
    assert (reading.dataset, reading.complete) == ("city-33-CNY", ())
    year = rows[(rows["region"] == "33") & (rows["span"] == "ytd")].set_index("flow")
    assert year["value"].to_dict() == {"total": 3.3e6, "export": 2.2e6, "import": 1.1e6}
    assert year["growth"].to_dict() == {"total": 1.0, "export": 2.0, "import": 3.0}


def test_a_nation_s_table_by_location_is_no_province_s(read):
    body = [["总值", *COUNTRIES[0][1:]], ["浙江省", *COUNTRIES[1][1:]]]
    content = official("2025年11月进出口商品收发货人所在地总值表", "收发货人所在地", body)
    with pytest.raises(SourceError, match=r"expected places within the province .* found '浙江省'"):
        read(content, only={"region": "11"})


# --- by city ---------------------------------------------------------------------------------------


def by_city(unit="单位：人民币，元，%", times=1):
    """Return a provincial customs' table, as a script saves it; exports and imports by city."""
    cities = {"杭州地区": (70, 20), "宁波地区": (60, 50)}
    cities = {"合计": (130, 70)} | cities
    rows = [["Unnamed: 0", "收发货人所在地", "当期进出口", "当期进口", "当期出口"]]
    rows[0] += ["进出口同比", "进口同比", "出口同比"]
    for place, (name, (exports, imports)) in enumerate(cities.items()):
        amounts = [exports + imports, imports, exports]
        growth = [f"{place}.1", f"-{place}.2", f"{place}.3"]
        rows.append(["", name, *(f"{each * times}.0" for each in amounts), *growth])
    return csv_bytes([*rows, [f" {unit}", *[""] * 7]])


NAME = "浙江省-2025-07.csv"


@pytest.mark.parametrize("span", ["month", "ytd"])
def test_cities_are_read_with_the_span_that_is_told(read, span):
    reading = read(by_city(), NAME, span=span)
    found = {
        (row.period, row.span, row.region, row.flow): (row.value, row.growth, row.unit)
        for row in reading.cells.rows.itertuples()
    }
    assert found == {
        ("2025-07", span, "33", "total"): (200, 0.1, "CNY"),
        ("2025-07", span, "33", "import"): (70, -0.2, "CNY"),
        ("2025-07", span, "33", "export"): (130, 0.3, "CNY"),
        ("2025-07", span, "33-杭州市", "total"): (90, 1.1, "CNY"),
        ("2025-07", span, "33-杭州市", "import"): (20, -1.2, "CNY"),
        ("2025-07", span, "33-杭州市", "export"): (70, 1.3, "CNY"),
        ("2025-07", span, "33-宁波市", "total"): (110, 2.1, "CNY"),
        ("2025-07", span, "33-宁波市", "import"): (50, -2.2, "CNY"),
        ("2025-07", span, "33-宁波市", "export"): (60, 2.3, "CNY"),
    }
    assert (reading.dataset, reading.complete) == ("city-33-CNY", ())
    assert reading.names == {"region": {"33-杭州市": "杭州市", "33-宁波市": "宁波市"}}


def test_the_span_is_asked_for(read):
    with pytest.raises(SourceError, match=r"tell it with --span month or --span ytd"):
        read(by_city(), NAME)


def test_the_province_is_asked_for_where_nothing_says_it(read):
    with pytest.raises(SourceError, match=r"the province .* --only region=11"):
        read(by_city(), "2025-07.csv", span="ytd")
    rows = read(by_city(), "2025-07.csv", span="ytd", only={"region": "33"}).cells.rows
    assert "33-杭州市" in set(rows["region"])


def test_a_unit_that_cannot_be_is_refused_and_may_be_told(read):
    content = by_city("单位：人民币，万元，%", times=10**10)
    with pytest.raises(SourceError, match=r"row 2: .* by the unit 人民币万元 .* --unit 元"):
        read(content, NAME, span="ytd")
    rows = read(content, NAME, span="ytd", unit="元").cells.rows
    assert rows["value"].max() == 2e12
    # What both units can be of, as of a small province, is asked for as well.
    small = by_city("单位：人民币，万元，%", times=10**6)
    with pytest.raises(SourceError, match=r"a unit that is certain.* --unit 万元 or --unit 元"):
        read(small, NAME, span="ytd")
    for unit, factor in (("元", 1), ("万元", 10**4)):
        rows = read(small, NAME, span="ytd", unit=unit).cells.rows
        assert rows["value"].max() == 2e8 * factor


def test_a_currency_alone_is_no_unit(read):
    with pytest.raises(SourceError, match="expected a unit such as 万元 or 万美元, found '人民币'"):
        read(by_city("单位：人民币，%"), NAME, span="ytd")


def test_other_tables_take_neither_span_nor_unit(read):
    content = official("2025年11月进出口商品国别（地区）总值表")
    for hint in ({"span": "ytd"}, {"unit": "元"}):
        with pytest.raises(SourceError, match="this table says its own; leave --"):
            read(content, **hint)


def test_cities_that_are_more_than_their_province_are_refused(read):
    content = by_city().replace("宁波地区,110.0,50.0".encode(), "宁波地区,110.0,51.0".encode())
    with pytest.raises(
        SourceError, match=r"no more than 合计, found 1\.0* too much \(import, ytd\)"
    ):
        read(content, NAME, span="ytd")


def test_digits_that_a_spreadsheet_does_not_keep_are_noise(read):
    content = by_city(times=10**9).replace(b"20000000000.0,", b"20000000000.000002,")
    assert b"000002" in content
    rows = read(content, NAME, span="ytd").cells.rows
    assert rows["value"].min() == 2e10
