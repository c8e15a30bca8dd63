"""What ``_config.yml`` says of the site as a whole: its name, who makes it, where it is published."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import yaml

from helpers.errors import BuildError


@dataclass(frozen=True)
class Settings:
    """The site as a whole.

    Attributes
    ----------
    title, author : str
        Its name, and who makes it.
    base : str
        The address it is published at, with a slash at its end.
    """

    title: str
    author: str
    base: str

    def address(self, path: str = "") -> str:
        """Return the whole address of a file of the site; of the site itself without one."""
        return self.base + path


def read_settings(config: Path) -> Settings:
    """Read ``title``, ``author`` and ``html: baseurl`` of a book's configuration.

    Raises
    ------
    BuildError
        When one is missing, or the address is none of the web.
    """
    content = yaml.safe_load(config.read_text(encoding="utf-8")) or {}
    html = content.get("html") or {}
    known = {"title": content.get("title"), "author": content.get("author")}
    for name, value in known.items():
        if not value:
            raise BuildError(f"{config}: needs a '{name}'; feeds and citations name it")
    base = str(html.get("baseurl") or "")
    if not base.startswith(("https://", "http://")):
        raise BuildError(
            f"{config}: expected the site's address under html: baseurl, such as "
            f"https://example.org/, found '{base}'; feeds and the site map need it"
        )
    return Settings(str(known["title"]), str(known["author"]), base.rstrip("/") + "/")
