# The two commands are `make run` and `make test`; `make check` is the whole truth before a push.
# What `tequio serve` takes goes through: make run SERVE="--port 9000"
PY := .venv/bin/python
# Some machines are told to forget what they compiled; every start would then compile all of it again, for seconds.
unexport PYTHONDONTWRITEBYTECODE
.PHONY: run test check bench lock format lint contracts types migrations messages clean

run: .venv/run
	@.venv/bin/tequio serve $(SERVE)

test: .venv/dev
	@$(PY) -m pytest

check: .venv/dev
	@scripts/check

bench: .venv/dev
	@$(PY) -m bench

lock: .venv/dev
	@scripts/lock

format: .venv/dev
	@.venv/bin/ruff format . && .venv/bin/ruff check --fix .

messages: .venv/dev
	@scripts/messages

.venv/run: requirements/run.txt pyproject.toml
	@scripts/install run
	@touch $@

.venv/dev: requirements/dev.txt pyproject.toml
	@scripts/install dev
	@touch .venv/run $@
