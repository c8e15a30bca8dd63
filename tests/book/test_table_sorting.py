"""Tables in a browser: their order, what stays in view, and how numbers stand."""

import pytest
from testbed import EDITION

TABLE = "tab-month-values"


def column(page, place):
    """Return a column of the table: (name, printed, unrounded or None) by row."""
    rows = page.locator(f"#{TABLE} tbody tr").evaluate_all(
        "rows => rows.map(row => [row.cells[0].textContent, ...[...row.cells].slice(1)"
        ".map(cell => [cell.textContent, cell.dataset.value])])"
    )
    return [
        (row[0], row[place][0], float(row[place][1]) if row[place][1] else None) for row in rows
    ]


def head(page, place):
    return page.locator(f"#{TABLE} thead th").nth(place)


def test_a_table_is_ordered_by_its_numbers(visit, size_and_home):
    size, home = size_and_home
    visitor = visit(size, home=home)
    page = visitor.open(f"{EDITION}.html")
    before = column(page, 2)
    values = [value for *_, value in before]
    assert min(values) < -10 < 10 < max(values)
    assert values != sorted(values, reverse=True)
    head(page, 2).locator("button").click()
    assert head(page, 2).get_attribute("aria-sort") == "descending"
    assert column(page, 2) == sorted(before, key=lambda one: -one[2])
    head(page, 2).locator("button").click()
    assert head(page, 2).get_attribute("aria-sort") == "ascending"
    assert column(page, 2) == sorted(before, key=lambda one: one[2])
    head(page, 2).locator("button").click()
    assert head(page, 2).get_attribute("aria-sort") == "none"
    assert column(page, 2) == before
    assert visitor.faults == []


def test_a_table_is_ordered_with_the_keyboard_and_one_column_at_a_time(visit):
    page = visit().open(f"{EDITION}.html")
    head(page, 1).locator("button").focus()
    page.keyboard.press("Enter")
    assert head(page, 1).get_attribute("aria-sort") == "descending"
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert [head(page, place).get_attribute("aria-sort") for place in (1, 2)] == [
        "none",
        "descending",
    ]


def test_names_are_ordered_as_they_are_pronounced(visit):
    page = visit().open(f"{EDITION}.html")
    head(page, 0).locator("button").click()
    names = [name for name, *_ in column(page, 1)]
    assert names[:4] == ["安徽", "北京", "重庆", "福建"] or names[:4] == [
        "安徽",
        "北京",
        "福建",
        "甘肃",
    ]
    assert names[-1] == "浙江"


MADE_UP = """() => {
  const figure = document.querySelector('#%s');
  const body = figure.querySelector('tbody');
  const values = ['3859.3', '', '-70.25', '0.04', '-3.5', ''];
  [...body.rows].forEach((row, place) => {
    if (place >= values.length) row.remove();
    else row.cells[2].dataset.value = values[place];
  });
}"""


def test_what_is_missing_stands_last_whichever_way(visit):
    # Before the scripts look at it, the table gets gaps that this edition has none of.
    visitor = visit(own=True)
    visitor.page.add_init_script(
        f"document.addEventListener('DOMContentLoaded', {MADE_UP % TABLE}, {{once: true}})"
    )
    page = visitor.open(f"{EDITION}.html")
    head(page, 2).locator("button").click()
    assert [one[2] for one in column(page, 2)] == [3859.3, 0.04, -3.5, -70.25, None, None]
    head(page, 2).locator("button").click()
    assert [one[2] for one in column(page, 2)] == [-70.25, -3.5, 0.04, 3859.3, None, None]


def test_lists_side_by_side_are_ordered_apart_and_bands_keep_their_rows(visit):
    page = visit().open("beijing_city/2024-05.html")
    table = page.locator(".tb-table:has(.tb-band):has(td.name)").first
    read = "table => [...table.querySelectorAll('tbody tr')].map(row => [...row.cells].map(cell => cell.textContent))"
    before = table.evaluate(read)
    width = len(before[1]) // 2
    table.locator("thead th[scope=col]").nth(2).locator("button").click()
    after = table.evaluate(read)
    assert after != before
    assert [row for row in after if len(row) == 1] == [row for row in before if len(row) == 1]
    band = max(place for place, row in enumerate(before) if len(row) == 1)
    for part in (slice(1, band), slice(band + 1, None)):
        # The list on the right stays as it was; each line of that on the left is still whole.
        assert [row[width:] for row in after[part]] == [row[width:] for row in before[part]]
        assert sorted(row[:width] for row in after[part]) == sorted(
            row[:width] for row in before[part]
        )


@pytest.mark.parametrize("size", ["wide", "phone"])
def test_heads_and_names_stay_in_view(visit, size):
    page = visit(size).open(f"{EDITION}.html")
    frame = page.locator(f"#{TABLE} .tb-scroll")
    frame.evaluate("one => { one.scrollTop = 300; one.scrollLeft = 200; }")
    frame.scroll_into_view_if_needed()
    box = frame.bounding_box()
    top = head(page, 1).bounding_box()["y"]
    left = page.locator(f"#{TABLE} tbody th").nth(20).bounding_box()["x"]
    assert top == pytest.approx(box["y"], abs=4)
    assert left == pytest.approx(box["x"], abs=2)


def test_the_points_of_a_column_stand_below_each_other(visit):
    page = visit().open("lithium_battery/2025-02.html")
    places = page.evaluate(
        """() => {
          const moved = document.querySelector('td.tb-pad-1');
          const rows = [...moved.closest('tbody').rows].filter(row => row.cells.length > 1);
          return rows.map(row => row.cells[moved.cellIndex].firstChild).map(text => {
            const range = document.createRange();
            const at = text.data.indexOf('.');
            range.setStart(text, at); range.setEnd(text, at + 1);
            return [text.data.length - at, range.getBoundingClientRect().right];
          });
        }"""
    )
    assert {digits for digits, _ in places} == {2, 3}
    assert max(at for _, at in places) - min(at for _, at in places) < 1
