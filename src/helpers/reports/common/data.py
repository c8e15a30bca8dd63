"""The door through which a report reaches its data, and where that data lies."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, Final, Self

import pandas as pd

from helpers.core.dimensions import BALANCE, CURRENCIES, VALUE
from helpers.core.errors import NoDataError, SourceError
from helpers.core.periods import YTD, Month
from helpers.core.repository import DATA_VARIABLE, named_data
from helpers.indicators import bases, changes, shares
from helpers.indicators.figures import Figures
from helpers.indicators.panel import join_bases
from helpers.observations.readers.description import RawFile
from helpers.observations.schema import STATUSES
from helpers.observations.warehouse.answer import Answer
from helpers.observations.warehouse.archive import open_archive
from helpers.observations.warehouse.query import Query
from helpers.observations.warehouse.store import Store
from helpers.presentation.findings import finding_line
from helpers.presentation.locale.words import english
from helpers.reference.partners import GROUPS
from helpers.reference.products import product_groups
from helpers.reports.common.base_vintages import Cells, first_released, revised_bases
from helpers.reports.common.sound_data import is_error_in, months_behind

Reshape = Callable[[Answer], Answer]
_MOST: Final = 100.05
"""In percent: what prints as more than the whole."""

plain_text: Final = pd.option_context("mode.string_storage", "python")
"""Decorates the loading of a report: its tables are short, and with Arrow's strings, meant for long
ones, it takes half as long again."""


def data_folder() -> Path:
    """Find the folder ``data``.

    The folder named in the environment variable ``TRADEBOOK_DATA``; else the nearest ``data`` with
    a ``raw`` in it, upwards from the working folder; else that of the repository this code is in.

    Raises
    ------
    SourceError
        When none of them is there.
    """
    if named := named_data():
        return named
    here = Path.cwd()
    for home in (here, *here.parents, Path(__file__).resolve().parents[4]):
        if (home / "data" / "raw").is_dir():
            return home / "data"
    raise SourceError(f"no data folder found from {here} upwards; set {DATA_VARIABLE} to one")


def open_store(folder: Path | None = None) -> Store:
    """Open the store over the raw files of a data folder; read once a process."""
    return _open((folder or data_folder()).resolve() / "raw")


def forget_data() -> None:
    """Let the data be opened anew when it is next needed, as it is then."""
    _open.cache_clear()


@cache
def _open(raw: Path) -> Store:
    return open_archive(raw).store()


def files_behind(store: Store, figures: Figures) -> tuple[RawFile, ...]:
    """Return the raw files that figures come from, by id.

    Raises
    ------
    SourceError
        When a check found an error in one of them that concerns the figures: in all of the file, or
        in a month that they are of or are computed from; or when a part is more than its whole.
    """
    months: dict[str, set[str]] = {}
    for figure in figures:
        for source in figure.sources.split(";") if figure.sources else ():
            months.setdefault(source, set()).update(months_behind(figure.period, figure.span))
    _refuse_impossible(figures)
    ids = sorted(months)
    for finding in store.errors(ids):
        files = (finding.source, finding.other) if finding.months else (finding.source,)
        used = set().union(*(months.get(name, set()) for name in files))
        if is_error_in(finding, months, used):
            raise SourceError(f"{finding_line(english(), finding, {})}; run: tradebook check")
    return tuple(store.file(source) for source in ids)


def _refuse_impossible(figures: Figures) -> None:
    """Refuse a part that is more than its whole: the files that give the two contradict each other."""
    for figure in figures:
        part = figure.metric in ("share", "weight") or "_cr" in figure.metric
        if part and figure.value is not None and figure.value > _MOST:
            files = " and ".join(figure.sources.split(";"))
            raise SourceError(
                f"{files}: {figure.id} is {figure.value:,.1f} %, a part of more than its whole; expected "
                "at most 100: correct the part or the whole in these files"
            )


def _a_year_before(month: str) -> str:
    return str(Month.parse(month).year_before())


@dataclass(frozen=True)
class ReportData:
    """The data of a report: a month and the same month a year before, in one unit.

    ``query`` has the month, the unit, the day as of which it is seen, and the members that are fixed.
    """

    store: Store
    query: Query

    def in_currency(
        self, currency: str | None, keep: tuple[str, ...], *tests: Callable[[Self], bool]
    ) -> Self:
        """Return the data in a currency, or where that is None in one that passes the first test.

        Where none passes it, in one that passes the next; where none passes any, in the preferred one.
        Of several, one that the customs state themselves goes before one that is transcribed, and
        that before one that is reconstructed; then the preferred one.
        """
        if currency is not None:
            return self.change(unit=currency)
        found = self.in_currencies()
        for test in tests:
            if passing := [each for each in found if test(each)]:
                return min(passing, key=lambda each: each.origin(each.answer(*keep).rows))
        return self.change(unit=CURRENCIES[0])

    def origin(self, rows: pd.DataFrame) -> int:
        """Return how far from the customs' own some rows of its answers are."""
        names = {name for text in set(rows["sources"]) for name in text.split(";")}
        return max((STATUSES.index(self.store.file(name).status) for name in names), default=0)

    def in_currencies(self) -> list[Self]:
        """Return the data in each currency the store has values in, the preferred one first."""
        return [self.change(unit=unit) for unit in self.store.units(VALUE, CURRENCIES)]

    def change(self, **changes: Any) -> Self:
        """Return the data with another month, unit, measure, or with other members fixed."""
        return replace(self, query=replace(self.query, **changes))

    def year_before(self) -> Self:
        """Return the data of the same month a year before."""
        return self.change(period=str(Month.parse(self.query.period).year_before()))

    def answer(self, *keep: str, members: tuple[str, ...] = ()) -> Answer:
        """Return the month's values, by the dimensions to keep."""
        return self.store.query(replace(self.query, keep=keep, members=members))

    def series(self, *keep: str, members: tuple[str, ...] = ()) -> Answer:
        """Return the values of every month up to this one."""
        return self.store.series(replace(self.query, keep=keep, members=members))

    def panel(
        self, *keep: str, members: tuple[str, ...] = (), reshape: Reshape = lambda answer: answer
    ) -> pd.DataFrame:
        """Return the month's values with their bases: ``panel.PANEL_COLUMNS``.

        ``reshape`` makes of an answer what is to be joined, such as product groups of HS codes.
        """
        then = replace(self.year_before().query, keep=keep, members=members)
        before = reshape(self.store.query(then))
        revised = revised_bases(first_released(self.store, then, before, reshape))
        return panel_of(reshape(self.answer(*keep, members=members)), before, revised)

    def over_time(
        self,
        *keep: str,
        months: Collection[str],
        members: tuple[str, ...] = (),
        reshape_of: Callable[[str], Reshape] | None = None,
    ) -> pd.DataFrame:
        """Return the values of some months up to this one with their bases, as ``panel`` does of one.

        A month without data has no rows. ``reshape_of`` returns for a month what reshapes its values and
        those of the year before.
        """
        wanted = {*months, *map(_a_year_before, months)}
        every = self.series(*keep, members=members).of_months(wanted)
        if reshape_of is None:
            return self._joined(every, months, keep, members, lambda answer: answer)
        panels = [
            self._joined(every, (month,), keep, members, reshape_of(month))
            for month in sorted(months)
        ]
        full = [one for one in panels if len(one)]
        return pd.concat(full, ignore_index=True) if full else panels[0]

    def first_released(self, *keep: str, months: Collection[str]) -> Cells:
        """Return what was first released of values of some months that were revised since.

        By ``over_time.FIRST_KEYS``; see ``base_vintages.first_released``.
        """
        every = self.series(*keep).of_months(months)
        return self._first_released(every, keep, (), lambda answer: answer)

    def _joined(
        self,
        every: Answer,
        months: Collection[str],
        keep: tuple[str, ...],
        members: tuple[str, ...],
        reshape: Reshape,
    ) -> pd.DataFrame:
        before = reshape(every.of_months({*map(_a_year_before, months)}))
        revised = revised_bases(self._first_released(before, keep, members, reshape))
        return panel_of(reshape(every.of_months(months)), before, revised)

    def _first_released(
        self, every: Answer, keep: tuple[str, ...], members: tuple[str, ...], reshape: Reshape
    ) -> Cells:
        found: dict[tuple[Any, ...], tuple[float, str]] = {}
        for month in sorted({*every.rows["period"]}):
            query = replace(self.query, period=month, keep=keep, members=members)
            found |= first_released(self.store, query, every.of_months((month,)), reshape)
        return found

    def months(self, *keep: str) -> list[str]:
        """List the months there are values of, oldest first."""
        return sorted(set(self.change(period="").series(*keep).rows["period"]))

    def missing_months(self) -> dict[tuple[str, tuple[str, ...]], list[str]]:
        """Return the months without which the month, or January to it, follows from no others.

        Flows by months and what lacks them: ``month`` and ``ytd``, and ``base`` for January to the
        month a year before, of flows that lack none of this year.
        """
        found: dict[tuple[str, tuple[str, ...]], list[str]] = {}
        known: set[tuple[str, str]] = set()
        for year, data in (("now", self), ("before", self.year_before())):
            for each in sorted(data.answer().extents, key=lambda one: one.flow):
                place = (each.span, each.flow)
                if each.missing and place not in known and (year == "now" or each.span == YTD):
                    known.add(place)
                    what = each.span if year == "now" else "base"
                    found.setdefault((what, each.missing), []).append(each.flow)
        return found

    def refuse(
        self, report: str, months_of: Callable[[Self], Iterable[str]], subject: str = ""
    ) -> None:
        """Refuse a month without data, naming the months that have some, in each currency.

        ``months_of`` lists the months of the data in a currency; ``subject``: of what.

        Raises
        ------
        NoDataError
            One line.
        """
        query = self.query
        others = {each.query.unit: months_of(each) for each in self.in_currencies()}
        known = {query.unit: others.pop(query.unit, ()), **{k: v for k, v in others.items() if v}}
        there = [unit for unit, months in others.items() if query.period in months]
        raise NoDataError(
            f"report {report}: no data{f' of {subject}' if subject else ''} for {query.period} in "
            f"{query.unit}{f' as of {query.as_of}' if query.as_of else ''}; {currencies_instead(there)}"
            f"months with data: {_listed(known)}"
        )


