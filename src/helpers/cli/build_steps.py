"""Making the site from what changed; and the command explain, which says what that is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

import click

from helpers.cli.progress import progress
from helpers.cli.repository import catalogue, refuse_errors, repository, verified
from helpers.core.errors import ParameterError
from helpers.core.repository import CATALOGUE, Repository
from helpers.indicators.figures import Figures
from helpers.presentation.locale.words import chinese
from helpers.publishing.bundle.published import Shelf, shelve
from helpers.publishing.runner.cluster import run_on_cluster
from helpers.publishing.runner.manifest import Present
from helpers.publishing.runner.pool import run_many
from helpers.publishing.site.build import check_ready, publish, run_editions, to_run
from helpers.reports.about.differences import FiguresOf, loaded
from helpers.reports.about.pages import page_context
from helpers.reports.about.search_names import lookup
from helpers.reports.common.data import open_store


def make(place: Repository, *, smaller: bool, scheduler: str | None) -> None:
    """Run what has to be run, make the site and put it in place."""
    runner = partial(run_on_cluster, address=scheduler) if scheduler else run_many
    listed = catalogue(place)
    data = place.root / "data"
    refuse_errors(verified(data / "raw"))
    check_ready(place, listed)
    store = open_store(data)
    jobs = to_run(place, listed, store)
    with progress(len(jobs) + 1) as bars:
        run_editions(jobs, bars, runner)
        shelves = shelve(listed, place.editions)
        context = page_context(store, chinese(), data / "published", _figures_in(shelves))
        told = lookup(chinese())
        publish(place, listed, shelves, context, told, progress=bars, smaller=smaller)


@click.command()
@click.argument("report", help="the report type, such as provincial")
@click.argument("period", help="the edition's name, such as 2025-11, or 2024 of a year")
def explain(report: str, period: str) -> None:
    """Say why a build would run an edition, or why it would not.

    For example: tradebook explain provincial 2025-11
    """
    place = repository()
    editions = {edition.page: edition for edition in catalogue(place).editions}
    page = f"{report}/{period}"
    if page not in editions:
        raise ParameterError(
            f"edition {page} is not in {CATALOGUE}; expected one of {', '.join(sorted(editions))}"
        )
    present = Present(place.notebooks, open_store(place.root / "data"))
    reasons = list(present.reasons(editions[page], place.executed(page)))
    if not reasons:
        click.echo(
            f"{page}: will not be run; notebook, code, parameters, libraries, and all that it asked "
            "the data are as they were"
        )
    for reason in reasons:
        click.echo(f"{page}: will be run; {reason}")


def _figures_in(shelves: Iterable[Shelf]) -> FiguresOf:
    """Return a function that gives the figures of an edition that was run, and computes others."""
    run = [one for shelf in shelves for one in shelf.editions]

    def figures(report: str, parameters: Mapping[str, Any]) -> Figures:
        for one in run:
            if (one.edition.report, one.edition.parameters) == (report, parameters):
                return Figures.read(one.record["figures"])
        return loaded(report, parameters)

    return figures
