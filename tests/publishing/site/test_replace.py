"""The site: built without a warning or not at all, put in place whole, shown on this machine."""

import subprocess
import threading
from pathlib import Path
from urllib.request import urlopen

import pytest
from helpers.publishing.site.hosts import addresses_elsewhere, slim

from helpers.core.errors import BuildError
from helpers.publishing.site.render import render
from helpers.publishing.site.replace import replace_site
from helpers.publishing.site.serve import serve


def folder(path, text):
    path.mkdir(parents=True)
    (path / "index.html").write_text(text, encoding="utf-8")
    return path


def shown(site):
    return (site / "index.html").read_text(encoding="utf-8")


def test_a_new_site_takes_the_place_of_the_old(tmp_path):
    site, new = folder(tmp_path / "html", "old"), folder(tmp_path / "new", "new")
    (site / "gone.html").touch()
    replace_site(new, site)
    assert shown(site) == "new"
    assert [path.name for path in site.iterdir()] == ["index.html"]
    assert [path.name for path in tmp_path.iterdir()] == ["html"]


def test_the_first_site_makes_its_folder(tmp_path):
    site = tmp_path / "a" / "b" / "html"
    replace_site(folder(tmp_path / "new", "new"), site)
    assert shown(site) == "new"


def failing_rename(monkeypatch, failing):
    """Let renaming one folder fail, as it does across file systems or with files held open."""
    rename = Path.replace

    def replace(self, target):
        if self == failing:
            raise OSError("cannot be moved")
        return rename(self, target)

    monkeypatch.setattr(Path, "replace", replace)


@pytest.mark.parametrize("which", ["html", "new"])
def test_the_old_site_stays_when_a_move_fails(tmp_path, monkeypatch, which):
    # Where the system exchanges folders there are no two moves.
    monkeypatch.setattr("helpers.publishing.site.replace._exchanged", lambda *_: False)
    site, new = folder(tmp_path / "html", "old"), folder(tmp_path / "new", "new")
    failing_rename(monkeypatch, tmp_path / which)
    with pytest.raises(OSError, match="cannot be moved"):
        replace_site(new, site)
    assert site.is_dir(), "there is no site any more"
    assert shown(site) == "old"


def test_two_folders_change_places_in_one_step_where_the_system_can(tmp_path, monkeypatch):
    # Between two moves there would be no site; without any, none can fail.
    site, new = folder(tmp_path / "html", "old"), folder(tmp_path / "new", "new")
    failing_rename(monkeypatch, site)
    replace_site(new, site)
    assert shown(site) == "new"


def test_a_swap_stopped_between_its_two_moves_is_taken_up(tmp_path):
    site, new = tmp_path / "html", folder(tmp_path / "new", "new")
    folder(tmp_path / ".html.old", "old")
    replace_site(new, site)
    assert shown(site) == "new"
    assert [path.name for path in tmp_path.iterdir()] == ["html"]


def test_a_swap_stopped_after_its_two_moves_is_tidied_up(tmp_path):
    site, new = folder(tmp_path / "html", "old"), folder(tmp_path / "new", "new")
    folder(tmp_path / ".html.old", "older")
    replace_site(new, site)
    assert shown(site) == "new"
    assert [path.name for path in tmp_path.iterdir()] == ["html"]


CONFIG = """\
title: Small
only_build_toc_files: true
execute: {execute_notebooks: "off"}
"""


def test_a_bad_link_stops_the_build_and_is_told_in_one_line(tmp_path):
    source = tmp_path / "source"
    source.mkdir()
    (source / "index.md").write_text("# Title\n\n[text](nowhere.md)\n", encoding="utf-8")
    config, toc = tmp_path / "_config.yml", tmp_path / "_toc.yml"
    config.write_text(CONFIG, encoding="utf-8")
    toc.write_text("format: jb-book\nroot: index\n", encoding="utf-8")
    with pytest.raises(BuildError) as caught:
        render(source, config, toc, tmp_path / "work", tmp_path / "book.log")
    message = str(caught.value)
    assert message.startswith("the book was not built: ")
    assert "nowhere.md" in message
    assert "index.md" in message
    assert len(message.splitlines()) == 1
    log = tmp_path / "book.log"
    assert str(log) in message
    assert "nowhere.md" in log.read_text(encoding="utf-8")


def pretend(monkeypatch, code, out="", err=""):
    """Let Jupyter Book seem to end so; return the list of what it was called with."""
    calls = []

    def run(command, **_):
        calls.append(command)
        return subprocess.CompletedProcess(command, code, out, err)

    monkeypatch.setattr(subprocess, "run", run)
    return calls


