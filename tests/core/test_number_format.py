import math
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from helpers.core import number_format

PERCENTS = [
    (0, "0.0"),
    (0.0, "0.0"),
    (-0.0, "0.0"),
    (1, "1.0"),
    (-1, "-1.0"),
    (6.85, "6.9"),
    (-6.85, "-6.9"),
    (6.849999, "6.8"),
    (6.84, "6.8"),
    # Halves go away from zero, also those whose float lies a hair below the half.
    (0.05, "0.1"),
    (-0.05, "-0.1"),
    (0.15, "0.2"),
    (0.25, "0.3"),
    (-0.25, "-0.3"),
    (0.35, "0.4"),
    (0.45, "0.5"),
    (1.05, "1.1"),
    (1.15, "1.2"),
    (2.65, "2.7"),
    (2.675, "2.7"),
    (4.35, "4.4"),
    (1.45, "1.5"),
    (8.35, "8.4"),
    (-8.35, "-8.4"),
    # Below the half of the last digit nothing is left, not even a sign.
    (0.04, "0.0"),
    (-0.04, "0.0"),
    (0.049999, "0.0"),
    (-0.049999, "0.0"),
    (1e-9, "0.0"),
    (-1e-9, "0.0"),
    (5e-324, "0.0"),
    # Roll-over.
    (9.94, "9.9"),
    (9.95, "10.0"),
    (-9.95, "-10.0"),
    (99.95, "100.0"),
    (-99.95, "-100.0"),
    (-99.94, "-99.9"),
    (999.95, "1000.0"),
    (0.95, "1.0"),
    (0.99, "1.0"),
    # Sums of floats carry noise far behind the last digit.
    (0.1 + 0.2, "0.3"),
    (1.1 * 3, "3.3"),
    # No thousands separators, no exponents.
    (1851385.05, "1851385.1"),
    (123456789.04, "123456789.0"),
    (1e15, "1000000000000000.0"),
    (np.float64(6.85), "6.9"),
    (np.float64(-0.0), "0.0"),
    (np.int64(7), "7.0"),
    (None, "-"),
]


def misprints(printed, cases):
    """Return the values that are printed otherwise than expected: value, printed, expected."""
    found = [(value, printed(value), expected) for value, expected in cases]
    return [one for one in found if one[1] != one[2]]


def test_percent():
    assert misprints(number_format.percent, PERCENTS) == []


HUNDRED_MILLIONS = [
    (0, "0.0"),
    (0.0, "0.0"),
    (-0.0, "0.0"),
    (72_560_000_000.0, "725.6"),
    (-72_560_000_000.0, "-725.6"),
    (114_540_000_000, "1145.4"),
    (100_000_000, "1.0"),
    (123_456_789.123, "1.2"),
    # From 0.05 on, one decimal.
    (5_000_000, "0.1"),
    (-5_000_000, "-0.1"),
    (5_499_999, "0.1"),
    (14_999_999, "0.1"),
    (15_000_000, "0.2"),
    (-15_000_000, "-0.2"),
    # Below it, two.
    (4_999_999.99, "0.05"),
    (4_999_999, "0.05"),
    (-4_999_999, "-0.05"),
    (4_500_000, "0.05"),
    (-4_500_000, "-0.05"),
    (4_499_999, "0.04"),
    (4_000_000, "0.04"),
    (-2_000_000, "-0.02"),
    (1_500_000, "0.02"),
    (1_499_999, "0.01"),
    (500_000, "0.01"),
    (-500_000, "-0.01"),
    (499_999, "0.00"),
    (-499_999, "0.00"),
    (1, "0.00"),
    (-1, "0.00"),
    # Roll-over.
    (994_999_999, "9.9"),
    (995_000_000, "10.0"),
    (-995_000_000, "-10.0"),
    (99_995_000_000, "1000.0"),
    (45_000_000_000_000.0, "450000.0"),
    (np.float64(4_500_000), "0.05"),
    (None, "-"),
]


