"""The report on the nation's trade in a month: its parts in the order of the page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from markupsafe import Markup

from helpers.core.dimensions import EXPORT, IMPORT, TOTAL, VALUE
from helpers.core.periods import MONTH
from helpers.indicators.counts import THRESHOLDS
from helpers.presentation.charts.picture import Gallery
from helpers.presentation.locale.words import words_of
from helpers.presentation.prose import Prose, prose
from helpers.presentation.tables import Table
from helpers.reference.commodities import commodity_names
from helpers.reference.partners import CONTINENTS
from helpers.reports.common.blocks import Block
from helpers.reports.common.breakdown import Breakdown
from helpers.reports.common.currencies import data_of_month
from helpers.reports.common.data import files_behind, open_store, plain_text
from helpers.reports.common.lead import Lead
from helpers.reports.common.limits import span_texts
from helpers.reports.common.names import report_words
from helpers.reports.common.overview import Overview
from helpers.reports.common.report import OverviewReport
from helpers.reports.common.view import View
from helpers.reports.national import TYPE, NationalParameters
from helpers.reports.national.goods_lists import Commodities
from helpers.reports.national.movers import Movers
from helpers.reports.national.national_figures import (
    CHAPTERS,
    GROUPS_SHOWN,
    LARGEST,
    LISTED,
    SECTIONS,
    compute,
)

_WHOLE: Final = ("partners", "regimes", "enterprises", "sections", "provinces")
"""The parts whose members add up to the nation."""


@dataclass(frozen=True)
class NationalReport(OverviewReport):
    """The report of one month; ``parts`` are the breakdowns by name, such as ``partners``."""

    moved_by = "partner"

    parts: Mapping[str, Breakdown]
    movers: Movers
    exports: Commodities
    imports: Commodities

    def leading(self, flow: str) -> Iterator[tuple[Lead, str, Gallery | Block]]:
        """Yield what the partners contributed, then the months."""
        yield Lead(self.view, self.moved_by), flow, self.part_charts("partners")
        yield from super().leading(flow)

    def part(self, name: str) -> Prose:
        """Tell the members of a part; of the partners also how many there are, and how concentrated."""
        told = self.parts[name].prose()
        more = self._counted() if name == "partners" else []
        return prose(self.view.words, *([paragraph] for paragraph in told.paragraphs), more)

    def part_table(self, name: str) -> Table | Block:
        """Show the members of a part."""
        return self.parts[name].table()

    def part_charts(self, name: str) -> Gallery | Block:
        """Draw what the members of a part contributed."""
        return self.parts[name].charts()

    def _counted(self) -> list[Markup]:
        """Tell how many partners there are, by size, and how much the ten largest hold."""
        found = []
        for view in (each.at(flow=TOTAL) for each in self.parts["partners"].spans()):
            every, held = view.find("partners"), view.find(f"partner_cr{LARGEST}")
            sizes = [(name, one) for name in THRESHOLDS if (one := view.find(name)) and one.value]
            if every and held and sizes:
                phrases = (
                    view.sentence(f"partners.sizes.{name}", count=one) for name, one in sizes
                )
                slots = {"partners": every, "partner_cr10": held, "sizes": view.joined(phrases)}
                found.append(view.sentence("partners.counted", **slots))
        return found


@plain_text
def load(parameters: NationalParameters) -> NationalReport:
    """Read the data and compute the figures: see ``ReportType.load``."""
    store = open_store()
    computed, words = compute(store, parameters), report_words(store, parameters.language)
    slots = {
        "unit": words.unit(computed.currency),
        "currency": words.unit_words(computed.currency)["single"],
        "whole": words.text("whole.region"),
    }
    files = files_behind(store, computed.figures)
    view = View(words, computed.figures, files, parameters.period, TYPE.name, slots)
    view = replace(view, lists=computed.lists)
    parts = {
        "regimes": Breakdown(view, "regimes", "regime"),
        "enterprises": Breakdown(view, "enterprises", "enterprise"),
        "partners": Breakdown(view, "partners", "partner", most=LISTED),
        "groups": Breakdown(
            view, "groups", "partner", GROUPS_SHOWN, in_order=True, overlapping=True
        ),
        "continents": Breakdown(view, "continents", "partner", CONTINENTS),
        "sections": Breakdown(view, "sections", "product", SECTIONS, in_order=True),
        "chapters": Breakdown(view, "chapters", "product", CHAPTERS, most=LISTED),
        "provinces": Breakdown(view, "provinces", "region"),
    }
    return NationalReport(
        TYPE,
        parameters,
        computed.currency,
        view,
        totals=Overview(view, (VALUE,), missing=computed.missing),
        parts=parts,
        movers=Movers(view, {name: parts[name] for name in _WHOLE}),
        exports=Commodities(view, EXPORT),
        imports=Commodities(view, IMPORT),
    )


def headings(parameters: NationalParameters) -> dict[str, str]:
    """Give the texts for the places held in the notebook's headings."""
    words, data = words_of(parameters.language), data_of_month(open_store(), parameters)
    sections = {
        "both": data.answer(),
        "regimes": data.answer("regime"),
        "enterprises": data.answer("enterprise"),
        "partners": data.answer("partner"),
        "products": data.answer("product", members=tuple(commodity_names())),
        "sections": data.answer("product", members=SECTIONS),
        "provinces": data.answer("region"),
    }
    return {
        "month": words.period(parameters.period, MONTH),
        **span_texts(words, parameters.period, sections),
    }
