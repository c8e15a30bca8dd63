"""The report on a province, of made-up data at the level of HS codes with answers known by hand."""

import re

import builders
import pytest
import vl_convert
from bs4 import BeautifulSoup
from sample_city import ASKED, BEFORE, PERIOD, WHOLE, lines
from testbed import ROOT, data_folder

from helpers.core.errors import NoDataError, ParameterError, SourceError
from helpers.reports import city
from helpers.reports.registry import report_type


@pytest.fixture
def load(tmp_path, monkeypatch):
    """Return a function that loads the report of made-up lines; its charts are not drawn."""
    # To draw takes most of the time; charts of the whole data are drawn, and those of test_charts.
    monkeypatch.setattr(vl_convert, "vegalite_to_svg", lambda _: "<svg></svg>")

    def loaded(*rows, complete=WHOLE, values=ASKED):
        folder = data_folder(tmp_path, *rows, complete=complete)
        monkeypatch.setenv("TRADEBOOK_DATA", str(folder))
        return city.load(values)

    return loaded


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """Return the report of all the lines, loaded once."""
    folder = data_folder(tmp_path_factory.mktemp("whole"), *lines(), complete=WHOLE)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TRADEBOOK_DATA", str(folder))
        return city.load(ASKED)


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


def named(table):
    return {row[0]: row[1:] for row in rows(table)}


def expressions():
    """Return what the notebook's cells show, as they stand in it."""
    text = (ROOT / "notebooks" / "beijing_city.py").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.startswith("report.")]


def shown(report):
    """Return what every cell of the notebook shows, by the cell's expression."""
    return {line: soup(eval(line, {"report": report})) for line in expressions()}


def check_whole(report):
    """Check that a page has no blank, no stray word, no gap in its numbers; return its text."""
    cells = shown(report)
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
    for word in ("表", "图"):
        captions = [
            cap.get_text() for cell in cells.values() for cap in cell.find_all("figcaption")
        ]
        numbers = [int(one[1]) for cap in captions if (one := re.match(rf"{word} (\d+)", cap))]
        assert numbers == list(range(1, len(numbers) + 1)), word
    return text


def paragraphs(thing):
    return [part.get_text() for part in soup(thing).find_all("p")]


# The whole data.


def test_the_notebook_shows_every_part():
    assert len(expressions()) == 34
    assert "report.products('export')" in [one.replace('"', "'") for one in expressions()]


def test_the_page_is_shown_whole(whole):
    text = check_whole(whole)
    assert "表 5" in text
    assert "图 8" in text
    assert "从略" not in text
    assert "北京" not in text


@pytest.mark.parametrize("region", ["44", 44, "广东", "广东省", "Guangdong"])
def test_a_province_is_told_by_code_or_name(load, region):
    report = load(*lines(), values={"period": PERIOD, "region": region})
    assert report.parameters.region == "44"
    assert named(report.overview_table())["出口额"][0] == "100.0"
    assert "广东省" in plain(report.overview())


def test_the_overview_is_the_sum_of_all_codes_against_the_sum_of_all_provinces(whole):
    # Guangdong 100 and 60, were 80 and 60; the nation 250 and 200, was 200 and 150.
    assert rows(whole.overview_table()) == [
        ["进出口总额", "160.0", "35.6", "14.3", "800.0", "35.6", "42.9"],
        ["出口额", "100.0", "40.0", "25.0", "500.0", "40.0", "56.3"],
        ["进口额", "60.0", "30.0", "0.0", "300.0", "30.0", "25.0"],
        ["净出口额", "40.0", "—", "20.0", "200.0", "—", "120.0"],
    ]


def test_the_overview_in_words(whole):
    month, ytd = paragraphs(whole.overview())
    assert month == (
        "2024 年 5 月，广东省货物贸易进出口 160.0 亿美元，占全国 35.6%，同比增长 14.3%。"
        "其中出口 100.0 亿美元，占全国出口 40.0%，同比增长 25.0%；"
        "进口 60.0 亿美元，占全国进口 30.0%，同比持平。"
        "当月顺差 40.0 亿美元，比上年同期扩大 20.0 亿美元。"
    )
    assert ytd.startswith("2024 年 1—5 月，广东省货物贸易进出口 800.0 亿美元，占全国 35.6%")


def test_the_headline_numbers_are_those_of_the_month(whole):
    values = [one.get_text() for one in soup(whole.headline()).find_all(class_="tb-value")]
    assert values == ["160.0 亿美元", "100.0 亿美元", "60.0 亿美元", "40.0 亿美元"]


