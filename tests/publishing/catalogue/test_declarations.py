"""Series: which editions they have, where those stand, and what they are called."""

import re

import pytest

from helpers.core.errors import CatalogueError
from helpers.publishing.catalogue.editions import (
    Edition,
    ReleasedEdition,
    in_currencies,
    read_catalogue,
)
from helpers.reports.common.parameters import Offer

USD, CNY = Offer("USD", 0, 0), Offer("CNY", 0, 0)


class Data:
    """The report types over data that has some months; it notes what it was asked."""

    def __init__(self, **months):
        self.months, self.asked = {name.replace("_", "-")[1:]: o for name, o in months.items()}, []

    def offers(self, report, values):
        self.asked.append((report, values.get("region")))
        return self.months

    def periods(self, report, values):
        return {month: {"period": month} for month in self.offers(report, values)}

    def title(self, report, values):
        return "/".join((report, *values.values()))


def read(folder, text, data=None, released=None):
    path = folder / "editions.yml"
    path.write_text(text, encoding="utf-8")
    data, known = data or Data(), lambda: released or {}
    return in_currencies(read_catalogue(path, data, known), data, known)


def laid_out(catalogue):
    return [(one.key, one.title, [each.page for each in one.editions]) for one in catalogue.series]


def released(report="provincial", currency="USD", **parameters):
    return ReleasedEdition(report, parameters, lambda: currency)


THREE = Data(_2024_12=(USD,), _2025_01=(USD,), _2025_02=(USD,))


def test_a_series_stands_under_its_key_with_what_its_editions_share(tmp_path):
    text = """
guangdong:
  report: beijing_city
  title: 广东省月度监测报告
  parameters: {region: 广东}
  months: all
"""
    data = Data(_2025_06=(USD,), _2025_07=(USD,))
    found = read(tmp_path, text, data)
    assert laid_out(found) == [
        ("guangdong", "广东省月度监测报告", ["guangdong/2025-07", "guangdong/2025-06"])
    ]
    assert set(data.asked) == {("beijing_city", "广东")}
    assert found.series[0].subject == "44"
    assert found.editions[0] == Edition(
        "beijing_city", "2025-07", {"region": "广东", "period": "2025-07"}, series="guangdong"
    )


@pytest.mark.parametrize(
    ("months", "expected"),
    [
        ("all", ["2025-02", "2025-01", "2024-12"]),
        ("2025-01..2025-01", ["2025-01"]),
        ("2025-01..", ["2025-02", "2025-01"]),
        ("..2025-01", ["2025-01", "2024-12"]),
        ("2024-01..2030-12", ["2025-02", "2025-01", "2024-12"]),
    ],
)
def test_months_are_those_the_data_has_all_for(tmp_path, months, expected):
    found = read(tmp_path, f"provincial: {{title: A, months: {months}}}", THREE)
    assert [edition.name for edition in found.editions] == expected


class Years(Data):
    """The report on years over data that has some of them, the last through November."""

    def offers(self, *_):
        return {}

    def periods(self, *_):
        whole = {year: {"year": year} for year in ("2023", "2024")}
        return {**whole, "2025": {"year": "2025", "through": "2025-11"}}


@pytest.mark.parametrize(
    ("years", "expected"),
    [
        ("all", ["2025", "2024", "2023"]),
        ("2024..2024", ["2024"]),
        ("2024..", ["2025", "2024"]),
        ("..2024", ["2024", "2023"]),
    ],
)
def test_years_are_those_the_data_has_all_for(tmp_path, years, expected):
    found = read(tmp_path, f"annual_review: {{title: A, years: {years}}}", Years())
    assert [edition.name for edition in found.editions] == expected


def test_the_year_that_is_not_over_is_through_its_last_month_and_a_single_edition_says_more(
    tmp_path,
):
    known = {"annual_review/2025": released("annual_review", year="2025", through="2025-06")}
    text = """
annual_review:
  years: 2024..
  editions: [{year: "2024", notes: {r2: why}}, {year: "2021"}]
"""
    found = {one.name: one for one in read(tmp_path, text, Years(), known).editions}
    assert [*found] == ["2025", "2024", "2021"]
    # What was released of it was through June: it is revised.
    assert found["2025"].parameters == {"year": "2025", "through": "2025-11"}
    assert found["2024"].notes == {"r2": "why"}


