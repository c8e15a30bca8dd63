"""Try a notebook in a real JupyterLab, and take the picture of it for the README.

It opens a copy of ``notebooks/provincial.py``, runs all cells, looks at what is shown, changes the
month in the first cell, runs all again, and writes ``book/_static/jupyterlab.png``.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Page, sync_playwright

ROOT: Final = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "benchmarks"))

from chromium import FLAGS, find_chromium  # noqa: E402

PICTURE: Final = ROOT / "book" / "_static" / "jupyterlab.png"
_FIRST: Final = ("2025-11", "2025 年 11 月")
_SECOND: Final = ("2024-11", "2024 年 11 月")
_SIZE: Final[Any] = {"width": 1100, "height": 2160}
_PATIENCE: Final = 90_000
_SHOWN: Final = """() => {
  const all = (what) => [...document.querySelectorAll(`.jp-NotebookPanel ${what}`)];
  const kind = "application/vnd.jupyter.";
  return {
    title: all("h1").map((one) => one.textContent),
    errors: all(`[data-mime-type="${kind}stderr"], [data-mime-type="${kind}error"]`).length,
    tables: all(".tb-table table").length,
    aligned: all(".tb-table td").every((one) => getComputedStyle(one).textAlign === "right"),
    charts: all(".tb-chart svg").filter((one) => one.getBoundingClientRect().width > 100).length,
    named: all(".tb-chart svg title").length,
  };
}"""
_NOTEBOOK: Final = ".jp-NotebookPanel:not(.lm-mod-hidden)"


@contextmanager
def jupyterlab(folder: Path) -> Iterator[str]:
    """Start JupyterLab over a folder of notebooks; give its address, and end it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = os.environ | {
        "JUPYTER_CONFIG_PATH": str(ROOT / "scripts" / "lab"),
        "JUPYTER_CONFIG_DIR": str(folder.parent / "config"),
        "JUPYTER_DATA_DIR": str(folder.parent / "jupyter"),
        "TRADEBOOK_DATA": str(ROOT / "data"),
    }
    root = ["--allow-root"] if os.geteuid() == 0 else []
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", f"--port={port}", *root]
    command += ["--IdentityProvider.token=", f"--ServerApp.root_dir={folder}"]
    with (folder.parent / "log").open("w") as log:
        server = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
    try:
        address = f"http://127.0.0.1:{port}/lab"
        _wait_for(address)
        yield address
    finally:
        server.terminate()
        server.wait()


def _wait_for(address: str) -> None:
    for _ in range(240):
        try:
            urllib.request.urlopen(address).close()
            return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.5)
    raise SystemExit(f"{address}: JupyterLab did not start")


def run_all(page: Page, month: str) -> dict[str, Any]:
    """Run all cells, wait until the last is done, and return what the notebook then shows."""
    page.wait_for_selector("text=/Python 3 .*[|] Idle/", timeout=_PATIENCE)
    page.click("text=Run >> visible=true")
    page.click(".lm-Menu-itemLabel:text-is('Run All Cells')")
    page.wait_for_function(
        """month => {
          const title = document.querySelector('.jp-NotebookPanel h1');
          const waiting = [...document.querySelectorAll('.jp-InputPrompt')]
            .some((one) => one.textContent.includes('*'));
          return title && title.textContent.includes(month) && !waiting
            && document.querySelector('.jp-NotebookPanel .tb-table table');
        }""",
        arg=month,
        timeout=_PATIENCE,
    )
    page.wait_for_timeout(1500)
    found: dict[str, Any] = page.evaluate(_SHOWN)
    return found


def main() -> None:
    """Try it, say what was seen, and write the picture."""
    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        folder = Path(place) / "notebooks"
        shutil.copytree(ROOT / "notebooks", folder)
        with jupyterlab(folder) as address:
            browser = playwright.chromium.launch(executable_path=find_chromium(), args=[*FLAGS])
            page = browser.new_page(viewport=_SIZE, device_scale_factor=0.75)
            page.goto(f"{address}/tree/provincial.py", timeout=_PATIENCE)
            page.wait_for_selector(f"{_NOTEBOOK} .jp-CodeCell", timeout=_PATIENCE)
            page.keyboard.press("Control+b")
            first = run_all(page, _FIRST[1])
            page.locator(f"{_NOTEBOOK} .jp-CodeCell").first.scroll_into_view_if_needed()
            page.wait_for_timeout(1000)
            page.screenshot(path=str(PICTURE))
            page.click(f"{_NOTEBOOK} .jp-CodeCell >> nth=0 >> .cm-content")
            page.keyboard.press("Control+a")
            page.keyboard.insert_text(f'period = "{_SECOND[0]}"\ncurrency = None\nas_of = None\n')
            second = run_all(page, _SECOND[1])
            browser.close()
    print(first, second, sep="\n")
    # Of the second month there is no year before, so that nothing is drawn.
    fine = all(one["tables"] and one["aligned"] and not one["errors"] for one in (first, second))
    if not (fine and first["charts"] and first["named"]):
        raise SystemExit("JupyterLab does not show what it should")


if __name__ == "__main__":
    main()
