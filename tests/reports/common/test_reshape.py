"""Groups of products and of partners, made of an answer of the store."""

from itertools import product

import pytest
from builders import (
    NAN,
    answer,
    cell,
    extent,
    observation,
    observations,
    panel_of,
    raw_file,
    values_by,
)

from helpers.core.errors import ReferenceTableError
from helpers.indicators import bases, changes
from helpers.indicators.panel import PANEL_COLUMNS
from helpers.observations.warehouse.query import ANSWER_COLUMNS, Query
from helpers.observations.warehouse.store import Store
from helpers.reports.common.reshape import (
    by_macro_region,
    by_product_group,
    with_both_sides,
    with_partner_groups,
)

# The chapters of the nine groups, by hand: the first and the last of each range, and its neighbours.
BOUNDARIES = [
    ("01", "agriculture"),
    ("24", "agriculture"),
    ("25", "minerals"),
    ("27", "minerals"),
    ("28", "chemicals"),
    ("40", "chemicals"),
    ("41", "textiles"),
    ("43", "textiles"),
    ("44", "wood"),
    ("49", "wood"),
    ("50", "textiles"),
    ("67", "textiles"),
    ("68", "metals"),
    ("83", "metals"),
    ("84", "electronics"),
    ("85", "electronics"),
    ("86", "transport"),
    ("89", "transport"),
    ("90", "electronics"),
    ("92", "electronics"),
    ("93", "other"),
    ("99", "other"),
]


def sums(frame, *keys):
    """Return what is not zero, by key."""
    rows = frame.to_dict("records")
    return {tuple(row[key] for key in keys): row["value"] for row in rows if row["value"]}


def complete(*rows, **keys):
    """Return an answer that has all there is, of each month, span and flow of its rows."""
    parts = {(row["period"], row["span"], row["flow"]) for row in rows}
    return answer(*rows, extents=[extent(*part, **keys) for part in sorted(parts)])


def groups_of(*rows, **keys):
    return by_product_group(complete(*rows, **keys)).rows


def test_a_code_of_any_length_falls_into_the_group_of_its_chapter():
    wrong = []
    for (chapter, group), rest in product(BOUNDARIES, ["", "01", "010000", "99", "999999"]):
        found = groups_of(observation(7, product=chapter + rest))
        if sums(found, "product", "basis") != {(group, "computed"): 7.0}:
            wrong.append((chapter + rest, sums(found, "product", "basis")))
    assert wrong == []


def test_codes_of_one_group_are_added_apart_by_flow_span_and_region():
    found = groups_of(
        observation(1, product="8542", region="44"),
        observation(2, product="9018", region="44"),
        observation(4, product="8703", region="44"),
        observation(8, product="8542", region="44", flow="import"),
        observation(16, product="8542", region="44", span="ytd"),
    )
    assert sums(found, "region", "flow", "span", "product") == {
        ("44", "export", "month", "electronics"): 3.0,
        ("44", "export", "month", "transport"): 4.0,
        ("44", "import", "month", "electronics"): 8.0,
        ("44", "export", "ytd", "electronics"): 16.0,
    }
    assert list(found.columns) == [*ANSWER_COLUMNS, "reason"]


def test_a_group_of_which_a_chapter_is_missing_has_no_value():
    # Electronics are 84-85 and 90-92: of the parts that are there, none has chapter 90.
    rows = [observation(1, product="8542"), observation(2, product="0101")]
    parts = ((("product", "01-89"),),)
    found = groups_of(*rows, whole=False, parts=parts).set_index("product")
    assert found.loc["agriculture", ["value", "reason"]].tolist() == [2, ""]
    assert found["reason"].to_dict() == {
        **dict.fromkeys(found.index, ""),
        "electronics": "incomplete",
        "other": "incomplete",
    }
    assert found["value"].isna().sum() == 2


def test_where_no_group_is_known_there_are_none():
    found = groups_of(observation(1, product="85076000"), whole=False)
    assert found.empty


