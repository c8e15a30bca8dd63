"""One command for a month: what it says, and that nothing has changed where it is stopped.

Editions and the site are stood in for: that both are made right is tested where they are made.
"""

import os
import signal
import sys
from datetime import date
from types import SimpleNamespace

import pytest
import yaml
from builders import tidy_row, tidy_text, write_pair

from helpers import cli
from helpers.cli import update_command, working_folder
from helpers.core.transaction import JOURNAL
from helpers.publishing.releases.lock import FOLDER, LOCK, Release, append, read_lock
from helpers.publishing.releases.recording import News

HASH = "0" * 64
TIMES = 16
"""How often it is killed, at moments that lie apart evenly among its changes of files."""

PASSING = {"_build", "store", ".lock", ".staging", ".parquet"}
CHANGES = {"os.rename", "os.remove", "os.mkdir", "os.rmdir", "shutil.copyfile", "shutil.move"}


def news(revision=1, page="provincial/2025-11"):
    release = Release(
        edition=page,
        revision=revision,
        date=date(2026, 2, 1),
        parameters={"period": "2025-11"},
        inputs={},
        code=HASH,
        figures=HASH,
        wording=HASH,
        notebook=HASH,
    )
    return News(release, None, [], "{}")


@pytest.fixture
def place(tmp_path, monkeypatch):
    """Return a repository with one raw file and one release; editions and site are stood in for."""
    root = tmp_path / "repository"
    raw = root / "data" / "raw"
    raw.mkdir(parents=True)
    rows = [tidy_row(value="7"), tidy_row(value="8", flow="import")]
    write_pair(raw, "there", tidy_text(*rows))
    listed = {"provincial": {"title": "T", "editions": [{"period": "2025-11"}]}}
    (root / "editions.yml").write_text(yaml.safe_dump(listed), encoding="utf-8")
    (root / "_toc.yml").write_text("of another catalogue", encoding="utf-8")
    append(root / LOCK, [news().release])
    pages = (SimpleNamespace(editions=[SimpleNamespace(page="provincial/2025-11")]),)
    monkeypatch.setattr(update_command, "serve_processes", lambda _: None)
    monkeypatch.setattr(update_command, "check_ready", lambda *_: None)
    monkeypatch.setattr(update_command, "_run", lambda *_: pages)
    monkeypatch.setattr(update_command, "news_of", lambda *_: [news(2)])
    monkeypatch.setattr(update_command, "make_site", lambda *_, **__: None)
    monkeypatch.setattr(update_command, "record_site", lambda *_: None)
    monkeypatch.setattr("helpers.cli.adding_files.today", lambda: date(2026, 2, 1))
    monkeypatch.chdir(root)
    return root


@pytest.fixture
def month(tmp_path):
    """Return a folder of downloads: a file of October, a stranger, and a hidden one."""
    folder = tmp_path / "downloads"
    folder.mkdir()
    rows = [tidy_row(period="2025-10", value="9"), tidy_row(period="2025-10", flow="import")]
    (folder / "new.csv").write_text(tidy_text(*rows), encoding="utf-8")
    (folder / "notes.txt").write_text("my notes", encoding="utf-8")
    (folder / ".hidden").write_text("x", encoding="utf-8")
    return folder


def snapshot(root):
    """Return all files of a repository but those that may be removed at any time, or the next addition does."""
    return {
        str(path.relative_to(root)): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and not PASSING & {*path.parts}
    }


def test_a_month_is_filed_released_and_published(tradebook, place, month):
    code, out, err = tradebook("update", month, "--released", "2026-01-16", folder=place)
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert "new.csv: taken as new: tidy, 2025-10, released 2026-01-16; publisher not known" in lines
    assert [line for line in lines if line.startswith("notes.txt: not understood: is no file of a")]
    assert "hidden" not in out
    assert "provincial/2025-11: revised in 0 figures, released as r2" in lines
    assert lines[-1].endswith("_build/html/index.html")
    assert [release.revision for release in read_lock(place / LOCK)] == [1, 2]
    assert (place / FOLDER / "provincial" / "2025-11" / "r2.ipynb.gz").is_file()
    assert (place / "data" / "raw" / "new.csv").read_bytes() == (month / "new.csv").read_bytes()
    assert "provincial/2025-11" in (place / "_toc.yml").read_text(encoding="utf-8")
    assert not (place / JOURNAL).exists()
    assert "new.csv: known already, as new" in tradebook("update", month, folder=place)[1]


