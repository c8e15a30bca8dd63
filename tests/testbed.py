"""Places the tests work in: the built site, made-up months of data, small notebooks and books."""

import copy
import csv
import functools
import hashlib
import io
import json
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

import builders
import nbformat
import pandas as pd
import yaml
from bs4 import BeautifulSoup

from helpers.observations.coded_rows import CodedRows
from helpers.observations.readers import pairs, read_file
from helpers.observations.readers.description import read_meta
from helpers.observations.validation.check_registry import check_file, check_together
from helpers.observations.validation.finding import by_oddity
from helpers.observations.validation.summary import summarise
from helpers.observations.warehouse.archive import open_archive
from helpers.observations.warehouse.store import Store
from helpers.presentation.findings import finding_text
from helpers.presentation.locale.words import english
from helpers.publishing.bundle.bundle import bundle_of
from helpers.reference.provinces import address_names

ROOT = Path(__file__).resolve().parents[1]
SITE = ROOT / "_build" / "html"
EDITION = "provincial/2025-11"
EXAMPLES = (
    EDITION,
    "beijing_city/2024-05",
    "lithium_battery/2025-02",
    "annual_review/2024",
    "annual_review/2025",
    "national/2025-12",
    "asean/2025-12",
    "guangdong/2025-03",
)
"""Editions of the built site: of every report, of each kind of partner and place, and with all of a year."""
_QUARTER = ("2025-01", "2025-02", "2025-03")
EDITIONS = (
    *EXAMPLES,
    *("usa/2025-12", "eu/2025-12"),
    *(f"provincial/2024-{month:02d}" for month in range(1, 13)),
    *(f"provincial/{month}" for month in _QUARTER),
    *(f"beijing_location/{month}" for month in _QUARTER),
    *(f"guangdong/{month}" for month in _QUARTER[:2]),
)
"""All of them."""
WITHOUT_CHART = [one for one in EDITIONS if one.startswith("usa/")]
"""Of one country, of which there are two months, nothing is drawn."""
PROFILES = ("profile/nation", "profile/guangdong", "profile/asean")
"""Of each kind one: profiles are no editions."""
_GROUPS = ("eu", "asean", "rcep", "brics", "bri", "apec")
_CONTINENTS = ("asia", "africa", "europe", "latam", "namerica", "oceania")
EVERY_PROFILE = tuple(
    f"profile/{name}" for name in ("nation", *address_names().values(), *_GROUPS, *_CONTINENTS)
)
OWN = (
    "index",
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
    "search",
)
"""The pages of the built site: editions, and the book's own."""
REVISED = [one for one in EDITIONS if one != "provincial/2024-01"]
"""Those released again with the months up to their own: all but the first month."""
PERMANENT = (
    *(f"{one}/r1" for one in EDITIONS),
    *(f"{one}/r2" for one in REVISED),
    *(f"annual_review/{year}/r{number}" for year in (2024, 2025) for number in (3, 4)),
)
"""The pages of their revisions."""
LAST = {one.rpartition("/")[0]: one for one in PERMANENT}
"""The page of the last revision of each edition."""
TRANSLATED = (*LAST.values(), *(f"provincial/2024-{month:02d}/r1" for month in range(2, 13)))
"""Those that are in English, too."""
RECORD = "application/vnd.tradebook.edition+json"

# fmt: off
CODES = (
    11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46,
    50, 51, 52, 53, 54, 61, 62, 63, 64, 65,
)
# fmt: on

IN_ORDER = """
北京 天津 河北 山西 内蒙古 辽宁 吉林 黑龙江 上海 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 广西 海南
重庆 四川 贵州 云南 西藏 陕西 甘肃 青海 宁夏 新疆
"""
NAMES = dict(zip(map(str, CODES), IN_ORDER.split(), strict=True))
"""The provinces' short names by code."""

UNITS = {
    "USD": (8, " 亿美元", 1),
    "CNY": (8, " 亿元", 1),
    "piece": (4, " 万个", 1),
    "USD/piece": (0, " 美元/个", 2),
    "percent": (0, "%", 1),
    "points": (0, " 个百分点", 1),
    "count": (0, "", 0),
    "places": (0, " 位", 0),
    "times": (0, " 倍", 2),
    "firms": (4, " 万家", 1),
    "years": (0, " 年", 0),
    "quarters": (0, " 个季度", 0),
    "months": (0, " 个月", 0),
}
"""The power of ten of each unit's print, the words behind the number, and its decimals."""

LARGE = {"USD": (12, " 万亿美元"), "CNY": (12, " 万亿元")}
"""Power and words for what a source rounded more coarsely than that."""


class Number(NamedTuple):
    """A line of the downloadable figures, as text."""

    value: str
    unit: str
    step: str = ""
    basis: str = ""
    sources: str = ""


