"""The command of the words: words."""

from __future__ import annotations

import click

from helpers.cli import spoken
from helpers.cli.spoken_help import command, option
from helpers.presentation.locale.language import DEFAULT, LANGUAGES, ROOT
from helpers.presentation.word_faults import WordFault, declared, differences, faults


@command("help.words.about")
@option("--check", is_flag=True, help="help.words.check")
def words(check: bool) -> None:
    """Tell what is missing or wrong in the words of each language; the exit code is 1 when anything is."""
    wrong = {language: faults(ROOT / language) for language in LANGUAGES}
    for language, found in wrong.items():
        _show(language, found)
        if found or not check:
            path = "messages.words.faults" if found else "messages.words.right"
            slots = {"language": language, "count": len(declared()), "faults": len(found)}
            click.echo(spoken.fill(path, **slots))
    if not check and not any(wrong.values()):
        for language in LANGUAGES:
            _show(language, differences(ROOT / language, ROOT / DEFAULT))
    click.get_current_context().exit(1 if any(wrong.values()) else 0)


def _show(language: str, found: list[WordFault]) -> None:
    for one in found:
        text = fault_in_words(one)
        slots = {"language": language, "file": one.file, "text": text}
        click.echo(spoken.fill("messages.words.of_file", **slots) if one.file else text)


def fault_in_words(fault: WordFault) -> str:
    """Say what is wrong with a text, or with the files of a language."""
    return spoken.fill(f"messages.words.found.{fault.kind}", path=fault.path, **fault.values)
