"""Which files are taken for tables of the customs, and what is said of those that are not read."""

from datetime import date

import pytest
from official_layouts import csv_bytes, file_bytes, page_bytes
from real_files import SHARED
from spreadsheets import compound, xls_bytes

from helpers.core.errors import SourceError, UnknownFileError
from helpers.observations.ingest.adding import add_files
from helpers.observations.ingest.options import AddOptions
from helpers.observations.ingest.recognition import recognise, sort_out
from helpers.observations.readers import pairs
from helpers.observations.readers.description import read_meta
from helpers.observations.readers.reading import Hints
from helpers.observations.validation.finding import CheckError


@pytest.fixture
def raw(tmp_path):
    folder = tmp_path / "raw"
    folder.mkdir()
    return folder


OTHERS = {
    "（15）2025年11月对部分国家（地区）出口商品类章金额表": "table 15",
    "（16）2025年11月自部分国家（地区）进口商品类章金额表": "table 16",
    "（15）Exports by Selected Countries (Regions) and by HS Divisions,11.2025": "table 15",
    "（16）Imports by Selected Countries (Regions) and by HS Divisions,11.2025": "table 16",
    "（17）2025年11月部分出口商品主要贸易方式量值表": "table 17",
    "（18）2025年11月部分进口商品主要贸易方式量值表": "table 18",
    "（18）Imports of Selected Commodities by Major Customs Regimes,12. 2019": "table 18",
    "(7)Statistics Bulletin on Freight Supervision": "freight supervision",
    "(8)Statistics Bulletin on Goods Inspection & Quarantine": "inspection and quarantine",
}


@pytest.mark.parametrize("form", ["csv", "html"])
@pytest.mark.parametrize("title", OTHERS)
def test_a_table_that_is_not_read_is_named_as_what_it_is(tmp_path, title, form):
    columns = [("类章", ""), ("日本", "11月"), ("日本", "1至11月")]
    body = [["总值", 1, 2]]
    content = page_bytes(columns, body, heading=title)
    if form == "csv":
        content = csv_bytes([[title, "", ""], ["类章", "日本", ""], ["", "11月", "1至11月"], *body])
    path = tmp_path / f"a.{form}"
    path.write_bytes(content)
    with pytest.raises(UnknownFileError) as caught:
        recognise(path, path.name)
    assert OTHERS[title] in str(caught.value)
    assert "is a table of the customs that no report uses" in str(caught.value)


def test_a_page_of_pictures_has_a_message(tmp_path):
    path = tmp_path / "总值表.html"
    path.write_bytes(b"<!DOCTYPE html><html><body><img src='a.png'></body></html>")
    with pytest.raises(UnknownFileError, match=r"a page without one, .* a picture of it"):
        recognise(path, path.name)


@pytest.mark.parametrize(
    "content", [xls_bytes([["进出口"]])[:900], compound("EncryptedPackage", b"secret")]
)
def test_a_damaged_file_that_is_called_a_table_is_an_error_and_no_stranger(tmp_path, content):
    """In a folder a stranger is passed over: the month would lack this table, and nobody see it."""
    path = tmp_path / "（2）2025年11月进出口商品国别（地区）总值表.xls"
    path.write_bytes(content)
    recognise(path, path.name)
    assert sort_out([tmp_path]) == ([path], [])
    folder = tmp_path / "raw"
    folder.mkdir()
    with pytest.raises(SourceError, match=r"expected an (?:open )?Excel file"):
        add_files(folder, [path], AddOptions(Hints(), None, date(2026, 2, 1)))
    assert [one.name for one in folder.iterdir() if one.name != ".lock"] == []
    other = tmp_path / "budget.xls"
    other.write_bytes(content)
    with pytest.raises(UnknownFileError):
        recognise(other, other.name)


def test_a_workbook_that_says_no_month_is_told_what_it_lacks(tmp_path):
    path = tmp_path / "9大类.xls"
    path.write_bytes(xls_bytes([["注册海关名称", "农产品"], ["上海市", 17.0]]))
    with pytest.raises(UnknownFileError, match="says neither; write it as a tidy CSV"):
        recognise(path, path.name)


