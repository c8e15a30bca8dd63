"""The goods of the customs' lists in the nation's report, worked out by hand."""

import builders
import pytest
import sample_nation
import vl_convert
from sample_nation import ASKED, PERIOD, row, totals

from helpers.reports import national


@pytest.fixture
def load(tmp_path, monkeypatch):
    """Return a function that loads the report of the totals and of lines of goods."""
    monkeypatch.setattr(vl_convert, "vegalite_to_svg", lambda _: "<svg></svg>")

    def loaded(*rows, complete=()):
        folder = sample_nation.write(tmp_path, *totals(), *rows, complete=complete)
        monkeypatch.setenv("TRADEBOOK_DATA", str(folder))
        return national.load(ASKED)

    return loaded


def good(code, value, growth, amount=None, amount_growth="", *, unit="ton", flow="export"):
    """Return the lines of a good in December: its value in yuan, its quantity, growth as printed."""
    cells = {"period": PERIOD, "flow": flow, "region": "_T", "product": code}
    found = [f"{builders.tidy_row(**cells, unit='CNY', value=value, growth=growth)},10000"]
    if amount is not None:
        measured = {"measure": "quantity", "unit": unit, "value": amount, "growth": amount_growth}
        found.append(f"{builders.tidy_row(**cells, **measured)},1")
    return found


def figure(report, metric, code, **keys):
    keys = {"span": "month", "flow": "export", **keys}
    return report.view.figures.one(metric, period=PERIOD, product=code, **keys)


def plain(thing):
    return thing._repr_mimebundle_()["text/plain"]


def test_price_and_quantity_divide_the_growth_of_a_good(load):
    # 120 million for 1,000 tons; 100 million for 800 a year before.
    report = load(*good("TEA", "120000000", "20", "1000", "25"))
    assert figure(report, "unit_value", "TEA").value == pytest.approx(120000)
    assert figure(report, "unit_value", "TEA").unit == "CNY/ton"
    assert figure(report, "unit_value_growth", "TEA").value == pytest.approx(-4)
    # (120,000 - 125,000) * 1,800 / 2, and 200 * 245,000 / 2, of 100 million.
    assert figure(report, "price_points", "TEA").value == pytest.approx(-4.5)
    assert figure(report, "quantity_points", "TEA").value == pytest.approx(24.5)


def test_quantities_of_any_unit_of_weight_are_in_tons(load):
    report = load(*good("MEAT", "1000000000", "10", "500", "5", unit="ten_thousand_tons"))
    level = figure(report, "level", "MEAT", measure="quantity")
    assert (level.value, level.unit) == (5_000_000, "ton")
    assert figure(report, "unit_value", "MEAT").value == pytest.approx(200)


def test_a_quantity_in_few_digits_gives_no_unit_value_but_its_growth(load):
    # 12 ten thousand tons may be 11.5: four in a hundred off. The printed growths are not.
    report = load(*good("MEAT", "1926030000", "15.5", "12", "64.4", unit="ten_thousand_tons"))
    price = figure(report, "unit_value", "MEAT")
    assert (price.value, price.reason) == (None, "quantity_rounded")
    growth = figure(report, "unit_value_growth", "MEAT").value
    assert growth == pytest.approx((1.155 / 1.644 - 1) * 100)


def test_goods_stand_in_the_order_of_the_list_with_what_they_are_part_of(load):
    report = load(
        *good("MECHELEC", "5000000000", "10"),
        *good("TEA", "120000000", "20"),
        *good("AGRICULTURE", "900000000", "-1"),
    )
    lines = [line.split("\t") for line in plain(report.exports.table()).splitlines()]
    names = [line[0] for line in lines if len(line) > 2][1:]
    assert names == ["农产品*", "\N{IDEOGRAPHIC SPACE}茶叶", "机电产品*"]


def test_lists_that_overlap_are_not_ranked_against_their_goods(load):
    report = load(
        *good("MECHELEC", "5000000000", "10"),
        *good("COMPONENT", "2000000000", "25"),
        *good("TEA", "120000000", "20"),
    )
    told = plain(report.exports.prose())
    assert "按海关的商品类目，出口机电产品 50.0 亿元（同比增长 10.0%）。" in told
    assert "单列商品中出口额居前两位的是电子元件 20.0 亿元" in told
    # 20 / 1.25 = 16, so 4 of 80.
    assert "拉高出口增速最多的是电子元件（5.0 个百分点）。" in told


def test_each_flow_has_its_own_list(load):
    report = load(*good("CRUDEOIL", "3000000000", "2", flow="import"))
    assert plain(report.exports.prose()) == "数据中没有主要商品的出口数，本节从略。"
    assert "原油 30.0 亿元（同比增长 2.0%）" in plain(report.imports.prose())


def sections(last):
    """Return the lines of two HS sections and a chapter; the exports of the second are ``last``."""
    return [
        line
        for code, export, imports in (("S11", 30, 10), ("S16", last, 40), ("85", 45, 35))
        for flow, value in (("export", export), ("import", imports))
        for line in row(value, value - 5, flow=flow, product=code)
    ]


def test_sections_that_add_up_to_the_nation_are_ranked(load):
    report = load(*sections(50))
    told = plain(report.part("sections"))
    assert told.startswith("2025 年 12 月，进出口额居前两位的商品类别是")
    assert figure(report, "share", "S16").value == pytest.approx(50 / 80 * 100)
    assert "商品类别看，" in plain(report.movers.prose())
    chapters = plain(report.part_table("chapters"))
    assert "\t80.0\t61.5\t" in chapters and "\t45.0\t56.3\t" in chapters


def test_sections_of_which_one_may_be_missing_are_not(load):
    report = load(*sections(49))
    assert plain(report.part("sections")).startswith("2025 年 12 月，数据只列出部分商品类别")
    assert plain(report.movers.prose()) == "数据中没有可以计算拉动的分项数，本节从略。"


def test_kinds_of_enterprise_of_one_flow_are_told_of_that_flow(load):
    report = load(
        *row(60, 50, flow="export", enterprise="private_owned"),
        *row(20, 30, flow="export", enterprise="foreign"),
        complete=("enterprise",),
    )
    told = plain(report.part("enterprises"))
    assert told.startswith(
        "2025 年 12 月，出口额居前两位的企业性质是私营企业（60.0 亿元，占 75.0%，"
    )
    assert "出口增速由私营企业拉高最多（12.5 个百分点），由" in told
    heads = plain(report.part_table("enterprises")).splitlines()[1]
    assert heads == "企业性质\t金额\t占比（%）\t同比（%）\t拉动"
