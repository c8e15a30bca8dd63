"""English queries and what is answered, written before the scripts read or wrote any English.

Amounts are those of the data files: Guangdong's exports of November 2025 are 72,560,000,000 US dollars, and
so on; rounding and words are worked out by hand.
"""

import pytest
from english_site import english_site

GUANGDONG = (
    "In November 2025, Guangdong's exports came to US$72.56 billion, up 6.9% year on year. "
    "Guangdong's exports ranked 1st among provinces."
)
JIANGSU = (
    "In November 2025, Jiangsu's exports came to US$49.38 billion, up 8.7% year on year. "
    "Jiangsu's exports ranked 3rd among provinces."
)
JIANGSU_TO_DATE = (
    "In January–November 2025, Jiangsu's exports came to US$502.31 billion, up 8.6% year on year. "
    "Jiangsu's exports ranked 3rd among provinces."
)
TOTAL = (
    "In November 2025, Guangdong's total trade came to US$114.54 billion, up 9.1% year on year. "
    "Guangdong's total trade ranked 1st among provinces."
)
AMERICA = (
    "In December 2025, exports to the United States came to 242.24 billion yuan, down 30.9% year on year. "
    "Exports to the United States ranked 2nd among trading partners."
)
GERMANY = (
    "In December 2025, imports from Germany came to 63.21 billion yuan, up 12.0% year on year. "
    "Imports from Germany ranked 9th among trading partners."
)
BATTERIES = "In February 2025, exports of lithium-ion accumulators came to US$4.14 billion, up 11.6% year on year."
DELTA = [
    "In March 2025, Shanghai's imports came to 197.43 billion yuan, down 6.9% year on year. "
    "Shanghai's imports ranked 3rd among provinces.",
    "In March 2025, Jiangsu's imports came to 154.38 billion yuan, down 3.0%† year on year. "
    "Jiangsu's imports ranked 4th among provinces.",
    "In March 2025, Zhejiang's imports came to 111.17 billion yuan, down 2.6% year on year. "
    "Zhejiang's imports ranked 6th among provinces.",
    "In March 2025, Anhui's imports came to 22.09 billion yuan, up 0.8%† year on year. "
    "Anhui's imports ranked 11th among provinces.",
]
SURPLUS = "In December 2025, China's trade balance was a surplus of 808.55 billion yuan."

ANSWERS = {
    # A place, a flow, a month, in any order; a month by its name, short or in figures.
    "Guangdong exports November 2025": [GUANGDONG],
    "exports of Guangdong in Nov 2025": [GUANGDONG],
    "What were Guangdong's exports in November?": [GUANGDONG],
    "2025-11 guangdong exports": [GUANGDONG],
    "Guangdong exports 11/2025": [GUANGDONG],
    "Guangdong exports and imports": [TOTAL],
    "Beijing imports May 2024": [
        "In May 2024, Beijing's imports came to US$38.73 billion, down 1.6% year on year."
    ],
    # January to a month, years.
    "Jiangsu exports January–November 2025": [JIANGSU_TO_DATE],
    "Jiangsu exports, January to November 2025": [JIANGSU_TO_DATE],
    "Jiangsu exports first 11 months of 2025": [JIANGSU_TO_DATE],
    "Jiangsu exports year to date": [JIANGSU_TO_DATE],
    "Beijing imports Jan-May 2024": [
        "In January–May 2024, Beijing's imports came to US$184.54 billion, up 1.4% year on year."
    ],
    "China exports 2025": [
        "In 2025, China's exports came to 26,988.98 billion yuan, up 6.1% year on year."
    ],
    # What is asked of it.
    "Guangdong export growth": ["In November 2025, Guangdong's exports rose 6.9% year on year."],
    "Guangdong export share": [
        "In November 2025, Guangdong's exports accounted for 22.0% of China's exports."
    ],
    "Guangdong's share of China's exports": [
        "In November 2025, Guangdong's exports accounted for 22.0% of China's exports."
    ],
    "Guangdong trade balance": [
        "In November 2025, Guangdong's trade balance was a surplus of US$30.58 billion."
    ],
    "trade surplus": [SURPLUS],
    # Partners and goods, by what people call them.
    "US exports": [AMERICA],
    "exports to the United States": [AMERICA],
    "imports from Germany December 2025": [GERMANY],
    "China's imports from Germany": [GERMANY],
    "lithium-ion batteries exports": [BATTERIES],
    "China's lithium battery exports": [BATTERIES],
    "lithium battery export quantity": [
        "In February 2025, exports of lithium-ion accumulators came to a quantity of 272.919 million units, "
        "up 12.9% year on year."
    ],
    "lithium battery export unit price": [
        "In February 2025, the unit value of exports of lithium-ion accumulators was US$15.15 per unit, "
        "down 1.2% year on year."
    ],
    # Several at once.
    "Yangtze River Delta imports March 2025": DELTA,
    # Chinese names, initials, a slip of the finger.
    "广东 exports": [GUANGDONG],
    "江苏省 exports Nov 2025": [JIANGSU],
    "2025年11月 js exports": [JIANGSU],
    "gd exports": [GUANGDONG],
    "Guangdogn exports": [f"'guangdogn' is not known and was read as Guangdong. {GUANGDONG}"],
    # Who is first.
    "fastest export growth": [
        "In November 2025, of 31 provinces, those with the highest export growth were, in order, "
        "Gansu (143.2%), Inner Mongolia (30.0%), Shaanxi (28.5%)."
    ],
    "which province has the largest imports": [
        "In November 2025, of 31 provinces, those with the highest import value were, in order, "
        "Guangdong (US$41.98 billion), Shanghai (US$28.28 billion), Beijing (US$27.98 billion)."
    ],
    "biggest exporters": [
        "In November 2025, of 31 provinces, those with the highest export value were, in order, "
        "Guangdong (US$72.56 billion), Zhejiang (US$49.54 billion), Jiangsu (US$49.38 billion)."
    ],
    "largest trade surplus": [
        "In November 2025, of 31 provinces, those with the highest trade balance were, in order, "
        "Zhejiang (US$34.27 billion), Guangdong (US$30.58 billion), Jiangsu (US$25.13 billion)."
    ],
    # Jiangsu and Jiangxi are as near; what is not understood as a whole; two questions.
    "Jiangsi exports": [],
    "digital economy": [],
    "Guangdong football exports": [],
    "China and Guangdong exports": [],
    "Jiangsu exports October November 2025": [],
}

FIND = """async query => (await tradebookAnswers.find(query, await tradebookSearch.catalogue()))
    .map(one => one.text)"""


@pytest.fixture(scope="module")
def page(chromium, tmp_path_factory):
    """Return an open page of the site in English."""
    site = english_site(tmp_path_factory.mktemp("english"))
    page = chromium.new_page(locale="en-GB")
    page.goto(f"{site.as_uri()}/method.html")
    yield page
    page.close()


def test_each_query_has_the_answer_it_asks_for(page):
    found = {query: page.evaluate(FIND, query) for query in ANSWERS}
    assert {query: one for query, one in found.items() if one != ANSWERS[query]} == {}


def test_a_citation_ends_the_finding_with_one_full_stop(page):
    text = page.evaluate(
        """async () => tradebookAnswers.citation(
            (await tradebookAnswers.find("gd exports", await tradebookSearch.catalogue()))[0])"""
    )
    assert "ranked 1st among provinces. " in text
    assert ".." not in text
