PYTHON ?= python

.PHONY: help check lint types architecture docs test bench format

help:
	@echo "make check   ruff, mypy --strict, architecture test, docs"
	@echo "make test    all tests"
	@echo "make docs    the documentation, into site/"
	@echo "make bench   the times the README claims, measured here"
	@echo "make format  lay out the sources"

check: lint types architecture docs

lint:
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .

types:
	$(PYTHON) -m mypy --strict

architecture:
	$(PYTHON) -m pytest -n 0 tests/architecture

docs:
	$(PYTHON) docs/generate.py
	$(PYTHON) -m sphinx -W --keep-going -q -b html docs site

test:
	$(PYTHON) -m pytest

bench:
	tiexi bench run

format:
	$(PYTHON) -m ruff check --fix .
	$(PYTHON) -m ruff format .
