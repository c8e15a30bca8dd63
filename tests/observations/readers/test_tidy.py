import math

import pandas as pd
import pytest
from builders import HEADER, tidy_row, tidy_text

from helpers.core.errors import SourceError
from helpers.observations.readers import tidy
from helpers.observations.readers.reading import Hints

READ = [*HEADER.replace("enterprise,", "enterprise,locality,office,").split(","), "step"]
"""The columns of what is read: files that tell no place or customs office apart have none of these."""


@pytest.fixture
def write(tmp_path):
    def written(content):
        path = tmp_path / "made-up.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return written


def read(path, **only):
    return tidy.read(path, Hints(only=only))


def refusal(path, **only):
    with pytest.raises(SourceError) as caught:
        read(path, **only)
    return str(caught.value)


def test_a_good_file_is_read_as_it_stands(write):
    frame = read(
        write(tidy_text(tidy_row(value="5.25", growth="-3.5"), tidy_row(flow="import", value="0")))
    )
    assert list(frame.columns) == READ
    assert frame["value"].tolist() == [5.25, 0]
    assert frame["value"].dtype == frame["growth"].dtype == "float64"
    assert frame["growth"].iloc[0] == -3.5
    assert math.isnan(frame["growth"].iloc[1])
    texts = frame.drop(columns=["value", "growth", "step"]).iloc[0].tolist()
    assert texts == ["2025-11", "month", "export", "11", *["_T"] * 6, "value", "USD"]


def test_what_the_source_rounded_to_is_kept(write):
    text = tidy_text(
        tidy_row(value="45470000000000") + ",10000000000",
        tidy_row(flow="import", value="7") + ",",
        header=f"{HEADER},step",
    )
    frame = read(write(text))
    assert frame["step"].iloc[0] == 1e10
    assert math.isnan(frame["step"].iloc[1])


@pytest.mark.parametrize("step", ["0", "-1", "some"])
def test_a_step_is_a_number_above_zero(write, step):
    text = tidy_text(tidy_row() + f",{step}", header=f"{HEADER},step")
    assert "row 2, column 'step': expected a number" in refusal(write(text))


def test_codes_keep_their_leading_zeros(write):
    frame = read(write(tidy_text(tidy_row(product="0101"))))
    assert frame["product"].tolist() == ["0101"]


def test_codes_within_what_was_told_are_kept(write):
    rows = [tidy_row(product="8471", region="11"), tidy_row(product="9801", region="11")]
    frame = read(write(tidy_text(*rows)), product="01-84,98", region="11")
    assert frame["product"].tolist() == ["8471", "9801"]


@pytest.mark.parametrize("product", ["8507", "8", "_T"])
def test_a_code_outside_what_was_told_is_refused(write, product):
    path = write(tidy_text(tidy_row(product="0101"), tidy_row(product=product)))
    assert refusal(path, product="01-84") == (
        f"{path}: row 3, column 'product': expected a code within 01-84, as was told, "
        f"found '{product}'"
    )


def test_no_text_is_taken_for_a_missing_number(write):
    frame = read(write(tidy_text(tidy_row(product="NA", regime="null"))))
    assert frame.loc[0, ["product", "regime"]].tolist() == ["NA", "null"]


def test_quantities_have_a_unit_of_their_own(write):
    row = tidy_row(measure="quantity", unit="piece")
    assert read(write(tidy_text(row)))["unit"].tolist() == ["piece"]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_byte_order_mark_and_line_ends_make_no_difference(write, mark, end):
    plain = read(write(tidy_text(tidy_row())))
    other = read(write(mark + tidy_text(tidy_row(), end=end)))
    pd.testing.assert_frame_equal(plain, other)


def test_columns_may_stand_in_any_order(write):
    pairs = list(zip(HEADER.split(","), tidy_row().split(","), strict=True))
    names, cells = zip(*reversed(pairs), strict=True)
    frame = read(write(tidy_text(",".join(cells), header=",".join(names))))
    assert list(frame.columns) == READ
    assert frame["region"].tolist() == ["11"]


MONTH = "expected a month such as 2025-11"
CODE = "expected a code without spaces, '_T' for the whole"
NUMBER = "expected a number"
BAD_CELLS = [
    ("period", "2025-13", MONTH),
    ("period", "2025-1", MONTH),
    ("period", "2025年11月", MONTH),
    ("period", "", MONTH),
    ("span", "year", "expected one of month, ytd"),
    ("span", "", "expected one of month, ytd"),
    ("flow", "balance", "expected one of export, import, total"),
    ("flow", "Export", "expected one of export, import, total"),
    ("region", "", CODE),
    ("partner", "", CODE),
    ("product", "", CODE),
    ("regime", "", CODE),
    ("enterprise", "", CODE),
    ("measure", "weight", "expected one of value, quantity"),
    ("unit", "EUR", "expected one of USD, CNY"),
    ("unit", "piece", "expected one of USD, CNY"),
    ("unit", "", CODE),
    ("value", "", NUMBER),
    ("value", "-", NUMBER),
    ("value", "n/a", NUMBER),
    ("value", "nan", NUMBER),
    ("value", "inf", NUMBER),
    ("value", "-inf", NUMBER),
    ("value", "5万", NUMBER),
    ("value", "１２", NUMBER),
    ("value", "True", NUMBER),
    ("value", "-5", "expected a number not below zero"),
    ("growth", "-", NUMBER),
    ("growth", "9.1%", NUMBER),
    ("growth", "inf", NUMBER),
    ("growth", "nan", NUMBER),
]


