"""Excel files that speak of more than they hold: one line, with the limits, and little memory."""

import io
import struct
import zipfile

import pytest
from spreadsheets import xls_bytes, xlsx_bytes

from helpers.core.errors import SourceError
from helpers.observations.readers.sheets import read_sheets

LIMITS = (
    "expected an Excel file of at most 1,000,000 cells, blank ones up to the last included, that is "
    "read in 60 s and 1,000 MB, found a larger one; copy the table alone into a new file; save it as "
    ".xlsx or CSV UTF-8"
)
SHEET = "xl/worksheets/Sheet1.xml"


def changed(content, name, change):
    """Return an .xlsx with one of its parts changed, as the chunks that a function yields."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.namelist():
            with new.open(part, "w") as target:
                for chunk in change(old.read(part)) if part == name else [old.read(part)]:
                    target.write(chunk)
    return stream.getvalue()


def far(place):
    return lambda text: [text.replace(b'r="B1"', f'r="{place}"'.encode())]


def long_text(text):
    before, mark, after = text.partition(b"name")
    assert mark
    yield before
    for _ in range(1500):
        yield b"x" * 1_000_000
    yield after


def xls_to_its_corner():
    """Return an .xls whose number is in the last cell that there can be."""
    content = xls_bytes([["name", 5]])
    number = content.index(struct.pack("<HH", 0x0203, 14)) + 4
    return content[:number] + struct.pack("<HH", 65_535, 65_535) + content[number + 4 :]


def many_sheets():
    """Return sheets of 53 rows and 22 columns each: 1,049,400 cells."""
    return xlsx_bytes(*[[["name"], *[[]] * 51, ["name", *[""] * 20, "name"]]] * 900)


SMALL = xlsx_bytes([["name", 5]])
LARGE = {
    "one cell at the far corner": lambda: changed(SMALL, SHEET, far("XFD1048576")),
    "one cell far down": lambda: changed(SMALL, SHEET, far("B600000")),
    "an .xls with a cell at its corner": xls_to_its_corner,
    "a text of 1.5 GB": lambda: changed(SMALL, SHEET, long_text),
    "many sheets": many_sheets,
}
"""Made where they are needed: each worker reads this module, and they take seconds."""


@pytest.mark.parametrize("made", LARGE.values(), ids=LARGE)
def test_a_workbook_that_is_too_large_is_told_in_one_line(tmp_path, capfd, made):
    content = made()
    assert len(content) < 2_000_000
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    with pytest.raises(SourceError) as caught:
        read_sheets(path)
    assert str(caught.value) == f"{path}: {LIMITS}"
    assert capfd.readouterr() == ("", "")


def test_a_workbook_within_the_limits_is_read(tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(changed(SMALL, SHEET, far("C30000")))
    (rows,) = read_sheets(path)
    assert [(row.line, row.cells) for row in rows] == [
        (1, ["name", "", ""]),
        (30_000, ["", "", "5"]),
    ]
