"""Settings of every test, and what tests of several rooms use.

Hypothesis tries the same examples each time and keeps no notes.
"""

import functools
import gc
import os
import signal
import sys

import pytest
from hypothesis import settings
from testbed import ROOT, ends_of

from helpers import cli
from helpers.cli import spoken
from helpers.core.workers import serve_processes
from helpers.presentation.parts import PARTS_TYPE
from helpers.publishing.runner import pool
from helpers.publishing.site import render

pytest_plugins = ["forked_kernels", "real_files"]

settings.register_profile("tradebook", database=None, derandomize=True, deadline=None)
settings.load_profile("tradebook")

LONGEST = (
    "tests/publishing/releases",
    "tests/publishing/runner",
    "tests/worlds",
    "tests/reports/annual",
    "tests/cli",
    "tests/observations/ingest",
    "_build/editions",
    "tests/book",
    "tests/publishing/site",
    "tests/tools",
    "tests/reports",
    "tests/observations",
)
"""The folders whose modules take longest, the longest first. A browser's loop stays with its worker:
what runs kernels comes before it."""

FORKING = (
    "tests/publishing/runner",
    "tests/publishing/releases",
    "tests/publishing/site",
    "tests/cli",
    "_build/editions",
)
"""The folders whose tests have processes forked, for editions, books and kernels."""

EXECUTED = ROOT / "_build" / "editions"

OBJECTS = 100_000
"""So many new objects let the garbage collector look for those no longer used. Pages that are parsed and
kept are millions, and to look through them took a fifth of the time."""

ALONE = "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"
"""The browser finds no host but this machine."""

KERNEL = ("ipykernel.kernelapp", "nbval.kernel")
"""What a kernel imports."""


def pytest_collection_modifyitems(items):
    """Let the longest begin first, so that all workers end together.

    The order of arguments does not do it: pytest drops a folder that is below another.
    """
    folders = [f"{ROOT / name}{os.sep}" for name in LONGEST]

    @functools.cache
    def place(path):
        found = (place for place, folder in enumerate(folders) if str(path).startswith(folder))
        return next(found, len(folders))

    items.sort(key=lambda item: place(item.path))


def pytest_collection_finish(session):
    """Let the garbage collector pass over what was collected, which stays to the end, and look less often.

    Where processes are forked later, their server begins to import what all of them need: it would
    know what the first of them needs only, and the others would import the rest time and again.
    """
    gc.freeze()
    gc.set_threshold(OBJECTS)
    folders = tuple(f"{ROOT / name}{os.sep}" for name in FORKING)
    if any(str(item.path).startswith(folders) for item in session.items):
        serve_processes((*pool.PRELOAD, *render.PRELOAD, *KERNEL))


class ExecutedNotebooks:
    """What of executed notebooks nbval cannot compare.

    The parts of a page stand in its bundle, and of an output that is shown again nbval sees the first. Of
    each series the first and the last edition are run in a kernel: a notebook does the same in each month.
    """

    def pytest_ignore_collect(self, collection_path):
        """Leave out the editions between."""
        path = collection_path
        if path.suffix != ".ipynb" or path.parent.parent != EXECUTED:
            return None
        chosen = ends_of(f"{path.parent.name}/{one.stem}" for one in path.parent.glob("*.ipynb"))
        return f"{path.parent.name}/{path.stem}" not in chosen or None

    def pytest_collectstart(self, collector):
        """Tell nbval's collector of a notebook."""
        if hasattr(collector, "skip_compare"):
            collector.skip_compare += (PARTS_TYPE,)

    def pytest_itemcollected(self, item):
        """Leave a table that is displayed again, when a number in it is known, to its own test."""
        outputs = item.cell.get("outputs", []) if hasattr(item, "cell") else []
        if any(one.output_type == "display_data" for one in outputs):
            item.options["check"] = False


def pytest_configure(config):
    """Register what counts for notebooks outside this folder too, and let Ctrl-C reach children.

    In the background it is ignored, by what tests start too. The command line speaks as it does where
    the machine names no language.
    """
    for name in spoken.VARIABLES:
        os.environ.pop(name, None)
    os.environ["LC_ALL"] = "C.UTF-8"
    config.pluginmanager.register(ExecutedNotebooks())
    if signal.getsignal(signal.SIGINT) == signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(autouse=True)
def spoken_language():
    """Begin each test in the language of the machine."""
    spoken.speak(None)


@pytest.fixture
def tradebook(monkeypatch, capsys):
    """Return a function that runs the command line in a folder: exit code, output, errors."""

    def call(*words, folder=ROOT):
        monkeypatch.chdir(folder)
        monkeypatch.setattr(sys, "argv", ["tradebook", *map(str, words)])
        with pytest.raises(SystemExit) as caught:
            cli.main()
        said = capsys.readouterr()
        return caught.value.code or 0, said.out, said.err

    return call


@pytest.fixture(scope="session")
def chromium():
    """Start the system's Chromium; it is a fault when there is none."""
    from chromium import FLAGS, find_chromium
    from playwright.sync_api import sync_playwright

    path = find_chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=[*FLAGS, ALONE])
        yield browser
        browser.close()
