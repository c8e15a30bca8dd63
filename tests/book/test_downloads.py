"""The files that tables and charts offer, as they are downloaded in a browser."""

import csv
import io
import re

import pytest
from python_calamine import CalamineWorkbook
from testbed import EDITION, EXAMPLES, figures_of, soup_of

CHART = "fig-month-export-growth"
CUT = "甘肃"
"""The province whose bar is cut in that chart."""
TABLE = "tab-month-values"


def shown(anchor):
    """Return a table of the page: heads, and rows of (text, unrounded or None)."""
    found = soup_of(f"{EDITION}.html").find(id=anchor)
    heads = [one.get_text(strip=True) for one in found.thead.find_all("th", scope="col")]
    rows = [
        [(row.th.get_text(), None)]
        + [(cell.get_text(), cell.get("data-value")) for cell in row.find_all("td")]
        for row in found.tbody.find_all("tr")
    ]
    return heads, rows


HEADS = [
    *("省市", "进出口额", "进出口额 同比变化", "出口", "出口 同比变化"),
    *("进口", "进口 同比变化", "净出口"),
]
"""In a file, columns of one name are told apart."""


def test_the_csv_of_a_table_is_what_is_shown_and_the_unrounded_values(visit, home):
    visitor = visit(home=home)
    visitor.open(f"{EDITION}.html")
    name, data = visitor.save(f"#{TABLE} .tb-tools a[href$='.csv']")
    assert name == f"2025-11.{TABLE}.csv"
    heads, rows = shown(TABLE)
    lines = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    width = len(heads)
    assert heads == [
        "省市",
        "进出口额",
        "同比变化",
        "出口",
        "同比变化",
        "进口",
        "同比变化",
        "净出口",
    ]
    assert lines[0][:width] == HEADS
    assert lines[0][width : width + 2] == [
        "level.2025-11.month.total [USD]",
        "growth.2025-11.month.total [percent]",
    ]
    assert len(lines) == 1 + 31
    for line, row in zip(lines[1:], rows, strict=True):
        assert line[:width] == [text for text, _ in row]
        assert line[width:] == [value for _, value in row[1:]]


def test_the_excel_file_of_a_table_holds_numbers(visit):
    visitor = visit("phone")
    visitor.open(f"{EDITION}.html")
    name, data = visitor.save(f"#{TABLE} .tb-tools a[href$='.xlsx']")
    assert name == f"2025-11.{TABLE}.xlsx"
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    assert book.sheet_names == [TABLE]
    lines = book.get_sheet_by_index(0).to_python()
    heads, rows = shown(TABLE)
    width = len(heads)
    assert lines[0][:width] == HEADS
    for line, row in zip(lines[1:32], rows, strict=True):
        assert line[0] == row[0][0]
        assert line[1:width] == [float(text) for text, _ in row[1:]]
        # The format keeps 16 digits.
        exact = [float(value) for _, value in row[1:]]
        assert line[width:] == pytest.approx(exact, rel=1e-15)
    assert lines[33][0] == soup_of(f"{EDITION}.html").find(id=TABLE).figcaption.get_text()


def test_the_csv_of_a_chart_has_the_values_it_is_drawn_from(visit, home):
    visitor = visit(home=home)
    visitor.open(f"{EDITION}.html")
    name, data = visitor.save(f"#{CHART} .tb-tools a[href$='.csv']")
    assert name == f"2025-11.{CHART}.csv"
    lines = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))
    assert len(lines) == 31
    assert lines[0]["地区"] == CUT
    exact = "growth.2025-11.month.export [percent]"
    own = figures_of(EDITION)["growth.value.2025-11.month.export.62._T._T"].value
    assert lines[0][exact] == own
    assert [float(line[exact]) for line in lines] == sorted(
        (float(line[exact]) for line in lines), reverse=True
    )


@pytest.mark.parametrize("path", EXAMPLES)
def test_every_table_and_chart_has_a_number_a_link_and_files(visit, files, path):
    page = visit(home=files).open(f"{path}.html")
    found = page.locator("figure.tb-table, figure.tb-chart").evaluate_all(
        """all => all.map(one => ({
          id: one.id, caption: one.querySelector('figcaption').textContent,
          link: one.querySelector('.tb-anchor').getAttribute('href'),
          files: [...one.querySelectorAll('.tb-tools a[download]')].map(link => link.getAttribute('href')),
        }))"""
    )
    assert found
    assert all(re.match(r"[表图] \d+　\S", one["caption"]) for one in found)
    assert len({one["id"] for one in found}) == len(found)
    own = path.rpartition("/")[2]
    for one in found:
        assert one["link"] == f"#{one['id']}"
        assert one["files"] == [f"{own}.{one['id']}.{kind}" for kind in ("csv", "xlsx")]
