"""When files were released, what they revise, and mending what a description says."""

from datetime import date

import pytest
import yaml
from builders import tidy_row, tidy_text, write_pair

from helpers.observations.warehouse.query import Query
from helpers.reference.provinces import provinces
from helpers.reports.common.data import open_store

TODAY = date(2026, 2, 1)
ASKED = Query("2025-07", "CNY", keep=("product",))
NAMES = [*provinces()["full_name"]]


def line(name, total, exports, times=1):
    numbers = (total, 90 * times, exports, 60 * times, 5 * times, 30 * times)
    return [name, *map(str, numbers), "1.0", "2.0", "-3.0"]


def table(value=12, above=("单位：万元人民币",), month=7):
    """Return a table by location of 2025, in which Beijing's total and exports differ from the others'."""
    flows = [flow for flow in ("进出口", "出口", "进口") for _ in range(2)]
    rows = [
        *([line] for line in above),
        ["收发货人所在地", *flows, *["累计比去年同期±％"] * 3],
        ["收发货人所在地", *[f"{month}月", f"1至{month}月"] * 3, "进出口", "出口", "进口"],
        line("总值", 31 * 12 + value - 12, 31 * 7 + value - 12, 31),
        *(
            line(name, value if name == "北京市" else 12, value - 5 if name == "北京市" else 7)
            for name in NAMES
        ),
        ["注：说明"] * 10,
    ]
    return "\r\n".join(",".join(row) for row in rows) + "\r\n"


@pytest.fixture
def place(tmp_path, monkeypatch):
    root = tmp_path / "repository"
    (root / "data" / "raw").mkdir(parents=True)
    (root / "editions.yml").write_text("{}", encoding="utf-8")
    calendar = "kind,month,released\nbulletin,2025-07,2025-08-18\nbulletin,2025-12,2026-03-01\n"
    (root / "data" / "release_days.csv").write_text(calendar, encoding="utf-8")
    monkeypatch.setattr("helpers.cli.adding_files.today", lambda: TODAY)
    monkeypatch.setattr("helpers.cli.describe_command.today", lambda: TODAY)
    return root


@pytest.fixture
def add(tradebook, place, tmp_path):
    """Return a function that adds files, named with their texts, and returns code, output, errors."""

    def call(files, *words):
        paths = [tmp_path / name for name in files]
        for path in paths:
            path.write_text(files[path.name], encoding="utf-8")
        return tradebook("add", *paths, *words, folder=place)

    return call


def described(place, name):
    path = place / "data" / "raw" / f"{name}.meta.yml"
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def days(place):
    names = [
        path.name.removesuffix(".meta.yml") for path in (place / "data/raw").glob("*.meta.yml")
    ]
    found = {name: described(place, name) for name in sorted(names)}
    return {name: (one["released"], one.get("released_from")) for name, one in found.items()}


FIRST, AGAIN = "2025-07.csv", "again-2025-07.csv"


def test_the_calendar_gives_the_day_of_its_table_and_month(place, add):
    assert add({FIRST: table()})[0] == 0
    assert days(place) == {"2025-07": (date(2025, 8, 18), "calendar")}


def test_the_calendar_gives_no_day_that_is_still_to_come(place, add):
    add({"2025-12.csv": table(month=12)})
    assert days(place) == {"2025-12": (None, None)}


def test_of_a_second_file_of_a_month_the_calendar_knows_nothing(place, add):
    add({FIRST: table()})
    add({AGAIN: table(13)})
    assert days(place)["again-2025-07"] == (None, None)


def goods(word, value=40, other=2):
    """Return the list of goods of a flow of July 2025; the month's value of grain in 万元 is told."""
    heads = [f"{span},{what}" for span in ("7月", "1至7月累计") for what in ("数量", "金额")]
    return "\r\n".join(
        [
            f"2025年7月{word}主要商品量值表,,,,,",
            "金额单位：万元人民币,,,,,",
            "商品名称,计量单位," + ",".join(head.partition(",")[0] for head in heads),
            ",," + ",".join(head.partition(",")[2] for head in heads),
            f"粮食,万吨,4,{value},30,300",
            f"煤及褐煤,万吨,1,{other},9,20",
            "注：说明,,,,,",
            "",
        ]
    )


