"""The profile of a member: newest month, share and rank over time, parts; whom the data has profiles of."""

import json

import pytest
from builders import tidy_row, tidy_text, write_pair
from testbed import ROOT

from helpers.core.errors import NoDataError, ParameterError
from helpers.observations.warehouse.archive import open_archive
from helpers.reference.provinces import provinces
from helpers.reports import partner, profile, provincial
from helpers.reports.profile.profile_members import members_with_data

YEARS = {
    "2024-03": {"44": 40, "11": 30, "31": 30},
    "2025-01": {"44": 50, "11": 30, "31": 20},
    "2025-02": {"44": 20, "11": 30, "31": 50},
    "2025-03": {"44": 30, "11": 25, "31": 45},
}
"""Exports of three provinces by month, in 亿 yuan."""
NOTHING = dict.fromkeys(map(str, provinces().index), 0)
WHOLE = {month: {**NOTHING, **values, "_T": 100} for month, values in YEARS.items()}
"""With all the other provinces, which export nothing, and the nation."""


def rows(months, unit="CNY", **keys):
    """Return lines of exports and of imports, which are a tenth of them."""
    return [
        tidy_row(
            period=month, flow=flow, region=region, unit=unit, value=f"{value * part:.0f}", **keys
        )
        for month, values in months.items()
        for region, value in values.items()
        for flow, part in (("export", 1e8), ("import", 1e7))
    ]


@pytest.fixture
def data(tmp_path, monkeypatch):
    """Return a function that writes files, each its lines and what is described, and names their folder."""

    def written(*files):
        raw = tmp_path / "data" / "raw"
        raw.mkdir(parents=True, exist_ok=True)
        for number, (lines, described) in enumerate(files):
            write_pair(raw, f"file-{number}", tidy_text(*lines), **described)
        monkeypatch.setenv("TRADEBOOK_DATA", str(tmp_path / "data"))
        return raw

    return written


@pytest.fixture
def guangdong(data):
    data((rows(WHOLE), {"complete": ["region"]}))
    return profile.load({"period": "2025-03", "member": "广东", "currency": "CNY"})


def text(block):
    return block._repr_mimebundle_().get("text/plain", "")


def cells(table):
    return {row.name: [cell.text for cell in row.cells] for row in table.rows}


def test_share_and_rank_are_told_month_by_month(guangdong):
    # Export share and rank; import is a tenth of each, and total both together: the same.
    assert cells(guangdong.standing.table()) == {
        "2024 年 3 月": ["40.0", "1"] * 3,
        "2025 年 1 月": ["50.0", "1"] * 3,
        "2025 年 2 月": ["20.0", "3"] * 3,
        "2025 年 3 月": ["30.0", "2"] * 3,
    }


def test_the_newest_place_and_the_range_of_places_are_told(guangdong):
    told = text(guangdong.standing.prose()).replace(" ", "")
    assert told.startswith("2025年3月，进出口占全国30.0%，居第2位；出口占全国30.0%，居第2位；")
    assert "出口在第1位与第3位之间；进口在第1位与第3位之间。" in told


def test_ranks_are_drawn_with_the_first_on_top(guangdong):
    _, ranks = guangdong.standing.charts().pictures
    drawn = json.dumps(ranks.spec)
    assert '"values": [-1, -2, -3]' in drawn
    assert '"domain": [-3.5, -0.5]' in drawn


def test_the_newest_month_and_the_growth_are_those_of_the_province(guangdong):
    told = text(guangdong.overview()).replace(" ", "")
    # 33 of total against 44 a year before, of a whole of 110.
    assert told.startswith("2025年3月，广东省货物贸易进出口33.0亿元，占全国30.0%，同比下降25.0%。")
    assert "代码44" in text(guangdong.about()).replace(" ", "")


def test_without_a_list_of_all_provinces_there_is_no_share_and_no_rank(data):
    data((rows(YEARS), {}))
    found = profile.load({"period": "2025-03", "member": "44", "currency": "CNY"})
    assert text(found.standing.heading("## x")) == ""
    assert text(found.standing.prose()) == ""
    assert text(found.standing.table()) == ""
    assert not [one for one in found.view.figures if one.metric in ("share", "rank") and one.value]


def test_the_nation_is_among_no_others_and_has_its_provinces_as_parts(data):
    data((rows(WHOLE), {"complete": ["region"]}))
    nation = profile.load({"period": "2025-03", "currency": "CNY"})
    assert text(nation.standing.heading("## x")) == ""
    _, first, *others = nation.part_table("region").rows
    assert [one.name for one in (first, *others[:2])] == ["上海", "广东", "北京"]
    # Total, weight, growth and contribution; 49.5 of 110, where there were 33 of 110.
    assert [cell.text for cell in first.cells[:4]] == ["49.5", "45.0", "50.0", "15.0"]
    assert text(nation.parts_absent()) == ""


