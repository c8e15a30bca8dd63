"""Whether anything of what a site is made of has changed since it was made, told in a moment.

It looks at the files' sizes and times, not at what they hold: what seems changed is only looked at
more closely. Nothing but the standard library is imported, which is what takes time elsewhere.
"""

from __future__ import annotations

import json
import os
from typing import Final

from helpers.core.files import write_whole
from helpers.core.fingerprints import code_seen, hash_of_lines, listed
from helpers.core.repository import Repository

_MADE_OF: Final = (
    "editions.yml",
    "_config.yml",
    "_toc.yml",
    "editions.lock",
    "book",
    "notebooks",
    "data/raw",
    "data/published",
    "releases",
)
_TOLD_BY: Final = ("TRADEBOOK_DATA", "SOURCE_DATE_EPOCH")
_STAMP: Final = "site.stamp"


def is_as_made(repository: Repository) -> bool:
    """Tell whether the site in place is what would be made now, and is there whole."""
    try:
        stamp = (repository.built / _STAMP).read_text(encoding="utf-8")
    except OSError:
        return False
    return stamp == _stamp(repository, made_of(repository))


def made_of(repository: Repository) -> str:
    """Return a hash of the files a site is made of: data, pages, notebooks, code, libraries."""
    here = [repository.root / name for name in _MADE_OF]
    told = [
        *listed(here),
        code_seen(),
        *(f"{name}={os.environ.get(name, '')}" for name in _TOLD_BY),
    ]
    return hash_of_lines(told)


def put_stamp(repository: Repository, before: str) -> None:
    """Note that the site in place was made of files that had this hash before it was begun."""
    write_whole(repository.built / _STAMP, _stamp(repository, before).encode())


def _stamp(repository: Repository, inputs: str) -> str:
    return json.dumps({"made_of": inputs, "site": hash_of_lines(listed([repository.site]))})