# Two good lines come first, so that the bad one is line 4 of the file; one more bad line follows.
@pytest.mark.parametrize(("column", "found", "expected"), BAD_CELLS)
def test_a_bad_cell_is_told_by_file_row_column_what_and_why(write, column, found, expected):
    bad = tidy_row(**({"region": "13"} | {column: found}))
    later = tidy_row(**({"region": "14"} | {column: found}))
    path = write(tidy_text(tidy_row(region="11"), tidy_row(region="12"), bad, later))
    said = refusal(path)
    assert said.startswith(f"{path}: row 4, column '{column}': {expected}")
    assert f"found '{found}" in said
    assert "\n" not in said


def test_a_quantity_is_not_counted_in_money(write):
    path = write(tidy_text(tidy_row(), tidy_row(measure="quantity")))
    assert refusal(path) == (
        f"{path}: row 3, column 'unit': expected a unit of quantity of units.csv, such as kg or 千克, "
        "found 'USD'"
    )


@pytest.mark.parametrize("unit", ["kg", "千克", "kilogram", "Kilograms"])
def test_a_unit_is_known_by_any_of_its_names(write, unit):
    frame = read(write(tidy_text(tidy_row(measure="quantity", unit=unit))))
    assert frame["unit"].tolist() == ["kg"]


def test_a_row_that_repeats_another_is_refused_whatever_its_number(write):
    path = write(
        tidy_text(tidy_row(value="5"), tidy_row(flow="import"), tidy_row(value="6", growth="1"))
    )
    said = refusal(path)
    assert said.startswith(f"{path}: row 4 repeats an earlier one (2025-11 month export 11 ")
    assert said.endswith("; keep one")


COLUMNS = "expected the columns " + HEADER.replace(",", ", ")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (tidy_text(header=HEADER), "holds no row below its header"),
        ("", "has no header; expected period"),
        ("\n\n", "has no header; expected period"),
        (tidy_text(header=HEADER.replace(",growth", "")), f"{COLUMNS}; missing ['growth']"),
        (
            tidy_text(header=HEADER.replace("region", "province")),
            f"{COLUMNS}; missing ['region']",
        ),
        (tidy_text(header=HEADER + ",note"), f"{COLUMNS}; unknown ['note']"),
        (tidy_text(header=HEADER + ",value"), f"{COLUMNS}; twice ['value"),
        (tidy_text(header=HEADER.replace(",", ";")), f"{COLUMNS}; missing ['period', "),
        (tidy_text('"' + tidy_row()), "row 2: not comma-separated"),
        (tidy_text(tidy_row(region="北京")).encode("gbk"), "is not UTF-8"),
        (tidy_text(tidy_row()).encode("utf-16"), "is not UTF-8"),
    ],
)
def test_what_is_no_tidy_file_is_told_in_one_line(write, text, said):
    path = write(text)
    message = refusal(path)
    assert message.startswith(f"{path}: {said}")
    assert "\n" not in message


def test_a_row_that_ends_early_is_refused(write):
    path = write(tidy_text("2025-11,month,export,11"))
    assert "row 2: expected 12 cells as in the header, found 4" in refusal(path)


def test_one_row_with_a_cell_too_many_is_told_in_one_line(write):
    path = write(tidy_text(tidy_row(), tidy_row(flow="import") + ",1"))
    message = refusal(path)
    assert message.startswith(f"{path}: ")
    assert "row 3: expected 12 cells as in the header, found 13" in message
    assert "\n" not in message


# What a spreadsheet writes when a cell beyond the table was once touched.
def test_a_comma_too_many_in_every_row_is_told_in_one_line(write):
    path = write(tidy_text(tidy_row() + ",", tidy_row(flow="import") + ","))
    message = refusal(path)
    assert message.startswith(f"{path}: ")
    assert "\n" not in message


def test_rows_are_counted_as_in_the_file_when_one_is_blank(write):
    path = write(tidy_text(tidy_row(), "", tidy_row(flow="import", value="x")))
    assert refusal(path) == f"{path}: row 4, column 'value': expected a number, found 'x'"


def test_a_cell_with_a_line_break_is_told_in_one_line(write):
    path = write(tidy_text(tidy_row(period='"2025-11\n"')))
    message = refusal(path)
    assert "row 2, column 'period'" in message
    assert "\n" not in message
