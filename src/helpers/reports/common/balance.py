"""A balance in words: as a surplus or a deficit, which widened, narrowed or changed sides."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from markupsafe import Markup

from helpers.core.dimensions import BALANCE
from helpers.presentation.prose import sentence, sign_of
from helpers.reports.common.blocks import Headline
from helpers.reports.common.view import View


def balance_told(view: View, place: str = "told") -> Markup:
    """Tell the surplus or deficit of a view, and whether it widened, narrowed or changed sides."""
    at, words = view.at(flow=BALANCE), view.words
    slots: dict[str, Any] = {name: at.cell(name) for name in ("level", "change")}
    level, change = (one.value if one else None for one in slots.values())
    if level is None or change is None:
        kind = "bare"
    elif level * (before := level - change) < 0:
        slots["before"] = words.text(f"balance.side.{'up' if before > 0 else 'down'}")
        slots["base"] = at.cell("base")
        kind = "turned" if slots["base"] else "turned_bare"
    elif sign_of(words, slots["change"]) == "level":
        kind = "level"
    else:
        kind = "wider" if abs(level) > abs(before) else "narrower"
    span = words.text(f"spans.{view.keys['span']}")
    return sentence(words, f"balance.{place}.{kind}", span=span, **slots)


def balance_card(view: View, whole: str = "", moved: Markup | None = None) -> list[Headline]:
    """Return the headline number of a view's balance, where there is one: its label says which side it is on.

    ``whole`` stands before the label; ``moved`` in the place of how the balance changed.
    """
    at = view.at(flow=BALANCE)
    level, change = at.find("level"), at.cell("change")
    if level is None or change is None:
        return []
    words = view.words
    label = words.text(f"balance.label.{sign_of(words, level)}")
    if whole:
        label = words.fill("writing.of_whole", whole=whole, label=label)
    card = Headline.of(at, label, level, change)
    text = card.text.removeprefix("-")
    if moved is None:
        moved = card.moved if change.value is None else balance_told(view, "card")
    return [replace(card, text=text, moved=moved)]
