"""A real table and its revision: what changed, in the unit of the page, by hand from the two files."""

from datetime import date

import pytest
from real_files import SHARED

from helpers.observations.ingest.adding import add_files
from helpers.observations.ingest.staging import AddOptions
from helpers.observations.readers.reading import Hints
from helpers.observations.warehouse.archive import open_archive
from helpers.presentation.locale.words import chinese
from helpers.reports.about.data_revisions import data_revisions

pytestmark = pytest.mark.real_files

CASE = SHARED / "cases" / "desk-26-revision-breaks-build"
RETRIEVED = date(2026, 2, 1)


def test_a_revised_table_is_told_in_yuan_totals_first(tmp_path):
    raw = tmp_path / "raw"
    raw.mkdir()
    for name, day in (("2024-07", date(2024, 8, 18)), ("2024-07-revised", date(2025, 1, 20))):
        add_files(raw, [CASE / f"{name}.csv"], AddOptions(Hints(), day, RETRIEVED))
    (one,) = data_revisions(open_archive(raw).store(), chinese())
    # Seven rows differ: of three provinces, a city in each, and China; of Shanxi and Taiyuan in 4 numbers.
    assert one["counts"] == "修订 38 个数字"
    assert one["others"] == []
    # 367,580,159 and 367,302,159 万元.
    first = one["revised"][0]
    assert (first["what"], first["before"], first["now"]) == (
        "2024 年 7 月全国进出口",
        "36758.0 亿元",
        "36730.2 亿元",
    )
    assert (first["file"], first["day"]) == ("2024-07", "2024-08-18")
