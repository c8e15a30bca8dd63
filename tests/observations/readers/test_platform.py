"""Downloads of the customs statistics query platform, real ones and made-up ones."""

import csv
from collections import Counter

import pytest
from builders import raw_file
from hypothesis import given
from hypothesis import strategies as st
from real_files import PLATFORM
from spreadsheets import xlsx_bytes

from helpers.core.errors import ReferenceTableError, SourceError
from helpers.observations.coded_rows import CodedRows
from helpers.observations.ingest.recognition import recognise
from helpers.observations.readers import platform
from helpers.observations.readers.platform.hints import flow_of
from helpers.observations.readers.reading import Hints
from helpers.observations.schema import RAW_COLUMNS
from helpers.observations.validation.check_registry import check_file
from helpers.reference.reference_table import read_table, regimes
from helpers.reference.units import unit_code

CHINESE = {
    "period": ("数据年月",),
    "partner": ("贸易伙伴编码", "贸易伙伴名称"),
    "product": ("商品编码", "商品名称"),
    "regime": ("贸易方式编码", "贸易方式名称"),
    "region": ("注册地编码", "注册地名称"),
    "first": ("第一数量", "第一计量单位"),
    "second": ("第二数量", "第二计量单位"),
    "money": ("人民币",),
}
ENGLISH = {
    "period": ("Date of data",),
    "partner": ("Trading partner code", "Trading partner"),
    "product": ("Commodity code", "Commodity"),
    "regime": ("Customs Regime code", "Customs Regime"),
    "region": (
        "Locations of importers and exporters code",
        "Locations of importers and exporters",
    ),
    "first": ("Quantity", "Unit"),
    "second": ("Supplementary Quantity", "Supplementary Unit"),
    "money": ("US dollar",),
}
ROW = {
    "period": ("202501",),
    "partner": ("502", "美国"),
    "product": ("01012100", "改良种用马"),
    "regime": ("10", "一般贸易"),
    "region": ("11", "北京市"),
    "first": ("12", "千克"),
    "second": ("3", "个"),
    "money": ("1,234",),
}
ALL = tuple(ROW)
EXPORT = Hints(flow="export")


def row(**cells):
    """Return a row of a download; name the columns that differ."""
    assert cells.keys() <= ROW.keys()
    return ROW | cells


def text(*rows, columns=ALL, titles=CHINESE, quote='"', comma=",", end="\n"):
    """Return a download's text: a header and these rows, each line with a comma behind."""
    lines = [[cell for column in columns for cell in line[column]] for line in (titles, *rows)]
    return "".join(",".join(quote + cell + quote for cell in line) + comma + end for line in lines)


@pytest.fixture
def write(tmp_path):
    def written(content, name="download.csv"):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode("gb18030"))
        return path

    return written


@pytest.fixture
def read(write):
    def found(content, hints=EXPORT):
        return platform.read(write(content), hints)

    return found


def numbers(reading):
    """Return the numbers by measure, unit and codes."""
    frame = reading.cells.rows
    keys = ["period", "partner", "product", "regime", "region", "measure", "unit"]
    found = dict(zip(frame[keys].itertuples(index=False, name=None), frame["value"], strict=True))
    assert len(found) == len(frame), "two numbers of one key"
    return found


def by_unit(reading):
    frame = reading.cells.rows
    return dict(zip(frame["unit"], frame["value"], strict=True))


# Real downloads, where they stand beside the repository.

UNITS = {"千克": "kg", "Kilogram": "kg", "Number of item": "piece", "Carat": "carat"}
FIRST = ("第一数量", "第一计量单位"), ("Quantity", "Unit")
SECOND = (
    ("第二数量", "第二计量单位"),
    ("Supplementary Quantity", "Supplementary Unit"),
    ("Supplimentary Quantity", "Supplimentary Unit"),
)
# file: rows, currency, whether it has months, dimensions
REAL = {
    "chinese-full.EXCERPT.csv": (18, "CNY", False, {"partner", "product", "regime", "region"}),
    "english-2018-export-e210201810.csv": (3, "USD", True, {"partner", "product", "regime"}),
    "english-2018-import-i20420186.csv": (3, "USD", True, {"partner", "product", "regime"}),
    "english-degenerate.csv": (3, "USD", False, {"product"}),
    "english-full-permutated.csv": (5, "USD", True, {"partner", "product", "regime", "region"}),
    "english-full.EXCERPT.csv": (8, "USD", True, {"partner", "product", "regime", "region"}),
    "soybean-export-2024.csv": (29, "CNY", True, {"partner", "product"}),
    "soybean-import-2023.csv": (40, "CNY", True, {"partner", "product"}),
    "soybean-import-2024.csv": (36, "CNY", True, {"partner", "product"}),
}
MONEY = {"CNY": ("人民币",), "USD": ("US dollar",)}


def plain_totals(path, currency):
    """Sum a download with nothing but csv and whole numbers."""
    with path.open(encoding="gb18030", newline="") as stream:
        rows = list(csv.DictReader(stream))
    totals = Counter()
    for line in rows:
        (money,) = (line[title] for title in MONEY[currency] if title in line)
        totals["value", currency] += int(money.replace(",", ""))
        for quantity, unit in (*FIRST, *SECOND):
            if line.get(unit, "?") not in ("?", "-"):
                totals["quantity", UNITS[line[unit]]] += int(line[quantity])
    return len(rows), dict(totals)


@pytest.mark.real_files
def test_every_real_download_is_tried():
    assert {path.name for path in PLATFORM.glob("*.csv")} == REAL.keys()


