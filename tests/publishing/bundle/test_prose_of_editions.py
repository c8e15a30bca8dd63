"""Rules for the prose of every edition: each fact once, no inner word, no sentence that is too long."""

import re
from itertools import pairwise

import pytest
from bs4 import BeautifulSoup
from conftest import EXECUTED

from helpers.presentation.parts import ChartPart, HeadingPart, ProsePart, TablePart
from helpers.publishing.bundle.bundle import outputs_of, read_bundle, read_notebook

LONGEST = 170
"""The characters a sentence may have, what stands in brackets and lists of names not counted."""
INNER = re.compile(
    r"库中|入库|印出|采用|数据所及|至少已连续|切片|面板|缓存|字段|重跑|来源列出|无法计算因"
    r"|\b(?:null|None|nan|NaN|ytd|_T)\b|[a-z]+_[a-z]+|\b[a-z]+-(?:[a-z]+-)?20\d\d"
)
"""Words of the code and of those who work on it, and names of files."""
SLIPS = re.compile(r"[，。；、：]{2}|） \d|(为|的|了|和|是|在)\1|（）|\{|\}|[ \u3000]{2}")
"""Marks and small words set twice, gaps, places that nothing filled."""
BRACKETS = re.compile(r"（[^（）]*）")
NAMES = re.compile(r"(?:[^、，。；：]{1,12}、){6,}[^、，。；：]{1,12}")
"""A list of seven names or more, such as the members of a group."""

EDITIONS = sorted(EXECUTED.glob("*/*.ipynb"))


def sentences(text):
    return [one for one in re.split(r"(?<=。)", text) if one]


def length(sentence):
    return len(NAMES.sub("…", BRACKETS.sub("", BRACKETS.sub("", sentence))))


def told_twice(paragraph):
    """Return the figures that a paragraph of HTML states more than once."""
    named = [one["data-figure"] for one in paragraph.find_all("data")]
    return sorted({one for one in named if named.count(one) > 1})


def faults_of(text):
    """Return what is wrong with a paragraph of plain text."""
    faults = [f"inner word {found[0]!r}: {text}" for found in [INNER.search(text)] if found]
    faults += [f"slip {found[0]!r}: {text}" for found in [SLIPS.search(text)] if found]
    said = sentences(text)
    faults += [f"{length(one)} characters: {one}" for one in said if length(one) > LONGEST]
    return faults + [f"said again: {one}" for one, after in pairwise(said) if one == after]


def texts_of(part):
    """Return what a part says to readers, paragraph by paragraph."""
    match part:
        case HeadingPart():
            return [part.text]
        case ProsePart(form="record"):
            return []
        case ProsePart():
            return [*part.paragraphs, *part.folded, *("".join(card) for card in part.cards)]
        case TablePart():
            return [part.sheet.title, *part.sheet.notes]
        case ChartPart():
            return [part.caption, part.alternative]


def dashes(part):
    """Return whether a table has a dash for what is absent, and no note that says what it means."""
    if not isinstance(part, TablePart):
        return False
    absent = any(cell.figure and cell.text == "-" for row in part.sheet.rows for cell in row)
    return absent and not any("“-”" in note for note in part.sheet.notes)


def page_faults(path):
    """Return all that is wrong with the prose of an executed edition."""
    parts = read_bundle(path).parts
    faults = [fault for part in parts for text in texts_of(part) for fault in faults_of(text)]
    faults += [f"no note on -: {part.sheet.title}" for part in parts if dashes(part)]
    title, *others = [part.text for part in parts if isinstance(part, HeadingPart)]
    period = re.search(r"\d{4} 年(?: \d+ 月)?", title)[0]
    faults += [f"the title's period again: {one}" for one in others if period in one]
    htmls = (data.get("text/html", "") for data in outputs_of(read_notebook(path)))
    for html in (each for each in htmls if "tb-prose" in each):
        soup = BeautifulSoup("".join(html), "html.parser")
        for paragraph in soup.select(".tb-prose p"):
            faults += [f"twice {one}: {paragraph.get_text()}" for one in told_twice(paragraph)]
    return faults


def test_there_are_editions():
    assert len(EDITIONS) > 60


@pytest.mark.parametrize("path", EDITIONS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_the_prose_of_an_edition_keeps_the_rules(path):
    assert page_faults(path) == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("据库中数据，出口增长。", "inner word '库中'"),
        ("印出的同比变化为 45.9%。", "inner word '印出'"),
        ("location-2025-02：出口偏离。", "inner word 'location-2025'"),
        ("出口为 nan 亿元。", "inner word 'nan'"),
        ("出口增长，，进口下降。", "slip '，，'"),
        ("出口分别为为 7674.7 亿美元。", "slip '为为'"),
        ("另有复进口（中国） 906.9 亿元。", "slip '） 9'"),
        ("出口增长。出口增长。", "said again"),
        ("出口" * 90 + "。", "181 characters"),
    ],
)
def test_each_rule_finds_what_it_is_for(text, fault):
    assert any(fault in one for one in faults_of(text)), faults_of(text)


def test_brackets_and_lists_of_names_do_not_make_a_sentence_long():
    names = "、".join(["塞浦路斯", "比利时", "丹麦"] * 30)
    assert faults_of(f"欧盟包括 27 个国家和地区：{names}。") == []
    assert faults_of("出口" * 40 + f"（{'说明' * 90}）。") == []
    assert faults_of("出口增长 5.2%，进口增长 4.4%。") == []


def test_a_figure_told_twice_in_a_paragraph_is_found():
    once = (
        '<p>增加 <data data-figure="a">46.8 亿美元</data>、<data data-figure="b">43.8</data>。</p>'
    )
    again = once.replace("</p>", '影响 <data data-figure="a">46.8 亿美元</data>。</p>')
    assert told_twice(BeautifulSoup(once, "html.parser").p) == []
    assert told_twice(BeautifulSoup(again, "html.parser").p) == ["a"]
