"""The newest edition of each series in English: no Chinese but what only sources write, and prose that reads well."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
import yaml
from english_prose import page_faults, source_names
from testbed import ROOT

from helpers.presentation.parts import ChartPart, HeadingPart, ProsePart, TablePart
from helpers.publishing.bundle.bundle import Bundle, read_bundle
from helpers.publishing.catalogue.editions import read_catalogue
from helpers.publishing.runner.edition import run_edition
from helpers.reports.common.data import open_store
from helpers.reports.registry import ReportsOfData

CHINESE = re.compile(r"[\u3001-\u9fff\uff00-\uffef]+")
"""Characters and punctuation of Chinese; a wide blank is none."""
SERIES = list(yaml.safe_load((ROOT / "editions.yml").read_text("utf-8")))
MEMBERS = ("nation", "guangdong", "asean", "germany")
"""Profiles to look at: of each kind one."""
RECORDED = ("heading", "title", "period", "lead", "findings", "summary", "currencies")
QUOTED = "tab-quoted"
"""The table of what sources state, in their own words."""


@pytest.fixture(scope="module")
def editions():
    """Return the editions to be run, by series."""
    reports = ReportsOfData(lambda: open_store(ROOT / "data"))
    found = read_catalogue(ROOT / "editions.yml", reports, dict)
    return {
        one.key: [each for each in one.editions if each.name in MEMBERS]
        if one.key == "profile"
        else one.editions[:1]
        for one in found.series
    }


def texts(part) -> Iterator[tuple[str, str]]:
    """Yield what readers see of a part, and where."""
    match part:
        case HeadingPart():
            yield "heading", part.text
        case ProsePart():
            for text in (*part.paragraphs, *part.folded, *sum(part.cards, ())):
                yield f"prose, {part.form}", text
        case TablePart():
            yield from of_sheet("table", part.sheet)
        case ChartPart():
            yield f"{part.anchor}, caption", part.caption
            yield f"{part.anchor}, alternative", part.alternative
            yield f"{part.anchor}, drawing", part.svg
            if part.sheet:
                yield from of_sheet("data", part.sheet)


def of_sheet(kind, sheet):
    yield f"{sheet.name}, {kind}, caption", sheet.title
    for text in sheet.heads:
        yield f"{sheet.name}, {kind}, head", text
    for text in sheet.notes:
        yield f"{sheet.name}, {kind}, note", text
    for row in sheet.rows:
        for place, entry in enumerate(row):
            if (sheet.name, place) != (QUOTED, 0):
                yield f"{sheet.name}, {kind}, cell", entry.text


def chinese_in(bundle):
    """List the Chinese of a bundle with its place, but for names of files and of their makers."""
    said = [found for part in bundle.parts for found in texts(part)]
    said += [(f"record, {name}", str(bundle.record[name])) for name in RECORDED]
    found = []
    for place, text in said:
        left = text
        for name in source_names():
            left = left.replace(name, "")
        found += [f"{place}: {one}" for one in CHINESE.findall(left)]
    return found


@pytest.mark.parametrize("key", SERIES)
def test_an_english_edition_has_no_chinese_but_that_of_its_sources(key, editions, tmp_path):
    assert editions[key]
    for one in editions[key]:
        english = replace(one, parameters={**one.parameters, "language": "en"})
        output = tmp_path / f"{one.name}.ipynb"
        run_edition(english, ROOT / "notebooks", output)
        bundle = read_bundle(output)
        assert bundle.record["parameters"]["language"] == "en"
        assert chinese_in(bundle) == []
        assert page_faults(output) == []


def marks_of(part):
    """Return what no language changes of a part: its id, its figures, its unrounded values."""
    match part:
        case HeadingPart():
            return part.level
        case TablePart(sheet=sheet):
            return sheet.name, part.figures, [[one.value for one in row] for row in sheet.rows]
        case ChartPart(sheet=sheet):
            return part.anchor, [[one.value for one in row] for row in sheet.rows] if sheet else []
        case _:
            return part.kind


def test_an_english_edition_has_the_figures_and_the_anchors_of_the_chinese_one(editions, tmp_path):
    (one,) = editions["asean"]
    bundles = []
    for language in ("zh", "en"):
        output = tmp_path / language / f"{one.name}.ipynb"
        parameters = {**one.parameters, "language": language}
        run_edition(replace(one, parameters=parameters), ROOT / "notebooks", output)
        bundles.append(read_bundle(output))
    chinese, english = bundles
    assert english.record["figures"] == chinese.record["figures"]
    assert [*map(marks_of, english.parts)] == [*map(marks_of, chinese.parts)]
    assert "language" not in chinese.record["parameters"]


def test_what_is_left_is_told_with_its_place():
    part = ProsePart((f"See {source_names()[0]} and 表（一）.",))
    bundle = Bundle(dict.fromkeys(RECORDED, ""), (part,), "")
    assert chinese_in(bundle) == ["prose, text: 表（一）"]
