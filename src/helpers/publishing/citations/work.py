"""What is cited: an edition, as all formats name it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as calendar_day

from helpers.publishing.bundle.published import Published
from helpers.publishing.catalogue.settings import Author, Settings


@dataclass(frozen=True)
class Citable:
    """What is cited.

    Attributes
    ----------
    id : str
        The key by which reference managers know it: ``provincial-2025-11-r1``.
    title : str
        Of the page, with its period.
    authors : tuple of Author
        Persons or institutions, at least one.
    institution : str
        The publisher.
    site : str
        The title of the site it is a part of.
    date : str
        The day it was published, ``2026-01-16``.
    address : str
        Where it stays.
    version : str
        Of the edition, ``r1``; empty where there is one only.
    doi : str
        Its digital object identifier; empty without one.
    language : str
        Of the page, as BCP 47 names it.
    """

    id: str
    title: str
    authors: tuple[Author, ...]
    institution: str
    site: str
    date: str
    address: str
    version: str = ""
    doi: str = ""
    language: str = "zh-CN"

    @property
    def day(self) -> calendar_day:
        """Return the day it was published."""
        return calendar_day.fromisoformat(self.date)

    @property
    def publisher(self) -> str:
        """Return the institution where it is none of the authors, who need not be named twice."""
        return "" if self.institution in {one.name for one in self.authors} else self.institution


def citable(one: Published, settings: Settings) -> Citable:
    """Say what of an edition is cited: its revision, which stays as it is.

    A draft has none; it is dated by its data.
    """
    version = one.version
    page = version.page if version else one.page
    return Citable(
        id=page.replace("/", "-"),
        title=one.title,
        authors=settings.authors,
        institution=settings.institution,
        site=settings.title,
        date=version.date if version else one.day,
        address=settings.address(f"{page}.html"),
        version=version.name if version else "",
        doi=one.edition.doi,
    )
