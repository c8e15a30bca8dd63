"""Real customs files, from download to report: every sum worked out here with plain Python."""

import csv
from collections import Counter
from datetime import date

import pandas as pd
import pytest
from real_files import BULLETINS, PLATFORM
from testbed import ROOT, read_folder

from helpers.core import number_format
from helpers.core.repository import DATA_VARIABLE
from helpers.observations.ingest.adding import add_files
from helpers.observations.ingest.options import AddOptions
from helpers.observations.readers.reading import Hints
from helpers.reference.provinces import provinces
from helpers.reports import annual, product, provincial

pytestmark = pytest.mark.real_files

MONEY = ("人民币", "美元", "US dollar", "Renminbi Yuan")
DAY = date(2026, 2, 1)


def lines(path):
    """Read a platform download as dictionaries."""
    with path.open(encoding="gb18030", newline="") as stream:
        return list(csv.DictReader(stream))


def money(line):
    (column,) = [name for name in MONEY if name in line]
    return int(line[column].replace(",", ""))


@pytest.fixture
def raw(tmp_path, monkeypatch):
    monkeypatch.setenv(DATA_VARIABLE, str(tmp_path))
    folder = tmp_path / "raw"
    folder.mkdir()
    return folder


@pytest.mark.parametrize(
    ("name", "flow", "period"),
    [
        ("soybean-import-2023", None, None),
        ("soybean-import-2024", None, None),
        ("soybean-export-2024", None, None),
        ("english-2018-export-e210201810", None, None),
        ("english-2018-import-i20420186", None, None),
        ("english-full.EXCERPT", "export", None),
        ("english-full-permutated", "import", None),
        ("english-degenerate", "export", "2026-01"),
        ("chinese-full.EXCERPT", "import", "2026-01"),
    ],
)
def test_every_download_is_added_with_its_sum(raw, name, flow, period):
    path = PLATFORM / f"{name}.csv"
    add_files(raw, [path], AddOptions(Hints(flow, period), None, DAY))
    rows = read_folder(raw).observations
    values = rows[rows["measure"] == "value"]
    assert values["value"].sum() == sum(money(line) for line in lines(path))
    assert len(values) == len(lines(path))
    assert set(values["flow"]) == {flow or ("export" if "export" in name else "import")}
    (filed,) = (one for one in raw.iterdir() if one.suffix == ".csv")
    assert filed.read_bytes() == path.read_bytes()


@pytest.mark.parametrize("path", sorted(BULLETINS.glob("*.csv")), ids=lambda path: path.stem)
def test_every_table_is_added_with_its_sums(raw, path):
    add_files(raw, [path], AddOptions(Hints(), None, DAY))
    rows = read_folder(raw).observations
    with path.open(encoding="utf-8-sig", newline="") as stream:
        (nation,) = [line for line in csv.reader(stream) if line[0] == "总值"]
    whole = rows[rows["region"] == "_T"].set_index(["flow", "span"])["value"]
    printed = [int(cell) * 10_000 for cell in nation[1:7]]
    keys = [(flow, span) for flow in ("total", "export", "import") for span in ("month", "ytd")]
    assert [whole[key] for key in keys] == printed
    assert rows["region"].str.fullmatch("[0-9]{2}").sum() == 31 * 6


@pytest.fixture
def soya(raw):
    hints = Hints(only={"product": "1201"})
    files = sorted(PLATFORM.glob("soybean-*.csv"))
    add_files(raw, files, AddOptions(hints, None, DAY, complete=("partner", "product")))
    return product.load({"period": "2024-10", "hs": "1201"})


def by_partner(year):
    """Add up the soya beans imported in October, by partner."""
    sums = Counter()
    for line in lines(PLATFORM / f"soybean-import-{year}.csv"):
        if line["数据年月"] == f"{year}10":
            sums[line["贸易伙伴编码"]] += money(line)
    return sums


def test_two_years_of_soya_beans_through_the_report_on_a_product(soya):
    now, before = by_partner(2024), by_partner(2023)
    assert len(now) == 3
    figures = soya.view.figures
    keys = {"period": "2024-10", "span": "month", "flow": "import", "product": "1201"}
    for partner, value in now.items():
        assert figures.one("level", partner=partner, **keys).value == value
        growth = figures.one("growth", partner=partner, **keys).value
        assert growth == pytest.approx((value / before[partner] - 1) * 100, rel=1e-12)
        weight = figures.one("weight", partner=partner, **keys).value
        assert weight == pytest.approx(value / now.total() * 100, rel=1e-12)
    assert figures.one("level", **keys).value == now.total()


@pytest.fixture
def march(raw):
    files = [
        BULLETINS / f"importer-location-{year}-0{m}.csv" for year in (2024, 2025) for m in (1, 2, 3)
    ]
    add_files(raw, files, AddOptions(Hints(), None, DAY))
    return provincial.load({"period": "2025-03"})


