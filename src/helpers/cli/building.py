"""The command build, which imports nothing but the standard library while nothing changed."""

from __future__ import annotations

import click

from helpers.cli import spoken
from helpers.cli.spoken_help import command, option
from helpers.cli.working_folder import repository
from helpers.core.locks import build_lock
from helpers.publishing.site.freshness import inputs_of, is_current, record_site


@command("help.build.about")
@option("--accept-smaller", is_flag=True, help="help.accept_smaller")
@option("--scheduler", metavar="ADDRESS", help="help.build.scheduler")
def build(accept_smaller: bool, scheduler: str | None) -> None:
    """Run the editions that changed, and build the site."""
    place = repository()
    with build_lock(place):
        if is_current(place):
            click.echo(spoken.fill("messages.build.current", folder=place.site))
            return
        inputs = inputs_of(place)
        from helpers.cli.build_steps import run_and_publish

        run_and_publish(place, accept_smaller=accept_smaller, scheduler=scheduler)
        record_site(place, inputs)
    home = place.site / "index.html"
    click.echo(spoken.fill("messages.build.done", folder=place.site, page=home))
