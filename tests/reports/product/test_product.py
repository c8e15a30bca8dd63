"""The report on a product, of made-up soybeans with answers known by hand."""

import re

import builders
import pytest
import vl_convert
from bs4 import BeautifulSoup
from sample_product import ASKED, BEFORE, PERIOD, WHOLE, lines
from testbed import ROOT, data_folder

from helpers.core.errors import NoDataError, ParameterError
from helpers.reports import product
from helpers.reports.registry import report_type


@pytest.fixture
def load(tmp_path, monkeypatch):
    """Return a function that loads the report of made-up lines; its charts are not drawn."""
    # To draw takes most of the time; charts of the whole data are drawn, and those of test_charts.
    monkeypatch.setattr(vl_convert, "vegalite_to_svg", lambda _: "<svg></svg>")

    def loaded(*rows_, complete=WHOLE, values=ASKED):
        folder = data_folder(tmp_path, *rows_, complete=complete)
        monkeypatch.setenv("TRADEBOOK_DATA", str(folder))
        return product.load(values)

    return loaded


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """Return the report of all the lines, loaded once."""
    folder = data_folder(tmp_path_factory.mktemp("whole"), *lines(), complete=WHOLE)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TRADEBOOK_DATA", str(folder))
        return product.load(ASKED)


def bundle(thing):
    return thing._repr_mimebundle_()


def plain(thing):
    return bundle(thing)["text/plain"]


def soup(thing):
    found = bundle(thing)
    return BeautifulSoup(found.get("text/html", found.get("text/markdown")), "html.parser")


def rows(table):
    """Return a table's rows, each with its name first."""
    found = soup(table).find("tbody").find_all("tr")
    return [[cell.get_text(strip=True) for cell in row.find_all(["th", "td"])] for row in found]


def paragraphs(thing):
    return [part.get_text() for part in soup(thing).find_all("p")]


def expressions():
    """Return what the notebook's cells show, as they stand in it."""
    text = (ROOT / "notebooks" / "lithium_battery.py").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.startswith("report.")]


def check_whole(report):
    """Check that a page has no blank, no stray word, no gap in its numbers; return its text."""
    cells = {line: soup(eval(line, {"report": report})) for line in expressions()}
    text = "\n".join(cell.get_text("\n") for cell in cells.values())
    assert re.findall(r"(?<![A-Za-z])(?:nan|inf|none|nat)(?![A-Za-z])", text, re.I) == []
    assert "{" not in text
    for line, cell in cells.items():
        for part in cell.find_all(["p", "td", "th", "figcaption"]):
            if part.name == "th" and part.find_parent("thead") and not part.get_text():
                continue
            assert part.get_text(strip=True), f"{line}: an empty {part.name}"
        for paragraph in cell.select(".tb-prose p"):
            told = paragraph.get_text().strip()
            assert told.endswith("。"), f"{line}: {told}"
            assert not told.startswith("其中"), f"{line}: {told}"
    captions = [cap.get_text() for cell in cells.values() for cap in cell.find_all("figcaption")]
    for word in ("表", "图"):
        numbers = [int(one[1]) for cap in captions if (one := re.match(rf"{word} (\d+)", cap))]
        assert numbers == list(range(1, len(numbers) + 1)), word
    return text


# The whole data.


def test_the_page_is_shown_whole(whole):
    assert len(expressions()) == 39
    text = check_whole(whole)
    assert "表 6" in text
    assert "图 10" in text
    assert "从略" not in text
    assert "大豆" in text
    assert "锂" not in text


def test_the_overview_has_values_and_tonnes(whole):
    # Imports 20 (16) of 50 (32) 亿 kg; exports 0.04 (0.05) of 0.03 (0.04).
    assert rows(whole.overview_table()) == [
        ["进出口总额", "20.0", "24.9", "40.1", "-0.1"],
        ["出口额", "0.04", "-20.0", "0.1", "-36.0"],
        ["进口额", "20.0", "25.0", "40.0", "0.0"],
        ["净出口额", "-20.0", "-4.0", "-39.9", "-0.05"],
        ["进出口总量", "5003000.0", "56.1", "10006000.0", "24.9"],
        ["出口量", "3000.0", "-25.0", "6000.0", "-40.0"],
        ["进口量", "5000000.0", "56.3", "10000000.0", "25.0"],
    ]


def test_the_overview_in_words(whole):
    told = paragraphs(whole.overview())
    assert told[0] == (
        "2025 年 2 月，中国大豆进出口 20.0 亿美元，同比增长 24.9%。"
        "其中出口 0.04 亿美元，同比下降 20.0%；进口 20.0 亿美元，同比增长 25.0%。"
        "当月逆差（净进口）20.0 亿美元，比上年同期扩大 4.0 亿美元。"
    )
    assert told[2] == (
        "按数量计，2025 年 2 月进出口 5003000.0 吨，同比增长 56.1%。"
        "其中出口 3000.0 吨，同比下降 25.0%；进口 5000000.0 吨，同比增长 56.3%。"
    )
    assert len(told) == 4


