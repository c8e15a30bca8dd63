"""The seven regions, and the provinces over the years."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import pandas as pd

from helpers.core.dimensions import EXPORT, IMPORT, TOTAL
from helpers.core.periods import YTD
from helpers.indicators.figures import Figure
from helpers.presentation.charts.long_lines import long_lines
from helpers.presentation.charts.marks import Fact, Facts
from helpers.presentation.charts.picture import Gallery, Picture
from helpers.presentation.prose import Prose, prose
from helpers.presentation.tables import Head, Table
from helpers.reference.provinces import MACRO_REGIONS
from helpers.reports.annual.year_charts import contributions, picture, size_ticks
from helpers.reports.common.blocks import Block
from helpers.reports.common.extremes import most_of
from helpers.reports.common.ranking import bars_with_base
from helpers.reports.common.view import View

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
"""The metrics in the tooltip of a region."""
_LONG: Final = 8
_ENDS: Final = 5


@dataclass(frozen=True)
class Regions:
    """The seven regions of one year, and the provinces' long lines.

    Attributes
    ----------
    view : View
        The provinces' totals.
    first : str
        The first period with all provinces.
    """

    view: View
    first: str

    def overview(self) -> Prose:
        """Tell the regions by size, and which moved the whole most."""
        view = self.view
        items = [view.item("region", one, "growth", "share") for one in self._seven("level")]
        grown = all(item["growth"].value is not None for item in items)
        named = view.listing("regions.item" if grown else "regions.item_bare", items)
        sentences = [view.sentence("regions.told", members=named)]
        pulls = self._seven("contribution")
        if len(pulls) == len(MACRO_REGIONS):
            sentences.append(view.sentence("regions.most", **view.item("region", most_of(pulls))))
        return prose(self.view.words, sentences)

    def table(self) -> Table:
        """Show value, share, growth and contribution of the seven regions."""
        view = self.view
        heads = view.heads("regions.columns", _COLUMNS)
        rows = view.rows("region", self._seven("level"), _COLUMNS)
        notes = (view.text(f"regions.notes.{note}") for note in ("unit", "members"))
        return view.table("regions", view.text("regions.caption"), heads, rows, notes)

    def charts(self) -> Gallery:
        """Draw the composition, and what each region contributed to the whole's growth."""
        drawn = [self._structure()]
        pulls = self._seven("contribution")
        if len(pulls) == len(MACRO_REGIONS):
            drawn.append(contributions(self.view, "regions.waterfall", "region", pulls))
        return Gallery(tuple(drawn))

    def history(self) -> Prose:
        """Tell the provinces that grew most, and least, since the first year of the data."""
        view, found = self._since_first(), self._multiples()
        if not found:
            return prose(self.view.words, [view.sentence("regions.no_history")])
        items = [view.item("region", one) for one in found]
        most = view.listing("regions.multiple", items[:_ENDS])
        least = view.listing("regions.multiple", items[::-1][:_ENDS])
        return prose(self.view.words, [view.sentence("regions.multiples", most=most, least=least)])

    def multiples_table(self) -> Table | Block:
        """Show each province's value as a multiple of that of the first year."""
        found = self._multiples()
        if not found:
            return Block()
        view = self._since_first()
        rows = [
            view.row(
                view.name("region", one),
                (
                    one,
                    view.figure("level", region=one.region, period=self.first),
                    view.figure("level", region=one.region),
                ),
            )
            for one in found
        ]
        columns = ("multiple", "first", "last")
        heads = [
            Head(view.text("ranking.columns.name")),
            *(Head(view.text(f"regions.columns.{column}")) for column in columns),
        ]
        caption = view.text("regions.multiples_caption")
        return view.table("multiples", caption, heads, rows, [view.text("regions.notes.multiple")])

    def lines(self) -> Gallery:
        """Draw the largest provinces through the years."""
        if not self._multiples():
            return Gallery(())
        view = self._since_first()
        largest = view.parts("level", "region")[:_LONG]
        found = [
            (view.name("region", one), earlier)
            for one in largest
            for earlier in view.figures.where(**{**view.keys, "metric": "level"}, region=one.region)
        ]
        rows = [(name, int(one.period[:4]), one.value, name) for name, one in found]
        facts = (Fact((name, one.period[:4]), (one,)) for name, one in found)
        marks = pd.DataFrame(rows, columns=["name", "year", "value", "text"])
        chart = long_lines(marks, view.text("axes.size"), size_ticks(view, marks["value"]))
        names = view.joined(view.name("region", one) for one in largest)
        known = Facts.of_members(view.words, "region", TOTAL, ("level",), facts)
        return Gallery((picture(view, "regions.lines", chart, known, names=names),))

    def _structure(self) -> Picture:
        view, words = self.view, self.view.words
        members = self._seven("level")
        items = [view.item("region", one, "share") for one in members]
        texts = (
            view.text(
                "regions.label",
                level=words.number(item["level"]),
                share=words.amount(item["share"]),
            )
            for item in items
        )
        chart = bars_with_base(view, "region", members, texts)
        facts = view.facts("region", members, _KNOWN)
        return picture(view, "regions.structure", chart, facts, **items[0])

    def _seven(self, metric: str) -> list[Figure]:
        found = self.view.members(metric, "region")
        return [one for one in found if one.region in MACRO_REGIONS]

    def _multiples(self) -> list[Figure]:
        return self.view.parts("multiple", "region")

    def _since_first(self) -> View:
        """Return the view with the first year to refer to."""
        return self.view.naming(first=self.view.words.period(self.first, YTD))