def test_codes_are_grouped_by_chapter_for_exports(whole):
    # Shares: 60/120, 10/40, 9/59, 6/8, 4/12, all of the rest.
    assert rows(whole.product_table("export")) == [
        ["农产品", "1.0", "100.0", "-50.0", "5.0", "100.0", "-37.5"],
        ["矿产品", "6.0", "75.0", "50.0", "30.0", "75.0", "87.5"],
        ["化学制品", "5.0", "100.0", "0.0", "25.0", "100.0", "25.0"],
        ["纺织服装", "9.0", "15.3", "50.0", "45.0", "15.3", "87.5"],
        ["木制品", "3.0", "100.0", "50.0", "15.0", "100.0", "87.5"],
        ["金属石料制品", "4.0", "33.3", "100.0", "20.0", "33.3", "150.0"],
        ["电子设备", "60.0", "50.0", "9.1", "300.0", "50.0", "36.4"],
        ["交通设备", "10.0", "25.0", "150.0", "50.0", "25.0", "212.5"],
        ["其他制品", "2.0", "100.0", "-", "10.0", "100.0", "-"],
    ]


def test_groups_that_are_not_imported_print_a_dash(whole):
    found = named(whole.product_table("import"))
    assert found["农产品"] == ["5.0", "100.0", "0.0", "25.0", "100.0", "25.0"]
    assert found["矿产品"] == ["5.0", "5.3", "0.0", "25.0", "5.3", "25.0"]
    assert found["电子设备"] == ["50.0", "50.0", "0.0", "250.0", "50.0", "25.0"]
    for group in ("化学制品", "纺织服装", "木制品", "金属石料制品", "交通设备", "其他制品"):
        assert found[group] == ["—"] * 6, group


def test_the_products_in_words(whole):
    month, _ = paragraphs(whole.products("export"))
    assert month.startswith(
        "2024 年 5 月，广东省出口额居前三位的产品是"
        "电子设备（60.0 亿美元，占全国该类产品的 50.0%，同比增长 9.1%）、"
        "交通设备（10.0 亿美元，占全国该类产品的 25.0%，同比增长 150.0%）和"
        "纺织服装（9.0 亿美元，占全国该类产品的 15.3%，同比增长 50.0%）。"
    )
    # Transport: 6 of 80; electronics: 5 of 80.
    assert "对广东出口增减影响最大的是交通设备，拉高出口增速 7.5 个百分点。" in month
    assert "总部" not in plain(whole.products("export"))


@pytest.mark.parametrize(("region", "noted"), [("11", True), ("44", False)])
def test_the_note_on_head_offices_is_for_minerals_of_beijing(load, region, noted):
    rows_ = [
        builders.tidy_row(
            period=PERIOD, flow=flow, region=region, product="2709", value="500000000"
        )
        for flow in ("export", "import")
    ]
    report = load(*rows_, complete=("product",), values={"period": PERIOD, "region": region})
    assert ("总部" in plain(report.products("export"))) is noted
    assert "总部" not in plain(report.products("import"))


def test_asean_and_the_eu_are_summed_and_ten_partners_ranked(whole):
    # ASEAN: Vietnam 20 (25) and Singapore 6 (4); the EU: Germany 39.5 (30) and Italy 2 (1), the
    # United Kingdom having left. India, 0.5, is the eleventh.
    assert rows(whole.partner_table("export")) == [
        ["重点区域"],
        ["东盟", "26.0", "-10.3", "东盟", "130.0", "12.1"],
        ["欧盟", "41.5", "33.9", "欧盟", "207.5", "67.3"],
        ["出口额前 10 位"],
        ["德国", "39.5", "31.7", "德国", "197.5", "64.6"],
        ["越南", "20.0", "-20.0", "越南", "100.0", "0.0"],
        ["美国", "17.0", "88.9", "美国", "85.0", "136.1"],
        ["新加坡", "6.0", "50.0", "新加坡", "30.0", "87.5"],
        ["中国香港", "5.0", "0.0", "中国香港", "25.0", "25.0"],
        ["韩国", "4.0", "100.0", "韩国", "20.0", "150.0"],
        ["日本", "3.0", "50.0", "日本", "15.0", "87.5"],
        ["意大利", "2.0", "100.0", "意大利", "10.0", "150.0"],
        ["澳大利亚", "2.0", "-", "澳大利亚", "10.0", "-"],
        ["英国", "1.0", "-50.0", "英国", "5.0", "-37.5"],
    ]


