#!/bin/sh
# Makes .venv with the first Python found that is 3.11 or newer and can make one.
set -eu
cd "$(dirname "$0")/.."

usable='import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))'
for python in python3 python3.13 python3.12 python3.11; do
    if "$python" -c "$usable" 2>/dev/null; then
        exec "$python" -m venv .venv
    fi
done
echo "Python 3.11 or newer with its venv is needed and was not found: try  apt-get install python3 python3-venv" >&2
exit 1
