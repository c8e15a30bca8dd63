"""The command line in Chinese and in English: which of them, help, messages, findings, documents."""

import re
from unicodedata import east_asian_width

import builders
import click
import pypdf
import pytest
import yaml
from click.testing import CliRunner
from testbed import ROOT

from helpers import cli
from helpers.cli import spoken
from helpers.cli.release_commands import _counted
from helpers.cli.spoken_help import wrapped
from helpers.cli.working_folder import file_here
from helpers.core.errors import LocaleError
from helpers.presentation.locale import COMMAND_LINE
from helpers.presentation.locale.plain_texts import read_texts
from helpers.presentation.word_faults import leaves
from helpers.reports.registry import REPORTS

CHINESE = re.compile("[\u3400-\u9fff]")
SENTENCE = re.compile(r"\b[a-z]+(?: [a-z]+){2,}")
"""Three words in a row: what English a name, a command or an option may be is shorter."""
CALLED = re.compile(r"tradebook [ -~]+")
PATHS = [
    "",
    *cli.tradebook.list_commands(click.Context(cli.tradebook)),
    *(f"run {name}" for name in REPORTS),
]


def shown(language, path):
    result = CliRunner().invoke(cli.tradebook, ["--lang", language, *path.split(), "--help"])
    assert result.exit_code == 0
    return result.output


@pytest.mark.parametrize(
    ("variables", "language"),
    [
        ({}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LC_MESSAGES": "en_GB.UTF-8"}, "en"),
        ({"LANG": "en_GB.UTF-8", "LC_ALL": "zh_CN"}, "zh"),
        ({"LC_ALL": "", "LC_MESSAGES": "zh"}, "zh"),
        ({"LC_ALL": "C.UTF-8", "LANG": "zh_CN.UTF-8"}, "en"),
        ({"LANG": "fr_FR.UTF-8"}, "en"),
        ({"LANG": "de_DE@euro"}, "en"),
    ],
)
def test_the_environment_names_the_language(variables, language):
    assert spoken.of_environment(variables) == language


def test_the_language_that_is_asked_for_goes_before_the_environments(tradebook, monkeypatch):
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert "用法：" in tradebook("--help")[1]
    assert "Usage: " in tradebook("--lang", "en", "--help")[1]
    # Wherever it stands, and for one call alone.
    assert "Usage: " in tradebook("--help", "--lang", "en")[1]
    assert "用法：" in tradebook("check", "--help")[1]


def test_an_unknown_language_is_refused_in_one_line(tradebook):
    assert tradebook("--lang", "fr", "list") == (
        2,
        "",
        "error: --lang: expected one of en, zh, found 'fr'; see: tradebook --help\n",
    )


@pytest.mark.parametrize("path", PATHS)
def test_the_help_in_chinese_says_nothing_in_english(path):
    text = shown("zh", path)
    assert "用法：" in text and "选项：" in text and CHINESE.search(text.splitlines()[2])
    said = CALLED.sub("", text.partition("\n")[2])
    assert SENTENCE.findall(said) == []


@pytest.mark.parametrize("path", PATHS)
def test_the_help_in_english_says_nothing_in_chinese(path):
    names = "当期|元|北京|德国|广东|深圳市"
    assert CHINESE.findall(re.sub(names, "", shown("en", path))) == []


@pytest.mark.parametrize("path", PATHS)
def test_no_line_of_the_chinese_help_is_wider_than_the_english_one_may_be(path):
    for line in shown("zh", path).splitlines()[1:]:
        columns = sum(1 + (east_asian_width(each) in "WF") for each in line)
        # Without a space, a mark may stand beyond the edge.
        assert columns <= 80, line


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("把数据添加到库中。", 10, ["把数据添加", "到库中。"]),
        # A mark never begins a line, and a word is not cut.
        ("数据，数据", 4, ["数", "据，", "数据"]),
        ("用 data/raw 中的", 12, ["用 data/raw", "中的"]),
        ("见（附表）", 5, ["见", "（附", "表）"]),
    ],
)
def test_chinese_is_broken_by_its_width(text, width, lines):
    assert wrapped(text, width).splitlines() == lines


@pytest.mark.parametrize("language", spoken.LANGUAGES)
def test_what_is_read_line_by_line_is_what_the_yaml_says(language):
    path = spoken.FOLDER / language / COMMAND_LINE
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert dict(read_texts(path)) == dict(leaves(content))


def test_each_text_stands_in_every_language_in_the_same_order():
    first, *others = (
        list(read_texts(spoken.FOLDER / language / COMMAND_LINE)) for language in spoken.LANGUAGES
    )
    assert len(first) > 150 and others == [first]


@pytest.mark.parametrize("line", ["a: plain", 'a: "cut', "- a", 'a: "x" b', ' a: "x"', 'a: "\\t"'])
def test_a_line_that_cannot_be_read_is_told_with_its_number(tmp_path, line):
    path = tmp_path / "x.yml"
    path.write_text(f"# What is said.\nb:\n{line}\n", encoding="utf-8")
    with pytest.raises(LocaleError) as caught:
        read_texts(path)
    assert str(caught.value) == (
        f"{path}: expected a key, a colon and a text in double quotes, "
        f"found '{line.strip()}' (line 3)"
    )


def test_a_text_that_there_is_not_is_told_with_its_language():
    with pytest.raises(LocaleError, match=r"no text at 'help.nowhere' in en/command_line.yml"):
        spoken.text("help.nowhere")


