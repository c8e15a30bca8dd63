"""A repository on made-up data: so many months of 31 provinces, an edition a month.

Notebooks, pages and settings are those of this repository. The data are one file a month, as a
customs office would release them, from a year before the first edition on.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np
import yaml
from measuring import PYTHON, Cost, cost_of

from helpers.cli.checked_repository import catalogue
from helpers.core.dimensions import EXPORT, IMPORT, VALUE, WHOLE
from helpers.core.periods import Month
from helpers.core.repository import DATA_VARIABLE, Repository
from helpers.observations.schema import RAW_COLUMNS
from helpers.publishing.catalogue.editions import TOC, toc
from helpers.publishing.catalogue.settings import CONFIG
from helpers.reference.provinces import provinces

REPORT: Final = "provincial"
LAST: Final = Month(2025, 12)
ROOT: Final = Path(__file__).resolve().parents[1]
YEAR: Final = 12
SEED: Final = 20_251_231
_RUN: Final = re.compile(rf"^\[\d+/\d+\] {REPORT}/(\S+)$", re.M)


def months(count: int) -> list[str]:
    """Return so many months, of which the last is always the same."""
    return [str(LAST.minus(back)) for back in reversed(range(count))]


class Sandbox:
    """A repository in a folder; ``translated`` has its site in all languages, else it is in the first alone."""

    def __init__(self, root: Path, *, translated: bool = False) -> None:
        self.root, self.raw, self.repository = root, root / "data" / "raw", Repository(root)
        self._translated = translated

    def furnish_empty(self) -> None:
        """Put everything there but data and a catalogue."""
        # Data are looked for in the repository one works in, unless a variable names others.
        os.environ.pop(DATA_VARIABLE, None)
        for name in ("book", "notebooks"):
            shutil.copytree(ROOT / name, self.root / name)
        settings = yaml.safe_load((ROOT / CONFIG).read_text(encoding="utf-8"))
        if not self._translated:
            del settings["translations"]
        written = yaml.safe_dump(settings, allow_unicode=True)
        (self.root / CONFIG).write_text(written, encoding="utf-8")
        # The page of differences leads to editions that are not there.
        for page in (self.root / "book").rglob("differences.md"):
            page.write_text("# 差异\n", encoding="utf-8")
        self.raw.mkdir(parents=True)

    def furnish(self, editions: Sequence[str]) -> None:
        """Put everything there for these editions, which follow one another, but run nothing."""
        self.furnish_empty()
        first = Month.parse(editions[0])
        for month in (*(str(first.minus(back)) for back in range(1, YEAR + 1)), *editions):
            self.add(month)
        self.list(editions)

    def list(self, editions: Sequence[str]) -> None:
        """Write the catalogue and the table of contents."""
        listed = {"title": "分省报告", "editions": [{"period": month} for month in editions]}
        path = self.root / "editions.yml"
        path.write_text(yaml.safe_dump({REPORT: listed}, allow_unicode=True), encoding="utf-8")
        contents = toc(catalogue(self.repository))
        (self.root / TOC).write_text(contents, encoding="utf-8")

    def download(self, month: str, folder: Path, more: int = 0) -> Path:
        """Write the file of a month to a folder; a first province may export more."""
        lines = [",".join(RAW_COLUMNS), *_rows(Month.parse(month), more)]
        path = folder / f"{month}.csv"
        path.write_bytes("".join(f"{line}\n" for line in lines).encode())
        return path

    def add(self, month: str, more: int = 0) -> None:
        """Write the file of a month, and its description; a first province may export more."""
        content = self.download(month, self.raw, more).read_bytes()
        description = yaml.safe_dump(_description(month, content))
        (self.raw / f"{month}.meta.yml").write_text(description, encoding="utf-8")

    def tradebook(self, *words: str | Path) -> Cost:
        """Run one of our commands as a user does."""
        return cost_of([PYTHON, "-m", "helpers", *words], self.root)


def editions_run(output: str) -> list[str]:
    """Return the months of the editions that a build says it has run."""
    return sorted(_RUN.findall(output))


def _description(month: str, content: bytes) -> dict[str, Any]:
    after = Month.parse(month).minus(-1)
    return {
        "id": month,
        "title": f"Made-up totals of {month}",
        "producer": "The benchmarks",
        "address": None,
        "released": f"{after}-18",
        "retrieved": f"{after}-20",
        "licence": "none",
        "sha256": hashlib.sha256(content).hexdigest(),
        "status": "official",
        "complete": ["region"],
        "dataset": "totals",
    }


def _rows(month: Month, more: int) -> Iterator[str]:
    """Yield exports and imports of each province in a month, and from January to it."""
    now = _dollars(month)
    now[0, 0] += more
    before = [_dollars(Month(month.year, number)) for number in range(1, month.number)]
    for span, table in (("month", now), ("ytd", now + np.sum(before, axis=0, dtype=np.int64))):
        for flow, values in zip((EXPORT, IMPORT), table.tolist(), strict=True):
            for code, value in zip(provinces().index, values, strict=True):
                cell = {"period": month, "span": span, "flow": flow, "region": code}
                cell |= {"measure": VALUE, "unit": "USD", "value": value, "growth": ""}
                yield ",".join(str(cell.get(name, WHOLE)) for name in RAW_COLUMNS)


def _dollars(month: Month) -> np.ndarray[Any, np.dtype[np.int64]]:
    """Return what the provinces export and import in a month: about their usual trade."""
    usual = 10 ** np.random.default_rng(SEED).normal(9.5, 0.6, (2, len(provinces())))
    rng = np.random.default_rng((SEED, month.year, month.number))
    return (usual * rng.lognormal(0.0, 0.1, usual.shape)).astype(np.int64)
