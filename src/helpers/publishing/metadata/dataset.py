"""An edition's data as search engines read it: JSON-LD of the vocabulary schema.org."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from typing import Any, Final

from helpers.presentation.locale.words import Words
from helpers.publishing.bundle.edition_pages import EditionPage
from helpers.publishing.catalogue.settings import Author, Settings
from helpers.publishing.citations.styles import apa
from helpers.publishing.citations.work import citable
from helpers.publishing.metadata.addresses import (
    DESCRIPTOR,
    FIGURES,
    KINDS,
    NOTEBOOK,
    PACKAGE,
    PAGE,
    address_of,
)

_OFFERED: Final = (FIGURES, PACKAGE, DESCRIPTOR, NOTEBOOK)


def dataset(edition: EditionPage, settings: Settings, words: Words) -> dict[str, Any]:
    """Describe an edition as a ``Dataset``, for the head of its page."""
    page = address_of(edition, PAGE, settings)
    cited = citable(edition, settings)
    identity = {
        "version": cited.version,
        "identifier": cited.doi and f"https://doi.org/{cited.doi}",
    }
    figures = csv.DictReader(io.StringIO(edition.record["figures"]))
    metrics = sorted({line["metric"] for line in figures})
    return {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "@id": page,
        "url": page,
        "name": edition.title,
        "description": edition.record["summary"],
        "inLanguage": words.text("writing.tag"),
        "isAccessibleForFree": True,
        "temporalCoverage": edition.edition.period,
        "spatialCoverage": words.text("package.place"),
        "datePublished": edition.day,
        **{name: value for name, value in identity.items() if value},
        "creator": [_creator(author, settings) for author in cited.authors],
        "creditText": apa(cited),
        "publisher": _organisation(settings.institution, settings),
        "includedInDataCatalog": {
            "@type": "DataCatalog",
            "name": settings.title,
            "url": settings.address(),
        },
        "license": _licences(edition, settings),
        "isBasedOn": [_raw(file) for file in edition.record["files"]],
        "variableMeasured": [
            words.text(f"metrics.{name}.name") for name in metrics if words.has(f"metrics.{name}")
        ],
        "distribution": [
            {
                "@type": "DataDownload",
                "contentUrl": address_of(edition, kind, settings),
                "encodingFormat": KINDS[kind].media,
            }
            for kind in _OFFERED
        ],
    }


def _creator(author: Author, settings: Settings) -> dict[str, str]:
    if not author.given:
        return _organisation(author.name, settings)
    names = {"name": author.name, "familyName": author.family, "givenName": author.given}
    return {"@type": "Person", **names}


def _organisation(name: str, settings: Settings) -> dict[str, str]:
    return {"@type": "Organization", "name": name, "url": settings.address()}


def _licences(edition: EditionPage, settings: Settings) -> list[dict[str, str]]:
    """List the terms of the text, then those of the sources, none of which has a name."""
    work = {"@type": "CreativeWork"}
    terms = dict.fromkeys(file["licence"] for file in edition.record["files"] if file["licence"])
    text = {"name": settings.licence.name, "url": settings.licence.url}
    return [work | text, *(work | {"name": term} for term in terms)]


def _raw(file: Mapping[str, Any]) -> dict[str, Any]:
    """Describe a raw file: where it was found, if that is known, and the hash of its bytes."""
    address = {"url": file["address"]} if file["address"] else {}
    maker = {"@type": "Organization", "name": file["producer"]}
    return {
        "@type": "Dataset",
        "name": file["title"],
        **address,
        **({"creator": maker} if file["producer"] else {}),
        "identifier": {"@type": "PropertyValue", "propertyID": "sha256", "value": file["sha256"]},
    }
