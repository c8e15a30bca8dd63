"""Names from data files: shown as the files write them, and never more than text."""

import csv
import io
import re
from datetime import date
from pathlib import Path

import builders
import pytest
from bs4 import BeautifulSoup
from builders import NAN
from markdown_it.renderer import RendererHTML
from myst_parser.config.main import MdParserConfig
from myst_parser.parsers.mdit import create_md_parser
from sample_places import places_data
from testbed import ROOT, data_folder

from helpers.core.errors import ReferenceTableError
from helpers.core.escaping import in_css, in_markdown, one_line
from helpers.observations.ingest.adding import add_files
from helpers.observations.ingest.options import AddOptions
from helpers.observations.readers.description import names_in
from helpers.observations.readers.reading import Hints
from helpers.presentation.locale.words import chinese
from helpers.publishing.site.assembly import assemble
from helpers.reports import product
from helpers.reports.common.data import open_store
from helpers.reports.common.names import region_code, unambiguous
from helpers.reports.common.page_headings import Heading
from helpers.reports.registry import report_type

PERIOD, HS = "2025-02", "12019000"
PARTNERS = {
    "985": "某地",
    "984": '=HYPERLINK("http://x")',
    "983": "<img src=x onerror=alert(1)>",
    "982": "</script><script>alert(1)</script>",
}
GOODS = "[豆](javascript:alert(1)) <script>alert(2)</script> {{ month }} `x`"
HARMFUL = (
    *PARTNERS.values(),
    GOODS,
    "[a](javascript:alert(1))",
    "![a](http://x/y.png)",
    "<javascript:alert(1)>",
    "{raw}`<script>alert(1)</script>`",
    "```{raw} html\n<script>alert(1)</script>\n```",
    "a\n\n<script>alert(1)</script>\n\n# b",
    "{{ 7 * 7 }} {% raw %}",
    "- a",
    "# a",
    "1. a",
    ":a: b",
    "$a$ ~~b~~ *c* _d_ **e** \\f &lt; &#60;",
    '" onmouseover="alert(1)',
    "\u202egpj.exe",
)


def lines():
    """Return tidy lines of imports from four partners that no table has, and from Brazil."""
    return [
        builders.tidy_row(
            period=period,
            flow="import",
            region="_T",
            partner=partner,
            product=HS,
            value=f"{value * times:.0f}",
        )
        for partner, value in zip((*PARTNERS, "410"), (5e9, 4e9, 3e9, 2e9, 1e9), strict=True)
        for period, times in ((PERIOD, 1.0), ("2024-02", 0.8))
    ]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    names = {"partner": PARTNERS, "product": {HS: GOODS}, "regime": {"77": "<b>某种方式</b>"}}
    files = {"title": "<img src=x onerror=alert(3)>", "producer": "</p><script>alert(4)</script>"}
    found = data_folder(tmp_path, *lines(), complete=("partner",), names=names, **files)
    monkeypatch.setenv("TRADEBOOK_DATA", str(found))
    return found


@pytest.fixture
def report(folder):
    return product.load({"period": PERIOD, "hs": HS})


def shown(report):
    """Return the HTML of every cell of the notebook, by the cell's expression."""
    text = (ROOT / "notebooks" / "lithium_battery.py").read_text(encoding="utf-8")
    cells = [line for line in text.splitlines() if line.startswith("report.")]
    bundles = {line: eval(line, {"report": report})._repr_mimebundle_() for line in cells}
    return {line: bundle.get("text/html", "") for line, bundle in bundles.items()}


def check_harmless(html):
    """Check that HTML holds nothing that runs, loads, or leads to a script."""
    soup = BeautifulSoup(html, "html.parser")
    assert not soup.find_all(["script", "img", "iframe", "object", "embed", "image", "style"])
    for element in soup.find_all(True):
        for name, value in element.attrs.items():
            assert not name.lower().startswith("on"), element
            if name in ("href", "src", "xlink:href", "action"):
                assert not str(value).strip().lower().startswith(("javascript:", "data:")), element
    return soup


# --- named as the file names them --------------------------------------------------------------


