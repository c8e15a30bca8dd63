"""The command factcheck, which imports nothing of the data while that is as it was."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

import click

from helpers.cli import spoken
from helpers.cli.spoken_help import argument, command, option
from helpers.cli.working_folder import repository
from helpers.core.errors import BuildError, ParameterError, TradebookError
from helpers.core.files import check_output, reason_of, write_whole
from helpers.core.repository import Repository
from helpers.publishing.factcheck.claims import (
    VERDICTS,
    CheckedText,
    Claim,
    check_text,
    line_and_column,
)
from helpers.publishing.factcheck.prepared import checker
from helpers.publishing.factcheck.text_files import LARGEST_TEXT, checked, decoded, read_text

_STANDARD_INPUT: Final = "-"
_BYTES: Final = 4
"""A character has no more in UTF-8."""
_MARKED: Final = (".html", ".docx")


@command("help.factcheck.about")
@argument("files", nargs=-1, required=True, help="help.factcheck.files")
@option("--json", "as_json", is_flag=True, help="help.factcheck.json")
@option("--all", "every", is_flag=True, help="help.factcheck.all")
@option("--marked", type=click.Path(path_type=Path), metavar="FILE", help="help.factcheck.marked")
def factcheck(files: tuple[str, ...], *, as_json: bool, every: bool, marked: Path | None) -> None:
    """Compare what texts say of trade with the data; the exit code is 1 where something differs."""
    with _faults_apart():
        target = _place_of_marked(marked, files) if marked else None
        texts = {name: _text(name) for name in files}
        found = _checked(repository(), texts)
        if target:
            _write_marked(target, files[0], found[files[0]])
    if as_json:
        click.echo(json.dumps(_listed(found), ensure_ascii=False, indent=2))
    else:
        for name, one in found.items():
            _tell(one, name if len(found) > 1 else "", every=every)
    if target:
        click.echo(spoken.fill("messages.wrote", file=target), err=as_json)
    click.get_current_context().exit(1 if any(one.differs for one in found.values()) else 0)


@contextmanager
def _faults_apart() -> Iterator[None]:
    """Give each fault the exit code 2, since 1 says that a claim differs."""
    try:
        yield
    except TradebookError as error:
        raise ParameterError(str(error)) from error
    except OSError as error:
        raise ParameterError(reason_of(error)) from error


def _text(name: str) -> str:
    if name != _STANDARD_INPUT:
        return read_text(Path(name))
    content = sys.stdin.buffer.read(LARGEST_TEXT * _BYTES + 1)
    return checked(decoded(content, name), name)


def _checked(place: Repository, texts: Mapping[str, str]) -> dict[str, CheckedText]:
    language = spoken.spoken()

    def prepare() -> dict[str, Any]:
        click.echo(spoken.text("messages.factcheck.preparing"), err=True)
        from helpers.cli import factcheck_data

        return factcheck_data.prepare(place)

    judge, base = checker(place, language, prepare), _base(place, language)
    return {name: check_text(judge, text, base) for name, text in texts.items()}


def _base(place: Repository, language: str) -> str:
    """Return the address of the site in a language, or in its first; nothing where it has none yet."""
    from helpers.publishing.catalogue.settings import CONFIG, languages_of, read_settings

    config = place.root / CONFIG
    languages = languages_of(config)
    try:
        return read_settings(config, language if language in languages else languages[0]).base
    except BuildError:
        return ""


def _place_of_marked(path: Path, files: tuple[str, ...]) -> Path:
    """Check where a marked copy goes, before anything is read."""
    if path.suffix.lower() not in _MARKED:
        endings = ", ".join(_MARKED)
        raise ParameterError(spoken.fill("messages.factcheck.ending", endings=endings, found=path))
    if len(files) > 1:
        raise ParameterError(spoken.fill("messages.factcheck.one_file", count=len(files)))
    if path.resolve() == Path(files[0]).resolve():
        raise ParameterError(spoken.fill("messages.factcheck.itself", file=path))
    return check_output(path)


def _write_marked(target: Path, source: str, found: CheckedText) -> None:
    if target.suffix.lower() == ".html":
        from helpers.publishing.factcheck.marked import marked_html

        write_whole(target, marked_html(found, Path(source).name, spoken.spoken()).encode())
        return
    from helpers.publishing.factcheck.marked_word import marked_word

    path = Path(source)
    original = path.read_bytes() if path.suffix.lower() == ".docx" else None
    write_whole(target, marked_word(found, original))


def _listed(found: Mapping[str, CheckedText]) -> list[dict[str, Any]]:
    """List all numbers as data; of several files each with its file."""
    return [
        {**({"file": name} if len(found) > 1 else {}), **_as_data(number)}
        for name, one in found.items()
        for number in one.numbers
    ]


def _as_data(claim: Claim) -> dict[str, Any]:
    keys = ("text", "start", "end", "value", "unit", "verdict", "figure", "expected", "reason")
    content = asdict(claim)
    return {name: content[name] for name in (*keys, "reading", "judged", "meant")}


def _tell(found: CheckedText, heading: str, *, every: bool) -> None:
    """Print the claims of a text that need looking at, or all, and how many there are of each kind."""
    if heading:
        click.echo(spoken.fill("messages.factcheck.file", file=heading))
    shown = [one for one in found.claims if every or one.verdict != VERDICTS[-1]]
    for claim in shown:
        line, column = line_and_column(found.text, claim.start)
        verdict = found.verdict_name(claim.verdict)
        slots = {"line": line, "column": column, "text": claim.written, "verdict": verdict}
        click.echo(spoken.fill("messages.factcheck.claim", **slots))
        for told in (*found.explanation(claim), *filter(None, [claim.figure])):
            click.echo(f"    {told}")
    for told in found.summary():
        click.echo(told)
