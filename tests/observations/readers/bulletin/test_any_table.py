"""Random legal layouts: any order of columns, spelling of months, unit, title and form of file."""

from collections import Counter

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st
from official_layouts import FORMS, file_bytes

from helpers.observations.readers import bulletin
from helpers.observations.readers.reading import Hints

MEMBERS = {
    "partner": {
        "日本": "116",
        "德国": "304",
        "美国": "502",
        "国家（地区）不明": "701",
        "南极洲": "ata",
    },
    "regime": {"一般贸易": "10", "进料加工贸易": "15", "其他": "39", "边境小额贸易": "19"},
    "enterprise": {"国有企业": "state", "私营企业": "private_owned", "其他企业": "other"},
    "office": {"北京关区": "北京关区", "黄埔关区": "黄埔关区", "昆明关区": "昆明关区"},
    "product": {"01章 活动物": "01", "第52章 棉花": "52", "99章 其他": "99"},
}
KINDS = {
    "country": (
        "partner",
        ("国别（地区）总值表", "国别总值表", "国别(地区)总值表"),
        "国家（地区）",
    ),
    "regime": ("regime", ("贸易方式总值表",), "贸易方式"),
    "enterprise-kind": ("enterprise", ("企业性质总值表",), "企业性质"),
    "office": ("office", ("关别总值表",), "关别"),
    "section": ("product", ("类章总值表",), "类章"),
}
UNITS = {
    "单位：万元人民币": ("CNY", 10**4),
    "单位:万人民币": ("CNY", 10**4),
    "金额单位∶万元": ("CNY", 10**4),
    "单位：千美元": ("USD", 10**3),
    "单位： 万美元": ("USD", 10**4),
    "Unit: US$1,000": ("USD", 10**3),
}
FLOWS = {"进出口": "total", "出口": "export", "进口": "import"}
TITLES = (
    "（{n}）{y}年{m}月进出口商品{t}",
    "({n}) {y}年1至{m}月进出口商品{t}",
    "{y} 年 {m} 月 进出口商品{t}",
)
SPELLED = {
    "month": ("{m}月", "{m} 月", "{m}月份", "{y}年{m}月"),
    "ytd": ("1至{m}月", "1-{m}月", "1～{m}月", "1月至{m}月", "1至{m}月累计", "{y}年1-{m}月"),
    "growth month": ("当月比去年同期±％", "当月同比±%"),
    "growth ytd": ("累计比去年同期±％", "1至{m}月累计同比%", "比去年同期±%"),
}


def cell_of(number, draw):
    """Return an amount as text: with thousands set apart or not, a dash for none."""
    if number == 0:
        return draw(st.sampled_from(["-", "0", "—", "--"]))
    return draw(st.sampled_from([f"{number:,}", str(number)]))


@st.composite
def tables(draw):
    """Return the name of the kind, what is said above, the columns, the body, and what must be read."""
    kind = draw(st.sampled_from(sorted(KINDS)))
    dimension, titles, head = KINDS[kind]
    year, month = draw(st.integers(2014, 2035)), draw(st.integers(2, 12))
    where = {
        "y": year,
        "m": month,
        "n": draw(st.integers(1, 18)),
        "t": draw(st.sampled_from(titles)),
    }
    flows = draw(st.sampled_from([("进出口", "出口", "进口"), ("出口", "进口")]))
    spans = draw(st.sampled_from([("month", "ytd"), ("ytd",)]))
    words = {key: draw(st.sampled_from(some)).format(**where) for key, some in SPELLED.items()}
    growth = (
        draw(st.sampled_from([(), ("ytd",), ("month", "ytd")])) if "month" in spans else ("ytd",)
    )
    keys = [(word, span, "") for word in flows for span in spans]
    keys += [(word, span, "growth") for span in growth for word in flows]
    keys = draw(st.permutations(keys))
    upside = draw(st.booleans())
    columns = [(head, "")]
    for word, span, percent in keys:
        pair = (words[f"growth {span}"], word) if percent else (word, words[span])
        columns.append(pair if percent or not upside else pair[::-1])
    names = draw(st.permutations(sorted(MEMBERS[dimension])))
    names = names[: draw(st.integers(1, len(names)))]
    amount = st.integers(0, 10**7)
    numbers = {}
    for name in names:
        for span in spans:
            exports, imports = draw(amount), draw(amount)
            numbers |= {(name, "出口", span): exports, (name, "进口", span): imports}
            numbers[name, "进出口", span] = exports + imports
    for word in FLOWS:
        for span in spans:
            numbers["总值", word, span] = sum(numbers[name, word, span] for name in names)
    percents = st.one_of(st.none(), st.integers(-1000, 9999))
    printed = {
        (name, *key[:2]): draw(percents) for name in ("总值", *names) for key in keys if key[2]
    }
    body = []
    for name in ("总值", *names):
        cells = []
        for word, span, percent in keys:
            tenth = printed.get((name, word, span))
            text = "-" if tenth is None else f"{tenth / 10:.1f}"
            cells.append(text if percent else cell_of(numbers[name, word, span], draw))
        body.append([draw(st.sampled_from(["", "  ", "\u3000"])) + name, *cells])
    unit = draw(st.sampled_from(sorted(UNITS)))
    currency, factor = UNITS[unit]
    codes = MEMBERS[dimension] | {"总值": "_T"}
    wanted = Counter(
        (
            f"{year}-{month:02d}", span, FLOWS[word], codes[name], currency, float(number * factor),
            None if (tenth := printed.get((name, word, span))) is None else tenth / 10,
        )
        for (name, word, span), number in numbers.items()
        if word in flows
    )  # fmt: skip
    above = (draw(st.sampled_from(TITLES)).format(**where), unit)
    return kind, dimension, above, columns, body, wanted


@settings(max_examples=60, deadline=None)
@given(
    table=tables(),
    form=st.sampled_from(sorted(FORMS)),
    merged=st.booleans(),
    margin=st.booleans(),
)
def test_any_layout_is_read_as_it_stands(tmp_path_factory, table, form, merged, margin):
    kind, dimension, above, columns, body, wanted = table
    options = {} if form == "html" else {"merged": merged, "margin": margin}
    path = tmp_path_factory.mktemp("any") / f"a.{FORMS[form]}"
    path.write_bytes(file_bytes(form, columns, body, above=above, **options))
    reading = bulletin.read(path, Hints(name=path.name))
    rows = reading.cells.rows
    names = ["period", "span", "flow", dimension, "unit", "value", "growth"]
    found = Counter(
        tuple(None if pd.isna(cell) else cell for cell in row)
        for row in rows[names].itertuples(index=False, name=None)
    )
    assert found == wanted
    assert reading.dataset.startswith(f"{kind}-")
    assert reading.complete == (dimension,)
    assert not [
        line for line in reading.warnings if "made up of" in line or "do not add up" in line
    ]
