"""Files are written whole or not at all, only as regular files, and for servers to read."""

import errno
import os
import shutil
import socket
from pathlib import Path

import pytest

from helpers.core.errors import ParameterError
from helpers.core.files import check_output, make_readable, reason_of, write_whole


def mode(path):
    return path.stat().st_mode & 0o777


def test_on_a_full_disk_the_file_that_was_there_stays_and_nothing_else(tmp_path, monkeypatch):
    path = tmp_path / "a.txt"
    path.write_text("old", encoding="utf-8")

    def half_written(draft, content):
        with draft.open("wb") as stream:
            stream.write(content[:2])
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", half_written)
    with pytest.raises(OSError, match="No space left") as caught:
        write_whole(path, b"new content")
    assert reason_of(caught.value) == f"{path}: No space left on device"
    assert [each.name for each in tmp_path.iterdir()] == ["a.txt"]
    assert path.read_text(encoding="utf-8") == "old"


def test_stopped_while_writing_nothing_is_left(tmp_path, monkeypatch):
    def stopped(draft, content):
        draft.touch()
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "write_bytes", stopped)
    with pytest.raises(KeyboardInterrupt):
        write_whole(tmp_path / "a.txt", b"new")
    assert list(tmp_path.iterdir()) == []


def test_a_new_or_a_regular_file_may_be_written(tmp_path):
    path = tmp_path / "a.txt"
    assert check_output(path) == path
    path.touch()
    assert check_output(path) == path


def device(path, monkeypatch):
    """Let a place look as a device does; none is made, and none is touched."""
    real = Path.lstat
    fields = (0o020666, *os.stat_result(path.parent.stat())[1:10])
    monkeypatch.setattr(
        Path, "lstat", lambda self: os.stat_result(fields) if self == path else real(self)
    )


OTHERS = {
    "a folder": lambda path, _: path.mkdir(),
    "a pipe": lambda path, _: os.mkfifo(path),
    "a symbolic link": lambda path, _: path.symlink_to(path.parent / "nowhere"),
    "a socket": lambda path, _: socket.socket(socket.AF_UNIX).bind(os.path.relpath(path)),
    "a device": device,
}


@pytest.mark.parametrize(("found", "make"), OTHERS.items(), ids=OTHERS)
def test_what_is_no_regular_file_is_not_replaced(tmp_path, monkeypatch, found, make):
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "a.txt"
    make(path, monkeypatch)
    with pytest.raises(ParameterError) as caught:
        check_output(path)
    assert str(caught.value) == (
        f"{path}: expected a regular file or nothing there, found {found}; name another"
    )


def test_a_link_to_a_file_is_not_replaced_either(tmp_path):
    (tmp_path / "real.txt").touch()
    (tmp_path / "a.txt").symlink_to("real.txt")
    with pytest.raises(ParameterError, match="found a symbolic link"):
        check_output(tmp_path / "a.txt")


@pytest.mark.parametrize("above", ["nowhere/x", "file"])
def test_no_folder_is_made_for_an_output(tmp_path, above):
    (tmp_path / "file").touch()
    with pytest.raises(ParameterError, match=r"a\.txt: there is no folder .*; make it, or name"):
        check_output(tmp_path / above / "a.txt")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_a_folder_that_could_not_be_copied_is_told_in_one_line(tmp_path, monkeypatch):
    (tmp_path / "site").mkdir()
    for name in ("a", "b"):
        (tmp_path / "site" / name).touch()

    def full(source, target, **_):
        raise OSError(errno.ENOSPC, "No space left on device", target)

    with pytest.raises(shutil.Error) as caught:
        shutil.copytree(tmp_path / "site", tmp_path / "copy", copy_function=full)
    assert reason_of(caught.value).startswith("[Errno 28] No space left on device: ")
    assert "(" not in reason_of(caught.value)


def test_everybody_can_read_what_was_written_privately(tmp_path):
    folder = tmp_path / "site" / "provincial"
    folder.mkdir(parents=True)
    (folder / "a.html").touch()
    for path in (folder / "a.html", folder, tmp_path / "site"):
        path.chmod(0o700 if path.is_dir() else 0o600)
    make_readable(tmp_path / "site")
    assert [mode(path) for path in (tmp_path / "site", folder, folder / "a.html")] == [
        0o755,
        0o755,
        0o644,
    ]
