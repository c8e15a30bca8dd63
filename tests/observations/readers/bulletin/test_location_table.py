"""The table by location: the official files, every quirk of them, and what is refused."""

import csv
import io
import struct
from collections import Counter

import pandas as pd
import pytest
from builders import raw_file
from hypothesis import given, settings
from hypothesis import strategies as st
from real_files import BULLETINS
from spreadsheets import compound, xls_bytes, xlsx_bytes
from testbed import ROOT, run_checks, said

from helpers.core.errors import SourceError
from helpers.observations.readers import FORMATS, bulletin
from helpers.observations.readers.reading import Hints

PUBLISHED = ROOT / "data" / "published" / "annual_2024_provinces.csv"
COLUMNS = [
    *(
        "period",
        "span",
        "flow",
        "region",
        "partner",
        "product",
        "regime",
        "enterprise",
        "locality",
        "office",
    ),
    *("measure", "unit", "value", "growth", "step"),
]

with (ROOT / "src/helpers/reference/provinces.csv").open(encoding="utf-8", newline="") as file:
    PROVINCES = {row["full_name"]: row["code"] for row in csv.DictReader(file)}

NAMED = Hints(name="table-2024-12.csv")
FLOWS = {"进出口": "total", "出口": "export", "进口": "import"}
NOTE = "注：根据公告，本表表名为“进出口商品收发货人所在地总值表（人民币值）”。"
GROWTH = "累计比去年同期±％"

# --- a made-up table ---------------------------------------------------------------------------

CITIES = {"吉林省": ["长春市", "吉林市"], "北京市": ["中关村国家自主创新示范区"]}
REGIONS = {"总值": "_T"}
for _name, _code in PROVINCES.items():
    REGIONS[_name] = _code
    REGIONS |= {city: f"{_code}-{city}" for city in CITIES.get(_name, [])}


def amounts():
    """Return numbers by region, flow and span: China is the sum, and in December eleven months."""
    table = {}
    for place, name in enumerate(REGIONS, 1):
        goods = {("export", "month"): 100 + place, ("import", "month"): 1000 - 3 * place}
        goods |= {(flow, "ytd"): value * 11 + place for (flow, _), value in goods.items()}
        table[name] = goods
    table["总值"] = {key: sum(table[name][key] for name in PROVINCES) for key in table["北京市"]}
    for goods in table.values():
        for span in ("month", "ytd"):
            goods["total", span] = goods["export", span] + goods["import", span]
    return table


def growths():
    """Return percentages by region and flow, as printed; some are negative, some are none."""
    return {
        name: {
            flow: "-" if place % 7 == 5 else f"{(place * 13 + turn * 31) / 10 - 20:.1f}"
            for turn, flow in enumerate(FLOWS.values())
        }
        for place, name in enumerate(REGIONS)
    }


def columns_of(month=12, flows=tuple(FLOWS), spans=("month", "ytd")):
    """Return the columns: upper header, lower header, and the (flow, span) they hold."""
    labels = {"month": f"{month}月", "ytd": f"1至{month}月"}
    plain = [(word, labels[span], (FLOWS[word], span)) for word in flows for span in spans]
    return plain + [(GROWTH, word, (FLOWS[word], "growth")) for word in flows]


def rows_of(
    columns=None,
    *,
    above=("单位：万元人民币",),
    values=None,
    growth=None,
    notes=(NOTE,),
    merged=False,
):
    """Return the rows of a table; merged cells are repeated, or empty as Excel has them."""
    columns = columns or columns_of()
    values, growth = values or amounts(), growth or growths()
    heads = [["收发货人所在地", *(one[place] for one in columns)] for place in (0, 1)]
    heads[1][0] = "" if merged else "收发货人所在地"
    if merged:
        upper = heads[0]
        heads[0] = [
            "" if place and cell == upper[place - 1] else cell for place, cell in enumerate(upper)
        ]
    body = [
        [
            name,
            *(
                growth[name][flow] if span == "growth" else values[name][flow, span]
                for _, _, (flow, span) in columns
            ),
        ]
        for name in values
    ]
    width = len(columns) + 1
    wide = [[text] + [""] * (width - 1) for text in above]
    ends = [[text] + ([""] if merged else [text]) * (width - 1) for text in notes]
    return [*wide, *heads, *body, *ends]


def text_of(rows, end="\r\n"):
    stream = io.StringIO(newline="")
    csv.writer(stream, lineterminator=end).writerows(rows)
    return stream.getvalue()


def expected_of(values=None, growth=None, *, period="2024-12", unit="CNY", factor=10_000, spans=()):
    """Return the observations of a table, one by one, as a counter of tuples."""
    values, growth = values or amounts(), growth or growths()
    rows = Counter()
    for name, goods in values.items():
        for (flow, span), amount in goods.items():
            printed = growth[name][flow] if span == "ytd" or period.endswith("-01") else "-"
            rows[
                period,
                span,
                flow,
                REGIONS[name],
                *["_T"] * 6,
                "value",
                unit,
                float(amount * factor),
                None if printed in ("", "-") else float(printed),
                float(factor),
            ] += not spans or span in spans
    return +rows


def found_in(frame):
    assert list(frame.columns) == COLUMNS
    assert [str(frame[name].dtype) for name in ("value", "growth", "step")] == ["float64"] * 3
    rows = frame.astype(object).where(frame.notna(), None)
    return Counter(rows.itertuples(index=False, name=None))


# --- helpers -------------------------------------------------------------------------------------


@pytest.fixture
def write(tmp_path):
    def written(content, name="table.csv"):
        path = tmp_path / name
        if isinstance(content, list):
            content = text_of(content)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return written


