"""Whether a site is what would be made now, known in a moment from the states of files.

Nothing but the standard library is imported: where nothing changed, imports would take longest.
"""

from __future__ import annotations

import json
import os
from typing import Final

from helpers.core.errors import BuildError
from helpers.core.files import write_whole
from helpers.core.fingerprints import PACKAGE, STATE_PARTS, hash_of_texts, installed, states
from helpers.core.repository import DATA_VARIABLE, Repository

_INPUTS: Final = (
    "editions.yml",
    "_config.yml",
    "_toc.yml",
    "editions.lock",
    "book",
    "notebooks",
    "data/published",
    "releases",
)
_VARIABLES: Final = (DATA_VARIABLE, "SOURCE_DATE_EPOCH")
_RECORD: Final = "site.json"


def is_current(repository: Repository) -> bool:
    """Return whether the site in place is what would be made now, and is there whole."""
    try:
        recorded = (repository.built / _RECORD).read_text(encoding="utf-8")
    except OSError:
        return False
    return recorded == _record(repository, inputs_of(repository))


def inputs_of(repository: Repository) -> str:
    """Return a hash of the states of all that a site is made of: data, pages, code, libraries."""
    return hash_of_texts(*_states_of_inputs(repository))


def state_of(repository: Repository) -> frozenset[str]:
    """Return the states of all that a site is made of, for ``refuse_changes`` to compare."""
    return frozenset(_states_of_inputs(repository))


def refuse_changes(repository: Repository, before: frozenset[str]) -> None:
    """Refuse what was made while something it is made of changed: it may be of two states.

    Raises
    ------
    BuildError
        Naming the first file that was changed, is new or gone.
    """
    changed = sorted(before ^ state_of(repository))
    if changed:
        path = changed[0].rsplit(" ", STATE_PARTS)[0]
        raise BuildError(
            f"{path}: changed while it was used; nothing was replaced: leave the files as they are "
            "and start again"
        )


def _states_of_inputs(repository: Repository) -> list[str]:
    places = [PACKAGE, repository.data / "raw", *(repository.root / name for name in _INPUTS)]
    variables = [f"{name}={os.environ.get(name, '')}" for name in _VARIABLES]
    return [*installed(), *variables, *states(places)]


def record_site(repository: Repository, inputs: str) -> None:
    """Record that the site in place was made of inputs that had this hash before the build."""
    write_whole(repository.built / _RECORD, _record(repository, inputs).encode())


def _record(repository: Repository, inputs: str) -> str:
    return json.dumps({"inputs": inputs, "site": hash_of_texts(*states([repository.site]))})
