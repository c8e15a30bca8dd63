"""The profile of a member: its parts in the order of the page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from helpers.core.dimensions import NATIONAL, VALUE
from helpers.core.periods import MONTH
from helpers.presentation.charts.picture import Gallery
from helpers.presentation.locale.words import Words
from helpers.presentation.prose import Prose, prose
from helpers.presentation.tables import Table
from helpers.reference.products import product_groups
from helpers.reference.provinces import provinces
from helpers.reports.common.blocks import Block
from helpers.reports.common.breakdown import Breakdown
from helpers.reports.common.data import files_behind, open_store, plain_text
from helpers.reports.common.names import report_words
from helpers.reports.common.one_partner import inside_of
from helpers.reports.common.overview import Overview
from helpers.reports.common.page_headings import Heading, heading_of
from helpers.reports.common.report import OverviewReport
from helpers.reports.common.view import View
from helpers.reports.profile import TYPE, ProfileParameters
from helpers.reports.profile.profile_figures import LISTED, compute
from helpers.reports.profile.standing import Standing

_ROOMS: Final = {"": "national", "region": "city", "partner": "partner"}
"""In whose words the totals are told: those of the report on a member of the dimension."""
_COLUMNS: Final = {"": (), "region": ("share",), "partner": ("share", "contribution")}


@dataclass(frozen=True)
class ProfileReport(OverviewReport):
    """The profile of a member; ``parts`` by dimension, those that the data has."""

    parameters: ProfileParameters
    parts: Mapping[str, Breakdown]

    def about(self) -> Prose:
        """Say what the member is: names and code of a province, members of a group."""
        inside = inside_of(self.parameters.member, self.parameters.period)
        words = self.view.words
        if self.parameters.dimension == "region":
            row = provinces().loc[self.parameters.member]
            names = {
                "full": words.full_region(self.parameters.member),
                "english": str(row["full_name_en"]),
            }
            of = words.text(f"macro_regions.{row['macro_region']}")
            slots = {**names, "code": self.parameters.member, "macro_region": of}
            return prose(self.view.words, [self.view.sentence("about.region", **slots)])
        if inside:
            named = self.view.joined(map(words.partner, inside))
            slots = {"count": str(len(inside)), "members": named}
            return prose(self.view.words, [self.view.sentence("about.group", **slots)])
        return prose(
            self.view.words, [self.view.sentence(f"about.{self.parameters.dimension or 'nation'}")]
        )

    @property
    def standing(self) -> Standing:
        """Its place among others, month by month."""
        return Standing(self.view)

    def part_heading(self, dimension: str, template: str) -> Heading | Block:
        """Show the heading of a part that the data has."""
        if dimension not in self.parts:
            return Block()
        part = self.parts[dimension]
        view, key = part.view, f"{part.key}.what"
        return heading_of(
            view.words,
            view.room,
            template,
            lambda words: {"what": replace(view, words=words).text(key)},
        )

    def parts_absent(self) -> Prose:
        """Say that the data tells no parts of the member apart, where that is so."""
        return (
            prose(self.view.words)
            if self.parts
            else prose(self.view.words, [self.view.sentence("parts.absent")])
        )

    def part(self, dimension: str) -> Prose:
        """Tell the largest members of a part."""
        return self.parts[dimension].prose() if dimension in self.parts else prose(self.view.words)

    def part_charts(self, dimension: str) -> Gallery | Block:
        """Draw what the members of a part contributed."""
        return self.parts[dimension].charts() if dimension in self.parts else Block()

    def part_table(self, dimension: str) -> Table | Block:
        """Show the largest members of a part."""
        return self.parts[dimension].table() if dimension in self.parts else Block()

    def _titled(self, heading: str) -> str:
        """Return a title as it is: there is one profile of a member, in one currency."""
        return heading


@plain_text
def load(parameters: ProfileParameters) -> ProfileReport:
    """Read the data and compute the figures: see ``ReportType.load``."""
    store = open_store()
    computed, words = compute(store, parameters), report_words(store, parameters.language)
    kind, files = parameters.dimension, files_behind(store, computed.figures)
    slots = {
        "unit": words.unit(computed.currency),
        "currency": words.text(f"units.{computed.currency}.name"),
        **_names(parameters, words),
    }
    subject = {kind: parameters.member} if kind else {}
    view = View(words, computed.figures, files, parameters.period, TYPE.name, slots, subject)
    view = replace(view, lists=computed.lists)
    totals = Overview(replace(view, room=_ROOMS[kind]), (VALUE,), _COLUMNS[kind], computed.missing)
    parts = {
        dimension: _part(replace(view, period=month), parameters, dimension)
        for dimension, month in computed.parts.items()
    }
    return ProfileReport(TYPE, parameters, computed.currency, view, totals=totals, parts=parts)


def _part(view: View, parameters: ProfileParameters, dimension: str) -> Breakdown:
    """Return what shows the members of a dimension: of goods the nine groups, of a group its own."""
    codes: tuple[str, ...] | None = None
    if dimension == "product":
        codes = tuple(map(str, product_groups().index))
    elif dimension == parameters.dimension:
        codes = inside_of(parameters.member, view.period)
    most = LISTED if dimension == "partner" else 0
    key = "members" if dimension == parameters.dimension else f"{dimension}s"
    return Breakdown(view, key, dimension, codes, most=most, part="weight")


def _names(parameters: ProfileParameters, words: Words) -> dict[str, str]:
    """Return what its own sentences, and those of the report on such a member, call it."""
    kind, code = parameters.dimension, parameters.member
    short = words.member(kind, code) if kind else words.text("whole.region")
    full = words.full_region(code) if kind == "region" else short
    subject = words.fill(f"profile.subject.{kind or NATIONAL}", full=full, short=short)
    return {"subject": subject, "region": full, "short": short, "partner": short}


def headings(parameters: ProfileParameters) -> dict[str, str]:
    """Give the texts for the places held in the notebook's headings."""
    words = report_words(open_store(), parameters.language)
    return {
        "month": words.period(parameters.period, MONTH),
        "subject": _names(parameters, words)["subject"],
    }
