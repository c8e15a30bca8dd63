"""Whom the data has profiles of, each with the newest month and the currency of its series."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from helpers.core.dimensions import NATIONAL
from helpers.observations.warehouse.query import Query
from helpers.observations.warehouse.store import Store
from helpers.reference.partners import GROUPS
from helpers.reference.provinces import provinces
from helpers.reference.reference_table import stated_names
from helpers.reports.common.data import ReportData
from helpers.reports.common.reshape import every_partner

_LOOKED_AT: Final = 3
"""In how many of the newest months with partners a group is looked for."""


class ProfileMember(NamedTuple):
    """A member of whom there is a profile, up to which month, and in which currency."""

    member: str
    period: str
    currency: str


def members_with_data(store: Store) -> list[ProfileMember]:
    """List the nation, the provinces and the groups of partners that a store has values of, in this order."""
    every = ReportData(store, Query("", "")).in_currencies()
    known = {data.query.unit: data for data in every}
    months: dict[str, dict[str, list[str]]] = {}
    for currency, data in known.items():
        for member, found in _months_of_members(data):
            months.setdefault(member, {})[currency] = found
    order = (NATIONAL, *provinces().index, *GROUPS, *stated_names("partner"))
    return [_best(member, months[member]) for member in order if member in months]


def _best(member: str, months: Mapping[str, list[str]]) -> ProfileMember:
    """Choose the currency with most months; of several the one with the newest, then the preferred one."""
    currency = max(months, key=lambda one: (len(months[one]), months[one][-1]))
    return ProfileMember(member, months[currency][-1], currency)


def _months_of_members(data: ReportData) -> Iterator[tuple[str, list[str]]]:
    """Yield the members that a currency has values of, with their months, the oldest first."""
    if whole := data.months():
        yield NATIONAL, whole
    rows = data.series("region").rows
    for code, cells in rows[rows["region"].isin(provinces().index)].groupby("region"):
        yield str(code), sorted({*cells["period"]})
    with_partners = data.months("partner")
    found: dict[str, list[str]] = {}
    for month in with_partners[-_LOOKED_AT:]:
        panel = every_partner(data.change(period=month))
        there = {*panel.loc[panel["value"].notna(), "partner"]}
        for group in (*GROUPS, *stated_names("partner")):
            if group in there:
                found.setdefault(group, []).append(month)
    yield from found.items()