def refusal(path, hints=NAMED):
    """Return what is said of a file, which is one line that ends with what to do."""
    with pytest.raises(SourceError) as caught:
        bulletin.read(path, hints)
    said = str(caught.value)
    assert said.startswith(f"{path}: ")
    assert len(said.splitlines()) == 1
    assert ": expected " in said
    assert ", found " in said
    assert said.partition("; ")[2]
    return said.removeprefix(f"{path}: ")


def changed(rows, name, place, cell):
    """Return the rows with one cell of a region changed."""
    return [[*row[:place], cell, *row[place + 1 :]] if row[0] == name else row for row in rows]


def line_of(rows, name):
    return next(line for line, row in enumerate(rows, 1) if row[0] == name)


# --- the official files --------------------------------------------------------------------------

NAMES = [
    *(f"importer-location-2024-{month:02d}.csv" for month in (1, 2, 3, 11, 12)),
    *(f"importer-location-2025-{month:02d}.csv" for month in (1, 2, 3)),
]
ORDER = [(flow, span) for flow in ("total", "export", "import") for span in ("month", "ytd")]
official = pytest.mark.real_files


def printed(name):
    """Read a sample by its places: name, six numbers, three percentages."""
    with (BULLETINS / name).open(encoding="utf-8-sig", newline="") as stream:
        return [row for row in list(csv.reader(stream))[3:] if not row[0].startswith("注")]


@official
def test_these_are_all_the_samples():
    assert sorted(path.name for path in BULLETINS.glob("*.csv")) == NAMES


@official
@pytest.mark.parametrize("name", NAMES)
def test_every_cell_of_an_official_file_is_read(name):
    reading = bulletin.read(BULLETINS / name, Hints(name=name))
    period = name[18:25]
    expected, province, cities = Counter(), "", {}
    for region, *cells in printed(name):
        province = PROVINCES.get(region, province)
        code = {"总值": "_T", **PROVINCES}.get(region, f"{province}-{region}")
        if "-" in code:
            cities[code] = region
        numbers = [0 if cell == "-" else int(cell) * 10_000 for cell in cells[:6]]
        growth = dict(zip(("total", "export", "import"), cells[6:], strict=True))
        for (flow, span), number in zip(ORDER, numbers, strict=True):
            # In January the month is all there is of the year: its growth is the one printed.
            told = span == "ytd" or period.endswith("-01")
            percent = growth[flow] if told and growth[flow] != "-" else None
            row = (period, span, flow, code, *["_T"] * 6, "value", "CNY", float(number))
            expected[*row, None if percent is None else float(percent), 10_000.0] += 1
    assert found_in(reading.cells.rows) == expected
    assert set(expected.values()) == {1}
    assert reading.names == {"region": cities}
    assert reading.warnings == ()
    assert reading.inferred["period"].startswith(f"{period}, ")
    assert reading.inferred["currency"].startswith("CNY, ")
    assert reading.inferred["unit"].startswith("万人民币, 10,000, ")


@official
@pytest.mark.parametrize("name", NAMES)
def test_totals_of_the_provinces_are_those_of_the_file(name):
    frame = bulletin.read(BULLETINS / name, Hints(name=name)).cells.rows
    provinces = frame[frame["region"].isin(set(PROVINCES.values()))]
    assert provinces["region"].nunique() == 31
    found = provinces.groupby(["flow", "span"])["value"].sum().to_dict()
    rows = [row for row in printed(name) if row[0] in PROVINCES]
    assert found == {
        key: sum(int(row[place]) for row in rows) * 10_000 for place, key in enumerate(ORDER, 1)
    }


@official
@pytest.mark.parametrize("name", NAMES)
def test_an_official_file_passes_the_checks(name):
    reading = bulletin.read(BULLETINS / name, Hints(name=name))
    rows = reading.cells.rows.assign(source="a", released="2026-01-16")
    assert run_checks(rows, [raw_file(complete=reading.complete)]) == []


@official
def test_the_year_2024_is_the_published_table():
    name = "importer-location-2024-12.csv"
    frame = bulletin.read(BULLETINS / name, Hints(name=name)).cells.rows
    year = frame[frame["span"] == "ytd"].set_index(["region", "flow"])
    with PUBLISHED.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) == 32
    for row in rows:
        code = {"总值": "_T", **PROVINCES}[row["province"]]
        for flow in ("total", "export", "import"):
            cell = year.loc[(code, flow)]
            assert cell["value"] == int(row[f"{flow}_cny_10k"]) * 10_000
            assert cell["growth"] == float(row[f"{flow}_yoy"])


@official
@pytest.mark.parametrize("name", NAMES)
def test_an_official_file_is_recognised_by_its_first_bytes(name):
    assert bulletin.recognises((BULLETINS / name).read_bytes()[:1024], "a.csv")


@official
def test_an_official_file_cut_anywhere_is_refused_or_warned_of(write):
    content = (BULLETINS / NAMES[0]).read_bytes()
    whole = bulletin.read(BULLETINS / NAMES[0], Hints(name=NAMES[0]))
    for end in range(50, len(content), 997):
        path = write(content[:end])
        try:
            reading = bulletin.read(path, Hints(name=NAMES[0]))
        except SourceError as error:
            assert len(str(error).splitlines()) == 1
        else:
            same = reading.cells.rows.equals(whole.cells.rows)
            assert same or "no note closes the table" in reading.warnings[-1]


# --- what is read ----------------------------------------------------------------------------------


