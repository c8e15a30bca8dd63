"""Every number of the briefing on 2025 against the figures of the year in review.

Each is one of three: an input of the report, as printed; computed by the report, and the same; or
quoted. What the report computes of the nation is worked out here again from the transcript.
"""

import itertools
import re
from decimal import Decimal

import pytest
from testbed import ROOT, decimals_of, half_up, published

from helpers.reports import annual

TRILLION = 10**12
COLUMNS = {
    "value": "level",
    "growth_pct": "growth",
    "share_pct": "share",
    "contribution_pp": "contribution",
}
ROWS = {(row["flow"], row["subject_zh"]): row for row in published("national_2025_facts")}

SUBJECTS = {
    "全国": "_T._T._T",
    "2025年12月": "_T._T._T",
    "共建“一带一路”国家": "_T.BRI._T",
    "东盟": "_T.ASEAN._T",
    "拉美": "_T.LATAM._T",
    "非洲": "_T.AFRICA._T",
    "欧盟": "_T.EU._T",
    "美国": "_T.502._T",
    "亚洲": "_T.ASIA._T",
    "高技术产品": "_T._T.HITECH",
    "新三样": "_T._T.NEWTRIO",
    "锂电池": "_T._T.LIBATTERY",
    "风力发电机组": "_T._T.WINDTURBINE",
    "自主品牌产品": "_T._T.OWNBRAND",
    "装备制造业产品": "_T._T.EQUIPMENT",
    "工业机器人": "_T._T.ROBOT",
    "专用装备": "_T._T.SPECIALEQUIP",
    "高端机床": "_T._T.MACHINETOOL",
    "机电产品": "_T._T.MECHELEC",
    "电子元件": "_T._T.COMPONENT",
    "电脑零部件": "_T._T.PCPART",
    "原油": "_T._T.CRUDEOIL",
    "金属矿砂": "_T._T.METALORE",
    "干鲜瓜果": "_T._T.FRUIT",
    "食用植物油": "_T._T.EDIBLEOIL",
    "民营企业": "_T._T._T.private",
    "外资企业": "_T._T._T.foreign",
    "国有企业": "_T._T._T.state",
    "广东 江苏 浙江 上海 山东 北京 福建": "MAJOR7._T._T",
    "沿边9省区": "BORDER9._T._T",
    "长三角地区": "YRD._T._T",
    "粤港澳大湾区内地9市": "GBA9._T._T",
    "2025年较2020年": "_T._T._T",
    "新三样较2020年": "_T._T.NEWTRIO",
    "跨境电商": "_T._T.CBEC",
    "有贸易往来的国家和地区": "_T._T._T",
    "超过万亿元": "_T._T._T",
    "超过千亿元": "_T._T._T",
    "超过百亿元": "_T._T._T",
    "前十大贸易伙伴占比": "_T._T._T",
}
"""What each line is about: region, partner, product, and kind of enterprise."""

INPUTS = """
total 全国: value growth_pct
export 全国: value growth_pct
import 全国: value growth_pct
total 2025年12月: value growth_pct
total 共建“一带一路”国家: value growth_pct
total 东盟: value growth_pct
total 拉美: value growth_pct
total 非洲: value growth_pct
total 欧盟: value growth_pct
total 美国: value
export 高技术产品: value growth_pct
export 装备制造业产品: value growth_pct
import 机电产品: value growth_pct
total 民营企业: value growth_pct
total 外资企业: value growth_pct
total 国有企业: value
total 广东 江苏 浙江 上海 山东 北京 福建: value growth_pct
total 沿边9省区: value growth_pct
total 粤港澳大湾区内地9市: value growth_pct
total 跨境电商: value
"""
COMPUTED = """
total 共建“一带一路”国家: share_pct
total 欧盟: share_pct contribution_pp
total 美国: share_pct
export 高技术产品: contribution_pp
export 装备制造业产品: share_pct contribution_pp
total 民营企业: share_pct note=share_change
total 国有企业: share_pct
total 2025年较2020年: growth_pct=growth_since_base note=cagr
"""
QUOTED = """
import 2025年12月: growth_pct
export 共建“一带一路”国家: growth_pct contribution_pp
import 亚洲: growth_pct
import 拉美: growth_pct
import 非洲: growth_pct
total 高技术产品: growth_pct
export 新三样: growth_pct note=level
export 锂电池: growth_pct
export 风力发电机组: growth_pct
export 自主品牌产品: growth_pct note=share_change
export 工业机器人: growth_pct
export 专用装备: growth_pct
export 高端机床: growth_pct
import 电子元件: growth_pct
import 电脑零部件: growth_pct
import_quantity 原油: growth_pct
import_quantity 金属矿砂: growth_pct
import 干鲜瓜果: growth_pct
import 食用植物油: growth_pct
total 国有企业: note=import_export_ratio
total 沿边9省区: note=run_years_above
total 长三角地区: growth_pct share_pct
export 新三样较2020年: note=growth_times
total 跨境电商: note=growth_since_2020
count 有贸易往来的国家和地区: value=partners
count 超过万亿元: value=partners_above_1t note=partners_above_1t_change
count 超过千亿元: value=partners_above_100b note=partners_above_100b_change
count 超过百亿元: value=partners_above_10b note=partners_above_10b_change
total 前十大贸易伙伴占比: share_pct=partner_cr10 note=partner_cr10_change
"""


