"""Marked copies: opened again, each claim is marked by its verdict, and the text is as it was."""

import io
from pathlib import Path

import docx
import pytest
from bs4 import BeautifulSoup

from helpers.publishing.factcheck.claims import check_text, line_and_column
from helpers.publishing.factcheck.marked import marked_html
from helpers.publishing.factcheck.marked_word import marked_word
from helpers.publishing.factcheck.word_text import read_word

TEXT = "😀广东725.6亿美元<b>\n浙江495.9亿美元，共17。"
SAY = {
    "joined": "、",
    "verdicts": {
        "agrees": {"name": "相符"},
        "differs": {"name": "不符"},
        "was_right": {"name": "当时相符"},
        "cannot_judge": {"name": "不能判断"},
    },
    "reasons": {"no_unit": "没有单位"},
    "page": {
        "title": "核对",
        "list": "逐条",
        "open": "查看",
        "nothing": "没有数字",
        "read_as": "读作：{reading}",
        "summary": "{count} {agrees} {differs} {was_right} {cannot_judge}",
        "unread": "{count}：{list}",
    },
}


class Judge:
    """Stands for the scripts: numbers of ``TEXT`` with verdicts, at places as UTF-16 has them."""

    say = SAY
    numbers = (
        # The face before them is two units and one character.
        ("725.6亿美元", 4, "agrees", True),
        ("495.9亿美元", 18, "differs", True),
        ("17", 28, "cannot_judge", False),
    )

    def check(self, text):
        return [
            {
                "text": number,
                "start": start,
                "end": start + len(number),
                "value": 1.0,
                "unit": "USD",
                "verdict": verdict,
                "figure": "explore.html#a=1&b=2" if is_claim else "",
                "expected": None,
                "reason": "",
                "isClaim": is_claim,
                "reading": "出口" if is_claim else "",
                "judged": f"<{verdict}>",
                "meant": "",
            }
            for number, start, verdict, is_claim in self.numbers
        ]


@pytest.fixture(scope="module")
def checked():
    return check_text(Judge(), TEXT, "https://trade.example/")


def test_places_are_those_of_characters(checked):
    assert [TEXT[one.start : one.end] for one in checked.numbers] == [
        "725.6亿美元",
        "495.9亿美元",
        "17",
    ]
    assert line_and_column(TEXT, checked.numbers[0].start) == (1, 4)
    assert line_and_column(TEXT, checked.numbers[1].start) == (2, 3)


def test_the_summary_counts_claims_and_lists_what_is_none(checked):
    assert checked.summary() == ["2 1 1 0 0", "1：17"]
    assert check_text(Judge(), TEXT, "").differs


def test_the_page_marks_each_number(checked):
    page = BeautifulSoup(marked_html(checked, "a<b>.txt", "zh"), "html5lib")
    assert page.html["lang"] == "zh"
    assert page.title.text == "核对 – a<b>.txt"
    main = page.find("main")
    assert [line.text for line in main.find_all("p")] == TEXT.split("\n")
    assert [(one["class"], one.text) for one in main.find_all("mark")] == [
        (["agrees"], "725.6亿美元"),
        (["differs"], "495.9亿美元"),
        (["no_claim"], "17"),
    ]
    told = {one["id"]: one for one in page.select("ol li")}
    links = [one["href"].removeprefix("#") for one in main.find_all("a")]
    assert links == list(told)
    assert "<differs>" in told[links[1]].text
    assert told[links[1]].a["href"] == "https://trade.example/explore.html#a=1&b=2"
    assert not page.find_all(["script", "link", "img"])


def test_without_an_address_of_the_site_nothing_is_linked():
    page = marked_html(check_text(Judge(), TEXT, ""), "a.txt", "zh")
    assert "explore.html" not in page


def comments(content):
    """Return the comments of a document, each with the text that it stands at."""
    document = docx.Document(io.BytesIO(content))
    body = document.element.body
    found = {}
    for comment in document.comments:
        begin, end = (
            body.xpath(f"//w:commentRange{side}[@w:id='{comment.comment_id}']")[0]
            for side in ("Start", "End")
        )
        between = [
            one for one in begin.itersiblings() if one in set(end.itersiblings(preceding=True))
        ]
        found["".join(one.text for one in between if one.tag.endswith("}r"))] = comment.text
    return found


TOLD = {
    "725.6亿美元": "相符\n<agrees>\n读作：出口\nhttps://trade.example/explore.html#a=1&b=2",
    "495.9亿美元": "不符\n<differs>\n读作：出口\nhttps://trade.example/explore.html#a=1&b=2",
}


def test_a_text_becomes_a_document_with_comments(checked):
    content = marked_word(checked, None)
    found = comments(content)
    assert {text: found[text] for text in TOLD} == TOLD
    assert found["😀广东"] == "2 1 1 0 0\n1：17"
    lines = [one.text for one in docx.Document(io.BytesIO(content)).paragraphs]
    assert lines == TEXT.split("\n")


def test_a_document_stays_as_it_is_but_for_comments():
    document, file = docx.Document(), io.BytesIO()
    first = document.add_paragraph("😀广东725")
    first.add_run(".6亿美元<b>").bold = True
    document.add_paragraph("浙江495.9亿美元，共17。", style="Heading 1")
    document.save(file)
    original = file.getvalue()

    class Shifted(Judge):
        # Paragraphs are parted by two line ends.
        numbers = (*Judge.numbers[:1], ("495.9亿美元", 19, "differs", True))

    text = read_word(original, "a.docx").text
    assert text == TEXT.replace("\n", "\n\n")
    content = marked_word(check_text(Shifted(), text, "https://trade.example/"), original)
    found = comments(content)
    assert {text: found[text] for text in TOLD} == TOLD
    marked = docx.Document(io.BytesIO(content))
    assert [one.text for one in marked.paragraphs] == TEXT.split("\n")
    assert marked.paragraphs[1].style.name == "Heading 1"
    assert [one.text for one in marked.paragraphs[0].runs if one.bold] == [".6亿美元", "<b>"]


def test_the_template_asks_for_nothing_from_elsewhere():
    template = Path(marked_html.__code__.co_filename).with_name("marked.html.j2")
    text = template.read_text(encoding="utf-8")
    assert "src=" not in text
    assert "url(" not in text
