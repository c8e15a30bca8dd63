"""The commands of the editions and the site: run, explain, list, toc, pdf, publish, serve."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

import click

from helpers.cli import CONTEXT
from helpers.cli.checked_repository import catalogue
from helpers.cli.working_folder import repository
from helpers.core import errors
from helpers.core.errors import BuildError, ParameterError
from helpers.core.files import write_whole
from helpers.core.locks import build_lock
from helpers.core.repository import CATALOGUE, Repository
from helpers.publishing.catalogue.editions import TOC, Edition, toc
from helpers.reports.registry import REPORTS, report_type


class _Reports(click.Group):
    """One command a report type, its options made from its parameters."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(REPORTS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command:
        return _run_command(cmd_name)


@click.command(cls=_Reports, subcommand_metavar="REPORT [OPTIONS]")
def run() -> None:
    """Run one report's notebook with parameters of your own.

    For example: tradebook run provincial --period 2025-11

    The parameters of a report: tradebook run REPORT --help
    """


def _run_command(name: str) -> click.Command:
    model = report_type(name).parameters
    fields = sorted(model.model_fields.items(), key=lambda item: not item[1].is_required())
    options: list[click.Parameter] = [
        click.Option(
            [f"--{field.replace('_', '-')}"],
            required=info.is_required(),
            metavar="TEXT",
            help=info.description,
        )
        for field, info in fields
    ]
    options.append(
        click.Option(
            ["-o", "--output"],
            type=click.Path(dir_okay=False, path_type=Path),
            help="the notebook to write [default: REPORT-PERIOD.ipynb here]",
        )
    )

    def command(output: Path | None, **values: str | None) -> None:
        parameters = {key: value for key, value in values.items() if value is not None}
        _run(name, parameters, output)

    title = f"Run the report {name} and write the executed notebook."
    return click.Command(
        name, params=options, callback=command, help=title, context_settings=CONTEXT
    )


def _run(name: str, parameters: dict[str, Any], output: Path | None) -> None:
    """Run one edition; a mistake in the parameters is reported as such, not as a failing cell."""
    place = repository()
    page = report_type(name).page_of(parameters)
    # What is asked for is checked first: what runs editions takes long to import.
    from helpers.cli.progress import progress
    from helpers.core.workers import process_pool
    from helpers.presentation.charts.drawing import drawing_in
    from helpers.publishing.runner.edition import read_notebook, run_edition, steps_of

    target = output or Path.cwd() / f"{name}-{page}.ipynb"
    edition = Edition(name, page, parameters)
    with process_pool(1) as pool:
        # Another process reads the notebook and starts to draw; this one imports the report meanwhile.
        reading = pool.submit(read_notebook, place.notebooks, name)
        with drawing_in(pool), progress(1) as bars:
            import_module(report_type(name).module)
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
    click.echo(f"wrote {target}")


@click.command()
@click.argument("report", help="the report type, such as provincial")
@click.argument("period", help="the edition's name, such as 2025-11, or 2024 of a year")
def explain(report: str, period: str) -> None:
    """Say why a build would run an edition, or why it would not.

    For example: tradebook explain provincial 2025-11
    """
    from helpers.publishing.runner.manifest import stale_reasons
    from helpers.reports.common.data import open_store

    place = repository()
    edition = _listed(place, report, period)
    store = open_store(place.data)
    reasons = list(stale_reasons(edition, place.notebooks, place.executed(edition.page), store))
    if not reasons:
        click.echo(
            f"{edition.page}: will not be run; notebook, code, parameters, libraries, and all that "
            "it asked the data are as they were"
        )
    for reason in reasons:
        click.echo(f"{edition.page}: will be run; {reason}")


def _listed(place: Repository, report: str, period: str) -> Edition:
    """Return an edition of the catalogue."""
    editions = {edition.page: edition for edition in catalogue(place).editions}
    page = f"{report}/{period}"
    if page not in editions:
        raise ParameterError(
            f"edition {page} is not published; expected one of {', '.join(sorted(editions))}; "
            f"editions are listed in {CATALOGUE}"
        )
    return editions[page]


@click.command(name="list")
def list_() -> None:
    """List the report types, the published editions, and the months with data."""
    from helpers.reports.common.data import open_store

    place = repository()
    store = open_store(place.data)
    published = {chapter.report: chapter.editions for chapter in catalogue(place).chapters}
    for name, report in REPORTS.items():
        names = ", ".join(edition.name for edition in published.get(name, ())) or "none"
        click.echo(
            f"{name}: published {names}; can be run for {', '.join(report.parameters.available(store))}"
        )


@click.command(name="toc")
def toc_() -> None:
    """Write _toc.yml from editions.yml."""
    place = repository()
    write_whole(place.root / TOC, toc(catalogue(place)).encode())
    click.echo(f"wrote {TOC} from {CATALOGUE}")


@click.command()
@click.argument("report", help="the report type, such as provincial")
@click.argument("period", help="the edition's name, such as 2025-11, or 2024 of a year")
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="the file to write [default: REPORT-PERIOD.pdf here]",
)
def pdf(report: str, period: str, output: Path | None) -> None:
    """Print the page of a published edition as a PDF, with Chromium.

    For example: tradebook pdf provincial 2025-11
    """
    from helpers.publishing.documents.pdf import print_page

    place = repository()
    page = _listed(place, report, period).page
    target = output or Path.cwd() / f"{report}-{period}.pdf"
    print_page(place.site / f"{page}.html", target)
    click.echo(f"wrote {target}")


@click.command()
@click.option(
    "--to",
    "target",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="the folder that a web server shows",
)
def publish(target: Path) -> None:
    """Copy the site that was built into a folder of a web server, whole or not at all.

    For example: tradebook publish --to /var/www/trade
    """
    from helpers.publishing.site.deploy import deploy

    place = repository()
    with build_lock(place):
        number = deploy(place.site, target)
    click.echo(f"{number} files are in {target}")


@click.command()
@click.option("--port", default=8000, show_default=True, help="the port to listen on")
def serve(port: int) -> None:
    """Show the built site in a browser on this machine."""
    from helpers.publishing.site.deploy import serve as server_of

    server = server_of(repository().site, port)
    click.echo(f"http://127.0.0.1:{port} shows the site; Ctrl-C ends it")
    server.serve_forever()
