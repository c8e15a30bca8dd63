"""A real browser over the built site: nothing but this machine is there, and every fault is noted."""

import functools
import sys
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest
from marionette import Firefox
from playwright.sync_api import Error as PlaywrightError
from testbed import SITE, built

SIZES = {"wide": {"width": 1280, "height": 900}, "phone": {"width": 390, "height": 844}}


class Quiet(SimpleHTTPRequestHandler):
    """A plain file server that says nothing of each request, and answers many on one connection."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        """Say nothing."""


class Server(ThreadingHTTPServer):
    """A server whose readers may leave before a file is sent."""

    def handle_error(self, request, client_address):
        """Tell of every other fault."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


@pytest.fixture(scope="session")
def served():
    """Serve the built site on this machine; return its address."""
    built("index.html")
    server = Server(("127.0.0.1", 0), functools.partial(Quiet, directory=str(SITE)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


class Visit:
    """A page that is open, and what went wrong on it.

    Attributes
    ----------
    page : playwright.sync_api.Page
        The page.
    faults : list of str
        Errors on the console, of requests that were not answered as well; requests to other hosts, none of
        which the browser finds. Nothing is asked or told of each request: that would take longer than it.
    """

    def __init__(self, page, home):
        self.page, self.home, self.faults = page, home, []
        self._heard = {
            "console": self._console,
            "pageerror": lambda error: self.faults.append(f"error: {error}"),
            "requestfailed": self._failed,
        }
        for event, hear in self._heard.items():
            page.on(event, hear)

    def open(self, path):
        """Open a page of the site by its path; return it when all is there."""
        self.page.goto(f"{self.home}/{path}", wait_until="load")
        return self.page

    def choose(self, selector):
        """Press what may stand in a menu that is closed."""
        wanted = self.page.locator(selector)
        menu = wanted.locator("xpath=ancestor::details[@class='tb-take' and not(@open)]/summary")
        if menu.count():
            menu.click()
        wanted.click()

    def save(self, selector):
        """Press what downloads a file; return its name and bytes."""
        with self.page.expect_download() as waiting:
            self.choose(selector)
        return waiting.value.suggested_filename, waiting.value.path().read_bytes()

    def end(self):
        """Leave the page as one that nobody was on."""
        for event, hear in self._heard.items():
            self.page.remove_listener(event, hear)
        self.page.unroute_all(behavior="ignoreErrors")
        for other in self.page.context.pages:
            if other != self.page:
                other.close()
        self.page.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")
        self.page.mouse.move(0, 0)
        self.page.goto("about:blank")

    def _console(self, message):
        if message.type == "error":
            self.faults.append(f"console: {message.text} ({message.location['url']})")

    def _failed(self, request):
        if request.failure == "net::ERR_ABORTED":
            return  # A reader went on before it was there.
        within = request.url.startswith((self.home, "data:", "blob:"))
        # What the page's own policy forbids is not sent.
        kind = "failed" if within else "forbidden" if request.failure == "csp" else "outside"
        self.faults.append(f"{kind}: {request.url}")


@pytest.fixture(scope="session")
def empty_pages():
    """Return the pages that nobody is on, by whether scripts run: to begin one takes longer than most tests."""
    return {True: [], False: []}


@pytest.fixture
def visit(chromium, served, empty_pages):
    """Return a function that begins a visit: by size, colour scheme, server or files, scripts.

    Visits have nothing of one another: each has a page of a context of its own, which is emptied after
    the test; ``own`` asks for one that nobody was on before, or will be.
    """
    begun = []

    def begin(size="wide", scheme="light", home=served, scripts=True, own=False):
        free = None if own else empty_pages[scripts]
        page = free.pop() if free else new_page(chromium, scripts)
        page.set_viewport_size(SIZES[size])
        page.emulate_media(media="null", color_scheme=scheme)
        found = Visit(page, home)
        begun.append((found, free))
        return found

    yield begin
    for found, free in begun:
        if free is None or not is_emptied(found):
            found.page.context.close()
        else:
            free.append(found.page)


def is_emptied(visit):
    """Leave the page of a visit; return whether another may have it."""
    try:
        visit.end()
    except PlaywrightError:
        return False
    return True


def new_page(browser, scripts):
    """Return a page of a new context."""
    context = browser.new_context(
        java_script_enabled=scripts, accept_downloads=True, locale="zh-CN"
    )
    return context.new_page()


@pytest.fixture(params=["served", "files"])
def home(request):
    """Return the site's address, from a server and from the disk."""
    return request.getfixturevalue(request.param)


@pytest.fixture(params=[("wide", "served"), ("phone", "files")], ids="-".join)
def size_and_home(request):
    """Return a size of screen and the site's address: what differs in the one does not in the other."""
    size, home = request.param
    return size, request.getfixturevalue(home)


@pytest.fixture(scope="session")
def files():
    """Return the address of the built site as files on the disk."""
    built("index.html")
    return SITE.as_uri()


@pytest.fixture(scope="session")
def firefox(tmp_path_factory):
    """Start Firefox; it is a fault when there is none."""
    with Firefox(tmp_path_factory.mktemp("firefox")) as browser:
        yield browser
