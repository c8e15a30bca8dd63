"""What mattered most in the period of a report, in one line that a rule chooses from its figures.

Of exports and imports the one comes first whose value moved more. Of the members that it is made of, where they
add up to it and none is missing, the one is named that moved it most, up or down.
"""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from helpers.core.dimensions import EXPORT, IMPORT, VALUE
from helpers.indicators.figures import Figure
from helpers.presentation.prose import sentence, whole
from helpers.reports.common.extremes import extremes_of, most_of
from helpers.reports.common.view import View


@dataclass(frozen=True)
class Lead:
    """The lead of a report.

    Attributes
    ----------
    view : View
        The figures of the report's subject.
    dimension : str
        The dimension whose members may have moved it; empty where the report has none that add up.
    """

    view: View
    dimension: str = ""

    def line(self) -> Markup:
        """Write the line; nothing where neither flow has a growth."""
        phrases = self._phrases()
        view = self.view
        return whole(view.words, view.joined(phrases, "semicolon")) if phrases else Markup()

    def findings(self) -> list[str]:
        """Write what it says of each flow as a sentence of its own, as plain text."""
        return [whole(self.view.words, phrase).striptags() for phrase in self._phrases()]

    def _phrases(self) -> list[Markup]:
        return [self._phrase(each) for each in self._flows()]

    def finding(self, flow: str) -> str:
        """Write what a chart of a flow shows first: by whom it was moved most, or without a dimension how it moved.

        Nothing where it has no growth, or nobody is known to have moved it most.
        """
        view = self._view.at(flow=flow)
        growth, most = view.find("growth"), self._most(view)
        if growth is None or (self.dimension and most is None):
            return ""
        slots: dict[str, str] = {"flow": view.words.text(f"flows.{flow}")}
        if most is None:
            return sentence(view.words, "lead.flow", growth=growth, **slots).striptags()
        slots["toward"] = view.words.text(f"toward.{flow}")
        return sentence(
            view.words,
            f"charts.finding.{self.dimension}",
            name=view.name(self.dimension, most),
            contribution=most,
            **slots,
        ).striptags()

    @property
    def flow(self) -> str:
        """Return the flow whose value moved more; empty where neither has a growth."""
        return next((view.keys["flow"] for view in self._flows()), "")

    @property
    def _view(self) -> View:
        span = self.view.keys.get("span", self.view.told_spans[0])
        return self.view.at(measure=VALUE, span=span)

    def _flows(self) -> list[View]:
        """Return the views of the flows with a growth, the one first whose value moved more."""
        views = (self._view.at(flow=flow) for flow in (EXPORT, IMPORT))
        flows = [view for view in views if view.find("growth")]
        return sorted(flows, key=_distance, reverse=True)

    def _phrase(self, view: View) -> Markup:
        slots = {"flow": view.words.text(f"flows.{view.keys['flow']}")}
        told = sentence(view.words, "lead.flow", growth=view.figure("growth"), **slots)
        most = self._most(view)
        if most is None:
            return told
        slots["toward"] = view.words.text(f"toward.{view.keys['flow']}")
        name = view.name(self.dimension, most)
        return told + sentence(
            view.words, f"lead.most.{self.dimension}", name=name, contribution=most, **slots
        )

    def _most(self, view: View) -> Figure | None:
        """Return the contribution of the member that moved the flow most, as far as one can see."""
        if not self.dimension or not view.is_ranked(self.dimension):
            return None
        levels, pulls = (view.parts(one, self.dimension) for one in ("level", "contribution"))
        ends = extremes_of(view.words, pulls) if len(pulls) == len(levels) > 1 else {}
        return most_of(ends.values()) if ends else None


def _distance(view: View) -> float:
    change = view.find("change")
    return abs(change.value or 0) if change else 0.0
