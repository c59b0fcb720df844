# `make run` serves the dashboard, `make test` tests it; `make help` lists the rest.
# All that is made stays in this folder: .venv (libraries) and var (databases).

HOST ?= 127.0.0.1
PORT ?= 8501
WORKERS ?= 2
PYTHON := .venv/bin/python
export PLAYWRIGHT_BROWSERS_PATH = $(CURDIR)/.venv/browsers
COMPILE = .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-header pyproject.toml

SPREAD = -n $(WORKERS)
QUICK = $(SPREAD) -m "not soak and not browser and not server and not slow"

.DEFAULT_GOAL := help
.PHONY: help run test quick coverage soak bench lint lock clean

help:  ## List these commands
	@sed -n 's/^\([a-z]*\):.*## /  make \1	/p' Makefile | expand -t 16

run: .venv/runtime  ## Serve the dashboard at http://localhost:8501 (PORT=… for another; HOST=0.0.0.0 for the network), with a demonstration unless PLATFORM_DATABASE_URL is set
	@scripts/serve.sh $(HOST) $(PORT)

test: .venv/tests  ## Run all tests but the long ones (WORKERS=2)
	@$(PYTHON) -m pytest $(SPREAD)

quick: .venv/tests  ## Run the tests that need neither a browser, a database server nor much time, for the inner loop
	@$(PYTHON) -m pytest -q $(QUICK)

coverage: .venv/tests  ## Measure which branches the quick tests reach; less than the floor in pyproject.toml fails
	@$(PYTHON) -m pytest -q $(QUICK) --cov --cov-report=term:skip-covered

soak: .venv/tests  ## Run the long tests: hours of use (SOAK_MINUTES=60 at the screens), the whole demonstration on every engine
	@$(PYTHON) -m pytest -m soak

bench: .venv/tests  ## Measure what the dashboard costs a server, a database and a reader
	@$(PYTHON) -m benchmarks

lint: .venv/tests  ## Check style, format and types
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .
	@scripts/biome.sh
	@$(PYTHON) -m mypy

lock: .venv/made  ## Write both lock files anew from pyproject.toml, with the newest versions it allows
	@.venv/bin/pip install --quiet uv
	@$(COMPILE) --upgrade --output-file requirements.lock
	@$(COMPILE) --upgrade --extra test --constraint requirements.lock --output-file requirements-test.lock

clean:  ## Remove the libraries; databases stay
	@rm -rf .venv .pytest_cache .ruff_cache .mypy_cache

# Stamps: what is up to date costs nothing the second time.
.venv/made:
	@scripts/virtualenv.sh
	@touch $@

.venv/runtime: requirements.lock | .venv/made
	@scripts/libraries.sh requirements.lock
	@touch $@

.venv/tests: requirements-test.lock scripts/system_packages.sh scripts/node_packages.sh | .venv/made
	@scripts/libraries.sh requirements-test.lock
	@scripts/system_packages.sh
	@scripts/node_packages.sh
	@touch $@ .venv/runtime
