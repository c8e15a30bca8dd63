"""What the page of a product says where the data has not all that a figure takes."""

from datetime import date

import builders
import pytest
import vl_convert
from bs4 import BeautifulSoup
from testbed import data_folder

from helpers.core.errors import NoDataError
from helpers.reports import product

NOW, BEFORE = "2025-11", "2024-11"


@pytest.fixture
def load(tmp_path, monkeypatch):
    """Return a function that loads the report of made-up lines; its charts are not drawn."""
    monkeypatch.setattr(vl_convert, "vegalite_to_svg", lambda _: "<svg></svg>")

    def loaded(*lines, complete=("partner",), period=NOW, hs="0101"):
        folder = data_folder(tmp_path, *lines, complete=complete) if lines else tmp_path / "data"
        monkeypatch.setenv("TRADEBOOK_DATA", str(folder))
        return product.load({"period": period, "hs": hs})

    return loaded


def line(period, partner, value, *amounts, flow="import", **keys):
    """Return the tidy lines of one row: a value in dollars, and quantities with their units."""
    named = {"period": period, "flow": flow, "partner": partner, "product": "0101", "region": "_T"}
    named |= keys
    units = zip(amounts[::2], amounts[1::2], strict=True)
    return [
        builders.tidy_row(**named, value=str(value)),
        *(
            builders.tidy_row(**named, measure="quantity", value=str(amount), unit=unit)
            for amount, unit in units
            if amount
        ),
    ]


def text_of(part):
    return BeautifulSoup(part._repr_mimebundle_()["text/html"], "html.parser").get_text("\n")


def told(part):
    found = BeautifulSoup(part._repr_mimebundle_()["text/html"], "html.parser")
    return [one.get_text() for one in found.find_all("p")]


def cells(table):
    found = BeautifulSoup(table._repr_mimebundle_()["text/html"], "html.parser").find("tbody")
    return [
        [cell.get_text(strip=True) for cell in row.find_all(["th", "td"])]
        for row in found.find_all("tr")
    ]


def one(report, metric, **keys):
    named = {"period": NOW, "span": "month", "flow": "import", "product": "0101", **keys}
    found = report.view.figures.one(metric, **named)
    return found.value if found.reason == "" else found.reason


# Units.


@pytest.mark.parametrize(
    ("unit", "amount", "price"),
    [
        ("m3", "1200 立方米", "225000.00 美元/立方米"),
        ("head", "1200 头", "225000.00 美元/头"),
        ("立方米", "1200 立方米", "225000.00 美元/立方米"),
        ("piece", "0.1 万个", "225000.00 美元/个"),
        ("kg", "1.2 吨", "225000.00 美元/千克"),
    ],
)
def test_a_quantity_and_its_unit_value_in_any_unit(load, unit, amount, price):
    # 270 of 1,200 against 200 of 1,000: 225,000 against 200,000 dollars each.
    report = load(
        *line(BEFORE, "344", 200_000_000, 1000, unit), *line(NOW, "344", 270_000_000, 1200, unit)
    )
    assert f"2025 年 11 月，进口 {amount}，同比增长 20.0%。" in told(report.overview())
    assert told(report.price())[0].startswith(
        f"2025 年 11 月，进口平均单位价值 {price}，同比增长 12.5%；"
    )
    assert "数据中没有该产品的数量" not in text_of(report.overview())


def test_ten_thousands_of_a_unit_are_told_as_that_unit(load):
    report = load(
        *line(BEFORE, "304", 100, 50, "ten_thousand_pieces"),
        *line(NOW, "304", 100, 600_000, "piece"),
    )
    assert one(report, "level", measure="quantity") == 600_000
    assert one(report, "growth", measure="quantity") == pytest.approx(20)


# The first unit and the second.


def test_the_second_unit_is_told_as_the_second_without_a_unit_value(load):
    report = load(
        *line(BEFORE, "304", 100, 10, "head", 400, "kg"),
        *line(NOW, "304", 120, 12, "head", 500, "kg"),
    )
    assert one(report, "level", measure="quantity") == 12
    assert one(report, "level", measure="quantity_2") == 500
    assert one(report, "growth", measure="quantity_2") == pytest.approx(25)
    assert {each.unit for each in report.view.figures.where(metric="unit_value")} == {"USD/head"}
    assert "2025 年 11 月，按第二计量单位计，进口 0.5 吨，同比增长 25.0%。" in told(
        report.overview()
    )
    names = [row[0] for row in cells(report.overview_table())]
    assert names == ["进口额", "进口量", "进口量（第二单位）"]
    assert "数量为头，第二数量为吨" in text_of(report.overview_table())


