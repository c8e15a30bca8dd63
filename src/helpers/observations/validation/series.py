"""Numbers against their own series: January to a month, and the growth that a source prints.

Official figures are revised, those of some provinces more than others: what is odd is what differs by
more than is usual in the series.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

import pandas as pd

from helpers.core.dimensions import WHOLE, is_part
from helpers.core.periods import MONTH, YTD
from helpers.observations.coded_rows import SERIES
from helpers.observations.schema import CELL, LOSS
from helpers.observations.validation.finding import ORDINARY, Remark, remark_on
from helpers.observations.validation.summary import Together, is_steady, totals

_SEVERAL: Final = 4
"""From so many differences on a series has a usual one."""
_TIMES: Final = 10
"""By so many times the usual difference it is odd, if it is not among the least."""
_LEAST: Final = 0.005
_MANY: Final = 5
"""Fewer totals with a printed growth tell nothing of a whole table."""
_CONTRADICTED: Final = 0.04
"""By so much the bases of most totals differ from what their printed growth implies, in a table that
is of another year; those of a table of its own year by a quarter of a percent (2025 against 2024)."""
_SAME: Final = 0.02
"""The same where there is no growth: then the base is the table itself."""
_HALF_DIGIT: Final = 0.0005
"""Growth is printed to a tenth of a percent."""
_KEYS: Final = ["key", "year", "month"]


def months_make_ytd(files: Together) -> Iterator[Remark]:
    """Warn where January to a month is oddly far from January to the month before and the month.

    The months may stand in several files of a dataset; then only totals by region are added, which
    every summary has.
    """
    steps = files.derived(_steps)
    if steps.empty:
        return
    odd = steps[_odd(steps) & ~steps["key"].isin(_swapped(steps)["key"])]
    for (source, _), rows in odd.groupby(["source", "period"]):
        yield remark_on(str(source), rows, _another(rows, str(source)))


def rows_swapped(files: Together) -> Iterator[Remark]:
    """Report two totals of a table of which each goes on from the month before of the other."""
    steps = files.derived(_steps)
    if steps.empty:
        return
    for (source, _), rows in _swapped(steps).groupby(["source", "period"]):
        worst = rows.sort_values(["off", *CELL], kind="stable").iloc[-1]
        swapped = str(worst["region_swapped"])
        yield remark_on(str(source), rows, _another(rows, str(source)), swapped=swapped)


def printed_growth(files: Together) -> Iterator[Remark]:
    """Warn where the growth a source prints is oddly far from that against the year before."""
    pairs = files.derived(_growths)
    if pairs.empty:
        return
    odd = pairs[_odd(pairs) & ~_contradicted(pairs)]
    for (source, _), rows in odd.groupby(["source", "period"]):
        worst = rows.sort_values(["off", *CELL], kind="stable").iloc[-1]
        computed = float(worst["value"] / worst["other_value"] - 1) * 100
        printed = float(worst["growth"])
        yield remark_on(
            str(source), rows, _another(rows, str(source)), printed=printed, computed=computed
        )


def growth_contradicted(files: Together) -> Iterator[Remark]:
    """Report tables whose printed growth is throughout another than that against the year before."""
    pairs = files.derived(_growths)
    if pairs.empty:
        return
    for (source, _), rows in pairs[_contradicted(pairs)].groupby(["source", "period"]):
        growth = (rows["value"] / rows["other_value"] - 1) * 100
        printed, computed = float(rows["growth"].median()), float(growth.median())
        yield remark_on(
            str(source), rows, _another(rows, str(source)), printed=printed, computed=computed
        )


def _another(rows: pd.DataFrame, source: str) -> str:
    """Return the file that most of the rows are compared with, if it is another one."""
    ((found, _),) = Counter(rows["other"]).most_common(1)
    return "" if found == source else str(found)


def _odd(frame: pd.DataFrame) -> pd.Series[bool]:
    """Return which differences are more than is usual in their series, or, of few, than is ordinary."""
    series = frame.groupby(["key", "span"])["off"]
    usual = (_TIMES * series.transform("median")).clip(lower=_LEAST)
    odd: pd.Series[bool] = frame["off"] > usual.where(
        series.transform("size") >= _SEVERAL, ORDINARY
    )
    return odd


def _swapped(steps: pd.DataFrame) -> pd.DataFrame:
    """Return the odd numbers that would fit with another one of their table, and it with them."""
    odd = steps[_odd(steps) & steps["steady"]]
    odd = odd.assign(earlier=odd["value"] - odd["value_month"])
    names = ["source", "period", "flow", "unit"]
    numbers = ["region", "earlier", "value_before"]
    pairs = odd.merge(odd[[*names, *numbers]], on=names, suffixes=("", "_swapped"))
    pairs = pairs[pairs["region"] != pairs["region_swapped"]]
    fit = [
        (pairs[f"earlier{here}"] / pairs[f"value_before{there}"] - 1).abs() <= ORDINARY
        for here, there in (("", "_swapped"), ("_swapped", ""))
    ]
    return pairs[fit[0] & fit[1]]


def _contradicted(pairs: pd.DataFrame) -> pd.Series[bool]:
    """Return which rows are of a table most of whose totals have another growth than is printed.

    A file that has its own bases is of no other year than they are.
    """
    growth = (pairs["value"] / pairs["other_value"].clip(lower=1) - 1).abs()
    numbers = pairs.assign(growth=growth)[["off", "growth"]]
    numbers = numbers.where(pairs["steady"] & (pairs["source"] != pairs["other"]))
    table = numbers.groupby([pairs["source"], pairs["period"]])
    median, many = table.transform("median"), table["off"].transform("count") >= _MANY
    none = (median["growth"] < _LEAST) & (median["off"] > _SAME)
    return many & (none | (median["off"] > _CONTRADICTED))


def _steps(files: Together) -> pd.DataFrame:
    """Return January to each month, and what January to the month before and the month make.

    Returns
    -------
    pandas.DataFrame
        The rows of January to a month, with ``other_value``, the ``other`` file (of the month before)
        and ``off``: by how much more than rounding they differ, relative to the larger.
    """
    frame = _latest(files, "group")
    years, months = (frame[frame["span"] == span] for span in (YTD, MONTH))
    if years.empty or months.empty:
        return frame.iloc[:0]
    numbers = ["value", "slack", "source"]
    before = pd.concat([years, _running(months)])[_KEYS + numbers].drop_duplicates(_KEYS)
    before = before.assign(month=before["month"] + 1)
    january = months.loc[months["month"] == 1, _KEYS].assign(value=0.0, slack=0.0, source="")
    both = years.merge(months[_KEYS + numbers], on=_KEYS, suffixes=("", "_month"))
    both = both.merge(pd.concat([before, january]), on=_KEYS, suffixes=("", "_before"))
    made = both["value_before"] + both["value_month"]
    slack = both["slack"] + both["slack_before"] + both["slack_month"]
    other = both["source_before"].where(both["source_before"] != "", both["source_month"])
    return both.assign(other_value=made, other=other, off=_off(both["value"], made, slack))


def _running(months: pd.DataFrame) -> pd.DataFrame:
    """Add months up from January on, as far as none is missing."""
    months = months.sort_values(_KEYS)
    series = months.groupby(["key", "year"])
    months = months.assign(value=series["value"].cumsum(), slack=series["slack"].cumsum())
    return months[months["month"] == series.cumcount() + 1]


def _growths(files: Together) -> pd.DataFrame:
    """Return the values with a printed growth and a base of the year before that is not nothing.

    Where January to a month is not stated, the next month tells it: January to it less the month.

    Returns
    -------
    pandas.DataFrame
        Their rows, with the base as ``other_value``, the ``other`` file, and ``off``: by how much
        more than rounding the base differs from what the growth implies, relative to the larger.
    """
    frame = _latest(files)
    printed = frame[frame["growth"].notna() & (frame["growth"] > LOSS)]
    if printed.empty:
        return printed
    numbers = ["value", "slack", "source", "group"]
    years, months = (frame[frame["span"] == span] for span in (YTD, MONTH))
    earlier = years.merge(
        months[[*_KEYS, "value", "slack"]], on=_KEYS, suffixes=("", "_month")
    ).assign(
        value=lambda both: both["value"] - both["value_month"],
        slack=lambda both: both["slack"] + both["slack_month"],
        month=lambda both: both["month"] - 1,
    )
    bases = pd.concat([frame, earlier])[[*_KEYS, "span", *numbers]]
    bases = bases.assign(year=bases["year"] + 1)[bases["value"] > 0]
    pairs = printed.reset_index(names="row").merge(
        bases, on=[*_KEYS, "span"], suffixes=("", "_base")
    )
    pairs = pairs.assign(apart=pairs["group"] != pairs["group_base"])
    # A base of the same dataset goes first, and one that is stated before one that is inferred.
    pairs = pairs.sort_values("apart", kind="stable").drop_duplicates("row")
    factor = 1 + pairs["growth"] / 100
    implied = pairs["value"] / factor
    slack = (implied * _HALF_DIGIT + pairs["slack"]) / factor + pairs["slack_base"]
    off = _off(pairs["value_base"], implied, slack)
    return pairs.assign(other_value=pairs["value_base"], other=pairs["source_base"], off=off)


def _off(
    one: pd.Series[float], other: pd.Series[float], slack: pd.Series[float]
) -> pd.Series[float]:
    """Return by how much more than rounding two numbers differ, relative to the larger."""
    larger = one.where(one > other, other).clip(lower=1)
    off: pd.Series[float] = ((one - other).abs() - slack).clip(lower=0) / larger
    return off


def _latest(files: Together, *apart: str) -> pd.DataFrame:
    """Return the latest numbers of each dataset that can be compared, by series, year and month.

    The totals of China and of provinces, and all such numbers of a file that stands alone: cities and
    zones leap, and no report is on them. ``apart`` tells series apart beside what a number is of.
    """
    cells = files.cells
    of_group = Counter(raw.group for raw in files.files.values())
    alone = cells.matching("group", lambda group: of_group[group] == 1)
    known = cells.matching("region", lambda code: code == WHOLE or is_part("region", code))
    places = files.latest((totals(cells) | alone) & known)
    texts = [*CELL, "source", "group"]
    frame = cells.rows[[*texts, "value", "slack", "growth"]].iloc[places]
    frame = frame.astype(dict.fromkeys(texts, "str")).assign(
        year=cells.mapped("period", lambda period: int(period[:4]))[places],
        month=cells.mapped("period", lambda period: int(period[5:]))[places],
        steady=is_steady(cells)[places],
    )
    names = (*apart, *(name for name in SERIES if name != "span"))
    return frame.assign(key=cells.key(names)[places]).reset_index(drop=True)
