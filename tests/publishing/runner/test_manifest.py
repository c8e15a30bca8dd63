"""An edition is run again when, and only when, something it was made of is another."""

import importlib.metadata
import json
import shutil

import builders
import pytest
from testbed import ROOT, month_rows

from helpers.observations.warehouse.archive import open_archive
from helpers.observations.warehouse.query import Query
from helpers.observations.warehouse.questions import answered_as_before, listening
from helpers.observations.warehouse.store import Store
from helpers.publishing.catalogue.editions import Edition
from helpers.publishing.runner import code
from helpers.publishing.runner.manifest import Present
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
    return list(Present(root / "notebooks", store).reasons(edition, job_in(root).output))


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
    told = reasons(place)
    assert told == ([f"library: pandas was {real('pandas')}, is 0.1"] if seen else [])


@pytest.mark.parametrize(
    "spoil", [str.upper, lambda text: text[:-40], lambda _: "{}", lambda _: "1"]
)
def test_what_cannot_be_read_is_run_again(place, spoil):
    path = job_in(place).output.with_name("2025-03.ipynb.made.json")
    path.write_text(spoil(path.read_text(encoding="utf-8")), encoding="utf-8")
    assert reasons(place) == ["it was not run yet, or what was run is not there whole"]


@pytest.mark.parametrize("cut", [True, False])
def test_an_edition_changed_by_hand_or_cut_off_is_run_again(place, cut):
    path = job_in(place).output
    text = path.read_text(encoding="utf-8")
    path.write_text(text[:-9] if cut else text.replace("44", "45"), encoding="utf-8")
    assert reasons(place) == ["it was not run yet, or what was run is not there whole"]


def test_what_it_was_made_of_holds_no_path_of_the_machine(made):
    text = job_in(made).output.with_name("2025-03.ipynb.made.json").read_text(encoding="utf-8")
    assert str(made) not in text and str(ROOT) not in text
    assert json.loads(text)["parameters"] == {"period": "2025-03"}


@pytest.fixture
def package(tmp_path, monkeypatch):
    """Return a package of made-up modules in place of this one."""
    files = {
        "__init__.py": "",
        "publishing/runner/__init__.py": "",
        "publishing/runner/engine.py": "from helpers.reports.registry import all",
        "publishing/runner/edition.py": "",
        "publishing/runner/shell.py": "import IPython",
        "publishing/__init__.py": "",
        "reports/__init__.py": "",
        "reports/registry.py": "from helpers.reports import a, b",
        "reports/a/__init__.py": "from helpers.reports.a.content import one",
        "reports/a/content.py": "def one():\n    from helpers import words\n    import pandas.core",
        "reports/b/__init__.py": "import altair",
        "words/__init__.py": "import yaml",
        "words/zh/common.yml": "a: 1",
        "site/__init__.py": "import sphinx",
    }
    for name, text in files.items():
        path = tmp_path / "helpers" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    monkeypatch.setattr(code, "_ROOT", tmp_path / "helpers")
    notebook = tmp_path / "a.py"
    notebook.write_text("# %%\nfrom helpers.reports import a\n", encoding="utf-8")
    code._file_of.cache_clear()
    yield notebook
    code._file_of.cache_clear()


def test_the_code_of_an_edition_is_what_its_notebook_leads_to(package):
    assert list(code.modules_of(package)) == [
        "__init__.py",
        "a.py",
        "publishing/runner/edition.py",
        "publishing/runner/engine.py",
        "publishing/runner/shell.py",
        "reports/__init__.py",
        "reports/a/__init__.py",
        "reports/a/content.py",
        "words/__init__.py",
        "words/zh/common.yml",
    ]


@pytest.mark.parametrize(
    ("changed", "seen"),
    [
        ("reports/a/content.py", True),
        ("words/zh/common.yml", True),
        ("publishing/runner/shell.py", True),
        ("reports/b/__init__.py", False),
        ("reports/registry.py", False),
        ("site/__init__.py", False),
    ],
)
def test_a_change_is_seen_where_the_notebook_leads(package, changed, seen):
    before = code.modules_of(package)
    path = package.parent / "helpers" / changed
    path.write_text(path.read_text(encoding="utf-8") + "\n# changed\n", encoding="utf-8")
    assert (code.modules_of(package) != before) is seen


def test_libraries_are_those_that_the_code_imports(package):
    found = code.libraries_of(code.modules_of(package))
    assert sorted(found) == ["ipython", "pandas", "python", "pyyaml"]
    assert found["pandas"] == importlib.metadata.version("pandas")


ASKED = Query("", "USD")


def answered(*months):
    """Return a store of these months and what it noted of one question about all of them."""
    rows = [builders.observation(40, period=month, source=month) for month in months]
    store = Store.of(builders.observations(*rows), [builders.raw_file(month) for month in months])
    with listening() as reads:
        found = store.series(ASKED)["period"].tolist()
    (read,) = reads.values()
    return store, found, read


def test_a_question_about_all_months_hears_of_another_though_it_names_one():
    store, found, read = answered("2025-11")
    assert found == ["2025-11"] and answered_as_before(store, read)
    later, more, _ = answered("2025-11", "2025-12")
    assert more == ["2025-11", "2025-12"] and not answered_as_before(later, read)
