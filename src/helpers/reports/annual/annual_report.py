"""The report, put together: its parts in the order of the page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from helpers.core.dimensions import EXPORT, TOTAL, WHOLE
from helpers.core.periods import YTD
from helpers.observations.schema import MEMBERS, OBSERVED, QUOTED
from helpers.presentation.charts.picture import Gallery
from helpers.presentation.locale.words import Words, words_of
from helpers.presentation.prose import Prose, prose
from helpers.reports.annual import TYPE, AnnualParameters
from helpers.reports.annual.annual_figures import AnnualFigures, Scope, compute
from helpers.reports.annual.macro_regions import Regions
from helpers.reports.annual.members import Members, Quoted
from helpers.reports.annual.nation import Nation
from helpers.reports.annual.province_ranking import ProvinceRanking
from helpers.reports.common.blocks import Block, Headline
from helpers.reports.common.data import files_behind, open_store, plain_text
from helpers.reports.common.lead import Lead
from helpers.reports.common.names import report_words
from helpers.reports.common.report import Report
from helpers.reports.common.trend import Trend
from helpers.reports.common.view import View


@dataclass(frozen=True)
class AnnualReport(Report):
    """The review of one year; its parts are shown in the order of the page."""

    moved_by = "partner"

    parameters: AnnualParameters
    computed: AnnualFigures
    nation: Nation
    members: Members
    quoted: Quoted
    months: Trend
    ranking: ProvinceRanking
    regions: Regions

    def cards(self) -> list[Headline]:
        """Return the headline numbers of the nation."""
        return self.nation.cards()

    def period_text(self) -> str:
        """Write the year."""
        return self.view.words.fill("periods.calendar", year=self.parameters.year)

    def currency_text(self) -> str:
        """Write the currencies of the nation's and the provinces' values."""
        nation, provinces = (
            view.slots["currency"] for view in (self.nation.view, self.ranking.view)
        )
        if nation == provinces:
            return nation
        return self.view.text("currencies", nation=nation, provinces=provinces)

    def leading(self, flow: str) -> Iterator[tuple[Lead, str, Gallery | Block]]:
        """Yield what the partners contributed to all trade, then the months."""
        yield Lead(self.view, self.moved_by), TOTAL, self.members.charts()
        yield Lead(self.view), flow, self.months.charts()

    def scope(self) -> Prose:
        """Say what the figures of the nation and of the provinces cover, and in what currency."""
        nation, provinces = self.computed.nation[0], self.computed.provinces
        apart = [
            name
            for name in ("period", "currency")
            if getattr(nation, name) != getattr(provinces, name)
        ]
        slots = {
            "nation": self.view.words.period(nation.period, YTD),
            "nation_currency": self.nation.view.slots["currency"],
            "provinces": self.view.words.period(provinces.period, YTD),
            "provinces_currency": self.ranking.view.slots["currency"],
        }
        sentences = [self.view.sentence("scope.apart" if apart else "scope.same", **slots)]
        if apart:
            sentences.append(self.view.sentence(f"scope.differ.{'_and_'.join(apart)}"))
        if not self.computed.complete:
            sentences.append(self.view.sentence("scope.partial", year=self.period_text()))
        return prose(self.view.words, sentences)


@plain_text
def load(parameters: AnnualParameters) -> AnnualReport:
    """Read the data and compute the figures: see ``ReportType.load``."""
    store = open_store()
    computed = compute(store, parameters)
    files = files_behind(store, computed.figures)
    bare = View(report_words(store, parameters.language), computed.figures, files, "", "annual", {})
    nation, *others = (_view(bare, scope) for scope in computed.nation)
    provinces = _view(bare, computed.provinces)
    return AnnualReport(
        TYPE,
        parameters,
        computed.nation[0].currency,
        nation,
        computed,
        Nation(nation, tuple(others)),
        Members(nation),
        Quoted(nation, computed.statements),
        Trend(nation.naming(unit=nation.words.unit(computed.nation[0].currency)), rolling=False),
        ProvinceRanking(provinces, computed.implied),
        Regions(provinces, computed.first),
    )


def _view(bare: View, scope: Scope) -> View:
    """Return the view of a scope's totals, with the words for its whole and for its unit."""
    words = bare.words
    view = replace(bare, period=scope.period).at(span=YTD, measure=scope.measure, flow=TOTAL)
    keys = {"metric": "level", "measure": scope.measure, "period": scope.period, "flow": EXPORT}
    wholes = view.figures.where(**keys, **dict.fromkeys(MEMBERS, WHOLE))
    # No source states the whole: it is the sum of the provinces.
    summed = any(one.basis not in (OBSERVED, QUOTED) for one in wholes)
    level = view.cell("level")
    return view.naming(
        whole=words.text("annual.sum" if summed else "whole.region"),
        whole_short=words.text(f"annual.whole_short.{'sum' if summed else 'national'}"),
        unit=words.unit_of(level) if level else words.unit(scope.currency),
        currency=words.text(f"units.{scope.currency}.name"),
    )


def _through(words: Words, month: int) -> str:
    return words.fill("annual.through", month=month, name=words.month_name(month))


def headings(parameters: AnnualParameters) -> dict[str, str]:
    """Give the texts for the places held in the notebook's headings."""
    words = words_of(parameters.language)
    return {
        "year": words.fill("periods.calendar", year=parameters.year),
        "through": _through(words, int(parameters.last_month[5:])) if parameters.through else "",
        # Of notebooks that were released before.
        "provinces": words.period(parameters.last_month, YTD),
    }
