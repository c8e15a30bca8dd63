"""An edition is run again when, and only when, something it was made of is another."""

import ast
import functools
import importlib.metadata
import json
import shutil

import builders
import pytest
from import_graph import imports, modules
from testbed import ROOT, month_rows

from helpers.cli.site_commands import reason_in_words
from helpers.observations.warehouse.archive import open_archive
from helpers.observations.warehouse.query import Query
from helpers.observations.warehouse.questions import answered_as_before, listening
from helpers.observations.warehouse.store import Store
from helpers.publishing.catalogue.editions import Edition
from helpers.publishing.runner import manifest
from helpers.publishing.runner.manifest import stale_reasons
from helpers.publishing.runner.pool import Job, run_many

EDITION = Edition("provincial", "2025-03", {"period": "2025-03"})
PIECE = "2025-03,month,export,44,_T,85076000,_T,_T,value,CNY,5,"


def add(folder, name, *rows, **keys):
    """Put a data file into a folder of raw files."""
    builders.write_pair(folder, name, builders.tidy_text(*rows), dataset=name, **keys)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Run the provincial edition of a made-up March; return its repository."""
    root = tmp_path_factory.mktemp("made")
    shutil.copytree(ROOT / "notebooks", root / "notebooks")
    (root / "data" / "raw").mkdir(parents=True)
    add(root / "data" / "raw", "march", *month_rows(), complete=["region"])
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TRADEBOOK_DATA", str(root / "data"))
        run_many([job_in(root)], lambda _: lambda: None)
    return root


def job_in(root):
    return Job(EDITION, root / "notebooks", root / "editions" / "provincial" / "2025-03.ipynb")


@pytest.fixture
def place(made, tmp_path, monkeypatch):
    """Return a copy of the repository, to be changed."""
    root = shutil.copytree(made, tmp_path / "copy")
    monkeypatch.setenv("TRADEBOOK_DATA", str(root / "data"))
    return root


def reasons(root, edition=EDITION):
    """Say why the edition has to be run, with the data as it is there now."""
    store = open_archive(root / "data" / "raw").store()
    found = stale_reasons(edition, root / "notebooks", job_in(root).output, store)
    return [reason_in_words(one) for one in found]


def test_nothing_changed_and_it_is_not_run(place):
    assert reasons(place) == []


def test_on_another_machine_it_is_not_run_either(place):
    moved = place.rename(place.with_name("elsewhere"))
    shutil.rmtree(moved / "data" / "store")
    assert reasons(moved) == []


def test_another_month_is_not_seen(place):
    add(place / "data" / "raw", "april", *month_rows(period="2025-04"), complete=["region"])
    assert reasons(place) == []


def test_other_rows_of_its_month_are_not_seen(place):
    # They are of one product, which the report of the provinces does not ask for.
    add(place / "data" / "raw", "batteries", PIECE)
    assert reasons(place) == []


def test_a_changed_number_is_seen(place):
    rows = [line.replace(",4400000000,", ",4400000001,") for line in month_rows()]
    assert rows != month_rows()
    add(place / "data" / "raw", "march", *rows, complete=["region"])
    assert any("query period=2025-03" in one for one in reasons(place))


def test_the_month_of_the_year_before_is_seen(place):
    add(place / "data" / "raw", "before", *month_rows(period="2024-03"), complete=["region"])
    assert any("query period=2024-03" in one for one in reasons(place))


def test_a_later_release_of_its_month_is_seen(place):
    rows = [line.replace(",4400000000,", ",4500000000,") for line in month_rows()]
    keys = {"complete": ["region"], "released": "2026-02-01"}
    builders.write_pair(
        place / "data" / "raw", "again", builders.tidy_text(*rows), dataset="march", **keys
    )
    assert any("query period=2025-03" in one for one in reasons(place))


def test_another_word_on_its_file_is_seen(place):
    add(place / "data" / "raw", "march", *month_rows(), complete=["region"], title="Another")
    (reason,) = [one for one in reasons(place) if "march" in one]
    assert "file march" in reason


def test_other_parameters_are_seen(place):
    other = Edition("provincial", "2025-03", {"period": "2025-03", "currency": "CNY"})
    assert reasons(place, other) == ["parameter: currency is new"]


def test_another_notebook_is_seen(place):
    path = place / "notebooks" / "provincial.py"
    path.write_text(path.read_text(encoding="utf-8") + "\n# %%\n1\n", encoding="utf-8")
    (reason,) = reasons(place)
    assert reason.startswith("code: provincial.py was ")


def test_the_notebook_of_another_report_is_not_seen(place):
    (place / "notebooks" / "annual_review.py").write_text("1\n", encoding="utf-8")
    assert reasons(place) == []


@pytest.mark.parametrize(("library", "seen"), [("pandas", True), ("jupyter-book", False)])
def test_another_version_of_a_library_is_seen_if_it_is_used(place, monkeypatch, library, seen):
    real = importlib.metadata.version
    monkeypatch.setattr(
        importlib.metadata, "version", lambda name: "0.1" if name == library else real(name)
    )
    manifest.libraries.cache_clear()
    found = reasons(place)
    monkeypatch.undo()
    manifest.libraries.cache_clear()
    assert found == ([f"library: pandas was {real('pandas')}, is 0.1"] if seen else [])


@pytest.mark.parametrize(
    "spoil", [str.upper, lambda text: text[:-40], lambda _: "{}", lambda _: "1"]
)
def test_what_cannot_be_read_is_run_again(place, spoil):
    path = job_in(place).output.with_name("2025-03.ipynb.manifest.json")
    path.write_text(spoil(path.read_text(encoding="utf-8")), encoding="utf-8")
    assert reasons(place) == ["it was not run yet, or what was run is not there whole"]


@pytest.mark.parametrize("cut", [True, False])
def test_an_edition_changed_by_hand_or_cut_off_is_run_again(place, cut):
    path = job_in(place).output
    text = path.read_text(encoding="utf-8")
    path.write_text(text[:-9] if cut else text.replace("44", "45"), encoding="utf-8")
    assert reasons(place) == ["it was not run yet, or what was run is not there whole"]


def test_what_it_was_made_of_holds_no_path_of_the_machine(made):
    text = job_in(made).output.with_name("2025-03.ipynb.manifest.json").read_text(encoding="utf-8")
    assert str(made) not in text and str(ROOT) not in text
    assert json.loads(text)["inputs"]["parameter"] == {"period": "2025-03"}


NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.py"))


@functools.cache
def all_modules():
    """Return the modules of the package, and what each imports."""
    known = modules(PACKAGE)
    return known, imports(known)


def imported_by(notebook):
    """Return the modules that a notebook leads to, what the import system does for each included."""
    known, graph = all_modules()
    tree = ast.parse(notebook.read_text(encoding="utf-8"))
    start = [
        f"{node.module.removeprefix('helpers.')}.{alias.name}"
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module.startswith("helpers.")
        for alias in node.names
    ]
    seen, waiting = set(), [*start, *RUNNERS]
    while waiting:
        name = waiting.pop()
        # The registry knows all reports; the notebook imports its own.
        if name in known and name not in seen and name != "reports.registry":
            seen.add(name)
            waiting += [*graph[name], *filter(None, [name.rpartition(".")[0]])]
    return [known[name] for name in seen if name not in UNREAD]


PACKAGE = ROOT / "src" / "helpers"
RUNNERS = ("publishing.runner.edition", "publishing.runner.engine", "publishing.runner.shell")
# They hold the catalogue's entries, and say what rooms are for: nothing that an edition shows.
UNREAD = (
    *("reports", "publishing", "publishing.catalogue", "publishing.runner"),
    *("publishing.catalogue.editions", "publishing.catalogue.declarations"),
    "publishing.catalogue.series_currency",
)


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.stem)
def test_the_code_of_an_edition_holds_all_that_its_notebook_leads_to(notebook):
    found = manifest.code_of(notebook)
    names = {module.path.relative_to(PACKAGE).as_posix() for module in imported_by(notebook)}
    assert len(names) > 50 and names - found.keys() == set()
    assert notebook.name in found and "presentation/locale/zh/common.yml" in found
    other = "annual" if notebook.stem == "provincial" else "provincial"
    assert not [name for name in found if name.startswith((f"reports/{other}/", "cli/"))]


def test_the_libraries_of_editions_are_those_that_their_code_imports():
    known = [module for path in NOTEBOOKS for module in imported_by(path)]
    used = {name for module in known for name in named_in(module.tree)}
    by_import = importlib.metadata.packages_distributions()
    found = {library for name in used for library in by_import.get(name, ())} - {"tradebook"}
    direct = {name.partition("==")[0] for name in importlib.metadata.requires("tradebook")}
    assert {name.lower() for name in found} & direct == set(manifest.LIBRARIES)


def named_in(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield node.module.partition(".")[0]


@pytest.fixture
def package(tmp_path, monkeypatch):
    """Return a notebook of the report ``a``, and let a folder be the package."""
    files = ("core/a.py", "reports/a/content.py", "reports/b/content.py", "publishing/site/a.py")
    unread = ("presentation/locale/slots.yml", "presentation/locale/zh/command_line.yml")
    for name in (*files, "presentation/locale/zh/common.yml", *unread, "core/read.me"):
        path = tmp_path / "helpers" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("1", encoding="utf-8")
    monkeypatch.setattr(manifest, "PACKAGE", tmp_path / "helpers")
    notebook = tmp_path / "a.py"
    notebook.write_text("# %%\nfrom helpers.reports import a\n", encoding="utf-8")
    manifest._hashes.cache_clear()
    yield notebook
    manifest._hashes.cache_clear()


def test_the_code_is_the_notebook_its_report_s_room_and_what_all_share(package):
    assert list(manifest.code_of(package)) == [
        "a.py",
        "core/a.py",
        "presentation/locale/zh/common.yml",
        "reports/a/content.py",
    ]


def test_a_process_goes_on_with_the_code_it_has_but_reads_the_notebook_again(package):
    before = manifest.code_of(package)
    (package.parent / "helpers" / "core" / "a.py").write_text("2", encoding="utf-8")
    assert manifest.code_of(package) == before
    manifest._hashes.cache_clear()
    assert {name for name, text in manifest.code_of(package).items() if text != before[name]} == {
        "core/a.py"
    }
    package.write_text(package.read_text(encoding="utf-8") + "1\n", encoding="utf-8")
    assert manifest.code_of(package)["a.py"] != before["a.py"]


ASKED = Query("", "USD")


def answered(*months):
    """Return a store of these months and what it noted of one question about all of them."""
    rows = [builders.observation(40, period=month, source=month) for month in months]
    store = Store.of(builders.observations(*rows), [builders.raw_file(month) for month in months])
    with listening() as reads:
        found = store.series(ASKED).rows["period"].tolist()
    (read,) = reads.values()
    return store, found, read


def test_a_question_about_all_months_hears_of_another_though_it_names_one():
    store, found, read = answered("2025-11")
    assert found == ["2025-11"] and answered_as_before(store, read)
    later, more, _ = answered("2025-11", "2025-12")
    assert more == ["2025-11", "2025-12"] and not answered_as_before(later, read)
