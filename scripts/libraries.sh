#!/bin/sh
# Installs a lock file's libraries into .venv, each checked against its hash.
set -eu
cd "$(dirname "$0")/.."

echo "Installing the libraries of $1 into .venv: the first time takes a minute or two."
exec .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement "$1"
