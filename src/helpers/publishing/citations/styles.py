"""Citations for a list of references: GB/T 7714—2025 and 2015, and APA, 7th edition.

They are written here because citeproc-py with the styles of the CSL project leaves out the version,
gives a year for the day (GB/T) and splits Chinese names by blanks and stops.
"""

from __future__ import annotations

from typing import Final, NamedTuple

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


class _Manner(NamedTuple):
    """What tells one edition of GB/T 7714 from another: its marks, and how names in Latin letters are written."""

    colon: str
    comma: str
    opening: str
    closing: str
    capitals: bool
    hyphen: str


_OF_2015: Final = _Manner(": ", ", ", "(", ")", capitals=True, hyphen=" ")
_OF_2025: Final = _Manner("：", "，", "（", "）", capitals=False, hyphen="-")


def gbt(cited: Citable, read: str, part: str = "", anchor: str = "") -> str:
    """Write a citation by GB/T 7714—2025 (electronic resources, ``[EB/OL]``), in force since July 2026.

    The standard demands the day a page of the web was read, or a word that stands for it. A cited part of
    the page, such as a table, follows the title, and its anchor the address. Its marks are those of Chinese
    text, and names in Latin letters are no more in capitals.
    """
    return _gbt(cited, read, part, anchor, _OF_2025)


def gbt_2015(cited: Citable, read: str) -> str:
    """Write a citation by GB/T 7714—2015, for those who still need it."""
    return _gbt(cited, read, "", "", _OF_2015)


def apa(cited: Citable, part: str = "", anchor: str = "") -> str:
    """Write a citation in the manner of APA, 7th edition (10.16, webpages; 10.9 for the version).

    A cited part of the page follows the title, and its anchor the address.
    """
    day = cited.day
    version = f" (Version {cited.version})" if cited.version else ""
    names = [one_line(name) for name in (cited.publisher, cited.site)]
    known = {author.name for author in cited.authors}
    source = [name for name in dict.fromkeys(names) if name and name not in known]
    pieces = [
        f"{_apa_authors(cited)} ({day.year}, {_MONTHS[day.month - 1]} {day.day})",
        f"{one_line(cited.title)}{f': {part}' if part else ''}{version}",
        *source,
        f"https://doi.org/{cited.doi}" if cited.doi and not anchor else cited.address + anchor,
    ]
    return ". ".join(pieces)


def _gbt(cited: Citable, read: str, part: str, anchor: str, manner: _Manner) -> str:
    title = one_line(cited.title)
    titled = f"{title}{manner.colon}{part}" if part else title
    publisher = one_line(cited.publisher)
    imprint = f"{publisher}{manner.comma}{cited.day.year}" if publisher else ""
    pieces = [
        f"{_gbt_authors(cited, manner)}. {titled}[EB/OL]",
        cited.version,
        f"{imprint}{manner.opening}{cited.date}{manner.closing}[{read}]",
        cited.address + anchor,
        f"DOI:{cited.doi}" if cited.doi else "",
    ]
    return ". ".join(filter(None, pieces)) + "."


def _gbt_authors(cited: Citable, manner: _Manner) -> str:
    names = [_gbt_name(author, manner) for author in cited.authors]
    others = "等" if cited.language.startswith("zh") else "et al"
    return manner.comma.join(names[:_GBT_NAMED] + [others] * (len(names) > _GBT_NAMED))


def _gbt_name(author: Author, manner: _Manner) -> str:
    """Write a name; in Latin letters the family name, then initials."""
    if not author.given or not author.family.isascii():
        return one_line(author.name)
    family = author.family.upper() if manner.capitals else author.family
    given = author.given.replace("-", manner.hyphen)
    initials = " ".join(
        manner.hyphen.join(part[0].upper() for part in name.split("-") if part)
        for name in given.split()
    )
    return one_line(f"{family} {initials}")


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
