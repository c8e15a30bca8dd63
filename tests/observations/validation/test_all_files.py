"""The checks across files, on their summaries."""

from datetime import date

import jinja2
import pandas as pd
import pyarrow.parquet as pq
import pytest
from builders import observation, observations, raw_file
from real_files import BULLETINS, PLATFORM
from testbed import ROOT, read_folder, run_checks, said

from helpers.observations.coded_rows import CodedRows
from helpers.observations.ingest.adding import add_files
from helpers.observations.ingest.options import AddOptions
from helpers.observations.readers.reading import Hints
from helpers.observations.validation.check_registry import CHECKS, check_together
from helpers.observations.validation.summary import summarise
from helpers.presentation.locale.words import chinese
from helpers.reports.about.page_context import page_context
from helpers.reports.common.data import open_store

FEW = ("magnitudes", "outliers", "months_make_ytd", "rows_swapped", "missing_months")


def found(files, **keys):
    """Return what is found among files given as rows by id, or as (rows, description)."""
    summaries, raws = {}, []
    for name, content in files.items():
        rows, described = content if isinstance(content, tuple) else (content, {})
        raw = raw_file(name, **(keys | described))
        raws.append(raw)
        summaries[name] = summarise(CodedRows.of(observations(*rows)), raw)
    findings = check_together(summaries, raws)
    return [one for one in findings if one.check in FEW]


def summary_of(rows, **keys):
    return summarise(CodedRows.of(observations(*rows)), raw_file(**keys)).to_pandas()


def names(findings):
    return [(one.check, one.severity, one.source) for one in findings]


# Summaries.


def test_a_summary_keeps_all_totals_and_the_200_largest_of_each_kind():
    # Products of 1 to 300, each in two months, and one total of next to nothing.
    rows = [
        observation(value, product=f"{value:04d}", period=period)
        for value in range(1, 301)
        for period in ("2025-10", "2025-11")
    ]
    rows.append(observation(0.5, region="54", period="2025-11", step=100))
    summary = summary_of(rows)
    of_products = summary[summary["product"] != "_T"]
    assert sorted(of_products["value"]) == sorted([*range(101, 301), *range(101, 301)])
    (total,) = summary[summary["product"] == "_T"].to_dict("records")
    assert (total["region"], total["value"], total["slack"]) == ("54", 0.5, 100)
    assert set(of_products["slack"]) == {1}


def test_a_summary_adds_provinces_up_to_china_where_they_make_it():
    rows = [
        observation(40, region="11", step=10),
        observation(50, region="12"),
        observation(9, region="1101"),
    ]
    summary = summary_of(rows, complete=("region",))
    (nation,) = summary[summary["region"] == "_T"].to_dict("records")
    assert (nation["value"], nation["slack"]) == (90, 11)
    assert "_T" not in set(summary_of(rows)["region"])


def test_a_summary_goes_to_parquet_and_back(tmp_path):
    rows = observations(observation(40, region="11"), observation(50))
    texts = {name: "category" for name in rows if rows[name].dtype != "float64"}
    for table in (rows, rows.astype(texts)):
        summary = summarise(CodedRows.of(table), raw_file())
        kinds = {str(one.type) for one in summary.schema}
        assert kinds == {"dictionary<values=string, indices=int32, ordered=0>", "double"}
        assert not any(column.null_count for column in summary.columns)
        assert [(one["region"], one["value"]) for one in summary.to_pylist()] == [
            ("11", 40),
            ("_T", 50),
        ]
        pq.write_table(summary, tmp_path / "summary.parquet")
        read = pq.read_table(tmp_path / "summary.parquet")
        pd.testing.assert_frame_equal(read.to_pandas(), summary.to_pandas())


def test_nothing_to_hold_together_is_no_finding():
    assert check_together({}, []) == []
    assert check_together({}, [raw_file("a")]) == []


# Magnitudes.


def month(period, factor=1.0, regions=6, **cells):
    """Return exports of some provinces: 11 at 1 000 000, 12 at 2 000 000 and so on."""
    return [
        observation(number * 1e6 * factor, region=f"{10 + number}", period=period, **cells)
        for number in range(1, regions + 1)
    ]


