"""Taking files in: all of them or none, and nothing half written whatever happens."""

import fcntl
import os
import signal
import subprocess
import sys
import textwrap
import time
from datetime import date
from pathlib import Path

import pytest
import yaml
from builders import tidy_row, tidy_text, write_pair
from testbed import read_folder

from helpers.core import workers
from helpers.core.errors import SourceError
from helpers.observations.ingest import adding
from helpers.observations.ingest.adding import add_files
from helpers.observations.ingest.options import AddOptions
from helpers.observations.ingest.staging import _slug
from helpers.observations.readers import COMMIT
from helpers.observations.readers.reading import Hints

WISH = AddOptions(Hints(), released=date(2026, 1, 16), retrieved=date(2026, 2, 1))
BOTH = tidy_text(
    tidy_row(region="_T", value="50"), tidy_row(flow="import", region="_T", value="50")
)


@pytest.fixture
def raw(tmp_path):
    """Return a folder of raw files with one in it."""
    folder = tmp_path / "raw"
    folder.mkdir()
    write_pair(folder, "there", tidy_text(tidy_row(value="7"), tidy_row(value="8", flow="import")))
    return folder


@pytest.fixture
def given(tmp_path):
    """Write files a user gives, by name and content; return their paths."""
    place = tmp_path / "downloads"
    place.mkdir()

    def write(**files):
        paths = []
        for name, content in files.items():
            path = place / f"{name}.csv"
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
            paths.append(path)
        return paths

    return write


