"""The report on a province from parts of a query, and from files that have not all there is."""

from types import MappingProxyType

import builders
import pytest
import vl_convert
from bs4 import BeautifulSoup
from testbed import NAMES

from helpers.core.errors import NoDataError
from helpers.reports import city

NOW, BEFORE = "2025-11", "2024-11"


@pytest.fixture
def load(tmp_path, monkeypatch):
    """Return a function that loads the report on Beijing of several files; charts are not drawn."""
    monkeypatch.setattr(vl_convert, "vegalite_to_svg", lambda _: "<svg></svg>")

    def loaded(period=NOW, asked=MappingProxyType({}), **files):
        raw = tmp_path / "data" / "raw"
        raw.mkdir(parents=True)
        for name, (lines, keys) in files.items():
            builders.write_pair(raw, name, builders.tidy_text(*lines), **keys)
        monkeypatch.setenv("TRADEBOOK_DATA", str(tmp_path / "data"))
        return city.load({"period": period, "region": "11", **asked})

    return loaded


def line(period, partner, product, value, flow="export"):
    named = {"period": period, "flow": flow, "partner": partner, "product": product}
    return builders.tidy_row(**named, region="11", value=str(value))


def part(*lines, **only):
    """Return a part of a query on Beijing by partner and product, and what it was restricted to."""
    told = {"only": {"region": "11", **only}}
    return lines, {"dataset": "d", "complete": ("partner", "product"), "told": told}


def number(report, metric, **keys):
    found = report.view.figures.one(
        metric, **{"period": NOW, "span": "month", "flow": "export", "region": "11", **keys}
    )
    return found.value if found.reason == "" else found.reason


def text_of(part):
    return BeautifulSoup(part._repr_mimebundle_()["text/html"], "html.parser").get_text("\n")


# Viet Nam and Singapore have both halves of the chapters, Germany and France the second alone.
FIRST = (
    line(BEFORE, "141", "84713000", 100), line(BEFORE, "132", "84713000", 50),
    line(NOW, "141", "84713000", 300), line(NOW, "132", "84713000", 50),
)  # fmt: skip
SECOND = (
    line(BEFORE, "141", "85076000", 200), line(BEFORE, "304", "85076000", 40),
    line(NOW, "141", "85076000", 400), line(NOW, "132", "85076000", 50),
    line(NOW, "304", "85076000", 60), line(NOW, "305", "85076000", 40),
)  # fmt: skip


def test_groups_of_partners_are_summed_over_parts_by_chapter(load):
    report = load(
        a=part(*FIRST, product="01-84"),
        b=part(*SECOND, product="85-97"),
    )
    # ASEAN: 300 + 50 + 400 + 50 against 100 + 50 + 200; the EU: 60 + 40 against 40.
    assert number(report, "level", partner="ASEAN") == 800
    assert number(report, "growth", partner="ASEAN") == pytest.approx(100 * 450 / 350)
    assert number(report, "level", partner="EU") == 100
    assert number(report, "growth", partner="EU") == pytest.approx(150)
    assert number(report, "level") == 900
    assert "东盟" in text_of(report.partner_table("export"))


def test_groups_of_partners_are_told_where_all_their_members_are_covered(load):
    """A total that is stated, and parts by partner: of ASEAN both are there, of Europe none."""
    lines = [*FIRST, *SECOND]
    totals = [
        builders.tidy_row(period=period, region="11", value=value)
        for period, value in ((BEFORE, "400"), (NOW, "1000"))
    ]
    report = load(
        a=part(*(one for one in lines if ",141," in one), partner="133-199"),
        b=part(*(one for one in lines if ",132," in one), partner="100-132"),
        t=(totals, {}),
    )
    assert number(report, "level", partner="ASEAN") == 800
    assert number(report, "growth", partner="ASEAN") == pytest.approx(100 * 450 / 350)
    assert number(report, "level", partner="EU") == "incomplete"
    assert number(report, "level") == 1000


@pytest.mark.parametrize("missing", ["a", "b"])
def test_of_a_part_of_a_query_no_group_is_told(load, missing):
    totals = [
        builders.tidy_row(period=period, region="11", value=value)
        for period, value in ((BEFORE, "400"), (NOW, "1000"))
    ]
    files = {"a": part(*FIRST, product="01-84"), "b": part(*SECOND, product="85-97")}
    report = load(t=(totals, {}), **{name: one for name, one in files.items() if name != missing})
    assert not [one for one in report.view.figures if one.partner in ("ASEAN", "EU")]
    assert number(report, "level") == 1000
    assert number(report, "growth") == 150
    assert "东盟" not in text_of(report.partner_table("export"))


