"""Which of an edition's files its figures are from, as marks that lead to a numbered list."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any

from helpers.indicators.figures import Figure
from helpers.presentation.locale.words import Words
from helpers.publishing.documents.document import Mark


class FilesOfFigures:
    """The files of an edition by number, and which of them each figure is from.

    Parameters
    ----------
    record : mapping
        What the edition says of itself.
    """

    def __init__(self, record: Mapping[str, Any]) -> None:
        numbers = {file["id"]: number for number, file in enumerate(record["files"], 1)}
        rows = csv.DictReader(io.StringIO(record["figures"]))
        self._of = {
            figure.id: frozenset(
                numbers[one] for one in figure.sources.split(";") if one in numbers
            )
            for figure in map(Figure.read, rows)
        }

    def mark(self, figures: Iterable[str | None]) -> Mark | None:
        """Return the mark behind a text or a table of these figures; None where no file is known."""
        found = sorted(set().union(*(self._of.get(name or "", ()) for name in figures)))
        if not found:
            return None
        runs = (
            [number for _, number in run]
            for _, run in groupby(enumerate(found), lambda each: each[1] - each[0])
        )
        texts = (f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs)
        return Mark(f"[{', '.join(texts)}]", found[0])


def named_files(record: Mapping[str, Any], words: Words) -> tuple[str, ...]:
    """Name an edition's files as its page does: title, producer, day, status; and where each was found."""
    return tuple(_named(file, words) for file in record["files"])


def _named(file: Mapping[str, Any], words: Words) -> str:
    known = "released" if file["released"] else "unreleased"
    text = words.fill(
        "record.source",
        title=file["title"],
        producer=file["producer"] or words.text("unknown.producer"),
        released=words.fill(f"record.{known}", day=file["released"], taken=file["retrieved"]),
        status=words.text(f"statuses.{file['status']}"),
    )
    return f"{text} {file['address'] or ''}".strip()
