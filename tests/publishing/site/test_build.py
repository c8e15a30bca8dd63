"""From the catalogue to the site in place: whatever fails, the site that was there stays."""

import json

import nbformat
import pytest
from sample_book import CATALOGUE, CONFIG, EDITIONS, LOOKUP, PAGE, ProgressLog
from testbed import executed, small_notebook

from helpers.core.errors import BuildError, CatalogueError
from helpers.core.repository import Repository
from helpers.publishing.bundle.edition_pages import read_pages
from helpers.publishing.catalogue.editions import Catalogue, Series, toc
from helpers.publishing.site import translation
from helpers.publishing.site.build import check_ready, publish
from helpers.publishing.site.translation import Translation


@pytest.fixture
def repository(tmp_path):
    """Return a repository of two editions and one page, with a site already in place."""
    place = Repository(tmp_path)
    (tmp_path / "_toc.yml").write_text(toc(CATALOGUE), encoding="utf-8")
    (tmp_path / "_config.yml").write_text(CONFIG, encoding="utf-8")
    (tmp_path / "book" / "_static").mkdir(parents=True)
    (tmp_path / "book" / "_templates").mkdir()
    (tmp_path / "book" / "index.md").write_text("{{ word }}", encoding="utf-8")
    small_notebook(place.notebooks)
    place.site.mkdir(parents=True)
    (place.site / "index.html").write_text("old", encoding="utf-8")
    return place


@pytest.fixture
def shelves(repository):
    """Return the editions of the catalogue, as they are when they were run."""
    for edition in EDITIONS:
        path = repository.executed(edition.page)
        path.parent.mkdir(parents=True, exist_ok=True)
        nbformat.write(executed(edition.name), path)
    return read_pages(CATALOGUE, repository.editions)


def published(repository, shelves, context=None, progress=None, **keys):
    given = {"word": "the word"} if context is None else context
    return publish(
        repository,
        CATALOGUE,
        Translation("zh", shelves, given, LOOKUP),
        progress=progress or ProgressLog(),
        **keys,
    )


def rendering(monkeypatch, names=("2025-11", "2024-11"), home=PAGE):
    """Let Jupyter Book seem to make the pages of these editions."""

    def render(source, config, contents, work, log):
        assert (source / "index.md").read_text(encoding="utf-8") == "the word"
        assert config.read_text(encoding="utf-8") == CONFIG
        places = json.loads((source / "_places.json").read_text(encoding="utf-8"))
        assert list(places["pages"]) == ["provincial/2025-11", "provincial/2024-11"]
        assert contents.read_text(encoding="utf-8") == toc(CATALOGUE)
        html = work / "_build" / "html"
        (html / "provincial").mkdir(parents=True, exist_ok=True)
        (html / "index.html").write_text(home, encoding="utf-8")
        (html / ".buildinfo").write_text("config: of this machine", encoding="utf-8")
        for name in names:
            (html / "provincial" / f"{name}.html").write_text(PAGE, encoding="utf-8")
        return html

    monkeypatch.setattr(translation, "render_changed", render)


def stays(repository):
    found = {path.name: path.read_text(encoding="utf-8") for path in repository.site.iterdir()}
    return found == {"index.html": "old"}


def test_the_site_is_put_in_place(repository, shelves, monkeypatch):
    rendering(monkeypatch)
    progress = ProgressLog()

    def add_data(site, _):
        (site / "data").mkdir()
        (site / "data" / "made.json").write_text("{}", encoding="utf-8")
        return {}

    published(repository, shelves, progress=progress, add_data=add_data)
    found = {
        str(path.relative_to(repository.site))
        for path in repository.site.rglob("*")
        if path.is_file()
    }
    lists = {"editions.json", "feed.xml", "provincial/feed.xml", "robots.txt", "sitemap.xml"}
    lists |= {"llms.txt", "data/made.json"}
    assert found == {"index.html"} | lists | {
        f"provincial/{name}.{ending}"
        for name in ("2025-11", "2024-11")
        for ending in (
            *("html", "ipynb", "figures.csv", "figures.js", "datapackage.json", "zip"),
            *("bib", "ris", "csl.json", "pdf", "docx", "brief.pdf", "long.png"),
        )
    } | {"search/catalogue.js", "search/2024.js", "search/2025.js"}
    assert (repository.site / "index.html").read_text(encoding="utf-8") == PAGE
    assert progress.stages == [("book", 2)]
    assert progress.steps == 2


