# /// script
# requires-python = ">=3.11"
# dependencies = ["fonttools[woff]==4.68.0"]
# ///
"""Cut the typeface of pages, pictures and documents: ``uv run tools/fonts.py PACKAGE``.

``PACKAGE`` is an unpacked package of Noto Sans SC with one file a weight (``npm pack
@expo-google-fonts/noto-sans-sc``). Written are, in two weights, a font for pictures and documents with the
characters of GB 2312, of Western European languages, and of this repository; and the same in slices for pages,
each loaded only where one of its characters is shown. The slices go by how many pages of the built site show a
character, so that a page needs few.
"""

from __future__ import annotations

import re
import shutil
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

ROOT = Path(__file__).parents[1]
WHOLE = ROOT / "src" / "helpers" / "presentation" / "fonts"
SLICED = ROOT / "book" / "_static" / "fonts"
SHEET = ROOT / "book" / "_static" / "fonts.css"
FAMILY = "Tradebook Sans"
"""Another name than the original's: a machine may have that in another version."""
WEIGHTS = {400: "Regular", 700: "Bold"}
TEXTS = (".yml", ".md", ".py", ".csv", ".html", ".j2", ".js", ".json")
LATIN = [*range(0x20, 0x7F), *range(0xA0, 0x180), *map(ord, "–—‘’“”†‡•…−×≤≥←→↑↓▲▼●■")]
COMMON = 0.3
"""The first slice has what so great a part of the pages shows."""
SLICE = 300
RARE = 900
"""How many characters a slice has: of those that some page shows, and of those that none does."""

RULE = """\
@font-face {{
  font-family: "{family}"; font-style: normal; font-weight: {weight}; font-display: swap;
  src: url("fonts/{name}") format("woff2");
  unicode-range: {ranges};
}}
"""


def main() -> None:
    """Write the fonts, the slices and their style sheet."""
    package = Path(sys.argv[1])
    slices = list(sliced(characters()))
    shutil.rmtree(SLICED, ignore_errors=True)
    for folder in (WHOLE, SLICED):
        folder.mkdir(parents=True, exist_ok=True)
    rules = []
    for weight, style in WEIGHTS.items():
        (source,) = package.glob(f"{weight}*[!c]/*.ttf")
        whole = WHOLE / f"{FAMILY.replace(' ', '')}-{style}.ttf"
        cut(source, whole, [code for codes in slices for code in codes])
        rename(whole, style)
        for number, codes in enumerate(slices):
            name = f"{style.lower()}-{number}.woff2"
            shown = cut(whole, SLICED / name, codes)
            if shown:
                keys = {"family": FAMILY, "weight": weight, "name": name, "ranges": ranges(shown)}
                rules.append(RULE.format(**keys))
    SHEET.write_text(f"/* Made by tools/fonts.py. */\n{''.join(rules)}", encoding="utf-8")
    for folder in (WHOLE, SLICED):
        shutil.copy(package / "LICENSE_FONT", folder / "OFL.txt")


def characters() -> set[int]:
    """Return the characters of the fonts."""
    found = set(LATIN)
    for high in range(0xA1, 0xF8):
        pairs = bytes(byte for low in range(0xA1, 0xFF) for byte in (high, low))
        found.update(map(ord, pairs.decode("gb2312", errors="ignore")))
    for folder in ("src", "book", "data", "notebooks"):
        for path in (ROOT / folder).rglob("*"):
            if path.suffix in TEXTS and "store" not in path.parts:
                found.update(map(ord, path.read_text(encoding="utf-8")))
    return {code for code in found if code >= min(LATIN)}


def sliced(codes: set[int]) -> Iterable[list[int]]:
    """Yield the characters of each slice: Latin ones, those on many pages, on some, on none."""
    pages = [
        set(map(ord, re.sub(r"<[^>]*>", "", path.read_text(encoding="utf-8"))))
        for path in (ROOT / "_build" / "html").rglob("*.html")
    ]
    shown = Counter(code for page in pages for code in page & codes)
    latin = codes & {*LATIN}
    ranked = sorted(codes - latin, key=lambda code: (-shown[code], code))
    common = [code for code in ranked if shown[code] >= COMMON * len(pages)]
    some = [code for code in ranked[len(common) :] if shown[code]]
    rare = ranked[len(common) + len(some) :]
    yield sorted(latin)
    yield common
    for group, size in ((some, SLICE), (rare, RARE)):
        yield from (group[start : start + size] for start in range(0, len(group), size))


def cut(source: Path, target: Path, codes: Iterable[int]) -> list[int]:
    """Write a font with some characters; return those that the source has."""
    font = TTFont(source, recalcTimestamp=False)
    has = sorted({*codes} & font.getBestCmap().keys())
    if has:
        options = Options(hinting=False, layout_features=["kern", "ccmp", "locl", "mark"])
        options.drop_tables += ["vhea", "vmtx"]
        options.flavor = target.suffix.lstrip(".") if target.suffix == ".woff2" else None
        options.recalc_timestamp = False
        subsetter = Subsetter(options)
        subsetter.populate(unicodes=has)
        subsetter.subset(font)
        font.flavor = options.flavor
        font.save(target)
    return has


def rename(path: Path, style: str) -> None:
    """Give a font the names of ours; whose work it is stays."""
    font = TTFont(path, recalcTimestamp=False)
    names = font["name"]
    full = {1: FAMILY, 2: style, 4: f"{FAMILY} {style}", 6: f"{FAMILY.replace(' ', '')}-{style}"}
    for entry in list(names.names):
        if entry.nameID in full:
            names.setName(
                full[entry.nameID], entry.nameID, entry.platformID, entry.platEncID, entry.langID
            )
        elif entry.nameID in (3, 16, 17, 21, 22):
            names.names.remove(entry)
    font.save(path)


def ranges(codes: Sequence[int]) -> str:
    """Write characters as CSS does, neighbours as a range."""
    found: list[list[int]] = []
    for code in codes:
        if found and code == found[-1][1] + 1:
            found[-1][1] = code
        else:
            found.append([code, code])
    texts = (f"U+{first:X}" if first == last else f"U+{first:X}-{last:X}" for first, last in found)
    return ", ".join(texts)


if __name__ == "__main__":
    main()
