"""The door through which a report reaches its data, and where that data lies."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, Final, Self

import pandas as pd

from helpers.core.dimensions import CURRENCIES, VALUE
from helpers.core.errors import NoDataError, SourceError
from helpers.core.periods import YTD, Month
from helpers.indicators import bases, changes
from helpers.indicators.figures import Figure, Figures
from helpers.indicators.panel import join_bases
from helpers.observations.readers.description import RawFile
from helpers.observations.schema import STATUSES
from helpers.observations.validation.finding import ERROR, Finding
from helpers.observations.warehouse.answer import Answer
from helpers.observations.warehouse.archive import open_archive
from helpers.observations.warehouse.query import Query
from helpers.observations.warehouse.store import Store
from helpers.presentation.findings import finding_line
from helpers.presentation.locale.words import english
from helpers.reports.common.parameters import MonthlyParameters

DATA_VARIABLE: Final = "TRADEBOOK_DATA"

plain_text: Final = pd.option_context("mode.string_storage", "python")
"""Decorates the loading of a report: its tables are short, and with Arrow's strings, meant for long
ones, it takes half as long again."""

Reshape = Callable[[Answer], Answer]


def data_folder() -> Path:
    """Find the folder ``data``.

    The folder named in the environment variable ``TRADEBOOK_DATA``; else the nearest ``data`` with
    a ``raw`` in it, upwards from the working folder; else that of the repository this code is in.

    Raises
    ------
    SourceError
        When none of them is there.
    """
    named = os.environ.get(DATA_VARIABLE)
    if named:
        return Path(named)
    here = Path.cwd()
    homes = [here, *here.parents, Path(__file__).resolve().parents[4]]
    for home in homes:
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


def warnings_of(files: Iterable[RawFile]) -> list[Finding]:
    """Return what the checks of the data say of these files, beside their being usable at all."""
    return open_store().findings(sorted(raw.id for raw in files))


def files_behind(store: Store, figures: Figures) -> tuple[RawFile, ...]:
    """Return the raw files that figures come from, by id.

    Raises
    ------
    SourceError
        When a check found an error in one of them that concerns the figures: in all of the file, or
        in a month that they are of or are computed from.
    """
    months: dict[str, set[str]] = {}
    for figure in figures:
        for source in figure.sources.split(";") if figure.sources else ():
            months.setdefault(source, set()).update(_months_behind(figure))
    ids = sorted(months)
    for finding in store.findings(ids):
        files = (finding.source, finding.other) if finding.months else (finding.source,)
        used = set().union(*(months.get(name, set()) for name in files))
        if finding.severity == ERROR and used and (not finding.months or used & finding.months):
            raise SourceError(f"{finding_line(english(), finding, {})}; run: tradebook check")
    return tuple(store.file(source) for source in ids)


def _months_behind(figure: Figure) -> set[str]:
    """Return the months that a figure may be computed from, this year's and last year's."""
    month = Month.parse(figure.period)
    months = range(1, month.number) if figure.span == YTD else ()
    return {
        str(each)
        for this in (month, month.year_before())
        for each in (this, *(Month(this.year, number) for number in months))
    }


@dataclass(frozen=True)
class ReportData:
    """The data of a report: a month and the same month a year before, in one unit.

    Attributes
    ----------
    store : Store
        What is queried.
    query : Query
        The month, the unit, the day as of which it is seen, and the members that are fixed.
    """

    store: Store
    query: Query

    @classmethod
    def of_month(
        cls,
        store: Store,
        parameters: MonthlyParameters,
        *keep: str,
        needs: Callable[[Answer], bool] = lambda answer: not answer.rows.empty,
        **fixed: str,
    ) -> Self:
        """Return the data of a monthly report, in the currency it names or the one that suits it best.

        One that has what the report needs of the month; of these one that the customs state
        themselves goes before one that is transcribed, and that before one that is reconstructed;
        then the preferred one. Where none has the month, the first that has any month.

        Parameters
        ----------
        store : Store
            What is queried.
        parameters : MonthlyParameters
            Month, currency and day.
        *keep : str
            The dimensions the report needs.
        needs : callable
            Says of an answer whether it has what the report needs.
        **fixed : str
            By dimension the member the report is of.
        """
        data = cls(store, Query(parameters.period, "", fixed=fixed, as_of=parameters.day))
        if parameters.currency:
            return data.change(unit=parameters.currency)
        found = [data.change(unit=unit) for unit in data.currencies()]
        of_month = [each for each in found if not each.answer(*keep).rows.empty]
        if of_month:
            return min(of_month, key=lambda each: each._suitability(needs, *keep))
        return next((each for each in found if each.months(*keep)), data.change(unit=CURRENCIES[0]))

    def _suitability(self, needs: Callable[[Answer], bool], *keep: str) -> tuple[bool, int]:
        """Return what of two currencies is less for the better one."""
        answer = self.answer(*keep)
        sources = {name for text in answer.rows["sources"] for name in text.split(";")}
        worst = max(STATUSES.index(self.store.file(name).status) for name in sources)
        return not needs(answer), worst

    def change(self, **changes: Any) -> Self:
        """Return the data with another month, unit, measure, or with other members fixed."""
        return replace(self, query=replace(self.query, **changes))

    def year_before(self) -> Self:
        """Return the data of the same month a year before."""
        return self.change(period=str(Month.parse(self.query.period).year_before()))

    def currencies(self) -> list[str]:
        """Return the currencies the store has values in, the preferred first."""
        return self.store.units(VALUE, CURRENCIES)

    def answer(self, *keep: str, members: tuple[str, ...] = ()) -> Answer:
        """Return the month's values, the dimensions to keep told apart."""
        return self.store.query(replace(self.query, keep=keep, members=members))

    def series(self, *keep: str) -> Answer:
        """Return the values of every month up to this one."""
        return self.store.series(replace(self.query, keep=keep))

    def panel(self, *keep: str, reshape: Reshape = lambda answer: answer) -> pd.DataFrame:
        """Return the month's values with their bases.

        Parameters
        ----------
        *keep : str
            The dimensions to tell apart.
        reshape : callable
            Makes of an answer what is to be joined, such as product groups of HS codes.

        Returns
        -------
        pandas.DataFrame
            Columns ``panel.PANEL_COLUMNS``.
        """
        return panel_of(reshape(self.answer(*keep)), reshape(self.year_before().answer(*keep)))

    def months(self, *keep: str) -> list[str]:
        """List the months there are values of, oldest first."""
        return sorted(set(self.change(period="").series(*keep).rows["period"]))

    def refuse(self, report: str, months: list[str], subject: str = "") -> None:
        """Refuse a month without data, naming the months that have some; ``subject``: of what.

        Raises
        ------
        NoDataError
            One line.
        """
        query = self.query
        there = ", ".join(months) or "none"
        named = f" of {subject}" if subject else ""
        seen = f" as of {query.as_of}" if query.as_of else ""
        raise NoDataError(
            f"report {report}: no data{named} for {query.period} in {query.unit}{seen}; "
            f"months with data: {there}"
        )


def panel_of(now: Answer, before: Answer) -> pd.DataFrame:
    """Join answers with those of the year before, by the one rule of bases that all reports have.

    The stored base; where there is none, or the printed growth contradicts it, the implied one.

    Parameters
    ----------
    now, before : Answer
        Of months, and of the same months a year before.

    Returns
    -------
    pandas.DataFrame
        Columns ``panel.PANEL_COLUMNS``.
    """
    return bases.implied_bases(join_bases(now, before))


def levels_and_changes(cells: pd.DataFrame) -> list[pd.DataFrame]:
    """Compute what every report shows of each cell: its level, its change, and its growth."""
    return [
        changes.level(cells),
        changes.change(cells),
        changes.growth(cells),
        bases.growth_against_stored(cells),
    ]


def months_of(store: Store, **fixed: str) -> list[str]:
    """List the months with data of what is held fixed, in any currency, oldest first."""
    data = ReportData(store, Query("", "", fixed=fixed))
    found = [data.change(unit=unit).months() for unit in data.currencies()]
    return sorted({month for months in found for month in months})
