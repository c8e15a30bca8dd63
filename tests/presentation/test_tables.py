import pytest
from bs4 import BeautifulSoup
from builders import NAN, figure_row, figures

from helpers.presentation.locale.words import Words, chinese
from helpers.presentation.parts import read_sheets
from helpers.presentation.spreadsheets import SHEET_TYPE
from helpers.presentation.tables import (
    Cell,
    Head,
    Row,
    Table,
    figure_cell,
    growth_notes,
    plain_growth,
    sign_notes,
    with_own_units,
)

WORDS = Words(
    {
        "units": {
            "USD": {"label": "亿美元", "power": 8},
            "percent": {"label": "%", "decimals": 1},
            "places": {"label": "位", "decimals": 0},
        },
        "table": {"printed": "标“*”的为来源公布。", "all_printed": "均为来源公布。"},
    }
)
LEVEL, GROWTH, RANK = ("level", "出口额"), ("growth", "同比变化"), ("rank", "位次")
MEMBERS = (("44", "广东"), ("11", "北京"), ("12", "天津"), ("_T", "全国"))


def growth(value, region, basis="computed"):
    return figure_row(value, metric="growth", unit="percent", basis=basis, region=region)


FIGURES = figures(
    figure_row(72_560_000_000.25, region="44"),
    figure_row(4_500_000, region="11"),
    figure_row(0, region="12"),
    figure_row(80_000_000_000, region="_T"),
    growth(6.85, "44"),
    growth(-3.25, "11", "printed"),
    growth(NAN, "12", "absent"),
    growth(0.04, "_T"),
)


def cells_of(shown, columns, region):
    keys = {"period": "2025-11", "span": "month", "flow": "export", "region": region}
    return tuple(figure_cell(WORDS, shown.one(metric, **keys)) for metric, _ in columns)


def table_of(columns=(LEVEL, GROWTH), members=MEMBERS, notes=("单位：亿美元。",), shown=FIGURES):
    rows = tuple(Row(name, cells_of(shown, columns, code)) for code, name in members)
    heads = tuple(Head(label) for _, label in columns)
    return Table("tab-x", "表 1　各省市出口", Head("省市"), heads, rows, notes)


def soup_of(table):
    return BeautifulSoup(table._repr_mimebundle_()["text/html"], "html.parser")


def body_of(table):
    return {
        row.th.get_text(): [cell.get_text() for cell in row.find_all("td")]
        for row in soup_of(table).tbody.find_all("tr")
    }


def test_cells_are_printed_and_in_the_order_asked_for():
    assert list(body_of(table_of()).items()) == [
        ("广东", ["725.6", "6.9"]),
        ("北京", ["0.05", "-3.3*"]),
        ("天津", ["0.0", "-"]),
        ("全国", ["800.0", "0.0"]),
    ]


def test_cells_carry_the_name_and_the_unrounded_value_of_their_figure():
    cells = soup_of(table_of()).tbody.find_all("td")
    assert [(cell["data-figure"], cell["data-value"]) for cell in cells] == [
        ("level.value.2025-11.month.export.44._T._T", "72560000000.25"),
        ("growth.value.2025-11.month.export.44._T._T", "6.85"),
        ("level.value.2025-11.month.export.11._T._T", "4500000.0"),
        ("growth.value.2025-11.month.export.11._T._T", "-3.25"),
        ("level.value.2025-11.month.export.12._T._T", "0.0"),
        ("growth.value.2025-11.month.export.12._T._T", ""),
        ("level.value.2025-11.month.export._T._T._T", "80000000000.0"),
        ("growth.value.2025-11.month.export._T._T._T", "0.04"),
    ]


def test_only_a_growth_rate_of_the_source_itself_is_marked():
    shown = figures(
        figure_row(1e8, region="11", basis="printed"),
        growth(2.5, "11", "printed"),
        figure_row(3.0, metric="rank", unit="places", region="11", basis="printed"),
    )
    table = table_of((LEVEL, GROWTH, RANK), [("11", "北京")], shown=shown)
    assert body_of(table) == {"北京": ["1.0", "2.5*", "3"]}


