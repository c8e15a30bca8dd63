"""Figures through the years: records, runs of growth, multiples, compound growth, plan sums."""

import pandas as pd
import pytest
from builders import NAN, figure_frame, figure_row, values_by

from helpers.indicators import history
from helpers.indicators.figures import COLUMNS, Figures


def told(frame):
    """Check that these are figures, each named once, and return the frame."""
    assert list(frame.columns) == list(COLUMNS)
    Figures(frame)
    return frame


def one(frame):
    (row,) = told(frame).to_dict("records")
    return row


def series(values, **keys):
    """Return figures of one cell, by period; None makes a missing number."""
    rows = []
    for period, value in values.items():
        missing = {"basis": "absent"} if value is None else {}
        rows.append(figure_row(NAN if value is None else value, period=period, **(missing | keys)))
    return figure_frame(*rows)


def years(values, **keys):
    """Return figures of the full year, told by year."""
    named = {f"{year}-12": value for year, value in values.items()}
    return series(named, **({"span": "ytd"} | keys))


def growths(values, **keys):
    return series(values, **({"metric": "growth", "unit": "percent"} | keys))


# --- records -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "record"),
    [
        ({2023: 5, 2024: 7, 2025: 9}, 3),
        ({2024: 7, 2025: 9}, 2),
        ({2023: 9.5, 2024: 7, 2025: 9}, 0),
        ({2024: 9, 2025: 9}, 0),  # as high as before is no record
        ({2023: 9, 2024: None, 2025: 10}, 2),  # a year without a number isn't compared with
        ({2001: 1, 2010: 2, 2025: 3}, 3),
        ({2025: 9, 2023: 5, 2024: 7}, 3),  # in any order
        ({2024: -9, 2025: -7}, 2),
    ],
)
def test_a_record_counts_the_periods_it_stands_over(values, record):
    found = one(history.record(years(values, metric="level")))
    assert (found["metric"], found["value"], found["unit"]) == ("record", record, "count")
    assert (found["period"], found["span"], found["basis"]) == ("2025-12", "ytd", "computed")
    assert pd.isna(found["step"])


@pytest.mark.parametrize("values", [{2025: 9}, {2024: None, 2025: 9}])
def test_one_period_alone_is_no_record(values):
    assert told(history.record(years(values))).empty


@pytest.mark.parametrize(
    ("values", "records"),
    [
        ({"2025-10": 7, "2025-11": 8, "2025-12": 9}, [3]),
        ({"2024-12": 7, "2025-01": 8, "2025-02": 9}, [3]),
        ({"2025-02": 20, "2025-03": 7, "2025-11": 8, "2025-12": 9}, [2]),
        ({"2025-02": 7, "2025-03": 8, "2025-12": 9}, []),
    ],
)
def test_a_record_of_months_goes_back_to_the_last_gap(values, records):
    found = told(history.record(series(values, metric="level"), lag=1))
    assert found["value"].tolist() == records


def test_records_are_told_cell_by_cell():
    frames = [
        years({2024: 1, 2025: 2}, flow="export"),
        years({2024: 2, 2025: 1}, flow="import"),
        years({2023: 1, 2024: 2, 2025: 3}, flow="export", region="44"),
        series({"2025-11": 5, "2025-12": 4}, flow="export"),
    ]
    found = told(history.record(pd.concat(frames)))
    assert values_by(found, "region", "flow", "span") == {
        ("_T", "export", "ytd"): 2,
        ("_T", "import", "ytd"): 0,
        ("44", "export", "ytd"): 3,
        ("_T", "export", "month"): 0,
    }


def test_a_figure_through_the_years_names_every_file_behind_it_once():
    frames = [
        years({2023: 1}, sources="b;c"),
        years({2024: 2}, sources="a"),
        years({2025: 3}, sources="c"),
    ]
    assert one(history.record(pd.concat(frames)))["sources"] == "a;b;c"


