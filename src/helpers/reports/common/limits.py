"""What a page says of its data's limits: sums of months, months and quantities that are missing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from helpers.core.dimensions import EXPORT, IMPORT, QUANTITY, TOTAL, VALUE
from helpers.core.periods import MONTH, YTD
from helpers.indicators.figures import Figure
from helpers.observations.schema import DIFFERENCE, SUMMED
from helpers.observations.warehouse.answer import Answer
from helpers.presentation.locale.words import Words
from helpers.presentation.prose import sentence
from helpers.reports.common.view import View


def derived_span(view: View) -> list[Markup]:
    """Say that the view's span is a sum of months, or a difference, where its levels are."""
    levels = (view.cell("level", flow=flow) for flow in (TOTAL, EXPORT, IMPORT))
    bases = {one.basis for one in levels if one}
    period = view.words.period(view.period, view.keys["span"])
    return [
        sentence(view.words, f"limits.{basis}", period=period)
        for basis in (SUMMED, DIFFERENCE)
        if basis in bases
    ]


def lacking_months(
    view: View, missing: Mapping[tuple[str, tuple[str, ...]], Sequence[str]]
) -> list[Markup]:
    """Say which months are missing for the month, or for January to it, to follow from others.

    ``missing`` is what ``ReportData.missing_months`` returns.
    """
    words = view.words
    return [
        sentence(
            words,
            f"limits.months.{what}",
            months=words.months(months),
            flows="" if {EXPORT, IMPORT} <= {*flows} else words.text(f"flows.{flows[0]}"),
            month=words.period(view.period, MONTH),
            period=words.period(view.period, YTD),
        )
        for (what, months), flows in missing.items()
    ]


def span_texts(words: Words, period: str, sections: Mapping[str, Answer]) -> dict[str, str]:
    """Write which of the month and January to it sections have, for headings; ``partners_export`` of one flow."""
    texts = {}
    for name, answer in sections.items():
        rows = answer.rows.dropna(subset="value")
        texts[name] = words.month_and_ytd(period, set(rows["span"]))
        for flow in (EXPORT, IMPORT):
            spans = set(rows.loc[rows["flow"] == flow, "span"])
            texts[f"{name}_{flow}"] = words.month_and_ytd(period, spans)
    return texts


def covered_of(view: View) -> Figure | None:
    """Return for which part of the value of the view's flow the quantity is given, if not for all.

    The share is of the value, and stands under it for the unit that leads.
    """
    measure = view.keys["measure"]
    return view.find("quantity_covered", measure=VALUE if measure == QUANTITY else measure)


def covered_note(view: View) -> list[str]:
    """Write the note on the goods whose quantity is given, where these are not nearly all."""
    words = view.words
    shares = [
        words.fill(
            "limits.share",
            period=words.period(one.period, one.span),
            flow=words.text(f"flows.{one.flow}"),
            measure="" if one.measure == VALUE else words.text("cite.what.quantity_2"),
            share=words.amount(one),
        )
        for one in view.figures.where(metric="quantity_covered")
        if one.value is not None
    ]
    joined = words.text("joining.semicolon").join(shares)
    return [words.fill("limits.covered", shares=joined)] if shares else []
