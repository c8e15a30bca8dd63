"""The archive: raw files read and checked once, kept as Parquet, and opened as a store.

``data/raw`` is what counts; ``data/store`` is made of it and may be removed at any time. A file is
read again when it, its description, or the code that reads changed; nothing else is.

The stages: ``version`` tells the reading code apart; ``entry`` says what is kept of a file, and
``pieces`` keeps it; ``opening`` brings both folders in step.
"""

from helpers.archive.entry import Kept
from helpers.archive.opening import (
    Archive,
    empty_archive,
    home_of,
    keep,
    open_archive,
    register,
    verify,
)

__all__ = [
    "Archive",
    "Kept",
    "empty_archive",
    "home_of",
    "keep",
    "open_archive",
    "register",
    "verify",
]
