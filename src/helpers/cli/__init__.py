"""The command line, ``tradebook``: the only place that prints and sets exit codes.

In: the words of a command. Out: what it prints, and its exit code. A module here is imported when one
of its commands is used, and imports no library before the command needs it: otherwise a moment's work
would begin with seconds of imports. Nothing here computes.
"""

from __future__ import annotations

import ast
import gc
import importlib
import os
import sys
from pathlib import Path
from typing import Final

import click

from helpers.core.errors import TradebookError
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


class _Commands(click.Group):
    """A group that imports a command when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        module, _, name = _COMMANDS[cmd_name].partition(".")
        command: click.Command = getattr(importlib.import_module(f"helpers.cli.{module}"), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands, each with the first line of its docstring, and import none of them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, _line_of(place)) for name, place in _COMMANDS.items()])


def _line_of(place: str) -> str:
    module, _, name = place.partition(".")
    code = ast.parse((Path(__file__).parent / f"{module}.py").read_bytes())
    functions = (node for node in code.body if isinstance(node, ast.FunctionDef))
    docs = {node.name: ast.get_docstring(node) or "" for node in functions}
    return docs[name].partition("\n")[0]


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
        hint = f"; see: {context.command_path} --help" if context else ""
        message = " ".join(error.format_message().split()).rstrip(".")
        return _failed(f"{message}{hint}", error.exit_code)
    except OSError as error:
        return _failed(f"{reason_of(error)}; nothing was replaced", 1)
    except (click.Abort, KeyboardInterrupt):
        click.echo("stopped; nothing was replaced", err=True)
        return STOPPED


def _failed(fault: str, code: int) -> int:
    click.secho(f"error: {fault}", err=True, fg="red")
    return code


@click.group(
    cls=_Commands,
    context_settings=CONTEXT,
)
@click.version_option(package_name="tradebook", prog_name="tradebook")
def tradebook() -> None:
    """Publish reports on China's goods trade: run notebooks on a month's data, build the site."""
