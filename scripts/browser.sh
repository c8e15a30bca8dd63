#!/bin/sh
# Chromium, Firefox and Chinese fonts, which the tests in a browser need, or the fonts alone: browser.sh [fonts].
# They are installed where that can be done.
set -eu
only=${1:-}
have() { for one in chromium-headless-shell chromium chromium-browser; do
    command -v "$one" >/dev/null 2>&1 && return 0; done; return 1; }
fox() { command -v firefox-esr >/dev/null 2>&1 || command -v firefox >/dev/null 2>&1; }
fonts() { command -v fc-list >/dev/null 2>&1 && fc-list :lang=zh | grep -q .; }
enough() { fonts && { [ "$only" = fonts ] || { have && fox; }; }; }
enough && exit 0
sudo=""
[ "$(id -u)" = 0 ] || sudo="sudo -n"
if command -v apt-get >/dev/null 2>&1 && $sudo true 2>/dev/null; then
    echo "installing ${only:-Chromium, Firefox and Chinese fonts} …"
    $sudo apt-get update -qq >/dev/null
    install() { DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends "$@" >/dev/null; }
    fonts || install fonts-noto-cjk fontconfig
    # The one without windows is smaller and faster; some systems do not have it.
    [ "$only" = fonts ] || have || install chromium-headless-shell 2>/dev/null || install chromium
    # Debian's name for the one that is kept for long; others have only the newest.
    [ "$only" = fonts ] || fox || install firefox-esr 2>/dev/null || install firefox
fi
[ "$only" = fonts ] || have || {
    echo "error: Chromium is not installed; the tests in a browser need it: apt-get install chromium fonts-noto-cjk" >&2
    exit 1
}
[ "$only" = fonts ] || fox || {
    echo "error: Firefox is not installed; the tests in a browser need it: apt-get install firefox-esr" >&2
    exit 1
}
