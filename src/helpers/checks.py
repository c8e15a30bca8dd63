"""Checks of the observations: what must hold before anything is computed from them.

Each check is a function from the store's observations to findings; ``run_checks`` runs all of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

import pandas as pd

from helpers.reference import provinces
from helpers.reference.stated import stated_names
from helpers.sources.meta import RawFile
from helpers.vocabulary import DIMENSIONS, EXPORT, IMPORT, MONTH, SPANS, VALUE, WHOLE, YTD, is_part

ERROR: Final = "error"
WARNING: Final = "warning"

_ROUNDING: Final = 1.0
"""Sums may differ by what the last digit of each row allows: one unit a row, or its ``step``."""


@dataclass(frozen=True)
class Finding:
    """What a check found: its name, how bad it is, the raw file, and one line."""

    check: str
    severity: str
    source: str
    message: str


def run_checks(observations: pd.DataFrame, files: Iterable[RawFile]) -> list[Finding]:
    """Run every check.

    Parameters
    ----------
    observations : pandas.DataFrame
        Columns ``OBSERVATION_COLUMNS``.
    files : iterable of RawFile
        Their descriptions.

    Returns
    -------
    list of Finding
        Errors first; empty where all is well.
    """
    described = {raw.id: raw for raw in files}
    findings = [
        finding
        for source, rows in observations.groupby("source", sort=True)
        for check in CHECKS
        for finding in check(rows, described[str(source)])
    ]
    findings += sources_agree(observations, list(described.values()))
    return sorted(findings, key=lambda finding: (finding.severity != ERROR, finding.source))


def known_regions(rows: pd.DataFrame, raw: RawFile) -> list[Finding]:
    """Report regions that are neither China, nor a group, nor a province or a longer code in one."""
    codes = set(rows["region"].unique()) - {WHOLE} - stated_names("region").keys()
    known = set(provinces().index)
    unknown = sorted(code for code in codes if code[:2] not in known)
    return [
        Finding(
            "known_regions",
            ERROR,
            raw.id,
            f"region '{code}' is no province's code; expected 11 to 65",
        )
        for code in unknown
    ]


def month_within_ytd(rows: pd.DataFrame, raw: RawFile) -> list[Finding]:
    """Report months larger than January to the same month."""
    keys = ["period", "flow", *DIMENSIONS, "measure", "unit"]
    spans = [rows.loc[rows["span"] == span, [*keys, "value", "step"]] for span in (MONTH, YTD)]
    both = spans[0].merge(spans[1], on=keys, suffixes=("_month", "_ytd"))
    slack = _rounding(both["step_month"].fillna(0) + both["step_ytd"].fillna(0))
    larger = both[both["value_month"] > both["value_ytd"] + slack]
    return [
        Finding(
            "month_within_ytd",
            ERROR,
            raw.id,
            f"{cell.period} {cell.flow} region {cell.region} partner {cell.partner} product "
            f"{cell.product}: the month, {cell.value_month:.0f}, is more than January to it, "
            f"{cell.value_ytd:.0f}",
        )
        for cell in larger.itertuples()
    ]


def members_make_whole(rows: pd.DataFrame, raw: RawFile) -> list[Finding]:
    """Report sums over a complete dimension that differ from the whole the same file states."""
    findings = []
    for dimension in raw.complete:
        others = [name for name in DIMENSIONS if name != dimension]
        keys = ["period", "span", "flow", *others, "measure", "unit"]
        parts = rows[rows[dimension].map(lambda code, of=dimension: is_part(of, code))]
        grouped = parts.groupby(keys)
        sums = grouped["value"].agg(["sum", "size"]).assign(step=grouped["step"].max())
        whole = rows.loc[rows[dimension] == WHOLE, [*keys, "value", "step"]]
        both = sums.reset_index().merge(whole, on=keys, suffixes=("", "_whole"))
        halves = both["size"] * both["step"].fillna(0) + both["step_whole"].fillna(0)
        slack = (halves / 2).clip(lower=both["size"] * _ROUNDING)
        apart = both[(both["sum"] - both["value"]).abs() > slack]
        findings += [
            Finding(
                "members_make_whole",
                ERROR,
                raw.id,
                f"{cell.period} {cell.span} {cell.flow}: the members of {dimension} add up to "
                f"{cell.sum:.0f}, the whole is {cell.value:.0f}",
            )
            for cell in both.loc[apart.index].itertuples()
        ]
    return findings


def both_directions(rows: pd.DataFrame, raw: RawFile) -> list[Finding]:
    """Warn of months with values in one direction only: no total or balance can be made."""
    money = rows[rows["measure"] == VALUE]
    flows = money.groupby(["span", "period"])["flow"].agg("+".join).reset_index()
    findings = []
    for only in (EXPORT, IMPORT):
        for span in SPANS:
            months = [
                str(month)
                for which, month, there in flows.itertuples(index=False)
                if which == span and set(str(there).split("+")) == {only}
            ]
            if months:
                told = months[0] if len(months) == 1 else f"{months[0]} to {months[-1]}"
                message = f"{told} ({span}) has {only} only"
                findings.append(Finding("both_directions", WARNING, raw.id, message))
    return findings


def one_level_of_products(rows: pd.DataFrame, raw: RawFile) -> list[Finding]:
    """Report HS codes of several lengths in a file whose products are to be added up."""
    if "product" not in raw.complete:
        return []
    lengths = sorted({len(code) for code in rows["product"].unique() if code.isdigit()})
    if len(lengths) <= 1:
        return []
    message = f"HS codes of {' and '.join(map(str, lengths))} digits; expected one length to add up"
    return [Finding("one_level_of_products", ERROR, raw.id, message)]


def sources_agree(observations: pd.DataFrame, files: list[RawFile]) -> list[Finding]:
    """Warn of provincial and national totals that two files state, or add up to, differently.

    A later release of the same figures is a new vintage and may differ; it is told all the same, so
    that nobody takes a revision for a mistake, or a mistake for a revision.
    """
    cell = ["period", "span", "flow", "region", "measure", "unit"]
    frames = [_totals(observations, raw).assign(source=raw.id) for raw in files]
    totals = pd.concat(frames, ignore_index=True)
    pairs = totals.merge(totals, on=cell, suffixes=("", "_other"))
    pairs = pairs[pairs["source"] < pairs["source_other"]]
    slack = pairs[["slack", "slack_other"]].sum(axis=1)
    apart = pairs[(pairs["value"] - pairs["value_other"]).abs() > slack]
    return [
        Finding(
            "sources_agree",
            WARNING,
            str(row.source),
            f"{row.period} {row.span} {row.flow} {row.measure} of region {row.region}: "
            f"{row.value:.0f} {row.unit}, but {row.value_other:.0f} in {row.source_other}",
        )
        for row in apart.itertuples()
    ]


def _totals(observations: pd.DataFrame, raw: RawFile) -> pd.DataFrame:
    """Give a file's totals of all goods and partners by region, and of China where it can add up.

    Returns
    -------
    pandas.DataFrame
        Period, span, flow, region, measure, unit, ``value``, and ``slack``: what rounding can make
        of the rows added.
    """
    rows = observations[observations["source"] == raw.id]
    inner = [name for name in DIMENSIONS if name != "region"]
    rows = rows[(rows[inner] == WHOLE).all(axis=1)]
    cell = ["period", "span", "flow", "region", "measure", "unit"]
    rows = rows.assign(slack=_rounding(rows["step"]))
    stated = rows[[*cell, "value", "slack"]]
    if "region" not in raw.complete or (rows["region"] == WHOLE).any():
        return stated
    parts = rows[rows["region"].map(lambda code: is_part("region", code)).astype(bool)]
    keys = [name for name in cell if name != "region"]
    added = parts.groupby(keys)[["value", "slack"]].sum().reset_index().assign(region=WHOLE)
    return pd.concat([stated, added], ignore_index=True)


def _rounding(step: pd.Series[float]) -> pd.Series[float]:
    return step.fillna(0).clip(lower=_ROUNDING)


CHECKS: Final[tuple[Callable[[pd.DataFrame, RawFile], list[Finding]], ...]] = (
    known_regions,
    month_within_ytd,
    members_make_whole,
    both_directions,
    one_level_of_products,
)
"""The checks of one file, in the order they are run in; ``sources_agree`` looks across files."""
