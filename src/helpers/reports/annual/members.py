"""What the nation's trade is made of, as far as it is computed, and what sources only state."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import pandas as pd
from markupsafe import Markup

from helpers.core.dimensions import EXPORT, IMPORT, TOTAL, WHOLE, is_part
from helpers.indicators.figures import Figure
from helpers.observations.schema import KEYS, QUOTED
from helpers.presentation.charts.bars import diverging_bars
from helpers.presentation.charts.marks import ALL, marks_of, robust_limit
from helpers.presentation.charts.picture import Gallery, Picture
from helpers.presentation.numbering import Caption
from helpers.presentation.prose import Prose, prose
from helpers.presentation.tables import Cell, Head, Row, Table
from helpers.reference.partners import CONTINENTS, REIMPORTS
from helpers.reference.provinces import MACRO_REGIONS
from helpers.reference.reference_table import statement_name
from helpers.reports.annual.nation_figures import MEMBERS
from helpers.reports.annual.year_charts import CONTRIBUTION_FACTS, contributions, picture
from helpers.reports.common.blocks import Block
from helpers.reports.common.extremes import most_of
from helpers.reports.common.names import publisher
from helpers.reports.common.phrases import pull_axis
from helpers.reports.common.view import View

_COLUMNS: Final = ("level", "growth", "share", "share_change", "contribution")
_TOLD: Final = 6
_LARGEST: Final = 15
_DRAWN: Final = 8
"""How many countries a chart shows beside the groups and continents."""
_KINDS: Final = ("part", "group", "continent")
_BANDS: Final = ("whole", "partner", "product", "enterprise", "region")


@dataclass(frozen=True)
class Members:
    """The members of each dimension that the data tells apart for the nation."""

    view: View

    def prose(self) -> Prose:
        """Tell the largest of each dimension, and which moved the nation's growth most."""
        view = self.view
        present = [dimension for dimension in MEMBERS if self._levels(dimension)]
        paragraphs = [self._paragraph(dimension) for dimension in present]
        lacking = [view.text(f"members.of.{one}") for one in MEMBERS if one not in present]
        if lacking:
            named = view.joined(lacking)
            paragraphs.append([view.sentence("members.absent", dimensions=named)])
        return prose(self.view.words, *paragraphs)

    def table(self) -> Table | Block:
        """Show value, growth, share and contribution of all, one band a dimension."""
        view = self.view
        rows: list[Row] = []
        for dimension in MEMBERS:
            if found := self._levels(dimension):
                rows.append(Row(view.text(f"members.bands.{dimension}")))
                rows += [self._row(dimension, one) for one in found]
        if not rows:
            return Block()
        heads = [Head(view.text(f"members.columns.{column}")) for column in ("name", *_COLUMNS)]
        notes = (view.text(f"members.notes.{note}") for note in ("unit", "whole", "overlap"))
        return view.table("members", view.text("members.caption"), heads, rows, notes)

    def charts(self) -> Gallery | Block:
        """Draw the contributions of partners, of products and of enterprises."""
        pictures = [
            self._bars(key, dimension, pulls)
            for key, dimension, flow in (
                ("partners", "partner", TOTAL),
                ("products", "product", EXPORT),
            )
            if (pulls := self.view.members("contribution", dimension, flow=flow))
        ]
        if pulls := self.view.members("contribution", "enterprise"):
            pictures.append(contributions(self.view, "members.enterprises", "enterprise", pulls))
        return Gallery(tuple(pictures)) if pictures else Block()

    def _levels(self, dimension: str) -> list[Figure]:
        """Return the levels shown of a dimension: totals, and one direction where there is no total."""
        found = self._members("level", dimension, TOTAL)
        known = {getattr(one, dimension) for one in found}
        found += [
            one
            for flow in (EXPORT, IMPORT)
            for one in self._members("level", dimension, flow)
            if getattr(one, dimension) not in known
        ]
        return sorted(found, key=lambda one: -(one.value or 0))[:_LARGEST]

    def _members(self, metric: str, dimension: str, flow: str) -> list[Figure]:
        """Return a dimension's figures; of the regions only what sources state groups of."""
        found = self.view.members(metric, dimension, flow=flow)
        if dimension != "region":
            return found
        return [
            one
            for one in found
            if not is_part("region", one.region) and one.region not in MACRO_REGIONS
        ]

    def _row(self, dimension: str, level: Figure) -> Row:
        view = self.view
        item = view.item(dimension, level, *_COLUMNS)
        name = item["name"]
        if level.flow != TOTAL:
            name = view.at(flow=level.flow).text("members.of_flow", name=name)
        return view.row(name, (item[column] for column in _COLUMNS))

    def _paragraph(self, dimension: str) -> list[Markup]:
        view = self.view
        phrases = (self._phrase(dimension, one) for one in self._levels(dimension)[:_TOLD])
        named = view.joined(phrases)
        sentences = [view.sentence(f"members.told.{dimension}", members=named)]
        pulls = self._members("contribution", dimension, TOTAL)
        if len(pulls) > 1:
            sentences.append(view.sentence("members.most", **view.item(dimension, most_of(pulls))))
        imports = view.at(flow=IMPORT)
        if back := imports.find("level", **{dimension: REIMPORTS}):
            item = imports.item(dimension, back, "growth")
            sentences.append(imports.sentence("members.reimports", **item))
        return sentences

    def _phrase(self, dimension: str, level: Figure) -> Markup:
        item: dict[str, Any] = self.view.item(dimension, level, "growth", "share")
        known = [
            name for name in ("growth", "share") if item[name] and item[name].value is not None
        ]
        flow = self.view.words.text(f"flows.{level.flow}")
        of = "" if level.flow == TOTAL else flow
        key = f"members.item.{'_and_'.join(known) or 'neither'}"
        return self.view.sentence(key, of=of, whole_flow=flow, **item)

    def _bars(self, key: str, dimension: str, pulls: list[Figure]) -> Picture:
        """Draw the contributions of a dimension's members; those that overlap stand under heads of their own."""
        view = self.view.at(flow=pulls[0].flow)
        kinds: dict[str, list[Figure]] = {kind: [] for kind in _KINDS}
        for one in sorted(pulls, key=lambda one: -abs(one.value or 0)):
            kinds[_kind(dimension, one)].append(one)
        count, note = len(kinds["part"]), ""
        if count > _DRAWN:
            kinds["part"] = kinds["part"][:_DRAWN]
            what = view.words.text(f"charts.kinds.{dimension}.part")
            note = view.words.fill("charts.cut", what=what, shown=str(_DRAWN), count=str(count))
        marks = pd.concat(
            marks_of(view.words, found, dimension).assign(head=self._head(dimension, kind, kinds))
            for kind, found in kinds.items()
        )
        shown = [one for code in marks["code"] for one in pulls if getattr(one, dimension) == code]
        limit, axis = robust_limit(marks, covered=ALL), pull_axis(view, view.slots["whole"])
        chart = diverging_bars(marks, limit, axis)
        facts = view.facts(dimension, shown, CONTRIBUTION_FACTS)
        most = max(pulls, key=lambda one: one.value or 0)
        name = view.name(dimension, most)
        return picture(view, f"members.{key}", chart, facts, note=note, name=name, figure=most)

    def _head(self, dimension: str, kind: str, kinds: dict[str, list[Figure]]) -> str:
        """Return what stands above the members of a kind; nothing where all are parts of the whole."""
        told = bool(kinds["group"] or kinds["continent"])
        return self.view.words.text(f"charts.kinds.{dimension}.{kind}") if told else ""


