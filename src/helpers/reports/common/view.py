"""A report's figures in words: looking them up, naming them, showing them as sentences, tables and charts.

Every report shows its figures through a view; what differs between reports is which figures, and in
which order.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from markupsafe import Markup, escape

from helpers.core.dimensions import VALUE, WHOLE, is_part
from helpers.core.periods import SPANS, Month
from helpers.indicators.cells import SOME
from helpers.indicators.figures import Figure, Figures
from helpers.observations.readers.description import RawFile
from helpers.observations.schema import (
    DIFFERENCE,
    IMPLIED,
    KEYS,
    PRINTED,
    QUOTED,
    SUMMED,
    SUPERSEDED,
)
from helpers.presentation.charts.layers import LayeredChart
from helpers.presentation.charts.marks import Fact, Facts
from helpers.presentation.charts.picture import Picture
from helpers.presentation.locale.sentence_names import standing
from helpers.presentation.locale.words import Words
from helpers.presentation.numbering import Caption, Numbering, Reference
from helpers.presentation.prose import listing, sentence
from helpers.presentation.tables import (
    Head,
    Row,
    Table,
    figure_cell,
    figures_in,
    growth_notes,
    labelled,
    plain_growth,
    sign_notes,
    with_own_units,
)
from helpers.reference.partners import REIMPORTS, UNNAMED
from helpers.reports.common.names import origin

SUPERSEDED_NOTE: Final = "superseded.note"
"""What the mark behind a number says that is computed with a base that was revised."""
REVISED: Final = "revised"
"""The key of the table of superseded bases, and of the words on them."""
_LISTED_FILES: Final = 3
"""How many files of one dataset are named one by one."""
_LISTING: Final = ("comma", "clause")
"""The marks that part a list within a sentence."""
_NEVER_LISTED: Final = {"partner": (REIMPORTS, *UNNAMED)}


@dataclass(frozen=True)
class View:
    """The figures of one edition, and the words they are written in.

    Attributes
    ----------
    files : tuple of RawFile
        The raw files behind the figures.
    period : str
        The month of the figures that are looked up.
    room : str
        Where the report's words stand, such as ``provincial``.
    slots : mapping
        What all its sentences may refer to, such as the name of the region.
    keys : mapping
        What the figures that are looked up have in common: their measure, span and flow, the
        report's subject. A dimension that is not named is the whole.
    numbering : Numbering
        The numbers of the tables and charts shown so far.
    lists : mapping
        By dimension, span and flow how far its members are all there are; see ``extents_of``.
    """

    words: Words
    figures: Figures
    files: tuple[RawFile, ...]
    period: str
    room: str
    slots: Mapping[str, str]
    keys: Mapping[str, str] = field(default_factory=dict)
    numbering: Numbering = field(default_factory=Numbering)
    lists: Mapping[tuple[str, str, str], str] = field(default_factory=dict)

    def at(self, **keys: str) -> View:
        """Return the view of those of its figures that have these keys as well."""
        return replace(self, keys={**self.keys, **keys})

    def naming(self, **slots: str) -> View:
        """Return the view with more that its sentences may refer to."""
        return replace(self, slots={**self.slots, **slots})

    def figure(self, metric: str, **keys: str) -> Figure:
        """Return the figure with these keys; NoDataError when there is none."""
        return self.figures.one(metric, **self._named(keys))

    def cell(self, metric: str, **keys: str) -> Figure | None:
        """Return the figure with these keys if there is one, be it absent; what is quoted is not."""
        found = self.figures.find(metric, **self._named(keys))
        return None if found is None or found.basis == QUOTED else found

    def find(self, metric: str, **keys: str) -> Figure | None:
        """Return the figure with these keys if there is one, and it has a number that says something."""
        found = self.cell(metric, **keys)
        return None if found is None or found.value is None or found.is_extreme else found

    def related(self, figure: Figure, metric: str, **changes: str) -> Figure | None:
        """Return the figure of another metric that has the keys of this one, but for the changes."""
        keys = {key: code for key, code in {**figure.keys, **changes}.items() if key != "metric"}
        return self.figures.find(metric, **keys)

    def members(self, metric: str, dimension: str, **keys: str) -> list[Figure]:
        """Return the figures of a dimension's members and groups with a number, largest first.

        Re-imports are no partner, nor is what stands for no country: they are not among them, nor are
        changes that say nothing.
        """
        found = self._members(metric, dimension, **keys)
        return [one for one in found if not one.is_extreme]

    def unsaid(self, metric: str, dimension: str, **keys: str) -> list[Figure]:
        """Return those of a dimension's parts that say nothing: a chart marks them as such."""
        return [
            one
            for one in self._members(metric, dimension, **keys)
            if one.is_extreme and is_part(dimension, getattr(one, dimension))
        ]

    def _members(self, metric: str, dimension: str, **keys: str) -> list[Figure]:
        wanted = {"metric": metric, "measure": VALUE, **self._named(keys)}
        found = self.figures.where(
            **{key: wanted.get(key, WHOLE) for key in KEYS if key != dimension}
        )
        members = [
            one
            for one in found
            if one.value is not None
            and one.basis != QUOTED
            and getattr(one, dimension) not in (WHOLE, *_NEVER_LISTED.get(dimension, ()))
        ]
        return sorted(members, key=lambda one: (-(one.value or 0), one.id))

    def parts(self, metric: str, dimension: str, **keys: str) -> list[Figure]:
        """Return those of ``members`` that add up to the whole: no groups, such as ASEAN."""
        found = self.members(metric, dimension, **keys)
        return [one for one in found if is_part(dimension, getattr(one, dimension))]

    def is_ranked(self, dimension: str) -> bool:
        """Return whether the members of the view's span and flow are all there are, or the largest."""
        return self.lists.get((dimension, self.keys["span"], self.keys["flow"])) != SOME

    @property
    def told_spans(self) -> tuple[str, ...]:
        """Return the month and January to it; in January, which is both, the one the data has more of."""
        if Month.parse(self.period).number > 1:
            return SPANS
        return (max(SPANS, key=lambda span: len(self.figures.where(metric="level", span=span))),)

    def spans(self, dimension: str, flow: str) -> list[View]:
        """Return the views of the spans for which the data tells values by a dimension's members."""
        views = (self.at(measure=VALUE, flow=flow, span=span) for span in self.told_spans)
        return [view for view in views if view.parts("level", dimension)]

    def name(self, dimension: str, figure: Figure) -> str:
        """Name the member of a dimension that a figure is of."""
        return self.words.member(dimension, getattr(figure, dimension))

    def item(self, dimension: str, figure: Figure, *metrics: str) -> dict[str, Any]:
        """Return what a phrase says of a member: its name, a figure of it, and further metrics."""
        keys = {"flow": figure.flow, dimension: getattr(figure, dimension)}
        others = {metric: self.cell(metric, **keys) for metric in metrics}
        return {"name": self.name(dimension, figure), figure.metric: figure, **others}

    def ends(self, dimension: str, figures: Sequence[Figure]) -> dict[str, Any]:
        """Return what a sentence says of the first and the last of some members' figures."""
        return {
            slot: value
            for end, one in (("top", figures[0]), ("bottom", figures[-1]))
            for slot, value in ((end, self.name(dimension, one)), (f"{end}_figure", one))
        }

    def text(self, key: str, **slots: Any) -> str:
        """Fill one of the report's texts that holds no figure: a caption, a label, a note."""
        return self.words.spaced(
            self.words.fill(f"{self.room}.{key}", **{**self._slots(), **slots})
        )

    def sentence(self, key: str, **slots: Any) -> Markup:
        """Fill one of the report's sentences."""
        return sentence(self.words, f"{self.room}.{key}", **{**self._slots(), **slots})

    def listing(self, key: str, items: Sequence[Mapping[str, Any]]) -> Markup:
        """Fill one of the report's phrases once an item, and join."""
        named = [{**self._slots(), **item} for item in items]
        return listing(self.words, f"{self.room}.{key}", named)

    def joined(self, texts: Iterable[str], mark: str = "comma") -> Markup:
        """Join texts by one of the language's marks: a comma, a semicolon, that of clauses, or a full stop.

        Before the last of a list with commas may stand a word of its own.
        """
        if mark in _LISTING:
            return Markup(self.words.listed(map(escape, map(standing, texts)), mark))
        gap = self.words.optional("writing.sentence") if mark == "stop" else ""
        return Markup(self.words.text(f"joining.{mark}") + gap).join(texts)

    def row(self, name: str, figures: Iterable[Figure | None]) -> Row:
        """Make a row of a table, a cell a figure; amounts in another unit than the table's name it."""
        row = Row(name, tuple(figure_cell(self.words, one) for one in figures))
        return with_own_units(self.words, row, str(self.slots.get("unit", "")))

    def rows(
        self, dimension: str, members: Iterable[Figure], columns: Sequence[tuple[str, str]]
    ) -> list[Row]:
        """Make a row a member of a dimension, its columns metrics and flows."""
        return [
            self.row(
                self.name(dimension, one),
                (
                    self.cell(metric, flow=flow, **{dimension: getattr(one, dimension)})
                    for metric, flow in columns
                ),
            )
            for one in members
        ]

    def heads(self, key: str, columns: Sequence[tuple[str, str]]) -> list[Head]:
        """Make the heads of the names and of columns that are metrics and flows.

        ``key`` is where their words stand.
        """
        return [Head(self.text(f"{key}.name"))] + [
            Head(self.text(f"{key}.{metric}"), self.words.text(f"flows.{flow}"))
            for metric, flow in columns
        ]

    def table(
        self,
        key: str,
        caption: str,
        heads: Iterable[Head],
        rows: Iterable[Row],
        notes: Iterable[str],
    ) -> Table:
        """Make a table, numbered when it is shown; the first head is that of the row names.

        Its notes are followed by those that its cells call for: growth, bases, signs, files.
        """
        shown = plain_growth(tuple(rows))
        stub, *others = heads
        title = Caption(self.words, self.numbering, "table", f"tab-{key}", caption)
        written = (*notes, *self._cell_notes(shown))
        table = Table(f"tab-{key}", title, stub, tuple(others), shown, written)
        return labelled(self.words, table)

    def facts(self, dimension: str, members: Iterable[Figure], metrics: tuple[str, ...]) -> Facts:
        """Return what is known of a chart's marks, members of a dimension: a column a metric."""
        rows = (
            Fact(
                (self.name(dimension, one),),
                tuple(self.cell(each, **{dimension: getattr(one, dimension)}) for each in metrics),
            )
            for one in members
        )
        return Facts.of_members(self.words, dimension, self.keys["flow"], metrics, rows)

    def picture(
        self, key: str, chart: LayeredChart, facts: Facts, caption: str, alternative: Markup
    ) -> Picture:
        """Draw a chart, numbered when it is shown; what a mark behind its numbers means is its caption's end."""
        known = [figure for fact in facts.rows for figure in fact.figures if figure]
        if any(figure.basis == SUPERSEDED for figure in known):
            caption = f"{caption}{self.words.text('superseded.in_caption')}"
        if any(figure.is_extreme for figure in (*known, *facts.left_out)):
            caption = f"{caption}{self.words.text('charts.extreme')}"
        title = Caption(self.words, self.numbering, "figure", f"fig-{key}", caption)
        return Picture.draw(chart, f"fig-{key}", title, alternative.striptags(), facts)

    def reference(self) -> tuple[float, str] | None:
        """Return the growth of the whole for a chart to mark, and its label, if there is any."""
        growth = self.find("growth")
        if growth is None or growth.value is None:
            return None
        return growth.value, self.text("reference", growth=self.words.amount(growth))

    def _named(self, keys: Mapping[str, str]) -> dict[str, str]:
        return {"period": self.period, **self.keys, **keys}

    def _slots(self) -> dict[str, str]:
        """Return the words for the view's span and flow, and what all sentences may refer to."""
        named = dict(self.slots)
        if span := self.keys.get("span"):
            named["period"] = self.words.period(self.period, span)
            named["span"] = self.words.text(f"spans.{span}")
        if flow := self.keys.get("flow"):
            named["flow"] = self.words.text(f"flows.{flow}")
            named["toward"] = self.words.text(f"toward.{flow}")
        return named

    def _cell_notes(self, rows: tuple[Row, ...]) -> list[str | Reference]:
        words = self.words
        notes = [*growth_notes(words, rows), *self._base_notes(figures_in(rows))]
        return [*notes, *sign_notes(words, rows), source_note(self, rows)]

    def _base_notes(self, figures: list[Figure]) -> list[str | Reference]:
        """Say where last year's values are not the stored ones, and which table has those."""
        words = self.words
        bases = {one.basis for one in figures}
        notes: list[str | Reference] = [
            words.text(f"table.{basis}") for basis in (SUMMED, DIFFERENCE) if basis in bases
        ]
        derived = [one for one in figures if one.basis in (PRINTED, IMPLIED)]
        if any(one.basis == IMPLIED for one in derived):
            notes.append(words.text("table.implied"))
        if any(self.related(one, "growth_stored") for one in derived):
            title = words.text(f"{REVISED}.caption")
            notes.append(Reference(words, self.numbering, "table.revised", f"tab-{REVISED}", title))
        if any(one.basis == SUPERSEDED for one in figures):
            notes.append(words.text(SUPERSEDED_NOTE))
        return notes


def source_note(view: View, rows: tuple[Row, ...]) -> str:
    """Write the note under a table that names the files behind its figures, many of one dataset as one."""
    words = view.words
    ids = {one for figure in figures_in(rows) for one in figure.sources.split(";")}
    groups: dict[tuple[str, str], list[str]] = {}
    files = [raw for raw in view.files if raw.id in ids]
    for raw in files:
        groups.setdefault((raw.group, origin(words, raw)), []).append(raw.title)
    named = []
    for (_, made), titles in groups.items():
        several = {"first": titles[0], "last": titles[-1], "count": str(len(titles))}
        many = len(titles) > _LISTED_FILES
        shown = [words.fill("table.several_sources", **several)] if many else titles
        named += [words.fill("table.one_source", title=title, origin=made) for title in shown]
    customs = all(words.text("table.customs") in (raw.producer or "") for raw in files)
    key = "customs_source" if files and customs else "source"
    return words.fill(f"table.{key}", sources=words.text("joining.comma").join(named))
