"""The command export."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from helpers.cli import spoken
from helpers.cli.given import day_of
from helpers.cli.spoken_help import command, option
from helpers.cli.usage_faults import Choice
from helpers.cli.working_folder import data_folder
from helpers.core.dimensions import CURRENCIES
from helpers.core.errors import ParameterError, ReferenceTableError
from helpers.core.files import check_output, write_whole
from helpers.presentation.locale.language import DEFAULT, LANGUAGES
from helpers.reference.partners import partner_code
from helpers.reference.product_codes import product_code
from helpers.reference.provinces import province_code

_ENDING = ".xlsx"
_PLACES = ("region", "partner", "product")


@command("help.export.about")
@option("--region", multiple=True, metavar="CODE", help="help.export.region")
@option("--partner", multiple=True, metavar="CODE", help="help.export.partner")
@option("--product", multiple=True, metavar="CODE", help="help.export.product")
@option("--nation", is_flag=True, help="help.export.nation")
@option("--all", "every", is_flag=True, help="help.export.all")
@option("--currency", type=Choice(CURRENCIES), help="help.export.currency")
@option("--as-of", metavar="DAY", help="help.export.as_of")
@option("--language", type=Choice(LANGUAGES), default=DEFAULT, help="help.export.language")
@option(
    "-o",
    "--out",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="help.export.out",
)
def export(
    *,
    region: tuple[str, ...],
    partner: tuple[str, ...],
    product: tuple[str, ...],
    nation: bool,
    every: bool,
    currency: str | None,
    as_of: str | None,
    language: str,
    out: Path,
) -> None:
    """Write every series of a province or city, a partner or a product into an Excel workbook."""
    given = {"region": region, "partner": partner, "product": product}
    if every == (nation or any(given.values())):
        raise ParameterError(spoken.text("messages.export.what"))
    if out.suffix.lower() != _ENDING:
        raise ParameterError(spoken.fill("messages.export.ending", ending=_ENDING, found=out))
    if as_of:
        day_of("as-of", as_of)
    target = check_output(out)
    codes = [(name, _code(name, text)) for name in _PLACES for text in given[name]]
    # What is asked for is checked first: what computes takes long to import.
    from helpers.publishing.workbooks.workbook import workbook_of
    from helpers.reports.common.data import open_store
    from helpers.reports.timelines.subjects import Subject

    subjects = [Subject((part,)) for part in codes]
    store = open_store(data_folder())
    content = workbook_of(
        store,
        None if every else [*([Subject()] if nation else []), *subjects],
        currency=currency,
        as_of=as_of,
        language=language,
    )
    write_whole(target, content)
    click.echo(spoken.fill("messages.wrote", file=target))


def _code(dimension: str, text: str) -> str:
    """Return the code of a member given by its code or one of its names."""
    read: Callable[[str], str] = {
        "region": _region,
        "partner": partner_code,
        "product": product_code,
    }[dimension]
    try:
        return read(text)
    except ReferenceTableError as error:
        raise ParameterError(f"--{dimension}: {error}") from None


def _region(text: str) -> str:
    """Return the code of a province; where there is none, the data is opened for its cities and zones."""
    try:
        return province_code(text)
    except ReferenceTableError:
        from helpers.reports.common.data import open_store
        from helpers.reports.common.names import region_code

        return region_code(open_store(data_folder()), text)
