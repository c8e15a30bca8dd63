"""The report on one product: its figures, and its parts in the order of the page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

import pandas as pd
from markupsafe import Markup

from helpers.core.dimensions import EXPORT, IMPORT, QUANTITY, QUANTITY_2, VALUE
from helpers.core.number_format import direction
from helpers.core.periods import MONTH
from helpers.indicators.figures import Figure
from helpers.presentation.charts.bars import diverging_bars
from helpers.presentation.charts.marks import ALL, Fact, Facts, robust_limit
from helpers.presentation.charts.picture import Gallery, Picture
from helpers.presentation.prose import Prose, prose
from helpers.presentation.tables import Head, Table
from helpers.reference.hs_changes import HsChange, hs_editions
from helpers.reference.products import hs_name
from helpers.reports.common.blocks import Block
from helpers.reports.common.currencies import data_of_month
from helpers.reports.common.data import files_behind, open_store, plain_text
from helpers.reports.common.lead import Lead
from helpers.reports.common.limits import covered_note, covered_of, span_texts
from helpers.reports.common.names import report_words
from helpers.reports.common.overview import Overview
from helpers.reports.common.ranking import Ranking
from helpers.reports.common.report import SubjectReport
from helpers.reports.common.view import View
from helpers.reports.product import TYPE, ProductParameters
from helpers.reports.product.product_figures import CONCENTRATIONS, GROUPS, compute

_HEADING: Final = 4
"""The digits of a heading of the HS."""
_KEY: Final = "prices"
_FLOWS: Final = (EXPORT, IMPORT)
_PARTS: Final = ("growth", "price_points", "quantity_points")
_COLUMNS: Final = ("unit_value", "unit_value_growth", *_PARTS)


@dataclass(frozen=True)
class ProductReport(SubjectReport):
    """The report on one product in one month."""

    province_ranking: Ranking
    changes: tuple[HsChange, ...]

    def leading(self, flow: str) -> Iterator[tuple[Lead, str, Gallery | Block]]:
        """Yield what price and quantity did to the value, then the months."""
        yield Lead(self.view), flow, self.price_charts()
        yield from super().leading(flow)

    def definition(self) -> Prose:
        """Say what the product is: its code in the HS in force, and the heading that this is in."""
        view, hs, editions = self.view, self.parameters.subject, hs_editions()
        known = editions[editions["in_force"] <= self.parameters.period]
        edition = known["name"].iloc[-1] if len(known) else view.words.text("product.code.hs")
        heading = hs[:_HEADING]
        within = ""
        if len(hs) > _HEADING and hs_name(heading):
            named = view.words.product(heading)
            within = view.text("code.within", heading=heading, named=named)
        slots = {"edition": str(edition), "code": hs, "within": within}
        return prose(self.view.words, [view.sentence("code.definition", **slots)])

    def overview(self) -> Prose:
        """Tell values, then quantities, for the month and for January to it."""
        spans = self.totals.spans()
        values = [self.totals.sentences(span) for span in spans]
        amounts = [
            self.totals.sentences(span, measure)
            for span in spans
            for measure in (QUANTITY, QUANTITY_2)
        ]
        if not self._has_quantities():
            amounts = [[self.view.sentence("overview.no_quantity")]]
        return prose(
            self.view.words, *values, self.totals.lacking_months(), *amounts, self._code_changes()
        )

    def _has_quantities(self) -> bool:
        return bool(self.view.figures.where(metric="level", measure=QUANTITY))

    def _code_changes(self) -> list[Markup]:
        """Say what editions of the HS did to the product's code, and who says so."""
        view, comma = self.view, self.view.words.text("joining.comma")
        return [
            view.sentence(
                f"code.{change.kind}"
                if change.successors or change.predecessors
                else "code.gone_bare",
                code=change.code,
                edition=change.edition,
                since=view.words.period(change.in_force, MONTH),
                predecessors=comma.join(change.predecessors),
                successors=comma.join(change.successors),
            )
            for change in self.changes
        ] + [view.sentence("code.source")] * bool(self.changes)

    def price(self) -> Prose:
        """Tell unit values and the two parts of the growth; one line where there are none."""
        lines = self._lines()
        if not lines:
            key = "unknown" if self._has_quantities() else "absent"
            return prose(self.view.words, [self.view.sentence(f"prices.{key}")])
        return prose(self.view.words, *([_sentence(line)] for line in lines))

    def price_table(self) -> Table | Block:
        """Show a line a flow and span: unit value, its growth, the parts of the growth in value."""
        lines = self._lines()
        if not lines:
            return Block()
        first = lines[0]
        label = first.words.unit(first.figure("unit_value").unit)
        return first.table(
            _KEY,
            first.text("prices.caption"),
            [Head(first.text(f"prices.columns.{name}")) for name in ("name", *_COLUMNS)],
            [
                line.row(line.text("prices.row"), (line.cell(column) for column in _COLUMNS))
                for line in lines
            ],
            (
                first.text("prices.notes.unit", price=label),
                first.text("prices.notes.method"),
                *covered_note(self.view),
            ),
        )

    def price_charts(self) -> Gallery | Block:
        """Draw the growth in value and its two parts."""
        divided = [line for line in self._lines() if _divided(line)]
        by_flow = [[line for line in divided if line.keys["flow"] == flow] for flow in _FLOWS]
        if not divided:
            return Block()
        limit = robust_limit(_marks(divided), covered=ALL)
        return Gallery(tuple(_picture(lines, limit) for lines in by_flow if lines))

    def provinces(self, flow: str) -> Prose:
        """Tell the three provinces with the largest trade in the product."""
        return self.province_ranking.prose(flow)

    def province_table(self, flow: str) -> Table | Block:
        """Show the ten provinces with the largest trade in the product."""
        return self.province_ranking.table(flow)

    def province_charts(self, flow: str) -> Gallery | Block:
        """Draw the ten largest provinces with last year's marks."""
        return self.province_ranking.charts(flow)

    def _lines(self) -> list[View]:
        """Return the views of the spans and flows that have a quantity, be it of some goods."""
        spans = self.view.told_spans
        views = (self.view.at(span=span, flow=flow) for span in spans for flow in _FLOWS)
        return [view for view in views if view.cell("unit_value")]


