"""The commands of the editions and the site: run, explain, list, toc, publish, serve."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib import import_module
from itertools import starmap
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from helpers.cli import CONTEXT, spoken
from helpers.cli.checked_repository import catalogue, contents, listed_edition, reports_of
from helpers.cli.spoken_help import Command, Group, Option, argument, command, option
from helpers.cli.usage_faults import WholeNumber
from helpers.cli.working_folder import file_here, repository
from helpers.core import errors
from helpers.core.errors import BuildError, ParameterError
from helpers.core.files import check_output, write_whole
from helpers.core.locks import build_lock
from helpers.core.repository import CATALOGUE, Repository
from helpers.presentation.locale.language import DEFAULT
from helpers.publishing.catalogue.declarations import Declaration
from helpers.publishing.catalogue.editions import (
    TOC,
    Edition,
    read_declarations,
    toc,
)
from helpers.reports.common.parameters import LANGUAGE_SLOTS
from helpers.reports.registry import REPORTS, report_type

if TYPE_CHECKING:
    from helpers.publishing.runner.manifest import StaleReason
    from helpers.reports.common.parameters import Offer


class _Reports(Group):
    """One command a report type, its options made from its parameters; and one a series."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(REPORTS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command:
        if cmd_name in REPORTS:
            return _run_command(cmd_name, cmd_name)
        series = {one.key: one for one in _declarations(repository())}
        if cmd_name not in series:
            slots = {"reports": ", ".join(REPORTS), "series": ", ".join(series)}
            raise ParameterError(
                spoken.fill(
                    "messages.editions.unknown", name=cmd_name, catalogue=CATALOGUE, **slots
                )
            )
        return _run_command(cmd_name, series[cmd_name].report)


def _declarations(place: Repository) -> list[Declaration]:
    return read_declarations(place.root / CATALOGUE)


@command("help.run.about", cls=_Reports, subcommand_metavar="REPORT [OPTIONS]")
def run() -> None:
    """Run one report's notebook with parameters of one's own."""


def _run_command(name: str, report: str) -> click.Command:
    model = report_type(report).parameters
    fields = sorted(model.model_fields.items(), key=lambda item: not item[1].is_required())
    options: list[click.Parameter] = [
        Option(
            [f"--{field.replace('_', '-')}"],
            required=info.is_required(),
            metavar="TEXT",
            help=f"help.parameters.{field}",
            slots=LANGUAGE_SLOTS,
        )
        for field, info in fields
    ]
    options.append(
        Option(
            ["-o", "--output"],
            type=click.Path(dir_okay=False, path_type=Path),
            help="help.run.output",
        )
    )

    def run_with(output: Path | None, **values: str | None) -> None:
        parameters = {key: value for key, value in values.items() if value is not None}
        _run(name, report, parameters, output)

    return Command(
        name,
        params=options,
        callback=run_with,
        help="help.run.report",
        slots={"report": name},
        context_settings=CONTEXT,
    )


def _run(name: str, report: str, given: dict[str, Any], output: Path | None) -> None:
    """Run one edition; a mistake in the parameters is reported as such, not as a failing cell."""
    place = repository()
    edition = _edition(_declarations(place), name, report, given)
    language = str(edition.parameters.get("language", DEFAULT))
    named = file_here(edition.folder, edition.name, language, "ipynb")
    target = check_output(output or named)
    # What is asked for is checked first: what runs editions takes long to import.
    from helpers.cli.progress import progress
    from helpers.core.workers import process_pool
    from helpers.presentation.charts.drawing import drawing_in
    from helpers.publishing.bundle.bundle import bundle_path
    from helpers.publishing.runner.edition import read_notebook, run_edition, steps_of

    check_output(bundle_path(target))
    with process_pool(1) as pool:
        # Another process reads the notebook and starts to draw; this one imports the report meanwhile.
        reading = pool.submit(read_notebook, place.notebooks, report)
        with drawing_in(pool), progress(1) as bars:
            import_module(report_type(report).module)
            notebook = reading.result()
            advance = bars.stage(edition.page, steps_of(notebook))
            try:
                run_edition(edition, place.notebooks, target.resolve(), advance, notebook)
            except BuildError as error:
                # The cell's own error, where it is one of ours: what was asked for cannot be had.
                kind = getattr(errors, getattr(error.__cause__, "ename", ""), None)
                if kind is None:
                    raise
                raise kind(getattr(error.__cause__, "evalue", error)) from None
    click.echo(spoken.fill("messages.wrote", file=target))


