"""The open data of the built site: listed whole, the levels of the raw files, gaps told, each script small."""

import base64
import csv
import gzip
import io
import json
import re

import pandas as pd
import pytest
from testbed import ROOT, SITE, built

from helpers.observations.schema import BASES, REASONS

KEYS = ("metric", "measure", "span", "flow", "region", "partner", "product", "unit", "currency")
LARGEST = 50_000


@pytest.fixture(scope="module")
def site():
    """Return the folder of the built site: a build wrote the data as it would be written now."""
    built("data/index.json")
    return SITE


@pytest.fixture(scope="module")
def listed(site):
    return json.loads((site / "data" / "index.json").read_text("utf-8"))["series"]


@pytest.fixture(scope="module")
def files(site):
    """Return what the files of series hold, by path."""
    folders = ("nation", "region", "partner", "product")
    paths = [path for name in folders for path in (site / "data" / name).rglob("*.json")]
    return {
        path.relative_to(site).as_posix(): json.loads(path.read_text("utf-8")) for path in paths
    }


def loaded(path):
    """Return the key and the content of a script, as a page decodes it."""
    key, packed = re.fullmatch(
        r'tradebookData\((".*?"),"([A-Za-z0-9+/=]+)"\);\n', path.read_text("utf-8")
    ).groups()
    return json.loads(key), json.loads(gzip.decompress(base64.b64decode(packed)))


def of_subject(files, key, currency):
    """Return the series of a subject by name, such as ``level.value.month.export``."""
    found = re.compile(rf"data/{re.escape(key)}/([^/]*)\.{currency}\.json")
    return {match[1]: one for path, one in files.items() if (match := found.fullmatch(path))}


def test_every_series_is_listed_and_what_is_listed_is_there(site, listed, files):
    assert len(listed) > 10_000
    assert len({one["id"] for one in listed}) == len(listed)
    assert sorted(one["path"] for one in listed) == sorted(files)
    for one in listed:
        series = files[one["path"]]
        assert {key: series[key] for key in KEYS} == {key: one[key] for key in KEYS}
        assert series["id"] == one["id"]
    for path in {one["csv"] for one in listed}:
        assert (site / path).is_file()


def test_every_month_is_there_and_what_is_absent_has_its_reason(files):
    for series in files.values():
        months = [point["period"] for point in series["points"]]
        every = pd.period_range(months[0], months[-1], freq="M").astype(str).tolist()
        assert months == every
        for point in series["points"]:
            absent = point["value"] is None
            assert absent == (point["basis"] == "absent") == (point["reason"] in REASONS)
            assert point["basis"] in BASES
        assert any(point["value"] is not None for point in series["points"])
        assert {"id", "title", "producer", "released"} <= series["sources"][0].keys()


def test_a_month_without_data_is_a_gap(files):
    """The dollar tables of the provinces are those of November 2024 and 2025, and of no month between."""
    exports = files["data/region/44/level.value.month.export.USD.json"]
    points = {point["period"]: point for point in exports["points"]}
    assert points["2025-11"]["value"] is not None
    assert points["2025-05"] == {
        "period": "2025-05",
        "value": None,
        "basis": "absent",
        "reason": "no_data",
    }


def raw_rows():
    """Return the totals of the provinces in the tables of 2024 and 2025 as their files have them."""
    frames = [
        pd.read_csv(path, dtype=str) for path in (ROOT / "data" / "raw").glob("location-*.csv")
    ]
    rows = pd.concat(frames)
    others = ["partner", "product", "regime", "enterprise"]
    whole = rows[(rows[others] == "_T").all(axis="columns") & (rows["measure"] == "value")]
    return whole[whole["region"].str.fullmatch("[0-9]{2}") & (whole["flow"] != "total")]


def point_of(files, place, row):
    """Return a month's point of a series in yuan, or nothing where there is no such series."""
    series = files.get(f"{place}.CNY.json", {"points": []})
    return next((one for one in series["points"] if one["period"] == row.period), None)


