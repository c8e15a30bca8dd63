"""The lock of libraries: each with its version and its hashes, and none without."""

import re
import tomllib

import pytest
from testbed import ROOT

LOCK, LAB = (
    (ROOT / name).read_text(encoding="utf-8")
    for name in ("requirements.txt", "requirements-lab.txt")
)
REQUIREMENT = re.compile(
    r"(?P<name>[A-Za-z0-9._-]+)==(?P<version>\S+)(?: ; .*?)? \\\n"
    r"(?P<hashes>(?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)"
)


def normal(name):
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.mark.parametrize("lock", [LOCK, LAB], ids=["book", "lab"])
def test_every_line_is_a_requirement_with_hashes_or_says_whose_it_is(lock):
    rest = REQUIREMENT.sub("", lock)
    assert [line for line in rest.splitlines() if not line.startswith("    # ")] == []
    assert len(REQUIREMENT.findall(lock)) > 150


def test_it_has_all_that_is_asked_for_directly():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    needed, extras = project["project"]["dependencies"], project["project"]["optional-dependencies"]
    lab = extras.pop("lab")
    others = [one for some in extras.values() for one in some]
    check_locked(LOCK, [*needed, *others, *project["dependency-groups"]["dev"]])
    check_locked(LAB, [*needed, *lab])


def check_locked(lock, asked):
    locked = {normal(found["name"]): found["version"] for found in REQUIREMENT.finditer(lock)}
    for line in asked:
        name, _, version = line.partition("==")
        assert locked[normal(name)] == version, line


def test_it_names_no_index():
    assert "://" not in LOCK + LAB and "--index" not in LOCK + LAB


def test_everything_is_installed_with_its_hash():
    text = (ROOT / "scripts" / "install.sh").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    installs = [line for line in lines if "install --" in line]
    assert len(installs) == 4
    # The project itself, from its folder, is what the lock is of.
    unhashed = [line for line in installs if "--require-hashes" not in line]
    assert len(unhashed) == 1 and "--no-deps" in unhashed[0] and "--editable ." in unhashed[0]
    making = (
        (ROOT / "Makefile").read_text(encoding="utf-8").partition("\nlock:")[2].partition("\n\n")[0]
    )
    assert making.count("--generate-hashes") == making.count("pip compile") == 2
