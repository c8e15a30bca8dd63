"""Names within sentences and by themselves, lists, and amounts as prose writes them."""

import pickle

import pytest
from builders import figure
from markupsafe import Markup

from helpers.core.errors import LocaleError
from helpers.presentation.locale.sentence_names import Name, named, small_letter, standing
from helpers.presentation.locale.words import Words, chinese, english
from helpers.presentation.prose import sentence
from helpers.presentation.tables import Head


def said(text, words=None, **slots):
    tree = {**(words or english())._texts, "said": {"it": text}}
    return sentence(Words(tree), "said.it", **slots).striptags()


@pytest.mark.parametrize(
    ("dimension", "code", "alone", "within"),
    [
        ("partner", "502", "United States", "the United States"),
        ("partner", "309", "Netherlands", "the Netherlands"),
        ("partner", "129", "Philippines", "the Philippines"),
        ("partner", "138", "United Arab Emirates", "the United Arab Emirates"),
        ("partner", "EU", "European Union", "the EU"),
        ("partner", "304", "Germany", "Germany"),
        ("partner", "142", "China (re-imports)", "re-imports"),
        ("region", "44", "Guangdong", "Guangdong"),
        ("region", "YRD", "Yangtze River Delta", "the Yangtze River Delta"),
        ("product", "85076000", "Lithium-ion accumulators", "lithium-ion accumulators"),
        ("product", "9999", "HS 9999", "HS 9999"),
        ("product", "LCDMONITOR", "LCD monitors", "LCD monitors"),
        ("regime", "10", "Ordinary Trade", "ordinary trade"),
        ("enterprise", "state", "State-owned enterprises", "state-owned enterprises"),
    ],
)
def test_a_name_alone_and_within_a_sentence(dimension, code, alone, within):
    name = english().member(dimension, code)
    assert name == alone
    assert said("Trade in or with {name} rose.", name=name) == f"Trade in or with {within} rose."


def test_a_name_that_begins_a_sentence_has_a_capital_letter():
    name = english().partner("502")
    assert said("{name:capital} came first.", name=name) == "The United States came first."
    assert english().fill("partner.title", partner=name) == (
        "China's goods trade with the United States: monthly report"
    )


def test_a_name_may_stand_in_a_text_as_it_stands_alone():
    name = english().partner("502")
    assert said("China–{name:bare}", name=name) == "China–United States"
    assert said("{one:bare}", one="world") == "world"


def test_the_head_of_a_row_or_column_is_a_name_alone():
    name = english().partner("502")
    assert english().label(name) == "United States"
    assert Head(english().label(english().product("85076000"))).label == "Lithium-ion accumulators"


def test_chinese_names_are_the_same_everywhere():
    for dimension, code in (("partner", "502"), ("product", "85076000"), ("partner", "142")):
        assert type(chinese().member(dimension, code)) is str


def test_a_name_is_escaped_within_a_sentence():
    name = Name("A & B", "the <A & B>")
    assert sentence(english(), "writing.whole", phrases=name) == "The &lt;A &amp; B&gt;."
    assert sentence(english(), "writing.whole", phrases=Markup("<b>a</b>")) == "<b>A</b>."


def test_a_name_survives_a_process():
    name = pickle.loads(pickle.dumps(Name("Netherlands", "the Netherlands")))
    assert (name, name.within) == ("Netherlands", "the Netherlands")


@pytest.mark.parametrize(
    ("text", "small"),
    [
        ("Wheat", "wheat"),
        ("A thing", "a thing"),
        ("X-ray tubes", "x-ray tubes"),
        ("HS 01", "HS 01"),
        ("3D printers", "3D printers"),
        ("", ""),
    ],
)
def test_a_small_letter_unless_an_abbreviation_begins(text, small):
    assert small_letter(text) == small


def test_a_name_that_is_the_same_is_no_other_kind_of_text():
    assert type(named("Germany", "partner", "304", "name_en", small=False)) is str
    assert standing(7) == 7


def test_a_text_cannot_be_written_as_an_unknown_kind():
    with pytest.raises(LocaleError, match="as 'within'; it can be written"):
        said("{name:within}", name="Germany")


@pytest.mark.parametrize(
    ("texts", "in_english", "in_chinese"),
    [
        ([], "", ""),
        (["a"], "a", "a"),
        (["a", "b"], "a and b", "a、b"),
        (["a", "b", "c"], "a, b and c", "a、b、c"),
    ],
)
def test_a_list_ends_as_the_language_does(texts, in_english, in_chinese):
    assert english().listed(texts) == in_english
    assert chinese().listed(texts) == in_chinese


