"""Growth against a base that several releases gave different values."""

import pytest
from builders import observation, observations, raw_file

from helpers.indicators import changes
from helpers.observations.warehouse.query import Query
from helpers.observations.warehouse.store import Store
from helpers.reports.common.data import ReportData

FILES = {"first": "2024-08-18", "second": "2025-01-20", "now": "2025-08-18", "other": "2024-09-01"}


def growth_of(*bases, as_of=None, **datasets):
    """Return value and basis of the growth of 110 in July 2025, against bases that files give."""
    files = [
        raw_file(name, released=day, dataset=datasets.get(name, "table"))
        for name, day in FILES.items()
    ]
    rows = [observation(110, period="2025-07", region="_T", source="now", released=FILES["now"])]
    rows += [
        observation(value, period="2024-07", region="_T", source=name, released=FILES[name])
        for name, value in bases
    ]
    store = Store.of(observations(*rows), files)
    panel = ReportData(store, Query("2025-07", "USD", as_of=as_of)).panel()
    (row,) = changes.growth(panel).to_dict("records")
    return row["value"], row["basis"]


@pytest.mark.parametrize(
    ("bases", "expected"),
    [
        ([("first", 100)], (10, "computed")),
        # Released again as it was.
        ([("first", 100), ("second", 100)], (10, "computed")),
        ([("first", 88), ("second", 100)], (10, "superseded")),
    ],
)
def test_growth_against_a_base_that_was_revised_says_so(bases, expected):
    value, basis = growth_of(*bases)
    assert (value, basis) == (pytest.approx(expected[0]), expected[1])


def test_another_dataset_is_no_other_release():
    assert growth_of(("first", 100), ("other", 90), other="elsewhere")[1] == "computed"