def test_partners_no_table_has_are_ranked_under_the_names_of_the_file(report):
    soup = check_harmless(shown(report)['report.partner_table("import")'])
    cells = [row.find_all(["th", "td"]) for row in soup.find("tbody").find_all("tr")]
    assert [[cell.get_text() for cell in row[:2]] for row in cells] == [
        ["某地", "50.0"],
        ['=HYPERLINK("http://x")', "40.0"],
        ["<img src=x onerror=alert(1)>", "30.0"],
        ["</script><script>alert(1)</script>", "20.0"],
        ["巴西", "10.0"],
    ]


def test_a_notice_names_what_no_table_has(report):
    soup = check_harmless(shown(report)["report.notice()"])
    boxes = [box for box in soup.select(".tb-notice") if "参考表中没有的代码" in box.get_text()]
    (text,) = [box.select_one("p").get_text() for box in boxes]
    members = "、".join(f"{code}（{PARTNERS[code]}）" for code in sorted(PARTNERS))
    assert text == (
        f"参考表中没有贸易伙伴 {members}；产品 {HS}（{GOODS}）；"
        "贸易方式 77（<b>某种方式</b>），按数据文件的写法列出。"
    )


def test_prose_charts_and_captions_tell_the_names_as_text(report):
    cells = shown(report)
    told = check_harmless(cells['report.partners("import")']).get_text()
    for name in list(PARTNERS.values())[:3]:
        assert name in told
    charts = check_harmless(cells['report.partner_charts("import")'])
    alternative = charts.find(attrs={"role": "img"})["aria-label"]
    assert "<img src=x onerror=alert(1)>（30.0 亿美元" in alternative
    assert "某地" in charts.find("svg").get_text()
    assert GOODS in check_harmless(cells["report.overview()"]).get_text()
    assert GOODS in check_harmless(cells["report.overview_table()"]).find("figcaption").get_text()


def test_no_cell_of_the_page_holds_more_than_text(report):
    cells = {line: check_harmless(html) for line, html in shown(report).items()}
    title, producer = "<img src=x onerror=alert(3)>", "</p><script>alert(4)</script>"
    assert title in cells["report.overview_table()"].get_text()
    assert f"{title}（{producer}；" in cells["report.record()"].get_text()


def test_the_title_is_the_name_in_the_record_and_in_the_heading(report):
    assert report.record().content["title"] == f"中国{GOODS}贸易月度监测报告"
    kind = report_type("lithium_battery")
    headings = kind.headings(kind.parameters.of(kind.name, {"period": PERIOD, "hs": HS}))
    assert headings["product"] == GOODS


def test_a_download_with_a_new_partner_comes_out_under_its_name(tmp_path, monkeypatch):
    titles = ("数据年月", "商品编码", "商品名称", "贸易伙伴编码", "贸易伙伴名称", "人民币")
    rows = [
        ("202502", HS, "大豆", "985", "某地", "5,000"),
        ("202502", HS, "大豆", "410", "巴西", "1"),
    ]
    text = "".join(",".join(f'"{cell}"' for cell in row) + ",\n" for row in (titles, *rows))
    download = tmp_path / "download.csv"
    download.write_bytes(text.encode("gb18030"))
    (tmp_path / "raw").mkdir()
    wish = AddOptions(Hints("import"), None, date(2026, 2, 1), complete=("partner",))
    add_files(tmp_path / "raw", [download], wish)
    monkeypatch.setenv("TRADEBOOK_DATA", str(tmp_path))
    cells = shown(product.load({"period": PERIOD, "hs": HS}))
    assert "参考表中没有贸易伙伴 985（某地），按数据文件的写法列出。" in cells["report.notice()"]
    assert "某地" in cells['report.partner_table("import")']


def test_where_every_code_is_in_a_table_there_is_no_notice(tmp_path, monkeypatch):
    rows = [row for row in lines() if ",410," in row]
    names = {"partner": {"410": "不是巴西"}, "region": {"22-吉林市": "吉林市"}}
    found = data_folder(tmp_path, *rows, complete=("partner",), names=names)
    monkeypatch.setenv("TRADEBOOK_DATA", str(found))
    report = product.load({"period": PERIOD, "hs": HS})
    assert "参考表中没有" not in shown(report)["report.notice()"]
    assert "不是巴西" not in "".join(shown(report).values())


def test_a_code_without_any_name_is_still_refused():
    with pytest.raises(ReferenceTableError, match="'985'"):
        chinese().with_names({"partner": {"984": "某地"}}).partner("985")


def named(*names):
    files = [builders.raw_file(f"f{place}", names=each) for place, each in enumerate(names)]
    return unambiguous(chinese(), names_in(files))


