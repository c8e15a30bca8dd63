"""Workflows: actions pinned by commit, and write rights only where something is deployed."""

import re

import pytest
import yaml
from testbed import ROOT

WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
READING = {"contents": "read"}


@pytest.fixture(params=WORKFLOWS, ids=lambda path: path.name)
def workflow(request):
    return yaml.safe_load(request.param.read_text(encoding="utf-8"))


def test_there_is_one():
    assert WORKFLOWS


def test_actions_are_pinned_by_commit(workflow):
    for name, job in workflow["jobs"].items():
        for step in job["steps"]:
            if "uses" in step:
                assert re.fullmatch(r"[\w-]+/[\w/-]+@[0-9a-f]{40}", step["uses"]), name


def test_only_the_job_that_deploys_may_write(workflow):
    assert workflow["permissions"] == READING
    for name, job in workflow["jobs"].items():
        deploys = any("deploy-pages" in step.get("uses", "") for step in job["steps"])
        expected = {"pages": "write", "id-token": "write"} if deploys else READING
        assert job.get("permissions", workflow["permissions"]) == expected, name
