"""Reports in Jupyter: their style, and their figures to go on with."""

import io

import pandas as pd
import pytest
from sample_product import ASKED, lines
from testbed import data_folder

from helpers.reports import product
from helpers.reports.common import jupyter


class Shell:
    """A shell that displays; with a kernel where Jupyter has started one."""


@pytest.fixture
def shown(monkeypatch):
    """Return a function that lets a style be shown in a place, and returns what was displayed."""

    def call(session, kernel):
        found, shell = [], Shell()
        monkeypatch.delenv("JPY_SESSION_NAME", raising=False)
        if session:
            monkeypatch.setenv("JPY_SESSION_NAME", "notebooks/provincial.py")
        if kernel:
            shell.kernel = None
        monkeypatch.setattr("IPython.core.getipython.get_ipython", lambda: shell)
        monkeypatch.setattr("IPython.display.publish_display_data", found.append)
        jupyter.show_style()
        return found

    return call


def test_in_jupyter_the_style_is_shown_once(shown):
    (data,) = shown(session=True, kernel=True)
    assert data["text/plain"] == ""
    style, script = data["text/html"].split("</style>")
    for part in ("tb-scroll", "tb-card", "tb-chart", "tb-notes", "tb-pad-1"):
        assert part in style
    # Nothing of Jupyter itself is restyled, and nothing is fetched.
    rules = [line for line in style.splitlines() if "{" in line]
    assert all("tb-" in rule.partition("{")[0] for rule in rules)
    assert "http" not in style.replace("http://www.w3.org/2000/svg", "")
    assert "graphics-symbol" in script and "<title>" not in script


@pytest.mark.parametrize(("session", "kernel"), [(False, True), (True, False), (False, False)])
def test_papermill_and_a_build_show_no_style(shown, session, kernel):
    assert shown(session, kernel) == []


@pytest.fixture
def report(tmp_path, monkeypatch):
    monkeypatch.setenv(
        "TRADEBOOK_DATA", str(data_folder(tmp_path, *lines(), complete=("region", "partner")))
    )
    return product.load(ASKED)


def test_the_figures_are_a_table_to_go_on_with(report):
    frame = report.figures
    assert list(frame.columns) == [
        *("id", "metric", "measure", "period", "span", "flow", "region", "partner", "product"),
        *("enterprise", "regime", "value", "unit", "step", "basis", "reason", "sources"),
    ]
    assert frame["id"].is_unique
    one = frame.set_index("id").loc["level.value.2025-02.month.import._T._T.1201"]
    # 10 + 4 + 3 + 1 + 1.5 + 0.3 + 0.2, in 亿 dollars.
    assert (one["value"], one["unit"], one["reason"]) == (pytest.approx(20e8), "USD", "")
    absent = frame[frame["value"].isna()]
    assert len(absent) and absent["reason"].ne("").all()
    # It is a copy: what is done to it changes no page.
    frame["value"] = 0.0
    assert report.figures["value"].max() > 0


def test_they_are_those_of_the_file_beside_the_page(report):
    text = report.record().content["figures"]
    written = pd.read_csv(io.StringIO(text), keep_default_na=False, dtype=str)
    assert written["metric"].tolist() == report.figures["metric"].tolist()
    assert [float(value) for value in written["value"] if value] == report.figures[
        "value"
    ].dropna().tolist()