def test_the_notes_name_the_unit_of_quantities(whole):
    assert "金额为亿美元，数量为吨" in soup(whole.overview_table()).get_text()


def test_unit_values_and_the_two_parts_of_growth(whole):
    # Imports: 0.40 against 0.50; -0.1 x 82 / 2 of 16, 18 x 0.9 / 2 of 16. Since January 0.40
    # against 0.50; -0.1 x 180 / 2 of 40, 20 x 0.9 / 2 of 40.
    # Exports: 4/3 against 5/4; 1/12 x 0.07 / 2 of 0.05, -0.01 x 31/12 / 2 of 0.05.
    # Since January 4/3 against 5/4; 1/12 x 0.16 / 2 of 0.125, -0.04 x 31/12 / 2 of 0.125.
    assert rows(whole.price_table()) == [
        ["出口（2025 年 2 月）", "1.33", "6.7", "-20.0", "5.8", "-25.8"],
        ["进口（2025 年 2 月）", "0.40", "-20.0", "25.0", "-25.6", "50.6"],
        ["出口（2025 年 1—2 月）", "1.33", "6.7", "-36.0", "5.3", "-41.3"],
        ["进口（2025 年 1—2 月）", "0.40", "-20.0", "0.0", "-22.5", "22.5"],
    ]
    assert "美元/千克" in soup(whole.price_table()).find(class_="tb-notes").get_text()


def test_price_and_quantity_in_words(whole):
    assert (
        "2025 年 2 月，进口平均单位价值 0.40 美元/千克，同比下降 20.0%；进口额同比增长 25.0%，"
        "其中价格因素拉低 25.6 个百分点，数量因素拉高 50.6 个百分点。"
    ) in paragraphs(whole.price())


def test_partners_with_their_weights(whole):
    # Brazil 14 (10), the United States 4 (5.5), Argentina 1.5 (0.5), two without a year before.
    assert rows(whole.partner_table("import")) == [
        ["重点区域"],
        ["欧盟", "0.3", "1.5", "-", "欧盟", "0.6", "1.5", "-"],
        ["东盟", "0.2", "1.0", "-", "东盟", "0.4", "1.0", "-"],
        ["进口额前 5 位"],
        ["巴西", "14.0", "70.0", "40.0", "巴西", "28.0", "70.0", "12.0"],
        ["美国", "4.0", "20.0", "-27.3", "美国", "8.0", "20.0", "-41.8"],
        ["阿根廷", "1.5", "7.5", "200.0", "阿根廷", "3.0", "7.5", "140.0"],
        ["德国", "0.3", "1.5", "-", "德国", "0.6", "1.5", "-"],
        ["泰国", "0.2", "1.0", "-", "泰国", "0.4", "1.0", "-"],
    ]
    assert rows(whole.partner_table("export")) == [
        ["韩国", "0.04", "100.0", "-20.0", "韩国", "0.1", "100.0", "-36.0"],
    ]


def test_provinces_by_what_they_trade(whole):
    assert rows(whole.province_table("import")) == [
        ["山东", "11.2", "31.8", "山东", "22.4", "5.4"],
        ["广东", "4.3", "115.0", "广东", "8.6", "72.0"],
        ["江苏", "3.0", "-40.0", "江苏", "6.0", "-52.0"],
        ["北京", "1.5", "200.0", "北京", "3.0", "140.0"],
    ]
    (month, _) = paragraphs(whole.provinces("import"))
    assert month == (
        "2025 年 2 月，大豆进口额居前三位的省市是山东（11.2 亿美元，同比增长 31.8%）、"
        "广东（4.3 亿美元，同比增长 115.0%）和江苏（3.0 亿美元，同比下降 40.0%）。"
    )


def test_concentration_of_partners_is_among_the_figures(whole):
    found = {
        (one.metric, one.span): one.value
        for one in whole.view.figures
        if one.metric.startswith("partner_cr") and one.flow == "import"
    }
    # 19.5 and 20 of 20; there are no ten.
    assert found == pytest.approx(
        {
            ("partner_cr3", "month"): 97.5,
            ("partner_cr3", "ytd"): 97.5,
            ("partner_cr5", "month"): 100,
            ("partner_cr5", "ytd"): 100,
        }
    )


def test_concentration_is_told_as_far_as_there_are_partners(whole):
    # Five partners: the three largest and the five largest can be told, ten can't.
    assert "97.5%" in plain(whole.partners("import"))