def written(unit, step=""):
    """Return power, words and decimals of a print: the source's own digits where it gave fewer."""
    power, label, decimals = UNITS[unit]
    if not step or Decimal(step) <= Decimal(1).scaleb(power - decimals):
        return power, label, decimals
    power, label = LARGE.get(unit, (power, label))
    return power, label, max(power - Decimal(step).adjusted(), 0)


def printed(value, unit, step=""):
    """Round an unrounded value as it should stand in print, without the code under test."""
    if value == "":
        return "-"
    if unit in ("percent", "points") and abs(Decimal(value)) > 99_900:
        return "—"
    power, _, decimals = print_of = written(unit, step)
    number = Decimal(value).scaleb(-power)
    if power and print_of == UNITS[unit] and number and abs(number) < Decimal("0.05"):
        decimals = 2
    text = str(half_up(number, decimals))
    return text.removeprefix("-") if Decimal(text) == 0 else text


def told_step(value, unit, step=""):
    """Return what prose rounds to: a trillion yuan or more to two decimals of 万亿元, or as the source did."""
    large = unit == "CNY" and value != "" and abs(Decimal(value)) >= Decimal("1e12")
    return str(max(Decimal(step or 0), Decimal("1e10"))) if large else step


def half_up(number, decimals):
    """Round half away from zero."""
    return number.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)


def decimals_of(text):
    """Return how many decimals a printed number has."""
    return len(text.partition(".")[2])


class Folder(NamedTuple):
    """What the raw files of a folder hold."""

    observations: pd.DataFrame
    statements: pd.DataFrame
    files: tuple


def read_folder(folder):
    """Open a folder's archive, and read all its raw files."""
    files = open_archive(folder).files
    read = [read_file(read_meta(one.description, one.data), one) for one in pairs(folder)]
    frames = [[one.cells.rows for one in read], [one.statements for one in read]]
    full = [[each for each in found if len(each)] or found[:1] for found in frames]
    return Folder(*(pd.concat(found, ignore_index=True) for found in full), files)


def run_checks(rows, files):
    """Return what all checks say of observations, errors first."""
    described = {raw.id: raw for raw in files}
    tables = {str(source): table for source, table in rows.groupby("source", sort=True)}
    alone = [
        one
        for name, table in tables.items()
        for one in check_file(CodedRows.of(table), described[name])
    ]
    summaries = {
        name: summarise(CodedRows.of(table), described[name]) for name, table in tables.items()
    }
    together = check_together(summaries, described.values())
    contradicting = Store.of(rows, described.values()).contradictions()
    return by_oddity([*alone, *together, *contradicting])


def said(finding):
    """Return what a check found as the command line says it, without the files."""
    return finding_text(english(), finding)


def last_revision(edition, language=None):
    """Return the name of the last revision and the day it was written, in the first language or a further one."""
    records = yaml.safe_load_all((ROOT / "editions.lock").read_text(encoding="utf-8"))
    written = [
        (record["revision"], date.fromisoformat(str(record["date"])))
        for record in records
        if record["edition"] == edition
        and record.get("language") == language
        # What was reworded stays the revision of its first day.
        and not record.get("reworded")
    ]
    number, day = max(written)
    return f"r{number}", day


def published(name):
    """Return the lines of a transcribed table, every cell as printed."""
    path = ROOT / "data" / "published" / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def built(path):
    """Return the place of a file of the built site, which must be there."""
    assert (SITE / path).is_file(), f"{SITE / path} is not there; run: make book"
    return SITE / path


def ends_of(names):
    """Return the first and the last edition of each series: what stands between is of the same kind."""
    series = groupby(sorted(names), lambda name: name.partition("/")[0])
    listed = [list(of) for _, of in series]
    return {name for of in listed for name in (of[0], of[-1])}


@functools.cache
def soup_of(path):
    """Return a parsed page of the built site."""
    return BeautifulSoup(built(path).read_text(encoding="utf-8"), "html.parser")


@functools.cache
def figures_of(edition):
    """Return an edition's downloadable figures by id."""
    text = built(f"{edition}.figures.csv").read_text(encoding="utf-8-sig")
    keys = ["metric", "measure", "period", "span", "flow", "region", "partner", "product"]
    found = {}
    for row in csv.DictReader(io.StringIO(text)):
        name = ".".join(row[key] for key in keys)
        name += "" if row["enterprise"] == "_T" else f".{row['enterprise']}"
        assert name not in found, f"{name} stands twice among the figures"
        found[name] = Number(*(row[field] for field in Number._fields))
    assert found
    return found