@pytest.mark.parametrize(
    ("out", "err", "said"),
    [
        ("reading\n", "\x1b[31m a.md:3: WARNING: bad link\x1b[39;49;00m\n", "a.md:3: WARNING: bad"),
        ("x\nExtension error: no\nERROR: later\n", "", "Extension error: no"),
        ("quiet\n", "", "exit code 3"),
        ("Source Folder: /warnings/source\n", "a.md:3: WARNING: bad link\n", "a.md:3: WARNING"),
    ],
)
def test_the_first_fault_is_told_without_colours(tmp_path, monkeypatch, out, err, said):
    pretend(monkeypatch, 3, out, err)
    (tmp_path / "c").write_text("author: A", encoding="utf-8")
    with pytest.raises(BuildError) as caught:
        render(tmp_path, tmp_path / "c", tmp_path / "t", tmp_path / "work", tmp_path / "log")
    assert str(caught.value).startswith(f"the book was not built: {said}")
    assert "\x1b" not in (tmp_path / "log").read_text(encoding="utf-8")


def test_a_good_build_is_strict_quiet_and_tells_where_it_is(tmp_path, monkeypatch, capfd):
    calls = pretend(monkeypatch, 0, "much\n", "chatter\n")
    (tmp_path / "c").write_text("author: A", encoding="utf-8")
    built = render(
        tmp_path / "s", tmp_path / "c", tmp_path / "t", tmp_path / "work", tmp_path / "log"
    )
    assert built == tmp_path / "work" / "_build" / "html"
    assert "--warningiserror" in calls[0]
    assert str(tmp_path / "c") in calls[0]
    assert capfd.readouterr() == ("", "")


def test_many_authors_are_one_text_to_jupyter_book(tmp_path, monkeypatch):
    calls = pretend(monkeypatch, 0)
    config = tmp_path / "_config.yml"
    config.write_text("title: T\nauthor: [{family: Doe, given: Jane}, 某所]", encoding="utf-8")
    render(tmp_path / "s", config, tmp_path / "t", tmp_path / "work", tmp_path / "log")
    copy = tmp_path / "work" / "_config.yml"
    assert str(copy) in calls[0]
    assert copy.read_text(encoding="utf-8") == "title: T\nauthor: Jane Doe、某所\n"


def test_the_site_is_served_on_this_machine_only(tmp_path, capfd):
    server = serve(folder(tmp_path / "html", "the site"), 0)
    try:
        host, port = server.server_address
        assert host == "127.0.0.1"
        threading.Thread(target=server.serve_forever, daemon=True).start()
        with urlopen(f"http://127.0.0.1:{port}/") as page:
            assert page.read() == b"the site"
        with pytest.raises(
            BuildError, match=f"port {port} cannot be used .* choose another: --port"
        ):
            serve(tmp_path / "html", port)
    finally:
        server.shutdown()
        server.server_close()
    assert capfd.readouterr() == ("", "")


def test_a_site_that_is_not_there_is_not_served(tmp_path):
    with pytest.raises(BuildError, match="holds no site yet; run: make book"):
        serve(tmp_path, 0)


PAGE = """\
<head>
    <script defer src="../_static/scripts/fontawesome.js?digest=55"></script>
    <script src="../_static/doctools.js"></script>
</head><p>text</p>
"""


def test_what_the_pages_do_not_use_is_taken_out(tmp_path):
    scripts = tmp_path / "_static" / "scripts"
    scripts.mkdir(parents=True)
    for name in (
        "fontawesome.js",
        "fontawesome.js.LICENSE.txt",
        "bootstrap.js",
        "bootstrap.js.map",
    ):
        (scripts / name).touch()
    page = tmp_path / "provincial" / "2025-11.html"
    page.parent.mkdir()
    page.write_text(PAGE, encoding="utf-8")
    slim(tmp_path)
    assert page.read_text(encoding="utf-8") == (
        '<head>\n    <script src="../_static/doctools.js"></script>\n</head><p>text</p>\n'
    )
    assert [path.name for path in scripts.iterdir()] == ["bootstrap.js"]


@pytest.mark.parametrize(
    ("html", "address"),
    [
        ('<script src="https://cdn.example/a.js"></script>', "https://cdn.example/a.js"),
        ("<script async\n src='//cdn.example/a.js'></script>", "//cdn.example/a.js"),
        ('<link rel="stylesheet" href="http://fonts.example/a.css">', "http://fonts.example/a.css"),
        ("<img alt='' src=HTTPS://a.example/b.png>", "HTTPS://a.example/b.png"),
        ('<IMG srcset="https://a.example/b.png 2x">', "https://a.example/b.png"),
        ('<object data="https://a.example/b.svg"></object>', "https://a.example/b.svg"),
        ('<iframe src="https://a.example/"></iframe>', "https://a.example/"),
    ],
)
def test_what_another_host_would_be_asked_for_is_found(html, address):
    assert addresses_elsewhere(html) == [address]


@pytest.mark.parametrize(
    "html",
    [
        '<a href="https://example.org/">a source</a>',
        '<svg xmlns="http://www.w3.org/2000/svg"></svg>',
        '<script src="_static/a.js"></script><link href="../_static/a.css">',
        '<img src="data:image/svg+xml,a//b">',
    ],
)
def test_links_and_own_files_ask_no_other_host(html):
    assert addresses_elsewhere(html) == []
