"""The report on one province: its figures, and its parts in the order of the page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

import pandas as pd
from markupsafe import Markup

from helpers.core.dimensions import VALUE
from helpers.core.number_format import direction
from helpers.core.periods import MONTH
from helpers.indicators import changes, shares
from helpers.indicators.cells import SOME
from helpers.indicators.figures import Figure, Figures
from helpers.observations.warehouse.store import Store
from helpers.presentation.charts.bars import growth_dots
from helpers.presentation.charts.marks import MANY, Fact, Facts, robust_limit
from helpers.presentation.charts.picture import Gallery, Picture
from helpers.presentation.locale.words import words_of
from helpers.presentation.prose import Prose, prose
from helpers.presentation.tables import Head, Table
from helpers.reference.products import product_groups
from helpers.reference.provinces import province_name
from helpers.reports.city import TYPE, CityParameters
from helpers.reports.common.blocks import Block
from helpers.reports.common.currencies import data_of_month
from helpers.reports.common.data import (
    ReportData,
    extents_of,
    files_behind,
    levels_and_changes,
    open_store,
    plain_text,
)
from helpers.reports.common.extremes import most_of
from helpers.reports.common.lead import Lead
from helpers.reports.common.limits import span_texts
from helpers.reports.common.names import report_words
from helpers.reports.common.overview import Overview
from helpers.reports.common.ranking import Ranking, bars_with_base
from helpers.reports.common.report import SubjectReport
from helpers.reports.common.reshape import by_product_group, partner_panel
from helpers.reports.common.trend_figures import trend_of
from helpers.reports.common.view import View

_GROUPS: Final = ("ASEAN", "EU")
"""The groups of partners shown before the largest partners."""
_LEADERS: Final = 3
_COLUMNS: Final = ("level", "share", "growth")
_KNOWN: Final = ("level", "growth", "weight", "share", "base")
"""The metrics in the tooltip of a group, where the data has it."""


@dataclass(frozen=True)
class CityReport(SubjectReport):
    """The report on one province in one month."""

    moved_by = "product"

    def leading(self, flow: str) -> Iterator[tuple[Lead, str, Gallery | Block]]:
        """Yield the groups of products with last year's values, then the months."""
        yield Lead(self.view, self.moved_by), flow, self.product_charts(flow)
        yield from super().leading(flow)

    def products(self, flow: str) -> Prose:
        """Tell the three largest groups and what moved the whole most, a paragraph a span.

        The first paragraph ends with what to bear in mind of the province's leading groups.
        """
        views = self.view.spans("product", flow)
        if not views:
            return prose(self.view.words, [self.view.at(flow=flow).sentence("products.absent")])
        remarks = _remarks(views[0])
        paragraphs = [_sentences(view) for view in views]
        return prose(self.view.words, [*paragraphs[0], *remarks], *paragraphs[1:])

    def product_table(self, flow: str) -> Table | Block:
        """Show value, share and growth of the nine groups, the month next to January to it."""
        views = self.view.spans("product", flow)
        if not views:
            return Block()
        view, words = views[0], self.view.words
        columns = [column for column in _COLUMNS if any(_all(each, column) for each in views)]
        heads = [Head(view.text("products.columns.name"))] + [
            Head(view.text(f"products.columns.{column}"), words.period(view.period, span))
            for span in (each.keys["span"] for each in views)
            for column in columns
        ]
        rows = [
            view.row(
                words.product(group),
                (each.cell(column, product=group) for each in views for column in columns),
            )
            for group in product_groups().index
        ]
        shares = "share" in columns
        names = ["unit" if shares else "unit_bare", "order", "inference", *["share"] * shares]
        notes = (view.text(f"products.notes.{name}") for name in names)
        return view.table(f"{flow}-products", view.text("products.caption"), heads, rows, notes)

    def product_charts(self, flow: str) -> Gallery | Block:
        """Draw the structure with last year's marks, and growth of both spans."""
        views = self.view.spans("product", flow)
        if not views:
            return Block()
        known = [view for view in views if view.is_ranked("product")]
        grown = [view for view in known if _all(view, "growth")]
        pictures = [_structure(view) for view in known[:1]]
        pictures += [_growth(view, grown) for view in grown[:1]]
        return Gallery(tuple(pictures)) if pictures else Block()


@plain_text
def load(parameters: CityParameters) -> CityReport:
    """Read the data and compute the figures: see ``ReportType.load``."""
    store = open_store()
    figures, currency, lists, missing = compute(store, parameters)
    words = report_words(store, parameters.language)
    slots = {
        "unit": words.unit(currency),
        "region": words.full_region(parameters.region),
        "short": words.region(parameters.region),
    }
    files, subject = files_behind(store, figures), {"region": parameters.region}
    view = View(words, figures, files, parameters.period, "city", slots, subject, lists=lists)
    return CityReport(
        TYPE,
        parameters,
        currency,
        view,
        totals=Overview(view, (VALUE,), ("share",), missing),
        ranking=Ranking(view, "partners", "partner", ("level", "growth"), _GROUPS),
    )


