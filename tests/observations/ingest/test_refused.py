"""What can't be taken in: one line that says why, and nothing on the disk has changed."""

import io
import os
import subprocess
import sys
import textwrap
from pathlib import Path

import builders
import pytest
from builders import tidy_row, tidy_text, write_pair
from spreadsheets import xlsx_bytes
from testbed import read_folder

from helpers.observations.ingest import staging

# --- files as the platform saves them ------------------------------------------------------------

TITLES = {
    "period": "数据年月",
    "product": "商品编码",
    "product name": "商品名称",
    "partner": "贸易伙伴编码",
    "partner name": "贸易伙伴名称",
    "region": "注册地编码",
    "region name": "注册地名称",
    "quantity": "第一数量",
    "unit": "第一计量单位",
    "money": "人民币",
}
ROW = {
    "period": "202511",
    "product": "12019011",
    "product name": "黄大豆",
    "partner": "410",
    "partner name": "巴西",
    "region": "37",
    "region name": "山东",
    "quantity": "1000",
    "unit": "千克",
    "money": "3,456",
}


def download(*rows, encoding="gb18030", without=(), titles=None):
    """Return the bytes of a download; each row names the cells that differ."""
    heads = TITLES | (titles or {})
    lines = [heads, *(ROW | row for row in rows or ({},))]
    kept = [name for name in TITLES if name not in without]
    text = "".join(",".join(f'"{line[name]}"' for name in kept) + ",\r\n" for line in lines)
    return text.encode(encoding)


def table(region="北京市", value="12", above="单位：万元人民币"):
    """Return the bytes of a table by location, of one region."""
    flows = [flow for flow in ("进出口", "出口", "进口") for _ in range(2)]
    rows = [
        [above],
        ["收发货人所在地", *flows, *["累计比去年同期±％"] * 3],
        ["收发货人所在地", *["11月", "1至11月"] * 3, "进出口", "出口", "进口"],
        [region, value, "90", "7", "60", "5", "30", "1.0", "2.0", "-3.0"],
        ["注：说明"] * 10,
    ]
    return "\r\n".join(",".join(row) for row in rows).encode("utf-8") + b"\r\n"


AMONG = [["年份", "总值"], ["2025", 1.0]]