def test_names_in_a_list_are_names_within_a_sentence():
    names = map(english().partner, ("112", "129", "502"))
    assert english().listed(names) == "Indonesia, the Philippines and the United States"


@pytest.mark.parametrize(
    ("value", "unit", "in_prose", "in_tables"),
    [
        (4_100_000.0, "USD", "US$4 million", "US$0.004 billion"),
        (54_300_000.0, "USD", "US$50 million", "US$0.05 billion"),
        (-54_300_000.0, "USD", "-US$50 million", "-US$0.05 billion"),
        (99_900_000.0, "USD", "US$100 million", "US$0.10 billion"),
        (100_000_000.0, "USD", "US$0.10 billion", "US$0.10 billion"),
        (0.0, "USD", "US$0 million", "US$0.00 billion"),
        (26_980_000.0, "CNY", "30 million yuan", "0.03 billion yuan"),
        (4_262_744_000_000.0, "CNY", "4.26 trillion yuan", "4,262.74 billion yuan"),
        (None, "USD", "-", "-"),
        (4.1, "percent", "4.1%", "4.1%"),
    ],
)
def test_prose_writes_small_amounts_in_a_smaller_unit(value, unit, in_prose, in_tables):
    one = figure(value, unit=unit)
    assert english().told(one) == in_prose
    assert english().amount(one) == in_tables


def test_what_a_source_rounds_coarsely_keeps_its_unit():
    assert english().told(figure(0.0, unit="USD", step=1e10)) == "US$0.00 trillion"


@pytest.mark.parametrize(
    ("value", "power", "unit", "step", "number"),
    [
        # 12 of the customs' ten thousand tonnes, known to the ten thousand.
        (120_000_000.0, 7, "ten_thousand_tons", 1e7, "0.12"),
        (44_900_000_000.0, 7, "ten_thousand_tons", 1e7, "44.90"),
        (123_000_000.0, 7, "ten_thousand_tons", 1e6, "0.123"),
        (6_500_000.0, 8, "hundred_million_pieces", 1e6, "0.007"),
        (5_000.0, 3, "ton", 1e3, "5"),
        # Its unit is printed as tonnes.
        (22_671.0, 0, "kg", 1.0, "22.671"),
    ],
)
def test_a_quantity_in_the_unit_of_a_list(value, power, unit, step, number):
    assert english().number_at(figure(value, step=step), power, unit) == number


def test_chinese_keeps_the_customs_units():
    tons = figure(120_000_000.0, step=1e7)
    assert chinese().number_at(tons, 7, "ten_thousand_tons") == "12"
    assert chinese().unit("ten_thousand_tons") == "万吨"
    # Kilograms are printed as 吨: the number is of that unit too.
    vaccines = figure(22_671.0, step=1.0)
    assert chinese().number_at(vaccines, 0, "kg") == "22.671"
    assert chinese().unit("kg") == "吨"


@pytest.mark.parametrize(
    ("unit", "label", "single"),
    [
        ("ten_thousand_tons", "million tonnes", "10,000 tonnes"),
        ("hundred_million_pieces", "billion units", "100 million units"),
        ("ton", "tonnes", "tonne"),
        ("vehicle", "vehicles", "vehicle"),
        ("kWh", "kilowatt-hours", "kilowatt-hour"),
        ("kg", "tonnes", "kilogram"),
        ("unheard_of", "unheard_of", "unheard_of"),
    ],
)
def test_units_in_english(unit, label, single):
    assert english().unit_words(unit)["label"] == label
    assert english().unit_words(unit)["name"] == single


@pytest.mark.parametrize(
    ("keys", "text"),
    [
        ({"value": 6.85}, "up 6.9% year on year"),
        ({"value": 0.0}, "unchanged year on year"),
        ({"value": None, "reason": "no_base"}, "with no figure a year earlier to compare with"),
        (
            {"value": None, "reason": "incomplete"},
            "with no change computed (incomplete current figures)",
        ),
        ({"value": 1_851_385.0}, "with no change given, as the base was very small"),
    ],
)
def test_a_movement_says_against_when_where_there_is_one(keys, text):
    assert said("{one:yearly}", one=figure(unit="percent", metric="growth", **keys)) == text
