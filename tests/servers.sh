#!/bin/sh
# Installs the web servers on which the tests try deploy/, what unpacks an archive and what drives a server, where Debian has them; without them those tests are skipped.
command -v nginx >/dev/null && command -v apache2 >/dev/null && command -v caddy >/dev/null && command -v unzip >/dev/null && command -v wrk >/dev/null && exit 0
[ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || exit 0
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq >/dev/null 2>&1 || true
apt-get install -qq -y --no-install-recommends nginx-light apache2-bin caddy unzip wrk >/dev/null 2>&1 || true
exit 0
