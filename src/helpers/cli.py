"""The command line, ``tradebook``: the only place that prints and sets exit codes."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

from helpers.checks import run_checks
from helpers.editions import CATALOGUE, TOC, Catalogue, Edition, read_catalogue, toc
from helpers.errors import ParameterError, SourceError, TradebookError
from helpers.execute import read_notebook, run_edition, steps_of
from helpers.intake import Taken, Wish, take_in
from helpers.publish import Workshop, find_root, publish
from helpers.reports import REPORTS, report_type
from helpers.reports.opening import open_store
from helpers.reports.pages import page_context
from helpers.site import serve as server_of
from helpers.sources import read_folder
from helpers.sources.reading import Told
from helpers.vocabulary import DIMENSIONS, VALUE, WHOLE, Month
from helpers.words import chinese

_CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 96}


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


@click.group(context_settings=_CONTEXT)
@click.version_option(package_name="tradebook", prog_name="tradebook")
def tradebook() -> None:
    """Publish reports on China's goods trade: run notebooks on a month's data, build the site."""


@tradebook.command()
def build() -> None:
    """Run every edition of editions.yml and build the site.

    The site in _build/html is replaced only when everything has worked.
    """
    workshop = _workshop()
    catalogue = _catalogue(workshop)
    _refuse_errors(workshop)
    data = workshop.root / "data"
    context = page_context(open_store(data), chinese(), data / "published")
    with _progress(len(catalogue.editions) + 1) as progress:
        site = publish(workshop, catalogue, context, progress)
    click.echo(f"The site is in {site}: open {site / 'index.html'}, or run: make serve")


class _Reports(click.Group):
    """One command a report type, its options made from its parameters."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(REPORTS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        return _run_command(cmd_name) if cmd_name in REPORTS else None

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        report_type(args[0])
        return super().resolve_command(ctx, args)


@tradebook.command(cls=_Reports, subcommand_metavar="REPORT [OPTIONS]")
def run() -> None:
    """Run one report's notebook with parameters of your own.

    For example: tradebook run provincial --period 2025-11

    The parameters of a report: tradebook run REPORT --help
    """


def _run_command(name: str) -> click.Command:
    model = report_type(name).parameters
    options: list[click.Parameter] = [
        click.Option(
            [f"--{field.replace('_', '-')}"],
            required=info.is_required(),
            metavar="TEXT",
            help=info.description,
        )
        for field, info in sorted(
            model.model_fields.items(), key=lambda item: not item[1].is_required()
        )
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
        name, params=options, callback=command, help=title, context_settings=_CONTEXT
    )


def _run(name: str, parameters: dict[str, Any], output: Path | None) -> None:
    """Run one edition; data and parameters are checked before a kernel is started."""
    workshop = _workshop()
    report = report_type(name)
    checked = report.parameters.of(name, parameters)
    report.load(parameters)
    page = report.page(checked)
    target = output or Path.cwd() / f"{name}-{page}.ipynb"
    edition = Edition(name, page, parameters)
    with _progress(1) as progress:
        steps = steps_of(read_notebook(workshop.notebooks, name))
        advance = progress.stage(edition.page, steps)
        run_edition(edition, workshop.notebooks, target.resolve(), advance)
    click.echo(f"wrote {target}")


@tradebook.command(name="list")
def list_() -> None:
    """List the report types, the published editions, and the months with data."""
    workshop = _workshop()
    catalogue = _catalogue(workshop)
    store = open_store(workshop.root / "data")
    published = {chapter.report: chapter.editions for chapter in catalogue.chapters}
    for name, report in REPORTS.items():
        names = ", ".join(edition.name for edition in published.get(name, ())) or "none"
        click.echo(
            f"{name}: published {names}; can be run for {', '.join(report.available(store))}"
        )


@tradebook.command()
@click.argument(
    "files",
    nargs=-1,
    required=True,
    type=click.Path(path_type=Path),
    help="files as they were downloaded, or folders of them",
)
@click.option(
    "--flow",
    type=click.Choice(["export", "import"]),
    help="what the files are of, if not in their names",
)
@click.option(
    "--period", metavar="MONTH", help="the month, such as 2025-11, if the files don't say it"
)
@click.option("--released", metavar="DAY", help="the day of release, such as 2025-12-18")
@click.option(
    "--only",
    metavar="DIMENSION=CODE",
    multiple=True,
    help="what the query was restricted to, such as product=1201 or region=11",
)
@click.option(
    "--complete",
    metavar="DIMENSIONS",
    help="dimensions whose members add up to the whole, such as partner,product",
)
def add(files: tuple[Path, ...], **said: Any) -> None:
    """Add FILES, or folders of them, to data/raw: all of them or none.

    The format is recognised; each file is read, checked, and filed unchanged with its description.
    """
    workshop = _workshop()
    wish = _wish(said)
    with _progress(1) as progress:
        advance = progress.stage("add", len(files))
        intake = take_in(workshop.root / "data" / "raw", files, wish, advance)
    for one in intake.taken:
        click.echo(_told_of(one))
    for finding in intake.findings:
        click.echo(f"{finding.severity}: {finding.source}: {finding.message} [{finding.check}]")
    added = sum(one.reading is not None for one in intake.taken)
    click.echo(f"{added} files added, {len(intake.taken) - added} were there already")


