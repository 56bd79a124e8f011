# Two commands do everything on a fresh machine: `make lessons` and `make test`.
PYTHON ?= python3
BIN := .venv/bin
PORT ?= 8866

.PHONY: lessons lab test install browser bench pictures assignments book fix
.DEFAULT_GOAL := lessons

lessons: .venv/lessons  ## serve the lessons on http://127.0.0.1:8866
	$(BIN)/attunement serve --port $(PORT)

lab: .venv/lessons  ## open the notebooks in JupyterLab
	JUPYTER_CONFIG_PATH=deploy/jupyter $(BIN)/jupyter lab

test: .venv/tests  ## install what the tests need, Chromium included, and run them all
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/python tests/browser/chromium.py
	$(BIN)/pytest -n 2 --dist loadgroup

install: .venv/lessons  ## build .venv and nothing else

bench: .venv/tests  ## measure a visit beside other tools, and the grading of a class; make bench ARGS=--quick for a first look
	cd tests && ../$(BIN)/python -m bench $(ARGS)

pictures: .venv/tests  ## make the pictures of README and book anew
	cd tests && ../$(BIN)/python -m browser.pictures

assignments: .venv/lessons  ## make assignments/ from solutions/
	for folder in solutions/*; do $(BIN)/nbgrader generate_assignment "$${folder#solutions/}" --force || exit; done

book: .venv/tests  ## make the reading book, book/_build/html/index.html
	$(BIN)/attunement book
	$(BIN)/jupyter-book build --warningiserror --keep-going book

fix: .venv/tests  ## bring code and notebooks into their normal form
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .
	$(BIN)/attunement check --fix

.venv/lessons: pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Attunement needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Name one: make PYTHON=python3.12")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable .
	$(BIN)/python -m compileall -q widgets/attunement
	touch $@

.venv/tests: .venv/lessons
	$(BIN)/python -m pip install --quiet --constraint constraints.txt --editable '.[test]'
	touch $@