@pytest.mark.real_files
@pytest.mark.parametrize("name", REAL)
def test_a_real_download_sums_to_what_it_holds(name):
    count, currency, dated, dimensions = REAL[name]
    path = PLATFORM / name
    flow = "export" if "export" in name else "import"
    reading = platform.read(path, Hints(flow=flow, period=None if dated else "2025-11"))
    frame = reading.cells.rows
    rows, totals = plain_totals(path, currency)
    assert rows == count == (frame["measure"] == "value").sum()
    assert frame.groupby(["measure", "unit"])["value"].sum().to_dict() == totals
    assert set(frame["flow"]) == {flow}
    assert reading.warnings == () and reading.names == {}
    for dimension in ("region", "partner", "product", "regime", "enterprise"):
        assert (frame[dimension] == "_T").all() == (dimension not in dimensions)
    assert (frame["period"] == "2025-11").all() == (not dated)


@pytest.mark.real_files
@pytest.mark.parametrize("name", REAL)
def test_a_real_download_is_recognised_by_its_first_bytes(name):
    assert platform.recognises((PLATFORM / name).read_bytes()[:300], name)


# Figures of the soybean downloads, as printed in them.
@pytest.mark.real_files
def test_figures_of_a_real_download_keep_their_place():
    reading = platform.read(PLATFORM / "soybean-import-2024.csv", Hints(name="soybean-import.csv"))
    found = numbers(reading)
    assert found["2024-01", "410", "12019019", "_T", "_T", "value", "CNY"] == 16_536_067_327
    assert found["2024-01", "410", "12019019", "_T", "_T", "quantity", "kg"] == 4_074_670_531
    assert set(reading.cells.rows["flow"]) == {"import"}


# What becomes of a row.


def test_a_row_is_a_value_and_two_quantities(read):
    reading = read(text(row()))
    frame = reading.cells.rows
    assert list(frame.columns) == [*RAW_COLUMNS, "step"]
    key = ["2025-01", "month", "export", "11", "502", "01012100", "10", *["_T"] * 3]
    texts = frame.drop(columns=["value", "growth", "step"]).to_numpy().tolist()
    assert texts == [
        [*key, "value", "CNY"],
        [*key, "quantity", "kg"],
        [*key, "quantity", "piece"],
    ]
    assert frame["value"].tolist() == [1234, 12, 3]
    assert frame["growth"].isna().all() and frame["step"].isna().all()
    assert reading.inferred == {"currency": "CNY, from the column 人民币"}
    assert reading.warnings == () and reading.names == {}
    assert reading.dataset == "platform-CNY"


def test_columns_are_numbers_and_categories(read):
    frame = read(text(row())).cells.rows
    floats = ["value", "growth", "step"]
    assert (frame[floats].dtypes == "float64").all()
    assert {str(kind) for kind in frame.drop(columns=floats).dtypes} == {"category"}


@pytest.mark.parametrize("mark", ["?", "-", "", " ? "])
def test_without_a_second_unit_there_is_no_second_quantity(read, mark):
    assert by_unit(read(text(row(second=("0", mark))))) == {"CNY": 1234, "kg": 12}


def test_a_zero_quantity_with_a_unit_is_kept(read):
    assert by_unit(read(text(row(first=("0", "千克"))))) == {"CNY": 1234, "kg": 0, "piece": 3}


def test_a_second_unit_may_begin_in_some_row(read):
    reading = read(text(row(second=("0", "?")), row(period=("202502",), second=("7", "千克"))))
    assert numbers(reading)["2025-02", "502", "01012100", "10", "11", "quantity", "kg"] == 12
    reading = read(
        text(
            row(second=("0", "?")), row(period=("202502",), first=("5", "个"), second=("7", "千克"))
        )
    )
    found = numbers(reading)
    key = ("502", "01012100", "10", "11", "quantity")
    assert found["2025-02", *key, "kg"] == 7
    assert found["2025-02", *key, "piece"] == 5
    assert found["2025-01", *key, "kg"] == 12
    assert len(found) == 5


def test_two_quantities_in_one_unit_are_not_both_taken(read):
    reading = read(text(row(second=("99", "千克"))))
    assert by_unit(reading) == {"CNY": 1234, "kg": 12}
    assert reading.warnings == (
        "1 rows give two quantities in one unit: the first of them was taken",
    )


def test_a_number_without_a_unit_is_told(read):
    reading = read(text(row(), row(period=("202502",), second=("4", "?"))))
    assert reading.warnings == (
        "1 numbers of the column '第二数量' have no unit and were left out, the first in row 3",
    )


@pytest.mark.parametrize(
    ("columns", "key"),
    [
        (("period", "money"), ("2025-01", "_T", "_T", "_T", "_T")),
        (("period", "partner", "money"), ("2025-01", "502", "_T", "_T", "_T")),
        (("money", "region", "period"), ("2025-01", "_T", "_T", "_T", "11")),
        (("regime", "money", "product", "period"), ("2025-01", "_T", "01012100", "10", "_T")),
    ],
)
def test_a_dimension_without_a_column_is_whole(read, columns, key):
    assert numbers(read(text(row(), columns=columns))) == {(*key, "value", "CNY"): 1234}


def test_a_dimension_without_a_column_is_what_was_told(read):
    hints = Hints(flow="export", only={"region": "44", "product": "1201"})
    found = numbers(read(text(row(), columns=("period", "partner", "money")), hints))
    assert found == {("2025-01", "502", "1201", "_T", "44", "value", "CNY"): 1234}


@pytest.mark.parametrize("told", ["0101", "01-84", "84,0101", "01012100"])
def test_a_code_within_what_was_told_is_kept(read, told):
    hints = Hints(flow="export", only={"product": told})
    assert set(read(text(row()), hints).cells.rows["product"]) == {"01012100"}


def test_without_a_column_the_month_is_the_one_told(read):
    hints = Hints(flow="export", period="2024-02")
    reading = read(text(row(), columns=("partner", "money")), hints)
    assert numbers(reading) == {("2024-02", "502", "_T", "_T", "_T", "value", "CNY"): 1234}


