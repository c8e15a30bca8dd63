"""Rules for the English prose of an edition, and what of it breaks them."""

import functools
import re
from itertools import pairwise

from bs4 import BeautifulSoup
from testbed import ROOT

from helpers.presentation.locale.words import english
from helpers.presentation.parts import ChartPart, HeadingPart, ProsePart, TablePart
from helpers.publishing.bundle.bundle import outputs_of, read_bundle, read_notebook
from helpers.reports.common.data import open_store

LONGEST = 60
"""The words a sentence may have, what stands in brackets and long lists of names not counted."""
INNER = re.compile(
    r"\b(?:null|None|nan|NaN|ytd|_T)\b|[a-z]+_[a-z]+|\b[a-z]+-(?:[a-z]+-)?20\d\d|\{|\}|\\"
)
"""Words of the code, names of files, slots that nothing filled."""
SLIPS = re.compile(
    r"[ \xa0]{2}| [,.;:)]|\( |,,|\.\.|;;|[,;:]\.|\(\)|\b(the|of|in|to|was|were|is|and|by|with) \1\b",
    re.IGNORECASE,
)
"""Gaps before marks, marks and small words set twice."""
ARTICLE = re.compile(
    r"\ba (?=[aeio]\w|8|11\b|18\b)(?!one\b|euro)|\ban (?=[bcdfgjklmnpqrstvwxyz]\w|[0-79]\b)(?!hour)",
    re.IGNORECASE,
)
"""*A* before a vowel, and *an* before a consonant."""
NUMBER = re.compile(
    r"(?<![\d.,])1 (?:provinces|places|years|quarters|months|countries|territories|members|partners|"
    r"files|editions|commodities)\b|(?<![\d.,])(?!1 )\d+ (?:province|place|year|quarter|month|country|"
    r"territory|member|partner)\b"
)
"""A plural behind one, a singular behind any other number."""
BARE = re.compile(
    r"(?<!the )(?<!China–)\b(?:United States|United Kingdom|United Arab Emirates|Netherlands|Philippines|"
    r"European Union|EU|Dominican Republic|Yangtze River Delta)\b(?! in figures)",
    re.IGNORECASE,
)
"""A name without the article that it has within a sentence."""
SMALL = re.compile(r"(?:US\$0\.0\d+ billion|(?<![\d.,])0\.0\d+ billion yuan)\b")
"""An amount in billions that reads better in millions."""
BRACKETS = re.compile(r" ?\([^()]*\)")
NAMES = re.compile(r"(?:[^,;:.]{1,40}, ){6,}[^,;:.]{1,40}")
"""A list of seven names or more, such as the members of a group."""
TITLES = frozenset(one["title"] for one in english().tree("notice").values())
"""The titles of notices on the data, which are no sentences."""
CHINESE = re.compile(r"[\u3001-\u9fff\uff00-\uffef]")
_ENDS = re.compile(r"(?<=[.!?])[ \xa0](?=[A-Z'0-9†])")
_OPENS = re.compile(r"[A-Z0-9'\"†*—←(]")
_CLOSES = re.compile(r"[.!?:]'?\)?$")


@functools.cache
def source_names():
    """Return what files call themselves and their makers, the longest first."""
    files = open_store(ROOT / "data").files.values()
    names = {name for raw in files for name in (raw.title, raw.producer) if name}
    return sorted(names, key=len, reverse=True)


def sentences(text):
    """Part a paragraph into its sentences."""
    return _ENDS.split(text)


def length(sentence):
    """Count the words of a sentence, without what stands in brackets, a long list as one."""
    return len(NAMES.sub("…", BRACKETS.sub("", BRACKETS.sub("", sentence))).split())


def words_wrong(text):
    """Yield what is wrong with the words of a text of any kind, a heading or a caption too."""
    rules = {
        "inner word": INNER,
        "slip": SLIPS,
        "article": ARTICLE,
        "number": NUMBER,
        "no article": BARE,
        "Chinese": CHINESE,
    }
    for kind, rule in rules.items():
        if found := rule.search(text):
            yield f"{kind} {found[0]!r}: {text}"


def sentences_wrong(text):
    """Yield what is wrong with a paragraph: how its sentences begin and end, how long they are."""
    said = sentences(text)
    for one in said:
        if not _OPENS.match(one):
            yield f"begins small: {one}"
        if not _CLOSES.search(one):
            yield f"no full stop: {one}"
        if length(one) > LONGEST:
            yield f"{length(one)} words: {one}"
    yield from (f"said again: {one}" for one, after in pairwise(said) if one == after)
    if found := SMALL.search(text):
        yield f"small amount {found[0]!r}: {text}"


def told_twice(paragraph):
    """Return the figures that a paragraph of HTML states more than once."""
    named = [one["data-figure"] for one in paragraph.find_all("data")]
    return sorted({one for one in named if named.count(one) > 1})


def texts_of(part):
    """Return what a part says: its paragraphs, and what is no sentence."""
    match part:
        case HeadingPart():
            return [], [part.text]
        case ProsePart(form="text"):
            return part.paragraphs, [
                *part.folded,
                *(text for card in part.cards for text in card[1:]),
            ]
        case ProsePart(form="notice"):
            titles = [one for one in part.paragraphs if one in TITLES]
            return [one for one in part.paragraphs if one not in TITLES], [*titles, *part.folded]
        case TablePart():
            return part.sheet.notes, [part.sheet.title]
        case ChartPart():
            return [part.alternative], [part.caption]
        case _:
            return [], []


def page_faults(path):
    """Return all that is wrong with the English prose of an executed edition, the names of sources aside."""
    faults = []
    bundle = read_bundle(path)
    for part in bundle.parts:
        paragraphs, others = ([_without_sources(one) for one in kind] for kind in texts_of(part))
        faults += [fault for text in (*paragraphs, *others) for fault in words_wrong(text)]
        faults += [fault for text in paragraphs for fault in sentences_wrong(text)]
    for text in (bundle.record["lead"], bundle.record["summary"], *bundle.record["findings"]):
        faults += [*words_wrong(text), *(sentences_wrong(text) if text else ())]
    htmls = (data.get("text/html", "") for data in outputs_of(read_notebook(path)))
    for html in (each for each in htmls if "tb-prose" in each):
        soup = BeautifulSoup("".join(html), "html.parser")
        for paragraph in soup.select(".tb-prose p"):
            faults += [f"twice {one}: {paragraph.get_text()}" for one in told_twice(paragraph)]
    return faults


def _without_sources(text):
    for name in source_names():
        text = text.replace(name, "a file")
    return text