def test_value_in_hundred_millions():
    assert misprints(lambda value: number_format.scaled(value, 8), HUNDRED_MILLIONS) == []


@pytest.mark.parametrize(
    ("value", "power", "expected"),
    [
        (12_345, 4, "1.2"),
        (12_500, 4, "1.3"),
        (-12_500, 4, "-1.3"),
        (500, 4, "0.1"),
        (499, 4, "0.05"),
        (450, 4, "0.05"),
        (449, 4, "0.04"),
        (50, 4, "0.01"),
        (49, 4, "0.00"),
        (0, 4, "0.0"),
        (99_499, 4, "9.9"),
        (99_500, 4, "10.0"),
        (241_735_164, 4, "24173.5"),
        (2.25, 0, "2.3"),
        (0.049, 0, "0.05"),
        (0.05, 0, "0.1"),
        (None, 4, "-"),
        (None, 0, "-"),
    ],
)
def test_value_in_other_units(value, power, expected):
    assert number_format.scaled(value, power) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (0, "0"),
        (-0.0, "0"),
        (7.0, "7"),
        (31, "31"),
        (-3.0, "-3"),
        (0.5, "1"),
        (1.5, "2"),
        (2.5, "3"),
        (-0.5, "-1"),
        (-2.5, "-3"),
        (0.49, "0"),
        (-0.49, "0"),
        (9.5, "10"),
        (None, "-"),
    ],
)
def test_a_count_or_a_rank_has_no_decimals(value, expected):
    assert number_format.plain(value, 0) == expected


@pytest.mark.parametrize(
    ("value", "power", "step", "expected"),
    [
        (45.47e12, 12, 1e10, "45.47"),
        (23.6e12, 12, 1e11, "23.6"),
        (23.6e12, 12, 1e10, "23.60"),
        (200e12, 12, 1e12, "200"),
        (26.99e12, 8, 1e10, "269900"),
        (940_000_000, 8, 1e7, "9.4"),
        (780_000, 4, 1e4, "78"),
        (40, 0, 10, "40"),  # a step coarser than the unit leaves no decimals
        (1.8, 0, 0.1, "1.8"),
        (-2, 0, 1, "-2"),
        (1.455e12, 12, 1e10, "1.46"),  # half away from zero
        (-1.455e12, 12, 1e10, "-1.46"),
        (2.675e12, 12, 1e10, "2.68"),
        (8.51e12, 12, 1e10, "8.51"),
        (26.99e12 - 18.48e12, 12, 1e10, "8.51"),
        (0, 12, 1e10, "0.00"),
        (-4e9, 12, 1e10, "0.00"),
        (5e9, 12, 1e10, "0.01"),
        (None, 12, 1e10, "-"),
    ],
)
def test_what_the_source_rounded_has_its_digits(value, power, step, expected):
    assert number_format.stepped(value, power, step) == expected


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [
        (2.675, 2, "2.68"),
        (-2.675, 2, "-2.68"),
        (1.005, 2, "1.01"),
        (1.115, 2, "1.12"),
        (0.285, 2, "0.29"),
        (0.615, 2, "0.62"),
        (10.075, 2, "10.08"),
        (0.004, 2, "0.00"),
        (-0.004, 2, "0.00"),
        (-0.005, 2, "-0.01"),
        (0.0005, 3, "0.001"),
        (999.995, 2, "1000.00"),
        (3, 2, "3.00"),
        (2.5, 0, "3"),
    ],
)
def test_rounded_is_half_away_from_zero_with_as_many_digits_as_asked(value, decimals, expected):
    assert str(number_format.rounded(value, decimals)) == expected


PRINTERS = [
    lambda value: number_format.rounded(value, 1),
    lambda value: number_format.scaled(value, 8),
    number_format.percent,
    lambda value: number_format.plain(value, 2),
    lambda value: number_format.stepped(value, 12, 1e10),
]


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf, np.float64("nan")])
@pytest.mark.parametrize(
    "printer", PRINTERS, ids=["rounded", "scaled", "percent", "plain", "stepped"]
)
def test_what_is_no_number_never_reaches_a_reader(printer, value):
    with pytest.raises(ValueError, match="must be finite, found"):
        printer(value)


