"""Quoted statements: what is read of a file of them, what is refused, and where they are kept."""

import pandas as pd
import pytest
from builders import QUOTED, quoted_row, quoted_text, tidy_row, tidy_text, write_pair
from testbed import read_folder

from helpers.core.errors import SourceError
from helpers.observations.readers import quoted
from helpers.observations.schema import OBSERVATION_COLUMNS

READ = QUOTED.replace("enterprise,", "enterprise,regime,").split(",")
"""The columns of what is read: files that state nothing of a regime have no column of it."""


@pytest.fixture
def write(tmp_path):
    def written(content):
        path = tmp_path / "quoted.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return written


def refusal(path):
    with pytest.raises(SourceError) as caught:
        quoted.read(path)
    return str(caught.value)


# --- what is read ------------------------------------------------------------------------------


def test_statements_are_read_as_they_stand(write):
    text = quoted_text(
        quoted_row(),
        quoted_row(
            metric="plan_sum",
            flow="total",
            value="200000000000000",
            unit="CNY",
            step="1e12",
            qualifier="above",
            label="“十四五”时期的进出口累计值",
        ),
        quoted_row(metric="cr10_change", value="-2", unit="points", step="1"),
        quoted_row(partner="EU", product="HITECH", enterprise="private"),
    )
    frame = quoted.read(write(text))
    assert list(frame.columns) == READ
    assert frame["value"].tolist() == [4.4, 2e14, -2, 4.4]
    assert frame["step"].tolist() == [0.1, 1e12, 1, 0.1]
    assert frame["value"].dtype == frame["step"].dtype == "float64"
    assert frame["qualifier"].tolist() == ["", "above", "", ""]
    assert frame["label"].tolist()[:2] == ["进口额的同比变化", "“十四五”时期的进出口累计值"]
    keys = ["partner", "product", "enterprise"]
    assert frame.loc[3, keys].tolist() == ["EU", "HITECH", "private"]


def test_a_byte_order_mark_and_line_ends_make_no_difference(write):
    text = quoted_text(quoted_row())
    plain = quoted.read(write(text))
    other = quoted.read(write("\ufeff" + text.replace("\n", "\r\n")))
    pd.testing.assert_frame_equal(plain, other)


@pytest.mark.parametrize("qualifier", ["", "above", "near", "about"])
def test_a_number_may_be_qualified(write, qualifier):
    frame = quoted.read(write(quoted_text(quoted_row(qualifier=qualifier))))
    assert frame["qualifier"].tolist() == [qualifier]


def test_columns_may_stand_in_any_order(write):
    pairs = list(zip(QUOTED.split(","), quoted_row().split(","), strict=True))
    names, cells = zip(*reversed(pairs), strict=True)
    frame = quoted.read(write(tidy_text(",".join(cells), header=",".join(names))))
    assert list(frame.columns) == READ


# --- what is refused ---------------------------------------------------------------------------

MONTH = "expected a month such as 2025-11, found"
NUMBER = "expected a number, found"
QUALIFIER = "expected one of above, near, about or nothing, found"
BAD_CELLS = [
    *((name, "", "expected ") for name in QUOTED.split(",") if name != "qualifier"),
    ("value", "4,4", NUMBER),
    ("value", "4.4%", NUMBER),
    ("value", "九", NUMBER),
    ("value", " ", NUMBER),
    ("step", "x", NUMBER),
    ("step", "0,1", NUMBER),
    ("qualifier", "more", QUALIFIER),
    ("qualifier", "超过", QUALIFIER),
    ("qualifier", "_T", QUALIFIER),
    ("qualifier", " ", QUALIFIER),
    ("period", "2025", MONTH),
    ("period", "2025-13", MONTH),
    ("period", "2025年12月", MONTH),
]
NOT_REFUSED = [
    *(("value", text, NUMBER) for text in ("nan", "inf", "-inf")),
    *(("step", text, NUMBER) for text in ("nan", "inf")),
    *(("step", text, "expected a number above zero") for text in ("0", "-1")),
    ("span", "year", "expected one of month, ytd"),
    ("flow", "Import", "expected one of "),
    ("measure", "money", "expected one of value, quantity"),
]


def told_by_row_and_column(write, column, found, expected):
    """Check what is said of a bad cell in line 4, with a good line before and a bad one after."""
    cell = f'"{found}"' if "," in found else found
    text = quoted_text(
        quoted_row(region="11"),
        quoted_row(region="12"),
        quoted_row(**({"region": "13"} | {column: cell})),
        quoted_row(**({"region": "14"} | {column: cell})),
    )
    path = write(text)
    said = refusal(path)
    assert said.startswith(f"{path}: row 4, column '{column}': {expected}")
    assert not found or found in said
    assert len(said.splitlines()) == 1


@pytest.mark.parametrize(("column", "found", "expected"), BAD_CELLS)
def test_a_bad_cell_is_told_by_file_row_column_what_and_why(write, column, found, expected):
    told_by_row_and_column(write, column, found, expected)


