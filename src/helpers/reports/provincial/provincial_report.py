"""The report on all provinces: its figures, and its two parts in the order of the page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd
from markupsafe import Markup

from helpers.core.dimensions import BALANCE, EXPORT, IMPORT, TOTAL
from helpers.core.periods import MONTH, SPANS, YTD
from helpers.indicators import bases, changes, counts, ranks, shares
from helpers.indicators.figures import Figure, Figures
from helpers.observations.schema import OBSERVED
from helpers.observations.warehouse.store import Store
from helpers.presentation.charts.bars import diverging_bars
from helpers.presentation.charts.layers import LayeredChart
from helpers.presentation.charts.marks import ALL, MOST, marks_of, robust_limit
from helpers.presentation.charts.picture import Gallery, Picture
from helpers.presentation.charts.tiles import tile_map
from helpers.presentation.locale.words import words_of
from helpers.presentation.prose import Prose, prose
from helpers.presentation.tables import Head, Table
from helpers.reference.provinces import provinces
from helpers.reports.common.all_provinces import full_months, refuse_gaps, whole_over_time
from helpers.reports.common.balance import balance_card, balance_told
from helpers.reports.common.blocks import Block, Headline, cards_of, headlines
from helpers.reports.common.currencies import data_of_month
from helpers.reports.common.data import (
    files_behind,
    levels_and_changes,
    open_store,
    plain_text,
)
from helpers.reports.common.extremes import most_of
from helpers.reports.common.lead import Lead
from helpers.reports.common.limits import derived_span, lacking_months
from helpers.reports.common.names import report_words
from helpers.reports.common.page_headings import Heading, heading_of
from helpers.reports.common.phrases import directions, pull_axis, totals
from helpers.reports.common.report import MonthlyReport
from helpers.reports.common.revised import growth_against_stored
from helpers.reports.common.trend_figures import months_needed, trend_of
from helpers.reports.common.view import View
from helpers.reports.provincial import TYPE, ProvincialParameters

_LEADERS: Final = 3
_STRUCTURE: Final = ("share", "rank", "rank_change", "contribution")
_FLOWS: Final = (TOTAL, EXPORT, IMPORT)
_LARGEST: Final = 12
"""How many contributions a chart shows; the table has all of them."""
_KNOWN: Final = ("level", "growth", "share", "contribution")
"""The metrics in the tooltip of a province."""


@dataclass(frozen=True)
class ProvincialReport(MonthlyReport):
    """The report of one month; ``month`` and ``ytd`` are the two parts of the page."""

    moved_by = "region"

    month: Section
    ytd: Section

    def cards(self) -> list[Headline]:
        """Return the headline numbers of the month, or of January to it where there is no month."""
        return (self.month if self.month.present else self.ytd).cards()

    def leading(self, flow: str) -> Iterator[tuple[Lead, str, Gallery | Block]]:
        """Yield what the provinces contributed, then the months."""
        section = self.month if self.month.present else self.ytd
        yield Lead(self.view, self.moved_by), flow, section.contribution_charts()
        yield from super().leading(flow)


@plain_text
def load(parameters: ProvincialParameters) -> ProvincialReport:
    """Read the data and compute the figures: see ``ReportType.load``."""
    store = open_store()
    figures, currency, summed, missing = compute(store, parameters)
    words = report_words(store, parameters.language)
    slots = {
        "unit": words.unit(currency),
        "whole": words.text("provincial.sum" if summed else "whole.region"),
        "whole_short": words.text(f"provincial.whole_short.{'sum' if summed else 'national'}"),
    }
    files = files_behind(store, figures)
    view = View(words, figures, files, parameters.period, TYPE.name, slots)
    told = [span for span in view.told_spans if figures.where(span=span)]
    sections = (Section(view.at(span=span), span in told, missing) for span in SPANS)
    return ProvincialReport(TYPE, parameters, currency, view, *sections)


def compute(
    store: Store, parameters: ProvincialParameters
) -> tuple[Figures, str, bool, Mapping[tuple[str, tuple[str, ...]], Sequence[str]]]:
    """Compute every figure of the report.

    Returns
    -------
    tuple of (Figures, str, bool, mapping)
        The figures of each province and of the whole (region ``_T``), for each span the data has; the
        currency of all values; whether the whole is the sum of the 31 provinces, for want of a national
        total in the data; see ``ReportData.missing_months``.

    Raises
    ------
    NoDataError
        When the month has no data, or not that of all 31 provinces in both directions.
    """
    data = data_of_month(store, parameters)
    parts, whole = data.panel("region"), data.panel()
    parts = parts[parts["region"].isin(provinces().index)]
    if parts.empty:
        data.refuse(TYPE.name, full_months)
    refuse_gaps(TYPE.name, data, parts, whole)
    whole = bases.summed_bases(whole, parts)
    frames = [
        *levels_and_changes(pd.concat([parts, whole], ignore_index=True)),
        shares.share(parts, whole),
        shares.share_change(parts, whole),
        shares.contribution(parts, whole),
        ranks.rank(parts),
        ranks.rank_change(parts),
        counts.directions(changes.growth(parts)),
        *trend_of(data, whole_over_time(data, months_needed(data.query.period))),
    ]
    summed = bool((whole.loc[whole["flow"] == EXPORT, "basis"] != OBSERVED).any())
    figures = Figures(pd.concat(frames, ignore_index=True))
    return figures, data.query.unit, summed, data.missing_months()


def headings(parameters: ProvincialParameters) -> dict[str, str]:
    """Give the texts for the places held in the notebook's headings: the month, and January to it."""
    words = words_of(parameters.language)
    return {span: words.period(parameters.period, span) for span in SPANS}


