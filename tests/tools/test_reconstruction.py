"""The reconstructed raw files give back every printed figure, by arithmetic of this file's own."""

import csv
import hashlib
import os
import runpy
import shutil
import subprocess
import sys
from collections import defaultdict
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
PUBLISHED = ROOT / "data" / "published"
RAW = ROOT / "data" / "raw"
SCRIPT = ROOT / "tools" / "reconstruct"
DATASETS = ("provincial-2025-11", "beijing-2024-05", "battery-2025-02")
ANNUAL = ("annual-2024-provinces", "annual-2024-national", "briefing-2025-base")
MONTHS = (*(f"2024-{month:02d}" for month in range(1, 13)), "2025-01", "2025-02", "2025-03")
LOCATION = tuple(f"location-{month}" for month in MONTHS)
COMMODITIES = ("commodities-export-2025-12", "commodities-import-2025-12")
TABLES = (*LOCATION, "partners-2024-12", "partners-2025-12", *COMMODITIES)
COLUMNS = "period,span,flow,region,partner,product,regime,enterprise,measure,unit,value,growth"
SPANS = ("month", "ytd")
FLOWS = ("export", "import")
PRODUCT_GROUPS = {
    "农产品": "agriculture",
    "矿产品": "minerals",
    "化学制品": "chemicals",
    "纺织服装": "textiles",
    "木制品": "wood",
    "金属石料制品": "metals",
    "电子设备": "electronics",
    "交通设备": "transport",
    "其他制品": "other",
}
# fmt: off
ASEAN = {
    "文莱", "缅甸", "柬埔寨", "印度尼西亚", "老挝", "马来西亚", "菲律宾", "新加坡", "泰国", "越南",
}
EU = {
    "塞浦路斯", "比利时", "丹麦", "德国", "法国", "爱尔兰", "意大利", "卢森堡", "荷兰", "希腊",
    "葡萄牙", "西班牙", "奥地利", "保加利亚", "芬兰", "匈牙利", "马耳他", "波兰", "罗马尼亚",
    "瑞典", "爱沙尼亚", "拉脱维亚", "立陶宛", "斯洛文尼亚", "克罗地亚", "捷克", "斯洛伐克",
}
# fmt: on
PARTNER_TABLES = [
    ("beijing-2024-05", "beijing_2024-05_t4_export_partners", "export", {"region": "11"}),
    ("beijing-2024-05", "beijing_2024-05_t5_import_partners", "import", {"region": "11"}),
    ("battery-2025-02", "battery_2025-02_t2_export_partners", "export", {"product": "85076000"}),
    ("battery-2025-02", "battery_2025-02_t3_import_partners", "import", {"product": "85076000"}),
]
PROVINCE_TABLES = [
    ("battery_2025-02_t4_export_provinces", "export"),
    ("battery_2025-02_t5_import_provinces", "import"),
]


def read(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def codes(reference):
    rows = read(ROOT / "src" / "helpers" / "reference" / f"{reference}.csv")
    return {row["name"]: row["code"] for row in rows}


PROVINCES = codes("provinces")
PARTNERS = codes("partners") | {"东盟": "ASEAN", "欧盟": "EU"}


class Raw:
    """A raw file; this year's amounts are in the unit printed."""

    def __init__(self, dataset):
        self.rows = read(RAW / f"{dataset}.csv")
        self.year, self.month = int(dataset[-7:-3]), dataset[-2:]
        self.amounts = {
            tuple(row[name] for name in COLUMNS.split(",")[:9]): Decimal(row["value"])
            / {"USD": 10**8, "piece": 10**4}[row["unit"]]
            for row in self.rows
        }
        assert len(self.amounts) == len(self.rows)

    def __call__(
        self, span, flow, *, back=0, region="_T", partner="_T", product="_T", measure="value"
    ):
        period = f"{self.year - back}-{self.month}"
        return self.amounts[period, span, flow, region, partner, product, "_T", "_T", measure]

    def both(self, span, flow, **dimensions):
        return [self(span, flow, back=back, **dimensions) for back in (0, 1)]


def rounded(number, decimals):
    return str(number.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP))