BAD = {
    "not a customs file": ("a.csv", b"a,b,c\n1,2,3\n", "is no file of a known format"),
    "an empty file": ("import.csv", b"", "is empty; download it again"),
    "a blank file": ("import.csv", b" \n\n", "is empty; download it again"),
    "a truncated last line": (
        "import.csv",
        download({}, {"partner": "502"})[:-30],
        "row 3: expected a line end",
    ),
    "a truncated tidy file": ("a.csv", tidy_text(tidy_row()).encode()[:-12], "row 2: expected 12"),
    "wrong encoding": (
        "import.csv",
        download().decode("gb18030").encode("utf-16-le"),
        "is no file of a known format",
    ),
    "two encodings": (
        "import.csv",
        download(encoding="utf-8").replace("千克".encode(), "千克".encode("gb18030")),
        "row 2, column '第一计量单位': expected text in utf-8",
    ),
    "a tidy file in GB18030": (
        "a.csv",
        tidy_text(tidy_row(region="广东")).encode("gb18030"),
        "is not UTF-8",
    ),
    "a missing money column": (
        "import.csv",
        download(without=("money",)),
        "row 1: expected a column 美元, 人民币, US dollar or Renminbi Yuan",
    ),
    "two money columns": (
        "import.csv",
        download(titles={"region name": "美元"}),
        "row 1: expected one column of money, found '美元' and '人民币'",
    ),
    "letters in a number": (
        "import.csv",
        download({"money": "12a4"}),
        "row 2, column '人民币': expected a number such as 1,234, found '12a4'",
    ),
    "a negative value": (
        "import.csv",
        download({"money": "-5"}),
        "row 2, column '人民币': expected a number not below zero, found '-5'",
    ),
    "a negative value in a tidy file": (
        "a.csv",
        tidy_text(tidy_row(value="-4")).encode(),
        "row 2, column 'value'",
    ),
    "a value that no sum could hold": (
        "import.csv",
        download({"money": "1,000,000,000,000,001"}),
        "column 'value': expected a number from 0 to 1,000,000,000,000,000, found 1000000000000001",
    ),
    "a quantity that no sum could hold": (
        "import.csv",
        download({"quantity": "2,000,000,000,000,000"}),
        "column 'value': expected a number from 0 to 1,000,000,000,000,000, found 2000000000000000",
    ),
    "a value that no sum could hold in a tidy file": (
        "a.csv",
        tidy_text(tidy_row(value="1.7e308")).encode(),
        "column 'value': expected a number from 0 to 1,000,000,000,000,000, found 1.7e+308 "
        "(2025-11 month export 11 value USD)",
    ),
    "a growth below minus 100 %": (
        "a.csv",
        tidy_text(tidy_row(growth="-150")).encode(),
        "column 'growth': expected a percentage from -100 on, or none, found -150",
    ),
    "several months at once": (
        "import.csv",
        download({"period": "202501-202511"}),
        "row 2, column '数据年月': expected a month such as 202511, found '202501-202511'; "
        "ask the platform for single months",
    ),
    "an unknown province": (
        "import.csv",
        download({"region": "99", "region name": "某省"}),
        "region '99' is no province's code",
    ),
    "an unknown province in a table": ("table-2025-11.csv", table("某某省"), "某某省"),
    "a month in the future": (
        "import.csv",
        download({"period": "209901"}),
        "expected months up to 2026-02, the day it was fetched, found 2099-01",
    ),
    "no month": ("import.csv", download(without=("period",)), "give --period"),
    "no flow": ("platform.csv", download(), "--flow"),
    "both flows": ("export-import.csv", download(), "--flow"),
    "HTML saved as .csv": (
        "import.csv",
        b"<!DOCTYPE html><html><head><title>412</title></head></html>",
        "expected a table, found a page without one, such as the platform's error page",
    ),
    "a web page saved whole": (
        "a.csv",
        b"MIME-Version: 1.0\n",
        "is a page saved as one file (.mht)",
    ),
    "another sheet layout": ("table-2025-11.xlsx", xlsx_bytes(AMONG), "expected"),
    "a damaged Excel file": ("table-2025-11.xlsx", xlsx_bytes(AMONG)[:200], "expected"),
    "a line without end": (
        "import.csv",
        download() + b"x" * 1_000_001,
        "expected lines of some hundred bytes",
    ),
    "a row twice": ("import.csv", download({}, {}), "row 3: expected a row of its own"),
    "an amount of another unit": ("table-2025-11.csv", table(above="单位：斤"), "单位"),
}


@pytest.fixture
def repository(tmp_path, monkeypatch):
    """Return the root of a repository with one raw file, which was read."""
    raw = tmp_path / "repository" / "data" / "raw"
    raw.mkdir(parents=True)
    (tmp_path / "repository" / "editions.yml").write_text("{}", encoding="utf-8")
    rows = [tidy_row(value="7"), tidy_row(value="8", flow="import")]
    write_pair(raw, "there", tidy_text(*rows))
    monkeypatch.setattr("helpers.cli.adding_files.today", lambda: builders.date(2026, 2, 1))
    return raw.parents[1]


def snapshot(folder):
    """Return every file below a folder with its bytes, and every folder; locks hold nothing."""
    return {
        str(path.relative_to(folder)): path.read_bytes() if path.is_file() else None
        for path in sorted(folder.rglob("*"))
        if path.name != ".lock"
    }


def refused(tradebook, repository, *words):
    """Return what is said; nothing on the disk may have changed."""
    tradebook("check", folder=repository)
    before = snapshot(repository)
    code, out, err = tradebook("add", *words, folder=repository)
    assert code != 0
    assert out in ("", "[1/1] add\n")
    assert len(err.splitlines()) == 1
    assert err.startswith("error: ")
    assert snapshot(repository) == before
    return err.removeprefix("error: ").rstrip("\n")


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_told_in_one_line_and_nothing_is_added(tradebook, repository, tmp_path, name):
    called, content, said = BAD[name]
    good, bad = tmp_path / "good.csv", tmp_path / called
    good.write_text(tidy_text(tidy_row(period="2025-10", value="6")), encoding="utf-8")
    bad.write_bytes(content)
    message = refused(tradebook, repository, good, bad)
    assert message.startswith(f"{bad}: ")
    assert said in message
    assert good.exists()
    assert bad.read_bytes() == content


