"""Executed notebooks where they are read from: what they hold, and what tells them apart."""

import pickle

import nbformat
import pytest
from testbed import executed

from helpers.publishing.bundle.notebooks import Changed, Executed


def titled(notebook, *titles):
    notebook.cells[0].source = " ".join(titles)
    return notebook


def other(notebook, *titles):
    return titled(notebook, *titles)


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "a.ipynb"
    nbformat.write(executed(), path)
    return path


def test_whoever_reads_a_notebook_has_one_of_his_own(path):
    source = Executed.at(path)
    first = source.read()
    assert first == executed()
    first.cells.clear()
    assert source.read() == executed()


def test_it_is_read_as_by_the_library_itself(path):
    notebook = executed()
    notebook.cells[1].source = "a = 1\n\nb = 2"
    data = {"text/html": "<p>\n一\n</p>", "application/x+json": {"rows": [[{"a": []}], ["1\n"]]}}
    notebook.cells[1].outputs = [nbformat.v4.new_output("display_data", data)]
    nbformat.write(notebook, path)
    found = Executed.at(path).read()
    assert found == nbformat.read(path, as_version=4) == notebook
    assert found.cells[1].outputs[0].data["text/html"] == "<p>\n一\n</p>"


def test_a_changed_notebook_is_the_other_as_the_function_changes_it(path):
    source = Changed(Executed.at(path), titled, ("# A", "B"))
    assert source.read().cells[0].source == "# A B"
    assert source.read().cells[1:] == executed().cells[1:]
    assert Executed.at(path).read() == executed()


def test_a_digest_tells_every_other_notebook_apart_and_no_equal_one(path, tmp_path):
    same = tmp_path / "b.ipynb"
    same.write_bytes(path.read_bytes())
    of = Executed.at(path)
    assert Executed.at(same).digest == of.digest
    assert Changed(of, titled, ("a", "b")).digest == Changed(of, titled, ("a", "b")).digest
    same.write_bytes(path.read_bytes() + b" ")
    found = [
        of,
        Executed.at(same),
        Changed(of, titled, ("a", "b")),
        Changed(of, titled, ("ab", "")),
        Changed(of, other, ("a", "b")),
        Changed(Executed.at(same), titled, ("a", "b")),
        Changed(Changed(of, titled, ("a", "b")), titled, ("a", "b")),
    ]
    assert len({one.digest for one in found}) == len(found)


def test_it_is_sent_to_another_process_without_what_it_holds(path):
    source = Changed(Executed.at(path), titled, ("# A",))
    sent = pickle.dumps(source)
    assert len(sent) < len(path.read_bytes()) / 2
    assert pickle.loads(sent).read().cells[0].source == "# A"
