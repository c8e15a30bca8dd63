"""From nothing: published, revised, revised again; what was published stays as it was."""

import csv
import gzip
import io
import shutil

import builders
import nbformat
import pytest
import yaml
from sample_repository import Repository
from testbed import CODES, RECORD

from helpers.publishing.releases.lock import read_lock
from helpers.publishing.releases.release_files import differing

PAGE = "provincial/2025-01"
GUANGDONG, BEIJING = "44", "11"


def row(period, span, flow, region, value):
    return builders.tidy_row(period=period, span=span, flow=flow, region=region, value=str(value))


def rows_of(period, months=1, **changed):
    """Return a month of 31 provinces, and the same of the year before; some values are others.

    Exports of a province are a hundred million times its code, imports half of that; January to the
    month is as many months. The year before all were four fifths of that.
    """
    year, month = period.split("-")
    found = []
    for times, of in ((1.0, period), (0.8, f"{int(year) - 1}-{month}")):
        for code in map(str, CODES):
            for flow, share in (("export", 1.0), ("import", 0.5)):
                value = int(int(code) * 100_000_000 * share * times)
                value = changed.get(f"{flow}_{code}", value) if of == period else value
                found.append(row(of, "month", flow, code, value))
                found.append(row(of, "ytd", flow, code, value * months))
    return found


def january(flow, region, value):
    return [row("2025-01", span, flow, region, value) for span in ("month", "ytd")]


class Story(Repository):
    """The repository of the story."""

    def add(self, name, day, rows):
        """Add a data file of the one dataset, released on a day; some provinces are a revision."""
        text = builders.tidy_text(*rows)
        complete = ["region"] if len(rows) > len(CODES) else []
        keys = {"dataset": "totals", "released": day, "retrieved": day, "complete": complete}
        builders.write_pair(self.raw, name, text, **keys)

    def publish(self, day, *periods, notes=None):
        """Catalogue these months, release what is new, and build the site."""
        editions = [{"period": period} for period in periods]
        editions[0] |= {"notes": notes} if notes else {}
        content = {"provincial": {"title": "分省报告", "editions": editions}}
        (self.root / "editions.yml").write_text(yaml.safe_dump(content), encoding="utf-8")
        self.do("toc")
        told = self.do("release", "--date", day)
        self.do("build")
        return told


def of_revision(stage, name):
    """Return the page of a revision and all files beside it."""
    front = f"{PAGE}/{name}."
    return {path: content for path, content in stage.files.items() if path.startswith(front)}


@pytest.fixture(scope="module")
def story(tmp_path_factory):
    """Publish January; February with a January revised; January revised again; and build all anew."""
    place = Story(tmp_path_factory.mktemp("repository"))
    place.furnish()
    place.add("jan", "2025-02-07", rows_of("2025-01"))
    told = [place.publish("2025-02-10", "2025-01")]
    stages = [place.stage()]
    # Exports of Guangdong in January were 4,400,000,000; they are 4,410,000,000 now.
    revised = january("export", GUANGDONG, 4_410_000_000)
    place.add("feb", "2025-03-07", revised)
    place.add("february", "2025-03-07", rows_of("2025-02", 2))
    told.append(place.publish("2025-03-10", "2025-01", "2025-02", notes={"r2": "广东更正。"}))
    stages.append(place.stage())
    # Imports of Beijing in January were 550,000,000; they are 549,999,999 now.
    place.add("mar", "2025-04-07", january("import", BEIJING, 549_999_999))
    told.append(place.publish("2025-04-10", "2025-01", "2025-02", notes={"r2": "另一个说法。"}))
    stages.append(place.stage())
    # Nothing of what was made is left: it is made again from what is committed.
    for made in (place.root / "_build", place.root / "data" / "store"):
        shutil.rmtree(made)
    place.do("build")
    stages.append(place.stage())
    return place, told, stages


def test_each_change_of_numbers_is_a_revision(story):
    _, told, _ = story
    assert "provincial/2025-01 r1: first release" in told[0]
    assert "provincial/2025-01 r2: " in told[1] and "provincial/2025-02 r1" in told[1]
    assert "provincial/2025-01 r3: " in told[2]
    # January is one of the months before February.
    assert "provincial/2025-02 r2: " in told[2]


def test_what_was_published_stays_to_the_last_byte(story):
    _, _, stages = story
    first, second = of_revision(stages[0], "r1"), of_revision(stages[1], "r2")
    assert {f"{PAGE}/r1.html", f"{PAGE}/r1.figures.csv", f"{PAGE}/r1.zip"} <= first.keys()
    for stage in stages[1:]:
        assert of_revision(stage, "r1") == first
        assert of_revision(stage, "r2") == second
    assert f"{PAGE}/r3.html" in stages[2].files
    assert f"{PAGE}/r3.html" not in stages[1].files


def test_two_builds_give_the_same_bytes(story):
    _, _, stages = story
    assert stages[3].files.keys() == stages[2].files.keys()
    assert [
        path for path in stages[2].files if stages[2].files[path] != stages[3].files[path]
    ] == []


