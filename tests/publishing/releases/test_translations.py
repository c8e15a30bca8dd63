"""Revisions in a further language: recorded with new ones, made later of what was recorded, and shown."""

import re
import shutil
from datetime import date

import pytest
import yaml
from bs4 import BeautifulSoup
from builders import figure_row, figures, tidy_row, tidy_text, write_pair
from sample_repository import Repository
from testbed import CODES, ROOT, executed

from helpers.cli import update_command
from helpers.core.errors import CatalogueError, LockError
from helpers.core.fingerprints import hash_of_texts
from helpers.core.repository import Repository as Folders
from helpers.presentation.locale.words import chinese, english
from helpers.publishing.bundle.edition_pages import EditionPage, StoredNotebook
from helpers.publishing.catalogue.editions import Catalogue, Edition, Series, toc
from helpers.publishing.catalogue.settings import CONFIG, read_settings
from helpers.publishing.citations.work import citable
from helpers.publishing.releases import translating
from helpers.publishing.releases.lock import (
    FOLDER,
    LOCK,
    Release,
    append,
    read_lock,
    read_records,
    store_notebook,
    text_of,
)
from helpers.publishing.releases.recording import News
from helpers.publishing.releases.release_files import differing, write_release_files
from helpers.publishing.releases.release_history import histories_of
from helpers.publishing.releases.release_pages import permanent_pages, released, released_page
from helpers.publishing.releases.release_standing import standing
from helpers.publishing.site.build import check_ready

HASH = "0" * 64
PAGE = "provincial/2025-11"
ONE, TWO = (figures(figure_row(value, unit="CNY")).csv() for value in (1e8, 2e8))


def stored(root, csv, **keys):
    """Store a revision made by hand with these figures; return its record."""
    language = keys.get("language", "zh")
    notebook = executed(figures=csv, heading=f"{PAGE} {language}")
    content = {
        "edition": PAGE,
        "revision": 1,
        "date": date(2025, 12, 20),
        "parameters": {"period": "2025-11"},
        "inputs": {"nov": {"data": HASH, "description": HASH}},
        "code": HASH,
        "figures": hash_of_texts(csv),
        "wording": HASH,
        "notebook": hash_of_texts(text_of(notebook)),
    }
    record = Release.model_validate(content | keys)
    store_notebook(root / FOLDER, record, text_of(notebook))
    return record


# By hand: r1 with an English page of a later day, r2 in Chinese alone.


@pytest.fixture
def place(tmp_path):
    append(
        tmp_path / LOCK,
        [
            stored(tmp_path, ONE),
            stored(tmp_path, ONE, language="en", date=date(2026, 11, 29)),
            stored(tmp_path, TWO, revision=2, date=date(2026, 1, 20)),
        ],
    )
    return tmp_path


def test_the_lock_returns_releases_and_knows_translations(place):
    assert [(one.name, one.language) for one in read_lock(place / LOCK)] == [("r1", ""), ("r2", "")]
    _, twin, _ = read_records(place / LOCK)
    assert (twin.page, twin.path) == (f"{PAGE}/r1", f"en/{PAGE}/r1")
    assert twin.edition_of(PAGE).parameters == {"period": "2025-11", "language": "en"}
    assert (place / FOLDER / PAGE / "r1.en.ipynb.gz").is_file()


@pytest.mark.parametrize(("old", "new"), [("language: en\n", ""), ("2026-11-29", "2026-11-28")])
def test_a_translation_changed_by_hand_is_told(place, old, new):
    lock = place / LOCK
    text = lock.read_text(encoding="utf-8")
    assert old in text
    lock.write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(LockError, match="record 2: was changed by hand"):
        read_lock(lock)


@pytest.mark.parametrize(
    ("source", "target", "told"),
    [
        ("r1.en.ipynb.gz", "r2.en.ipynb.gz", "editions.lock knows no such"),
        ("r1.ipynb.gz", "r1.en.ipynb.gz", "is not what was published"),
    ],
)
def test_a_notebook_that_stands_for_another_is_refused(place, source, target, told):
    folder = place / FOLDER / PAGE
    shutil.copy(folder / source, folder / target)
    with pytest.raises(LockError, match=re.escape(f"{target}: {told}")):
        histories_of(place)


