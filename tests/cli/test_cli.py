"""The command line, as an analyst meets it: help, results, exit codes, one line for a mistake."""

import json
import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import builders
import click
import nbformat
import pytest
import yaml
from click.testing import CliRunner
from testbed import CODES, EDITION, ROOT, SITE, built

from helpers import cli
from helpers.core.repository import Repository
from helpers.publishing.site.freshness import inputs_of, record_site
from helpers.reports.registry import REPORTS

COMMANDS = {
    "words",
    "add",
    "describe",
    "update",
    "build",
    "explain",
    "run",
    "list",
    "check",
    "revisions",
    "export",
    "factcheck",
    "toc",
    "pdf",
    "docx",
    "brief",
    "publish",
    "serve",
} | {
    "release",
    "verify",
}


def commands(group, path="tradebook"):
    """Yield every command below a group with the words it is called by."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        yield f"{path} {name}", command
        if isinstance(command, click.Group):
            yield from commands(command, f"{path} {name}")


def undocumented(group):
    """Return the commands, arguments and options without a word of help."""
    faults = []
    for path, command in [("tradebook", group), *commands(group)]:
        if not (command.help or "").strip():
            faults.append(path)
        faults += [
            f"{path} {parameter.opts[0]}"
            for parameter in command.params
            if not (getattr(parameter, "help", None) or "").strip()
        ]
    return faults


ALL = dict(commands(cli.tradebook))
RUN_EDITION = "helpers.publishing.runner.edition.run_edition"


def test_every_command_and_option_is_documented():
    assert {path.split()[1] for path in ALL} == COMMANDS
    assert {path.split()[2] for path in ALL if path.count(" ") == 2} == set(REPORTS)
    assert undocumented(cli.tradebook) == []


def test_an_undocumented_command_or_option_is_found_out():
    @click.group()
    def group():
        """Doc."""

    @group.command()
    @click.option("--good", help="doc")
    @click.option("--bad")
    @click.argument("what")
    def silent():
        pass

    assert undocumented(group) == ["tradebook silent"] + [
        f"tradebook silent {name}" for name in ("--bad", "what")
    ]


@pytest.mark.parametrize("path", ["tradebook", *ALL])
def test_help_is_shown_and_reads_well(path):
    result = CliRunner().invoke(cli.tradebook, [*path.split()[1:], "--help"])
    assert result.exit_code == 0
    assert result.output.startswith("Usage: ")
    assert "\\b" not in result.output, "a mark of the help's layout is shown to the reader"
    assert "\b" not in result.output
    command = ALL.get(path, cli.tradebook)
    first = command.help.strip().split("\n")[0]
    assert first[:40] in result.output
    for parameter in command.params:
        option = isinstance(parameter, click.Option)
        assert (parameter.opts[0] if option else parameter.name.upper()) in result.output


def test_the_commands_are_listed_with_what_they_say_of_themselves():
    listed = " ".join(CliRunner().invoke(cli.tradebook, ["--help"]).output.split())
    for name in COMMANDS:
        first = ALL[f"tradebook {name}"].help.strip().partition("\n")[0]
        assert f" {name} {first}" in listed


IMPORTED = """
import json, sys
from helpers import cli
found = []
for words in json.loads(sys.argv[1]):
    code = cli.outcome(words)
    found.append([code, sorted({name.partition(".")[0] for name in sys.modules})])