def snapshot(folder):
    """Return every file below a folder with its bytes; the lock, which holds nothing, left out."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != ".lock"
    }


def refusal(folder, paths, wish=WISH):
    before = snapshot(folder)
    with pytest.raises(SourceError) as caught:
        add_files(folder, paths, wish)
    assert snapshot(folder) == before
    assert len(str(caught.value).splitlines()) == 1
    return str(caught.value)


def month(text, number):
    return text.replace("2025-11", f"2025-{number:02d}")


def test_a_file_is_filed_unchanged_with_its_description(raw, given):
    (path,) = given(new=month(BOTH, 10))
    (one,) = add_files(raw, [path], WISH).files
    assert one.stored is not None
    assert (raw / "new.csv").read_bytes() == path.read_bytes()
    described = yaml.safe_load((raw / "new.meta.yml").read_text(encoding="utf-8"))
    assert described["original"] == "new.csv"
    assert described["size"] == len(path.read_bytes())
    assert described["released"] == date(2026, 1, 16)
    assert (described["format"], described["status"]) == ("tidy", "unknown")
    assert (described["producer"], described["licence"]) == (None, None)
    archive = read_folder(raw)
    assert [one.id for one in archive.files] == ["new", "there"]
    assert (archive.observations["source"] == "new").sum() == 2


def test_what_the_user_says_is_kept(raw, given):
    hints = Hints(flow="import", period="2025-10", only={"product": "12-84,98"})
    wish = AddOptions(hints, None, date(2026, 2, 1), complete=("partner", "product"))
    row = tidy_row(period="2025-10", flow="import", product="1201")
    add_files(raw, given(new=tidy_text(row)), wish)
    described = yaml.safe_load((raw / "new.meta.yml").read_text(encoding="utf-8"))
    assert described["told"] == {
        "flow": "import",
        "period": "2025-10",
        "only": {"product": "12-84,98"},
    }
    assert described["complete"] == ["partner", "product"]
    assert described["released"] is None


def test_the_same_file_twice_changes_nothing(raw, given):
    paths = given(new=month(BOTH, 10), again=month(BOTH, 10))
    first = add_files(raw, paths, WISH)
    assert [one.raw.id for one in first.files] == ["new", "new"]
    assert [one.stored is not None for one in first.files] == [True, False]
    before = snapshot(raw)
    second = add_files(raw, paths, WISH)
    assert [one.stored for one in second.files] == [None, None]
    assert snapshot(raw) == before


@pytest.mark.parametrize("name", ["new.meta.yml", "new.meta.csv"])
def test_a_file_with_the_name_of_a_description_is_filed_under_another(raw, tmp_path, name):
    path = tmp_path / name
    path.write_text(month(BOTH, 10), encoding="utf-8")
    (one,) = add_files(raw, [path], WISH).files
    assert one.raw.id == "new.meta"
    assert (raw / "new.meta.csv").read_bytes() == path.read_bytes()
    assert [file.id for file in read_folder(raw).files] == ["new.meta", "there"]


def test_another_file_of_the_same_name_gets_a_name_of_its_own(raw, given, tmp_path):
    add_files(raw, given(new=month(BOTH, 10)), WISH)
    add_files(raw, given(new=month(BOTH, 9)), WISH)
    assert (raw / "new-2.csv").read_bytes() == (tmp_path / "downloads" / "new.csv").read_bytes()


def test_a_file_called_otherwise_than_its_id_is_not_taken_over(raw, given):
    write_pair(raw, "called", tidy_text(tidy_row(value="9")), id="known-as")
    before = snapshot(raw)
    (one,) = add_files(raw, given(called=month(BOTH, 9)), WISH).files
    assert one.raw.id == "called-2"
    assert {name: snapshot(raw)[name] for name in before} == before


@pytest.mark.parametrize("called", ["twin", "other-twin"])
def test_of_two_files_of_one_content_neither_is_taken_over(raw, given, called):
    for name in ("twin", "other-twin"):
        write_pair(raw, name, tidy_text(tidy_row(value="9", period="2025-08")))
    before = snapshot(raw)
    files = add_files(raw, given(**{called: month(BOTH, 9)}), WISH).files
    assert [one.raw.id for one in files] == [f"{called}-2"]
    assert {name: snapshot(raw)[name] for name in before} == before


def test_folders_are_taken_with_all_their_files(raw, given, tmp_path):
    given(one=month(BOTH, 9), two=month(BOTH, 10))
    files = add_files(raw, [tmp_path / "downloads"], WISH).files
    assert [one.raw.id for one in files] == ["one", "two"]


def test_a_name_cannot_leave_the_folder(raw, given):
    (path,) = given(**{"=cmd| x": month(BOTH, 10)})
    (one,) = add_files(raw, [path], WISH).files
    assert one.raw.id == "cmd-x"


def test_a_file_that_is_not_there_is_told(raw, tmp_path):
    assert "no such file" in refusal(raw, [tmp_path / "nothing.csv"])


def test_no_file_at_all_is_told(raw, tmp_path):
    (tmp_path / "none").mkdir()
    assert "no file to add" in refusal(raw, [tmp_path / "none"])


def test_two_additions_at_once_keep_apart(raw, given):
    with (raw / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert "another `tradebook add`" in refusal(raw, given(new=month(BOTH, 10)))
    assert len(add_files(raw, given(new=month(BOTH, 10)), WISH).files) == 1


KILLED = """
    import os, signal, sys
    from datetime import date
    from pathlib import Path
    from helpers.observations.ingest import adding
    from helpers.observations.ingest.options import AddOptions
    from helpers.observations.readers.reading import Hints

    def killed(*args, **keys):
        os.kill(os.getpid(), signal.SIGKILL)
    where = sys.argv[3]
    if where == "staged":
        adding._checked = killed
    elif where == "about to count":
        adding.os.sync = killed
    elif where == "read but not registered":
        adding.Archive.add = killed
    else:
        first, calls = adding.settle, []
        def second(folder):
            calls.append(folder)
            return first(folder) if len(calls) == 1 else killed()
        adding.settle = second
    adding.add_files(Path(sys.argv[1]), [Path(sys.argv[2])], AddOptions(Hints(), None, date(2026, 2, 1)))
