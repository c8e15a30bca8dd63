"""What makes a report type: its name, its parameters, and the module of the report."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from helpers.reports.common.parameters import Parameters


@dataclass(frozen=True)
class ReportType:
    """A report type; the report itself is imported when it is used.

    Attributes
    ----------
    name : str
        The name of its notebook, and of its folder on the site.
    parameters : type of Parameters
        Its parameters, typed.
    module : str
        The module that has its ``load`` and ``headings``.
    """

    name: str
    parameters: type[Parameters]
    module: str

    def page_of(self, values: Mapping[str, Any]) -> str:
        """Check values given by name, and name the edition's page; ParameterError if one is wrong."""
        return self.parameters.of(self.name, values).page

    def load(self, values: Mapping[str, Any]) -> Any:
        """Check the parameters, read the data, compute the figures; what a notebook's loading cell does.

        Parameters
        ----------
        values : mapping
            The parameters by name; a notebook gives its ``globals()``.

        Returns
        -------
        Report
            The report, whose parts the notebook shows.

        Raises
        ------
        ParameterError, NoDataError, SourceError
            One line that says what is allowed.
        """
        return self._report.load(values)

    def headings(self, parameters: Parameters) -> dict[str, str]:
        """Return the texts for the places held in the notebook's headings."""
        found: dict[str, str] = self._report.headings(parameters)
        return found

    @property
    def _report(self) -> Any:
        return importlib.import_module(self.module)