class Members(Data):
    """The profiles of data that has some members."""

    def offers(self, *_):
        return {}

    def periods(self, *_):
        months = {"nation": "2025-12", "guangdong": "2025-03"}
        return {name: {"member": name, "period": month} for name, month in months.items()}


def test_profiles_are_all_there_are_in_their_order_and_are_no_editions_of_a_month(tmp_path):
    found = read(tmp_path, "profile: {title: A, members: all}", Members())
    assert [one.page for one in found.editions] == ["profile/nation", "profile/guangdong"]
    assert all(one.living for one in found.editions)
    assert found.editions[1].parameters == {"member": "guangdong", "period": "2025-03"}


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("members: 2024..", "profile: members: expected all, found '2024..'"),
        ("months: all", "profile: report profile has no months; give 'members: all'"),
        ("parameters: {member: 广东}, members: all", "report profile: 'member' is of one edition"),
        ("title: A", "profile: has no edition; name one in 'editions', give 'members: all'"),
    ],
)
def test_profiles_have_no_range_and_no_months(tmp_path, line, fault):
    with pytest.raises(CatalogueError, match=re.escape(fault)):
        read(tmp_path, f"profile: {{{line}}}", Members())


def test_a_single_edition_adds_to_the_months_and_says_more_of_one(tmp_path):
    text = """
provincial:
  title: A
  months: 2025-01..
  editions:
    - {period: "2025-02", doi: 10.5281/zenodo.1, notes: {r2: why}}
    - {period: "2023-05"}
"""
    found = read(tmp_path, text, THREE).editions
    assert [edition.name for edition in found] == ["2025-02", "2025-01", "2023-05"]
    assert (found[0].doi, found[0].notes) == ("10.5281/zenodo.1", {"r2": "why"})


def test_a_series_without_a_month_is_none_of_the_site_and_is_told(tmp_path):
    found = read(tmp_path, "provincial: {title: A, months: 2026-01..}", THREE)
    assert (found.series, [one.key for one in found.empty]) == ((), ["provincial"])


def test_what_was_released_stays_though_its_data_went(tmp_path):
    known = {
        "provincial/2023-01": released(period="2023-01", as_of="2023-03-01"),
        "provincial/2025-01": released(period="2025-01"),
        "guangdong/2023-02": released("beijing_city", period="2023-02"),
        "provincial_cny/2023-02": released(period="2023-02", currency="CNY"),
    }
    found = read(tmp_path, "provincial: {title: A, months: all}", THREE, known).editions
    assert [each.name for each in found] == ["2025-02", "2025-01", "2024-12", "2023-01"]
    assert found[-1].parameters == {"period": "2023-01", "as_of": "2023-03-01"}
    # Of a series of single editions the catalogue alone says which they are.
    text = 'provincial: {title: A, editions: [{period: "2025-01"}]}'
    assert [each.name for each in read(tmp_path, text, THREE, known).editions] == ["2025-01"]


# --- an edition on another subject, as catalogues have had it ------------------------------------


def test_an_edition_on_another_subject_is_of_a_series_of_its_own(tmp_path):
    text = """
beijing_city:
  title: 北京市月度监测报告
  editions: [{period: 2025-07}, {period: 2025-07, region: 广东}, {period: 2025-06, region: "15"}]
lithium_battery:
  title: B
  editions: [{period: 2025-07, hs: 01012100}]
"""
    assert laid_out(read(tmp_path, text)) == [
        ("beijing_city", "北京市月度监测报告", ["beijing_city/2025-07"]),
        ("inner_mongolia", "beijing_city/15", ["inner_mongolia/2025-06"]),
        ("guangdong", "beijing_city/广东", ["guangdong/2025-07"]),
        ("hs_01012100", "lithium_battery/01012100", ["hs_01012100/2025-07"]),
    ]