def test_sums_name_every_source_once_and_no_growth():
    found = groups_of(
        observation(1, product="8542", source="b", growth=5.0),
        observation(2, product="9018", source="a", growth=5.0),
        observation(2, product="8471", source="b", growth=5.0),
    )
    assert found.set_index("product").loc["electronics", "sources"] == "a;b"
    assert found["growth"].isna().all()


def test_groups_are_left_as_they_are():
    stated = answer(
        observation(1, product="electronics", growth=5.0), observation(2, product="minerals")
    )
    found = by_product_group(stated).rows
    assert found.equals(stated.rows)
    assert found["basis"].tolist() == ["observed", "observed"]
    assert found["growth"].tolist()[0] == 5.0


def test_an_answer_without_rows_stays_without():
    assert by_product_group(answer()).rows.empty


@pytest.mark.parametrize("code", ["00", "0001", "850", "electronic", "85A0"])
def test_what_is_neither_code_nor_group_is_refused(code):
    with pytest.raises(ReferenceTableError, match=code):
        by_product_group(answer(observation(1, product=code)))


def test_the_customs_lists_are_left_out_of_the_groups():
    found = groups_of(
        observation(1, product="8542"),
        observation(2, product="9018"),
        observation(99, product="HITECH"),
        observation(98, product="MECHELEC"),
    )
    assert sums(found, "product") == {("electronics",): 3.0}


def test_the_customs_lists_are_left_out_of_stated_groups():
    found = groups_of(
        observation(1, product="electronics", growth=5.0), observation(9, product="HITECH")
    )
    assert found[["product", "growth", "basis"]].to_numpy().tolist() == [
        ["electronics", 5.0, "observed"]
    ]


def test_of_the_customs_lists_alone_there_is_no_group():
    assert groups_of(observation(9, product="HITECH")).empty


def test_a_sum_of_codes_is_known_to_the_coarsest_step():
    found = groups_of(
        observation(1, product="8542", step=1e4), observation(2, product="9018", step=1e6)
    )
    assert found.set_index("product").loc["electronics", "step"] == 1e6


# The seven regions: Heilongjiang 23, Jilin 22 and Liaoning 21 are the north-east; Guangdong 44,
# Guangxi 45 and Hainan 46 the south.


def base_of(region, value, base, **keys):
    return cell(value, base, region=region, sources_base="old", **keys)


def test_provinces_are_summed_into_regions():
    found = by_macro_region(
        panel_of(
            base_of("21", 30, 20),
            base_of("22", 10, 10),
            base_of("23", 5, 6, sources="b"),
            base_of("44", 90, 80),
            base_of("21", 3, 2, flow="import"),
            base_of("21", 33, 22, span="ytd"),
        )
    )
    assert list(found.columns) == list(PANEL_COLUMNS)
    assert values_by(found, "region", "flow", "span") == {
        ("northeast", "export", "month"): 45,
        ("northeast", "import", "month"): 3,
        ("northeast", "export", "ytd"): 33,
        ("south", "export", "month"): 90,
    }
    row = found.set_index(["region", "flow", "span"]).loc["northeast", "export", "month"]
    assert row[["base", "basis", "basis_base"]].tolist() == [36, "computed", "computed"]
    assert row[["sources", "sources_base"]].tolist() == ["a;b", "old"]
    assert found["printed"].isna().all()


def test_a_region_has_no_base_where_one_of_its_provinces_has_none():
    found = by_macro_region(
        panel_of(
            base_of("21", 30, 20),
            base_of("22", 10, NAN, printed=5.0),
            base_of("23", 5, 6),
            base_of("44", 90, 80),
        )
    )
    assert values_by(found, "region") == {"northeast": 45, "south": 90}
    assert values_by(found.assign(value=found["base"]), "region") == {
        "northeast": None,
        "south": 80,
    }
    growth = changes.growth(found).set_index("region")
    assert growth["basis"].to_dict() == {"northeast": "absent", "south": "computed"}