def test_words_of_the_command_line_that_cannot_be_read_are_told_in_one_line(
    tradebook, tmp_path, monkeypatch
):
    for language in spoken.LANGUAGES:
        (tmp_path / language).mkdir()
        (tmp_path / language / COMMAND_LINE).write_text("help: none\n", encoding="utf-8")
    monkeypatch.setattr(spoken, "FOLDER", tmp_path)
    path = tmp_path / "en" / COMMAND_LINE
    code, out, err = tradebook("check")
    assert (code, out) == (1, "")
    assert err == (
        f"{path}: expected a key, a colon and a text in double quotes, "
        "found 'help: none' (line 1)\n"
    )


def test_a_slot_that_nothing_fills_is_told_with_its_text():
    with pytest.raises(LocaleError, match=r"words: 'messages.wrote' cannot be filled: 'file'"):
        spoken.fill("messages.wrote", folder="x")


@pytest.fixture
def repository(tmp_path):
    """Return a small repository with one raw file, of exports alone."""
    (tmp_path / "editions.yml").write_text(
        'provincial: {title: A, editions: [{period: "2025-11"}]}\n', encoding="utf-8"
    )
    raw = tmp_path / "data" / "raw"
    raw.mkdir(parents=True)
    builders.write_pair(raw)
    return tmp_path


def test_findings_are_said_in_the_language(tradebook, repository):
    assert tradebook("--lang", "zh", "check", folder=repository) == (
        0,
        "警告：made-up：2025 年 11 月的当月数只有出口 [both_directions]\n"
        "检查了 1 个原始文件：0 个错误，1 个警告\n",
        "",
    )
    assert tradebook("--lang", "en", "check", folder=repository)[1] == (
        "warning: made-up: November 2025 (month) has exports only [both_directions]\n"
        "1 raw files checked: 0 errors, 1 warnings\n"
    )


def test_what_a_check_refuses_is_said_in_the_language(tradebook, repository, tmp_path):
    path = tmp_path / "new.csv"
    path.write_text(builders.tidy_text(builders.tidy_row(region="99")), encoding="utf-8")
    words = ("add", path, "--released", "2025-12-18")
    assert tradebook("--lang", "zh", *words, folder=repository)[::2] == (
        1,
        f"错误：{path}：地区代码 99 不属于任何省市（省市代码为 11 至 65）；没有添加任何文件\n",
    )


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ("serve", "--port", "x"),
            "--port：应为 0 到 65535 的整数，实为“x”；参见：tradebook serve --help",
        ),
        (("nosuch",), "没有命令 nosuch；参见：tradebook --help"),
        (("check", "--foo"), "没有选项 --foo；参见：tradebook check --help"),
        (("pdf", "a"), "缺少参数 PERIOD；参见：tradebook pdf --help"),
        (("run", "national"), "缺少选项 --period；参见：tradebook run national --help"),
        (("revisions", "--period", "2025"), "--period：应为月份，如 2025-11，实为“2025”"),
        (("revisions", "--since", "x"), "--since：应为日期，如 2025-12-18，实为“x”"),
        (("pdf", "a", "b", "--language", "fr"), "--language：应为以下之一：zh, en，实为“fr”"),
    ],
)
def test_mistakes_in_what_was_typed_are_said_in_chinese(tradebook, words, said):
    assert tradebook("--lang", "zh", *words) == (2, "", f"错误：{said}\n")


def test_what_is_counted_has_its_plural():
    assert _counted(1, 0, dry_run=True) == "1 release to record"
    assert _counted(2, 1, dry_run=True) == "2 releases, 1 translation to record"
    assert _counted(0, 2, dry_run=True) == "2 translations to record"
    spoken.speak("zh")
    assert _counted(2, 1, dry_run=True) == "待登记：2 个版本，1 个其他语言的页面"


def test_a_file_says_its_language_where_it_is_not_the_first(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert file_here("provincial", "2025-11", "zh", "pdf").name == "provincial-2025-11.pdf"
    assert file_here("provincial", "2025-11", "en", "pdf").name == "provincial-2025-11-en.pdf"


def test_a_document_in_english_is_the_english_edition(tradebook, tmp_path):
    path = tmp_path / "a.pdf"
    words = ("brief", "provincial", "2025-11", "--language", "en", "-o", path)
    assert tradebook("--lang", "zh", *words) == (0, f"已写出 {path}\n", "")
    text = " ".join(page.extract_text() for page in pypdf.PdfReader(path).pages)
    # The report of the sources has 3,303.4 (亿美元) of exports.
    assert "November 2025" in text and "US$330.34 billion" in " ".join(text.split())
    assert "2025 年 11 月" not in text


def test_an_edition_that_was_not_run_in_a_language_is_told_in_one_line(
    tradebook, repository, tmp_path
):
    config = (ROOT / "_config.yml").read_text(encoding="utf-8")
    (repository / "_config.yml").write_text(config, encoding="utf-8")
    code, out, err = tradebook(
        "pdf", "provincial", "2025-11", "--language", "en", "-o", tmp_path / "a", folder=repository
    )
    place = repository / "_build" / "en" / "editions" / "provincial" / "2025-11.ipynb"
    assert (code, out) == (1, "")
    assert err == (
        f"error: edition provincial/2025-11: was not run; expected {place}; run: make book\n"
    )
