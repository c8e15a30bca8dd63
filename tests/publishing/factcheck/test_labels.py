"""The labelled set is large, mixed, and right: each label is checked by lookup at the digits printed."""

from collections import Counter
from decimal import Decimal

import pytest
from publishing.factcheck.labels import VERDICTS, all_texts, labelled
from publishing.factcheck.mutations import KINDS, counts, mutations
from publishing.factcheck.printed import Printed, read, rounded
from publishing.factcheck.published import figure, months_until
from publishing.factcheck.truth import holds, is_false

LEAST = {"zh": 400, "en": 150}
KEYS = {"subject": "region/44", "span": "month", "period": "2025-11", "currency": "USD"}


def verdicts(language):
    return Counter(claim.verdict for text in labelled(language) for claim in text.claims)


def test_there_are_enough_claims_and_most_are_true():
    for language, least in LEAST.items():
        found = verdicts(language)
        assert found.total() >= least
        assert set(found) <= set(VERDICTS)
        assert 0.8 < found["agrees"] / found.total() < 0.92
        assert found["differs"] >= least / 20
        assert found["cannot_judge"] >= least / 40


def test_no_text_stands_twice_and_no_stretch_is_claimed_twice():
    texts = [one.text for one in all_texts()]
    assert len(set(texts)) == len(texts)
    for one in all_texts():
        ends = [0]
        for claim in one.claims:
            assert claim.start >= ends[-1], (one.text, claim.number)
            ends.append(claim.start + len(claim.number))
            assert claim.direction in one.text


def labelled_as(verdict):
    return [(one, claim) for one in all_texts() for claim in one.claims if claim.verdict == verdict]


def test_what_is_labelled_as_true_holds_at_its_digits():
    wrong = [
        (one.key, claim.number, claim.of)
        for one, claim in labelled_as("agrees")
        if holds(claim) is not True
    ]
    assert not wrong


def test_what_is_labelled_as_wrong_does_not_hold():
    true = [
        (one.key, claim.number, claim.of)
        for one, claim in labelled_as("differs")
        if not is_false(claim)
    ]
    assert not true


def test_what_cannot_be_judged_is_not_in_the_data():
    for one, claim in labelled_as("cannot_judge"):
        assert "why" in claim.of or holds(claim) is None, (one.key, claim.number)


def test_a_number_is_read_with_its_unit():
    amounts = {
        "725.6亿美元": Printed(Decimal("72560000000"), Decimal("10000000")),
        "45.47万亿元": Printed(Decimal("45470000000000"), Decimal("10000000000")),
        "US$72.56 billion": Printed(Decimal("72560000000"), Decimal("10000000")),
        "119,070,000吨": Printed(Decimal("119070000"), Decimal(1)),
        "-24.6%": Printed(Decimal("-24.6"), Decimal("0.1")),
        "５１.３亿美元": Printed(Decimal("5130000000"), Decimal("10000000")),
        "0.71个百分点": Printed(Decimal("0.71"), Decimal("0.01")),
    }
    assert {text: read(text) for text in amounts} == amounts


def test_values_are_rounded_half_away_from_zero():
    assert rounded(0.25, Decimal("0.1")) == Decimal("0.3")
    assert rounded(-0.25, Decimal("0.1")) == Decimal("-0.3")


def test_a_lookup_finds_what_was_published():
    # data/published/provincial_2025-11.csv: 广东 exported 725.6, up 6.9 percent, and imported 419.8.
    assert figure(KEYS | {"metric": "level", "flow": "export"}) == 72_560_000_000
    assert figure(KEYS | {"metric": "growth", "flow": "export"}) == pytest.approx(6.9, abs=0.001)
    assert figure(KEYS | {"metric": "level", "flow": "import"}) == 41_980_000_000
    assert figure(KEYS | {"metric": "level", "flow": "import", "period": "2025-10"}) is None


def test_months_are_counted_backwards_over_the_turn_of_a_year():
    assert months_until("2025-02", 4) == ["2024-11", "2024-12", "2025-01", "2025-02"]


def test_there_are_enough_mutations_of_every_kind():
    found = counts()
    assert found.total() >= 2000
    assert set(found) == set(KINDS)
    assert min(found.values()) >= 100


def test_a_mutation_is_another_text_and_says_where_it_is_wrong():
    originals = {one.text for one in all_texts()}
    for one in mutations():
        assert one.text not in originals
        assert one.falsehoods
        for false in one.falsehoods:
            assert one.text[false.start :].startswith(false.number)


def test_mutations_are_those_worked_out_by_hand():
    (first,) = [one for one in labelled("zh") if "725.6亿美元，同比增长6.9%" in one.text]
    made = {(one.kind, one.text) for one in mutations() if one.of == first.key}
    head, _, tail = first.text.partition("广东出口725.6亿美元，同比增长6.9%")
    assert ("unit", f"{head}广东出口725.6万美元，同比增长6.9%{tail}") in made
    assert ("sign", f"{head}广东出口725.6亿美元，同比下降6.9%{tail}") in made
    assert ("flow", f"{head}广东进口725.6亿美元，同比增长6.9%{tail}") in made
    # The data has a year before, 678.8, and the months from January on, 7674.7.
    assert ("month", first.text.replace("2025", "2024")) in made
    assert ("span", first.text.replace("11月", "1-11月")) in made