def test_a_file_of_10000_read_as_single_units_is_an_error():
    files = {
        "a": month("2025-08"),
        "b": month("2025-09"),
        "c": month("2025-10"),
        "d": month("2025-11", 1 / 10_000),
    }
    (one,) = found(files)
    assert (one.check, one.severity, one.source) == ("magnitudes", "error", "d")
    assert one.other in {"a", "b", "c"}
    assert said(one).startswith(
        "its numbers are about 1/10,000 of those of the second (median of 6 series): were 万元 read as 元"
    )


def test_a_file_in_the_middle_and_too_large_is_found_as_well():
    files = {"a": month("2025-08"), "b": month("2025-09", 1e4), "c": month("2025-10")}
    (one,) = found(files)
    assert (one.check, one.source) == ("magnitudes", "b")
    assert "about 10,000 times those of the second" in said(one)


def test_of_two_files_each_may_be_the_wrong_one():
    files = {"a": month("2025-10"), "b": month("2025-11", 1e4)}
    assert names(found(files)) == [("magnitudes", "error", "a"), ("magnitudes", "error", "b")]
    assert {(one.source, one.other) for one in found(files)} == {("a", "b"), ("b", "a")}


@pytest.mark.parametrize(("factor", "told"), [(49, 0), (51, 2), (1 / 49, 0), (1 / 51, 2)])
def test_many_series_are_told_from_fifty_fold_on(factor, told):
    files = {"a": month("2025-10"), "b": month("2025-11", factor)}
    assert [one.check for one in found(files)] == ["magnitudes"] * told


@pytest.mark.parametrize(("factor", "told"), [(490, 0), (510, 2)])
def test_few_totals_are_told_from_500_fold_on(factor, told):
    files = {"a": month("2025-10", regions=2), "b": month("2025-11", factor, regions=2)}
    assert [one.check for one in found(files)] == ["magnitudes"] * told


def test_few_series_of_a_product_may_leap():
    files = {
        "a": month("2025-10", regions=4, product="0101"),
        "b": month("2025-11", 1e4, regions=4, product="0101"),
    }
    assert found(files) == []


def test_what_is_not_the_same_series_is_not_compared():
    files = {
        "a": month("2025-10"),
        "b": month("2025-11", 1e4, flow="import"),
        "c": month("2025-11", 1e4, product="85"),
        "d": month("2025-11", 1e4, unit="CNY"),
        "e": month("2025-11", 1e4, span="ytd"),
    }
    assert found(files) == []


def test_january_to_december_is_compared_as_an_average_month():
    # 60 times January as a whole, five times in a month.
    files = {
        "a": (month("2024-12", 60, span="ytd"), {"dataset": ""}),
        "b": (month("2025-01", span="ytd"), {"dataset": ""}),
    }
    assert found(files) == []


def test_after_more_than_five_years_a_leap_is_growth():
    files = {"a": month("2019-11"), "b": month("2024-12", 100)}
    assert found(files) == []


def test_a_new_vintage_in_another_unit_is_told():
    files = {"a": month("2025-11"), "b": month("2025-11", 1e4)}
    checks_found = {one.check for one in found(files, dataset="d")}
    assert checks_found == {"magnitudes"}


# Single totals.


def test_a_single_total_a_thousand_times_off_is_told():
    files = {f"a{number}": month(f"2025-{number:02d}") for number in range(1, 6)}
    files["a3"][2]["value"] = 3e6 / 2000
    (one,) = found(files)
    assert (one.check, one.severity, one.source) == ("outliers", "warning", "a3")
    assert said(one).startswith(
        "March 2025, Hebei, exports: US$1,500 is about 1/2,000 of US$3,000,000 in February 2025"
    )


def test_a_total_of_a_zone_or_a_product_may_leap():
    files = {f"a{number}": month(f"2025-{number:02d}") for number in range(1, 4)}
    for name, value in (("a2", 1), ("a3", 1e9)):
        period = files[name][0]["period"]
        files[name].append(observation(value, region="1101", period=period))
        files[name].append(observation(value, region="11", product="85", period=period))
    assert found(files) == []


def test_the_totals_of_a_misread_file_are_told_once():
    files = {f"a{number}": month(f"2025-{number:02d}") for number in range(1, 5)}
    files["a4"] = month("2025-04", 1e-4)
    assert names(found(files)) == [("magnitudes", "error", "a4")]


# January to a month.


