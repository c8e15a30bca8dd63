from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.observations.scope import (
    Restriction,
    check_restriction,
    covers,
    overlap,
    universe,
)


@pytest.mark.parametrize(
    ("text", "inside", "outside"),
    [
        ("8507", ["8507", "85076000"], ["85", "8508", "850"]),
        ("01-84", ["01", "84713000", "0101"], ["85", "8507", "0", "98"]),
        ("01..84", ["84"], ["85"]),
        ("01–84, 98", ["98049000", "33"], ["97"]),
        ("8501-8507", ["850760", "8501"], ["85", "8508"]),
        ("110,116", ["110", "116"], ["111", "11"]),
        ("22", ["22", "22-吉林市"], ["21"]),
    ],
)
def test_a_scope_has_its_members_its_ranges_and_all_codes_within_them(text, inside, outside):
    scope = Restriction.parse(text)
    assert [code for code in inside if not scope.contains(code)] == []
    assert [code for code in outside if scope.contains(code)] == []


@pytest.mark.parametrize("text", ["", "01-", "84-01", "01-840", "85,,86"])
def test_what_is_no_scope_is_refused(text):
    with pytest.raises(ValueError, match="such as 01-84,98, found"):
        Restriction.parse(text)


@pytest.mark.parametrize(
    ("dimension", "text"),
    [
        ("product", "01-84,98"),
        ("product", "85076000"),
        ("product", "HITECH"),
        ("partner", "110,116"),
        ("partner", "301-312,ASEAN"),
        ("region", "11-15,22-吉林市"),
        ("regime", "10"),
        ("enterprise", "private"),
    ],
)
def test_codes_have_the_shape_of_their_dimension(dimension, text):
    check_restriction(dimension, text)


@pytest.mark.parametrize(
    ("dimension", "text", "found"),
    [
        ("product", "1-9", "1"),
        ("product", "01-84,850", "850"),
        ("product", "0l-84", "0l-84"),
        ("product", "_T", "_T"),
        ("partner", "11", "11"),
        ("partner", "1100-1160", "1100"),
        ("region", "110000", "110000"),
        ("regime", "1", "1"),
        ("enterprise", "some one", "some one"),
    ],
)
def test_a_code_of_another_shape_is_refused(dimension, text, found):
    with pytest.raises(ValueError, match=f"or a range of such, found '{found}'$"):
        check_restriction(dimension, text)


@pytest.mark.parametrize(
    ("parts", "fixed", "whole"),
    [
        ([{}], {}, True),
        ([], {}, False),
        ([{"product": "01-84"}, {"product": "85-97"}], {}, True),
        ([{"product": "01-84"}, {"product": "86-97"}], {}, False),
        ([{"product": "01-84"}, {"product": "86-97"}], {"product": "8471"}, True),
        ([{"product": "01-84"}, {"product": "86-97"}], {"product": "8507"}, False),
        ([{"product": "1201"}], {"product": "12011000"}, True),
        ([{"product": "1201"}], {"product": "12"}, False),
        ([{"region": "11"}], {"region": "11"}, True),
        ([{"region": "11"}], {}, False),
        # Chapters in parts, of one province; of two provinces half of each is not the whole.
        (
            [{"region": "11", "product": "01-84"}, {"region": "11", "product": "85-97"}],
            {"region": "11"},
            True,
        ),
        (
            [{"region": "11", "product": "01-84"}, {"region": "12", "product": "85-97"}],
            {"region": "11"},
            False,
        ),
        # What the one lacks of partners, the other lacks of products.
        ([{"partner": "110"}, {"product": "01-97"}], {}, True),
        ([{"partner": "110"}, {"product": "01-50"}], {"partner": "110"}, True),
        ([{"partner": "110"}, {"product": "01-50"}], {"partner": "116"}, False),
    ],
)
def test_parts_make_a_whole_where_they_leave_nothing_out(parts, fixed, whole):
    assert covers(parts, fixed, {}) is whole


@pytest.mark.parametrize(
    ("one", "other", "common"),
    [
        ({}, {"product": "01-84"}, True),
        ({"product": "01-84"}, {"product": "84-97"}, True),
        ({"product": "01-61"}, {"product": "62-84"}, False),
        ({"product": "85-97,98"}, {"product": "98"}, True),
        ({"product": "8507"}, {"product": "85-97"}, True),
        ({"product": "85"}, {"product": "8501-8507"}, True),
        ({"product": "8507"}, {"product": "8508-8509"}, False),
        ({"product": "8507"}, {"region": "11"}, True),
        ({"product": "8507", "region": "11"}, {"product": "85", "region": "12-15"}, False),
    ],
)
def test_parts_overlap_where_they_may_have_a_row_in_common(one, other, common):
    assert overlap(one, other) is overlap(other, one) is common


def test_a_chapter_that_the_data_has_is_one_that_parts_must_have():
    parts = [{"product": "01-84"}, {"product": "85-97"}]
    assert covers(parts, {}, {"product": {"98"}}) is False
    assert covers([*parts, {"product": "98"}], {}, {"product": {"98"}}) is True


@given(st.lists(st.sampled_from(sorted(universe("product"))), min_size=1, max_size=4, unique=True))
def test_a_query_cut_anywhere_is_whole_and_without_a_piece_it_is_not(cuts):
    chapters = sorted(universe("product"))
    bounds = sorted({0, *(chapters.index(cut) for cut in cuts), len(chapters)})
    pieces = [chapters[start:end] for start, end in pairwise(bounds)]
    parts = [{"product": f"{piece[0]}-{piece[-1]}"} for piece in pieces]
    assert covers(parts, {}, {})
    assert not covers(parts[1:], {}, {})
