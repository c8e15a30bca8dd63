"""The raw files of the customs' tables say what the tables in ``data/published`` print, cell by cell."""

import csv
import hashlib
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
PUBLISHED, RAW = ROOT / "data" / "published", ROOT / "data" / "raw"
REFERENCE = ROOT / "src" / "helpers" / "reference"
FLOWS = ("total", "export", "import")
MONTHS = [*(f"2024-{month:02d}" for month in range(1, 13)), "2025-01", "2025-02", "2025-03"]
# Of the names of the tables those that no reference table has as a name of its own.
CONTINENTS = ["亚洲", "非洲", "欧洲", "拉丁美洲", "北美洲", "大洋洲"]
CODES = dict(
    zip(CONTINENTS, ["ASIA", "AFRICA", "EUROPE", "LATAM", "NAMERICA", "OCEANIA"], strict=True)
) | {
    "总值": "_T",
    "南极洲": "ata",
    "国家（地区）不明": "701",
    "东南亚国家联盟": "ASEAN",
    "欧洲联盟": "EU",
    "亚太经济合作组织": "APEC",
    "区域全面经济伙伴关系协定（RCEP）成员国": "RCEP",
    "共建“一带一路”国家和地区": "BRI",
    "塞卜泰(休达)": "210",
    "刚果共和国": "213",
    "刚果民主共和国": "252",
    "多米尼加": "418",
    "波斯尼亚和黑塞哥维那": "355",
    "密克罗尼西亚联邦": "620",
    "亚洲其他国家(地区)": "199",
    "非洲其他国家(地区)": "299",
    "欧洲其他国家(地区)": "399",
    "拉丁美洲其他国家(地区)": "499",
    "北美洲其他国家(地区)": "599",
    "大洋洲其他国家(地区)": "699",
}
FACTORS = {"": 1, "万": 10**4, "亿": 10**8}


