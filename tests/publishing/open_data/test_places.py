"""Cities and zones in the open data: addresses, names, the list of series, what the explorer loads."""

import base64
import csv
import gzip
import io
import json
import re

import pytest
from builders import observation, observations, raw_file
from sample_places import places_data

from helpers.observations.warehouse.store import Store
from helpers.presentation.locale.words import chinese, english
from helpers.publishing.open_data.page_scripts import names_of_members
from helpers.publishing.open_data.writing import write_open_data
from helpers.reports.common.data import open_store


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """Return the folder of a site, and the explorer's index."""
    folder = tmp_path_factory.mktemp("places")
    index = write_open_data(
        open_store(places_data(folder)), folder / "open-data.zip", folder / "site"
    )
    return folder / "site", index


def handed_over(path):
    packed = re.fullmatch(r'tradebookData\("[^"]+","([^"]+)"\);\n', path.read_text("utf-8"))[1]
    return json.loads(gzip.decompress(base64.b64decode(packed)))


def test_a_series_of_a_city_is_at_the_address_of_its_code(written):
    site, _ = written
    listed = json.loads((site / "data/index.json").read_text("utf-8"))["series"]
    name = "region/44-深圳市/share.value.month.export.CNY"
    (one,) = (each for each in listed if each["id"] == name)
    assert (one["region"], one["path"], one["csv"]) == (
        "44-深圳市",
        f"data/{name}.json",
        "data/region/44-深圳市.CNY.csv",
    )
    points = json.loads((site / one["path"]).read_text("utf-8"))["points"]
    assert {point["period"]: point["value"] for point in points if point["value"]} == {
        "2024-11": 24.0,
        "2025-11": 24.0,
    }
    rows = csv.DictReader(io.StringIO((site / one["csv"]).read_text("utf-8")))
    levels = [row for row in rows if row["series"] == "level.value.month.import"]
    assert (levels[-1]["region"], levels[-1]["value"]) == ("44-深圳市", "1000000.0")


def test_the_explorer_knows_each_by_its_province(written):
    site, index = written
    regions = index["dimensions"]["region"]
    assert regions["44-深圳市"] == {
        "name": "深圳市",
        "short": "深圳",
        "en": "Shenzhen",
        "kind": "place",
        "of": "44",
    }
    # Called like a province in short, and like a zone elsewhere.
    assert regions["22-吉林市"] == {
        "name": "吉林市",
        "en": "Jilin City",
        "kind": "place",
        "of": "22",
    }
    assert regions["22-经济技术开发区"]["name"] == "吉林省经济技术开发区"
    zone = "Economic and Technological Development Zone (Jilin)"
    assert regions["22-经济技术开发区"]["en"] == zone
    assert "tile" in regions["44"]
    assert index["months"]["place.CNY.month"] == ["2024-11", "2025-11"]
    shard = index["shards"]["region/44-深圳市.CNY.month"]
    metrics = {metric for metric, _, _ in index["series"][shard["series"]]}
    assert {"level", "growth", "change", "share", "rolling_year"} <= metrics
    assert metrics.isdisjoint({"rank", "contribution"})
    assert (site / "data/explorer/region/44-深圳市.CNY.month.js").is_file()


def test_months_of_places_and_of_provinces_are_apart(written):
    site, _ = written
    months = site / "data/explorer/month"
    places = handed_over(months / "2025-11.place.CNY.month.export.js")
    assert "44-深圳市" in places["members"]
    assert {*places["metrics"]} == {"level", "growth", "share"}
    provinces = handed_over(months / "2025-11.region.CNY.month.export.js")
    assert provinces["members"] == ["11", "22", "42", "44"]


def test_the_search_finds_a_city_alone_and_with_its_province(written):
    _, index = written
    found = {member: called for member, *called in names_of_members(index, chinese())}
    assert found["region/44-深圳市"] == [
        "深圳市",
        "深圳",
        "Shenzhen",
        "广东省深圳市",
        "广东深圳",
        "44-深圳市",
    ]
    assert found["region/11-经济技术开发区"][0] == "北京市经济技术开发区"
    assert "经济技术开发区" in found["region/11-经济技术开发区"]
    in_english = {member: called for member, *called in names_of_members(index, english())}
    assert (
        in_english["region/44-深圳前海综合保税区"][0]
        == "Shenzhen Qianhai Comprehensive Bonded Zone"
    )


def test_a_code_that_no_file_may_be_called_has_another_address(tmp_path):
    code = "61-Xi'an/../x"
    rows = [observation(5, region=code), observation(9)]
    store = Store.of(observations(*rows), [raw_file("a")])
    site = tmp_path / "site"
    index = write_open_data(store, tmp_path / "c.zip", site)
    paths = [path.relative_to(site).as_posix() for path in site.rglob("region/*.csv")]
    assert paths == ["data/region/61-Xi~27an~2f~2e~2e~2fx.USD.csv"]
    assert index["dimensions"]["region"]["61-Xi~27an~2f~2e~2e~2fx"]["code"] == code
    month = handed_over(site / "data/explorer/month/2025-11.place.USD.month.export.js")
    assert month["members"] == ["61-Xi~27an~2f~2e~2e~2fx"]
    *_, called = names_of_members(index, chinese())
    assert called[-1] == code