def test_imports_from_the_eu_are_not_there_when_there_are_none(whole):
    assert rows(whole.partner_table("import")) == [
        ["重点区域"],
        ["东盟", "5.0", "0.0", "东盟", "25.0", "25.0"],
        ["进口额前 4 位"],
        ["韩国", "30.0", "-25.0", "韩国", "150.0", "-6.3"],
        ["中国台湾", "20.0", "100.0", "中国台湾", "100.0", "150.0"],
        ["泰国", "5.0", "0.0", "泰国", "25.0", "25.0"],
        ["澳大利亚", "5.0", "0.0", "澳大利亚", "25.0", "25.0"],
    ]


def test_the_partners_in_words(whole):
    month, _ = paragraphs(whole.partners("export"))
    assert month == (
        "2024 年 5 月，广东省对东盟出口 26.0 亿美元（同比下降 10.3%）"
        "，对欧盟出口 41.5 亿美元（同比增长 33.9%）。"
        "出口额居前三位的贸易伙伴是德国（39.5 亿美元，同比增长 31.7%）、"
        "越南（20.0 亿美元，同比下降 20.0%）和美国（17.0 亿美元，同比增长 88.9%）。"
    )


def test_the_record_names_the_edition(whole):
    content = whole.record().content
    assert content["name"] == "2024-05"
    assert content["parameters"]["region"] == "44"
    assert content["title"] == "广东省货物贸易月度监测报告"
    assert content["currency"] == "USD"
    assert content["sources"] == ["made-up"]


def test_the_command_of_the_record_names_the_province(whole):
    command = "papermill 2024-05.ipynb out.ipynb -p period 2024-05 -p region 44"
    assert command in plain(whole.record())


# What the data lacks.


def test_without_partners_each_flow_says_so_in_one_line(load):
    report = load(*lines(without=("partner",)), complete=("region", "product"))
    check_whole(report)
    for flow, word in (("export", "出口"), ("import", "进口")):
        assert paragraphs(report.partners(flow)) == [f"数据中没有分贸易伙伴的{word}数，本节从略。"]
        assert plain(report.partner_table(flow)) == ""
        assert plain(report.partner_charts(flow)) == ""
    assert named(report.overview_table())["出口额"][:3] == ["100.0", "40.0", "25.0"]


def test_without_products_each_flow_says_so_in_one_line(load):
    report = load(*lines(without=("product",)), complete=("region", "partner"))
    check_whole(report)
    for flow, word in (("export", "出口"), ("import", "进口")):
        assert paragraphs(report.products(flow)) == [f"数据中没有分产品的{word}数，本节从略。"]
        assert plain(report.product_table(flow)) == ""
        assert plain(report.product_charts(flow)) == ""


def test_without_the_nation_values_stand_without_shares(load):
    report = load(*lines(), complete=("partner", "product"))
    text = check_whole(report)
    assert rows(report.overview_table())[1] == ["出口额", "100.0", "25.0", "500.0", "56.3"]
    assert rows(report.product_table("export"))[6] == ["电子设备", "60.0", "9.1", "300.0", "36.4"]
    assert "占全国" not in text


def test_without_the_nation_one_line_says_why_there_are_no_shares(load):
    text = check_whole(load(*lines(), complete=("partner", "product")))
    assert [one for one in text.splitlines() if "全国" in one and ("没有" in one or "从略" in one)]


def test_of_some_partners_no_group_is_summed(load):
    own = lines(without=("partner", "product"))
    partners = lines(without=("product",))
    report = load(*own, *partners, complete=("region",))
    check_whole(report)
    table = rows(report.partner_table("export"))
    assert [row[:3] for row in table[:5]] == [
        ["重点区域"],
        ["东盟", "-", "-"],
        ["欧盟", "-", "-"],
        ["数据所列的贸易伙伴"],
        ["德国", "39.5", "31.7"],
    ]
    assert "东盟" not in plain(report.partners("export"))


