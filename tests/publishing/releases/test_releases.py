"""The lock, the changes between two releases, and the releases of this repository itself."""

import csv
import io
import re
from datetime import date
from threading import Thread

import jinja2
import nbformat
import pytest
from bs4 import BeautifulSoup
from builders import figure_row, figures, observation, observations, raw_file
from hypothesis import given
from hypothesis import strategies as st
from testbed import EXAMPLES, ROOT, SITE

from helpers.core.errors import LockError
from helpers.core.fingerprints import hash_of_texts
from helpers.core.transaction import transaction
from helpers.indicators.figures import read_figures
from helpers.observations.warehouse.store import Store
from helpers.presentation.descriptions import merged
from helpers.presentation.locale.words import chinese
from helpers.publishing.bundle.bundle import wording_of
from helpers.publishing.bundle.edition_pages import EditionPage
from helpers.publishing.catalogue.editions import Edition
from helpers.publishing.releases import recording
from helpers.publishing.releases.figure_changes import (
    changes_between,
    changes_csv,
    count_by_kind,
)
from helpers.publishing.releases.lock import (
    FOLDER,
    LOCK,
    Release,
    append,
    read_lock,
    released_notebook,
    store_notebook,
    text_of,
)
from helpers.publishing.releases.recording import NewRecord, News
from helpers.publishing.releases.release_history import History, Revision, histories_of
from helpers.publishing.releases.release_pages import permanent_pages
from helpers.publishing.site.deploy import serve
from helpers.publishing.site.published_files import published
from helpers.reports.about.page_context import triangles

HASH = "0" * 64


def release(revision=1, edition="provincial/2025-01", **keys):
    content = {
        "edition": edition,
        "revision": revision,
        "date": date(2025, 2, 10),
        "parameters": {"period": "2025-01"},
        "inputs": {"jan": {"data": HASH, "description": HASH}},
        "code": HASH,
        "figures": HASH,
        "wording": HASH,
        "notebook": HASH,
    }
    return Release.model_validate(content | keys)


# The lock.


@pytest.fixture
def lock(tmp_path):
    path = tmp_path / LOCK
    append(path, [release(1), release(1, "provincial/2025-02", note="因更正，“重算”。")])
    append(path, [release(2)])
    return path


def test_a_lock_reads_as_it_was_written(lock):
    assert read_lock(lock) == (
        release(1),
        release(1, "provincial/2025-02", note="因更正，“重算”。"),
        release(2),
    )


def test_where_there_is_no_lock_nothing_was_released(tmp_path):
    assert read_lock(tmp_path / LOCK) == ()


def test_adding_leaves_what_is_there_as_it_is(lock):
    before = lock.read_bytes()
    append(lock, [release(3)])
    assert lock.read_bytes().startswith(before) and len(read_lock(lock)) == 4


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ("revision: 1", "revision: 7", "record 1"),
        ("因更正", "因修改", "record 2"),
        ("revision: 2", "revision: 2 # fine", "record 3"),
        ("# Every", "# Some", "above its first record"),
        ("seal: ", "Seal: ", "record 1"),
    ],
)
def test_a_lock_changed_by_hand_is_told(lock, old, new, where):
    text = lock.read_text(encoding="utf-8")
    assert old in text
    lock.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(LockError, match=where):
        read_lock(lock)
    changed = lock.read_bytes()
    with pytest.raises(LockError, match=where):
        append(lock, [release(3)])
    assert lock.read_bytes() == changed


@pytest.mark.parametrize("gone", [1, 2])
def test_a_record_taken_out_is_told(lock, gone):
    parts = lock.read_text(encoding="utf-8").split("---\n")
    del parts[gone]
    lock.write_text("---\n".join(parts), encoding="utf-8")
    with pytest.raises(LockError, match=f"record {gone}"):
        read_lock(lock)


# What is kept.


def test_a_kept_notebook_is_had_back_and_never_replaced(tmp_path):
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("# 一", id="a")])
    other = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("# 二", id="a")])
    one = release(notebook=hash_of_texts(text_of(notebook)))
    store_notebook(tmp_path, one, text_of(notebook))
    first = (tmp_path / "provincial/2025-01/r1.ipynb.gz").read_bytes()
    store_notebook(tmp_path, one, text_of(notebook))
    assert (tmp_path / "provincial/2025-01/r1.ipynb.gz").read_bytes() == first
    assert released_notebook(tmp_path, one).read() == notebook
    with pytest.raises(LockError, match="differs from what is released"):
        store_notebook(tmp_path, one, text_of(other))
    assert released_notebook(tmp_path, one).read() == notebook