print(json.dumps(found))
"""
FORMS = {"yaml", "pydantic", "jinja2", "rich"}
DATA = {"pandas", "numpy", "pyarrow", "duckdb"}
RUNNING = {
    "altair",
    "papermill",
    "nbformat",
    "jupytext",
    "sphinx",
    "IPython",
    "vl_convert",
    "distributed",
}
STARTED = [
    (["--help"], 0, FORMS | DATA | RUNNING),
    (["build"], 0, FORMS | DATA | RUNNING),
    (["serve"], 1, DATA | RUNNING),
    (["publish", "--to", "www"], 1, DATA | RUNNING),
    (["toc"], 0, DATA | RUNNING),
    (["pdf", "provincial", "2025-11"], 1, DATA | RUNNING),
    (["run", "provincial", "--period", "2025-13"], 2, DATA | RUNNING),
    (["list"], 0, RUNNING),
    (["check"], 0, RUNNING),
    (["revisions"], 0, RUNNING),
    (["add", "data/raw/made-up.csv", "--period", "soon"], 2, RUNNING),
    (["explain", "provincial", "2025-11"], 0, RUNNING),
]
"""Commands, their exit codes, and what none of them nor those before it may import."""


def test_a_command_imports_no_library_that_it_does_not_use(repository):
    builders.write_pair(repository / "data" / "raw")
    place = Repository(repository)
    place.site.mkdir(parents=True)
    record_site(place, inputs_of(place))
    words = [command for command, _, _ in STARTED]
    ended = subprocess.run(
        [sys.executable, "-c", IMPORTED, json.dumps(words)],
        cwd=repository,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert "Nothing changed" in ended.stdout, ended.stderr
    found = json.loads(ended.stdout.splitlines()[-1])
    assert [code for code, _ in found] == [code for _, code, _ in STARTED], ended.stderr
    for (command, _, unused), (_, imported) in zip(STARTED, found, strict=True):
        assert unused & set(imported) == set(), command


def test_the_help_of_a_report_says_what_its_parameters_are():
    result = CliRunner().invoke(cli.tradebook, ["run", "provincial", "--help"])
    for said in (
        "--period",
        "such as 2025-11",
        "[required]",
        "--currency",
        "USD or CNY",
        "--as-of",
    ):
        assert said in result.output


@pytest.fixture
def repository(tmp_path):
    """Return a small repository without notebooks: a catalogue, and a folder for raw files."""
    (tmp_path / "data" / "raw").mkdir(parents=True)
    (tmp_path / "editions.yml").write_text(
        'provincial: {title: A, editions: [{period: "2025-11"}]}\n', encoding="utf-8"
    )
    return tmp_path


TABLES_BY_LOCATION = (
    *(f"2024-{month:02d}" for month in range(1, 13)),
    *("2025-01", "2025-02", "2025-03"),
)
"""The months whose table by location is in the archive."""

SERIES = yaml.safe_load((ROOT / "editions.yml").read_text(encoding="utf-8"))


def test_list_tells_editions_and_months(tradebook):
    code, out, err = tradebook("list")
    assert (code, err) == (0, "")
    yuan = ", ".join(TABLES_BY_LOCATION)
    runnable = f"{yuan}, 2025-11 (CNY: {yuan}; USD: 2024-11, 2025-11)"
    newest = ", ".join(["2025-11", *reversed(TABLES_BY_LOCATION)])
    assert f"provincial: published {newest}; can be run for {runnable}\n" in out
    years = "annual_review: published 2025, 2024; can be run for 2024, 2025 (through 2025-11)"
    assert years in out.splitlines()
    # A line a series, and one a report that nothing is published of.
    published = {(series or {}).get("report", key) for key, series in SERIES.items()}
    expected = {*SERIES, *(one for one in REPORTS if one not in published)}
    assert {line.partition(":")[0] for line in out.splitlines()} == expected


def test_list_works_below_the_repositorys_top(tradebook):
    assert tradebook("list", folder=ROOT / "notebooks")[0] == 0


def test_all_commands_use_the_data_that_is_named(tradebook, repository, tmp_path, monkeypatch):
    builders.write_pair(repository / "data" / "raw", "own")
    elsewhere, outside = tmp_path / "elsewhere" / "data", tmp_path / "outside"
    (elsewhere / "raw").mkdir(parents=True)
    outside.mkdir()
    monkeypatch.setenv("TRADEBOOK_DATA", str(elsewhere))
    path = outside / "new.csv"
    texts = [
        builders.tidy_row(region=str(code), flow=flow, period="2025-10")
        for code in CODES
        for flow in ("export", "import")
    ]
    path.write_text(builders.tidy_text(*texts), encoding="utf-8")
    words = ("--released", "2026-01-16", "--complete", "region")
    # A named folder needs no repository around it.
    for place in (outside, repository):
        assert tradebook("add", path, *words, folder=place)[::2] == (0, "")
    assert "1 raw files checked" in tradebook("check", folder=repository)[1]
    assert tradebook("revisions", folder=outside)[0] == 0
    assert "can be run for 2025-10\n" in tradebook("list", folder=repository)[1]
    here, there = (
        [file.name for file in (home / "raw").glob("*.csv")]
        for home in (elsewhere, repository / "data")
    )
    assert (here, there) == (["new.csv"], ["own.csv"])


def test_check_passes_on_the_data_of_the_repository(tradebook):
    code, out, err = tradebook("check")
    assert (code, err) == (0, "")
    assert re.fullmatch(r"\d+ raw files checked: 0 errors, \d+ warnings", out.splitlines()[-1])


def test_check_lets_a_warning_pass(tradebook, repository):
    builders.write_pair(repository / "data" / "raw")
    code, out, err = tradebook("check", folder=repository)
    assert (code, err) == (0, "")
    assert out.splitlines() == [
        "warning: made-up: November 2025 (month) has exports only [both_directions]",
        "1 raw files checked: 0 errors, 1 warnings",
    ]


BAD_ROWS = (
    builders.tidy_row(region="99"),
    builders.tidy_row(region="99", flow="import"),
)


def test_check_ends_with_1_for_an_error(tradebook, repository):
    builders.write_pair(repository / "data" / "raw", text=builders.tidy_text(*BAD_ROWS))
    code, out, err = tradebook("check", folder=repository)
    assert (code, err) == (1, "")
    first, last = out.splitlines()
    assert first.startswith("error: made-up: region '99' is no province's code; ")
    assert first.endswith("[known_regions]")
    assert last == "1 raw files checked: 1 errors, 0 warnings"


def is_one_line(err):
    return len(err.splitlines()) == 1 and "Traceback" not in err


def test_a_changed_raw_file_is_told_in_one_line(tradebook, repository):
    data, _ = builders.write_pair(repository / "data" / "raw")
    data.write_text(builders.tidy_text(builders.tidy_row(value="6")), encoding="utf-8")
    for command in ("check", "list", "build"):
        code, out, err = tradebook(command, folder=repository)
        assert (code, out) == (1, ""), command
        assert is_one_line(err)
        assert "made-up.csv: is not the file that made-up.meta.yml describes" in err


def test_build_refuses_data_with_errors_as_check_does(tradebook, repository):
    builders.write_pair(repository / "data" / "raw", text=builders.tidy_text(*BAD_ROWS))
    code, out, err = tradebook("build", folder=repository)
    assert out == ""
    assert is_one_line(err)
    assert "made-up: region '99' is no province's code" in err
    assert "run: tradebook check" in err
    assert code == 1, "2 is for a mistake on the command line"


def test_build_refuses_a_table_of_contents_that_is_not_the_catalogues(tradebook, repository):
    rows = (builders.tidy_row(), builders.tidy_row(flow="import"))
    builders.write_pair(repository / "data" / "raw", text=builders.tidy_text(*rows))
    code, _, err = tradebook("build", folder=repository)
    assert (code, is_one_line(err)) == (1, True)
    assert "_toc.yml: is not the one of editions.yml; run: tradebook toc" in err
    assert [path.name for path in (repository / "_build").iterdir()] == [".lock"]


def test_toc_is_written_from_the_catalogue(tradebook, repository):
    code, out, err = tradebook("toc", folder=repository)
    assert (code, out, err) == (0, "wrote _toc.yml from editions.yml\n", "")
    written = yaml.safe_load((repository / "_toc.yml").read_text(encoding="utf-8"))
    assert written["root"] == "index"
    assert written["parts"][0] == {
        "caption": "A",
        "chapters": [{"file": "provincial/2025-11", "title": "2025-11"}],
    }


def test_a_mistake_in_the_catalogue_leaves_the_table_of_contents(tradebook, repository):
    (repository / "_toc.yml").write_text("as it was", encoding="utf-8")
    (repository / "editions.yml").write_text(
        "provincial: {title: A, editions: [{period: 2025-13}]}", encoding="utf-8"
    )
    code, out, err = tradebook("toc", folder=repository)
    assert (code, out, is_one_line(err)) == (1, "", True)
    assert "expected a month such as 2025-11, found '2025-13'" in err
    assert (repository / "_toc.yml").read_text(encoding="utf-8") == "as it was"


@pytest.mark.parametrize("command", ["list", "check", "toc", "build", "serve"])
def test_outside_a_repository_every_command_says_so(tradebook, tmp_path, command):
    code, out, err = tradebook(command, folder=tmp_path)
    assert (code, out, is_one_line(err)) == (1, "", True)
    assert f"no editions.yml found from {tmp_path} upwards; run tradebook in the repository" in err


def test_serve_without_a_site_says_so(tradebook, repository):
    code, out, err = tradebook("serve", folder=repository)
    assert (code, out, is_one_line(err)) == (1, "", True)
    assert "holds no site yet; run: make book" in err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ["provincial", "--period", "2025-10"],
            "error: report provincial: no data for 2025-10 in USD; months with data: in USD: 2024-11, "
            "2025-11; in CNY: 2024-01, 2024-02, ",
        ),
        (["annual_review", "--year", "2019"], "for 2019-12 in "),
    ],
)
def test_a_period_without_data_is_told_in_one_line_and_nothing_is_written(
    tradebook, tmp_path, words, said
):
    code, _, err = tradebook("run", *words, "-o", tmp_path / "out.ipynb")
    assert (code, is_one_line(err)) == (1, True)
    assert said in err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (
            ["run", "provincial", "--period", "2025-13"],
            2,
            "report provincial, parameter 'period': expected a month such as 2025-11, "
            "found '2025-13'",
        ),
        (["run", "provincial", "--period", "202511"], 2, "expected a month such as 2025-11"),
        (["run", "provincial", "--period", "2025-11", "--currency", "EUR"], 2, "'USD' or 'CNY'"),
        (["run", "provincial", "--period", "2025-11", "--as-of", "soon"], 2, "parameter 'as_of'"),
        (
            ["run", "provinical", "--period", "2025-11"],
            2,
            "report 'provinical' is not known; expected one of: ",
        ),
        (
            ["run", "annual_review", "--year", "2025", "--through", "2024-11"],
            2,
            "error: report annual_review, parameter 'through': expected a month of 2025, "
            "such as 2025-11, found '2024-11'\n",
        ),
        (["run", "annual_review", "--year", "2025", "--through", "2025-13"], 2, "found '2025-13'"),
        (["run", "annual_review", "--year", "1800"], 2, "parameter 'year'"),
        (["run", "annual_review", "--year", "this"], 2, "found 'this'"),
    ],
)
def test_a_bad_value_is_told_in_one_line_before_anything_runs(
    tradebook, monkeypatch, words, code, said
):
    monkeypatch.setattr(RUN_EDITION, lambda *_: pytest.fail("the notebook was to run"))
    found, out, err = tradebook(*words)
    assert (found, out) == (code, "")
    assert said in err
    assert is_one_line(err)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["run", "provincial", "--perod", "2025-11"], "--perod"),
        (["run", "provincial"], "--period"),
        (["run", "annual_review", "--through", "2025-11"], "--year"),
        (["frob"], "frob"),
        (["serve", "--port", "x"], "--port"),
        (["check", "more"], "more"),
    ],
)
def test_a_misspelt_command_line_ends_with_2_and_names_the_word(tradebook, words, said):
    code, out, err = tradebook(*words)
    assert (code, out) == (2, "")
    assert said in err
    assert "Traceback" not in err


@pytest.mark.parametrize(
    "words", [["run", "provincial", "--perod", "2025-11"], ["run", "provincial"], ["frob"]]
)
def test_a_misspelt_command_line_is_told_in_one_line(tradebook, words):
    assert is_one_line(tradebook(*words)[2])


def test_run_writes_the_notebook_named_after_report_and_period(tradebook, monkeypatch, tmp_path):
    asked = []
    monkeypatch.setattr(RUN_EDITION, lambda *given: asked.append(given[:3]))
    monkeypatch.setattr(cli.working_folder, "find_root", lambda _: ROOT)
    code, out, err = tradebook("run", "provincial", "--period", "2024-11", folder=tmp_path)
    assert (code, err) == (0, "")
    assert "wrote " in out
    ((edition, notebooks, target),) = asked
    assert (edition.report, edition.name) == ("provincial", "2024-11")
    assert edition.parameters == {"period": "2024-11"}
    assert notebooks == ROOT / "notebooks"
    assert target == tmp_path / "provincial-2024-11.ipynb"


@pytest.mark.parametrize(
    ("language", "name"), [("en", "national-2025-12-en"), ("zh", "national-2025-12")]
)
def test_run_in_another_language_leaves_the_notebook_of_the_first(
    tradebook, monkeypatch, tmp_path, language, name
):
    asked = []
    monkeypatch.setattr(RUN_EDITION, lambda *given: asked.append(given[2]))
    monkeypatch.setattr(cli.working_folder, "find_root", lambda _: ROOT)
    words = ("run", "national", "--period", "2025-12", "--language", language)
    assert tradebook(*words, folder=tmp_path)[0] == 0
    assert asked == [tmp_path / f"{name}.ipynb"]


GUANGDONG = """
pearl_river: {title: G, report: beijing_city, parameters: {region: 广东, currency: CNY}, months: all}
provincial: {title: A, editions: [{period: "2025-11"}]}
"""


@pytest.fixture
def of_guangdong(repository, monkeypatch):
    """Return a repository with a series of Guangdong, and a list of what is run in it."""
    (repository / "editions.yml").write_text(GUANGDONG, encoding="utf-8")
    (repository / "notebooks").symlink_to(ROOT / "notebooks")
    asked = []
    monkeypatch.setattr(RUN_EDITION, lambda *given: asked.append(given[:3]))
    return repository, asked


@pytest.mark.parametrize(
    ("words", "pages", "parameters"),
    [
        (
            ["pearl_river"],
            ("pearl_river/2024-11", "pearl_river-2024-11.ipynb"),
            {"region": "广东", "currency": "CNY", "period": "2024-11"},
        ),
        # Another subject is no edition of the series.
        (
            ["pearl_river", "--region", "15"],
            ("inner_mongolia/2024-11", "inner_mongolia-2024-11.ipynb"),
            {"region": "15", "currency": "CNY", "period": "2024-11"},
        ),
        (
            ["beijing_city", "--region", "Guangdong"],
            ("guangdong/2024-11", "guangdong-2024-11.ipynb"),
            {"region": "Guangdong", "period": "2024-11"},
        ),
    ],
)
def test_run_takes_a_series_with_what_its_editions_share(
    tradebook, of_guangdong, words, pages, parameters
):
    folder, asked = of_guangdong
    assert tradebook("run", *words, "--period", "2024-11", folder=folder)[::2] == (0, "")
    ((edition, _, target),) = asked
    assert (edition.report, edition.parameters) == ("beijing_city", parameters)
    assert (edition.page, target.name) == pages


def test_what_is_no_series_is_told_with_those_there_are(tradebook, repository):
    (repository / "editions.yml").write_text(GUANGDONG, encoding="utf-8")
    code, _, err = tradebook("run", "guangxi", "--period", "2024-11", folder=repository)
    assert (code, is_one_line(err)) == (2, True)
    assert "report 'guangxi' is not known; expected one of: national, provincial, " in err
    assert "or a series of editions.yml: pearl_river, provincial" in err


def test_a_series_is_listed_though_it_has_no_month_yet(tradebook, repository):
    (repository / "editions.yml").write_text(GUANGDONG, encoding="utf-8")
    builders.write_pair(repository / "data" / "raw")
    code, out, err = tradebook("list", folder=repository)
    assert (code, err) == (0, "")
    first, second, *others = out.splitlines()
    assert first == "pearl_river: published none; can be run for none"
    assert second == "provincial: published 2025-11; can be run for none"
    # What nothing is published of.
    assert [line.partition(":")[0] for line in others] == [
        *("national", "partner", "lithium_battery", "annual_review", "profile")
    ]
    assert "editions.yml" not in tradebook("toc", folder=repository)[2]
    toc = yaml.safe_load((repository / "_toc.yml").read_text(encoding="utf-8"))
    assert [part["caption"] for part in toc["parts"]] == ["A", "关于本站"]


def test_run_names_the_notebook_of_a_year_after_it(tradebook, monkeypatch, tmp_path):
    asked = []
    monkeypatch.setattr(RUN_EDITION, lambda *given: asked.append(given[:3]))
    monkeypatch.setattr(cli.working_folder, "find_root", lambda _: ROOT)
    words = ("run", "annual_review", "--year", "2025", "--through", "2025-11")
    code, _, err = tradebook(*words, folder=tmp_path)
    assert (code, err) == (0, "")
    ((edition, _, target),) = asked
    assert edition.page == "annual_review/2025"
    assert edition.parameters == {"year": "2025", "through": "2025-11"}
    assert target == tmp_path / "annual_review-2025.ipynb"


# Programs of their own, as an analyst starts them; all at once, since each waits on a kernel.

BIN = Path(sys.executable).parent
DOWNLOAD = SITE / f"{EDITION}.ipynb"
PAPERMILL = [str(BIN / "papermill"), "--no-progress-bar"]
PROGRAMS = {
    "run": [
        str(BIN / "tradebook"),
        *("run", "provincial", "--period", "2024-11", "-o", "{out}/run.ipynb"),
    ],
    "again": [*PAPERMILL, str(DOWNLOAD), "{out}/again.ipynb", "-p", "period", "2024-11"],
    "month": [*PAPERMILL, str(DOWNLOAD), "{out}/month.ipynb", "-p", "period", "2025-13"],
    "name": [*PAPERMILL, str(DOWNLOAD), "{out}/name.ipynb", "-p", "perod", "2024-11"],
    "engine": [
        *(*PAPERMILL, "--engine", "tradebook", str(DOWNLOAD), "{out}/engine.ipynb"),
        *("-p", "period", "2025-13"),
    ],
    "module": [sys.executable, "-m", "helpers", "run", "provincial", "--period", "2025-13"],
}


@pytest.fixture(scope="module")
def programs(tmp_path_factory):
    """Run the programs; return each one's end by name, and the folder they wrote to."""
    built(f"{EDITION}.ipynb")
    out = tmp_path_factory.mktemp("programs")
    variables = {name: text for name, text in os.environ.items() if name != "TRADEBOOK_DATA"}

    def start(command):
        words = [word.format(out=out) for word in command]
        return subprocess.run(
            words, cwd=ROOT, env=variables, capture_output=True, text=True, check=False, timeout=600
        )

    with ThreadPoolExecutor(3) as pool:
        ends = dict(zip(PROGRAMS, pool.map(start, PROGRAMS.values()), strict=True))
    return ends, out