@pytest.mark.parametrize(("column", "found", "expected"), NOT_REFUSED)
def test_a_cell_that_no_page_can_show_is_refused(write, column, found, expected):
    told_by_row_and_column(write, column, found, expected)


@pytest.mark.parametrize("column", ["period", "value", "qualifier"])
def test_a_cell_with_a_line_break_is_told_in_one_line(write, column):
    said = refusal(write(quoted_text(quoted_row(**{column: '"2025-12\nx"'}))))
    assert f"row 2, column '{column}'" in said
    assert len(said.splitlines()) == 1


def test_a_statement_that_stands_there_twice_is_refused(write):
    path = write(
        quoted_text(
            quoted_row(),
            quoted_row(flow="export"),
            quoted_row(value="5", unit="points", label="another", qualifier="near"),
        )
    )
    assert refusal(path) == (
        f"{path}: row 4 repeats an earlier one (growth value 2025-12 ytd import _T _T _T _T _T); keep one"
    )


@pytest.mark.parametrize(
    "other",
    [
        {"metric": "share"},
        {"measure": "quantity"},
        {"period": "2024-12"},
        {"span": "month"},
        {"flow": "total"},
        {"region": "YRD"},
        {"partner": "EU"},
        {"product": "HITECH"},
        {"enterprise": "private"},
    ],
)
def test_statements_differ_in_any_of_their_keys(write, other):
    assert len(quoted.read(write(quoted_text(quoted_row(), quoted_row(**other))))) == 2


COLUMNS = "expected the columns " + QUOTED.replace(",", ", ")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "has no header; expected metric, measure, "),
        (quoted_text(), "holds no row below its header"),
        (tidy_text(tidy_row()), COLUMNS),
        (tidy_text(quoted_row(), header=QUOTED.replace("label", "words")), COLUMNS),
        (tidy_text(quoted_row(), header=QUOTED.replace(",label", "")), COLUMNS),
        (tidy_text(quoted_row(), header=QUOTED + ",note"), COLUMNS),
        (tidy_text(quoted_row(), header=QUOTED.replace(",", ";")), COLUMNS),
        (
            quoted_text(quoted_row(), quoted_row() + ",1"),
            "row 3: expected 14 cells as in the header, found 15",
        ),
        (quoted_text("growth,value,2025-12"), "row 2: expected 14 cells as in the header, found 3"),
        (quoted_text('"' + quoted_row()), "row 2: not comma-separated"),
        (quoted_text(quoted_row()).encode("gbk"), "is not UTF-8"),
        (quoted_text(quoted_row()).encode("utf-16"), "is not UTF-8"),
    ],
)
def test_what_is_no_file_of_statements_is_told_in_one_line(write, text, said):
    path = write(text)
    message = refusal(path)
    assert message.startswith(f"{path}: {said}")
    assert len(message.splitlines()) == 1


def test_a_blank_line_is_passed_over(write):
    assert len(quoted.read(write(quoted_text(quoted_row(), "", quoted_row(flow="total"))))) == 2


# --- in a folder -------------------------------------------------------------------------------


def test_a_quoted_file_gives_statements_and_no_observations(tmp_path):
    write_pair(tmp_path, "a", tidy_text(tidy_row(value="1"), tidy_row(flow="import", value="2")))
    write_pair(
        tmp_path,
        "b",
        quoted_text(quoted_row(), quoted_row(flow="total", value="9", label="进出口")),
        format="quoted",
    )
    archive = read_folder(tmp_path)
    assert [(raw.id, raw.format) for raw in archive.files] == [("a", "tidy"), ("b", "quoted")]
    assert archive.observations["source"].tolist() == ["a", "a"]
    stated = archive.statements
    assert list(stated.columns) == [*READ, "source", "released"]
    assert stated[["flow", "value", "source", "released"]].to_numpy().tolist() == [
        ["import", 4.4, "b", "2026-01-16"],
        ["total", 9.0, "b", "2026-01-16"],
    ]


def test_without_a_quoted_file_there_are_no_statements(tmp_path):
    write_pair(tmp_path)
    stated = read_folder(tmp_path).statements
    assert stated.empty
    assert list(stated.columns) == [*READ, "source", "released"]


def test_a_folder_may_hold_statements_alone(tmp_path):
    write_pair(tmp_path, text=quoted_text(quoted_row()), format="quoted")
    archive = read_folder(tmp_path)
    assert archive.observations.empty
    assert list(archive.observations.columns) == list(OBSERVATION_COLUMNS)
    assert len(archive.statements) == 1


def test_a_format_that_the_file_is_not_in_is_told(tmp_path):
    data, _ = write_pair(tmp_path, format="quoted")
    with pytest.raises(SourceError) as caught:
        read_folder(tmp_path)
    assert str(caught.value).startswith(f"{data}: {COLUMNS}")
