"""What a page says of its currency."""

from dataclasses import replace

import pytest
from sample_editions import SETTINGS, WORDS, edition

from helpers.publishing.bundle.edition_pages import SeriesPages
from helpers.publishing.catalogue.editions import Series
from helpers.publishing.metadata.currency_notes import currency_notes
from helpers.publishing.metadata.lists import write_lists
from helpers.publishing.metadata.places import places


def series(key, subject="", report="provincial", **currencies):
    """Return a series whose months, such as ``m05``, are in these currencies, newest first."""
    pages = []
    for month, currency in sorted(currencies.items(), reverse=True):
        name = f"2024-{month[1:]}"
        page = edition(name, report, currency=currency, heading=f"{key} {name}")
        pages.append(replace(page, edition=replace(page.edition, series=key)))
    listed = tuple(page.edition for page in pages)
    return SeriesPages(Series(key, f"题 {key}", listed, subject), tuple(pages))


def told(*published):
    """Return what each page says, as text, and where it leads."""
    return {
        page: [(note["text"] + note["title"], note["page"]) for note in one["currency"]]
        for page, one in currency_notes(published, WORDS).items()
    }


def test_a_page_names_its_neighbour_of_another_currency():
    found = told(series("a", m04="CNY", m05="CNY", m06="USD"))
    assert found == {
        "a/2024-05": [
            (
                "本期以人民币计价，下一期改以美元计价，两期的金额不能直接相比。下一期：a 2024-06",
                "a/2024-06",
            )
        ],
        "a/2024-06": [
            (
                "本期以美元计价，上一期以人民币计价，两期的金额不能直接相比。上一期：a 2024-05",
                "a/2024-05",
            )
        ],
    }


def test_two_currencies_of_a_month_lead_to_each_other():
    found = told(series("a", m05="USD", m06="USD"), series("b", m05="CNY"), series("c", m07="CNY"))
    assert found == {
        "a/2024-05": [("本页以美元计价。同一期以人民币计价的一版：b 2024-05", "b/2024-05")],
        "b/2024-05": [("本页以人民币计价。同一期以美元计价的一版：a 2024-05", "a/2024-05")],
    }


@pytest.mark.parametrize(
    "other", [{"subject": "44"}, {"report": "beijing_city"}], ids=["subject", "report"]
)
def test_what_is_of_another_subject_or_report_is_no_other_edition_of_it(other):
    assert told(series("a", m05="USD"), series("b", **other, m05="CNY")) == {}


def test_a_page_says_where_the_customs_have_its_month_in_another_currency():
    one = series("a", m05="USD")
    page = replace(one.editions[0], edition=replace(one.editions[0].edition, official="CNY"))
    found = told(replace(one, editions=(page,)))
    text = "本页的美元数为重构；同一期另有海关发布的人民币数。"
    assert found == {"a/2024-05": [(text, "")]}


def test_the_places_and_lists_have_a_series_each(tmp_path):
    published = (series("a", m05="USD"), series("b_c", m05="CNY"))
    where = places(published, SETTINGS, WORDS)
    assert where["every"]["series"] == [
        {"anchor": "a", "title": "题 a"},
        {"anchor": "b-c", "title": "题 b_c"},
    ]
    assert where["pages"]["b_c/2024-05"]["currency"][0]["page"] == "a/2024-05"
    assert "currency" not in places(published[:1], SETTINGS, WORDS)["pages"]["a/2024-05"]
    for one in published:
        (tmp_path / one.key).mkdir()
    write_lists(published, SETTINGS, WORDS, tmp_path)
    feed = (tmp_path / "b_c" / "feed.xml").read_text(encoding="utf-8")
    assert "题 b_c" in feed
    assert "https://example.org/trade/b_c/2024-05.html" in feed
    assert "/a/2024-05.html" not in feed
    assert '"series": "b_c"' in (tmp_path / "editions.json").read_text(encoding="utf-8")
