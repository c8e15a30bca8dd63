"""The report, put together: its parts in the order of the page, and its report type."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from helpers.core.dimensions import TOTAL
from helpers.core.periods import YTD
from helpers.observations.warehouse.store import Store
from helpers.presentation.locale.words import chinese
from helpers.presentation.prose import Prose, prose
from helpers.reports.annual.annual_figures import AnnualFigures, Scope, compute
from helpers.reports.annual.annual_parameters import NAME, AnnualParameters
from helpers.reports.annual.macro_regions import Regions
from helpers.reports.annual.members import Members
from helpers.reports.annual.nation import Nation
from helpers.reports.annual.province_ranking import ProvinceRanking
from helpers.reports.annual.quoted_statements import Quoted
from helpers.reports.annual.year_view import YearView
from helpers.reports.common.blocks import Headline
from helpers.reports.common.data import files_behind, open_store, plain_text
from helpers.reports.common.names import words_of
from helpers.reports.common.parameters import given
from helpers.reports.common.report import Report
from helpers.reports.common.view import View


@dataclass(frozen=True)
class AnnualReport(Report):
    """The review of one year; its parts are shown in the order of the page.

    ``complete`` tells whether the data has all provinces for the whole year.
    """

    parameters: AnnualParameters
    nation: Nation
    members: Members
    quoted: Quoted
    ranking: ProvinceRanking
    regions: Regions
    complete: bool

    def cards(self) -> list[Headline]:
        """Return the headline numbers of the nation."""
        return self.nation.cards()

    def period_text(self) -> str:
        """Write the year."""
        return self.view.words.fill("periods.calendar", year=self.parameters.year)

    def currency_text(self) -> str:
        """Write the currencies of the nation's and the provinces' values."""
        words = self.view.words
        nation, provinces = self.nation.scopes[0].currency, self.ranking.scope.currency
        if nation == provinces:
            return words.text(f"units.{nation}.name")
        return self.view.text(
            "currencies",
            nation=words.text(f"units.{nation}.name"),
            provinces=words.text(f"units.{provinces}.name"),
        )

    def scope(self) -> Prose:
        """Say what the figures of the nation and of the provinces cover, and in what currency."""
        nation, provinces = self.nation.scopes[0], self.ranking.scope
        words = self.view.words
        apart = [
            name
            for name in ("period", "currency")
            if getattr(nation, name) != getattr(provinces, name)
        ]
        slots = {
            name: text
            for which, scope in (("nation", nation), ("provinces", provinces))
            for name, text in (
                (which, words.period(scope.period, YTD)),
                (f"{which}_currency", words.text(f"units.{scope.currency}.name")),
            )
        }
        told = [self.view.sentence("scope.apart" if apart else "scope.same", **slots)]
        if apart:
            told.append(self.view.sentence(f"scope.differ.{'_and_'.join(apart)}"))
        if not self.complete:
            told.append(self.view.sentence("scope.partial", year=self.period_text()))
        return prose(told)


@plain_text
def load(values: Mapping[str, Any]) -> AnnualReport:
    """Check the parameters, read the data, compute the figures: see ``ReportType.load``."""
    parameters = AnnualParameters.of(NAME, given(values))
    store = open_store()
    computed = compute(store, parameters)
    bare = _view(store, computed)
    parts = _parts(bare, computed)
    view = replace(bare, slots={"whole": parts[0].year.view.slots["whole"]})
    leading = computed.nation[0]
    return AnnualReport(
        NAME,
        parameters.page,
        parameters,
        leading.currency,
        view,
        *parts,
        computed.complete,
    )


def _view(store: Store, computed: AnnualFigures) -> View:
    files = files_behind(store, computed.figures)
    return View(words_of(store), computed.figures, files, computed.nation[0].period, "annual", {})


def _parts(
    view: View, computed: AnnualFigures
) -> tuple[Nation, Members, Quoted, ProvinceRanking, Regions]:
    own = _year_view(view, computed.provinces, computed.sums)
    leading, *others = (_year_view(view, scope, computed.sums) for scope in computed.nation)
    return (
        Nation(leading, tuple(others), computed.nation),
        Members(leading),
        Quoted(leading, computed.statements),
        ProvinceRanking(own, computed.provinces, computed.implied),
        Regions(own, computed.first),
    )


def _year_view(view: View, scope: Scope, sums: frozenset[tuple[str, str]]) -> YearView:
    """Return the year of a scope, with the words for its whole and for the unit its values print in."""
    words = view.words
    summed = (scope.measure, scope.period) in sums
    bare = YearView(replace(view, period=scope.period), scope.measure, scope.currency)
    level = bare.cell("level", TOTAL)
    slots = {
        "whole": words.text("annual.sum" if summed else "whole.region"),
        "whole_short": words.text(f"annual.whole_short.{'sum' if summed else 'national'}"),
        "unit": words.unit_of(level) if level else words.unit(scope.currency),
    }
    return replace(bare, view=replace(bare.view, slots=slots))


def headings(parameters: AnnualParameters) -> dict[str, str]:
    """Give the texts for the places held in the notebook's headings."""
    words = chinese()
    return {
        "year": words.fill("periods.calendar", year=parameters.year),
        "provinces": words.period(parameters.last_month, YTD),
    }
