#!/bin/sh
# Provides the browser that the tests drive: the machine's own Chromium, without a window where there is such
# a one, else Debian's package, else Playwright's download. $1 is the Python that has Playwright.
set -eu

shell() {
    command -v chromium-headless-shell >/dev/null
}

fonts() {
    fc-list 2>/dev/null | grep -qi 'noto.*ethiopic' # the scripts that our languages need
}

if ! shell || ! fonts; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        export DEBIAN_FRONTEND=noninteractive
        apt-get update -qq
        apt-get install -qq -y --no-install-recommends chromium-headless-shell fonts-noto-core fontconfig >/dev/null ||
            apt-get install -qq -y --no-install-recommends chromium fonts-noto-core fontconfig >/dev/null
    fi
fi
shell || command -v chromium >/dev/null || "$1" -m playwright install chromium
