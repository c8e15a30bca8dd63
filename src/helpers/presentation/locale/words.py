"""Writing periods, names, numbers and units in the words of one language."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any, Final

from helpers.core import number_format
from helpers.core.periods import MONTH, SPANS, YTD, Month
from helpers.indicators.figures import Figure
from helpers.observations.schema import SUPERSEDED
from helpers.presentation.locale.language import DEFAULT, ROOT, read_language
from helpers.presentation.locale.naming import MemberNames
from helpers.presentation.locale.sentence_names import small_letter, standing
from helpers.presentation.locale.templates import Filler
from helpers.reference.units import unit_name

SUPERSEDED_MARK: Final = "†"
"""Set behind a number that is computed with a base that was revised; what it means stands near it."""
_CENTS = 2
_PLAINLY: Final = "{number} {label}"
_CLOSELY: Final = "{number}{label}"
"""How a number and its unit are written where a language does not say it, the latter for %."""


class Words(MemberNames):
    """The words of one language.

    Parameters
    ----------
    texts : dict
        All texts of the language, as a tree.
    names : mapping, optional
        By dimension, names of codes that no reference table has, as the data files give them.
    language : str
        The name of its folder.
    """

    def __init__(
        self,
        texts: dict[str, Any],
        names: Mapping[str, Mapping[str, str]] | None = None,
        language: str = DEFAULT,
    ) -> None:
        super().__init__(texts, names)
        self.language = language

    def with_names(self, names: Mapping[str, Mapping[str, str]]) -> Words:
        """Return the same words with names, by dimension, for codes that no reference table has."""
        return Words(self._texts, names, self.language)

    def period(self, period: str, span: str) -> str:
        """Write a month, or the months of the year up to it."""
        month = Month.parse(period)
        whole = {1: "january", 12: "year"}.get(month.number, span) if span == YTD else span
        return self._of_month(f"periods.{whole}", month)

    def month(self, period: str) -> str:
        """Write a month by itself, as in lists and on axes."""
        return self._of_month("periods.alone", Month.parse(period), iso=period)

    def month_and_ytd(self, period: str, spans: Collection[str] = SPANS) -> str:
        """Write a month and the months of the year up to it, or the one of them that ``spans`` has.

        January is both.
        """
        month = Month.parse(period)
        if month.number == 1 or not {*SPANS} <= {*spans}:
            return self.period(period, YTD if MONTH not in spans and spans else MONTH)
        return self._of_month("periods.both", month)

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
                "periods.months",
                year=run[0].year,
                first=run[0].number,
                last=run[-1].number,
                first_name=self.month_name(run[0].number),
                last_name=self.month_name(run[-1].number),
            )
            for run in runs
        )
        return self.listed(texts)

    def month_name(self, number: int) -> str:
        """Name a month of the year; nothing in a language that writes months as numbers."""
        return self.optional(f"month_names.{number}")

    def day(self, day: date | str | None) -> str:
        """Write a day, given as such or as ``2026-01-16``; nothing of none."""
        if not day:
            return ""
        year, month, of_month = map(int, str(day).split("-"))
        name = self.month_name(month)
        return self.fill("writing.day", iso=str(day), year=year, name=name, day=of_month)

    def _of_month(self, path: str, month: Month, **slots: str) -> str:
        name = self.month_name(month.number)
        return self.fill(path, year=month.year, month=month.number, name=name, **slots)

    def numeral(self, number: int) -> str:
        """Write a small number as a word."""
        return str(self.tree("numerals")[number])

    def number(self, figure: Figure) -> str:
        """Write a figure's number as it stands in print, without its unit.

        What the source rounded more coarsely than that is written with the digits it gave, in the
        larger unit if there is one. A change that says nothing is not written.
        """
        if figure.is_extreme:
            return number_format.UNSAID
        unit, value = self._unit(figure), figure.value
        power, decimals = int(unit.get("power", 0)), unit.get("decimals")
        if figure.step is not None and "as_given" in unit:
            printed = number_format.stepped(value, power, figure.step)
        elif "power" in unit:
            printed = number_format.scaled(value, power, decimals or 1)
        elif decimals is not None:
            printed = number_format.plain(value, decimals)
        else:
            printed = number_format.in_full(value)
        return self.grouped(printed)

    def number_at(self, figure: Figure, power: int, unit: str) -> str:
        """Write a figure's number in a unit so many powers of ten larger, as the language prints that unit.

        It has the digits that its source gives.
        """
        words = self.unit_words(unit)
        power += int(words.get("power", 0))
        if figure.step:
            return self.grouped(number_format.stepped(figure.value, power, figure.step))
        return self.grouped(number_format.scaled(figure.value, power, words.get("decimals", 1)))

    def grouped(self, printed: str) -> str:
        """Part the thousands of a printed number, in a language that does."""
        return number_format.grouped(printed, self.optional("writing.thousands"))

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
            return self._unit_value(currency, str(self.unit_words(per)["name"]))
        name = unit_name(unit, self.column)
        label = str(standing(self._named("unit", unit, name)))
        return {"label": label, "name": small_letter(name) if self._is_small("unit") else name}

    def _unit_value(self, currency: str, unit: str) -> Mapping[str, Any]:
        money = self.unit_words(currency)
        slots = {"currency": money["single"], "unit": unit}
        texts = {key: self.fill(f"unit_value.{key}", **slots) for key in ("label", "name")}
        if self.has("unit_value.written"):
            texts["written"] = self.fill("unit_value.written", amount=money["each"], unit=unit)
        return {**texts, "decimals": _CENTS}

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
        return self._amount(figure, self._unit(figure))

    def _amount(self, figure: Figure, unit: Mapping[str, Any], power: int = 0) -> str:
        """Write a figure with a unit, so many powers of ten smaller than that of its number in print."""
        number = self.number(figure)
        if number in (number_format.MISSING, number_format.UNSAID):
            return number
        shifted = self.grouped(number_format.shifted(number, power)) if power else number
        mark = SUPERSEDED_MARK if figure.basis == SUPERSEDED else ""
        return f"{self._with_unit(shifted, unit)}{mark}"

    def with_unit(self, number: str, figure: Figure) -> str:
        """Write the unit of a figure with its number in print; a minus sign stands before both."""
        return self._with_unit(number, self._unit(figure))

    def scaled(self, value: float, unit: str) -> str:
        """Write so many single units as a number in the unit of tables."""
        words = self.unit_words(unit)
        power, decimals = int(words.get("power", 0)), int(words.get("decimals", 1))
        return self.grouped(number_format.scaled(value, power, decimals))

    def of_unit(self, number: str, unit: str) -> str:
        """Write a number in print with a unit, that of tables."""
        return self._with_unit(number, self.unit_words(unit))

    def exactly(self, value: float, unit: str) -> str:
        """Write an amount of so many single units exactly, with all its digits.

        In single units where it is less than what is printed of large ones, if the language has words
        for that.
        """
        words = self.unit_words(unit)
        power = int(words.get("power", 0))
        if "each" in words and abs(value) < 10.0 ** (power - words["decimals"]):
            return self._with_unit(number_format.exact(value), {**words, "written": words["each"]})
        return self._with_unit(number_format.exact(value, power), words)

    def _with_unit(self, number: str, unit: Mapping[str, Any]) -> str:
        default = _CLOSELY if unit["label"] == "%" else _PLAINLY
        template, sign = unit.get("written", default), "-" * number.startswith("-")
        slots = {"number": number.removeprefix("-"), "label": unit["label"]}
        return sign + Filler(unit["label"], self.ordinals).vformat(template, (), slots)

    def told(self, figure: Figure) -> str:
        """Write a number and its unit as prose does: very large and small ones in the units for those.

        How many decimals a large one keeps there is the language's ``told``; a small one, less than a
        tenth of the unit of tables, keeps its digits; a unit without these is as in tables.
        """
        unit = self._unit(figure)
        own, size = int(unit.get("power", 0)), abs(figure.value or 0)
        if "small" in unit and "as_given" not in unit and size < 10.0 ** (own - 1):
            return self._amount(figure, unit["small"], own - int(unit["small"]["power"]))
        large = unit.get("large", {})
        power, decimals = int(large.get("power", 0)), large.get("told")
        if decimals is None or size < 10.0**power:
            return self.amount(figure)
        return self.amount(replace(figure, step=max(figure.step or 0, 10.0 ** (power - decimals))))

    def _unit(self, figure: Figure) -> Mapping[str, Any]:
        unit = self.unit_words(figure.unit)
        finest = 10.0 ** (int(unit.get("power", 0)) - int(unit.get("decimals", 1)))
        if figure.step is not None and figure.step > finest:
            return {**unit, **unit.get("large", {}), "as_given": True}
        return unit


@cache
def words_of(language: str) -> Words:
    """Return the words of a language, by the name of its folder."""
    return Words(read_language(ROOT / language), language=language)


def chinese() -> Words:
    """Return the Chinese words."""
    return words_of(DEFAULT)


def english() -> Words:
    """Return the English words: those of errors."""
    return words_of("en")
