"""Names that only the data files give: what no reference table names is shown as they write it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from helpers.core.dimensions import is_part
from helpers.core.errors import ReferenceTableError
from helpers.core.escaping import one_line
from helpers.indicators.figures import Figures
from helpers.observations.readers.description import RawFile
from helpers.observations.warehouse.questions import noted
from helpers.observations.warehouse.store import Store
from helpers.presentation.locale.words import Words, chinese
from helpers.reference.partners import partner_code


def words_of(store: Store) -> Words:
    """Return the words of the reports, with the names the store's files give."""
    return chinese().with_names(names_given(store))


@noted
def names_given(store: Store) -> dict[str, dict[str, str]]:
    """Return the names the store's files give to codes."""
    return names_in(store.files.values())


def names_in(files: Iterable[RawFile]) -> dict[str, dict[str, str]]:
    """Return the names that files give to codes no reference table has, by dimension and code.

    Of two names of one code the later file's counts. A name that is another code's as well has its
    code behind it: a table, and a chart most of all, would take the two for one.
    """
    found: dict[str, dict[str, str]] = {}
    for raw in sorted(files, key=lambda raw: (raw.known_from, raw.id)):
        for dimension, names in raw.names.items():
            lines = {code: one_line(name) or code for code, name in names.items()}
            found.setdefault(dimension, {}).update(lines)
    return {dimension: _told_apart(dimension, names) for dimension, names in found.items()}


def unlisted(words: Words, figures: Figures, files: Iterable[RawFile]) -> dict[str, dict[str, str]]:
    """Return what a page shows that no reference table has: names by dimension and code.

    Parameters
    ----------
    words : Words
        Those the page is written in.
    figures : Figures
        Of the page.
    files : iterable of RawFile
        Behind the figures: of customs regimes there are no figures, but their sums are in them.
    """
    shown = {
        dimension: {
            code: name
            for code, name in sorted(words.names_of(dimension).items())
            if is_part(dimension, code)
            and words.member(dimension, code) == name
            and figures.where(**{dimension: code})
        }
        for dimension in ("region", "partner", "product", "enterprise")
    }
    shown["regime"] = names_in(files).get("regime", {})
    return {dimension: names for dimension, names in shown.items() if names}


def _told_apart(dimension: str, names: Mapping[str, str]) -> dict[str, str]:
    often = Counter(names.values())
    return {
        code: f"{name}（{code}）" if often[name] > 1 or _is_taken(dimension, name) else name
        for code, name in names.items()
    }


def _is_taken(dimension: str, name: str) -> bool:
    """Tell whether a partner of the reference table, or a group, is called so."""
    if dimension != "partner":
        return False
    try:
        partner_code(name)
    except ReferenceTableError:
        return False
    return True
