"""Firefox without windows, driven by the protocol it speaks itself: Marionette, JSON over a socket."""

import json
import shutil
import socket
import subprocess
import time
from contextlib import suppress
from pathlib import Path

FIREFOX = "firefox-esr" if shutil.which("firefox-esr") else "firefox"
WAIT = 60
"""Seconds in which it starts, and in which a page shows what it is waited for."""

# Nothing but this machine is reached: whatever else is asked for meets a closed door.
SETTINGS = """\
user_pref("marionette.port", {port});
user_pref("network.proxy.type", 1);
user_pref("network.proxy.http", "127.0.0.1");
user_pref("network.proxy.http_port", 9);
user_pref("network.proxy.ssl", "127.0.0.1");
user_pref("network.proxy.ssl_port", 9);
user_pref("network.proxy.no_proxies_on", "127.0.0.1");
user_pref("browser.download.folderList", 2);
user_pref("browser.download.dir", "{folder}");
"""


class Firefox:
    """A running Firefox with one window; it ends with the block.

    Parameters
    ----------
    folder : pathlib.Path
        For its profile, and for what it downloads.
    """

    def __init__(self, folder: Path):
        self.folder = folder
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self._port = free.getsockname()[1]
        (folder / "user.js").write_text(SETTINGS.format(port=self._port, folder=folder), "utf-8")
        words = [FIREFOX, "--headless", "--marionette", "--no-remote", "--profile", str(folder)]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        self._process, self._count = subprocess.Popen(words, **quiet), 0
        try:
            self._socket = self._connected()
            self._file = self._socket.makefile("rb")
            self._read()
            self._call("WebDriver:NewSession", capabilities={})
        except BaseException:
            self._process.kill()
            raise

    def __enter__(self):
        return self

    def __exit__(self, *_):
        with suppress(OSError, ValueError):
            self._call("Marionette:Quit", flags=["eForceQuit"])
        self._socket.close()
        self._process.wait(WAIT)

    def open(self, address):
        """Open an address, and wait until it is loaded."""
        self._call("WebDriver:Navigate", url=address)

    def run(self, script, *given):
        """Return what a script in the page returns."""
        return self._call("WebDriver:ExecuteScript", script=script, args=list(given))["value"]

    def until(self, script, *given):
        """Wait until a script returns something that is true; return that."""
        end = time.monotonic() + WAIT
        while time.monotonic() < end:
            if found := self.run(script, *given):
                return found
            time.sleep(0.05)
        raise AssertionError(f"never came true: {script}")

    def type(self, selector, text):
        """Type into an element."""
        found = self._call("WebDriver:FindElement", using="css selector", value=selector)["value"]
        self._call("WebDriver:ElementSendKeys", id=next(iter(found.values())), text=text)

    def press(self, selector):
        """Press an element."""
        found = self._call("WebDriver:FindElement", using="css selector", value=selector)["value"]
        self._call("WebDriver:ElementClick", id=next(iter(found.values())))

    def _connected(self):
        end = time.monotonic() + WAIT
        while True:
            try:
                return socket.create_connection(("127.0.0.1", self._port), timeout=WAIT)
            except OSError:
                if time.monotonic() > end or self._process.poll() is not None:
                    raise
                time.sleep(0.1)

    def _read(self):
        length = b""
        while (byte := self._file.read(1)) != b":":
            length += byte
        return json.loads(self._file.read(int(length)))

    def _call(self, name, **given):
        self._count += 1
        message = json.dumps([0, self._count, name, given]).encode()
        self._socket.sendall(b"%d:%b" % (len(message), message))
        _, _, error, result = self._read()
        if error:
            raise ValueError(f"{name}: {error['message']}")
        return result
