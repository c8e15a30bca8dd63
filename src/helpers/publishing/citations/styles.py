"""Citations for a list of references: GB/T 7714—2015 and APA, 7th edition.

They are written here because citeproc-py with the styles of the CSL project leaves out the version,
gives a year for the day (GB/T) and splits Chinese names by blanks and stops.
"""

from __future__ import annotations

from typing import Final

from helpers.core.escaping import one_line
from helpers.publishing.catalogue.settings import Author
from helpers.publishing.citations.work import Citable

# fmt: off
_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)
# fmt: on
_GBT_NAMED: Final = 3
_APA_NAMED: Final = 20
"""How many authors are named before the list is cut: GB/T 7714, 8.1.2; APA 7, 9.8."""


def gbt(cited: Citable, read: str, part: str = "", anchor: str = "") -> str:
    """Write a citation by GB/T 7714—2015 (4.6, electronic resources; ``[EB/OL]``).

    The standard demands the day it was read, or a word that stands for it. A cited part of the page,
    such as a table, follows the title, and its anchor the address.
    """
    title = f"{one_line(cited.title)}: {part}" if part else one_line(cited.title)
    imprint = f"{one_line(cited.publisher)}, {cited.day.year}" if cited.publisher else ""
    pieces = [
        f"{_gbt_authors(cited)}. {title}[EB/OL]",
        cited.version,
        f"{imprint}({cited.date})[{read}]",
        cited.address + anchor,
        f"DOI:{cited.doi}" if cited.doi else "",
    ]
    return ". ".join(filter(None, pieces)) + "."


def apa(cited: Citable) -> str:
    """Write a citation in the manner of APA, 7th edition (10.16, webpages; 10.9 for the version)."""
    day = cited.day
    version = f" (Version {cited.version})" if cited.version else ""
    names = [one_line(name) for name in (cited.publisher, cited.site)]
    known = {author.name for author in cited.authors}
    source = [name for name in dict.fromkeys(names) if name and name not in known]
    pieces = [
        f"{_apa_authors(cited)} ({day.year}, {_MONTHS[day.month - 1]} {day.day})",
        one_line(cited.title) + version,
        *source,
        f"https://doi.org/{cited.doi}" if cited.doi else cited.address,
    ]
    return ". ".join(pieces)


def _gbt_authors(cited: Citable) -> str:
    names = [_gbt_name(author) for author in cited.authors]
    others = "等" if cited.language.startswith("zh") else "et al"
    return ", ".join(names[:_GBT_NAMED] + [others] * (len(names) > _GBT_NAMED))


def _gbt_name(author: Author) -> str:
    """Write a name; in Latin letters the family name in capitals, then initials."""
    if not author.given or not author.family.isascii():
        return one_line(author.name)
    return one_line(f"{author.family.upper()} {' '.join(_initials(author))}")


def _apa_authors(cited: Citable) -> str:
    names = [_apa_name(author) for author in cited.authors]
    if len(names) > _APA_NAMED:
        return f"{', '.join(names[: _APA_NAMED - 1])}, . . . {names[-1]}".rstrip(".") + "."
    joined = ", & ".join(filter(None, (", ".join(names[:-1]), names[-1])))
    return joined.rstrip(".") + "."


def _apa_name(author: Author) -> str:
    if not author.given or not author.family.isascii():
        return one_line(author.name)
    return one_line(f"{author.family}, {' '.join(f'{letter}.' for letter in _initials(author))}")


def _initials(author: Author) -> list[str]:
    return [part[0].upper() for part in author.given.replace("-", " ").split()]