def test_a_rehearsal_shows_it_all_and_changes_nothing(tradebook, place, month):
    before = snapshot(place)
    code, out, _ = tradebook("update", month, "--dry-run", folder=place)
    assert code == 0
    assert "new.csv: taken as new" in out
    assert "provincial/2025-11: revised" in out
    assert out.endswith("nothing was changed: --dry-run\n")
    assert snapshot(place) == before
    assert [path.name for path in (place / "_build").iterdir()] == [".lock"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--strict"], "notes.txt: is no file of a known format"),
        (["notes.txt"], "notes.txt: is no file of a known format"),
    ],
)
def test_strangers_are_refused_where_they_were_named(tradebook, place, month, words, said):
    before = snapshot(place)
    named = [month / word if word == "notes.txt" else word for word in words]
    code, _, err = tradebook("update", month, *named, folder=place)
    assert code == 1
    assert len(err.splitlines()) == 1
    assert said in err
    assert snapshot(place) == before


def test_a_catalogue_that_cannot_be_read_is_one_line_and_all_stays(tradebook, place, month):
    (place / "editions.yml").write_text("provincial: [", encoding="utf-8")
    before = snapshot(place)
    code, out, err = tradebook("update", month, "--released", "2026-01-16", folder=place)
    assert code == 1
    assert len(err.splitlines()) == 1
    assert "editions.yml: is not YAML" in err
    assert out.endswith("nothing was changed: all is as it was before\n")
    assert snapshot(place) == before


def test_a_series_without_a_month_is_named(tradebook, place, month):
    with (place / "editions.yml").open("a", encoding="utf-8") as listed:
        listed.write("guangdong: {report: beijing_city, parameters: {region: 广东}, months: all}\n")
    code, out, _ = tradebook("update", month, "--released", "2026-01-16", folder=place)
    assert code == 0
    assert "guangdong: no month yet has all that the report needs; it is left out\n" in out


def test_a_folder_of_strangers_alone_is_an_error(tradebook, place, month):
    (month / "new.csv").unlink()
    code, _, err = tradebook("update", month, folder=place)
    assert code == 1
    assert "so 1 of 1 files; nothing was added" in err


def test_an_understood_file_with_an_error_stops_everything(tradebook, place, month):
    rows = [tidy_row(region=one, value=value) for one, value in (("_T", "5"), ("44", "90"))]
    (month / "wrong.csv").write_text(tidy_text(*rows), encoding="utf-8")
    before = snapshot(place)
    code, _, err = tradebook("update", month, folder=place)
    assert code == 1
    assert len(err.splitlines()) == 1
    assert "wrong.csv" in err
    assert snapshot(place) == before


@pytest.mark.parametrize(
    ("step", "error"),
    [
        ("_run", OSError),
        ("news_of", KeyboardInterrupt),
        ("record", OSError),
        ("make_site", KeyboardInterrupt),
    ],
)
def test_whatever_stops_it_all_is_as_it_was(tradebook, place, month, step, error):
    before = snapshot(place)

    def stop(*_, **__):
        raise error(28, "No space left on device")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(update_command, step, stop)
        code, _, err = tradebook("update", month, folder=place)
    assert code == (130 if error is KeyboardInterrupt else 1)
    assert err.endswith("nothing was replaced\n")
    assert snapshot(place) == before


def in_a_process(words, last=None):
    """Run a command in a process that is killed at a change of files; return how it ended, and their number."""
    reader, writer = os.pipe()
    pid = os.fork()
    if not pid:
        steps = [0]

        def hook(event, arguments):
            writes = (
                event == "open" and isinstance(arguments[1], str) and {*"wax"} & {*arguments[1]}
            )
            if event in CHANGES or writes:
                steps[0] += 1
                if steps[0] == last:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.stdout = sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123
        sys.addaudithook(hook)
        cli.outcome(words)
        os.write(writer, str(steps[0]).encode())
        os._exit(0)
    os.close(writer)
    status = os.waitpid(pid, 0)[1]
    with os.fdopen(reader) as stream:
        return status, int(stream.read() or 0)


def test_killed_at_any_moment_the_next_command_finds_all_as_it_was(place, month, capsys):
    before = snapshot(place)
    words = ["update", str(month), "--released", "2026-01-16"]
    _, steps = in_a_process([*words, "--dry-run"])
    assert steps > TIMES
    undone = 0
    for turn in range(TIMES):
        status, _ = in_a_process(words, 1 + turn * steps // TIMES)
        if status != signal.SIGKILL:
            break
        working_folder.repository()
        undone += "its changes were undone" in capsys.readouterr().err
        if len(read_lock(place / LOCK)) > 1:
            break
        assert snapshot(place) == before, f"killed at change {1 + turn * steps // TIMES}"
        assert not (place / JOURNAL).exists()
    assert turn > TIMES / 2
    assert undone > 0
    # What comes next works.
    status, _ = in_a_process(words)
    assert status == 0
    left = {path.name for path in (place / "data" / "raw").iterdir()}
    assert not {".staging", ".parquet", ".commit"} & left
    assert {release.revision for release in read_lock(place / LOCK)} >= {1, 2}
