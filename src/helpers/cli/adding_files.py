"""What the commands that add files have in common: their options, what they ask for, what they refuse."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, Final

import click

from helpers.cli import spoken
from helpers.cli.data_words import in_words, revised_in_words
from helpers.cli.given import month_of
from helpers.cli.progress import Bars
from helpers.cli.spoken_help import option
from helpers.cli.usage_faults import Choice
from helpers.core.dimensions import DIMENSIONS
from helpers.core.errors import ParameterError, SourceError
from helpers.core.repository import DATA_VARIABLE, named_data
from helpers.core.transaction import Keep
from helpers.observations.ingest.adding import Addition, add_files, new_among
from helpers.observations.ingest.options import AddOptions
from helpers.observations.ingest.recognition import files_of, sort_out
from helpers.observations.ingest.release_days import UNKNOWN, read_calendar, read_day, read_days
from helpers.observations.ingest.revising import Revised
from helpers.observations.ingest.staging import AddedFile
from helpers.observations.readers.reading import Hints
from helpers.observations.schema import STATUSES
from helpers.observations.scope import check_restriction
from helpers.observations.validation.finding import CheckError

STATUS: Final = Choice(STATUSES)

_OPTIONS: Final = (
    option("--flow", type=Choice(["export", "import"]), help="help.adding.flow"),
    option("--period", metavar="MONTH", help="help.adding.period"),
    option("--span", type=Choice(["month", "ytd"]), help="help.adding.span"),
    option("--unit", metavar="UNIT", help="help.adding.unit"),
    option("--released", metavar="DAY", help="help.adding.released"),
    option("--only", metavar="DIMENSION=MEMBERS", multiple=True, help="help.adding.only"),
    option("--complete", metavar="DIMENSIONS", help="help.adding.complete"),
    option("--dataset", metavar="NAME", help="help.adding.dataset"),
    option("--publisher", metavar="NAME", help="help.adding.publisher"),
    option("--terms", metavar="TEXT", help="help.adding.terms"),
    option("--status", type=STATUS, help="help.adding.status"),
    option("--strict", is_flag=True, help="help.adding.strict"),
)


def adding_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options of what is said of files to add."""
    for decorate in reversed(_OPTIONS):
        command = decorate(command)
    return command


def added(
    data: Path, files: Iterable[Path], said: dict[str, Any], bars: Bars, keep: Keep
) -> Addition:
    """Add files to the raw files of a folder of data, ask for what is missing, and say what they revise."""
    listed, folder = list(files), data / "raw"
    if data == named_data() and not data.is_dir():
        raise SourceError(
            spoken.fill("messages.add.no_folder", folder=data, variable=DATA_VARIABLE)
        )
    options = _options(data, listed, said)
    advance = bars.stage("add", sum(1 for _ in files_of(listed)))

    def ask(options: AddOptions, lacking: list[AddedFile]) -> AddOptions:
        if not sys.stdin.isatty():
            return options
        with bars.paused():
            return _asked(options, lacking, said)

    try:
        return add_files(folder, listed, options, advance, ask=ask, announce=_announce, keep=keep)
    except CheckError as error:
        line = in_words(error.finding, error.paths)
        raise SourceError(spoken.fill("messages.add.nothing_added", fault=line)) from None


def today() -> date:
    """Return the day on which the user works: that of the retrieval of what is added."""
    return date.today()


def known(text: str | None) -> str | None:
    """Return what was told; None where it was told to be unknown."""
    return None if text is None or text.strip().casefold() in ("", UNKNOWN) else text.strip()


def _announce(revised: tuple[Revised, ...]) -> None:
    for each in revised:
        click.echo(revised_in_words(each))


def _options(data: Path, files: list[Path], said: dict[str, Any]) -> AddOptions:
    """Check what is said of files to add."""
    complete = tuple(said["complete"].split(",")) if said["complete"] else ()
    for name in set(complete) - {*DIMENSIONS}:
        expected = ", ".join(DIMENSIONS)
        raise ParameterError(
            spoken.fill("messages.add.unknown_dimension", name=name, known=expected)
        )
    now, period = today(), month_of("period", said["period"]) if said["period"] else None
    if (period or "") > now.isoformat()[:7]:
        raise ParameterError(spoken.fill("messages.add.future_month", found=period))
    options = AddOptions(
        Hints(said["flow"], period, _only(said["only"]), span=said["span"], unit=said["unit"]),
        None,
        now,
        complete,
        said["dataset"] or "",
        publisher=known(said["publisher"]),
        terms=known(said["terms"]),
        status=said["status"],
        strict=said["strict"],
    )
    return _with_days(options, data, files, said["released"])


def _with_days(
    options: AddOptions, data: Path, files: list[Path], released: str | None
) -> AddOptions:
    """Return options with the days of release that are told, or the calendar."""
    if released is None:
        return replace(options, calendar=read_calendar(data))
    if not released.casefold().endswith(".csv"):
        return replace(options, released=read_day("released", released, options.retrieved))
    listed, _ = sort_out(files, strict=options.strict)
    days = read_days(Path(released), listed, new_among(data / "raw", listed))
    for file, day in days.items():
        if day and day > options.retrieved:
            slots = {"table": released, "file": file.name, "found": day}
            raise SourceError(spoken.fill("messages.add.future_day", **slots))
    return replace(options, days=days)


def _asked(options: AddOptions, lacking: list[AddedFile], said: dict[str, Any]) -> AddOptions:
    """Ask for the days of release, and who made the files that are not the customs' own."""
    days = dict(options.days)
    for file in lacking if said["released"] is None else ():
        if file.raw.released is None:
            question = spoken.fill("messages.add.ask_released", file=file.path.name)
            answer = click.prompt(question, default=UNKNOWN)
            days[file.path] = read_day("released", answer, options.retrieved)
    options = replace(options, days=days)
    names = ", ".join(file.path.name for file in lacking if file.raw.producer is None)
    if not names:
        return options
    if said["publisher"] is None:
        answer = click.prompt(
            spoken.fill("messages.add.ask_publisher", files=names), default=UNKNOWN
        )
        options = replace(options, publisher=known(answer))
    if said["terms"] is None:
        answer = click.prompt(spoken.text("messages.add.ask_terms"), default=UNKNOWN)
        options = replace(options, terms=known(answer))
    if said["status"] is None:
        question = spoken.text("messages.add.ask_status")
        status = click.prompt(question, default=UNKNOWN, type=STATUS)
        options = replace(options, status=status)
    return options


def _only(said: Iterable[str]) -> dict[str, str]:
    """Read what a query was restricted to, by dimension."""
    only: dict[str, str] = {}
    for name, _, text in (each.partition("=") for each in said):
        if name in only:
            slots = {"name": name, "first": only[name], "second": text}
            raise ParameterError(spoken.fill("messages.add.restricted_twice", **slots))
        try:
            check_restriction(name, text)
        except ValueError as error:
            raise ParameterError(f"--only {name}: {error}") from None
        only[name] = text
    return only
