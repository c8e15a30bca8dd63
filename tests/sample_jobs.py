"""Editions of a small notebook, to be run many at a time, and what is seen of their processes."""

import os
import time
from pathlib import Path

import nbformat
from testbed import small_notebook

from helpers.publishing.catalogue.editions import Edition
from helpers.publishing.runner.pool import Job

MONTHS = ("2025-01", "2025-02", "2025-03", "2025-04")

# A variable, and what is put back in the process after each: what is found of it, and what is left.
TRACES = (
    "import os, pathlib, sys, warnings\n"
    "found = [globals().get('left'), os.environ.get('LEFT'), pathlib.Path.cwd().name == '', "
    "'left' in sys.path, 'left' in str(warnings.filters)]",
    "left = os.environ['LEFT'] = period\nos.chdir('/')\nsys.path.append('left')\n"
    "warnings.filterwarnings('ignore', module='left')",
    "found, period",
)


def jobs_of(folder, *cells, months=MONTHS):
    """Return jobs of a small notebook with these cells, an edition a month."""
    small_notebook(folder / "notebooks", *(f"# %%\n{cell}\n" for cell in cells))
    return [
        Job(
            Edition("provincial", month, {"period": month}),
            folder / "notebooks",
            folder / "editions" / "provincial" / f"{month}.ipynb",
        )
        for month in months
    ]


def last_output(job):
    (output,) = nbformat.read(job.output, as_version=4).cells[-1].outputs
    return output.get("text") or output.data["text/plain"]


def await_(what, program=None):
    """Wait for something to be so; fail after a minute, or when the program ends before."""
    end = time.monotonic() + 60
    while not what():
        assert time.monotonic() < end, "nothing happened for a minute"
        assert program is None or program.poll() is None, program.stderr.read().decode()
        time.sleep(0.05)


def is_there(process):
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    told = Path(f"/proc/{process}/stat").read_text(encoding="utf-8")
    return told.rpartition(")")[2].split()[0] != "Z"
