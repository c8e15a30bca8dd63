"""The book's sources: its own pages filled in, the executed editions, the files beside them."""

import json
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace

import nbformat
import pytest
from testbed import FIGURES, RECORD, executed

from helpers.core import workers
from helpers.core.errors import BuildError, ParameterError
from helpers.publishing.bundle.bundle import bundle_of, record_of
from helpers.publishing.bundle.edition_pages import Appendix, newest_first, read_pages
from helpers.publishing.catalogue.editions import Catalogue, Edition, Series
from helpers.publishing.site.assembly import add_downloads, assemble

EDITIONS = tuple(Edition("provincial", name, {"period": name}) for name in ("2025-11", "2024-11"))
NEEDED = "先运行：git clone '某处' && pip install"

CATALOGUE = Catalogue((Series("provincial", "分省报告", EDITIONS),))
HOME = (
    "{% for report in published %}{{ report.title }}:"
    "{% for one in report.editions %} {{ one.page }} {{ one.record.headline[0].text }}"
    "{% endfor %}{% endfor %} {{ word }}"
)


class Counted:
    """Makes pools of processes as they are made, and counts them."""

    def __init__(self):
        self.pools = 0

    def __call__(self, *args, **named):
        self.pools += 1
        return ProcessPoolExecutor(*args, **named)


@pytest.fixture
def places(tmp_path):
    """Return the folders of two executed editions and of a book of one page."""
    editions, pages = tmp_path / "editions", tmp_path / "book"
    (editions / "provincial").mkdir(parents=True)
    for edition in EDITIONS:
        path = editions / f"{edition.page}.ipynb"
        nbformat.write(executed(edition.name), path)
    (pages / "_static").mkdir(parents=True)
    for name, text in (("look.css", "a {}"), ("cite.js", "c;"), ("frame.js", "f;")):
        (pages / "_static" / name).write_text(text, encoding="utf-8")
    (pages / "_templates").mkdir()
    (pages / "_templates" / "layout.html").write_text("{# around #}", encoding="utf-8")
    (pages / "index.md").write_text(HOME, encoding="utf-8")
    return editions, pages, tmp_path / "source"


def assembled(places, **context):
    editions, pages, source = places
    assemble(read_pages(CATALOGUE, editions), pages, context, source)
    return source


def test_pages_are_filled_in_and_everything_else_is_taken_along(places):
    source = assembled(places, word="<b> & 数")
    expected = (
        "分省报告: provincial/2025-11 1.0 亿元 provincial/2024-11 1.0 亿元 &lt;b&gt; &amp; 数"
    )
    assert (source / "index.md").read_text(encoding="utf-8") == expected
    assert (source / "_static" / "look.css").read_text(encoding="utf-8") == "a {}"
    # What all pages load is one file, in the order in which it counts.
    assert (source / "_static" / "site.js").read_text(encoding="utf-8") == "f;c;"
    found = {str(path.relative_to(source)) for path in source.rglob("*") if path.is_file()}
    assert found == {
        "index.md",
        "_static/look.css",
        "_static/site.js",
        "_templates/layout.html",
        "provincial/2025-11.ipynb",
        "provincial/2024-11.ipynb",
    }


