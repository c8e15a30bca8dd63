"""Every kind of table, in the languages and layouts it is known in, read back number by number."""

from collections import Counter

import pandas as pd
import pytest
from official_layouts import FORMS, NOTE, file_bytes

from helpers.core.dimensions import DIMENSIONS
from helpers.core.errors import SourceError
from helpers.observations.ingest.recognition import recognise
from helpers.observations.readers import bulletin
from helpers.observations.readers.reading import Hints

FLOWS = ("total", "export", "import")
ZH = {"total": "进出口", "export": "出口", "import": "进口"}
EN = {"total": "Export & Import", "export": "Export", "import": "Import"}
WAN, THOUSAND = ("单位：万元人民币", "CNY", 10**4), ("Unit: US$1,000", "USD", 10**3)


class Rows:
    """Rows of a table: printed names with their codes; a whole is the sum of the names it lists."""

    def __init__(self, *rows):
        self.rows = rows

    def numbers(self):
        """Return the numbers of each code by flow and span."""
        found = {}
        for place, (_, code, parts) in enumerate(self.rows):
            if parts is None:
                goods = {("export", "month"): 100 + 7 * place, ("import", "month"): 50 + 3 * place}
                goods |= {(flow, "ytd"): 11 * n + place for (flow, _), n in goods.items()}
                for span in ("month", "ytd"):
                    goods["total", span] = goods["export", span] + goods["import", span]
                found[code] = goods
        for _, code, parts in reversed(self.rows):
            if parts is not None:
                keys = [(flow, span) for flow in FLOWS for span in ("month", "ytd")]
                found[code] = {key: sum(found[part][key] for part in parts) for key in keys}
        return found


def percent(place, flow):
    """Return the growth of a row as printed: some are none."""
    turn = FLOWS.index(flow)
    return "-" if (place + turn) % 4 == 3 else f"{(place * 17 + turn * 29) / 10 - 9:.1f}"


def chinese(rows, month, head, *, flows=FLOWS, spans=("month", "ytd"), growth="累计比去年同期±％"):
    """Return the columns and body of a Chinese table with two header rows."""
    labels = {"month": f"{month}月", "ytd": f"1至{month}月"}
    return flow_table(rows, head, flows, spans, labels=labels, words=ZH, growth=(growth,))


def english(rows, month, head, *, flows=FLOWS, spans=("month", "ytd"), words=EN, to="1to{}"):
    labels = {"month": f"{month}", "ytd": to.format(month)}
    return flow_table(
        rows, head, flows, spans, labels=labels, words=words, growth=("Percentage Change of Total",)
    )


def flow_table(rows, head, flows, spans, *, labels, words, growth):
    columns = [(head, "")]
    columns += [(words[flow], labels[span]) for flow in flows for span in spans]
    columns += [(each, words[flow]) for each in growth for flow in flows]
    numbers = rows.numbers()
    body = [
        [
            name,
            *(f"{numbers[code][flow, span]:,}" for flow in flows for span in spans),
            *(percent(place, flow) for flow in flows),
        ]
        for place, (name, code, _) in enumerate(rows.rows)
    ]
    return columns, body


def expected(
    rows, dimension, period, unit, *, flows=FLOWS, spans=("month", "ytd"), region="_T", placed=None
):
    """Return what must be read, as a counter of tuples; ``placed``: where rows stand, by their code."""
    _, currency, factor = unit
    found, numbers = Counter(), rows.numbers()
    for place, (_, code, _) in enumerate(rows.rows):
        for flow in flows:
            for span in spans:
                own = (placed or {}).get(code, {dimension: code})
                codes = dict.fromkeys(DIMENSIONS, "_T") | {"region": region} | own
                told = span == "ytd" or period.endswith("-01")
                cell = percent(place, flow) if told else "-"
                value = float(numbers[code][flow, span] * factor)
                growth = None if cell == "-" else float(cell)
                key = (period, span, flow, *codes.values(), "value", currency, value, growth)
                found[key] += 1
    return found


def found_in(reading):
    rows = reading.cells.rows
    names = ["period", "span", "flow", *DIMENSIONS, "measure", "unit", "value", "growth"]
    return Counter(
        tuple(None if pd.isna(cell) else cell for cell in row)
        for row in rows[names].itertuples(index=False, name=None)
    )


@pytest.fixture
def read(tmp_path):
    """Return a function that writes a file, has it recognised, and reads it."""

    def reading(content, name, **hints):
        path = tmp_path / name
        path.write_bytes(content)
        assert recognise(path, name) == "bulletin"
        return bulletin.read(path, Hints(name=name, **hints))

    return reading


