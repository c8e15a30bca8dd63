"""The explorer in English: sentences, captions, heads, notes, lists and numbers, by hand from the data files."""

import re

import pytest
from english_site import english_site

CHINESE = re.compile(r"[\u3000-\u9fff\uff00-\uffef]")
SENTENCE, TABLE, MEMBERS = ".tb-explore-sentence", ".tb-explore-table", ".tb-explore-members"
TWO = "of=region/44,region/32&measure=value&flow=export&span=month&currency=CNY"
CITED = "Guangdong, Jiangsu: Value (exports, single months, billion yuan). "

SENTENCES = {
    "of=region/44&currency=USD&to=2025-11": (
        "In November 2025, Guangdong's exports came to US$72.56 billion, up 6.9% year on year."
    ),
    "of=region/44&currency=USD&flow=balance": (
        "In November 2025, Guangdong's trade balance was a surplus of US$30.58 billion."
    ),
    # A balance 178,920,896 dollars smaller.
    "of=region/44&currency=USD&flow=balance&measure=growth": (
        "In November 2025, Guangdong's trade balance fell by US$0.18 billion from a year earlier."
    ),
    "of=region/44&currency=USD&measure=contribution": (
        "In November 2025, Guangdong's exports affected the growth of China's exports, "
        "adding 1.5 percentage points."
    ),
    "of=region/44&currency=USD&measure=share": (
        "In November 2025, Guangdong's exports accounted for 22.0% of China's exports."
    ),
    # The first of 31 by total trade, then the second and the third.
    "of=region/44,region/32,region/33&currency=USD&measure=rank&flow=total": (
        "In November 2025, Guangdong's total trade ranked 1st among provinces. "
        "This was the highest of the 3 chosen; the lowest was Zhejiang (3rd)."
    ),
    "of=nation/_T&currency=CNY&span=ytd&to=2025-12": (
        "In 2025, China's exports came to 26,988.98 billion yuan, up 6.1% year on year."
    ),
    "of=partner/502&currency=CNY&from=2025-12": (
        "In December 2025, exports to the United States came to 242.24 billion yuan, "
        "down 30.9% year on year."
    ),
    # By themselves, in lists and heads, names have no article.
    "of=partner/133,partner/502,partner/303&currency=CNY&from=2025-12": (
        "In December 2025, exports to South Korea came to 95.84 billion yuan, down 2.0%† year on year. "
        "Of the 3 chosen, the highest was the United States (242.24 billion yuan), "
        "the lowest the United Kingdom (58.90 billion yuan)."
    ),
    "of=product/85076000&currency=USD&measure=unit_value": (
        "In February 2025, the unit value of exports of lithium-ion accumulators was "
        "US$15.15 per unit, down 1.2% year on year."
    ),
}
"""What is said, by what is chosen; of a single month there is no highest and lowest."""


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """Return the folder of the site in English."""
    return english_site(tmp_path_factory.mktemp("english"))


@pytest.fixture
def opened(visit, site):
    """Return a function that opens the explorer at a state, and looks afterwards whether anything went wrong."""
    visits = []

    def begin(state=TWO):
        visits.append(visit(home=site.as_uri()))
        page = visits[-1].open(f"explore.html#{state}")
        page.wait_for_function(
            "() => document.querySelector('#tb-explore').dataset.ready === location.hash"
        )
        return page

    yield begin
    assert [one.faults for one in visits] == [[] for _ in visits]


def texts(page, selector):
    return page.locator(selector).all_inner_texts()


@pytest.mark.parametrize("state", SENTENCES)
def test_the_finding_is_an_english_sentence(opened, state):
    assert opened(state).locator(SENTENCE).inner_text() == SENTENCES[state]


def test_two_parts_of_a_member_stand_around_the_flow(opened):
    page = opened("of=product/85076000+region/44,product/85076000+partner/304&currency=USD")
    said = page.locator(SENTENCE).inner_text()
    assert "Guangdong's exports of lithium-ion accumulators came to US$" in said
    assert "exports of lithium-ion accumulators to Germany came to US$" in said


def test_captions_heads_and_months(opened):
    page = opened()
    assert texts(page, "#explored figcaption") == ["Value (exports, single months, billion yuan)"]
    assert texts(page, f"{TABLE} figcaption") == ["Value (exports, single months), by month"]
    assert texts(page, f"{TABLE} thead th") == [
        "Month",
        "Guangdong",
        "Jiangsu",
        "Difference (Guangdong − Jiangsu)",
        "Ratio (Guangdong ÷ Jiangsu)",
    ]
    rows = texts(page, f"{TABLE} tbody th")
    assert (rows[0], rows[1], rows[-1]) == ("March 2025", "February 2025", "January 2024")
    assert texts(page, f"{MEMBERS} figcaption") == [
        "Value of exports: map of provinces, March 2025",
        "Value of exports: provinces, March 2025",
    ]


def test_what_can_be_chosen_begins_with_a_capital(opened):
    page = opened()
    found = {
        name: texts(page, f"#tb-explore-{name} option") for name in ("flow", "span", "currency")
    }
    assert found == {
        "flow": ["Exports", "Imports", "Total trade", "Trade balance"],
        "span": ["Single months", "January to the month"],
        "currency": ["US dollars", "Yuan"],
    }
    assert texts(page, "#tb-explore-to option")[:2] == ["January 2024", "February 2024"]


def test_notes_are_sentences_with_spaces_between(opened):
    page = opened("of=region/44&currency=USD&as=2026-11-27")
    notes = texts(page, f"{TABLE} .tb-notes p")
    assert notes[:3] == [
        "Unit: US$ billion.",
        "'-' means that there is no figure.",
        "Guangdong, December 2024, January–October 2025: no figure (no data for the month).",
    ]
    assert "Figures are shown as known on 27 November 2026. See" in " ".join(
        texts(page, ".tb-explore-notice")
    )


