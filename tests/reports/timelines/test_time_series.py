"""Figures laid out as series by subject; which subjects there are."""

from builders import figure_frame, figure_row, observation, observations, raw_file

from helpers.observations.warehouse.store import Store
from helpers.reports.timelines.subjects import Family, Subject, families
from helpers.reports.timelines.time_series import NOTHING, Point, series_of

BEIJING = (("region", "11"),)


def test_a_subject_is_named_by_what_it_is_a_part_of():
    assert Subject().key == "nation/_T"
    assert Subject(BEIJING).key == "region/11"
    cross = Subject((*BEIJING, ("partner", "304")))
    assert cross.key == "region/11+partner/304"
    assert cross.codes == {"region": "11", "partner": "304", "product": "_T"}


def test_figures_become_series_with_a_point_a_month():
    frame = figure_frame(
        figure_row(value=1.5, period="2025-01", region="11", step=0.5),
        figure_row(value=None, period="2025-03", region="11", basis="absent", reason="incomplete"),
        figure_row(value=3.0, period="2025-02", region="44"),
    )
    beijing, guangdong = series_of(frame, Family("region", "USD"))
    assert beijing.key == "region/11.USD.month"
    assert beijing.months == ["2025-01", "2025-02", "2025-03"]
    (one,) = beijing.series
    assert one.points["2025-01"] == Point(1.5, "observed", "", ("a",), 0.5)
    assert (one.points["2025-03"].value, one.points["2025-03"].reason) == (None, "incomplete")
    assert one.points.get("2025-02", NOTHING).reason == "no_data"
    assert guangdong.subject == Subject((("region", "44"),))


def test_crosses_are_those_of_which_several_members_are_told_apart():
    rows = [
        observation(10, region="11", partner="304"),
        observation(20, region="11", partner="502"),
        observation(30, region="44", partner="304"),
        observation(40, region="44", partner="304", unit="CNY"),
    ]
    store = Store.of(observations(*rows), [raw_file("a")])
    assert store.crossed("region", "partner", "USD") == ["11"]
    assert store.crossed("region", "partner", "CNY") == []
    assert store.crossed("region", "product", "USD") == []
    crosses = [family for family in families(store) if family.of]
    assert crosses == [Family("partner", "USD", BEIJING)]
    assert crosses[0].fixed == {"region": "11"}


def test_a_month_is_known_from_the_first_of_its_releases():
    rows = [
        observation(1, source="a", released="2026-01-10"),
        observation(1, source="b", released="2026-02-10"),
        observation(2, period="2025-12", source="b", released="2026-02-10"),
        observation(3, source="other", released="2025-12-10"),
    ]
    files = [
        raw_file("a", released="2026-01-10", dataset="table"),
        raw_file("b", released="2026-02-10", dataset="table"),
        raw_file("other", released="2025-12-10"),
    ]
    store = Store.of(observations(*rows), files)
    assert store.first_known("b", "2025-11") == "2026-01-10"
    assert store.first_known("b", "2025-12") == "2026-02-10"
    assert store.first_known("other", "2025-11") == "2025-12-10"
