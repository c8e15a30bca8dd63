"""The months of the customs' table by location: what the page prints is what the table has."""

import csv
from decimal import ROUND_HALF_UP, Decimal

import pytest
from bs4 import BeautifulSoup
from testbed import ROOT

from helpers.reference.provinces import provinces
from helpers.reports import provincial

PUBLISHED = ROOT / "data" / "published"
MONTHS = [*(f"2024-{month:02d}" for month in range(1, 13)), "2025-01", "2025-02", "2025-03"]
FLOWS = ("total", "export", "import")
NAMES = dict(provinces()[["full_name", "name"]].to_numpy().tolist())


def printed(month):
    """Return the rows of the table of a month, by span and short name."""
    path = PUBLISHED / f"location_{month}.csv"
    if not path.exists():
        return {}
    with path.open(encoding="utf-8", newline="") as file:
        return {
            (row["span"], NAMES.get(row["province"], "全国")): row for row in csv.DictReader(file)
        }


def rounded(number, decimals=1):
    text = str(number.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP))
    return text.removeprefix("-") if not Decimal(text) else text


def amount(number):
    """Write 万元 in 亿元, to one decimal; what is smaller than 0.05, to two."""
    value = number / 10**4
    return rounded(value, 2 if abs(value) < Decimal("0.05") else 1)


def trade(row, flow):
    return Decimal(row[f"{flow}_cny_10k"])


def expected(month, name, span):
    """Work out a row of the page: amounts, growth as printed or against last year's table, balance.

    The total is the one printed: rounding parts it from exports and imports by 1 万元 here and there.
    """
    now = printed(month)[span, name]
    before = printed(f"{int(month[:4]) - 1}{month[4:]}").get((span, name))
    row = []
    for flow in FLOWS:
        value = trade(now, flow)
        growth = now[f"{flow}_yoy"]
        if span == "month" and month.endswith("-01"):
            # January is the year to it.
            growth = printed(month)["ytd", name][f"{flow}_yoy"]
        elif span == "month" and before:
            base = trade(before, flow)
            growth = rounded(100 * (value - base) / base)
        row += [amount(value), growth or "-"]
    return [*row, amount(Decimal(now["export_cny_10k"]) - Decimal(now["import_cny_10k"]))]


@pytest.mark.parametrize("month", MONTHS)
def test_every_number_of_the_tables_is_the_customs_own(month, monkeypatch):
    monkeypatch.setenv("TRADEBOOK_DATA", str(ROOT / "data"))
    report = provincial.load({"period": month})
    for span in ("month",) if month.endswith("-01") else ("month", "ytd"):
        html = getattr(report, span).values_table()._repr_mimebundle_()["text/html"]
        table = BeautifulSoup(html, "html.parser").find("table")
        found = {
            row.find("th").get_text(strip=True): [
                cell.get_text(strip=True).replace("†", "").replace("*", "")
                for cell in row.find_all("td")
            ]
            for row in table.find("tbody").find_all("tr")
        }
        wanted = {name: expected(month, name, span) for name in NAMES.values()}
        assert found == wanted


def test_january_is_told_once(monkeypatch):
    monkeypatch.setenv("TRADEBOOK_DATA", str(ROOT / "data"))
    ytd = provincial.load({"period": "2025-01"}).ytd
    (told,) = ytd.overview().paragraphs
    assert told == "一月份的累计数就是当月数，本页只列一次。"
    shown = (
        ytd.heading("### {{ ytd }}出口变化"),
        ytd.flow("export"),
        ytd.maps(),
        ytd.values_table(),
    )
    assert {one._repr_mimebundle_()["text/plain"] for one in shown} == {""}
    (heading,) = (
        provincial.load({"period": "2025-02"})
        .ytd.heading("### {{ ytd }}")
        ._repr_mimebundle_()["text/plain"]
        .splitlines()
    )
    assert heading == "### 2025 年 1—2 月"