def test_the_month_told_may_be_that_of_the_file(read):
    assert len(read(text(row()), Hints(flow="export", period="2025-01")).cells.rows) == 3


# How it is written.


@pytest.mark.parametrize(
    ("money", "currency"),
    [
        ("人民币", "CNY"),
        ("美元", "USD"),
        ("US dollar", "USD"),
        ("Renminbi Yuan", "CNY"),
        ("RENMINBI YUAN", "CNY"),
    ],
)
def test_the_currency_is_the_title_of_the_money(read, money, currency):
    reading = read(text(row(), columns=("period", "money"), titles=CHINESE | {"money": (money,)}))
    assert by_unit(reading) == {currency: 1234}
    assert reading.inferred["currency"] == f"{currency}, from the column {money}"
    assert reading.dataset == f"platform-{currency}"


@pytest.mark.parametrize(
    ("column", "titles"),
    [
        ("region", ("收发货人注册地编码", "收发货人注册地名称")),
        ("region", ("注册地编码", "注册地名称")),
        ("second", ("Supplimentary Quantity", "Supplimentary Unit")),
        ("second", ("Supplementary quantity", "SUPPLEMENTARY UNIT")),
        ("partner", ("  Trading  partner code", "Trading partner ")),
        ("period", ("\tDate of data",)),
    ],
)
def test_titles_old_and_new_are_known(read, column, titles):
    assert numbers(read(text(row(), titles=CHINESE | {column: titles}))) == numbers(
        read(text(row()))
    )


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8", "utf-8-sig"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("titles", [CHINESE, ENGLISH])
def test_encoding_and_line_end_make_no_difference(read, encoding, end, titles):
    # In GB18030 台 is two bytes that UTF-8 has a letter for too.
    unit = "台" if titles is CHINESE else "Number of item"
    other = row(period=("202502",), partner=("137", "Türkiye"), first=("8", unit))
    content = text(row(), other, titles=titles, end=end).encode(encoding)
    found = set(read(content).cells.rows["unit"])
    assert found == (
        {"CNY", "kg", "piece", "unit"} if titles is CHINESE else {"USD", "kg", "piece"}
    )


@pytest.mark.parametrize("comma", ["", ","])
@pytest.mark.parametrize("quote", ["", '"'])
def test_quotes_and_trailing_commas_are_as_they_come(read, comma, quote):
    plain = row(money=("1234",))
    assert numbers(read(text(plain, comma=comma, quote=quote))) == numbers(read(text(row())))


def test_a_trailing_comma_may_be_missing_in_the_header_only(read):
    head, line = text(row()).splitlines()
    assert numbers(read(f"{head[:-1]}\n{line}\n")) == numbers(read(text(row())))
    assert numbers(read(f"{head}\n{line[:-1]}\n")) == numbers(read(text(row())))


@pytest.mark.parametrize(
    ("found", "put"),
    [
        ('"202501"', '"\t202501 "'),
        ('"202501"', ' \t"202501"\t'),
        (',"502"', ', "502" '),
        ('"1,234"', ' "1,234" '),
        ('"1,234"', '"\t1,234 "'),
        ('"1,234"', '"1234"'),
        ('"1,234"', "1234"),
        ('"1,234"', '"1,234.00"'),
        ('"12"', '"12.0"'),
        ('"12"', '"0,012"'),
        ('"千克"', '" 千克\t"'),
        ('"改良种用马"', '"马, 改良, ""种用"""'),
        ('"改良种用马"', '"Horses, pure-bred, other than 85.16"'),
        ('"改良种用马"', ""),
    ],
)
def test_spaces_and_separators_make_no_difference(read, found, put):
    content = text(row())
    assert content.count(found) == 1
    assert numbers(read(content.replace(found, put))) == numbers(read(content))


def test_quantities_may_have_separators(read):
    assert by_unit(read(text(row(first=("12,345,678", "千克")))))["kg"] == 12_345_678


def test_numbers_as_large_as_they_come_are_exact(read):
    reading = read(text(row(first=("9007199254740992", "千克"), money=("19,871,761,143",))))
    assert by_unit(reading) == {"CNY": 19_871_761_143, "kg": 9_007_199_254_740_992, "piece": 3}


def test_a_number_too_long_for_an_integer_is_read(read):
    assert by_unit(read(text(row(first=("1" + "0" * 20, "千克")))))["kg"] == 1e20


def test_blank_lines_are_passed_over(read):
    head, line = text(row()).splitlines()
    assert numbers(read(f"\n{head}\n\n{line}\n\n\n")) == numbers(read(text(row())))


def test_blank_lines_may_end_as_the_others_do(write):
    head, line = text(row()).splitlines()
    path = write(f"{head}\r\n\r\n{line}\r\n\r\n{line}\r\n\r\n")
    assert refusal(path).startswith("row 5: expected a row of its own, found ")


def test_a_code_with_a_space_is_the_one_without(read, write):
    rows = row(), row(partner=(" 502", "美国"), period=("202502",))
    assert set(read(text(*rows)).cells.rows["partner"]) == {"502"}
    said = refusal(write(text(row(), row(partner=("502 ", "美国")))))
    assert said.startswith("row 3: expected a row of its own, found '2025-01 502 ")


def test_names_do_not_count_codes_do(read):
    lines = text(row(), row(partner=("344", "美国")))
    assert set(read(lines).cells.rows["partner"]) == {"502", "344"}


# Units and codes that are in no table.


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("千克", "kg"),
        ("Kilogram", "kg"),
        ("kilogram", "kg"),
        ("个", "piece"),
        ("Number of item", "piece"),
        ("克拉", "carat"),
        ("Carat", "carat"),
        ("双", "pair"),
        ("千瓦时", "kWh"),
        ("平方米", "m2"),
    ],
)
def test_a_unit_is_known_by_its_names(name, code):
    assert unit_code(name) == code


