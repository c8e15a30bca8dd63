"""Kinds of slots of plain text, and what a language says of numbers, units, days and names."""

import pytest
from builders import figure

from helpers.core.errors import LocaleError
from helpers.presentation.locale.templates import Filler, name_of, slots_of
from helpers.presentation.locale.words import Words, chinese, english
from helpers.presentation.prose import prose, sentence

ENDS = {"1": "{number}st", "2": "{number}nd", "3": "{number}rd", "other": "{number}th"}
ENDS |= dict.fromkeys(("11", "12", "13"), "{number}th")


def filled(template, **slots):
    return Filler("a.text", ENDS).vformat(template, (), slots)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("exports rose", "Exports rose"),
        ("<data class='x'>exports</data>", "<data class='x'>Exports</data>"),
        ("RCEP", "RCEP"),
        ("31 provinces", "31 provinces"),
        ("", ""),
    ],
)
def test_a_slot_that_begins_a_sentence_has_a_capital(text, written):
    assert filled("{flow:capital}", flow=text) == written


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("Lithium-ion accumulators", "lithium-ion accumulators"),
        ("toys", "toys"),
        # What goes on with a capital is no common noun.
        ("LCD televisions", "LCD televisions"),
        ("HS 8507", "HS 8507"),
        ("", ""),
    ],
)
def test_a_name_within_a_sentence_has_a_small_letter(name, written):
    assert filled("{product:small}", product=name) == written


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (1, "1st"),
        (2, "2nd"),
        (3, "3rd"),
        (4, "4th"),
        (10, "10th"),
        (11, "11th"),
        (12, "12th"),
        (13, "13th"),
        (21, "21st"),
        (102, "102nd"),
        (111, "111th"),
        ("1,003", "1,003rd"),
    ],
)
def test_an_ordinal_is_written_by_the_end_of_its_number(number, written):
    assert filled("{rank:ordinal}", rank=number) == written


@pytest.mark.parametrize(
    ("count", "written"), [("1", "1 province"), ("0", "0 provinces"), ("31", "31 provinces")]
)
def test_a_number_before_a_noun_chooses_its_form(count, written):
    assert filled("{count:plural(province, provinces)}", count=count) == written


@pytest.mark.parametrize(
    ("template", "value", "message"),
    [
        ("{x:ordinal}", "three", "an ordinal must be made of a whole number, found 'three'"),
        (
            "{x:plural(month)}",
            "3",
            "a plural has two forms, such as (month, months), found (month)",
        ),
    ],
)
def test_what_cannot_be_written_so_is_refused(template, value, message):
    with pytest.raises(LocaleError) as caught:
        filled(template, x=value)
    assert str(caught.value) == f"words: 'a.text': {message}"


def test_a_kind_that_is_none_is_refused():
    with pytest.raises(LocaleError, match="writes a text as 'title'"):
        filled("{x:title}", x="a")


def test_slots_are_read_with_their_kinds():
    text = "{flow:capital} {count:plural(a month, months)} {name}"
    assert slots_of(text) == (
        ("flow", "capital"),
        ("count", "plural(a month, months)"),
        ("name", ""),
    )
    assert [name_of(kind) for _, kind in slots_of(text)] == ["capital", "plural", ""]


@pytest.mark.parametrize(
    ("value", "unit", "step", "text"),
    [
        (72_560_000_000.0, "USD", None, "US$72.56 billion"),
        (-3_120_000_000.0, "USD", None, "-US$3.12 billion"),
        (5_753_632_000_000.0, "USD", None, "US$5,753.63 billion"),
        # Below half of the last digit one more is told.
        (4_400_000.0, "USD", None, "US$0.004 billion"),
        (45_470_000_000_000.0, "CNY", 1e10, "45.47 trillion yuan"),
        (2_750_000_000_000.0, "USD", 1e10, "US$2.75 trillion"),
        (470_340_000_000.0, "CNY", None, "470.34 billion yuan"),
        (241_735_164.0, "piece", None, "241.735 million units"),
        (1_234_567.0, "kg", None, "1,234.6 tonnes"),
        (-6.85, "percent", None, "-6.9%"),
        (0.4, "points", None, "0.4 percentage points"),
        (1.0, "places", None, "1 place"),
        (-2.0, "places", None, "-2 places"),
        (None, "percent", None, "-"),
        (12.345, "USD/kg", None, "US$12.35 per kilogram"),
        (8.5, "CNY/kg", None, "8.50 yuan per kilogram"),
    ],
)
def test_english_amounts(value, unit, step, text):
    assert english().amount(figure(value, unit=unit, step=step)) == text


