"""What sources state and nothing here can check: quoted, with the source."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import pandas as pd

from helpers.core.dimensions import WHOLE
from helpers.indicators.figures import Figure
from helpers.observations.schema import KEYS, QUOTED
from helpers.presentation.prose import Prose, prose
from helpers.presentation.tables import Cell, Head, Row, Table
from helpers.reports.annual.year_view import YearView
from helpers.reports.common.blocks import Block

TABLE: Final = "quoted"
_BANDS: Final = ("whole", "partner", "product", "enterprise", "region")


@dataclass(frozen=True)
class Quoted:
    """The quoted statements of a year.

    Attributes
    ----------
    year : YearView
        The nation's.
    statements : pandas.DataFrame
        Columns ``quoted.STATEMENT_COLUMNS``.
    """

    year: YearView
    statements: pd.DataFrame

    def prose(self) -> Prose:
        """Say that what follows is quoted and not computed."""
        key = "quoted.absent" if self.statements.empty else "quoted.told"
        return prose([self.year.view.sentence(key)])

    def table(self) -> Table | Block:
        """Show each statement as its source gives it."""
        if self.statements.empty:
            return Block()
        view = self.year.view
        bands: dict[str, list[Row]] = {band: [] for band in _BANDS}
        for band, row in self._rows():
            bands[band].append(row)
        rows: list[Row] = []
        for band, found in bands.items():
            rows += [Row(view.text(f"quoted.bands.{band}")), *found] if found else []
        heads = (Head(view.text("quoted.columns.value")),)
        caption = view.table_caption(TABLE, view.text("quoted.caption"))
        stub = Head(view.text("quoted.columns.name"))
        return Table(f"tab-{TABLE}", caption, stub, heads, tuple(rows), (self._source(),))

    def _rows(self) -> Iterator[tuple[str, Row]]:
        words = self.year.view.words
        for statement in self.statements.to_dict("records"):
            keys = {key: str(statement[key]) for key in KEYS if key != "metric"}
            figure = self.year.view.figures.one(str(statement["metric"]), **keys)
            if figure.basis != QUOTED:
                continue
            text = words.amount(figure)
            if statement["qualifier"]:
                text = words.fill(f"qualifiers.{statement['qualifier']}", amount=text)
            yield _band(figure), Row(str(statement["label"]), (Cell(text, figure),))

    def _source(self) -> str:
        ids = sorted(set(self.statements["source"]))
        files = {raw.id: raw for raw in self.year.view.files}
        comma = self.year.view.words.text("joining.comma")
        return self.year.view.text(
            "quoted.source",
            titles=comma.join(files[one].title for one in ids),
            producers=comma.join(sorted({files[one].producer for one in ids})),
            days=comma.join(sorted({files[one].known_from for one in ids})),
        )


def _band(figure: Figure) -> str:
    """Name the band a statement stands in: by what it is about."""
    for dimension in ("region", "enterprise", "product", "partner"):
        if getattr(figure, dimension) != WHOLE:
            return dimension
    counts_partners = figure.metric.startswith("partner")
    return "partner" if counts_partners else "whole"