def test_the_table_of_units_has_one_code_a_name():
    table = read_table("units")
    assert table.index.is_unique
    assert not table.index.str.contains(r"\s").any()
    names = Counter(
        name.casefold()
        for code, line in table.iterrows()
        for name in {code.casefold(), *(each.casefold() for each in names_of(line))}
    )
    assert [name for name, times in names.items() if times > 1] == []
    assert unit_code("个") == "piece"
    assert unit_code("Kilogram") == "kg"
    with pytest.raises(ReferenceTableError, match="unit 'furlong' is not known"):
        unit_code("furlong")


def names_of(line):
    return [each for each in (line["name"], line["name_en"], *line["also"].split(";")) if each]


def test_the_table_of_regimes():
    table = regimes()
    assert len(table) == 20
    assert table.index.is_unique and table.index.str.fullmatch("[0-9]{2}").all()
    assert table.loc["10", "name"] == "一般贸易"


def test_an_unknown_unit_keeps_its_name(read):
    reading = read(text(row(second=("3", "Great dozens"))))
    assert by_unit(reading) == {"CNY": 1234, "kg": 12, "Great_dozens": 3}
    assert reading.warnings == (
        "the unit 'Great dozens' is in no reference table, kept as Great_dozens",
    )


def test_unknown_codes_are_kept_with_their_names(read):
    rows = (row(partner=("888", "某地")), row(region=("71", "某省"), regime=("98", "某方式")))
    reading = read(text(*rows))
    assert set(reading.cells.rows["partner"]) == {"502", "888"}
    assert reading.names == {
        "partner": {"888": "某地"},
        "region": {"71": "某省"},
        "regime": {"98": "某方式"},
    }
    assert reading.warnings == ()


def test_an_unknown_code_without_a_name_is_its_own(read):
    titles = CHINESE | {"partner": ("贸易伙伴编码",)}
    reading = read(text(row(partner=("888",)), titles=titles))
    assert reading.names == {"partner": {"888": "888"}}


def test_a_column_that_is_none_of_the_platforms_is_told(read):
    reading = read(text(row(), titles=CHINESE | {"region": ("经办人", "备注")}))
    assert set(reading.cells.rows["region"]) == {"_T"}
    assert reading.warnings == (
        "the column '经办人' is none of the platform's and was passed over",
        "the column '备注' is none of the platform's and was passed over",
    )


@pytest.mark.parametrize(("count", "suspect"), [(9999, False), (10000, True), (10001, False)])
def test_just_as_many_rows_as_the_platform_gives_are_suspect(read, count, suspect):
    rows = [row(product=(f"{number:08d}", ""), first=("7", "千克")) for number in range(count)]
    reading = read(text(*rows, columns=("period", "product", "first", "money")))
    assert reading.warnings == ()
    money = reading.cells.rows[reading.cells.rows["measure"] == "value"]
    assert money["value"].sum() == count * 1234
    found = check_file(CodedRows.of(reading.cells.rows), raw_file(format="platform"))
    assert [one.check for one in found] == ["cut_at_10000_rows"] * suspect


# Exports or imports.


@pytest.mark.parametrize(
    ("name", "flow", "word"),
    [
        ("soybean-export-2024.csv", "export", "export"),
        ("2024_EXPORTS_soy.csv", "export", "exports"),
        ("soy.out.csv", "export", "out"),
        ("soy import 2024.csv", "import", "import"),
        ("soy_in_2024.csv", "import", "in"),
        ("2024年大豆出口.csv", "export", "出口"),
        ("大豆进口2024.csv", "import", "进口"),
    ],
)
def test_the_flow_is_a_clear_word_of_the_name(write, name, flow, word):
    reading = platform.read(write(text(row())), Hints(name=name))
    assert set(reading.cells.rows["flow"]) == {flow}
    assert reading.inferred["flow"] == f"{flow}, from '{word}' in the file's name"


@pytest.mark.parametrize("name", ["export.csv", "出口.csv"])
def test_where_no_name_is_told_it_is_that_of_the_file(write, name):
    assert set(platform.read(write(text(row()), name), Hints()).cells.rows["flow"]) == {"export"}


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("main.csv", "does not say it"),
        ("about-china.csv", "does not say it"),
        ("important-exporters.csv", "does not say it"),
        ("inout.csv", "does not say it"),
        ("2024.csv", "does not say it"),
        ("import-export.csv", "has 'export' and 'import'"),
        ("exports in 2024.csv", "has 'exports' and 'in'"),
        ("大豆进出口.csv", "has '进出口'"),
        ("出口 import.csv", "has '出口' and 'import'"),
    ],
)
def test_a_flow_is_never_guessed(write, name, why):
    path = write(text(row()))
    with pytest.raises(SourceError) as caught:
        platform.read(path, Hints(name=name))
    assert str(caught.value) == (
        f"{path}: expected exports or imports, found neither in the file, and its name {why}; "
        "give --flow export or --flow import"
    )


def test_a_flow_that_is_told_counts_and_doubt_is_told(write):
    path = write(text(row()))
    reading = platform.read(path, Hints(flow="export", name="soy-import.csv"))
    assert set(reading.cells.rows["flow"]) == {"export"}
    assert "flow" not in reading.inferred
    assert reading.warnings == ("taken as export as told, though its name has 'import'",)
    assert flow_of(path, Hints(flow="export", name="import-export.csv")) == ("export", "", ())


# What is refused.


def refusal(path, hints=EXPORT):
    with pytest.raises(SourceError) as caught:
        platform.read(path, hints)
    said = str(caught.value)
    assert "\n" not in said
    assert said.startswith(f"{path}: ")
    return said.removeprefix(f"{path}: ")