EXPORTS, IMPORTS = "exports-2025-07.csv", "imports-2025-07.csv"


def test_exports_and_imports_of_a_month_are_parts_of_one_table(tradebook, place, add):
    code, out, err = add({EXPORTS: goods("出口"), IMPORTS: goods("进口", 70)})
    assert (code, err) == (0, "")
    # The calendar gives each its day: neither is a second release of the other, and nothing is warned of.
    dated = (date(2025, 8, 18), "calendar")
    assert days(place) == {"exports-2025-07": dated, "imports-2025-07": dated}
    assert "revises" not in out
    datasets = {described(place, name)["dataset"] for name in days(place)}
    assert datasets == {"commodity-CNY"}
    assert tradebook("check", folder=place)[1] == "2 raw files checked: 0 errors, 0 warnings\n"


def test_a_later_list_of_exports_leaves_imports_alone(place, add):
    add({EXPORTS: goods("出口"), IMPORTS: goods("进口", 70)})
    later = {f"later-{EXPORTS}": goods("出口", 41)}
    code, out, err = add(later, "--released", "2025-09-18")
    assert (code, err) == (0, "")
    (line,) = [line for line in out.splitlines() if "revises" in line]
    assert line.startswith(
        "later-exports-2025-07: revises 1 figure of 2025-07, the largest month export"
    )
    rows = open_store(place / "data").query(ASKED).rows
    rows = rows[rows["span"] == "month"]
    found = dict(zip(zip(rows["flow"], rows["product"], strict=True), rows["value"], strict=True))
    assert found == {
        ("export", "GRAIN"): 41e4, ("import", "GRAIN"): 70e4,
        ("export", "COAL"): 2e4, ("import", "COAL"): 2e4,
    }  # fmt: skip


def test_the_file_s_own_day_goes_before_the_calendar(place, add):
    assert add({FIRST: table(above=("发布日期：2025年8月20日", "单位：万元人民币"))})[0] == 0
    assert days(place) == {"2025-07": (date(2025, 8, 20), "file")}


def test_another_day_than_the_file_s_own_is_refused(place, add):
    text = table(above=("发布日期：2025年8月20日", "单位：万元人民币"))
    code, _, err = add({FIRST: text}, "--released", "2025-08-18")
    assert code == 1
    assert "expected 2025-08-20 as the day of release, as the file says, found 2025-08-18" in err
    assert days(place) == {}


@pytest.mark.parametrize(("word", "day"), [("2025-08-21", date(2025, 8, 21)), ("unknown", None)])
def test_what_the_user_says_goes_before_the_calendar(place, add, word, day):
    add({FIRST: table()}, "--released", word)
    assert days(place) == {"2025-07": (day, None)}


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["2025-07.csv,2025-08-19", "other.csv,unknown"], ""),
        (["2025-07.csv,2025-08-19"], "found none for other.csv"),
        (
            ["2025-07.csv,2025-08-19", "x.csv,unknown"],
            "row 3: expected a file that is added, found",
        ),
        (["2025-07.csv,unknown", "2025-07.csv,unknown"], "row 3: 2025-07.csv stands there twice"),
        (["2025-07.csv,soon"], "row 2: expected a day such as 2025-12-18, found 'soon'"),
        (["2025-07.csv"], "row 2: expected 2 cells, found 1"),
        (["2025-07.csv,2026-03-01", "other.csv,unknown"], "expected a day not after today"),
    ],
)
def test_days_of_many_files_stand_in_a_table(place, add, tmp_path, lines, said):
    (tmp_path / "days.csv").write_text("\n".join(["file,released", *lines, ""]), encoding="utf-8")
    other = tidy_text(tidy_row(period="2025-10"))
    _, _, err = add({FIRST: table(), "other.csv": other}, "--released", str(tmp_path / "days.csv"))
    assert said in err
    assert len(err.splitlines()) == (1 if said else 0)
    expected = {"2025-07": (date(2025, 8, 19), None), "other": (None, None)}
    assert days(place) == ({} if said else expected)