# Quantities of some goods.


def test_a_quantity_of_some_goods_is_none_of_all(load):
    # 15 of 30 million dollars have a quantity: 600,000 at 25.00, against 20.00.
    report = load(
        *line(BEFORE, "304", 10_000_000, 500_000, "head"),
        *line(BEFORE, "502", 10_000_000, 500_000, "head"),
        *line(NOW, "304", 15_000_000, 0, "head"),
        *line(NOW, "502", 15_000_000, 600_000, "head"),
    )
    assert one(report, "level") == 30_000_000
    for metric in ("level", "growth"):
        assert one(report, metric, measure="quantity") == "quantity_partial"
    assert one(report, "price_points") == "quantity_partial"
    assert one(report, "unit_value") == 25
    assert one(report, "unit_value_growth") == pytest.approx(25)
    assert "进口的数量只有部分商品给出（这些商品占进口额的 50.0%）" in told(report.overview())[2]
    assert told(report.price())[0] == (
        "2025 年 11 月，进口平均单位价值 25.00 美元/头，同比增长 25.0%，"
        "按给出数量的商品计算（占进口额的 50.0%）。"
    )
    for table in (report.overview_table(), report.price_table()):
        assert "给出数量的商品占金额的比重：2025 年 11 月进口 50.0%。" in text_of(table)
        assert "“-”表示数据只给出部分商品的数量。" in text_of(table)


def test_a_quantity_is_that_of_the_table_whose_values_are_shown(load, tmp_path):
    folder = data_folder(
        tmp_path,
        *line(NOW, "116", 200, 20, "kg"),
        *line(NOW, "304", 100, 50, "kg"),
        complete=("partner",),
    )
    # A later table in yuan states the weight of one partner's goods only.
    named = {"flow": "import", "product": "0101", "region": "_T"}
    later = [
        builders.tidy_row(**named, partner="116", value="1400", unit="CNY"),
        builders.tidy_row(**named, partner="304", value="700", unit="CNY"),
        builders.tidy_row(**named, partner="116", measure="quantity", value="20", unit="kg"),
    ]
    keys = {"complete": ["partner"], "released": date(2026, 1, 20)}
    builders.write_pair(folder / "raw", "later", builders.tidy_text(*later), **keys)
    report = load()
    assert one(report, "level", measure="quantity") == 70
    assert one(report, "unit_value") == pytest.approx(300 / 70)


def test_goods_in_two_units_have_no_common_quantity(load):
    # 900 of 1,000 dollars are 300 kg, 100 are 10 pieces.
    lines = [
        each
        for period in (BEFORE, NOW)
        for each in (
            *line(period, "304", 900, 300, "kg", product="010110"),
            *line(period, "304", 100, 10, "piece", product="010190"),
        )
    ]
    report = load(*lines, complete=("partner", "product"))
    assert one(report, "level", measure="quantity") == "quantity_partial"
    assert one(report, "unit_value") == 3
    assert one(report, "quantity_covered") == 90


def test_a_flow_without_quantities_has_none(load):
    report = load(*line(NOW, "304", 100, 10, "head"), *line(NOW, "304", 100, flow="export"))
    assert one(report, "level", measure="quantity", flow="export") == "no_quantity"
    assert one(report, "level", measure="quantity", flow="total") == "incomplete"
    assert "出口的数量因数据没有给出数量无法计算；进口 10 头" in text_of(report.overview()).replace(
        "\n", ""
    )


def test_a_unit_that_changed_gives_no_growth_and_tells_the_other(load):
    report = load(
        *line(BEFORE, "304", 10_000_000, 500_000, "piece"),
        *line(NOW, "304", 15_000_000, 1_300_000, "kg"),
    )
    assert one(report, "growth", measure="quantity") == "unit_changed"
    assert one(report, "unit_value_growth") == "unit_changed"
    assert one(report, "quantity_before", measure="quantity") == 500_000
    assert told(report.overview())[2] == (
        "2025 年 11 月，进口 1300.0 吨，同比因上年同期的数量用的是另一种单位无法计算。"
        "上年同期的进口数量为 50.0 万个，计量单位不同，不能相比。"
    )


