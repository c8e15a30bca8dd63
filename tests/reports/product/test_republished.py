"""The page of a product of figures that UN Comtrade republishes: labelled, and only where the customs have none."""

import csv
from datetime import date

import builders
import pytest
import vl_convert
from bs4 import BeautifulSoup
from testbed import data_folder

from helpers.observations.ingest.adding import add_files
from helpers.observations.ingest.options import AddOptions
from helpers.observations.readers.reading import Hints
from helpers.reports import product

COLUMNS = (
    "period",
    "reporterCode",
    "flowCode",
    "partnerCode",
    "partnerDesc",
    "classificationCode",
    "cmdCode",
    "primaryValue",
)
WORLD, GERMANY, AMERICA, NOWHERE = "0", "276", "842", "899"
VALUES = {WORLD: 600_000_000, GERMANY: 100_000_000, AMERICA: 200_000_000, NOWHERE: 300_000_000}


@pytest.fixture
def load(tmp_path, monkeypatch):
    """Return a function that loads a report of exports of these months, after the customs' own of one."""
    monkeypatch.setattr(vl_convert, "vegalite_to_svg", lambda _: "<svg></svg>")

    def loaded(period, months):
        own = builders.tidy_row(
            period="2025-11", region="_T", partner="304", product="010121", value="101000000"
        )
        folder = data_folder(tmp_path, own, complete=())
        path = tmp_path / "TradeData.csv"
        with path.open("w", newline="", encoding="utf-8") as stream:
            writer = csv.writer(stream)
            writer.writerow(COLUMNS)
            for month in months:
                for partner, value in VALUES.items():
                    of = month.replace("-", ""), "156", "X", partner
                    writer.writerow([*of, f"Area {partner}", "H6", "010121", value])
        options = AddOptions(Hints(), date(2026, 2, 1), date(2026, 3, 1))
        add_files(folder / "raw", [path], options)
        monkeypatch.setenv("TRADEBOOK_DATA", str(folder))
        return product.load({"period": period, "hs": "010121"})

    return loaded


def text_of(part):
    return BeautifulSoup(part._repr_mimebundle_()["text/html"], "html.parser").get_text("\n")


def figure(report, metric, period, partner):
    keys = {"period": period, "span": "month", "flow": "export", "product": "010121"}
    return report.view.figures.find(metric, **keys, measure="value", partner=partner)


def test_the_page_names_who_republished_the_figures(load):
    report = load("2025-10", ["2025-10"])
    assert figure(report, "level", "2025-10", "502").value == 200_000_000
    assert round(figure(report, "weight", "2025-10", "502").value, 4) == 33.3333
    assert "本页有转载数据" in text_of(report.notice())
    table = text_of(report.partner_table("export"))
    assert "TradeData（联合国 (United Nations)转载）" in table
    assert "美国" in table
    assert "Area 899" not in table


def test_a_month_of_the_customs_is_theirs_alone(load):
    report = load("2025-11", ["2025-10", "2025-11"])
    level = figure(report, "level", "2025-11", "304")
    assert (level.value, level.sources) == (101_000_000, "made-up")
    assert figure(report, "level", "2025-11", "502") is None
