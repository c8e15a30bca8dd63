"""Numbers against their own series, and one table under two months."""

from datetime import date

import pytest
from builders import observation, observations, raw_file
from real_files import SHARED
from testbed import said

from helpers.observations.coded_rows import CodedRows
from helpers.observations.ingest.adding import add_files
from helpers.observations.ingest.options import AddOptions
from helpers.observations.readers.reading import Hints
from helpers.observations.validation.check_registry import check_together
from helpers.observations.validation.finding import CheckError
from helpers.observations.validation.summary import summarise

CHECKS = (
    "months_make_ytd",
    "rows_swapped",
    "printed_growth",
    "growth_contradicted",
    "same_tables",
)
REGIONS = ("11", "12", "13", "14", "15", "21")


def found(files, **keys):
    """Return what is found among files given as rows by id, all of one dataset."""
    raws = [raw_file(name, **({"dataset": "d"} | keys)) for name in files]
    summaries = {raw.id: summarise(CodedRows.of(observations(*files[raw.id])), raw) for raw in raws}
    return [one for one in check_together(summaries, raws) if one.check in CHECKS]


def names(findings):
    return [(one.check, one.severity, one.source, one.other) for one in findings]


def year(*off, swapped=None):
    """Return files of months of 1,000 a province and of January to each, ``off`` by so much in each."""
    total, files = 0, {}
    for number, gap in enumerate(off, 1):
        total += 1000e6 + gap
        months = {"period": f"2025-{number:02d}", "region": "11"}
        files[f"m{number}"] = [
            observation(1000e6, **months),
            observation(total, span="ytd", **months),
        ]
    return files


def test_a_revision_of_a_hundredth_is_ordinary_where_the_series_is_short():
    # 1,980 million from January to February is 2,000 less 1.0 %; 1,979 is 1.05 % less.
    assert found(year(0, -20e6)) == []
    (one,) = found(year(0, -21e6))
    assert (one.check, one.source, one.other) == ("months_make_ytd", "m2", "m1")
    assert one.oddity == pytest.approx(21e6 / 2000e6)


def test_of_a_long_series_half_a_hundredth_is_odd_where_nothing_was_revised():
    # 30 of 5,000 is 0.6 %; the other months are as they were added up.
    (one,) = found(year(0, 0, 0, 0, -30e6))
    assert (one.check, one.severity, one.source) == ("months_make_ytd", "warning", "m5")
    assert said(one) == (
        "January–May 2025, Beijing, exports: US$4.97 billion, but the month before and the month make "
        "US$5 billion, 0.6% apart, more than is usual; look whether it was revised"
    )


def test_what_is_usual_in_its_series_is_not_odd():
    # Each month about 0.2 % of what is added up, and once 1.2 %: less than ten times that.
    assert found(year(0, -4e6, -6e6, -8e6, -60e6)) == []


def test_a_difference_is_told_of_the_month_in_which_it_came_about():
    assert [one.source for one in found(year(0, -100e6, 0, 0))] == ["m2"]


def test_swapped_rows_of_two_provinces_are_an_error():
    def month(number, *values):
        return [
            observation(value * (number if span == "ytd" else 1), span=span, **cells)
            for region, value in zip(("44", "32", "33"), values, strict=True)
            for span in ("month", "ytd")
            for cells in [{"region": region, "period": f"2025-{number:02d}"}]
        ]

    files = {
        "a": month(1, 900e6, 500e6, 300e6),
        "b": month(2, 900e6, 500e6, 300e6),
        "c": month(3, 500e6, 900e6, 300e6),
    }
    (one,) = found(files)
    assert names([one]) == [("rows_swapped", "error", "c", "b")]
    # 1,500 stated, 1,800 + 500 = 2,300 made: 34.8 %; and 2,700 against 1,000 + 900: 29.6 %.
    assert (one.values["region"], one.values["count"]) == ("44", 2)
    assert one.oddity == pytest.approx(800 / 2300)


def table(period, values, *growth, span="ytd"):
    return [
        observation(value * 1e6, period=period, span=span, region=region, growth=rate)
        for region, value, rate in zip(REGIONS, values, growth or [float("nan")] * 6, strict=True)
    ]


BASE = (1001.1, 1002.2, 1003.3, 1004.4, 1005.5, 1006.6)


def test_two_rows_that_leap_without_being_swapped_are_told():
    files = year(0, 0, -900e6)
    (one,) = found(files)
    assert (one.check, one.severity) == ("months_make_ytd", "warning")
    assert one.oddity == pytest.approx(900 / 3000)


def test_printed_growth_that_fits_its_base_is_left_alone():
    grown = [value * 1.05 for value in BASE]
    files = {"a": table("2024-05", BASE), "b": table("2025-05", grown, *[5.0] * 6)}
    assert found(files) == []
    # A base revised by 1 %, and half a last digit: 4.0 against 5.0 computed.
    files["b"] = table("2025-05", grown, 4.0, *[5.0] * 5)
    assert found(files) == []


def test_growth_beyond_an_ordinary_revision_is_told():
    grown = [value * 1.05 for value in BASE]
    files = {"a": table("2024-05", BASE), "b": table("2025-05", grown, 3.0, *[5.0] * 5)}
    (one,) = found(files)
    assert names([one]) == [("printed_growth", "warning", "b", "a")]
    assert said(one) == (
        "January–May 2025, Beijing, exports: it prints a growth of 3.0%, but against the year before "
        "(US$1.0011 billion) it is 5.0%; look whether that was revised"
    )


