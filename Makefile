# Two commands on a fresh machine: `make run` serves, `make test` checks.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
.PHONY: run test test-all test-slow browser services lint bench clean-videos

# pip names each library as it comes; all else that it says is left out, unless it is an error.
TELL := --progress-bar off >$(VENV)/install.log 2>&1 & pid=$$!; \
	  tail -n +1 -f --pid=$$pid $(VENV)/install.log 2>/dev/null | sed -un 's/^Collecting \([^ (]*\).*/  \1/p;s/^Installing collected.*/  Putting them in place .../p'; \
	  wait $$pid || { cat $(VENV)/install.log; exit 1; }

# Installed again only when a requirements file changes, so that a second start takes seconds.
$(VENV)/.installed: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or later is needed: make PYTHON=python3.12 run"; exit 1; }
	@echo "Setting up $(VENV) with Python and the libraries of requirements.txt (a minute or two, once)."
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --disable-pip-version-check -r requirements.txt $(TELL)
	@echo "Everything is installed."
	@touch $@

$(VENV)/.checks: requirements-dev.txt $(VENV)/.installed
	@echo "Adding the tools of requirements-dev.txt."
	@$(BIN)/python -m pip install --disable-pip-version-check -r requirements-dev.txt $(TELL)
	@touch $@

run: $(VENV)/.installed
	@$(BIN)/python -m hackathon_backend serve

# Many tests wait for servers, so more run at once than there are cores; those of a file share its servers.
TEST_WORKERS ?= 4
# What is compiled is kept, whatever the shell says: each worker, and each server and process that a test starts, would
# compile all of it anew.
PYTEST := env -u PYTHONDONTWRITEBYTECODE $(BIN)/python -m pytest -n $(TEST_WORKERS) --dist loadfile

# The quick ones, in a few minutes.
test: $(VENV)/.checks
	@$(PYTEST) -m "not slow"

# All of them: those too that kill servers, drive a browser, or try thousands of cases.
test-all: test test-slow

test-slow: $(VENV)/.checks browser services
	@$(PYTEST) -m slow

# The pages are tested in a real browser; without one, those tests are skipped.
browser:
	@command -v chromium >/dev/null || { \
	  if [ -f /etc/debian_version ] && [ "$$(id -u)" = 0 ]; then \
	    apt-get -qq update && apt-get -qq install --yes --no-install-recommends chromium >/dev/null; \
	  fi; command -v chromium >/dev/null; \
	} || echo "The tests of the pages are skipped: they need Chromium (Debian: apt-get install chromium)."

# Many processes are tested behind nginx, on a PostgreSQL and a Redis of their own; without one of these, those tests are skipped.
services:
	@found() { command -v nginx && command -v redis-server && ls /usr/lib/postgresql/*/bin/initdb; } >/dev/null 2>&1; \
	found || { \
	  if [ -f /etc/debian_version ] && [ "$$(id -u)" = 0 ]; then \
	    apt-get -qq update && apt-get -qq install --yes --no-install-recommends nginx-light redis-server postgresql >/dev/null; \
	  fi; found; \
	} || echo "The tests of many processes are skipped: they need nginx, Redis and PostgreSQL (Debian: apt-get install nginx-light redis-server postgresql)."

lint: $(VENV)/.checks
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

# MoviePy is only measured against, so it is installed only here.
$(VENV)/.bench: requirements-bench.txt $(VENV)/.checks
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-bench.txt
	@touch $@

bench: $(VENV)/.bench
	@$(BIN)/python -m benchmarks

clean-videos: $(VENV)/.installed
	@$(BIN)/python -m hackathon_backend clean