def test_a_release_that_cannot_be_recorded_leaves_no_notebook(tmp_path, monkeypatch):
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("# 一", id="a")])
    there, new = (
        release(edition=f"provincial/{month}", notebook=hash_of_texts(text_of(notebook)))
        for month in ("2025-01", "2025-02")
    )
    store_notebook(tmp_path / FOLDER, there, text_of(notebook))

    def full(*_):
        raise OSError(28, "No space left on device", "editions.lock")

    monkeypatch.setattr(recording, "append", full)
    news = [News(one, None, [], text_of(notebook)) for one in (there, new)]
    twin = NewRecord(there.model_copy(update={"language": "en"}), text_of(notebook))
    with pytest.raises(OSError, match="No space left"), transaction(tmp_path) as changes:
        recording.record(news, tmp_path, changes.keep, [twin])
    assert [path.name for path in tmp_path.rglob("*.gz")] == ["r1.ipynb.gz"]
    assert released_notebook(tmp_path / FOLDER, there).read() == notebook


# Changes.


def csv_of(*rows):
    return figures(*rows).csv()


def test_figures_are_read_as_they_were_written():
    found = figures(
        figure_row(0.1 + 0.2), figure_row(None, metric="growth", basis="absent", unit="percent")
    )
    assert read_figures(found.csv()) == list(found)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_is_read_to_the_last_bit(value):
    (found,) = read_figures(csv_of(figure_row(value)))
    assert found.value == value


def test_a_change_is_told_exactly():
    (one,) = changes_between(csv_of(figure_row(0.3)), csv_of(figure_row(0.1)))
    # In floating point 0.1 - 0.3 is -0.19999999999999998.
    assert str(one.difference) == "-0.2"


def test_equal_numbers_from_other_files_are_no_change():
    old, new = figure_row(5, sources="a"), figure_row(5, sources="b")
    assert changes_between(csv_of(old), csv_of(new)) == []


def test_money_comes_first_then_by_size():
    old = [
        figure_row(10, region="11"),
        figure_row(100, region="12"),
        figure_row(3, region="13", metric="growth", unit="percent"),
        figure_row(7, region="14"),
    ]
    new = [
        figure_row(15, region="11"),
        figure_row(40, region="12"),
        figure_row(900, region="13", metric="growth", unit="percent"),
        figure_row(1, region="15"),
    ]
    found = changes_between(csv_of(*old), csv_of(*new))
    # What is new, and what is gone, is no revision and stands behind.
    assert [one.figure.region for one in found] == ["12", "11", "13", "15", "14"]
    assert [one.difference for one in found] == [-60, 5, 897, None, None]
    assert [one.kind for one in found] == [*["revised"] * 3, "new", "withdrawn"]


def test_a_change_names_the_files_that_are_new_behind_it():
    old, new = figure_row(5, sources="a;b"), figure_row(6, sources="b;c;d")
    (one,) = changes_between(csv_of(old), csv_of(new))
    assert one.caused_by == ["c", "d"]


def test_new_numbers_and_those_withdrawn_are_no_revisions():
    absent = {"basis": "absent", "reason": "base_incomplete"}
    old = [
        figure_row(1, region="11"),
        figure_row(None, region="12", **absent),
        figure_row(3, region="13"),
        figure_row(4, region="14"),
        figure_row(None, region="15", **absent),
    ]
    new = [
        figure_row(2, region="11", sources="b"),
        figure_row(2, region="12", sources="b"),
        figure_row(None, region="13", **absent),
        figure_row(None, region="15", basis="absent", reason="incomplete"),
        figure_row(6, region="16", sources="b"),
    ]
    found = changes_between(csv_of(*old), csv_of(*new))
    assert [(one.figure.region, one.kind, one.reason) for one in found] == [
        ("11", "revised", ""),
        ("12", "new", ""),
        ("16", "new", ""),
        ("13", "withdrawn", "base_incomplete"),
        ("14", "withdrawn", ""),
    ]
    assert count_by_kind(found) == {"revised": 1, "new": 2, "withdrawn": 2}
    # What is gone was caused by the file that came.
    assert {tuple(one.caused_by) for one in found} == {("b",)}
    lines = list(csv.DictReader(io.StringIO(changes_csv(found, {"b": "2025-03-07"}))))
    shown = [(one["kind"], one["old"], one["new"], one["reason"]) for one in lines]
    assert shown[0] == ("revised", "1.0", "2.0", "")
    assert shown[3] == ("withdrawn", "3.0", "", "base_incomplete")
    assert {one["known_from"] for one in lines} == {"2025-03-07"}