def test_a_region_says_that_a_base_is_implied():
    found = by_macro_region(
        bases.implied_bases(panel_of(base_of("44", 90, 80), base_of("45", 33, NAN, printed=10.0)))
    )
    assert found[["region", "base", "basis_base"]].to_numpy().tolist() == [
        ["south", pytest.approx(110), "implied"]
    ]
    growth = changes.growth(found)
    # 123 over 80 + 30.
    assert values_by(growth, "region") == {"south": pytest.approx((123 / 110 - 1) * 100)}
    assert growth["basis"].tolist() == ["implied"]


def test_a_region_is_known_to_the_coarsest_step_of_its_provinces():
    found = by_macro_region(panel_of(cell(90, region="44", step=1e4), cell(9, region="45", step=1)))
    assert found["step"].tolist() == [1e4]


@pytest.mark.parametrize("region", ["_T", "YRD", "2201"])
def test_what_is_no_province_is_in_no_region(region):
    found = by_macro_region(panel_of(cell(90, region="44"), cell(7, region=region)))
    assert values_by(found, "region") == {"south": 90}


# Groups of partners: Germany 304, Italy 307, United Kingdom 303; Vietnam 141, Timor-Leste 144.


def store_of(*rows, complete=("partner",)):
    return Store.of(observations(*rows), [raw_file("a", complete=complete)])


def grouped(*rows, groups=("ASEAN", "EU"), period="2024-05", **keys):
    return with_partner_groups(complete(*rows, **keys), groups, period).rows


def test_members_are_added_where_the_file_has_all_partners():
    found = grouped(
        observation(40, partner="304"),
        observation(2, partner="307"),
        observation(1, partner="303"),
        observation(20, partner="141"),
        observation(8, partner="304", flow="import"),
        observation(9, partner="110"),
    )
    assert sums(found[found["partner"].isin(["EU", "ASEAN"])], "partner", "flow") == {
        ("EU", "export"): 42.0,
        ("EU", "import"): 8.0,
        ("ASEAN", "export"): 20.0,
    }
    added = found[found["partner"] == "EU"]
    assert set(added["basis"]) == {"computed"}
    assert set(added["sources"]) == {"a"}
    assert len(found) == 6 + 4


def test_nothing_is_added_where_the_file_has_only_some_partners():
    rows = (observation(40, partner="304"), observation(20, partner="141"))
    found = grouped(*rows, whole=False)
    assert values_by(found, "partner") == {"304": 40, "141": 20, "ASEAN": None, "EU": None}
    assert found.set_index("partner").loc[["ASEAN", "EU"], "reason"].tolist() == ["incomplete"] * 2


@pytest.mark.parametrize(
    ("period", "expected"),
    [("2019-12", 41.0), ("2020-01", 41.0), ("2020-02", 40.0), ("2020-03", 40.0)],
)
def test_membership_is_that_of_the_reports_month(period, expected):
    rows = (observation(40, partner="304"), observation(1, partner="303"))
    found = grouped(*rows, groups=("EU",), period=period)
    assert sums(found, "partner")[("EU",)] == expected


def test_the_base_counts_the_members_of_the_reports_month():
    # The rows are of 2019, the report is of March 2020: the United Kingdom is left out of both.
    rows = (
        observation(40, partner="304", period="2019-03"),
        observation(1, partner="303", period="2019-03"),
    )
    found = grouped(*rows, groups=("EU",), period="2020-03")
    assert sums(found, "partner")[("EU",)] == 40.0


def test_a_group_the_source_states_is_kept_and_not_doubled():
    found = grouped(
        observation(50, partner="EU"),
        observation(40, partner="304"),
        observation(20, partner="141"),
    )
    assert sums(found, "partner") == {
        ("EU",): 50.0,
        ("304",): 40.0,
        ("141",): 20.0,
        ("ASEAN",): 20.0,
    }
    assert len(found) == 4
    assert found.loc[found["partner"] == "EU", "basis"].tolist() == ["observed"]