def test_against_nothing_there_is_no_growth_to_compare():
    grown = [value * 1.05 for value in BASE]
    files = {"a": table("2024-05", (0, *BASE[1:])), "b": table("2025-05", grown, *[5.0] * 6)}
    assert found(files) == []


def test_a_base_in_another_dataset_counts_too():
    grown = [value * 1.05 for value in BASE]
    files = {"a": table("2024-05", BASE), "b": table("2025-05", grown, 3.0, *[5.0] * 5)}
    assert names(found(files, dataset="")) == [("printed_growth", "warning", "b", "a")]


def test_a_table_whose_growth_is_throughout_another_is_an_error():
    # 6.0 printed; the values are those of the year before but for a thousandth.
    same = [value * 1.001 for value in BASE]
    files = {"a": table("2024-05", BASE), "b": table("2025-05", same, *[6.0] * 6)}
    (one,) = found(files)
    assert names([one]) == [("growth_contradicted", "error", "b", "a")]
    assert said(one).startswith("May 2025: the growth it prints (median 6.0%) is not that against ")
    assert "(0.1%)" in said(one)


def test_january_to_the_month_before_is_a_base_as_well():
    # A table under the year before: less its month it is what prints the growth.
    march = table("2025-03", BASE, *[6.0] * 6)
    april = table("2024-04", [value + 100 for value in BASE])
    april += table("2024-04", [100] * 6, span="month")
    assert names(found({"a": march, "b": april})) == [("growth_contradicted", "error", "a", "b")]


def test_one_table_under_two_months_is_an_error_that_names_both():
    files = {"a": table("2024-05", BASE), "b": table("2025-06", BASE)}
    (one,) = found(files)
    assert (one.check, one.severity, {one.source, one.other}) == (
        "same_tables",
        "error",
        {"a", "b"},
    )
    assert one.months == {"2024-05", "2025-06"}
    assert "6 numbers in common" in said(one)


@pytest.mark.parametrize(
    "values",
    [
        # Another number in half of them; few digits; few different numbers.
        (*BASE[:3], 1.25, 2.25, 3.25),
        (1000, 2000, 3000, 4000, 5000, 123),
        (1001.1,) * 6,
    ],
)
def test_what_may_be_the_same_by_chance_is_no_error(values):
    first = (1000, 2000, 3000, 4000, 5000, 123) if values[0] == 1000 else BASE
    first = values if len(set(values)) == 1 else first
    assert found({"a": table("2024-05", first), "b": table("2025-06", values)}) == []


def test_two_months_of_one_file_may_be_the_same():
    assert found({"a": [*table("2024-05", BASE), *table("2025-06", BASE)]}) == []


CASES = SHARED / "cases"


def location_csv(folder, period):
    """Write the table of a month as the customs publish it, from the published figures."""
    lines = (SHARED / "published" / "provinces_monthly_cny.csv").read_text("utf-8").splitlines()
    month = int(period[5:])
    spans = ",".join(f"{month}月,1至{month}月" for _ in range(3))
    text = [
        ",,,,,,,单位：万人民币,,",
        "收发货人所在地,进出口,进出口,出口,出口,进口,进口" + ",累计比去年同期±％" * 3,
        f"收发货人所在地,{spans},进出口,出口,进口",
        *(line.partition(",")[2] for line in lines if line.startswith(period)),
    ]
    path = folder / f"{period}.csv"
    path.write_text("\n".join(text) + "\n", encoding="utf-8")
    return path


@pytest.mark.real_files
@pytest.mark.parametrize(
    ("case", "months", "check", "others"),
    [
        ("desk-14-wrong-year/2023-04.csv", 4, "same_tables", {"2024-04", "2023-04"}),
        ("desk-14-wrong-year/2023-04.csv", 3, "growth_contradicted", {"2024-03", "2023-04"}),
        ("desk-19-resaved-other-year/2025-04.csv", 4, "same_tables", {"2024-04", "2025-04"}),
        (
            "desk-30-warnings-hide-swap/2024-04.csv",
            3,
            "rows_swapped",
            {"2024-04", "2024-03"},
        ),
    ],
)
def test_a_real_table_that_is_not_what_it_says_is_refused(tmp_path, case, months, check, others):
    raw = tmp_path / "raw"
    raw.mkdir()
    wish = AddOptions(Hints(), None, date(2026, 2, 1))
    add_files(raw, [location_csv(tmp_path, f"2024-{n:02d}") for n in range(1, months + 1)], wish)
    with pytest.raises(CheckError) as caught:
        add_files(raw, [CASES / case], wish)
    one = caught.value.finding
    assert (one.check, {one.source, one.other}) == (check, others)


@pytest.mark.real_files
def test_real_months_warn_of_little(tmp_path):
    raw = tmp_path / "raw"
    raw.mkdir()
    months = [f"2024-{n:02d}" for n in range(1, 13)] + ["2025-01", "2025-02", "2025-03"]
    paths = [location_csv(tmp_path, month) for month in months]
    said_of = add_files(raw, paths, AddOptions(Hints(), None, date(2026, 2, 1))).findings
    steps = [one for one in said_of if one.check == "months_make_ytd"]
    assert {one.severity for one in said_of} == {"warning"}
    # Of 1,248 differences 25; Qinghai's in December is the largest.
    assert sum(one.values["count"] for one in steps) <= 25
    assert (steps[0].source, steps[0].values["region"]) == ("2024-12", "63")
