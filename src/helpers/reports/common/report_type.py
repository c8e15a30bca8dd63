"""What makes a report type: its name, its parameters, and four functions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from helpers.observations.warehouse.store import Store
from helpers.reports.common.parameters import Parameters


@dataclass(frozen=True)
class ReportType:
    """A report type.

    Attributes
    ----------
    name : str
        The name of its notebook, and of its folder on the site.
    parameters : type of Parameters
        Its parameters, typed.
    load : callable
        From values by name to the report itself; what the notebook's loading cell calls.
    page : callable
        From checked parameters to the name of the edition's page.
    headings : callable
        From checked parameters to the texts for the places held in the notebook's headings.
    available : callable
        From a store to the periods the report can be run for.
    """

    name: str
    parameters: type[Parameters]
    load: Callable[[Mapping[str, Any]], Any]
    page: Callable[[Any], str]
    headings: Callable[[Any], dict[str, str]]
    available: Callable[[Store], list[str]]

    def page_of(self, values: Mapping[str, Any]) -> str:
        """Check values given by name, and name the edition's page; ParameterError if one is wrong."""
        return self.page(self.parameters.of(self.name, values))
