"""Settings of every test, and what tests of several modules use.

Hypothesis tries the same examples each time and keeps no notes.
"""

import sys

import pytest
from hypothesis import settings
from testbed import ROOT

from helpers import cli

settings.register_profile("tradebook", database=None, derandomize=True, deadline=None)
settings.load_profile("tradebook")


@pytest.fixture
def tradebook(monkeypatch, capsys):
    """Return a function that runs the command line in a folder: exit code, output, errors."""

    def call(*words, folder=ROOT):
        monkeypatch.chdir(folder)
        monkeypatch.setattr(sys, "argv", ["tradebook", *map(str, words)])
        with pytest.raises(SystemExit) as caught:
            cli.main()
        told = capsys.readouterr()
        return caught.value.code or 0, told.out, told.err

    return call
