# Every command of the project. Each says what it is doing; each may be repeated.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

PYTHON_ENV := .venv/bin/python
MANAGE := $(PYTHON_ENV) manage.py
PORT ?= 8000
SERVE ?= 1
WORKERS ?= 2
PYTEST ?=

.PHONY: help setup demo test test-pg15 check bench soak backup restore stop

help:  ## this list
	@grep -E '^[a-z0-9-]+:.*##' Makefile | sed -E 's/:[^#]*## /\t/' | expand -t 14

setup:  ## environment, database, migrations
	@./config/environment.sh requirements-dev.txt
	@echo "[setup] database"
	@$(PYTHON_ENV) -m config.database start
	@echo "[setup] migrations"
	@$(MANAGE) migrate --no-input -v 1
	@echo "[setup] done"

demo: setup  ## a small believable world and a server (SERVE=0: no server; PORT=8000)
	@echo "[demo] telling the demo story"
	@$(MANAGE) demo --port $(PORT)
ifneq ($(SERVE),0)
	@echo "[demo] serving on port $(PORT)   (Ctrl-C ends the server; make stop ends the database)"
	@$(MANAGE) runserver 127.0.0.1:$(PORT)
endif

test: setup  ## all tests (PYTEST="-k word" narrows)
	@echo "[test] pytest with $(WORKERS) workers"
	@$(PYTHON_ENV) -m pytest -n $(WORKERS) $(PYTEST)

test-pg15: setup  ## the law tests on PostgreSQL 15, where it is installed
	@./config/postgres15.sh $(PYTEST)

check: setup  ## style, types, import order, migrations, settings
	@echo "[check] ruff" && $(PYTHON_ENV) -m ruff check . && $(PYTHON_ENV) -m ruff format --check .
	@echo "[check] mypy" && $(PYTHON_ENV) -m mypy
	@echo "[check] import order" && PYTHONPATH=. .venv/bin/lint-imports
	@echo "[check] migrations" && $(MANAGE) makemigrations --check --dry-run
	@echo "[check] settings" && $(MANAGE) check

bench: setup  ## the ledger's speed against its floors and a peer
	@./config/environment.sh requirements-dev.txt requirements-bench.txt
	@$(MANAGE) bench ledger $(BENCH)

soak: setup  ## the long runs: kills, long model runs, ten million moves
	@echo "[soak] long runs; expect an hour or more"
	@$(PYTHON_ENV) -m pytest -n 0 -m soak -o addopts="" --durations=0 $(PYTEST)

backup: setup  ## the whole database in a new folder (TO=folder)
	@$(MANAGE) backup $(TO)

restore:  ## a backup into an empty database, and proof that it is the same (FROM=folder)
	@test -n "$(FROM)" || { echo "FROM=备份所在目录 / FROM=the folder of the backup" >&2; exit 2; }
	@./config/environment.sh requirements-dev.txt
	@$(PYTHON_ENV) -m config.database start
	@$(MANAGE) restore $(FROM)

stop:  ## stop the embedded database; the data stay
	@if [ -x $(PYTHON_ENV) ]; then $(PYTHON_ENV) -m config.database stop; else echo "nothing to stop"; fi
