"""Search answers what the data can answer: each query has its question, written before there were answers.

The question is what a reader means; that the figure and the sentence are right is worked out by the oracle of
the explorer, which is written apart.
"""

import re

import pytest
from explored import Asked, Oracle
from testbed import ROOT

NOW, YEAR, PARTNER, GOODS = (
    ("2025-11", "USD"),
    ("2025-12", "CNY"),
    ("2025-12", "CNY"),
    ("2025-02", "USD"),
)
"""The newest month and the currency it is in: of provinces, the nation, partners, and lithium-ion batteries."""


def asked(member, flow="export", measure="value", span="month", when=NOW):
    """Return a question: whom, what, of when."""
    dimension, code = member.split("/")
    month, currency = when
    names = {"nation": ("", "_T")}
    dimension, code = names.get(dimension, (dimension, code))
    return Asked(dimension, (code,), measure, flow, span, currency, (month,))


JIANGSU = asked("region/32")
GUANGDONG = asked("region/44")
AMERICA = asked("partner/502", when=PARTNER)
NATION = asked("nation/_T", when=YEAR)
BATTERIES = asked("product/85076000", when=GOODS)
MAY = ("2024-05", "USD")

QUESTIONS = {
    # A place, a flow, a month, in any order, run together or apart.
    "江苏 11月 出口": [JIANGSU],
    "江苏出口": [JIANGSU],
    "江苏11月出口": [JIANGSU],
    "出口 江苏": [JIANGSU],
    "江苏省出口额": [JIANGSU],
    "江苏省 2025年11月 出口总额是多少？": [JIANGSU],
    "2025-11 江苏 出口": [JIANGSU],
    "202511江苏出口": [JIANGSU],
    "2025.11 江苏 出口": [JIANGSU],
    "广东 11 月份 进口": [asked("region/44", "import")],
    "广东": [asked("region/44", "total")],
    "广东 贸易额": [asked("region/44", "total")],
    "广东外贸": [asked("region/44", "total")],
    "粤 出口": [GUANGDONG],
    "沪出口": [asked("region/31")],
    "新疆维吾尔自治区进口": [asked("region/65", "import")],
    "北京 进口 2024-05": [asked("region/11", "import", when=MAY)],
    "北京市 2024 年 5 月 进口": [asked("region/11", "import", when=MAY)],
    # What is asked of it.
    "2025年11月江苏出口增速": [asked("region/32", measure="growth")],
    "江苏 出口 同比": [asked("region/32", measure="growth")],
    "江苏出口增长多少": [asked("region/32", measure="growth")],
    "北京进口下降多少": [asked("region/11", "import", "growth")],
    "广东出口占比": [asked("region/44", measure="share")],
    "广东 出口 份额": [asked("region/44", measure="share")],
    "广东 排名": [asked("region/44", "total", "rank")],
    "浙江出口排第几": [asked("region/33", measure="rank")],
    "上海 拉动": [asked("region/31", "total", "contribution")],
    "广东 顺差": [asked("region/44", "balance")],
    "广东贸易差额": [asked("region/44", "balance")],
    # January to a month, years.
    "江苏 1-11月 出口": [asked("region/32", span="ytd")],
    "江苏 2025年1—11月 出口": [asked("region/32", span="ytd")],
    "江苏出口 累计": [asked("region/32", span="ytd")],
    "江苏今年以来出口": [asked("region/32", span="ytd")],
    "江苏 2025年 出口": [asked("region/32", span="ytd")],
    "江苏 2024年 出口": [asked("region/32", span="ytd", when=("2024-12", "CNY"))],
    "北京市 1-5月 进口": [asked("region/11", "import", span="ytd", when=MAY)],
    # The nation.
    "中国出口": [NATION],
    "我国出口总额": [NATION],
    "出口": [NATION],
    "2025年全国出口": [asked("nation/_T", span="ytd", when=YEAR)],
    "2025 年全年进口": [asked("nation/_T", "import", span="ytd", when=YEAR)],
    "顺差": [asked("nation/_T", "balance", when=YEAR)],
    # Partners and their groups.
    "美国 出口": [AMERICA],
    "对美国出口 2025年12月": [AMERICA],
    "中国自德国进口": [asked("partner/304", "import", when=PARTNER)],
    "自德国进口": [asked("partner/304", "import", when=PARTNER)],
    "东盟 进口": [asked("partner/ASEAN", "import", when=PARTNER)],
    "欧盟 贸易": [asked("partner/EU", "total", when=PARTNER)],
    "越南 出口 增速": [asked("partner/141", measure="growth", when=PARTNER)],
    # Goods, by what people call them.
    "锂电池出口": [BATTERIES],
    "锂电 出口": [BATTERIES],
    "锂离子电池 出口": [BATTERIES],
    "锂离子蓄电池出口数量": [asked("product/85076000", measure="quantity", when=GOODS)],
    "锂电池 出口 均价": [asked("product/85076000", measure="unit_value", when=GOODS)],
    "85076000 出口": [BATTERIES],
    # English, pinyin, initials, a slip of the finger.
    "Guangdong exports November 2025": [GUANGDONG],
    "exports of Guangdong": [GUANGDONG],
    "guangdong 出口": [GUANGDONG],
    "gd exports": [GUANGDONG],
    "js 出口": [JIANGSU],
    "hn 出口": [asked("region/41"), asked("region/43"), asked("region/46")],
    "guangdogn exports": [GUANGDONG],
    "Jiangsi exports": [],  # Jiangsu and Jiangxi are as near
    "内蒙谷 出口": [asked("region/15")],
    # One sign of two is no slip: these are other places.
    "将苏 出口": [],
    "杭州出口": [],
    "苏州 出口": [],
    "西安 出口": [],
    "贵阳 出口": [],
    "东京 进口": [],
    "US exports": [AMERICA],
    # Groups of provinces: each of them.
    "江浙沪 出口": [JIANGSU, asked("region/33"), asked("region/31")],
    "京津冀 进口": [asked(f"region/{code}", "import") for code in ("11", "12", "13")],
    "长三角出口": [asked(f"region/{code}") for code in ("31", "32", "33", "34")],
    # Not asked of the data, or not understood as a whole: nothing, rather than a guess.
    "数字经济": [],
    "监测报告": [],
    "广州塔 出口": [],
    "江苏 足球": [],
    # Two questions at once, or one that the data cannot cross.
    "江苏出口和进口": [],
    "2024年和2025年江苏出口": [],
    "江苏 10月 11月 出口": [],
    "锂电池出口最多的省": [],
    "江苏 美国 锂电池 出口": [],
    "各省出口": [],
    "8507.60.00": [],
    "2025-11": [],
}