# --- runs --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("values", "run"),
    [
        ({2023: 1.0, 2024: 2.0, 2025: 3.0}, 3),
        ({2022: 1.0, 2024: 2.0, 2025: 3.0}, 2),  # 2023 is not known
        ({2023: 1.0, 2024: None, 2025: 3.0}, 1),
        ({2023: 1.0, 2024: -2.0, 2025: 3.0}, 1),
        ({2023: 1.0, 2024: 0.04, 2025: 3.0}, 1),  # printed as 0.0
        ({2023: 1.0, 2024: 0.05, 2025: 3.0}, 3),  # printed as 0.1
        ({2023: 1.0, 2024: 2.0, 2025: -3.0}, 0),
        ({2023: 1.0, 2024: 2.0, 2025: 0.0}, 0),
        ({2025: 3.0}, 1),
        ({2025: 3.0, 2023: 1.0, 2024: 2.0}, 3),
    ],
)
def test_a_run_counts_the_years_of_growth_up_to_the_last(values, run):
    found = one(history.run(years(values, metric="growth", unit="percent"), lag=12))
    assert (found["metric"], found["value"], found["unit"]) == ("run_years", run, "count")
    assert (found["period"], found["basis"]) == ("2025-12", "computed")


@pytest.mark.parametrize(
    ("values", "run"),
    [
        ({"2024-11": 1.0, "2024-12": 2.0, "2025-01": 3.0, "2025-02": 4.0}, 4),
        ({"2024-11": 1.0, "2025-01": 3.0, "2025-02": 4.0}, 2),
        ({"2024-12": -1.0, "2025-01": 3.0, "2025-02": 4.0}, 2),
        ({"2024-02": 1.0, "2025-02": 4.0}, 1),
    ],
)
def test_a_run_of_months_goes_over_the_end_of_a_year(values, run):
    found = one(history.run(growths(values), lag=1))
    assert (found["metric"], found["value"]) == ("run_months", run)
    assert found["period"] == "2025-02"


def test_a_run_ends_with_the_last_number_and_says_of_which_period_it_is():
    # What is known only up to 2024 tells nothing of 2025; the figure says so by its period.
    found = one(history.run(years({2023: 1.0, 2024: 2.0, 2025: None}, metric="growth"), lag=12))
    assert (found["value"], found["period"]) == (2, "2024-12")


# --- multiples ---------------------------------------------------------------------------------


def test_a_multiple_is_the_last_over_the_first():
    found = one(history.multiple(years({1994: 4, 2000: 9, 2024: 329.28}), "1994-12"))
    assert found["value"] == pytest.approx(82.32)
    assert (found["metric"], found["unit"], found["period"]) == ("multiple", "times", "2024-12")


def test_a_multiple_has_no_step_of_an_amount():
    found = one(history.multiple(years({2020: 4e12, 2025: 8e12}, step=1e10), "2020-12"))
    assert found["value"] == 2
    assert pd.isna(found["step"])


@pytest.mark.parametrize(
    ("values", "first"),
    [
        ({2021: 4, 2025: 8}, "2020-12"),  # the first is not there
        ({2020: None, 2021: 4, 2025: 8}, "2020-12"),
        ({2020: 0, 2025: 8}, "2020-12"),
        ({2020: -4, 2025: 8}, "2020-12"),
        ({2025: 8}, "2025-12"),
    ],
)
@pytest.mark.parametrize("metric", [history.multiple, history.growth_since, history.cagr])
def test_without_a_first_value_nothing_is_held_against_it(metric, values, first):
    assert told(metric(years(values), first)).empty


def test_what_came_before_the_first_period_makes_no_difference():
    values = years({2015: 100, 2020: 4, 2025: 8})
    assert one(history.multiple(values, "2020-12"))["value"] == 2
    assert one(history.growth_since(values, "2020-12"))["value"] == 100


# --- growth over a plan ------------------------------------------------------------------------

# The briefing: 45.47 trillion yuan, 41.1 % above 2020, which is 7.1 % a year.
FIVE = {2020: 45.47e12 / 1.411, 2023: 41.7e12, 2025: 45.47e12}