def test_the_lock_is_only_added_to(story):
    _, _, stages = story
    locks = [stage.lock for stage in stages]
    assert locks[1].startswith(locks[0]) and locks[2].startswith(locks[1]) and locks[1] != locks[0]
    assert locks[3] == locks[2]
    records = list(yaml.safe_load_all(locks[2].decode()))
    told = [(one["edition"], one["revision"], one["date"], one.get("note")) for one in records]
    assert told == [
        ("provincial/2025-01", 1, "2025-02-10", None),
        ("provincial/2025-02", 1, "2025-03-10", None),
        ("provincial/2025-01", 2, "2025-03-10", "广东更正。"),
        ("provincial/2025-02", 2, "2025-04-10", None),
        ("provincial/2025-01", 3, "2025-04-10", None),
    ]
    assert [one.get("reworded", False) for one in records] == [False] * 5
    assert list(records[0]["inputs"]) == ["jan"]
    # February a year before is one of the months before January.
    assert list(records[2]["inputs"]) == ["feb", "february", "jan"]


def changes_of(stage, name):
    text = stage.files[f"{PAGE}/{name}.changes.csv"].decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_the_changes_are_right_to_the_last_digit(story):
    _, _, stages = story
    changes = changes_of(stages[1], "r2")
    levels = [
        (one["span"], one["flow"], one["region"], one["old"], one["new"], one["difference"])
        for one in changes
        if one["metric"] == "level" and one["region"] == GUANGDONG
    ]
    # Exports and total rise by ten million dollars, and so does the balance.
    old = {"export": 4_400_000_000, "total": 6_600_000_000, "balance": 2_200_000_000}
    assert sorted(levels) == sorted(
        (span, flow, GUANGDONG, f"{value}.0", f"{value + 10_000_000}.0", "10000000.0")
        for span in ("month", "ytd")
        for flow, value in old.items()
    )
    # Growth was 4400 to 3520, a quarter; it is 4410 to 3520.
    growth = {
        one["span"]: (float(one["old"]), float(one["new"]))
        for one in changes
        if (one["metric"], one["region"], one["flow"]) == ("growth", GUANGDONG, "export")
    }
    assert growth["month"] == (25.0, pytest.approx(100 * 890 / 3520, rel=1e-12))
    # What was first released stands beside what was revised; February a year before is a month more.
    caused = {(one["caused_by"], one["known_from"], one["kind"]) for one in changes}
    assert caused == {
        ("feb", "2025-03-07", "revised"),
        ("jan", "2025-02-07", "new"),
        ("february", "2025-03-07", "new"),
    }
    again = changes_of(stages[2], "r3")
    (import_,) = [
        one
        for one in again
        if (one["metric"], one["span"], one["flow"], one["region"])
        == ("level", "month", "import", BEIJING)
    ]
    assert (import_["old"], import_["new"]) == ("550000000.0", "549999999.0")
    assert import_["difference"] == "-1.0" and import_["caused_by"] == "mar"


def test_changes_are_ordered_by_size(story):
    _, _, stages = story
    changes = changes_of(stages[1], "r2")
    money = [one for one in changes if one["unit"] == "USD" and one["kind"] == "revised"]
    sizes = [abs(float(one["difference"])) for one in money]
    assert sizes == sorted(sizes, reverse=True) and len(sizes) > len(set(sizes))


def test_pages_say_which_revision_they_are(story):
    _, _, stages = story
    page = {path: content.decode() for path, content in stages[2].files.items() if ".html" in path}
    newest = page[f"{PAGE}.html"]
    assert '第 3 版 <time datetime="2025-04-10">2025-04-10</time>' in newest
    assert "广东更正。" in page[f"{PAGE}.html"] and "另一个说法" not in page[f"{PAGE}.html"]
    assert 'data-release="r1"' in page[f"{PAGE}/r1.html"]
    assert "修订内容" in page[f"{PAGE}/r2.html"] and "44.1" in page[f"{PAGE}/r2.html"]
    assert b'"name": "r3", "date": "2025-04-10"' in stages[2].files[f"{PAGE}.latest.js"]
    revisions = page["revisions.html"]
    places = [revisions.index(f'href="{PAGE}/{name}.html"') for name in ("r3", "r2", "r1")]
    assert places == sorted(places)
    # The triangle: exports of Guangdong in January, as released in February and in March.
    for cell in ('data-value="4400000000.0"', 'data-value="4410000000.0"'):
        assert cell in revisions


def test_feeds_and_the_page_of_revisions_tell_what_was_revised(story):
    _, told, stages = story
    number = told[2].split(f"{PAGE} r3: ")[1].split(" numbers changed")[0]
    feed = stages[2].files["feed.xml"].decode()
    assert f"r3（2025-04-10）：修订 {number} 个数字。" in feed
    assert "<updated>2025-04-10T00:00:00+08:00</updated>" in feed
    revisions = stages[2].files["revisions.html"].decode()
    assert f"修订 {number} 个数字" in revisions
    # Guangdong's exports, and then Beijing's imports; no other province.
    for what in ("广东出口", "北京进口"):
        assert f"{what}（当月）" in revisions and f"2025 年 1 月{what}" in revisions
    assert "天津出口（当月）" not in revisions


