"""A page and its twin in the other language, in a browser: the way between them, numbers, citations, width."""

import re

import pytest
from testbed import EDITION, figures_of, last_revision

TABLE = "tab-month-values"
NUMBER = "growth.value.2025-11.month.export.44._T._T"
KINDS = ("index", EDITION, "profile/guangdong", "explore", "data")
"""Pages of each kind: home, an edition, a profile, the explorer, and one on the book."""
CHINESE = re.compile("[\u3000-\u9fff\uff00-\uffef]")
NOTE_COPIES = "navigator.clipboard.writeText = async (text) => { window.copied = text; };"
SWITCH = "a.tb-language"
TITLE = "China's goods trade by province: monthly report (November 2025)"


def path_of(page):
    return "/".join(page.url.split("/")[3:])


@pytest.mark.parametrize("name", KINDS)
def test_the_switch_keeps_the_page_both_ways(visit, name):
    visitor = visit()
    page = visitor.open(f"{name}.html")
    page.locator(SWITCH).click()
    page.wait_for_url(f"**/en/{name}.html*")
    page.locator(SWITCH).click()
    page.wait_for_url(lambda url: "/en/" not in url)
    assert path_of(page).partition("#")[0] == f"{name}.html"
    assert visitor.faults == []


@pytest.mark.parametrize("folder", ["", "en/"])
@pytest.mark.parametrize(
    "address",
    [f"{EDITION}.html#{TABLE}", f"{EDITION}.html#figure={NUMBER}", "explore.html#of=region/32"],
)
def test_the_switch_keeps_the_place_that_the_address_names(visit, folder, address):
    page = visit().open(f"{folder}{address}")
    page.locator(SWITCH).click()
    other = "en/" if not folder else ""
    page.wait_for_url(lambda url: ("/en/" in url) is bool(other))
    assert path_of(page).startswith(f"{other}{address}")


@pytest.mark.parametrize("folder", ["", "en/"])
def test_the_switch_keeps_the_section_that_is_read(visit, folder):
    page = visit().open(f"{folder}{EDITION}.html")
    page.locator(f"#{TABLE}").evaluate("one => one.closest('section').scrollIntoView()")
    section = page.locator(f"#{TABLE}").evaluate("one => one.closest('section').id")
    page.locator(SWITCH).evaluate("one => one.click()")
    page.wait_for_url(lambda url: ("/en/" in url) is not bool(folder))
    assert path_of(page).partition("#")[2] == section


def panel_of(page):
    """Return what the panel of the number tells: its heading, and texts by their labels."""
    page.locator(f"#{TABLE} [data-figure='{NUMBER}']").click()
    panel = page.locator(".tb-number-panel")
    panel.wait_for(state="visible")
    labels, texts = panel.locator("dt").all_inner_texts(), panel.locator("dd").all_inner_texts()
    return panel.locator("h2").inner_text(), dict(zip(labels, texts, strict=True))


def test_a_number_tells_the_same_in_english(visit):
    title, told = panel_of(visit(own=True).open(f"en/{EDITION}.html"))
    _, twin = panel_of(visit(own=True).open(f"{EDITION}.html"))
    assert title == "November 2025, Guangdong, exports: Change year on year"
    assert told["As shown"] == twin["页面所示"] == "6.9%"
    value = float(figures_of(EDITION)[NUMBER].value)
    assert told["Unrounded"] == twin["未舍入"] == f"{value} %"
    files = told.pop("Data files")
    assert "Released 16 January 2026" in files
    assert "Taken in 21 November 2026" in files
    assert not [text for pair in told.items() for text in pair if CHINESE.search(text)]


def test_citations_of_an_english_page_are_apa_first(visit):
    revision, day = last_revision(EDITION, "en")
    visitor = visit(own=True)
    visitor.page.add_init_script(NOTE_COPIES)
    page = visitor.open(f"en/{EDITION}.html")
    labels = page.locator("#cite summary").all_inner_texts()
    assert labels[0] == "APA (7th edition)"
    assert labels[-2:] == ["GB/T 7714—2025", "GB/T 7714—2015"]
    assert page.locator("#tb-cite-apa").is_visible()
    caption = page.locator(f"#{TABLE} figcaption").inner_text()
    visitor.choose(f"#{TABLE} .tb-tools button:text-is('Cite')")
    assert page.evaluate("() => window.copied") == (
        f"China Goods Trade Monitor editorial team. ({day.year}, {day:%B} {day.day}). "
        f"{TITLE}: {caption} (Version {revision}). China Goods Trade Monitor. "
        f"https://example.org/en/{EDITION}/{revision}.html#{TABLE}"
    )
    assert visitor.faults == []


@pytest.mark.parametrize("name", KINDS)
def test_no_english_page_is_wider_than_a_phone(visit, name):
    page = visit("phone").open(f"en/{name}.html")
    assert page.evaluate("document.documentElement.scrollWidth") == 390
