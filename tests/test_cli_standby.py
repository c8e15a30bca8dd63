"""A process that stands by runs commands as they would run by themselves, and never with old code."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from contextlib import chdir
from dataclasses import dataclass
from pathlib import Path

import nbformat
import pytest
from workshops import ROOT, small_notebook

SOURCE = ROOT / "src" / "helpers"
TELL = """\
# %%
import os
from helpers.errors import WORD
print(os.getppid(), os.getcwd(), os.environ.get("MARK"), WORD)
"""
STAY = """\
# %%
import os, pathlib, time
if os.environ.get("STAY"):
    pathlib.Path(os.environ["STAY"]).write_text(str(os.getpid()))
while os.environ.get("STAY"):
    try:
        time.sleep(600)
    except KeyboardInterrupt:
        if not os.environ.get("DEAF"):
            raise
"""
FAIL = """\
# %%
if os.environ.get("FAIL"):
    pathlib.Path(os.environ["FAIL"]).write_text(str(os.getppid()))
    raise ValueError("as asked")
"""
DEAF_TO_WORDS = """\
import sys
from pathlib import Path
from helpers.cli import handing
from helpers.workshop import Workshop

class Told:
    def readline(self):
        return b"unread"

link = handing.reached(Workshop(Path.cwd().parent))
handing._taken(link, Told())
sys.stdin.read()
"""
READY = "start at once here"
WAIT = 60
STOPPED = (130, "\nstopped; nothing was replaced\n")


@dataclass
class Place:
    """A repository with the code that is used in it, and what its process that stands by says."""

    root: Path
    code: Path

    @property
    def log(self):
        return self.root / "standby.log"

    def command(self, *words, **variables):
        """Start a command here."""
        return subprocess.Popen(
            [sys.executable, "-m", "helpers", *words],
            cwd=self.root / "sub",
            env=os.environ | {"PYTHONPATH": str(self.code)} | variables,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def end(self, *words, **variables):
        """Run a command here; return its exit code, output and errors."""
        process = self.command(*words, **variables)
        out, err = process.communicate(timeout=WAIT)
        return process.returncode, out, err

    def told(self, **variables):
        """Run the edition; return the words it tells: parent, folder, a variable, the code's word."""
        code, out, err = self.end("run", "provincial", "--period", "2025-11", **variables)
        assert (code, err) == (0, "")
        assert out.endswith("wrote " + str(self.root / "sub" / "provincial-2025-11.ipynb") + "\n")
        notebook = nbformat.read(self.root / "sub" / "provincial-2025-11.ipynb", as_version=4)
        (printed,) = [one.text for cell in notebook.cells for one in cell.get("outputs", [])]
        return printed.split()

    def set_word(self, word):
        text = (SOURCE / "errors.py").read_text(encoding="utf-8")
        path = self.code / "helpers" / "errors.py"
        path.write_text(f'{text}\nWORD = "{word}"\n', encoding="utf-8")

    def stand_by(self):
        """Start the process that stands by; return it when it is ready."""
        with self.log.open("a") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "helpers", "standby"],
                cwd=self.root,
                env=os.environ | {"PYTHONPATH": str(self.code), "MARK": "standby's"},
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self.until_it_says(READY)
        return process

    def until_it_says(self, said, times=1):
        until(lambda: self.log.read_text().count(said) >= times)


def until(holds):
    """Wait until something holds."""
    end = time.monotonic() + WAIT
    while not holds():
        assert time.monotonic() < end, "it never held"
        time.sleep(0.05)


def started_by(process):
    """Return the processes that a process has started."""
    tasks = Path(f"/proc/{process.pid}/task").glob("*/children")
    return [int(child) for path in tasks for child in path.read_text().split()]


def is_gone(process):
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    return False


@pytest.fixture
def place(tmp_path):
    """Return a repository, deeper than a socket's path may be long."""
    place = Place(tmp_path / ("deep-" * 25), tmp_path / "code")
    (place.root / "sub").mkdir(parents=True)
    (place.root / "data" / "raw").mkdir(parents=True)
    (place.root / "editions.yml").write_text(
        'provincial: {title: A, editions: [{period: "2025-11"}]}\n', encoding="utf-8"
    )
    small_notebook(place.root / "notebooks", TELL, STAY, FAIL)
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(SOURCE, place.code / "helpers", ignore=ignored)
    place.set_word("old")
    return place


