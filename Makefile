# What can be done here; `make help` lists it. Every step runs again only when what it is made from has changed.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

VENV := .venv/bin
STAMPS := .stamps
VENDOR := assistant/web/static/vendor

.PHONY: help
help: ## Show this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

.PHONY: run
run: setup ## Start everything and print the addresses
	@$(VENV)/veivalg serve

.PHONY: setup
setup: $(STAMPS)/app $(STAMPS)/rasa $(STAMPS)/assets ## Make both environments, the browser's assets and the trained model
	@$(VENV)/veivalg train --if-needed

.PHONY: test
test: setup $(STAMPS)/test $(STAMPS)/chromium ## Set up what tests need and run every check and test
	@echo "== ruff, mypy, import-linter"
	@$(VENV)/ruff check . && $(VENV)/ruff format --check . && $(VENV)/mypy && $(VENV)/lint-imports
	@echo "== pytest"
	@$(VENV)/python -m pytest --numprocesses logical --maxprocesses 4 --dist loadfile --no-loadscope-reorder $(PYTEST_ARGS)
	@echo "== What is understood, on messages that nothing was learnt from"
	@mkdir -p var/logs
	@$(VENV)/veivalg evaluate 2>var/logs/evaluate.log || { cat var/logs/evaluate.log >&2; exit 1; }

.PHONY: check
check: $(STAMPS)/test ## Only the quick checks: ruff, mypy, import-linter, articles
	@$(VENV)/ruff check . && $(VENV)/ruff format --check . && $(VENV)/mypy && $(VENV)/lint-imports
	@$(VENV)/veivalg articles check

.PHONY: train
train: setup ## Train Rasa again
	@$(VENV)/veivalg train

.PHONY: bench
bench: setup $(STAMPS)/test ## Measure start, memory and answers; prints a table
	@$(VENV)/python bench/messages.py

.PHONY: picture
picture: setup $(STAMPS)/test $(STAMPS)/chromium ## Make docs/chat.png anew from a running Veivalg
	@$(VENV)/python docs/picture.py

.PHONY: clean
clean: ## Remove everything that was built or installed; run-time data in var/ stays
	rm -rf .venv .venv-rasa $(STAMPS) node_modules $(VENDOR) models/rasa models/triage models/written_form models/passages

$(STAMPS)/app: requirements/app.txt pyproject.toml requirements/install requirements/find-python
	@echo "== Installing the application's environment (.venv, Python 3.11)"
	@mkdir -p $(STAMPS)
	@requirements/install .venv 3.11 requirements/app.txt
	@$(VENV)/python -m pip install --disable-pip-version-check -q --no-deps --no-build-isolation -e .
	@touch $@

$(STAMPS)/test: requirements/test.txt $(STAMPS)/app
	@echo "== Installing what tests need"
	@requirements/install .venv 3.11 requirements/test.txt
	@touch $@

$(STAMPS)/rasa: requirements/rasa.txt requirements/install requirements/find-python
	@echo "== Installing Rasa's environment (.venv-rasa, Python 3.10)"
	@mkdir -p $(STAMPS)
	@requirements/install .venv-rasa 3.10 requirements/rasa.txt
	@touch $@

$(STAMPS)/assets: package.json package-lock.json requirements/install-assets $(STAMPS)/app
	@echo "== Installing the browser's assets"
	@requirements/install-assets
	@touch $@

$(STAMPS)/chromium: requirements/install-chromium
	@mkdir -p $(STAMPS)
	@requirements/install-chromium
	@touch $@