def test_many_editions_are_written_in_several_processes_and_stay_in_their_order(
    tmp_path, monkeypatch
):
    monkeypatch.setattr(workers.os, "cpu_count", lambda: 2)
    monkeypatch.setattr(workers, "ProcessPoolExecutor", counted := Counted())
    names = [f"{year}-{month:02}" for year in (2025, 2024, 2023) for month in range(12, 0, -1)]
    editions = tuple(Edition("provincial", name, {"period": name}) for name in names)
    (tmp_path / "editions" / "provincial").mkdir(parents=True)
    for name in names:
        path = tmp_path / "editions" / "provincial" / f"{name}.ipynb"
        nbformat.write(executed(name, heading=f"题 {name}"), path)
    catalogue = Catalogue((Series("provincial", "分省报告", editions),))
    (report,) = read_pages(catalogue, tmp_path / "editions")
    assert [(one.page, one.title) for one in report.editions] == [
        (f"provincial/{name}", f"题 {name}") for name in names
    ]
    for folder in ("_static", "_templates"):
        (tmp_path / "book" / folder).mkdir(parents=True)
    assemble([report], tmp_path / "book", {}, tmp_path / "source")
    for name in names:
        page = nbformat.read(tmp_path / "source" / "provincial" / f"{name}.ipynb", as_version=4)
        assert any(cell.cell_type == "code" and cell.outputs for cell in page.cells)
        # What a page shows nothing of is left out of it.
        assert f'period = "{name}"' not in [cell.source for cell in page.cells]
    assert counted.pools == 1


def test_what_stands_at_the_end_of_a_page_is_a_section_of_it_and_no_part_of_the_edition(places):
    (report,) = read_pages(CATALOGUE, places[0])
    page = replace(report.editions[0], appendix=Appendix("修订", "<p>b</p>"))
    assemble([replace(report, editions=(page,))], places[1], {"word": ""}, places[2])
    found = nbformat.read(places[2] / "provincial" / "2025-11.ipynb", as_version=4)
    assert [cell.cell_type for cell in found.cells[-2:]] == ["markdown", "code"]
    assert found.cells[-2].source == "## 修订"
    assert found.cells[-1].outputs[0].data["text/html"] == "<p>b</p>"
    own = [cell for cell in page.notebook.cells if cell.cell_type != "code" or cell.outputs]
    assert [cell.source for cell in found.cells[:-2]] == [cell.source for cell in own]


def test_what_an_earlier_build_left_is_gone(places):
    source = places[2]
    source.mkdir()
    (source / "old.md").write_text("old", encoding="utf-8")
    assembled(places, word="")
    assert not (source / "old.md").exists()


def test_an_edition_goes_into_the_book_without_its_record(places):
    path = assembled(places, word="") / "provincial" / "2025-11.ipynb"
    page = json.loads(path.read_text(encoding="utf-8"))
    (output,) = page["cells"][-1]["outputs"]
    assert output["data"] == {"text/html": "<p>the record</p>", "text/plain": "the record"}
    kept = nbformat.read(places[0] / "provincial" / "2025-11.ipynb", as_version=4)
    assert RECORD in kept.cells[-1].outputs[0].data
    assert page["cells"][0]["source"] in (
        "# Report of 2025 年 11 月",
        ["# Report of 2025 年 11 月"],
    )


def test_a_page_with_an_unknown_word_is_told_in_one_line(places):
    with pytest.raises(BuildError, match=r"index\.md: 'word' is undefined") as caught:
        assembled(places)
    assert len(str(caught.value).splitlines()) == 1


def test_a_page_that_is_no_template_is_told_in_one_line(places):
    (places[1] / "index.md").write_text("{% for %}", encoding="utf-8")
    with pytest.raises(BuildError, match=r"index\.md: ") as caught:
        assembled(places)
    assert len(str(caught.value).splitlines()) == 1


def test_an_edition_that_was_not_run_is_told_in_one_line(places):
    (places[0] / "provincial" / "2024-11.ipynb").unlink()
    with pytest.raises(BuildError, match="edition provincial/2024-11: was not run; expected"):
        assembled(places, word="")


def test_a_record_is_found_and_an_edition_without_one_refused():
    record = record_of(bundle_of(executed()), "provincial/2025-11")
    assert record["period"] == "2025 年 11 月"
    with pytest.raises(BuildError, match=r"edition a/b: carries no record; .*report\.record\(\)"):
        record_of(bundle_of(executed(record=False)), "a/b")


