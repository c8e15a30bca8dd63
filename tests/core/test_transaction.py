"""Files that change together: all of them or none, whatever stops the change."""

import os
import shutil
import signal
import subprocess
import sys

import pytest

from helpers.core.repository import Repository
from helpers.core.transaction import JOURNAL, recover, transaction

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
def root(tmp_path):
    (tmp_path / "old.txt").write_text("old", encoding="utf-8")
    os.utime(tmp_path / "old.txt", (1_000, 1_000))
    return tmp_path


def change(root, stop=lambda: None):
    """Replace a file and make one in a folder of its own; what stops it comes last."""
    with transaction(root) as changes:
        changes.keep(root / "old.txt", root / "folder" / "inner" / "new.txt")
        (root / "old.txt").write_text("other", encoding="utf-8")
        (root / "folder" / "inner").mkdir(parents=True)
        (root / "folder" / "inner" / "new.txt").write_text("new", encoding="utf-8")
        stop()


def snapshot(root):
    return {
        str(path.relative_to(root)): path.read_bytes() if path.is_file() else None
        for path in root.rglob("*")
        if "_build" not in path.parts
    }


def raising(error):
    def stop():
        raise error

    return stop


def killed(work):
    """Do a piece of work in a process that is killed in it."""
    pid = os.fork()
    if not pid:
        work(lambda: os.kill(os.getpid(), signal.SIGKILL))
        os._exit(0)
    assert os.waitpid(pid, 0)[1] == signal.SIGKILL


def test_what_ends_stands_and_leaves_no_journal(root):
    change(root)
    assert snapshot(root) == {
        "old.txt": b"other",
        "folder": None,
        "folder/inner": None,
        "folder/inner/new.txt": b"new",
    }
    assert not recover(Repository(root))


@pytest.mark.parametrize("error", [KeyboardInterrupt(), OSError(28, "No space left on device")])
def test_what_is_stopped_is_put_back(root, error):
    with pytest.raises(type(error)):
        change(root, raising(error))
    assert snapshot(root) == {"old.txt": b"old"}
    assert (root / "old.txt").stat().st_mtime == 1_000


def test_what_is_killed_is_put_back_by_whoever_comes_next(root):
    killed(lambda kill: change(root, kill))
    assert (root / "old.txt").read_bytes() == b"other"
    assert recover(Repository(root))
    assert snapshot(root) == {"old.txt": b"old"}
    assert not recover(Repository(root))


def test_the_next_change_puts_back_first(root):
    killed(lambda kill: change(root, kill))
    with transaction(root):
        assert (root / "old.txt").read_bytes() == b"old"
    assert snapshot(root) == {"old.txt": b"old"}


def test_putting_back_that_is_killed_is_gone_on_with(root, monkeypatch):
    killed(lambda kill: change(root, kill))

    def half(kill):
        monkeypatch.setattr(shutil, "move", lambda *_: kill())
        recover(Repository(root))

    killed(half)
    assert recover(Repository(root))
    assert snapshot(root) == {"old.txt": b"old"}


def lead(root, to):
    """Let the site's address lead to a folder, in one step."""
    (root / to).mkdir(exist_ok=True)
    (root / "link").symlink_to(to)
    (root / "link").replace(root / "site")


def publish(root, before=lambda: None, after=lambda: None):
    """Change files; the last change is that the site's address leads elsewhere."""
    with transaction(root) as changes:
        changes.keep(root / "old.txt")
        (root / "old.txt").write_text("other", encoding="utf-8")
        changes.end_with(root / "site", root / "second")
        before()
        lead(root, "second")
        after()


@pytest.mark.parametrize("was_there", [True, False])
def test_killed_before_the_last_change_all_is_put_back(root, was_there):
    if was_there:
        lead(root, "first")
    killed(lambda kill: publish(root, before=kill))
    assert recover(Repository(root))
    assert (root / "old.txt").read_bytes() == b"old"
    assert not (root / JOURNAL).exists()


def test_killed_right_after_the_last_change_all_of_them_stand(root):
    lead(root, "first")
    killed(lambda kill: publish(root, after=kill))
    assert not recover(Repository(root))
    assert (root / "old.txt").read_bytes() == b"other"
    assert (root / "site").readlink().name == "second"
    assert not (root / JOURNAL).exists()


def test_what_is_stopped_right_after_the_last_change_stands_too(root):
    lead(root, "first")
    with pytest.raises(KeyboardInterrupt):
        publish(root, after=raising(KeyboardInterrupt()))
    assert (root / "old.txt").read_bytes() == b"other"
    assert not (root / JOURNAL).exists()


def test_what_others_put_into_a_new_folder_stays(root):
    killed(lambda kill: change(root, kill))
    (root / "folder" / "theirs.txt").write_text("theirs", encoding="utf-8")
    recover(Repository(root))
    assert snapshot(root) == {"old.txt": b"old", "folder": None, "folder/theirs.txt": b"theirs"}


def test_changes_of_a_command_at_work_are_left_alone(root):
    killed(lambda kill: change(root, kill))
    words = [sys.executable, "-c", HOLD, str(root)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout.readline() == "held\n"
        assert not recover(Repository(root))
        assert (root / JOURNAL).is_dir()
        program.kill()
    assert recover(Repository(root))
