"""The report on one partner: its parts in the order of the page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from markupsafe import Markup

from helpers.core import number_format
from helpers.core.dimensions import VALUE
from helpers.core.periods import MONTH
from helpers.indicators.figures import Figure
from helpers.indicators.panel import is_rival
from helpers.presentation.charts.picture import Gallery
from helpers.presentation.prose import Prose, prose
from helpers.presentation.tables import Table
from helpers.reference.products import product_groups
from helpers.reports.common.blocks import Block
from helpers.reports.common.breakdown import FLOWS, Breakdown
from helpers.reports.common.currencies import data_of_month
from helpers.reports.common.data import files_behind, open_store, plain_text
from helpers.reports.common.lead import Lead
from helpers.reports.common.limits import span_texts
from helpers.reports.common.names import report_words
from helpers.reports.common.one_partner import inside_of
from helpers.reports.common.overview import Overview
from helpers.reports.common.report import OverviewReport
from helpers.reports.common.view import View
from helpers.reports.partner import TYPE, PartnerParameters
from helpers.reports.partner.partner_figures import compute

_LISTED: Final = 31
"""How many members and provinces a table shows."""
_COLUMNS: Final = ("share", "contribution")


@dataclass(frozen=True)
class PartnerReport(OverviewReport):
    """The report on one partner in one month; ``parts`` are members, products and provinces."""

    moved_by = "partner"

    parameters: PartnerParameters
    parts: Mapping[str, Breakdown]

    def leading(self, flow: str) -> Iterator[tuple[Lead, str, Gallery | Block]]:
        """Yield what the members of a group contributed, then the months."""
        yield Lead(self.view, self.moved_by), flow, self.part_charts("members")
        yield from super().leading(flow)

    def overview(self) -> Prose:
        """Tell the month, then January to it, and the partner's place among all."""
        spans = self.totals.spans()
        told = (self.totals.sentences(span) for span in spans)
        places = [self._standing(self.view.at(span=span)) for span in spans]
        return prose(
            self.view.words, *told, self.totals.lacking_months(), *places, self._unranked()
        )

    def members(self) -> Prose:
        """Tell who belongs to a group, and the largest of them; of a country nothing."""
        inside = self._inside
        if not inside:
            single = is_rival("partner", self.parameters.partner)
            key = "standing.single" if single else "members.absent"
            return prose(self.view.words, [self.view.sentence(key)])
        words = self.view.words
        named = self.view.joined(map(words.partner, inside))
        slots = {"count": str(len(inside)), "members": named}
        month = {"period": words.period(self.parameters.period, MONTH)}
        first = self.view.sentence("standing.membership", **slots, **month)
        return prose(
            self.view.words, [first], *([told] for told in self.parts["members"].prose().paragraphs)
        )

    def part(self, name: str) -> Prose:
        """Tell the largest goods or provinces of the trade with the partner."""
        return self.parts[name].prose()

    def part_table(self, name: str) -> Table | Block:
        """Show the members of a part."""
        return self.parts[name].table()

    def part_charts(self, name: str) -> Gallery | Block:
        """Draw what the members of a part contributed."""
        return self.parts[name].charts()

    @property
    def _inside(self) -> tuple[str, ...]:
        return inside_of(self.parameters.partner, self.parameters.period)

    def _standing(self, view: View) -> list[Markup]:
        """Tell the partner's rank in each flow, and what it did to the nation's growth."""
        flows = [view.at(flow=flow) for flow in FLOWS]
        ranks = [self._rank(each, rank) for each in flows if (rank := each.find("rank"))]
        pulls = [
            each.sentence(f"standing.pull{self._none(pull)}", contribution=pull)
            for each in flows
            if (pull := each.find("contribution"))
        ]
        sentences = []
        if ranks:
            sentences.append(view.sentence("standing.ranks", ranks=view.joined(ranks)))
        if pulls:
            key = "pulls" if ranks else "pulls_first"
            sentences.append(view.sentence(f"standing.{key}", pulls=view.joined(pulls, "clause")))
        return sentences

    def _none(self, pull: Figure) -> str:
        """Return what ends the key of a contribution that is printed as nothing."""
        return "" if number_format.direction(self.view.words.number(pull)) else "_none"

    def _rank(self, view: View, rank: Figure) -> Markup:
        change = view.find("rank_change")
        if change is None:
            return view.sentence("standing.rank", rank=rank)
        key = "rank_moved" if change.value else "rank_same"
        return view.sentence(f"standing.{key}", rank=rank, change=change)

    def _unranked(self) -> list[Markup]:
        """Say why there is no rank: a group has none, or the data has not all partners."""
        view = self.view
        if not is_rival("partner", self.parameters.partner):
            return [view.sentence("standing.unranked")]
        ranked = any(one.value is not None for one in view.figures.where(metric="rank"))
        return [] if ranked else [view.sentence("standing.unknown")]


@plain_text
def load(parameters: PartnerParameters) -> PartnerReport:
    """Read the data and compute the figures: see ``ReportType.load``."""
    store = open_store()
    computed, words = compute(store, parameters), report_words(store, parameters.language)
    slots = {"unit": words.unit(computed.currency), "partner": words.partner(parameters.partner)}
    files, subject = files_behind(store, computed.figures), {"partner": parameters.partner}
    view = View(words, computed.figures, files, parameters.period, TYPE.name, slots, subject)
    view = replace(view, lists=computed.lists)
    groups = tuple(map(str, product_groups().index))
    inside = inside_of(parameters.partner, parameters.period)
    parts = {
        "members": Breakdown(view, "members", "partner", inside, most=_LISTED, part="weight"),
        "products": Breakdown(view, "products", "product", groups, part="weight"),
        "provinces": Breakdown(view, "provinces", "region", part="weight"),
    }
    totals = Overview(view, (VALUE,), _COLUMNS, computed.missing)
    return PartnerReport(TYPE, parameters, computed.currency, view, totals=totals, parts=parts)


def headings(parameters: PartnerParameters) -> dict[str, str]:
    """Give the texts for the places held in the notebook's headings."""
    store = open_store()
    words, data = report_words(store, parameters.language), data_of_month(store, parameters)
    mine = data.change(fixed={"partner": parameters.partner})
    sections = {
        "both": data.answer("partner"),
        "products": mine.answer("product"),
        "provinces": mine.answer("region"),
    }
    return {
        "month": words.period(parameters.period, MONTH),
        "partner": words.partner(parameters.partner),
        **span_texts(words, parameters.period, sections),
    }
