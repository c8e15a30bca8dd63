"""The bundle of an executed edition: what it holds, with the notebook and from a notebook alone."""

import json
from dataclasses import asdict

import nbformat
import pytest
from markupsafe import Markup
from testbed import EDITIONS, RECORD, ROOT, WITHOUT_CHART, executed, figures_of, soup_of

from helpers.presentation.parts import (
    PARTS_TYPE,
    ChartPart,
    HeadingPart,
    ProsePart,
    TablePart,
    output_of,
)
from helpers.presentation.spreadsheets import SHEET_TYPE, Entry, Sheet
from helpers.publishing.bundle.bundle import (
    bundle_of,
    bundle_path,
    read_bundle,
    read_notebook,
    write_executed,
)

SHEET = Sheet("tab-x", "表 1", ("省市", "出口"), ("", "level [USD]"), ((Entry("广东"),),))
SVG = '<svg viewBox="0 0 30 20.5"><text>&lt;</text></svg>'
PARTS = (
    ProsePart(("出口 5 亿元。",), ("level.a",)),
    TablePart(SHEET, (("", "省市"), ("月", "出口")), ((None,),)),
    ChartPart("fig-x", "图 1", "高", SVG, {"layer": [{"a": None}]}),
)


def with_outputs(*outputs):
    """Return an executed edition with a cell of these outputs before its record."""
    new = nbformat.v4
    found = executed()
    cell = new.new_code_cell(
        "show()", outputs=[new.new_output("display_data", data) for data in outputs]
    )
    cell.id = "shown"
    found.cells.insert(2, cell)
    return found


def html_of(part):
    return {"text/html": f"<p>{part.kind}</p>", PARTS_TYPE: output_of(part)}


def test_a_bundle_has_the_parts_in_the_order_of_the_page_and_the_record():
    found = bundle_of(with_outputs(*map(html_of, PARTS)))
    colophon = ProsePart(("the record",))
    assert found.parts == (HeadingPart(1, "Report of 2025 年 11 月"), *PARTS, colophon)
    assert found.record["period"] == "2025 年 11 月"
    assert found.sheets == [SHEET]
    assert found.headline_chart.size == (30.0, 20.5)


def test_it_is_read_as_it_was_written_and_its_notebook_goes_without_the_parts(tmp_path):
    path = tmp_path / "2025-11.ipynb"
    notebook = with_outputs(*map(html_of, PARTS))
    expected = bundle_of(notebook)
    write_executed(notebook, path)
    assert read_bundle(path) == expected
    assert PARTS_TYPE not in path.read_text(encoding="utf-8")
    content = json.loads(bundle_path(path).read_text(encoding="utf-8"))
    assert list(content) == ["notebook", "parts", "record", "wording"]
    kinds = [part["kind"] for part in content["parts"]]
    assert kinds == ["heading", "prose", "table", "chart", "prose"]


def test_the_bundle_of_another_notebook_is_not_read(tmp_path):
    path = tmp_path / "2025-11.ipynb"
    write_executed(with_outputs(*map(html_of, PARTS)), path)
    nbformat.write(executed("2024-11"), path)
    assert read_bundle(path) == bundle_of(executed("2024-11"))


def test_of_several_records_the_last_counts():
    earlier = {"text/html": "", RECORD: {"period": "earlier"}}
    assert bundle_of(with_outputs(earlier)).record["period"] == "2025 年 11 月"


def test_an_output_without_parts_gives_what_its_html_and_sheets_have():
    chart = Sheet("fig-a", "图 1　A&B", ("省市",), ("",), ())
    figure = (
        '<figure class="tb-chart" id="{0}"><div role="img" aria-label="&lt;{0}&gt;">'
        f"{SVG}</div><figcaption>图 1　A&amp;B</figcaption></figure>"
    )
    html = f'<div class="tb-gallery">{figure.format("fig-a")}{figure.format("fig-b")}</div>'
    prose = '<p>出口 <data data-figure="a" value="1">5</data>、<data data-figure="b">6</data></p>'
    found = bundle_of(
        with_outputs(
            {"text/html": html, SHEET_TYPE: [asdict(chart)]},
            {"text/html": "<figure></figure>", SHEET_TYPE: [asdict(SHEET)]},
            {"text/html": prose},
            {"text/html": ""},
            {"text/plain": "5"},
        )
    )
    assert found.parts[1:-1] == (
        ChartPart("fig-a", "图 1　A&B", "<fig-a>", SVG, None, chart),
        ChartPart("fig-b", "图 1　A&B", "<fig-b>", SVG),
        TablePart(SHEET),
        ProsePart(("出口 5、6",), ("a", "b")),
    )


