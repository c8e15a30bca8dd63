"""The command export: what it writes, and what it refuses in one line."""

import pytest
from python_calamine import CalamineWorkbook
from sample_places import places_data

from helpers import cli


def run(capsys, *words):
    code = cli.outcome(["export", *map(str, words)])
    return code, capsys.readouterr()


def test_it_writes_the_workbook_that_is_asked_for(tmp_path, capsys):
    out = tmp_path / "coal.xlsx"
    code, said = run(capsys, "--product", "煤及褐煤", "--out", out)
    assert (code, said.out) == (0, f"wrote {out}\n")
    assert CalamineWorkbook.from_path(out).sheet_names == ["煤及褐煤 CNY", "来源与版本", "修订"]


def test_a_city_is_given_by_its_code_or_its_name(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("TRADEBOOK_DATA", str(places_data(tmp_path)))
    out = tmp_path / "cities.xlsx"
    code, said = run(capsys, "--region", "44-深圳市", "--region", "襄阳", "--out", out)
    assert (code, said.err) == (0, "")
    book = CalamineWorkbook.from_path(out)
    assert book.sheet_names[:2] == ["襄阳市 CNY", "深圳市 CNY"]
    head, *rows = book.get_sheet_by_name("深圳市 CNY").to_python()
    exports = head.index("当月出口贸易额（元）")
    assert [row[exports] for row in rows if row[0] in ("2024-11", "2025-11")] == [
        2_400_000,
        3_000_000,
    ]
    for text in ("前海", "经济技术开发区"):
        code, said = run(capsys, "--region", text, "--out", out)
        assert (code, said.err.count("\n")) == (2, 1)
        assert said.err.startswith("error: --region: ")


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        ((), "expected --all alone, or some of --nation, --region, --partner and --product"),
        (("--all", "--nation"), "expected --all alone"),
        (("--region", "99"), "--region: province '99' is not known"),
        (("--partner", "Atlantis"), "--partner: partner 'Atlantis' is not known"),
        (("--product", "phlogiston"), "--product: product 'phlogiston' is not known"),
        (("--nation", "--as-of", "soon"), "--as-of: expected a day such as 2025-12-18"),
        (("--product", "8507"), "product/8507: the data has no series of it; expected one that"),
    ],
)
def test_what_cannot_be_had_is_one_line(tmp_path, capsys, words, fault):
    out = tmp_path / "x.xlsx"
    code, said = run(capsys, *words, "--out", out)
    assert code in (1, 2)
    assert said.err.startswith(f"error: {fault}")
    assert said.err.count("\n") == 1
    assert not out.exists()


def test_it_replaces_no_other_kind_of_file(tmp_path, capsys):
    code, said = run(capsys, "--nation", "--out", tmp_path / "x.csv")
    assert code == 2
    assert "expected a name that ends with .xlsx" in said.err
    link = tmp_path / "x.xlsx"
    link.symlink_to(tmp_path / "elsewhere")
    code, said = run(capsys, "--nation", "--out", link)
    assert code == 2
    assert "found a symbolic link" in said.err
    assert link.is_symlink()
