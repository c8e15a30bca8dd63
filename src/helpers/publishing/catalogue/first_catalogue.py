"""A first catalogue, for a repository that has none yet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import yaml

_HEAD: Final = (
    "# What the site publishes: report types in the order of the site, each with its editions, or with\n"
    "# all months there are data of. After a change: tradebook toc\n"
)


def first_catalogue(titles: Mapping[str, str]) -> str:
    """Write a first catalogue: reports by name with their titles, each of all months there are."""
    content = {name: {"title": title, "months": "all"} for name, title in titles.items()}
    return _HEAD + yaml.safe_dump(content, allow_unicode=True, sort_keys=False)
