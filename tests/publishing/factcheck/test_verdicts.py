"""Claims are found, bound and judged: the labelled set, what was made wrong in it, the mistakes this began with."""

from collections import Counter

import pytest
from publishing.factcheck.labels import LANGUAGES, labelled
from publishing.factcheck.mutations import mutations
from site_checker import checker
from testbed import ROOT

from helpers.presentation.parts import HeadingPart, ProsePart
from helpers.publishing.bundle.bundle import read_bundle

RECOGNISED = 0.95
"""Of the claims labelled as true, so many at least are found and agree."""
FALSE_ALARMS = 0.01
FOUND_WRONG = 0.8
"""Of what was made wrong, so much is at least not only left open."""


def over(claims, start, number):
    """Return the claim that stands where a number does; None where none was found."""
    end = start + len(number)
    found = [one for one in claims if one["start"] < end and one["end"] > start]
    return max(
        found,
        key=lambda one: (
            min(one["end"], end) - max(one["start"], start),
            one["start"] - one["end"],
        ),
        default=None,
    )


def verdicts_of(language):
    """Return how often each label had which verdict."""
    found = Counter()
    for text in labelled(language):
        claims = checker(language).check(text.text)
        for claim in text.claims:
            one = over(claims, claim.start, claim.number)
            found[claim.verdict, one["verdict"] if one else "not found"] += 1
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_claims_are_recognised_and_hardly_one_is_called_wrong_that_is_right(language):
    found = verdicts_of(language)
    true = sum(number for (label, _), number in found.items() if label == "agrees")
    assert found["agrees", "agrees"] >= RECOGNISED * true, found
    assert found["agrees", "differs"] <= FALSE_ALARMS * true, found
    assert found["differs", "agrees"] == found["cannot_judge", "agrees"] == 0, found
    assert found["cannot_judge", "differs"] <= FALSE_ALARMS * true, found


def test_nothing_that_was_made_wrong_agrees():
    texts, found, agreeing = {}, Counter(), []
    for one in mutations():
        if one.text not in texts:
            texts[one.text] = checker("zh").check(one.text)
        for falsehood in one.falsehoods:
            claim = over(texts[one.text], falsehood.start, falsehood.number)
            verdict = claim["verdict"] if claim else "not found"
            found[verdict] += 1
            if verdict == "agrees":
                agreeing.append((one.kind, falsehood.number, one.text))
    assert not agreeing
    assert found["differs"] >= FOUND_WRONG * found.total(), found


def verdicts(text, language="zh"):
    return [
        (one["text"], one["verdict"]) for one in checker(language).check(text) if one["isClaim"]
    ]


def test_a_growth_that_is_that_of_other_goods_differs():
    # Electronics grew by 11.0, metals fell by 24.3: data/published/beijing_2024-05_t2_export_products.csv.
    text = (
        "2024年5月，北京市出口居前的产品为电子设备、矿产品和化学制品，分别出口28.3亿美元、25.5亿美元和7.8亿美元，"
        "同比增速分别为-24.3%、19.4%和92.7%。"
    )
    assert verdicts(text) == [
        ("28.3亿美元", "agrees"),
        ("25.5亿美元", "agrees"),
        ("7.8亿美元", "agrees"),
        ("-24.3%", "differs"),
        ("19.4%", "agrees"),
        ("92.7%", "agrees"),
    ]


def test_an_amount_without_its_hundred_millions_differs_and_the_unit_is_named():
    (claim,) = checker("zh").check("2025年1-11月，广东出口7674.7美元。")
    assert (claim["verdict"], claim["expected"]) == ("differs", 767474300000)
    assert "单位" in claim["meant"]


def test_two_right_numbers_in_each_others_place_are_wrong():
    claims = checker("zh").check("2025年11月，广东和浙江出口分别为495.4亿美元和725.6亿美元。")
    assert [one["verdict"] for one in claims] == ["differs", "differs"]
    assert all("互换" in one["meant"] for one in claims)


def test_what_is_meant_is_named():
    (month,) = checker("zh").check("2025年11月，广东出口7674.7亿美元。")
    (flow,) = checker("zh").check("2025年11月，广东进口725.6亿美元。")
    assert "累计" in month["meant"]
    assert "出口" in flow["meant"]


def test_a_table_in_a_text_is_read_by_its_heads():
    text = "表 1：2025年11月各省市贸易额（亿美元）\n\n省市\t出口\t同比变化\n广东\t725.6\t6.9\n浙江\t495.4\t7.9\n"
    assert verdicts(text) == [
        ("725.6", "agrees"),
        ("6.9", "agrees"),
        ("495.4", "agrees"),
        ("7.9", "differs"),
    ]


def test_what_is_no_claim_is_shown_and_not_passed_over():
    claims = checker("zh").check("会议编号 88。2025年11月，广东出口725.6亿美元。")
    assert [(one["text"], one["isClaim"]) for one in claims] == [
        ("88", False),
        ("725.6亿美元", True),
    ]


def test_what_needs_all_provinces_is_not_judged_by_some():
    # Of May 2024 in dollars the data has Beijing alone: data/raw/beijing-2024-05.csv.
    text = (
        "2024年5月，北京市出口74.7亿美元，出口规模居全国第一。"
        "31个省市中，1个省市出口增长。北京市出口增速居全国第一。"
    )
    assert verdicts(text)[0] == ("74.7亿美元", "agrees")
    assert {verdict for _, verdict in verdicts(text)[1:]} == {"cannot_judge"}


def test_some_goods_are_no_order_of_all():
    # The customs' list names goods that overlap; the nine groups of a city are all there is.
    (listed, *_) = checker("zh").check("2025年12月，我国第一大出口产品为机电产品。")
    (grouped, *_) = checker("zh").check(
        "2024年5月，北京市前三大出口产品为电子设备、矿产品和化学制品。"
    )
    assert (listed["verdict"], grouped["verdict"]) == ("cannot_judge", "agrees")


def test_where_a_period_or_flow_is_missing_it_says_so():
    reasons = [
        checker("zh").check(text)[0]["reason"]
        for text in ("广东出口725.6亿美元。", "2025年11月，广东725.6亿美元。")
    ]
    assert reasons == ["no_period", "no_flow"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_prose_of_every_edition_agrees_with_the_data(language):
    """What the reports say and what the open data has come from the store by two ways."""
    folder = ROOT / "_build" / ("editions" if language == "zh" else f"{language}/editions")
    found, differing = Counter(), []
    for path in sorted(folder.rglob("*.ipynb")):
        for claim in checker(language).check(prose_of(path)):
            found[claim["verdict"]] += 1
            if claim["verdict"] == "differs" and claim["text"] not in TOLD_TO_TEN_MILLIONS:
                differing.append((path.parent.name, path.stem, claim["text"], claim["judged"]))
    assert not differing
    assert found["agrees"] > found.total() / 2


TOLD_TO_TEN_MILLIONS = ("US$50 million", "60 million yuan")
"""The figures behind these are told in hundredths of a billion: 0.05 and 0.06."""


def prose_of(path):
    """Return the heads and paragraphs of an edition, in their order."""
    bundle = read_bundle(path)
    found = [str(bundle.record["heading"])]
    for part in bundle.parts:
        if isinstance(part, HeadingPart):
            found.append(f"## {part.text}")
        elif isinstance(part, ProsePart) and part.form == "text":
            found += [*part.paragraphs, *part.folded]
    return "\n\n".join(found)