NUMBER = "expected a number such as 1,234, found"
AGAIN = "download the file again"
CODE = "expected an HS code, an even number of digits such as 01012100, found"
DROPPED = "a spreadsheet may have dropped its zeros: download the file again"
MONTH = "expected a month such as 202511, found"
SINGLE = "ask the platform for single months"
BAD_CELLS = [
    ("money", "人民币", "12a4", f"{NUMBER} '12a4'; {AGAIN}"),
    ("money", "人民币", "", f"{NUMBER} ''; {AGAIN}"),
    ("money", "人民币", "-", f"{NUMBER} '-'; {AGAIN}"),
    ("money", "人民币", "1234万", f"{NUMBER} '1234万'; {AGAIN}"),
    ("money", "人民币", "１２", f"{NUMBER} '１２'; {AGAIN}"),
    ("money", "人民币", "1 234", f"{NUMBER} '1 234'; {AGAIN}"),
    ("money", "人民币", "12,34", f"{NUMBER} '12,34'; {AGAIN}"),
    ("money", "人民币", "1234,567", f"{NUMBER} '1234,567'; {AGAIN}"),
    ("money", "人民币", ",234", f"{NUMBER} ',234'; {AGAIN}"),
    ("money", "人民币", "1,,234", f"{NUMBER} '1,,234'; {AGAIN}"),
    ("money", "人民币", "1e5", f"{NUMBER} '1e5'; {AGAIN}"),
    ("money", "人民币", "nan", f"{NUMBER} 'nan'; {AGAIN}"),
    ("money", "人民币", "inf", f"{NUMBER} 'inf'; {AGAIN}"),
    ("money", "人民币", "0x1F", f"{NUMBER} '0x1F'; {AGAIN}"),
    ("money", "人民币", "-1,234", f"expected a number not below zero, found '-1,234'; {AGAIN}"),
    ("first", "第一数量", "-3", f"expected a number not below zero, found '-3'; {AGAIN}"),
    ("first", "第一数量", "three", f"{NUMBER} 'three'; {AGAIN}"),
    ("second", "第二数量", "", f"{NUMBER} ''; {AGAIN}"),
    ("product", "商品编码", "8507600", f"{CODE} '8507600'; {DROPPED}"),
    ("product", "商品编码", "0101.2100", f"{CODE} '0101.2100'; {DROPPED}"),
    ("product", "商品编码", "", f"{CODE} ''; {DROPPED}"),
    ("product", "商品编码", "马", f"{CODE} '马'; {DROPPED}"),
    ("partner", "贸易伙伴编码", "50", f"expected three digits such as 110, found '50'; {AGAIN}"),
    ("partner", "贸易伙伴编码", "US", f"expected three digits such as 110, found 'US'; {AGAIN}"),
    (
        "partner",
        "贸易伙伴编码",
        "5022",
        f"expected three digits such as 110, found '5022'; {AGAIN}",
    ),
    ("region", "注册地编码", "1", f"expected two digits such as 44, found '1'; {AGAIN}"),
    ("regime", "贸易方式编码", "1x", f"expected two digits such as 10, found '1x'; {AGAIN}"),
    ("period", "数据年月", "202513", f"{MONTH} '202513'; {SINGLE}"),
    ("period", "数据年月", "202500", f"{MONTH} '202500'; {SINGLE}"),
    ("period", "数据年月", "2025", f"{MONTH} '2025'; {SINGLE}"),
    ("period", "数据年月", "202501-202506", f"{MONTH} '202501-202506'; {SINGLE}"),
    ("period", "数据年月", "", f"{MONTH} ''; {SINGLE}"),
]


# The bad one is row 4 of the file, below a blank line; another bad one follows.
@pytest.mark.parametrize(("column", "title", "cell", "said"), BAD_CELLS)
def test_a_bad_cell_is_told_by_row_column_expected_found_and_advice(
    write, column, title, cell, said
):
    bad = row(**{column: (cell, *ROW[column][1:])})
    head, good, wrong, later = text(
        row(region=("31", "")), bad | {"region": bad["region"]}, bad
    ).splitlines()
    content = "\n".join((head, good, "", wrong, later, ""))
    assert refusal(write(content)) == f"row 4, column '{title}': {said}"