def year(values, stated, period="2025-03"):
    rows = [
        observation(value, period=f"2025-{number:02d}", region="11")
        for number, value in enumerate(values, 1)
        if value is not None
    ]
    return [*rows, observation(stated, period=period, span="ytd", region="11")]


@pytest.mark.parametrize("stated", [60, 56, 64])
def test_months_that_make_the_year_to_it_are_left_alone(stated):
    # Four numbers, a unit each.
    assert found({"a": year((10, 20, 30), stated)}) == []


@pytest.mark.parametrize(("stated", "percent"), [(55, 1.7), (65, 1.5)])
def test_months_that_do_not_make_the_year_to_it_are_told(stated, percent):
    # A unit each of four numbers is rounding: 1 of 60, and 1 of 65.
    (one,) = found({"a": year((10, 20, 30), stated)})
    assert (one.check, one.severity, one.source) == ("months_make_ytd", "warning", "a")
    assert said(one) == (
        f"January–March 2025, Beijing, exports: US${stated}, but the month before and the month make US$60, "
        f"{percent}% apart, more than is usual; look whether it was revised"
    )


@pytest.mark.parametrize("values", [(None, 20, 30), (10, None, 30), (10, 20, None)])
def test_where_a_month_is_missing_nothing_is_added_up(values):
    assert found({"a": year(values, 90)}) == []


def test_products_of_one_file_are_added_up_too():
    rows = [dict(row, product="85") for row in year((10, 20, 30), 90)]
    (one,) = found({"a": rows})
    # A product's may leap: 30 of 90 is told, and refuses nothing.
    assert (one.check, one.severity) == ("months_make_ytd", "warning")


def test_the_months_of_a_dataset_stand_in_several_files():
    january, february, march, stated = year((10, 20, 30), 90)
    files = {"a": [january], "b": [february], "c": [march, stated]}
    (one,) = found(files, dataset="d")
    assert (one.check, one.severity, one.source) == ("months_make_ytd", "warning", "c")
    assert found(files) == []


def test_the_latest_vintage_of_a_month_is_added_up():
    january, february, march, stated = year((10, 20, 30), 90)
    files = {
        "a": ([january, february, march], {"released": "2025-04-18"}),
        "b": ([dict(january, value=40.0), stated], {"released": "2025-05-18"}),
    }
    assert found(files, dataset="d") == []


# Months between.


def of_months(*periods, span="month"):
    return [observation(9, period=period, span=span) for period in periods]


def missing(rows, **keys):
    told = found({"a": rows}, **({"dataset": "d"} | keys))
    return [said(one) for one in told if one.check == "missing_months"]


def test_months_missing_within_a_dataset_are_told():
    rows = of_months("2024-10", "2025-01", "2025-02", "2025-04")
    (one,) = found({"a": rows[:2], "b": rows[2:]}, dataset="d")
    assert (one.check, one.severity) == ("missing_months", "warning")
    assert said(one) == (
        "November 2024 to December 2024, March 2025 (month) missing in dataset d; add them if they are out"
    )


def test_no_month_is_missing_of_what_stands_alone():
    assert missing(of_months("2024-10", "2025-04"), dataset="") == []


def test_january_and_february_may_come_out_together():
    ytd = of_months("2024-12", "2025-02", "2025-03", span="ytd")
    assert missing(ytd) == []
    both = [*ytd, *of_months("2024-12", "2025-03")]
    assert missing(both) == []
    assert missing(of_months("2024-12", "2025-03")) == [
        "January 2025 to February 2025 (month) missing in dataset d; add them if they are out"
    ]


def test_february_itself_may_not_lack():
    assert missing(of_months("2025-01", "2025-03", span="ytd")) == [
        "February 2025 (year to date) missing in dataset d; add them if they are out"
    ]


# Directions, and the same total twice.


def directions(files, **keys):
    raws = [raw_file(name, **keys) for name in files]
    rows = [dict(row, source=name) for name, given in files.items() for row in given]
    return [
        (one.source, said(one))
        for one in run_checks(observations(*rows), raws)
        if one.check == "both_directions"
    ]


