"""The numbers that the prose of the published documents states, as transcribed."""

import csv
import re
from collections import Counter
from decimal import Decimal

import pytest
from real_files import DOCUMENTS
from testbed import ROOT

from helpers.reference.partners import GROUPS, partners
from helpers.reference.products import product_groups
from helpers.reference.provinces import provinces

PUBLISHED = ROOT / "data" / "published"

# transcription: document, rows, rows that state a number
TEXTS = {
    "provincial_2025-11_text.csv": ("provincial-2025-11.txt", 57, 48),
    "beijing_2024-05_text.csv": ("beijing-city-2024-05.txt", 96, 96),
    "battery_2025-02_text.csv": ("lithium-battery-2025-02.txt", 86, 86),
}
COLUMNS = [
    "place",
    "quote",
    "metric",
    "measure",
    "span",
    "flow",
    "region",
    "partner",
    "product",
    "enterprise",
    "printed",
    "unit",
    "sign",
]
UNITS = {
    "level": {"亿美元", "万个", "美元"},
    "growth": {"%"},
    "share": {"%"},
    "members": {"个"},
    "rising": {"个"},
    "falling": {"个"},
    "named_rising": {""},
    "named_falling": {""},
    "wording": {""},
}
NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9])?")
NUMBER_IN_TEXT = re.compile(r"-?[0-9][0-9,]*(?:\.[0-9]+)?")


def rows_of(name):
    with (PUBLISHED / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def bare(text):
    return re.sub(r"\s", "", text)


pytestmark = pytest.mark.parametrize("name", TEXTS)


def test_columns_and_number_of_rows(name):
    rows = rows_of(name)
    _, count, numbers = TEXTS[name]
    assert list(rows[0]) == COLUMNS
    assert len(rows) == count
    assert sum(bool(row["unit"]) for row in rows) == numbers
    assert not [row for row in rows if None in row or None in row.values()]


def test_no_figure_is_there_twice(name):
    keys = Counter(
        tuple(row[column] for column in COLUMNS if column not in ("quote", "printed", "unit"))
        for row in rows_of(name)
    )
    assert not [key for key, times in keys.items() if times > 1]


def test_codes_are_known(name):
    products = {"_T", "85076000", *product_groups().index}
    for row in rows_of(name):
        assert row["span"] in ("month", "ytd")
        assert row["flow"] in ("total", "export", "import", "balance")
        assert row["measure"] in ("value", "quantity")
        assert row["region"] in {"_T", *provinces().index}
        assert row["partner"] in {"_T", *GROUPS, *partners().index}
        assert row["product"] in products
        assert row["sign"] in ("1", "-1")
        assert row["unit"] in UNITS[row["metric"]]


def test_numbers_parse_and_stand_in_their_quote(name):
    for row in rows_of(name):
        assert row["quote"] and len(row["quote"]) <= 20
        assert row["quote"] == bare(row["quote"])
        if row["unit"]:
            assert NUMBER.fullmatch(row["printed"])
            printed = {Decimal(each.replace(",", "")) for each in numbers_in(row["quote"])}
            assert Decimal(row["printed"]) in printed
        elif row["metric"].startswith("named_"):
            names = row["printed"].split("、")
            assert set(names) <= set(provinces()["name"])
            assert f"{row['printed']}等" in row["quote"]
        else:
            assert row["metric"] == "wording"
            assert row["printed"] == ""


def numbers_in(text):
    return NUMBER_IN_TEXT.findall(text)


def test_sign_is_turned_only_by_words(name):
    for row in rows_of(name):
        if row["sign"] == "-1":
            assert not row["printed"].startswith("-")
            assert f"下降{row['printed']}" in row["quote"] or "净进口" in row["quote"]
        elif row["printed"] and row["metric"] in ("level", "growth"):
            assert f"下降{row['printed']}" not in row["quote"]
            assert "净进口" not in row["quote"]


@pytest.mark.real_files
def test_quotes_occur_in_the_document(name):
    document = DOCUMENTS / TEXTS[name][0]
    text = bare(document.read_text(encoding="utf-8"))
    assert not [row["quote"] for row in rows_of(name) if row["quote"] not in text]


@pytest.mark.real_files
def test_every_number_with_a_unit_in_the_document_is_a_row(name):
    """The tables print bare numbers, so that one with its unit stands in the prose."""
    document = DOCUMENTS / TEXTS[name][0]
    text = bare(document.read_text(encoding="utf-8"))
    stated = Counter(
        (number.replace(",", ""), unit)
        for number, unit in re.findall(
            rf"(?<![0-9.-])({NUMBER_IN_TEXT.pattern})(亿美元|美元|万个|%|个(?=省市))", text
        )
    )
    assert stated == Counter((row["printed"], row["unit"]) for row in rows_of(name) if row["unit"])