def panel_of(script):
    """Return what a page's script of numbers holds, its figures each with all that is shown of it, by id.

    What it is, amount in print, value, unit, metric, basis, ids of files, ids of inputs.
    """
    content = json.loads(script.removeprefix("window.tradebookFigures = ").removesuffix(";\n"))
    rows = [(common, row) for common, group in content["figures"] for row in group]
    ids = [f"{common[0]}.{content['members'][row[0]][0]}" for common, row in rows]
    found = {}
    for name, ((_, before, after, *more), (place, amount, value, inputs)) in zip(
        ids, rows, strict=True
    ):
        listed = inputs if isinstance(inputs, list) else rows[inputs][1][3]
        what = before + content["members"][place][1] + after
        found[name] = [what, amount, value, *more, [ids[each] for each in listed]]
    assert len(found) == len(rows)
    return content | {"figures": found}


def month_rows(
    *, period="2025-03", spans=("month",), national=False, growth=True, without=(), back=None
):
    """Return tidy lines of all provinces: exports of code x 1 亿, imports of 100 less it.

    ``growth`` prints a tenth of the code for exports and -2.25 for imports; ``national`` adds the
    country with exports of 2000 亿 (5.0) and imports of 1900 亿 (none). ``without`` leaves out
    (flow, code); ``back`` gives values of the month by flow and code, in yuan.
    """
    lines = []
    for span in spans:
        for flow in ("export", "import"):
            for code in CODES:
                if (flow, code) in without:
                    continue
                value = (code if flow == "export" else 100 - code) * 10**8
                value = value if back is None else back(flow, code)
                rate = (f"{code / 10}" if flow == "export" else "-2.25") if growth else ""
                lines.append(
                    f"{period},{span},{flow},{code},_T,_T,_T,_T,value,CNY,{value:.0f},{rate}"
                )
            if national:
                value, rate = ("200000000000", "5.0") if flow == "export" else ("190000000000", "")
                lines.append(f"{period},{span},{flow},_T,_T,_T,_T,_T,value,CNY,{value},{rate}")
    return lines


def data_folder(folder, *rows, complete=("region",), **keys):
    """Write a data folder with one raw file of these lines."""
    raw = folder / "data" / "raw"
    raw.mkdir(parents=True)
    text = builders.tidy_text(*rows)
    builders.write_pair(raw, text=text, complete=list(complete), **keys)
    return folder / "data"


HEAD = """\
# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
#   tradebook:
#     report: provincial
# ---
"""

PARAMETERS = (
    '# %% tags=["parameters"]\nperiod = "2025-11"\ncurrency = None\nas_of = None\n',
    "# %% [markdown]\n# # Report of {{ month }}\n",
)


def small_notebook(folder, *cells):
    """Write a notebook ``provincial.py`` that imports nothing of the project."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "provincial.py"
    path.write_text("\n".join((HEAD, *PARAMETERS, *cells)), encoding="utf-8")
    return path


FIGURES = """\
metric,measure,period,span,flow,region,partner,product,enterprise,value,unit,step,basis,sources
growth,value,2025-11,month,export,44,_T,_T,_T,0.1,percent,,printed,made-up
"""


@dataclass(frozen=True)
class Given:
    """A notebook that is in no file."""

    notebook: Any

    @property
    def digest(self):
        return hashlib.sha256(nbformat.writes(self.notebook).encode()).hexdigest()

    def read(self):
        return copy.deepcopy(self.notebook)

    def bundle(self):
        return bundle_of(self.notebook)


def executed(period="2025-11", record=True, **told):
    """Return an executed edition made by hand, of four cells; ``told`` is put into its record."""
    content = {
        "report": "provincial",
        "name": period,
        "title": "分省报告",
        "period": "2025 年 11 月",
        "currency": "USD",
        "heading": f"分省报告（{period}）",
        "summary": "全国进出口 1.0 亿元。",
        "lead": "",
        "findings": [],
        "day": "2026-01-16",
        "given": {"period": period},
        "headline": [{"label": "全国进出口", "text": "1.0 亿元", "moved": "同比增长 2.0%"}],
        "statuses": ["reconstructed"],
        "sources": ["made-up"],
        "files": [],
        "figures": FIGURES,
        **told,
    }
    data = {"text/html": "<p>the record</p>", "text/plain": "the record"}
    if record:
        data[RECORD] = content
    new = nbformat.v4
    heading = new.new_markdown_cell("# Report of 2025 年 11 月")
    heading.metadata["tradebook"] = {"template": "# Report of {{ month }}"}
    cells = [
        heading,
        new.new_markdown_cell("no place here"),
        new.new_code_cell(
            f'period = "{period}"', metadata={"tags": ["parameters", "remove-input"]}
        ),
        new.new_code_cell(
            "report.record()",
            metadata={"tags": ["remove-input"]},
            outputs=[new.new_output("execute_result", data)],
        ),
    ]
    for place, cell in enumerate(cells):
        cell.id = f"cell-{place:03d}"
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    metadata = {"kernelspec": kernel, "tradebook": {"report": "provincial"}}
    return new.new_notebook(cells=cells, metadata=metadata)