def compute(
    store: Store, parameters: CityParameters
) -> tuple[
    Figures,
    str,
    Mapping[tuple[str, str, str], str],
    Mapping[tuple[str, tuple[str, ...]], list[str]],
]:
    """Compute every figure of the report.

    Returns
    -------
    tuple of (Figures, str, mapping, mapping)
        The figures; the currency of all values; see ``extents_of``; see ``ReportData.missing_months``.
        The province's figures are under its code, with the nation's share where the data has the nation.

    Raises
    ------
    NoDataError
        When the month has no data of the province.
    """
    code = parameters.region
    data = data_of_month(store, parameters)
    national = data.change(fixed={})
    whole = data.panel()
    if whole.empty:
        data.refuse(TYPE.name, ReportData.months, f"{province_name(code)} ({code})")
    nation = national.panel()
    goods = data.panel("product", reshape=by_product_group)
    nation_goods = national.panel("product", reshape=by_product_group)
    partners = partner_panel(data, _GROUPS)
    cells = pd.concat([whole, goods, partners], ignore_index=True)
    frames = [
        *levels_and_changes(cells),
        changes.base(cells),
        shares.weight(goods, whole),
        shares.contribution(goods, whole),
    ]
    if not nation.empty:
        frames.append(shares.share(whole, nation))
    if nation["base"].notna().any():
        frames.append(shares.share_change(whole, nation))
    if not nation_goods.empty:
        frames.append(shares.share(goods, nation_goods, by=("product",)))
    frames += trend_of(data)
    lists = {**extents_of(partner=partners), **_extents_of_groups(goods)}
    figures = Figures(pd.concat(frames, ignore_index=True))
    return figures, data.query.unit, lists, data.missing_months()


def _extents_of_groups(goods: pd.DataFrame) -> dict[tuple[str, str, str], str]:
    """Return how far the nine groups of products are all there are, as ``extents_of`` does."""
    unknown = goods["value"].isna().groupby([goods["span"], goods["flow"]]).transform("any")
    return extents_of(product=goods.assign(extent=goods["extent"].mask(unknown, SOME)))


def headings(parameters: CityParameters) -> dict[str, str]:
    """Give the texts for the places held in the notebook's headings."""
    words, data = words_of(parameters.language), data_of_month(open_store(), parameters)
    sections = {
        "both": data.answer(),
        "products": by_product_group(data.answer("product")),
        "partners": data.answer("partner"),
    }
    return {
        "month": words.period(parameters.period, MONTH),
        "region": words.full_region(parameters.region),
        **span_texts(words, parameters.period, sections),
    }


def _all(view: View, metric: str) -> list[Figure]:
    return view.parts(metric, "product")


def _sentences(view: View) -> list[Markup]:
    if not view.is_ranked("product"):
        return [view.sentence("products.listed")]
    found = [view.item("product", one, "share", "growth") for one in _all(view, "level")[:_LEADERS]]
    shares = all(item["share"] is not None for item in found)
    leaders = view.listing("products.leader" if shares else "products.leader_bare", found)
    count = view.words.numeral(len(found))
    sentences = [view.sentence("products.leaders", count=count, leaders=leaders)]
    pulls = _all(view, "contribution")
    # Groups without trade in either year are not there, and moved nothing.
    if pulls and len(pulls) == len(_all(view, "level")):
        sentences.append(view.sentence("products.most", **view.item("product", most_of(pulls))))
    return sentences


def _remarks(view: View) -> list[Markup]:
    """Return the remarks on a province's leading groups, where there is one to make."""
    of_province = view.words.tree("city.remarks").get(view.keys["region"], {})
    remarks = of_province.get(view.keys["flow"], {})
    leaders = [one.product for one in _all(view, "level")[:_LEADERS] if view.is_ranked("product")]
    return [Markup.escape(remarks[group]) for group in leaders if group in remarks]


def _structure(view: View) -> Picture:
    members, texts = _all(view, "level"), []
    for level in members:
        weight, text = view.cell("weight", product=level.product), view.words.number(level)
        if weight:
            text = view.text("products.label", level=text, weight=view.words.number(weight))
        texts.append(text)
    items = [view.item("product", one, "growth") for one in members[:_LEADERS]]
    return view.picture(
        f"{view.keys['flow']}-products-structure",
        bars_with_base(view, "product", members, texts),
        view.facts("product", members, tuple(name for name in _KNOWN if _all(view, name))),
        view.text("products.pictures.structure"),
        view.sentence(
            "products.alternatives.structure",
            count=view.words.numeral(len(items)),
            leaders=view.listing("products.leader_bare", items),
        ),
    )


def _growth(view: View, views: list[View]) -> Picture:
    """Draw the growth of all spans that have growth; the view is that of the first."""
    words = view.words
    facts = [
        Fact(
            (view.name("product", one), words.period(view.period, each.keys["span"])),
            (growth, each.cell("level", product=one.product)),
        )
        for one in _all(views[0], "level")
        for each in views
        if (growth := each.find("growth", product=one.product))
    ]
    known = Facts.of_members(words, "product", view.keys["flow"], ("growth", "level"), facts)
    left_out = [one for each in views for one in each.unsaid("growth", "product")]
    rows = [
        (*fact.names, growth.value, direction(words.number(growth)))
        for fact in facts
        if (growth := fact.figures[0])
    ]
    marks = pd.DataFrame(rows, columns=["name", "series", "value", "sign"])
    limit = robust_limit(marks, covered=MANY)
    cut = bool((marks["value"].abs() > limit).any())
    note = view.text("products.beyond", limit=f"{limit:g}") if cut else ""
    ends = view.ends("product", _all(view, "growth"))
    return view.picture(
        f"{view.keys['flow']}-products-growth",
        growth_dots(marks, limit, view.text("products.axis")),
        replace(known, left_out=tuple(left_out)),
        view.text(f"products.pictures.growth_{'both' if len(views) > 1 else 'one'}") + note,
        view.sentence("products.alternatives.growth", **ends),
    )
