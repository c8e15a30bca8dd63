"""An edition as a Frictionless data package: figures and tables with types, units, sources, terms."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Mapping
from typing import Any, Final

from helpers.indicators.figures import COLUMNS
from helpers.observations.schema import KEYS
from helpers.presentation.locale.words import Words
from helpers.presentation.spreadsheets import Sheet
from helpers.publishing.bundle.edition_pages import EditionPage
from helpers.publishing.catalogue.settings import Settings
from helpers.publishing.metadata.addresses import DESCRIPTOR, FIGURES, KINDS, PAGE, address_of

_NUMBERS: Final = ("value", "step")
_DAYS: Final = ("released", "retrieved")
_FIRST_DAY: Final = (1980, 1, 1, 0, 0, 0)
"""The earliest time a zip can hold: the same bytes for the same content."""


def descriptor(page: EditionPage, settings: Settings, words: Words) -> dict[str, Any]:
    """Describe an edition's data, for ``datapackage.json``.

    The figures are a file next to the page, as are the page's tables and the data of its charts;
    metrics, units and sources, to which the figures refer, stand in the description itself.
    """
    rows = list(csv.DictReader(io.StringIO(page.record["figures"])))
    files = page.record["files"]
    return {
        "profile": "tabular-data-package",
        "name": page.page.replace("/", "-").lower(),
        "id": address_of(page, DESCRIPTOR, settings),
        "title": page.title,
        "description": page.record["summary"],
        "homepage": address_of(page, PAGE, settings),
        "version": page.day,
        "created": f"{page.day}T00:00:00Z",
        "keywords": [page.record["title"], page.record["period"]],
        "contributors": [
            *({"title": author.name, "role": "author"} for author in settings.authors),
            {"title": settings.institution, "role": "publisher"},
        ],
        "sources": [_source(file) for file in files],
        "licenses": _licences(files),
        "resources": [
            _figures(page, words),
            _inline("metrics", _metrics(rows, words), words),
            _inline("units", _units(rows, words), words),
            _inline("sources", files, words),
            *(_table(page, sheet, words) for sheet in page.sheets),
        ],
    }


def files_of(described: Mapping[str, Any]) -> list[str]:
    """Return the names of the files that a description is of."""
    return [found["path"] for found in described["resources"] if "path" in found]


def zipped(described: Mapping[str, Any], files: Mapping[str, bytes]) -> bytes:
    """Pack a description with its files by name; the same content gives the same bytes."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {"datapackage.json": as_json(described), **files}.items():
            entry = zipfile.ZipInfo(name, date_time=_FIRST_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            entry.create_system = 3  # the same on every system
            archive.writestr(entry, content)
    return file.getvalue()


def as_json(content: object) -> bytes:
    """Write JSON as people read it, with a line break at its end."""
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()


def _figures(page: EditionPage, words: Words) -> dict[str, Any]:
    texts = words.tree("package.figures")
    known = words.tree("reasons").items()
    reasons = words.text("joining.semicolon").join(f"{key} {text}" for key, text in known)
    described = words.fill("package.figures.fields.reason.description", reasons=reasons)
    # `value` is empty for a figure that has none, `reason` for one that has, `step` for one that is
    # not rounded, `sources` for one that no file is about.
    required: dict[str, Any] = {"constraints": {"required": True}}
    fields = [
        {
            "name": name,
            "type": "number" if name in _NUMBERS else "string",
            **texts["fields"][name],
            **({"description": described} if name == "reason" else {}),
            **({} if name in (*_NUMBERS, "reason", "sources") else required),
        }
        for name in COLUMNS
    ]
    return {
        **_file("figures", page.file + KINDS[FIGURES].ending),
        "title": texts["title"],
        "description": texts["description"],
        "schema": {
            "fields": fields,
            "primaryKey": list(KEYS),
            "foreignKeys": [
                {"fields": [name], "reference": {"resource": f"{name}s", "fields": [name]}}
                for name in ("metric", "unit")
            ],
        },
    }


def _table(page: EditionPage, sheet: Sheet, words: Words) -> dict[str, Any]:
    """Describe a table of the page: what is printed is text, what is unrounded a number."""
    shown, exact = sheet.labels
    kinds = (("shown", "string", shown), ("exact", "number", exact))
    return {
        **_file(sheet.name, sheet.file(page.file)),
        "title": sheet.title,
        **({"description": "".join(sheet.notes)} if sheet.notes else {}),
        "schema": {
            "fields": [
                {"name": label, "type": kind, "description": words.text(f"package.{key}")}
                for key, kind, labels in kinds
                for label in labels
            ]
        },
    }


def _file(name: str, path: str) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": name,
        "path": path,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
    }


def _inline(name: str, rows: Iterable[Mapping[str, Any]], words: Words) -> dict[str, Any]:
    """Describe a small table that stands in the description; its first column is its key."""
    texts = words.tree(f"package.{name}")
    fields = [
        {"name": field, "type": "date" if field in _DAYS else "string", **of}
        for field, of in texts["fields"].items()
    ]
    return {
        "profile": "tabular-data-resource",
        "name": name,
        "title": texts["title"],
        "data": [{field["name"]: row[field["name"]] for field in fields} for row in rows],
        "schema": {"fields": fields, "primaryKey": [fields[0]["name"]]},
    }


def _metrics(rows: list[dict[str, str]], words: Words) -> list[dict[str, str]]:
    used = sorted({row["metric"] for row in rows})
    # What a source states and nothing here computes has no definition.
    defined, quoted = words.tree("metrics"), words.tree("package.quoted")
    return [{"metric": name, **defined.get(name, quoted)} for name in used]


def _units(rows: list[dict[str, str]], words: Words) -> list[dict[str, str]]:
    used = sorted({row["unit"] for row in rows})
    return [{"unit": unit, "name": words.unit_words(unit)["name"]} for unit in used]


def _source(file: Mapping[str, Any]) -> dict[str, str]:
    address = {"path": file["address"]} if file["address"] else {}
    return {"title": file["title"], **address}


def _licences(files: Iterable[Mapping[str, Any]]) -> list[dict[str, str]]:
    """List the terms of the sources; none of them is a licence with a name."""
    terms = dict.fromkeys(file["licence"] for file in files if file["licence"])
    return [
        {"name": f"terms-of-source-{place}", "title": text} for place, text in enumerate(terms, 1)
    ]
