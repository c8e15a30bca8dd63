"""Looking up, filling and writing the words of one language."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from functools import cache
from string import Formatter
from typing import Any, Final

from helpers.core import number_format
from helpers.core.dimensions import WHOLE
from helpers.core.errors import LocaleError, ReferenceTableError
from helpers.core.periods import MONTH, SPANS, YTD, Month
from helpers.indicators.figures import Figure
from helpers.observations.schema import SUPERSEDED
from helpers.presentation.locale.language import ROOT, read_language
from helpers.reference.commodities import commodity_names
from helpers.reference.partners import REIMPORTS, partner_name
from helpers.reference.products import group_name, hs_name, product_groups
from helpers.reference.provinces import is_place, province_name
from helpers.reference.reference_table import regime_name, stated_names
from helpers.reference.sections import section_names
from helpers.reference.units import unit_name

SUPERSEDED_MARK: Final = "†"
"""Set behind a number that is computed with a base that was revised; what it means stands near it."""
_CENTS = 2
_TOUCHING = re.compile(r"(?<=[\u4e00-\u9fff])(?=[0-9A-Za-z])|(?<=[A-Za-z])(?=[\u4e00-\u9fff])")


class Words:
    """The words of one language.

    Parameters
    ----------
    texts : dict
        All texts of the language, as a tree.
    names : mapping, optional
        By dimension, names of codes that no reference table has, as the data files give them.
    """

    def __init__(
        self, texts: dict[str, Any], names: Mapping[str, Mapping[str, str]] | None = None
    ) -> None:
        self._texts = texts
        self._names = names or {}

    def with_names(self, names: Mapping[str, Mapping[str, str]]) -> Words:
        """Return the same words with names, by dimension, for codes that no reference table has."""
        return Words(self._texts, names)

    def names_of(self, dimension: str) -> Mapping[str, str]:
        """Return the names, by code, that stand in for what no reference table names."""
        return self._names.get(dimension, {})

    def text(self, path: str) -> str:
        """Return the text at a dotted path, such as ``provincial.title``; it has no slots.

        Raises
        ------
        LocaleError
            When no text stands there, or one whose slots are to be filled.
        """
        return self.template(path, ())

    def fill(self, path: str, /, **slots: object) -> str:
        """Return the text at a dotted path with its slots filled, as plain text.

        Raises
        ------
        LocaleError
            When no text stands there, or it has a slot that is not given, or one for a figure.
        """
        return self.template(path, slots).format(**slots)

    def template(self, path: str, given: Collection[str], kinds: Collection[str] = ()) -> str:
        """Return the text at a dotted path, to be filled with what is given.

        The text needs not have all the slots ``given``; its slots may be written as one of ``kinds``,
        without any as plain text only.

        Raises
        ------
        LocaleError
            When no text stands there, or it has another slot or kind, or its braces don't match.
        """
        text = self.tree(path)
        if not isinstance(text, str):
            raise LocaleError(f"words: no text at '{path}'")
        try:
            slots = slots_of(text)
        except ValueError as error:
            raise LocaleError(f"words: '{path}': {error}") from None
        for slot, kind in slots:
            if slot not in given:
                known = ", ".join(given) or "none"
                raise LocaleError(f"words: '{path}' has a slot '{slot}'; its slots are: {known}")
            if kind and kind not in kinds:
                allowed = ", ".join(kinds) or "as plain text"
                raise LocaleError(
                    f"words: '{path}' writes '{slot}' as '{kind}'; it can be written: {allowed}"
                )
        return text

    def tree(self, path: str) -> Any:
        """Return whatever stands at a dotted path: a text, or a table of texts.

        Raises
        ------
        LocaleError
            When nothing stands there.
        """
        node: Any = self._texts
        for part in path.split("."):
            if not isinstance(node, dict) or part not in node:
                raise LocaleError(f"words: nothing at '{path}'")
            node = node[part]
        return node

    def has(self, path: str) -> bool:
        """Return whether anything stands at a dotted path."""
        try:
            self.tree(path)
        except LocaleError:
            return False
        return True

    def period(self, period: str, span: str) -> str:
        """Write a month, or the months of the year up to it."""
        month = Month.parse(period)
        whole = {1: "january", 12: "year"}.get(month.number, span) if span == YTD else span
        return self.fill(f"periods.{whole}", year=month.year, month=month.number)

    def month_and_ytd(self, period: str, spans: Collection[str] = SPANS) -> str:
        """Write a month and the months of the year up to it, or the one of them that ``spans`` has.

        January is both.
        """
        month = Month.parse(period)
        if month.number == 1 or not {*SPANS} <= {*spans}:
            return self.period(period, YTD if MONTH not in spans and spans else MONTH)
        return self.fill("periods.both", year=month.year, month=month.number)

    def months(self, periods: Iterable[str]) -> str:
        """Write months, those that follow one another in a year as one run: 2024 年 1—6 月."""
        runs: list[list[Month]] = []
        for month in map(Month.parse, sorted(periods)):
            if runs and month.number > 1 and runs[-1][-1] == month.minus(1):
                runs[-1].append(month)
            else:
                runs.append([month])
        texts = (
            self.period(str(run[0]), MONTH)
            if len(run) == 1
            else self.fill(
                "periods.months", year=run[0].year, first=run[0].number, last=run[-1].number
            )
            for run in runs
        )
        return self.text("joining.comma").join(texts)

    def region(self, code: str) -> str:
        """Name a province, a city or zone, a group of provinces, or the whole country."""
        if self.has(f"macro_regions.{code}"):
            return self.text(f"macro_regions.{code}")
        otherwise = (code.partition("-")[2] or code) if is_place(code) else ""
        return self._name("region", code, province_name, otherwise)

    def partner(self, code: str) -> str:
        """Name a trading partner, a group of them, or the world."""
        if code == REIMPORTS:
            return self.text("reimports")
        return self._name("partner", code, partner_name)

    def product(self, code: str) -> str:
        """Name a product, a group or list, or all goods; ``HS 8507`` where it has no name."""
        look_up = group_name if code in product_groups().index else _listed_name
        return self._name("product", code, look_up, f"HS {code}")

    def enterprise(self, code: str) -> str:
        """Name a kind of enterprise, or all of them."""
        return self._name("enterprise", code, stated_names("enterprise").get, code)

    def regime(self, code: str) -> str:
        """Name a customs regime, or all of them."""
        return self._name("regime", code, regime_name)

    def _name(
        self, dimension: str, code: str, look_up: Callable[[str], str | None], otherwise: str = ""
    ) -> str:
        """Name a code by the reference tables, else by the data files, else as given."""
        if code == WHOLE:
            return self.text(f"whole.{dimension}")
        given = self.names_of(dimension).get(code) or otherwise
        try:
            return stated_names(dimension).get(code) or look_up(code) or given
        except ReferenceTableError:
            if not given:
                raise
            return given

    def numeral(self, number: int) -> str:
        """Write a small number as a word."""
        return str(self.tree("numerals")[number])

    def member(self, dimension: str, code: str) -> str:
        """Name a member of a dimension."""
        namer: Callable[[str], str] = getattr(self, dimension)
        return namer(code)

    def number(self, figure: Figure) -> str:
        """Write a figure's number as it stands in print, without its unit.

        What the source rounded more coarsely than that is written with the digits it gave, in the
        larger unit if there is one. A change that says nothing is not written.
        """
        if figure.is_extreme:
            return number_format.UNSAID
        unit = self._unit(figure)
        if figure.step is not None and "as_given" in unit:
            return number_format.stepped(figure.value, int(unit.get("power", 0)), figure.step)
        if "decimals" in unit:
            return number_format.plain(figure.value, int(unit["decimals"]))
        if "power" in unit:
            return number_format.scaled(figure.value, int(unit["power"]))
        return number_format.in_full(figure.value)

    def number_at(self, figure: Figure, power: int) -> str:
        """Write a figure's number in a unit so many powers of ten larger, with the digits its source gives."""
        if figure.step:
            return number_format.stepped(figure.value, power, figure.step)
        return number_format.scaled(figure.value, power)

    def unit(self, unit: str) -> str:
        """Write a unit, such as 亿美元."""
        return str(self.unit_words(unit)["label"])

    def unit_words(self, unit: str) -> Mapping[str, Any]:
        """Return the words of a unit: ``label`` in print, ``name`` of a single one, and its scale.

        What the language has no words for is made of its parts (``USD/m3``) or of the name in the
        table of units.
        """
        if self.has(f"units.{unit}"):
            found: dict[str, Any] = self.tree(f"units.{unit}")
            return found
        currency, _, per = unit.partition("/")
        if per:
            slots = {"currency": self.text(f"units.{currency}.single")}
            slots["unit"] = str(self.unit_words(per)["name"])
            texts = {key: self.fill(f"unit_value.{key}", **slots) for key in ("label", "name")}
            return {**texts, "decimals": _CENTS}
        name = unit_name(unit)
        return {"label": name, "name": name}

    def unit_of(self, figure: Figure) -> str:
        """Write the unit a figure's number stands in."""
        return str(self._unit(figure)["label"])

    def powers(self, unit: str) -> dict[str, int]:
        """Return the labels a unit may be printed with, each as a power of ten of single units."""
        found = self.unit_words(unit)
        sizes = [found, found.get("large")]
        return {str(size["label"]): int(size.get("power", 0)) for size in sizes if size}

    def amount(self, figure: Figure) -> str:
        """Write a figure's number and its unit, no gap before the sign %; what is missing has none.

        Behind it stands ``SUPERSEDED_MARK`` where it is computed with a base that was revised.
        """
        number, label = self.number(figure), self.unit_of(figure)
        if number in (number_format.MISSING, number_format.UNSAID):
            return number
        mark = SUPERSEDED_MARK if figure.basis == SUPERSEDED else ""
        return f"{number}{label}{mark}" if label == "%" else f"{number} {label}{mark}"

    def told(self, figure: Figure) -> str:
        """Write a number and its unit as prose does: a very large one in the unit for those.

        How many decimals it keeps there is the language's ``told``; a unit without is as in tables.
        """
        large = self.unit_words(figure.unit).get("large", {})
        power, decimals = int(large.get("power", 0)), large.get("told")
        if decimals is None or abs(figure.value or 0) < 10.0**power:
            return self.amount(figure)
        return self.amount(replace(figure, step=max(figure.step or 0, 10.0 ** (power - decimals))))

    def _unit(self, figure: Figure) -> Mapping[str, Any]:
        unit = self.unit_words(figure.unit)
        finest = 10.0 ** (int(unit.get("power", 0)) - int(unit.get("decimals", 1)))
        if figure.step is not None and figure.step > finest:
            return {**unit, **unit.get("large", {}), "as_given": True}
        return unit


def _listed_name(code: str) -> str | None:
    """Name an HS code, a section of a classification, or a commodity of the customs' lists."""
    return hs_name(code) or section_names().get(code) or commodity_names().get(code)


def spaced(text: str) -> str:
    """Set a space between a Chinese character and a digit or letter, as the prose does everywhere."""
    return _TOUCHING.sub(" ", text)


def slots_of(text: str) -> list[tuple[str, str]]:
    """Return each slot of a text, and the kind it is written as; ``{level:amount}`` has ``amount``.

    Raises
    ------
    ValueError
        Where braces don't match.
    """
    parts = Formatter().parse(text)
    return [(slot, kind or "") for _, slot, kind, _ in parts if slot is not None]


@cache
def chinese() -> Words:
    """Return the Chinese words."""
    return Words(read_language(ROOT / "zh"))


@cache
def english() -> Words:
    """Return the English words: what the command line says of checks."""
    return Words(read_language(ROOT / "en"))
