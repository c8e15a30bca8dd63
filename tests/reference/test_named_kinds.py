import pytest

from helpers.core.dimensions import is_part
from helpers.core.errors import ReferenceTableError
from helpers.reference.reference_table import enterprise_code, plain_name, regime_code, regimes


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("国家（地区）不明", "国家(地区)不明"),
        ("机电产品\n*", "机电产品"),
        ("共建“一带一路”国家", "共建一带一路国家"),
        ("Hong Kong，China", "HongKong,China"),
        ("\xa0\xa0日　本 ", "日本"),
    ],
)
def test_plain_names(name, plain):
    assert plain_name(name) == plain


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("10", "10"),
        ("一般贸易", "10"),
        ("Ordinary Trade", "10"),
        ("ordinary trade", "10"),
        ("来料加工装配贸易", "14"),
        ("Processing and Assembling", "14"),
        ("Process with Imported Materials", "15"),
        ("Border Trade", "19"),
        ("Frontier Petty Trade", "19"),
        ("Equipment for Processing trade", "20"),
        ("Equipment or Materia Imported as I by Foreign-Invested Enterprises", "25"),
        ("Duty-free Commoditie on Payment of  Currency", "31"),
        ("Duty-Free Goods", "41"),
        ("Logistics goods by customs special control area", "34"),
        ("其他", "39"),
        ("Other", "39"),
    ],
)
def test_a_regime_is_found_by_any_of_its_names(name, code):
    assert regime_code(name) == code


def test_each_name_leads_to_one_regime():
    seen = {}
    for code, row in regimes().iterrows():
        for name in filter(None, [row["name"], row["name_en"], *row["also"].split(";")]):
            assert seen.setdefault(plain_name(name).casefold(), code) == code
            assert regime_code(name) == code


@pytest.mark.parametrize("name", ["", "总值", "99", "贸易"])
def test_other_regimes_are_refused(name):
    with pytest.raises(ReferenceTableError, match=r"customs regime .* is not known; expected one"):
        regime_code(name)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("国有企业", "state"),
        ("SOE", "state"),
        ("外商投资企业小计", "foreign"),
        ("外商投资企业", "foreign"),
        ("FIE", "foreign"),
        ("Sub.Tot", "foreign"),
        ("中外合作", "foreign_cooperative"),
        ("CJV", "foreign_cooperative"),
        ("中外合资", "foreign_joint"),
        ("EJV", "foreign_joint"),
        ("外商独资", "foreign_sole"),
        ("FOE", "foreign_sole"),
        ("私营企业", "private_owned"),
        ("POE", "private_owned"),
        ("民营企业", "private"),
        ("集体企业", "collective"),
        ("CE", "collective"),
        ("其他", "other"),
        ("Other", "other"),
    ],
)
def test_a_kind_of_enterprise_is_found_by_the_heads_of_columns(name, code):
    assert enterprise_code(name) == code


@pytest.mark.parametrize("name", ["", "合计", "Total", "个体"])
def test_other_kinds_of_enterprise_are_refused(name):
    with pytest.raises(ReferenceTableError, match=r"kind of enterprise .* is not known"):
        enterprise_code(name)


def test_kinds_of_foreign_enterprises_lie_within_these():
    assert is_part("enterprise", "foreign") and is_part("enterprise", "private_owned")
    assert not is_part("enterprise", "foreign_joint")
    assert not is_part("enterprise", "_T")
