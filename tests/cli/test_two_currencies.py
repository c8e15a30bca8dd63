"""Months that are there in two currencies: what is offered, what is run, what the catalogue chooses."""

import shutil

import pytest
from real_files import SHARED
from testbed import ROOT

from helpers import cli
from helpers.cli.checked_repository import catalogue
from helpers.core.repository import Repository
from helpers.reports import provincial
from helpers.reports.common.data import forget_data

pytestmark = pytest.mark.real_files

TABLES = SHARED / "cases" / "desk-28-currency-default"
CATALOGUE = """
provincial: {title: A, months: all}
beijing_city: {title: B, editions: [{period: "2024-05"}, {period: "2024-05", region: 广东}]}
"""


FIRST_LATER = "---\nedition: national/"
RELEASED = (
    *("provincial/2025-11", "beijing_city/2024-05", "lithium_battery/2025-02"),
    *("annual_review/2025", "annual_review/2024"),
)
LEFT_OUT = shutil.ignore_patterns("store", "location-*", "partners-*", "commodities-*", "*-month.*")
"""The months that are in yuan already."""


@pytest.fixture(scope="module")
def repository(tmp_path_factory):
    """Return a repository with the data of this one, its releases, and two official tables in yuan."""
    root = tmp_path_factory.mktemp("currencies")
    shutil.copytree(ROOT / "data", root / "data", ignore=LEFT_OUT)
    for page in RELEASED:
        later = shutil.ignore_patterns("r2.*")
        shutil.copytree(ROOT / "releases" / page, root / "releases" / page, ignore=later)
    text = (ROOT / "editions.lock").read_text(encoding="utf-8")
    # The five editions that were released before the months in yuan.
    (root / "editions.lock").write_text(text.partition(FIRST_LATER)[0], encoding="utf-8")
    (root / "editions.yml").write_text(CATALOGUE, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        patch.delenv("TRADEBOOK_DATA", raising=False)
        forget_data()
        for name, day in (("2024-05", "2024-06-20"), ("2024-11", "2024-12-20")):
            assert cli.outcome(["add", str(TABLES / f"{name}.csv"), "--released", day]) == 0
        forget_data()
        yield root
    forget_data()


def test_what_is_listed_can_be_run_in_the_customs_own_currency(repository, capsys):
    assert cli.outcome(["list"]) == 0
    assert (
        "provincial: published 2025-11, 2024-12, 2024-11, 2024-05; can be run for 2024-05, 2024-11, "
        "2024-12, 2025-11 (CNY: 2024-05, 2024-11, 2024-12; USD: 2024-11, 2025-11)"
    ) in capsys.readouterr().out.splitlines()
    for period in ("2024-05", "2024-11"):
        report = provincial.load({"period": period})
        assert report.currency == "CNY"
        whole = report.view.at(span="month", measure="value").figure("level", flow="total")
        lines = (TABLES / f"{period}.csv").read_text(encoding="utf-8-sig").splitlines()
        name, printed, *_ = lines[3].split(",")
        assert (name, whole.value) == ("总值", int(printed) * 10_000)


def test_a_series_keeps_what_was_released_and_takes_the_customs_own_else(repository):
    found = {one.page: one for one in catalogue(Repository(repository)).editions}
    chosen = {page: one.parameters.get("currency") for page, one in found.items()}
    assert chosen == {
        "provincial/2025-11": None,
        "provincial/2024-12": None,
        "provincial/2024-11": None,
        "provincial/2024-05": None,
        # By itself it would be in the one with products and partners, which it was released in, too.
        "beijing_city/2024-05": None,
        "guangdong/2024-05": None,
    }
    assert found["beijing_city/2024-05"].official == "CNY"
    assert found["guangdong/2024-05"].official == ""
