"""Names that are another within a sentence: each of a code that there is, and none that a rule makes."""

import pytest

from helpers.core.errors import ReferenceTableError
from helpers.presentation.locale.sentence_names import small_letter
from helpers.presentation.locale.words import english
from helpers.reference.reference_table import names_in_text, read_table
from helpers.reference.units import unit_codes

TABLE = read_table("names_in_text", "dimension")


def test_each_code_has_one_name_within_a_sentence():
    pairs = list(zip(TABLE.index, TABLE["code"], strict=True))
    assert len(set(pairs)) == len(pairs)
    assert (TABLE["name_en"].str.strip() == TABLE["name_en"]).all() and (
        TABLE["name_en"] != ""
    ).all()


@pytest.mark.parametrize("dimension", ["partner", "region", "product", "regime", "enterprise"])
def test_each_is_of_a_code_that_has_another_name_alone(dimension):
    assert names_in_text(dimension, "name_en")
    for code, within in names_in_text(dimension, "name_en").items():
        try:
            alone = english().member(dimension, code)
        except ReferenceTableError:
            pytest.fail(f"{dimension} {code} is not known")
        assert str(alone) != within
        if dimension in ("product", "enterprise"):
            assert small_letter(alone) != within


def test_every_unit_is_a_plural_behind_a_number():
    labels = {code: english().unit_words(code)["label"] for code in unit_codes()}
    wrong = {code: label for code, label in labels.items() if not label[0].islower()}
    assert wrong == {}
    assert [code for code in names_in_text("unit", "name_en") if code not in labels] == []


def test_a_language_without_a_column_has_none():
    assert names_in_text("partner", "name") == {}
    assert names_in_text("partner", "name_fr") == {}


def test_a_dimension_without_rows_has_none():
    assert names_in_text("locality", "name_en") == {}