def test_exports_and_imports_of_a_dataset_may_stand_in_two_files():
    files = {
        "a": of_months("2025-10", "2025-11"),
        "b": [dict(row, flow="import") for row in of_months("2025-11", "2025-12")],
    }
    assert directions(files, dataset="d") == [
        ("a", "October 2025 (month) has exports only"),
        ("b", "December 2025 (month) has imports only"),
    ]
    assert directions(files) == [
        ("a", "October 2025 to November 2025 (month) has exports only"),
        ("b", "November 2025 to December 2025 (month) has imports only"),
    ]


# Adding, the real files, and the page.


def test_a_file_a_new_one_differs_from_is_told_whichever_name_comes_first(tmp_path):
    raw = tmp_path / "raw"
    raw.mkdir()
    header = "period,span,flow,region,partner,product,regime,enterprise,measure,unit,value,growth\n"
    for name, value in (("a", 40), ("b", 43)):
        cells = f"2025-11,month,total,11,_T,_T,_T,_T,value,USD,{value},\n"
        (tmp_path / f"{name}.csv").write_text(header + cells)
    wish = AddOptions(Hints(), None, date(2026, 2, 1))
    assert add_files(raw, [tmp_path / "a.csv"], wish).findings == ()
    (one,) = add_files(raw, [tmp_path / "b.csv"], wish).findings
    assert (one.check, one.source, one.other) == ("sources_agree", "a", "b")


def test_nothing_in_the_repository_is_far_off():
    archive = read_folder(ROOT / "data" / "raw")
    found = run_checks(archive.observations, archive.files)
    assert [one for one in found if one.severity == "error" or one.check == "outliers"] == []


@pytest.mark.real_files
def test_real_files_pass_together_and_one_in_another_unit_does_not(tmp_path):
    raw = tmp_path / "raw"
    raw.mkdir()
    files = sorted(BULLETINS.glob("*.csv"))
    wish = AddOptions(Hints(), None, date(2026, 2, 1))
    soya = AddOptions(Hints(only={"product": "1201"}), None, date(2026, 2, 1), ("partner",))
    found = add_files(raw, sorted(PLATFORM.glob("soybean-*.csv")), soya).findings
    found += add_files(raw, files, wish).findings
    assert {one.check for one in found} == {
        "months_make_ytd",
        "missing_months",
        "both_directions",
        "printed_growth",
    }
    archive = read_folder(raw)
    rows = archive.observations
    bad = rows.assign(
        value=rows["value"].mask(rows["source"] == files[3].stem, rows["value"] / 1e4)
    )
    errors = [one for one in run_checks(bad, archive.files) if one.severity == "error"]
    # What January to the month is made of is not there either.
    assert names(errors)[0] == ("magnitudes", "error", files[3].stem)
    assert said(errors[0]).startswith("its numbers are about 1/")


def test_the_data_page_has_a_row_for_every_check(tmp_path):
    words = chinese()
    context = page_context(open_store(ROOT / "data"), words, tmp_path)
    rows = {row["name"]: (row["severity"], row["text"]) for row in context["checks"]}
    assert [*rows] == [check.name for check in CHECKS]
    assert rows.keys() == words.tree("checks").keys()
    assert rows["duplicates"][0] == rows["columns_and_types"][0] == "错误"
    assert rows["sources_agree"][0] == rows["cut_at_10000_rows"][0] == "警告"
    page = (ROOT / "book" / "data.md").read_text(encoding="utf-8")
    environment = jinja2.Environment(undefined=jinja2.StrictUndefined, autoescape=True)
    environment.filters |= dict.fromkeys(("plain", "address", "code"), str)
    lines = environment.from_string(page).render(**context).splitlines()
    first = lines.index("| 检查 | 级别 | 检查什么 |") + 2
    table = lines[first : first + len(rows)]
    assert table[0].startswith("| `columns_and_types` | 错误 | 列与类型：")
    assert all(line.startswith("| `") and line.count("|") == 4 for line in table)
    assert lines[first + len(rows) :] == [] or not lines[first + len(rows)]


@pytest.mark.parametrize(
    ("name", "scope"),
    [
        ("columns_and_types", "reading"),
        ("encoding", "reading"),
        ("truncated", "reading"),
        ("duplicates", "file"),
        ("members_make_groups", "file"),
        ("sources_agree", "month"),
        ("magnitudes", "together"),
    ],
)
def test_a_check_has_its_scope(name, scope):
    assert {check.name: check.scope for check in CHECKS}[name] == scope