@pytest.mark.parametrize("there", ["a", "b"])
def test_a_part_of_a_query_alone_is_no_report(load, there):
    files = {"a": part(*FIRST, product="01-84"), "b": part(*SECOND, product="85-97")}
    with pytest.raises(NoDataError, match=r"no data of 北京 \(11\) for 2025-11"):
        load(**{there: files[there]})


def test_a_year_before_that_has_one_part_alone_gives_no_growth(load):
    second = [one for one in SECOND if one.startswith(NOW)]
    report = load(a=part(*FIRST, product="01-84"), b=part(*second, product="85-97"))
    assert number(report, "level", partner="ASEAN") == 800
    assert isinstance(number(report, "growth", partner="ASEAN"), str)
    assert isinstance(number(report, "growth"), str)


def test_one_code_is_no_group_of_products(load):
    totals = [
        builders.tidy_row(period=period, flow=flow, region="11", value=str(value))
        for period, value in ((BEFORE, 900), (NOW, 1000))
        for flow in ("export", "import")
    ]
    goods = [line(BEFORE, "_T", "85076000", 1), line(NOW, "_T", "85076000", 2)]
    report = load(a=(totals, {}), b=(goods, {}))
    assert number(report, "growth") == pytest.approx(100 / 9)
    groups = {one.product for one in report.view.figures if not one.product.isdigit()} - {"_T"}
    assert groups == set()
    assert "数据中没有分产品的出口数，本节从略。" in text_of(report.products("export"))
    assert text_of(report.product_table("export")) == ""


@pytest.mark.parametrize("spans", [("month", "ytd"), ("ytd",), ("month",), ("of exports", "ytd")])
def test_january_is_told_once_under_whichever_span_the_data_has_it(load, spans):
    spans_of = {"month": "month", "ytd": "ytd", "of exports": "month"}
    lines = [
        builders.tidy_row(
            period=period, span=spans_of[span], flow=flow, region="11", value=str(value)
        )
        for span in spans
        for flow, period, value in (
            ("export", "2025-01", 300), ("export", "2024-01", 200),
            ("import", "2025-01", 100), ("import", "2024-01", 100),
        )
        if (span, flow) != ("of exports", "import")
    ]  # fmt: skip
    report = load("2025-01", a=(lines, {}))
    table = BeautifulSoup(report.overview_table()._repr_mimebundle_()["text/html"], "html.parser")
    assert text_of(report.overview()).count("2025 年 1 月") == 1
    heads = [one.get_text(" ", strip=True) for one in table.find("thead").find_all("th")]
    assert len(set(heads)) == len(heads)
    assert report.cards()[0].figure.value == 400


def by_province(*months, lacking):
    """Return what a complete table of all provinces has of some months, but for Guangdong in one of them."""
    lines = [
        builders.tidy_row(period=month, flow=flow, region=code, value=str(value))
        for month in months
        for code in NAMES
        if (month, code) != (lacking, "44")
        for flow, value in (("export", 300), ("import", 100))
    ]
    return lines, {"complete": ("region",)}


def test_a_province_without_a_row_a_year_before_has_no_base(load):
    report = load(asked={"region": "44"}, a=by_province(BEFORE, NOW, lacking=BEFORE))
    assert number(report, "level", region="44") == 300
    for metric in ("change", "growth"):
        assert number(report, metric, region="44") == "no_base"


@pytest.mark.parametrize("lacking", ["2024-02", "2025-02"])
def test_a_month_that_lacks_a_province_is_no_month_without_trade(load, lacking):
    months = [f"{year}-{month}" for year in (2024, 2025) for month in ("01", "02", "03")]
    report = load("2025-03", {"region": "44"}, a=by_province(*months, lacking=lacking))
    found = report.view.figures.find(
        "level", period="2025-03", span="ytd", flow="export", region="44"
    )
    growth = report.view.figures.find(
        "growth", period="2025-03", span="ytd", flow="export", region="44"
    )
    if lacking == "2025-02":
        assert found is None and growth is None
        assert "2 月" in text_of(report.overview())
    else:
        assert found.value == 900
        assert growth.reason == "months_missing"


@pytest.mark.parametrize(
    ("asked", "title"),
    [
        ({}, "# 北京市货物贸易月度监测报告（2025 年 1 月）"),
        ({"currency": "USD"}, "# 北京市货物贸易月度监测报告（2025 年 1 月）（美元计价）"),
    ],
)
def test_the_title_names_the_currency_that_was_asked_for(load, asked, title):
    lines = [
        builders.tidy_row(period="2025-01", flow=flow, region="11", value="300")
        for flow in ("export", "import")
    ]
    report = load("2025-01", asked, a=(lines, {}))
    template = "# {{ region }}货物贸易月度监测报告（{{ month }}）"
    assert report.heading(template).text == title
    assert report.heading("## {{ month }}").text == "## 2025 年 1 月"
