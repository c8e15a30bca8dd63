"""What is recorded of a release."""

from __future__ import annotations

import hashlib
from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from helpers.publishing.bundle.edition_pages import Version

Hash = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class Input(BaseModel):
    """The hashes of a data file and of its description."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    data: Hash
    description: Hash


class Release(BaseModel):
    """A release of an edition.

    Attributes
    ----------
    edition : str
        Its page, such as ``provincial/2025-11``.
    revision : int
        1, 2, …: the next only when a number of the edition changed.
    date : datetime.date
        The day it was recorded.
    reworded : bool
        Whether only words, or the names of sources, differ from the release before: it has the
        same revision, and the page of that revision stays as it was.
    note : str
        Why, in words.
    parameters : dict of str to str
        As given to the notebook.
    inputs : dict of str to Input
        By id of the raw file.
    code : str
        The hash of the code it was run with.
    figures, wording : str
        The hashes of its figures file, and of the words on its page.
    notebook : str
        The hash of the stored executed notebook; empty where it was only reworded.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    edition: str
    revision: int = Field(ge=1)
    date: date
    reworded: bool = False
    note: str = ""
    parameters: dict[str, str]
    inputs: dict[str, Input]
    code: Hash
    figures: Hash
    wording: Hash
    notebook: Hash | Literal[""] = ""

    @property
    def name(self) -> str:
        """Return what the revision is called: ``r1``."""
        return f"r{self.revision}"

    @property
    def version(self) -> Version:
        """Return it as its pages name it."""
        return Version(self.name, str(self.date), self.page)

    @property
    def page(self) -> str:
        """Return the place of its permanent page: ``provincial/2025-11/r1``."""
        return f"{self.edition}/{self.name}"


def hash_of(content: bytes) -> str:
    """Return the hash by which the lock knows a content."""
    return hashlib.sha256(content).hexdigest()