def test_what_was_known_on_a_day_gives_the_first_revision_again(story, tmp_path):
    place, _, stages = story
    output = tmp_path / "out.ipynb"
    place.do("run", "provincial", "--period", "2025-01", "--as-of", "2025-02-28", "-o", str(output))
    record = nbformat.read(output, as_version=4).cells[-1].outputs[0].data[RECORD]
    expected = stages[0].files[f"{PAGE}/r1.figures.csv"].decode("utf-8-sig")
    assert record["figures"] == expected


def test_a_released_revision_is_had_again_from_its_data(story):
    place, _, _ = story
    assert (
        place.do("verify", "provincial", "2025-01", "--revision", "r1") == f"{PAGE}/r1: identical\n"
    )


def test_one_digit_changed_on_a_published_site_is_found(story):
    place, _, stages = story
    told = place.do("verify", str(place.site)).splitlines()
    assert len(told) == 7 and all(line.endswith(": identical") for line in told)
    path = place.site / f"{PAGE}/r1.figures.csv"
    text = path.read_text(encoding="utf-8-sig")
    assert text.count("4400000000.0") == 2
    path.write_text(text.replace("4400000000.0", "4400000001.0", 1), encoding="utf-8-sig")
    try:
        code, out, err = place.say("verify", str(place.site))
    finally:
        path.write_bytes(stages[3].files[f"{PAGE}/r1.figures.csv"])
    assert code == 1 and "1 of 7 differ" in err
    assert (
        "level.value.2025-01.month.export.44._T._T: released 4400000000.0, found 4400000001.0"
        in out
    )


def test_figures_of_a_revision_that_are_not_there_are_a_fault(story, tmp_path):
    place, _, _ = story
    lacking = shutil.copytree(place.site, tmp_path / "site")
    releases = read_lock(place.root / "editions.lock")
    assert differing(releases, lacking) == []
    (lacking / f"{PAGE}/r2.figures.csv").unlink()
    assert differing(releases, lacking) == [f"{PAGE}/r2.figures.csv: is not there"]


@pytest.fixture
def copy(story, tmp_path):
    """Return a copy of the repository, to be damaged."""
    root = tmp_path / "copy"
    ignored = shutil.ignore_patterns("html", "staging")
    shutil.copytree(story[0].root, root, symlinks=True, ignore=ignored)
    return Story(root)


VERIFY = ("verify", "provincial", "2025-01", "--revision", "r1")


@pytest.fixture
def refused(copy, tradebook):
    """Return a function that runs a command in the damaged copy, and returns the one line it says."""

    def call(*words):
        code, _, err = tradebook(*words, folder=copy.root)
        assert code == 1 and len(err.splitlines()) == 1, err
        return err

    return call


def test_a_lock_edited_by_hand_is_refused(copy, refused):
    lock = copy.root / "editions.lock"
    lock.write_text(lock.read_text(encoding="utf-8").replace("2025-02-10", "2025-02-09"))
    assert "record 1: was changed by hand" in refused(*VERIFY)


def test_a_lock_whose_end_was_cut_off_is_refused(copy, refused):
    lock = copy.root / "editions.lock"
    lock.write_text(lock.read_text(encoding="utf-8").rpartition("---\n")[0], encoding="utf-8")
    assert "r3.ipynb.gz: editions.lock knows no such revision" in refused(*VERIFY)


def test_a_missing_raw_file_is_told(copy, refused):
    for name in ("jan.csv", "jan.meta.yml"):
        (copy.raw / name).unlink()
    assert "lacks the raw file 'jan'" in refused(*VERIFY)


def test_a_changed_raw_file_is_told(copy, refused):
    path = copy.raw / "jan.meta.yml"
    path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert "jan.meta.yml: is not what provincial/2025-01/r1 was made of" in refused(*VERIFY)
    with (copy.raw / "jan.csv").open("a") as stream:
        stream.write("\n")
    assert "jan.csv: is not the file that jan.meta.yml describes" in refused(*VERIFY)


def test_a_kept_notebook_changed_by_hand_is_told(copy, refused):
    (path,) = (copy.root / "releases").glob("provincial/2025-01/r1.ipynb.gz")
    content = gzip.decompress(path.read_bytes()).replace(b"4400000000.0", b"4500000000.0")
    path.write_bytes(gzip.compress(content))
    assert "is not what was published as provincial/2025-01/r1" in refused(*VERIFY)


def test_an_edition_that_was_released_cannot_leave_the_catalogue(copy, refused):
    text = (copy.root / "editions.yml").read_text(encoding="utf-8")
    content = yaml.safe_load(text)
    content["provincial"]["editions"] = [{"period": "2025-02"}]
    (copy.root / "editions.yml").write_text(yaml.safe_dump(content), encoding="utf-8")
    copy.do("toc")
    assert "lacks provincial/2025-01, which editions.lock says was released" in refused("build")
