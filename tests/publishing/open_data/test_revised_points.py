"""What a later release changed is told with the day until which it was so."""

from revised_store import FIRST, SECOND, revised_store

from helpers.publishing.open_data.all_series import compute
from helpers.publishing.open_data.revised_points import days_of_change
from helpers.publishing.open_data.series_files import json_text
from helpers.publishing.open_data.shards import subject_shard
from helpers.reports.timelines.subjects import families


def shard():
    store = revised_store()
    data = compute(store, families(store))
    (one,) = (each for each in data.subjects if each.key == "nation/_T.USD.month")
    return store, data, one


def series_in(found, metric, flow):
    (one,) = (each for each in found["series"] if (each["metric"], each["flow"]) == (metric, flow))
    return one


def test_the_day_of_a_revision_is_a_day_of_change():
    assert days_of_change(revised_store()) == [SECOND]


def test_a_revised_figure_says_what_it_was():
    store, data, one = shard()
    found = subject_shard(one, data.earlier, store.first_known)
    place = found["months"].index("2025-11")
    level, growth = (series_in(found, metric, "export") for metric in ("level", "growth"))
    assert level["values"][place] == 110.0
    # The month after was not known before that day.
    assert level["was"] == [
        [place, SECOND, 100.0, "observed", ""],
        [place + 1, SECOND, None, "absent", "no_data"],
    ]
    assert growth["values"][place] == (110 - 50) / 50 * 100
    assert growth["was"][0] == [place, SECOND, 100.0, "computed", ""]
    assert series_in(found, "level", "import")["was"] == []


def test_a_month_is_known_from_the_first_release_on():
    store, data, one = shard()
    found = subject_shard(one, data.earlier, store.first_known)
    since = dict(zip(found["months"], found["since"], strict=True))
    assert (since["2024-11"], since["2025-11"], since["2025-12"]) == ("2025-01-10", FIRST, SECOND)
    assert since["2025-05"] is None


def test_the_open_file_tells_it_as_well():
    _, data, one = shard()
    files = {name: {"title": name} for name in ("old", "a", "b", "c")}
    text = json_text([one], data.earlier, files)
    assert (
        '"was":[{"period":"2025-11","until":"2026-02-10","value":100.0,"basis":"observed","reason":""}'
        in text
    )