def test_what_is_not_held_is_told_in_a_sentence(opened):
    notes = texts(opened("of=nation/_T,partner/502&currency=USD"), f"{TABLE} .tb-notes p")
    assert "United States: no figures in US dollars." in notes


def test_marks_and_drawings_are_called_in_english(opened):
    page = opened()
    labels = page.evaluate(
        "() => [...document.querySelectorAll('#tb-explore [aria-label]')].map(one => one.getAttribute('aria-label'))"
    )
    # 485,780,000,000 yuan, rounded in the file to the hundred million.
    assert "Guangdong\nMarch 2025: 485.78 billion yuan" in labels
    assert not [label for label in labels if CHINESE.search(label)]
    page.locator("#explored svg [role='img']").first.focus()
    assert page.locator(".tb-tip strong").inner_text() == "Guangdong"
    assert page.locator(".tb-tip span").inner_text() == "521.86 billion yuan"


def test_nothing_but_titles_of_files_is_chinese(opened):
    page = opened()
    left = page.evaluate(
        """() => {
            const root = document.querySelector("#tb-explore").cloneNode(true);
            for (const one of root.querySelectorAll(".tb-explore-table details")) one.remove();
            return root.textContent;
        }"""
    )
    assert "https://example.org/en/explore.html#of=region/44" in left
    assert not CHINESE.search(left)


def test_members_are_found_by_names_of_both_languages(opened):
    page = opened()
    for typed in ("浙江", "Zhejiang", "33"):
        page.locator("#tb-explore-find").fill(typed)
        first = page.locator("#tb-explore-found [role='option']").first
        assert first.inner_text().startswith("Zhejiang 33")


def test_what_is_cited_is_called_in_english(opened):
    page = opened()
    page.locator(".tb-explore-take details summary").click()
    assert CITED in page.locator(".tb-explore-take details").inner_text()


WRITTEN = {
    # Half away from zero; thousands parted; a minus before the sign of the currency.
    ("USD", 72_565_000_000): "US$72.57 billion",
    ("USD", -1_234_565_000_000): "-US$1,234.57 billion",
    ("USD", 1_500_000): "US$0.002 billion",
    ("USD", 6_000_000): "US$0.01 billion",
    ("CNY", 4_999_999): "0.005 billion yuan",
    ("percent", 10026.25): "10,026.3%",
    ("points", -0.35): "-0.4 percentage points",
    ("places", 1): "1 place",
    ("places", 12): "12 places",
    ("piece", 272_919_000): "272.919 million units",
    ("kg", 1_234_567): "1,234.6 tonnes",
    ("CNY/kg", 9.875): "9.88 yuan per kilogram",
}
COARSE = {
    # Known to 10 billion, in the larger unit, with the digits that the source gives.
    ("USD", 1_230_000_000_000, 10_000_000_000): "US$1.23 trillion",
    ("CNY", 45_470_000_000_000, 10_000_000_000): "45.47 trillion yuan",
}


def test_amounts_are_written_by_the_language(opened):
    page = opened()
    write = """all => all.map(([unit, value, step = null]) =>
        tradebookExplorer.text.amount({ unit, value, step }))"""
    asked = {**WRITTEN, **COARSE}
    assert (
        dict(zip(asked, page.evaluate(write, [list(one) for one in asked]), strict=True)) == asked
    )


FILLED = {
    ("{a:capital} rose", "exports"): "Exports rose",
    ("{a:capital}", "<b>exports</b>"): "<b>Exports</b>",
    ("of {a:small}", "Lithium-ion accumulators"): "of lithium-ion accumulators",
    ("of {a:small}", "LCD televisions"): "of LCD televisions",
    ("of {a:small}", "HS 8507"): "of HS 8507",
    ("{a:ordinal}", "1"): "1st",
    ("{a:ordinal}", "12"): "12th",
    ("{a:ordinal}", "102"): "102nd",
    ("{a:ordinal}", "1,003"): "1,003rd",
    ("{a:plural(month, months)}", "1"): "1 month",
    ("{a:plural(month, months)}", "31"): "31 months",
    ("{a} and {a}", "$&"): "$& and $&",
}


def test_slots_are_filled_as_python_fills_them(opened):
    page = opened()
    fill = "all => all.map(([text, a]) => tradebookLanguage.filled(text, { a }, tradebookExplorer.words.ordinals))"
    found = page.evaluate(fill, [list(one) for one in FILLED])
    assert dict(zip(FILLED, found, strict=True)) == FILLED


def test_a_month_is_found_however_it_is_written(visit, site):
    page = visit(home=site.as_uri()).open("search.html")
    found = page.evaluate(
        """async () => {
            const { names } = await tradebookSearch.catalogue();
            const text = "In November 2025 and January–March 2024";
            const found = (query) => tradebookSearch.places(text, tradebookSearch.ask(query, names).whole);
            return ["2025-11", "November 2025", "nov 2025", "202511", "2024-03", "2025-03"]
                .map((query) => found(query).map(([from, to]) => text.slice(from, to)).join());
        }"""
    )
    assert found == ["November 2025"] * 4 + ["March 2024", ""]


def test_the_search_says_what_it_has_found_in_english(visit, site):
    page = visit(home=site.as_uri()).open("search.html?q=Guangdong exports")
    page.locator(".tb-answer").wait_for()
    assert re.fullmatch(
        r"Pages found(?: so far)?: \d+.*", page.locator(".tb-search-status").last.inner_text()
    )
    assert page.get_by_role("link", name="Open in the explorer").is_visible()