def test_of_some_partners_none_is_the_largest(load):
    own = lines(without=("partner", "product"))
    report = load(*own, *lines(without=("product",)), complete=("region",))
    # Guangdong exports to eleven partners: all of them are listed.
    shown = plain(report.partner_table("export"))
    assert len(rows(report.partner_table("export"))) == 4 + 11
    month, year = paragraphs(report.partners("export"))
    assert month == "2024 年 5 月，数据只列出部分贸易伙伴，不作排名，所列的见下表。"
    assert year == "2024 年 1—5 月，数据只列出部分贸易伙伴，不作排名，所列的见下表。"
    for claim in ("居前", "前 1", "主要", "最大"):
        assert claim not in shown, claim
    assert plain(report.partner_charts("export")) == ""


def test_exports_alone(load):
    report = load(*lines(flows=("export",)))
    text = check_whole(report)
    assert rows(report.overview_table()) == [
        ["出口额", "100.0", "40.0", "25.0", "500.0", "40.0", "56.3"]
    ]
    assert "数据中没有分产品的进口数，本节从略。" in text
    assert "数据中没有分贸易伙伴的进口数，本节从略。" in text


def test_the_overview_says_when_a_flow_is_missing(load):
    text = plain(load(*lines(flows=("import",))).overview())
    assert "没有" in text
    assert "出口" in text.replace("进出口", "")


@pytest.mark.parametrize(("span", "period"), [("ytd", "2024 年 1—5 月"), ("month", "2024 年 5 月")])
def test_one_span_alone(load, span, period):
    report = load(*lines(spans=(span,)))
    check_whole(report)
    told, *lacking = paragraphs(report.overview())
    assert told.startswith(period)
    # Only what could be a sum of months lacks some.
    assert lacking == (
        ["数据中没有 2024 年 1—4 月的数，2024 年 1—5 月的累计数从略。"] if span == "month" else []
    )
    expected = {
        "month": ["100.0", "40.0", "25.0"],
        "ytd": ["500.0", "40.0", "56.3"],
    }[span]
    assert named(report.overview_table())["出口额"] == expected
    assert len(rows(report.partner_table("export"))[4]) == 3
    for flow in ("export", "import"):
        assert len(paragraphs(report.products(flow))) == 1


def test_without_a_year_before_every_part_is_still_shown(load):
    report = load(*lines(base=False))
    text = check_whole(report)
    assert named(report.overview_table())["出口额"] == ["100.0", "40.0", "-", "500.0", "40.0", "-"]
    assert rows(report.partner_table("export"))[4][:3] == ["德国", "39.5", "-"]
    assert "增长" not in text
    assert "无上年同期数可比" in text


def test_a_year_before_of_one_span_alone(load):
    kept = [line for line in lines() if not line.startswith(f"{BEFORE},month")]
    report = load(*kept)
    check_whole(report)
    assert named(report.overview_table())["出口额"] == [
        "100.0",
        "40.0",
        "-",
        "500.0",
        "40.0",
        "56.3",
    ]


def test_growth_of_one_span_alone_stands_in_the_table_of_products(load):
    report = load(*(line for line in lines() if not line.startswith(f"{BEFORE},month")))
    found = named(report.product_table("export"))
    assert found["电子设备"] == ["60.0", "50.0", "-", "300.0", "50.0", "36.4"]


@pytest.mark.parametrize(
    ("table", "flow"),
    [("overview_table", []), ("product_table", ["export"]), ("partner_table", ["export"])],
)
def test_a_table_with_a_missing_number_says_what_the_sign_means(load, table, flow):
    # Other products and Australia have no year before; the overview has none of the month.
    without = [line for line in lines() if not line.startswith(f"{BEFORE},month")]
    found = soup(getattr(load(*(lines() if flow else without)), table)(*flow))
    assert "-" in {cell.get_text() for cell in found.find_all("td")}
    assert "“-”" in found.find(class_="tb-notes").get_text()


def test_totals_that_the_source_does_not_split(load):
    stated = [
        builders.tidy_row(
            period=period, span="month", flow="total", region=region, value=f"{value}00000000"
        )
        for region, period, value in (
            ("44", PERIOD, 160),
            ("44", BEFORE, 140),
            ("_T", PERIOD, 400),
            ("_T", BEFORE, 350),
        )
    ]
    report = load(*stated, complete=())
    assert rows(report.overview_table()) == [["进出口总额", "160.0", "40.0", "14.3"]]
    text = check_whole(report)
    assert text.count("本节从略。") == 4


def test_values_in_yuan_are_told_in_yuan(load):
    report = load(*lines(unit="CNY"))
    text = check_whole(report)
    assert report.currency == "CNY"
    assert "100.0 亿元" in text
    assert "美元" not in text