HEAD = ",".join(title for titles in CHINESE.values() for title in titles)
FOURTEEN = ",".join(cell for cells in row(money=("1234",)).values() for cell in cells)
TITLES = (
    "expected titles of the query platform such as 商品编码 or Commodity code, found '{found}'; "
    "give a CSV as the platform saves it; this is another file, or in another encoding"
)
NO_MONEY = text(row(), columns=ALL[:-1])
HTML = "<!DOCTYPE html>\n<html><head><title>412 Precondition Failed</title></head></html>\n"
LINE_END = "expected a line end, found none after"
CUT_OFF = "the file is cut off: download it again"
BAD_FILES = {
    "empty": (b"", "row 1: " + TITLES.format(found="")),
    "blank": (b"\n \n\n", "row 1: " + TITLES.format(found="")),
    "a web page": (HTML, "row 1: " + TITLES.format(found="<!DOCTYPE html>")),
    "a tidy file": (
        "period,span,flow\n2025-11,month,export\n",
        "row 1: " + TITLES.format(found="period,span,flow"),
    ),
    "a text": ("hello", "row 1: " + TITLES.format(found="hello")),
    "a text of old line ends": ("a\rb\r", "row 1: " + TITLES.format(found="a b")),
    "Latin letters for Chinese ones": (
        text(row()).encode("gb18030").decode("latin-1").encode("utf-8"),
        "row 1: "
        + TITLES.format(
            found='"Êý¾ÝÄêÔÂ","Ã³Ò×»ï°é±àÂë","Ã³Ò×»ï°éÃû³Æ","ÉÌÆ·±àÂë","ÉÌÆ·Ãû³Æ","Ã³Ò×·½Ê½±àÂë","Ã…'
        ),
    ),
    "UTF-16, cut": (
        text(row(), columns=("period", "money"), titles=ENGLISH).encode("utf-16")[:-1],
        "expected UTF-16 to the end, found a fault at byte 92; it is cut or damaged; "
        "download it again",
    ),
    "no encoding": (
        b"\xff\xff\xff,\xff\n1,2\n",
        "row 1: expected text in UTF-8 or GB18030, found 'ÿÿÿ,ÿ'; save it as UTF-8",
    ),
    "a mark that lies": (
        b"\xef\xbb\xbf" + text(row(), columns=("period", "money")).encode("gb18030"),
        """row 1: expected text in UTF-8 or GB18030, found '"数据年月","人民币",'; save it as UTF-8""",
    ),
    "two encodings": (
        text(row()).encode("utf-8").replace("千克".encode(), "千克".encode("gb18030")),
        "row 2, column '第一计量单位': expected text in utf-8, found 'Ç§¿Ë'; the file is damaged, "
        "or of more than one encoding: download it again",
    ),
    "no money": (
        NO_MONEY,
        "row 1: expected a column 美元, 人民币, US dollar or Renminbi Yuan, found '数据年月, "
        "贸易伙伴编码, 贸易伙伴名称, 商品编码, 商品名称, 贸易方式编码, 贸易方式名称, 注册地编码, "
        "注册地名称, 第一数量, 第一计量单位, 第二…'; download it again with the money",
    ),
    "two currencies": (
        text(row(), titles=CHINESE | {"region": ("美元", "注册地名称")}),
        "row 1: expected one column of money, found '美元' and '人民币'; "
        "download each currency as a file of its own",
    ),
    "a column twice": (
        text(row(), titles=CHINESE | {"region": ("商品编码", "注册地名称")}),
        "row 1: expected one column such as 商品编码, found '商品编码' and '商品编码'; remove one",
    ),
    "names without codes": (
        text(row(), titles=CHINESE | {"region": ("注册地", "备注")}),
        "row 1: expected a column 注册地编码 or Locations of importers and exporters code, "
        "found '注册地' without it; download it again, with all its columns",
    ),
    "a quantity without a unit": (
        text(row(), titles=CHINESE | {"second": ("第二数量", "备注")}),
        "row 1: expected a column 第二计量单位 or Supplementary unit, found '第二数量' without it; "
        "download it again, with all its columns",
    ),
    "a unit without a quantity": (
        text(row(), titles=CHINESE | {"first": ("备注", "第一计量单位")}),
        "row 1: expected a column 第一数量 or Quantity, found '第一计量单位' without it; "
        "download it again, with all its columns",
    ),
    "no rows": (
        text(),
        "row 1: expected rows below the header, found none; "
        "the query found nothing: ask for something else",
    ),
    "too few cells": (
        text(row()) + '"202501","502",\n' + text(row(period=("202502",))).split("\n", 1)[1],
        f"row 3: expected 15 cells as in the other rows, found 3; {AGAIN}",
    ),
    "too few cells in the first row": (
        text() + '"202501","502",\n',
        f"row 2: expected 14 cells as in the header, found 3; {AGAIN}",
    ),
    "too many cells": (
        text(row()) + text(row(period=("202502",)), comma=',"x",').split("\n", 1)[1],
        f"row 3: expected 15 cells as in the other rows, found 16; {AGAIN}",
    ),
    "numbers with commas and no quotes": (
        f"{HEAD}\n{FOURTEEN.removesuffix('1234')}1,234\n",
        "row 2: expected 14 cells as in the header, found 15, the last of them '234'; "
        "put numbers that have commas in quotes, or download it again",
    ),
    "the last line without its cells": (
        text(row()) + '"202502","502",\n',
        f"row 3: expected 15 cells as in the other rows, found 3; {CUT_OFF}",
    ),
    "the last line without its end": (
        text(row(), columns=("period", "money")) + '"202502","1,234",',
        f"""row 3: {LINE_END} '"202502","1,234",'; {CUT_OFF}""",
    ),
    "the last line without half of it": (
        text(row()) + '"202502","50',
        f"""row 3: {LINE_END} '"202502","50'; {CUT_OFF}""",
    ),
    "a quote that is not closed": (
        text(row(), columns=("period", "money")) + '"202502","1234,\n"202503","1234",\n',
        "row 3: expected 3 cells as in the other rows, found a quote that is not closed, "
        f"""in '"202502","1234,'; {AGAIN}""",
    ),
    "a line end within a cell": (
        text(row(), row(period=("202502",), partner=("502", "美\n国"))),
        "row 3: expected 15 cells as in the other rows, found a quote that is not closed, "
        f"""in '"202502","502","美'; {AGAIN}""",
    ),
    "a row twice": (
        text(row(), row(period=("202502",)), row(money=("9",), region=("11", "北京"))),
        "row 4: expected a row of its own, found '2025-01 502 01012100 10 11' as in row 2; "
        "remove one, or download it again",
    ),
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_what_is_no_download_is_told_in_one_line(write, name):
    content, said = BAD_FILES[name]
    assert refusal(write(content)) == said


@pytest.mark.parametrize(
    ("columns", "hints", "said"),
    [
        (
            ("partner", "money"),
            EXPORT,
            "expected a month, found no column 数据年月 or Date of data; "
            "give --period, the one month that the query was of",
        ),
        (
            ALL,
            Hints(flow="export", period="2025-02"),
            "row 2, column '数据年月': expected the month told, 2025-02, found '2025-01'; "
            "tell what the file holds, or leave it out",
        ),
        (
            ("partner", "money"),
            Hints(flow="export", period="2025-13"),
            "expected a month such as 2025-11, found '2025-13'; "
            "give --period as a month such as 2025-11",
        ),
        (
            ALL,
            Hints(flow="total"),
            "expected a flow, export or import, found 'total'; give --flow export or --flow import",
        ),
        (
            ALL,
            Hints(flow="export", only={"product": "0102"}),
            "row 2, column '商品编码': expected a code within 0102, as was told, found '01012100'; "
            "tell what the file holds, or leave it out",
        ),
        (
            ALL,
            Hints(flow="export", only={"product": "02-84,98"}),
            "row 2, column '商品编码': expected a code within 02-84,98, as was told, found "
            "'01012100'; tell what the file holds, or leave it out",
        ),
        (
            ("period", "money"),
            Hints(flow="export", only={"region": "44", "product": "01-84"}),
            "expected a column of product codes, since 01-84 are several, found none; download it "
            "with that column, or one file for each code",
        ),
        (
            ALL,
            Hints(flow="export", only={"region": "44"}),
            "row 2, column '注册地编码': expected a code within 44, as was told, found '11'; "
            "tell what the file holds, or leave it out",
        ),
    ],
)
def test_what_is_told_must_be_there_and_fit(write, columns, hints, said):
    assert refusal(write(text(row(), columns=columns)), hints) == said


def test_a_file_of_several_months_is_not_of_the_one_told(write):
    path = write(text(row(), row(period=("202502",))))
    said = refusal(path, Hints(flow="export", period="2025-01"))
    assert said.startswith("row 3, column '数据年月': expected the month told, 2025-01, found")


def test_rows_of_a_file_without_months_may_not_repeat(write):
    path = write(text(row(), row(), columns=("partner", "money")))
    said = refusal(path, Hints(flow="export", period="2025-01"))
    assert said.startswith("row 3: expected a row of its own, found '502' as in row 2; ")


def test_a_file_of_more_than_a_million_bytes_may_have_lines(read):
    rows = [row(product=(f"{number:08d}", "长" * 100)) for number in range(9000)]
    content = text(*rows).encode("utf-8")
    assert len(content) > 3_000_000
    assert len(read(content).cells.rows) == 27_000


# Which files are downloads at all.


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8", "utf-8-sig"])
@pytest.mark.parametrize("titles", [CHINESE, ENGLISH])
def test_a_download_is_recognised(encoding, titles):
    content = text(row(), titles=titles).encode(encoding)
    assert platform.recognises(content, "a.csv")
    assert platform.recognises(content[:101], "a.csv")


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\n",
        HTML.encode(),
        b"period,span,flow,region\n",
        b"PK\x03\x04",
        "进出口商品收发货人所在地总值表".encode("gb18030"),
        "收发货人所在地,进出口,出口,进口\n".encode(),
        ("x" * 300_000).encode(),
        b'a\rb,"c\rd',
    ],
)
def test_another_file_is_not(content):
    assert not platform.recognises(content, "export.csv")


