"""What every report is and shows: its parameters, its figures, its record."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import ClassVar

import pandas as pd
from markupsafe import Markup

from helpers.core.dimensions import EXPORT, IMPORT
from helpers.core.periods import MONTH
from helpers.observations.readers.description import RawFile
from helpers.presentation.charts.picture import Gallery, Picture
from helpers.presentation.locale.words import SUPERSEDED_MARK, Words
from helpers.presentation.prose import Prose, prose
from helpers.presentation.tables import Table
from helpers.reports.common.blocks import Block, Headline, Record, headlines, notice
from helpers.reports.common.data import open_store
from helpers.reports.common.lead import Lead
from helpers.reports.common.overview import Overview
from helpers.reports.common.page_headings import Heading, heading_of
from helpers.reports.common.parameters import MonthlyParameters, Parameters, ReportType
from helpers.reports.common.ranking import Ranking
from helpers.reports.common.revised import revised_table
from helpers.reports.common.trend import Trend
from helpers.reports.common.view import SUPERSEDED_NOTE, View


@dataclass(frozen=True)
class Report(ABC):
    """A report: its type, its parameters, the currency of its headline numbers, its view."""

    type: ReportType
    parameters: Parameters
    currency: str
    view: View
    moved_by: ClassVar[str] = ""
    """The dimension whose members the lead names; empty where the report has none that add up."""

    @abstractmethod
    def cards(self) -> list[Headline]:
        """Return the headline numbers."""

    @abstractmethod
    def period_text(self) -> str:
        """Write the period the edition is of."""

    def currency_text(self) -> str:
        """Write the currency of the values."""
        return self.view.words.text(f"units.{self.currency}.name")

    def lead(self) -> Prose | Block:
        """Show what mattered most, in a line; nothing where there is no growth."""
        line = Lead(self.view, self.moved_by).line()
        # Below the headline numbers the mark is explained only where one of them has it.
        known = SUPERSEDED_MARK not in line or any(card.note for card in self.cards())
        note = [] if known else [Markup(self.view.words.text(SUPERSEDED_NOTE))]
        return Prose((line, *note), lead=True) if line else Block()

    def leading_chart(self) -> Picture | Block:
        """Show the chart of what the lead says, titled by what it finds; nothing where there is none."""
        flow = Lead(self.view).flow
        for lead, of, gallery in self.leading(flow) if flow else ():
            chart = _of_flow(gallery, of) if isinstance(gallery, Gallery) else None
            if chart and (finding := lead.finding(of)):
                return chart.leading(finding)
        return Block()

    def leading(self, flow: str) -> Iterator[tuple[Lead, str, Gallery | Block]]:
        """Yield charts that may lead the page, the best first: what says their finding, of which flow.

        ``flow`` is that whose value moved more.
        """
        yield from ()

    @property
    def figures(self) -> pd.DataFrame:
        """Return all figures of the report as a table, to go on with.

        Columns as in ``figures.csv`` (``indicators.figures.COLUMNS``), before them ``id``, the name of
        each figure on the page; values are unrounded, in single units.
        """
        figures = self.view.figures
        frame = figures.frame()
        frame.insert(0, "id", [one.id for one in figures])
        return frame

    def heading(self, template: str) -> Heading:
        """Show a heading in the words of the run, its places filled from the parameters in hand.

        ``template`` is a level and a key of ``headings.yml``, such as ``## trend``; or, as in notebooks of
        earlier releases, Markdown with places such as ``{{ month }}``: BuildError when one has a name that
        the report lacks. The title names the currency if one was asked for: an edition of the same month
        may be in another.
        """
        found = heading_of(self.view.words, self.view.room, template, self._places)
        return replace(found, text=self._titled(found.text)) if template.startswith("# ") else found

    def notice(self) -> Block:
        """Say what kind of data the page is made from, and what to know of it."""
        return self._notice(self.view.files)

    def headline(self) -> Block:
        """Show the headline numbers."""
        return headlines(self.cards())

    def revised(self) -> Table | Block:
        """Show the growth against stored bases that are superseded; nothing where none is."""
        return revised_table(self.view)

    def record(self) -> Record:
        """Name the sources, and keep the edition's record in the notebook."""
        title, period = self.view.text("title"), self.period_text()
        heading = self.view.words.fill("record.heading", title=title, period=period)
        lead = Lead(self.view, self.moved_by)
        identity = {
            "heading": self._titled(heading),
            "report": self.type.name,
            "name": self.parameters.page,
            "title": title,
            "period": period,
            "lead": lead.line().striptags(),
            "findings": lead.findings(),
            "currency": self.currency,
            "currencies": self.currency_text(),
            "parameters": self.parameters.shown(),
            "given": self.parameters.model_dump(mode="json", exclude_defaults=True),
        }
        return Record.of(self.view, identity, self.cards())

    def _titled(self, heading: str) -> str:
        """Return a title with the currency, if one was asked for."""
        if self.parameters.currency is None:
            return heading
        return self.view.words.fill("series.title", title=heading, currency=self.currency_text())

    def _notice(self, files: Iterable[RawFile]) -> Block:
        """Say what the checks say of these files, beyond their being usable at all, by the files' titles."""
        store = open_store()
        findings = store.findings(sorted(raw.id for raw in files))
        names = sorted({one.source for one in findings} | {one.other for one in findings} - {""})
        return notice(self.view, findings, {name: store.file(name).title for name in names})

    def _places(self, words: Words) -> dict[str, str]:
        known = self._known_places
        if words.language not in known:
            update = {"language": words.language}
            known[words.language] = self.type.headings(self.parameters.model_copy(update=update))
        return known[words.language]

    @cached_property
    def _known_places(self) -> dict[str, dict[str, str]]:
        return {}