@pytest.fixture
def standing(place):
    """Return a process that stands by; it ends with the test."""
    process = place.stand_by()
    yield process
    process.kill()
    process.wait()


def stay(place, **variables):
    """Run an edition that stays; return the command, and the process that runs it."""
    note = place.root / "stays"
    run = ("run", "provincial", "--period", "2025-11")
    command = place.command(*run, STAY=str(note), **variables)
    until(lambda: note.exists() and note.read_text())
    return command, int(note.read_text())


def test_a_command_is_run_where_it_is_given_by_a_copy_of_what_stands_by(place, standing):
    parent, folder, mark, word = place.told(MARK="mine")
    assert (int(parent) in started_by(standing), folder) == (True, str(place.root / "sub"))
    assert (mark, word) == ("mine", "old")
    assert place.told()[2] == "None", (
        "a variable of the process that stands by is not the command's"
    )


def test_its_exit_code_and_its_one_line_are_those_of_the_command(place, standing):
    assert standing.poll() is None
    run = ("run", "provincial", "--period")
    code, out, err = place.end(*run, "2025-11", FAIL=str(place.root / "failed"))
    assert (code, "[1/1] provincial/2025-11" in out) == (1, True)
    assert int((place.root / "failed").read_text()) in started_by(standing)
    assert err == "error: edition provincial/2025-11: cell 5 failed: ValueError: as asked\n"
    code, _, err = place.end(*run, "2025-13")
    assert (code, err.count("\n")) == (2, 1)
    assert "'2025-13'" in err
    assert list((place.root / "sub").iterdir()) == []


def test_code_that_changed_is_the_code_that_runs(place, standing):
    assert place.told()[3] == "old"
    place.set_word("new")
    # By itself, or by one that has imported anew: whoever is first.
    assert place.told()[3] == "new"
    place.until_it_says(READY, times=2)
    parent, _, _, word = place.told()
    assert (int(parent) in started_by(standing), word) == (True, "new")


@pytest.mark.parametrize("name", ["tables.py", "errors.py"])
def test_code_that_cannot_be_imported_is_told_and_waited_for(place, standing, name):
    broken = place.code / "helpers" / name
    text = broken.read_text(encoding="utf-8")
    broken.write_text(text + "\n)\n", encoding="utf-8")
    place.until_it_says("SyntaxError: unmatched ')'")
    place.until_it_says("waiting for the code to change")
    code, _, err = place.end("list")
    # By itself it meets the same code; it is not kept waiting.
    assert (code, "SyntaxError: unmatched ')'" in err) == (1, True)
    broken.write_text(text, encoding="utf-8")
    place.until_it_says(READY, times=2)
    assert int(place.told()[0]) in started_by(standing)


def test_a_command_given_with_other_code_is_not_handed_over(place, standing):
    other = Place(place.root, place.root.parent / "other")
    shutil.copytree(place.code, other.code)
    other.set_word("other")
    parent, _, _, word = other.told()
    assert (int(parent) in started_by(standing), word) == (False, "other")


@pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGKILL])
def test_a_command_that_is_stopped_leaves_nothing(place, standing, sign):
    assert standing.poll() is None
    command, process = stay(place)
    command.send_signal(sign)
    _, err = command.communicate(timeout=WAIT)
    if sign == signal.SIGINT:
        assert (command.returncode, err) == STOPPED
    until(lambda: is_gone(process))
    assert list((place.root / "sub").iterdir()) == []
    assert int(place.told()[0]) in started_by(standing)


def test_one_that_is_gone_before_it_has_heard_that_its_command_is_begun_leaves_nothing(
    place, standing
):
    note = place.root / "stays"
    asked = subprocess.Popen(
        [sys.executable, "-c", DEAF_TO_WORDS, "run", "provincial", "--period", "2025-11"],
        cwd=place.root / "sub",
        env=os.environ | {"PYTHONPATH": str(place.code), "STAY": str(note)},
        stdin=subprocess.PIPE,
    )
    until(lambda: note.exists() and note.read_text())
    assert asked.poll() is None
    asked.kill()
    asked.communicate(timeout=WAIT)
    until(lambda: is_gone(int(note.read_text())))