def test_concentration_of_ten_partners_in_words(load):
    codes = ("304", "141", "502", "132", "307", "303", "110", "116", "133", "601", "410")
    made = [
        builders.tidy_row(
            period=PERIOD,
            product="1201",
            flow="import",
            region="_T",
            partner=code,
            value=f"{value}00000000",
        )
        for code, value in zip(codes, (40, 20, 10, 8, 7, 5, 4, 2, 2, 1, 1), strict=True)
    ]
    told = plain(load(*made, complete=("partner",)).partners("import"))
    # 70, 85 and 99 of 100.
    last = told.split("不计区域")[1]
    assert re.findall(r"[\d.]+%", last) == ["70.0%", "85.0%", "99.0%"]


# What the data lacks.


def test_without_quantities_one_line_says_so_in_each_place(load):
    report = load(*lines(measures=("value",)))
    text = check_whole(report)
    assert paragraphs(report.overview())[-1] == (
        "数据中没有该产品的数量，数量、单位价值及由其得出的内容从略。"
    )
    assert paragraphs(report.price()) == ["数据中没有该产品的数量，单位价值从略。"]
    assert plain(report.price_table()) == ""
    assert plain(report.price_charts()) == ""
    assert [row[0] for row in rows(report.overview_table())] == [
        "进出口总额",
        "出口额",
        "进口额",
        "净出口额",
    ]
    assert "吨" not in text


def test_quantities_of_one_span_alone_stand_in_the_table_too(load):
    kept = [line for line in lines() if not (",month," in line and ",quantity," in line)]
    report = load(*kept)
    check_whole(report)
    assert "10006000.0 吨" in plain(report.overview())
    found = {row[0]: row[1:] for row in rows(report.overview_table())}
    assert found["进口量"] == ["-", "-", "10000000.0", "25.0"]
    assert "“-”表示 1 月以来的各月数不全" in plain(report.overview_table())


def test_without_partners_each_flow_says_so_in_one_line(load):
    report = load(*lines(without=("partner",)), complete=("region",))
    check_whole(report)
    for flow, word in (("export", "出口"), ("import", "进口")):
        assert paragraphs(report.partners(flow)) == [f"数据中没有分贸易伙伴的{word}数，本节从略。"]
        assert plain(report.partner_table(flow)) == ""
        assert plain(report.partner_charts(flow)) == ""


def test_without_provinces_each_flow_says_so_in_one_line(load):
    report = load(*lines(without=("region",)), complete=("partner",))
    check_whole(report)
    for flow, word in (("export", "出口"), ("import", "进口")):
        assert paragraphs(report.provinces(flow)) == [
            f"数据中没有该产品分省市的{word}数，本节从略。"
        ]
        assert plain(report.province_table(flow)) == ""
        assert plain(report.province_charts(flow)) == ""


def test_the_national_total_alone(load):
    report = load(*lines(without=("region", "partner")), complete=())
    text = check_whole(report)
    assert text.count("本节从略。") == 4
    assert rows(report.overview_table())[2] == ["进口额", "20.0", "25.0", "40.0", "0.0"]


def test_without_a_national_total_the_refusal_is_one_line(load):
    # Some provinces only: nothing adds up to China.
    with pytest.raises(NoDataError) as caught:
        load(*lines(without=("partner",)), complete=())
    assert len(str(caught.value).splitlines()) == 1
    assert "1201" in str(caught.value)


def test_imports_alone(load):
    report = load(*lines(flows=("import",)))
    text = check_whole(report)
    assert [row[0] for row in rows(report.overview_table())] == ["进口额", "进口量"]
    assert "数据中没有分贸易伙伴的出口数，本节从略。" in text
    assert "数据中没有该产品分省市的出口数，本节从略。" in text


def test_exports_alone(load):
    report = load(*lines(flows=("export",)))
    text = check_whole(report)
    assert "数据中没有分贸易伙伴的进口数，本节从略。" in text


@pytest.mark.parametrize(("span", "period"), [("ytd", "2025 年 1—2 月"), ("month", "2025 年 2 月")])
def test_one_span_alone(load, span, period):
    report = load(*lines(spans=(span,)))
    check_whole(report)
    values, lacking, amounts = paragraphs(report.overview())
    assert lacking.startswith("数据中没有 2025 年 1 月的数，")
    assert values.startswith(period)
    assert amounts.startswith(f"按数量计，{period}")
    assert len(rows(report.price_table())) == 2
    assert len(rows(report.overview_table())[0]) == 3
    for name in ("partners", "provinces"):
        assert len(paragraphs(getattr(report, name)("import"))) == 1


def test_without_a_year_before_levels_and_unit_values_stand(load):
    report = load(*lines(base=False))
    text = check_whole(report)
    assert rows(report.overview_table())[2] == ["进口额", "20.0", "-", "40.0", "-"]
    assert paragraphs(report.price())[1] == (
        "2025 年 2 月，进口平均单位价值 0.40 美元/千克，同比无上年同期数可比。"
    )
    assert plain(report.price_charts()) == ""
    assert "增长" not in text.replace("增长率", "")