def test_a_download_without_its_money_is_recognised_and_refused(write):
    assert platform.recognises(NO_MONEY.encode("gb18030"), "a.csv")
    assert "expected a column 美元, 人民币" in refusal(write(NO_MONEY))


# In whatever shape a download comes, the same is read of it.

MONTHS = [f"{year}{month:02d}" for year in (2017, 2024, 2025) for month in range(1, 13)]
PARTNERS = {
    "110": ("中国香港", "Hong Kong，China"),
    "121": ("中国澳门", "Macao,China"),
    "137": ("土耳其", "Türkiye"),
    "502": ("美国", "United States"),
}
PRODUCTS = {
    "01012100": ("改良种用马", "Horses, pure-bred"),
    "85076000": ("锂离子蓄电池", 'Accumulators, ""lithium"" ion'),
    "12019020": ("黑大豆，种用除外", "Black soya beans"),
}
REGIMES = {"10": ("一般贸易", "Ordinary Trade"), "34": ("物流货物", "Logistics goods")}
REGIONS = {"11": ("北京市", "Beijing"), "44": ("广东省", "Guangdong Province")}
UNIT_NAMES = {
    "kg": ("千克", "Kilogram"),
    "piece": ("个", "Number of item"),
    "carat": ("克拉", "Carat"),
}
DIMENSIONS = {"partner": PARTNERS, "product": PRODUCTS, "regime": REGIMES, "region": REGIONS}
AMOUNT = st.integers(0, 10**13)

records = st.lists(
    st.fixed_dictionaries(
        {
            "period": st.sampled_from(MONTHS),
            **{name: st.sampled_from(sorted(codes)) for name, codes in DIMENSIONS.items()},
            "money": AMOUNT,
            "first": st.tuples(AMOUNT, st.sampled_from(["kg", "carat"])),
            "second": st.one_of(st.none(), st.tuples(AMOUNT, st.just("piece"))),
        }
    ),
    min_size=1,
    max_size=8,
)


