PYTHON ?= python

.PHONY: help check lint types architecture page docs test bench format

help:
	@echo "make check   ruff, mypy --strict, architecture test, types and tests of the page, docs"
	@echo "make test    all tests"
	@echo "make page    build the film's page and check it; needs Node 20.19 or newer"
	@echo "make docs    the documentation, into site/"
	@echo "make bench   the times the README claims, measured here"
	@echo "make format  lay out the sources"

check: lint types architecture page docs

lint:
	$(PYTHON) -m ruff check .
	$(PYTHON) -m ruff format --check .

types:
	$(PYTHON) -m mypy --strict

architecture:
	$(PYTHON) -m pytest -n 0 tests/architecture

page:
	@if command -v npm >/dev/null; then \
	  cd page && npm install --silent --no-progress && npm run --silent check && npm run --silent build; \
	else echo "no Node here: the page is not checked"; fi

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