def test_it_joins_the_series_of_its_subject(tmp_path):
    text = """
beijing_city:
  title: B
  editions: [{period: 2025-07, region: Guangdong}, {period: 2025-06, region: "44", currency: CNY}]
pearl_river: {title: G, report: beijing_city, parameters: {region: "44"}, months: all}
pearl_river_cny:
  {title: C, report: beijing_city, parameters: {region: "44", currency: CNY}, months: 2025-08..}
"""
    assert laid_out(read(tmp_path, text, Data(_2025_01=(USD, CNY)))) == [
        ("pearl_river", "G", ["pearl_river/2025-07", "pearl_river/2025-01"]),
        ("pearl_river_cny", "C", ["pearl_river_cny/2025-06"]),
    ]


# --- mistakes ------------------------------------------------------------------------------------

CITY = "report: beijing_city, months: all"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a b: {%s}", "is no name for a folder"),
        ("Guangdong: {%s, parameters: {region: 44}}", "small letters"),
        ("guang-dong: {%s, parameters: {region: 44}}", "such as guangdong"),
        ("_static: {%s}", "is no name for a folder; expected small letters"),
        ("'..': {%s}", "is no name for a folder"),
        ("archive: {%s}", "archive: is a page or folder of the site"),
        ("search: {%s}", "search: is a page or folder of the site"),
        ("beijing_city: {parameters: {region: 广东}, months: all}", "such as guangdong"),
        ("guangdong: {%s, parameters: {region: 上海}}", "report beijing_city on 44; name this"),
        ("guangdong: {report: provincial, months: all}", "guangdong: is the folder of report beij"),
        ("hs_8507: {report: lithium_battery, months: all}", "is the folder of report lithium_b"),
        ("provincial: {%s}", "provincial: is the folder of report provincial; name this series"),
        ("a: {%s}\nb: {%s, parameters: {region: 北京}}", "a and b are series of the same report"),
        ("a: {report: city, months: all}", "a: 'city' is no report type; say with 'report'"),
        ("a: {%s, parameters: {period: 2025-01}}", "'period' is of one edition"),
        ("a: {%s, parameters: {region: 1}}", "parameter 'region'"),
        ("a: {%s, parameters: [1]}", "a: expected parameters by name"),
        ("a: {report: beijing_city, months: 2025}", "a: months: expected all, or a range such as"),
        ("a: {report: beijing_city, months: 2025-02..2025-01}", "found '2025-02..2025-01'"),
        ("a: {report: beijing_city, months: 2025-13..}", "found '2025-13..'"),
        ("a: {report: beijing_city, months: '..'}", "found '..'"),
        ("a: {report: beijing_city, months: [2025-01]}", "a: months: expected all"),
        ("annual_review: {months: all}", "annual_review has no months; give 'years: all', or name"),
        ("a: {%s, years: all}", "a: report beijing_city has no years; give 'months: all', or name"),
        ("annual_review: {years: 2025}", "years: expected all, or a range such as 2020..2025 or"),
        ("annual_review: {years: 2025-01..}", "found '2025-01..'"),
        ("annual_review: {years: 2025..2024}", "found '2025..2024'"),
        ("annual_review: {title: A}", "has no edition; name one in 'editions', give 'years: all'"),
        (
            "a: {%s, editions: [{period: 2025-01}, {period: 2025-01, currency: CNY}]}",
            "edition a/2025-01 stands there twice; keep one, or give one in another currency a series",
        ),
        (
            "a: {%s, editions: [{period: 2025-01, region: 44}, {period: 2025-01, region: 广东}]}",
            "edition guangdong/2025-01 stands there twice",
        ),
    ],
)
def test_a_mistake_is_told_in_one_line(tmp_path, text, said):
    with pytest.raises(CatalogueError) as caught:
        read(tmp_path, text.replace("%s", CITY))
    message = str(caught.value)
    assert said in message
    assert message.startswith(f"{tmp_path / 'editions.yml'}: ")
    assert len(message.splitlines()) == 1


