"""The description beside a raw file: ``<name>.meta.yml``.

It says who made the figures, when they were released, under what terms they may be used, and the
hash by which the file is known. Pages show it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Final, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from helpers.core.errors import SourceError
from helpers.core.escaping import one_line
from helpers.core.yaml_files import read_yaml
from helpers.observations.scope import check_restriction, restriction

META_SUFFIX: Final = ".meta.yml"

Dimension = Literal["region", "partner", "product", "regime", "enterprise", "locality", "office"]
Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class _Described(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class MadeFrom(_Described):
    """A file that a reconstructed one was made from."""

    file: str
    sha256: Sha256


def _readable(only: dict[str, str]) -> dict[str, str]:
    for dimension, text in only.items():
        check_restriction(dimension, text)
    return only


class RecordedHints(_Described):
    """What a user said of a file that the file does not say itself."""

    flow: Literal["export", "import"] | None = None
    period: Annotated[str, Field(pattern=r"^[0-9]{4}-[0-9]{2}$")] | None = None
    only: Annotated[dict[str, str], AfterValidator(_readable)] = {}
    span: Literal["month", "ytd"] | None = None
    unit: str | None = None


class RawFile(_Described):
    """What is known of a raw file.

    Attributes
    ----------
    producer, licence : str or None
        Who made the figures, and under what terms they may be used; None where it is not known.
    released : datetime.date or None
        The day the producer released the figures; None where the document prints none.
    released_from : str
        Where that day is from: the file itself, or the calendar of releases; empty where it was told.
    complete : tuple of str
        The dimensions whose members in this file add up to the whole. Only over these is a sum
        taken: ten largest partners are not the world. Of a dimension in ``told.only`` the whole is
        what the file is restricted to.
    largest : tuple of str
        The dimensions of which it has not all members, but the largest there are.
    dataset : str
        What the file is a part or a vintage of; empty where it stands alone. The files of a dataset
        are read as one table, and of a figure released twice the latest counts.
    original, size : str, int
        The file's name and length as it was added.
    told, inferred : RecordedHints, dict
        What the user said of it, and what was inferred from what.
    names : dict
        By dimension, the names it gives to codes that no reference table has.
    """

    id: Annotated[str, Field(pattern=r"^[\w.-]+$")]
    title: str
    producer: str | None
    address: str | None
    released: date | None
    released_from: Literal["", "file", "calendar"] = ""
    retrieved: date
    licence: str | None
    sha256: Sha256
    status: Literal["official", "republished", "transcribed", "reconstructed", "unknown"]
    format: str = "tidy"
    made_from: tuple[MadeFrom, ...] = ()
    method: str = ""
    complete: tuple[Dimension, ...] = ()
    largest: tuple[Dimension, ...] = ()
    dataset: str = ""
    original: str = ""
    size: int | None = None
    told: RecordedHints = RecordedHints()
    inferred: dict[str, str] = {}
    names: dict[str, dict[str, str]] = {}

    @property
    def group(self) -> str:
        """Return the dataset, or the file itself where it stands alone."""
        return self.dataset or self.id

    def is_whole_over(self, dimensions: Iterable[str], digits: int) -> bool:
        """Return whether it has all members of some dimensions that its query asked for.

        Parameters
        ----------
        dimensions : iterable of str
            Some of ``DIMENSIONS``.
        digits : int
            The length of its HS codes: of a query of one code that it states itself, nothing is
            missing.
        """
        return all(name in self.complete or self._is_single(name, digits) for name in dimensions)

    def _is_single(self, dimension: str, digits: int) -> bool:
        text = self.told.only.get(dimension)
        member = restriction(text).member if text else None
        return member is not None and (dimension != "product" or len(member) == digits)

    @property
    def day(self) -> str:
        """Return the day of release, by which vintages are ordered; empty where it is not known.

        A file without one is older than every file with one.
        """
        return self.released.isoformat() if self.released else ""

    @property
    def known_from(self) -> str:
        """Return the day from which the figures count as known, as ``2026-01-16``.

        The day of retrieval where the producer gives none: a later day than the true one, so that
        nothing is ever seen as of a day on which it may not have been out.
        """
        return (self.released or self.retrieved).isoformat()


def read_meta(description: Path, data: Path) -> RawFile:
    """Read a description, and check that the file beside it is the one described.

    Raises
    ------
    SourceError
        When the description is not valid, or the file's hash is another.
    """
    try:
        raw = RawFile.model_validate(read_yaml(description, SourceError))
    except ValidationError as error:
        raise SourceError(f"{description}: {_first_fault(error.errors()[0])}") from error
    found = hashlib.sha256(data.read_bytes()).hexdigest()
    if found != raw.sha256:
        raise SourceError(
            f"{data}: is not the file that {description.name} describes: expected sha256 "
            f"{raw.sha256[:12]}…, found {found[:12]}…; restore the file, or describe the new one"
        )
    return raw


def names_in(files: Iterable[RawFile]) -> dict[str, dict[str, str]]:
    """Return the names that files give to codes no reference table has, by dimension and code.

    Of two names of a code the later file's counts.
    """
    found: dict[str, dict[str, str]] = {}
    for raw in sorted(files, key=lambda raw: (raw.day, raw.known_from, raw.id)):
        for dimension, names in raw.names.items():
            lines = {code: one_line(name) or code for code, name in names.items()}
            found.setdefault(dimension, {}).update(lines)
    return found


def _first_fault(fault: Any) -> str:
    key = ".".join(str(part) for part in fault["loc"])
    if fault["type"] == "missing":
        return f"the key '{key}' is missing"
    return f"key '{key}': {fault['msg'].lower()}, found {fault['input']!r}"
