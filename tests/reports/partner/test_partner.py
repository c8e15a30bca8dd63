"""The report on one partner, of made-up data with answers known by hand."""

import re

import pytest
import sample_nation
import vl_convert
from bs4 import BeautifulSoup
from sample_nation import PERIOD, partners, row, totals
from testbed import ROOT

from helpers.core.errors import NoDataError, ParameterError
from helpers.presentation.locale.words import chinese
from helpers.reference.partners import GROUPS, address_names
from helpers.reports import partner as partner_report
from helpers.reports.partner import TYPE, PartnerParameters
from helpers.reports.registry import owner_of

ALL = [*totals(), *partners()]


@pytest.fixture
def load(tmp_path, monkeypatch):
    """Return a function that loads the report on a partner; its charts are not drawn."""
    monkeypatch.setattr(vl_convert, "vegalite_to_svg", lambda _: "<svg></svg>")

    def loaded(partner, *rows, complete=("partner",), **keys):
        folder = sample_nation.write(tmp_path, *(rows or ALL), complete=complete, **keys)
        monkeypatch.setenv("TRADEBOOK_DATA", str(folder))
        return partner_report.load({"period": PERIOD, "partner": partner})

    return loaded


def plain(thing):
    return thing._repr_mimebundle_()["text/plain"]


def soup(thing):
    found = thing._repr_mimebundle_()
    return BeautifulSoup(found.get("text/html", found.get("text/markdown")), "html.parser")


def value(report, metric, **keys):
    return report.view.figures.one(metric, period=PERIOD, **keys).value


def expressions():
    text = (ROOT / "notebooks" / "partner.py").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.startswith("report.")]


@pytest.mark.parametrize("partner", ["美国", "ASEAN", "141"])
def test_the_page_is_shown_whole(load, partner):
    report = load(partner)
    text = []
    for line in expressions():
        part = soup(eval(line, {"report": report}))
        for paragraph in part.select(".tb-prose p"):
            told = paragraph.get_text().strip()
            assert told.endswith("。"), f"{line}: {told}"
        text.append(part.get_text("\n"))
    page = "\n".join(text)
    assert re.findall(r"(?<![A-Za-z])(?:nan|inf|none|nat)(?![A-Za-z])", page, re.I) == []
    assert "{" not in page


def test_a_country_has_its_share_and_its_place(load):
    report = load("美国")
    keys = {"partner": "502", "span": "month"}
    # 40 of 130 this year, 60 of 130 the year before; the largest in both.
    assert value(report, "share", flow="total", **keys) == pytest.approx(40 / 130 * 100)
    assert value(report, "contribution", flow="total", **keys) == pytest.approx(-2000 / 130)
    assert value(report, "rank", flow="total", **keys) == 1
    # Exports of 30 are the most, as 40 were; imports of 10 are second with Germany's, as 20 were first.
    assert value(report, "rank", flow="import", **keys) == 2
    assert value(report, "rank_change", flow="import", **keys) == -1
    told = plain(report.overview())
    assert told.startswith(
        "2025 年 12 月，中国与美国货物贸易进出口 40.0 亿元，占全国 30.8%，同比下降 33.3%。"
    )
    assert "进出口额居第 1 位（与上年同期相同）、" in told
    assert "进口额居第 2 位（比上年同期下降 1 位）。" in told
    assert "当月顺差 20.0 亿元，与上年同期持平。" in told


def test_a_deficit_is_a_deficit(load):
    told = plain(load("日本").overview())
    assert "当月逆差（净进口）30.0 亿元，比上年同期扩大 10.0 亿元。" in told
    assert "净出口" not in told


def test_a_country_has_no_members(load):
    report = load("美国")
    assert plain(report.members()) == "美国是单个国家或地区，没有成员，本节从略。"
    assert plain(report.part_table("members")) == plain(report.part_charts("members")) == ""


