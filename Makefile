# The two commands: `make book` and `make test`. Everything a target needs, it sets up itself.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Editions of the archive that `make bench` builds; a thousand take the better part of an hour: make bench ARCHIVE=1000
ARCHIVE ?= 60
STAMP := $(VENV)/.installed-$(shell $(PYTHON) -c 'import sys; print("%d.%d" % sys.version_info[:2])')

# Where Python is told to keep no compiled modules, each program that is started compiles all libraries anew.
export PYTHONDONTWRITEBYTECODE :=

.PHONY: book test bench serve lab browser lint format clean reconstruct lock help

book: $(STAMP)  ## build the site: data, notebooks, pages
	@$(BIN)/tradebook build

test:  ## everything: set-up, the book, style and types, pytest with nbval and a browser
	@$(MAKE) --no-print-directory $(STAMP)
	@# The browser is waited for most of the time; only tests need it.
	@$(MAKE) --no-print-directory --jobs=3 book lint browser
	@# A file stays with one worker; in which order they are handed out, tests/conftest.py says.
	@$(BIN)/python -m pytest --numprocesses logical --dist loadfile --no-loadscope-reorder \
	    --nbval _build/editions tests

bench: $(STAMP)  ## timings and weights: data, editions, sites of many, languages, documents, the explorer's data, pages in a browser; an hour
	@# All are run, also after one that misses what is asked.
	@missed=; for one in data.py editions.py months.py site.py languages.py edition_documents.py explorer.py "archive.py --editions $(ARCHIVE)" pages.py exploring.py checking.py; do \
	    $(BIN)/python benchmarks/$$one || missed=1; done; test -z "$$missed"

serve: $(STAMP)  ## show the built site at http://127.0.0.1:8000
	@$(BIN)/tradebook serve

lab: $(STAMP)  ## open the notebooks in JupyterLab, which is installed first
	@test -x $(BIN)/jupyter-lab || $(BIN)/uv pip install --quiet --require-hashes --python $(BIN)/python \
	    -r requirements-lab.txt
	@JUPYTER_CONFIG_PATH="$(CURDIR)/scripts/lab" $(BIN)/jupyter lab notebooks

browser:  ## Chromium and Firefox, where they are not there
	@sh scripts/browser.sh

lint: $(STAMP)  ## ruff and mypy
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy

format: $(STAMP)  ## let ruff format the code
	@$(BIN)/ruff check --fix . && $(BIN)/ruff format .

reconstruct: $(STAMP)  ## make data/raw again from data/published
	@$(BIN)/python tools/reconstruct

lock: $(STAMP)  ## pin requirements.txt and requirements-lab.txt anew from pyproject.toml, with hashes
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --no-header --generate-hashes \
	    --group dev pyproject.toml -o requirements.txt
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --no-header --no-annotate \
	    --generate-hashes --extra lab --constraints requirements.txt pyproject.toml -o requirements-lab.txt

clean:  ## remove what was built, and the environment
	rm -rf _build $(VENV) .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

help:  ## this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 14

$(STAMP): requirements.txt pyproject.toml
	@sh scripts/install.sh "$(PYTHON)" "$(VENV)"
	@touch $@
