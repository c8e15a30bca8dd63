"""Whether the real files can be read, and what the run says where they cannot."""

import shutil
import subprocess
import sys

import pytest
import real_files


@pytest.fixture
def shared(tmp_path):
    """Return a folder with a file of each kind."""
    for name in ("customs-samples/bulletins", "customs-samples/platform", "documents"):
        folder = tmp_path / "shared" / name
        folder.mkdir(parents=True)
        (folder / "a.csv").write_text("a", encoding="utf-8")
    return tmp_path / "shared"


def test_there_is_nothing_to_say_where_all_can_be_read(shared):
    assert real_files.fault_of(shared) == ""
    assert real_files.notice(0, "") == ""


def test_without_the_folder_tests_are_left_out_also_in_ci(tmp_path):
    shared = tmp_path / "shared"
    assert real_files.fault_of(shared) == "../shared is not there"
    assert not real_files.must_be_read(shared, {"CI": "true"})
    assert real_files.notice(2, real_files.fault_of(shared)) == (
        "2 tests of real customs files were not run: ../shared is not there"
    )


@pytest.mark.parametrize("name", ["customs-samples/platform", "documents"])
def test_what_is_there_and_cannot_be_read_fails_in_ci_alone(shared, name):
    (shared / name / "a.csv").unlink()
    assert real_files.fault_of(shared) == (f"../shared is there, but nothing can be read in {name}")
    assert real_files.must_be_read(shared, {"CI": "true"})
    assert not real_files.must_be_read(shared, {})


def test_a_link_that_leads_nowhere_is_there_and_cannot_be_read(tmp_path):
    shared = tmp_path / "shared"
    shared.symlink_to(tmp_path / "nowhere")
    assert real_files.fault_of(shared).startswith("../shared is there, but nothing can be read")


def run_in(folder, **environment):
    """Run a marked test in a folder beside that of the files; return its end and what it said."""
    tests = folder / "clone" / "tests"
    tests.mkdir(parents=True)
    shutil.copy(real_files.__file__, tests)
    test = "import pytest\n\n@pytest.mark.real_files\ndef test_a():\n    pass\n"
    (tests / "test_a.py").write_text(test, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-ra", "-p", "real_files", "--rootdir", tests],
        cwd=tests,
        env={"PYTHONPATH": str(tests), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    return done.returncode, done.stdout.splitlines()


def test_the_last_lines_of_a_run_say_what_was_left_out(tmp_path):
    code, lines = run_in(tmp_path, CI="true")
    assert code == 0
    assert " 1 test of real customs files was not run: ../shared is not there " in lines[-2]
    assert lines[-1].startswith("1 skipped in ")


def test_a_run_in_ci_fails_where_the_files_cannot_be_read(tmp_path):
    (tmp_path / "shared").mkdir()
    code, lines = run_in(tmp_path, CI="true")
    assert code == 1
    assert lines[-1].startswith("1 error in ")