def test_a_notebook_in_a_language_that_is_gone_is_told(place):
    (place / FOLDER / PAGE / "r1.en.ipynb.gz").unlink()
    with pytest.raises(LockError, match=r"r1\.en\.ipynb\.gz: no such file"):
        histories_of(place)


def test_a_history_has_releases_and_of_each_revision_its_translations(place):
    (history,) = histories_of(place).values()
    assert [one.languages for one in history.revisions] == [("zh", "en"), ("zh",)]
    assert [one.language for one in history.releases] == ["", ""]
    assert histories_of(place, "provincial/2025-10") == {}


def test_permanent_pages_are_those_of_a_language(place):
    known = histories_of(place)
    found = {
        words.language: [page.title for page in permanent_pages(known, words)]
        for words in (chinese(), english())
    }
    assert found == {"zh": [f"{PAGE} zh", f"{PAGE} zh"], "en": [f"{PAGE} en"]}


def test_pages_say_where_a_revision_is_and_when_it_was_written(place):
    known = histories_of(place)
    ours, theirs = (standing([], known, words) for words in (chinese(), english()))
    assert ours[f"{PAGE}/r1"]["twins"] == ["en"] and ours[f"{PAGE}/r2"]["twins"] == []
    assert theirs[f"{PAGE}/r1"]["twins"] == ["zh-CN"] and f"{PAGE}/r2" not in theirs
    assert ours[f"{PAGE}/r1"]["written"] == ""
    assert theirs[f"{PAGE}/r1"]["written"] == "2026-11-29"
    assert theirs[f"{PAGE}/r1"]["date"] == "2025-12-20"


def test_lists_lead_to_the_page_of_their_language_or_say_that_it_is_in_chinese(place):
    known = histories_of(place)
    listed = released(known, english(), above="../")
    assert [(one["page"], one["original"]) for one in listed] == [
        (f"../{PAGE}/r2", ", in Chinese"),
        (f"{PAGE}/r1", ""),
    ]
    assert [one["original"] for one in released(known, chinese())] == ["", ""]
    page = known[PAGE].revisions[0].translations["en"].page
    latest = EditionPage.of(Edition("provincial", "2025-11", {}), page.stored)
    html = BeautifulSoup(
        released_page(latest, known, english(), "../").appendix.html, "html.parser"
    )
    links = [(one["href"], one.parent.get_text()) for one in html.select(".tb-history a")]
    (second, said), (first, told) = links
    assert (first, second) == ("2025-11/r1.html", "../../provincial/2025-11/r2.html")
    assert "r2, in Chinese: " in said and "Chinese" not in told


def test_a_page_cites_the_permanent_page_of_its_language_or_that_of_the_first(place):
    settings = read_settings(ROOT / CONFIG, "en")
    (history,) = histories_of(place).values()
    first, second = history.revisions
    translated = citable(first.page_in("en"), settings)
    assert translated.address == f"{settings.base}{PAGE}/r1.html"
    assert settings.base.endswith("/en/")
    assert (translated.id, translated.date) == ("provincial-2025-11-r1-en", "2026-11-29")
    page = EditionPage.of(first.page.edition, first.page.stored, second.version_in("en"))
    original = citable(page, settings)
    assert original.address == f"{settings.root}{PAGE}/r2.html"
    assert (original.id, original.date) == ("provincial-2025-11-r2", "2026-01-20")


def test_files_stand_by_the_pages_of_each_language(place, tmp_path):
    known, site = histories_of(place), tmp_path / "site"
    for language, folder in (("zh", site), ("en", site / "en")):
        (folder / PAGE).mkdir(parents=True)
        write_release_files(known, language, folder)
    names = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    latest = {f"{PAGE}.changes.csv", f"{PAGE}.latest.js"}
    assert names == latest | {f"en/{name}" for name in latest} | {f"{PAGE}/r2.changes.csv"}


def test_figures_of_a_translation_on_a_site_are_those_that_were_released(place, tmp_path):
    site, records = tmp_path / "site", read_records(place / LOCK)
    for path, text in ((f"{PAGE}/r1", ONE), (f"en/{PAGE}/r1", ONE), (f"{PAGE}/r2", TWO)):
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / f"{path}.figures.csv").write_text(text, encoding="utf-8-sig")
    assert differing(records, site) == []
    (site / f"en/{PAGE}/r1.figures.csv").write_text(TWO, encoding="utf-8-sig")
    (fault,) = differing(records, site)
    assert fault.startswith(f"en/{PAGE}/r1.figures.csv: is not what was released on 2026-11-29")