def test_levels_and_printed_growth_are_those_of_the_raw_files(files):
    rows = raw_rows()
    keys = rows[["region", "flow", "period", "span"]].itertuples(index=False, name=None)
    growths = dict(zip(keys, rows["growth"].astype(float), strict=True))
    compared = printed = 0
    for row in rows.itertuples():
        if row.period == "2024-12" and row.span == "ytd":
            continue  # another table states the year, too
        level, growth = (
            point_of(files, f"data/region/{row.region}/{metric}.value.{row.span}.{row.flow}", row)
            for metric in ("level", "growth")
        )
        assert level["value"] == float(row.value), row
        compared += 1
        if growth and growth["basis"] == "printed":
            # January is printed once, for the month or for the year so far.
            spans = ("month", "ytd") if row.period.endswith("-01") else (row.span,)
            found = [growths[row.region, row.flow, row.period, span] for span in spans]
            assert growth["value"] in found, row
            printed += 1
    assert compared > 1500
    assert printed > 500


def test_the_csv_has_the_same_numbers(site, files):
    for key in ("region/44", "product/COAL"):
        text = (site / f"data/{key}.CNY.csv").read_text("utf-8")
        rows = list(csv.DictReader(io.StringIO(text)))
        found = {(row["series"], row["period"]): row for row in rows}
        count = 0
        for name, series in of_subject(files, key, "CNY").items():
            for point in series["points"]:
                row = found[name, point["period"]]
                assert row["value"] == ("" if point["value"] is None else repr(point["value"]))
                assert (row["basis"], row["reason"]) == (point["basis"], point["reason"])
                count += 1
        assert count == len(rows) > 0


def test_every_script_is_small_and_its_key_is_its_place(site):
    folder = site / "data" / "explorer"
    # The library that draws is no data.
    paths = sorted({*folder.rglob("*.js")} - {folder / "drawing.js"})
    assert len(paths) > 1000
    for path in paths:
        assert path.stat().st_size <= LARGEST, path
    for path in paths[::25]:
        key, _ = loaded(path)
        assert path.relative_to(folder).as_posix() == f"{key}.js"


def test_a_subjects_script_says_what_its_file_says(site, files):
    _, shard = loaded(site / "data/explorer/region/44.CNY.month.js")
    series = of_subject(files, "region/44", "CNY")
    assert shard["subject"] == {"region": "44", "partner": "_T", "product": "_T"}
    for one in shard["series"]:
        of = series.get(f"{one['metric']}.{one['measure']}.month.{one['flow']}")
        if of is None:  # without a number in any month it is no series
            assert set(one["values"]) == {None}
            continue
        assert one["values"] == [point["value"] for point in of["points"]]
        assert one["bases"] == [point["basis"] for point in of["points"]]
        reasons = {
            str(place): point["reason"]
            for place, point in enumerate(of["points"])
            if point["value"] is None
        }
        assert one["reasons"] == reasons
        used = {shard["sources"][place] for places in one["sources"] for place in places}
        assert used == {source["id"] for source in of["sources"]}


def test_the_explorers_index_lists_the_scripts_that_are_there(site):
    folder = site / "data" / "explorer"
    _, index = loaded(folder / "index.js")
    for key, shard in index["shards"].items():
        assert (folder / f"{key}.js").is_file()
        assert shard["first"] <= shard["last"]
    assert index["crosses"] == {
        "product/85076000": ["partner", "region"],
        "region/11": ["partner", "product"],
    }
    guangdong = index["dimensions"]["region"]["44"]
    assert (guangdong["name"], guangdong["short"], guangdong["en"]) == (
        "广东省",
        "广东",
        "Guangdong",
    )
    assert index["dimensions"]["partner"]["EU"]["group"] is True
    assert index["dimensions"]["product"]["85076000"]["kind"] == "hs"
    assert index["months"]["region.CNY.month"][-1] == "2025-03"


def test_a_months_script_has_all_members(site):
    _, month = loaded(site / "data/explorer/month/2025-03.region.CNY.month.export.js")
    assert len(month["members"]) == 31
    assert month["unit"] == "CNY"
    ranks = dict(zip(month["members"], month["metrics"]["rank"], strict=True))
    levels = dict(zip(month["members"], month["metrics"]["level"], strict=True))
    assert [code for code, rank in ranks.items() if rank == 1] == [max(levels, key=levels.get)]
    assert sum(month["metrics"]["share"]) == pytest.approx(100, abs=0.01)
