"""The catalogue of editions, and the table of contents made from it."""

import pytest
import yaml
from testbed import ROOT

from helpers.core.errors import CatalogueError
from helpers.publishing.catalogue.editions import (
    Catalogue,
    Edition,
    Series,
    in_language,
    read_catalogue,
    toc,
)
from helpers.reports.common.data import open_store
from helpers.reports.registry import ReportsOfData


class NoData:
    """The report types over a store without data."""

    def offers(self, _report, _values):
        return {}

    def periods(self, _report, _values):
        return {}

    def title(self, report, _values):
        return f"title of {report}"


def catalogue(folder, text):
    path = folder / "editions.yml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_catalogue(path, NoData(), dict)


ABOUT = (
    "explore",
    "check",
    "profiles",
    "archive",
    "revisions",
    "data",
    "open_data",
    "method",
    "differences",
    "rerun",
)


def test_the_committed_table_of_contents_is_that_of_the_catalogue():
    committed = (ROOT / "_toc.yml").read_text(encoding="utf-8")
    reports = ReportsOfData(lambda: open_store(ROOT / "data"))
    assert committed == toc(read_catalogue(ROOT / "editions.yml", reports, dict))


def test_a_catalogue_is_read_newest_first_in_the_order_of_the_file(tmp_path):
    text = """
beijing_city: {title: 北京, editions: [{period: "2024-05"}]}
provincial:
  title: 分省
  editions: [{period: 2024-11}, {period: "2025-11", as_of: 2026-01-31, currency: CNY}]
"""
    found = catalogue(tmp_path, text)
    newest = Edition(
        "provincial",
        "2025-11",
        {"period": "2025-11", "as_of": "2026-01-31", "currency": "CNY"},
    )
    oldest = Edition("provincial", "2024-11", {"period": "2024-11"})
    city = Edition("beijing_city", "2024-05", {"period": "2024-05"})
    assert found == Catalogue(
        (
            Series("beijing_city", "北京", (city,), "11", {}, {"zh": "北京"}),
            Series("provincial", "分省", (newest, oldest), titles={"zh": "分省"}),
        )
    )
    assert found.editions == (city, newest, oldest)
    assert newest.page == "provincial/2025-11"


def test_a_series_is_called_what_it_says_in_each_language_else_by_its_subject(tmp_path):
    text = """
provincial: {title: {zh: 分省, en: By province}, editions: [{period: 2024-11}]}
beijing_city: {title: 北京, editions: [{period: "2024-05"}]}
"""
    reports = ReportsOfData(lambda: open_store(ROOT / "data"))
    found = in_language(catalogue(tmp_path, text), "en", reports)
    assert [series.title for series in found.series] == [
        "By province",
        "Goods trade of Beijing: monthly report",
    ]
    assert [one.parameters["language"] for one in found.editions] == ["en", "en"]
    assert [one.page for one in found.editions] == ["provincial/2024-11", "beijing_city/2024-05"]


def test_a_title_in_a_language_that_has_no_words_is_refused(tmp_path):
    text = "provincial: {title: {xx: Title}, editions: [{period: 2024-11}]}"
    with pytest.raises(CatalogueError, match="provincial: expected a text as 'title', or one for"):
        catalogue(tmp_path, text)


def test_a_table_of_contents_names_every_page_once():
    editions = tuple(Edition("provincial", name, {}) for name in ("2025-11", "2024-11"))
    text = toc(Catalogue((Series("provincial", "分省报告", editions),)))
    assert text.startswith("# Written from editions.yml")
    assert "分省报告" in text  # not escaped
    assert yaml.safe_load(text) == {
        "format": "jb-book",
        "root": "index",
        "parts": [
            {
                "caption": "分省报告",
                "chapters": [
                    {"file": "provincial/2025-11", "title": "2025-11"},
                    {"file": "provincial/2024-11", "title": "2024-11"},
                ],
            },
            {
                "caption": "关于本站",
                "chapters": [{"file": name} for name in ABOUT],
            },
        ],
    }


def test_permanent_pages_stand_in_a_part_of_their_own():
    catalogue = Catalogue((Series("provincial", "分省报告", ()),))
    parts = yaml.safe_load(toc(catalogue, ["provincial/2025-11/r1"]))["parts"]
    assert parts[-1] == {"caption": "固定版本", "chapters": [{"file": "provincial/2025-11/r1"}]}


def test_editions_have_neighbours():
    names = ("2025-02", "2024-05", "2024-03")
    series = Series("city", "城市", tuple(Edition("city", name, {}) for name in names))
    found = {
        one.name: tuple(other and other.name for other in series.neighbours(one))
        for one in series.editions
    }
    assert found == {
        "2025-02": ("2024-05", None),
        "2024-05": ("2024-03", "2025-02"),
        "2024-03": (None, "2024-05"),
    }


@pytest.mark.parametrize(
    ("name", "period", "year"),
    [("2025-11", "2025-11", "2025"), ("2024", "2024", "2024"), ("2025-11/r1", "2025-11", "2025")],
)
def test_a_name_tells_the_period(name, period, year):
    one = Edition("any", name, {})
    assert (one.period, one.year) == (period, year)


