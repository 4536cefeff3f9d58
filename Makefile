# What can be done here. `make help` prints it. Needs Python 3.11 or newer; everything else goes into .venv.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready
REGISTER ?= register
# How often `make soak` kills.
KILLS ?= 200
# What `make bench` measures: SIZES="10000 100000 1000000" takes three quarters of an hour and writes docs/performance.md.
SIZES ?= 10000
PERFORMANCE ?= $(if $(findstring 1000000,$(SIZES)),docs,build)/performance.md

.DEFAULT_GOAL := help
.PHONY: help run demo test soak check bench law catalogues browser clean

help:           ## this list
	@grep -hE '^[a-z]+: .*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## */\t/' | expand -t 12

run: $(READY)   ## set up what is missing, then serve the app on this machine and print its address
	@$(BIN)/python -m transfer_register --register $(REGISTER) serve

demo: $(READY)  ## a new register filled with the demonstration data, then serve it
	@$(BIN)/python -m transfer_register --register register-demo demo
	@$(BIN)/python -m transfer_register --register register-demo serve

test: $(READY) browser  ## every test, the browser ones included
	$(BIN)/python -m pytest -n 2 --dist loadgroup

soak: $(READY)  ## kills a working register KILLS=200 times and checks that nothing is lost; takes some ten minutes
	$(BIN)/python -m tests.crash.soak --kills $(KILLS)

check: $(READY) ## style, import contracts, files of law
	$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/lint-imports

bench: $(READY) ## timings as ratios beside pandas and plain Python; SIZES="10000 100000 1000000" for all sizes
	@$(BIN)/python -m benchmarks --transfers $(SIZES) --write $(PERFORMANCE)
	@$(BIN)/python -m benchmarks --only pictures --transfers $(SIZES) --write $(PERFORMANCE:.md=-pictures.md)
	@$(BIN)/python -m benchmarks --only intake --write $(PERFORMANCE:.md=-intake.md)
	@$(BIN)/python -m benchmarks --only documents --write $(PERFORMANCE:.md=-documents.md)

law: $(READY)   ## tables of cases against the law, and what was not checked lately
	$(BIN)/python -m transfer_register law check tests/tables/law/*.yaml
	$(BIN)/python -m transfer_register law stale

catalogues: $(READY) ## brings the translations up to date with what documents say
	$(BIN)/python -m transfer_register.actions.catalogues

browser: $(READY)
	@$(BIN)/python tests/browser/chromium.py

clean:          ## remove what make made; registers stay
	rm -rf $(VENV) build *.egg-info .pytest_cache .ruff_cache .hypothesis .import_linter_cache

$(READY): requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; name it with: make PYTHON=python3.12 ..."; exit 2; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Setting up .venv (once; some minutes on a slow line) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $(READY)