def amount(number):
    return rounded(number, 2 if abs(number) < Decimal("0.05") else 1)


def percent(part, whole):
    return rounded(100 * part / whole, 1)


def growth(now, before):
    return percent(now - before, before)


def provincial_figures():
    raw = Raw("provincial-2025-11")
    for row in read(PUBLISHED / "provincial_2025-11.csv"):
        region = PROVINCES[row["province"]]
        export, import_ = (raw.both(row["span"], flow, region=region) for flow in FLOWS)
        both = [sum(pair) for pair in zip(export, import_, strict=True)]
        for column, pair in (("total", both), ("export", export), ("import", import_)):
            yield row[column], amount(pair[0])
            yield row[f"{column}_yoy"], growth(*pair)
        yield row["net_export"], amount(export[0] - import_[0])


def overview_figures(raw, rows, span, names, *, national=None, **dimensions):
    """Yield three rows' values, growth and, given ``national``, shares; and the balance's two."""
    export, import_ = (raw.both(span, flow, **dimensions) for flow in FLOWS)
    both = [sum(pair) for pair in zip(export, import_, strict=True)]
    for index, (name, pair) in enumerate(zip(names, (both, export, import_), strict=False)):
        yield rows[name][f"{span}_value"], amount(pair[0])
        yield rows[name][f"{span}_yoy"], growth(*pair)
        if national:
            yield rows[name][f"{span}_share"], percent(pair[0], national[index])
    if "净出口额" in names:
        now, before = (one - other for one, other in zip(export, import_, strict=True))
        yield rows["净出口额"][f"{span}_value"], amount(now)
        yield rows["净出口额"][f"{span}_yoy"], amount(now - before)


def listed_figures(raw, table, flow, key, **dimensions):
    """Yield the values, growth and shares of a table of partners or provinces."""
    dimension, names = {"partner": ("partner", PARTNERS), "province": ("region", PROVINCES)}[key]
    for row in read(PUBLISHED / f"{table}.csv"):
        for span in SPANS:
            own = dimensions | {dimension: names[row[f"{span}_{key}"]]}
            now, before = raw.both(span, flow, **own)
            yield row[f"{span}_value"], amount(now)
            yield row[f"{span}_yoy"], growth(now, before)
            if f"{span}_share" in row:
                yield row[f"{span}_share"], percent(now, raw(span, flow, **dimensions))


def beijing_figures():
    raw, city = Raw("beijing-2024-05"), {"region": "11"}
    overview = {row["item"]: row for row in read(PUBLISHED / "beijing_2024-05_t1_overview.csv")}
    names = ("进出口总额", "出口额", "进口额", "净出口额")
    for span in SPANS:
        export, import_ = (raw(span, flow) for flow in FLOWS)
        national = (export + import_, export, import_)
        yield from overview_figures(raw, overview, span, names, national=national, **city)
    for flow, number in (("export", 2), ("import", 3)):
        for row in read(PUBLISHED / f"beijing_2024-05_t{number}_{flow}_products.csv"):
            product = PRODUCT_GROUPS[row["product"]]
            for span in SPANS:
                now, before = raw.both(span, flow, region="11", product=product)
                yield row[f"{span}_value"], amount(now)
                yield row[f"{span}_share"], percent(now, raw(span, flow, product=product))
                yield row[f"{span}_yoy"], growth(now, before)
    for dataset, table, flow, _ in PARTNER_TABLES:
        if dataset == "beijing-2024-05":
            yield from listed_figures(raw, table, flow, "partner", **city)


