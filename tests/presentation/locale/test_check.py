import shutil

import pytest
from declared_words import declared, differences, faults

from helpers.presentation import word_faults
from helpers.presentation.locale.language import LANGUAGES, ROOT

ZH = ROOT / "zh"


@pytest.fixture
def copy(tmp_path):
    """Return a copy of the Chinese words, and a function that changes a text in one of its files."""
    folder = tmp_path / "xx"
    shutil.copytree(ZH, folder)

    def change(file, before, after):
        path = folder / f"{file}.yml"
        text = path.read_text("utf-8")
        assert text.count(before) == 1
        path.write_text(text.replace(before, after), "utf-8")

    return folder, change


def test_the_chinese_words_have_no_fault():
    assert faults(ZH) == []


def test_what_is_declared_is_read_as_it_stands():
    overview = declared()["provincial.overview_bare"]
    assert overview.slots == {"period", "whole", "total", "exports", "imports", "balance"}
    assert overview.figures == {"total", "exports", "imports", "balance"}
    assert declared()["provincial.title"].slots == set()
    power = declared()["units.USD.power"]
    assert (power.number, power.optional, power.slots) == (True, True, set())
    assert declared()["units.USD.large.label"].optional
    assert not declared()["units.USD.label"].optional
    # The name of a slot, not of what stands there.
    assert declared()["table.revised"].slots == {"number"}


@pytest.mark.parametrize(
    ("file", "before", "after", "fault"),
    [
        (
            "provincial",
            '"{name}（{change:moved}）"',
            '"{nmae}（{change:moved}）"',
            "'provincial.mover' has a slot 'nmae' that is not declared; "
            "it may have: change, name, whole",
        ),
        (
            "provincial",
            '"{name}（{change:moved}）"',
            '"{name}（{change}）"',
            "'provincial.mover' writes the figure 'change' as ''; "
            "it can be: amount, number, moved, yearly, rose, pull, size, side, ordinal, plural",
        ),
        (
            "provincial",
            '"{name}（{change:moved}）"',
            '"{name}（{change:movd}）"',
            "'provincial.mover' writes the figure 'change' as 'movd'; "
            "it can be: amount, number, moved, yearly, rose, pull, size, side, ordinal, plural",
        ),
        (
            "provincial",
            '"{name}（{change:moved}）"',
            '"{name:amount}（{change:moved}）"',
            "'provincial.mover' writes 'name' as 'amount', but it is no figure; "
            "it can be: bare, capital, ordinal, plural, small",
        ),
        (
            "provincial",
            '"{name}（{change:moved}）"',
            '"{name!r}"',
            "'provincial.mover' has a slot with '!'",
        ),
        (
            "provincial",
            '"{name}（{change:moved}）"',
            '"{name（"',
            "'provincial.mover' cannot be filled: expected '}' before end of string",
        ),
        ("provincial", '"{name}（{change:moved}）"', '" "', "'provincial.mover' is empty"),
        ("provincial", '"{name}（{change:moved}）"', "11", "'provincial.mover' is no text: 11"),
        (
            "provincial",
            "  sum: 31 个省市合计",
            "  sum: “{period}”合计",
            "'provincial.sum' has a slot 'period' that is not declared; it may have: none",
        ),
        ("about", "  archive: 各期归档\n", "", "'about.archive' is missing"),
        (
            "about",
            "  archive: 各期归档\n",
            "  archive: 各期归档\n  archives: 各期\n",
            "'about.archives' is not declared in slots.yml: nothing asks for it",
        ),
        (
            "common",
            'percent: {label: "%", decimals: 1',
            'percent: {label: "%", decimals: 一',
            "'units.percent.decimals' is no whole number: '一'",
        ),
    ],
)
def test_a_fault_is_listed_by_its_path(copy, file, before, after, fault):
    folder, change = copy
    change(file, before, after)
    assert faults(folder) == [fault]


def test_all_faults_are_listed(copy):
    folder, change = copy
    change("search", "  more: 显示更多\n", "  less: 显示更多\n")
    change("search", "{count} 页，", "{cuont} 页，")
    assert faults(folder) == [
        "'search.more' is missing",
        "'search.less' is not declared in slots.yml: nothing asks for it",
        "'search.so_far' has a slot 'cuont' that is not declared; it may have: count",
    ]


def test_a_file_that_cannot_be_read_is_the_fault(copy):
    folder, change = copy
    change("search", "search:\n", "search: [\n")
    [fault] = faults(folder)
    assert "search.yml: is not YAML: " in fault


def test_a_text_of_the_command_line_without_quotes_is_a_fault(copy):
    folder, change = copy
    change("command_line", 'required: "必填"', "required: 必填")
    [fault] = faults(folder)
    assert "a text in double quotes, found 'required: 必填' (line " in fault


def test_a_key_in_two_files_is_a_fault(copy):
    folder, _ = copy
    (folder / "zzz.yml").write_text("search: {more: 显示更多}", "utf-8")
    [fault] = faults(folder)
    assert fault.endswith("zzz.yml: 'search' stands in search.yml too")


def test_a_language_does_not_differ_from_itself(copy):
    assert differences(ZH, copy[0]) == []


def test_two_languages_show_the_same_figures_names_and_lists(copy):
    folder, change = copy
    change("provincial", '"{flow}增量最大的是{members}。"', "没有。")
    change("provincial", "（{change:moved}）", "（{change:size}，{whole}）")
    change("search", "  found: 找到 {count} 页", "  found: 找到")
    assert differences(ZH, folder) == [
        "'provincial.gainers' has the slot 'members' in zh alone",
        "'search.found' has the slot 'count' in zh alone",
    ]
    assert differences(folder, ZH) == differences(ZH, folder)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_language_has_every_text_and_no_other_slots(language):
    assert faults(ROOT / language) == []


def test_what_is_wrong_is_told_by_file_and_path(copy):
    folder, change = copy
    change("search", "  more: 显示更多\n", "")
    change("provincial", '"{name}（{change:moved}）"', '"{nmae}（{change:moved}）"')
    found = [(fault.file, fault.path) for fault in word_faults.faults(folder)]
    assert found == [("search.yml", "search.more"), ("provincial.yml", "provincial.mover")]


def test_months_and_numbers_are_written_in_each_languages_own_way(copy):
    folder, change = copy
    change("common", '  month: "{year} 年 {month} 月"', '  month: "{name} {year}"')
    assert differences(ZH, folder) == []
