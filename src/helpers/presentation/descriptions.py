"""What a figure is, what its metric means, and of which days its files are, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from helpers.core.dimensions import QUANTITY, QUANTITY_2, WHOLE
from helpers.core.errors import ReferenceTableError
from helpers.indicators.figures import Figure
from helpers.observations.schema import MEMBERS
from helpers.presentation.locale.words import Words

_TOLD: Final = (QUANTITY, QUANTITY_2)
_MEMBERS_HERE: Final = "\N{OBJECT REPLACEMENT CHARACTER}"


def metric_words(name: str, words: Words) -> Any:
    """Return a metric's name, definition and formula.

    What a source states and nothing computes has none of these. Its name, and how the source
    qualifies the number, stand in the page's own table: such a metric is ``stated``.
    """
    if words.has(f"metrics.{name}"):
        return words.tree(f"metrics.{name}")
    return {**words.tree("package.quoted"), "stated": True}


def naming(
    words: Words, figures: Iterable[Figure], names: Mapping[str, Mapping[str, str]]
) -> Words:
    """Return the words with these names, by dimension and code; what has none stands for itself."""
    found: dict[str, dict[str, str]] = {}
    for figure in figures:
        for dimension in ("region", "partner"):
            code = getattr(figure, dimension)
            found.setdefault(dimension, {})[code] = code
    return words.with_names(merged(found, names))


def merged(*names: Mapping[str, Mapping[str, str]]) -> dict[str, dict[str, str]]:
    """Put names by dimension and code together; of two of one code the last counts."""
    found: dict[str, dict[str, str]] = {}
    for each in names:
        for dimension, of_codes in each.items():
            found.setdefault(dimension, {}).update(of_codes)
    return found


def cell_words(words: Words, cell: Mapping[Any, Any]) -> str:
    """Return what a number of the observation table is, in words, without its unit.

    Parameters
    ----------
    words : Words
        The language.
    cell : mapping
        Its keys, by ``schema.CELL``.
    """
    named = [(name, str(cell[name])) for name in MEMBERS if cell[name] != WHOLE]
    members = words.text("joining.comma").join(_member(words, *one) for one in named)
    return words.fill(
        "revision.what",
        period=words.period(str(cell["period"]), str(cell["span"])),
        member=members or words.region(WHOLE),
        flow=words.text(f"flows.{cell['flow']}"),
    )


def _member(words: Words, dimension: str, code: str) -> str:
    """Name a member; by its code where nothing names it."""
    try:
        return words.member(dimension, code)
    except ReferenceTableError:
        return code


def what(figure: Figure, words: Words) -> str:
    """Return what a figure is, in words: ``2025 年 11 月，广东，出口：同比变化``."""
    before, after = said_around(figure, words)
    return f"{before}{members_text(figure, words)}{after}"


def members_text(figure: Figure, words: Words) -> str:
    """Return what a figure is of: its members, or the nation."""
    members = [
        words.member(dimension, getattr(figure, dimension))
        for dimension in MEMBERS
        if getattr(figure, dimension) != WHOLE
    ]
    return words.text("cite.what.between").join(members or [words.region(WHOLE)])


def said_around(figure: Figure, words: Words) -> tuple[str, str]:
    """Return what is said of a figure before the members that it is of, and after."""
    told = words.fill(
        "cite.what.whole",
        period=words.period(figure.period, figure.span),
        members=_MEMBERS_HERE,
        flow=words.text(f"flows.{figure.flow}"),
        metric=metric_words(figure.metric, words)["name"],
        measure=words.text(f"cite.what.{figure.measure}") if figure.measure in _TOLD else "",
    )
    before, _, after = told.partition(_MEMBERS_HERE)
    return before, after


@dataclass(frozen=True)
class Days:
    """The days of the raw files behind a page.

    Attributes
    ----------
    released : str
        The latest day on which a source released one; empty where none says its day.
    silent : int
        How many do not say theirs.
    taken : str
        The latest day on which one was taken in here.
    """

    released: str
    silent: int
    taken: str

    @classmethod
    def of(cls, files: Iterable[Mapping[str, Any]]) -> Days:
        """Read them from what a record has of each file."""
        known = list(files)
        released = [str(file["released"]) for file in known if file["released"]]
        taken = max((str(file["retrieved"]) for file in known), default="")
        return cls(max(released, default=""), len(known) - len(released), taken)

    def released_in(self, words: Words) -> str:
        """Write the day of release, and how many files say none."""
        if not self.released:
            return words.text("days.unknown")
        key = "some" if self.silent else "all"
        return words.fill(f"days.{key}", day=words.day(self.released), count=str(self.silent))
