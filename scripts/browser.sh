#!/bin/sh
# Chromium and Firefox, which the tests in a browser need. They are installed where that can be done.
set -eu
have() { for one in chromium-headless-shell chromium chromium-browser; do
    command -v "$one" >/dev/null 2>&1 && return 0; done; return 1; }
fox() { command -v firefox-esr >/dev/null 2>&1 || command -v firefox >/dev/null 2>&1; }
have && fox && exit 0
sudo=""
[ "$(id -u)" = 0 ] || sudo="sudo -n"
if command -v apt-get >/dev/null 2>&1 && $sudo true 2>/dev/null; then
    echo "installing Chromium and Firefox …"
    $sudo apt-get update -qq >/dev/null
    install() { DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends "$@" >/dev/null; }
    # The one without windows is smaller and faster; some systems do not have it.
    have || install chromium-headless-shell 2>/dev/null || install chromium
    # Debian's name for the one that is kept for long; others have only the newest.
    fox || install firefox-esr 2>/dev/null || install firefox
fi
have || {
    echo "error: Chromium is not installed; the tests in a browser need it: apt-get install chromium" >&2
    exit 1
}
fox || {
    echo "error: Firefox is not installed; the tests in a browser need it: apt-get install firefox-esr" >&2
    exit 1
}