WORLD = Rows(
    ("总值", "_T", ("ASIA", "EUROPE", "NAMERICA", "ata", "701")),
    ("亚洲", "ASIA", ("116", "142", "199")),
    ("日本", "116", None),
    ("中国", "142", None),
    ("亚洲其他国家(地区)", "199", None),
    ("欧洲", "EUROPE", ("304", "344")),
    ("德国", "304", None),
    ("俄罗斯联邦", "344", None),
    ("北美洲", "NAMERICA", ("502",)),
    ("美国", "502", None),
    ("南极洲", "ata", None),
    ("国家（地区）不明", "701", None),
    ("欧洲联盟", "EU", ("304",)),
    ("共建“一带一路”国家和地区", "BRI", ("344",)),
)
WORLD_EN = Rows(
    ("Total", "_T", ("ASIA", "EUROPE")),
    ("Asia", "ASIA", ("116", "133")),
    ("  Japan", "116", None),
    ("  R. O. Korea", "133", None),
    ("Europe", "EUROPE", ("304",)),
    ("  Germany", "304", None),
)
EXPRESS = Rows(
    ("总值", "_T", ("EU", "ASEAN", "502")),
    ("欧洲联盟", "EU", ("304", "305")),
    ("其中：德国", "304", None),
    ("　　法国", "305", None),
    ("东南亚国家联盟", "ASEAN", ("141",)),
    ("其中:越南", "141", None),
    ("美国", "502", None),
)
EXPRESS_EN = Rows(
    ("Total", "_T", ("EU", "502")),
    ("\xa0\xa0European Union", "EU", ("304",)),
    ("\xa0" * 8 + "of which: Germany", "304", None),
    ("\xa0\xa0\xa0United States (US)", "502", None),
)
PLACES = Rows(
    ("总值", "_T", ("11", "44")),
    ("北京市", "11", None),
    ("广东省", "44", None),
    ("深圳市", "44-深圳市", None),
)
PLACES_EN = Rows(
    ("Total", "_T", ("11", "44")), ("Beijing", "11", None), ("Guangdong Province", "44", None)
)
OFFICES = Rows(
    ("总值", "_T", ("北京关区", "黄埔关区")),
    ("北京关区", "北京关区", None),
    ("黄埔关区", "黄埔关区", None),
)
OFFICES_EN = Rows(
    ("Total", "_T", ("Beijing_Customs",)), ("Beijing Customs", "Beijing_Customs", None)
)
ZONES = Rows(("总值", "_T", ("ZONE_综合保税区",)), ("综合保税区", "ZONE_综合保税区", None))
ZONES_EN = Rows(
    ("Total", "_T", ("ZONE_Bonded_Areas",)), ("Bonded Areas", "ZONE_Bonded_Areas", None)
)
FOREIGN = Rows(
    ("总值", "_T", ("11", "12")),
    ("北京市计", "11", ("11-中外合资企业", "11-外商独资企业")),
    ("中外合资企业", "11-中外合资企业", None),
    ("外商独资企业", "11-外商独资企业", None),
    ("天津市计", "12", ("12-外商独资企业",)),
    ("外商独资企业", "12-外商独资企业", None),
)
PLACED = {
    "zone": {"_T": {"region": "ZONE"}},
    "foreign": {
        "_T": {"region": "_T", "enterprise": "foreign"},
        "11": {"region": "11", "enterprise": "foreign"},
        "11-中外合资企业": {"region": "11", "enterprise": "foreign_joint"},
        "11-外商独资企业": {"region": "11", "enterprise": "foreign_sole"},
        "12": {"region": "12", "enterprise": "foreign"},
        "12-外商独资企业": {"region": "12", "enterprise": "foreign_sole"},
    },
}
"""Of what rows are that are no members of all trade: of zones, and of foreign-invested enterprises."""
KINDS = Rows(
    ("总值", "_T", ("state", "foreign", "private_owned", "other")),
    ("国有企业", "state", None),
    ("外商投资企业", "foreign", None),
    ("私营企业", "private_owned", None),
    ("其他企业", "other", None),
)
SECTIONS = Rows(
    ("总值", "_T", ("S01", "S11")),
    ("第一类 活动物；动物产品", "S01", ("01", "02")),
    ("01章 活动物", "01", None),
    ("第02章 肉及食用杂碎", "02", None),
    ("第十一类 纺织原料及纺织制品", "S11", ("50",)),
    ("50章 蚕丝", "50", None),
)
SECTIONS_EN = Rows(
    ("Total", "_T", ("01", "52")), ("01 Live animals", "01", None), ("52 Cotton", "52", None)
)
SITC = Rows(
    ("总值", "_T", ("SITC_PRIMARY", "SITC_MANUFACTURED")),
    ("初级产品", "SITC_PRIMARY", ("SITC_0",)),
    ("0类 食品及活动物", "SITC_0", ("SITC_00", "SITC_01")),
    ("00章 活动物", "SITC_00", None),
    ("01章 肉及肉制品", "SITC_01", None),
    ("工业制品", "SITC_MANUFACTURED", ("SITC_9",)),
    ("9类 未分类的商品", "SITC_9", ("SITC_90",)),
    ("90章 未分类商品", "SITC_90", None),
)
TWO = ("export", "import")
HEAD = "进口原产国（地区）\n出口最终目的国（地区）"

