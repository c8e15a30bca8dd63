"""Numbers as they are printed, read by a rule of one line: digits, a scale, a unit."""

import functools
import re
import unicodedata
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any, NamedTuple

import yaml

LABELLED = Path(__file__).parent / "labelled"
_DIGITS = re.compile(r"[-−+]?\d[\d,]*(?:\.\d+)?")


class Printed(NamedTuple):
    """A printed number in the unit of the open data, and what its last digit counts."""

    value: Decimal
    step: Decimal


@functools.cache
def words() -> dict[str, Any]:
    """Return the words that labels are read by."""
    return yaml.safe_load((LABELLED / "words.yml").read_text("utf-8"))


def factor(text: str) -> Decimal:
    """Return what one of a number's unit is: of the first scale and the first unit in what follows its digits."""
    found = Decimal(1)
    for kind in ("scales", "units"):
        for word, size in words()[kind].items():
            if word in text:
                found *= Decimal(str(size))
                text = text.replace(word, "", 1)
                break
    return found


def read(text: str) -> Printed:
    """Return the number that stands in digits in a text such as ``725.6亿美元``."""
    plain = unicodedata.normalize("NFKC", text)
    digits = _DIGITS.search(plain)
    assert digits, text
    value = Decimal(digits[0].replace(",", "").replace("−", "-"))
    size = factor(plain[: digits.start()] + plain[digits.end() :])
    return Printed(value * size, Decimal(1).scaleb(int(value.as_tuple().exponent)) * size)


def rounded(value: float, step: Decimal) -> Decimal:
    """Return a value to a step, half away from zero."""
    return (Decimal(str(value)) / step).quantize(Decimal(1), ROUND_HALF_UP) * step
