"""A year at the desk: month after month by one command, with revisions, two currencies, and mistakes.

The tables are the customs' own of five of fifteen months, revised as the story needs it: both Januaries, as
January is the whole of its year so far; a March and the next, as one is the other's base; and between them a
May that has no base and is none. What must stand on the pages is worked out from the tables alone. Of the
open data, which is none of the story, there is the nation's.
"""

import csv
import hashlib
import io
import re
from decimal import Decimal
from itertools import islice, pairwise

import pytest
import yaml
from bs4 import BeautifulSoup
from builders import tidy_row, tidy_text
from sample_repository import Repository
from sample_year import CODES, WHOLE, changed, real_months, table

from helpers.publishing.open_data import writing
from helpers.reports.timelines.subjects import families

pytestmark = pytest.mark.real_files

DOLLAR = Decimal(1) / Decimal("7.1764")
"""Of a yuan: one rate for all, so that growth is the same in both currencies."""
HALF = Decimal("0.05")
BEIJING, GUANGDONG = "北京市", "广东省"
REVISION = re.compile(r"/r[0-9]+\.")
MONTHS = [f"{year}-{month:02d}" for year in (2024, 2025) for month in range(1, 13)]
SERIES = {"provincial": {"title": "分省月度监测报告", "months": "all"}}


