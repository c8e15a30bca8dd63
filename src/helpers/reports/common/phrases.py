"""What sentences of several reports say of a view: the totals, and how many members rose and fell."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from helpers.core.dimensions import BALANCE, EXPORT, IMPORT, TOTAL
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
