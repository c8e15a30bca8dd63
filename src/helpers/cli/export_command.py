"""The command export."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from helpers.cli.given import day_of
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


@click.command()
@click.option(
    "--region", multiple=True, metavar="CODE", help="a province or city: 44, 广东 or 44-深圳市"
)
@click.option("--partner", multiple=True, metavar="CODE", help="a partner or a group: 304 or EU")
@click.option("--product", multiple=True, metavar="CODE", help="a product: 85076000 or COAL")
@click.option("--nation", is_flag=True, help="the whole country")
@click.option("--all", "every", is_flag=True, help="all of them")
@click.option("--currency", type=click.Choice(CURRENCIES), help="one currency [default: all]")
@click.option("--as-of", metavar="DAY", help="use only what was released by this day")
@click.option(
    "--language",
    type=click.Choice(LANGUAGES),
    default=DEFAULT,
    help=f"of its words [default: {DEFAULT}]",
)
@click.option(
    "-o",
    "--out",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="the workbook to write, such as guangdong.xlsx",
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
    """Write every series of a province or city, a partner or a product into an Excel workbook.

    For example: tradebook export --region 44 --out guangdong.xlsx

    Months go down, measures across, a sheet a subject, with charts; what it trades with partners and in
    products comes with it where the data has that. A last sheet names the files and their releases.
    """
    given = {"region": region, "partner": partner, "product": product}
    if every == (nation or any(given.values())):
        raise ParameterError(
            "expected --all alone, or some of --nation, --region, --partner and --product"
        )
    if out.suffix.lower() != _ENDING:
        raise ParameterError(f"--out: expected a name that ends with {_ENDING}, found '{out}'")
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
    click.echo(f"wrote {target}")


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