def test_a_line_of_ten_gigabytes_is_refused_before_it_is_copied(tradebook, repository, tmp_path):
    bad = tmp_path / "import.csv"
    with bad.open("wb") as stream:
        stream.write(download())
        stream.truncate(10 * 2**30)  # takes no room: it has holes
    assert "expected lines of some hundred bytes" in refused(tradebook, repository, bad)


def test_a_file_that_vanishes_while_it_is_read_is_told(
    tradebook, repository, tmp_path, monkeypatch
):
    path = tmp_path / "import.csv"
    path.write_bytes(download())
    copied = staging._copied

    def vanishing(path_and_copy):
        path_and_copy[0].unlink()
        return copied(path_and_copy)

    monkeypatch.setattr(staging, "_copied", vanishing)
    assert refused(tradebook, repository, path) == (
        f"{path}: No such file or directory; nothing was added"
    )


def test_a_path_where_nothing_is_is_told(tradebook, repository, tmp_path):
    assert (
        refused(tradebook, repository, tmp_path / "a.csv") == f"{tmp_path / 'a.csv'}: no such file"
    )


def test_a_folder_of_nothing_is_told(tradebook, repository, tmp_path):
    (tmp_path / "none").mkdir()
    assert "no file to add" in refused(tradebook, repository, tmp_path / "none")


FULL = """
    import resource, signal, sys
    from helpers import cli
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (5000, 5000))
    cli.main()
"""


def test_where_there_is_no_room_it_is_told(tradebook, repository, tmp_path):
    # No file may grow beyond 5,000 bytes: the write fails as on a full disk, in the middle.
    path = tmp_path / "import.csv"
    path.write_bytes(download(*({"product": f"{12000000 + 2 * n}"} for n in range(200))))
    tradebook("check", folder=repository)
    before = snapshot(repository)
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(FULL), "add", str(path)],
        cwd=repository,
        env=os.environ | {"NO_COLOR": "1"},
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1, done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert "File too large; nothing was added" in done.stderr
    assert snapshot(repository) == before


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--period", "2025-13"], "expected a month such as 2025-11, found '2025-13'"),
        (["--period", "2099-01"], "expected a month that has begun, found '2099-01'"),
        (["--released", "yesterday"], "expected a day such as 2025-12-18, found 'yesterday'"),
        (["--released", "2099-01-01"], "expected a day not after today, found 2099-01-01"),
        (["--flow", "both"], "--flow"),
        (["--only", "colour=red"], "dimension 'colour' is not known"),
        (["--only", "product"], "--only product: expected codes and upward ranges such as"),
        (["--only", "product=84-01"], "such as 01-84,98, found '84-01'"),
        (["--only", "product=01-"], "such as 01-84,98, found '01-'"),
        (["--only", "product=1-84"], "such as 01-84,98, found '1-84'"),
        (["--only", "partner=11"], "--only partner: expected three digits such as 110, or a range"),
        (["--only", "product=01", "--only", "product=02"], "give it once: product=01,02"),
        (["--complete", "partner,colour"], "dimension 'colour' is not known"),
    ],
)
def test_what_is_said_wrongly_is_told(tradebook, repository, tmp_path, words, said):
    path = Path(tmp_path / "good.csv")
    path.write_text(tidy_text(tidy_row(period="2025-10")), encoding="utf-8")
    assert said in refused(tradebook, repository, path, *words)


UNSAID = "day of release: recorded as unknown, older than every release with a day; say it with"


@pytest.fixture
def new(tmp_path):
    path = tmp_path / "new.csv"
    path.write_text(tidy_text(tidy_row(period="2025-10")), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("words", "filed"),
    [
        (["--released", "2026-01-16"], "filed as new, released 2026-01-16\n"),
        (["--released", "unknown"], "filed as new, day of release not known\n"),
        ([], "filed as new, day of release not known\n"),
    ],
)
def test_the_day_of_release_is_said_or_told_to_be_unknown(tradebook, repository, new, words, filed):
    code, out, err = tradebook("add", new, *words, folder=repository)
    assert (code, err) == (0, "")
    assert filed in out
    assert [line.startswith(UNSAID) for line in out.splitlines()].count(True) == (not words)
    again = tradebook("add", new, folder=repository)[1]
    assert UNSAID not in again