def cells(table):
    """Return the cells that a table names: flow, subject and column, with the metric."""
    found = {}
    for line in table.strip().splitlines():
        head, _, columns = line.partition(": ")
        flow, _, subject = head.partition(" ")
        for one in columns.split():
            column, _, metric = one.partition("=")
            assert (flow, subject, column) not in found
            found[flow, subject, column] = metric or COLUMNS[column]
    return found


KINDS = {"input": cells(INPUTS), "computed": cells(COMPUTED), "quoted": cells(QUOTED)}
UNITS = {
    **dict.fromkeys(("growth", "share", "cagr", "partner_cr10"), "percent"),
    **dict.fromkeys(("growth_since_base", "growth_since_2020"), "percent"),
    **dict.fromkeys(("contribution", "share_change", "partner_cr10_change"), "points"),
    **dict.fromkeys(("growth_times", "import_export_ratio"), "times"),
    "run_years_above": "years",
    "level": "CNY",
}
"""The unit of each metric; a count for the others."""


def text_of(flow, subject, column):
    """Return the number that is printed in a cell, or in a note; empty where there is none."""
    cell = ROWS[flow, subject][column]
    if column != "note":
        return cell
    numbers = [
        number
        for number in re.findall(r"\d+(?:\.\d+)?", cell)
        if number not in ("2020", "2024")  # the years that are compared with
    ]
    assert len(numbers) <= 1, cell
    return f"{'-' if 'lower' in cell else ''}{numbers[0]}" if numbers else ""


def id_of(metric, flow, subject):
    """Name the figure of a metric of a line of the transcript."""
    measure = "quantity" if flow == "import_quantity" else "value"
    span = "month" if subject == "2025年12月" else "ytd"
    flow = {"import_quantity": "import", "count": "total"}.get(flow, flow)
    return f"{metric}.{measure}.2025-12.{span}.{flow}.{SUBJECTS[subject]}"


