"""What sources state and nothing here can check: quoted, with the source."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import pandas as pd

from helpers.core.dimensions import WHOLE
from helpers.indicators.figures import Figure
from helpers.observations.schema import KEYS, QUOTED
from helpers.presentation.numbering import Caption
from helpers.presentation.prose import Prose, prose
from helpers.presentation.tables import Cell, Head, Row, Table
from helpers.reports.common.blocks import Block
from helpers.reports.common.view import View

_BANDS: Final = ("whole", "partner", "product", "enterprise", "region")


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
        return prose([self.view.sentence(key)])

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
            row = Row(str(statement["label"]), (Cell(text, figure),))
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

    def _source(self) -> str:
        named = set(self.statements["source"])
        files = sorted((raw for raw in self.view.files if raw.id in named), key=lambda raw: raw.id)
        comma = self.view.words.text("joining.comma")
        return self.view.text(
            "quoted.source",
            titles=comma.join(raw.title for raw in files),
            producers=comma.join(sorted({raw.producer for raw in files})),
            days=comma.join(sorted({raw.known_from for raw in files})),
        )


def _band(figure: Figure) -> str:
    """Name the band a statement stands in: by what it is about."""
    for dimension in ("region", "enterprise", "product", "partner"):
        if getattr(figure, dimension) != WHOLE:
            return dimension
    return "partner" if figure.metric.startswith("partner") else "whole"
