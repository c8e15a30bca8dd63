"""Citations as programs read them: BibTeX, RIS and CSL-JSON files, and tags of the page."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Final, NamedTuple

from helpers.core.escaping import one_line
from helpers.publishing.catalogue.settings import Author
from helpers.publishing.citations.work import Citable

# A brace, even behind a backslash, counts when BibTeX looks for the end of a field.
_TEX: Final = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        "<": r"\textless{}",
        ">": r"\textgreater{}",
        **{sign: f"\\{sign}" for sign in "&%$#_"},
    }
)


class CitationFormat(NamedTuple):
    """A kind of file for reference managers: its ending, its media type, and what writes its text."""

    ending: str
    media: str
    write: Callable[[Citable], str]


def bibtex(cited: Citable) -> str:
    """Write an entry for BibTeX and biblatex; the latter takes the day from ``date``."""
    fields = {
        "author": " and ".join(_tex_name(author) for author in cited.authors),
        # The second pair of braces keeps the title's capitals.
        "title": f"{{{_tex(cited.title)}}}",
        "organization": f"{{{_tex(cited.institution)}}}",
        "date": cited.date,
        "year": str(cited.day.year),
        "version": _tex(cited.version),
        # Addresses are read letter by letter.
        "doi": cited.doi,
        "url": cited.address,
        "langid": "chinese" if cited.language.startswith("zh") else "english",
    }
    lines = (f"  {name} = {{{value}}}," for name, value in fields.items() if value)
    return "\n".join((f"@online{{{cited.id},", *lines, "}\n"))


def ris(cited: Citable) -> str:
    """Write a record of RIS for an electronic resource; lines end in CR LF, as the format demands."""
    fields = [
        ("TY", "ELEC"),
        ("ID", cited.id),
        *(("AU", _comma_name(author)) for author in cited.authors),
        ("TI", cited.title),
        ("T2", cited.site),
        ("PB", cited.institution),
        ("PY", str(cited.day.year)),
        ("DA", cited.date.replace("-", "/")),
        ("ET", cited.version),
        ("DO", cited.doi),
        ("UR", cited.address),
        ("LA", cited.language),
    ]
    lines = [f"{tag}  - {one_line(value)}" for tag, value in fields if value]
    return "\r\n".join((*lines, "ER  - ", ""))


def csl(cited: Citable) -> str:
    """Describe what is cited in CSL's data format, as a list of one item."""
    day = cited.day
    known = {
        "id": cited.id,
        "type": "webpage",
        "title": one_line(cited.title),
        "author": [_csl_name(author) for author in cited.authors],
        "issued": {"date-parts": [[day.year, day.month, day.day]]},
        "container-title": one_line(cited.site),
        "publisher": one_line(cited.institution),
        "version": cited.version,
        "DOI": cited.doi,
        "URL": cited.address,
        "language": cited.language,
    }
    item = {name: value for name, value in known.items() if value}
    return json.dumps([item], ensure_ascii=False, indent=2) + "\n"


def highwire(cited: Citable) -> list[dict[str, str]]:
    """Return the ``citation_*`` tags of a page, which Google Scholar and Zotero read.

    Those that Google Scholar's inclusion guidelines for webmasters ask for of a technical report,
    with addresses and identifiers: ``name`` and ``content`` of each, one for each author.
    """
    day = cited.date.replace("-", "/")
    tags = [
        ("citation_title", cited.title),
        *(("citation_author", author.name) for author in cited.authors),
        ("citation_publication_date", day),
        ("citation_online_date", day),
        ("citation_technical_report_institution", cited.institution),
        ("citation_publisher", cited.institution),
        ("citation_technical_report_number", cited.version),
        ("citation_language", cited.language),
        ("citation_public_url", cited.address),
        ("citation_fulltext_html_url", cited.address),
        ("citation_doi", cited.doi),
    ]
    return [{"name": name, "content": one_line(content)} for name, content in tags if content]


FORMATS: Final = {
    "bibtex": CitationFormat(".bib", "application/x-bibtex", bibtex),
    "ris": CitationFormat(".ris", "application/x-research-info-systems", ris),
    "csl": CitationFormat(".csl.json", "application/vnd.citationstyles.csl+json", csl),
}
"""The files, in the order of the box."""


def _tex(text: str) -> str:
    return one_line(text).translate(_TEX)


def _tex_name(author: Author) -> str:
    """Write a name; in braces it is not split, whatever commas it has."""
    if author.given:
        return f"{_tex(author.family)}, {_tex(author.given)}"
    return f"{{{_tex(author.family)}}}"


def _comma_name(author: Author) -> str:
    return f"{author.family}, {author.given}" if author.given else author.family


def _csl_name(author: Author) -> dict[str, str]:
    if author.given:
        return {"family": one_line(author.family), "given": one_line(author.given)}
    return {"literal": one_line(author.family)}
