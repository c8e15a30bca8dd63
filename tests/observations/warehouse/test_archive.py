"""The archive: what was read is kept, and read again when, and only when, something changed."""

import os
import shutil
import subprocess
import sys
from dataclasses import replace

import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest
from builders import quoted_row, quoted_text, tidy_row, tidy_text, write_pair
from import_graph import imports, modules
from testbed import ROOT

from helpers.core.errors import SourceError
from helpers.observations.warehouse import archive, parquet, register
from helpers.observations.warehouse.archive import home_of, open_archive, verify
from helpers.observations.warehouse.query import Query
from helpers.observations.warehouse.register import FINDINGS, REGISTER

OCTOBER = Query("2025-10", "USD", keep=("region",))
NOVEMBER = Query("2025-11", "USD", keep=("region",))


@pytest.fixture
def raw(tmp_path):
    """Return a folder with three raw files: of two months, of one of them, and of statements."""
    folder = tmp_path / "raw"
    folder.mkdir()
    both = tidy_text(tidy_row(value="7"), tidy_row(value="6", period="2025-10"))
    write_pair(folder, "both", both, dataset="d")
    write_pair(folder, "later", tidy_text(tidy_row(region="12", value="9")), dataset="d")
    write_pair(folder, "stated", quoted_text(quoted_row()), format="quoted")
    return folder


@pytest.fixture
def read(monkeypatch):
    """Return the ids of the files that are read, as they are."""
    ids, first = [], archive.read_file

    def noted(raw, pair):
        ids.append(raw.id)
        return first(raw, pair)

    monkeypatch.setattr(archive, "read_file", noted)
    return ids


def values(folder, query=NOVEMBER):
    return values_in(open_archive(folder).store(), query)


def values_in(store, query):
    answer = store.query(query).rows
    return dict(zip(answer["region"], answer["value"], strict=True))


def test_the_store_answers_from_all_files(raw):
    assert values(raw) == {"11": 7, "12": 9}
    assert values(raw, OCTOBER) == {"11": 6}
    store = open_archive(raw).store()
    assert store.extent("both") == {"months": ["2025-10", "2025-11"], "rows": 2}
    assert store.statements("2025-12")["value"].tolist() == [4.4]
    assert list(store.files) == ["both", "later", "stated"]


def test_statements_are_known_from_their_day(raw):
    store = open_archive(raw).store()
    assert store.statements("2025-12", as_of="2026-01-16")["value"].tolist() == [4.4]
    assert store.statements("2025-12", as_of="2026-01-15").empty


def test_observations_are_kept_by_month(raw):
    open_archive(raw)
    found = sorted(path.parent.name for path in home_of(raw).glob("*/*.parquet"))
    months = [name for name in found if name.startswith("2025")]
    assert months == ["2025-10", "2025-11", "2025-11"]


def test_what_did_not_change_is_not_read_again(raw, read):
    open_archive(raw)
    assert sorted(read) == ["both", "later", "stated"]
    read.clear()
    open_archive(raw)
    assert read == []


def test_of_several_files_only_the_changed_one_is_read(raw, read):
    open_archive(raw)
    read.clear()
    write_pair(raw, "later", tidy_text(tidy_row(region="12", value="10")), dataset="d")
    assert values(raw) == {"11": 7, "12": 10}
    assert read == ["later"]


def test_another_description_is_another_reading(raw, read):
    open_archive(raw)
    read.clear()
    write_pair(raw, "later", tidy_text(tidy_row(region="12", value="9")), dataset="")
    # It stands alone now, and of the two the later by name has only one region.
    assert len(values(raw)) == 1
    assert read == ["later"]


def test_other_code_is_another_reading(raw, read, monkeypatch):
    open_archive(raw)
    read.clear()
    monkeypatch.setattr("helpers.observations.warehouse.register.code_version", lambda: "another")
    assert values(raw) == {"11": 7, "12": 9}
    assert sorted(read) == ["both", "later", "stated"]


@pytest.mark.parametrize(
    ("changed", "another"),
    [
        ("reference/units.csv", True),
        ("observations/readers/platform/lines.py", True),
        ("observations/validation/sums.py", True),
        ("core/periods.py", True),
        ("observations/coded_rows.py", True),
        ("presentation/charts/theme.py", False),
        ("presentation/locale/zh/common.yml", False),
    ],
)
def test_the_version_is_that_of_the_code_that_reads(tmp_path, monkeypatch, changed, another):
    code = tmp_path / "helpers"
    shutil.copytree(ROOT / "src" / "helpers", code)
    monkeypatch.setattr(register.helpers, "__file__", str(code / "__init__.py"))
    before = register.code_version.__wrapped__()
    assert register.code_version.__wrapped__() == before
    with (code / changed).open("a", encoding="utf-8") as stream:
        stream.write("\n")
    assert (register.code_version.__wrapped__() != before) is another


