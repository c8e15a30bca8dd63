"""Every statement with a number of the two annual documents: computed, quoted, or left out with a reason."""

import csv
import re
from decimal import Decimal

import pytest
from real_files import DOCUMENTS
from testbed import ROOT

from helpers.presentation.locale.words import chinese

PUBLISHED, RAW = ROOT / "data" / "published", ROOT / "data" / "raw"
# document: its text, what it states that is quoted, and how many statements each status has, counted by hand
DOCUMENT = {
    "annual_2024": ("annual-review-2024.txt", "annual-2024-quoted", (54, 24, 11)),
    "national_2025": ("customs-briefing-2025.txt", "briefing-2025-quoted", (59, 45, 100)),
}
STATUSES = ("computed", "quoted", "left_out")
NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
# Days and spans, and a count of names.
DAYS = re.compile(
    r"(?:19|20)\d\d(?:[-—–](?:\d{4}|\d\d-\d\d))?(?:年\d{1,2}(?:-\d{1,2})?月(?:份|\d{1,2}日)?|年)?"
    r"|\d\d:\d\d:\d\d|12月份|5年累计|后3位"
)
# What is no statement: titles, how the document is set out, turns of speech, names.
NO_STATEMENT = re.compile(
    r"31省进出口贸易额排名|对31省|31省31年|5个特点|^1次$|从6月份|5年来|21世纪经济报道|前3季度"
    r"|前10个月|1-12月|内地9市外贸规模|各省贸易额及排名|2024各省"
)
# With these a number is a measurement, and not the count or rank that words go with.
MEASURED = re.compile(rf"-?({NUMBER.pattern})(?:万亿元|亿元|亿美元|%|个百分点|倍)")

pytestmark = pytest.mark.parametrize("name", DOCUMENT)


def rows_of(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def statements(name, status=None):
    found = rows_of(PUBLISHED / f"{name}_statements.csv")
    return [row for row in found if status in (None, row["status"])]


def digits(number):
    """Return what a number keeps whatever its unit: 47390000000 and 473.9 are 4739."""
    return f"{Decimal(number.replace(',', '')).normalize():f}".replace(".", "").strip("0")


def bare(text):
    return re.sub(r"\s", "", text)


def test_each_has_one_known_end_and_what_is_left_out_a_reason(name):
    counts = tuple(len(statements(name, status)) for status in STATUSES)
    assert counts == DOCUMENT[name][2]
    rows = statements(name)
    assert sum(counts) == len(rows) == len({row["quote"] for row in rows})
    for row in rows:
        assert bool(row["reason"]) == (row["status"] == "left_out")
        assert not row["reason"] or chinese().text(f"left_out.{row['reason']}")


def test_what_is_called_computed_is_compared(name):
    compared = {
        digits(one)
        for row in rows_of(PUBLISHED / f"{name}_text.csv")
        for one in NUMBER.findall(row["printed"])
    }
    stated = [one for row in statements(name, "computed") for one in MEASURED.findall(row["quote"])]
    assert [one for one in stated if digits(one) not in compared] == []
    assert len(stated) > 40


def test_what_is_called_quoted_stands_quoted_on_the_page(name):
    quoted = {digits(row["value"]) for row in rows_of(RAW / f"{DOCUMENT[name][1]}.csv")}
    stated = [
        one
        for row in statements(name, "quoted")
        for one in NUMBER.findall(DAYS.sub("", row["quote"]))
    ]
    assert [one for one in stated if digits(one) not in quoted] == []
    # And nothing is quoted that the document does not state.
    every = {digits(one) for row in statements(name) for one in NUMBER.findall(row["quote"])}
    words = {"-2", "2021"}  # 两个百分点; a year
    assert quoted - every <= words


@pytest.mark.real_files
def test_each_is_in_the_words_of_the_document(name):
    text = bare((DOCUMENTS / DOCUMENT[name][0]).read_text(encoding="utf-8"))
    assert [row["quote"] for row in statements(name) if row["quote"] not in text] == []


@pytest.mark.real_files
def test_no_statement_with_a_number_is_forgotten(name):
    """Clause by clause of the Chinese text: a number that is no day stands in a statement that is listed."""
    listed = [row["quote"] for row in statements(name)]
    lines = (DOCUMENTS / DOCUMENT[name][0]).read_text(encoding="utf-8").splitlines()
    clauses = [
        clause
        for line in lines
        if re.search("[\u4e00-\u9fff]", line)
        for clause in re.split(r"[。;；?？]|[,，](?!\d{3}(?!\d))", bare(line))
        if re.search(r"\d", DAYS.sub("", clause)) and not NO_STATEMENT.search(clause)
    ]
    assert len(clauses) > 80
    assert [clause for clause in clauses if not any(one in clause for one in listed)] == []
