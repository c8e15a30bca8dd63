import pytest

from helpers.core import dimensions
from helpers.core.dimensions import is_part
from helpers.core.periods import Month
from helpers.observations import schema


def test_columns_are_those_of_the_observation_table():
    raw = "period span flow region partner product regime enterprise locality office measure unit value growth"
    assert " ".join(schema.RAW_COLUMNS) == raw
    assert " ".join(schema.OBSERVATION_COLUMNS) == f"{raw} step source released"


def test_balance_is_never_stored():
    assert set(dimensions.STORED_FLOWS) == {"export", "import", "total"}


@pytest.mark.parametrize(
    ("text", "year", "number"),
    [
        ("2025-11", 2025, 11),
        ("2025-01", 2025, 1),
        ("2024-12", 2024, 12),
        ("1999-09", 1999, 9),
        ("1900-01", 1900, 1),
        ("2099-12", 2099, 12),
    ],
)
def test_month_is_read_and_written_back(text, year, number):
    month = Month.parse(text)
    assert (month.year, month.number) == (year, number)
    assert str(month) == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2025",
        "2025-00",
        "2025-13",
        "2025-1",
        "2025-011",
        "25-11",
        "202-11",
        "12025-11",
        "1899-11",
        "2100-01",
        "2025/11",
        "202511",
        "2025-11-01",
        " 2025-11",
        "2025-11 ",
        "2025-11\n",
        "2025年11月",
        "November 2025",
        "_T",
    ],
)
def test_what_is_no_month_is_refused_with_what_was_found(text):
    with pytest.raises(ValueError, match="expected a month such as 2025-11") as caught:
        Month.parse(text)
    assert str(caught.value).endswith(f"found '{text}'")


# A Chinese input method types such digits easily; as text they are another month.
@pytest.mark.parametrize("text", ["20２５-11", "20٢٥-11"])
def test_digits_of_other_scripts_are_no_month(text):
    with pytest.raises(ValueError, match="expected a month"):
        Month.parse(text)


@pytest.mark.parametrize(
    ("text", "before"),
    [
        ("2025-11", "2024-11"),
        ("2025-01", "2024-01"),
        ("2000-12", "1999-12"),
        ("2024-02", "2023-02"),
    ],
)
def test_year_before_is_the_same_month(text, before):
    assert str(Month.parse(text).year_before()) == before


@pytest.mark.parametrize(
    ("text", "months", "earlier"),
    [
        ("2025-11", 0, "2025-11"),
        ("2025-11", 1, "2025-10"),
        ("2025-11", 10, "2025-01"),
        ("2025-11", 11, "2024-12"),
        ("2025-01", 1, "2024-12"),
        ("2025-12", 12, "2024-12"),
        ("2025-02", 14, "2023-12"),
        ("2025-02", 60, "2020-02"),
        ("2000-01", 1, "1999-12"),
        ("2024-12", -1, "2025-01"),
    ],
)
def test_months_are_counted_back_over_the_ends_of_years(text, months, earlier):
    assert str(Month.parse(text).minus(months)) == earlier


def test_months_are_ordered_in_time():
    texts = ["2025-02", "2024-12", "2025-10", "2025-01", "2024-02"]
    ordered = [str(month) for month in sorted(map(Month.parse, texts))]
    assert ordered == ["2024-02", "2024-12", "2025-01", "2025-02", "2025-10"]


@pytest.mark.parametrize(
    ("dimension", "code", "part"),
    [
        ("region", "11", True),
        ("region", "65", True),
        ("region", "_T", False),
        ("region", "1", False),
        ("region", "1101", False),  # a city or zone lies within a province
        ("region", "11013", False),
        ("region", "11A", False),
        ("partner", "502", True),
        ("partner", "110", True),
        ("partner", "_T", False),
        ("partner", "EU", False),  # groups overlap the countries in them
        ("partner", "ASEAN", False),
        ("partner", "50", False),
        ("partner", "5022", False),
        ("product", "_T", False),
        ("product", "85", True),
        ("product", "85076000", True),
        ("product", "minerals", True),
        ("product", "HITECH", False),  # the customs' lists overlap the HS codes
        ("product", "CBEC", False),
        ("region", "YRD", False),  # and groups of provinces the provinces
        ("region", "GBA9", False),
        ("partner", "BRI", False),
        ("partner", "AFRICA", False),
        ("enterprise", "private", True),
        ("regime", "10", True),
        ("regime", "_T", False),
        ("enterprise", "1", True),
        ("enterprise", "_T", False),
    ],
)
def test_only_members_that_do_not_overlap_may_be_added_up(dimension, code, part):
    assert is_part(dimension, code) is part
