"""Commands and options whose help is the key of a text, shown in the language of whoever uses them."""

from __future__ import annotations

import re
from collections.abc import Callable, Generator, Iterable, Mapping
from contextlib import contextmanager
from typing import Any, Final, TypeVar
from unicodedata import east_asian_width

import click

from helpers.cli import spoken

_Decorated = TypeVar("_Decorated", bound="Callable[..., Any] | click.Command")

_HEADINGS: Final = {
    "Options": "help.options",
    "Positional arguments": "help.arguments",
    "Commands": "help.commands",
}
"""What click calls the sections of a help, each with the key of its heading."""

_WIDE: Final = re.compile(r"[⺀-鿿豈-﫿＀-￯]")
_PIECE: Final = re.compile(
    r"[\[（《“「]*(?:[⺀-鿿豈-﫿]|[^\s⺀-鿿豈-﫿\[\]（《“「，。、；：！？）》”」]+)?[\]，。、；：！？）》”」]*\s*"
)
"""What stays on one line: a Chinese character or a word, with the marks that touch it."""


def wrapped(text: str, width: int) -> str:
    """Break a line where Chinese may be broken; a wide character takes two columns."""
    lines, room = [""], width
    for piece in _PIECE.findall(text):
        columns = _columns(piece.rstrip())
        if columns > room and lines[-1]:
            lines.append("")
            room = width
        lines[-1] += piece
        room -= _columns(piece)
    return "\n".join(line.rstrip() for line in lines)


def _columns(text: str) -> int:
    return sum(1 + (east_asian_width(each) in "WF") for each in text)


def _laid_out(text: str, width: int) -> str:
    """Return a text whose paragraphs click leaves as they are, where it has Chinese, which click cannot break."""
    if not _WIDE.search(text):
        return text
    return "\n\n".join(f"\b\n{wrapped(paragraph, width)}" for paragraph in text.split("\n\n"))


class Formatter(click.HelpFormatter):
    """Writes a help with the headings of the language."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write how a command is called."""
        super().write_usage(prog, args, prefix or spoken.text("help.usage"))

    def write_heading(self, heading: str) -> None:
        """Write a heading, with the colon of the language."""
        self.write(f"{'':>{self.current_indent}}{heading}\n")

    @contextmanager
    def section(self, name: str) -> Generator[None]:
        """Begin a section with the heading of the language."""
        with super().section(spoken.text(_HEADINGS[name])):
            yield

    def write_text(self, text: str) -> None:
        """Write paragraphs."""
        super().write_text(_laid_out(text, self.width - self.current_indent))

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2
    ) -> None:
        """Write names, each with its text."""
        listed = list(rows)
        first = min(max(len(name) for name, _ in listed), col_max) + col_spacing
        room = max(self.width - first - self.indent_increment, 10)
        laid_out = [(name, _laid_out(text, room)) for name, text in listed]
        super().write_dl(laid_out, col_max, col_spacing)


class _Context(click.Context):
    formatter_class = Formatter


class _Spoken:
    """What has a help: it is given as the key of a text, and read as the text."""

    _key: str | None = None
    slots: Mapping[str, object] = {}

    @property
    def help(self) -> str | None:
        """The help in the language of whoever uses the command."""
        return spoken.fill(self._key, **self.slots) if self._key else None

    @help.setter
    def help(self, key: str | None) -> None:
        self._key = key


class _SpokenCommand(_Spoken):
    """What commands and groups have in common."""

    context_class: type[click.Context] = _Context

    def __init__(
        self, *names: Any, slots: Mapping[str, object] | None = None, **settings: Any
    ) -> None:
        super().__init__(*names, **settings)
        self.slots = slots or {}

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the option that shows the help."""
        option: click.Option | None = super().get_help_option(ctx)  # type: ignore[misc]
        if option:
            option.help = spoken.text("help.help")
        return option


class Option(_Spoken, click.Option):
    """An option whose help is a key; ``slots`` are what fills its text, besides the option's default."""

    def __init__(
        self, *names: Any, slots: Mapping[str, object] | None = None, **settings: Any
    ) -> None:
        super().__init__(*names, **settings)
        self.slots = {"default": self.default, **(slots or {})}

    def get_help_extra(self, ctx: click.Context) -> Any:
        """Return what stands behind the help: that it is required."""
        extra = super().get_help_extra(ctx)
        return {**extra, "required": spoken.text("help.required")} if "required" in extra else extra


class Argument(_Spoken, click.Argument):
    """An argument whose help is a key."""


class Command(_SpokenCommand, click.Command):
    """A command whose help is a key."""


class Group(_SpokenCommand, click.Group):
    """A group of commands whose help is a key."""


def command(
    key: str, name: str | None = None, cls: type[click.Command] = Command, **settings: Any
) -> Callable[[Callable[..., Any]], Any]:
    """Make a command of a function; ``key`` is that of its help."""
    return click.command(name, cls=cls, help=key, **settings)


def option(*names: str, help: str, **settings: Any) -> Callable[[_Decorated], _Decorated]:
    """Give a command an option; ``help`` is the key of what it does."""
    return click.option(*names, cls=Option, help=help, **settings)


def argument(name: str, help: str, **settings: Any) -> Callable[[_Decorated], _Decorated]:
    """Give a command an argument; ``help`` is the key of what it is."""
    return click.argument(name, cls=Argument, help=help, **settings)