def test_a_reference_table_goes_before_the_file():
    words = chinese().with_names(named({"partner": {"502": "别名"}, "region": {"44": "别名"}}))
    assert (words.partner("502"), words.region("44")) == ("美国", "广东")


def test_of_two_names_of_a_code_the_later_files_counts():
    early = builders.raw_file("z", released="2025-01-01", names={"partner": {"985": "旧名"}})
    late = builders.raw_file("a", released="2025-02-01", names={"partner": {"985": "新名"}})
    assert names_in([late, early]) == {"partner": {"985": "新名"}}


def test_names_that_others_have_too_carry_their_code():
    found = named({"partner": {"985": "美国", "984": "某地", "983": "某地", "982": "别处"}})
    assert found["partner"] == {
        "985": "美国（985）",
        "984": "某地（984）",
        "983": "某地（983）",
        "982": "别处",
    }


def test_a_place_that_is_called_like_another_has_its_province_before_it():
    names = {"11-新区": "新区", "31-新区": "新区", "22-吉林": "吉林", "22-吉林市": "吉林市"}
    assert named({"region": names})["region"] == {
        "11-新区": "北京市新区",
        "31-新区": "上海市新区",
        "22-吉林": "吉林省吉林",
        "22-吉林市": "吉林市",
    }


def test_a_place_without_a_name_is_called_as_its_code_says():
    assert [chinese().region(code) for code in ("44-深圳市", "4403")] == ["深圳市", "4403"]


@pytest.fixture(scope="module")
def places(tmp_path_factory):
    return open_store(places_data(tmp_path_factory.mktemp("places")))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("广东", "44"),
        ("44-深圳市", "44-深圳市"),
        ("深圳市", "44-深圳市"),
        ("深圳", "44-深圳市"),
        ("广东省深圳市", "44-深圳市"),
        ("吉林", "22"),
        ("吉林市", "22-吉林市"),
        ("深圳前海综合保税区", "44-深圳前海综合保税区"),
        ("北京经济技术开发区", "11-经济技术开发区"),
        ("Shenzhen", "44-深圳市"),
        ("Jilin City", "22-吉林市"),
    ],
)
def test_a_region_is_found_by_its_code_and_its_names(places, text, code):
    assert region_code(places, text) == code


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("朝阳", "province '朝阳' is not known; expected one of the 31"),
        (
            "经济技术开发区",
            "'经济技术开发区' may be any of 2 places; expected the code of one: "
            "11-经济技术开发区, 22-经济技术开发区",
        ),
    ],
)
def test_a_region_that_is_none_or_several_is_refused_in_one_line(places, text, fault):
    with pytest.raises(ReferenceTableError, match=f"^{re.escape(fault)}[^\n]*$"):
        region_code(places, text)


def test_a_name_is_one_line_and_a_code_where_there_is_none():
    found = named({"partner": {"985": " 某\n\n地\t\u202e", "984": " \n"}})
    assert found == {"partner": {"985": "某 地", "984": "984"}}


# --- Markdown ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def rendered():
    """Return a function that renders Markdown with the extensions of the book."""
    extensions = {"colon_fence", "deflist", "fieldlist"}
    return create_md_parser(MdParserConfig(enable_extensions=extensions), RendererHTML).render


@pytest.mark.parametrize("name", HARMFUL)
@pytest.mark.parametrize("template", ["{}", "# 中国{}报告", ":来源: {}", "- {}：后"])
def test_text_in_markdown_stays_text(rendered, name, template):
    soup = check_harmless(rendered(template.format(in_markdown(name))))
    assert one_line(name) in soup.get_text()
    frame = {"p", "h1", "ul", "li", "dl", "dt", "dd"}
    assert {element.name for element in soup.find_all(True)} <= frame


@pytest.mark.parametrize("name", HARMFUL)
def test_text_in_a_style_sheet_stays_text(name):
    soup = BeautifulSoup(
        f"<style>@page {{ content: {in_css(name)}; }}</style><p>a</p>", "html.parser"
    )
    assert [element.name for element in soup.find_all(True)] == ["style", "p"]
    (text,) = re.findall(r'"([^"]*)"', soup.style.string)
    assert re.sub(r"\\([0-9a-f]{2}) ", lambda one: chr(int(one[1], 16)), text) == one_line(name)


