"""Pieces of WordprocessingML as text: runs, paragraphs, fields, links."""

from __future__ import annotations

import re
from typing import Any, Final

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from markupsafe import escape

from helpers.publishing.documents.document import Mark

_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
"""What XML has no place for."""
_LABEL: Final = re.compile(r"(?P<label>\D+?)[ \u00a0]?(?P<number>\d+)(?P<rest>.*)", re.DOTALL)
_TARGET: Final = "origin_{}"
"""The bookmark of a file behind the figures, by its number."""


def element(xml: str) -> Any:
    """Return the element of a text whose outermost tag names no namespaces yet."""
    head, sign, rest = xml.partition(" " if " " in xml.partition(">")[0] else ">")
    return parse_xml(f"{head} {nsdecls('w', 'r', 'wp', 'a', 'c')}{sign}{rest}")


def run(text: str, properties: str = "") -> str:
    """Return a run of text with its properties, as tags."""
    return f"<w:r>{_inside(properties, 'rPr')}{_text(text)}</w:r>"


def paragraph(style: str, content: str, properties: str = "") -> str:
    """Return a paragraph of runs in a style, by its id."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{content}</w:p>'


def field(code: str, shown: str) -> str:
    """Return a field, with what it shows until a program computes it."""
    return f'<w:fldSimple w:instr=" {escape(code)} ">{run(shown)}</w:fldSimple>'


def caption(text: str, mark: Mark | None, properties: str = "") -> str:
    """Return a caption whose number is a field, so that Word lists tables and charts."""
    found = _LABEL.fullmatch(text)
    if found is None:
        content = run(text)
    else:
        label = found["label"]
        number = field(f"SEQ {label} \\* ARABIC", found["number"])
        content = f"{run(f'{label} ')}{number}{run(found['rest'])}"
    return paragraph("Caption", content + marked(mark), properties)


def marked(mark: Mark | None) -> str:
    """Return the mark behind a text, as a link to the first of its files; nothing for none."""
    if mark is None:
        return ""
    raised = run(mark.text, '<w:vertAlign w:val="superscript"/>')
    return (
        f'<w:hyperlink w:anchor="{_TARGET.format(mark.first)}" w:history="1">{raised}</w:hyperlink>'
    )


def bookmarked(name: str, number: int, content: str) -> str:
    """Return runs that a link can lead to; ``number`` is another for each bookmark."""
    start = f'<w:bookmarkStart w:id="{number}" w:name="{name}"/>'
    return f'{start}{content}<w:bookmarkEnd w:id="{number}"/>'


def target_of(number: int) -> str:
    """Return the bookmark of a file behind the figures."""
    return _TARGET.format(number)


def contents_field(entries: list[tuple[int, str, str]]) -> list[str]:
    """Return the paragraphs of a table of contents: of each heading its level, text and bookmark.

    Word puts in the page numbers when it opens the file.
    """
    begin = (
        '<w:r><w:fldChar w:fldCharType="begin" w:dirty="true"/></w:r>'
        '<w:r><w:instrText xml:space="preserve"> TOC \\o "1-2" \\h \\z \\u </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    lines = [
        f'<w:hyperlink w:anchor="{name}" w:history="1">{run(text)}</w:hyperlink>'
        for _, text, name in entries
    ]
    if lines:
        lines[0], lines[-1] = begin + lines[0], lines[-1] + end
    return [
        paragraph(f"TOC{level}", line) for (level, _, _), line in zip(entries, lines, strict=True)
    ]


def _inside(content: str, tag: str) -> str:
    return f"<w:{tag}>{content}</w:{tag}>" if content else ""


def _text(text: str) -> str:
    return f'<w:t xml:space="preserve">{escape(_CONTROL.sub("", text))}</w:t>'
