"""The seven regions, and the provinces over the years."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from helpers.core.dimensions import EXPORT, IMPORT, TOTAL
from helpers.core.periods import YTD
from helpers.indicators.figures import Figure
from helpers.presentation.charts.bars import ranked_bars, waterfall
from helpers.presentation.charts.long_lines import long_lines
from helpers.presentation.charts.marks import Fact, Facts
from helpers.presentation.charts.picture import Gallery, Picture
from helpers.presentation.prose import Prose, prose
from helpers.presentation.tables import Head, Row, Table, figure_cell
from helpers.reference.provinces import MACRO_REGIONS
from helpers.reports.annual.members import waterfall_facts, waterfall_marks
from helpers.reports.annual.year_view import YearView, size_ticks
from helpers.reports.common.blocks import Block, table_notes

REGIONS: Final = "regions"
MULTIPLES: Final = "multiples"
STRUCTURE: Final = "structure"
WATERFALL: Final = "waterfall"
LINES: Final = "lines"
_COLUMNS: Final = (
    ("level", TOTAL),
    ("share", TOTAL),
    ("growth", TOTAL),
    ("share_change", TOTAL),
    ("contribution", TOTAL),
    ("level", EXPORT),
    ("growth", EXPORT),
    ("level", IMPORT),
    ("growth", IMPORT),
)
_KNOWN: Final = ("level", "share", "growth", "base")
"""What is told of a region that is pointed at."""
_LONG: Final = 8
_ENDS: Final = 5


@dataclass(frozen=True)
class Regions:
    """The seven regions of one year, and the provinces' long lines.

    Attributes
    ----------
    year : YearView
        The provinces'.
    first : str
        The first period with all provinces.
    """

    year: YearView
    first: str

    def overview(self) -> Prose:
        """Tell the regions by size, and which moved the whole most."""
        view = self.year.view
        items = [self._item(one) for one in self._seven("level")]
        grown = all(item["growth"].value is not None for item in items)
        named = view.listing("regions.item" if grown else "regions.item_bare", items)
        told = [view.sentence("regions.told", YTD, TOTAL, members=named)]
        pulls = self._seven("contribution")
        if pulls:
            most = max(pulls, key=lambda one: abs(one.value or 0))
            slots = {"name": self._name(most), "contribution": most}
            told.append(view.sentence("regions.most", YTD, TOTAL, **slots))
        return prose(told)

    def table(self) -> Table:
        """Show value, share, growth and contribution of the seven regions."""
        view, words = self.year.view, self.year.view.words
        rows = tuple(
            Row(
                self._name(member),
                tuple(
                    figure_cell(words, self.year.cell(metric, flow, region=member.region))
                    for metric, flow in _COLUMNS
                ),
            )
            for member in self._seven("level")
        )
        heads = tuple(
            Head(view.text(f"regions.columns.{metric}"), words.text(f"flows.{flow}"))
            for metric, flow in _COLUMNS
        )
        texts = (view.text(f"regions.notes.{note}", YTD) for note in ("unit", "members"))
        notes = (*texts, *table_notes(view, rows))
        caption = view.table_caption(REGIONS, view.text("regions.caption", YTD))
        stub = Head(view.text("regions.columns.name"))
        return Table(f"tab-{REGIONS}", caption, stub, heads, rows, notes)

    def charts(self) -> Gallery:
        """Draw the composition, and what each region contributed to the whole's growth."""
        drawn = [self._structure()]
        if self._seven("contribution"):
            drawn.append(self._waterfall())
        return Gallery(tuple(drawn))

    def history(self) -> Prose:
        """Tell the provinces that grew most, and least, since the first year of the data."""
        view, found = self.year.view, self._multiples()
        first = view.words.period(self.first, YTD)
        if not found:
            return prose([view.sentence("regions.no_history", first=first)])
        ends = {"most": found[:_ENDS], "least": found[::-1][:_ENDS]}
        slots = {
            name: view.listing(
                "regions.multiple", [{"name": self._name(one), "multiple": one} for one in figures]
            )
            for name, figures in ends.items()
        }
        return prose([view.sentence("regions.multiples", YTD, first=first, **slots)])

    def multiples_table(self) -> Table | Block:
        """Show each province's value as a multiple of that of the first year."""
        found = self._multiples()
        if not found:
            return Block()
        view, words = self.year.view, self.year.view.words
        rows = tuple(
            Row(
                self._name(one),
                tuple(
                    figure_cell(words, figure)
                    for figure in (
                        one,
                        view.figures.one(
                            "level",
                            measure=self.year.measure,
                            period=self.first,
                            span=YTD,
                            flow=TOTAL,
                            region=one.region,
                        ),
                        self.year.figure("level", TOTAL, region=one.region),
                    )
                ),
            )
            for one in found
        )
        first = words.period(self.first, YTD)
        heads = tuple(
            Head(view.text(f"regions.columns.{column}", YTD, first=first))
            for column in ("multiple", "first", "last")
        )
        caption = view.table_caption(MULTIPLES, view.text("regions.multiples_caption", first=first))
        notes = (view.text("regions.notes.multiple"), *table_notes(view, rows))
        stub = Head(view.text("ranking.columns.name"))
        return Table(f"tab-{MULTIPLES}", caption, stub, heads, rows, notes)

    def lines(self) -> Gallery:
        """Draw the largest provinces through the years."""
        if not self._multiples():
            return Gallery(())
        largest = self.year.provinces("level", TOTAL)[:_LONG]
        found = [
            (self._name(one), earlier)
            for one in largest
            for earlier in self.year.view.figures.where(
                metric="level",
                measure=self.year.measure,
                span=YTD,
                flow=TOTAL,
                region=one.region,
            )
        ]
        rows = [(name, int(one.period[:4]), one.value, name) for name, one in found]
        facts = (Fact((name, one.period[:4]), (one,)) for name, one in found)
        marks = pd.DataFrame(rows, columns=["name", "year", "value", "text"])
        view = self.year.view
        chart = long_lines(marks, view.text("axes.size"), size_ticks(marks["value"]))
        names = view.words.text("joining.comma").join(self._name(one) for one in largest)
        first = view.words.period(self.first, YTD)
        known = Facts.of_members(view.words, "region", TOTAL, ("level",), facts)
        return Gallery((self._picture(LINES, chart, known, first=first, names=names),))

    def _structure(self) -> Picture:
        words = self.year.view.words
        rows = []
        for level in self._seven("level"):
            share = self.year.figure("share", TOTAL, region=level.region)
            base = self.year.find("base", TOTAL, region=level.region)
            text = self.year.view.text(
                "regions.label", level=words.number(level), share=words.amount(share)
            )
            rows.append((self._name(level), level.value, base.value if base else None, text))
        marks = pd.DataFrame(rows, columns=["name", "value", "base", "text"])
        first = self._item(self._seven("level")[0])
        drawn = ranked_bars(marks.astype({"value": "float64", "base": "float64"}))
        facts = self.year.facts("region", TOTAL, _KNOWN, self._seven("level"))
        return self._picture(STRUCTURE, drawn, facts, name=first["name"], share=first["share"])

    def _waterfall(self) -> Picture:
        pulls = self._seven("contribution")
        rest, whole = (
            self.year.figure(metric, TOTAL) for metric in ("region_contribution_rest", "growth")
        )
        marks = waterfall_marks(self.year, pulls, rest, whole, "region")
        chart = waterfall(marks, self.year.view.text("axes.contribution"))
        facts = waterfall_facts(self.year, pulls, rest, whole, "region")
        return self._picture(WATERFALL, chart, facts, name=self._name(pulls[0]), figure=pulls[0])

    def _picture(self, key: str, chart: Any, facts: Facts, **slots: Any) -> Picture:
        view = self.year.view
        named = {name: one for name, one in slots.items() if name == "first"}
        caption = view.picture_caption(key, view.text(f"regions.pictures.{key}", YTD, **named))
        told = view.sentence(f"regions.alternatives.{key}", YTD, TOTAL, **slots)
        return Picture.draw(chart, f"fig-{key}", caption, told.striptags(), facts)

    def _seven(self, metric: str) -> list[Figure]:
        found = self.year.named(metric, TOTAL, "region")
        return [one for one in found if one.region in MACRO_REGIONS]

    def _multiples(self) -> list[Figure]:
        return self.year.provinces("multiple", TOTAL)

    def _item(self, level: Figure) -> dict[str, Any]:
        keys = {"region": level.region}
        growth, share = (self.year.figure(name, TOTAL, **keys) for name in ("growth", "share"))
        return {"name": self._name(level), "level": level, "growth": growth, "share": share}

    def _name(self, figure: Figure) -> str:
        return self.year.view.words.region(figure.region)
