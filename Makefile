# Chorus: `make run` and `make test` need nothing but Python 3.11 or newer, with venv.
.DEFAULT_GOAL := help
.PHONY: help run upgrade test test-deep test-contract bench bench-quick fire lint lint-code lint-types lint-site format requirements clean

PYTHON ?= python3
python := .venv/bin/python
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PYTHONUNBUFFERED := 1
# Each process would compile everything anew, tests twice over.
unexport PYTHONDONTWRITEBYTECODE
# One worker runs a file from its first test to its last, for what its tests share; in which order, the dice say.
in_parallel := --numprocesses $(or $(WORKERS),auto) --dist loadfile --no-loadscope-reorder
install := $(python) -m pip install --quiet --require-hashes --only-binary :all:

help: ## List the commands
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 16

run: .venv/run.stamp ## Serve the site on http://127.0.0.1:8000 (PORT, HOST)
	@exec $(python) -m config.serve

upgrade: ## After a new release is checked out: back up, install, migrate, check; on a failure say the way back
	@[ -x $(python) ] || { echo "There is nothing to upgrade yet: make run"; exit 1; }
	@$(python) -m keeping.upgrading
	@touch .venv/run.stamp

test: .venv/dev.stamp ## Run the tests in parallel (ARGS="tests/albums -k title")
	@$(python) -m pytest $(in_parallel) $(ARGS)

test-deep: .venv/dev.stamp ## Try the properties with 500 random examples each, an hour, before a release
	@$(python) -m pytest $(in_parallel) -m hypothesis --hypothesis-profile deep $(ARGS)

test-contract: .venv/dev.stamp ## Ask the API thousands of things that its document allows, and others, some minutes
	@$(python) -m pytest -s tests/api/test_contract.py tests/api/test_contract_of_writing.py --hypothesis-profile deep $(ARGS)

bench: .venv/run.stamp ## Measure how fast the site answers, 15 minutes, into bench/RESULTS.md (BENCH_DATA)
	@exec $(python) -m bench.serving

bench-quick: .venv/run.stamp ## Measure the ten figures that matter in a small catalogue, two minutes, and print them
	@exec $(python) -m bench.serving --quick

fire: .venv/run.stamp ## Attack the site as it runs, 10 minutes, on this machine alone, into bench/FIRE.md
	@exec $(python) -m bench.fire

lint: lint-code lint-types lint-site ## Check code, types, templates, migrations and the production settings

lint-code: .venv/dev.stamp
	$(python) -m ruff check
	$(python) -m ruff format --check
	.venv/bin/lint-imports --no-logo
	git ls-files 'templates/*.html' | xargs .venv/bin/djade --check --target-version 5.2
	.venv/bin/djlint templates --quiet --profile django
	.venv/bin/djlint templates --quiet --profile jinja --extension jinja

lint-types: .venv/dev.stamp
	$(python) -m mypy

lint-site: .venv/dev.stamp
	$(python) manage.py makemigrations --check --dry-run
	SECRET_KEY="$$($(python) -c 'import secrets; print(secrets.token_urlsafe(48))')" ALLOWED_HOSTS=chorus.example \
	  USE_HTTPS=1 $(python) manage.py check --deploy --fail-level WARNING

format: .venv/dev.stamp ## Format code and templates
	$(python) -m ruff check --fix
	$(python) -m ruff format
	git ls-files 'templates/*.html' | xargs .venv/bin/djade --target-version 5.2

requirements: .venv/run.stamp ## Resolve requirements*.in into the pinned requirements*.txt; what is pinned stays (ARGS=--upgrade)
	$(python) -m pip install --quiet uv
	for name in requirements requirements-dev; do \
	  UV_CUSTOM_COMPILE_COMMAND="make requirements" $(python) -m uv pip compile --quiet --no-cache \
	    --universal --python-version 3.11 --generate-hashes $(ARGS) $$name.in --output-file $$name.txt || exit; \
	done

clean: ## Remove what the commands made, except the site's data
	rm -rf .venv .data/test .data/static .ruff_cache

.venv/run.stamp: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Chorus needs Python 3.11 or newer; this is " + sys.version.split()[0] + ". Say which: make PYTHON=python3.12")'
	@$(python) -m pip --version >/dev/null 2>&1 || { echo "Making .venv and installing what Chorus needs (about a minute, once) ..."; $(PYTHON) -m venv --clear .venv; }
	@$(install) --requirement requirements.txt
	@touch $@

.venv/dev.stamp: .venv/run.stamp requirements-dev.txt
	@$(install) --requirement requirements-dev.txt
	@touch $@
