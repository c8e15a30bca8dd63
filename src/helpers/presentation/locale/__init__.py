"""The words readers see, and how a figure is written in them; one YAML file a language.

No sentence stands in the logic, and no number is formatted outside ``Words.number``, so a table, a
chart and a sentence that show one figure show the same text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from importlib import resources
from typing import Any

import yaml

from helpers.core import number_format
from helpers.core.dimensions import WHOLE
from helpers.core.errors import ReferenceTableError
from helpers.core.periods import YTD, Month
from helpers.indicators.figures import Figure
from helpers.reference.partners import partner_name
from helpers.reference.products import group_name, hs_name, product_groups
from helpers.reference.provinces import province_name
from helpers.reference.stated import stated_names

_DECEMBER = 12
_TOUCHING = re.compile(r"(?<=[\u4e00-\u9fff])(?=[0-9])")


class Words:
    """The words of one language.

    Parameters
    ----------
    texts : dict
        The content of the language's YAML file.
    names : mapping, optional
        By dimension, names of codes that no reference table has, as the data files give them.
    """

    def __init__(
        self, texts: dict[str, Any], names: Mapping[str, Mapping[str, str]] | None = None
    ) -> None:
        self._texts = texts
        self._names = names or {}

    def naming(self, names: Mapping[str, Mapping[str, str]]) -> Words:
        """Return the same words with names, by dimension, for codes that no reference table has."""
        return Words(self._texts, names)

    def given(self, dimension: str) -> Mapping[str, str]:
        """Return the names, by code, that stand in for what no reference table names."""
        return self._names.get(dimension, {})

    def text(self, path: str) -> str:
        """Return the text at a dotted path, such as ``provincial.overview``.

        Raises
        ------
        ReferenceTableError
            When no text stands there.
        """
        found = self.tree(path)
        if not isinstance(found, str):
            raise ReferenceTableError(f"words: no text at '{path}'")
        return found

    def tree(self, path: str) -> Any:
        """Return whatever stands at a dotted path: a text, or a table of texts."""
        node: Any = self._texts
        for part in path.split("."):
            if not isinstance(node, dict) or part not in node:
                raise ReferenceTableError(f"words: nothing at '{path}'")
            node = node[part]
        return node

    def has(self, path: str) -> bool:
        """Tell whether anything stands at a dotted path."""
        try:
            self.tree(path)
        except ReferenceTableError:
            return False
        return True

    def period(self, period: str, span: str) -> str:
        """Write a month, or the months of the year up to it."""
        month = Month.parse(period)
        kind = span
        if span == YTD and month.number == 1:
            kind = "january"
        elif span == YTD and month.number == _DECEMBER:
            kind = "year"
        return self.text(f"periods.{kind}").format(year=month.year, month=month.number)

    def both(self, period: str) -> str:
        """Write a month and the months of the year up to it; the month alone in January."""
        month = Month.parse(period)
        kind = "january" if month.number == 1 else "both"
        return self.text(f"periods.{kind}").format(year=month.year, month=month.number)

    def region(self, code: str) -> str:
        """Name a province, a group of provinces, or the whole country."""
        if code == WHOLE:
            return self.text("whole.region")
        if self.has(f"macro_regions.{code}"):
            return self.text(f"macro_regions.{code}")
        return stated_names("region").get(code) or self._known("region", code, province_name)

    def partner(self, code: str) -> str:
        """Name a trading partner, a group of them, or the world."""
        if code == WHOLE:
            return self.text("whole.partner")
        return stated_names("partner").get(code) or self._known("partner", code, partner_name)

    def product(self, code: str) -> str:
        """Name a product, a group or list, or all goods; ``HS 8507`` where it has no name."""
        if code == WHOLE:
            return self.text("whole.product")
        if code in product_groups().index:
            return group_name(code)
        known = stated_names("product").get(code) or hs_name(code)
        return known or self.given("product").get(code) or f"HS {code}"

    def enterprise(self, code: str) -> str:
        """Name a kind of enterprise, or all of them."""
        if code == WHOLE:
            return self.text("whole.enterprise")
        known = stated_names("enterprise").get(code)
        return known or self.given("enterprise").get(code) or code

    def _known(self, dimension: str, code: str, look_up: Callable[[str], str]) -> str:
        """Name a code by its reference table; by the name it is given where that has none."""
        try:
            return look_up(code)
        except ReferenceTableError:
            if code not in self.given(dimension):
                raise
            return self.given(dimension)[code]

    def numeral(self, number: int) -> str:
        """Write a small number as a word."""
        return str(self.tree("numerals")[number])

    def member(self, dimension: str, code: str) -> str:
        """Name a member of a dimension."""
        namers = {
            "region": self.region,
            "partner": self.partner,
            "product": self.product,
            "enterprise": self.enterprise,
        }
        return namers[dimension](code)

    def number(self, figure: Figure) -> str:
        """Write a figure's number as it stands in print, without its unit.

        What the source rounded more coarsely than that is written with the digits it gave, in the
        larger unit if there is one.
        """
        unit = self._unit(figure)
        if figure.step is not None and "as_given" in unit:
            return number_format.stepped(figure.value, int(unit.get("power", 0)), figure.step)
        if "power" in unit:
            return number_format.scaled(figure.value, int(unit["power"]))
        return number_format.plain(figure.value, int(unit["decimals"]))

    def unit(self, unit: str) -> str:
        """Write a unit, such as 亿美元."""
        return self.text(f"units.{unit}.label")

    def unit_of(self, figure: Figure) -> str:
        """Write the unit a figure's number stands in."""
        return str(self._unit(figure)["label"])

    def powers(self, unit: str) -> dict[str, int]:
        """Return the labels a unit may be printed with, each as a power of ten of single units."""
        found: dict[str, Any] = self.tree(f"units.{unit}")
        sizes = (found, *([found["large"]] if "large" in found else []))
        return {str(size["label"]): int(size.get("power", 0)) for size in sizes}

    def amount(self, figure: Figure) -> str:
        """Write a figure's number and its unit, no gap before the sign %; what is missing has none."""
        number, label = self.number(figure), self.unit_of(figure)
        if number == number_format.MISSING:
            return number
        return f"{number}{label}" if label == "%" else f"{number} {label}"

    def _unit(self, figure: Figure) -> dict[str, Any]:
        unit: dict[str, Any] = self.tree(f"units.{figure.unit}")
        finest = 10.0 ** (int(unit.get("power", 0)) - int(unit.get("decimals", 1)))
        if figure.step is not None and figure.step > finest:
            return {**unit, **unit.get("large", {}), "as_given": True}
        return unit


def spaced(text: str) -> str:
    """Set a space between a Chinese character and a digit, as the prose does everywhere."""
    return _TOUCHING.sub(" ", text)


@cache
def chinese() -> Words:
    """Return the Chinese words."""
    path = resources.files(__package__).joinpath("zh.yml")
    # Read by the library written in C: every process does it.
    return Words(yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader))