def read(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def named(table, column="name"):
    return {row[column]: row["code"] for row in read(REFERENCE / f"{table}.csv")}


def meta(name):
    return yaml.safe_load((RAW / f"{name}.meta.yml").read_text(encoding="utf-8"))


def raw(name, dimension):
    """Return amounts and growth by span, flow and member, and the file's rows."""
    rows = read(RAW / f"{name}.csv")
    cells = {(row["span"], row["flow"], row[dimension]): row for row in rows}
    assert len(cells) == len(rows)
    assert {(row["unit"], row["measure"]) for row in rows} == {("CNY", "value")}
    return cells


def compare(table, column, codes, cells):
    """Compare every cell that a table prints with the row it has; return how many there are."""
    left = dict(cells)
    for row in read(PUBLISHED / f"{table}.csv"):
        for flow in FLOWS:
            printed = row[f"{flow}_cny_10k"]
            cell = left.pop((row["span"], flow, codes[row[column]]), None)
            if not printed:
                assert cell is None
                continue
            assert Decimal(cell["value"]) == Decimal(printed) * 10**4
            assert cell["growth"] == row[f"{flow}_yoy"]
    assert not left
    return len(cells)


@pytest.mark.parametrize("month", MONTHS)
def test_the_table_by_location(month):
    codes = named("provinces", "full_name") | {"总值": "_T"}
    cells = raw(f"location-{month}", "region")
    assert compare(f"location_{month}", "province", codes, cells) == 32 * 3 * 2
    assert {row["step"] for row in cells.values()} == {"10000"}
    assert {row["period"] for row in cells.values()} == {month}


@pytest.mark.parametrize("month", ["2024-12", "2025-12"])
def test_the_table_by_country(month):
    cells = raw(f"partners-{month}", "partner")
    codes = named("partners") | CODES
    assert compare(f"partners_{month}", "partner", codes, cells) > 1500
    assert {row["step"] for row in cells.values()} == {"1"}


def sums(month, parts):
    cells = raw(f"partners-{month}", "partner")
    amounts = {key: Decimal(row["value"]) for key, row in cells.items()}
    return amounts, lambda span, flow: sum(amounts.get((span, flow, part), 0) for part in parts)


# 72.4859 and 71.5458 万元 of 2024 that the table gives to no continent.
LEFT = {("2024-12", "ytd"): 724_859, ("2024-12", "month"): 715_458}


@pytest.mark.parametrize("month", ["2024-12", "2025-12"])
@pytest.mark.parametrize("span", ["month", "ytd"])
@pytest.mark.parametrize("flow", FLOWS)
def test_countries_make_their_continents_and_these_the_total(month, span, flow):
    partners = read(REFERENCE / "partners.csv")
    for continent in ("ASIA", "AFRICA", "EUROPE", "LATAM", "NAMERICA", "OCEANIA"):
        codes = [row["code"] for row in partners if row["continent"] == continent]
        amounts, added = sums(month, codes)
        assert added(span, flow) == amounts[span, flow, continent]
    everybody = [row["code"] for row in partners]
    amounts, added = sums(month, everybody)
    left = LEFT.get((month, span), 0) if flow != "import" else 0
    assert added(span, flow) + left == amounts[span, flow, "_T"]


@pytest.mark.parametrize(("month", "members"), [("2024-12", 10), ("2025-12", 11)])
def test_asean_has_its_members_of_the_year(month, members):
    groups = read(REFERENCE / "groups.csv")
    codes = [row["code"] for row in groups if row["group"] == "ASEAN" and row["from"] <= month]
    assert len(codes) == members
    amounts, added = sums(month, codes)
    for flow in FLOWS:
        assert added("ytd", flow) == amounts["ytd", flow, "ASEAN"]


def printed_quantity(text, unit, units):
    """Return a quantity in single units, and which these are: 万 and 亿 by hand."""
    factor, single = FACTORS.get(unit[:1], 1), unit[1:] if unit[:1] in "万亿" else unit
    if single == "吨":
        factor, single = factor * 1000, "千克"
    return Decimal(text) * factor, units[single]


@pytest.mark.parametrize("flow", ["export", "import"])
def test_the_tables_of_main_commodities(flow):
    listed = [row for row in read(REFERENCE / "commodities.csv") if flow in row["list"].split(";")]
    codes = {}
    for row in listed:
        for name in (row["name"], *row["also"].split(";")):
            codes[plain(name)] = row["code"]
    units = {row["code"]: row for row in read(REFERENCE / "units.csv")}
    single = named("units")
    rows = read(RAW / f"commodities-{flow}-2025-12.csv")
    found = {}
    for row in rows:
        found.setdefault((row["product"], row["span"], row["measure"]), []).append(row)
    compared = 0
    for row in read(PUBLISHED / f"commodities_{flow}_2025-12.csv"):
        key = codes[plain(row["commodity"])], row["span"]
        if row["cny_10k"]:
            (money,) = found[(*key, "value")]
            assert Decimal(money["value"]) == Decimal(row["cny_10k"]) * 10**4
            assert (money["growth"], money["unit"]) == (row["cny_yoy"], "CNY")
            compared += 1
        if row["quantity"]:
            # The quantity in the first unit stands first.
            quantity = found[(*key, "quantity")].pop(0)
            expected, base = printed_quantity(row["quantity"], row["unit"] or "辆", single)
            known = units[quantity["unit"]]
            assert known["base"] == base
            assert Decimal(quantity["value"]) * Decimal(known["factor"]) == expected
            assert quantity["growth"] == row["quantity_yoy"]
            compared += 1
    assert compared == len(rows)


def plain(name):
    return name.replace("（", "(").replace("）", ")").replace("*", "").strip()


@pytest.mark.parametrize(
    ("name", "released", "dataset", "complete"),
    [
        ("location-2024-01", None, "location-CNY", ["region"]),
        ("location-2025-03", "2025-04-18", "location-CNY", ["region"]),
        ("partners-2025-12", None, "country-CNY", ["partner"]),
        ("commodities-export-2025-12", None, "commodity-CNY", []),
        ("commodities-import-2025-12", None, "commodity-CNY", []),
    ],
)
def test_a_table_is_described(name, released, dataset, complete):
    described = meta(name)
    assert (described["status"], described["producer"]) == ("transcribed", "海关总署")
    assert (described["dataset"], described["complete"]) == (dataset, complete)
    assert (described["released"] and str(described["released"])) == released
    assert described["title"].startswith(f"{name[-7:-3]}年{int(name[-2:])}月")
    assert described["sha256"] == hashlib.sha256((RAW / f"{name}.csv").read_bytes()).hexdigest()
    (source,) = described["made_from"]
    table = (ROOT / source["file"]).read_bytes()
    assert source["sha256"] == hashlib.sha256(table).hexdigest()