def battery_figures():
    raw, product = Raw("battery-2025-02"), {"product": "85076000"}
    overview = {row["item"]: row for row in read(PUBLISHED / "battery_2025-02_t1_overview.csv")}
    value_names = ("进出口总额", "出口额", "进口额", "净出口额")
    for span in SPANS:
        yield from overview_figures(raw, overview, span, value_names, **product)
        quantity = product | {"measure": "quantity"}
        names = ("进出口总量", "出口量", "进口量")
        yield from overview_figures(raw, overview, span, names, **quantity)
    for dataset, table, flow, _ in PARTNER_TABLES:
        if dataset == "battery-2025-02":
            yield from listed_figures(raw, table, flow, "partner", **product)
    for table, flow in PROVINCE_TABLES:
        yield from listed_figures(raw, table, flow, "province", **product)


@pytest.mark.parametrize(
    ("figures", "count"),
    [(provincial_figures, 434), (beijing_figures, 226), (battery_figures, 252)],
)
def test_every_printed_figure_is_given_back(figures, count):
    pairs = list(figures())
    assert [pair for pair in pairs if pair[0] != pair[1]] == []
    assert len(pairs) == count


def numeric_cells(table):
    cells = [cell for row in read(PUBLISHED / table) for cell in row.values()]
    return sum(cell.replace(".", "").removeprefix("-").isdigit() for cell in cells)


def test_no_number_of_the_eleven_tables_is_left_out():
    counts = defaultdict(int)
    tables = [path for path in PUBLISHED.glob("*.csv") if not path.stem.endswith("_text")]
    for path in tables:
        counts[path.name.split("_")[0]] += numeric_cells(path.name)
    assert (counts["provincial"], counts["beijing"], counts["battery"]) == (434, 226, 252)


@pytest.mark.parametrize("dataset", DATASETS)
def test_raw_file_is_tidy(dataset):
    content = (RAW / f"{dataset}.csv").read_bytes()
    header, *lines = content.decode("utf-8").removesuffix("\n").split("\n")
    assert header == COLUMNS
    assert b"\r" not in content
    rows = Raw(dataset).rows
    order = ("period", "span", "flow", "measure", "region", "partner", "product")
    keys = [tuple(row[name] for name in order) for row in rows]
    assert keys == sorted(keys)
    assert len(set(lines)) == len(lines)
    for row in rows:
        assert Decimal(row["value"]) > 0
        assert -Decimal(row["value"]).as_tuple().exponent <= 6
        assert (row["regime"], row["enterprise"], row["growth"]) == ("_T", "_T", "")
        assert row["flow"] in FLOWS
        assert row["unit"] == {"value": "USD", "quantity": "piece"}[row["measure"]]


def test_the_national_base_is_not_invented():
    rows = Raw("beijing-2024-05").rows
    assert {row["period"] for row in rows if row["region"] == "_T"} == {"2024-05"}


@pytest.mark.parametrize("span", SPANS)
def test_provinces_stand_in_the_order_printed(span):
    raw = Raw("provincial-2025-11")
    rows = [row for row in read(PUBLISHED / "provincial_2025-11.csv") if row["span"] == span]
    exports = [raw(span, "export", region=PROVINCES[row["province"]]) for row in rows]
    assert all(large > small for large, small in pairwise(exports))


@pytest.mark.parametrize(
    ("span", "flows", "expected"),
    [
        ("month", FLOWS, "广东 江苏 浙江"),
        ("month", ("import",), "广东 上海 北京"),
        ("ytd", FLOWS, "广东 江苏 浙江"),
        ("ytd", ("import",), "广东 北京 上海"),
    ],
)
def test_the_three_largest_provinces_are_those_of_the_text(span, flows, expected):
    raw = Raw("provincial-2025-11")
    amounts = {
        name: sum(raw(span, flow, region=code) for flow in flows)
        for name, code in PROVINCES.items()
    }
    assert sorted(amounts, key=amounts.get, reverse=True)[:3] == expected.split()