def test_the_version_is_that_of_every_module_the_reading_code_uses():
    begun = ("observations.readers", "observations.validation", "observations.warehouse")
    graph = imports(modules(ROOT / "src" / "helpers"))
    used = {name for name in graph if name.startswith(begun)}
    while more := {one for name in used for one in graph.get(name, ())} - used:
        used |= more
    assert {"observations.coded_rows", "core.periods"} <= used
    covered = tuple(name.removesuffix(".py").replace("/", ".") for name in register._CODE)
    left = {name for name in used if not name.startswith(covered)}
    # Errors are what it says, not what it reads; how a file is written says nothing of what is in it.
    assert left == {"core.errors", "core.files"}


def test_a_file_that_only_looks_new_is_not_read_again(raw, read):
    open_archive(raw)
    read.clear()
    os.utime(raw / "later.csv", (1, 1))
    assert values(raw) == {"11": 7, "12": 9}
    assert read == []


def test_a_file_that_is_gone_is_forgotten(raw):
    open_archive(raw)
    for name in ("later.csv", "later.meta.yml"):
        (raw / name).unlink()
    assert values(raw) == {"11": 7}
    left = sorted(path.parent.name for path in home_of(raw).glob("2025-*/*.parquet"))
    assert left == ["2025-10", "2025-11"]


@pytest.mark.parametrize("damage", ["register", "piece", "all"])
def test_what_is_lost_is_made_again(raw, damage):
    open_archive(raw)
    home = home_of(raw)
    doomed = {
        "register": [home / REGISTER],
        "piece": list(home.glob("2025-11/*.parquet"))[:1],
        "all": [path for path in home.rglob("*") if path.is_file()],
    }[damage]
    for path in doomed:
        path.unlink()
    assert values(raw) == {"11": 7, "12": 9}


@pytest.mark.parametrize("text", ["", "{", "[]", '[{"name": "later.csv"}]', "null"])
def test_a_spoilt_register_is_as_good_as_none(raw, text):
    open_archive(raw)
    (home_of(raw) / REGISTER).write_text(text, encoding="utf-8")
    assert values(raw) == {"11": 7, "12": 9}


def stored_files(folder):
    return sorted(
        path for path in home_of(folder).rglob("*") if path.suffix in (".parquet", ".json")
    )


def contents(folder):
    store = open_archive(folder).store()
    rows = store.series(NOVEMBER).rows.set_index("region")
    months = (rows.loc[rows["period"] == month, "value"] for month in ("2025-11", "2025-10"))
    return *(found.to_dict() for found in months), store.statements("2025-12")["value"].tolist()


AS_WRITTEN = ({"11": 7, "12": 9}, {"11": 6}, [4.4])


