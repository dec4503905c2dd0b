# Two commands on a fresh machine: `make run` serves, `make test` checks.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
.PHONY: run test lint bench clean-videos

# Installed again only when a requirements file changes, so that a second start takes seconds.
$(VENV)/.installed: requirements.txt requirements-dev.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or later is needed: make PYTHON=python3.12 run"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

run: $(VENV)/.installed
	@$(BIN)/python -m hackathon_backend serve

test: $(VENV)/.installed
	@$(BIN)/python -m pytest

lint: $(VENV)/.installed
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy

# MoviePy is only measured against, so it is installed only here.
$(VENV)/.bench: requirements-bench.txt $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-bench.txt
	@touch $@

bench: $(VENV)/.bench
	@$(BIN)/python -m benchmarks

clean-videos: $(VENV)/.installed
	@$(BIN)/python -m hackathon_backend clean
