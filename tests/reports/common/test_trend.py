"""The months up to a report's own: table, charts, sums of twelve months, gaps, revisions, breaks."""

import json
from datetime import date

import pytest
from builders import tidy_row, tidy_text, write_pair

from helpers.reports import city

MONTHS = [*(f"2024-{number:02d}" for number in range(1, 13)), "2025-01", "2025-02", "2025-03"]
REGION = {"region": "44", "currency": "USD"}


def rows(values, flow="export", region="44"):
    """Return lines of months, values in 亿 dollars."""
    return [
        tidy_row(period=month, span="month", flow=flow, region=region, value=f"{value * 1e8:.0f}")
        for month, value in values.items()
    ]


def both(exports, imports=None):
    """Return lines of exports and of imports, which are half of them where none are given."""
    halves = {month: value / 2 for month, value in exports.items()}
    return rows(exports) + rows(imports or halves, "import")


@pytest.fixture
def load(tmp_path, monkeypatch):
    """Return a function that loads a report on Guangdong from files, each its lines and description."""

    def loaded(*files, period="2025-03", **parameters):
        raw = tmp_path / "data" / "raw"
        raw.mkdir(parents=True, exist_ok=True)
        for number, (lines, described) in enumerate(files):
            name = f"file-{number}"
            write_pair(raw, name, tidy_text(*lines), id=name, **described)
        monkeypatch.setenv("TRADEBOOK_DATA", str(tmp_path / "data"))
        return city.load({"period": period, **REGION, **parameters})

    return loaded


def text(block):
    return block._repr_mimebundle_().get("text/plain", "")


def cells(table):
    """Return the printed cells of each row by its name."""
    return {row.name: [cell.text for cell in row.cells] for row in table.rows}


YEARS = dict.fromkeys(MONTHS, 10.0) | {
    "2024-03": 8.0,
    "2025-01": 12.0,
    "2025-02": 4.0,
    "2025-03": 10.0,
}


def test_a_row_a_month_with_growth_against_the_year_before(load):
    shown = cells(load((both(YEARS), {})).trend.table())
    assert [*shown] == [f"2024 年 {n} 月" for n in range(3, 13)] + [
        f"2025 年 {n} 月" for n in range(1, 4)
    ]
    # Total, its growth, exports, theirs, imports, theirs, and the balance; 10 over 8 is a quarter more.
    assert shown["2025 年 3 月"] == ["15.0", "25.0", "10.0", "25.0", "5.0", "25.0", "5.0"]
    assert shown["2025 年 2 月"] == ["6.0", "-60.0", "4.0", "-60.0", "2.0", "-60.0", "2.0"]
    assert shown["2024 年 3 月"] == ["12.0", "-", "8.0", "-", "4.0", "-", "4.0"]


def test_the_months_with_most_and_least_and_the_sum_of_twelve_are_told(load):
    told = text(load((both(YEARS), {})).trend.prose())
    assert "2024 年 3 月至 2025 年 3 月各月中，出口最多" in told
    assert "出口最多的是 2025 年 1 月（12.0 亿美元），最少的是 2025 年 2 月（4.0 亿美元）" in told
    # April 2024 to March 2025: nine tens, twelve, four and ten.
    assert "出口 116.0 亿美元" in told
    assert "进口 58.0 亿美元" in told
    # Twelve months before there are not twelve.
    assert "同比" not in told


def test_the_sum_of_twelve_months_grows_where_two_years_are_there(load):
    months = [f"{year}-{n:02d}" for year in (2023, 2024) for n in range(1, 13)]
    values = dict.fromkeys(months[:12], 8.0) | dict.fromkeys(months[12:], 10.0)
    told = text(load((both(values), {}), period="2024-12").trend.prose())
    assert "出口 120.0 亿美元，同比增长 25.0%" in told


def test_a_month_without_data_is_left_out_said_and_not_bridged(load):
    known = {month: value for month, value in YEARS.items() if month not in ("2024-06", "2024-07")}
    trend = load((both(known), {})).trend
    assert "2024 年 6 月" not in cells(trend.table())
    assert "2024 年 6—7 月没有数据" in text(trend.table())
    assert "有数的各月中" in text(trend.prose())
    assert "一年间" not in text(trend.prose())
    picture = trend.charts().pictures[0]
    drawn = [row for rows_ in picture.spec["datasets"].values() for row in rows_ if "run" in row]
    runs = {row["period"]: row["run"] for row in drawn if row["flow"] == "export"}
    assert runs["2024-05"] != runs["2024-08"]
    assert runs["2024-08"] == runs["2025-03"]
    scales = [layer["encoding"].get("x", {}).get("scale") for layer in picture.spec["layer"]]
    assert all("2024-06" in scale["domain"] for scale in scales if scale)
    assert any(scales)


