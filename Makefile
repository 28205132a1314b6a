# Two commands matter: `make run` and `make test`. `make help` lists the rest.
PY ?= python3
PORT ?= 8000
BIN = .venv/bin
RUN_SERVICES = $(BIN)/python -m config.local.servers --dir var/run run
TEST_SERVICES = $(BIN)/python -m config.local.servers --dir var/test --no-fsync run
WORKERS ?= 3
# Compiled modules are kept: a process that may not would compile a thousand of them each time it starts.
export PYTHONDONTWRITEBYTECODE =
TEMPLATES = $(wildcard config/templates profiles/templates jobs/templates matching/templates)

.PHONY: help run test manage pytest race properties twice lint words bench eval fuzz lighthouse clean preflight assets
.DEFAULT_GOAL := help

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## /  make \1@/p' Makefile | awk -F@ '{printf "%-18s %s\n", $$1, $$2}'

run: .venv/.run ## the whole site with its demo on http://127.0.0.1:8000 (make run PORT=9000)
	@PORT=$(PORT) $(RUN_SERVICES) $(BIN)/python -m config.local.runner

test: .venv/.test lint assets ## everything that CI runs: lint, migrations, tests, journeys in a browser
	@$(BIN)/python -m config.local.chromium
	@$(TEST_SERVICES) $(BIN)/python -m pytest -n $(WORKERS) --dist loadgroup

manage: .venv/.run ## any management command: make manage CMD="showmigrations"
	@$(RUN_SERVICES) $(BIN)/python manage.py $(CMD)

pytest: .venv/.test assets ## a part of the tests: make pytest ARGS="tests/jobs -q"; several at once are fine
	@DASI_TEST_DB=$${DASI_TEST_DB:-$$$$} $(TEST_SERVICES) $(BIN)/python -m pytest $(ARGS)

race: .venv/.test assets ## the seats under a crowd: 500 people, 20 rounds
	@DASI_RACE_PEOPLE=500 DASI_RACE_ROUNDS=20 $(MAKE) --no-print-directory pytest ARGS="tests/jobs/test_seats_race.py -q"

properties: .venv/.test assets ## every property 34 times as often: 10,000 random rounds, every lie; all small rounds
	@DASI_TIMES=34 $(MAKE) --no-print-directory pytest ARGS="tests/matching tests/jobs/eligibility tests/jobs/test_life.py -q -n $(WORKERS) --dist loadgroup"

twice: .venv/.test assets ## the small demo city lived to the end twice, row by row the same
	@DASI_DEMO_TWICE=yes $(MAKE) --no-print-directory pytest ARGS="tests/config/demo/test_year.py -q"

lint: .venv/.test ## format and rules of Python and templates
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@test -z "$(TEMPLATES)" || $(BIN)/djlint --lint --quiet $(TEMPLATES)

words: .venv/.run ## new Korean texts into the English catalogues, and what is translated compiled (needs gettext)
	@for app in profiles jobs matching config; do \
	    (cd $$app && ../$(BIN)/python -m django makemessages -l en -e py,html,txt -i 'static/*' \
	        --no-location --no-wrap --no-obsolete -v 0) || exit 1; done
	@$(BIN)/python -m django compilemessages -i '.venv*' -i var -v 0

bench: .venv/.test ## the benchmarks, beside programs of other people in a venv of their own
	@$(MAKE) --no-print-directory .venv/.bench || echo "without .venv-bench: what it would be compared with is left out"
	@$(TEST_SERVICES) $(BIN)/python -m benchmarks $(ARGS)

eval: .venv/.test ## how well `rank` finds, on the development data where it lies beside the project
	@$(BIN)/python -m benchmarks.quality

fuzz: .venv/.fuzz .venv/.run assets ## the API against its own schema, with bounded cases
	@$(TEST_SERVICES) $(BIN)/python -m config.local.fuzz

lighthouse: .venv/.test ## the running demo with Lighthouse: home, list, posting, apply (make lighthouse PORT=9000)
	@$(BIN)/python -m config.local.lighthouse http://127.0.0.1:$(PORT)

clean: ## the venvs, the private servers' data, the assets: as after a fresh clone
	@test ! -x $(BIN)/python || for folder in var/run var/test; do \
	    test ! -d $$folder || $(BIN)/python -m config.local.servers --dir $$folder stop; done
	rm -rf .venv .venv-fuzz .venv-bench var config/static/krds jobs/papers/fonts staticfiles .pytest_cache .ruff_cache .hypothesis .schemathesis

preflight:
	@command -v $(PY) >/dev/null || { \
	    echo "$(PY): apt-get install -y --no-install-recommends python3 python3-venv"; exit 1; }
	@$(PY) config/local/preflight.py

assets: .venv/.run
	@$(BIN)/python -m config.local.assets

# A stamp is younger than the hashed requirements that it stands for.
.venv/.test: .venv/.run
.venv/.run .venv/.test: .venv/.%: requirements-%.txt | preflight
	test -x $(BIN)/python || $(PY) -m venv .venv
	$(BIN)/python config/local/packages.py $<
	touch $@

.venv/.fuzz .venv/.bench: .venv/.%: requirements-%.txt | preflight
	test -x .venv-$*/bin/python || $(PY) -m venv .venv-$*
	.venv-$*/bin/python config/local/packages.py $<
	touch $@
