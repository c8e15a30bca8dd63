"""CONTRIBUTING names the rooms in their order, and files that are there."""

import re

import pytest
from floors import FLOORS
from testbed import ROOT

TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
PACKAGE = ROOT / "src" / "helpers"
MAP_LINE = re.compile(r"^\| (?P<floor>\d?) ?\| (?P<rooms>.*?) \|", re.M)
NAMED = re.compile(r"`([^`\s]+)`")
PLACES = (ROOT, PACKAGE, ROOT / "tests")
"""Where a path may begin: in the repository, in the package, in the tests."""
TO_BE_MADE = "my_"
"""How the names begin of what the examples let a reader make."""


def section(title):
    """Return the lines of the text below a heading, up to the next of its kind."""
    found = re.search(rf"^## {re.escape(title)}\n(.*?)(?=^## |\Z)", TEXT, re.M | re.S)
    assert found, f"no section '{title}'"
    return found[1]


def rooms_of(text):
    """Return the rooms of the map, in the order of its lines."""
    return [
        room.strip("/") for line in MAP_LINE.finditer(text) for room in NAMED.findall(line["rooms"])
    ]


def test_the_map_has_the_rooms_in_their_order():
    declared = [
        f"{folder}/{room}" if room else folder
        for floor in FLOORS
        for folder, rooms in floor.items()
        for room in rooms or ("",)
        if folder != "__main__"
    ]
    assert rooms_of(section("The house")) == declared


def is_there(path):
    """Return whether a path names a file or a folder, or a module without its ending."""
    return any(any(at.glob(name)) for at in PLACES for name in (path, f"{path}.py"))


def missing_paths(text):
    """List the paths in backticks of which nothing is there."""
    paths = {name.split("::")[0] for name in NAMED.findall(text) if "/" in name or "." in name}
    paths = {path for path in paths if re.fullmatch(r"[\w./*-]+", path)}
    named = {path for path in paths if f"/{TO_BE_MADE}" not in f"/{path}"}
    looks_like_one = re.compile(r".*/.*|.*\.(py|yml|md|css|js|html|csv|lock|txt|toml|j2|ttf)$")
    return sorted(path for path in named if looks_like_one.fullmatch(path) and not is_there(path))


@pytest.mark.parametrize("title", ["The house", "Where to change what", "Examples", "Rules"])
def test_every_file_that_is_named_is_there(title):
    assert missing_paths(section(title)) == []


def test_a_path_that_is_not_there_is_found_out():
    text = "see `indicators/changes.py`, `nowhere/to_be_found.py`, `my_format.py` and `gone.yml`"
    assert missing_paths(text) == ["gone.yml", "nowhere/to_be_found.py"]


@pytest.mark.parametrize("what", ["a metric", "a chart", "a report type", "a format"])
def test_there_is_an_example_with_its_list_of_files(what):
    found = re.search(rf"^### Add {what}\n(.*?)(?=^### |\Z)", section("Examples"), re.M | re.S)
    assert found, f"no example of adding {what}"
    assert len(re.findall(r"^\d+\. `", found[1], re.M)) >= 3