def test_the_charts_have_all_months_and_their_numbers(load):
    level, growth = load((both(YEARS), {})).trend.charts().pictures
    exports = {
        (row["flow"], row["period"]): row["value"]
        for rows_ in level.spec["datasets"].values()
        for row in rows_
        if "told" in row
    }
    assert exports["export", "2025-01"] == pytest.approx(12.0)
    assert exports["import", "2025-02"] == pytest.approx(2.0)
    assert len(exports) == 26
    assert "25.0%" in growth.alternative
    assert "出口 10.0 亿美元" in level.alternative
    json.dumps(level.spec, allow_nan=False)


def test_without_other_months_there_is_a_line(load):
    trend = load((both({"2025-03": 10.0}), {})).trend
    assert "有数的月份不足两个" in text(trend.prose())
    assert text(trend.table()) == ""
    assert text(trend.charts()) == ""


def test_two_months_make_a_table_and_no_line(load):
    trend = load((both({"2024-03": 8.0, "2025-03": 10.0}), {})).trend
    assert [*cells(trend.table())] == ["2024 年 3 月", "2025 年 3 月"]
    assert text(trend.charts()) == ""


REVISED = {"2024-08": 11.0}


def files_revised():
    first = (both(YEARS), {"released": date(2025, 4, 18), "dataset": "table"})
    later = (rows(REVISED), {"released": date(2025, 6, 18), "dataset": "table"})
    return first, later


def test_what_was_revised_since_is_shown_beside_what_was_first_released(load):
    table = load(*files_revised()).trend.revised()
    assert cells(table) == {
        "2024 年 8 月出口": ["10.0", "11.0"],
        "2024 年 8 月进出口": ["15.0", "16.0"],
    } or cells(table) == {"2024 年 8 月出口": ["10.0", "11.0"]}


def test_as_of_a_day_nothing_later_is_known(load):
    report = load(*files_revised(), as_of="2025-05-01")
    assert text(report.trend.revised()) == ""
    assert cells(report.trend.table())["2024 年 8 月"][2] == "10.0"
    assert cells(load(*files_revised()).trend.table())["2024 年 8 月"][2] == "11.0"


def test_where_the_months_come_from_another_dataset_it_is_said(load):
    before = {month: value for month, value in YEARS.items() if month < "2025-01"}
    after = {month: value for month, value in YEARS.items() if month >= "2025-01"}
    old = (both(before), {"title": "旧表", "dataset": "old"})
    told = text(load(old, (both(after), {"title": "新表", "dataset": "new"})).trend.prose())
    assert "2025 年 1 月起的数取自另一组数据文件" in told


def test_where_they_are_of_one_dataset_nothing_is_said(load):
    assert "起的数取自" not in text(load((both(YEARS), {"dataset": "old"})).trend.prose())


def test_the_figures_of_the_months_are_figures_of_the_page(load):
    frame = load((both(YEARS), {})).figures
    mine = frame[
        (frame["metric"] == "level") & (frame["flow"] == "export") & (frame["region"] == "44")
    ]
    assert set(mine["period"]) == set(MONTHS[2:])
    assert frame.loc[frame["value"].isna(), "reason"].ne("").all()


def test_a_month_whose_data_is_wrong_is_absent_and_the_report_is_not_refused(load):
    # In August the province is more than the nation, whose exports are 9.
    nation = dict.fromkeys(MONTHS, 99.0) | {"2024-08": 9.0}
    lines = [*both(YEARS), *rows(nation, region="_T")]
    trend = load((lines, {})).trend
    table = trend.table()
    assert cells(table)["2024 年 8 月"][2] == "-"
    assert cells(table)["2024 年 7 月"][2] == "10.0"
    assert "数据没有通过检查" in text(table)
    assert "有数的各月中" in text(trend.prose())


def test_without_its_own_month_a_report_shows_those_before(load):
    months = {month: value for month, value in YEARS.items() if month < "2025-03"}
    own = [
        tidy_row(period="2025-03", span="ytd", flow=flow, region="44", value="2600000000")
        for flow in ("export", "import")
    ]
    trend = load(([*both(months), *own], {})).trend
    assert [*cells(trend.table())][-1] == "2025 年 2 月"
    assert "2025 年 3 月没有数据" in text(trend.table())
    assert "不足两个" not in text(trend.prose())
