"""The command build: nothing is imported here that a site which stands does not need."""

from __future__ import annotations

import importlib
from pathlib import Path

import click

from helpers.core.locks import build_lock
from helpers.core.repository import Repository, find_root
from helpers.publishing.site.freshness import is_as_made, made_of, put_stamp


@click.command()
@click.option(
    "--accept-smaller", is_flag=True, help="publish pages that are much smaller than they were"
)
@click.option(
    "--scheduler",
    metavar="ADDRESS",
    help="run the editions on the workers of a Dask scheduler, such as tcp://127.0.0.1:8786, "
    "instead of on this machine's processors",
)
def build(accept_smaller: bool, scheduler: str | None) -> None:
    """Run the editions of editions.yml that changed, and build the site.

    The site in _build/html is replaced only when everything has worked.
    """
    place = Repository(find_root(Path.cwd()))
    with build_lock(place):
        if is_as_made(place):
            click.echo(f"Nothing changed: the site in {place.site} is as it would be made now")
            return
        before = made_of(place)
        making = importlib.import_module("helpers.cli.build_steps")
        making.make(place, smaller=accept_smaller, scheduler=scheduler)
        put_stamp(place, before)
    home = place.site / "index.html"
    click.echo(f"The site is in {place.site}: open {home}, or run: make serve")