class Desk(Repository):
    """A repository, the tables that were added to it, and what the site was after each step."""

    def __init__(self, root, downloads):
        super().__init__(root)
        self.downloads, self.tables = downloads, {}
        self.known, self.said, self.stages, self.series = {}, {}, {}, {}

    def download(self, name, text):
        path = self.downloads / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8-sig")
        return path

    def tables_of(self, folder, months, released):
        """Put tables into a folder of downloads, with a list of their days of release beside it."""
        for period, rows in months.items():
            self.download(f"{folder}/{period}.csv", table(period, rows))
        days = "".join(f"{period}.csv,{released[period]}\n" for period in months)
        return self.downloads / folder, self.download(
            f"{folder}.days.csv", f"file,released\n{days}"
        )

    def update(self, step, *words, day):
        self.said[step] = self.do("update", *map(str, words), "--date", day)
        self.stages[step] = self.stage().files

    def list_series(self, **series):
        self.series |= series
        content = yaml.safe_dump(self.series, allow_unicode=True)
        (self.root / "editions.yml").write_text(content, encoding="utf-8")

    def state(self):
        """Return hashes of all that is kept: data, catalogue, releases, and the site."""
        names = ("data/raw", "releases", "_build/html")
        files = [path for name in names for path in (self.root / name).rglob("*") if path.is_file()]
        files += [self.root / name for name in ("editions.yml", "_toc.yml", "editions.lock")]
        return {str(path): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def day_after(period):
    """Return the day a month's table came out: the eighteenth of the next."""
    year, month = map(int, period.split("-"))
    return f"{year + month // 12}-{month % 12 + 1:02d}-18"


RELEASED = {period: day_after(period) for period in MONTHS}


def early(place, months):
    """Publish two months from a folder in which there are strangers."""
    first = {period: months[period] for period in ("2024-01", "2024-03")}
    folder, listed = place.tables_of("first", first, RELEASED)
    place.download("first/readme.txt", "what I got from the customs")
    place.download("first/prices.csv", "day,price\n2024-01-02,7.1\n")
    place.download("first/.hidden.csv", "a,b\n1,2\n")
    place.update("early", folder, "--released", listed, day="2024-04-20")
    place.tables.update(first)


def catch_up(place, months):
    """Publish some of the months that follow."""
    followed = ("2024-05", "2025-01")
    rest = {period: months[period] for period in followed}
    folder, listed = place.tables_of("rest", rest, RELEASED)
    place.update("catch_up", folder, "--released", listed, day="2025-03-20")
    place.tables.update(rest)


def mistake(place, months):
    """Try to publish a table in which one number was typed wrong."""
    before = place.state()
    rows = dict(months["2025-03"])
    month = {**rows[GUANGDONG].month, "export": rows[GUANGDONG].month["export"] * 10}
    rows[GUANGDONG] = rows[GUANGDONG]._replace(month=month)
    path = place.download("wrong/2025-03.csv", table("2025-03", rows))
    place.refused = place.say("update", str(path), "--released", RELEASED["2025-03"])
    place.unchanged = place.state() == before


def a_month(place, months):
    """Publish one month more; that it would be, was shown before."""
    path = place.download("2025-03.csv", table("2025-03", months["2025-03"]))
    words = (str(path), "--released", RELEASED["2025-03"], "--date", "2025-04-20")
    before = place.state()
    place.rehearsed = place.do("update", *words, "--dry-run")
    place.kept = place.state() == before
    place.update("a_month", *words[:3], day="2025-04-20")
    place.tables["2025-03"] = months["2025-03"]


def two_tables(place, months):
    """Publish two tables that were released again: of January 2025, in which Guangdong exported more, and
    of March 2024, so that the base of March 2025 is another.
    """
    revised = {
        "2025-01": changed(months["2025-01"], GUANGDONG, "export", 1_234_567),
        "2024-03": changed(months["2024-03"], BEIJING, "import", -1_000_000),
    }
    released = {"2025-01": "2025-06-18", "2024-03": "2025-07-18"}
    folder, listed = place.tables_of("again", revised, released)
    place.update("two_tables", folder, "--released", listed, day="2025-07-20")
    place.tables.update(revised)


def some_rows(place, months):
    """Publish two figures of May that were corrected alone, in a file of one's own."""
    revised = changed(months["2024-05"], BEIJING, "export", 50_000, spans=("month",))
    rows = [
        tidy_row(
            period="2024-05",
            region=CODES[name],
            flow="export",
            unit="CNY",
            value=f"{revised[name].month['export']}0000",
        )
        for name in (BEIJING, WHOLE)
    ]
    path = place.download("correction.csv", tidy_text(*rows))
    said = ("--dataset", "location-CNY", "--publisher", "海关总署", "--terms", "引用须注明来源")
    place.update("some_rows", path, *said, "--released", "2025-08-18", day="2025-08-20")
    place.tables["2024-05"] = revised


def two_series_more(place, months):
    """Publish the same month in dollars, and Guangdong's months since January, each as a series of its own."""
    text = table("2025-03", months["2025-03"], "美元", DOLLAR)
    base = table("2024-03", place.tables["2024-03"], "美元", DOLLAR)
    paths = [
        place.download(f"dollars/{name}.csv", each)
        for name, each in (("2025-03", text), ("2024-03", base))
    ]
    place.list_series(
        provincial_usd={
            "report": "provincial",
            "title": "分省月度监测报告（美元）",
            "parameters": {"currency": "USD"},
            "editions": [{"period": "2025-03"}],
        },
        guangdong={
            "report": "beijing_city",
            "parameters": {"region": "广东"},
            "months": "2025-01..2025-03",
        },
    )
    place.update("two_series_more", *paths, "--released", "2025-08-20", day="2025-08-21")


STEPS = (early, catch_up, mistake, a_month, two_tables, some_rows, two_series_more)


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """Return the desk after a year's work."""
    place = Desk(tmp_path_factory.mktemp("year"), tmp_path_factory.mktemp("downloads"))
    place.furnish()
    place.list_series(**SERIES)
    months = real_months()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(writing, "families", lambda store: islice(families(store), 1))
        for step in STEPS:
            step(place, months)
            place.known[step.__name__] = dict(place.tables)
    return place


def figures_in(stage, page):
    """Return the figures of a page by metric, span, flow and region: a number, or the reason."""
    rows = csv.DictReader(io.StringIO(stage[f"{page}.figures.csv"].decode("utf-8-sig")))
    return {
        (row["metric"], row["span"], row["flow"], row["region"]): (
            Decimal(row["value"]) if row["value"] else row["reason"]
        )
        for row in rows
    }


def expected(tables, period):
    """Return what levels and growth of a month may be, by metric, span, flow and region."""
    found = {}
    before = tables.get(f"{int(period[:4]) - 1}{period[4:]}")
    for name, cells in tables[period].items():
        for flow in ("export", "import"):
            for span in ("month", "ytd"):
                now = Decimal(getattr(cells, span)[flow])
                base = Decimal(getattr(before[name], span)[flow]) if before else None
                # The table prints growth from January on, which January is the whole of.
                printed = cells.growth[flow] if span == "ytd" or period.endswith("-01") else ""
                key = span, flow, CODES[name]
                found["level", *key] = [now * 10_000]
                found["growth", *key] = growth(now, base, printed)
    return found


def growth(now, base, printed):
    """Return what growth may be: what is printed goes before what contradicts it, beyond rounding."""
    stated = [Decimal(printed)] if printed else []
    if base is None:
        return stated or ["no_base"]
    computed = (now - base) / base * 100
    agree = not printed or abs(computed - Decimal(printed)) <= HALF
    return [*stated, computed] if agree else stated


def off(stage, page, tables, period):
    """Return what is wrong on a page: what is there and what should be."""
    found = figures_in(stage, page)
    return {
        key: (found.get(key), right)
        for key, right in expected(tables, period).items()
        if not any(same(found.get(key), one) for one in right)
    }


def same(value, right):
    if isinstance(value, Decimal) and isinstance(right, Decimal):
        return abs(value - right) <= abs(right) * Decimal("1e-12")
    return value == right


@pytest.mark.parametrize("step", [step.__name__ for step in STEPS if step is not mistake])
def test_every_figure_is_that_of_the_tables(desk, step):
    for period in desk.known[step]:
        page = f"provincial/{period}"
        assert off(desk.stages[step], page, desk.known[step], period) == {}, page


def test_what_is_no_table_is_named_and_the_rest_is_taken(desk):
    lines = desk.said["early"].splitlines()
    assert sum(": taken as " in line for line in lines) == 2
    assert sum(": not understood: " in line for line in lines) == 2
    assert not any(".hidden" in line for line in lines)
    assert [line for line in lines if line.startswith("provincial/")] == [
        f"provincial/2024-0{number}: new, released as r1" for number in (3, 1)
    ]


def test_a_wrong_number_stops_everything_in_one_line(desk):
    code, out, err = desk.refused
    assert (code, out) == (1, "[1/1] add\nnothing was changed: all is as it was before\n")
    assert "2025-03.csv" in err
    assert len(err.strip().splitlines()) == 1
    assert desk.unchanged


def test_a_rehearsal_says_what_is_done_then_and_does_nothing(desk):
    assert desk.kept
    editions = [line for line in desk.rehearsed.splitlines() if line.startswith("provincial/")]
    assert editions[0] == "provincial/2025-03: new, released as r1"
    assert editions == [
        line for line in desk.said["a_month"].splitlines() if line.startswith("provincial/")
    ]


@pytest.mark.parametrize(
    ("step", "months"),
    [
        ("two_tables", ("2024-03", "2025-01")),
        ("some_rows", ("2024-05",)),
        ("two_series_more", ()),
    ],
)
def test_a_revision_revises_what_it_is_of(desk, step, months):
    """A month's number stands on its own page and on those of the twelve months after."""
    pages = {
        f"provincial/{period}"
        for period in desk.known[step]
        if any(month <= period <= f"{int(month[:4]) + 1}{month[4:]}" for month in months)
    }
    revised = {
        line.partition(":")[0] for line in desk.said[step].splitlines() if ": revised in " in line
    }
    assert revised == pages


def test_released_revisions_stay_to_the_byte(desk):
    stages = [desk.stages[step.__name__] for step in STEPS if step is not mistake]
    for before, after in pairwise(stages):
        kept = {path: content for path, content in before.items() if REVISION.search(path)}
        assert kept
        assert [path for path in kept if after.get(path) != kept[path]] == []


def test_a_series_stays_in_its_currency(desk):
    stage = desk.stages["two_series_more"]
    rows = csv.DictReader(io.StringIO(stage["provincial/2025-03.figures.csv"].decode("utf-8-sig")))
    assert {row["unit"] for row in rows if row["metric"] == "level"} == {"CNY"}
    found = figures_in(stage, "provincial_usd/2025-03")
    dollars_ = round(desk.tables["2025-03"][GUANGDONG].month["export"] * DOLLAR) * 10_000
    assert found["level", "month", "export", CODES[GUANGDONG]] == dollars_


def test_another_province_has_its_own_place_and_name(desk):
    stage = desk.stages["two_series_more"]
    found = figures_in(stage, "guangdong/2025-03")
    right = desk.tables["2025-03"][GUANGDONG].month["export"] * 10_000
    assert found["level", "month", "export", CODES[GUANGDONG]] == right
    page = stage["guangdong/2025-03.html"].decode()
    assert "广东省" in page
    assert "北京市" not in BeautifulSoup(page, "html.parser").find("article").h1.get_text()
    assert not any(path.startswith("beijing_city/") for path in stage)


def test_revisions_can_be_run_again(desk):
    """One whose base was revised since, the one this made, and one that is of rows corrected alone."""
    for period, name in (("2025-03", "r1"), ("2025-03", "r2"), ("2024-05", "r3")):
        told = desk.do("verify", "provincial", period, "--revision", name)
        assert told == f"provincial/{period}/{name}: identical\n"
    assert "differ" not in desk.do("verify", str(desk.site))