def test_heads_say_what_they_are_heads_of():
    soup = soup_of(table_of())
    heads = soup.thead.find_all("th")
    assert [head.get_text() for head in heads] == ["省市", "出口额", "同比变化"]
    assert {head["scope"] for head in heads} == {"col"}
    names = soup.tbody.find_all("th")
    assert len(names) == 4
    assert {name["scope"] for name in names} == {"row"}


def test_every_row_is_as_wide_as_the_head():
    widths = [len(row.find_all(["th", "td"])) for row in soup_of(table_of()).find_all("tr")]
    assert widths == [3] * 5


def grouped(stub, *groups):
    heads = tuple(Head(f"列{place}", group) for place, group in enumerate(groups, start=1))
    cells = tuple(Cell("1") for _ in groups)
    return Table("a", "b", Head("省市", stub), heads, (Row("广东", cells),))


def test_every_head_names_its_column_and_every_group_its_columns():
    table = grouped("", "进出口", "进出口", "出口")
    heads = soup_of(table).thead.find_all("th")
    labels = [th.get_text() for th in heads if th["scope"] == "col"]
    assert labels == ["省市", "列1", "列2", "列3"]
    over = [(th.get_text(), th["colspan"]) for th in heads if th["scope"] == "colgroup"]
    assert [pair for pair in over if pair[0]] == [("进出口", "2"), ("出口", "1")]


@pytest.mark.parametrize(
    ("stub", "groups", "heads"),
    [
        ("", ["", "", ""], ()),
        ("", [], ()),
        ("", ["出口", "进口", "出口"], (("", 1), ("出口", 1), ("进口", 1), ("出口", 1))),
        ("", ["出口", "出口", "出口"], (("", 1), ("出口", 3))),
        ("", ["", "出口", "出口"], (("", 2), ("出口", 2))),
        ("当月", ["当月", "累计", "累计"], (("当月", 2), ("累计", 2))),
    ],
)
def test_neighbours_share_a_head(stub, groups, heads):
    assert grouped(stub, *groups).groups == heads


def test_notes_and_caption_go_with_the_table():
    soup = soup_of(table_of(notes=("第一条。", "第二条。")))
    assert soup.find(id="tab-x") is not None
    assert soup.figcaption.get_text() == "表 1　各省市出口"
    assert [note.get_text() for note in soup.select(".tb-notes p")] == ["第一条。", "第二条。"]


def test_a_row_without_cells_is_a_band_across_the_table():
    band = Table("a", "b", Head("省市"), (Head("x"), Head("y")), (Row("华东"),))
    [cell] = soup_of(band).tbody.find_all(["th", "td"])
    assert (cell.get_text(), cell["colspan"]) == ("华东", "3")


def test_a_figure_that_does_not_exist_is_no_missing_number():
    cell = figure_cell(WORDS, None)
    assert (cell.text, cell.exact, cell.tone) == ("—", "", "")
    table = Table("a", "b", Head("省市"), (Head("x"),), (Row("广东", (cell,)),))
    [shown] = soup_of(table).tbody.find_all("td")
    assert shown.get_text() == "—"
    assert not shown.has_attr("data-figure")


def test_a_change_that_says_nothing_is_a_sign_with_its_value_and_a_note():
    extreme, plain, none = (
        growth(1_851_385.125, "44", "printed"),
        growth(6.85, "11"),
        growth(5, "12"),
    )
    shown = figures(extreme, plain, none)
    cells = cells_of(shown, (GROWTH,), "44") + cells_of(shown, (GROWTH,), "11")
    assert [(one.text, one.exact, one.tone) for one in cells] == [
        ("—", "1851385.125", ""),
        ("6.9", "6.85", "up"),
    ]
    rows = tuple(Row("x", (one,)) for one in cells)
    table = Table("a", "b", Head("省市"), (Head("x"),), rows)
    assert [cell.get("class") for cell in soup_of(table).tbody.find_all("td")] == [None, ["up"]]
    told = "上年同期基数极小（增长超过千倍），同比不作比较"
    assert sign_notes(chinese(), rows) == [f"“—”表示{told}。"]
    both = (*rows, Row("y", (Cell("—"),)))
    assert sign_notes(chinese(), both) == [f"“—”表示没有此项，或{told}。"]
    assert sign_notes(chinese(), both[-1:]) == ["“—”表示没有此项。"]