@pytest.mark.parametrize("name", HARMFUL)
def test_a_heading_holds_the_name_and_no_markup(rendered, name):
    heading = Heading.filled("# 中国{{ product }}报告", {"product": name})
    soup = check_harmless(rendered(heading.text))
    # It reads alike wherever a page has it, escaped or not.
    wide = name.replace("<", "＜").replace(">", "＞").replace("&", "＆")
    assert soup.get_text().strip() == f"中国{one_line(wide)}报告"
    assert len(soup.find_all(True)) == 1


@pytest.mark.parametrize("name", HARMFUL)
def test_the_page_of_data_shows_what_files_are_called(tmp_path, rendered, name):
    pages = tmp_path / "book"
    (pages / "_static").mkdir(parents=True)
    (pages / "_templates").mkdir()
    text = (ROOT / "book" / "data.md").read_text(encoding="utf-8")
    (pages / "data.md").write_text(text, encoding="utf-8")
    raw = builders.raw_file("a").model_copy(
        update={
            "title": name,
            "producer": name,
            "licence": name,
            "address": name,
            "method": name,
            "made_from": ({"file": name},),
        }
    )
    file = {"raw": raw, "status": "官方发布", "months": ["2025-01"], "rows": 1}
    context = {"files": [file], "notices": chinese().tree("notice"), "checks": [], "findings": []}
    assemble((), pages, context, tmp_path / "source")
    page = (tmp_path / "source" / "data.md").read_text(encoding="utf-8")
    soup = check_harmless(rendered(page))
    assert soup.find("h3").get_text() == one_line(name)
    assert not soup.find_all(["em", "h4"])
    assert [link["href"] for link in soup.find_all("a")] == ["open_data.html"]  # the page's own
    assert len(soup.find_all("strong")) == 4  # likewise
    # Title, producer, licence, address, method, and the file it was made from.
    assert soup.get_text().count(one_line(name)) >= 6


@pytest.mark.parametrize("address", ["http://delab.uibe.edu.cn/zlxz/index.htm", "https://x/?a=1&b"])
def test_an_address_of_the_web_is_a_link(tmp_path, rendered, address):
    pages = tmp_path / "book"
    (pages / "_static").mkdir(parents=True)
    (pages / "_templates").mkdir()
    (pages / "index.md").write_text("{{ one | address }}", encoding="utf-8")
    assemble((), pages, {"one": address}, tmp_path / "source")
    page = (tmp_path / "source" / "index.md").read_text(encoding="utf-8")
    (link,) = BeautifulSoup(rendered(page), "html.parser").find_all("a")
    assert link["href"] == address


# --- the downloadable figures --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        *((f"{sign}1", f"'{sign}1") for sign in "=+-@＝＋－＠"),
        ('=HYPERLINK("http://x")', '\'=HYPERLINK("http://x")'),
        ("\t=1", "'=1"),
        ("\r=1", "'=1"),
        ("a\r\n=1", "a =1"),
        ("'=1", "'=1"),
        ("a;-b", "a;-b"),
        ("2025-02", "2025-02"),
        ("_T", "_T"),
    ],
)
def test_no_text_of_the_figures_is_a_formula(text, cell):
    figures = builders.figures(
        builders.figure_row(-1.5, partner=text, sources=text),
        builders.figure_row(-2.5e-7, metric="growth", unit="percent"),
        builders.figure_row(NAN, metric="share", basis="absent"),
    )
    rows = {row["metric"]: row for row in csv.DictReader(io.StringIO(figures.csv(), newline=""))}
    assert (rows["level"]["partner"], rows["level"]["sources"]) == (cell, cell)
    # Numbers are numbers, the negative ones too; what is missing is empty.
    assert rows["level"]["value"] == "-1.5"
    assert float(rows["growth"]["value"]) == -2.5e-7
    assert rows["growth"]["value"].startswith("-")
    assert rows["share"]["value"] == ""


def test_the_figures_of_an_edition_are_written_so(report):
    content = report.record().content["figures"]
    assert content == report.view.figures.csv()
    rows = list(csv.DictReader(io.StringIO(content)))
    assert {row["partner"] for row in rows} == {"_T", "410", *PARTNERS}


def test_the_page_on_method_says_how_text_is_written():
    text = Path(ROOT / "book" / "method.md").read_text(encoding="utf-8")
    assert "前面加一个撇号" in text
