"""The rules for English prose find what they are for, and every English edition that was executed keeps them."""

import pytest
from bs4 import BeautifulSoup
from conftest import EXECUTED
from english_prose import page_faults, sentences_wrong, told_twice, words_wrong

EDITIONS = sorted((EXECUTED.parent / "en" / "editions").glob("*/*.ipynb"))


@pytest.mark.parametrize("path", EDITIONS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_the_prose_of_an_english_edition_keeps_the_rules(path):
    assert page_faults(path) == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Exports were nan billion yuan.", "inner word 'nan'"),
        (r"China's trade in Lithium\-ion accumulators", "inner word"),
        ("Exports rose , imports fell.", "slip ' ,'"),
        ("Exports  rose.", "slip '  '"),
        ("Exports to the the EU rose.", "slip 'the the'"),
        ("The balance was a deficit; ; exports rose..", "slip"),
        ("It was a increase of 3.0%.", "article 'a '"),
        ("It was an surplus.", "article 'an '"),
        ("Shandong was up 1 places.", "number '1 places'"),
        ("Hubei was up 3 place.", "number '3 place'"),
        ("Exports to United States fell.", "no article 'United States'"),
        ("Trade with EU rose.", "no article 'EU'"),
        ("Exports to 德国 rose.", "Chinese '德'"),
    ],
)
def test_each_rule_on_words_finds_what_it_is_for(text, fault):
    assert any(fault in one for one in words_wrong(text)), [*words_wrong(text)]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("exports rose.", "begins small"),
        ("Exports rose", "no full stop"),
        ("Exports rose " + "and rose " * 30 + "again.", "63 words"),
        ("Exports rose. Exports rose.", "said again"),
        ("Exports were US$0.05 billion.", "small amount 'US$0.05 billion'"),
    ],
)
def test_each_rule_on_sentences_finds_what_it_is_for(text, fault):
    assert any(fault in one for one in sentences_wrong(text)), [*sentences_wrong(text)]


@pytest.mark.parametrize(
    "text",
    [
        "In May 2024, exports to the United States were US$0.84 billion (up 143.8% year on year).",
        "The US dollar was up 1 place, an 8.0% rise; 11 countries, 1 country and 21 members.",
        "Contributions are of China–United States trade. The EU has a unit value, a euro and an hour.",
    ],
)
def test_what_is_right_is_not_told(text):
    assert [*words_wrong(text), *sentences_wrong(text)] == []


def test_brackets_and_lists_of_names_do_not_make_a_sentence_long():
    names = ", ".join(["Cyprus", "Belgium", "Denmark"] * 30)
    assert [*sentences_wrong(f"The EU comprised 27 countries: {names}.")] == []
    assert [*sentences_wrong("Exports rose (" + "with much explanation " * 40 + "here).")] == []


def test_a_figure_told_twice_in_a_paragraph_is_found():
    once = '<p><data data-figure="a">4 billion</data>, <data data-figure="b">3</data>.</p>'
    again = once.replace("</p>", ' Again <data data-figure="a">4 billion</data>.</p>')
    assert told_twice(BeautifulSoup(once, "html.parser").p) == []
    assert told_twice(BeautifulSoup(again, "html.parser").p) == ["a"]
