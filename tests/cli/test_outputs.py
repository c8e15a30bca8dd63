"""What a command writes, and where; what it listens on: a mistake is one line, and harms nothing."""

import os
import socket

import pytest
from sample_repository import linked
from testbed import SITE


def is_one_line(err):
    return len(err.splitlines()) == 1 and "Traceback" not in err


COMMANDS = {
    "run": ("run", "provincial", "--period", "2025-11"),
    "pdf": ("pdf", "provincial", "2025-11"),
}


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_only_regular_files_are_written(tradebook, tmp_path, command):
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to("nowhere")
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    (tmp_path / "live").symlink_to("file")
    before = sorted(tmp_path.iterdir())
    for name, said in (
        ("pipe", "found a pipe"),
        ("link", "found a symbolic link"),
        ("live", "found a symbolic link"),
        (".", "is a directory"),
        ("nowhere/x/a", "there is no folder"),
        ("file/a", "there is no folder"),
    ):
        code, out, err = tradebook(*command, "-o", tmp_path / name)
        assert (code, out, is_one_line(err)) == (2, "", True), name
        assert said in err
    assert sorted(tmp_path.iterdir()) == before
    assert (tmp_path / "file").read_text(encoding="utf-8") == "mine"
    assert (tmp_path / "pipe").is_fifo()


def test_what_stands_beside_the_notebook_is_not_replaced_either(tradebook, tmp_path):
    os.mkfifo(tmp_path / "x.bundle.json")
    code, out, err = tradebook(*COMMANDS["run"], "-o", tmp_path / "x.ipynb")
    assert (code, out, is_one_line(err)) == (2, "", True)
    assert "x.bundle.json: expected a regular file or nothing there, found a pipe" in err
    assert [path.name for path in tmp_path.iterdir()] == ["x.bundle.json"]


def test_a_table_of_contents_that_is_a_link_is_left(tradebook, tmp_path):
    (tmp_path / "editions.yml").write_text(
        'provincial: {title: A, editions: [{period: "2025-11"}]}\n', encoding="utf-8"
    )
    (tmp_path / "_toc.yml").symlink_to("mine")
    code, out, err = tradebook("toc", folder=tmp_path)
    assert (code, out, is_one_line(err)) == (2, "", True)
    assert not (tmp_path / "mine").exists()


@pytest.mark.parametrize("port", ["70000", "-1", "65536", "http"])
def test_a_port_that_cannot_be_is_told_in_one_line(tradebook, port):
    code, out, err = tradebook("serve", "--port", port)
    assert (code, out, is_one_line(err)) == (2, "", True)
    assert "--port" in err and port in err


def test_a_port_in_use_is_told_in_one_line(tradebook):
    assert SITE.is_dir()
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        code, out, err = tradebook("serve", "--port", str(port))
    assert (code, out, is_one_line(err)) == (1, "", True)
    assert f"port {port} cannot be used (Address already in use); choose another: --port" in err


NOWHERE = (
    ("build",),
    ("list",),
    ("check",),
    ("revisions",),
    ("release", "--dry-run"),
    ("explain", "provincial", "2025-11"),
    ("verify", "provincial", "2025-11"),
    ("run", "provincial", "--period", "2025-11", "-o", "x.ipynb"),
    ("add", "x.csv"),
)


@pytest.mark.parametrize("command", NOWHERE, ids=" ".join)
def test_named_data_that_is_not_there_is_told_in_one_line(
    tradebook, tmp_path, tmp_path_factory, monkeypatch, command
):
    monkeypatch.setenv("TRADEBOOK_DATA", str(tmp_path / "nowhere"))
    (tmp_path / "x.csv").write_text("a", encoding="utf-8")
    files = [tmp_path / word if word.startswith("x.") else word for word in command]
    code, _, err = tradebook(*files, folder=linked(tmp_path_factory.mktemp("repository")))
    assert (code, is_one_line(err)) == (1, True), err
    assert "nowhere" in err
    assert [path.name for path in tmp_path.iterdir()] == ["x.csv"]
