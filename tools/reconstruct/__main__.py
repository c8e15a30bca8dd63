"""Make tidy raw files from the transcribed tables: ``python tools/reconstruct --help``.

``documents`` and ``nation`` put each document's figures, and what must hold between them, into a
``programme``, which finds amounts for the ``cells`` and proves them; ``customs_tables`` takes tables of the
customs over as they are; ``raw_files`` writes these.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from customs_tables import LOCATION_MONTHS, PARTNERS, countries, location, main_commodities
from documents import batteries, city, provincial
from nation import base_of_2025, nation_of_2024, provinces_of_2024
from raw_files import Content, raw_file

from helpers.core.dimensions import EXPORT, IMPORT
from helpers.core.errors import ParameterError, SourceError, TradebookError
from helpers.core.files import write_whole

DATA: Final = Path(__file__).resolve().parents[2] / "data"
DATASETS: Final[dict[str, Callable[[Path], Content]]] = {
    "provincial-2025-11": provincial,
    "beijing-2024-05": city,
    "battery-2025-02": batteries,
    "annual-2024-provinces": provinces_of_2024,
    "annual-2024-national": nation_of_2024,
    "briefing-2025-base": base_of_2025,
    **{f"location-{month}": partial(location, month) for month in LOCATION_MONTHS},
    **{f"partners-{month}": partial(countries, month) for month in PARTNERS},
    **{
        f"commodities-{flow}-2025-12": partial(main_commodities, flow, "2025-12")
        for flow in (EXPORT, IMPORT)
    },
}


def main() -> int:
    """Make the data sets asked for; return the exit code."""
    options = _parser().parse_args()
    try:
        for line in _make(options.dataset or list(DATASETS), options.published, options.out):
            sys.stdout.write(f"{line}\n")
    except TradebookError as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_code
    return 0


def _make(names: Sequence[str], published: Path, out: Path) -> Iterator[str]:
    """Make all data sets, and only then write them; yield a line on each."""
    unknown = [name for name in names if name not in DATASETS]
    if unknown:
        raise ParameterError(
            f"no data set is called {', '.join(unknown)}; there are {', '.join(DATASETS)}"
        )
    contents = {name: DATASETS[name](published) for name in names}
    for name, content in contents.items():
        try:
            for file, text in raw_file(name, content.numbers, published).items():
                write_whole(out / file, text)
        except OSError as error:
            raise SourceError(f"{out}: cannot be written to; choose another --out") from error
        yield f"{name}: {content.summary}"


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
        "dataset", nargs="*", help=f"the data sets to make: {', '.join(DATASETS)} (default: all)"
    )
    parser.add_argument(
        "--out",
        type=Path,
        default=DATA / "raw",
        help="the folder to write to (default: data/raw of this repository)",
    )
    parser.add_argument(
        "--published",
        type=Path,
        default=DATA / "published",
        help="the folder of transcribed tables (default: data/published of this repository)",
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