def currencies_instead(currencies: Iterable[str]) -> str:
    """Say in which other currencies there is what one lacks; nothing where there are none."""
    found = " and ".join(currencies)
    return f"there is in {found} (give currency={found.partition(' ')[0]}); " if found else ""


def _listed(months: Mapping[str, Iterable[str]]) -> str:
    """List months by currency; without it where there is one."""
    texts = {unit: ", ".join(found) or "none" for unit, found in months.items()}
    if len(texts) == 1:
        return next(iter(texts.values()))
    return "; ".join(f"in {unit}: {text}" for unit, text in texts.items())


def panel_of(
    now: Answer, before: Answer, revised: Collection[tuple[Any, ...]] = ()
) -> pd.DataFrame:
    """Join answers with those of a year before to ``panel.PANEL_COLUMNS``; all have one rule of bases.

    The stored base; where there is none, or the printed growth contradicts it, the implied one; what is
    known to have been revised is marked: ``revised`` are cells of other values in other releases. Groups
    that traded nothing in either year are left out.
    """
    panel = bases.superseded_bases(bases.implied_bases(join_bases(now, before)), revised)
    groups = panel["partner"].isin(GROUPS) | panel["product"].isin(product_groups().index)
    nothing = groups & panel["value"].eq(0) & panel["base"].fillna(0).eq(0)
    return panel[~nothing].reset_index(drop=True)


