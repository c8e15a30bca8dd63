"""The errors a user can cause; each message is one line that says what to do.

The tree::

    TradebookError
    ├── ParameterError      a report's parameter: unknown name, bad value
    ├── CatalogueError      editions.yml or _toc.yml
    ├── SourceError         a raw file or its .meta.yml
    ├── NoDataError         the store has nothing for what was asked
    ├── ReferenceTableError a code or name no reference table knows
    ├── LocaleError         the words of a language: a text missing, or a slot nothing fills
    ├── BuildError          a notebook, the book or the site could not be made
    └── LockError           what was released is not there as it was recorded
"""

from __future__ import annotations

from typing import ClassVar


class TradebookError(Exception):
    """Base class: one line for the reader, no traceback.

    Attributes
    ----------
    exit_code : int
        What the command line exits with when this error ends it.
    """

    exit_code: ClassVar[int] = 1

    def _render_traceback_(self) -> list[str]:
        """Show one line in a notebook, where IPython would print the whole stack."""
        return [f"{type(self).__name__}: {self}"]


class ParameterError(TradebookError):
    """A report was asked for with a parameter it does not know, or a value it cannot take."""

    exit_code = 2


class CatalogueError(TradebookError):
    """The catalogue of editions, or the table of contents made from it, is not right."""


class SourceError(TradebookError):
    """A raw file, or the description beside it, cannot be read as what it claims to be."""


class NoDataError(TradebookError):
    """The store holds nothing for what was asked."""


class ReferenceTableError(TradebookError):
    """A code or a name stands in no reference table."""


class LocaleError(TradebookError):
    """A language's files cannot be read, lack a text, or have a slot that nothing fills."""


class LockError(TradebookError):
    """The record of what was published, or what is kept of it, is not as it was written."""


class BuildError(TradebookError):
    """An edition, the book or the site could not be made."""