def edition(path):
    """Return the headings and all outputs of an executed notebook, as text."""
    cells = nbformat.read(path, as_version=4).cells
    headings, texts = [], []
    for cell in cells:
        headings += [cell.source] if cell.cell_type == "markdown" else []
        for output in cell.get("outputs", []):
            headings += [text for kind, text in output.data.items() if kind == "text/markdown"]
            texts.append(output.data.get("text/plain", ""))
    return headings, "\n".join(texts)


def test_run_with_another_period_writes_that_months_edition(programs):
    ends, out = programs
    assert (ends["run"].returncode, ends["run"].stderr) == (0, "")
    headings, shown = edition(out / "run.ipynb")
    assert len(headings) == 13
    assert "2024 年 11 月" in headings[0]
    assert not any("2025" in heading or "{{" in heading for heading in headings)
    # The customs' own table of the month is in yuan.
    assert "2024 年 11 月，全国进出口" in shown
    assert "2024 年 1—11 月各省市累计贸易额（亿元）" in shown


def test_the_downloaded_edition_runs_again_for_another_period(programs):
    ends, out = programs
    assert ends["again"].returncode == 0, ends["again"].stderr[-500:]
    headings, shown = edition(out / "again.ipynb")
    assert len(headings) == 13
    assert "2024 年 11 月" in headings[0]
    assert "2025" not in "".join(headings)
    assert "2024 年 11 月，全国进出口" in shown
    assert "2025 年" not in shown


