"""The labelled set: texts, and what is claimed in each."""

import functools
from decimal import Decimal
from typing import Any, NamedTuple

import yaml
from publishing.factcheck.printed import LABELLED, Printed, read, words

LANGUAGES = ("zh", "en")
VERDICTS = ("agrees", "differs", "was_right", "cannot_judge")


class Claim(NamedTuple):
    """A claim of a text.

    Attributes
    ----------
    number : str
        The stretch of the text that carries the number with its unit, as written.
    nth : int
        Which of the places where this stretch stands, counted from 1.
    start : int
        Where it begins in the text.
    verdict : str
        One of ``VERDICTS``.
    of : dict
        Which figure it speaks of, by the keys of the open data. Beside the metrics there: ``rank`` (``by`` another
        metric, ``from_last``), ``order`` (``members``), ``count`` (``by``, ``sign`` or ``above``), ``run``, ``ratio``,
        ``growth_from``, ``difference`` and ``change_of_share`` (``to``), ``share_of_first`` (``first`` or
        ``members``), ``sum``, ``record``. Only ``why`` where no figure of the open data is meant.
    direction : str
        The word that says which way it points, as written; empty where there is none.
    sign : int
        1, or -1 where the words say that it went down; a deficit that narrows goes up.
    relation : str
        ``above``, ``below``, ``nearly``, …; empty where the number itself is claimed.
    printed : Printed
        The number in the unit of the open data.
    doubtful : str
        Why another verdict may be as good; empty mostly.
    """

    number: str
    nth: int
    start: int
    verdict: str
    of: dict[str, Any]
    direction: str
    sign: int
    relation: str
    printed: Printed
    doubtful: str


class LabelledText(NamedTuple):
    """A text with its claims, in the order in which they stand there."""

    key: str
    language: str
    text: str
    claims: tuple[Claim, ...]


def place(text: str, stretch: str, nth: int) -> int:
    """Return where a stretch of a text begins, the nth time it stands there."""
    start = -1
    for _ in range(nth):
        start = text.find(stretch, start + 1)
        assert start >= 0, (text, stretch, nth)
    return start


def _claim(text: str, written: dict[str, Any]) -> Claim:
    number, nth = written["number"], written.get("nth", 1)
    direction = written.get("direction", "")
    if "value" in written:
        printed = Printed(Decimal(written["value"]), Decimal(written.get("step", "1")))
    else:
        printed = read(number)
    return Claim(
        number=number,
        nth=nth,
        start=place(text, number, nth),
        verdict=written["verdict"],
        of=written.get("of", {}),
        direction=direction,
        sign=written.get("sign", words()["directions"][direction][0] if direction else 1),
        relation=written.get("relation", ""),
        printed=printed,
        doubtful=written.get("doubtful", ""),
    )


@functools.cache
def labelled(language: str) -> tuple[LabelledText, ...]:
    """Return all texts of a language, by file and the order in it."""
    found = []
    for path in sorted((LABELLED / language).glob("*.yml")):
        for place_in_file, one in enumerate(yaml.safe_load(path.read_text("utf-8")), 1):
            claims = [_claim(one["text"], written) for written in one["claims"]]
            ordered = tuple(sorted(claims, key=lambda claim: claim.start))
            key = f"{language}/{path.stem}/{place_in_file}"
            found.append(LabelledText(key, language, one["text"], ordered))
    return tuple(found)


def all_texts() -> tuple[LabelledText, ...]:
    """Return the whole set."""
    return tuple(one for language in LANGUAGES for one in labelled(language))
