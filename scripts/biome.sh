#!/bin/sh
# Checks the scripts' style and format with Biome, which npm fetches once into .venv, by the hashes of package-lock.json.
set -eu
cd "$(dirname "$0")/.."
place=.venv/biome
program="$place/node_modules/.bin/biome"

unchecked() {
    echo "The scripts in components/ are not checked: $1" >&2
    exit 0
}

if ! [ -x "$program" ] || ! cmp -s package-lock.json "$place/package-lock.json"; then
    command -v npm >/dev/null || unchecked "npm is not installed:  apt-get install npm"
    rm -rf "$place"
    mkdir -p "$place"
    cp package.json package-lock.json "$place"
    if ! npm ci --prefix "$place" --ignore-scripts --no-audit --no-fund --loglevel=error >"$place/log" 2>&1; then
        rm -rf "$place/node_modules"
        unchecked "npm could not fetch Biome, see $place/log"
    fi
fi
"$program" check --error-on-warnings
