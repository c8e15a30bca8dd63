"""What makes a report type: its name, its parameters, and the modules of its room."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from helpers.reports.common.parameters import Parameters

if TYPE_CHECKING:
    from helpers.observations.warehouse.store import Store


@dataclass(frozen=True)
class ReportType:
    """A report type; of its room only what is used is imported.

    Attributes
    ----------
    name : str
        The name of its notebook, and of its folder on the site.
    room : str
        The folder below ``reports/`` with its modules ``report`` and ``available``.
    parameters : type of Parameters
        Its parameters, typed.
    """

    name: str
    room: str
    parameters: type[Parameters]

    def page_of(self, values: Mapping[str, Any]) -> str:
        """Check values given by name, and name the edition's page; ParameterError if one is wrong."""
        return self.parameters.of(self.name, values).page

    def load(self, values: Mapping[str, Any]) -> Any:
        """Return the report itself; what the notebook's loading cell calls."""
        return self._module("report").load(values)

    def headings(self, parameters: Parameters) -> dict[str, str]:
        """Return the texts for the places held in the notebook's headings."""
        found: dict[str, str] = self._module("report").headings(parameters)
        return found

    def available(self, store: Store) -> list[str]:
        """List the periods of a store that the report can be run for."""
        found: list[str] = self._module("available").available(store)
        return found

    def _module(self, name: str) -> Any:
        return importlib.import_module(f"helpers.reports.{self.room}.{name}")