@pytest.mark.parametrize(
    ("answer", "filed"),
    [
        ("2026-01-16", "released 2026-01-16"),
        ("", "day of release not known"),
        (" Unknown ", "day of release not known"),
    ],
)
def test_on_a_terminal_the_day_is_asked_for(tradebook, repository, new, answer, filed):
    terminal = io.StringIO(f"{answer}\n\n\n\n")
    terminal.isatty = lambda: True
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.stdin", terminal)
        code, out, _ = tradebook("add", new, folder=repository)
    assert code == 0
    assert "Day of release of new.csv, such as 2025-12-18 [unknown]: " in out
    assert filed in out
    assert UNSAID not in out


@pytest.mark.parametrize("day", ["2026-01-16", "unknown"])
@pytest.mark.parametrize("together", [True, False])
def test_two_values_of_a_cell_on_one_day_are_refused(
    tradebook, repository, tmp_path, day, together
):
    paths = [tmp_path / name for name in ("import-one.csv", "import-two.csv")]
    for path, money in zip(paths, ("3,456", "9,999"), strict=True):
        path.write_bytes(download({"money": money}))
    told = ("--released", day)
    if not together:
        assert tradebook("add", paths[0], *told, folder=repository)[0] == 0
    message = refused(tradebook, repository, *paths[0 if together else 1 :], *told)
    names = {path.stem for path in paths}
    assert {name for name in names if name in message} == names
    assert "one figure has two values" in message
    assert "3,456 yuan" in message and "9,999 yuan" in message
    # Of two days the later one counts.
    if not together:
        assert tradebook("add", paths[1], "--released", "2026-01-20", folder=repository)[0] == 0


def test_a_release_that_withdraws_much_is_told_when_it_is_added(tradebook, repository, tmp_path):
    # The later one has the United States no more: 60 of 100.
    old, new = tmp_path / "import-old.csv", tmp_path / "import-new.csv"
    old.write_bytes(download({"money": "40"}, {"money": "60", "partner": "502"}))
    new.write_bytes(download({"money": "40"}))
    words = ("--only", "product=12019011", "--complete", "partner,region")
    assert tradebook("add", old, *words, "--released", "2025-12-18", folder=repository)[0] == 0
    code, out, _ = tradebook("add", new, *words, "--released", "2026-01-18", folder=repository)
    (line,) = [one for one in out.splitlines() if one.endswith("[withdrawn]")]
    assert code == 0
    assert line.startswith(
        "warning: import-new, import-old: November 2025 (month, imports): lacks 1 rows, 60.0% of the value"
    )


def test_an_unknown_partner_is_kept_by_name_and_told(tradebook, repository, tmp_path):
    path = tmp_path / "import.csv"
    path.write_bytes(download({}, {"partner": "997", "partner name": "某地"}))
    code, out, err = tradebook("add", path, folder=repository)
    assert (code, err) == (0, "")
    assert [line for line in out.splitlines() if "997 某地" in line]
    described = (repository / "data" / "raw" / "import.meta.yml").read_text(encoding="utf-8")
    assert "'997': 某地" in described
    assert read_folder(repository / "data" / "raw").observations["partner"].eq("997").any()


def test_what_was_found_is_told(tradebook, repository, tmp_path):
    rows = [
        tidy_row(region="_T", value="90", period="2025-10"),
        tidy_row(region="_T", flow="import", value="20", period="2025-10"),
        tidy_row(region="11", value="40", period="2025-10"),
        tidy_row(region="11", flow="import", value="5", period="2025-10"),
    ]
    path = tmp_path / "new.csv"
    path.write_text(tidy_text(*rows), encoding="utf-8")
    code, out, err = tradebook("add", path, "--released", "2026-01-16", folder=repository)
    assert (code, err) == (0, "")
    assert "new.csv: tidy, filed as new" in out
    assert "months 2025-10; USD; told apart by region; 4 numbers; export 90, import 20" in out
    assert out.endswith("1 file added, 0 were there already\n")
    again = tradebook("add", path, folder=repository)[1]
    assert "is there already as new; nothing to do" in again
