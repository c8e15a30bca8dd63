"""Texts in which a word is another: a month, a flow, a province, the span.

Each comes with the claims that depend on the word, and what they speak of then.
"""

import csv
import functools
import re
import zlib
from collections.abc import Iterator
from typing import Any

from publishing.factcheck.labels import Claim, LabelledText
from publishing.factcheck.printed import words
from testbed import ROOT

Edit = tuple[int, str, str]
Rewording = tuple[list[Edit], list[tuple[Claim, dict[str, Any]]]]
"""What is replaced, by where it stands; and the claims that depend on it, with what they speak of then."""


def _one_period(text: LabelledText) -> tuple[str, str] | None:
    """Return the period and span that all claims of a text have; None where there are several."""
    periods = {(claim.of.get("period"), claim.of.get("span")) for claim in text.claims}
    plain = not any("to" in claim.of for claim in text.claims)
    return next(iter(periods)) if len(periods) == 1 and plain else None


def _moved(text: LabelledText, **other: str) -> list[tuple[Claim, dict[str, Any]]]:
    return [(claim, claim.of | other) for claim in text.claims if claim.of]


def _once(text: str, pattern: str) -> int | None:
    """Return where a pattern stands that stands in a text once; None otherwise."""
    found = [match.start() for match in re.finditer(pattern, text)]
    return found[0] if len(found) == 1 else None


def another_month(text: LabelledText) -> Iterator[Rewording]:
    """Yield texts of another year, and of another month of the year: what is named once is renamed."""
    period, span = _one_period(text) or (None, None)
    if period is None:
        return
    year, month = period.split("-")
    for other in (str(int(year) - 1), str(int(year) + 1)):
        place = _once(text.text, year)
        if place is not None:
            yield [(place, year, other)], _moved(text, period=f"{other}-{month}")
    # January by itself is never written as the time from January on.
    for number in range(2 if span == "ytd" else 1, 13):
        edit = _month_edit(text, int(month), number)
        if edit:
            yield [edit], _moved(text, period=f"{year}-{number:02d}")


def _month_edit(text: LabelledText, old: int, new: int) -> Edit | None:
    """Return the edit that renames the only month a text names; None where there is none."""
    before, after = (_month_name(text.language, number) for number in (old, new))
    if old == new or any(word in text.text for word in words()["fixed_spans"]):
        return None
    place = _once(text.text, _month_pattern(text.language, before))
    every = "|".join(_month_pattern(text.language, name) for name in _month_names(text.language))
    alone = _once(text.text, every) is not None
    return (place, before, after) if place is not None and alone else None


def _month_names(language: str) -> list[str]:
    return [_month_name(language, number) for number in range(1, 13)]


def _month_name(language: str, number: int) -> str:
    return str(words()["month_names"][number - 1]) if language == "en" else str(number)


def _month_pattern(language: str, name: str) -> str:
    return str(words()["month_written"][language]).format(name)


def another_span(text: LabelledText) -> Iterator[Rewording]:
    """Yield texts in which a month stands for the time from January to it, or that for the month."""
    period, span = _one_period(text) or (None, None)
    if period is None or any(word in text.text for word in words()["fixed_spans"]):
        return
    other = "ytd" if span == "month" else "month"
    for old in _phrases(text.language, period, str(span)):
        place = _once(
            text.text, rf"(?<![-\w]){re.escape(old)}" if text.language == "en" else re.escape(old)
        )
        month = _month_pattern(text.language, _month_name(text.language, int(period[5:])))
        is_said_once = text.text.count(period[:4]) == 1 and len(re.findall(month, text.text)) < 2
        if place is not None and is_said_once:
            new = _phrases(text.language, period, other)[0]
            yield [(place, old, new)], _moved(text, span=other)
            return


def _phrases(language: str, period: str, span: str) -> list[str]:
    """Return how a period is written, the longest first."""
    year, number = period[:4], int(period[5:])
    spans = words()["spans"][language]
    month = _month_name(language, number)
    patterns = [spans["month"]] if span == "month" else list(spans["ytd"])
    if span == "ytd" and number == len(words()["month_names"]):
        patterns.append(spans["year"])
    return [pattern.format(year=year, month=month, number=number) for pattern in patterns]


@functools.cache
def _flow_words() -> re.Pattern[str]:
    longest_first = sorted(words()["flows"], key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest_first)))


def another_flow(text: LabelledText) -> Iterator[Rewording]:
    """Yield texts in which exports are imports, or the other way round: of all claims that the word leads to."""
    governed: dict[int, list[Claim]] = {}
    found = list(_flow_words().finditer(text.text))
    for claim in text.claims:
        before = [match.start() for match in found if match.start() < claim.start]
        if before and claim.of:
            governed.setdefault(before[-1], []).append(claim)
    for match in found:
        flow, opposite = words()["flows"][match[0]]
        if _is_whole(text.text[: match.start()]):
            continue
        # A count says for itself of which flow it is.
        led = [
            claim
            for claim in governed.get(match.start(), [])
            if claim.of.get("flow") == flow and claim.of.get("metric") != "count"
        ]
        if opposite and led:
            other = {"export": "import", "import": "export"}[flow]
            yield (
                [(match.start(), match[0], opposite)],
                [(claim, claim.of | {"flow": other}) for claim in led],
            )


def _is_whole(before: str) -> bool:
    """Return whether a flow is that of the whole that a number is a part of, and not the number's own."""
    clause = re.split(r"[，。；：,;:!?！？\n]", before)[-1]
    return any(word in clause for word in words()["wholes"])


@functools.cache
def _provinces() -> dict[str, dict[str, str]]:
    """Return the provinces by code, with their names and what kind of place each is."""
    path = ROOT / "src" / "helpers" / "reference" / "provinces.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return {row["code"]: row for row in csv.DictReader(file)}


def another_province(text: LabelledText) -> Iterator[Rewording]:
    """Yield texts in which the name of a province is that of another, of the same kind and not named there."""
    name = "name" if text.language == "zh" else "name_en"
    named = {code: row for code, row in _provinces().items() if row[name] in text.text}
    for code, row in named.items():
        suffix = row["full_name"][len(row["name"]) :]
        kind = [
            other
            for other, one in _provinces().items()
            if one["full_name"] == one["name"] + suffix and other not in named
        ]
        claims = [claim for claim in text.claims if _is_of(claim, code)]
        places = [match.start() for match in re.finditer(rf"{row[name]}", text.text)]
        for other in chosen(text.key, kind):
            edits = [(place, row[name], _provinces()[other][name]) for place in places]
            yield (
                edits,
                [(claim, claim.of | {"subject": _renamed(claim, code, other)}) for claim in claims],
            )


def chosen(key: str, members: list[str]) -> list[str]:
    """Return three of a list, others for each key but the same in every run."""
    first = zlib.crc32(key.encode()) % max(len(members), 1)
    return (members[first:] + members[:first])[:3]


def _is_of(claim: Claim, code: str) -> bool:
    """Return whether a claim speaks of a province by itself: compared with none, in no list."""
    subject = claim.of.get("subject", "")
    return subject.endswith(f"region/{code}") and not {"to", "members", "first"} & claim.of.keys()


def _renamed(claim: Claim, code: str, other: str) -> str:
    return claim.of["subject"].removesuffix(code) + other
