import re

import pytest
from builders import figure, observation, observations, raw_file
from declared_words import declared

from helpers.core.dimensions import BALANCE, CURRENCIES, STORED_FLOWS
from helpers.core.errors import LocaleError, ReferenceTableError
from helpers.core.periods import SPANS
from helpers.observations.readers.quoted import QUALIFIERS
from helpers.observations.schema import BASES, STATUSES
from helpers.observations.warehouse.store import Store
from helpers.presentation.locale.words import Words, chinese
from helpers.presentation.prose import sentence
from helpers.reference.provinces import MACRO_REGIONS, provinces
from helpers.reports.common.parameters import MonthlyParameters
from helpers.reports.provincial.provincial_report import compute

SENTENCES = [path for path, may in declared().items() if may.figures]


def close(text):
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize(
    ("period", "span", "text"),
    [
        ("2025-11", "month", "2025年11月"),
        ("2025-11", "ytd", "2025年1—11月"),
        ("2025-02", "month", "2025年2月"),
        ("2025-02", "ytd", "2025年1—2月"),
        ("2025-01", "month", "2025年1月"),
        ("2025-01", "ytd", "2025年1月"),
        ("2025-12", "month", "2025年12月"),
        ("2025-12", "ytd", "2025年全年"),
    ],
)
def test_periods(period, span, text):
    assert close(chinese().period(period, span)) == text


@pytest.mark.parametrize(("code", "name"), [("_T", "全国"), ("11", "北京"), ("15", "内蒙古")])
def test_regions(code, name):
    assert chinese().region(code) == name


@pytest.mark.parametrize(
    ("dimension", "code", "name"),
    [
        ("region", "_T", "全国"),
        ("region", "northeast", "东北"),
        ("region", "YRD", "长三角地区"),
        ("region", "MAJOR7", "外贸七大省市"),
        ("region", "44", "广东"),
        ("partner", "_T", "全球"),
        ("partner", "502", "美国"),
        ("partner", "EU", "欧盟"),
        ("partner", "BRI", "共建“一带一路”国家"),
        ("partner", "LATAM", "拉美"),
        ("product", "_T", "全部商品"),
        ("product", "electronics", "电子设备"),
        ("product", "HITECH", "高技术产品"),
        ("product", "NEWTRIO", "“新三样”产品"),
        ("product", "9999", "HS 9999"),
        ("enterprise", "_T", "全部企业"),
        ("enterprise", "private", "民营企业"),
        ("enterprise", "foreign", "外资企业"),
        ("enterprise", "state", "国有企业"),
        ("enterprise", "other", "其他企业"),
        ("enterprise", "unheard_of", "unheard_of"),
        ("enterprise", "private_owned", "私营企业"),
    ],
)
def test_members_and_groups_of_each_dimension_have_their_names(dimension, code, name):
    words = chinese()
    assert words.member(dimension, code) == getattr(words, dimension)(code) == name


@pytest.mark.parametrize(("dimension", "code"), [("region", "BRI"), ("partner", "YRD")])
def test_a_group_of_another_dimension_has_no_name(dimension, code):
    with pytest.raises(ReferenceTableError, match=f"'{code}'"):
        chinese().member(dimension, code)


@pytest.mark.parametrize(
    ("value", "unit", "number", "with_unit"),
    [
        (72_560_000_000.0, "USD", "725.6", "725.6亿美元"),
        (72_560_000_000.0, "CNY", "725.6", "725.6亿元"),
        (4_500_000.0, "USD", "0.05", "0.05亿美元"),
        (241_735_164.0, "piece", "24173.5", "24173.5万个"),
        (-6.85, "percent", "-6.9", "-6.9%"),
        (6.85, "points", "6.9", "6.9个百分点"),
        (-2.0, "places", "-2", "-2位"),
        (31.0, "count", "31", "31个"),
        (None, "percent", "-", "-"),
    ],
)
def test_numbers_and_their_units(value, unit, number, with_unit):
    words = chinese()
    assert words.number(figure(value, unit=unit)) == number
    assert close(words.amount(figure(value, unit=unit))) == with_unit


def test_no_gap_before_the_sign_of_percent():
    assert chinese().amount(figure(6.85, unit="percent")) == "6.9%"
    assert chinese().amount(figure(6.85, unit="points")) == "6.9 个百分点"


@pytest.mark.parametrize(
    ("value", "unit", "step", "text"),
    [
        (45_470_000_000_000.0, "CNY", 1e10, "45.47 万亿元"),
        (23_600_000_000_000.0, "CNY", 1e11, "23.6 万亿元"),
        (23_600_000_000_000.0, "CNY", 1e10, "23.60 万亿元"),
        (-1_455_000_000_000.0, "CNY", 1e10, "-1.46 万亿元"),  # half away from zero
        (911_263_505e4, "CNY", 1e4, "91126.4 亿元"),  # finer than what is printed
        (325_840_000_000.0, "CNY", 1e7, "3258.4 亿元"),
        (200e12, "CNY", 1e12, "200 万亿元"),
        (2_750_000_000_000.0, "USD", 1e10, "2.75 万亿美元"),
        (780_000.0, "firms", 1e4, "78 万家"),
        (40.0, "percent", 10.0, "40%"),
        (3.5, "times", 0.1, "3.5 倍"),
        (82.316, "times", None, "82.32 倍"),
        (48.7, "percent", 0.1, "48.7%"),
    ],
)
def test_what_the_source_rounded_keeps_its_digits(value, unit, step, text):
    assert chinese().amount(figure(value, unit=unit, step=step)) == text


