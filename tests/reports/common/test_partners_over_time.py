"""Partners and their groups in several months: in each what the edition of that month has."""

import pandas as pd
import pytest
from builders import NAN, observation, observations, raw_file

from helpers.observations.warehouse.query import Query
from helpers.observations.warehouse.store import Store
from helpers.reference.partners import members
from helpers.reports.common.data import ReportData
from helpers.reports.common.reshape import every_partner, every_partner_over_time

MONTHS = ("2025-08", "2025-09", "2025-10", "2025-11")
ELEVEN = members("ASEAN", "2025-10")
EAST_TIMOR = "144"
COLUMNS = ["partner", "period", "span", "flow", "value", "base", "basis_base", "reason_base"]


def rows():
    """Return exports to ten members of 10 each, last year's 8 and revised since, and of 1 to the eleventh."""
    for month in (*MONTHS, *(f"2024{month[4:]}" for month in MONTHS)):
        now = month.startswith("2025")
        for code in (*ELEVEN, "502"):
            small = code == EAST_TIMOR
            value = (1 if small else 10) if now else (1 if small else 8)
            printed = 60.0 if now and not small else None
            yield month, code, value, printed
        # What the source states of a group without a list of members.
        yield month, "BRI", 500 if now else 400, 30.0 if now else None


@pytest.fixture(scope="module")
def data():
    stated = [
        observation(value, period=month, partner=code, growth=NAN if growth is None else growth)
        for month, code, value, growth in rows()
    ]
    files = [raw_file("a", complete=("partner",))]
    return ReportData(Store.of(observations(*stated), files), Query("2025-11", "USD"))


def of(panel, code):
    mine = panel[panel["partner"] == code]
    return mine[COLUMNS].sort_values(COLUMNS[:4], ignore_index=True)


@pytest.mark.parametrize("only", [(), ("ASEAN", *ELEVEN), ("BRI",)])
def test_each_month_is_that_of_its_edition(data, only):
    found = every_partner_over_time(data, MONTHS, only)
    editions = pd.concat([every_partner(data.change(period=month)) for month in MONTHS])
    for code in only[:1] or ("ASEAN", "BRI", "502"):
        assert len(of(found, code)) == len(MONTHS)
        pd.testing.assert_frame_equal(of(found, code), of(editions, code))


def test_a_group_has_the_members_and_the_bases_of_each_month(data):
    found = of(every_partner_over_time(data, MONTHS), "ASEAN").set_index("period")
    # Ten members of 10 each, against 6.25, which the printed 60 % implies; then an eleventh, 1 in both years.
    assert found["value"].tolist() == [100.0, 100.0, 101.0, 101.0]
    assert found["base"].tolist() == pytest.approx([62.5, 62.5, 63.5, 63.5])


def test_a_group_without_a_list_of_members_has_its_value_in_each_month(data):
    found = of(every_partner_over_time(data, MONTHS), "BRI")
    assert found["value"].tolist() == [500.0] * len(MONTHS)
    assert found["base"].tolist() == pytest.approx([500 / 1.3] * len(MONTHS))
