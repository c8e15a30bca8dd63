"""The members of one dimension in all flows: a table of both spans, and what they moved the whole by.

Partners, regimes, kinds of enterprise, sections of goods, provinces of one subject: each with its level,
its share, its growth and its contribution to the growth of the subject.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from markupsafe import Markup

from helpers.core.dimensions import EXPORT, IMPORT, TOTAL, VALUE, is_part
from helpers.indicators.figures import Figure
from helpers.presentation.charts.bars import diverging_bars
from helpers.presentation.charts.marks import ALL, marks_of, robust_limit
from helpers.presentation.charts.picture import Gallery, Picture
from helpers.presentation.prose import Prose, listing, prose, sentence
from helpers.presentation.tables import Head, Row, Table
from helpers.reference.partners import REIMPORTS
from helpers.reports.common.blocks import Block
from helpers.reports.common.extremes import extremes_of
from helpers.reports.common.phrases import drawn_of, pull_axis
from helpers.reports.common.view import View

FLOWS: Final = (TOTAL, EXPORT, IMPORT)
_LEADERS: Final = 3
_DRAWN: Final = 12
"""How many contributions a chart shows."""
_ROOM: Final = "breakdown"
"""Where the words stand that all breakdowns share."""


@dataclass(frozen=True)
class Breakdown:
    """The members of one dimension of one subject.

    Attributes
    ----------
    view : View
        The figures of the subject.
    key : str
        Where its own words stand in the report's, such as ``partners``; names its table and chart.
    dimension : str
        The dimension it tells apart.
    codes : tuple of str or None
        The members it may show; where None, all that add up.
    in_order : bool
        Whether they stand in the order of ``codes``, and not by size.
    most : int
        How many of the largest the table shows, 0 for all.
    overlapping : bool
        Whether the members overlap, as groups of partners do: they are told one by one, and not ranked.
    part : str
        What says how large a member is: its ``share`` in the nation, or its ``weight`` in the subject.
    """

    view: View
    key: str
    dimension: str
    codes: tuple[str, ...] | None = None
    in_order: bool = False
    most: int = 0
    overlapping: bool = False
    part: str = "share"

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the metrics shown of each member and flow."""
        return ("level", self.part, "growth", "contribution")

    def spans(self) -> list[View]:
        """Return the views of the spans that the data has some member of."""
        views = (self.view.at(measure=VALUE, span=span) for span in self.view.told_spans)
        return [view for view in views if self.members(view)]

    def flows(self, view: View) -> list[View]:
        """Return the views of the flows of a span that the data has some member of."""
        views = (view.at(flow=flow) for flow in FLOWS)
        return [each for each in views if self.figures(each, "level")]

    def figures(self, view: View, metric: str) -> list[Figure]:
        """Return the figures of the members with a number, largest first."""
        found = view.members(metric, self.dimension)
        return [one for one in found if self._shows(self._code(one))]

    def members(self, view: View) -> list[str]:
        """Return the codes of the members of a span, in the order of the table."""
        found = dict.fromkeys(
            self._code(one)
            for flow in FLOWS
            for one in self.figures(view.at(flow=flow), "level")
            if one.value
        )
        order = self.codes if self.in_order and self.codes else found
        return [code for code in order if code in found]

    def pulls(self, view: View) -> list[Figure]:
        """Return the contributions of all members, largest first.

        Nothing where a member has none, or may be missing: it could be the largest.
        """
        levels, pulls = (self.figures(view, metric) for metric in ("level", "contribution"))
        known = len(pulls) == len(levels) and (self.overlapping or view.is_ranked(self.dimension))
        return pulls if known else []

    def prose(self) -> Prose:
        """Tell the largest members and what moved the whole most, a paragraph a span."""
        views = self.spans()
        if not views:
            return prose(self.view.words, [self.view.sentence(f"{self.key}.absent")])
        tell = self._each if self.overlapping else self._sentences
        return prose(self.view.words, *(tell(view) for view in views))

    def table(self) -> Table | Block:
        """Show level, share, growth and contribution, a band a span."""
        views = self.spans()
        if not views:
            return Block()
        columns, left_out = self._columns(views)
        words, view = self.view.words, views[0]
        heads = [Head(view.text(f"{self.key}.what"))] + [
            Head(words.text(f"{_ROOM}.columns.{metric}"), words.text(f"flows.{flow}"))
            for flow, metric in columns
        ]
        notes = [words.fill(f"{_ROOM}.notes.unit", unit=view.slots["unit"])]
        notes += [words.text(f"{_ROOM}.notes.{name}") for name in self._noted(columns)]
        notes += [words.fill(f"{_ROOM}.notes.left_out", columns=left_out)] if left_out else []
        caption, note = view.text(f"{self.key}.caption"), view.text(f"{self.key}.note")
        return view.table(self.key, caption, heads, self._rows(views, columns), [*notes, note])

    def charts(self) -> Gallery | Block:
        """Draw the contributions to the growth of each flow of the first span that has them."""
        for view in self.spans():
            flows = [each for each in self.flows(view) if self.pulls(each)]
            if flows:
                pair = flows[-2:]
                marks = (marks_of(view.words, self.pulls(each), self.dimension) for each in pair)
                limit = robust_limit(*marks, covered=ALL)
                return Gallery(tuple(self._picture(each, limit) for each in pair))
        return Block()

    def name(self, figure: Figure) -> str:
        """Name the member that a figure is of."""
        return self.view.name(self.dimension, figure)

    def _code(self, figure: Figure) -> str:
        return str(getattr(figure, self.dimension))

    def _shows(self, code: str) -> bool:
        return is_part(self.dimension, code) if self.codes is None else code in self.codes

    def _listed(self, view: View) -> list[str]:
        members = self.members(view)
        return members[: self.most] if self.most else members

    def _columns(self, views: Sequence[View]) -> tuple[list[tuple[str, str]], str]:
        """Return flow and metric of the columns that have a number; and name what has none."""
        found, empty = [], {}
        for flow in (each.keys["flow"] for each in self._all_flows(views)):
            for metric in self.columns:
                cells = [
                    view.cell(metric, flow=flow, **{self.dimension: code})
                    for view in views
                    for code in self._listed(view)
                ]
                if any(one and one.value is not None for one in cells):
                    found.append((flow, metric))
                else:
                    empty[metric] = True
        missing = [name for name in empty if name not in {metric for _, metric in found}]
        words = self.view.words
        return found, words.listed(words.text(f"{_ROOM}.names.{one}") for one in missing)

    def _all_flows(self, views: Sequence[View]) -> list[View]:
        found = {each.keys["flow"]: each for view in views for each in self.flows(view)}
        return [found[flow] for flow in FLOWS if flow in found]

    def _noted(self, columns: Sequence[tuple[str, str]]) -> list[str]:
        present = {metric for _, metric in columns}
        return [name for name in (self.part, "contribution") if name in present]

    def _rows(self, views: Sequence[View], columns: Sequence[tuple[str, str]]) -> list[Row]:
        rows: list[Row] = []
        for view in views:
            listed = self._listed(view)
            band = "largest" if len(listed) < len(self.members(view)) else "all"
            period = view.words.period(view.period, view.keys["span"])
            rows.append(
                Row(view.words.fill(f"{_ROOM}.bands.{band}", period=period, count=str(len(listed))))
            )
            rows += [self._row(view, code, columns) for code in listed]
        return rows

    def _row(self, view: View, code: str, columns: Sequence[tuple[str, str]]) -> Row:
        figures = (
            view.cell(metric, flow=flow, **{self.dimension: code}) for flow, metric in columns
        )
        return view.row(view.words.member(self.dimension, code), figures)

    def _each(self, view: View) -> list[Markup]:
        """Tell the members one by one: what each is, and what it moved."""
        lead = self.flows(view)[0]
        levels = {self._code(one): one for one in self.figures(lead, "level")}
        items = [self._item(lead, levels[code]) for code in self._listed(view) if code in levels]
        toward = view.words.text(f"toward.{lead.keys['flow']}")
        phrases = [
            sentence(view.words, f"{_ROOM}.{self._known('each', item)}", toward=toward, **item)
            for item in items
        ]
        told = view.joined(phrases, "stop")
        return [sentence(view.words, f"{_ROOM}.told", **self._slots(lead), members=told)]

    def _item(self, view: View, level: Figure) -> dict[str, Any]:
        """Return what a phrase says of a member; ``share`` is that in the nation, or in the subject."""
        item = view.item(self.dimension, level, *self.columns[1:])
        return {**item, "share": item[self.part]}

    def _known(self, key: str, item: dict[str, Any]) -> str:
        """Choose the phrase of a member by what is known of it."""
        for metric, suffix in (("growth", "_bare"), ("contribution", "_grown")):
            if item.get(metric) is None or item[metric].value is None:
                return f"{key}{suffix}"
        return key

    def _slots(self, view: View) -> dict[str, str]:
        words = view.words
        return {
            "period": words.period(view.period, view.keys["span"]),
            "flow": words.text(f"flows.{view.keys['flow']}"),
            "whole": view.text("whole"),
            "what": view.text(f"{self.key}.what"),
        }

    def _sentences(self, view: View) -> list[Markup]:
        flows = self.flows(view)
        lead = flows[0]
        if not lead.is_ranked(self.dimension):
            return [sentence(view.words, f"{_ROOM}.listed", **self._slots(lead))]
        found = [self._leaders(lead), *self._moved(flows)]
        if self.codes is None and (back := lead.find("level", **{self.dimension: REIMPORTS})):
            item = self._item(lead, back)
            found.append(sentence(view.words, f"{_ROOM}.reimports", **self._slots(lead), **item))
        return found

    def _leaders(self, view: View) -> Markup:
        largest = self.figures(view, "level")[:_LEADERS]
        items = [self._item(view, one) for one in largest]
        bare = any(item["growth"] is None or item["growth"].value is None for item in items)
        leaders = listing(view.words, f"{_ROOM}.leader{'_bare' if bare else ''}", items)
        count = view.words.numeral(len(items))
        return sentence(
            view.words, f"{_ROOM}.leaders", **self._slots(view), count=count, leaders=leaders
        )

    def _moved(self, flows: Sequence[View]) -> list[Markup]:
        """Tell which member raised the growth of each flow most, and which lowered it most.

        Of the total where it is all there is: it is what both sides make of it.
        """
        found = {view.keys["flow"]: (view, ends) for view in flows if (ends := self.extremes(view))}
        if {EXPORT, IMPORT} <= {*found}:
            found.pop(TOTAL, None)
        phrases = [self._pulled(view, ends) for view, ends in found.values()]
        if not phrases:
            return []
        parts = self.view.joined(phrases, "semicolon")
        return [sentence(self.view.words, f"{_ROOM}.moved.told", parts=parts)]

    def _pulled(self, view: View, ends: Mapping[str, Figure]) -> Markup:
        slots = {
            slot: value
            for end, one in ends.items()
            for slot, value in ((end, self.name(one)), (f"{end}_figure", one))
        }
        return sentence(view.words, f"{_ROOM}.moved.{'_'.join(ends)}", **self._slots(view), **slots)

    def extremes(self, view: View) -> dict[str, Figure]:
        """Return the contributions furthest above and below zero, as ``up`` and ``down``."""
        return extremes_of(view.words, self.pulls(view))

    def _picture(self, view: View, limit: float) -> Picture:
        pulls = sorted(self.pulls(view), key=lambda one: -abs(one.value or 0))
        shown = sorted(pulls[:_DRAWN], key=lambda one: -(one.value or 0))
        marks = marks_of(view.words, shown, self.dimension)
        slots = self._slots(view)
        slots["members"] = drawn_of(view, slots["what"], len(shown), len(pulls))
        chart = diverging_bars(marks, limit, pull_axis(view, slots["whole"]))
        top, bottom = shown[0], shown[-1]
        alternative = sentence(
            view.words,
            f"{_ROOM}.alternative",
            **slots,
            up=self.name(top),
            up_figure=top,
            down=self.name(bottom),
            down_figure=bottom,
        )
        facts = view.facts(self.dimension, shown, self.columns)
        caption = view.words.fill(f"{_ROOM}.picture", **slots)
        return view.picture(f"{view.keys['flow']}-{self.key}", chart, facts, caption, alternative)