def test_a_language_in_which_pages_were_released_cannot_leave_the_site(place):
    listed = Catalogue((Series("provincial", "分省", (Edition("provincial", "2025-11", {}),)),))
    (place / "_toc.yml").write_text(toc(listed), encoding="utf-8")
    shutil.copy(ROOT / CONFIG, place / CONFIG)
    check_ready(Folders(place), listed)
    config = yaml.safe_load((ROOT / CONFIG).read_text(encoding="utf-8"))
    del config["translations"]
    (place / CONFIG).write_text(yaml.safe_dump(config), encoding="utf-8")
    with pytest.raises(CatalogueError, match=r"lacks en, in which editions\.lock says"):
        check_ready(Folders(place), listed)


# What differs is not translated.


def test_a_revision_whose_figures_would_differ_has_no_translation(place, monkeypatch):
    (history,) = histories_of(place).values()
    release = history.last.release
    other = executed(figures=ONE)
    monkeypatch.setattr(translating, "executed_again", lambda *_: other)
    found = translating.translate(history, release, "en", place, date(2026, 11, 29))
    assert found.entry is None
    assert found.fault == "numbers that would differ from the released ones: 1"


def test_a_revision_whose_reasons_would_differ_has_no_translation(place, monkeypatch):
    (history,) = histories_of(place).values()
    other = executed(figures=figures(figure_row(2e8, unit="CNY", sources="elsewhere")).csv())
    monkeypatch.setattr(translating, "executed_again", lambda *_: other)
    found = translating.translate(history, history.last.release, "en", place, date(2026, 11, 29))
    assert found.entry is None and "would differ" in found.fault


def test_a_translation_is_not_of_an_earlier_day_than_its_revision(place):
    (history,) = histories_of(place).values()
    with pytest.raises(LockError, match="expected a day not before 2026-01-20"):
        translating.translate(history, history.last.release, "en", place, date(2026, 1, 19))


def test_a_new_revision_with_other_figures_in_a_language_is_refused(place, tmp_path):
    path = tmp_path / "twin.ipynb"
    path.write_text(text_of(executed(figures=TWO)), encoding="utf-8")
    (history,) = histories_of(place).values()
    release, page = history.revisions[0].release, history.revisions[0].page
    twin = EditionPage.of(page.edition, StoredNotebook.at(path))
    news = [News(release, page, [], "text")]
    with pytest.raises(LockError, match=r"2025-11/r1: expected the same figures in every language"):
        translating.with_translations(news, {"en": {PAGE: twin}}, place)


# The commands: a month released in Chinese, revised in both languages, and translated.

MONTH = "provincial/2025-01"


def rows(**changed):
    """Return January 2025 and 2024 of 31 provinces: exports of a hundred million times their code."""
    found = []
    for times, period in ((1.0, "2025-01"), (0.8, "2024-01")):
        for code in map(str, CODES):
            for flow, share in (("export", 1.0), ("import", 0.5)):
                value = str(int(int(code) * 100_000_000 * share * times))
                value = changed.get(f"{flow}_{code}", value) if times == 1.0 else value
                keys = {"period": period, "flow": flow, "region": code, "value": value}
                found += [tidy_row(span=span, **keys) for span in ("month", "ytd")]
    return found


