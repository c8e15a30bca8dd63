#!/bin/sh
# Chromium and Chinese fonts, which the tests in a browser need: installed where that can be done.
set -eu
have() { command -v chromium >/dev/null 2>&1 || command -v chromium-browser >/dev/null 2>&1; }
fonts() { command -v fc-list >/dev/null 2>&1 && fc-list :lang=zh | grep -q .; }
have && fonts && exit 0
sudo=""
[ "$(id -u)" = 0 ] || sudo="sudo -n"
if command -v apt-get >/dev/null 2>&1 && $sudo true 2>/dev/null; then
    echo "installing Chromium and Chinese fonts …"
    $sudo apt-get update -qq >/dev/null
    DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends \
        chromium fonts-noto-cjk fontconfig >/dev/null
fi
have || {
    echo "error: Chromium is not installed; the tests in a browser need it: apt-get install chromium fonts-noto-cjk" >&2
    exit 1
}
