"""Many editions at a time: apart from one another, all told of, and none left behind."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from sample_jobs import MONTHS, TRACES, await_, is_there, jobs_of, last_output
from testbed import ROOT, data_folder, month_rows

from helpers.core.errors import BuildError
from helpers.publishing.catalogue.editions import Edition
from helpers.publishing.runner.manifest import read_manifest
from helpers.publishing.runner.pool import Job, run_job, run_many


def run(jobs):
    """Run jobs; return what was begun, how many cells were told of, and the lines of the error."""
    begun, steps = [], []

    def begin(job):
        begun.append(job.edition.name)
        return lambda: steps.append(job.edition.name)

    try:
        run_many(jobs, begin)
    except BuildError as error:
        return begun, steps, str(error).splitlines()
    return begun, steps, []


@pytest.fixture(scope="module")
def ran(tmp_path_factory):
    """Run four editions that leave traces in their process, and look for those of others."""
    jobs = jobs_of(tmp_path_factory.mktemp("apart"), *TRACES)
    return jobs, run(jobs)


def test_no_edition_sees_what_another_left(ran):
    jobs, _ = ran
    assert [last_output(job) for job in jobs] == [
        f"([None, None, False, False, False], '{month}')" for month in MONTHS
    ]


def test_every_edition_and_each_of_its_cells_is_told_of(ran):
    _, (begun, steps, faults) = ran
    assert sorted(begun) == list(MONTHS) and faults == []
    # Parameters, those put in, and three cells.
    assert {month: steps.count(month) for month in MONTHS} == dict.fromkeys(MONTHS, 5)


def test_beside_an_edition_is_written_what_it_was_made_of_and_nothing_else(ran):
    jobs, _ = ran
    names = {path.name for path in jobs[0].output.parent.iterdir()}
    assert names == {
        f"{month}.ipynb{end}" for month in MONTHS for end in ("", ".manifest.json")
    } | {f"{month}.bundle.json" for month in MONTHS}


def test_nothing_of_this_process_is_changed(ran):
    assert "LEFT" not in os.environ


@pytest.fixture(scope="module")
def failed(tmp_path_factory):
    """Run four editions, of which one fails in a cell and one is killed."""
    folder = tmp_path_factory.mktemp("failing")
    jobs = jobs_of(
        folder,
        "import os, signal\nif period == '2025-02':\n    raise KeyError('no\\nsuch')",
        "if period == '2025-03':\n    os.kill(os.getpid(), signal.SIGKILL)",
        "'done'",
    )
    return jobs, run(jobs)


def test_each_that_fails_is_told_in_a_line_with_its_cell_and_its_error(failed):
    _, (_, _, faults) = failed
    assert len(faults) == 2
    assert faults[0].startswith("edition provincial/2025-02: cell ")
    assert "KeyError: 'no\\nsuch'" in faults[0]
    assert faults[1] == (
        "edition provincial/2025-03: its process was stopped from outside, twice, perhaps for want "
        "of memory; run it again"
    )


def test_the_others_are_run_all_the_same(failed):
    jobs, _ = failed
    assert [job.output.is_file() for job in jobs] == [True, False, False, True]
    assert last_output(jobs[3]) == "'done'"


def test_an_edition_that_fails_leaves_the_one_that_was_there(tmp_path):
    (job,) = jobs_of(tmp_path, "1 / 0", months=MONTHS[:1])
    job.output.parent.mkdir(parents=True)
    job.output.write_text("old", encoding="utf-8")
    assert "ZeroDivisionError" in run([job])[2][0]
    assert [path.name for path in job.output.parent.iterdir()] == [job.output.name]
    assert job.output.read_text(encoding="utf-8") == "old"


def test_an_edition_whose_process_is_killed_once_is_run_again(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    jobs = jobs_of(
        tmp_path,
        f"import os, pathlib, signal, time\nfolder = pathlib.Path({str(tmp_path)!r})\n"
        "before = folder / f'{period}.ran'\nagain = before.exists()\nbefore.touch()",
        # When the other process has begun the last one, the first two are done.
        "if period == '2025-03' and not again:\n"
        "    while not (folder / '2025-04.ran').exists():\n        time.sleep(0.01)\n"
        "    os.kill(os.getpid(), signal.SIGKILL)",
        "period, again",
    )
    begun, steps, faults = run(jobs)
    assert sorted(begun) == list(MONTHS) and faults == []
    assert [steps.count(month) for month in MONTHS] == [5, 5, 5, 5]
    assert last_output(jobs[2]) == "('2025-03', True)"
    assert last_output(jobs[0]) == "('2025-01', False)"


def test_a_process_of_the_pool_runs_one_edition_after_the_other(tmp_path, monkeypatch):
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    jobs = jobs_of(tmp_path, "import os\nos.getpid()")
    assert run(jobs)[2] == []
    processes = {last_output(job) for job in jobs}
    assert len(processes) <= 2 and str(os.getpid()) not in processes


def test_an_edition_asks_the_data_again_what_one_before_it_has_asked(tmp_path, monkeypatch):
    monkeypatch.setenv("TRADEBOOK_DATA", str(data_folder(tmp_path / "data", *month_rows())))
    edition = Edition("provincial", "2025-03", {"period": "2025-03"})
    outputs = [tmp_path / name / "2025-03.ipynb" for name in ("first", "second")]
    for output in outputs:
        run_job(Job(edition, ROOT / "notebooks", output))
    first, second = map(read_manifest, outputs)
    assert first.reads and first == second


def test_no_edition_at_all_starts_nothing():
    assert run([]) == ([], [], [])


PROGRAM = """
import sys
from pathlib import Path
from helpers.publishing.catalogue.editions import Edition
from helpers.publishing.runner.pool import Job, run_many
if __name__ == "__main__":
    folder = Path(sys.argv[1])
    jobs = [
        Job(Edition("provincial", m, {"period": m}), folder / "notebooks", folder / f"{m}.ipynb")
        for m in ("2025-01", "2025-02", "2025-03", "2025-04")
    ]
    run_many(jobs, lambda job: lambda: None)
"""


@pytest.fixture
def sleeping(tmp_path):
    """Start a program whose editions sleep; return it, and the processes of those that began."""
    begun = tmp_path / "begun"
    begun.mkdir()
    jobs_of(
        tmp_path,
        f"import os, time\nopen(f'{begun}/{{os.getpid()}}', 'w').close()\ntime.sleep(600)",
    )
    (tmp_path / "program.py").write_text(PROGRAM, encoding="utf-8")
    program = subprocess.Popen(
        [sys.executable, str(tmp_path / "program.py"), str(tmp_path)],
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    wanted = min(len(MONTHS), os.cpu_count() or 1)
    await_(lambda: len(list(begun.iterdir())) == wanted, program)
    yield program, [int(path.name) for path in begun.iterdir()]
    program.kill()
    program.communicate()


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL], ids=["Ctrl-C", "kill -9"])
def test_with_the_program_end_all_its_processes(sleeping, how, tmp_path):
    program, processes = sleeping
    group = os.getpgid(program.pid)
    program.send_signal(how)
    program.wait(timeout=60)
    await_(lambda: not any(map(is_there, processes)))
    await_(lambda: not others_in(group))
    assert not list(tmp_path.glob("*.ipynb"))


def others_in(group):
    """List the processes of a group that are still there."""
    found = []
    for name in (path.name for path in Path("/proc").iterdir() if path.name.isdigit()):
        try:
            if os.getpgid(int(name)) == group and is_there(int(name)):
                found.append(int(name))
        except (ProcessLookupError, FileNotFoundError):
            continue
    return found
