# Two commands: `make demo` and `make test`. Both set up what they need, and are quick the second time.
PYTHON ?= python3
BIN := .venv/bin
export UV_LINK_MODE = copy
# The machine's own certificates: an office may sit behind a proxy with one of its own.
export UV_SYSTEM_CERTS = 1
# Bytecode is compiled at set-up; without it every start pays for compiling again.
unexport PYTHONDONTWRITEBYTECODE
export PREFECT_SERVER_ANALYTICS_ENABLED = false
export DO_NOT_TRACK = 1
# DuckDB allocates and frees thousands of small things for each query; the C library of Linux hands them on
# faster when each thread may keep more of them (docs/decisions/0029).
export GLIBC_TUNABLES = glibc.malloc.tcache_count=8192
OUR_CODE := policy registry tasks flows office
BENCHES := start_up screening whatif intake matching notices pairing payments duties assessment reports rehearsal

.PHONY: demo test test-service check bench setup setup-dev format lock clean

demo: setup
	$(BIN)/office rehearse 2014 --size township --seed 1 --out reports/demo

test: setup-dev
	$(BIN)/pytest

# Starts the server for real, cuts its power and starts it again: about four minutes.
test-service: setup-dev
	$(BIN)/pytest -m service -n 0 -s tests/flows

check: setup-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest

bench: setup-dev
	@for bench in $(BENCHES); do echo "== $$bench"; $(BIN)/python -m bench.$$bench || exit 1; done

format: setup-dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

setup: .venv/base.stamp .fonts/ready
setup-dev: setup .venv/dev.stamp

.venv/bin/uv:
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --require-hashes -r requirements-setup.txt

.venv/base.stamp: requirements.txt pyproject.toml scripts/system_packages.sh | .venv/bin/uv
	sh scripts/system_packages.sh
	$(BIN)/uv pip install --quiet --compile-bytecode --require-hashes -r requirements.txt
	$(BIN)/uv pip install --quiet --no-deps --editable .
	$(BIN)/python -m compileall -q $(OUR_CODE)
	touch $@

.venv/dev.stamp: requirements-dev.txt .venv/base.stamp
	$(BIN)/uv pip install --quiet --compile-bytecode --require-hashes -r requirements-dev.txt
	touch $@

.fonts/ready: scripts/fetch_fonts.sh
	sh scripts/fetch_fonts.sh
	mkdir -p .fonts && touch $@

# New versions of everything that is locked; no host is named in the result.
lock: | .venv/bin/uv
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --upgrade pyproject.toml -o requirements.txt
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --upgrade --extra dev pyproject.toml -o requirements-dev.txt

clean:
	rm -rf reports/demo .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
