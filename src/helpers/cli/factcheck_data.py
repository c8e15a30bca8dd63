"""What texts are checked with, brought in step with the data: this imports all that a build of the open data does."""

from __future__ import annotations

from typing import Any

from helpers.cli.data_commands import refuse_errors
from helpers.core.repository import Repository
from helpers.presentation.locale.language import LANGUAGES
from helpers.presentation.locale.words import words_of
from helpers.publishing.catalogue.settings import CONFIG, languages_of
from helpers.publishing.factcheck.vocabulary import checking_words, units
from helpers.publishing.open_data.writing import CACHE, cached_index
from helpers.publishing.workbooks.workbook import profile_workbooks
from helpers.reports.common.data import open_store


def prepare(place: Repository) -> dict[str, Any]:
    """Bring the open data up to date, the same as a build's; return what texts are checked with."""
    refuse_errors(place.data / "raw")
    languages = languages_of(place.root / CONFIG)
    store, cache = open_store(place.data), place.built / CACHE
    index = cached_index(store, cache, profile_workbooks, languages)
    words = {one: checking_words(index, words_of(one)) for one in LANGUAGES}
    return {"index": index, "units": units(), "words": words}
