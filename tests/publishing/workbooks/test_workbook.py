"""Workbooks read back: values unrounded, reasons as notes, native charts, sources and revisions."""

import io
import re
import zipfile

import pytest
from builders import observation, observations, raw_file
from python_calamine import CalamineWorkbook
from revised_store import revised_store
from testbed import ROOT

from helpers.core.errors import NoDataError
from helpers.observations.warehouse.store import Store
from helpers.publishing.workbooks.workbook import workbook_of
from helpers.reports.common.data import open_store
from helpers.reports.timelines.subjects import Subject

GUANGDONG = Subject((("region", "44"),))


def sheets_of(content):
    """Return the rows of each sheet, by name."""
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def parts_of(content, pattern):
    """Return the texts of the parts of a workbook whose names match."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = [name for name in archive.namelist() if re.fullmatch(pattern, name)]
        return [archive.read(name).decode() for name in names]


@pytest.fixture(scope="module")
def guangdong():
    return workbook_of(open_store(ROOT / "data"), [GUANGDONG], currency="CNY")


def test_months_go_down_and_measures_across_unrounded(guangdong):
    sheets = sheets_of(guangdong)
    assert [*sheets] == ["广东 CNY", "来源与版本", "修订"]
    head, *rows = sheets["广东 CNY"]
    assert head[:3] == ["月份", "当月出口贸易额（元）", "当月进口贸易额（元）"]
    months = [row[0] for row in rows]
    assert months[:15] == [
        *(f"2024-{n:02d}" for n in range(1, 13)),
        *(f"2025-{n:02d}" for n in range(1, 4)),
    ]
    raw = (ROOT / "data" / "raw" / "location-2025-03.csv").read_text("utf-8")
    line = next(one for one in raw.splitlines() if one.startswith("2025-03,month,export,44,"))
    assert rows[14][1] == float(line.split(",CNY,")[1].split(",")[0])


def test_it_has_native_charts_of_months_that_leave_gaps(guangdong):
    charts = parts_of(guangdong, r"xl/charts/chart\d+\.xml")
    assert len(charts) == 2
    for chart in charts:
        assert "<c:lineChart>" in chart
        assert chart.count("<c:ser>") == 2
        # Excel leaves a gap where nothing else is said.
        assert "dispBlanksAs" not in chart
        assert "'广东 CNY'!$A$2:$A$16" in chart


def test_in_another_language_it_has_the_same_numbers_in_other_words(guangdong):
    store = open_store(ROOT / "data")
    content = workbook_of(store, [GUANGDONG], currency="CNY", language="en")
    ours, theirs = sheets_of(guangdong), sheets_of(content)
    assert [*theirs] == ["Guangdong CNY", "Sources and versions", "Revisions"]
    head, *rows = theirs["Guangdong CNY"]
    assert head[:3] == [
        "Month",
        "Value of trade: exports (month, yuan)",
        "Value of trade: imports (month, yuan)",
    ]
    numbers = [row[1:] for row in rows[:15]]
    assert numbers == [row[1:] for row in ours["广东 CNY"][1:16]]
    assert "Guangdong (yuan): Value of trade" in "".join(parts_of(content, r"xl/charts/.*"))


def test_a_column_of_quantities_names_their_unit():
    amounts = {"value": (30, "USD"), "quantity": (70, "kg")}
    rows = [
        observation(value, product="8507", measure=measure, unit=unit)
        for measure, (value, unit) in amounts.items()
    ]
    store, wanted = Store.of(observations(*rows), [raw_file("a")]), Subject((("product", "8507"),))
    heads = {"zh": "当月出口数量（千克）", "en": "Quantity: exports (month, kilogram)"}
    for language, text in heads.items():
        sheet, *_ = sheets_of(workbook_of(store, [wanted], language=language)).values()
        assert text in sheet[0]


def test_the_files_behind_it_are_named_with_their_days(guangdong):
    head, *rows = sheets_of(guangdong)["来源与版本"]
    assert head == ["文件标识", "标题", "制作单位", "发布日期", "计为已知的日期", "状态"]
    found = {row[0]: row for row in rows}
    assert found["location-2025-03"][3:] == ["2025-04-18", "2025-04-18", "转录"]
    assert found["location-2024-05"][3] == ""


def test_the_same_data_gives_the_same_bytes(guangdong):
    assert workbook_of(open_store(ROOT / "data"), [GUANGDONG], currency="CNY") == guangdong


def test_what_was_revised_is_listed_with_both_values():
    content = workbook_of(revised_store(), [Subject()])
    head, *rows = sheets_of(content)["修订"]
    assert head == ["主体", "序列", "月份", "截至（不含）", "当时的数", "现在的数"]
    assert ["全国", "当月出口贸易额（美元）", "2025-11", "2026-02-10", 100.0, 110.0] in rows


def test_as_of_a_day_it_is_as_it_was_known_then():
    sheets = sheets_of(workbook_of(revised_store(), [Subject()], as_of="2026-01-31"))
    head, *rows = sheets["全国 USD"]
    found = {row[0]: row[head.index("当月出口贸易额（美元）")] for row in rows}
    assert found["2025-11"] == 100.0
    assert "2025-12" not in found
    assert len(sheets["修订"]) == 1


def test_a_value_that_is_absent_has_its_reason_as_a_note():
    """The growth of November has no base; that of the year before has one, so that there is a column."""
    rows = [
        observation(50, period="2023-11"),
        observation(60, period="2024-11"),
        observation(70, period="2025-12"),
    ]
    content = workbook_of(Store.of(observations(*rows), [raw_file("a")]), [Subject()])
    (notes,) = parts_of(content, r"xl/comments1\.xml")
    assert "没有上年同期数" in notes
    _, *lines = sheets_of(content)["全国 USD"]
    texts = [line[0] for line in lines]
    assert any("没有数据" in text and "2024 年 1—10 月" in text for text in texts)


def test_all_subjects_have_a_sheet_each_in_one_currency():
    rows = [
        observation(10, region="11"),
        observation(20, region="44"),
        observation(30),
        observation(5, flow="import"),
    ]
    content = workbook_of(Store.of(observations(*rows), [raw_file("a")]), None)
    assert [*sheets_of(content)][:3] == ["全国 USD", "北京 USD", "广东 USD"]


def test_the_partners_of_a_province_come_with_it():
    content = workbook_of(open_store(ROOT / "data"), [Subject((("region", "11"),))], currency="USD")
    names = [*sheets_of(content)]
    assert names[0] == "北京 USD"
    assert "北京：美国 USD" in names
    assert all(len(name) <= 31 for name in names)


def test_a_subject_without_data_is_refused_in_one_line():
    with pytest.raises(
        NoDataError, match=r"^region/12: the data has no series of it; .*: there is none$"
    ):
        workbook_of(revised_store(), [Subject((("region", "12"),))])
