"""Cities and zones in every month: their own figures and shares of the nation, in no order among provinces."""

from types import SimpleNamespace

import pytest
from builders import observation, observations, raw_file
from sample_places import places_data

from helpers.indicators.figures import Figures
from helpers.observations.warehouse.store import Store
from helpers.reference.provinces import is_place
from helpers.reports.common.data import open_store
from helpers.reports.timelines.subjects import Family, Subject, families
from helpers.reports.timelines.timelines import timelines

SHENZHEN = {"region": "44-深圳市", "period": "2025-11", "span": "month"}


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    return open_store(places_data(tmp_path_factory.mktemp("places")))


@pytest.fixture(scope="module")
def figures(store):
    return Figures(timelines(store, "region", "CNY"))


@pytest.mark.parametrize(
    ("metric", "flow", "value"),
    [
        ("level", "export", 3_000_000),
        ("level", "total", 4_000_000),
        ("growth", "export", 25),
        ("growth", "import", -100 / 11),
        ("change", "balance", 700_000),
        ("share", "export", 24),
        ("share", "import", 100 / 7),
    ],
)
def test_a_city_has_figures_of_its_own_and_a_share_of_the_nation(figures, metric, flow, value):
    assert figures.one(metric, flow=flow, **SHENZHEN).value == pytest.approx(value, rel=1e-12)
    of_year = figures.one(metric, flow=flow, **{**SHENZHEN, "span": "ytd"}).value
    times = 11 if metric in ("level", "change") else 1
    assert of_year == pytest.approx(times * value, rel=1e-12)


def test_places_have_no_rank_and_no_part_in_growth_and_provinces_have_theirs(figures):
    places = {one.metric for one in figures if is_place(one.region)}
    others = {one.metric for one in figures if not is_place(one.region)}
    assert others - places == {"rank", "contribution"}
    ranks = [
        figures.one("rank", flow="export", **{**SHENZHEN, "region": code}).reason
        for code in ("11", "44")
    ]
    assert ranks == ["incomplete", "incomplete"]  # four provinces are not all


def test_a_zone_that_is_new_has_no_base_and_a_renamed_city_both_names(figures):
    growth = figures.one("growth", flow="export", **{**SHENZHEN, "region": "44-深圳前海综合保税区"})
    assert (growth.value, growth.reason) == (None, "no_base")
    months = {
        name: {one.period for one in figures if (one.region, one.metric) == (name, "level")}
        for name in ("42-襄樊市", "42-襄阳市")
    }
    assert months == {"42-襄樊市": {"2024-11"}, "42-襄阳市": {"2025-11"}}


def test_a_place_whose_data_is_wrong_is_absent(tmp_path, monkeypatch):
    store = open_store(places_data(tmp_path))
    name = next(raw.id for raw in store.files.values() if "2025" in raw.id)
    wrong = SimpleNamespace(severity="error", source=name, other="", months=frozenset())
    monkeypatch.setattr(store, "findings", lambda names: [wrong] if name in names else [])
    found = Figures(timelines(store, "region", "CNY"))
    level = found.one("level", flow="export", **SHENZHEN)
    assert (level.value, level.reason) == (None, "contradicted")
    assert found.one("level", flow="export", **{**SHENZHEN, "period": "2024-11"}).value == 2_400_000


def monthly(code, value, months):
    return [
        observation(value(month), period=month, region=code, unit="CNY", source="a")
        for month in months
    ]


def test_twelve_months_of_a_city_are_added_up():
    months = [f"{year}-{month:02d}" for year in (2024, 2025) for month in range(1, 13)]
    city = monthly("44-深圳市", lambda month: 110.0 if month > "2025" else 100.0, months)
    zone = monthly("44-前海", lambda _: 10.0, months[13:])
    nation = monthly("_T", lambda _: 1000.0, months)
    store = Store.of(observations(*city, *zone, *nation), [raw_file("a")])
    found = Figures(timelines(store, "region", "CNY"))
    last = {"period": "2025-12", "span": "month", "flow": "export"}
    assert found.one("rolling_year", region="44-深圳市", **last).value == 1320
    growth = found.one("rolling_year_growth", region="44-深圳市", **last).value
    assert growth == pytest.approx(10, rel=1e-12)
    assert found.one("rolling_year", region="44-前海", **last).reason == "months_missing"
    assert found.one("share", region="44-深圳市", **last).value == 11


def test_a_citys_own_table_is_taken_where_the_nations_has_no_row():
    """Each place is answered by the table that has it, whichever answers for the provinces."""
    rows = [
        *monthly("_T", lambda _: 1000.0, ["2025-11"]),
        *monthly("33", lambda _: 400.0, ["2025-11"]),
        *monthly("33-杭州市", lambda _: 150.0, ["2025-11"]),
    ]
    own = [
        observation(90, region=code, unit="CNY", source="b", released="2025-12-01")
        for code in ("33-衢州市", "33-舟山市")
    ]
    files = [
        raw_file("a", dataset="location"),
        raw_file("b", dataset="city-33", released="2025-12-01"),
    ]
    found = timelines(Store.of(observations(*rows, *own), files), "region", "CNY")
    levels = found[found["metric"] == "level"].set_index("region")["value"]
    assert levels.to_dict() == {"33": 400, "33-杭州市": 150, "33-衢州市": 90, "33-舟山市": 90}


def test_other_regions_have_no_series():
    """Kinds of foreign-invested enterprises, groups of provinces, zones of the nation, other reporters."""
    codes = ("11-外商独资企业", "MAJOR7", "ZONE_综合保税区", "DEU")
    assert [code for code in codes if is_place(code)] == []
    rows = [
        observation(10, region=code, partner=partner)
        for code in ("DEU", "44-深圳市")
        for partner in ("304", "502")
    ]
    store = Store.of(observations(*rows), [raw_file("a")])
    crosses = [family for family in families(store) if family.of]
    assert crosses == [Family("partner", "USD", (("region", "44-深圳市"),))]


def test_the_address_of_a_place_is_its_code_without_what_no_file_may_be_called():
    def named(code):
        return Subject((("region", code),)).key

    assert named("44-深圳市") == "region/44-深圳市"
    assert named("61-Xi'an.City") == "region/61-Xi~27an~2eCity"
    assert named("44-../../x") == "region/44-~2e~2e~2f~2e~2e~2fx"
    assert named("44-a~2e") != named("44-a.")
    assert Subject((("region", "44-深圳市"),)).kind == "place"
    assert Subject((("region", "44"),)).kind == "region"
    assert Subject().kind == "nation"
