# The expo system. `make demo` shows it, `make test` proves it; both set up what they need.
# Needs make and a Python >= 3.11. EXPO_VAR moves var/, PORT the demo, DATABASE_URL and REDIS_URL the engines.
# SECONDS is how long torture and soak last, SEED which torture again (it prints its seed), RATE the
# soak's scans a second.

SHELL := /bin/sh
VENV := .venv
PYTHON := $(VENV)/bin/python
MANAGE := $(PYTHON) manage.py
VAR := $(or $(EXPO_VAR),var)
TESTS ?= tests
WORKERS ?= 2
SECONDS ?= 300
RATE ?= 500
PYTEST := $(PYTHON) -m pytest -n $(WORKERS) --dist loadfile
APPS := expo booths visitors

RUNTIME := $(VENV)/.runtime
DEVELOPMENT := $(VENV)/.development
PREPARE := $(PYTHON) -m expo.project.frontend

.DEFAULT_GOAL := help
.PHONY: help setup demo test fast check lint types schema migrations bench torture soak reconcile seed run work clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

demo: $(RUNTIME) ## Run the 2023 expo on this machine, from nothing; Ctrl-C stops it
	@$(PREPARE)
	@$(MANAGE) demo $(OPTIONS)

test: setup ## Run all tests on their own throw-away PostgreSQL and Valkey
	$(PYTEST) $(TESTS)

fast: setup ## Run the tests that are not marked slow
	$(PYTEST) -m "not slow and not browser" $(TESTS)

check: lint types migrations test ## Run everything CI runs, in the same order

lint: setup ## Check style, imports between the rooms, and templates
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/lint-imports --no-cache
	$(VENV)/bin/djlint $(APPS) --lint --check --quiet

types: setup ## Check types, strictly
	$(VENV)/bin/mypy

migrations: setup ## Check that no migration is missing
	$(MANAGE) makemigrations --check --dry-run

schema: setup ## Rewrite the OpenAPI snapshot that the tests compare with
	$(MANAGE) spectacular --file tests/contracts/openapi.yaml

bench: setup ## Measure the goals here and now; OPTIONS="--scans 10_000,10_000_000" for more
	$(PYTHON) -m tests.bench $(OPTIONS)

torture: setup ## Kill, delay and undo for SECONDS (300) and see every figure exact; SEED repeats a run
	TORTURE_SECONDS=$(SECONDS) TORTURE_SEED=$(SEED) $(PYTHON) -m pytest -q -s tests/torture/test_torture.py

soak: SECONDS = 600
soak: setup ## Send RATE (500) scans a second for SECONDS (600), then twice too many, and look on
	$(PYTHON) -m tests.soak --seconds=$(SECONDS) --rate=$(RATE) $(OPTIONS)

reconcile: setup ## Prove the figures equal to a recount of the scans
	$(MANAGE) reconcile

seed: setup ## Load the reference edition from seeds/
	$(MANAGE) migrate
	$(MANAGE) seed

run: setup ## Run the web server for developing, with engines around it
	$(MANAGE) runserver $(or $(PORT),8000)

work: setup ## Run a Celery worker with beat, beside `make run`
	$(PYTHON) -m expo.project.embedded $(VENV)/bin/celery -A expo.project.celery worker --beat --loglevel INFO

clean: ## Forget the demo's data and everything that was made, but not .venv
	@if [ -x $(PYTHON) ]; then $(PYTHON) -m expo.project.embedded.cleaning; else rm -rf "$(VAR)"; fi
	rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

# ---- set-up: each step happens once, and again when what it depends on has changed

setup: $(DEVELOPMENT) ## Make .venv, install pinned packages, prepare words and front-end files
	@$(PREPARE)

$(PYTHON):
	@sh .ci/find-python > /dev/null
	"$$(sh .ci/find-python)" -m venv $(VENV)

$(RUNTIME): requirements.txt | $(PYTHON)
	@sh .ci/install requirements.txt
	@touch $@

$(DEVELOPMENT): requirements-dev.txt | $(PYTHON)
	@sh .ci/install requirements-dev.txt
	@touch $@ $(RUNTIME)
