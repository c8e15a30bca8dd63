"""One month's folder, with all tables of the customs, becomes the reports of that month.

The site is stood in for: that it is made right of released editions is tested where it is made.
"""

import gzip
import json
import shutil

import nbformat
import pytest
import yaml
from official_layouts import file_bytes
from sample_repository import Repository

from helpers.cli import update_command
from helpers.indicators.figures import read_figures
from helpers.publishing.bundle.bundle import bundle_of
from helpers.publishing.releases.lock import read_lock
from helpers.reference.provinces import provinces

MONTH, DAY = "2025-11", "2025-12-18"
CALENDAR = f"kind,month,released\nbulletin,{MONTH},{DAY}\nexpress,{MONTH},2025-12-08\n"
FLOWS = {"total": "进出口", "export": "出口", "import": "进口"}
GROWTH = 25.0
"""What every table prints of January to November, so that a year before all of it was four fifths."""
TIMES = 11
"""January to November is so many Novembers."""

# The world: exports and imports of November in 亿元, cut in each way; whatever the cut, 500 and 300.
PARTNERS = {"美国": (200, 60), "越南": (180, 90), "德国": (120, 150)}
PROVINCES = dict.fromkeys(provinces()["full_name"], (15, 9)) | {"北京市": (50, 30)}
REGIMES = {"一般贸易": (300, 200), "进料加工贸易": (200, 100)}
CHAPTERS = {"第十六类 机电产品": (400, 180), "84章 机械": (250, 100), "85章 电机": (150, 80)}
CHAPTERS |= {"第十五类 贱金属": (100, 120), "72章 钢铁": (100, 120)}
KINDS = {"国有企业": 1, "外商投资企业": 3, "私营企业": 4}
"""Of eight parts of each regime."""
EXPORTS = {"机电产品*": ("-", "", 400), "钢材": ("万吨", "50", 90)}
IMPORTS = {"机电产品*": ("-", "", 180), "煤及褐煤": ("万吨", "800", 70)}

EDITIONS = {
    "national": {"title": "N", "months": "all"},
    "asean": {"report": "partner", "parameters": {"partner": "ASEAN"}, "months": "all"},
    "usa": {"report": "partner", "parameters": {"partner": "美国"}, "months": "all"},
    "provincial": {"title": "P", "months": "all"},
    "beijing_location": {
        "report": "beijing_city",
        "parameters": {"region": "北京", "currency": "CNY"},
        "months": "all",
    },
}
PAGES = {f"{name}/{MONTH}" for name in EDITIONS}


