"""The command line, ``tradebook``: the only place that prints and sets exit codes.

In: the words of a command. Out: what it prints, and its exit code. A module here is imported when one
of its commands is used, and imports no library before the command needs it: otherwise a moment's work
would begin with seconds of imports. Nothing here computes.
"""

from __future__ import annotations

import gc
import importlib
import os
import sys
from contextlib import suppress
from typing import Final

import click

from helpers.cli import spoken, spoken_help, usage_faults
from helpers.core.errors import LocaleError, TradebookError
from helpers.core.files import reason_of

CONTEXT: Final = {"help_option_names": ["-h", "--help"], "max_content_width": 96}

STOPPED: Final = 130
"""The exit code of a command that was stopped, as shells have it for Ctrl-C."""

_OBJECTS: Final = 100_000
"""So many new objects let the garbage collector look for those that are no longer used."""

_COMMANDS: Final = {
    "update": "update_command.update",
    "build": "building.build",
    "explain": "site_commands.explain",
    "run": "site_commands.run",
    "list": "site_commands.list_",
    "add": "add_command.add",
    "describe": "describe_command.describe",
    "check": "data_commands.check",
    "revisions": "data_commands.revisions",
    "export": "export_command.export",
    "factcheck": "factcheck_command.factcheck",
    "toc": "site_commands.toc_",
    "release": "release_commands.release",
    "verify": "release_commands.verify",
    "publish": "site_commands.publish",
    "pdf": "document_commands.pdf",
    "docx": "document_commands.docx",
    "brief": "document_commands.brief",
    "serve": "site_commands.serve",
    "words": "words_command.words",
}
"""The commands in the order of the help, each with the module and the name it is found by."""


class _Commands(spoken_help.Group):
    """A group that imports a command when it is asked for."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read what stands before the command, in the environment's language if no other is asked for."""
        spoken.speak(None)
        return super().parse_args(ctx, args)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Return the option that shows the help, which waits for the language that may follow it."""
        option = super().get_help_option(ctx)
        if option:
            option.is_eager = False
        return option

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        module, _, name = _COMMANDS[cmd_name].partition(".")
        command: click.Command = getattr(importlib.import_module(f"helpers.cli.{module}"), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands, each with the first line of its help, and import none of them."""
        abouts = {name: spoken.text(f"help.{name}.about") for name in _COMMANDS}
        with formatter.section("Commands"):
            formatter.write_dl([(name, text.partition("\n")[0]) for name, text in abouts.items()])


def main() -> None:
    """Run the command line."""
    # Libraries make many objects that stay: looking through them again and again takes a tenth of a
    # short command's time.
    gc.set_threshold(_OBJECTS)
    # None is used, and to look for them pydantic reads what every installed library says of itself.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    code = outcome(sys.argv[1:])
    # Nor are they looked through once more before the process ends, which takes a quarter of a second.
    gc.freeze()
    sys.exit(code)


def outcome(words: list[str]) -> int:
    """Run a command and return its exit code; a user's mistake is one line on stderr, no traceback."""
    try:
        code: int | None = tradebook.main(words, prog_name="tradebook", standalone_mode=False)
        return code or 0
    except TradebookError as error:
        return _failed(str(error), error.exit_code)
    except click.ClickException as error:
        context = getattr(error, "ctx", None)
        message = usage_faults.fault_of(error)
        if context:
            command = context.command_path
            message = spoken.fill("messages.see_help", fault=message, command=command)
        return _failed(message, error.exit_code)
    except OSError as error:
        return _failed(spoken.fill("messages.nothing_replaced", fault=reason_of(error)), 1)
    except (click.Abort, KeyboardInterrupt):
        click.echo(spoken.text("messages.stopped"), err=True)
        return STOPPED


def _failed(fault: str, code: int) -> int:
    # Where the words of the command line themselves cannot be read, the fault says so.
    with suppress(LocaleError):
        fault = spoken.fill("messages.error", fault=fault)
    click.secho(fault, err=True, fg="red")
    return code


def _speak(_: click.Context, __: click.Parameter, language: str | None) -> None:
    """Speak a language from here on, if one is asked for."""
    if language:
        spoken.speak(language)


@spoken_help.command("help.about", cls=_Commands, context_settings=CONTEXT)
@spoken_help.option(
    "--lang",
    type=usage_faults.Choice(spoken.LANGUAGES),
    is_eager=True,
    expose_value=False,
    callback=_speak,
    help="help.lang",
    slots={"default": spoken.DEFAULT},
)
@click.version_option(
    package_name="tradebook",
    prog_name="tradebook",
    cls=spoken_help.Option,
    help="help.version",
)
def tradebook() -> None:
    """Run a command of the command line."""
