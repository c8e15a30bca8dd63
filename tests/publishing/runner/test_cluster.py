"""Editions on a Dask cluster: a real scheduler with real workers, all of them on this machine."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import distributed
import nbformat
import pytest
from sample_jobs import MONTHS, TRACES, await_, jobs_of, last_output
from sample_repository import linked
from testbed import ROOT, data_folder, month_rows

from helpers.cli import build_steps, building
from helpers.core.errors import BuildError
from helpers.publishing.catalogue.editions import Edition
from helpers.publishing.runner.cluster import difference, inputs_of, run_on_cluster, run_remote
from helpers.publishing.runner.edition import source_of
from helpers.publishing.runner.pool import Job, run_many

HERE = ("--host", "127.0.0.1", "--no-dashboard")

# An edition that kills its workers is given to no third one.
ONE_FAILURE = {"DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1"}

# Each worker would compile all it imports.
ENVIRONMENT = {name: os.environ[name] for name in os.environ if name != "PYTHONDONTWRITEBYTECODE"}


class Cluster:
    """A scheduler of its own on the loopback; knows how many workers there are."""

    def __init__(self, folder, data):
        self.folder, self.data = folder, data
        words = ("--port", "0", "--scheduler-file", folder / "at")
        self.scheduler = self.start("scheduler", *words, **ONE_FAILURE)
        await_((folder / "at").is_file)
        await_(lambda: (folder / "at").read_text(encoding="utf-8").endswith("}"))
        self.address = json.loads((folder / "at").read_text(encoding="utf-8"))["address"]
        self.client = distributed.Client(self.address, set_as_default=False)

    def start(self, role, *words, **environment):
        """Start a program of Dask's; what it writes is kept in a file."""
        log = (self.folder / f"{role}-{time.monotonic_ns()}.log").open("wb")
        return subprocess.Popen(
            [sys.executable, "-m", "dask", role, *HERE, *map(str, words)],
            env={**ENVIRONMENT, "TRADEBOOK_DATA": str(self.data), **environment},
            cwd=self.folder,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )

    def worker(self, *words, **environment):
        """Start a worker that runs one edition at a time."""
        words = (self.address, "--nthreads", "1", "--local-directory", self.folder, *words)
        return self.start("worker", *words, **environment)

    def await_workers(self, count):
        await_(lambda: len(self.client.processing()) == count)

    @contextmanager
    def one_worker(self, how="--no-nanny", **environment):
        """Give the only worker, which nobody starts again when it dies, unless by a nanny."""
        worker = self.worker(how, **environment)
        try:
            self.await_workers(1)
            yield worker
        finally:
            end(worker)
            self.await_workers(0)

    def close(self):
        self.client.close()
        end(self.scheduler)


def end(program):
    """End a program with all that it started."""
    if program.poll() is None:
        os.killpg(program.pid, signal.SIGKILL)
    program.wait()


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    """Make data of a month, and let this process find it."""
    folder = data_folder(tmp_path_factory.mktemp("data"), *month_rows())
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TRADEBOOK_DATA", str(folder))
        yield folder


@pytest.fixture(scope="module")
def bare(tmp_path_factory, data):
    """Start a scheduler to which no worker comes by itself."""
    cluster = Cluster(tmp_path_factory.mktemp("bare"), data)
    yield cluster
    cluster.close()


@pytest.fixture(scope="module")
def cluster(tmp_path_factory, data):
    """Start a scheduler and two workers; one of them would be started again by its nanny."""
    cluster = Cluster(tmp_path_factory.mktemp("cluster"), data)
    workers = cluster.worker("--nanny"), cluster.worker("--no-nanny")
    cluster.await_workers(2)
    cluster.alone = workers[1]
    yield cluster
    for worker in workers:
        end(worker)
    cluster.close()


def run(jobs, cluster, patience=60.0):
    """Run jobs; return what was begun, how many cells were told of, and the lines of the error."""
    begun, steps = [], []

    def begin(job):
        begun.append(job.edition.name)
        return lambda: steps.append(job.edition.name)

    try:
        run_on_cluster(jobs, begin, cluster.address, patience=patience)
    except BuildError as error:
        return begun, steps, str(error).splitlines()
    return begun, steps, []