def test_a_group_is_the_sum_of_its_members_of_the_month(load):
    report = load("东盟")
    keys = {"partner": "ASEAN", "flow": "export", "span": "month"}
    # Viet Nam and East Timor, which joined in October 2025: 20 + 4, and 10 + 1 a year before.
    assert value(report, "level", **keys) == 24e8
    assert value(report, "growth", **keys) == pytest.approx(1300 / 11)
    assert report.view.figures.where(metric="rank") == []
    assert value(report, "weight", **{**keys, "partner": "144"}) == pytest.approx(100 / 6)
    assert value(report, "contribution", **{**keys, "partner": "141"}) == pytest.approx(1000 / 11)
    told = plain(report.members())
    assert told.startswith("2025 年 12 月，东盟包括 11 个国家和地区：")
    assert (
        "成员是越南（20.0 亿元，占 83.3%，同比增长 100.0%）和东帝汶（4.0 亿元，占 16.7%，" in told
    )
    assert "东盟是多个国家和地区的合计，不参加贸易伙伴的排位。" in plain(report.overview())


def test_a_group_of_which_a_member_is_not_known_is_refused(load):
    with pytest.raises(NoDataError, match=r"report partner: no data of 东盟 \(ASEAN\) for 2025-12"):
        load("ASEAN", *totals(), *row(20, 10, flow="export", partner="141"), complete=())


def test_without_the_nation_there_is_no_share(load):
    report = load("美国", *partners(), complete=())
    assert report.view.figures.where(metric="share") == []
    assert "数据中没有全国数，占全国的比重从略。" in plain(report.overview())
    assert "数据没有列全贸易伙伴，美国的位次从略。" in plain(report.overview())


def test_goods_and_provinces_are_shown_where_the_data_has_them(load):
    parts = [
        *row(21, 20, flow="export", partner="502", region="44"),
        *row(9, 20, flow="export", partner="502", region="31"),
        *row(18, 30, flow="export", partner="502", product="8542"),
        *row(12, 10, flow="export", partner="502", product="6204"),
    ]
    report = load("美国", beside=parts)
    keys = {"partner": "502", "flow": "export", "span": "month"}
    assert value(report, "weight", region="44", **keys) == pytest.approx(70)
    assert value(report, "contribution", region="31", **keys) == pytest.approx(-27.5)
    assert value(report, "contribution", product="electronics", **keys) == pytest.approx(-30)
    assert "广东（21.0 亿元，占 70.0%，同比增长 5.0%）" in plain(report.part("provinces"))
    assert "由电子设备拉低最多（30.0 个百分点）" in plain(report.part("products"))


@pytest.mark.parametrize(
    ("given", "code"),
    [("502", "502"), ("德国", "304"), ("Germany", "304"), ("欧洲联盟", "EU"), ("亚洲", "ASIA")],
)
def test_a_partner_is_given_by_code_or_name(given, code):
    assert PartnerParameters.of("partner", {"period": PERIOD, "partner": given}).partner == code


@pytest.mark.parametrize("given", ["Atlantis", "142"])
def test_what_is_no_partner_is_refused_in_one_line(given):
    with pytest.raises(ParameterError, match="report partner, parameter 'partner': ") as told:
        PartnerParameters.of("partner", {"period": PERIOD, "partner": given})
    assert "\n" not in str(told.value)


@pytest.mark.parametrize(
    ("code", "folder"),
    [("502", "partner_united_states"), ("EU", "partner_eu"), ("ASIA", "partner_asia")],
)
def test_an_address_names_its_subject(code, folder):
    parameters = PartnerParameters.of("partner", {"period": PERIOD, "partner": code})
    assert TYPE.folder_of(parameters) == folder
    assert owner_of(folder) == ("partner", code)
    assert parameters.title(chinese()).startswith("中国与")


def test_no_two_partners_have_one_address():
    codes = [*address_names()]
    assert len({*address_names().values()}) == len(codes) and {*GROUPS} < {*codes}
