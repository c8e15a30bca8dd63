"""The raw files of 2024 and 2025 say what the article and the briefing say: all of it, and no more."""

import csv
import hashlib
import re
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

import pytest
import yaml
from testbed import read_folder, run_checks

from helpers.core.errors import ReferenceTableError, SourceError

ROOT = Path(__file__).resolve().parents[3]
PUBLISHED = ROOT / "data" / "published"
RAW = ROOT / "data" / "raw"
DIMENSIONS = ("region", "partner", "product", "enterprise")
TRILLION = 10**12


def read(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def key(row, *names):
    return tuple(row[name] for name in (*names, "span", "flow", *DIMENSIONS))


def by_key(dataset, *names):
    rows = read(RAW / f"{dataset}.csv")
    found = {key(row, *names): row for row in rows}
    assert len(found) == len(rows)
    return found


def as_printed(number, printed):
    """Round a number as one in print is."""
    return str(number.quantize(last_digit(printed), rounding=ROUND_HALF_UP))


def last_digit(printed):
    return Decimal(1).scaleb(-len(printed.partition(".")[2]))


# The article on 2024: the table of provinces, and the nation.


REGIONS = read(ROOT / "src" / "helpers" / "reference" / "provinces.csv")
PROVINCES = {row["full_name"]: row["code"] for row in REGIONS}
FIXED = {"period": "2024-12", "span": "ytd", "measure": "value", "unit": "CNY"}
FIXED |= dict.fromkeys(("partner", "product", "regime", "enterprise"), "_T")


def test_every_cell_of_the_table_of_provinces():
    rows = {(row["region"], row["flow"]): row for row in read(RAW / "annual-2024-provinces.csv")}
    table = read(PUBLISHED / "annual_2024_provinces.csv")
    for printed in table:
        region = "_T" if printed["province"] == "总值" else PROVINCES[printed["province"]]
        for flow in ("total", "export", "import"):
            row = rows.pop((region, flow))
            assert Decimal(row["value"]) == Decimal(printed[f"{flow}_cny_10k"]) * 10**4
            assert (row["growth"], row["step"]) == (printed[f"{flow}_yoy"], "10000")
            assert [row[name] for name in FIXED] == list(FIXED.values())
    assert rows == {}
    assert len(table) == 32


def national_figures(currency):
    """Work out the nine figures of a currency from exports and imports, of whichever file."""
    rows = read(RAW / "annual-2024-provinces.csv") + read(RAW / "annual-2024-national.csv")
    rows = [row for row in rows if (row["region"], row["unit"]) == ("_T", currency)]
    amounts = {(row["period"], row["flow"]): Decimal(row["value"]) / 10**8 for row in rows}
    assert len(amounts) == len(rows)
    years = [
        [amounts[f"{year}-12", flow] for flow in ("export", "import")] for year in (2024, 2023)
    ]
    now, before = (
        {"export": out, "import": in_, "total": out + in_, "surplus": out - in_}
        for out, in_ in years
    )
    for name, number in now.items():
        label = f"national_{name}_{currency.lower()}"
        yield label, number
        yield f"{label}_yoy", (number / before[name] - 1) * 100
    yield f"national_surplus_{currency.lower()}_2023", before["surplus"]


def test_every_fact_of_the_nation_in_2024():
    facts = {row["id"]: row["value"] for row in read(PUBLISHED / "annual_2024_facts.csv")}
    figures = {**dict(national_figures("USD")), **dict(national_figures("CNY"))}
    assert figures.keys() == {name for name in facts if name.startswith("national_")}
    for name, number in figures.items():
        assert as_printed(number, facts[name]) == facts[name], name


# The briefing on 2025: every number of its transcript is in a raw file, or follows from one.


MEMBERS = {
    "partner": "BRI 共建“一带一路”国家, ASEAN 东盟, LATAM 拉美, AFRICA 非洲, EU 欧盟, 502 美国, ASIA 亚洲",
    "product": "HITECH 高技术产品, NEWTRIO 新三样, NEWTRIO 新三样较2020年, LIBATTERY 锂电池,"
    " WINDTURBINE 风力发电机组, OWNBRAND 自主品牌产品, EQUIPMENT 装备制造业产品, ROBOT 工业机器人,"
    " SPECIALEQUIP 专用装备, MACHINETOOL 高端机床, MECHELEC 机电产品, COMPONENT 电子元件,"
    " PCPART 电脑零部件, CRUDEOIL 原油, METALORE 金属矿砂, FRUIT 干鲜瓜果, EDIBLEOIL 食用植物油,"
    " CBEC 跨境电商",
    "enterprise": "private 民营企业, foreign 外资企业, state 国有企业",
    "region": "MAJOR7 广东 江苏 浙江 上海 山东 北京 福建, BORDER9 沿边9省区, YRD 长三角地区,"
    " GBA9 粤港澳大湾区内地9市",
    "span": "month 2025年12月",
    "measure": "value 全国, value 2025年较2020年, value 有贸易往来的国家和地区, value 超过万亿元,"
    " value 超过千亿元, value 超过百亿元, value 前十大贸易伙伴占比",
}
SUBJECTS = {
    subject: {dimension: code}
    for dimension, members in MEMBERS.items()
    for code, _, subject in (member.partition(" ") for member in members.split(", "))
}
FLOWS = {"import_quantity": "import", "count": "total"}

LEVELS = {"万": "1t", "千": "100b", "百": "10b"}
METRICS = {
    "growth_pct": "growth",
    "share_pct": "share",
    "contribution_pp": "contribution",
    ("value", "有贸易往来的国家和地区"): "partners",
    **{("value", f"超过{cn}亿元"): f"partners_above_{code}" for cn, code in LEVELS.items()},
    **{("note", f"超过{cn}亿元"): f"partners_above_{code}_change" for cn, code in LEVELS.items()},
    ("share_pct", "前十大贸易伙伴占比"): "partner_cr10",
    ("note", "前十大贸易伙伴占比"): "partner_cr10_change",
    ("note", "新三样"): "level",
    ("note", "新三样较2020年"): "growth_times",
    ("note", "自主品牌产品"): "share_change",
    ("note", "国有企业"): "import_export_ratio",
    ("note", "沿边9省区"): "run_years_above",
    ("note", "跨境电商"): "growth_since_2020",
}
"""What a statement that is quoted is called, by column, and by subject where that alone tells."""

UNITS = {
    **dict.fromkeys(("growth", "share", "partner_cr10", "growth_since_2020"), "percent"),
    **dict.fromkeys(("contribution", "partner_cr10_change", "share_change"), "points"),
    **dict.fromkeys(("growth_times", "import_export_ratio"), "times"),
    "level": "CNY",
    "run_years_above": "years",
}


def raw():
    return by_key("briefing-2025")


def quoted():
    return by_key("briefing-2025-quoted", "metric", "measure")


def share(own):
    return Decimal(own["value"]) / Decimal(nation(own)["value"]) * 100


def nation(own):
    return raw()["ytd", own["flow"], "_T", "_T", "_T", "_T"]


def base(own):
    return Decimal(own["value"]) / (1 + Decimal(own["growth"]) / 100)


def contribution(own):
    return (Decimal(own["value"]) - base(own)) / base(nation(own)) * 100


def share_change(own):
    return share(own) - base(own) / base(nation(own)) * 100


def ratio_to_2020(own):
    (before,) = read(RAW / "briefing-2025-base.csv")
    assert key(before) == key(own)
    return Decimal(own["value"]) / Decimal(before["value"])


SHARES = ("共建“一带一路”国家", "欧盟", "美国", "装备制造业产品", "民营企业", "国有企业")
CONTRIBUTIONS = ("欧盟", "高技术产品", "装备制造业产品")
COMPUTED = {
    **{("share_pct", subject): share for subject in SHARES},
    **{("contribution_pp", subject): contribution for subject in CONTRIBUTIONS},
    ("note", "民营企业"): share_change,
    ("growth_pct", "2025年较2020年"): lambda own: (ratio_to_2020(own) - 1) * 100,
    ("note", "2025年较2020年"): lambda own: (ratio_to_2020(own) ** (Decimal(1) / 5) - 1) * 100,
}
"""The statements that follow from amounts and growth in the raw files."""


def statements():
    """Yield each number of the transcript: its row, its column, and the number."""
    for row in read(PUBLISHED / "national_2025_facts.csv"):
        for column in ("value", "growth_pct", "share_pct", "contribution_pp"):
            if row[column]:
                yield row, column, row[column]
        number, *years = re.findall(r"\d+(?:\.\d+)?", row["note"]) or [None]
        assert set(years) <= {"2020", "2024"}
        if number:
            yield row, "note", f"-{number}" if "lower" in row["note"] else number


def own_key(row):
    whole = dict.fromkeys(DIMENSIONS, "_T")
    flow = FLOWS.get(row["flow"], row["flow"])
    return key({"span": "ytd", "flow": flow, **whole, **SUBJECTS[row["subject_zh"]]})


def accounted(row, column, number):
    """Find a statement's number, and check it; return what of which file's row is used by it."""
    place, own = (column, row["subject_zh"]), raw().get(own_key(row))
    if place in COMPUTED:
        assert as_printed(COMPUTED[place](own), number) == number
        return None
    if own and column == "value" and place not in METRICS:
        assert Decimal(own["value"]) == Decimal(number) * TRILLION
        assert Decimal(own["step"]) == last_digit(number) * TRILLION
        return "value", own_key(row)
    if own and column == "growth_pct":
        assert own["growth"] == number
        return "growth", own_key(row)
    measure = "quantity" if row["flow"] == "import_quantity" else "value"
    name = (METRICS.get(place) or METRICS[column], measure, *own_key(row))
    quoted_as(quoted()[name], number)
    return "quoted", name


def quoted_as(row, number):
    metric = row["metric"]
    scale = TRILLION if metric == "level" else 1
    assert Decimal(row["value"]) == Decimal(number) * scale
    assert Decimal(row["step"]) == last_digit(number) * scale
    assert row["qualifier"] == ("near" if metric == "level" else "")
    assert row["unit"] == UNITS.get(metric, "count")


def test_every_number_of_the_briefing_and_no_more():
    used = {accounted(*each) for each in statements()}
    there = {(name, key) for key, row in raw().items() for name in ("value", "growth") if row[name]}
    assert there <= used
    fixed = ("period", "regime", "measure", "unit")
    assert {tuple(row[name] for name in fixed) for row in raw().values()} == {
        ("2025-12", "_T", "value", "CNY")
    }


FURTHER = """
stated_run_years ytd total: 9 years; stated_run_quarters ytd import: 3 quarters;
stated_first_years ytd export ASEAN: 3 years; partners_growing_change ytd import: 7 count;
stated_run_months month import: 7 months; stated_run_quarters ytd total foreign: 7 quarters;
plan_sum ytd total: 200000000000000 CNY above; plan_sum ytd import: 90000000000000 CNY above;
plan_growth ytd total: 40 percent;
plan_contribution_rate ytd total private: 80 percent about;
partners_growing ytd total: 190 count above; partners_growing ytd import: 130 count above;
operators ytd total: 780000 firms above; per_operator ytd total state: 940000000 CNY;
cagr ytd total HITECH: 7.9 percent; contribution_rate ytd total HITECH: 60 percent near;
growth ytd total MAJOR7 HITECH: 11.4 percent;
contribution ytd total MAJOR7 HITECH: 2.2 points;
growth ytd export HITECH private: 14.8 percent; growth ytd export EU HITECH: 7.5 percent;
growth ytd import EU HITECH: 11.1 percent; growth ytd export EU WINDTURBINE: 65.9 percent;
growth ytd export BRI WINDTURBINE: 73.9 percent
"""
"""What is quoted from the briefing itself; its transcript holds the headline figures only."""


def test_further_statements_are_those_of_the_briefing():
    used = {accounted(*each) for each in statements()}
    lines = []
    for name, row in quoted().items():
        if ("quoted", name) not in used:
            assert row["measure"] == "value"
            dimensions = [row[each] for each in ("metric", "span", "flow", *DIMENSIONS)]
            subject = " ".join(each for each in dimensions if each != "_T")
            lines.append(f"{subject}: {row['value']} {row['unit']} {row['qualifier']}".strip())
    assert sorted(lines) == sorted(" ".join(FURTHER.split()).split("; "))
    assert {row["period"] for row in quoted().values()} == {"2025-12"}
    assert len({row["label"] for row in quoted().values()}) == len(quoted())


def test_the_base_of_2020_is_the_total_of_2025_less_its_growth():
    (row,) = read(RAW / "briefing-2025-base.csv")
    expected = Decimal("45.47") * TRILLION / Decimal("1.411")
    assert (row["value"], row["step"]) == (as_printed(expected, "0"), "1e10")
    assert (row["period"], row["unit"], row["growth"]) == ("2020-12", "CNY", "")


# All of them.

DATASETS = {
    "annual-2024-provinces": ("transcribed", ["region"]),
    "annual-2024-national": ("reconstructed", []),
    "briefing-2025": ("transcribed", []),
    "briefing-2025-base": ("reconstructed", []),
    "briefing-2025-quoted": ("transcribed", []),
}


@pytest.mark.parametrize("dataset", DATASETS)
def test_description_goes_with_its_file(dataset):
    meta = yaml.safe_load((RAW / f"{dataset}.meta.yml").read_text(encoding="utf-8"))
    content = (RAW / f"{dataset}.csv").read_bytes()
    assert meta["sha256"] == hashlib.sha256(content).hexdigest()
    assert (meta["id"], meta["status"], meta["complete"]) == (dataset, *DATASETS[dataset])
    assert meta.get("format", "tidy") == ("quoted" if dataset.endswith("quoted") else "tidy")
    assert b"\r" not in content
    for source in meta.get("made_from", ()):
        assert source["sha256"] == hashlib.sha256((ROOT / source["file"]).read_bytes()).hexdigest()


def test_the_checks_find_nothing():
    archive = read_folder(RAW)
    found = run_checks(archive.observations, archive.files)
    assert [finding for finding in found if finding.source in DATASETS] == []


TABLE = "annual_2024_provinces.csv"
ARTICLE = "annual_2024_facts.csv"
BRIEFING = "national_2025_facts.csv"


@pytest.mark.parametrize(
    ("table", "change", "said"),
    [
        (TABLE, ("吉林省", "吉林市"), "rows missing: 吉林省"),
        (TABLE, ("吉林省", "北京市"), "province names 北京市 twice"),
        (TABLE, (",360835223,", ",36083.52,"), "北京市 total: expected a whole number"),
        (TABLE, ("300180387,-1.0", "300180387,-1"), "北京市 total_yoy: expected a percentage"),
        (ARTICLE, ("national_surplus_usd,", "surplus,"), "rows missing: national_surplus_usd;"),
        (BRIEFING, (",,41.1,", ",,43.1,"), "do not agree"),
        (BRIEFING, ("compound annual growth 7.1%", ""), "as a note, found ''"),
        (BRIEFING, ("2025年较2020年", "较2020年"), "rows missing: 2025年较2020年"),
    ],
)
def test_a_spoilt_table_is_told(tmp_path, monkeypatch, table, change, said):
    monkeypatch.syspath_prepend(str(ROOT / "tools" / "reconstruct"))
    import nation

    text = (PUBLISHED / table).read_text(encoding="utf-8")
    assert text.count(change[0]) == 1
    (tmp_path / table).write_text(text.replace(*change), encoding="utf-8")
    makers = {
        TABLE: nation.provinces_of_2024,
        ARTICLE: nation.nation_of_2024,
        BRIEFING: nation.base_of_2025,
    }
    with pytest.raises((ReferenceTableError, SourceError), match=said):
        makers[table](tmp_path)
