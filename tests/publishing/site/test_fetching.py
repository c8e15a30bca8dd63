"""Files of a published site: whatever a server sends, one line, in little time and memory."""

import http.server
import threading
import time

import pytest

from helpers.core.errors import LockError
from helpers.publishing.site import fetching
from helpers.publishing.site.fetching import PublishedSite


def respond(server, *parts, status=200, **headers):
    server.send_response(status)
    for name, value in headers.items():
        server.send_header(name.replace("_", "-"), value)
    server.end_headers()
    for part in parts:
        server.wfile.write(part)
        server.wfile.flush()


def drip(server):
    respond(server)
    for _ in range(100):
        server.wfile.write(b"a")
        server.wfile.flush()
        time.sleep(0.1)


def drip_headers(server):
    for _ in range(100):
        server.wfile.write(b"H")
        server.wfile.flush()
        time.sleep(0.1)


def elsewhere(address):
    return lambda server: respond(server, status=302, Location=address)


PORT = "{port}"
MODES = {
    "drip": (drip, "was not there after "),
    "drip_headers": (drip_headers, "was not there after "),
    "large": (
        lambda server: respond(server, *[b"a" * 1000] * 300),
        "expected at most 100,000 bytes",
    ),
    "binary": (
        lambda server: respond(server, b"\xff\xfe\x00"),
        "expected text in UTF-8, the byte at 0",
    ),
    "short": (lambda server: respond(server, b"abc", Content_Length="1000"), "IncompleteRead"),
    "no_http": (lambda server: server.wfile.write(b"garbage\r\n\r\n"), "garbage"),
    "gone": (lambda server: respond(server, status=404), "Not Found"),
    "port": (elsewhere("http://127.0.0.1:1/secret"), "leads to another site, 'http://127.0.0.1:1/"),
    "host": (elsewhere("http://localhost/secret"), "leads to another site"),
    "scheme": (elsewhere("https://127.0.0.1/"), "leads to another site"),
    "file": (elsewhere("file:///etc/passwd"), "not allowed"),
    "loop": (elsewhere("/loop"), "infinite loop"),
    "closed": (lambda server: server.connection.close(), ""),
    "whole": (lambda server: respond(server, b"\xef\xbb\xbfwhole"), None),
    "here": (elsewhere("/whole"), None),
}


@pytest.fixture
def site(monkeypatch):
    """Return a site whose files are each a way of answering."""
    monkeypatch.setattr(fetching, "SECONDS", 1)
    monkeypatch.setattr(fetching, "LARGEST", 100_000)

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            try:
                MODES[self.path.lstrip("/")][0](self)
            except OSError:
                self.close_connection = True

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield PublishedSite(f"http://127.0.0.1:{server.server_port}/")
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("mode", [mode for mode, (_, said) in MODES.items() if said is not None])
def test_what_is_no_file_is_told_in_one_line_and_soon(site, mode):
    begun = time.monotonic()
    with pytest.raises(LockError) as caught:
        site.read_text(mode)
    message = str(caught.value)
    assert MODES[mode][1] in message and mode in message
    assert "\n" not in message and len(message) < 300
    assert time.monotonic() - begun < 8


@pytest.mark.parametrize("mode", ["whole", "here"])
def test_a_file_is_had_from_where_it_is_led_to_on_the_site(site, mode):
    assert site.read_text(mode) == "whole"


@pytest.mark.parametrize(
    "address", ["http://[", "http://a b/", "http://127.0.0.1:x/", "http://a\n/"]
)
def test_what_is_no_address_is_told_in_one_line(address):
    with pytest.raises(LockError) as caught:
        PublishedSite(address).read_text("x.csv")
    assert "\n" not in str(caught.value)


def test_a_folder_is_read_with_the_same_limits(tmp_path, monkeypatch):
    monkeypatch.setattr(fetching, "LARGEST", 100_000)
    (tmp_path / "a.csv").write_bytes(b"a" * 200_000)
    with pytest.raises(LockError, match=r"a\.csv: expected at most 100,000 bytes, found more"):
        PublishedSite(str(tmp_path)).read_text("a.csv")