def files_of(jobs):
    """Return all files beside editions, by name."""
    folders = {job.output.parent for job in jobs}
    return {path.name: path.read_bytes() for folder in folders for path in folder.iterdir()}


@pytest.fixture(scope="module")
def ran(tmp_path_factory, cluster):
    """Run four small editions that leave traces, and a report as it is published; here too."""
    folder = tmp_path_factory.mktemp("ran")
    jobs = jobs_of(folder, *TRACES)
    published = shutil.copytree(ROOT / "notebooks", folder / "published")
    edition = Edition("provincial", "2025-03-all", {"period": "2025-03"})
    jobs.append(Job(edition, published, jobs[0].output.with_name("2025-03-all.ipynb")))
    told = run(jobs, cluster)
    here = [job._replace(output=folder / "here" / job.output.name) for job in jobs]
    run_many(here, lambda _: lambda: None)
    return jobs, here, told


def test_what_comes_back_is_what_is_made_here_to_the_byte(ran):
    jobs, here, _ = ran
    endings = ("ipynb", "ipynb.manifest.json", "bundle.json")
    names = {f"{job.edition.name}.{ending}" for job in jobs for ending in endings}
    assert len(names) == 15
    assert files_of(jobs).keys() == names
    assert files_of(jobs) == files_of(here)


def test_what_was_asked_of_the_data_comes_with_it(ran):
    jobs, _, _ = ran
    made = json.loads(files_of(jobs)["2025-03-all.ipynb.manifest.json"])
    asked = [
        json.loads(read["question"] if isinstance(read, dict) else read[0])
        for read in made["reads"]
    ]
    assert ["query", "2025-03"] in [
        [one[0], one[1][0]["period"]] for one in asked if one[0] == "query"
    ]


def test_no_edition_sees_what_another_left(ran):
    jobs, _, _ = ran
    assert [last_output(job) for job in jobs[:4]] == [
        f"([None, None, False, False, False], '{month}')" for month in MONTHS
    ]


def test_every_edition_and_each_of_its_cells_is_told_of(ran):
    _, _, (begun, steps, faults) = ran
    assert faults == []
    assert sorted(begun) == ["2025-01", "2025-02", "2025-03", "2025-03-all", "2025-04"]
    # Parameters, those put in, and three cells.
    assert {month: steps.count(month) for month in MONTHS} == dict.fromkeys(MONTHS, 5)


def test_each_that_fails_is_a_line_and_the_others_are_run(bare, tmp_path):
    jobs = jobs_of(
        tmp_path,
        "import os, signal\nif period == '2025-02':\n    raise KeyError('no\\nsuch')",
        "if period == '2025-03':\n    os.kill(os.getpid(), signal.SIGKILL)",
        "'done'",
        months=MONTHS[:3],
    )
    jobs[1].output.parent.mkdir(parents=True)
    jobs[1].output.write_text("old", encoding="utf-8")
    with bare.one_worker("--nanny"):
        _, _, faults = run(jobs, bare)
    assert len(faults) == 2
    assert faults[0].startswith("edition provincial/2025-02: cell ")
    assert "KeyError: 'no\\nsuch'" in faults[0]
    assert faults[1] == (
        "edition provincial/2025-03: 2 workers died with it, perhaps for want of memory; see their "
        "logs, and run it again"
    )
    assert last_output(jobs[0]) == "'done'"
    assert jobs[1].output.read_text(encoding="utf-8") == "old"
    assert not jobs[2].output.exists()


class Held:
    """Editions that wait in the middle, until they may go on."""

    def __init__(self, folder, months):
        self.begun, self._go = folder / "begun", folder / "go"
        self.begun.mkdir()
        self.jobs = jobs_of(
            folder,
            "import os, pathlib, time\n"
            f"(pathlib.Path({str(self.begun)!r}) / f'{{period}} {{os.getpid()}}').touch()\n"
            f"while not pathlib.Path({str(self._go)!r}).exists():\n    time.sleep(0.02)",
            "period",
            months=months,
        )

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.let_go()

    def let_go(self):
        self._go.touch()

    def runs(self):
        """Return the months that have begun, each with the process of its worker."""
        found = [path.name.split() for path in self.begun.iterdir()]
        return {(month, int(worker)) for month, worker in found}

    def workers(self):
        return {worker for _, worker in self.runs()}