# Re-imports.


def test_re_imports_are_in_the_total_and_no_partner(load):
    report = load(
        *line(BEFORE, "142", 4000), *line(BEFORE, "116", 5000), *line(BEFORE, "133", 1000),
        *line(NOW, "142", 6000), *line(NOW, "116", 3000), *line(NOW, "133", 1000),
    )  # fmt: skip
    assert one(report, "level") == 10_000
    assert not report.view.figures.where(metric="partner_cr3")
    (told_,) = told(report.partners("import"))
    assert told_.startswith("2025 年 11 月，进口额居前两位的贸易伙伴是日本（")
    assert "另有复进口（中国）0.00 亿美元（比重 60.0%，同比增长 50.0%），计入进口总额" in told_
    names = [row[0] for row in cells(report.partner_table("import"))]
    assert names[-2:] == ["日本", "韩国"]
    assert "复进口（中国）" not in names


# Lists that are not complete.


def test_of_some_provinces_none_is_the_largest(load):
    report = load(
        *line(NOW, "_T", 1000), *line(NOW, "_T", 300, region="44"), *line(NOW, "_T", 200, region="32"),
        complete=(),
    )  # fmt: skip
    assert told(report.provinces("import")) == [
        "2025 年 11 月，数据只列出部分省市，不作排名，所列的见下表。"
    ]
    assert [row[0] for row in cells(report.province_table("import"))] == ["广东", "江苏"]
    assert "前" not in text_of(report.province_table("import"))
    assert not text_of(report.province_charts("import"))


# Provinces that are missing.


@pytest.mark.parametrize(
    ("now", "before", "reason"),
    [
        ({"44": 60, "32": 40}, {"32": 40}, "base_incomplete"),
        ({"32": 40}, {"44": 60, "32": 40}, "base_incomplete"),
        ({"44": 1, "32": 99}, {"32": 100}, "base_incomplete"),
        # Less than 1 % may have stopped, or begun.
        ({"44": 0.5, "32": 99.5}, {"32": 80}, 25.0),
        ({"32": 100}, {"44": 0.5, "32": 79.5}, 25.0),
    ],
)
def test_a_province_that_trades_much_does_not_stop(load, now, before, reason):
    lines = [
        each
        for period, values in ((NOW, now), (BEFORE, before))
        for region, value in values.items()
        for each in line(period, "_T", value * 1e6, region=region)
    ]
    report = load(*lines, complete=("region",))
    assert one(report, "growth") == reason
    if "44" in now and isinstance(reason, str):
        assert one(report, "growth", region="44") == reason
    if "32" in before:
        assert isinstance(one(report, "growth", region="32"), float)


def test_a_national_total_that_is_stated_has_its_growth(load):
    lines = [
        *line(NOW, "_T", 100e6), *line(BEFORE, "_T", 80e6),
        *line(NOW, "_T", 60e6, region="44"), *line(NOW, "_T", 40e6, region="32"),
        *line(BEFORE, "_T", 40e6, region="32"),
    ]  # fmt: skip
    # As long as the members need not add up to it.
    report = load(*lines, complete=())
    assert one(report, "growth") == pytest.approx(25)
    assert one(report, "growth", region="44") == "base_incomplete"


@pytest.mark.parametrize(("country", "growth"), [("country", -60.0), ("sum", "base_incomplete")])
def test_the_country_without_its_provinces_has_its_growth_though_one_stopped(
    load, tmp_path, country, growth
):
    lines = [
        *line(NOW, "_T", 40e6, region="32"),
        *line(BEFORE, "_T", 40e6, region="32"), *line(BEFORE, "_T", 60e6, region="44"),
    ]  # fmt: skip
    totals = [
        *line(NOW, "_T", 40e6, product="010121"), *line(BEFORE, "_T", 100e6, product="010121")
    ]  # fmt: skip
    raw = data_folder(tmp_path, *lines) / "raw"
    if country == "country":
        # Of two tables that are as good the first by name answers.
        text = builders.tidy_text(*totals)
        builders.write_pair(raw, "country", text, complete=["product"])
    report = load()
    assert one(report, "growth") == growth


# January to the month from single months.


