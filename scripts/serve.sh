#!/bin/sh
# Serves the dashboard at an address of this machine and a port; makes the demonstration first where no platform is configured.
set -eu
cd "$(dirname "$0")/.."
python=.venv/bin/python

missing='from pathlib import Path; from data_access.settings import ROOT, platform_url
file = ROOT / "var" / "demonstration.db"
raise SystemExit(platform_url() == f"sqlite:///{file}" and not file.exists())'
if ! "$python" -c "$missing"; then
    "$python" -m data_access demo
fi
# Without its platform the dashboard still shows what it has, and says how old that is.
"$python" -m data_access refresh || echo "Serving what the store already holds." >&2
# Who passed a request on is what the dashboard asks itself: the server below it must not believe it first.
export FORWARDED_ALLOW_IPS=""
exec .venv/bin/streamlit run app.py --server.address "$1" --server.port "$2"
