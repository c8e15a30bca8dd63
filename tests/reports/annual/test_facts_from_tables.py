"""What the briefing on 2025 states of totals, partners and groups, computed from the customs' tables.

The transcript of the briefing is the oracle: each number that the tables by country and of main
commodities allow is what it prints, to its last digit. What they do not is listed with the reason.
"""

from decimal import Decimal

import pytest
from testbed import ROOT, decimals_of, half_up, published

from helpers.reports import annual

ROWS = {(row["flow"], row["subject_zh"]): row for row in published("national_2025_facts")}
TABLES = {"partners-2024-12", "partners-2025-12", "commodities-import-2025-12"}
UNITS = {"万亿元": 10**12, "个": 1}

SUBJECTS = {
    "全国": {},
    "共建“一带一路”国家": {"partner": "BRI"},
    "东盟": {"partner": "ASEAN"},
    "拉美": {"partner": "LATAM"},
    "非洲": {"partner": "AFRICA"},
    "亚洲": {"partner": "ASIA"},
    "欧盟": {"partner": "EU"},
    "美国": {"partner": "502"},
    "机电产品": {"product": "MECHELEC"},
}
COMPUTED = """
total 全国: value growth_pct
export 全国: value growth_pct
import 全国: value growth_pct
total 共建“一带一路”国家: value growth_pct share_pct
export 共建“一带一路”国家: growth_pct contribution_pp
total 东盟: value growth_pct
total 拉美: value growth_pct
total 非洲: value growth_pct
total 欧盟: value growth_pct share_pct contribution_pp
total 美国: value share_pct
import 亚洲: growth_pct
import 拉美: growth_pct
import 非洲: growth_pct
import 机电产品: value
"""
METRICS = {"value": "level", "growth_pct": "growth", "share_pct": "share"} | {
    "contribution_pp": "contribution"
}
COUNTS = {
    "超过万亿元": "partners_above_1t",
    "超过千亿元": "partners_above_100b",
    "超过百亿元": "partners_above_10b",
}
STATED_ALONE = {
    "growth of goods from January on: the table of main commodities prints that of the month": {
        "机电产品",
        "新三样",
        "锂电池",
        "电子元件",
        "原油",
        "食用植物油",
    },
    "lists of the briefing that no table has": {
        "高技术产品",
        "风力发电机组",
        "自主品牌产品",
        "装备制造业产品",
        "工业机器人",
        "专用装备",
        "高端机床",
        "电脑零部件",
        "金属矿砂",
        "干鲜瓜果",
        "跨境电商",
        "新三样较2020年",
    },
    "no table by kind of enterprise is in the archive": {"民营企业", "外资企业", "国有企业"},
    "the table by location of December 2025 is not in the archive": {
        "广东 江苏 浙江 上海 山东 北京 福建",
        "沿边9省区",
        "长三角地区",
        "粤港澳大湾区内地9市",
    },
    "its base was revised, and the year of the base is not in the archive": {
        "2025年12月",
        "2025年较2020年",
    },
    "the rule by which the customs count is not known: 250 of the table have trade": {
        "有贸易往来的国家和地区",
    },
}


@pytest.fixture(scope="module")
def figures():
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TRADEBOOK_DATA", str(ROOT / "data"))
        return annual.load({"year": 2025, "through": "2025-11"}).view.figures


def lines():
    for line in COMPUTED.strip().splitlines():
        head, _, columns = line.partition(": ")
        flow, _, subject = head.partition(" ")
        for column in columns.split():
            yield flow, subject, column


@pytest.mark.parametrize(("flow", "subject", "column"), list(lines()))
def test_a_fact_of_the_briefing_is_computed_from_the_tables(figures, flow, subject, column):
    row = ROWS[flow, subject]
    found = figures.one(
        METRICS[column], period="2025-12", span="ytd", flow=flow, **SUBJECTS[subject]
    )
    # Growth that the briefing prints may stand beside a value of the table.
    assert set(found.sources.split(";")) & TABLES
    assert not (found.step or 0) > 10**6
    factor = UNITS[row["unit"]] if column == "value" else 1
    stated = row[column]
    assert str(half_up(Decimal(found.value) / factor, decimals_of(stated))) == stated


@pytest.mark.parametrize(("subject", "metric"), COUNTS.items())
def test_partners_above_a_size_are_as_many_as_stated(figures, subject, metric):
    found = figures.one(metric, period="2025-12", span="ytd", flow="total")
    assert str(int(found.value)) == ROWS["count", subject]["value"]


def test_the_ten_largest_have_the_part_that_is_stated(figures):
    found = figures.one("partner_cr10", period="2025-12", span="ytd", flow="total")
    assert str(half_up(Decimal(found.value), 1)) == ROWS["total", "前十大贸易伙伴占比"]["share_pct"]


def test_every_line_of_the_briefing_is_computed_or_stands_alone_for_a_reason():
    computed = {subject for _, subject, _ in lines()} | set(COUNTS) | {"前十大贸易伙伴占比"}
    assert {subject for _, subject in ROWS} == computed | set().union(*STATED_ALONE.values())