SLIPS = {"guangdogn exports": ("guangdogn", "广东省"), "内蒙谷 出口": ("内蒙谷", "内蒙古自治区")}
"""What was typed, and what the answer says that it was read as."""

SUPERLATIVES = {
    "出口增速最快": ("growth", "export", "high", "最高"),
    "哪个省出口最多": ("value", "export", "high", "最高"),
    "出口最少的省": ("value", "export", "low", "最低"),
    "进口下降最多": ("growth", "import", "low", "最低"),
    "which province has the largest imports": ("value", "import", "high", "最高"),
    "11月进口增长最慢": ("growth", "import", "low", "最低"),
    "顺差最大的省": ("value", "balance", "high", "差额最高"),
}

FIND = """async query => (await tradebookAnswers.find(query, await tradebookSearch.catalogue()))
    .map(one => [one.text, tradebookAnswers.address(one)])"""


@pytest.fixture(scope="module")
def oracle():
    return Oracle(ROOT / "data" / "raw")


@pytest.fixture(scope="module")
def answers(chromium, files):
    """Return a function that asks an open page, and gives texts and addresses."""
    page = chromium.new_page(locale="zh-CN")
    page.goto(f"{files}/method.html")
    yield lambda query: page.evaluate(FIND, query)
    page.close()


def expected(oracle, one, typed="", name=""):
    """Return what is to be answered: what a slip was read as, the sentence, and the rank of what has one."""
    said = (f"没有“{typed}”，按{name}理解。" if typed else "") + oracle.sentence(one)
    if one.measure == "value" and one.flow != "balance":
        ranked = oracle.points(one, one.codes[0], "rank")
        if ranked and ranked[0] is not None and ranked[0].value is not None:
            rank = Asked(
                *(one.dimension, one.codes, "rank", one.flow, one.span, one.currency, one.months)
            )
            said += oracle.sentence(rank).partition("，")[2]
    return [said, f"explore.html{one.address}"]


def test_each_query_has_the_answer_it_asks_for(oracle, answers):
    assert len(QUESTIONS) > 60
    found = {query: answers(query) for query in QUESTIONS}
    wanted = {
        query: [expected(oracle, one, *SLIPS.get(query, ())) for one in all_of]
        for query, all_of in QUESTIONS.items()
    }
    assert {query: one for query, one in found.items() if one != wanted[query]} == {}


def test_who_is_first_is_found_among_all_provinces(oracle, answers):
    for query, (measure, flow, end, word) in SUPERLATIVES.items():
        ((text, address),) = answers(query)
        month, currency = NOW
        points = {}
        for code in oracle.frame("region", currency)["region"].unique():
            if re.fullmatch(r"\d\d", str(code)):
                one = Asked("region", (str(code),), measure, flow, "month", currency, (month,))
                points[str(code)] = oracle.points(one, str(code))[0].value
        assert len(points) == 31
        ordered = sorted(points, key=points.get, reverse=end == "high")[:3]
        assert address.startswith(
            f"explore.html#of={','.join(f'region/{code}' for code in ordered)}&"
        )
        assert text.startswith("2025 年 11 月，31 个省市中，") and word in text


NEAREST = {
    # A name of two signs with one in common; 苏 of 苏州 is no province by itself.
    "苏州 出口": ["江苏 出口", "贵州 出口", "苏丹 出口", "出口"],
    # Provinces with 西 or 安, by their codes: 14, 34, 36.
    "西安出口增速": ["山西出口增速", "安徽出口增速", "江西出口增速", "出口增速"],
    # No name is like it: the query without it.
    "广州塔 出口": ["出口"],
    # Two things that are not understood, or one that is all there is.
    "苏州 足球 出口": [],
    "xyzzy": [],
}
"""What a query without pages and answers is near to, at most three names and the rest of it."""


def test_what_is_not_known_is_offered_by_what_is_like_it(chromium, files):
    page = chromium.new_page(locale="zh-CN")
    page.goto(f"{files}/method.html")
    near = "async query => tradebookQueries.nearest(query, await tradebookSearch.catalogue())"
    found = {query: page.evaluate(near, query) for query in NEAREST}
    page.close()
    assert found == NEAREST


def test_a_query_that_is_near_is_asked_by_a_press(chromium, files):
    page = chromium.new_page(locale="zh-CN")
    page.goto(f"{files}/search.html?q=苏州 出口")
    page.get_by_role("button", name="江苏 出口").click()
    answer = page.locator(".tb-answer", has_text="江苏省出口")
    answer.wait_for()
    assert page.get_by_role("searchbox").input_value() == "江苏 出口"
    assert page.get_by_text("找到", exact=False).first.is_visible()
    page.close()
