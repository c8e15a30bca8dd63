"""Two builds in one repository are kept apart, and a killed one bars none after it."""

import os
import subprocess
import sys

import pytest

from helpers.core.errors import BuildError
from helpers.core.locks import build_lock
from helpers.core.repository import Repository

HOLD = """
import sys, time
from pathlib import Path
from helpers.core.locks import build_lock
from helpers.core.repository import Repository
with build_lock(Repository(Path(sys.argv[1]))):
    print("held", flush=True)
    time.sleep(600)
"""


@pytest.fixture
def repository(tmp_path):
    return Repository(tmp_path)


@pytest.fixture
def holder(repository):
    """Let another process build here."""
    words = [sys.executable, "-c", HOLD, str(repository.root)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout.readline() == "held\n"
        yield program
        program.kill()


def test_a_second_build_is_refused_and_told_of_the_first(repository, holder):
    with (
        pytest.raises(BuildError, match="another build is at work here") as caught,
        build_lock(repository),
    ):
        pytest.fail("both are at work")
    assert f"(process {holder.pid})" in str(caught.value)
    assert len(str(caught.value).splitlines()) == 1


def test_after_a_build_that_was_killed_the_next_begins(repository, holder):
    holder.kill()
    holder.wait()
    with build_lock(repository):
        assert (repository.built / ".lock").read_text(encoding="utf-8") == str(os.getpid())


def test_one_build_after_another(repository):
    for _ in range(2):
        with build_lock(repository):
            pass