def test_a_group_stated_for_one_flow_is_added_for_the_other():
    found = grouped(
        observation(50, partner="EU"),
        observation(40, partner="304"),
        observation(7, partner="304", flow="import"),
        groups=("EU",),
    )
    assert sums(found[found["partner"] == "EU"], "flow") == {("export",): 50.0, ("import",): 7.0}


def test_a_group_within_a_group_is_not_counted_twice():
    # RCEP, as stated, is no country of the EU or of ASEAN; the world is none either.
    found = grouped(
        observation(99, partner="RCEP"),
        observation(200, partner="_T"),
        observation(40, partner="304"),
    )
    assert sums(found, "partner")[("EU",)] == 40.0
    assert ("ASEAN",) not in sums(found, "partner")


def test_a_group_without_a_member_in_the_answer_has_no_trade():
    found = grouped(observation(9, partner="110"))
    assert values_by(found, "partner") == {"110": 9, "ASEAN": 0, "EU": 0}


def test_members_in_several_parts_of_a_query_are_added():
    parts = ((("partner", "100-199"),), (("partner", "300-399"),))
    rows = (observation(40, partner="304"), observation(2, partner="307"))
    found = grouped(*rows, groups=("EU",), whole=False, parts=parts)
    assert sums(found, "partner")[("EU",)] == 42.0
    # Cyprus has a code in Asia: without that part the EU is not known.
    found = grouped(*rows, groups=("EU",), whole=False, parts=parts[1:])
    assert values_by(found, "partner")["EU"] is None


def test_an_answer_of_the_store_is_grouped_with_its_own_source():
    rows = (
        observation(40, partner="304", region="44", product="8542"),
        observation(2, partner="307", region="44", product="8542"),
        observation(5, partner="304", region="44", product="8703"),
    )
    made = store_of(*rows, complete=("partner", "product"))
    asked = made.query(Query("2025-11", "USD", keep=("partner",), fixed={"region": "44"}))
    found = with_partner_groups(asked, ("EU",), "2025-11").rows
    assert sums(found, "partner") == {("304",): 45.0, ("307",): 2.0, ("EU",): 47.0}


def two_sided(whole=True):
    rows = [
        observation(5, partner="141", flow="export"),
        observation(3, partner="304", flow="export"),
        observation(4, partner="304", flow="import"),
        observation(9, partner="ASIA", flow="export"),
    ]
    extents = [extent(flow=flow, whole=whole) for flow in ("export", "import")]
    found = with_both_sides(answer(*rows, extents=extents), "partner").rows
    return values_by(found, "flow", "partner")


def test_a_partner_that_trades_on_one_side_has_none_on_the_other():
    assert two_sided()["import", "141"] == 0
    # A group is no partner, and 304 trades on both.
    assert len(two_sided()) == 5


def test_where_partners_may_be_missing_nothing_is_added():
    assert len(two_sided(whole=False)) == 4


@pytest.mark.parametrize(
    ("group", "period", "kept"),
    [
        # East Timor joined in October 2025: what was stated before is of other members.
        ("ASEAN", "2025-09", True),
        ("ASEAN", "2025-10", False),
        ("EU", "2025-10", True),
        ("ASIA", "2025-10", True),
    ],
)
def test_a_stated_group_of_another_month_counts_where_it_had_the_same_members(group, period, kept):
    found = with_partner_groups(answer(observation(9, partner=group, period="2024-11")), (), period)
    assert found.rows["partner"].tolist() == [group] * kept


def test_a_stated_group_without_a_list_of_members_has_no_base():
    before = answer(observation(9, partner="BRI", period="2024-11"))
    (row,) = with_partner_groups(before, (), "2025-11").rows.to_dict("records")
    assert row["value"] != row["value"] and row["reason"] == "members_unknown"
    (row,) = with_partner_groups(before, (), "2024-11").rows.to_dict("records")
    assert row["value"] == 9
