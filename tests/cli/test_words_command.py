"""The command that tells what is missing or wrong in the words of the languages."""

import shutil

import pytest
from click.testing import CliRunner

from helpers import cli
from helpers.cli import words_command
from helpers.presentation.locale.language import ROOT


def run(*arguments):
    return CliRunner().invoke(cli.tradebook, ["words", *arguments])


@pytest.fixture
def third(tmp_path, monkeypatch):
    """Have the languages zh and xx, of which the latter lacks a text; return its folder."""
    for name, source in (("zh", "zh"), ("xx", "en")):
        shutil.copytree(ROOT / source, tmp_path / name)
    path = tmp_path / "xx" / "search.yml"
    lines = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if "  more:" not in line), "utf-8")
    monkeypatch.setattr(words_command, "ROOT", tmp_path)
    monkeypatch.setattr(words_command, "LANGUAGES", ("xx", "zh"))


def test_the_languages_have_all_words():
    done = run("--check")
    assert (done.exit_code, done.output) == (0, "")


def test_without_check_the_languages_are_counted_and_compared():
    done = run()
    assert done.exit_code == 0
    assert "en: " in done.output and "zh: " in done.output
    assert "none missing or wrong" in done.output


@pytest.mark.usefixtures("third")
def test_what_a_language_lacks_is_told_with_its_file():
    done = run("--check")
    assert done.exit_code == 1
    first, last = done.output.splitlines()
    assert first == "xx/search.yml: 'search.more' is missing"
    assert last.startswith("xx: ") and last.endswith(" texts, 1 fault")