@dataclass(frozen=True)
class Section:
    """What the page shows of one span; blank, but for one line, where there is nothing to be told.

    Attributes
    ----------
    view : View
        The figures of the span.
    present : bool
        Whether the page tells this span: the data has it, and it is not January, which the month tells.
    missing : mapping
        The months that January to the month lacks: see ``ReportData.missing_months``.
    """

    view: View
    present: bool
    missing: Mapping[tuple[str, tuple[str, ...]], Sequence[str]]

    def cards(self) -> list[Headline]:
        """Return the headline numbers: the country's total, exports, imports and balance."""
        whole = str(self.view.slots["whole"])
        return [*cards_of(self.view, "headline"), *balance_card(self.view, whole)]

    def heading(self, template: str) -> Heading | Block:
        """Show a heading within the section, as ``Report.heading`` does, where there is something below it."""
        if not self.present:
            return Block()
        view, span = self.view, self.view.keys["span"]
        return heading_of(
            view.words, view.room, template, lambda words: {span: words.period(view.period, span)}
        )

    def headline(self) -> Block:
        """Show the headline numbers."""
        return headlines(self.cards()) if self.present else Block()

    def overview(self) -> Prose:
        """Tell the country's totals and the three provinces with the largest trade."""
        view = self.view
        if not self.present:
            told = view.keys["span"] in view.told_spans
            said = Markup.escape(view.text("absent" if told else "january"))
            return prose(view.words, [said], self._lacking())
        slots = totals(view)
        bare = all(
            slots[f"{name}_growth"].value is None for name in ("total", "exports", "imports")
        )
        key = "overview_bare" if bare else "overview"
        first = [
            view.sentence(key, **slots, balance_told=balance_told(view)),
            self._leaders(view.at(flow=TOTAL)),
        ]
        if bare and not any(view.parts("growth", "region", flow=flow) for flow in _FLOWS):
            return prose(self.view.words, first, [view.sentence("no_base")])
        limits = [*derived_span(view), *self._lacking()]
        return prose(self.view.words, first, growth_against_stored(view), limits)

    def flow(self, flow: str) -> Prose:
        """Tell one direction: the three largest, how many rose and fell, and what moved it most."""
        if not self.present:
            return prose(self.view.words)
        view = self.view.at(flow=flow)
        sentences = [self._leaders(view)]
        if view.parts("growth", "region"):
            sentences.append(directions(view, "count"))
        return prose(self.view.words, sentences, self._movers(view))

    def values_table(self) -> Table | Block:
        """Return total, export and import with growth, and the balance, of every province."""
        columns = [(metric, flow) for flow in _FLOWS for metric in ("level", "growth")]
        columns.append(("level", BALANCE))
        names = ["name", *("growth" if metric == "growth" else flow for metric, flow in columns)]
        heads = [Head(self.view.text(f"columns.{name}")) for name in names]
        return self._table("values", columns, heads, ("unit", "order", "values"))

    def structure_table(self) -> Table | Block:
        """Return share, rank and contribution of every province, for total, export and import."""
        columns = [(metric, flow) for flow in _FLOWS for metric in _STRUCTURE]
        heads = self.view.heads("columns", columns)
        return self._table("structure", columns, heads, ("structure_unit", "order", "structure"))

    def growth_charts(self) -> Gallery | Block:
        """Draw the growth of exports and of imports, province by province."""
        return self._gallery("growth", _growth, MOST)

    def maps(self) -> Gallery | Block:
        """Draw the two maps of growth."""
        return self._gallery("growth", _map, MOST)

    def contribution_charts(self) -> Gallery | Block:
        """Draw which provinces moved the country's exports and imports most."""
        return self._gallery("contribution", _contribution, ALL, len(provinces()))

    def _lacking(self) -> list[Markup]:
        """Say which months are missing for the span to follow from others."""
        months = (MONTH,) if self.view.keys["span"] == MONTH else (YTD, "base")
        mine = {key: flows for key, flows in self.missing.items() if key[0] in months}
        return lacking_months(self.view, mine)

    def _leaders(self, view: View) -> Markup:
        largest = view.parts("level", "region")[:_LEADERS]
        items = [view.item("region", one, "growth") for one in largest]
        bare = all(item["growth"].value is None for item in items)
        leaders = view.listing("leader_bare" if bare else "leader", items)
        return view.sentence("leaders", leaders=leaders)

    def _movers(self, view: View) -> list[Markup]:
        """Name the largest gains and losses, and what the largest absolute change did to the whole."""
        changes = view.parts("change", "region")
        # Where one is not known, it may be the largest.
        if len(changes) < len(provinces()):
            return []
        gained = [one for one in changes if (one.value or 0) > 0][:_LEADERS]
        lost = [one for one in reversed(changes) if (one.value or 0) < 0][:_LEADERS]
        sentences = []
        for key, movers in (("gainers", gained), ("losers", lost)):
            if movers:
                items = [view.item("region", one) for one in movers]
                sentences.append(view.sentence(key, members=view.listing("mover", items)))
        most = view.item("region", most_of(changes), "contribution")
        if most["contribution"].value is not None:
            sentences.append(view.sentence("most", **most))
        return sentences

    def _table(
        self,
        kind: str,
        columns: list[tuple[str, str]],
        heads: list[Head],
        notes: tuple[str, ...],
    ) -> Table | Block:
        if not self.present:
            return Block()
        view = self.view
        members = view.parts("level", "region", flow=EXPORT)
        return view.table(
            f"{view.keys['span']}-{kind}",
            view.text(f"captions.{kind}"),
            heads,
            view.rows("region", members, columns),
            [view.text(f"notes.{note}") for note in notes],
        )

    def _gallery(
        self,
        metric: str,
        draw: Callable[[View, list[Figure], float], Picture],
        covered: float,
        least: int = 1,
    ) -> Gallery | Block:
        """Draw exports and imports of what is told, unless fewer provinces have the figure than it takes.

        Both have one scale, which holds as many of the marks as are to be ``covered``.
        """
        views = [self.view.at(flow=flow) for flow in (EXPORT, IMPORT)]
        members = [view.parts(metric, "region") for view in views]
        if not self.present or min(map(len, members)) < least:
            return Block()
        limit = robust_limit(
            *(marks_of(self.view.words, each, "region") for each in members), covered=covered
        )
        drawn = zip(views, members, strict=True)
        return Gallery(tuple(draw(view, each, limit) for view, each in drawn))


