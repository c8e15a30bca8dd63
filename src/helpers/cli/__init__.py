"""The command line, ``tradebook``: the only place that prints and sets exit codes.

``building``, ``data``, ``releases`` and ``site`` hold the commands; ``workshop`` finds the repository,
``progress`` shows how far a command is.
"""

from __future__ import annotations

import sys

import click

from helpers.cli import building, data, releases, site
from helpers.errors import TradebookError


def main() -> None:
    """Run the command line; a user's mistake is one line on stderr and an exit code, no traceback."""
    try:
        sys.exit(tradebook.main(prog_name="tradebook", standalone_mode=False) or 0)
    except TradebookError as error:
        click.secho(f"error: {error}", err=True, fg="red")
        sys.exit(error.exit_code)
    except click.ClickException as error:
        context = getattr(error, "ctx", None)
        hint = f"; see: {context.command_path} --help" if context else ""
        message = " ".join(error.format_message().split()).rstrip(".")
        click.secho(f"error: {message}{hint}", err=True, fg="red")
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("stopped; nothing was replaced", err=True)
        sys.exit(130)


@click.group(context_settings=site.CONTEXT)
@click.version_option(package_name="tradebook", prog_name="tradebook")
def tradebook() -> None:
    """Publish reports on China's goods trade: run notebooks on a month's data, build the site."""


for _command in (
    building.build,
    building.explain,
    site.run,
    site.list_,
    data.add,
    data.check,
    data.revisions,
    site.toc_,
    releases.release,
    releases.verify,
    site.pdf,
    site.serve,
):
    tradebook.add_command(_command)
