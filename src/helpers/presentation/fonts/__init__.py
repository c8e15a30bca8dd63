"""The typeface of pages, pictures and documents: the same on every machine, whatever fonts it has.

In: nothing. Out: where the files are, and the names of the families. Nothing here draws. The files are made by
``tools/fonts.py`` and ``tools/measuring_font.py``; pages load slices of the same typeface from ``book/_static/fonts``.
"""

from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).parent
"""Has the typeface as TrueType, in two weights, and the font that drawings are laid out in."""

FAMILY: Final = "Tradebook Sans"
"""The typeface, a cut of Noto Sans SC: Chinese and Latin, with digits of one width."""

FILES: Final = (FOLDER / "TradebookSans-Regular.ttf", FOLDER / "TradebookSans-Bold.ttf")
"""The typeface's files: weights 400 and 700, the characters of GB 2312 and of Western European languages."""

MEASURED: Final = "Tradebook Measure"
"""The font drawings are laid out in. It is never shown; with it a drawing is the same whatever fonts a
machine has, and none of them is searched for each character."""