def test_a_made_up_table_is_read_as_it_stands(write):
    reading = bulletin.read(write(rows_of()), NAMED)
    assert found_in(reading.cells.rows) == expected_of()
    assert reading.warnings == ()
    assert reading.inferred == {
        "unit": "万元人民币, 10,000, from the row '单位:万元人民币'",
        "currency": "CNY, from the row '单位:万元人民币'",
        "period": "2024-12, from 1至12月 in the header and the file's name 'table-2024-12.csv'",
    }
    assert (reading.dataset, reading.complete) == ("location-CNY", ("region",))
    assert FORMATS["bulletin"].read is bulletin.read
    assert reading.names == {
        "region": {
            "11-中关村国家自主创新示范区": "中关村国家自主创新示范区",
            "22-长春市": "长春市",
            "22-吉林市": "吉林市",
        }
    }


def test_the_province_jilin_is_not_the_city_in_it(write):
    frame = bulletin.read(write(rows_of()), NAMED).cells.rows
    year = frame[(frame["span"] == "month") & (frame["flow"] == "export")].set_index("region")
    at = list(REGIONS)
    # The k-th region exports 100 + k in units of 10,000.
    assert year.loc["22", "value"] == (101 + at.index("吉林省")) * 10_000
    assert year.loc["22-吉林市", "value"] == (101 + at.index("吉林市")) * 10_000


ENCODINGS = ["utf-8-sig", "utf-8", "gb18030", "utf-16"]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_encodings_and_line_ends_make_no_difference(write, encoding, end):
    path = write(text_of(rows_of(), end).encode(encoding))
    assert bulletin.recognises(path.read_bytes()[:512], path.name)
    assert found_in(bulletin.read(path, NAMED).cells.rows) == expected_of()


@pytest.mark.parametrize("ending", ["xlsx", "xls"])
@pytest.mark.parametrize("merged", [True, False])
def test_excel_gives_the_same_as_the_csv(write, ending, merged):
    above = ("（8）2024年12月进出口商品收发货人所在地总值表（人民币值）", "", "单位：万元人民币")
    rows = rows_of(above=above, merged=merged)
    make = {"xlsx": xlsx_bytes, "xls": xls_bytes}[ending]
    numbers = [[as_number(cell) for cell in row] for row in rows]
    path = write(make(numbers), f"table.{ending}")
    assert bulletin.recognises(path.read_bytes()[:512], path.name)
    twin = bulletin.read(write(rows), Hints())
    reading = bulletin.read(path, Hints())
    pd.testing.assert_frame_equal(reading.cells.rows, twin.cells.rows)
    assert found_in(reading.cells.rows) == expected_of()
    assert (reading.inferred, reading.names) == (twin.inferred, twin.names)
    assert reading.warnings == ()


def as_number(cell):
    try:
        return float(cell)
    except ValueError:
        return cell


def test_excel_may_keep_numbers_as_text_and_a_growth_with_noise(write):
    values = amounts()
    values["总值"]["total", "month"] += 30_863_996 - values["北京市"]["total", "month"]
    rows = changed(rows_of(values=values, merged=True), "北京市", 1, "30,863,996")
    rows = changed(rows, "北京市", 7, 12.699999999999999)
    frame = bulletin.read(write(xlsx_bytes(rows), "a.xlsx"), NAMED).cells.rows
    beijing = frame[(frame["region"] == "11") & (frame["flow"] == "total")].set_index("span")
    assert beijing.loc["month", "value"] == 308_639_960_000
    assert beijing.loc["ytd", "growth"] == 12.7


def test_the_table_may_stand_in_any_one_sheet_and_below_blank_rows(write):
    blank = [[""] * 10] * 2
    path = write(xlsx_bytes([["说明"]], [], [*blank, *rows_of(merged=True)]), "a.xlsx")
    assert found_in(bulletin.read(path, NAMED).cells.rows) == expected_of()
    indented = [["", *row] for row in rows_of(merged=True)]
    path = write(xlsx_bytes(indented), "b.xlsx")
    assert found_in(bulletin.read(path, NAMED).cells.rows) == expected_of()


UNITS = [
    ("单位：万元", "CNY", 10**4),
    ("单位：万人民币", "CNY", 10**4),
    ("单位:万元人民币", "CNY", 10**4),
    ("单位：人民币万元", "CNY", 10**4),
    ("（单位：万元）", "CNY", 10**4),
    ("单 位 ：万元", "CNY", 10**4),
    ("单位 万元", "CNY", 10**4),
    ("单位：万美元", "USD", 10**4),
    ("单位：亿元", "CNY", 10**8),
    ("单位：亿元人民币", "CNY", 10**8),
    ("单位：亿美元", "USD", 10**8),
    ("单位：千美元", "USD", 10**3),
    ("单位：百万美元", "USD", 10**6),
    ("单位：元", "CNY", 1),
    ("单位：美元", "USD", 1),
    ("2024年12月进出口商品收发货人所在地总值表（万美元）", "USD", 10**4),
    ("进出口商品收发货人所在地总值表（人民币值）（单位：万元）", "CNY", 10**4),
]


@pytest.mark.parametrize(("row", "unit", "factor"), UNITS)
def test_the_unit_is_read_from_the_rows_above(write, row, unit, factor):
    reading = bulletin.read(write(rows_of(above=(row,))), NAMED)
    assert found_in(reading.cells.rows) == expected_of(unit=unit, factor=factor)
    assert reading.inferred["currency"].startswith(f"{unit}, from the row '")
    assert f", {factor:,}, from the row '" in reading.inferred["unit"]


def test_the_unit_may_stand_in_two_cells(write):
    rows = rows_of(above=("",))
    rows[0][-2:] = ["单位：", "万美元"]
    assert found_in(bulletin.read(write(rows), NAMED).cells.rows) == expected_of(unit="USD")


