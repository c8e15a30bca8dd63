"""What sentences and charts of several reports say of a view: totals, how many rose and fell, what moved it."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from helpers.core.dimensions import BALANCE, EXPORT, IMPORT, TOTAL
from helpers.presentation.prose import sentence
from helpers.reports.common.view import View


def totals(view: View) -> dict[str, Any]:
    """Return what a sentence says of the whole: total, exports and imports with growth, and balance."""
    figures: dict[str, Any] = {"balance": view.cell("level", flow=BALANCE)}
    for flow, name in {TOTAL: "total", EXPORT: "exports", IMPORT: "imports"}.items():
        figures[name] = view.cell("level", flow=flow)
        figures[f"{name}_growth"] = view.cell("growth", flow=flow)
    return figures


def directions(view: View, key: str) -> Markup:
    """Tell how many members rose and fell, and how many stayed level if any did; or why not."""
    counts: dict[str, Any] = {
        name: view.figure(name) for name in ("rising", "falling", "unchanged")
    }
    level = counts["unchanged"]
    if level.value is None:
        reason = view.words.text(f"reasons.{level.reason}")
        return view.sentence(f"{key}_unknown", reason=reason)
    return view.sentence(f"{key}_level" if level.value else key, **counts)


def pull_axis(view: View, whole: str) -> str:
    """Title the scale of contributions: the growth that they add up to, where it is known, and their unit."""
    growth = view.find("growth")
    if growth is None:
        return view.words.text("charts.pull_bare")
    flow = view.words.text(f"flows.{view.keys['flow']}")
    return sentence(view.words, "charts.pull", whole=whole, flow=flow, growth=growth).striptags()


def drawn_of(view: View, what: str, shown: int, count: int) -> str:
    """Say how many of all members a chart draws: those of the largest contributions, or all."""
    key = "charts.all" if shown == count else "charts.some"
    return view.words.fill(key, count=str(count), what=what, shown=str(shown))
