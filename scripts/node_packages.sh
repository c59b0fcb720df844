#!/bin/sh
# Installs the provider of OpenID Connect at which the tests sign in, into .venv.
set -eu
cd "$(dirname "$0")/.."
wanted=oidc-provider@9.13.3

kept=.venv/node/node_modules/oidc-provider/package.json
if [ -f "$kept" ] && grep -q "\"version\": \"${wanted#*@}\"" "$kept"; then
    exit 0
fi
if ! command -v npm >/dev/null; then
    echo "Install for the tests, or those of signing in at a provider will fail:  apt-get install npm" >&2
    exit 0
fi
mkdir -p .venv/node
npm install --prefix .venv/node --no-save --no-package-lock --no-audit --no-fund --silent "$wanted"