def test_the_editions_of_a_worker_that_dies_are_run_by_the_others(cluster, tmp_path):
    months = MONTHS[:3]
    dies = cluster.alone.pid
    with ThreadPoolExecutor() as pool, Held(tmp_path, months) as held:
        told = pool.submit(run, held.jobs, cluster)
        await_(lambda: len(held.workers()) == 2)
        assert dies in held.workers()
        ((month, _),) = (found for found in held.runs() if found[1] == dies)
        os.kill(dies, signal.SIGKILL)
        held.let_go()
        begun, _, faults = told.result()
    assert faults == [] and sorted(begun) == list(months)
    assert [last_output(job) for job in held.jobs] == [f"'{month}'" for month in months]
    (survivor,) = held.workers() - {dies}
    assert held.runs() == {(month, dies), *((one, survivor) for one in months)}


def test_a_worker_that_its_nanny_starts_again_goes_on(cluster, tmp_path):
    end(cluster.alone)
    cluster.await_workers(1)
    with ThreadPoolExecutor() as pool, Held(tmp_path, MONTHS[:1]) as held:
        told = pool.submit(run, held.jobs, cluster)
        await_(held.workers)
        (dies,) = held.workers()
        os.kill(dies, signal.SIGKILL)
        held.let_go()
        assert told.result()[2] == []
    assert len(held.workers()) == 2
    assert last_output(held.jobs[0]) == "'2025-01'"


def test_when_no_worker_is_left_that_is_a_line(bare, tmp_path):
    held = Held(tmp_path, MONTHS[:2])
    with bare.one_worker() as worker, ThreadPoolExecutor() as pool, held:
        told = pool.submit(run, held.jobs, bare, 2.0)
        await_(held.workers)
        os.kill(worker.pid, signal.SIGKILL)
        _, _, faults = told.result()
    assert faults == [
        f"--scheduler {bare.address}: there has been no worker for 2 seconds; start some with: "
        f"dask worker {bare.address} --nthreads 1, and build again: not run: provincial/2025-01, "
        "provincial/2025-02"
    ]
    assert not any(job.output.exists() for job in held.jobs)


def test_a_scheduler_without_workers_is_a_line(bare, tmp_path):
    assert run(jobs_of(tmp_path, "1"), bare, patience=1.0) == (
        [],
        [],
        [
            f"--scheduler {bare.address}: there has been no worker for 1 seconds; start some with: "
            f"dask worker {bare.address} --nthreads 1"
        ],
    )


def test_a_worker_with_other_code_and_other_data_is_refused(bare, tmp_path):
    shutil.copytree(ROOT / "src" / "helpers", tmp_path / "src" / "helpers")
    with (tmp_path / "src" / "helpers" / "core" / "errors.py").open("a", encoding="utf-8") as file:
        file.write("# another\n")
    other = data_folder(tmp_path / "other", *month_rows(period="2025-04"))
    with bare.one_worker(PYTHONPATH=str(tmp_path / "src"), TRADEBOOK_DATA=str(other)):
        (worker,) = bare.client.processing()
        begun, _, (fault,) = run(jobs_of(tmp_path, "1"), bare)
    assert fault.startswith(f"--scheduler {bare.address}: worker {worker}: code core/errors.py is ")
    assert ", data made-up is " in fault and "library" not in fault
    assert fault.endswith("; start it again with the same code, environment and data")
    assert begun == [] and not (tmp_path / "editions").exists()


def test_where_the_scheduler_is_lost_that_is_a_line(tmp_path, data):
    lost = Cluster(tmp_path, data)
    held = Held(tmp_path, MONTHS[:1])
    with lost.one_worker() as worker, ThreadPoolExecutor() as pool, held:
        told = pool.submit(run, held.jobs, lost)
        await_(held.workers)
        lost.client.close()
        end(lost.scheduler)
        _, _, (fault,) = told.result()
        end(worker)
        lost.await_workers = lambda _: None
    assert fault.startswith(f"--scheduler {lost.address}: the scheduler was lost (")