"""


@pytest.mark.parametrize(
    ("where", "counts"),
    [
        ("staged", False),
        ("about to count", False),
        ("counted", True),
        ("read but not registered", True),
    ],
)
def test_killed_at_any_moment_it_is_all_or_nothing(raw, given, where, counts):
    (path,) = given(new=month(BOTH, 10))
    script = textwrap.dedent(KILLED)
    done = subprocess.run(
        [sys.executable, "-c", script, str(raw), str(path), where], check=False, capture_output=True
    )
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()
    assert ("new" in {one.id for one in read_folder(raw).files}) is counts
    assert not (raw / COMMIT).exists()
    # What comes next works, and clears away what was left.
    files = add_files(raw, [path], WISH).files
    assert [one.stored is not None for one in files] == [not counts]
    assert sorted(one.id for one in read_folder(raw).files) == ["new", "there"]
    assert not [one for one in raw.iterdir() if one.name.startswith(".") and one.is_dir()]


def test_the_moves_of_an_addition_that_counts_are_finished_by_who_reads(raw, given):
    (path,) = given(new=month(BOTH, 10))
    add_files(raw, [path], WISH)
    (raw / COMMIT).mkdir()
    for name in ("new.csv", "new.meta.yml"):
        (raw / name).rename(raw / COMMIT / name)
    assert [one.id for one in read_folder(raw).files] == ["new", "there"]
    assert not (raw / COMMIT).exists()


def test_it_says_each_time_a_file_is_read(raw, given):
    steps = []
    paths = given(one=month(BOTH, 9), two=month(BOTH, 10))
    add_files(raw, paths, WISH, lambda: steps.append(1))
    assert len(steps) == 2


def test_the_first_file_of_all(tmp_path, given):
    empty = tmp_path / "data" / "raw"
    empty.mkdir(parents=True)
    assert len(add_files(empty, given(new=BOTH), WISH).files) == 1


def test_where_there_is_no_folder_it_says_so(tmp_path, given):
    with pytest.raises(SourceError, match="no such folder"):
        add_files(tmp_path / "nowhere", given(new=BOTH), WISH)


def test_the_slug_of_a_name_keeps_chinese_letters():
    assert _slug("收发货人所在地 (2024年12月)") == "收发货人所在地-2024年12月"


# Many files, in several workers.

MONTHS = {f"m{number:02d}": month(BOTH, number) for number in range(1, 13)}
FILES = MONTHS | {f"n{name}": text.replace("2025-", "2024-") for name, text in MONTHS.items()}


@pytest.fixture
def cores(monkeypatch):
    return lambda count: monkeypatch.setattr(workers.os, "cpu_count", lambda: count)


def test_two_processes_take_in_what_one_does(raw, given, cores):
    paths, steps = given(**FILES), []
    cores(2)
    first = add_files(raw, paths, WISH, lambda: steps.append(os.getpid()))
    parallel = snapshot(raw)
    for path in raw.glob("[mn]*"):
        path.unlink()
    cores(1)
    second = add_files(raw, paths, WISH)
    assert snapshot(raw) == parallel
    assert (second.files, second.findings) == (first.files, first.findings)
    assert steps == [os.getpid()] * len(FILES)


@pytest.mark.parametrize("count", [1, 2])
def test_no_name_of_a_file_is_that_of_another_s_draft(raw, given, tmp_path, cores, count):
    cores(count)
    paths = given(**FILES)
    for place, path in enumerate(paths):
        # Each is called as a draft of the file behind it might be.
        path.rename(path.with_name(f"{(place + 1) % len(paths)}.part"))
    expected = sorted(text.encode() for text in FILES.values())
    add_files(raw, [tmp_path / "downloads"], WISH)
    assert sorted(path.read_bytes() for path in raw.glob("*.part")) == expected


def test_of_two_mistakes_the_first_file_s_is_told(raw, given, cores):
    cores(2)
    bad = {name: FILES[name].replace("import", "improt") for name in ("m03", "nm12")}
    assert "m03.csv" in refusal(raw, given(**FILES | bad))


def stopped(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)


def test_a_worker_that_is_stopped_is_told(raw, given, cores, monkeypatch):
    cores(2)
    monkeypatch.setattr(adding, "stage", stopped)
    assert "was stopped from outside" in refusal(raw, given(**FILES))


STOPPED = """
    import os, sys, time
    from datetime import date
    from pathlib import Path
    from helpers.core import workers
    from helpers.observations.ingest import staging
    from helpers.observations.ingest.options import AddOptions
    from helpers.observations.ingest.adding import add_files
    from helpers.observations.readers.reading import Hints

    def waiting(*_):
        (Path(sys.argv[3]) / str(os.getpid())).touch()
        time.sleep(600)

    workers.os.cpu_count = lambda: 2
    # Here and in the workers, which import this file.
    staging.read_observations = waiting
    if __name__ == "__main__":
        options = AddOptions(Hints(), None, date(2026, 2, 1))
        add_files(Path(sys.argv[1]), [Path(sys.argv[2])], options)
"""


def until(true):
    for _ in range(600):
        if true():
            return
        time.sleep(0.1)
    raise AssertionError("waited for a minute")


def test_workers_end_with_a_process_that_is_killed(raw, given, tmp_path):
    place, before = given(**FILES)[0].parent, snapshot(raw)
    pids = tmp_path / "pids"
    pids.mkdir()
    script = tmp_path / "script.py"
    script.write_text(textwrap.dedent(STOPPED), encoding="utf-8")
    with subprocess.Popen([sys.executable, script, raw, place, pids]) as running:
        until(lambda: len(list(pids.iterdir())) == 2)
        running.kill()
    for path in pids.iterdir():
        until(lambda pid=path.name: not Path("/proc", pid).exists())
    # The lock went with them, and what they left is cleared away.
    assert len(add_files(raw, [place], WISH).files) == len(FILES)
    assert snapshot(raw).items() >= before.items()