@pytest.mark.parametrize("table", ["overview_table", "price_table"])
def test_a_table_with_a_missing_number_says_what_the_sign_means(load, table):
    shown = soup(getattr(load(*lines(base=False)), table)())
    assert "-" in {cell.get_text() for cell in shown.find_all("td")}
    assert "“-”" in shown.find(class_="tb-notes").get_text()


def test_a_year_before_without_quantities(load):
    kept = [line for line in lines() if not (line.startswith(BEFORE) and ",quantity," in line)]
    report = load(*kept)
    check_whole(report)
    assert rows(report.price_table())[1] == ["进口（2025 年 2 月）", "0.40", "-", "25.0", "-", "-"]


# Parameters and names.


@pytest.mark.parametrize("hs", ["1201", 1201])
def test_a_code_may_come_as_a_number(load, hs):
    report = load(*lines(), values={"period": PERIOD, "hs": hs})
    assert report.parameters.hs == "1201"
    assert rows(report.overview_table())[2][1] == "20.0"


def test_the_default_product_as_papermill_parses_it(monkeypatch):
    monkeypatch.setenv("TRADEBOOK_DATA", str(ROOT / "data"))
    report = product.load({"period": "2025-02", "hs": 85076000})
    assert report.parameters.hs == "85076000"
    assert rows(report.overview_table())[0] == ["进出口总额", "42.7", "11.0", "100.4", "10.5"]
    assert report.record().content["name"] == "2025-02"


@pytest.mark.parametrize(
    "bad", ["120", "1", "120100000000", "12O1", "soya", "", "12.01", "_T", "12 1", "１２０１"]
)
def test_what_is_no_code_is_refused_in_these_words(bad):
    with pytest.raises(ParameterError) as caught:
        product.load({"period": PERIOD, "hs": bad})
    assert str(caught.value) == (
        "report lithium_battery, parameter 'hs': "
        f"expected an HS code of 2, 4, 6, 8 or 10 digits, found '{bad}'"
    )


@pytest.mark.parametrize(("hs", "meant"), [(1012100, "01012100"), (101, "0101"), (1, "01")])
def test_a_code_that_papermill_took_the_zero_of_says_so(hs, meant):
    with pytest.raises(ParameterError) as caught:
        product.load({"period": PERIOD, "hs": hs})
    assert str(caught.value).endswith(
        f"digits, found '{hs}'; papermill drops leading zeros: use -r hs {meant}"
    )


def test_a_code_without_data_names_those_with(load):
    made = [*lines(), *lines(product="2709")]
    with pytest.raises(NoDataError) as caught:
        load(*made, values={"period": PERIOD, "hs": "8703"})
    assert str(caught.value) == (
        "report lithium_battery: no data for HS 8703; HS codes with data: 1201, 2709"
    )


def test_a_month_without_data_names_those_with(load):
    with pytest.raises(NoDataError) as caught:
        load(*lines(), values={"period": "2023-02", "hs": "1201"})
    assert str(caught.value) == (
        "report lithium_battery: no data of HS 1201 for 2023-02 in USD; months with data: 2024-02, 2025-02"
    )


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({}, "lithium_battery"),
        ({"hs": "85076000"}, "lithium_battery"),
        ({"hs": 85076000}, "lithium_battery"),
        ({"hs": "1201"}, "hs_1201"),
        ({"hs": 87}, "hs_87"),
    ],
)
def test_the_folder_is_named_by_the_code_and_the_page_by_the_month(values, name):
    kind = report_type("lithium_battery")
    parameters = kind.parameters.of(kind.name, {"period": PERIOD, **values})
    assert (kind.folder_of(parameters), parameters.page) == (name, PERIOD)


def headings(**values):
    kind = report_type("lithium_battery")
    return kind.headings(kind.parameters.of(kind.name, {**ASKED, **values}))


@pytest.mark.parametrize(("hs", "name"), [("1201", "大豆"), ("0203", "HS 0203")])
def test_the_headings_name_the_product(load, hs, name):
    load(*lines(), *lines(product="0203"))
    found = headings(hs=hs)
    assert (found["month"], found["product"]) == ("2025 年 2 月", name)
    assert found["both"] == found["partners_import"] == "2025 年 2 月及 1—2 月"


def test_the_headings_promise_no_span_that_the_data_lacks(load):
    load(*lines(flows=("import",), spans=("month",)), *lines(flows=("export",), spans=("ytd",)))
    found = headings()
    assert found["both"] == found["prices"] == "2025 年 2 月及 1—2 月"
    assert found["partners_import"] == found["provinces_import"] == "2025 年 2 月"
    assert found["partners_export"] == "2025 年 1—2 月"