def test_decimals_make_the_step_smaller(write):
    # 31 provinces by a quarter make seven and three quarters.
    values = {
        name: {
            key: f"{amount + 7 * (name == '总值')}.{75 if name == '总值' else 25}"
            for key, amount in goods.items()
        }
        for name, goods in amounts().items()
    }
    rows = rows_of(values=values, above=("单位：亿元",))
    frame = bulletin.read(write(rows), NAMED).cells.rows
    assert set(frame["step"]) == {10**6}
    beijing = frame[(frame["region"] == "11") & (frame["span"] == "month")].set_index("flow")
    # Beijing is the second region: it exports 102 and a quarter.
    assert beijing.loc["export", "value"] == 10_225_000_000


def test_columns_are_read_from_the_header_in_any_order(write):
    columns = columns_of(flows=("进口", "进出口", "出口"), spans=("ytd", "month"))
    rotated = columns[7:] + columns[:7]
    for merged in (False, True):
        path = write(rows_of(rotated, merged=merged))
        assert found_in(bulletin.read(path, NAMED).cells.rows) == expected_of()


def test_months_may_stand_above_the_flows(write):
    columns = [(label, word, key) for word, label, key in columns_of()[:6]]
    columns = sorted(columns, key=lambda one: one[2][1]) + columns_of()[6:]
    for merged in (False, True):
        path = write(rows_of(columns, merged=merged))
        assert found_in(bulletin.read(path, NAMED).cells.rows) == expected_of()


def test_pandas_own_column_names_are_passed_over(write):
    columns = [
        (f"{group}.{place - 6}" if place > 6 else group, label, key)
        for place, (group, label, key) in enumerate(columns_of())
    ]
    rows = rows_of(columns)
    rows[0] = [f"Unnamed: {place}_level_0" for place in range(7)] + ["单位：万人民币"] * 3
    assert found_in(bulletin.read(write(rows), NAMED).cells.rows) == expected_of()


@pytest.mark.parametrize(
    "label", ["1至12月", "1-12月", "1—12月", "1～12月", "１至１２月", "1月至12月", " 1 至 12 月 "]
)
def test_january_to_the_month_is_written_in_many_ways(write, label):
    columns = [(a, label if b == "1至12月" else b, key) for a, b, key in columns_of()]
    path = write(rows_of(columns))
    assert found_in(bulletin.read(path, NAMED).cells.rows) == expected_of()


def january():
    values = amounts()
    for goods in values.values():
        for flow in FLOWS.values():
            goods[flow, "ytd"] = goods[flow, "month"]
    return values


@pytest.mark.parametrize("spans", [("month", "ytd"), ("month",), ("ytd",)])
def test_january_is_both_the_month_and_the_months(write, spans):
    path = write(rows_of(columns_of(1, spans=spans), values=january()))
    reading = bulletin.read(path, Hints(period="2025-01"))
    assert found_in(reading.cells.rows) == expected_of(january(), period="2025-01")


def test_january_and_february_may_come_out_together(write):
    path = write(rows_of(columns_of(2, spans=("ytd",))))
    reading = bulletin.read(path, Hints(period="2025-02"))
    assert found_in(reading.cells.rows) == expected_of(period="2025-02", spans=("ytd",))
    assert reading.warnings == ()


def test_a_dash_is_no_trade_among_values_and_none_among_percentages(write):
    values, growth = amounts(), growths()
    values["吉林市"] = dict.fromkeys(values["吉林市"], "-")
    growth["吉林市"] = {"total": "", "export": "-", "import": "—"}
    frame = bulletin.read(write(rows_of(values=values, growth=growth)), NAMED).cells.rows
    city = frame[frame["region"] == "22-吉林市"]
    assert city["value"].tolist() == [0.0] * 6
    assert city["growth"].isna().all()


def test_names_may_be_indented_and_spaced_out(write):
    spaced = {
        "总值": "总　　值",
        "北京市": " 北京市 ",
        "吉林省": "吉 林 省",
        "吉林市": "\u3000吉林\xa0市",
    }
    rows = [[spaced.get(row[0], row[0]), *row[1:]] for row in rows_of()]
    assert found_in(bulletin.read(write(rows), NAMED).cells.rows) == expected_of()


def test_thousands_may_be_separated(write):
    values = {
        name: {key: f"{amount:,}" for key, amount in goods.items()}
        for name, goods in amounts().items()
    }
    assert found_in(bulletin.read(write(rows_of(values=values)), NAMED).cells.rows) == expected_of()


def test_notes_and_blank_rows_are_passed_over(write):
    rows = rows_of(notes=(NOTE, "2.数据可能调整。"))
    rows[20:20] = [[""] * 10, []]
    rows += [["3.另见公告。", *[""] * 9], ["4.完。"]]
    reading = bulletin.read(write(rows), NAMED)
    assert found_in(reading.cells.rows) == expected_of()
    assert reading.warnings == ()


def test_percent_signs_and_full_width_digits_are_read(write):
    wide = str.maketrans("0123456789.-,", "０１２３４５６７８９．－，")
    growth = {
        name: {flow: cell if cell == "-" else f"{cell}%" for flow, cell in goods.items()}
        for name, goods in growths().items()
    }
    values = {
        name: {key: f"{amount:,}".translate(wide) for key, amount in goods.items()}
        for name, goods in amounts().items()
    }
    found = bulletin.read(write(rows_of(values=values, growth=growth)), NAMED)
    assert found_in(found.cells.rows) == expected_of()