EDITION = "provincial: {title: A, editions: [%s]}"


def test_notes_on_revisions_are_no_parameters(tmp_path):
    (edition,) = catalogue(tmp_path, EDITION % "{period: 2025-11, notes: {r2: Why}}").editions
    assert (edition.parameters, edition.notes) == ({"period": "2025-11"}, {"r2": "Why"})


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: [", "is not YAML"),
        ("", "expected keys and values"),
        ("- provincial", "expected keys and values"),
        ("{}", "expected series"),
        ("provincial: [2025-11]", "expected series"),
        ("provincial: {title: A}", "provincial: has no edition; name one in 'editions'"),
        ("provincial: {editions: []}", "provincial: has no edition"),
        ("provincial: {title: [5], months: all}", "provincial: expected a text as 'title'"),
        ("provincial: {editions: {period: 1}}", "provincial: expected a list of 'editions'"),
        ("provincial: {months: all, more: 1}", "months, years, members, editions, found 'more'"),
        (EDITION % "2025-11", "provincial: expected an edition's parameters, found '2025-11'"),
        (
            EDITION % "{period: 2025-13}",
            "report provincial, parameter 'period': expected a month such as 2025-11, found '2025-13'",
        ),
        (EDITION % "{period: 2025-11, notes: {first: x}}", "expected notes by revision such as"),
        (EDITION % "{period: 2025-11, notes: why}", "expected notes by revision such as"),
        (EDITION % "{period: 2025-11, perod: x}", "has no parameter 'perod'"),
        (EDITION % "{period: 2025-11, doi: 10.5281}", "doi: expected a form such as 10.5281/"),
        (
            EDITION % "{period: 2025-11, doi: 'https://doi.org/10.5281/zenodo.1'}",
            "without an address before it, found 'https://doi.org/10.5281/zenodo.1'",
        ),
        (EDITION % "{period: 2025-11, doi: '10.5281/a b'}", "provincial: doi: expected a form"),
        (EDITION % "{currency: USD}", "needs the parameter 'period'"),
        (EDITION % "{period: 2025-11, currency: EUR}", "parameter 'currency'"),
        (
            "provinical: {title: A, editions: [{period: 2025-11}]}",
            "provinical: 'provinical' is no report type; say with 'report' of which the series is: nati",
        ),
        (
            EDITION % "{period: 2025-11}, {period: 2025-11, currency: USD}",
            "edition provincial/2025-11 stands there twice; keep one",
        ),
        (
            'annual_review: {title: A, editions: [{year: 2025}, {year: "2025", through: 2025-11}]}',
            "edition annual_review/2025 stands there twice; keep one",
        ),
        (
            "beijing_city: {title: A, editions: [{period: 2024-05}, {period: 2024-05, region: 北京}]}",
            "edition beijing_city/2024-05 stands there twice; keep one",
        ),
        (
            "annual_review: {title: A, editions: [{year: 2025, through: 2024-11}]}",
            "report annual_review, parameter 'through': expected a month of 2025",
        ),
        ("annual_review: {title: A, editions: [{year: 25}]}", "parameter 'year'"),
        ("annual_review: {title: A, editions: [{period: 2025-12}]}", "needs the parameter 'year'"),
    ],
)
def test_a_mistake_in_the_catalogue_is_told_in_one_line(tmp_path, text, said):
    with pytest.raises(CatalogueError) as caught:
        catalogue(tmp_path, text)
    message = str(caught.value)
    assert said in message
    assert message.startswith(f"{tmp_path / 'editions.yml'}: ")
    assert len(message.splitlines()) == 1


def test_an_identifier_is_no_parameter(tmp_path):
    text = EDITION % "{period: 2025-11, doi: 10.5281/zenodo.1234}, {period: 2025-10}"
    first, second = catalogue(tmp_path, text).editions
    assert (first.doi, second.doi) == ("10.5281/zenodo.1234", "")
    assert first.parameters == {"period": "2025-11"}


def test_a_missing_catalogue_is_told_in_one_line(tmp_path):
    with pytest.raises(
        CatalogueError, match="no such file; put it back, or run tradebook in the repository"
    ):
        read_catalogue(tmp_path / "editions.yml", NoData(), dict)


def test_a_catalogue_in_another_encoding_is_told_in_one_line(tmp_path):
    with pytest.raises(CatalogueError, match="UTF-8"):
        catalogue(tmp_path, "provincial: {title: 分省, editions: []}".encode("gbk"))


def test_a_parameter_left_empty_is_as_good_as_not_given(tmp_path):
    found = catalogue(tmp_path, EDITION % "{period: 2025-11, currency: null}")
    (edition,) = found.editions
    assert edition.parameters.get("currency") is None


def test_a_year_is_the_name_of_its_page(tmp_path):
    text = 'annual_review: {title: A, editions: [{year: "2024"}, {year: 2025, through: 2025-11}]}'
    found = catalogue(tmp_path, text)
    assert [(edition.page, edition.parameters) for edition in found.editions] == [
        ("annual_review/2025", {"year": "2025", "through": "2025-11"}),
        ("annual_review/2024", {"year": "2024"}),
    ]