def test_downloads_stand_beside_the_page(places, tmp_path):
    site = tmp_path / "html"
    (site / "provincial").mkdir(parents=True)
    for page in newest_first(read_pages(CATALOGUE, places[0])):
        add_downloads(page, site, NEEDED)
    figures = (site / "provincial" / "2024-11.figures.csv").read_bytes()
    assert figures == b"\xef\xbb\xbf" + FIGURES.encode()
    notebook = nbformat.read(site / "provincial" / "2024-11.ipynb", as_version=4)
    assert notebook.metadata.tradebook == {"report": "provincial"}


def test_the_download_of_an_early_release_shows_its_headings_by_code(places, tmp_path):
    path = places[0] / "provincial" / "2024-11.ipynb"
    early = executed("2024-11")
    early.cells.insert(3, nbformat.v4.new_code_cell("report = a.load(globals())", id="cell-004"))
    nbformat.write(early, path)
    (tmp_path / "html" / "provincial").mkdir(parents=True)
    for page in newest_first(read_pages(CATALOGUE, places[0])):
        add_downloads(page, tmp_path / "html", NEEDED)
    found = nbformat.read(tmp_path / "html" / "provincial" / "2024-11.ipynb", as_version=4)
    assert [cell.source for cell in found.cells] == [
        "no place here",
        'period = "2024-11"',
        "report = a.load(globals())",
        "report.heading('# Report of {{ month }}')",
        "report.record()",
    ]


LOADING = """\
from helpers.reports import provincial

report = provincial.load(globals())
report.heading("# {{ month }}")"""


def loading(name, place):
    """Write an executed edition whose second cell loads a report."""
    notebook = executed(name)
    notebook.cells.insert(3, nbformat.v4.new_code_cell(LOADING, id="cell-004"))
    nbformat.write(notebook, place)


def cell_of(path):
    """Return the cell of a notebook that loads the report."""
    (found,) = [
        cell.source
        for cell in nbformat.read(path, as_version=4).cells
        if "load(globals())" in cell.source
    ]
    return found


def downloaded(places, site):
    """Write an edition and its first revision, and return the cells that load in their downloads."""
    path = places[0] / "provincial" / "2025-11.ipynb"
    loading("2025-11", path)
    (site / "provincial" / "2025-11").mkdir(parents=True)
    page = newest_first(read_pages(CATALOGUE, places[0]))[0]
    permanent = replace(page, edition=replace(page.edition, name="2025-11/r1"))
    for one in (page, permanent):
        add_downloads(one, site, NEEDED)
    return [cell_of(site / f"{one.page}.ipynb") for one in (page, permanent)]


def test_a_download_says_in_one_line_what_it_needs(places, tmp_path):
    source, permanent = downloaded(places, tmp_path / "html")
    assert permanent == LOADING
    program = f"import sys\nsys.modules['helpers'] = None\n{source}"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (1, b"")
    assert done.stderr.decode() == f"{NEEDED}\n"


def test_a_download_goes_on_where_the_code_is_there(places, tmp_path):
    source, _ = downloaded(places, tmp_path / "html")
    namespace = {}
    with pytest.raises(ParameterError, match="report provincial needs the parameter 'period'"):
        exec(source, namespace)
    assert namespace["provincial"].__name__ == "helpers.reports.provincial"


def test_an_edition_knows_its_neighbours_and_its_year(places):
    (report,) = read_pages(CATALOGUE, places[0])
    newest, oldest = report.editions
    assert report.neighbours(newest) == (oldest, None)
    assert report.neighbours(oldest) == (None, newest)
    assert {year: [one.page for one in of] for year, of in report.years.items()} == {
        "2025": ["provincial/2025-11"],
        "2024": ["provincial/2024-11"],
    }


def test_news_are_told_by_their_period_whenever_their_data_was_released(places):
    for name, day in (("2024-11", "2026-03-01"), ("2025-11", "2026-01-16")):
        path = places[0] / "provincial" / f"{name}.ipynb"
        nbformat.write(executed(name, day=day), path)
    assert [one.edition.name for one in newest_first(read_pages(CATALOGUE, places[0]))] == [
        "2025-11",
        "2024-11",
    ]
