"""The page that checks texts, in a browser: the verdicts of Python, nothing passed over, nothing sent."""

import json

import pytest
from accessibility import bars_in_both
from publishing.factcheck.labels import LANGUAGES, all_texts, labelled
from site_checker import checker

PAGES = {"zh": "check.html", "en": "en/check.html"}
MARKS = "#tb-check-text mark"
TOLD = "#tb-check-told"
ALL = """async (texts) => {
    const found = [];
    for (const text of texts) found.push(await tradebookFactcheck.claimsOf(text));
    return JSON.stringify(found);
}"""
EXAMPLES = {
    "zh": {
        "725.6亿美元": "agrees",
        "495.4亿美元": "agrees",
        "493.8亿美元": "agrees",
        "6.9%": "agrees",
        "9.7%": "agrees",
        "8.7%": "agrees",
        "282.8亿美元": "agrees",
        "4.7%": "differs",
        "7674.7美元": "differs",
        "57.3%": "cannot_judge",
        "5%": "cannot_judge",
    },
    "en": {
        "US$72.56 billion": "agrees",
        "US$49.54 billion": "agrees",
        "US$49.38 billion": "agrees",
        "6.9%": "agrees",
        "9.7%": "agrees",
        "8.7%": "agrees",
        "4.7%": "differs",
        "US$28.28 billion": "agrees",
        "57.3%": "cannot_judge",
        "5%": "cannot_judge",
    },
}
"""From ``data/published/provincial_2025-11.csv``; Shanghai's imports rose."""
SUMMARIES = {
    "zh": "共 11 个数字：相符 7，不符 2，当时相符 0，不能判断 2",
    "en": "10 numbers: 7 agree, 1 differ, 0 were right then, 2 can't be judged",
}


@pytest.fixture
def opened(visit):
    """Return a function that opens the page of a language, and looks afterwards whether anything went wrong."""
    visits = []

    def begin(language="zh", **options):
        visits.append(visit(**options))
        return visits[-1].open(PAGES[language])

    yield begin
    assert [one.faults for one in visits] == [[] for _ in visits]


def wait(page):
    page.locator("#tb-check[data-state=done]").wait_for()


def check(page, text):
    """Paste a text and press the button; return the page when its results are there."""
    page.locator("#tb-check-input").fill(text)
    page.locator("#tb-check-form [type=submit]").click()
    wait(page)
    return page


def press_example(page):
    page.locator("#tb-check-example").click()
    wait(page)
    return page


def marks(page):
    """Return the marked stretches of the text, each with its verdict."""
    found = page.locator(MARKS).evaluate_all(
        "all => all.map(one => [one.firstChild.textContent, one.className.replace('tb-check-', '')])"
    )
    return [(text, verdict) for text, verdict in found]


def long_text(language, least=3000):
    """Return texts of the labelled set, one after another, of so many characters."""
    found = []
    for one in labelled(language):
        found.append(one.text)
        if sum(map(len, found)) >= least:
            break
    return "\n\n".join(found)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_example_is_marked_in_each_language(opened, home, language):
    page = press_example(opened(language, home=home))
    assert marks(page) == [*EXAMPLES[language].items()]
    assert page.locator("#tb-check-summary").inner_text() == SUMMARIES[language]
    listed = page.locator("#tb-check-list > li strong").all_inner_texts()
    assert listed == [*EXAMPLES[language]]


def test_a_mark_tells_how_it_was_read_what_the_data_has_and_where(opened, home):
    page = press_example(opened(home=home))
    page.locator(MARKS, has_text="7674.7美元").click()
    told = page.locator(TOLD)
    assert "读作：广东，出口，金额或数量，2025年1—11月累计" in told.inner_text()
    # 7674.7 in hundred millions.
    assert "数据为 7674.7亿美元" in told.inner_text()
    assert "可能写错了单位" in told.inner_text()
    told.locator("a").click()
    page.wait_for_function(
        "() => document.querySelector('#tb-explore')?.dataset.ready === location.hash"
    )
    assert "7674.7 亿美元" in page.locator(".tb-explore-sentence").inner_text()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_labelled_text_is_judged_and_told_as_in_python(opened, files, language):
    page = opened(language, home=files)
    texts = [one.text for one in all_texts()]
    found = json.loads(page.evaluate(ALL, texts))
    python = checker(language)
    differing = [
        text for text, claims in zip(texts, found, strict=True) if claims != python.check(text)
    ]
    assert differing == []
    assert sum(map(len, found)) > 1000


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_long_text_keeps_its_characters_and_has_the_verdicts_of_python(opened, files, language):
    text = long_text(language)
    page = check(opened(language, home=files), text)
    expected = [
        (one["text"], one["verdict"] if one["isClaim"] else "unread")
        for one in checker(language).check(text)
    ]
    assert len(expected) > 50
    assert marks(page) == expected
    signs = page.locator("#tb-check-text .tb-check-sign")
    signs.evaluate_all("all => all.forEach(one => one.remove())")
    assert page.locator("#tb-check-text").evaluate("one => one.textContent") == text


