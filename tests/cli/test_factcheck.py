"""The command factcheck: what it prints, as JSON too, its exit codes, and files of every kind."""

import io
import json
import sys

import docx
import pytest
from bs4 import BeautifulSoup
from sample_claims import ARTICLE, VERDICTS, claims_repository

from helpers import cli
from helpers.cli import factcheck_data
from helpers.reports.common.data import forget_data

KEYS = ["text", "start", "end", "value", "unit", "verdict", "figure", "expected", "reason"]
SITE = "https://trade.example/explore.html#of=region"


@pytest.fixture(scope="module")
def repository(tmp_path_factory):
    """Return a repository of which a text was checked already."""
    root = claims_repository(tmp_path_factory.mktemp("claims"))
    (root / "article.txt").write_text("\n\n".join(ARTICLE), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        patch.delenv("TRADEBOOK_DATA", raising=False)
        forget_data()
        assert cli.outcome(["factcheck", "article.txt"]) == 1
    forget_data()
    return root


@pytest.fixture
def run(repository, capsys, monkeypatch):
    """Return what runs the command in the repository: its exit code, and what it prints."""
    monkeypatch.chdir(repository)
    monkeypatch.delenv("TRADEBOOK_DATA", raising=False)

    def prepare(_):
        raise AssertionError("the data is as it was")

    monkeypatch.setattr(factcheck_data, "prepare", prepare)

    def outcome(*words, lang="en"):
        code = cli.outcome(["--lang", lang, "factcheck", *map(str, words)])
        return code, capsys.readouterr()

    return outcome


def test_what_needs_looking_at_is_told_with_its_place_and_its_figure(run):
    code, said = run("article.txt")
    assert (code, said.err) == (1, "")
    lines = said.out.splitlines()
    heads = [line for line in lines if not line.startswith(" ")]
    assert heads == [
        "3:5 495.9亿美元: differs",
        "5:5 415.0亿美元: was right then",
        "7:3 12个: can't be judged",
        "5 numbers: 2 agree, 1 differ, 1 were right then, 1 can't be judged",
    ]
    assert "    the data has 495.4亿美元; off by 0.1%" in lines
    assert f"    {SITE}/33&measure=value&flow=export&span=month&currency=USD&to=2025-11" in lines


def test_all_claims_are_told_in_the_language_that_is_asked_for(run):
    code, said = run("--all", "article.txt", lang="zh")
    assert code == 1
    assert said.out.splitlines()[0] == "1:14 725.6亿美元：相符"
    assert said.out.endswith("共 5 个数字：相符 2，不符 1，当时相符 1，不能判断 1\n")


def test_json_has_the_places_of_characters(run, repository):
    # A face is two units of UTF-16, and a rare character too.
    text = "😀𠮷" + "\n\n".join(ARTICLE)
    (repository / "faces.txt").write_text(text, encoding="utf-8")
    code, said = run("--json", "faces.txt")
    found = json.loads(said.out)
    assert code == 1
    assert [(one["text"], one["verdict"]) for one in found] == VERDICTS
    assert all(text[one["start"] : one["end"]] == one["text"] for one in found)
    assert {tuple(one) for one in found} == {(*KEYS, "reading", "judged", "meant")}
    first, differs = found[0], found[2]
    assert (first["value"], first["unit"], first["expected"]) == (72.56e9, "USD", 72.56e9)
    assert (differs["value"], differs["expected"]) == (49.59e9, 49.54e9)
    assert differs["figure"].startswith(f"{SITE}/33&")
    assert found[-1]["reason"]


def test_several_files_are_told_apart(run, repository):
    (repository / "right.txt").write_text(ARTICLE[0], encoding="utf-8")
    code, said = run("right.txt", "article.txt")
    assert code == 1
    heads = [line for line in said.out.splitlines() if line.endswith(".txt")]
    assert heads == ["right.txt", "article.txt"]
    _, said = run("--json", "right.txt", "article.txt")
    assert [one["file"] for one in json.loads(said.out)] == ["right.txt"] * 2 + ["article.txt"] * 5


def test_what_agrees_ends_well_and_numbers_that_are_no_claims_are_shown(run, monkeypatch):
    content = f"{ARTICLE[0]}\n\n会议编号88。".encode()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content), encoding="ascii"))
    code, said = run("-")
    assert (code, said.err) == (0, "")
    assert said.out.splitlines() == [
        "2 numbers: 2 agree, 0 differ, 0 were right then, 0 can't be judged",
        "1 more are no claims: 88",
    ]