def test_a_missing_page_stops_publishing_and_the_old_site_stays(repository, shelves, monkeypatch):
    rendering(monkeypatch, names=("2025-11",))
    with pytest.raises(
        BuildError, match=r"the old one stays:\n  provincial/2024-11\.html: is not there$"
    ):
        published(repository, shelves)
    assert stays(repository)


def test_a_book_with_a_warning_stops_publishing_and_the_old_site_stays(
    repository, shelves, monkeypatch
):
    def render(*_):
        raise BuildError("the book was not built: WARNING")

    monkeypatch.setattr(translation, "render_changed", render)
    with pytest.raises(BuildError, match="not built"):
        published(repository, shelves)
    assert stays(repository)


def test_a_page_that_cannot_be_filled_in_stops_publishing(repository, shelves, monkeypatch):
    rendering(monkeypatch)
    with pytest.raises(BuildError, match="'word' is undefined"):
        published(repository, shelves, context={})
    assert stays(repository)


def test_a_table_of_contents_of_another_catalogue_is_told_before_anything_runs(repository):
    less = Catalogue((Series("provincial", "分省报告", EDITIONS[:1]),))
    with pytest.raises(CatalogueError, match="run: tradebook toc"):
        check_ready(repository, less)


@pytest.mark.parametrize(
    ("config", "said"),
    [
        (CONFIG.partition("html")[0], "expected the site's address under html: baseurl"),
        (CONFIG.replace("https://", ""), "found 'example.org/trade'"),
        (CONFIG.replace("title: Small", ""), "needs 'title'"),
        (CONFIG.replace("author: Makers", ""), "needs 'author'"),
    ],
)
def test_a_site_without_name_or_address_is_told_before_anything_runs(repository, config, said):
    (repository.root / "_config.yml").write_text(config, encoding="utf-8")
    with pytest.raises(BuildError, match="_config") as caught:
        check_ready(repository, CATALOGUE)
    assert said in str(caught.value)
    assert len(str(caught.value).splitlines()) == 1


def test_a_missing_table_of_contents_is_told_in_one_line(tmp_path):
    with pytest.raises(CatalogueError, match=r"_toc\.yml: .* run: tradebook toc") as caught:
        check_ready(Repository(tmp_path), CATALOGUE)
    assert len(str(caught.value).splitlines()) == 1


def test_a_page_that_asks_another_host_stops_publishing(repository, shelves, monkeypatch):
    rendering(monkeypatch, home='<script src="//cdn.example/a.js"></script>')
    with pytest.raises(BuildError, match=r"fetch from another host: //cdn\.example/a\.js"):
        published(repository, shelves)
    assert stays(repository)


def test_a_page_that_shrank_stops_publishing_unless_it_is_meant(repository, shelves, monkeypatch):
    (repository.site / "index.html").write_text("old" * 100, encoding="utf-8")
    rendering(monkeypatch)
    with pytest.raises(BuildError, match=r"index\.html: has \d+ bytes where the page in place has"):
        published(repository, shelves)
    assert (repository.site / "index.html").read_text(encoding="utf-8") == "old" * 100
    published(repository, shelves, accept_smaller=True)
    assert (repository.site / "index.html").read_text(encoding="utf-8") == PAGE


def test_what_is_found_at_the_last_moment_leaves_the_old_site(repository, shelves, monkeypatch):
    rendering(monkeypatch)

    def changed(*_):
        raise BuildError("one.csv: changed while it was used")

    with pytest.raises(BuildError, match="changed while it was used"):
        published(repository, shelves, put_in_place=changed)
    assert stays(repository)