# name of the kind: dataset, dimension, complete, rows, unit, columns and body, title
CHINESE = {
    "country": (
        WORLD,
        "partner",
        ("partner",),
        HEAD,
        FLOWS,
        "（2）2025年11月进出口商品国别（地区）总值表（人民币值）",
    ),
    "location": (
        PLACES,
        "region",
        ("region",),
        "收发货人所在地",
        FLOWS,
        "（8）2025年11月进出口商品收发货人所在地总值表（人民币值）",
    ),
    "locality": (
        PLACES,
        "locality",
        ("locality",),
        "境内目的地／货源地",
        FLOWS,
        "（9）2025年11月进出口商品境内目的地/货源地总值表（人民币值）",
    ),
    "office": (
        OFFICES,
        "office",
        ("office",),
        "关别",
        FLOWS,
        "（10）2025年11月进出口商品关别总值表（人民币值）",
    ),
    "zone": (
        ZONES,
        "region",
        (),
        "特定经济地区",
        FLOWS,
        "（11）2025年11月特定地区进出口总值表（人民币值）",
    ),
    "foreign": (
        FOREIGN,
        "region",
        (),
        "外商投资企业",
        FLOWS,
        "（12）2025年11月外商投资企业进出口总值表（人民币值）",
    ),
    "enterprise-kind": (
        KINDS,
        "enterprise",
        ("enterprise",),
        "企业性质",
        FLOWS,
        "2025年11月进出口商品企业性质总值表（人民币值）",
    ),
    "section": (
        SECTIONS,
        "product",
        ("product",),
        "类章",
        TWO,
        "（4）2025年11月进出口商品类章总值表（人民币值）",
    ),
    "composition": (
        SITC,
        "product",
        (),
        "商品构成",
        TWO,
        "（3）2025年11月进出口商品构成表（人民币值）",
    ),
}
ENGLISH = {
    "country": (
        WORLD_EN,
        "partner",
        ("partner",),
        "Country (Region)",
        FLOWS,
        "（2）Imports and Exports by Country （Region） of Origin/Destination,11.2025",
    ),
    "location": (
        PLACES_EN,
        "region",
        ("region",),
        "Location of Importers/Exporters",
        FLOWS,
        "（8）Imports and Exports by Location of Importers/Exporters,11.2025",
    ),
    "locality": (
        PLACES_EN,
        "locality",
        ("locality",),
        "Location of Domestic Consumers/Producers",
        FLOWS,
        "（9）Imports and Exports by Location of Domestic Consumers/Producers,11.2025",
    ),
    "office": (
        OFFICES_EN,
        "office",
        ("office",),
        "Customs Districts",
        FLOWS,
        "（10）Imports and Exports by Customs Districts,11.2025",
    ),
    "zone": (
        ZONES_EN,
        "region",
        (),
        "Specific Areas",
        FLOWS,
        "（11）Imports and Exports by Specific Areas,11.2025",
    ),
    "section": (
        SECTIONS_EN,
        "product",
        ("product",),
        "HS Section and Division",
        TWO,
        "（4）Imports and Exports by HS Section and Division,11.2025",
    ),
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("kind", CHINESE)
def test_chinese_tables_are_read_back(read, kind, form):
    rows, dimension, complete, head, flows, title = CHINESE[kind]
    columns, body = chinese(rows, 11, head, flows=flows)
    content = file_bytes(form, columns, body, above=(WAN[0],), heading=title)
    reading = read(content, f"table.{FORMS[form]}")
    placed = PLACED.get(kind)
    wanted = expected(rows, dimension, "2025-11", WAN, flows=flows, placed=placed)
    assert found_in(reading) == wanted
    assert (reading.dataset, reading.complete) == (f"{kind}-CNY", complete)
    assert [line for line in reading.warnings if "reference table" not in line] == []


@pytest.mark.parametrize("form", ["csv", "xlsx", "html"])
@pytest.mark.parametrize("kind", ENGLISH)
def test_english_tables_are_read_back(read, kind, form):
    rows, dimension, complete, head, flows, title = ENGLISH[kind]
    columns, body = english(rows, 11, head, flows=flows)
    content = file_bytes(
        form, columns, body, above=(THOUSAND[0],), heading=title, notes=("Note：Please refer to 1",)
    )
    reading = read(content, f"table.{FORMS[form]}")
    placed = PLACED.get(kind)
    wanted = expected(rows, dimension, "2025-11", THOUSAND, flows=flows, placed=placed)
    assert found_in(reading) == wanted
    assert (reading.dataset, reading.complete) == (f"{kind}-USD", complete)


@pytest.mark.parametrize("merged", [True, False])
@pytest.mark.parametrize("margin", [True, False])
def test_cells_of_the_header_may_be_repeated_and_column_a_be_empty(read, merged, margin):
    columns, body = chinese(WORLD, 11, HEAD)
    above = ("2025年11月进出口商品国别（地区）总值表", WAN[0])
    content = file_bytes("xlsx", columns, body, above=above, merged=merged, margin=margin)
    assert found_in(read(content, "a.xlsx")) == expected(WORLD, "partner", "2025-11", WAN)


UNITS = [
    ("单位：万元人民币", "CNY", 10**4),
    ("单位:万人民币", "CNY", 10**4),
    ("金额单位：万元人民币", "CNY", 10**4),
    ("单位：千美元", "USD", 10**3),
    ("单位∶万美元", "USD", 10**4),
    ("Unit: US$1,000", "USD", 10**3),
    ("Unit：US$ 1,000", "USD", 10**3),
]


@pytest.mark.parametrize("unit", UNITS)
def test_currency_and_unit_may_stand_in_the_unit_row_alone(read, unit):
    columns, body = chinese(WORLD, 11, HEAD)
    above = ("2025年11月进出口商品国别总值表", unit[0])
    reading = read(file_bytes("csv", columns, body, above=above), "a.csv")
    assert found_in(reading) == expected(WORLD, "partner", "2025-11", unit)
    assert reading.dataset == f"country-{unit[1]}"


@pytest.mark.parametrize("spans", [("month", "ytd"), ("ytd",)])
def test_january_prints_the_month_twice_or_once(read, spans):
    january = Rows(*PLACES.rows)
    monthly = {
        code: {(flow, span): goods[flow, "month"] for flow in FLOWS for span in ("month", "ytd")}
        for code, goods in PLACES.numbers().items()
    }
    january.numbers = lambda: monthly
    columns, body = chinese(january, 1, "收发货人所在地", spans=spans)
    content = file_bytes("csv", columns, body, above=("2026年1月收发货人所在地总值表", WAN[0]))
    assert found_in(read(content, "a.csv")) == expected(january, "region", "2026-01", WAN)


def test_january_and_february_may_come_out_as_one(read):
    columns, body = chinese(WORLD, 2, HEAD, spans=("ytd",))
    above = ("2026年1至2月进出口商品国别（地区）总值表", WAN[0])
    reading = read(file_bytes("html", columns, body, above=above), "a.html")
    assert found_in(reading) == expected(WORLD, "partner", "2026-02", WAN, spans=("ytd",))


# --- the express release ---------------------------------------------------------------------------

YI = ("单位∶亿元人民币", "CNY", 10**8)
MILLION = ("Unit: USD1 Million", "USD", 10**6)


@pytest.mark.parametrize(
    "title",
    [
        "（4）2026年7月进出口商品主要国别（地区）总值表（人民币值）",
        "（6）2026年7月进出口商品主要国别（地区）总值表",
    ],
)
def test_the_chinese_express_table_of_countries(read, title):
    columns, body = chinese(EXPRESS, 7, HEAD)
    content = file_bytes("xls", columns, body, above=(title, YI[0]), margin=True, merged=True)
    reading = read(content, "a.xls")
    assert found_in(reading) == expected(EXPRESS, "partner", "2026-07", YI)
    assert (reading.dataset, reading.complete) == ("country-express-CNY", ())
    assert reading.kind == "express"


def test_the_english_express_table_where_the_unit_contradicts_the_title(read):
    columns = [("Import Source", "Export Destination")]
    columns += [(EN[flow], label) for flow in FLOWS for label in ("6", "1- to-6")]
    columns += [("1-to-6 Total Year-on-Year (±%)", EN[flow]) for flow in FLOWS]
    _, body = english(EXPRESS_EN, 6, "")
    title = "(4) China's Total Export & Import Values by Country/Region, June 2025 (in CNY)"
    reading = read(file_bytes("html", columns, body, above=(title, MILLION[0])), "a.html")
    assert found_in(reading) == expected(EXPRESS_EN, "partner", "2025-06", MILLION)
    assert any("the unit counts" in line for line in reading.warnings)


def test_the_english_express_table_by_trade_mode(read):
    rows = Rows(
        ("Total", "_T", ("10", "39")), ("Ordinary Trade", "10", None), ("Other", "39", None)
    )
    columns, body = english(rows, 5, "Trade Mode", to="1-to-{}")
    title = "(3) China's Total Export & Import Values by Trade Mode, May 2026 (in USD)"
    reading = read(file_bytes("html", columns, body, above=(title, MILLION[0])), "a.html")
    assert found_in(reading) == expected(rows, "regime", "2026-05", MILLION)
    assert (reading.dataset, reading.kind) == ("regime-express-USD", "express")


# --- two rows a regime -----------------------------------------------------------------------------

REGIMES = Rows(
    ("总值", "_T", ("10", "14", "39")),
    ("一般贸易", "10", None),
    ("来料加工装配贸易", "14", None),
    ("其他", "39", None),
)
REGIMES_EN = Rows(
    ("Total", "_T", ("10", "19")), ("Ordinary Trade", "10", None), ("Border Trade", "19", None)
)


def two_rows(rows, flows, label, spans=("month", "ytd")):
    """Return a body with a row of percentages below each; and what they are, by code, flow and span."""
    body, growth = [], {}
    for place, (name, code, _) in enumerate(rows.rows):
        goods = rows.numbers()[code]
        keys = [(flow, span) for flow in flows for span in spans]
        cells = [
            "-" if turn == 4 else f"{place * 3 + turn * 1.5 - 4:.1f}" for turn, _ in enumerate(keys)
        ]
        body += [[name, *(goods[key] for key in keys)], [label, *cells]]
        growth |= {
            (code, *key): None if cell == "-" else float(cell)
            for key, cell in zip(keys, cells, strict=True)
        }
    return body, growth


@pytest.mark.parametrize("language", ["zh", "en"])
def test_regimes_have_a_row_of_percentages_each(read, language):
    if language == "zh":
        rows, flows, unit, label = REGIMES, FLOWS, WAN, "±％"
        columns = [("贸易方式", "")] + [(ZH[f], s) for f in flows for s in ("11月", "1至11月")]
        above = ("（5）2025年11月进出口商品贸易方式总值表（人民币值）", unit[0])
    else:
        rows, flows, unit, label = REGIMES_EN, TWO, THOUSAND, "±%"
        columns = [("Customs Regime", "")] + [
            (word, s) for word in ("Exports", "Imports") for s in ("11", "1 to 11")
        ]
        above = ("(5)Imports and Exports by Customs Regime,11.2025", unit[0])
    body, growth = two_rows(rows, flows, label)
    reading = read(file_bytes("xlsx", columns, body, above=above), "a.xlsx")
    frame = reading.cells.rows
    assert len(frame) == len(growth)
    numbers = rows.numbers()
    for row in frame.itertuples():
        assert row.value == numbers[row.regime][row.flow, row.span] * unit[2]
        percentage = growth[row.regime, row.flow, row.span]
        assert row.growth == percentage if percentage is not None else row.growth != row.growth
    assert (reading.dataset, reading.complete) == (f"regime-{unit[1]}", ("regime",))


FIRMS = (
    "",
    "state",
    "foreign",
    "foreign_cooperative",
    "foreign_joint",
    "foreign_sole",
    "private_owned",
    "other",
)
FIRMS_ZH = [
    ("贸易方式", "", ""),
    ("合计", "", ""),
    ("国有企业", "", ""),
    ("外商投资企业", "小计", ""),
    ("外商投资企业", "中外合作", ""),
    ("外商投资企业", "中外合资", ""),
    ("外商投资企业", "外商独资", ""),
    ("私营企业", "", ""),
    ("其他", "", ""),
]
FIRMS_EN = [
    ("Customs Regime", ""),
    ("Total", ""),
    ("SOE", ""),
    ("FIE", "Sub.Tot"),
    ("FIE", "CJV"),
    ("FIE", "EJV"),
    ("FIE", "FOE"),
    ("POE", ""),
    ("Other", ""),
]


def firms(place):
    """Return the numbers of a regime by kind of enterprise."""
    kinds = {"state": 5 + place, "private_owned": 9 + 2 * place, "other": 1 + place}
    foreign = {"foreign_cooperative": 2 + place, "foreign_joint": 3, "foreign_sole": 4 * place + 1}
    kinds["foreign"] = sum(foreign.values())
    return {"": sum(kinds.values())} | kinds | foreign


@pytest.mark.parametrize("flow", ["export", "import"])
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("form", ["xlsx", "html"])
def test_regimes_by_kind_of_enterprise(read, flow, language, form):
    names = {"一般贸易": "10", "进料加工贸易": "15"}
    word, number = {"export": ("出口", 6), "import": ("进口", 7)}[flow]
    title, head, label = (
        f"（{number}）2025年11月{word}商品贸易方式企业性质总值表（美元值）",
        FIRMS_ZH,
        "±%",
    )
    above, whole = ("单位：千美元",), "总值"
    if language == "en":
        names = {"Ordinary Trade": "10", "Processing with Imported Materials": "15"}
        title, head = (
            f"({number}){flow.title()}s by Type Enterprise and by Customs Regime,1-11.2025",
            FIRMS_EN,
        )
        above, whole = ("Unit: US$1,000",), "Total"
    if language == "zh":
        head = [(top, lower) for top, lower, _ in head]
        head = [(top, lower, "1至11月" if place else "") for place, (top, lower) in enumerate(head)]
    else:
        head = [(top, lower, "1to11" if place else "") for place, (top, lower) in enumerate(head)]
    parts = {code: firms(place) for place, code in enumerate(names.values())}
    parts = {"_T": {kind: sum(one[kind] for one in parts.values()) for kind in FIRMS}} | parts
    body = []
    for place, (name, code) in enumerate([(whole, "_T"), *names.items()]):
        body.append([name, *(parts[code][kind] for kind in FIRMS)])
        body.append([label, *(f"{place + turn}.5" for turn, _ in enumerate(FIRMS))])
    content = file_bytes(form, head, body, above=above, heading=title)
    reading = read(content, f"a.{form}")
    frame = reading.cells.rows
    assert len(frame) == 3 * len(FIRMS)
    codes = list(parts)
    for row in frame.itertuples():
        kind = "" if row.enterprise == "_T" else row.enterprise
        assert (row.flow, row.span, row.unit) == (flow, "ytd", "USD")
        assert row.value == parts[row.regime][kind] * 1000
        assert row.growth == codes.index(row.regime) + FIRMS.index(kind) + 0.5
    assert reading.dataset == "enterprise-USD"
    assert sorted(reading.complete) == ["enterprise", "regime"]


# --- goods -----------------------------------------------------------------------------------------

GOODS = [
    ("机电产品*", "MECHELEC", "-", None, None, 900, 9900, "piece", 1),
    ("\xa0\xa0\xa0\xa0集成电路", "INTEGRATEDCIRCUIT", "亿个", 12, 140, 300, 3300, "piece", 10**8),
    ("成品油", "REFINEDOIL", "万吨", 7, 77, 40, 440, "kg", 10**7),
]


def code_of(name, flow="export"):
    from helpers.reference.commodities import commodity_code

    return commodity_code(name.strip(), flow)


@pytest.mark.parametrize("form", ["csv", "xlsx", "html"])
def test_goods_with_growth_of_the_month_and_of_the_year_to_date(read, form):
    columns = [("商品名称", ""), ("计量单位", "")]
    heads = ("11月", "1至11月累计", "当月比去年同期±%", "累计比去年同期±%")
    columns += [(head, word) for head in heads for word in ("数量", "金额")]
    body = []
    for place, (name, _, unit, q_month, q_ytd, month, ytd, *_) in enumerate(GOODS):
        blank = name == "成品油"
        cells = [q_month or "-", month, q_ytd or "-", ytd]
        if blank:
            cells[:2] = ["", ""]
        body.append([name, unit, *cells, f"{place}.1", f"{place}.2", f"{place}.3", f"{place}.4"])
    body.insert(1, ["其中：", *[""] * 9])
    content = file_bytes(
        form,
        columns,
        body,
        above=("金额单位：万元人民币",),
        heading="（13）2025年11月出口主要商品量值表",
    )
    reading = read(content, f"a.{form}")
    found = {
        (r.product, r.measure, r.span): (r.value, r.growth, r.unit)
        for r in reading.cells.rows.itertuples()
    }
    wanted = {}
    for place, (name, _, _, q_month, q_ytd, month, ytd, base, factor) in enumerate(GOODS):
        code = code_of(name)
        if name != "成品油":
            wanted[code, "value", "month"] = (month * 1e4, place + 0.2, "CNY")
        wanted[code, "value", "ytd"] = (ytd * 1e4, place + 0.4, "CNY")
        if q_month is not None:
            if name != "成品油":
                wanted[code, "quantity", "month"] = (q_month * factor, place + 0.1, base)
            wanted[code, "quantity", "ytd"] = (q_ytd * factor, place + 0.3, base)
    assert found == wanted
    assert (reading.dataset, reading.complete) == ("commodity-CNY", ())


@pytest.mark.parametrize(
    ("above", "heads", "good"),
    [
        (
            ("（5）2026年5月全国出口重点商品量值表", "单位：亿元人民币"),
            ("5月", "1至5月累计", "去年同期累计", "累计比去年同期±%"),
            ("钢材", "万吨", "数量", "金额"),
        ),
        (
            (
                "(5) China's Major Exports by Quantity and Value, May 2026 (in CNY)",
                "Unit: CNY 100 Million",
            ),
            ("5", "1-5 Total", "1-5 Total,2025", "1-5 Total, Year-On-Year(%)\xa0"),
            ("Steel products", "10,000 Tons", "Quantity", "Value"),
        ),
        (
            (
                "(5) China's Major Exports by Quantity and Value, May 2026",
                "Value Unit: CNY 100 Million",
            ),
            ("May", "Jan-May in Total", "Jan-May 2025 in Total", "Jan-May Total Year-on-Year ±%"),
            ("Steel products", "10,000 Tons", "Quantity", "Value"),
        ),
        (
            ("2026年5月全国出口重点商品量值表", "单位：亿元人民币"),
            ("2026年5月", "2026年1-5月", "2025年1-5月", "累计同比%"),
            ("钢材", "万吨", "数量", "金额"),
        ),
    ],
)
def test_express_goods_print_last_year_too(read, above, heads, good):
    name, token, *words = good
    columns = (
        [("商品名称", ""), ("计量单位", "")]
        if "钢" in name
        else [("Commodity", ""), ("Quantity Unit", "")]
    )
    columns += [(head, word) for head in heads for word in words]
    body = [[name, token, "8.5", "36.1", "42.5", "180.2", "40.0", "170.5", "6.3", "5.7"]]
    reading = read(file_bytes("html", columns, body, above=above), "a.html")
    found = {
        (r.period, r.span, r.measure): (r.value, r.growth) for r in reading.cells.rows.itertuples()
    }
    none = float("nan")
    wanted = {
        ("2026-05", "month", "quantity"): (85e6, none), ("2026-05", "month", "value"): (36.1e8, none),
        ("2026-05", "ytd", "quantity"): (425e6, 6.3), ("2026-05", "ytd", "value"): (180.2e8, 5.7),
        ("2025-05", "ytd", "quantity"): (400e6, none), ("2025-05", "ytd", "value"): (170.5e8, none),
    }  # fmt: skip
    assert found.keys() == wanted.keys()
    for key, cell in wanted.items():
        assert found[key] == pytest.approx(cell, nan_ok=True), key
    assert (reading.dataset, reading.kind) == ("commodity-express-CNY", "express")


@pytest.mark.parametrize("flow", ["出口", "进口"])
@pytest.mark.parametrize(
    ("name", "dataset"),
    [("高新技术产品", "commodity-hightech"), ("机电产品", "commodity-mechelec")],
)
def test_a_list_of_goods_is_no_release_of_another_list(read, flow, name, dataset):
    columns = [("商品名称", ""), ("计量单位", "")]
    columns += [(head, word) for head in ("11月", "1至11月累计") for word in ("数量", "金额")]
    above = (f"2025年11月{flow}{name}量值表", "金额单位：万元人民币")
    body = [["集成电路", "亿个", "3", "500", "33", "5500"]]
    reading = read(file_bytes("csv", columns, body, above=above), "a.csv")
    assert (reading.dataset, reading.complete) == (f"{dataset}-CNY", ())
    assert set(reading.cells.rows["flow"]) == {{"出口": "export", "进口": "import"}[flow]}


def test_a_good_that_stands_twice_has_two_units_and_one_amount(read):
    columns = [("商品名称", ""), ("计量单位", "")]
    heads = ("11月", "1至11月累计", "当月比去年同期±%")
    columns += [(head, word) for head in heads for word in ("数量", "金额")]
    body = [
        ["集成电路", "亿个", 3, 500, 33, 5500, "1.0", "2.0"],
        ["集成电路", "万吨", 1, 500, 11, 5500, "3.0", "2.0"],
    ]
    above = ("2025年11月出口主要商品量值表", "金额单位：万元人民币")
    rows = read(file_bytes("csv", columns, body, above=above), "a.csv").cells.rows
    found = sorted((row.span, row.unit, row.value) for row in rows.itertuples())
    assert found == [
        ("month", "CNY", 5e6),
        ("month", "kg", 1e7),
        ("month", "piece", 3e8),
        ("ytd", "CNY", 5.5e7),
        ("ytd", "kg", 11e7),
        ("ytd", "piece", 33e8),
    ]


# --- totals ----------------------------------------------------------------------------------------


def test_months_stand_in_one_file_with_their_growth(read):
    months = [f"2024.{month:02d}" for month in range(10, 13)] + ["2025.01", "2025.02"]
    columns = [("年月", "")]
    columns += [
        (upper, lower)
        for upper in ("当月", "1至当月累计")
        for lower in ("进出口", "出口", "进口", "差额")
    ]
    body, wanted = [], {}
    for place, month in enumerate(months):
        exports, imports = 200 + place, 100 + 2 * place
        more = 1000 * (not month.endswith(".01"))
        cells = [exports + imports, exports, imports, exports - imports]
        cells += [exports + imports + 2 * more, exports + more, imports + more, exports - imports]
        body.append([month, *cells])
        body.append(["当月同比±%", *(f"{place}.{turn}" for turn in range(4)), *["-"] * 4])
        body.append(["累计同比±%", *["-"] * 4, *(f"{place}.{turn}" for turn in range(5, 9))])
        key = month.replace(".", "-")
        wanted |= {
            (key, "month", flow): (cells[turn] * 1e8, float(f"{place}.{turn}"))
            for turn, flow in enumerate(FLOWS)
        }
        wanted |= {
            (key, "ytd", flow): (cells[4 + turn] * 1e8, float(f"{place}.{turn + 5}"))
            for turn, flow in enumerate(FLOWS)
        }
    title = "（1）2025年2月进出口商品总值表（人民币值）B：月度表"
    content = file_bytes("csv", columns, body, above=(title, "单位：亿元人民币"))
    reading = read(content, "a.csv")
    rows = reading.cells.rows.itertuples()
    assert {(r.period, r.span, r.flow): (r.value, r.growth) for r in rows} == wanted
    assert reading.dataset == "total-CNY"


def test_years_stand_in_one_file(read):
    columns = [("年", "")] + [("", word) for word in ("进出口", "出口", "进口", "差额")]
    columns = [("年度", "年度"), *[(w, w) for w in ("进出口", "出口", "进口", "差额")]]
    columns += [("比上年±％", word) for word in ("进出口", "出口", "进口")]
    body = [
        ["2023", 300, 200, 100, 100, "1.0", "2.0", "3.0"],
        ["2024", 330, 220, 110, 110, "10.0", "10.0", "10.0"],
    ]
    above = ("（1）2024年12月进出口商品总值表（美元值）A：年度表", "单位：百万美元")
    reading = read(file_bytes("csv", columns, body, above=above), "a.csv")
    found = {
        (r.period, r.span, r.flow): (r.value, r.growth) for r in reading.cells.rows.itertuples()
    }
    assert found == {
        (f"{year}-12", "ytd", flow): (cells[turn] * 1e6, float(cells[4 + turn]))
        for year, *cells in body
        for turn, flow in enumerate(FLOWS)
    }
    assert reading.dataset == "total-annual-USD"


# --- sums ------------------------------------------------------------------------------------------


def broken(rows, name, flow, by):
    """Return a Chinese table with one number of the year to date changed."""
    column = 2 + 2 * FLOWS.index(flow)
    columns, body = chinese(rows, 11, HEAD)
    for row in body:
        if row[0] == name:
            row[column] = f"{int(row[column].replace(',', '')) + by:,}"
    return columns, body


SUMS = [
    (WORLD, "国别（地区）总值表", "欧洲", "export", 300),
    (WORLD, "国别（地区）总值表", "总值", "total", 900),
    (WORLD, "国别（地区）总值表", "欧洲联盟", "import", 500),
    (REGIMES, "贸易方式总值表", "总值", "export", 70),
    (KINDS, "企业性质总值表", "总值", "export", 70),
    (FOREIGN, "外商投资企业进出口总值表", "北京市计", "export", 70),
    (SECTIONS, "类章总值表", "第一类 活动物；动物产品", "export", 70),
    (SITC, "构成表", "工业制品", "export", 70),
]  # fmt: skip


@pytest.mark.parametrize("case", SUMS, ids=lambda case: f"{case[1]}-{case[2]}")
def test_a_whole_above_its_parts_is_named(read, case):
    rows, title, name, flow, by = case
    above = (f"2025年11月进出口商品{title}", WAN[0])
    content = file_bytes("csv", *broken(rows, name, flow, by), above=above)
    # The head of a country's name has two lines of the file.
    line = 6 + [each[0] for each in rows.rows].index(name)
    wanted = f"row {line}: what {name} is made up of lacks {by} ({flow}, ytd)"
    try:
        lines = read(content, "a.csv").warnings
    except SourceError as error:
        # A whole within another makes that one too small: the message has both.
        lines = str(error).split("; ")
        assert "row 6: expected parts that make up no more than 总值, found " in lines[0]
    assert wanted in lines


@pytest.mark.parametrize(("rows", "title"), [each[:2] for each in SUMS])
def test_parts_above_their_whole_are_refused(read, rows, title):
    leaf = next(name for name, _, parts in reversed(rows.rows) if parts is None)
    content = file_bytes(
        "csv", *broken(rows, leaf, "export", 1000), above=(f"2025年11月进出口商品{title}", WAN[0])
    )
    with pytest.raises(SourceError, match=r"expected parts that make up no more than .* too much"):
        read(content, "a.csv")


def test_exports_and_imports_that_are_not_the_total_are_named(read):
    content = file_bytes(
        "csv",
        *broken(WORLD, "日本", "total", -9),
        above=("2025年11月进出口商品国别（地区）总值表", WAN[0]),
    )
    reading = read(content, "a.csv")
    assert any("those of 日本 by 9 " in line for line in reading.warnings)


def test_a_table_whose_rows_are_less_than_its_total_is_not_whole(read):
    """A thousandth of exports from January on is without a country: the rows are told to be fewer."""
    rows = Rows(("总值", "_T", ("502",)), ("美国", "502", None))
    columns, body = chinese(rows, 12, HEAD)
    body[0][4], body[1][4] = "1000000", "999000"
    above = ("2024年12月进出口商品国别（地区）总值表", WAN[0])
    reading = read(file_bytes("csv", columns, body, above=above), "a.csv")
    assert reading.complete == ()
    assert any("总值 is made up of lacks 1000 (export, ytd)" in line for line in reading.warnings)


def test_a_slight_gap_of_the_customs_own_is_told_and_the_table_is_whole(read):
    rows = Rows(("总值", "_T", ("502",)), ("美国", "502", None))
    columns, body = chinese(rows, 12, HEAD)
    body[0][4], body[1][4] = "2545452288.4859", "2545452216.0000"
    body[0][2], body[1][2] = "2545460000", "2545460000"
    above = ("2024年12月进出口商品国别（地区）总值表", WAN[0])
    reading = read(file_bytes("csv", columns, body, above=above), "a.csv")
    assert reading.complete == ("partner",)
    assert any(
        "总值 is made up of lacks 72.4859 (export, ytd)" in line for line in reading.warnings
    )


@pytest.mark.parametrize(
    ("kind", "whole"), [("state", ""), ("foreign_joint", "foreign"), ("private_owned", "")]
)
def test_a_kind_of_enterprise_above_all_is_refused(read, kind, whole):
    head = [
        (top, lower, "1至11月" if place else "") for place, (top, lower, _) in enumerate(FIRMS_ZH)
    ]
    numbers = firms(1)
    numbers[kind] += 7
    body = [[name, *(numbers[each] for each in FIRMS)] for name in ("总值", "一般贸易")]
    above = ("（6）2025年11月出口商品贸易方式企业性质总值表", "单位：千美元")
    with pytest.raises(SourceError, match=f"no more than 总值 ?{whole}, found 7 too much"):
        read(file_bytes("csv", head, body, above=above, notes=(NOTE,)), "a.csv")


def test_a_member_of_a_selection_above_its_whole_is_refused(read):
    columns, body = chinese(EXPRESS, 7, HEAD)
    body[-1][4] = "999999"
    above = ("2026年7月进出口商品主要国别（地区）总值表", YI[0])
    with pytest.raises(SourceError, match="parts that make up no more than 总值"):
        read(file_bytes("csv", columns, body, above=above), "a.csv")


def test_a_kind_of_foreign_invested_enterprise_that_is_not_known_is_refused(read):
    rows = Rows(
        ("总值", "_T", ("11",)),
        ("北京市计", "11", ("11-外星企业",)),
        ("外星企业", "11-外星企业", None),
    )
    columns, body = chinese(rows, 11, "外商投资企业")
    above = ("（12）2025年11月外商投资企业进出口总值表（人民币值）", WAN[0])
    with pytest.raises(
        SourceError, match="row 7, column '外商投资企业': expected one such as state"
    ):
        read(file_bytes("csv", columns, body, above=above), "a.csv")