@pytest.mark.parametrize(
    ("which", "said"),
    [
        (
            "month",
            "ParameterError: report provincial, parameter 'period': expected a month such as "
            "2025-11, found '2025-13'",
        ),
        (
            "name",
            "ParameterError: report provincial has no parameter 'perod'; its parameters: "
            "currency, as_of, language, period",
        ),
    ],
)
def test_plain_papermill_fails_with_our_one_line(programs, which, said):
    ends, out = programs
    assert ends[which].returncode != 0
    assert said in ends[which].stderr.splitlines()
    # In the notebook too there is that line, and not the stack of our code.
    page = (out / f"{which}.ipynb").read_text(encoding="utf-8")
    assert said in page
    assert "parameters.py" not in page


def test_papermill_with_our_engine_fails_before_a_kernel_starts(programs):
    ends, out = programs
    assert ends["engine"].returncode == 2
    assert ends["engine"].stderr.splitlines()[-1] == (
        "Error: report provincial, parameter 'period': expected a month such as 2025-11, "
        "found '2025-13'"
    )
    assert "Traceback" not in ends["engine"].stderr
    assert not (out / "engine.ipynb").exists()


def test_the_package_is_the_same_command_line(programs):
    ends, _ = programs
    assert (ends["module"].returncode, ends["module"].stdout) == (2, "")
    assert ends["module"].stderr == (
        "error: report provincial, parameter 'period': expected a month such as 2025-11, "
        "found '2025-13'\n"
    )


def test_what_the_system_refuses_is_one_line(tradebook, monkeypatch):
    def full():
        raise OSError(28, "No space left on device", "data/raw/new.csv")

    monkeypatch.setattr("helpers.cli.data_commands.data_folder", full)
    code, out, err = tradebook("check")
    assert (code, out) == (1, "")
    assert err == "error: data/raw/new.csv: No space left on device; nothing was replaced\n"