def _growth(view: View, members: list[Figure], limit: float) -> Picture:
    shown = [*members, *view.unsaid("growth", "region")]
    marks = marks_of(view.words, shown, "region")
    chart = diverging_bars(marks, limit, view.text("axes.growth"), view.reference())
    cut = bool((marks["value"].abs() > limit).any())
    note = view.text("beyond", limit=f"{limit:g}%") if cut else ""
    slots = {**_counts(view), **view.ends("region", members)}
    return _picture("growth", view, chart, shown, note=note, **slots)


def _map(view: View, members: list[Figure], limit: float) -> Picture:
    shown = [*members, *view.unsaid("growth", "region")]
    marks = marks_of(view.words, shown, "region")
    chart = tile_map(marks, limit, view.text("axes.growth"), view.words.text("writing.tiles"))
    slots = {**_counts(view), "growth": view.figure("growth")}
    return _picture("map", view, chart, shown, **slots)


def _contribution(view: View, members: list[Figure], limit: float) -> Picture:
    largest = sorted(members, key=lambda one: abs(one.value or 0), reverse=True)[:_LARGEST]
    shown = [one for one in members if one in largest]
    marks = marks_of(view.words, shown, "region")
    axis = pull_axis(view, view.slots["whole_short"])
    chart = diverging_bars(marks, limit, axis)
    return _picture("contribution", view, chart, shown, **view.ends("region", members))


def _picture(
    kind: str,
    view: View,
    chart: LayeredChart,
    members: list[Figure],
    *,
    note: str = "",
    **slots: Any,
) -> Picture:
    caption = view.text(f"captions.{kind}", count=_LARGEST) + note
    every = len(view.parts("growth", "region")) == len(provinces())
    alternative = view.sentence(f"alternatives.{kind if every else 'some'}", **slots)
    key = f"{view.keys['span']}-{view.keys['flow']}-{kind}"
    return view.picture(key, chart, view.facts("region", members, _KNOWN), caption, alternative)


def _counts(view: View) -> dict[str, Any]:
    return {metric: view.figure(metric) for metric in ("rising", "falling")}