def test_tabs_may_stand_between_cells_as_excel_saves_unicode_text(write):
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter="\t").writerows(rows_of())
    path = write(stream.getvalue().encode("utf-16"), "table.txt")
    assert bulletin.recognises(path.read_bytes()[:512], path.name)
    assert found_in(bulletin.read(path, NAMED).cells.rows) == expected_of()


def test_short_names_stand_for_provinces_where_the_full_one_is_nowhere(write):
    with (ROOT / "src/helpers/reference/provinces.csv").open(encoding="utf-8", newline="") as file:
        short = {row["full_name"]: row["name"] for row in csv.DictReader(file)}
    rows = [[short.get(row[0], row[0]), *row[1:]] for row in rows_of()]
    assert found_in(bulletin.read(write(rows), NAMED).cells.rows) == expected_of()
    # Where the province is there, its short name can only be a place within it.
    rows = [["吉林" if row[0] == "吉林市" else row[0], *row[1:]] for row in rows_of()]
    assert "22-吉林" in set(bulletin.read(write(rows), NAMED).cells.rows["region"])


def test_growth_of_the_month_is_read_as_of_the_month(write):
    rows = rows_of(
        columns_of()[:6] + [("当月比去年同期±％", word, (FLOWS[word], "growth")) for word in FLOWS]
    )
    frame = bulletin.read(write(rows), NAMED).cells.rows
    assert frame[frame["span"] == "ytd"]["growth"].isna().all()
    month = frame[frame["span"] == "month"].set_index(["region", "flow"])["growth"]
    for name, code in REGIONS.items():
        for flow, cell in growths()[name].items():
            assert month[code, flow] == float(cell) if cell != "-" else pd.isna(month[code, flow])


def test_provinces_present_that_make_up_the_total_are_enough(write):
    values = amounts()
    kept = {"总值": {}} | {name: values[name] for name in ("北京市", "广东省")}
    kept["总值"] = {key: kept["北京市"][key] + kept["广东省"][key] for key in values["北京市"]}
    reading = bulletin.read(write(rows_of(values=kept)), NAMED)
    assert found_in(reading.cells.rows) == expected_of(kept)
    assert reading.complete == ("region",)


@pytest.mark.parametrize(
    ("name", "period", "above"),
    [
        ("", "2024-12", ()),
        ("table-2023-11.csv", "2024-12", ()),
        ("", None, ("（8）2024年12月进出口商品收发货人所在地总值表（人民币值）",)),
        ("", None, ("表8 2024年1至12月总值表", "发布日期：2025年1月18日")),
        ("", None, ("2024 年 1-12 月",)),
        ("", "2024-12", ("2024年12月",)),
        ("table-2024-12.csv", None, ("2024年12月",)),
        ("table-2024-12.csv", None, ()),
        ("table_202412.xls", None, ()),
        ("2024年12月总值表.csv", None, ()),
        ("2024年1至12月总值表.csv", None, ()),
        ("2025-01-18 2024-12 (1).csv", None, ()),
    ],
)
def test_the_year_is_told_or_in_a_title_or_in_the_name(write, name, period, above):
    path = write(rows_of(above=("单位：万元", *above)))
    reading = bulletin.read(path, Hints(name=name, period=period))
    assert set(reading.cells.rows["period"]) == {"2024-12"}
    assert reading.inferred["period"].startswith("2024-12, from 1至12月 in the header and the ")


def test_provinces_above_the_total_are_refused_by_its_row(write):
    values = amounts()
    values["上海市"]["export", "ytd"] += 17
    values["上海市"]["total", "ytd"] += 40
    message = refusal(write(rows_of(values=values)))
    assert message.startswith(
        "row 4: expected parts that make up no more than 总值, found 40 too much (total, ytd); "
    )


def test_provinces_that_do_not_add_up_are_an_error_of_the_checks(write):
    values = amounts()
    values["总值"]["export", "ytd"] += 32
    values["总值"]["total", "ytd"] += 32
    reading = bulletin.read(write(rows_of(values=values)), NAMED)
    rows = reading.cells.rows.assign(source="a", released="2026-01-16")
    found = run_checks(rows, [raw_file(complete=reading.complete)])
    (one,) = found
    assert (one.check, one.severity) == ("members_make_whole", "error")
    # The worse of both: exports are less than the total.
    added = sum(values[name]["export", "ytd"] for name in PROVINCES) * 10_000
    assert added == 413_600_000
    assert said(one).startswith(
        "2024, China, exports: members by province add up to 0.4136 billion yuan, the whole is "
        "0.41392 billion yuan"
    )
    assert said(one).endswith("(2 such numbers, the worst is shown)")


def test_flows_that_do_not_add_up_are_warned_of(write):
    values = amounts()
    values["北京市"]["total", "month"] += 1
    assert bulletin.read(write(rows_of(values=values)), NAMED).warnings == ()
    values["北京市"]["total", "month"] += 1
    values["吉林市"]["total", "month"] -= 9
    assert bulletin.read(write(rows_of(values=values)), NAMED).warnings == (
        "month: exports and imports of 2 regions do not add up to their total, those of 吉林市 "
        "by 9 万元人民币, more than rounding makes",
    )


def test_a_table_without_its_note_is_warned_of(write):
    (warning,) = bulletin.read(write(rows_of(notes=())), NAMED).warnings
    last = list(REGIONS)[-1]
    assert warning.startswith(f"no note closes the table; make sure that no row below {last} ")