@pytest.mark.parametrize(
    ("span", "flow", "expected"),
    [
        ("month", "export", "电子设备 矿产品 化学制品"),
        ("ytd", "export", "电子设备 矿产品 交通设备"),
        ("month", "import", "矿产品 金属石料制品 电子设备"),
        ("ytd", "import", "矿产品 金属石料制品 电子设备"),
    ],
)
def test_the_three_largest_products_are_those_of_the_text(span, flow, expected):
    raw = Raw("beijing-2024-05")
    amounts = {
        name: raw(span, flow, region="11", product=group) for name, group in PRODUCT_GROUPS.items()
    }
    assert sorted(amounts, key=amounts.get, reverse=True)[:3] == expected.split()


@pytest.mark.parametrize("span", SPANS)
@pytest.mark.parametrize(("dataset", "table", "flow", "own"), PARTNER_TABLES)
def test_partners_are_ranked_and_within_their_groups(dataset, table, flow, own, span):
    raw = Raw(dataset)
    names = [row[f"{span}_partner"] for row in read(PUBLISHED / f"{table}.csv")]
    for back in (0, 1):
        amounts = {
            name: raw(span, flow, back=back, partner=PARTNERS[name], **own) for name in names
        }
        groups = {"东盟": ASEAN, "欧盟": EU}
        for group, members in groups.items():
            listed = [amounts[name] for name in names if name in members]
            assert amounts[group] >= sum(listed, Decimal(0))
        apart = sum(amounts[name] for name in names if name not in ASEAN | EU)
        assert apart <= raw(span, flow, back=back, **own)
        if back == 0:
            ranked = [amounts[name] for name in names if name not in groups]
            assert all(large > small for large, small in pairwise(ranked))
    rows = [row for row in raw.rows if (row["span"], row["flow"]) == (span, flow)]
    assert {row["partner"] for row in rows} - {"_T"} == {PARTNERS[name] for name in names}


@pytest.mark.parametrize("span", SPANS)
@pytest.mark.parametrize(("table", "flow"), PROVINCE_TABLES)
def test_listed_provinces_are_ranked_and_within_china(table, flow, span):
    raw = Raw("battery-2025-02")
    regions = [PROVINCES[row[f"{span}_province"]] for row in read(PUBLISHED / f"{table}.csv")]
    for back in (0, 1):
        amounts = [raw(span, flow, back=back, region=each, product="85076000") for each in regions]
        assert sum(amounts) <= raw(span, flow, back=back, product="85076000")
        assert back or all(large > small for large, small in pairwise(amounts))
    rows = [row for row in raw.rows if (row["span"], row["flow"]) == (span, flow)]
    assert {row["region"] for row in rows} - {"_T"} == set(regions)


@pytest.mark.parametrize(("region", "back"), [("11", 0), ("11", 1), ("_T", 0)])
def test_product_groups_add_up_exactly(region, back):
    raw = Raw("beijing-2024-05")
    for span in SPANS:
        for flow in FLOWS:
            own = {"back": back, "region": region}
            parts = [raw(span, flow, product=group, **own) for group in PRODUCT_GROUPS.values()]
            assert sum(parts) == raw(span, flow, **own)


@pytest.mark.parametrize("dataset", DATASETS)
def test_no_month_is_larger_than_the_year_to_date(dataset):
    amounts = Raw(dataset).amounts
    pairs = 0
    for (period, span, *rest), number in amounts.items():
        to_date = amounts.get((period, "ytd", *rest))
        if span == "month" and to_date is not None:
            pairs += 1
            assert number <= to_date
    assert pairs > 40


@pytest.mark.parametrize("dataset", DATASETS)
def test_description_goes_with_its_file(dataset):
    meta = yaml.safe_load((RAW / f"{dataset}.meta.yml").read_text(encoding="utf-8"))
    content = (RAW / f"{dataset}.csv").read_bytes()
    assert meta["sha256"] == hashlib.sha256(content).hexdigest()
    assert (meta["id"], meta["status"]) == (dataset, "reconstructed")
    for source in meta["made_from"]:
        table = (ROOT / source["file"]).read_bytes()
        assert source["sha256"] == hashlib.sha256(table).hexdigest()