def test_a_number_that_only_stands_on_another_basis_is_not_revised():
    old, new = figure_row(1, basis="computed"), figure_row(1, basis="observed")
    (found,) = changes_between(csv_of(old), csv_of(new))
    assert (found.kind, found.difference) == ("rebased", 0)
    text = appendix_of({"figures": csv_of(old)}, {"figures": csv_of(new)})
    assert "1 个数字的数值不变，依据改变" in text
    assert "修订 1 个数字" not in text


def test_totals_come_before_larger_parts():
    old = [figure_row(10, flow=flow) for flow in ("import", "export", "total", "balance")]
    old += [figure_row(10, region=region) for region in ("11", "12")]
    new = [dict(row, value=row["value"] + 1) for row in old[:4]]
    new += [figure_row(20, region="11"), figure_row(60, region="12")]
    found = changes_between(csv_of(*old), csv_of(*new))
    assert [(one.figure.region, one.figure.flow) for one in found] == [
        ("_T", "total"),
        ("_T", "export"),
        ("_T", "import"),
        ("_T", "balance"),
        ("12", "export"),
        ("11", "export"),
    ]


def appendix_of(old, new):
    """Return the words at the end of the page of a second revision of two records."""
    pages = [
        EditionPage(
            Edition("provincial", f"2025-01/r{number}", {}), None, {"files": [], **record}, None
        )
        for number, record in enumerate((old, new), 1)
    ]
    changes = changes_between(old["figures"], new["figures"])
    names = merged(*(record.get("names", {}) for record in (old, new)))
    revision = Revision(release(2), pages[1], changes, names)
    history = History((Revision(release(1), pages[0], [], {}), revision), (release(1), release(2)))
    _, page = permanent_pages({"provincial/2025-01": history}, chinese())
    return BeautifulSoup(page.appendix.html, "html.parser").get_text()


def test_a_page_tells_new_numbers_and_those_withdrawn_by_the_names_that_one_release_knows():
    level = {"partner": "991", "unit": "CNY"}
    old = {"figures": csv_of(figure_row(3e8, **level)), "names": {"partner": {"991": "旧地"}}}
    rows = [figure_row(5e8, **level | {"partner": "992"}), figure_row(7e8, unit="CNY")]
    new = {"figures": csv_of(*rows), "names": {"partner": {"992": "新地"}}}
    text = appendix_of(old, new)
    assert "新增 2 个数字：2025 年 11 月，全国，出口：贸易额 7.0 亿元；" in text
    assert "2025 年 11 月，新地，出口：贸易额 5.0 亿元。" in text
    assert (
        "撤下 1 个数字：2025 年 11 月，旧地，出口：贸易额，原为 3.0 亿元，新数据没有此项。" in text
    )
    assert "—" not in text and "由" not in text


def test_a_page_of_a_code_that_nobody_names_is_made():
    old = {"figures": csv_of(figure_row(3e8, partner="991", unit="CNY"))}
    new = {"figures": csv_of(figure_row(4e8, partner="991", unit="CNY"))}
    text = appendix_of(old, new)
    # In 亿元: 3 and 4, not 300,000,000.
    assert "2025 年 11 月，991，出口：贸易额（亿元）341" in text.replace("\n", "")


# Words.


def notebook_of(html):
    output = nbformat.v4.new_output("display_data", data={"text/html": html})
    return nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(outputs=[output])])