def _edition(
    series: Iterable[Declaration], name: str, report: str, given: dict[str, Any]
) -> Edition:
    """Return the edition of parameters, with what a series of that name shares."""
    kind, named = report_type(report), next((one for one in series if one.key == name), None)
    values = {**(named.parameters if named and named.report == report else {}), **given}
    parameters = kind.parameters.of(report, values)
    mine = named is not None and named.of[:2] == (report, parameters.subject)
    folder = name if mine else kind.folder_of(parameters)
    return Edition(report, parameters.page, values, series="" if folder == report else folder)


@command("help.explain.about")
@argument("series", help="help.edition.series")
@argument("period", help="help.edition.period")
def explain(series: str, period: str) -> None:
    """Say why a build would run an edition, or why it would not."""
    from helpers.publishing.runner.manifest import stale_reasons
    from helpers.reports.common.data import open_store

    place = repository()
    edition = listed_edition(catalogue(place), series, period)
    store = open_store(place.data)
    reasons = list(stale_reasons(edition, place.notebooks, place.executed(edition.page), store))
    if not reasons:
        click.echo(spoken.fill("messages.editions.fresh", edition=edition.page))
    for reason in reasons:
        slots = {"edition": edition.page, "reason": reason_in_words(reason)}
        click.echo(spoken.fill("messages.editions.stale", **slots))


def reason_in_words(reason: StaleReason) -> str:
    """Say why an edition would come out different now."""
    kind = spoken.text(f"messages.stale.kinds.{reason.kind}") if reason.kind else ""
    slots = {"kind": kind, "name": reason.name, "was": reason.was, "now": reason.now}
    return spoken.fill(f"messages.stale.changes.{reason.change}", **slots)


@command("help.list.about", name="list")
def list_() -> None:
    """List the series, their published editions, and the months with data."""
    place = repository()
    reports = reports_of(place)
    published = {series.key: series.editions for series in contents(place, reports).series}
    series = {one.key: (one.report, one.parameters) for one in _declarations(place)}
    known = {report for report, _ in series.values()}
    unpublished = {name: (name, dict[str, str]()) for name in REPORTS if name not in known}
    for key, (report, parameters) in {**series, **unpublished}.items():
        currencies = _by_currency(reports.offers(report, parameters))
        path = "messages.editions.listed_by_currency" if currencies else "messages.editions.listed"
        slots = {
            "series": key,
            "published": _listed(edition.name for edition in published.get(key, ())),
            "runnable": _listed(starmap(_period, reports.periods(report, parameters).items())),
            "currencies": currencies,
        }
        click.echo(spoken.fill(path, **slots))


def _period(name: str, of: Mapping[str, str]) -> str:
    """Return what the list calls a period: the name of its page, and the month it reaches where that says more."""
    if "through" in of:
        return spoken.fill("messages.editions.through", name=name, month=of["through"])
    month = of.get("period", name)
    return name if month == name else spoken.fill("messages.editions.until", name=name, month=month)


def _listed(names: Iterable[str]) -> str:
    comma = spoken.text("messages.editions.comma")
    return comma.join(names) or spoken.text("messages.editions.none")


def _by_currency(offers: Mapping[str, Iterable[Offer]]) -> str:
    """List the months of each currency, where there are several; else nothing."""
    found: dict[str, list[str]] = {}
    for month, offered in offers.items():
        for offer in offered:
            found.setdefault(offer.currency, []).append(month)
    parts = (
        spoken.fill("messages.editions.of_currency", currency=currency, months=_listed(months))
        for currency, months in found.items()
    )
    return spoken.text("messages.editions.semicolon").join(parts) if len(found) > 1 else ""


@command("help.toc.about", name="toc")
def toc_() -> None:
    """Write the table of contents from the catalogue."""
    place = repository()
    write_whole(check_output(place.root / TOC), toc(contents(place)).encode())
    click.echo(spoken.fill("messages.editions.contents", file=TOC, catalogue=CATALOGUE))


@command("help.publish.about")
@option(
    "--to",
    "target",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="help.publish.to",
)
def publish(target: Path) -> None:
    """Copy the site that was built into a folder of a web server, whole or not at all."""
    from helpers.publishing.site.deploy import deploy

    place = repository()
    with build_lock(place):
        number = deploy(place.site, target)
    click.echo(spoken.fill("messages.publish.copied", count=number, folder=target))


@command("help.serve.about")
@option("--port", type=WholeNumber(0, 65_535), default=8000, help="help.serve.port")
def serve(port: int) -> None:
    """Show the built site in a browser on this machine."""
    from helpers.publishing.site.deploy import serve as server_of

    server = server_of(repository().site, port)
    address = f"http://127.0.0.1:{server.server_port}"
    click.echo(spoken.fill("messages.serve.shows", address=address))
    server.serve_forever()
