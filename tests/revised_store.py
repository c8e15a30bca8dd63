"""A small store in which a later release changes a figure."""

from builders import observation, observations, raw_file

from helpers.observations.warehouse.store import Store

FIRST, SECOND = "2026-01-10", "2026-02-10"


def revised_store():
    """Return exports of a month, 100 and then 110 of them, 50 a year before; imports never revised."""
    rows = [
        observation(50, period="2024-11", source="old", released="2025-01-10"),
        observation(100, source="a", released=FIRST),
        observation(110, source="b", released=SECOND),
        observation(30, flow="import", source="a", released=FIRST),
        observation(200, period="2025-12", source="c", released=SECOND),
    ]
    files = [
        raw_file("old", released="2025-01-10", dataset="table"),
        raw_file("a", released=FIRST, dataset="table"),
        raw_file("b", released=SECOND, dataset="table"),
        raw_file("c", released=SECOND, dataset="table"),
    ]
    return Store.of(observations(*rows), files)
