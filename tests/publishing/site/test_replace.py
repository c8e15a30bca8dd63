"""The site: built without a warning or not at all, put in place whole, shown on this machine."""

import errno
import shutil
import threading
from pathlib import Path
from urllib.request import urlopen

import pytest

from helpers.core.errors import BuildError
from helpers.publishing.site import render as module
from helpers.publishing.site.deploy import recover_site, replace_site, serve
from helpers.publishing.site.page_content import read_page
from helpers.publishing.site.render import render


def folder(path, text):
    path.mkdir(parents=True)
    (path / "index.html").write_text(text, encoding="utf-8")
    return path


def shown(site):
    return (site / "index.html").read_text(encoding="utf-8")


def test_it_is_told_where_the_address_is_about_to_lead(site, tmp_path):
    told = []

    def about(home):
        told.append((home, shown(site), shown(home)))

    replace_site(folder(tmp_path / "new", "new"), site, about)
    assert told == [(site.resolve(), "old", "new")]


@pytest.fixture
def site(tmp_path):
    """Return the address of a site."""
    address = tmp_path / "html"
    replace_site(folder(tmp_path / "first", "old"), address)
    return address


def test_a_new_site_takes_the_place_of_the_old(tmp_path, site):
    (site / "gone.html").touch()
    replace_site(folder(tmp_path / "new", "new"), site)
    assert shown(site) == "new"
    assert [path.name for path in site.iterdir()] == ["index.html"]
    assert {path.name for path in tmp_path.iterdir()} == {"html", ".html.sites"}
    assert len(list((tmp_path / ".html.sites").iterdir())) == 1


def test_what_did_not_change_stays_the_same_file(tmp_path, site):
    """Web servers and ``rsync`` see what is new by it, and a slow disk frees nothing."""
    (site / "same.txt").write_text("same", encoding="utf-8")
    (site / "gone.txt").write_text("gone", encoding="utf-8")
    before = {name: (site / name).stat() for name in ("same.txt", "index.html")}
    new = folder(tmp_path / "new", "new")
    (new / "same.txt").write_text("same", encoding="utf-8")
    replace_site(new, site)
    after = {name: (site / name).stat() for name in before}
    assert after["same.txt"].st_ino == before["same.txt"].st_ino
    assert after["same.txt"].st_mtime_ns == before["same.txt"].st_mtime_ns
    assert after["index.html"].st_ino != before["index.html"].st_ino
    assert shown(site) == "new" and not (site / "gone.txt").exists()


def test_a_disk_without_links_gets_the_site_too(tmp_path, site, monkeypatch):
    def refuse(*_):
        raise OSError(errno.EMLINK, "Too many links")

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    (site / "same.txt").write_text("same", encoding="utf-8")
    new = folder(tmp_path / "new", "new")
    (new / "same.txt").write_text("same", encoding="utf-8")
    replace_site(new, site)
    assert {path.name for path in site.iterdir()} == {"index.html", "same.txt"}
    assert shown(site) == "new"


def test_the_first_site_makes_its_folder(tmp_path):
    site = tmp_path / "a" / "b" / "html"
    replace_site(folder(tmp_path / "new", "new"), site)
    assert shown(site) == "new"


def test_a_site_that_was_moved_with_its_folder_is_still_shown(tmp_path):
    replace_site(folder(tmp_path / "new", "new"), tmp_path / "_build" / "html")
    (tmp_path / "_build").rename(tmp_path / "moved")
    assert shown(tmp_path / "moved" / "html") == "new"


def test_a_real_folder_is_turned_into_a_link_once(tmp_path):
    site = folder(tmp_path / "html", "old")
    for text in ("new", "newer"):
        replace_site(folder(tmp_path / text, text), site)
        assert site.is_symlink() and shown(site) == text
        assert len(list((tmp_path / ".html.sites").iterdir())) == 1


class Killed(BaseException):
    """Ends a function wherever it is, without its cleaning up, as SIGKILL ends a process."""


def killed_at(monkeypatch, step, work):
    """Let a function be killed at its n-th change of the file system; return whether it was."""
    left = [step]

    def dying(change):
        def call(*words, **named):
            left[0] -= 1
            if left[0] == 0:
                raise Killed
            return change(*words, **named)

        return call

    with monkeypatch.context() as patch:
        for name in ("replace", "symlink_to", "unlink", "mkdir"):
            patch.setattr(Path, name, dying(getattr(Path, name)))
        patch.setattr(shutil, "rmtree", dying(shutil.rmtree))
        try:
            work()
        except Killed:
            return True
    return False


@pytest.mark.parametrize("before", ["a link", "a folder"])
def test_killed_at_any_step_a_whole_site_is_left(tmp_path, monkeypatch, before):
    whole, step = False, 0
    while not whole:
        step += 1
        place = tmp_path / str(step)
        site = folder(place / "html", "old")
        if before == "a link":
            replace_site(folder(place / "first", "old"), site)
        new = folder(place / "new", "new")
        whole = not killed_at(monkeypatch, step, lambda new=new, site=site: replace_site(new, site))
        if before == "a link":
            assert shown(site) in ("old", "new")
        # Turning a folder into a link takes two steps; what begins next mends it.
        recover_site(site)
        assert shown(site) in ("old", "new")
        replace_site(folder(place / "next", "next"), site)
        assert shown(site) == "next" and len(list((place / ".html.sites").iterdir())) == 1
    assert step > 5 and shown(site) == "next"


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

    def run(_, words, log, **__):
        calls.append(words)
        log.write_text(out + err, encoding="utf-8")
        return code

    monkeypatch.setattr(module, "run_apart", run)
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
    assert str(tmp_path / "work" / "c") in calls[0]
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
    assert read_page(html).foreign == [address]


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
    assert read_page(html).foreign == []