def test_the_parts_are_of_the_newest_month_that_has_them(data):
    partners = rows({"2025-01": {"44": 20}}, partner="304") + rows(
        {"2025-01": {"44": 30}}, partner="502"
    )
    data(
        (rows(WHOLE), {"complete": ["region"]}),
        (partners, {"complete": ["partner"]}),
    )
    found = profile.load({"period": "2025-03", "member": "44", "currency": "CNY"})
    assert "2025年1月" in text(found.part("partner")).replace(" ", "")
    told = cells(found.part_table("partner"))
    assert [name for name in told if told[name]] == ["美国", "德国"]
    assert told["美国"][:2] == ["33.0", "60.0"]
    assert text(found.part_heading("partner", "### {{ what }}")) == "### 贸易伙伴"
    assert text(found.part_heading("product", "### {{ what }}")) == ""


def test_a_member_without_parts_says_so(guangdong):
    assert "没有把广东省的贸易再作细分" in text(guangdong.parts_absent()).replace(" ", "")


def test_each_has_the_currency_with_most_months_and_the_newest_of_them(data):
    raw = data(
        (rows({month: {**values, "_T": 100} for month, values in YEARS.items()}), {}),
        (rows({"2025-04": {"44": 7, "12": 7}}, unit="USD"), {}),
    )
    found = members_with_data(open_archive(raw).store())
    assert [tuple(one) for one in found] == [
        ("nation", "2025-03", "CNY"),
        ("11", "2025-03", "CNY"),
        ("12", "2025-04", "USD"),
        ("31", "2025-03", "CNY"),
        ("44", "2025-03", "CNY"),
    ]


def test_a_group_has_a_profile_where_all_its_members_are_known(data):
    inside = ("105", "106", "107", "112", "119", "122", "129", "132", "136", "141", "144")
    months = {"2025-12": {"_T": 10}}
    every = [line for code in inside for line in rows(months, partner=code)]
    raw = data((every, {"complete": ["partner"]}))
    assert [one.member for one in members_with_data(open_archive(raw).store())][:2] == [
        "nation",
        "ASEAN",
    ]
    found = profile.load({"period": "2025-12", "member": "东盟", "currency": "CNY"})
    assert "东盟现包括11个贸易伙伴" in text(found.about()).replace(" ", "")
    assert found.view.find("level", flow="export", span="month", measure="value").value == 110e8


def test_a_profile_says_what_the_editions_of_its_month_say():
    mine = profile.load({"period": "2025-03", "member": "44", "currency": "CNY"}).view.figures
    edition = provincial.load({"period": "2025-03", "currency": "CNY"}).view.figures
    compared = 0
    for figure in edition.where(region="44", period="2025-03"):
        if figure.metric in ("level", "growth", "share", "share_change", "rank", "change"):
            if figure.metric == "rank" and figure.span == "ytd":
                continue
            assert mine.one(**figure.keys) == figure
            compared += 1
    assert compared == 2 * (4 + 4 + 3 + 3 + 3) + 3


def test_a_group_says_what_its_own_edition_says():
    asked = {"period": "2025-12", "currency": "CNY"}
    mine = profile.load({**asked, "member": "ASEAN"}).view.figures
    edition = partner.load({**asked, "partner": "ASEAN"}).view.figures
    metrics = ("level", "growth", "share", "contribution")
    own = [one for one in edition.where(partner="ASEAN") if one.metric in metrics]
    assert len(own) > 20
    assert all(mine.one(**one.keys) == one for one in own)


@pytest.mark.parametrize("member", ["142", "火星", ""])
def test_what_is_no_member_is_refused_in_a_line(member):
    with pytest.raises(ParameterError, match="expected nation, a province or a partner"):
        profile.load({"period": "2025-03", "member": member})


def test_a_month_without_the_member_is_refused(data):
    data((rows({"2025-03": {"44": 1}}), {}))
    with pytest.raises(NoDataError, match="no data of 11 for 2025-03"):
        profile.load({"period": "2025-03", "member": "11"})


def test_every_member_of_the_data_has_a_page_of_its_own():
    from helpers.reports.common.data import open_store

    store = open_store(ROOT / "data")
    pages = profile.TYPE.shared({}).pages(store)
    assert list(pages)[:2] == ["nation", "beijing"]
    assert len(pages) == len({*pages}) == 1 + 31 + 12
    assert pages["guangdong"] == {"member": "44", "period": "2025-03", "currency": "CNY"}
