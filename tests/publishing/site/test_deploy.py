"""Publishing to a folder of a web server: whole or not at all, and never over others' files."""

import os
import subprocess
import sys

import pytest
from sample_repository import linked

from helpers.core.errors import BuildError
from helpers.publishing.site.deploy import deploy


def site(folder, text):
    """Write a small site, every file of which says the same."""
    for name in ("index.html", "editions.json", "provincial/2025-11.html"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def texts(folder):
    return {
        str(path.relative_to(folder)): path.read_text(encoding="utf-8")
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.fixture
def new(tmp_path):
    return site(tmp_path / "site", "new")


@pytest.mark.parametrize("there", ["nothing", "an empty folder", "a site"])
def test_the_folder_holds_the_site_and_nothing_else(tmp_path, new, there):
    target = tmp_path / "www" / "trade"
    if there != "nothing":
        target.mkdir(parents=True)
    if there == "a site":
        site(target, "old")
        (target / "gone.html").write_text("old", encoding="utf-8")
    assert deploy(new, target) == 3
    assert texts(target) == texts(new) and set(texts(target).values()) == {"new"}
    assert {path.name for path in target.parent.iterdir()} == {"trade", ".trade.sites"}


def test_a_users_own_link_stays_and_leads_to_the_site(tmp_path, new):
    (tmp_path / "www").symlink_to("disk/trade")
    (tmp_path / "disk" / "trade").mkdir(parents=True)
    for text in ("new", "newer"):
        assert deploy(site(tmp_path / "site", text), tmp_path / "www") == 3
        assert (tmp_path / "www").readlink().as_posix() == "disk/trade"
        assert set(texts(tmp_path / "www").values()) == {text}
    assert {path.name for path in (tmp_path / "disk").iterdir()} == {"trade", ".trade.sites"}


def test_the_site_that_was_built_stays(tmp_path, new):
    deploy(new, tmp_path / "www")
    assert set(texts(new).values()) == {"new"}


def test_a_folder_with_other_files_is_left_alone(tmp_path, new):
    target = tmp_path / "home"
    target.mkdir()
    (target / "letter.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(BuildError, match="holds other files than a site of ours"):
        deploy(new, target)
    assert texts(target) == {"letter.txt": "mine"}


def test_without_a_site_it_says_what_to_run(tmp_path):
    with pytest.raises(BuildError, match="there is no site; run: tradebook build"):
        deploy(tmp_path / "nowhere", tmp_path / "www")
    assert not (tmp_path / "www").exists()


def test_everybody_can_read_it_whatever_the_umask(tmp_path):
    before = os.umask(0o077)
    try:
        new = site(tmp_path / "site", "new")
        assert deploy(new, tmp_path / "www" / "trade") == 3
    finally:
        os.umask(before)
    for path in ((tmp_path / "www"), *(tmp_path / "www").rglob("*")):
        assert path.stat().st_mode & 0o777 == (0o755 if path.is_dir() else 0o644), path


FULL = """
import resource, sys
from pathlib import Path
from helpers.core.errors import BuildError
from helpers.publishing.site.deploy import deploy
resource.setrlimit(resource.RLIMIT_FSIZE, (5000, 5000))
try:
    deploy(Path(sys.argv[1]), Path(sys.argv[2]))
except BuildError as error:
    sys.exit(str(error))
"""


def test_on_a_full_disk_what_was_there_stays(tmp_path, new):
    # No file may grow beyond 5,000 bytes: the write fails as on a full disk, in the middle.
    (new / "large.html").write_text("x" * 6000, encoding="utf-8")
    target = site(tmp_path / "www", "old")
    done = subprocess.run(
        [sys.executable, "-c", FULL, str(new), str(target)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1 and "what was there stays" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert set(texts(target).values()) == {"old"} and len(texts(target)) == 3
    assert sorted(path.name for path in tmp_path.iterdir()) == ["site", "www"]


def test_the_command_tells_how_many_files(tradebook, tmp_path, tmp_path_factory):
    place = linked(tmp_path_factory.mktemp("repository"))
    code, out, err = tradebook("publish", "--to", tmp_path / "www", folder=place)
    assert (code, err) == (0, "")
    number = len([path for path in (tmp_path / "www").rglob("*") if path.is_file()])
    assert out == f"{number} files are in {tmp_path / 'www'}\n" and number > 100