def months(year, last, value, without=()):
    return [
        each
        for month in range(1, last + 1)
        if month not in without
        for each in line(f"{year}-{month:02d}", "304", value * 1e8)
    ]


def test_a_sum_of_months_is_marked_as_one(load):
    report = load(*months(2024, 11, 1), *months(2025, 11, 2))
    assert one(report, "level", span="ytd") == 22e8
    assert one(report, "growth", span="ytd") == pytest.approx(100)
    assert told(report.overview())[1].startswith(
        "2025 年 1—11 月，进口 22.0 亿美元，同比增长 100.0%。2025 年 1—11 月的累计数由各月数相加。"
    )
    assert text_of(report.overview()).count("各月数相加") == 1
    for table in (report.overview_table(), report.partner_table("import")):
        assert "来源没有给出的累计数由各月数相加。" in text_of(table)


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (
            (*months(2024, 11, 1), *months(2025, 11, 2, without=(3, 4, 7))),
            "数据中没有 2025 年 3—4 月、2025 年 7 月的进口数，2025 年 1—11 月的进口累计数从略。",
        ),
        (
            (*months(2024, 11, 1, without=(6,)), *months(2025, 11, 2)),
            "数据中没有 2024 年 6 月的进口数，2025 年 1—11 月的进口累计数没有同比变化。",
        ),
    ],
)
def test_the_months_that_are_missing_are_named(load, lines, said):
    report = load(*lines)
    assert said in told(report.overview())
    assert text_of(report.overview()).count("数据中没有 202") == 1


# Codes that editions of the HS changed.


def test_a_new_code_has_no_year_before_and_names_its_predecessors(load):
    # Smartphones have a code of their own since HS 2022.
    made = [
        *line("2022-11", "304", 100, product="851713"),
        *line("2021-11", "304", 100, product="841810"),
    ]
    report = load(*made, period="2022-11", hs="851713", complete=("partner", "product"))
    found = report.view.figures.one(
        "growth", period="2022-11", span="month", flow="import", product="851713"
    )
    assert found.reason == "code_new"
    last = told(report.overview())[-1]
    assert last.startswith("HS 851713 是 HS 2022 新设的编码（2022 年 1 月起执行），商品原在 851712")
    assert "世界海关组织" in last
    assert "“-”表示商品编码是新设的" in text_of(report.overview_table())


def test_a_code_that_was_split_names_its_successors(load):
    months_ = ("2022-11", "2021-11")
    made = [each for month in months_ for each in line(month, "304", 100, product="851712")]
    report = load(*made, period="2022-11", hs="851712")
    assert "851713、851714" in told(report.overview())[-1]


def test_a_code_that_ended_is_refused_with_its_successors(load):
    with pytest.raises(NoDataError, match="moved HS 851712 to 851713, 851714") as caught:
        load(*line("2021-11", "304", 100, product="851712"), period="2022-11", hs="851712")
    assert "\n" not in str(caught.value)


def test_a_code_that_no_edition_changed_says_nothing(load):
    report = load(*line(BEFORE, "304", 100), *line(NOW, "304", 100))
    assert "编码" not in text_of(report.overview())


def test_another_unit_of_some_goods_in_a_year_without_values_in_the_currency_is_no_fault(load):
    def of_guangdong(period, value, amount, unit):
        named = {
            "period": period,
            "flow": "import",
            "partner": "304",
            "product": "0101",
            "region": "44",
        }
        return (
            builders.tidy_row(**named, value=str(value), unit="CNY"),
            builders.tidy_row(**named, measure="quantity", value=str(amount), unit=unit),
        )

    report = load(
        *of_guangdong(BEFORE, 70, 500_000, "piece"),
        *of_guangdong(NOW, 90, 1_300_000, "kg"),
        *line(NOW, "304", 15_000_000),
    )
    assert one(report, "level") == 15_000_000
    assert one(report, "growth") == "no_base"


@pytest.mark.parametrize(
    ("complete", "change", "growth"),
    [(("partner", "product"), 40, "base_zero"), (("partner",), "no_base", "no_base")],
)
def test_of_what_a_complete_file_has_no_row_there_was_nothing_a_year_before(
    load, complete, change, growth
):
    lines = (*line(BEFORE, "304", 100, product="0102"), *line(NOW, "304", 40))
    report = load(*lines, complete=complete)
    assert (one(report, "change"), one(report, "growth")) == (change, growth)
