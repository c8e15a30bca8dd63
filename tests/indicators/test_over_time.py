"""Figures from month to month: sums of twelve months, an index, months that are missing."""

import pandas as pd
import pytest
from builders import NAN, figure_frame, figure_row

from helpers.indicators import over_time
from helpers.indicators.figures import Figures
from helpers.indicators.lineage import Lineage

YEAR = over_time.months_between("2024-01", "2024-12")
TWO_YEARS = over_time.months_between("2024-01", "2025-12")


def levels(values, **keys):
    """Return levels of one cell by month; None makes a missing number."""
    rows = []
    for period, value in values.items():
        missing = {"basis": "absent", "reason": "incomplete"} if value is None else {}
        rows.append(figure_row(NAN if value is None else value, period=period, **(missing | keys)))
    return figure_frame(*rows)


def by_month(frame):
    """Return value, or the reason where there is none, by month; the frame is one of figures."""
    Figures(frame)
    known = zip(frame["period"], frame["value"], frame["reason"], strict=True)
    return {period: reason if pd.isna(value) else value for period, value, reason in known}


def test_months_are_listed_through_a_month_and_between_two():
    assert over_time.months_through("2025-02", 3) == ["2024-12", "2025-01", "2025-02"]
    assert over_time.months_between("2024-11", "2025-01") == ["2024-11", "2024-12", "2025-01"]
    assert over_time.months_between("2024-11", "2024-11") == ["2024-11"]
    assert YEAR[0] == "2024-01"
    assert len(TWO_YEARS) == 24


def test_twelve_months_are_added_up():
    # 1 + 2 + … + 12 = 78; a month later 1 goes and 13 comes.
    values = dict(zip(TWO_YEARS, range(1, 14), strict=False))
    found = by_month(over_time.rolling_year(levels(values)))
    assert found["2024-12"] == 78
    assert found["2025-01"] == 90
    assert found["2024-11"] == "months_missing"


def test_a_sum_over_a_gap_is_absent():
    values = dict.fromkeys(YEAR, 1.0)
    without = {month: value for month, value in values.items() if month != "2024-05"}
    assert by_month(over_time.rolling_year(levels(without)))["2024-12"] == "months_missing"
    unknown = values | {"2024-05": None}
    assert by_month(over_time.rolling_year(levels(unknown)))["2024-12"] == "months_missing"


def test_sums_from_january_on_are_not_added_up():
    assert over_time.rolling_year(levels(dict.fromkeys(YEAR, 1.0), span="ytd")).empty


def test_a_sum_of_twelve_months_grows_over_that_of_the_year_before():
    values = dict(zip(TWO_YEARS, [1.0] * 12 + [1.5] * 12, strict=True))
    growth = by_month(over_time.rolling_year_growth(over_time.rolling_year(levels(values))))
    # Eighteen over twelve; a month before, eleven times 1.5 and one over twelve.
    assert growth["2025-12"] == pytest.approx(50.0)
    assert growth["2024-12"] == "no_base"
    assert growth["2025-11"] == "base_incomplete"  # eleven months of 2023 are not there
    assert growth["2024-11"] == "months_missing"


def test_a_balance_of_twelve_months_has_no_growth():
    values = dict.fromkeys(TWO_YEARS, 1.0)
    rolling = over_time.rolling_year(levels(values, flow="balance"))
    assert over_time.rolling_year_growth(rolling).empty


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({"2025-01": 4, "2025-02": 5}, {"2025-01": 100, "2025-02": 125}),
        ({"2025-02": 5}, {"2025-02": "no_base"}),
        ({"2025-01": 0.5, "2025-02": 5}, {"2025-01": "base_zero", "2025-02": "base_zero"}),
        ({"2025-01": 4, "2025-02": None}, {"2025-01": 100, "2025-02": "incomplete"}),
        ({"2025-01": None, "2025-02": 5}, {"2025-01": "incomplete", "2025-02": "no_base"}),
    ],
)
def test_an_index_is_a_hundred_in_its_first_month(values, expected):
    found = over_time.index(levels(values), "2025-01")
    assert by_month(found) == expected
    assert set(found["unit"]) == {"index"}


def test_what_was_first_released_is_told_where_it_was_revised():
    now = levels({"2025-01": 4, "2025-02": 6, "2025-03": 7})
    cell = ("value", "month", "export", *["_T"] * 5, "USD")
    found = over_time.first_levels(now, {(*cell, "2025-02"): (5.0, "first")})
    assert by_month(found) == {"2025-02": 5}
    assert found["sources"].tolist() == ["first"]
    assert found["metric"].tolist() == ["first_level"]
    assert over_time.first_levels(now, {}).empty


def test_a_sum_of_twelve_months_names_its_months_as_inputs():
    values = dict.fromkeys(TWO_YEARS[:13], 1.0)
    frame = levels(values)
    rolling = over_time.rolling_year(frame)
    page = Figures(pd.concat([frame, rolling], ignore_index=True))
    figure = page.one("rolling_year", period="2025-01", span="month", flow="export")
    found = Lineage(page).inputs_of(figure)
    assert [one.period for one in found] == TWO_YEARS[1:13]


# --- groups of partners: ASEAN has an eleventh member from October 2025 on ------------------------

ASEAN = dict.fromkeys(over_time.months_between("2023-01", "2026-10"), 2.0)


def test_months_with_other_members_are_not_added_up():
    found = by_month(over_time.rolling_year(levels(ASEAN, partner="ASEAN")))
    assert found["2025-09"] == 24
    assert found["2025-10"] == found["2026-08"] == "members_changed"
    assert found["2026-09"] == 24  # October 2025 to September 2026
    assert by_month(over_time.rolling_year(levels(ASEAN, partner="304")))["2025-10"] == 24


def test_sums_of_other_members_are_not_compared():
    rolling = over_time.rolling_year(levels(ASEAN, partner="ASEAN"))
    growth = by_month(over_time.rolling_year_growth(rolling))
    assert growth["2025-09"] == 0
    assert growth["2026-09"] == "members_changed"


def test_an_index_is_of_the_same_members():
    found = by_month(over_time.index(levels(ASEAN, partner="ASEAN"), "2025-10"))
    assert (found["2025-09"], found["2025-10"], found["2026-01"]) == ("members_changed", 100, 100)
    before = by_month(over_time.index(levels(ASEAN, partner="ASEAN"), "2025-09"))
    assert (before["2025-09"], before["2025-10"]) == (100, "members_changed")


def test_a_group_without_a_list_of_members_is_compared_with_no_other_month():
    found = by_month(over_time.rolling_year(levels(ASEAN, partner="BRI")))
    assert found["2024-06"] == "members_unknown"
    assert by_month(over_time.index(levels(ASEAN, partner="BRI"), "2025-01"))["2025-02"] == (
        "members_unknown"
    )