def extents_of(**panels: pd.DataFrame) -> dict[tuple[str, str, str], str]:
    """Return how far the members of dimensions are all there are: by dimension, span and flow."""
    return {
        (dimension, str(span), str(flow)): str(extent)
        for dimension, panel in panels.items()
        for span, flow, extent in panel[["span", "flow", "extent"]].itertuples(index=False)
    }


def levels_and_changes(cells: pd.DataFrame) -> list[pd.DataFrame]:
    """Compute what every report shows of each cell: its level, its change, and its growth."""
    shown = (changes.level, changes.change, changes.growth, bases.growth_against_stored)
    return [metric(cells) for metric in shown]


def member_frames(
    members: pd.DataFrame, whole: pd.DataFrame, shown: Collection[str] | None = None
) -> list[pd.DataFrame]:
    """Compute what is said of the members of a whole: each against it, in both flows and their sum.

    Parameters
    ----------
    members, whole : pandas.DataFrame
        Columns ``PANEL_COLUMNS``: the members of one dimension, and what they are parts of.
    shown : collection of str, optional
        The partners whose growth against superseded bases a page shows; all members without it.
    """
    traded = members[members["flow"] != BALANCE]
    detailed = traded if shown is None else traded[traded["partner"].isin(shown)]
    return [
        changes.level(traded),
        changes.base(traded),
        changes.growth(traded),
        bases.growth_against_stored(detailed),
        shares.weight(traded, whole),
        shares.contribution(traded, whole),
    ]
