"""A checked text as a Word document with comments: of a Word document a copy, of others the text alone."""

from __future__ import annotations

import copy
import io
from typing import Any, Final

from docx import Document
from docx.oxml.ns import qn
from docx.text.run import Run

from helpers.publishing.documents.word_styles import SONG
from helpers.publishing.factcheck.claims import CheckedText, Claim
from helpers.publishing.factcheck.word_text import Stretch, WordText, read_word

_PLAIN: Final = {qn("w:rPr"), qn("w:t")}
"""A run that has nothing else may be parted."""


def marked_word(checked: CheckedText, original: bytes | None) -> bytes:
    """Return a document in which each claim has a comment, and the first words one with the summary.

    Parameters
    ----------
    checked : CheckedText
    original : bytes or None
        The Word document that the text was read from, where it was one.
    """
    word = read_word(original, "") if original else None
    document = word.document if word else Document()
    anchors = _anchored(word, checked.claims) if word else _written(document, checked)
    for claim, runs in anchors:
        told = [checked.verdict_name(claim.verdict), *checked.explanation(claim), claim.figure]
        _comment(document, runs, checked, told)
    first = next(document.element.body.iter(qn("w:r")), None)
    if first is not None:
        _comment(document, [first], checked, checked.summary())
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def _comment(document: Any, runs: list[Any], checked: CheckedText, told: list[str]) -> None:
    title = checked.say["page"]["title"]
    marked = [Run(runs[0], document), Run(runs[-1], document)]
    document.add_comment(marked, "\n".join(filter(None, told)), author=title, initials=title[:2])


def _written(document: Any, checked: CheckedText) -> list[tuple[Claim, list[Any]]]:
    """Write the text into an empty document; return the claims with their runs."""
    document.styles["Normal"].element.get_or_add_rPr().get_or_add_rFonts().set(
        qn("w:eastAsia"), SONG
    )
    found = []
    for paragraph in checked.paragraphs():
        written = document.add_paragraph()
        for text, number in paragraph:
            run = written.add_run(text)
            if number and number.is_claim:
                found.append((number, [run._element]))
    return found


def _anchored(word: WordText, claims: list[Claim]) -> list[tuple[Claim, list[Any]]]:
    """Find the runs that each claim stands in, and part them at its ends where that can be."""
    exact = {one for one in word.stretches if _can_be_parted(one)}
    found = []
    # From the last on: what stands before stays in its run.
    for claim in reversed(claims):
        touched = [one for one in word.stretches if one.start < claim.end and claim.start < one.end]
        runs: list[Any] = []
        for stretch in touched:
            runs += [_parted(stretch, claim)] if stretch in exact else stretch.runs
        if runs:
            found.append((claim, runs))
    return found


def _can_be_parted(stretch: Stretch) -> bool:
    run, *others = stretch.runs
    is_plain = {child.tag for child in run} <= _PLAIN
    return is_plain and not others and len(run.text) == stretch.end - stretch.start


def _parted(stretch: Stretch, claim: Claim) -> Any:
    """Return the run that has a claim alone, as far as it stands in this stretch."""
    (run,) = stretch.runs
    start, end = claim.start - stretch.start, claim.end - stretch.start
    if end < len(run.text):
        _cut(run, end)
    return _cut(run, start) if start > 0 else run


def _cut(run: Any, place: int) -> Any:
    """Move what a run has from a place on into a run of its own behind it; return that."""
    behind = copy.deepcopy(run)
    run.text, behind.text = run.text[:place], run.text[place:]
    run.addnext(behind)
    return behind
