"""The parameters of the report."""

from __future__ import annotations

from typing import Final

from helpers.reports.common.parameters import MonthlyParameters

NAME: Final = "provincial"
ROOM: Final = "provincial"


class ProvincialParameters(MonthlyParameters):
    """The parameters: the month."""