def _wish(said: dict[str, Any]) -> Wish:
    """Check what is said of files to add."""
    only = dict(text.partition("=")[::2] for text in said["only"])
    complete = tuple(said["complete"].split(",")) if said["complete"] else ()
    for name in (*only, *complete):
        if name not in DIMENSIONS:
            known = ", ".join(DIMENSIONS)
            raise ParameterError(f"dimension '{name}' is not known; expected one of {known}")
    if "" in only.values():
        raise ParameterError("--only: expected DIMENSION=CODE, such as product=1201")
    try:
        period = str(Month.parse(said["period"])) if said["period"] else None
        released = date.fromisoformat(said["released"]) if said["released"] else None
    except ValueError as error:
        raise ParameterError(f"--period or --released: {error}") from None
    today = date.today()  # the day of retrieval is the user's
    if (period or "") > today.isoformat()[:7]:
        raise ParameterError(f"--period: expected a month that has begun, found '{period}'")
    return Wish(Told(said["flow"], period, only), released, today, complete)


def _told_of(one: Taken) -> str:
    """Tell what was found in a file: format, months, flows, currency, dimensions, rows, total."""
    if one.reading is None:
        return f"{one.path.name}: is there already as {one.raw.id}; nothing to do"
    rows = one.reading.observations
    money = rows[(rows["measure"] == VALUE) & (rows["span"] == rows["span"].iloc[0])]
    for name in DIMENSIONS:
        # A whole counts once: beside it, its members are not counted again.
        money = money[money[name] == WHOLE] if (money[name] == WHOLE).any() else money
    flows = ", ".join(
        f"{flow} {value:,.0f}" for flow, value in money.groupby("flow")["value"].sum().items()
    )
    apart = [name for name in DIMENSIONS if (rows[name] != WHOLE).any()]
    lines = [
        f"{one.path.name}: {one.raw.format}, filed as {one.raw.id}",
        f"  months {', '.join(sorted(rows['period'].unique()))}; {', '.join(sorted(money['unit'].unique()))}; "
        f"told apart by {', '.join(apart) or 'nothing'}; {len(rows)} numbers; {flows}",
        *(f"  {name}: {text}" for name, text in one.reading.inferred.items()),
        *(f"  warning: {text}" for text in one.reading.warnings),
    ]
    return "\n".join(lines)


@tradebook.command()
def check() -> None:
    """Check the data: hashes, columns, codes, sums. Exit code 1 when there is an error."""
    findings, files = _findings(_workshop())
    for finding in findings:
        click.echo(f"{finding.severity}: {finding.source}: {finding.message} [{finding.check}]")
    errors = sum(finding.severity == "error" for finding in findings)
    click.echo(f"{files} raw files checked: {errors} errors, {len(findings) - errors} warnings")
    sys.exit(1 if errors else 0)


@tradebook.command(name="toc")
def toc_() -> None:
    """Write _toc.yml from editions.yml."""
    workshop = _workshop()
    (workshop.root / TOC).write_text(toc(_catalogue(workshop)), encoding="utf-8")
    click.echo(f"wrote {TOC} from {CATALOGUE}")


@tradebook.command()
@click.option("--port", default=8000, show_default=True, help="the port to listen on")
def serve(port: int) -> None:
    """Show the built site in a browser on this machine."""
    server = server_of(_workshop().site, port)
    click.echo(f"http://127.0.0.1:{port} shows the site; Ctrl-C ends it")
    server.serve_forever()


def _workshop() -> Workshop:
    return Workshop(find_root(Path.cwd()))


def _catalogue(workshop: Workshop) -> Catalogue:
    return read_catalogue(
        workshop.root / CATALOGUE,
        lambda report, values: report_type(report).page_of(values),
    )


def _findings(workshop: Workshop) -> tuple[list[Any], int]:
    archive = read_folder(workshop.root / "data" / "raw")
    return run_checks(archive.observations, archive.files), len(archive.files)


def _refuse_errors(workshop: Workshop) -> None:
    findings, _ = _findings(workshop)
    for finding in findings:
        if finding.severity == "error":
            raise SourceError(f"{finding.source}: {finding.message}; run: tradebook check")


class _Bars:
    """Progress on a terminal as bars; elsewhere one line a stage."""

    def __init__(self, bars: Progress | None, stages: int) -> None:
        self._bars, self._stages, self._begun = bars, stages, 0

    def stage(self, name: str, steps: int) -> Callable[[], None]:
        self._begun += 1
        label = f"[{self._begun}/{self._stages}] {name}"
        if self._bars is None:
            click.echo(label)
            return lambda: None
        bars, task = self._bars, self._bars.add_task(label, total=steps)
        return lambda: bars.advance(task)


@contextmanager
def _progress(stages: int) -> Iterator[_Bars]:
    console = Console(stderr=True)
    if not console.is_terminal:
        yield _Bars(None, stages)
        return
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console) as bars:
        yield _Bars(bars, stages)