def reconstruct(*arguments):
    paths = os.pathsep.join([str(ROOT / "src"), os.environ.get("PYTHONPATH", "")])
    return subprocess.run(
        [sys.executable, str(SCRIPT), *map(str, arguments)],
        env=os.environ | {"PYTHONPATH": paths},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def here(monkeypatch, capsys):
    """Return a function that runs the script in this process: exit code, output, errors."""

    def call(*arguments):
        monkeypatch.setattr(sys, "argv", [str(SCRIPT), *map(str, arguments)])
        known = set(sys.modules)
        with pytest.raises(SystemExit) as ended:
            runpy.run_path(str(SCRIPT), run_name="__main__")
        for name in set(sys.modules) - known:
            # Its modules have names of their own folder, which are others' as well.
            if Path(getattr(sys.modules[name], "__file__", None) or "").parent == SCRIPT:
                del sys.modules[name]
        told = capsys.readouterr()
        return ended.value.code, told.out, told.err

    return call


def spoilt(folder, found, put, name="provincial_2025-11"):
    """Return a copy of the tables with one change, and a folder where a raw file stands."""
    published, out = folder / "published", folder / "out"
    shutil.copytree(PUBLISHED, published)
    table = published / f"{name}.csv"
    text = table.read_text(encoding="utf-8")
    assert text.count(found) == 1
    table.write_text(text.replace(found, put), encoding="utf-8")
    out.mkdir()
    (out / "battery-2025-02.csv").write_bytes(b"as it was")
    return published, out


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_running_again_gives_the_same_bytes(tmp_path):
    result = reconstruct("--out", tmp_path)
    assert (result.returncode, result.stderr) == (0, "")
    assert [line.split(",")[0] for line in result.stdout.splitlines()] == [
        "provincial-2025-11: 434 of 434 figures reproduced",
        "beijing-2024-05: 226 of 226 figures reproduced",
        "battery-2025-02: 252 of 252 figures reproduced",
        "annual-2024-provinces: 192 figures as printed",
        "annual-2024-national: 18 of 18 figures reproduced",
        "briefing-2025-base: 2 of 2 statements kept",
        *(f"{name}: 288 figures as printed" for name in LOCATION),
        "partners-2024-12: 2352 figures as printed",
        "partners-2025-12: 2398 figures as printed",
        "commodities-export-2025-12: 1077 figures as printed",
        "commodities-import-2025-12: 909 figures as printed",
    ]
    names = (*DATASETS, *ANNUAL, *TABLES)
    made = [f"{dataset}{ending}" for dataset in names for ending in (".csv", ".meta.yml")]
    assert contents(tmp_path) == {name: (RAW / name).read_bytes() for name in made}


@pytest.mark.parametrize(
    ("found", "put", "said"),
    [
        ("广东,1145.4,", "广东,1145.9,", "no amounts agree with all 434 printed figures"),
        ("广东,1145.4,", "广东,1145.43,", "expected an amount with one decimal"),
        ("广东,1145.4,9.1,", "广东,1145.4,n/a,", "expected a percentage with one decimal"),
        ("export_yoy,", "", "columns missing: export_yoy"),
        ("month,青海,0.7,-37.3,0.6,-27.3,0.1,-69.9,0.5\n", "", "expected 62 rows, found 61"),
        ("month,青海,", "month,西藏,", "province names 西藏 twice"),
    ],
)
def test_a_spoilt_table_is_told_in_one_line(here, tmp_path, found, put, said):
    published, out = spoilt(tmp_path, found, put)
    code, output, told = here("provincial-2025-11", "--published", published, "--out", out)
    assert (code, output) == (1, "")
    assert said in told
    assert len(told.splitlines()) == 1
    assert contents(out) == {"battery-2025-02.csv": b"as it was"}


@pytest.mark.parametrize(
    ("table", "change", "said"),
    [
        (
            "location_2024-01",
            ("北京市,month,30863996,4921932,25942064", "北京市,month,30863996,4921392,25942604"),
            "_T is 539 万元 more than its members",
        ),
        (
            "location_2024-01",
            ("北京市,month,30863996,4921932,", "北京市,month,30863994,4921932,"),
            "exports and imports are not the total",
        ),
        (
            "partners_2025-12",
            ("107804.5022,13405.812,", "107804.5021,13405.8121,"),
            "ASIA is 0.0001 万元 more than its members",
        ),
        (
            "commodities_import_2025-12",
            ("牛肉,month,万吨,21,786362,", "牛肉,month,万吨,21,796362,"),
            "month of BEEF exceeds BEEFOFFAL",
        ),
    ],
)
def test_a_table_of_the_customs_that_does_not_add_up_is_told(here, tmp_path, table, change, said):
    published, out = spoilt(tmp_path, *change, table)
    code, output, told = here(table.replace("_", "-"), "--published", published, "--out", out)
    assert (code, output) == (1, "")
    assert said in told
    assert len(told.splitlines()) == 1


def test_a_data_set_is_not_written_when_another_cannot_be_made(here, tmp_path):
    published, out = spoilt(tmp_path, "广东,1145.4,", "广东,-,")
    names = ("battery-2025-02", "provincial-2025-11")
    assert here(*names, "--published", published, "--out", out)[0] == 1
    assert contents(out) == {"battery-2025-02.csv": b"as it was"}


def test_an_unknown_data_set_is_told_in_one_line(here):
    code, _, told = here("batteries")
    assert (code, len(told.splitlines())) == (2, 1)
    assert "battery-2025-02" in told


def test_an_unusable_folder_is_told_in_one_line(here, tmp_path):
    (tmp_path / "file").write_text("", encoding="utf-8")
    code, _, told = here("battery-2025-02", "--out", tmp_path / "file" / "out")
    assert (code, len(told.splitlines())) == (1, 1)
    assert "choose another --out" in told


@pytest.fixture
def figures(monkeypatch):
    monkeypatch.syspath_prepend(str(SCRIPT))
    import figures

    return figures


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("725.6", "725.55", "725.65"),
        ("-20.1", "-20.15", "-20.05"),
        ("0.1", "0.05", "0.15"),
        ("0.04", "0.035", "0.045"),
        ("-0.02", "-0.025", "-0.015"),
        ("0.05", "0.045", "0.05"),
        ("-0.05", "-0.05", "-0.045"),
        ("0.00", "-0.005", "0.005"),
    ],
)
def test_window_of_an_amount(figures, text, low, high):
    assert figures.amount_window(text) == figures.Window(Fraction(low), Fraction(high))


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("9.1", "9.05", "9.15"),
        ("-0.0", "-0.05", "0.05"),
        ("0.0", "-0.05", "0.05"),
        ("1851385.1", "1851385.05", "1851385.15"),
    ],
)
def test_window_of_a_percentage(figures, text, low, high):
    assert figures.percent_window(text) == figures.Window(Fraction(low), Fraction(high))


@pytest.mark.parametrize("text", ["", "-", "12", "0.0", "0.06", "1.234", "1e3", "nan"])
def test_no_window_without_a_number_as_documents_print_it(figures, text):
    from helpers.core.errors import SourceError

    with pytest.raises(SourceError, match="found"):
        figures.amount_window(text)


def test_margin_of_a_window(figures):
    window = figures.percent_window("10.0")
    assert window.margin(Fraction("10")) == 1
    assert window.margin(Fraction("10.025")) == Fraction(1, 2)
    assert window.margin(Fraction("9.95")) == 0
    assert window.margin(Fraction("10.06")) < 0
    assert window.narrowed(Fraction(1, 2)).high == Fraction("10.025")
