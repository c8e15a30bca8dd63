"""What report types can be run for is the same whether it was computed before or is computed now."""

import pytest
from builders import observation, observations, raw_file
from testbed import CODES, ROOT

from helpers.core.cached_values import CachedValues
from helpers.observations.schema import REPUBLISHED
from helpers.observations.warehouse.store import Store
from helpers.reports.common.data import open_store
from helpers.reports.registry import REPORTS, ReportsOfData


def made():
    """Return a store with gaps, in two currencies, in which a republished file stands in."""

    def rows(source, period, unit, codes=CODES, span="month", **keys):
        return [
            observation(
                7,
                source=source,
                period=period,
                unit=unit,
                span=span,
                flow=flow,
                region=region,
                **keys,
            )
            for region in map(str, codes)
            for flow in ("export", "import")
        ]

    found = [
        *rows("dollars", "2024-12", "USD"),
        *rows("dollars", "2025-01", "USD", codes=CODES[1:]),
        *rows("yuan", "2025-01", "CNY"),
        *rows("yuan", "2025-02", "CNY", span="ytd"),
        *rows("details", "2025-01", "USD", codes=["11"], product="85076000"),
        *rows("others", "2024-11", "USD", codes=["_T"], partner="116"),
    ]
    described = [
        raw_file("dollars", complete=("region",), status="official"),
        raw_file("yuan", complete=("region",), status="transcribed"),
        raw_file("details", complete=("product",), status="official"),
        raw_file("others", status=REPUBLISHED),
    ]
    return Store.of(observations(*found), described)


SUBJECTS = {"beijing_city": {"region": "44"}, "partner": {"partner": "116"}}


def answers(reports):
    asked = [(name, {}) for name in REPORTS] + [*SUBJECTS.items()]
    return [(reports.offers(*one), reports.periods(*one)) for one in asked]


@pytest.mark.parametrize("store", [made, lambda: open_store(ROOT / "data")])
def test_cached_answers_are_those_that_are_computed(store, tmp_path):
    def gone():
        raise AssertionError("the data is opened")

    computed = answers(ReportsOfData(store))
    # Several months, and several currencies of one.
    assert any(len(offers) > 1 for offers, *_ in computed)
    assert any(len(each) > 1 for offers, *_ in computed for each in offers.values())
    values = CachedValues(tmp_path / "values.json", tmp_path / "raw")
    assert answers(ReportsOfData(store, values)) == computed
    assert answers(ReportsOfData(gone, values)) == computed