# --- what is recognised ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("head", "name", "verdict"),
    [
        (xlsx_bytes([["a"]])[:8], "A.XLSX", True),
        (xls_bytes([["a"]])[:8], "a.xls", True),
        (xlsx_bytes([["a"]])[:8], "a.zip", False),
        ("﻿收发货人所在地,进出口".encode(), "a.csv", True),
        ("收发货人所在地,进出口".encode("gb18030"), "a.csv", True),
        ("xx进出口商品收发货人所在地总值表".encode()[:-1], "a.csv", True),
        (b"a,b", "2024年12月进出口商品收发货人所在地总值表.csv", True),
        (b"period,span,flow,region", "a.csv", False),
        ('"商品编码","商品名称","贸易伙伴编码","注册地编码"'.encode("gb18030"), "a.csv", False),
        (b"", "a.csv", False),
    ],
)
def test_the_table_is_recognised_by_its_first_bytes_and_name(head, name, verdict):
    assert bulletin.recognises(head, name) is verdict


# --- what is refused ------------------------------------------------------------------------------

NUMBER = "expected a number, or '-' where there was no trade, found "
BELOW = "expected a number not below zero, found "
PERCENT = "expected a percentage from -100 on, or '-' for none, found "
BAD_CELLS = [
    (1, "12a", "进出口 12月", NUMBER + "'12a'"),
    (2, "", "进出口 1至12月", NUMBER + "''"),
    (3, "1,2345", "出口 12月", NUMBER + "'1,2345'"),
    (4, "1e5", "出口 1至12月", NUMBER + "'1e5'"),
    (4, "nan", "出口 1至12月", NUMBER + "'nan'"),
    (5, "１a", "进口 12月", NUMBER + "'１a'"),
    (5, "五\n六", "进口 12月", NUMBER + "'五 六'"),
    (5, "五" * 90, "进口 12月", NUMBER + "'" + "五" * 80 + "…'"),
    (6, "-5", "进口 1至12月", BELOW + "'-5'"),
    (6, "-0.1", "进口 1至12月", BELOW + "'-0.1'"),
    (7, "5.0%%", "累计比去年同期±% 进出口", PERCENT + "'5.0%%'"),
    (8, "x", "累计比去年同期±% 出口", PERCENT + "'x'"),
    (9, "-100.1", "累计比去年同期±% 进口", PERCENT + "'-100.1'"),
]


@pytest.mark.parametrize(("place", "cell", "column", "said"), BAD_CELLS)
def test_a_bad_cell_is_told_by_row_column_expected_and_found(write, place, cell, column, said):
    rows = changed(changed(rows_of(), "吉林市", place, cell), "上海市", place, cell)
    line = line_of(rows, "吉林市")
    message = refusal(write(rows))
    assert message.startswith(f"row {line}, column '{column}': {said}; ")


@pytest.mark.parametrize("cell", [True, False, -3.0])
def test_a_bad_cell_in_excel_is_told_by_its_row(write, cell):
    rows = changed(rows_of(merged=True), "吉林市", 1, str(cell))
    said = refusal(write(xlsx_bytes([[""], *rows]), "a.xlsx"))
    assert said.startswith(f"row {line_of(rows, '吉林市') + 1}, column '进出口 12月': expected ")


def without(*names):
    return [row for row in rows_of() if row[0] not in names]


def renamed(**names):
    return [[names.get(row[0], row[0]), *row[1:]] for row in rows_of()]


def again(name):
    rows = rows_of()
    row = rows[line_of(rows, name) - 1]
    return [*rows[:-1], row, rows[-1]]


FULL = "expected 总值 and the 31 provinces by their full names, found no "
NAME = "column '收发货人所在地': expected "
BAD_ROWS = [
    (without("西藏自治区"), FULL + "西藏自治区; "),
    (without("天津市", "新疆维吾尔自治区"), FULL + "天津市, 新疆维吾尔自治区; "),
    (without("总值"), FULL + "总值; "),
    (renamed(吉林省="吉林城"), FULL + "吉林省; "),
    (rows_of()[:20], FULL + "江西省, "),
    (again("总值"), f"row 39, {NAME}each region once, found 总值 again; "),
    (again("上海市"), f"row 39, {NAME}each region once, found 上海市 again; "),
    (
        [*rows_of()[:12], rows_of()[11], *rows_of()[12:]],
        f"row 13, {NAME}each region once, found ",
    ),
    (
        [*rows_of()[:4], ["某地", *rows_of()[4][1:]], *rows_of()[4:]],
        f"row 5, {NAME}总值 or a province's full name, such as 北京市, before any city, found '某地'",
    ),
    (
        [*rows_of()[:9], ["", *rows_of()[9][1:]], *rows_of()[10:]],
        f"row 10, {NAME}a region's name, found ''; ",
    ),
    (
        [*rows_of()[:9], rows_of()[9][:6]],
        "row 10: expected 10 cells as in the header, found 6; it is cut ",
    ),
    (
        [*rows_of()[:9], [*rows_of()[9], "7"], *rows_of()[10:]],
        "row 10, column '11': expected no cell where the header has none, found '7'; ",
    ),
]


@pytest.mark.parametrize(("rows", "said"), BAD_ROWS)
def test_a_bad_row_is_told(write, rows, said):
    assert refusal(write(rows)).startswith(said)


def with_columns(change):
    return rows_of([change(place, one) for place, one in enumerate(columns_of())])


def relabelled(place, upper, lower):
    return with_columns(lambda at, one: (upper, lower, one[2]) if at == place else one)


