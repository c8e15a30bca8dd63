"""An address that was frozen on a day shows what was known then, after a release has changed it, too."""

import base64
import functools
import gzip
import json
import re

import pytest
from testbed import SITE

from helpers.publishing.open_data.encoding import script

SHARD, MONTH = "region/44.CNY.month", "2025-01"
KNOWN, DAY = "2025-02-20", "2025-06-01"
"""From when the months are known, and when one of them was revised."""
HASH = "#of=region/44&measure=value&flow=export&span=month&currency=CNY&from=2025-01&to=2025-03"
READY = "() => document.querySelector('#tb-explore')?.dataset.ready === location.hash"
FIRST = 400_000_000_000.0
"""What was released first: 4000.0 亿元."""


def held(key):
    """Return what one of the site's scripts hands over."""
    text = (SITE / "data" / "explorer" / f"{key}.js").read_text("utf-8")
    packed = re.fullmatch(r'tradebookData\("[^"]+","([^"]+)"\);\n', text)[1]
    return json.loads(gzip.decompress(base64.b64decode(packed)))


def revised():
    """Return the index and a shard in which a release has changed a month's exports."""
    index, shard = held("index"), held(SHARD)
    (level,) = (
        one
        for one in shard["series"]
        if (one["metric"], one["measure"], one["flow"]) == ("level", "value", "export")
    )
    level["was"] = [[shard["months"].index(MONTH), DAY, FIRST, "observed", ""]]
    shard["since"] = [KNOWN] * len(shard["months"])
    return {"index": {**index, "days": [DAY]}, SHARD: shard}


def answer(body, route):
    """Answer a request with a script."""
    route.fulfill(body=body, content_type="text/javascript")


@pytest.fixture
def opened(visit):
    """Return a function that opens the explorer over data that was revised."""

    def begin(path):
        visitor = visit()
        for key, content in revised().items():
            place = re.compile(rf"/{re.escape(key)}\.js")
            visitor.page.route(place, functools.partial(answer, script(key, content)))
        page = visitor.open(path)
        page.wait_for_function(READY)
        return page

    return begin


def cell(page):
    """Return the printed value of the month that was revised."""
    return page.locator(".tb-explore-table tr", has_text=MONTH).locator("td").inner_text()


def test_before_the_revision_it_shows_the_first_value_and_says_what_is_newer(opened):
    page = opened(f"explore.html{HASH}&as=2025-05-31")
    assert cell(page) == "4000.0"
    notice = page.locator(".tb-explore-notice").inner_text()
    assert "这里显示的是 2025-05-31 当时已知的数。此后有更新的数据" in notice
    assert "这里的 1 个数已被修订" in notice
    # The members of a month have no past of their own: none is better than those of today.
    assert "冻结日期以后数据有修订" in page.locator(".tb-explore-members").inner_text()


def test_from_the_day_of_the_revision_on_it_shows_the_new_value(opened):
    live = opened(f"explore.html{HASH}")
    assert cell(live) != "4000.0"
    page = opened(f"explore.html{HASH}&as={DAY}")
    assert cell(page) == cell(live)
    assert "这里的数没有变" in page.locator(".tb-explore-notice").inner_text()


def test_what_was_not_known_yet_is_absent(opened):
    page = opened(f"explore.html{HASH}&as=2025-01-15")
    assert set(page.locator(".tb-explore-table td").all_inner_texts()) == {"-"}
    assert "没有数：没有该月的数据" in page.locator(".tb-explore-sentence").inner_text()
