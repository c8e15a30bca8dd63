"""Bases that were revised since they were released: growth against the stored ones.

Where the growth a source prints contradicts the stored base, every report shows the printed growth;
what the growth against the stored base would be stands in a sentence on the report's subject,
and in a table of all that is concerned.
"""

from __future__ import annotations

from typing import Final

from markupsafe import Markup

from helpers.core.dimensions import EXPORT, IMPORT, TOTAL, WHOLE
from helpers.indicators.figures import Figure
from helpers.observations.schema import MEMBERS
from helpers.presentation.numbering import Caption
from helpers.presentation.prose import sentence
from helpers.presentation.tables import (
    Head,
    Row,
    Table,
    growth_notes,
    labelled,
    plain_growth,
    sign_notes,
)
from helpers.reports.common.blocks import Block
from helpers.reports.common.view import REVISED, View, source_note

_FLOWS: Final = (TOTAL, EXPORT, IMPORT)
_METRICS: Final = ("growth", "growth_stored")


def growth_against_stored(view: View) -> list[Markup]:
    """Write the growth of the view's flows against the base as first released, where it is another in print."""
    words = view.words
    parts = [
        sentence(words, f"{REVISED}.each", flow=words.text(f"flows.{flow}"), growth=growth)
        for flow in _FLOWS
        if (growth := view.find("growth_stored", flow=flow))
        and words.number(growth) != words.number(view.figure("growth", flow=flow))
    ]
    return [sentence(words, f"{REVISED}.told", parts=view.joined(parts, "clause"))] if parts else []


def revised_table(view: View) -> Table | Block:
    """Show all growth rates of a report whose stored base is superseded, and those against it.

    The subject of the view, such as the region, is not named again in each row.
    """
    found = view.figures.where(metric="growth_stored")
    if not found:
        return Block()
    words = view.words
    columns = [
        (metric, flow)
        for flow in _FLOWS
        if any(one.flow == flow for one in found)
        for metric in _METRICS
    ]
    # A row has all that differs in no more than its flow; a band has a measure and span.
    bands: dict[str, dict[tuple[str, ...], Row]] = {}
    for one in found:
        codes = tuple(getattr(one, name) for name in MEMBERS)
        rows = bands.setdefault(_band(view, one), {})
        figures = (view.related(one, metric, flow=flow) for metric, flow in columns)
        rows.setdefault(codes, view.row(_name(view, one), figures))
    shown = plain_growth(
        tuple(row for band, rows in bands.items() for row in (Row(band), *rows.values()))
    )
    heads = tuple(
        Head(words.text(f"{REVISED}.columns.{metric}"), words.text(f"flows.{flow}"))
        for metric, flow in columns
    )
    anchor, title = f"tab-{REVISED}", words.text(f"{REVISED}.caption")
    signs = (*growth_notes(words, shown), *sign_notes(words, shown))
    table = Table(
        anchor,
        Caption(words, view.numbering, "table", anchor, title),
        Head(words.text(f"{REVISED}.columns.name")),
        heads,
        shown,
        (words.text(f"{REVISED}.note"), *signs, source_note(view, shown)),
    )
    return labelled(words, table)


def _band(view: View, figure: Figure) -> str:
    """Name a period with the unit of its values: a page may have two currencies."""
    level = view.related(figure, "level")
    period = view.words.period(figure.period, figure.span)
    unit = view.words.unit(level.unit) if level else ""
    return view.words.fill(f"{REVISED}.band", period=period, unit=unit)


def _name(view: View, figure: Figure) -> str:
    """Name what a row is of, but for the report's subject, unless that is all it is of."""
    codes = {name: str(getattr(figure, name)) for name in MEMBERS}
    members = {name: code for name, code in codes.items() if code != WHOLE}
    others = {name: code for name, code in members.items() if view.keys.get(name) != code}
    named = [view.words.member(*one) for one in (others or members).items()]
    whole = view.slots.get("whole", view.words.region(WHOLE))
    return view.words.text("joining.comma").join(named) or whole
