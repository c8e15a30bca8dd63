"""Make tidy raw files from the transcribed tables: ``python tools/reconstruct --help``.

The way through: ``tables`` reads, ``windows`` says what a printed number leaves open,
``provincial``, ``city``, ``product`` and ``annual`` put each document's figures and the
``relations`` into a ``programme``, which the ``solver`` solves and exact arithmetic proves; the
table of provinces in ``annual`` is taken over as it is, and ``briefing`` divides one statement by
another. ``rawfile`` writes what ``datasets`` describes.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from datasets import DATASETS
from rawfile import write_all
from tables import Tables

from helpers.core.errors import ParameterError, TradebookError

DATA: Final = Path(__file__).resolve().parents[2] / "data"


def main(arguments: Sequence[str] | None = None) -> int:
    """Make the data sets asked for; return the exit code."""
    options = _parser().parse_args(arguments)
    try:
        for line in _make(options.dataset or list(DATASETS), options.published, options.out):
            sys.stdout.write(f"{line}\n")
    except TradebookError as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_code
    return 0


def _make(names: Sequence[str], published: Path, out: Path) -> list[str]:
    unknown = [name for name in names if name not in DATASETS]
    if unknown:
        raise ParameterError(
            f"no data set is called {', '.join(unknown)}; there are {', '.join(DATASETS)}"
        )
    made = {name: DATASETS[name].make(name, Tables(published)) for name in names}
    write_all(out, {file: content for _, files in made.values() for file, content in files.items()})
    return [f"{name}: {told}" for name, (told, _) in made.items()]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python tools/reconstruct",
        description=(
            "Find unrounded amounts, of this year and last, that give back every figure printed in"
            " the transcribed tables at once, or take over what needs no finding, and write them as"
            " tidy raw files, each with its description."
        ),
    )
    parser.add_argument(
        "dataset",
        nargs="*",
        metavar="DATASET",
        help=f"the data sets to make: {', '.join(DATASETS)} (default: all)",
    )
    parser.add_argument(
        "--out",
        type=Path,
        default=DATA / "raw",
        metavar="DIR",
        help="the folder to write to (default: data/raw of this repository)",
    )
    parser.add_argument(
        "--published",
        type=Path,
        default=DATA / "published",
        metavar="DIR",
        help="the folder of transcribed tables (default: data/published of this repository)",
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
