# Everything a fresh machine with Python and make needs. `make test` sets itself up.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
CORE := $(VENV)/.installed-core
STAMP := $(VENV)/.installed

.PHONY: help setup demo test lint types check docs collect bench soak clean

help: ## What can be made
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/'

INSTALL := $(BIN)/python -m pip install -q --disable-pip-version-check -c constraints.txt

$(CORE): pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(INSTALL) -e .
	@touch $(CORE)

$(STAMP): $(CORE)
	$(INSTALL) -e '.[dev]'
	@touch $(STAMP)

setup: $(STAMP) ## The virtual environment with everything for development

demo: $(CORE) ## The main job on the shipped catalog: a search for one leg
	@$(BIN)/python cli.py search --garment calf_sleeve --calf "36.5 cm" --for half

lint: $(STAMP) ## Style and formatting
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(STAMP) ## Static types, strict
	$(BIN)/mypy

# The tests start hundreds of processes: each would translate the whole program anew where nothing may be kept.
# Whoever has no tests left takes half of what waits for the other one.
test: export PYTHONDONTWRITEBYTECODE =
test: lint types ## Lint, types and every test
	$(BIN)/python -m pytest -n 2 --dist worksteal

docs: $(STAMP) ## The docs as a site in build/site: links and anchors are checked, nothing is fetched
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict

collect: $(CORE) ## Pages of shops and brands again, as drafts to look through; IDS="zensah", SHOPS=file, BRANDS=, DRAFTS=folder
	@$(BIN)/python cli.py collect $(IDS) $(if $(SHOPS),--shops "$(SHOPS)") $(if $(BRANDS),--brands "$(BRANDS)") \
		$(if $(DRAFTS),--drafts "$(DRAFTS)") $(OPTIONS)

# Modules are compiled once, as pip does it: each command would translate the whole program anew.
bench: export PYTHONDONTWRITEBYTECODE =
bench: $(STAMP) ## Every figure beside its floor and its goal; FIGURES="size search" for some of them
	$(BIN)/python -m benchmarks $(FIGURES)

soak: $(STAMP) ## Mixed questions against a server while catalogs are loaded; MINUTES=1 for a short one
	$(BIN)/python -m benchmarks.soak --minutes $(or $(MINUTES),10)

clean: ## Remove what was made
	rm -rf $(VENV) dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis
