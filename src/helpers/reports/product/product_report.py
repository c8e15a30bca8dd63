"""The report on one product: its figures, and its parts in the order of the page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import pandas as pd
from markupsafe import Markup

from helpers.core.dimensions import EXPORT, IMPORT, QUANTITY, VALUE
from helpers.core.errors import NoDataError
from helpers.core.periods import MONTH, SPANS
from helpers.indicators import bases, changes, prices, shares
from helpers.indicators.figures import Figures
from helpers.observations.warehouse.store import Store
from helpers.presentation.charts.bars import diverging_bars
from helpers.presentation.charts.facts import Fact, Facts
from helpers.presentation.charts.marks import ALL, robust_limit
from helpers.presentation.charts.picture import Gallery, Picture
from helpers.presentation.locale.words import chinese
from helpers.presentation.prose import Prose, prose
from helpers.presentation.tables import Head, Table
from helpers.reference.products import hs_name
from helpers.reports.common.blocks import Block
from helpers.reports.common.data import (
    ReportData,
    files_behind,
    levels_and_changes,
    open_store,
    plain_text,
)
from helpers.reports.common.names import words_of
from helpers.reports.common.overview import Overview
from helpers.reports.common.ranking import Ranking
from helpers.reports.common.report import SubjectReport
from helpers.reports.common.reshape import partner_panel
from helpers.reports.common.view import View
from helpers.reports.product import TYPE, ProductParameters

_GROUPS: Final = ("EU", "ASEAN")
"""The groups of partners shown before the largest partners."""
_CONCENTRATIONS: Final = (3, 5, 10)
"""The n of the CRn of the partners."""
_KEY: Final = "prices"
_FLOWS: Final = (EXPORT, IMPORT)
_PARTS: Final = ("growth", "price_points", "quantity_points")
_COLUMNS: Final = ("unit_value", "unit_value_growth", *_PARTS)


@dataclass(frozen=True)
class ProductReport(SubjectReport):
    """The report on one product in one month."""

    province_ranking: Ranking

    def overview(self) -> Prose:
        """Tell values, then quantities, for the month and for January to it."""
        values = [self.totals.sentences(span) for span in self.totals.spans()]
        amounts = [self.totals.sentences(span, QUANTITY) for span in self.totals.spans()]
        if not any(amounts):
            amounts = [[self.view.sentence("overview.no_quantity")]]
        return prose(*values, *amounts)

    def price(self) -> Prose:
        """Tell unit values and the two parts of the growth; one line where there are none."""
        lines = self._lines()
        if not lines:
            return prose([self.view.sentence("prices.absent")])
        return prose(*([_sentence(line)] for line in lines))

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
            (first.text("prices.notes.unit", price=label), first.text("prices.notes.method")),
        )

    def price_charts(self) -> Gallery | Block:
        """Draw the growth in value and its two parts."""
        divided = [line for line in self._lines() if _divided(line)]
        by_flow = [[line for line in divided if line.keys["flow"] == flow] for flow in _FLOWS]
        pictures = tuple(_picture(lines) for lines in by_flow if lines)
        return Gallery(pictures) if pictures else Block()

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
        """Return the views of the spans and flows that have a unit value."""
        views = (self.view.at(span=span, flow=flow) for span in SPANS for flow in _FLOWS)
        return [view for view in views if view.find("unit_value")]


@plain_text
def load(parameters: ProductParameters) -> ProductReport:
    """Read the data and compute the figures: see ``ReportType.load``."""
    store = open_store()
    words = words_of(store)
    figures, currency = compute(store, parameters)
    # For the note under the overview; empty where there are no quantities.
    units = {one.unit for one in figures.where(metric="level", measure=QUANTITY)}
    labels = (words.unit(unit) for unit in sorted(units))
    slots = {
        "unit": words.unit(currency),
        "product": words.product(parameters.hs),
        "amounts": "".join(words.fill("product.overview.amounts", amount=one) for one in labels),
    }
    files, subject = files_behind(store, figures), {"product": parameters.hs}
    view = View(words, figures, files, parameters.period, "product", slots, subject)
    columns = ("level", "weight", "growth")
    return ProductReport(
        TYPE,
        parameters,
        currency,
        view,
        totals=Overview(view, (VALUE, QUANTITY)),
        ranking=Ranking(view, "partners", "partner", columns, _GROUPS, _CONCENTRATIONS),
        province_ranking=Ranking(view, "provinces", "region", ("level", "growth")),
    )


def compute(store: Store, parameters: ProductParameters) -> tuple[Figures, str]:
    """Compute every figure of the report.

    Returns
    -------
    tuple of (Figures, str)
        The figures, under the product's code, and the currency of all values. Quantities are in the
        first unit the customs give of the product; else there are none.

    Raises
    ------
    NoDataError
        When the month has no data of the product, or no month has.
    """
    data = ReportData.of_month(store, parameters, product=parameters.hs)
    whole = data.panel()
    if whole.empty:
        _refuse(data, parameters.hs)
    partners = partner_panel(data, _GROUPS)
    cells = pd.concat([whole, partners, data.panel("region")], ignore_index=True)
    # Of the total only those partners are known that stand in both lists: its largest may not.
    listed = partners[partners["flow"].isin((EXPORT, IMPORT))]
    frames = [
        *levels_and_changes(cells),
        changes.base(cells),
        shares.weight(partners, whole),
        *(shares.concentration(listed, whole, "partner", n) for n in _CONCENTRATIONS),
        *_quantities(data, whole),
    ]
    return Figures(pd.concat(frames, ignore_index=True)), data.query.unit


def _quantities(data: ReportData, values: pd.DataFrame) -> list[pd.DataFrame]:
    """Compute what needs quantities, in the first unit of the product; nothing where there are none."""
    units = data.store.quantity_units(data.query)
    if not units:
        return []
    unit = units[0]
    amounts = data.change(unit=unit, measure=QUANTITY).panel()
    cells = prices.with_quantities(values, data.change(having=unit).panel(), amounts)
    before = data.store.quantity_units(data.year_before().query)
    changed = frozenset(amounts["flow"]) if before and unit not in before else frozenset()
    known = prices.of_all_goods(amounts, cells, changed)
    metrics = (
        prices.unit_value,
        prices.unit_value_growth,
        prices.price_points,
        prices.quantity_points,
    )
    return [
        changes.level(known),
        changes.base(known),
        changes.growth(known),
        bases.growth_against_stored(known),
        *prices.covered(cells),
        *(metric(cells) for metric in metrics),
    ]


def _refuse(data: ReportData, hs: str) -> None:
    """Refuse a month or a product without data, naming what there is."""
    known = data.store.members("product")
    if hs not in known:
        codes = ", ".join(code for code in known if code.isdigit()) or "none"
        raise NoDataError(f"report {TYPE.name}: no data for HS {hs}; HS codes with data: {codes}")
    data.refuse(TYPE.name, data.months(), f"HS {hs}")


def headings(parameters: ProductParameters) -> dict[str, str]:
    """Give the texts for the places held in the notebook's headings."""
    # The data is asked only for a product that no reference table names.
    words = chinese() if hs_name(parameters.hs) else words_of(open_store())
    return {
        "month": words.period(parameters.period, MONTH),
        "both": words.month_and_ytd(parameters.period),
        "product": words.product(parameters.hs),
    }


def _picture(lines: list[View]) -> Picture:
    view, words = lines[0], lines[0].words
    bars = [
        (line.text(f"prices.bars.{part}"), line.figure(part)) for line in lines for part in _PARTS
    ]
    rows = [(name, one.value, words.number(one)) for name, one in bars]
    marks = pd.DataFrame(rows, columns=["name", "value", "label"])
    marks["sign"] = [1 if value >= 0 else -1 for value in marks["value"]]
    heads = (words.text("facts.item"),), (words.text("facts.points"),)
    return view.picture(
        f"{_KEY}-{view.keys['flow']}",
        diverging_bars(marks, robust_limit(marks, ALL), view.text("prices.axis")),
        Facts(words, *heads, tuple(Fact((name,), (one,)) for name, one in bars)),
        view.text("prices.picture"),
        _sentence(view),
    )


def _sentence(line: View) -> Markup:
    key = "prices.told" if _divided(line) else "prices.told_bare"
    return line.sentence(key, **{name: line.cell(name) for name in _COLUMNS})


def _divided(line: View) -> bool:
    return all(line.find(part) for part in _PARTS)