class Desk(Repository):
    def add(self, name, day, lines, complete=()):
        keys = {"dataset": "totals", "released": day, "retrieved": day}
        write_pair(self.raw, name, tidy_text(*lines), complete=list(complete), **keys)

    def speak(self):
        """Let the site have an English twin."""
        shutil.copy(ROOT / CONFIG, self.root / CONFIG)

    @property
    def stored(self):
        folder = self.root / FOLDER / MONTH
        return {path.name: path.read_bytes() for path in sorted(folder.glob("*"))}

    @property
    def lock_text(self):
        return (self.root / LOCK).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """Release January in Chinese, and its revision in both languages."""
    place = Desk(tmp_path_factory.mktemp("desk"))
    place.furnish()
    place.add("jan", "2025-02-07", rows(), complete=["region"])
    content = {"provincial": {"title": "分省报告", "editions": [{"period": "2025-01"}]}}
    (place.root / "editions.yml").write_text(
        yaml.safe_dump(content, allow_unicode=True), encoding="utf-8"
    )
    place.do("toc")
    place.do("release", "--date", "2025-02-10")
    assert [*place.stored] == ["r1.ipynb.gz"]
    place.speak()
    # Exports of Guangdong in January were 4,400,000,000.
    keys = {"period": "2025-01", "flow": "export", "region": "44", "value": "4410000000"}
    place.add("feb", "2025-03-07", [tidy_row(span=span, **keys) for span in ("month", "ytd")])
    told = place.do("release", "--date", "2025-03-10")
    return place, told


def test_a_new_revision_is_stored_in_every_language(desk):
    place, told = desk
    assert f"{MONTH} r2: " in told
    assert {"r2.ipynb.gz", "r2.en.ipynb.gz"} <= place.stored.keys()
    ours, theirs = [one for one in read_records(place.root / LOCK) if one.revision == 2]
    assert (ours.language, theirs.language) == ("", "en")
    same = ("edition", "date", "parameters", "inputs", "figures", "report", "currency")
    assert all(getattr(ours, name) == getattr(theirs, name) for name in same)
    assert ours.notebook != theirs.notebook and ours.wording != theirs.wording


@pytest.fixture
def copy(desk, tmp_path):
    """Return a copy of the repository, to go on with."""
    root = tmp_path / "copy"
    shutil.copytree(desk[0].root, root, symlinks=True)
    return Desk(root)


def test_an_earlier_revision_is_translated_from_what_was_recorded(copy):
    before, lock = copy.stored, copy.lock_text
    told = copy.do("release", "--translate", "--date", "2025-03-11", "--dry-run")
    assert "1 translation to record" in told
    assert (copy.stored, copy.lock_text) == (before, lock)
    told = copy.do("release", "--translate", "--date", "2025-03-11")
    assert f"{MONTH} r1: in en\n" in told and f"1 translation recorded in {LOCK}" in told
    assert copy.lock_text.startswith(lock)
    assert copy.stored.keys() - before.keys() == {"r1.en.ipynb.gz"}
    assert all(copy.stored[name] == content for name, content in before.items())
    *_, record = read_records(copy.root / LOCK)
    assert (record.name, record.language, str(record.date)) == ("r1", "en", "2025-03-11")
    # What was revised later is not in it: 4,400,000,000 it was.
    page = histories_of(copy.root)[MONTH].revisions[0].page_in("en")
    assert "4400000000.0" in page.record["figures"] and "4410000000.0" not in page.record["figures"]
    assert "Guangdong" in str(page.notebook) and "广东" not in page.title
    again = copy.do("release", "--translate", "--date", "2025-03-12")
    assert again == "nothing changed since the last release\n"


def test_a_revision_whose_recorded_files_are_others_now_is_not_translated(copy):
    path = copy.raw / "jan.meta.yml"
    path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    before = copy.stored
    told = copy.do("release", "--translate", "--date", "2025-03-11")
    (line,) = [line for line in told.splitlines() if line.startswith(f"{MONTH} r1: ")]
    assert line.startswith(f"{MONTH} r1: no page in en: ")
    assert "jan.meta.yml: is not what provincial/2025-01/r1 was made of" in line
    assert copy.stored == before


def test_an_update_stores_a_new_revision_in_every_language(copy, monkeypatch):
    monkeypatch.setattr(update_command, "make_site", lambda *_, **__: None)
    # Imports of Beijing in January were 550,000,000.
    keys = {"period": "2025-01", "flow": "import", "region": "11", "value": "560000000"}
    copy.add("mar", "2025-04-07", [tidy_row(span=span, **keys) for span in ("month", "ytd")])
    before = copy.stored
    copy.do("update", "--date", "2025-04-10")
    assert copy.stored.keys() - before.keys() == {"r3.ipynb.gz", "r3.en.ipynb.gz"}
    ours, theirs = [one for one in read_records(copy.root / LOCK) if one.revision == 3]
    assert (ours.language, theirs.language) == ("", "en") and ours.figures == theirs.figures
