"""What the search of the site knows of trade: other names for what pages name, and its own words."""

from __future__ import annotations

from typing import Any

from helpers.presentation.locale.words import Words
from helpers.reference.partners import partners
from helpers.reference.products import hs_names
from helpers.reference.provinces import provinces


def lookup(words: Words) -> dict[str, Any]:
    """Return what the search needs besides the pages.

    Parameters
    ----------
    words : Words
        The language.

    Returns
    -------
    dict
        ``names``: provinces, trading partners and products, each a list of names, the one that
        pages write first; ``words``: what the search says.
    """
    forms = ["name", "full_name", "name_en", "full_name_en", "abbreviation"]
    groups = [
        *provinces()[forms].to_numpy().tolist(),
        *partners()[["name", "name_en"]].to_numpy().tolist(),
        *hs_names().reset_index()[["name", "code", "name_en"]].to_numpy().tolist(),
    ]
    # Municipalities have one English name; a cell may be empty.
    names = [list(dict.fromkeys(name for name in group if name)) for group in groups]
    return {"names": [group for group in names if len(group) > 1], "words": words.tree("search")}
