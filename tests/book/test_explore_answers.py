"""What the explorer says, of hundreds of questions drawn at random: the same as Python's metrics and words."""

import random

import pytest
from english_site import english_site
from explored import MEASURES, Asked, Oracle
from testbed import ROOT

from helpers.core import number_format

SUBJECTS = (
    ("", "CNY"),
    ("", "USD"),
    ("region", "CNY"),
    ("region", "USD"),
    ("partner", "CNY"),
    ("product", "CNY"),
    ("product", "CNY"),
    ("product", "USD"),
)
MANY, SHOWN = 400, 30
FLOWS = ("export", "import", "total", "balance")
ANSWER = """async (all) => {
    const found = [];
    for (const hash of all) {
        const { sentence, known } = await tradebookExplorer.answer(hash);
        const { write } = tradebookExplorer.state;
        const cells = (points) => points && points.map((one) => [one.value, tradebookExplorer.text.amount(one)]);
        found.push([sentence, write(known), known.months, known.lines.map((line) => cells(line.points))]);
    }
    return found;
}"""


@pytest.fixture(scope="module", params=["zh", "en"])
def oracle(request):
    return Oracle(ROOT / "data" / "raw", request.param)


@pytest.fixture(scope="module")
def questions(oracle):
    """Return questions drawn from all that the data has: members, measures, flows, spans, months."""
    chance = random.Random(22)
    drawn = []
    while len(drawn) < MANY:
        dimension, currency = chance.choice(SUBJECTS)
        frame = oracle.frame(dimension, currency)
        codes = sorted(set(frame[dimension])) if dimension else ["_T"]
        some = tuple(chance.sample(codes, min(len(codes), chance.choice((1, 1, 2)))))
        span = chance.choice(("month", "ytd"))
        months = oracle.months(dimension, currency, some[0], span)
        if not months:
            continue
        first, last = sorted(chance.choices(range(len(months)), k=2))
        asked = Asked(
            dimension,
            some,
            chance.choice(list(MEASURES)),
            chance.choice(FLOWS),
            span,
            currency,
            tuple(months[first : last + 1]),
        )
        drawn.append(asked)
    return drawn


@pytest.fixture(scope="module")
def explorer(chromium, files, oracle, tmp_path_factory):
    """Return the open page of the explorer, in the language of the oracle."""
    if oracle.language == "en":
        files = english_site(tmp_path_factory.mktemp("english")).as_uri()
    page = chromium.new_page(viewport={"width": 1280, "height": 900}, locale="zh-CN")
    page.goto(f"{files}/explore.html")
    page.locator("#tb-explore[data-ready]").wait_for()
    yield page
    page.close()


def test_every_answer_is_the_one_of_python(explorer, questions, oracle):
    answers = explorer.evaluate(ANSWER, [asked.address for asked in questions])
    wrong = []
    for asked, (sentence, address, months, lines) in zip(questions, answers, strict=True):
        if tuple(months) != asked.months or address != asked.address:
            wrong.append((asked.address, address, months))
        if sentence != oracle.sentence(asked):
            wrong.append((asked.address, sentence, oracle.sentence(asked)))
        for code, points in zip(asked.codes, lines, strict=True):
            wrong += list(differing(asked, oracle.points(asked, code), points, oracle.words))
    assert wrong == []


def differing(asked, known, points, words):
    """Yield the points of a line that are not as Python has them."""
    if known is None or points is None:
        if known is not points:
            yield asked.address, known, points
        return
    for month, figure, point in zip(asked.months, known, points, strict=True):
        expected = [None, number_format.MISSING]
        if figure is not None and figure.value is not None:
            expected = [figure.value, words.amount(figure)]
        if point != expected:
            yield asked.address, month, expected, point


SIGNS = {
    "zh": (
        *("同比增长", "同比下降", "顺差", "逆差", "没有数", "位。"),
        *("占全国", "倍", "拉高", "为 100", "12 个月"),
    ),
    "en": (
        *("rose ", "fell ", "a surplus of ", "a deficit of ", "no figure", " ranked ", "China's"),
        *("a ratio of", "adding", "as 100", "In the 12 months to", "US$", "billion yuan"),
    ),
}


def test_what_is_asked_is_what_is_said(questions, oracle):
    said = [oracle.sentence(asked) for asked in questions]
    for sign in SIGNS[oracle.language]:
        assert any(sign in one for one in said), sign


def test_the_page_shows_what_it_answers(explorer, questions, oracle):
    for asked in [one for one in questions if oracle.points(one, one.codes[0])][:SHOWN]:
        explorer.evaluate("hash => { location.hash = hash }", asked.address)
        explorer.locator(f'#tb-explore[data-ready="{asked.address}"]').wait_for()
        assert explorer.locator(".tb-explore-sentence").inner_text() == oracle.sentence(asked)
        rows = explorer.locator(".tb-explore-table tbody tr")
        shown = rows.evaluate_all(
            "all => all.map(row => [...row.cells].map(cell => [cell.textContent, cell.dataset.value]))"
        )
        months = [oracle.month(month) for month in reversed(asked.months)]
        assert [row[0][0] for row in shown] == months
        for place, code in enumerate(asked.codes, start=1):
            known = oracle.points(asked, code) or [None] * len(asked.months)
            expected = [cell(figure, oracle.words) for figure in reversed(known)]
            assert [
                (row[place][0], row[place][1] and float(row[place][1])) for row in shown
            ] == expected


def cell(figure, words):
    """Return the text and the value of a cell."""
    if figure is None or figure.value is None:
        return number_format.MISSING, None
    return words.number(figure), figure.value
