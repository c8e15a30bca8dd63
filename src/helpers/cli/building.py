"""The command build, which imports nothing but the standard library while nothing changed."""

from __future__ import annotations

import click

from helpers.cli.working_folder import repository
from helpers.core.locks import build_lock
from helpers.publishing.site.freshness import inputs_of, is_current, record_site


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
    place = repository()
    with build_lock(place):
        if is_current(place):
            click.echo(f"Nothing changed: the site in {place.site} is as it would be made now")
            return
        inputs = inputs_of(place)
        from helpers.cli.build_steps import run_and_publish

        run_and_publish(place, accept_smaller=accept_smaller, scheduler=scheduler)
        record_site(place, inputs)
    home = place.site / "index.html"
    click.echo(f"The site is in {place.site}: open {home}, or run: make serve")