def test_a_command_that_runs_by_itself_is_stopped_in_the_same_words(place):
    command, process = stay(place)
    assert process == command.pid
    command.send_signal(signal.SIGINT)
    _, err = command.communicate(timeout=WAIT)
    assert (command.returncode, err) == STOPPED
    assert list((place.root / "sub").iterdir()) == []


def test_when_what_stands_by_is_killed_its_command_says_so(place, standing):
    command, process = stay(place)
    standing.kill()
    _, err = command.communicate(timeout=WAIT)
    assert command.returncode == 1
    assert err == ("error: the process that stood by has ended, and this with it; run it again\n")
    until(lambda: is_gone(process))
    # What it left is in nobody's way.
    assert int(place.told()[0]) == os.getpid()


def test_ctrl_c_ends_it_and_what_it_runs(place, standing):
    command, process = stay(place)
    standing.send_signal(signal.SIGINT)
    assert standing.wait(timeout=WAIT) == 130
    assert command.wait(timeout=WAIT) == 130
    assert is_gone(process)
    assert not (place.root / "_build" / "standby").exists()
    assert place.told()[3] == "old"


def test_a_cell_that_will_not_be_stopped_is_ended(place, standing):
    command, process = stay(place, DEAF="yes")
    command.send_signal(signal.SIGINT)
    time.sleep(0.5)
    assert not is_gone(process)
    command.send_signal(signal.SIGINT)
    assert command.wait(timeout=WAIT) == STOPPED[0]
    until(lambda: is_gone(process))
    command, process = stay(place, DEAF="yes")
    standing.send_signal(signal.SIGINT)
    assert standing.wait(timeout=WAIT) == STOPPED[0]
    assert is_gone(process)


def test_one_that_asks_and_says_nothing_keeps_nobody_waiting(place, standing):
    with chdir(place.root / "_build"), socket.socket(socket.AF_UNIX) as silent:
        silent.connect("standby")
        place.set_word("new")
        place.until_it_says(READY, times=2)
    assert place.told()[3] == "new"


def test_one_that_does_not_answer_keeps_nobody_waiting(place, standing):
    worker = int(place.told()[0])
    os.kill(worker, signal.SIGSTOP)
    assert int(place.told()[0]) == os.getpid()


@pytest.mark.parametrize("variable", ["PYTHONHASHSEED", "TZ", "LC_ALL"])
def test_one_that_began_with_another_setting_does_not_answer(place, standing, variable):
    told = {"PYTHONHASHSEED": "0", "TZ": "Asia/Shanghai", "LC_ALL": "POSIX"}
    assert int(place.told(**{variable: told[variable]})[0]) == os.getpid()


def test_files_are_written_as_the_command_would(place, standing):
    before = os.umask(0o077)
    try:
        assert int(place.told()[0]) in started_by(standing)
    finally:
        os.umask(before)
    mode = (place.root / "sub" / "provincial-2025-11.ipynb").stat().st_mode
    assert mode & 0o777 == 0o600


def test_closed_output_is_closed_to_the_command(place, standing):
    run = f"{sys.executable} -m helpers run provincial --help"
    for closing, code in ((">&-", 0), ("| true; exit ${PIPESTATUS[0]}", 1)):
        ended = subprocess.run(
            ["bash", "-c", f"{run} {closing}"],
            cwd=place.root / "sub",
            env=os.environ | {"PYTHONPATH": str(place.code)},
            capture_output=True,
            text=True,
            check=False,
            timeout=WAIT,
        )
        assert (ended.returncode, ended.stdout, ended.stderr) == (code, "", "")


def test_removed_with_all_that_was_made_it_ends(place, standing):
    shutil.rmtree(place.root / "_build")
    assert standing.wait(timeout=WAIT) == 1
    assert "it was removed, and nobody can ask; start anew" in place.log.read_text()


def test_one_is_enough(place, standing):
    code, out, err = place.end("standby")
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert f"another process ({standing.pid}) stands by here" in err
    assert int(place.told()[0]) in started_by(standing)