def test_words_are_told_apart_and_drawings_are_not():
    one, same, other = (
        bundle_of(with_outputs({"text/html": html})).wording
        for html in ("<p>a</p><svg>x</svg>", "<b>a</b> <svg>y</svg>", "<p>b</p>")
    )
    assert one == same != other


def charts_of(bundle):
    return [part for part in bundle.parts if isinstance(part, ChartPart)]


def stored(page):
    return ROOT / "_build" / "editions" / f"{page}.ipynb"


@pytest.mark.parametrize("page", EDITIONS)
def test_a_notebook_alone_gives_the_bundle_but_for_what_only_the_parts_had(page):
    bundle, alone = read_bundle(stored(page)), bundle_of(read_notebook(stored(page)))
    assert (alone.record, alone.wording, alone.sheets) == (
        bundle.record,
        bundle.wording,
        bundle.sheets,
    )
    assert [part.kind for part in alone.parts] == [part.kind for part in bundle.parts]
    drawn = [
        [(one.anchor, one.caption, one.alternative, one.svg, one.sheet) for one in charts_of(of)]
        for of in (alone, bundle)
    ]
    assert drawn[0] == drawn[1] and bool(drawn[0]) == (page not in WITHOUT_CHART)


@pytest.mark.parametrize("page", EDITIONS)
def test_a_bundle_says_what_the_page_shows(page):
    bundle, soup = read_bundle(stored(page)), soup_of(f"{page}.html")
    article = soup.find("article")
    headings = [part.text for part in bundle.parts if isinstance(part, HeadingPart)]
    shown = [one.get_text().removesuffix("#") for one in article.find_all(["h1", "h2", "h3"])]
    assert headings == shown[: len(headings)] and len(headings) > 3
    captions = [one.get_text() for one in article.find_all("figcaption")]
    drawn = [part for part in bundle.parts if isinstance(part, TablePart | ChartPart)]
    assert [part.sheet.title for part in drawn] == captions
    assert all(part.spec["layer"] for part in charts_of(bundle))
    named = {name for name in figures_in(bundle) if name}
    marked = {one["data-figure"] for one in article.find_all(attrs={"data-figure": True})}
    assert named == marked <= figures_of(page).keys()


def test_html_of_several_paragraphs_is_taken_apart():
    html = Markup("<div><p>出口 <b>5</b></p><ul><li>一</li><li>二 &lt;</li></ul></div><pre> </pre>")
    assert ProsePart.of([html], "notice") == ProsePart(("出口 5", "一", "二 <"), (), "notice")


@pytest.mark.parametrize("page", EDITIONS)
def test_prose_says_what_it_is_and_has_headline_numbers_apart(page):
    bundle = read_bundle(stored(page))
    prose = [part for part in bundle.parts if isinstance(part, ProsePart)]
    assert prose[-1].form == "record" and prose[-1] == bundle.parts[-1]
    assert [part.form for part in prose].count("record") == 1
    headline = tuple((one["label"], one["text"], one["moved"]) for one in bundle.record["headline"])
    (first, *_) = [part.cards for part in prose if part.cards]
    assert first == headline
    files = {file["title"] for file in bundle.record["files"]}
    assert all(any(title in text for text in prose[-1].paragraphs) for title in files)


def figures_in(bundle):
    for part in bundle.parts:
        if isinstance(part, ProsePart):
            yield from part.figures
        elif isinstance(part, TablePart):
            assert len(part.figures) == len(part.sheet.rows)
            yield from (name for row in part.figures for name in row)
