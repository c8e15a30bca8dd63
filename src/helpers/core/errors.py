"""The errors a user can cause; each message is one line that says what to do."""

from __future__ import annotations

from typing import ClassVar


class TradebookError(Exception):
    """Base class: one line for the reader, no traceback; ``exit_code`` is the command line's."""

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
    """A raw file, or its description, cannot be read as what it claims to be."""


class UnknownFileError(SourceError):
    """A file is of no format that is known; in a folder it is passed over, and named."""


class NoDataError(TradebookError):
    """The store holds nothing for what was asked."""


class ReferenceTableError(TradebookError):
    """A code or a name stands in no reference table."""


class LocaleError(TradebookError):
    """A language's files cannot be read, lack a text, or have a slot that nothing fills."""


class LockError(TradebookError):
    """The record of what was published, or a copy of it, is not as it was written."""


class BuildError(TradebookError):
    """An edition, the book or the site could not be made."""
