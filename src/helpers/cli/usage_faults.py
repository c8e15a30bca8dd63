"""What click finds wrong with the words of a command, in the language of whoever typed them."""

from __future__ import annotations

from typing import Any

import click

from helpers.cli import spoken


class Choice(click.Choice[str]):
    """One of several words."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the word; UsageError with all there are when it is none of them."""
        if param is None or value in self.choices:
            return super().convert(value, param, ctx)
        slots = {"name": param.opts[0], "known": ", ".join(self.choices), "found": value}
        raise click.UsageError(spoken.fill("messages.usage.choice", **slots), ctx)


class WholeNumber(click.IntRange):
    """A whole number within bounds."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """Return the number; UsageError with the bounds when it is none, or outside."""
        try:
            return int(super().convert(value, param, ctx))
        except click.BadParameter:
            name = param.opts[0] if param else ""
            slots = {"name": name, "low": self.min, "high": self.max, "found": value}
            fault = spoken.fill("messages.usage.whole_number", **slots)
            raise click.UsageError(fault, ctx) from None


def fault_of(error: click.ClickException) -> str:
    """Return what is wrong, in one line without a point; what click alone knows is English."""
    match error:
        case click.MissingParameter(param=click.Option() as option):
            return spoken.fill("messages.usage.missing_option", name=option.opts[0])
        case click.MissingParameter(param=click.Argument() as argument):
            return spoken.fill("messages.usage.missing_argument", name=argument.human_readable_name)
        case click.NoSuchOption():
            fault = spoken.fill("messages.usage.no_option", name=error.option_name)
            return _meant(fault, error.possibilities)
        case click.exceptions.NoSuchCommand():
            fault = spoken.fill("messages.usage.no_command", name=error.command_name)
            return _meant(fault, error.possibilities)
    return " ".join(error.format_message().split()).rstrip(".")


def _meant(fault: str, possible: list[str] | None) -> str:
    """Add the names that may have been meant."""
    if not possible:
        return fault
    return spoken.fill("messages.usage.meant", fault=fault, known=", ".join(possible))
