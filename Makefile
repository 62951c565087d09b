# Two commands do everything on a machine that has Python 3.11 or newer, make and git: `make demo` and `make test`.
# The first one to run creates .venv from requirements.lock; after that neither needs the network.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
WORKERS ?= auto
MINUTES ?= 5

.PHONY: demo test lint types pytest score bench fuzz audit docs lock clean

demo: $(READY)
	@# exit code 1 says that there are findings: the examples have some on purpose
	@$(BIN)/sokhop run examples/reports -o demo-out || [ $$? -eq 1 ]
	@echo
	@echo "demo-out/figures.csv   every figure of the reports, with its place"
	@echo "demo-out/checks.csv    what agrees, what does not, and the arithmetic"
	@echo "demo-out/texts/        the texts that every offset points into"

test: lint types pytest

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(READY)
	$(BIN)/mypy

pytest: $(READY)
	$(BIN)/pytest -n $(WORKERS)

# Scores on the corpora, and every gain and loss against the scores that were committed last.
score: $(READY)
	$(BIN)/python tests/score.py

# Mutates sound reports for some minutes and keeps what a reader fails on; then kills runs with -9 and resumes them.
fuzz: $(READY)
	cd tests && PYTHONPATH=. ../$(BIN)/python -m fuzz --minutes $(MINUTES)
	cd tests && PYTHONPATH=. ../$(BIN)/python -m fuzz.kill --times 50

# Needs the network: asks whether a vulnerability is known of any package that is pinned.
audit: $(READY)
	$(BIN)/uv tool run pip-audit --require-hashes --disable-pip --requirement requirements.lock

bench: $(READY)
	$(BIN)/python -m benchmarks.bench

# What is written from the program: docs/columns.md, and the output that the READMEs show.
docs: $(READY)
	$(BIN)/python tests/refresh_docs.py

# Needs the network: pins every package, with hashes, for every platform.
lock: $(READY)
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --all-extras --generate-hashes \
	    --custom-compile-command "make lock" --output-file requirements.lock pyproject.toml

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "sokhop needs Python 3.11 or newer: make PYTHON=python3.x")'
	[ -x $(BIN)/python ] || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps --editable .
	-@$(BIN)/python -m compileall -q extract patterns corpus outputs sokhop
	-@$(BIN)/python -c 'from sokhop.pipeline import warm_up; from patterns.compiled import keep; warm_up(); keep()'
	@touch $@

clean:
	rm -rf demo-out build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find . -name __pycache__ -not -path './.venv/*' -prune -exec rm -rf {} +
