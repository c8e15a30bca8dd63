"""How long the documents of the built editions take: PDF and Word, each made once in this process.

    python benchmarks/edition_documents.py

Prints a table: the kind, the median and the longest of the seconds of processor time, and the size of all. Ends
with an error when a document takes more than two seconds.
"""

from __future__ import annotations

import time
from pathlib import Path
from statistics import median
from typing import Final

from measuring import Results, parser

from helpers.presentation.locale.words import chinese
from helpers.publishing.bundle.edition_pages import EditionPage, StoredNotebook
from helpers.publishing.catalogue.editions import Edition
from helpers.publishing.catalogue.settings import read_settings
from helpers.publishing.documents.document_files import WRITERS, Written

ROOT: Final = Path(__file__).resolve().parents[1]
LIMIT: Final = 2.0
"""Seconds that a document may take."""


def main() -> None:
    """Make all documents, one after another; print, and judge."""
    parser(__doc__).parse_args()
    stored = sorted((ROOT / "_build" / "editions").glob("*/*.ipynb"))
    if not stored:
        raise SystemExit(f"{ROOT}: no edition was run; run: make book")
    settings, words = read_settings(ROOT / "_config.yml"), chinese()
    seconds: dict[str, list[float]] = {kind: [] for kind in WRITERS}
    sizes = dict.fromkeys(WRITERS, 0)
    slowest = dict.fromkeys(WRITERS, ("", 0.0))
    for path in stored:
        notebook = StoredNotebook.at(path)
        report = str(notebook.bundle().record["report"])
        edition = Edition(report, path.stem, {}, series=path.parent.name)
        for kind, write in WRITERS.items():
            start = time.process_time()
            content = write(Written(EditionPage.of(edition, notebook), settings, words))
            taken = time.process_time() - start
            seconds[kind].append(taken)
            sizes[kind] += len(content)
            slowest[kind] = max(slowest[kind], (edition.page, taken), key=lambda one: one[1])
    results = Results("documents", "kind", "how many", "median s", "longest s", "of", "all, MB")
    for kind, found in seconds.items():
        page, longest = slowest[kind]
        cells = (f"{len(found)}", f"{median(found):.2f}", f"{longest:.2f}", page)
        passed = longest <= LIMIT
        limit = f"at most {LIMIT} s"
        results.add(kind, *cells, f"{sizes[kind] / 1e6:.1f}", limit=limit, passed=passed)
    results.end()


if __name__ == "__main__":
    main()
