"""The files of releases on the site: changes next to pages, and scripts that name the latest revision."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from helpers.core.fingerprints import hash_of_texts
from helpers.publishing.releases.figure_changes import changes_csv
from helpers.publishing.releases.lock import Release
from helpers.publishing.releases.release_history import Histories, Revision

CHANGES: Final = ".changes.csv"
_LATEST: Final = ".latest.js"
"""Beside a page, a script that says which revision is the latest: pages of earlier ones ask it,
since they themselves stay as they are."""


def differing(releases: Iterable[Release], site: Path) -> list[str]:
    """List the revisions and translations whose figures on a built site are not those that were released."""
    found = []
    for release in releases:
        if release.reworded:
            continue
        name = f"{release.path}.figures.csv"
        path = site / name
        if not path.is_file():
            found.append(f"{name}: is not there")
        elif hash_of_texts(path.read_text(encoding="utf-8-sig")) != release.figures:
            found.append(
                f"{name}: is not what was released on {release.date}; run: "
                f"tradebook verify {release.edition.replace('/', ' ')} --revision {release.name}"
            )
    return found


def write_release_files(known: Histories, language: str, site: Path) -> None:
    """Write changes next to the pages of a language, and the scripts that name the latest revision."""
    for page, history in known.items():
        for revision in history.revisions[1:]:
            if language not in revision.languages:
                continue
            _write_changes(revision, site / f"{revision.release.page}{CHANGES}")
        last = history.last
        if last.changes:
            _write_changes(last, site / f"{page}{CHANGES}")
        content = json.dumps({"name": last.release.name, "date": str(last.release.date)})
        script = f"window.tradebookLatest = {content};\n"
        (site / f"{page}{_LATEST}").write_text(script, encoding="utf-8")


def _write_changes(revision: Revision, path: Path) -> None:
    text = changes_csv(revision.changes, revision.days)
    path.write_text(text, encoding="utf-8-sig", newline="")