def flows_of(head, names, title, times=2):
    """Return a table of November with the same total as each table of the month, or a part of it."""
    words = ("进出口", "出口", "进口")
    columns = [(head, "")] + [(word, label) for word in words for label in ("11月", "1至11月")]
    share = len(names)
    amounts = [times * each for each in (50, 550, 30, 330, 20, 220)]
    body = [["总值", *amounts]] + [[name, *(each // share for each in amounts)] for name in names]
    return file_bytes("xlsx", columns, body, above=(title, "单位：万元人民币"))


def test_a_month_s_folder_is_filed_as_a_whole(tmp_path, raw):
    folder = tmp_path / "2025-11"
    folder.mkdir()
    title = "2025年11月进出口商品{}（人民币值）"
    tables = {
        "（2）": ("国家（地区）", ["日本", "德国"], "国别（地区）总值表"),
        "（4）": ("类章", ["01章 活动物", "52章 棉花"], "类章总值表"),
        "（5）": ("贸易方式", ["一般贸易", "其他"], "贸易方式总值表"),
        "（8）": ("收发货人所在地", ["北京市", "广东省"], "收发货人所在地总值表"),
        "（9）": ("境内目的地／货源地", ["北京市", "广东省"], "境内目的地/货源地总值表"),
    }
    for number, (head, names, table) in tables.items():
        content = flows_of(head, names, number + title.format(table))
        (folder / f"{number}{table.replace('/', '')}.xlsx").write_bytes(content)
    (folder / "（7）.csv").write_text("(7)Statistics Bulletin on Freight Supervision\n", "utf-8")
    city = flows_of(
        "国家（地区）", ["日本", "德国"], "北京地区" + title.format("国别（地区）总值表"), 1
    )
    (folder / "北京.xlsx").write_bytes(city)
    add_files(raw, [folder], AddOptions(Hints(), None, date(2026, 2, 1)))
    filed = {(one := read_meta(pair.description, pair.data)).dataset: one for pair in pairs(raw)}
    assert set(filed) == {
        *("country-CNY", "section-CNY", "regime-CNY", "location-CNY", "locality-CNY"),
        "country-11-CNY",
    }
    assert filed["country-11-CNY"].inferred["region"] == "11"


# --- real files ------------------------------------------------------------------------------------


@pytest.mark.real_files
def test_tables_of_a_month_that_contradict_one_another_are_refused(raw):
    """The provinces of the case make 9,920,000,000 yuan, its countries 2,350,000."""
    folder = SHARED / "cases" / "release_folder"
    with pytest.raises(CheckError) as caught:
        add_files(raw, [folder], AddOptions(Hints(), None, date(2026, 2, 1)))
    assert caught.value.finding.check == "members_make_whole"
    assert not list(pairs(raw))


@pytest.mark.real_files
def test_each_table_of_the_case_is_filed_on_its_own(tmp_path):
    found = {}
    for number, path in enumerate(sorted((SHARED / "cases" / "release_folder").glob("*.xlsx"))):
        folder = tmp_path / f"raw-{number}"
        folder.mkdir()
        add_files(folder, [path], AddOptions(Hints(), None, date(2026, 2, 1)))
        (pair,) = pairs(folder)
        filed = read_meta(pair.description, pair.data)
        found[filed.dataset] = filed.complete
    assert set(found) == {"country-CNY", "section-USD", "location-CNY"}


@pytest.mark.real_files
@pytest.mark.parametrize("name", ["desk-22-zhejiang", "desk-23-zhejiang-first"])
def test_a_provincial_customs_table_is_filed_with_what_was_told(raw, name):
    (path,) = (SHARED / "cases" / name).glob("*.csv")
    told = Hints(span="ytd", unit="元")
    add_files(raw, [path], AddOptions(told, None, date(2026, 2, 1)))
    (filed,) = (read_meta(pair.description, pair.data) for pair in pairs(raw))
    assert (filed.dataset, filed.inferred["region"]) == ("city-33-CNY", "33")
    assert (filed.told.span, filed.told.unit) == ("ytd", "元")