def test_two_currencies_are_two_series(tmp_path):
    text = """
provincial: {title: A, months: all}
provincial_cny: {report: provincial, parameters: {currency: CNY}, months: all}
"""
    assert laid_out(read(tmp_path, text, Data(_2025_01=(USD, CNY)))) == [
        ("provincial", "A", ["provincial/2025-01"]),
        ("provincial_cny", "provincial/CNY", ["provincial_cny/2025-01"]),
    ]


@pytest.mark.parametrize("first", ["provincial", "provincial_cny"])
def test_an_edition_under_two_keys_is_refused_in_one_line(tmp_path, first):
    # The data has yuan alone: the series that names no currency is in that, too.
    series = {
        "provincial": "provincial: {title: A, months: all}",
        "provincial_cny": "provincial_cny: {report: provincial, parameters: {currency: CNY}, "
        "months: all}",
    }
    second = next(key for key in series if key != first)
    with pytest.raises(CatalogueError) as caught:
        read(tmp_path, f"{series[first]}\n{series[second]}\n", Data(_2025_01=(CNY,)))
    assert str(caught.value) == (
        f"editions.yml: {first} and {second} both have 2025-01 in CNY of the same report on the same "
        "subject; give one of them another currency or other months, or take it out"
    )


def test_as_of_another_day_it_is_another_edition(tmp_path):
    text = """
provincial: {title: A, parameters: {currency: USD}, months: all}
early: {report: provincial, parameters: {currency: USD, as_of: 2025-03-01}, months: all}
"""
    with pytest.raises(CatalogueError, match="provincial and early are series of the same report"):
        read(tmp_path, text, Data(_2025_01=(USD,)))
    text = """
provincial: {title: A, months: all}
early:
  {report: provincial, parameters: {currency: USD},
   editions: [{period: "2025-01", as_of: 2025-03-01}]}
"""
    found = read(tmp_path, text, Data(_2025_01=(USD,)))
    assert [one.page for one in found.editions] == ["provincial/2025-01", "early/2025-01"]


# --- the currency of each edition ------------------------------------------------------------


def parameters(catalogue):
    return {one.name: one.parameters.get("currency") for one in catalogue.editions}


RECONSTRUCTED = Offer("USD", 5, 2)
OFFICIAL = Offer("CNY", 5, 0)


def test_an_edition_names_the_currency_of_its_series_where_its_own_would_be_another(tmp_path):
    # By itself February would be in the customs' own yuan; but dollars have both months.
    data = Data(_2025_01=(Offer("USD", 0, 2),), _2025_02=(OFFICIAL, RECONSTRUCTED))
    found = read(tmp_path, "provincial: {title: A, months: all}", data)
    assert parameters(found) == {"2025-02": "USD", "2025-01": None}
    assert [one.official for one in found.editions] == ["CNY", ""]


def test_what_was_released_stays_in_its_currency(tmp_path):
    data = Data(_2025_01=(OFFICIAL, RECONSTRUCTED))
    known = {"provincial/2025-01": released(period="2025-01")}
    text = "provincial: {title: A, months: all}"
    assert parameters(read(tmp_path, text, data, known)) == {"2025-01": "USD"}
    assert parameters(read(tmp_path, text, data)) == {"2025-01": None}
    # Though the data has it in that no more: running it then says what is missing.
    assert parameters(read(tmp_path, text, Data(_2025_01=(CNY,)), known)) == {"2025-01": "USD"}


def test_an_edition_that_names_its_currency_or_its_day_has_that(tmp_path):
    text = """
provincial:
  title: A
  editions: [{period: 2025-01}, {period: 2025-02, currency: CNY}, {period: 2025-03, as_of: 2025-05-01}]
"""
    both = (OFFICIAL, RECONSTRUCTED)
    data = Data(_2025_01=(Offer("USD", 0, 2),), _2025_02=both, _2025_03=both)
    assert parameters(read(tmp_path, text, data)) == {
        "2025-03": None,
        "2025-02": "CNY",
        "2025-01": None,
    }