@st.composite
def downloads(draw):
    """Draw a download in any shape, what is told of it, and the numbers that it holds."""
    asked = draw(st.permutations(["period", *DIMENSIONS]).map(tuple))
    asked = asked[: draw(st.integers(0, len(asked)))]
    quantities = [name for name in ("first", "second") if draw(st.booleans())]
    columns = draw(st.permutations([*asked, *quantities, "money"]))
    if len(columns) == 1 and "money" in columns:
        columns = ["period", "money"]
    language = draw(st.sampled_from([0, 1]))
    quoted, spaced = draw(st.booleans()), draw(st.booleans())
    if not quoted:
        language = 0  # names in English have commas

    def number(value):
        return f"{value:,}" if quoted and draw(st.booleans()) else str(value)

    def cell(content):
        around = draw(st.sampled_from(["", " ", "\t", " \t"])) if spaced else ""
        inside = draw(st.sampled_from(["", " ", "\t"])) if spaced else ""
        content = f"{inside}{content}{inside}"
        return f'{around}"{content}"{around}' if quoted else f"{around}{content}"

    lines, expected = [], {}
    for record in draw(records):
        codes = {name: record[name] if name in columns else "_T" for name in DIMENSIONS}
        month = record["period"] if "period" in columns else "202212"
        key = (f"{month[:4]}-{month[4:]}", *codes.values())
        if (*key, "money") in expected:
            continue
        expected[*key, "money"] = record["money"]
        cells = {
            "period": [record["period"]],
            "money": [number(record["money"])],
            "second": ["0", draw(st.sampled_from(["?", "-"]))],
            **{
                name: [record[name], known[record[name]][language]]
                for name, known in DIMENSIONS.items()
            },
        }
        for quantity in quantities:
            if record[quantity] is not None:
                amount, unit = record[quantity]
                expected[*key, unit] = amount
                cells[quantity] = [number(amount), UNIT_NAMES[unit][language]]
        lines.append([cell(content) for column in columns for content in cells[column]])
    titles = (CHINESE, ENGLISH)[language] | {
        "region": draw(
            st.sampled_from(
                [("收发货人注册地编码", "收发货人注册地名称"), CHINESE["region"], ENGLISH["region"]]
            )
        ),
        "money": ("人民币", "Renminbi Yuan")[language : language + 1],
    }
    comma, end = draw(st.sampled_from(["", ","])), draw(st.sampled_from(["\n", "\r\n"]))
    head = [cell(title) for column in columns for title in titles[column]]
    content = "".join(",".join(line) + comma + end for line in (head, *lines))
    encoding = draw(st.sampled_from(["gb18030", "utf-8", "utf-8-sig"]))
    hints = Hints(flow="import", period=None if "period" in columns else "2022-12")
    return content.encode(encoding), hints, expected


@given(downloads())
def test_in_any_shape_the_same_is_read(tmp_path_factory, download):
    content, hints, expected = download
    path = tmp_path_factory.mktemp("any") / "any.csv"
    path.write_bytes(content)
    assert platform.recognises(content, "any.csv")
    reading = platform.read(path, hints)
    found = numbers(reading)
    units = {"CNY": "money"}
    assert {(*key[:5], units.get(key[-1], key[-1])): value for key, value in found.items()} == {
        key: float(value) for key, value in expected.items()
    }
    assert set(reading.cells.rows["flow"]) == {"import"}
    assert reading.warnings == ()


# Saved again by a spreadsheet: numbers lose their zeros and commas, the file becomes Excel or has tabs.

CHICKENS = [row(product=(code, code)) for code in ("01051110", "02071100", "85076000")]


def resaved(*rows):
    """Return the cells of a download as a spreadsheet has them."""

    def cell(value):
        digits = value.replace(",", "")
        return float(digits) if digits.isdigit() else value

    return [[cell(each) for name in ALL for each in line[name]] for line in (CHINESE, *rows)]


def as_tabs(rows, end="\r\n"):
    shown = [[format(cell, ".0f") if isinstance(cell, float) else cell for cell in r] for r in rows]
    return "".join("\t".join(line) + end for line in shown)


SAVED = {
    "download.xlsx": xlsx_bytes(resaved(*CHICKENS)),
    "with a second sheet.xlsx": xlsx_bytes([["a note"]], resaved(*CHICKENS)),
    "unicode.txt": as_tabs(resaved(*CHICKENS)).encode("utf-16"),
    "tabs.txt": as_tabs(resaved(*CHICKENS)).encode("gb18030"),
    "tabs-utf8.csv": as_tabs(resaved(*CHICKENS), "\n").encode(),
    "commas.csv": as_tabs(resaved(*CHICKENS)).replace("\t", ",").encode("utf-16"),
}


@pytest.mark.parametrize("name", SAVED)
def test_a_download_saved_again_is_read_as_it_was(write, name):
    original = platform.read(write(text(*CHICKENS)), EXPORT)
    path = write(SAVED[name], name)
    assert recognise(path, name) == "platform"
    again = platform.read(path, EXPORT)
    assert numbers(again) == numbers(original)
    assert again.dataset == original.dataset
    note = "the zero put back before 2 codes such as 01051110, as all have 8 digits"
    assert again.inferred == original.inferred | {"product": note}


@pytest.mark.parametrize(
    "codes",
    [
        ("1051110", "8507"),  # some have four digits: another digit may be missing
        ("8507600",),  # no heading 0850
        ("1051110", "85076000", "8507600"),
        ("1071000",),  # chapter 01 ends with 0106
    ],
)
def test_zeros_that_are_not_certain_are_not_put_back(write, codes):
    path = write(text(*(row(product=(code, code)) for code in codes)))
    with pytest.raises(SourceError, match="expected an HS code, an even number of digits"):
        platform.read(path, EXPORT)


def test_a_number_that_a_spreadsheet_shortened_is_refused(write):
    rows = [[cell if cell != 1234.0 else "1.23457E+11" for cell in line] for line in resaved(row())]
    path = write(as_tabs(rows).encode("utf-16"), "a.txt")
    with pytest.raises(
        SourceError, match=r"row 2, column '人民币': expected a number .* '1.23457E\+11'"
    ):
        platform.read(path, EXPORT)


def test_rows_of_a_sheet_are_counted_as_in_it(write):
    bad = [*resaved(row()), [], resaved(row(money=("12a4",)))[1]]
    with pytest.raises(SourceError, match="row 4, column '人民币'"):
        platform.read(write(xlsx_bytes(bad), "a.xlsx"), EXPORT)


def test_a_text_with_tabs_that_was_cut_off_is_refused(write):
    path = write(as_tabs(resaved(row()))[:-4].encode("utf-16"), "a.txt")
    with pytest.raises(SourceError, match="expected a line end, found none"):
        platform.read(path, EXPORT)


def test_two_downloads_in_one_excel_file_are_refused(write):
    path = write(xlsx_bytes(resaved(row()), resaved(row())), "a.xlsx")
    with pytest.raises(SourceError, match="expected one table, found 2; keep one sheet a file"):
        platform.read(path, EXPORT)