OTHER = "expected 进出口, 出口 and 进口, each with 12月 and 1至12月 or with its growth, found "
BAD_HEADERS = [
    (relabelled(0, "进出口", "12日"), f"row 3: {OTHER}no column of 进出口, the month; "),
    (relabelled(2, "出口", "12日"), f"row 3, column '出口 12日': {OTHER}'出口 12日'; "),
    (relabelled(0, "差额", "12月"), f"row 3: {OTHER}no column of 进出口, the month; "),
    (
        relabelled(6, "当月比去年同期±％", "进出口"),
        f"row 3: {OTHER}no column of 出口, the month, its growth; ",
    ),
    (
        relabelled(2, "进出口", "12月"),
        "row 3, column '进出口 12月': expected one such column, found two; ",
    ),
    (
        relabelled(0, "进出口", "11月"),
        "row 3: expected one month in the header, found 11月 and 12月; ",
    ),
    (
        rows_of(columns_of()[:-1]),
        f"row 3: {OTHER}no column of 进口, January to the month, its growth; ",
    ),
    (rows_of(columns_of()[1:]), f"row 3: {OTHER}no column of 进出口, the month; "),
    (
        rows_of(columns_of(spans=("month",))),
        f"row 3: {OTHER}no column of 进出口, January to the month",
    ),
    (
        rows_of(columns_of(spans=())),
        "row 3: expected one month in the header, found none; ",
    ),
]


@pytest.mark.parametrize(("rows", "said"), BAD_HEADERS)
def test_another_header_is_refused(write, rows, said):
    message = refusal(write(rows))
    assert message.startswith(said)
    assert "this is another table or another layout" in message


UNIT = "expected one unit above the header, such as 单位：万元人民币, found "
BAD_UNITS = [
    ((), UNIT + "none; "),
    (("2024年12月进出口商品收发货人所在地总值表（人民币值）",), UNIT + "none; "),
    (("单位：万元", "单位：万美元"), UNIT + "万元 and 万美元; "),
    (
        ("单位：万欧元",),
        "row 1, column '单位': expected a unit such as 万元 or 万美元, found '万欧元'; ",
    ),
    (
        ("", "单位：吨"),
        "row 2, column '单位': expected a unit such as 万元 or 万美元, found '吨'; ",
    ),
    (
        ("总值表（美元值）", "单位：万元"),
        "row 1: expected a unit of 美元 as the title says, found '万元'; ",
    ),
    (
        ("总值表（人民币值）", "单位：万美元"),
        "row 1: expected a unit of 人民币 as the title says, found '万美元'; ",
    ),
]


@pytest.mark.parametrize(("above", "said"), BAD_UNITS)
def test_a_table_without_one_known_unit_is_refused(write, above, said):
    message = refusal(write(rows_of(above=above)))
    assert message.startswith(said)
    assert "write it above the header" in message or "correct the one that is wrong" in message


WHEN = "expected the year of 1至12月 in a title row or in the file's name, found none; tell it with --period"
BAD_PERIODS = [
    (Hints(), (), WHEN),
    (Hints(name="table.csv"), ("总值表",), WHEN),
    (Hints(name="table-2024-12-18.csv"), (), WHEN),
    (Hints(name="20241218.csv"), (), WHEN),
    (Hints(name="2023-12 2024-12.csv"), (), WHEN),
    (
        Hints(period="2024-11"),
        (),
        "expected 2024-11 as in the period told, found 1至12月 in its header; ",
    ),
    (
        Hints(name="table-2024-11.csv"),
        (),
        "expected 2024-11 as in the file's name 'table-2024-11.csv', found 1至12月 in its header; ",
    ),
    (
        Hints(),
        ("2024年11月",),
        "expected 2024-11 as in the title '2024年11月', found 1至12月 in its ",
    ),
    (
        Hints(period="2024-12"),
        ("2023年12月",),
        "expected 2024-12 as in the period told, found 2023-12 in the title '2023年12月'; ",
    ),
    (
        Hints(name="table-2024-12.csv"),
        ("2023年12月",),
        "expected 2023-12 as in the title '2023年12月', found 2024-12 in the file's name ",
    ),
    (Hints(period="2024"), (), "expected a month such as 2025-11, found '2024'; give --period as "),
]


@pytest.mark.parametrize(("hints", "above", "said"), BAD_PERIODS)
def test_a_table_without_one_month_is_refused(write, hints, above, said):
    assert refusal(write(rows_of(above=("单位：万元", *above))), hints).startswith(said)


def test_what_may_not_be_told_is_refused(write):
    path = write(rows_of())
    said = refusal(path, Hints(flow="export", name="2024-12"))
    assert said.endswith("this table holds exports and imports; leave --flow out")
    said = refusal(path, Hints(only={"product": "1201"}, name="2024-12"))
    assert said.startswith("expected no restriction, found product 1201; ")


