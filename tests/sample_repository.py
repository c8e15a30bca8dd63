"""A repository of its own with this one's notebooks and pages, worked in by the commands."""

import io
import shutil
import sys
from contextlib import redirect_stderr, redirect_stdout
from typing import NamedTuple

import pytest
import yaml
from testbed import ROOT

from helpers import cli
from helpers.reports.common import data


class Stage(NamedTuple):
    """What stood on the site after a build."""

    files: dict
    lock: bytes


def linked(root):
    """Lead to all files of this repository from another folder, whose builds wait for none of this one's."""
    for folder, passed in ((ROOT, {"_build"}), (ROOT / "_build", {".lock"})):
        place = root / folder.relative_to(ROOT)
        place.mkdir(exist_ok=True)
        for path in folder.iterdir():
            if path.name not in passed:
                (place / path.name).symlink_to(path)
    return root


class Repository:
    """A repository of its own, with the notebooks and pages of this one."""

    def __init__(self, root):
        self.root = root

    def furnish(self):
        """Put everything there but the editions, and data on them."""
        for name in ("book", "notebooks"):
            shutil.copytree(ROOT / name, self.root / name)
        config = yaml.safe_load((ROOT / "_config.yml").read_text(encoding="utf-8"))
        # In one language: others have a test of their own.
        del config["translations"]
        (self.root / "_config.yml").write_text(yaml.safe_dump(config), encoding="utf-8")
        # Made of a library alone, in seconds: the one that was made here will do.
        for name in ("drawing-library-*.js", "explorer-charts-*.js"):
            for made in (ROOT / "_build").glob(name):
                (self.root / "_build").mkdir(exist_ok=True)
                shutil.copy(made, self.root / "_build")
        self.raw.mkdir(parents=True)
        # The page of differences leads to editions that are none of the story's.
        (self.root / "book" / "differences.md").write_text("# 差异\n", encoding="utf-8")

    @property
    def site(self):
        return self.root / "_build" / "html"

    @property
    def raw(self):
        return self.root / "data" / "raw"

    def say(self, *words):
        """Run a command line here, as a process does that has read no data yet."""
        data.forget_data()
        out, err = io.StringIO(), io.StringIO()
        with (
            pytest.MonkeyPatch.context() as patch,
            redirect_stdout(out),
            redirect_stderr(err),
            pytest.raises(SystemExit) as ended,
        ):
            patch.chdir(self.root)
            patch.delenv("TRADEBOOK_DATA", raising=False)
            patch.setattr(sys, "argv", ["tradebook", *words])
            cli.main()
        return ended.value.code or 0, out.getvalue(), err.getvalue()

    def do(self, *words):
        code, out, err = self.say(*words)
        assert code == 0, err
        return out

    def stage(self):
        files = {
            str(path.relative_to(self.site)): path.read_bytes()
            for path in sorted(self.site.rglob("*"))
            if path.is_file()
        }
        return Stage(files, (self.root / "editions.lock").read_bytes())