@pytest.fixture(scope="module")
def figures():
    """Return the figures of the review of 2025, by id."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TRADEBOOK_DATA", str(ROOT / "data"))
        report = annual.load({"year": 2025, "through": "2025-11", "as_of": "2026-02-03"})
    return {one.id: one for one in report.view.figures}


def exact(number):
    """Return the decimal that stands for a number."""
    return Decimal(repr(number))


def last_digit(text):
    return Decimal(1).scaleb(-decimals_of(text))


# Nothing is forgotten.


def test_every_number_of_the_transcript_is_of_one_kind():
    there = [
        (flow, subject, column)
        for flow, subject in ROWS
        for column in (*COLUMNS, "note")
        if text_of(flow, subject, column)
    ]
    named = [cell for kind in KINDS.values() for cell in kind]
    assert sorted(named) == sorted(there)
    assert len(set(named)) == len(named)
    assert [len(kind) for kind in KINDS.values()] == [37, 12, 37]
    assert len(ROWS) == len(published("national_2025_facts")) == 47
    assert {subject for _, subject in ROWS} == SUBJECTS.keys()
    units = {(flow == "count", row["unit"]) for (flow, _), row in ROWS.items() if row["value"]}
    assert units == {(False, "万亿元"), (True, "个")}


def test_the_notes_without_a_number_are_known():
    said = {row["note"] for key, row in ROWS.items() if row["note"] and not text_of(*key, "note")}
    assert said == {
        "second decimal as announced",
        "single-month record",
        "contribution to export growth",
        "contribution to total growth",
        "volume",
    }


# What is read.


def faults(kind, found_in, expected_of):
    """Return the cells of a kind whose figure is not what is printed: cell, found, expected."""
    compared = [(cell, found_in(*cell), expected_of(*cell)) for cell in KINDS[kind]]
    return [one for one in compared if one[1] != one[2]]


def test_inputs_are_as_printed(figures):
    def found(flow, subject, column):
        figure = figures[id_of(KINDS["input"][flow, subject, column], flow, subject)]
        return figure.basis, exact(figure.value), figure.unit, figure.step

    def expected(flow, subject, column):
        metric, text = KINDS["input"][flow, subject, column], text_of(flow, subject, column)
        if metric == "level":
            step = float(last_digit(text) * TRILLION)
            return "observed", Decimal(text) * TRILLION, UNITS[metric], step
        return "printed", Decimal(text), UNITS[metric], None

    assert faults("input", found, expected) == []


def test_quotations_are_as_printed(figures):
    def found(flow, subject, column):
        figure = figures[id_of(KINDS["quoted"][flow, subject, column], flow, subject)]
        said = figure.basis, figure.sources, figure.unit
        return *said, exact(figure.value), exact(figure.step)

    def expected(flow, subject, column):
        metric, text = KINDS["quoted"][flow, subject, column], text_of(flow, subject, column)
        scale = TRILLION if metric == "level" else 1
        said = "quoted", "briefing-2025-quoted", UNITS.get(metric, "count")
        return *said, Decimal(text) * scale, last_digit(text) * scale

    assert faults("quoted", found, expected) == []


# What is computed: the formulas, of printed numbers.


def base(value, growth):
    return value / (1 + growth / 100)


def share(value, whole):
    return value / whole * 100


def contribution(value, growth, whole, whole_growth):
    return (value - base(value, growth)) / base(whole, whole_growth) * 100


def share_change(value, growth, whole, whole_growth):
    return share(value, whole) - share(base(value, growth), base(whole, whole_growth))


def as_stated(growth):
    return growth


def a_year(growth):
    """Return the growth a year that makes the growth of five."""
    return ((1 + growth / 100) ** (Decimal(1) / 5) - 1) * 100


def total(exports, imports):
    return exports + imports


FORMULAS = {
    "level": total,
    "share": share,
    "contribution": contribution,
    "share_change": share_change,
    "growth_since_base": as_stated,
    "cagr": a_year,
}


def inputs_of(flow, subject, metric):
    """Return the printed numbers that a metric of a line is computed of."""
    own, whole = ROWS[flow, subject], ROWS[flow, "全国"]
    if metric == "level":
        return [ROWS[one, "全国"]["value"] for one in ("export", "import")]
    if metric == "share":
        return [own["value"], whole["value"]]
    if metric in ("contribution", "share_change"):
        return [row[column] for row in (own, whole) for column in ("value", "growth_pct")]
    return [own["growth_pct"]]


def interval(formula, texts):
    """Return what a formula, monotone in each number, gives of all that may have been rounded."""
    ends = [
        (Decimal(text) - last_digit(text) / 2, Decimal(text) + last_digit(text) / 2)
        for text in texts
    ]
    found = [formula(*corner) for corner in itertools.product(*ends)]
    return min(found), max(found)


def computed_value(figures, cell):
    """Return the metric of a computed cell, and its value in the unit that is printed."""
    metric = KINDS["computed"][cell]
    value = exact(figures[id_of(metric, *cell[:2])].value)
    return metric, value.scaleb(-12 if metric == "level" else 0)


def test_what_is_computed_is_what_is_printed(figures):
    def found(flow, subject, column):
        metric, value = computed_value(figures, (flow, subject, column))
        figure = figures[id_of(metric, flow, subject)]
        computed = figure.basis in ("computed", "implied")
        decimals = decimals_of(text_of(flow, subject, column))
        return computed, figure.unit, str(half_up(value, decimals))

    def expected(*cell):
        return True, UNITS[KINDS["computed"][cell]], text_of(*cell)

    assert faults("computed", found, expected) == []


def test_what_is_computed_follows_from_what_is_printed(figures):
    def found(*cell):
        return float(computed_value(figures, cell)[1])

    def expected(flow, subject, column):
        metric = KINDS["computed"][flow, subject, column]
        texts = inputs_of(flow, subject, metric)
        return pytest.approx(float(FORMULAS[metric](*map(Decimal, texts))), rel=1e-9)

    assert faults("computed", found, expected) == []


def test_what_is_computed_is_within_what_rounding_allows(figures):
    outside = []
    for cell in KINDS["computed"]:
        (metric, value), text = computed_value(figures, cell), text_of(*cell)
        low, high = interval(FORMULAS[metric], inputs_of(*cell[:2], metric))
        # The printed number, itself rounded, is one that these inputs can have.
        half = last_digit(text) / 2
        if not (low < value < high and low - half <= Decimal(text) <= high + half):
            outside.append((cell, low, value, high))
    assert outside == []


def test_the_interval_is_wide_enough_to_tell_and_no_wider():
    low, high = interval(share, ["5.93", "45.47"])
    assert (half_up(low, 4), half_up(high, 4)) == (Decimal("13.0291"), Decimal("13.0540"))
    low, high = interval(contribution, ["5.93", "6.0", "45.47", "3.8"])
    assert half_up(high - low, 3) == Decimal("0.014")  # that of 0.766; by hand


# Everything the report computes of the nation, again.


def numbers_of(flow, subject):
    """Return value and growth of a line as numbers; no growth as None."""
    row = ROWS[flow, subject]
    growth = row["growth_pct"]
    return Decimal(row["value"]) * TRILLION, Decimal(growth) if growth else None


def of_line(flow, subject):
    """Work out value, base, change and growth of a line; of a part, share and contribution too."""
    value, growth = numbers_of(flow, subject)
    whole, whole_growth = numbers_of(flow, "全国")
    part = SUBJECTS[subject] != "_T._T._T"
    yield "level", value
    if growth is not None:
        yield "growth", growth
        yield "change", value - base(value, growth)
    if not part:
        yield "base", base(value, growth)
        return
    yield "share", share(value, whole)
    if growth is not None:
        yield "contribution", contribution(value, growth, whole, whole_growth)
        yield "share_change", share_change(value, growth, whole, whole_growth)


def surplus(exports, exports_growth, imports, imports_growth):
    """Return the surplus of this year and the last."""
    before = base(exports, exports_growth) - base(imports, imports_growth)
    return exports - imports, before


def surplus_growth(*numbers):
    now, before = surplus(*numbers)
    return (now / before - 1) * 100


def of_surplus():
    numbers = [*numbers_of("export", "全国"), *numbers_of("import", "全国")]
    now, before = surplus(*numbers)
    told = {"level": now, "base": before, "change": now - before}
    for metric, value in {**told, "surplus_growth": surplus_growth(*numbers)}.items():
        yield id_of(metric, "balance", "全国"), value


def of_years():
    """Work out what takes other years: the table of 2024, and 2020 by its growth since."""
    table = published("annual_2024_provinces")[0]
    for flow in ("export", "import"):
        before = Decimal(table[f"{flow}_cny_10k"]) * 10**4
        growth = (numbers_of(flow, "全国")[0] / before - 1) * 100
        yield id_of("growth_stored", flow, "全国"), growth
    before = Decimal(table["total_cny_10k"]) * 10**4
    growth = (numbers_of("total", "全国")[0] / before - 1) * 100
    yield id_of("growth_stored", "total", "全国"), growth
    since = Decimal(ROWS["total", "2025年较2020年"]["growth_pct"])
    yield id_of("growth_since_base", "total", "全国"), since
    yield id_of("cagr", "total", "全国"), a_year(since)
    # By hand: all four years that are known of the total, 2023 to 2025 of the others, are below.
    for flow, years in (("total", 4), ("export", 3), ("import", 3), ("balance", 3)):
        yield id_of("record", flow, "全国"), Decimal(years)
    # 2024 rose on 2023, and 2025 on 2024; of 2023 nothing is known. One month is known.
    for flow in ("total", "export", "import"):
        yield id_of("run_years", flow, "全国"), Decimal(2)
    yield id_of("run_months", "total", "2025年12月"), Decimal(1)


def of_enterprises():
    """Work out what private and foreign enterprises leave of the growth."""
    whole, growth = numbers_of("total", "全国")
    pulls = [
        contribution(*numbers_of("total", subject), whole, growth)
        for subject in ("民营企业", "外资企业")
    ]
    yield id_of("enterprise_contribution_rest", "total", "全国"), growth - sum(pulls)


def recomputed():
    """Return every figure that follows from the transcript, by id."""
    lines = [
        (id_of(metric, flow, subject), value)
        for flow, subject in ROWS
        if ROWS[flow, subject]["value"] and flow != "count"
        for metric, value in of_line(flow, subject)
    ]
    found = [*lines, *of_surplus(), *of_years(), *of_enterprises()]
    assert len(dict(found)) == len(found)
    return dict(found)


ERROR = "surplus_growth_error.value.2025-12.ytd.balance._T._T._T"


def test_the_figures_of_the_nation_follow_from_the_transcript(figures):
    expected = recomputed()
    assert len(expected) == 118
    found = {name: figures[name] for name in expected}
    assert {one.basis for one in found.values()} == {"observed", "printed", "computed", "implied"}
    wrong = [
        (name, one.value, float(expected[name]))
        for name, one in found.items()
        if one.value != pytest.approx(float(expected[name]), rel=1e-9)
    ]
    assert wrong == []


def test_there_is_no_further_figure_of_the_nation(figures):
    year = {name: one for name, one in figures.items() if one.period == "2025-12"}
    computed = {name for name, one in year.items() if one.basis not in ("quoted", "absent")}
    assert computed - recomputed().keys() == {ERROR}


def test_what_lacks_a_growth_has_none_of_what_needs_it(figures):
    lacking = [("total", "美国"), ("total", "国有企业"), ("total", "跨境电商")]
    assert [ROWS[key]["growth_pct"] for key in lacking] == ["", "", ""]
    expected = {
        id_of(metric, *key)
        for metric in ("growth", "change", "contribution", "share_change")
        for key in lacking
    }
    absent = {
        name for name, one in figures.items() if one.basis == "absent" and one.period == "2025-12"
    }
    assert absent == expected
    assert {figures[name].value for name in absent} == {None}


def test_a_contribution_is_of_the_flow_that_the_note_says():
    noted = {key: row["note"] for key, row in ROWS.items() if row["contribution_pp"]}
    for (flow, _), note in noted.items():
        assert note == f"contribution to {flow} growth"
    assert len(noted) == 4


SIDES = [
    ROWS[flow, "全国"][column]
    for flow in ("export", "import")
    for column in ("value", "growth_pct")
]
"""Exports and their growth, imports and theirs, as printed."""


def total_growth(exports, exports_growth, imports, imports_growth):
    before = base(exports, exports_growth) + base(imports, imports_growth)
    return ((exports + imports) / before - 1) * 100


def test_the_growth_of_the_total_follows_from_exports_and_imports(figures):
    assert (
        str(half_up(total_growth(*map(Decimal, SIDES)), 1)) == ROWS["total", "全国"]["growth_pct"]
    )
    low, high = interval(total_growth, SIDES)
    stated = exact(figures[id_of("growth", "total", "全国")].value)
    assert low - Decimal("0.05") <= stated <= high + Decimal("0.05")


def test_rounding_moves_the_growth_of_the_surplus_by_no_more_than_is_said(figures):
    middle = surplus_growth(*map(Decimal, SIDES))
    farthest = max(abs(end - middle) for end in interval(surplus_growth, SIDES))
    assert half_up(farthest, 2) == Decimal("0.39")
    said = exact(figures[ERROR].value)
    # Said to the first order, with every error in the same direction: no less, and not far more.
    assert farthest <= said * Decimal("1.01")
    assert said < 2 * farthest