def test_a_bit_that_is_flipped_anywhere_in_the_store_changes_nothing(raw):
    assert contents(raw) == AS_WRITTEN
    open_archive(raw).findings()
    names = [path.relative_to(home_of(raw)) for path in stored_files(raw)]
    # Observations of three months in files, three summaries, the statements, register and findings.
    assert len(names) == 9
    for name in names:
        path = home_of(raw) / name
        whole = path.read_bytes()
        for place in range(0, len(whole), max(1, len(whole) // 12)):
            flipped = bytearray(whole)
            flipped[place] ^= 1 << place % 8
            path.write_bytes(flipped)
            assert contents(raw) == AS_WRITTEN, (name, place)
            assert path.read_bytes() == whole or name.suffix == ".json"


def test_other_values_in_a_sound_parquet_file_are_not_used(raw):
    open_archive(raw)
    for path in home_of(raw).glob("2025-*/*.parquet"):
        rows = pq.read_table(path)
        place = rows.column_names.index("value")
        pq.write_table(rows.set_column(place, "value", pc.multiply(rows["value"], 2.0)), path)
    assert contents(raw) == AS_WRITTEN


def test_a_store_is_looked_at_once(raw, monkeypatch):
    store = open_archive(raw).store()
    looked_at = []
    first = parquet.is_sound
    monkeypatch.setattr(
        parquet, "is_sound", lambda *where: looked_at.append(where[2]) or first(*where)
    )
    for query in (NOVEMBER, NOVEMBER, replace(NOVEMBER, keep=())):
        store.query(query)
    assert [month for month in looked_at if month == "2025-11"] == ["2025-11", "2025-11"]


def test_a_raw_file_that_is_gone_when_it_is_needed_again_is_told(raw):
    store = open_archive(raw).store()
    for path in [*home_of(raw).glob("2025-10/*.parquet"), raw / "both.csv", raw / "both.meta.yml"]:
        path.unlink()
    with pytest.raises(
        SourceError, match=r"both.csv: changed while it was used; leave it as it is"
    ):
        store.query(OCTOBER)


def test_a_changed_file_is_refused_with_its_hash(raw):
    open_archive(raw)
    (raw / "later.csv").write_text(tidy_text(tidy_row(value="8")), encoding="utf-8")
    with pytest.raises(SourceError, match="is not the file that later"):
        open_archive(raw)


def test_a_change_that_leaves_length_and_time_is_found_by_the_hash(raw):
    path = raw / "later.csv"
    open_archive(raw)
    times = (path.stat().st_atime_ns, path.stat().st_mtime_ns)
    path.write_text(path.read_text(encoding="utf-8").replace(",9,", ",8,"), encoding="utf-8")
    os.utime(path, ns=times)
    open_archive(raw)
    with pytest.raises(SourceError, match="is not the file that later"):
        verify(raw)


def test_a_file_that_cannot_be_read_leaves_what_was_there(raw):
    before = values(raw)
    write_pair(raw, "new", "period,span\n")
    with pytest.raises(SourceError, match=r"new\.csv"):
        open_archive(raw)
    for name in ("new.csv", "new.meta.yml"):
        (raw / name).unlink()
    assert values(raw) == before


def test_where_nothing_can_be_kept_it_says_so(raw):
    home_of(raw).write_text("in the way", encoding="utf-8")
    with pytest.raises(SourceError, match="expected a folder to keep in what was read"):
        open_archive(raw)


def test_what_checks_say_is_kept(raw):
    def said():
        return [(one.check, one.source) for one in open_archive(raw).findings()]

    first = said()
    assert ("both_directions", "later") in first
    assert said() == first


def test_many_may_open_it_at_once(raw):
    script = (
        "import sys; from pathlib import Path; from helpers.observations.warehouse.archive import open_archive\n"
        "print(len(open_archive(Path(sys.argv[1])).files))"
    )
    words = [sys.executable, "-c", script, str(raw)]
    started = [
        subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for _ in range(4)
    ]
    ended = [program.communicate(timeout=300) for program in started]
    assert ended == [(b"3\n", b"")] * 4


def test_they_say_it_anew_of_other_files_and_where_what_was_kept_is_spoiled(raw, monkeypatch):
    asked, first = [], archive.check_together
    monkeypatch.setattr(archive, "check_together", lambda *given: asked.append(1) or first(*given))
    said = open_archive(raw).findings()
    assert open_archive(raw).findings() == said and len(asked) == 1
    # Now there are imports beside the exports of "later", so that one finding is gone.
    twin = tidy_text(tidy_row(region="12", value="8", flow="import"))
    write_pair(raw, "twin", twin, dataset="d")
    assert open_archive(raw).findings() != said and len(asked) == 2
    for name in ("twin.csv", "twin.meta.yml"):
        (raw / name).unlink()
    assert open_archive(raw).findings() == said and len(asked) == 3
    (home_of(raw) / FINDINGS).write_text("{", encoding="utf-8")
    assert open_archive(raw).findings() == said and len(asked) == 4


def test_of_a_month_whose_files_are_as_they_were_nothing_is_compared_again(raw, monkeypatch):
    """A whole of 5 below a part of 7: in October from the start, in November from "more" on."""
    compared, first = [], archive.Store.contradictions

    def noted(store, months=None):
        compared.append(months)
        return first(store, months)

    def wrong():
        found = open_archive(raw).findings()
        return {one.values["period"] for one in found if one.check == "part_above_whole"}

    def whole(period):
        return tidy_text(tidy_row(region="_T", value="5", period=period))

    write_pair(raw, "whole", whole("2025-10"), dataset="d")
    monkeypatch.setattr(archive.Store, "contradictions", noted)
    assert wrong() == {"2025-10"}
    assert sorted(compared) == [["2025-10"], ["2025-11"]]
    assert wrong() == {"2025-10"} and len(compared) == 2
    write_pair(raw, "more", whole("2025-11"), dataset="d")
    assert wrong() == {"2025-10", "2025-11"}
    assert compared[2:] == [["2025-11"]]
    for name in ("whole.csv", "whole.meta.yml"):
        (raw / name).unlink()
    assert wrong() == {"2025-11"}
    assert compared[3:] == [["2025-10"]]
