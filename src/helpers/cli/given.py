"""Options that several commands read alike."""

from __future__ import annotations

from datetime import date

from helpers.cli import spoken
from helpers.core.errors import ParameterError
from helpers.core.periods import Month


def month_of(option: str, text: str) -> str:
    """Read a month given as an option."""
    try:
        return str(Month.parse(text))
    except ValueError:
        fault = spoken.fill("messages.expected_month", option=option, found=text)
        raise ParameterError(fault) from None


def day_of(option: str, text: str) -> date:
    """Read a day given as an option."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        fault = spoken.fill("messages.expected_day", option=option, found=text)
        raise ParameterError(fault) from None
