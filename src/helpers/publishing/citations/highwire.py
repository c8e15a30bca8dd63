"""The ``citation_*`` tags of a page, which Google Scholar and Zotero read.

Highwire Press named them first. These are the tags that Google Scholar's inclusion guidelines for
webmasters ask for of a technical report, with addresses and identifiers.
"""

from __future__ import annotations

from helpers.core.escaping import one_line
from helpers.publishing.citations.work import Citable


def highwire(cited: Citable) -> list[dict[str, str]]:
    """Return the tags, ``name`` and ``content`` of each; one for each author, in their order."""
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