@pytest.fixture
def nowhere():
    """Return an address at which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    return f"tcp://127.0.0.1:{port}"


def test_a_scheduler_that_is_not_there_is_a_line(
    nowhere, tradebook, monkeypatch, tmp_path, tmp_path_factory
):
    monkeypatch.setattr(building, "is_current", lambda _: False)
    monkeypatch.setattr(build_steps, "outdated_editions", lambda *_: jobs_of(tmp_path, "1"))
    monkeypatch.setattr(build_steps, "refuse_errors", lambda _: None)
    # The data of these tests has not all whom the committed table of contents names.
    monkeypatch.setattr(build_steps, "check_ready", lambda *_: None)
    place = linked(tmp_path_factory.mktemp("repository"))
    code, _, told = tradebook("build", "--scheduler", nowhere, folder=place)
    assert code == 1
    assert told.startswith(f"error: --scheduler {nowhere}: no Dask scheduler answers there (")
    assert told.endswith("; start one with: dask scheduler\n") and told.count("\n") == 1


@pytest.mark.parametrize("address", ["nonsense", "ftp://127.0.0.1:1", "tcp://127.0.0.1"])
def test_an_address_that_is_none_is_a_line(address, data, tmp_path):
    with pytest.raises(BuildError) as caught:
        run_on_cluster(jobs_of(tmp_path, "1"), lambda _: lambda: None, address)
    assert str(caught.value) == (
        f"--scheduler {address}: no address of a scheduler; expected such as tcp://127.0.0.1:8786"
    )


def test_no_edition_at_all_asks_nobody(nowhere):
    run_on_cluster([], lambda _: lambda: None, nowhere)


HASHES = {"a.py": "1111111111112222", "b.py": "3"}


@pytest.mark.parametrize(
    ("there", "said"),
    [
        ({"code": HASHES, "data": {}}, ""),
        (
            {"code": {**HASHES, "a.py": "4444444444445555"}, "data": {}},
            "code a.py is 444444444444 instead of 111111111111",
        ),
        ({"code": {"a.py": "1111111111112222"}, "data": {}}, "code b.py is not there instead of 3"),
        (
            {"code": {}, "data": {"x": "5"}},
            "code a.py is not there instead of 111111111111 and 1 more, data x is 5 instead of not there",
        ),
    ],
)
def test_a_difference_names_what_it_is_of_and_both(there, said):
    assert difference({"code": HASHES, "data": {}}, there) == said


def test_without_distributed_it_is_said_what_to_install(data, tmp_path, monkeypatch, nowhere):
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(BuildError) as caught:
        run_on_cluster(jobs_of(tmp_path, "1"), lambda _: lambda: None, nowhere)
    assert str(caught.value) == (
        f"--scheduler {nowhere}: needs the library distributed, which is not installed; in the "
        "repository run: .venv/bin/python -m pip install --editable '.[cluster]'"
    )


def test_threads_of_a_worker_run_one_edition_at_a_time(data, tmp_path):
    jobs = jobs_of(
        tmp_path,
        "import os, time\nbefore = os.environ.get('BUSY')\nos.environ['BUSY'] = period\n"
        "time.sleep(0.2)\nbefore, os.environ['BUSY']",
        months=MONTHS[:2],
    )
    text = source_of(jobs[0].notebooks, "provincial").read_bytes()
    inputs = inputs_of([source_of(jobs[0].notebooks, "provincial")])
    with ThreadPoolExecutor() as pool:
        tasks = [
            pool.submit(run_remote, job.edition, "provincial.py", text, inputs) for job in jobs
        ]
    outputs = [nbformat.reads(task.result().notebook, 4).cells[-1].outputs[0] for task in tasks]
    assert [output.data["text/plain"] for output in outputs] == [
        f"(None, '{month}')" for month in MONTHS[:2]
    ]
