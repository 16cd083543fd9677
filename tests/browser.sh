#!/bin/sh
# Provides the browser that the tests drive: the machine's own Chromium, else Debian's package,
# else Playwright's download. $1 is the Python that has Playwright.
set -eu

fonts() {
    fc-list 2>/dev/null | grep -qi 'noto.*ethiopic' # the scripts that our languages need
}

if ! command -v chromium >/dev/null || ! fonts; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        export DEBIAN_FRONTEND=noninteractive
        apt-get update -qq
        apt-get install -qq -y --no-install-recommends chromium fonts-noto-core fontconfig >/dev/null
    fi
fi
command -v chromium >/dev/null || "$1" -m playwright install chromium
