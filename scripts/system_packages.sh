#!/bin/sh
# Installs what the tests need besides Python: Chromium, a Chinese font for what it draws without a page's own, Node for the
# scripts' own tests, the servers PostgreSQL, MariaDB and nginx, and what reads the documents that the dashboard writes.
set -eu
cd "$(dirname "$0")/.."
PATH="$PATH:/usr/sbin:/sbin"

has_browser() {
    for name in chromium-headless-shell chromium chromium-browser google-chrome; do
        command -v "$name" >/dev/null && return 0
    done
    ls "${PLAYWRIGHT_BROWSERS_PATH:-none}"/chromium* >/dev/null 2>&1
}

missing=""
command -v mariadbd >/dev/null || missing="$missing mariadb-server-core"
command -v my_print_defaults >/dev/null || missing="$missing mariadb-client-core"  # mariadb-install-db asks it
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing="$missing postgresql"
command -v nginx >/dev/null || missing="$missing nginx-light"
command -v openssl >/dev/null || missing="$missing openssl"
command -v node >/dev/null || missing="$missing nodejs"
command -v npm >/dev/null || missing="$missing npm"
command -v pdftotext >/dev/null || missing="$missing poppler-utils"
command -v soffice >/dev/null || missing="$missing libreoffice-writer-nogui"
has_browser || missing="$missing chromium-headless-shell"
fc-list :lang=zh 2>/dev/null | grep -q . || missing="$missing fontconfig fonts-wqy-microhei"
[ -n "$missing" ] || exit 0

if [ "$(id -u)" = 0 ]; then
    as_root="env"
elif sudo -n true 2>/dev/null; then
    as_root="sudo"
else
    echo "Install for the tests, or those that need it will fail:  apt-get install$missing" >&2
    exit 0
fi

echo "Installing for the tests:$missing"
$as_root apt-get update -qq
offers() { apt-cache policy "$1" | grep -q "Candidate: [0-9]"; }
if ! has_browser && ! offers chromium-headless-shell; then
    if offers chromium; then
        missing=$(echo "$missing" | sed "s/chromium-headless-shell/chromium/")
    else
        # Ubuntu has Chromium only as a snap: Playwright's own instead, kept in .venv.
        missing=$(echo "$missing" | sed "s/ chromium-headless-shell//")
        .venv/bin/playwright install --with-deps --only-shell chromium
    fi
fi
# shellcheck disable=SC2086  # a list of packages
[ -z "$missing" ] || $as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get install -qq --yes --no-install-recommends $missing >/dev/null