def test_the_tone_follows_the_printed_sign_and_only_of_what_moves():
    tones = [[cell.tone for cell in row.cells] for row in table_of().rows]
    assert tones == [["", "up"], ["", "down"], ["", ""], ["", ""]]


def test_texts_are_escaped():
    nasty = '<b>"A" & B</b>'
    heads = (Head(nasty, nasty),)
    rows = (Row(nasty, (Cell(nasty),)),)
    soup = soup_of(Table("a", nasty, Head(nasty), heads, rows, (nasty,)))
    assert soup.find("b") is None
    told = [soup.figcaption, *soup.find_all(["th", "td"]), *soup.select(".tb-notes p")]
    # Caption; the heads of the stub, the group, the column and the row; the cell; the note.
    texts = [each.get_text() for each in told if each.get_text()]
    assert texts == [nasty] * 7


def test_plain_text_has_the_same_cells():
    assert table_of()._repr_mimebundle_()["text/plain"].split("\n") == [
        "表 1　各省市出口",
        "省市\t出口额\t同比变化",
        "广东\t725.6\t6.9",
        "北京\t0.05\t-3.3*",
        "天津\t0.0\t-",
        "全国\t800.0\t0.0",
        "单位：亿美元。",
    ]


# Growth rates that are the source's own.


def rows_of(*growths):
    """Return rows of a level and a growth, which is printed, computed or absent."""
    rows = [figure_row(1e8, region=str(11 + place)) for place, _ in enumerate(growths)]
    rows += [growth(value, str(11 + place), basis) for place, (value, basis) in enumerate(growths)]
    shown = figures(*rows)
    return tuple(
        Row(str(place), cells_of(shown, (LEVEL, GROWTH), str(11 + place)))
        for place, _ in enumerate(growths)
    )


def texts_of(rows):
    return [row.cells[1].text for row in rows]


PRINTED, COMPUTED, ABSENT = (2.5, "printed"), (-3.0, "computed"), (NAN, "absent")
IMPLIED = (4.0, "implied")


@pytest.mark.parametrize(
    ("growths", "texts", "note"),
    [
        ((PRINTED, PRINTED), ["2.5", "2.5"], ["均为来源公布。"]),
        ((PRINTED, ABSENT), ["2.5", "-"], ["均为来源公布。"]),
        ((PRINTED, COMPUTED), ["2.5*", "-3.0"], ["标“*”的为来源公布。"]),
        ((PRINTED, IMPLIED), ["2.5*", "4.0"], ["标“*”的为来源公布。"]),
        ((PRINTED, COMPUTED, ABSENT), ["2.5*", "-3.0", "-"], ["标“*”的为来源公布。"]),
        ((COMPUTED, ABSENT), ["-3.0", "-"], []),
        ((ABSENT,), ["-"], []),
        ((), [], []),
    ],
)
def test_the_mark_stands_only_where_it_tells_rates_apart(growths, texts, note):
    rows = rows_of(*growths)
    plain = plain_growth(rows)
    assert texts_of(plain) == texts
    assert growth_notes(WORDS, rows) == growth_notes(WORDS, plain) == note


def test_without_the_mark_a_cell_is_what_it_was():
    (row,) = plain_growth(rows_of(PRINTED))
    assert [cell.text for cell in row.cells] == ["1.0", "2.5"]
    assert row.name == "0"
    assert (row.cells[1].tone, row.cells[1].exact) == ("up", "2.5")
    assert row.cells[1].figure.basis == "printed"