def printed(period):
    """Return what a table prints of the nation and the 31 provinces, by code and flow.

    January to the month in 万元, and the year-on-year growth of it.
    """
    path = BULLETINS / f"importer-location-{period}.csv"
    table = pd.read_csv(path, skiprows=3, header=None, dtype=str, encoding="utf-8-sig")
    lines = {row[0]: row for row in table.to_numpy().tolist()}
    names = {"_T": "总值", **provinces()["full_name"].to_dict()}
    flows = ("total", "export", "import")
    return {
        (code, flow): (int(lines[name][2 + 2 * place]), lines[name][7 + place])
        for code, name in names.items()
        for place, flow in enumerate(flows)
    }


def test_every_growth_is_shown_as_the_table_prints_it(march):
    found = printed("2025-03")
    assert len(found) == 32 * 3
    assert found["11", "export"] == (14808995, "2.2")
    keys = {"period": "2025-03", "span": "ytd"}
    for (region, flow), (_, growth) in found.items():
        figure = march.view.figures.one("growth", region=region, flow=flow, **keys)
        assert number_format.percent(figure.value) == growth, (region, flow)


def test_january_grows_as_january_to_january(raw):
    files = [BULLETINS / f"importer-location-{year}-01.csv" for year in (2024, 2025)]
    add_files(raw, files, AddOptions(Hints(), None, DAY))
    figures = provincial.load({"period": "2025-01"}).view.figures
    found = printed("2025-01")
    assert found["11", "export"][1] == "12.8"
    for (region, flow), (_, growth) in found.items():
        for span in ("month", "ytd"):
            keys = {"period": "2025-01", "span": span, "flow": flow, "region": region}
            assert number_format.percent(figures.one("growth", **keys).value) == growth, keys


def test_growth_against_the_first_release_is_told_beside(march):
    now, before = printed("2025-03"), printed("2024-03")
    shown = march.view.figures.where(metric="growth_stored", span="ytd", flow="export")
    for one in shown:
        (value, _), (base, _) = now[one.region, "export"], before[one.region, "export"]
        assert one.value == pytest.approx((value / base - 1) * 100, rel=1e-12)
    # Of Shanghai the three printed rates are those that the tables of 2024 give; of no one else.
    assert {code for code, _ in now} - {one.region for one in shown} == {"31"}
    # 1480.8995 over 1457.6515 亿元.
    assert before["11", "export"][0] == 14576515
    text = march.revised()._repr_mimebundle_()["text/html"]
    assert "按此前发布的上年数" in text
    (beijing,) = [one for one in shown if one.region == "11"]
    assert number_format.percent(beijing.value) == "1.6"
    assert f'data-figure="{beijing.id}"' in text


def test_the_review_of_2024_of_the_real_table_is_the_edition(raw, monkeypatch):
    add_files(raw, [BULLETINS / "importer-location-2024-12.csv"], AddOptions(Hints(), None, DAY))
    own = annual.load({"year": 2024}).view.figures
    monkeypatch.setenv(DATA_VARIABLE, str(ROOT / "data"))
    edition = annual.load({"year": 2024}).view.figures
    keys = {"period": "2024-12", "span": "ytd"}
    for (region, flow), (value, growth) in printed("2024-12").items():
        cell = {"region": region, "flow": flow, **keys}
        level = own.one("level", **cell).value
        assert level == edition.one("level", **cell).value, cell
        # Exports and imports are rounded each: their sum may differ by a unit.
        assert abs(level - value * 10_000) <= (10_000 if flow == "total" else 0), cell
        for figures in (own, edition):
            assert number_format.percent(figures.one("growth", **cell).value) == growth, cell
    for region in ("_T", *provinces().index):
        cell = {"region": region, "flow": "balance", **keys}
        assert own.one("level", **cell).value == edition.one("level", **cell).value


def test_the_provincial_report_of_march_2025_in_yuan(march):
    report, path = march, BULLETINS / "importer-location-2025-03.csv"
    assert report.currency == "CNY"
    table = pd.read_csv(path, skiprows=2, encoding="utf-8-sig").set_index("收发货人所在地")
    figures = report.view.figures
    for code, name in (("_T", "总值"), ("11", "北京市"), ("44", "广东省"), ("22", "吉林省")):
        cell = {"period": "2025-03", "region": code}
        for span, column in (("month", "3月"), ("ytd", "1至3月")):
            printed = int(table.loc[name, column]) * 10_000
            total = figures.one("level", span=span, flow="total", **cell).value
            # Exports and imports are rounded each: their sum may differ by a unit.
            assert abs(total - printed) <= 10_000