# Parameters and names.


@pytest.mark.parametrize("bad", ["99", "Atlantis", "_T", "", "4403"])
def test_a_region_that_is_none_is_refused_in_one_line(bad):
    with pytest.raises(ParameterError) as caught:
        city.load({"period": PERIOD, "region": bad})
    message = str(caught.value)
    assert len(message.splitlines()) == 1
    assert message.startswith("report beijing_city, parameter 'region': ")
    assert f"'{bad}'" in message


def test_a_misspelt_parameter_is_refused_with_those_there_are():
    with pytest.raises(ParameterError) as caught:
        city.load({"period": PERIOD, "province": "44"})
    assert str(caught.value) == (
        "report beijing_city has no parameter 'province'; "
        "its parameters: currency, as_of, language, period, region"
    )


def test_a_month_without_data_names_those_with(load):
    with pytest.raises(NoDataError) as caught:
        load(*lines(), values={"period": "2022-05", "region": "44"})
    assert str(caught.value) == (
        "report beijing_city: no data of 广东 (44) for 2022-05 in USD; months with data: 2023-05, 2024-05"
    )


def test_a_month_without_data_names_those_with_in_the_currency_there_is(load):
    with pytest.raises(NoDataError) as caught:
        load(*lines(unit="CNY"), values={"period": "2022-05", "region": "44"})
    assert str(caught.value) == (
        "report beijing_city: no data of 广东 (44) for 2022-05 in CNY; months with data: 2023-05, 2024-05"
    )


def test_a_province_without_data_is_named_in_the_refusal(load):
    with pytest.raises(NoDataError) as caught:
        load(*lines(), values={"period": PERIOD, "region": "西藏"})
    assert str(caught.value) == (
        "report beijing_city: no data of 西藏 (54) for 2024-05 in USD; months with data: none"
    )


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({}, "beijing_city"),
        ({"region": "11"}, "beijing_city"),
        ({"region": "北京"}, "beijing_city"),
        ({"region": "44"}, "guangdong"),
        ({"region": "Guangdong"}, "guangdong"),
    ],
)
def test_the_folder_is_named_by_the_province_and_the_page_by_the_month(values, name):
    kind = report_type("beijing_city")
    parameters = kind.parameters.of(kind.name, {"period": PERIOD, **values})
    assert (kind.folder_of(parameters), parameters.page) == (name, PERIOD)


def headings(period):
    kind = report_type("beijing_city")
    return kind.headings(kind.parameters.of(kind.name, {**ASKED, "period": period}))


@pytest.mark.parametrize("period", ["2024-05", "2024-01"])
def test_the_headings_name_province_and_month(load, period):
    load(*lines())
    found = headings(period)
    assert (found["region"], found["month"]) == ("广东省", f"2024 年 {int(period[-2:])} 月")


def test_the_headings_promise_no_span_that_the_data_lacks(load):
    nation = lines(without=("partner", "product"))
    load(*nation, *lines(without=("product",), spans=("month",)), complete=("region", "partner"))
    found = headings(PERIOD)
    assert found["both"] == found["both_export"] == "2024 年 5 月及 1—5 月"
    assert found["partners"] == found["partners_import"] == "2024 年 5 月"
    # There is nothing by products.
    assert found["products"] == "2024 年 5 月"


@pytest.mark.parametrize(("value", "refused"), [("11000000000", True), ("10000000000", False)])
def test_a_part_of_more_than_its_whole_is_refused(tmp_path, monkeypatch, value, refused):
    # Of two datasets one may have been revised, so that 110 of 100 is no error in the data yet.
    def rows_(product, amount):
        made = {"period": PERIOD, "region": "44", "product": product, "value": amount}
        return [builders.tidy_row(flow=flow, **made) for flow in ("export", "import")]

    folder = data_folder(tmp_path, *rows_("_T", "10000000000"), complete=())
    groups = builders.tidy_text(*rows_("electronics", value))
    builders.write_pair(folder / "raw", "groups", groups)
    monkeypatch.setenv("TRADEBOOK_DATA", str(folder))
    monkeypatch.setattr(vl_convert, "vegalite_to_svg", lambda _: "<svg></svg>")
    if not refused:
        assert city.load(ASKED).view.figures.where(metric="weight", product="electronics")
        return
    with pytest.raises(SourceError, match=r"^groups and made-up: weight.* is 110\.0 %, a part of"):
        city.load(ASKED)