TABLE = text_of(rows_of())
NOT_THIS = (
    "expected a table of the customs with months and 进出口, 出口 or 进口 in its header, "
    "found none in a file that begins with "
)
NAMED_ONLY = "expected the header of the customs' table 'location', which '收发货人所在地;进出口;"
NO_TABLE = "expected a table, found a page without one, such as the platform's error page, "
DAMAGED = "expected an Excel file, found a damaged one ("
LOCKED = "expected an open Excel file, found an encrypted one; "
WORKBOOK = xlsx_bytes(rows_of())
BAD_FILES = [
    (b"", NOT_THIS + "''; "),
    (b"\xef\xbb\xbf\r\n", NOT_THIS + "''; "),
    ("<!DOCTYPE html><td>收发货人所在地</td>".encode(), NO_TABLE),
    (b"\xef\xbb\xbf \r\n<HTML>", NO_TABLE),
    (b"MIME-Version: 1.0", NOT_THIS + "'MIME-Version: 1.0'; "),
    (b"period,span,flow\n2025-11,month,export\n", NOT_THIS + "'period'; "),
    (b"\n\n,\n", NOT_THIS + "''; "),
    (TABLE.replace(",", ";").encode(), NAMED_ONLY),
    (TABLE.replace("所在地", "地").encode(), NOT_THIS),
    (TABLE.encode().decode("latin-1").encode(), NOT_THIS),
    (TABLE.encode("utf-16")[:-1], "expected UTF-16 to the end, found a fault at byte "),
    (TABLE.encode("big5", errors="ignore"), "expected "),
    (
        TABLE.encode()[: TABLE.encode().index("上海市".encode()) + 1],
        "row 16: expected UTF-8 to the end",
    ),
    (TABLE.encode("gb18030") + b"\xff", "expected UTF-8 or GB18030, found the byte 0xff at "),
    (b"\xef\xbb\xbf\xff", "row 1: expected UTF-8 to the end, found the byte 0xff; "),
    (TABLE.encode() + b'"cut', "row 40: expected comma-separated cells, found "),
    (xlsx_bytes([["国别", "出口"], ["美国", 5]]), NOT_THIS + "'国别'; "),
    (xlsx_bytes([]), NOT_THIS + "''; "),
    (xlsx_bytes(rows_of(), rows_of()), "expected one sheet with the table, found 2; "),
    (WORKBOOK[: len(WORKBOOK) // 2], DAMAGED),
    (WORKBOOK[:4], DAMAGED),
    (WORKBOOK[:200] + bytes(400) + WORKBOOK[600:], DAMAGED),
    (xls_bytes(rows_of())[:600], DAMAGED),
    (xls_bytes(rows_of())[:8], DAMAGED),
    (xls_bytes(rows_of(), "WordDocument"), DAMAGED),
    (compound("EncryptedPackage", b"secret"), LOCKED),
]


@pytest.mark.parametrize("name", ["a.csv", "a.xls"])
@pytest.mark.parametrize(("content", "said"), BAD_FILES)
def test_what_is_not_this_table_is_told_in_one_line(write, content, said, name):
    assert refusal(write(content, name)).startswith(said)


@pytest.mark.parametrize("make", [xlsx_bytes, xls_bytes])
def test_an_excel_file_cut_anywhere_is_refused(write, make, capfd):
    whole = make(rows_of(merged=True))
    for end in range(10, len(whole) - 600, 211):
        assert refusal(write(whole[:end], "a.xls")).startswith(DAMAGED)
    assert capfd.readouterr() == ("", "")


def test_an_excel_file_that_calamine_fails_on_is_refused(write):
    content = xls_bytes(rows_of())
    at = content.index(struct.pack("<HH", 0x0085, 10)) + 4
    beyond = content[:at] + struct.pack("<I", 10**8) + content[at + 4 :]
    assert refusal(write(beyond, "a.xls")).startswith(DAMAGED)


# Tables of sectors, places of them and sizes that no file of this length can have.
@pytest.mark.parametrize(
    ("at", "number"),
    [
        (30, 60),
        (44, 10**6),
        (48, 10**6),
        (60, 10**6),
        (64, 10**6),
        (68, 10**6),
        (76, 10**6),
        (520, 126),
    ],
)
def test_an_excel_file_that_speaks_of_more_than_it_has_is_refused(write, at, number, capfd):
    content = xls_bytes(rows_of())
    bad = content[:at] + struct.pack("<I", number) + content[at + 4 :]
    assert refusal(write(bad, "a.xls")).startswith(DAMAGED + "it ends too early)")
    assert capfd.readouterr() == ("", "")


# --- any table ------------------------------------------------------------------------------------


@st.composite
def tables(draw):
    """Draw a table's layout, numbers, unit and encoding, and what must be read of it."""
    month = draw(st.integers(1, 12))
    shuffled = draw(st.permutations(columns_of(month, draw(st.permutations(list(FLOWS))))))
    if month == 2 and draw(st.booleans()):
        shuffled = [one for one in shuffled if one[2][1] != "month"]
    amount = st.integers(0, 10**9)
    values = amounts() if month > 1 else january()
    for name, flow in draw(
        st.lists(st.tuples(st.sampled_from(list(REGIONS)), st.sampled_from(list(FLOWS.values()))))
    ):
        values[name][flow, "month"] = draw(amount)
        more = draw(amount) if month > 1 else 0
        values[name][flow, "ytd"] = values[name][flow, "month"] + more
    values["总值"] = {key: sum(values[name][key] for name in PROVINCES) for key in values["总值"]}
    percent = st.one_of(
        st.just("-"), st.integers(-1000, 10**6).map(lambda tenth: f"{tenth / 10:.1f}")
    )
    growth = growths()
    for name in draw(st.lists(st.sampled_from(list(REGIONS)))):
        growth[name] = {flow: draw(percent) for flow in growth[name]}
    row, unit, factor = draw(st.sampled_from(UNITS[:-2]))
    rows = rows_of(shuffled, above=(row,), values=values, growth=growth, merged=draw(st.booleans()))
    period = f"{draw(st.integers(2016, 2030))}-{month:02d}"
    spans = {one[2][1] for one in shuffled}
    expected = expected_of(values, growth, period=period, unit=unit, factor=factor, spans=spans)
    return rows, period, expected


@settings(max_examples=40)
@given(table=tables(), encoding=st.sampled_from([*ENCODINGS, "xlsx", "xls"]))
def test_any_table_is_read_as_it_stands(tmp_path_factory, table, encoding):
    rows, period, expected = table
    path = tmp_path_factory.mktemp("any") / "table"
    excel = {"xlsx": xlsx_bytes, "xls": xls_bytes}.get(encoding)
    path.write_bytes(excel(rows) if excel else text_of(rows).encode(encoding))
    reading = bulletin.read(path, Hints(period=period))
    assert found_in(reading.cells.rows) == expected