@pytest.mark.parametrize(
    ("printed", "sign"),
    [
        ("0.1", 1),
        ("12.0", 1),
        ("0.01", 1),
        ("1", 1),
        ("-0.1", -1),
        ("-0.01", -1),
        ("-3", -1),
        ("0.0", 0),
        ("0.00", 0),
        ("0", 0),
        ("-", 0),
    ],
)
def test_direction_is_that_of_the_printed_number(printed, sign):
    assert number_format.direction(printed) == sign


@pytest.mark.parametrize(
    ("value", "sign"), [(0.04, 0), (-0.04, 0), (0.05, 1), (-0.05, -1), (None, 0)]
)
def test_direction_of_a_growth_is_what_the_reader_sees(value, sign):
    assert number_format.direction(number_format.percent(value)) == sign


FINITE = st.floats(-1e15, 1e15, allow_nan=False, allow_infinity=False)


def by_whole_numbers(value, decimals):
    """Round half away from zero in whole numbers: the floor of |value| in last digits + 1/2."""
    exact = Fraction(Decimal(repr(value)))
    digits = math.floor(abs(exact) * 10**decimals + Fraction(1, 2))
    text = str(digits).rjust(decimals + 1, "0")
    text = f"{text[:-decimals]}.{text[-decimals:]}" if decimals else text
    return f"-{text}" if exact < 0 and digits else text


@given(FINITE, st.integers(0, 4))
@example(2.675, 2)
@example(-0.05, 1)
@example(-1e-300, 3)
def test_rounding_agrees_with_whole_number_arithmetic(value, decimals):
    assert str(number_format.rounded(value, decimals)) == by_whole_numbers(value, decimals)


@given(st.integers(-(10**9), 10**9))
def test_every_exact_half_goes_away_from_zero(number):
    # (2n + 1) / 20 is a half in the second decimal: its last printed digit is n + 1 away from zero.
    value = (2 * abs(number) + 1) / 20
    tenths = abs(number) + 1
    expected = f"{tenths // 10}.{tenths % 10}"
    assert (number_format.percent(value), number_format.percent(-value)) == (
        expected,
        f"-{expected}",
    )


@given(FINITE, st.sampled_from([0, 4, 8]))
@example(5_000_000.0, 8)
@example(4_999_999.999999999, 8)
def test_two_decimals_only_below_a_twentieth_of_the_unit(value, power):
    shifted = Fraction(Decimal(repr(value))) / 10**power
    small = 0 < abs(shifted) < Fraction(1, 20)
    printed = number_format.scaled(value, power)
    assert len(printed.partition(".")[2]) == (2 if small else 1)
    error = abs(Fraction(printed) - shifted)
    assert error <= (Fraction(1, 200) if small else Fraction(1, 20))


@given(FINITE)
def test_a_number_and_its_opposite_differ_by_their_sign_only(value):
    printed, opposite = number_format.percent(value), number_format.percent(-value)
    assert printed.removeprefix("-") == opposite.removeprefix("-")
    assert number_format.direction(printed) == -number_format.direction(opposite)


@pytest.mark.parametrize(
    ("one", "other", "power", "printed"),
    [
        (21_388.5246e8, 21_350.9246e8, 8, ("21388.5", "21350.9")),
        (14.148319925201427, 14.139304325421028, 0, ("14.15", "14.14")),
        (200e8, 200e8 + 1, 8, ("200.00000000", "200.00000001")),
        (5.0, 5.0, 0, ("5.0", "5.0")),
        (-0.01, 0.02, 0, ("-0.01", "0.02")),
    ],
)
def test_two_numbers_are_printed_so_that_they_differ(one, other, power, printed):
    assert number_format.apart(one, other, power) == printed
