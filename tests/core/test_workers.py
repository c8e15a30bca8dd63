"""A process of its own for a piece of work: where it works, how it ends, and that it ends with this one."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from sample_jobs import await_, is_there

from helpers.core.workers import run_apart, serve_processes, workers


def end(how):
    sys.exit(how)


def fail():
    raise KeyError("no such")


def be_killed():
    os.kill(os.getpid(), signal.SIGKILL)


def write(path):
    path.write_text(f"{os.environ['TOLD']} {Path.cwd()} {os.getpid()}", encoding="utf-8")


@pytest.mark.parametrize(
    ("work", "arguments", "code"),
    [
        (end, (0,), 0),
        (end, (3,), 3),
        (fail, (), 1),
        (be_killed, (), -signal.SIGKILL),
    ],
)
@pytest.mark.parametrize("preload", [(), ("json",)])
def test_how_the_work_ends_is_known(work, arguments, code, preload):
    assert run_apart(work, *arguments, preload=preload) == code


def test_it_works_where_this_process_does_and_is_another(tmp_path, monkeypatch):
    # The server of processes may have been started before.
    serve_processes(["json"])
    monkeypatch.setenv("TOLD", "this")
    monkeypatch.chdir(tmp_path)
    assert run_apart(write, tmp_path / "told", preload=["json"]) == 0
    told, folder, process = (tmp_path / "told").read_text(encoding="utf-8").split()
    assert (told, folder) == ("this", str(tmp_path))
    assert int(process) != os.getpid()


def test_what_is_served_can_be_worked_with_at_many_tasks():
    serve_processes(["json"])
    with workers(3, ValueError("stopped")) as each:
        assert list(each(str, [1, 2, 3])) == ["1", "2", "3"]


PROGRAM = """
import sys, time
from pathlib import Path
from helpers.core.workers import run_apart, serve_processes

def sleep(path):
    import os
    path.write_text(str(os.getpid()))
    time.sleep(600)

if __name__ == "__main__":
    serve_processes(["json"])
    run_apart(sleep, Path(sys.argv[1]), preload=["json"])
"""


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL], ids=["Ctrl-C", "kill -9"])
def test_it_ends_with_this_process(how, tmp_path):
    (tmp_path / "program.py").write_text(PROGRAM, encoding="utf-8")
    begun = tmp_path / "begun"
    words = [sys.executable, str(tmp_path / "program.py"), str(begun)]
    program = subprocess.Popen(words, stderr=subprocess.PIPE, start_new_session=True)
    await_(lambda: begun.exists() and begun.read_text(), program)
    program.send_signal(how)
    program.communicate(timeout=60)
    await_(lambda: not is_there(int(begun.read_text(encoding="utf-8"))))