def amounts(rows, unit):
    """Return rows of names and 亿元 as a table by flow prints them: November, and January to it."""
    whole = {"总值": tuple(map(sum, zip(*rows.values(), strict=True)))}
    return [
        [
            name,
            *(n * times * 10**8 // unit for n in (exp + imp, exp, imp) for times in (1, TIMES)),
            *[f"{GROWTH}"] * 3,
        ]
        for name, (exp, imp) in (whole | rows).items()
    ]


def by_flow(head, title, rows, *, unit=("单位：万元人民币", 10**4), whole=None):
    columns = [(head, "")]
    columns += [(word, span) for word in FLOWS.values() for span in ("11月", "1至11月")]
    columns += [("累计比去年同期±％", word) for word in FLOWS.values()]
    body = amounts(rows, unit[1])
    body[0] = [*amounts(whole or rows, unit[1])[0]]
    return file_bytes("xlsx", columns, body, above=(f"2025年11月{title}（人民币值）", unit[0]))


def two_flows(head, title, rows, whole):
    """Return a table without a column of the total."""
    columns = [(head, "")]
    columns += [
        (FLOWS[flow], span) for flow in ("export", "import") for span in ("11月", "1至11月")
    ]
    columns += [("累计比去年同期±％", FLOWS[flow]) for flow in ("export", "import")]
    body = [[name, *cells[2:6], *cells[7:]] for name, *cells in amounts(rows, 10**4)]
    body[0] = [body[0][0], *amounts(whole, 10**4)[0][3:7], *body[0][5:]]
    return file_bytes("xlsx", columns, body, above=(f"2025年11月{title}", "单位：万元人民币"))


def regimes():
    columns = [("贸易方式", "")]
    columns += [(word, span) for word in FLOWS.values() for span in ("11月", "1至11月")]
    body = []
    for row in amounts(REGIMES, 10**4):
        body += [row[:7], ["±％", *["-", f"{GROWTH}"] * 3]]
    above = ("2025年11月进出口商品贸易方式总值表（人民币值）", "单位：万元人民币")
    return file_bytes("xls", columns, body, above=above)


def enterprises(place, word):
    """Return a table of regimes by kind of enterprise, January to November."""
    columns = [("贸易方式", "")] + [(name, "1至11月") for name in ("合计", *KINDS)]
    rows = {name: numbers[place] for name, numbers in REGIMES.items()}
    body = []
    for name, amount in ({"总值": sum(rows.values())} | rows).items():
        parts = [amount * TIMES * 10**4 * share // 8 for share in KINDS.values()]
        body += [[name, sum(parts), *parts], ["±%", *[f"{GROWTH}"] * (1 + len(KINDS))]]
    above = (f"2025年11月{word}商品贸易方式企业性质总值表（人民币值）", "单位：万元人民币")
    return file_bytes("xlsx", columns, body, above=above)


def goods(word, rows):
    heads = ("11月", "1至11月累计", "当月比去年同期±%")
    columns = [("商品名称", ""), ("计量单位", "")]
    columns += [(head, lower) for head in heads for lower in ("数量", "金额")]
    body = []
    for name, (unit, amount, value) in rows.items():
        many = str(int(amount) * TIMES) if amount else "-"
        cells = [amount or "-", value * 10**4, many, value * TIMES * 10**4]
        body.append([name, unit, *cells, "0.0" if amount else "-", f"{GROWTH}"])
    above = (f"2025年11月{word}主要商品量值表（人民币值）", "金额单位：万元人民币")
    return file_bytes("csv", columns, body, above=above)


def totals():
    """Return the table of months, in which November stands alone."""
    words = (*FLOWS.values(), "差额")
    columns = [("年月", "")] + [(top, word) for top in ("当月", "1至当月累计") for word in words]
    month = [800, 500, 300, 200]
    body = [
        ["2025.11", *month, *(each * TIMES for each in month)],
        ["当月同比±%", *[f"{GROWTH}"] * 3, "-", *["-"] * 4],
        ["累计同比±%", *["-"] * 4, *[f"{GROWTH}"] * 3, "-"],
    ]
    above = ("2025年11月进出口商品总值表（人民币值）B：月度表", "单位：亿元人民币")
    return file_bytes("csv", columns, body, above=above)


def countries(**changed):
    rows = PARTNERS | changed
    return by_flow(
        "进口原产国（地区）\n出口最终目的国（地区）", "进出口商品国别（地区）总值表", rows
    )


def folder_of():
    """Return all files of the month by name."""
    whole = {"全部": (500, 300)}
    some = {"美国": PARTNERS["美国"], "其中：越南": PARTNERS["越南"]}
    express = "进出口商品主要国别（地区）总值表"
    places = "进出口商品收发货人所在地总值表"
    return {
        "totals.csv": totals(),
        "countries.xlsx": countries(),
        "express.xlsx": by_flow(
            "国家（地区）", express, some, unit=("单位：亿元人民币", 10**8), whole=whole
        ),
        "sections.xlsx": two_flows("类章", "进出口商品类章总值表", CHAPTERS, whole),
        "regimes.xls": regimes(),
        "export-firms.xlsx": enterprises(0, "出口"),
        "import-firms.xlsx": enterprises(1, "进口"),
        "location.xlsx": by_flow("收发货人所在地", places, PROVINCES),
        "export-goods.csv": goods("出口", EXPORTS),
        "import-goods.csv": goods("进口", IMPORTS),
    }


class Desk(Repository):
    """A repository, the folder of downloads beside it, and what was released."""

    def __init__(self, root):
        super().__init__(root / "repository")
        self.root.mkdir()
        self.downloads = root / "downloads"

    def update(self, files, *words):
        """Bring these files, and return what is said of each edition."""
        shutil.rmtree(self.downloads, ignore_errors=True)
        self.downloads.mkdir()
        for name, content in files.items():
            (self.downloads / name).write_bytes(content)
        out = self.do("update", str(self.downloads), "--date", "2026-01-20", *words)
        lines = (line.partition(": ") for line in out.splitlines())
        return {name: what for name, _, what in lines}

    def value(self, page, metric, revision="r1", **keys):
        """Return a released figure of November."""
        path = self.root / "releases" / page / f"{revision}.ipynb.gz"
        record = bundle_of(nbformat.reads(gzip.decompress(path.read_bytes()).decode(), 4)).record
        wanted = {"metric": metric, "measure": "value", "period": MONTH, "span": "month", **keys}
        wholes = dict.fromkeys(("region", "partner", "product", "enterprise", "regime"), "_T")
        wanted = wholes | wanted
        (found,) = [
            one
            for one in read_figures(record["figures"])
            if all(getattr(one, name) == code for name, code in wanted.items())
        ]
        return found.value

    def revisions(self):
        return {each.edition: each.revision for each in read_lock(self.root / "editions.lock")}


@pytest.fixture(scope="module")
def furnished(tmp_path_factory):
    """Return a function that makes a desk in a folder; sites are stood in for."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("make_site", "record_site", "check_ready", "serve_processes"):
            patch.setattr(update_command, name, lambda *_, **__: None)
        patch.setattr(update_command, "is_current", lambda *_: True)

        def make(name, editions):
            desk = Desk(tmp_path_factory.mktemp(name))
            desk.furnish()
            (desk.root / "data" / "release_days.csv").write_text(CALENDAR, encoding="utf-8")
            (desk.root / "editions.yml").write_text(
                yaml.safe_dump(editions, allow_unicode=True), encoding="utf-8"
            )
            return desk

        yield make


@pytest.fixture(scope="module")
def story(furnished):
    """Bring the folder, bring it again, and a revised table of countries a month later."""
    desk = furnished("month", EDITIONS)
    files = folder_of()
    said = [desk.update(files)]
    told = json.dumps(sorted(desk.revisions().items()))
    said.append(desk.update(files))
    assert json.dumps(sorted(desk.revisions().items())) == told
    # 5 亿元 of the exports to the United States went to Germany.
    revised = countries(美国=(195, 60), 德国=(125, 150))
    said.append(desk.update({"countries-again.xlsx": revised}, "--released", "2026-01-18"))
    return desk, said


def test_all_reports_of_the_month_come_out(story):
    _, (first, *_) = story
    assert {first[page] for page in PAGES} == {"new, released as r1"}
    for name in folder_of():
        day = "2025-12-08" if name == "express.xlsx" else DAY
        assert f"released {day}" in first[name]


def test_their_numbers_are_those_of_the_tables(story):
    desk, _ = story
    nation = f"national/{MONTH}"
    assert desk.value(nation, "level", flow="total") == 800e8
    assert desk.value(nation, "level", flow="balance", span="ytd") == 200e8 * TIMES
    assert desk.value(nation, "growth", flow="export", span="ytd") == GROWTH
    assert desk.value(nation, "level", flow="import", partner="304") == 150e8
    assert desk.value(nation, "share", flow="export", regime="10") == pytest.approx(60.0)
    assert desk.value(nation, "level", flow="export", product="S16") == 400e8
    assert desk.value(nation, "level", flow="import", product="COAL") == 70e8
    # 70 亿元 for 8,000,000 tons.
    unit_value = desk.value(nation, "unit_value", flow="import", product="COAL")
    assert unit_value == pytest.approx(70e8 / 8e6)
    firms = {"span": "ytd", "flow": "export", "enterprise": "private_owned"}
    assert desk.value(nation, "level", **firms) == 500e8 * TIMES * 4 / 8
    # A quarter more than 352 亿元, all of it, is 25 %; a partner's part of that is its share.
    pull = desk.value(nation, "contribution", span="ytd", flow="total", partner="502")
    assert pull == pytest.approx(GROWTH * 260 / 800)
    usa, asean = f"usa/{MONTH}", f"asean/{MONTH}"
    assert desk.value(usa, "rank", flow="export", partner="502") == 1
    assert desk.value(usa, "rank", flow="import", partner="502") == 3
    assert desk.value(asean, "share", flow="import", partner="ASEAN") == pytest.approx(30.0)
    provinces_page, beijing = f"provincial/{MONTH}", f"beijing_location/{MONTH}"
    assert desk.value(provinces_page, "level", flow="export", region="44") == 15e8
    assert desk.value(provinces_page, "share", flow="import", region="11") == pytest.approx(10.0)
    assert desk.value(beijing, "level", flow="total", span="ytd", region="11") == 80e8 * TIMES


def test_the_same_folder_again_changes_nothing(story):
    _, (_, second, _) = story
    known = {name: second[name].partition(",")[0] for name in folder_of()}
    assert known == dict.fromkeys(known, "known already")
    assert {second[page] for page in PAGES} == {"unchanged"}


def test_a_revised_table_revises_what_is_made_of_it(story):
    desk, (*_, third) = story
    of_partners = {f"{name}/{MONTH}" for name in ("national", "usa")}
    assert {page for page in PAGES if third[page].startswith("revised in ")} == of_partners
    revisions = desk.revisions()
    assert {page for page, number in revisions.items() if number == 2} >= of_partners
    assert revisions[f"provincial/{MONTH}"] == revisions[f"beijing_location/{MONTH}"] == 1
    nation = f"national/{MONTH}"
    assert desk.value(nation, "level", "r2", flow="export", partner="502") == 195e8
    assert desk.value(nation, "level", "r1", flow="export", partner="502") == 200e8
    assert desk.value(nation, "level", "r2", flow="export") == 500e8


def test_without_the_final_table_preliminary_countries_are_no_partners_of_all(furnished):
    editions = {name: EDITIONS[name] for name in ("national", "usa")}
    desk = furnished("lacking", editions)
    files = folder_of()
    del files["countries.xlsx"], files["regimes.xls"]
    desk.update(files)
    usa, nation = f"usa/{MONTH}", f"national/{MONTH}"
    assert desk.value(usa, "level", flow="export", partner="502") == 200e8
    # The express table lists some countries: nobody knows who is the largest.
    assert desk.value(usa, "rank", flow="export", partner="502") is None
    # Regimes are added up from the tables by kind of enterprise, of the months these have.
    regime = {"span": "ytd", "flow": "export", "regime": "10"}
    assert desk.value(nation, "level", **regime) == 300e8 * TIMES