def test_bands_and_empty_cells_are_no_growth():
    band, nothing = Row("华东"), Row("广东", (figure_cell(WORDS, None),))
    rows = (band, *rows_of(PRINTED), nothing)
    plain = plain_growth(rows)
    assert (plain[0], plain[2]) == (band, nothing)
    assert texts_of(plain[1:2]) == ["2.5"]
    assert growth_notes(WORDS, rows) == ["均为来源公布。"]


def test_the_growth_of_a_surplus_is_toned_and_not_marked():
    row = figure_row(
        -20.7, metric="surplus_growth", unit="percent", flow="balance", basis="implied"
    )
    shown = figure_cell(WORDS, next(iter(figures(row))))
    assert (shown.text, shown.tone) == ("-20.7", "down")


def test_numbers_of_fewer_decimals_are_moved_so_that_the_points_line_up():
    found = soup_of(table_of()).tbody.find_all("tr")
    looks = {
        row.th.get_text(): [cell.get("class", []) for cell in row.find_all("td")] for row in found
    }
    # 725.6, 0.05, 0.0 and 800.0; growth has one decimal everywhere, and Tianjin none at all.
    assert looks == {
        "广东": [["tb-pad-1"], ["up"]],
        "北京": [[], ["down"]],
        "天津": [["tb-pad-1"], []],
        "全国": [["tb-pad-1"], []],
    }


def test_the_mark_of_a_printed_rate_hangs_out_of_the_column():
    (mark,) = soup_of(table_of()).find_all(class_="tb-mark")
    assert mark.get_text() == "*"
    assert mark.parent.get_text() == "-3.3*"


def test_a_table_carries_itself_as_a_sheet():
    bundle = table_of()._repr_mimebundle_()
    (content,) = bundle[SHEET_TYPE]
    sheet = read_sheets([content])[0]
    assert sheet.heads == ("省市", "出口额", "同比变化")
    assert sheet.exact == (
        "",
        "level.2025-11.month.export [USD]",
        "growth.2025-11.month.export [percent]",
    )
    assert sheet.csv().splitlines()[2] == "北京,0.05,-3.3*,4500000.0,-3.25"
    assert sheet.notes == ("单位：亿美元。",)


def test_columns_of_one_label_are_told_apart_in_a_sheet():
    labels = ("出口", "同比", "进口", "同比")
    cells = figure_cell(WORDS, None), *[figure_cell(WORDS, None)] * 3
    table = Table("tab-x", "", Head("省市"), tuple(map(Head, labels)), (Row("广东", cells),))
    assert table.sheet().heads == ("省市", "出口", "出口 同比", "进口", "进口 同比")
    assert "出口 同比" not in soup_of(table).thead.get_text()


def test_heads_of_a_sheet_name_their_group_and_bands_stay():
    cells = cells_of(FIGURES, (LEVEL,), "44")
    rows = (Row("东部"), Row("广东", cells))
    table = Table("tab-x", "表 1", Head("省市"), (Head("金额", "出口"),), rows)
    assert table.sheet().heads == ("省市", "出口 金额")
    assert [len(row) for row in table.sheet().rows] == [1, 2]


def test_an_amount_in_another_unit_than_the_tables_says_so():
    words = Words(
        {"units": {"CNY": {"label": "亿元", "power": 8, "large": {"label": "万亿元", "power": 12}}}}
    )
    exact, rounded = figures(
        figure_row(4.5e12, unit="CNY", region="11"),
        figure_row(45.47e12, unit="CNY", region="12", step=1e10),
    )
    row = with_own_units(
        words, Row("全国", tuple(figure_cell(words, one) for one in (exact, rounded)))
    )
    assert [cell.text for cell in row.cells] == ["45000.0", "45.47 万亿元"]
    assert [cell.decimals for cell in row.cells] == [1, 2]
    row = with_own_units(words, Row("全国", (figure_cell(words, rounded),)), "万亿元")
    assert [cell.text for cell in row.cells] == ["45.47"]