@pytest.mark.parametrize(
    ("kind", "value", "unit", "text"),
    [
        ("moved", 6.85, "percent", "up 6.9%"),
        ("moved", -0.04, "percent", "unchanged"),
        ("rose", 6.85, "percent", "rose 6.9%"),
        ("rose", -3.2, "percent", "fell 3.2%"),
        ("rose", 0.0, "percent", "was unchanged"),
        ("rose", None, "percent", "had no figure a year earlier to compare with"),
        ("side", -31_260_000_000.0, "USD", "a deficit of US$31.26 billion"),
        ("ordinal", 3.0, "places", "3rd"),
        ("plural(province, provinces)", 1.0, "count", "1 province"),
        ("moved", 5_753_632_000_000.0, "USD", "up US$5,753.63 billion"),
    ],
)
def test_english_figures_in_a_sentence(kind, value, unit, text):
    tree = {**english()._texts, "said": {"it": f"{{one:{kind}}}"}}
    assert sentence(Words(tree), "said.it", one=figure(value, unit=unit)).striptags() == text


def test_rose_is_moved_in_chinese():
    tree = {**chinese()._texts, "said": {"moved": "{one:moved}", "rose": "{one:rose}"}}
    for value in (6.85, -6.85, 0.0, None):
        said = [
            sentence(Words(tree), f"said.{kind}", one=figure(value, unit="percent"))
            for kind in ("moved", "rose")
        ]
        assert said[0] == said[1]


def test_periods_in_english_have_the_names_of_months():
    words = english()
    assert words.period("2025-11", "month") == "November 2025"
    assert words.period("2025-11", "ytd") == "January–November 2025"
    assert words.period("2025-01", "ytd") == "January 2025"
    assert words.period("2025-12", "ytd") == "2025"
    assert words.month_and_ytd("2025-11") == "November and January–November 2025"
    assert words.months(["2024-12", "2025-01", "2025-02"]) == (
        "December 2024 and January–February 2025"
    )


def test_a_day_is_written_as_the_language_does():
    assert english().day("2026-01-06") == "6 January 2026"
    assert chinese().day("2026-01-06") == "2026-01-06"
    assert english().day("") == ""


@pytest.mark.parametrize(
    ("dimension", "code", "name"),
    [
        ("region", "44", "Guangdong"),
        ("region", "_T", "China"),
        ("region", "YRD", "Yangtze River Delta"),
        ("partner", "502", "United States"),
        ("partner", "EU", "European Union"),
        ("product", "8507", "Electric accumulators"),
        ("product", "9999", "HS 9999"),
        ("regime", "10", "Ordinary Trade"),
        # A city is in no table of the customs' English names.
        ("region", "44-深圳市", "Shenzhen"),
    ],
)
def test_codes_have_their_english_names(dimension, code, name):
    assert english().member(dimension, code) == name


def test_sentences_are_joined_as_the_language_does():
    said = ["One.", "", "Two."]
    assert prose(english(), said).paragraphs == ("One. Two.",)
    assert prose(chinese(), said).paragraphs == ("One.Two.",)


def test_only_chinese_sets_a_space_before_digits():
    assert chinese().spaced("海关2025年") == "海关 2025年"
    assert english().spaced("海关2025年") == "海关2025年"
