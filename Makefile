# Điểm Tin. `make help` lists the targets.

export DAGSTER_HOME := $(CURDIR)/.dagster
export DAGSTER_DISABLE_TELEMETRY := yes
# One process a worker is enough: threads of numeric libraries would fight over the same cores.
export OMP_NUM_THREADS ?= 1

PYTHON ?= python3
PORT ?= 3000
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.DEFAULT_GOAL := help
.PHONY: help setup run test lint ui backfill bench quality train docs lock

help: ## Show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

setup: $(READY) ## Make the virtual environment from the lock file

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or later is needed, this is " + sys.version.split()[0]) if sys.version_info < (3, 11) else None'
	@echo "Setting up $(VENV) from requirements.lock, once: a minute or so …"
	@$(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(READY)

.dagster/history: $(READY)
	@$(BIN)/dagster instance info > /dev/null  # several processes on a fresh home at once brick it
	@touch $@

run: $(READY) .dagster/history ## Build every table from the sample corpus and show them
	@$(BIN)/python -m pipelines sample

test: $(READY) lint ## Run the linters and every test
	PYTHONHASHSEED=0 $(BIN)/python -m pytest

lint: $(READY) ## ruff and mypy
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

ui: $(READY) .dagster/history ## The Dagster UI on 127.0.0.1 (PORT=3000), with schedule and sensors
	$(BIN)/dagster dev -w workspace.yaml -h 127.0.0.1 -p $(PORT)

backfill: $(READY) .dagster/history ## Build days again: make backfill SINCE=2025-06-26 UNTIL=2025-07-05
	@$(BIN)/python -m pipelines backfill --since "$(SINCE)" $(if $(UNTIL),--until "$(UNTIL)")

bench: $(READY) ## Measure speed and memory, write benchmarks/RESULTS.md (some minutes)
	$(BIN)/python -m benchmarks

quality: $(READY) ## Score sentences, entities and roles on the annotated texts
	$(BIN)/python -m benchmarks.quality

train: $(READY) ## Train the tagger's model on data/training (some minutes)
	$(BIN)/python -m diemtin.tag.learned.training data/training

docs: $(READY) ## Write docs/tables.md and docs/cli.md from the code
	$(BIN)/python -m diemtin.tables.dictionary > docs/tables.md
	$(BIN)/python -m diemtin.cli.manual > docs/cli.md

lock: ## Renew requirements.lock, all of what is needed with hashes (needs uv)
	uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 --generate-hashes \
	  --no-strip-extras --no-emit-index-url --no-header --no-annotate --quiet --output-file requirements.lock