def test_drawings_and_marks_are_no_words():
    one = notebook_of("<p>出口 <b>5</b></p>\n<svg><text>a</text></svg>")
    other = notebook_of("<div>出口 5</div><svg><text>b</text></svg> ")
    assert wording_of(one) == wording_of(other) == "出口 5"
    assert wording_of(notebook_of("<p>出口 6</p>")) != wording_of(one)


# Triangles.


def test_a_triangle_has_a_column_a_release():
    rows = [
        observation(100e8, period="2025-01", source="a", released="2025-02-07"),
        observation(110e8, period="2025-01", source="b", released="2025-03-07"),
        observation(120e8, period="2025-02", source="b", released="2025-03-07"),
        observation(121e8, period="2025-02", source="c", released="2025-04-07"),
        observation(1e8, period="2025-01", source="a", released="2025-02-07", region="11"),
    ]
    days = {"a": "2025-02-07", "b": "2025-03-07", "c": "2025-04-07"}
    files = [raw_file(name, dataset="totals", released=day) for name, day in days.items()]
    (found,) = triangles(Store.of(observations(*rows), files), chinese())
    assert found["days"] == ["2025-02-07", "2025-03-07", "2025-04-07"]
    told = {
        row["period"]: [cell and (cell["text"], cell["changed"]) for cell in row["cells"]]
        for row in found["rows"]
    }
    assert told == {
        "2025-01": [("100.0", False), ("110.0", True), None],
        "2025-02": [None, ("120.0", False), ("121.0", True)],
    }


def test_a_release_without_a_day_is_the_first_column():
    rows = [
        observation(100e8, source="a", released="2025-01-07"),
        observation(110e8, source="b", released="2026-03-01"),
    ]
    files = [
        raw_file("a", dataset="totals", released="2025-01-07"),
        raw_file("b", dataset="totals", released=None),
    ]
    (found,) = triangles(Store.of(observations(*rows), files), chinese())
    assert found["days"] == ["未注明日期", "2025-01-07"]
    assert [cell["text"] for cell in found["rows"][0]["cells"]] == ["110.0", "100.0"]


# The releases of this repository.


@pytest.fixture(scope="module")
def known():
    """Return the histories of all that was released here."""
    return histories_of(ROOT)


def test_every_edition_is_released_and_the_site_shows_what_was(known):
    pages = {path.relative_to(SITE).with_suffix("").as_posix() for path in SITE.rglob("*.html")}
    assert known.keys() <= pages
    for page in known:
        assert "草稿" not in (SITE / f"{page}.html").read_text(encoding="utf-8")
    verdicts = list(published(known, str(SITE), ["en"]))
    released = sum(len(one.revisions) for one in known.values())
    translated = [
        one.what for one in verdicts if re.fullmatch(r"en/.*/r\d+\.figures\.csv", one.what)
    ]
    assert len(translated) > 40
    assert len(verdicts) == released + len(translated) + 2 * len(known)
    assert all(one.identical for one in verdicts)


@pytest.mark.parametrize("edition", EXAMPLES[:3])
def test_a_site_that_is_served_is_compared_as_its_folder_is(known, edition):
    one = {edition: known[edition]}
    server = serve(SITE, 0)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        verdicts = list(published(one, f"http://127.0.0.1:{server.server_port}/"))
    finally:
        server.shutdown()
        server.server_close()
    assert verdicts == list(published(one, str(SITE)))
    assert len(verdicts) == len(one[edition].revisions) + 1


def test_a_site_that_cannot_be_reached_is_told(known):
    # No server listens to the first port of all.
    with pytest.raises(
        LockError,
        match=r"127\.0\.0\.1:1/provincial/2025-11/r1\.html': .*refused",
    ):
        list(published(known, "http://127.0.0.1:1"))
    with pytest.raises(LockError, match="expected a published site"):
        list(published(known, str(ROOT / "book")))


@pytest.mark.parametrize("released", [[], [{"page": "provincial/2025-01/r1", "title": "报告"}]])
def test_the_page_of_revisions_leads_to_the_lock_only_where_there_is_one(released):
    page = jinja2.Template((ROOT / "book" / "revisions.md").read_text(encoding="utf-8"))
    text = page.render(released=released, triangles=[])
    assert ('href="editions.lock"' in text) is ("r1.html" in text) is bool(released)
    assert ("尚无发布" in text) == (not released)