def test_what_is_no_claim_is_shown_as_such(opened, files):
    page = check(opened(home=files), "2025年11月，广东出口725.6亿美元，会议来了37。见表3。")
    assert marks(page) == [("725.6亿美元", "agrees"), ("37", "unread")]
    summary = page.locator("#tb-check-summary").inner_text()
    assert summary.endswith("不能判断 0。另有 1 个数字不作为论断：37")
    assert page.locator("#tb-check-others li").all_inner_texts() == ["37 没有单位，不作为数字核对"]
    assert page.locator("#tb-check-passed").inner_text().endswith("没有核对：2025、11、3。")


def test_a_text_without_numbers_says_that_there_are_none(opened, files):
    page = check(opened(home=files), "外贸稳中有进。")
    assert page.locator("#tb-check-summary").inner_text() == "没有找到可以核对的数字。"
    assert page.locator("#tb-check-list > li").count() == 0


def test_markup_in_a_text_stays_text(opened, files):
    text = '<img src="none.png" onerror="window.ran = 1"> 2025年11月，广东出口725.6亿美元 <b>'
    page = check(opened(home=files), text)
    assert page.locator("#tb-check-text").inner_text().startswith('<img src="none.png"')
    assert page.locator("#tb-check-results :is(img, b)").count() == 0
    assert page.evaluate("window.ran") is None


def test_the_list_is_of_one_verdict_where_that_is_chosen(opened, files):
    page = press_example(opened(home=files))
    page.locator("#tb-check-filters button", has_text="不符").click()
    assert page.locator("#tb-check-list > li:visible strong").all_inner_texts() == [
        "4.7%",
        "7674.7美元",
    ]
    page.locator("#tb-check-filters button", has_text="全部").click()
    assert page.locator("#tb-check-list > li:visible").count() == 11


def test_all_is_reached_by_keys(opened, files):
    page = opened(home=files)
    page.locator("#tb-check-input").focus()
    for _ in range(3):
        page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "tb-check-example"
    page.keyboard.press("Enter")
    wait(page)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "tb-check-mark-0"
    assert page.locator(f"{TOLD} strong").inner_text() == "725.6亿美元"
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    assert page.locator(f"{TOLD} strong").inner_text() == "495.4亿美元"
    assert page.locator(f"{MARKS}[aria-pressed=true]").count() == 1
    page.locator(".tb-check-back").nth(8).press("Enter")
    assert page.locator(f"{TOLD} strong").inner_text() == "7674.7美元"


def test_the_results_are_emptied(opened, files):
    page = press_example(opened(home=files))
    page.locator("#tb-check-clear").click()
    assert page.locator("#tb-check-input").input_value() == ""
    assert not page.locator("#tb-check-results").is_visible()
    assert page.locator("#tb-check-summary").inner_text() == ""


def test_nothing_is_asked_of_the_network_and_nothing_is_kept(visit, files):
    visitor = visit(home=files, own=True)
    asked = []
    visitor.page.on("request", lambda one: asked.append(one.url))
    visitor.page.context.set_offline(True)
    page = check(visitor.open(PAGES["zh"]), long_text("zh"))
    assert page.locator(MARKS).count() > 50
    assert [one for one in asked if not one.startswith((f"{files}/", "data:", "blob:"))] == []
    assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [
        0,
        0,
        "",
    ]
    page.reload()
    assert page.locator("#tb-check-input").input_value() == ""
    assert visitor.faults == []


def test_data_that_is_not_there_is_told_and_asked_for_again(visit, served):
    visitor = visit(home=served)
    page = visitor.open(PAGES["zh"])
    page.wait_for_function("async () => Boolean(await tradebookFactcheck.claimsOf(''))")
    page.route("**/data/explorer/**", lambda route: route.abort())
    press_example(page)
    assert page.locator("#tb-check-summary").inner_text() == "数据没有读到，请再按一次“核对”。"
    page.unroute_all()
    page.locator("#tb-check-form [type=submit]").click()
    page.locator(MARKS).first.wait_for()
    assert page.locator(MARKS).count() == 11


@pytest.mark.parametrize(("encoding", "name"), [("utf-8", "a"), ("gb18030", "b")])
def test_a_file_that_is_dropped_is_checked(opened, files, encoding, name):
    page = opened(home=files)
    content = [*"2025年11月，广东出口725.6亿美元。".encode(encoding)]
    page.evaluate(
        """([content, name]) => {
            const dataTransfer = new DataTransfer();
            dataTransfer.items.add(new File([new Uint8Array(content)], `${name}.txt`));
            const dropped = new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true });
            document.querySelector("#tb-check-input").dispatchEvent(dropped);
        }""",
        [content, name],
    )
    wait(page)
    assert marks(page) == [("725.6亿美元", "agrees")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_bars_a_reader_of_the_results(visit, served, language):
    page = press_example(visit(home=served).open(PAGES[language]))
    page.locator(MARKS).first.focus()
    assert bars_in_both(page) == []


def test_a_phone_shows_it_without_scrolling_sideways(opened, files):
    text = long_text("en") + " https://example.org/" + "a" * 200
    page = check(opened("en", size="phone", home=files), text)
    page.locator(MARKS).first.focus()
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= 390