def _kind(dimension: str, figure: Figure) -> str:
    """Tell whether a figure is of a part of the whole, of a continent, or of a group that overlaps others."""
    code = getattr(figure, dimension)
    if code in CONTINENTS:
        return "continent"
    return "part" if is_part(dimension, code) else "group"


@dataclass(frozen=True)
class Quoted:
    """The quoted statements of a year.

    Attributes
    ----------
    view : View
        The nation's.
    statements : pandas.DataFrame
        Columns ``quoted.STATEMENT_COLUMNS``.
    """

    view: View
    statements: pd.DataFrame

    def prose(self) -> Prose:
        """Say that what follows is quoted and not computed."""
        key = "quoted.absent" if self.statements.empty else "quoted.told"
        return prose(self.view.words, [self.view.sentence(key)])

    def table(self) -> Table | Block:
        """Show each statement as its source gives it."""
        if self.statements.empty:
            return Block()
        view = self.view
        bands: dict[str, list[Row]] = {band: [] for band in _BANDS}
        for statement in self.statements.to_dict("records"):
            keys = {key: str(statement[key]) for key in KEYS if key != "metric"}
            figure = view.figures.one(str(statement["metric"]), **keys)
            if figure.basis != QUOTED:
                continue
            text = view.words.amount(figure)
            if statement["qualifier"]:
                text = view.words.fill(f"qualifiers.{statement['qualifier']}", amount=text)
            row = Row(self._name(str(statement["label"])), (Cell(text, figure),))
            bands[_band(figure)].append(row)
        rows = (
            row
            for band, found in bands.items()
            if found
            for row in (Row(view.text(f"quoted.bands.{band}")), *found)
        )
        heads = [Head(view.text(f"quoted.columns.{column}")) for column in ("name", "value")]
        caption = Caption(
            view.words, view.numbering, "table", "tab-quoted", view.text("quoted.caption")
        )
        return Table("tab-quoted", caption, heads[0], (heads[1],), tuple(rows), (self._source(),))

    def _name(self, label: str) -> str:
        """Name a statement; in another language with the words of its source behind the name."""
        words = self.view.words
        name = statement_name(label, words.column)
        return label if name == label else words.fill("writing.told_apart", name=name, code=label)

    def _source(self) -> str:
        named = set(self.statements["source"])
        files = sorted((raw for raw in self.view.files if raw.id in named), key=lambda raw: raw.id)
        comma = self.view.words.text("joining.comma")
        return self.view.text(
            "quoted.source",
            titles=comma.join(raw.title for raw in files),
            producers=comma.join(sorted({publisher(self.view.words, raw) for raw in files})),
            days=comma.join(map(self.view.words.day, sorted({raw.known_from for raw in files}))),
        )


def _band(figure: Figure) -> str:
    """Name the band a statement stands in: by what it is about."""
    for dimension in ("region", "enterprise", "product", "partner"):
        if getattr(figure, dimension) != WHOLE:
            return dimension
    return "partner" if figure.metric.startswith("partner") else "whole"
