"""What checks texts by the data of the built site."""

import functools

from english_site import content_of
from testbed import ROOT, SITE, built

from helpers.presentation.locale.words import words_of
from helpers.publishing.factcheck.checker import Checker
from helpers.publishing.factcheck.vocabulary import checking_words, units


@functools.cache
def checker(language):
    """Return what checks texts in Python, and tells of claims in a language."""
    index = content_of(built("data/explorer/index.js"))

    def read(key):
        path = SITE / "data" / "explorer" / f"{key}.js"
        return content_of(path) if path.is_file() else None

    words = checking_words(index, words_of(language))
    return Checker(ROOT, {"index": index, "units": units()}, words, read)