def test_what_a_file_revises_is_said(place, add):
    add({FIRST: table()})
    code, out, _ = add({AGAIN: table(14)}, "--released", "2025-10-01")
    assert code == 0
    (line,) = [line for line in out.splitlines() if "revises" in line]
    # Exports and total of Beijing, and so of China, rise by two of 万元: exports from 7 to 9.
    assert line == (
        "again-2025-07: revises 4 figures of 2025-07, the largest month export region 11 (CNY): "
        "70,000 -> 90,000 (+20,000, +28.57%)"
    )


def test_a_description_is_mended(tradebook, place, add):
    add({FIRST: table()}, "--released", "unknown")
    words = ["describe", "2025-07", "--released", "2025-08-19", "--terms", "CC BY"]
    code, out, err = tradebook(*words, folder=place)
    assert (code, err) == (0, "")
    assert out.splitlines() == [
        "2025-07: released not known -> 2025-08-19",
        "2025-07: licence not known -> CC BY",
    ]
    assert described(place, "2025-07")["licence"] == "CC BY"
    assert days(place) == {"2025-07": (date(2025, 8, 19), None)}
    assert tradebook("check", folder=place)[0] == 0


def test_a_day_that_makes_two_values_of_one_figure_is_refused(tradebook, place, add):
    add({FIRST: table()}, "--released", "2025-08-18")
    add({AGAIN: table(14)}, "--released", "2025-10-01")
    before = described(place, "again-2025-07")
    code, out, err = tradebook("describe", AGAIN, "--released", "2025-08-18", folder=place)
    assert (code, out) == (1, "")
    assert len(err.splitlines()) == 1
    assert "the description stays as it was" in err
    assert described(place, "again-2025-07") == before


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["nothing", "--title", "T"], "holds no file 'nothing'"),
        (["there"], "expected something to say"),
        (["there", "--released", "2026-03-01"], "expected a day not after today"),
    ],
)
def test_what_cannot_be_described_is_one_line(tradebook, place, words, said):
    write_pair(place / "data" / "raw", "there")
    code, _, err = tradebook("describe", *words, folder=place)
    assert code in {1, 2}
    assert said in err
    assert len(err.splitlines()) == 1


def test_a_file_of_one_s_own_is_nobody_s_until_it_is_said(place, add):
    add({"own.csv": tidy_text(tidy_row())}, "--released", "unknown")
    one = described(place, "own")
    assert (one["producer"], one["licence"], one["status"]) == (None, None, "unknown")
    add(
        {"mine.csv": tidy_text(tidy_row(period="2025-10"))},
        "--publisher",
        "我",
        "--status",
        "transcribed",
    )
    one = described(place, "mine")
    assert (one["producer"], one["licence"], one["status"]) == ("我", None, "transcribed")


DOWNLOAD = '"数据年月","商品编码","人民币",\n"202511","12019011","3,456",\n'


def test_the_same_bytes_of_another_flow_are_refused(place, add):
    assert add({"soya.csv": DOWNLOAD}, "--flow", "export")[0] == 0
    code, _, err = add({"soya.csv": DOWNLOAD}, "--flow", "import")
    assert code == 1
    assert "is filed already as soya with --flow export, found import told" in err
    assert add({"soya.csv": DOWNLOAD}, "--flow", "export")[0] == 0
    assert list(days(place)) == ["soya"]


BY_CITY = (
    "收发货人所在地,当期进出口,当期进口,当期出口\n合计,90,20,70\n杭州地区,90,20,70\n单位：元,,,\n"
)


def test_the_table_of_a_province_is_not_said_to_be_the_customs_of_the_nation(place, add):
    name = "浙江省-2025-07.csv"
    said = ("--span", "ytd", "--released", "unknown")
    assert add({name: BY_CITY}, *said)[0] == 0
    (description,) = (place / "data" / "raw").glob("*2025-07.meta.yml")
    assert yaml.safe_load(description.read_text(encoding="utf-8"))["producer"] is None
    code, _, err = add({name: BY_CITY}, "--span", "month")
    assert code == 1
    assert "with --span ytd, found month told" in err
