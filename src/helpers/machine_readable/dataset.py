"""An edition's data as search engines read it: JSON-LD of the vocabulary schema.org."""

from __future__ import annotations

import csv
import io
from typing import Any, Final

from helpers.book import Published
from helpers.machine_readable.addresses import (
    DESCRIPTOR,
    FIGURES,
    KINDS,
    NOTEBOOK,
    PACKAGE,
    PAGE,
    address_of,
)
from helpers.site.settings import Settings
from helpers.words import Words

_OFFERED: Final = (FIGURES, PACKAGE, DESCRIPTOR, NOTEBOOK)


def dataset(one: Published, settings: Settings, words: Words) -> dict[str, Any]:
    """Describe an edition as a ``Dataset``, for the head of its page."""
    page = address_of(one, PAGE, settings)
    publisher = {"@type": "Organization", "name": settings.author, "url": settings.address()}
    metrics = {row["metric"] for row in csv.DictReader(io.StringIO(one.record["figures"]))}
    defined = [name for name in sorted(metrics) if words.has(f"metrics.{name}")]
    return {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "@id": page,
        "url": page,
        "name": one.title,
        "description": one.record["summary"],
        "inLanguage": "zh-CN",
        "isAccessibleForFree": True,
        "temporalCoverage": one.edition.period,
        "spatialCoverage": words.text("package.place"),
        "datePublished": one.day,
        "creator": publisher,
        "publisher": publisher,
        "includedInDataCatalog": {
            "@type": "DataCatalog",
            "name": settings.title,
            "url": settings.address(),
        },
        "license": [
            {"@type": "CreativeWork", "name": text}
            for text in dict.fromkeys(file["licence"] for file in one.record["files"])
        ],
        "isBasedOn": [
            {"@type": "CreativeWork", "name": file["title"], "creator": file["producer"]}
            for file in one.record["files"]
        ],
        "variableMeasured": [words.text(f"metrics.{name}.name") for name in defined],
        "distribution": [
            {
                "@type": "DataDownload",
                "contentUrl": address_of(one, kind, settings),
                "encodingFormat": KINDS[kind].media,
            }
            for kind in _OFFERED
        ],
    }