@plain_text
def load(parameters: ProductParameters) -> ProductReport:
    """Read the data and compute the figures: see ``ReportType.load``."""
    store = open_store()
    words = report_words(store, parameters.language)
    computed = compute(store, parameters)
    figures, measures = computed.figures, (QUANTITY, QUANTITY_2)
    # For the note under the overview; empty where there are no quantities.
    units = ((each, figures.where(metric="level", measure=each)) for each in measures)
    amounts = (
        words.fill(f"product.overview.amounts.{each}", amount=words.unit(found[0].unit))
        for each, found in units
        if found
    )
    slots = {
        "unit": words.unit(computed.currency),
        "product": words.product(parameters.hs),
        "amounts": "".join(amounts),
    }
    files, subject = files_behind(store, figures), {"product": parameters.hs}
    view = View(words, figures, files, parameters.period, "product", slots, subject)
    view = replace(view, lists=computed.lists)
    columns = ("level", "weight", "growth")
    return ProductReport(
        TYPE,
        parameters,
        computed.currency,
        view,
        totals=Overview(view, (VALUE, *measures), missing=computed.missing),
        ranking=Ranking(view, "partners", "partner", columns, GROUPS, CONCENTRATIONS),
        province_ranking=Ranking(view, "provinces", "region", ("level", "growth")),
        changes=computed.changes,
    )


def headings(parameters: ProductParameters) -> dict[str, str]:
    """Give the texts for the places held in the notebook's headings."""
    store = open_store()
    words, data = report_words(store, parameters.language), data_of_month(store, parameters)
    unit = next(iter(store.quantity_units(data.query)), "")
    sections = {
        "both": data.answer(),
        "partners": data.answer("partner"),
        "provinces": data.answer("region"),
        "prices": data.change(unit=unit, measure=QUANTITY).answer(),
    }
    return {
        "month": words.period(parameters.period, MONTH),
        "product": words.product(parameters.hs),
        **span_texts(words, parameters.period, sections),
    }


def _picture(lines: list[View], limit: float) -> Picture:
    view, words, bars = lines[0], lines[0].words, _bars(lines)
    heads = (words.text("facts.item"),), (words.text("facts.points"),)
    return view.picture(
        f"{_KEY}-{view.keys['flow']}",
        diverging_bars(_marks(lines), limit, view.text("prices.axis")),
        Facts(words, *heads, tuple(Fact((name,), (one,)) for name, one in bars)),
        view.text("prices.picture"),
        _sentence(view),
    )


def _bars(lines: list[View]) -> list[tuple[str, Figure]]:
    return [
        (line.text(f"prices.bars.{part}"), line.figure(part)) for line in lines for part in _PARTS
    ]


def _marks(lines: list[View]) -> pd.DataFrame:
    rows = [(name, one.value, lines[0].words.number(one)) for name, one in _bars(lines)]
    marks = pd.DataFrame(rows, columns=["name", "value", "label"])
    return marks.assign(sign=marks["label"].map(direction))


def _sentence(line: View) -> Markup:
    price, covered = line.cell("unit_value"), covered_of(line.at(measure=VALUE))
    if price and price.value is None:
        reason = line.words.text(f"reasons.{price.reason}")
        return line.sentence("prices.unknown_of", reason=reason)
    key = "told" if _divided(line) else "told_partly" if covered else "told_bare"
    slots = {name: line.cell(name) for name in _COLUMNS}
    return line.sentence(f"prices.{key}", **slots, covered=covered)


def _divided(line: View) -> bool:
    return all(line.find(part) for part in _PARTS)
