"""The command explain."""

from __future__ import annotations

import click

from helpers.cli.repository import catalogue, repository
from helpers.core.errors import ParameterError
from helpers.core.repository import CATALOGUE
from helpers.publishing.runner.manifest import Present
from helpers.reports.common.data import open_store


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
