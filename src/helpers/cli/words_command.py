"""The command of the words: words."""

from __future__ import annotations

import click

from helpers.presentation.locale.language import DEFAULT, LANGUAGES, ROOT
from helpers.presentation.word_faults import WordFault, declared, differences, faults


@click.command()
@click.option("--check", is_flag=True, help="tell what is wrong, and nothing else")
def words(check: bool) -> None:
    """Tell what is missing or wrong in the words of each language. Exit code 1 when anything is.

    What is missing, what nothing asks for, and slots that a text may not have, by file and path. A
    language is a folder of src/helpers/presentation/locale. Without --check also what a translation
    leaves out or adds: names and lists that a text has in one language alone.
    """
    wrong = {language: faults(ROOT / language) for language in LANGUAGES}
    for language, found in wrong.items():
        _show(language, found)
        if found or not check:
            click.echo(f"{language}: {len(declared())} texts, {_counted(found)}")
    if not check and not any(wrong.values()):
        for language in LANGUAGES:
            _show(language, differences(ROOT / language, ROOT / DEFAULT))
    click.get_current_context().exit(1 if any(wrong.values()) else 0)


def _show(language: str, found: list[WordFault]) -> None:
    for one in found:
        click.echo(f"{language}/{one.file}: {one}" if one.file else str(one))


def _counted(found: list[WordFault]) -> str:
    if not found:
        return "none missing or wrong"
    return "1 fault" if len(found) == 1 else f"{len(found)} faults"