def files_of_every_kind(folder):
    """Write the article as each kind of file; return their names."""
    document = docx.Document()
    for paragraph in ARTICLE:
        document.add_paragraph(paragraph)
    document.save(folder / "a.docx")
    page = "".join(f"<p>{one}</p>" for one in ARTICLE)
    (folder / "a.html").write_text(page, encoding="utf-8")
    (folder / "a.md").write_text("\n\n".join(ARTICLE), encoding="utf-8")
    (folder / "a.txt").write_bytes("\r\n\r\n".join(ARTICLE).encode("gb18030"))
    return [f"a.{kind}" for kind in ("docx", "html", "md", "txt")]


def test_files_of_every_kind_give_the_same_claims(run, repository):
    for name in files_of_every_kind(repository):
        code, said = run("--json", name)
        found = [(one["text"], one["verdict"]) for one in json.loads(said.out)]
        assert (code, found) == (1, VERDICTS), name


def test_a_table_is_checked(run, repository):
    rows = ("| 省份 | 出口（亿美元） | 进口（亿美元） |", "|-|-|-|")
    rows += ("| 广东 | 725.6 | 419.8 |", "| 浙江 | 495.4 | 103.0 |")
    table = "\n".join(("表1 2025年11月进出口", "", *rows))
    (repository / "table.md").write_text(table, encoding="utf-8")
    code, said = run("--json", "table.md")
    # Zhejiang's imports are 130.0.
    assert code == 1
    assert [(one["text"], one["verdict"]) for one in json.loads(said.out)] == [
        ("725.6", "agrees"),
        ("419.8", "agrees"),
        ("495.4", "agrees"),
        ("103.0", "differs"),
    ]


def test_marked_copies_have_every_claim(run, repository):
    files_of_every_kind(repository)
    code, said = run("--json", "--marked", "marked.html", "a.md")
    assert (code, said.err) == (1, "wrote marked.html\n")
    json.loads(said.out)
    page = BeautifulSoup((repository / "marked.html").read_text("utf-8"), "html5lib")
    marks = [(one.text, one["class"][0]) for one in page.find("main").find_all("mark")]
    assert marks == VERDICTS
    code, said = run("--marked", "marked.docx", "a.docx")
    assert said.out.endswith("wrote marked.docx\n")
    told = [one.text.split("\n")[0] for one in docx.Document("marked.docx").comments]
    assert sorted(told[:-1]) == ["agrees", "agrees", "can't be judged", "differs", "was right then"]
    assert told[-1].startswith("5 numbers: ")


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        (("none.txt",), "none.txt: expected a file, found none"),
        (("article.rtf",), "article.rtf: expected a name that ends with one of .txt"),
        ((), "missing argument FILES"),
        (("--marked", "a.pdf", "article.txt"), "--marked: expected a name that ends with one of"),
        (("--marked", "x.html", "article.txt", "a.md"), "--marked: expected one text, found 2"),
        (("--marked", "no/x.html", "article.txt"), "no/x.html: there is no folder no"),
        (("--marked", "same.html", "same.html"), "--marked: same.html is the text itself"),
    ],
)
def test_a_fault_is_one_line_and_another_exit_code_than_a_difference(run, words, fault):
    code, said = run(*words)
    assert (code, said.out) == (2, "")
    assert said.err.startswith(f"error: {fault}")
    assert said.err.count("\n") == 1


def test_a_fault_in_the_data_is_another_exit_code_too(tmp_path, monkeypatch, capsys):
    root = claims_repository(tmp_path)
    (root / "article.txt").write_text(ARTICLE[0], encoding="utf-8")
    (root / "data" / "raw" / "later.csv").write_text("changed", encoding="utf-8")
    monkeypatch.chdir(root)
    monkeypatch.delenv("TRADEBOOK_DATA", raising=False)
    forget_data()
    assert cli.outcome(["--lang", "en", "factcheck", "article.txt"]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.splitlines()[-1].startswith("error: ")
    forget_data()