@pytest.mark.parametrize(
    ("step", "unit", "label"),
    [
        (1e10, "CNY", "万亿元"),
        (1e4, "CNY", "亿元"),
        (None, "USD", "亿美元"),
        (1e4, "firms", "万家"),
    ],
)
def test_the_unit_is_that_the_number_stands_in(step, unit, label):
    assert chinese().unit_of(figure(1e12, unit=unit, step=step)) == label


@pytest.mark.parametrize("step", [None, 1e10])
def test_a_missing_amount_has_no_unit(step):
    assert chinese().amount(figure(None, unit="CNY", step=step)) == "-"


def test_each_qualifier_of_a_source_has_its_words():
    assert set(chinese().tree("qualifiers")) == set(QUALIFIERS) - {""}
    amounts = {
        chinese().fill(f"qualifiers.{one}", amount="1.3 万亿元") for one in QUALIFIERS if one
    }
    assert len(amounts) == 3
    assert all("1.3 万亿元" in text for text in amounts)


@pytest.mark.parametrize("path", ["nothing", "periods.decade", "periods.year.more", "periods"])
def test_a_text_that_is_not_there_is_named_by_its_path(path):
    with pytest.raises(LocaleError, match=f"words: .*'{path}'"):
        chinese().text(path)


FEW = Words(
    {"a": {"greeting": "{name} am {day}", "level": "{level:amount}", "open": "{name", "n": 3}}
)


def test_a_text_is_filled_with_its_slots_and_may_leave_some_out():
    assert FEW.fill("a.greeting", name="Mo", day=3, place="x") == "Mo am 3"


@pytest.mark.parametrize(
    ("path", "slots", "message"),
    [
        ("a.greeting", {"name": "Mo"}, "'a.greeting' has a slot 'day'; its slots are: name"),
        ("a.greeting", {}, "'a.greeting' has a slot 'name'; its slots are: none"),
        (
            "a.level",
            {"level": "3"},
            "'a.level' writes 'level' as 'amount'; it can be written: bare, capital, ordinal, plural, small",
        ),
        ("a.open", {"name": "Mo"}, "'a.open': expected '}' before end of string"),
        ("a.n", {}, "no text at 'a.n'"),
    ],
)
def test_what_cannot_be_filled_is_one_line_that_names_path_and_slot(path, slots, message):
    with pytest.raises(LocaleError) as caught:
        FEW.fill(path, **slots)
    assert str(caught.value) == f"words: {message}"


def test_a_text_with_slots_is_not_shown_unfilled():
    with pytest.raises(LocaleError, match=r"'a\.greeting' has a slot 'name'"):
        FEW.text("a.greeting")


def test_a_unit_without_words_is_called_by_its_code():
    assert chinese().amount(figure(1.0, unit="furlong")) == "1 furlong"


def test_a_table_of_texts():
    assert Words({"a": {"b": {"c": "d"}}}).tree("a.b") == {"c": "d"}


@pytest.fixture(scope="module")
def computed():
    """Return what the provincial report computes of made-up data for all provinces."""
    rows = [
        observation(year * place * size, period=f"{year}-11", span=span, flow=flow, region=code)
        for year in (2024, 2025)
        for span, size in (("month", 1), ("ytd", 11))
        for flow in ("export", "import")
        for place, code in enumerate(provinces().index, start=1)
    ]
    store = Store.of(observations(*rows), [raw_file("a", complete=["region"])])
    figures, *_ = compute(store, MonthlyParameters(period="2025-11"))
    return figures


def test_every_metric_of_the_report_is_defined_for_readers(computed):
    names = {one.metric for one in computed}
    assert len(names) >= 10
    for name in names:
        words = chinese().tree(f"metrics.{name}")
        for part in ("name", "definition", "formula"):
            assert words[part].strip(), f"metrics.{name}.{part} is empty"


def test_every_unit_of_the_report_has_a_label(computed):
    for unit in {one.unit for one in computed}:
        assert chinese().unit(unit)


@pytest.mark.parametrize(
    ("table", "keys"),
    [
        ("flows", {*STORED_FLOWS, BALANCE}),
        ("spans", set(SPANS)),
        ("statuses", set(STATUSES)),
        ("bases", set(BASES)),
        ("macro_regions", set(MACRO_REGIONS)),
        ("side", {"up", "down", "level"}),
        ("moved.percent", {"up", "down", "level"}),
        ("moved.points", {"up", "down", "level"}),
        ("moved.amount", {"up", "down", "level"}),
        ("moved.places", {"up", "down", "level"}),
        ("moved.pull", {"up", "down", "level"}),
    ],
)
def test_every_code_has_its_word(table, keys):
    assert set(chinese().tree(table)) == keys


@pytest.mark.parametrize("currency", CURRENCIES)
def test_money_is_printed_in_hundred_millions(currency):
    assert chinese().tree(f"units.{currency}")["power"] == 8


def test_every_sentence_can_be_filled():
    assert len(SENTENCES) >= 10
    for path in SENTENCES:
        may = declared()[path]
        slots = {
            name: figure(6.85, unit="percent", metric=name) if name in may.figures else "名"
            for name in may.slots
        }
        assert not set("{}") & set(sentence(chinese(), path, **slots)), path
