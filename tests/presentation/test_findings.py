"""What checks of the data found, in the words of both languages."""

import re
from string import Formatter

import pytest
import yaml
from declared_words import declared

from helpers.observations.validation.check_registry import CHECKS, READING
from helpers.observations.validation.finding import Finding
from helpers.presentation.findings import finding_line, finding_text
from helpers.presentation.locale.language import ROOT
from helpers.presentation.locale.words import chinese, english

FOUND = [check.name for check in CHECKS if check.scope != READING]
"""The checks that find something; what readers refuse says itself what it is."""

CELL = {
    "period": "2025-11",
    "span": "month",
    "flow": "export",
    "region": "44",
    "partner": "_T",
    "product": "_T",
    "regime": "_T",
    "enterprise": "_T",
    "locality": "_T",
    "office": "_T",
    "measure": "value",
    "unit": "CNY",
}
VALUES = CELL | {
    "value": 123_400_000_000.0,
    "other_value": 100_000_000_000.0,
    "count": 1,
    "series": 31,
    "times": 12.0,
    "members": "27",
    "dimension": "region",
    "codes": ["97 某地", "98"],
    "printed": 5.0,
    "computed": -3.04,
    "swapped": "32",
    "dataset": "d",
    "other_month": "2025-10",
}
"""A value for every slot: Guangdong's exports, 1,234 for 1,000 亿元, a fifth and more off."""


def texts(language):
    """Return what each check that finds something says in a language, by check and kind."""
    path = ROOT / language / "checks.yml"
    checks = yaml.safe_load(path.read_text(encoding="utf-8"))["checks"]
    found = {name: told["found"] for name, told in checks.items() if "found" in told}
    return {
        (name, kind): text
        for name, said in found.items()
        for kind, text in (said.items() if isinstance(said, dict) else [("", said)])
    }


def slots(text):
    return {name for _, name, *_ in Formatter().parse(text) if name}


def test_every_check_that_finds_something_has_words_in_both_languages():
    zh, en = texts("zh"), texts("en")
    assert {name for name, _ in zh} == set(FOUND)
    assert zh.keys() == en.keys()


@pytest.mark.parametrize("key", sorted(texts("en")))
def test_both_languages_say_the_same_things(key):
    # A dataset is a key of the description, which readers of a page do not know.
    here, there = (slots(texts(language)[key]) - {"dataset"} for language in ("zh", "en"))
    assert here == there
    path = ".".join(part for part in ("checks", key[0], "found", key[1]) if part)
    assert declared()[path].slots >= here


@pytest.mark.parametrize("key", sorted(texts("en")))
@pytest.mark.parametrize("count", [1, 1200])
def test_every_finding_is_one_line_without_a_blank_in_both_languages(key, count):
    name, kind = key
    values = VALUES | {"count": count, **({"kind": kind} if kind else {})}
    finding = Finding(name, "warning", "a", values, oddity=0.234)
    for words in (chinese(), english()):
        line = finding_line(words, finding, {"a": "某表"})
        assert line.startswith("某表")
        assert not re.search(r"[{}\n]|nan|None|\[|某表 ", line)
    assert not re.search(r"[a-z]{4,}", finding_text(chinese(), finding).replace("product", ""))


CONTRADICTING = Finding("sources_contradict", "error", "a", VALUES, other="b", oddity=0.234)


@pytest.mark.parametrize(
    ("words", "count", "line"),
    [
        (
            chinese(),
            1,
            "甲表，乙表：2025 年 11 月广东出口：前者为 1,234 亿元，后者为 1,000 亿元，相差 23.4%，"
            "修订解释不了。请去掉错的一个",
        ),
        (
            english(),
            2,
            "甲表, 乙表: November 2025, Guangdong, exports: 123.4 billion yuan in the first, "
            "100 billion yuan in the second, 23.4% apart, more than a revision explains; remove "
            "the wrong one (2 such numbers, the worst is shown)",
        ),
    ],
)
def test_a_finding_names_its_files_the_figure_and_its_values(words, count, line):
    finding = Finding(**{**vars(CONTRADICTING), "values": VALUES | {"count": count}})
    assert finding_line(words, finding, {"a": "甲表", "b": "乙表"}) == line
