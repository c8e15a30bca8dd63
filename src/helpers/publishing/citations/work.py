"""The work that a citation is of: an edition, as all formats name it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as calendar_day

from helpers.presentation.locale.language import DEFAULT
from helpers.presentation.locale.words import words_of
from helpers.publishing.bundle.edition_pages import EditionPage
from helpers.publishing.catalogue.settings import Author, Settings


@dataclass(frozen=True)
class Citable:
    """A work that is cited.

    Attributes
    ----------
    id : str
        The key in reference managers: ``provincial-2025-11-r1``.
    title, site : str
        Of the page, with its period, and of the site it is a part of.
    authors : tuple of Author
        Persons or institutions, at least one.
    institution : str
        The publisher.
    date : str
        The day it was published, ``2026-01-16``.
    address : str
        Its permanent address.
    version, doi : str
        The revision, ``r1``, and the digital object identifier; empty where there is none.
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
        """Return the institution unless it is one of the authors: nobody is named twice."""
        named = {author.name for author in self.authors}
        return "" if self.institution in named else self.institution


def citable(edition_page: EditionPage, settings: Settings) -> Citable:
    """Return the work to cite for an edition: its revision, which never changes.

    A translation is another work than the original: it has an id of its own, and the day it was written. A draft has
    no revision; it is dated by its data.
    """
    version = edition_page.version
    page = version.page if version else edition_page.page
    translated = version is not None and version.language != DEFAULT
    # A revision that was not translated has one permanent page, in the first language.
    base = settings.root if version and not translated else settings.base
    return Citable(
        id="-".join([page.replace("/", "-"), *([settings.language] if translated else [])]),
        title=edition_page.title,
        authors=settings.authors,
        institution=settings.institution,
        site=settings.title,
        date=(version.written or version.date) if version else edition_page.day,
        address=f"{base}{page}.html",
        language=words_of(settings.language).text("writing.tag"),
        version=version.name if version else "",
        doi=edition_page.edition.doi,
    )
