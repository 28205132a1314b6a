# Two commands matter: `make run` and `make test`. `make help` lists the rest.
PY ?= python3
PORT ?= 8000
BIN = .venv/bin
SERVICES = $(BIN)/python -m config.local.services
TEST_SERVICES = $(SERVICES) --dir var/test --no-fsync

.PHONY: help run manage test pytest lint clean
.DEFAULT_GOAL := help

help:  ## this list
	@sed -n 's/^\([a-z]*\):.*##/  make \1\t/p' Makefile | expand -t 22

manage: .venv/.run  ## any management command: make manage CMD="migrate"
	@$(SERVICES) run $(BIN)/python manage.py $(CMD)

pytest: .venv/.test  ## a part of the tests: make pytest ARGS="tests/jobs -q"
	@DASI_TEST_DB=$${DASI_TEST_DB:-$$$$} $(TEST_SERVICES) run $(BIN)/python -m pytest $(ARGS)

.venv/.run .venv/.test: .venv/.%: requirements-%.txt
	test -x $(BIN)/python || $(PY) -m venv .venv
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r $<
	touch $@