def _of_flow(gallery: Gallery, flow: str) -> Picture | None:
    """Return the chart of a flow, else one that is of none in particular; never that of another flow."""
    named = [({EXPORT, IMPORT} & {*one.anchor.split("-")}, one) for one in gallery.pictures]
    found = [one for flows, one in named if flow in flows]
    found += [one for flows, one in named if not flows]
    return found[0] if found else None


@dataclass(frozen=True)
class MonthlyReport(Report):
    """The report of one month."""

    parameters: MonthlyParameters

    def period_text(self) -> str:
        """Write the month."""
        return self.view.words.period(self.parameters.period, MONTH)

    def notice(self) -> Block:
        """Say what kind of data the page is made from, and what to know of that of its own month."""
        of_month = (one for one in self.view.figures if one.period == self.view.period)
        own = {name for one in of_month for name in one.sources.split(";")}
        return self._notice(raw for raw in self.view.files if raw.id in own)

    def leading(self, flow: str) -> Iterator[tuple[Lead, str, Gallery | Block]]:
        """Yield the lines of the months."""
        yield Lead(self.view), flow, self.trend.charts()

    @property
    def trend(self) -> Trend:
        """The months up to the report's own, of its subject."""
        return Trend(self.view)


@dataclass(frozen=True)
class OverviewReport(MonthlyReport):
    """The report of one month that begins with the totals of its subject."""

    totals: Overview

    def cards(self) -> list[Headline]:
        """Return the headline numbers."""
        return self.totals.cards()

    def overview(self) -> Prose:
        """Tell the month, then January to it, and which months are missing for that."""
        spans = (self.totals.sentences(span) for span in self.totals.spans())
        return prose(self.view.words, *spans, self.totals.lacking_months())

    def overview_table(self) -> Table:
        """Set the month next to January to it."""
        return self.totals.table()


@dataclass(frozen=True)
class SubjectReport(OverviewReport):
    """The report of one month on a province or a product: its totals and its partners."""

    ranking: Ranking

    def partners(self, flow: str) -> Prose:
        """Tell the groups of partners, and the three largest partners."""
        return self.ranking.prose(flow)

    def partner_table(self, flow: str) -> Table | Block:
        """Show the groups of partners, and the ten largest partners."""
        return self.ranking.table(flow)

    def partner_charts(self, flow: str) -> Gallery | Block:
        """Draw the ten largest partners with last year's marks."""
        return self.ranking.charts(flow)
