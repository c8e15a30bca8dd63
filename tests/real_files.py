"""Real files of the customs and documents, which stand beside the repository and not in it.

A test that needs them is marked ``real_files``. Where they are not there it is not run, and the last
lines of the run say so; where they are there and cannot be read, continuous integration fails. A
plugin of pytest, named in ``conftest.py``.
"""

import functools
import os
from pathlib import Path

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"
BULLETINS = SHARED / "customs-samples" / "bulletins"
PLATFORM = SHARED / "customs-samples" / "platform"
DOCUMENTS = SHARED / "documents"
MARK = "real_files"


@functools.cache
def fault_of(shared=SHARED):
    """Return why the real files cannot be read, in a few words; nothing where they can."""
    if not os.path.lexists(shared):
        return "../shared is not there"
    for folder in (BULLETINS, PLATFORM, DOCUMENTS):
        name = folder.relative_to(SHARED)
        try:
            next(path for path in (shared / name).iterdir() if path.is_file()).read_bytes()
        except (OSError, StopIteration):
            return f"../shared is there, but nothing can be read in {name}"
    return ""


def must_be_read(shared=SHARED, environment=os.environ):
    """Return whether tests fail where the files cannot be read, rather than being left out."""
    return environment.get("CI") == "true" and os.path.lexists(shared)


def notice(count, fault):
    """Return the line that says how many tests were left out; nothing if none were."""
    tests = "test of real customs files was" if count == 1 else "tests of real customs files were"
    return f"{count} {tests} not run: {fault}" if count else ""


def pytest_configure(config):
    config.addinivalue_line("markers", f"{MARK}: needs the files in ../shared")


def pytest_runtest_setup(item):
    if item.get_closest_marker(MARK) and (fault := fault_of()):
        if must_be_read():
            pytest.fail(fault, pytrace=False)
        pytest.skip(fault)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_terminal_summary(terminalreporter):
    """Write the notice below everything but the counts."""
    result = yield
    skipped = terminalreporter.stats.get("skipped", ())
    count = sum(MARK in report.keywords for report in skipped)
    if line := notice(count, fault_of()):
        terminalreporter.write_sep("=", line, yellow=True, bold=True)
    return result