def test_growth_since_the_base_of_a_plan():
    found = one(history.growth_since(years(FIVE), "2020-12"))
    assert found["value"] == pytest.approx(41.1)
    assert (found["metric"], found["unit"]) == ("growth_since_base", "percent")
    assert found["period"] == "2025-12"


def test_compound_growth_of_the_briefing():
    # 1.07 ^ 5 = 1.40255 and 1.072 ^ 5 = 1.41571: 1.411 lies between, at 7.13 % a year.
    found = one(history.cagr(years(FIVE), "2020-12"))
    assert found["value"] == pytest.approx(7.13, abs=0.005)
    assert (found["metric"], found["unit"]) == ("cagr", "percent")


@pytest.mark.parametrize(
    ("values", "rate"),
    [
        ({2020: 100, 2025: 161.051}, 10.0),  # 1.1 ^ 5
        ({2020: 100, 2022: 121}, 10.0),
        ({2020: 100, 2021: 90}, -10.0),
        ({2020: 100, 2022: 81}, -10.0),
        ({2020: 100, 2025: 100}, 0.0),
    ],
)
def test_compound_growth_is_that_of_an_average_year(values, rate):
    found = one(history.cagr(years(values), "2020-12"))
    assert found["value"] == pytest.approx(rate)


# --- sums over a plan --------------------------------------------------------------------------

PLAN = range(2021, 2026)
SUMMANDS = {2021: 39.1e12, 2022: 41.8e12, 2023: 41.76e12, 2024: 43.85e12, 2025: 45.47e12}


def test_the_years_of_a_plan_are_added_up():
    # 39.1 + 41.8 + 41.76 + 43.85 + 45.47
    found = one(history.plan_sum(years(SUMMANDS, unit="CNY"), PLAN))
    assert found["value"] == pytest.approx(211.98e12)
    assert (found["metric"], found["unit"]) == ("plan_sum", "CNY")
    assert (found["period"], found["basis"]) == ("2025-12", "computed")


def test_years_outside_the_plan_are_not_added():
    more = {2019: 1e15, 2020: 1e15, **SUMMANDS, 2026: 1e15}
    found = one(history.plan_sum(years(more, unit="CNY"), PLAN))
    assert (found["value"], found["period"]) == (pytest.approx(211.98e12), "2025-12")


@pytest.mark.parametrize("year", PLAN)
def test_a_plan_that_lacks_a_year_has_no_sum(year):
    lacking = {one: value for one, value in SUMMANDS.items() if one != year}
    assert told(history.plan_sum(years(lacking), PLAN)).empty
    assert told(history.plan_sum(years({**SUMMANDS, year: None}), PLAN)).empty


def test_a_sum_is_known_to_the_coarsest_step_of_its_years():
    frames = [
        years({year: value}, unit="CNY", step={2024: 1e8, 2025: 1e10}.get(year, NAN))
        for year, value in SUMMANDS.items()
    ]
    assert one(history.plan_sum(pd.concat(frames), PLAN))["step"] == 1e10


def test_each_cell_has_a_sum_of_its_own():
    frames = [
        years(dict.fromkeys(PLAN, 2.0)),
        years(dict.fromkeys(PLAN, 3.0), flow="import"),
        years(dict.fromkeys(range(2022, 2026), 4.0), region="44"),
    ]
    found = told(history.plan_sum(pd.concat(frames), PLAN))
    assert values_by(found, "flow", "region") == {("export", "_T"): 10, ("import", "_T"): 15}


NONE = figure_frame()


@pytest.mark.parametrize(
    "found",
    [
        history.record(NONE),
        history.run(NONE, 12),
        history.multiple(NONE, "2020-12"),
        history.growth_since(NONE, "2020-12"),
        history.cagr(NONE, "2020-12"),
        history.plan_sum(NONE, PLAN),
    ],
)
def test_of_no_figures_there_is_nothing_to_tell(found):
    assert told(found).empty
