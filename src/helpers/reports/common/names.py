"""Names that only the data files give: what no reference table names is shown as they write it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from helpers.core.dimensions import is_part
from helpers.core.errors import ReferenceTableError
from helpers.indicators.figures import Figures
from helpers.observations.readers.description import RawFile, names_in
from helpers.observations.schema import MEMBERS, REPUBLISHED
from helpers.observations.warehouse.store import Store
from helpers.presentation.locale.language import DEFAULT, LANGUAGES
from helpers.presentation.locale.words import Words, words_of
from helpers.reference.partners import partner_code
from helpers.reference.place_names import place_name, place_name_apart
from helpers.reference.provinces import is_place, place_names, province_code
from helpers.reference.reference_table import plain_name

_CODES: Final = {"partner": partner_code, "region": province_code}


def report_words(store: Store, language: str = DEFAULT) -> Words:
    """Return the words of the reports in a language, with the names the store's files give."""
    words = words_of(language)
    return words.with_names(unambiguous(words, store.names()))


def unambiguous(words: Words, names: Mapping[str, Mapping[str, str]]) -> dict[str, dict[str, str]]:
    """Return names by dimension and code, no two of which are the same.

    A name that is another code's as well has its code behind it, and a city's its province before it: a
    table, and a chart most of all, would take the two for one.
    """
    return {
        dimension: {
            code: _told_apart(words, code, name)
            if often[name] > 1 or _is_taken(dimension, name)
            else name
            for code, name in of_codes.items()
        }
        for dimension, of_codes in _translated(words, names)
        for often in [Counter(of_codes.values())]
    }


def unlisted(words: Words, figures: Figures, files: Iterable[RawFile]) -> dict[str, dict[str, str]]:
    """Return what a page shows that no reference table has: names by dimension and code.

    Of customs regimes there are no figures, but their sums are in them: those of the files count.
    """
    shown = {
        dimension: {
            code: name
            for code, name in sorted(words.names_of(dimension).items())
            if is_part(dimension, code)
            and words.member(dimension, code) == name
            and figures.where(**{dimension: code})
        }
        for dimension in MEMBERS
    }
    shown["regime"] = unambiguous(words, names_in(files)).get("regime", {})
    return {dimension: names for dimension, names in shown.items() if names}


def _translated(
    words: Words, names: Mapping[str, Mapping[str, str]]
) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the names of each dimension, those of cities and zones as the language writes them."""
    for dimension, of_codes in names.items():
        yield (
            dimension,
            {
                code: place_name(code, name, words.column) if is_place(code) else name
                for code, name in of_codes.items()
            },
        )


def _told_apart(words: Words, code: str, name: str) -> str:
    if is_place(code):
        return place_name_apart(code, name, words.column)
    return words.fill("writing.told_apart", name=name, code=code)


def _is_taken(dimension: str, name: str) -> bool:
    """Tell whether a partner of the reference table, a group or a province is called so."""
    if dimension not in _CODES:
        return False
    try:
        _CODES[dimension](name)
    except ReferenceTableError:
        return False
    return True


def region_code(store: Store, text: str) -> str:
    """Return the code of a province, or of a city or zone that the data has, given by that or by a name.

    Raises
    ------
    ReferenceTableError
        When none is called so, or several places are.
    """
    try:
        return province_code(text)
    except ReferenceTableError as error:
        found = [*_places_called(store, text)]
        if len(found) == 1:
            return found[0]
        if found:
            raise ReferenceTableError(
                f"'{text}' may be any of {len(found)} places; expected the code of one: {', '.join(found)}"
            ) from None
        raise ReferenceTableError(
            f"{error}, or a city or zone that the data has, such as 44-深圳市 or 深圳"
        ) from None


def _places_called(store: Store, text: str) -> Iterator[str]:
    """Yield the cities and zones whose code or one of whose names a text is."""
    names, wanted = store.names().get("region", {}), plain_name(text).casefold()
    for code in filter(is_place, store.members("region")):
        name = names.get(code, code[3:])
        translated = (place_name(code, name, words_of(one).column) for one in LANGUAGES)
        known = code, *place_names(code, name), *translated
        if wanted in {plain_name(one).casefold() for one in known}:
            yield code


def publisher(words: Words, raw: RawFile) -> str:
    """Name who made a raw file, or say that it is not known."""
    return raw.producer or words.text("unknown.producer")


def origin(words: Words, raw: RawFile) -> str:
    """Say how a raw file came to be, and who published it where that is not who made the figures."""
    status = words.text(f"statuses.{raw.status}")
    return f"{publisher(words, raw)}{status}" if raw.status == REPUBLISHED else status
