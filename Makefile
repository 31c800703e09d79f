# Every target installs first, which does nothing when the installation is up to date.
.DEFAULT_GOAL := help
.PHONY: help install demo ui test lint types format bench constraints clean

unexport PYTHONDONTWRITEBYTECODE
unexport PYTHONPATH
unexport VIRTUAL_ENV
# Nothing reports home.
export GX_ANALYTICS_ENABLED := false
export DAGSTER_DISABLE_TELEMETRY := yes

bin := .venv/bin
python_code := tracepile resources assets checks tracepile_dagster tests bench hatch_build.py
present := $(wildcard $(python_code))

help: ## say what each target does
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 22

install: ## make .venv and install everything into it
	@scripts/install

demo: install ## build two shards of proven samples and look at them
	@$(bin)/tracepile demo

ui: install ## open the platform in a browser (Dagster, Ctrl-C ends it)
	@$(bin)/tracepile ui

lint: install ## check style and the layers of the project
	$(bin)/ruff check $(present)
	$(bin)/ruff format --check $(present)
	$(bin)/lint-imports --no-logo --no-cache

types: install ## check types
	$(bin)/mypy

test: lint types ## everything that must hold: lint, types, definitions, tests
	$(bin)/dagster definitions validate --log-level error
	$(bin)/pytest -n 2 --dist loadscope $(ARGS)

format: install ## rewrite the code in the project's style
	$(bin)/ruff check --fix $(present)
	$(bin)/ruff format $(present)

bench: install .venv/.bench ## measure speed (ARGS=--write keeps the results in docs/benchmarks.md)
	@scripts/benchmarks $(ARGS)

# What the tracers are compared with; nothing else needs it.
.venv/.bench: pyproject.toml constraints.txt | install
	@$(bin)/uv pip install --quiet --python $(bin)/python --constraints constraints.txt \
		--build-constraints constraints.txt --requirement pyproject.toml --extra bench
	@touch $@

constraints: install ## resolve the exact versions again (ARGS=--upgrade for newer ones)
	scripts/constraints $(ARGS)

clean: ## remove what tools and builds left (keeps .venv, the lake and the history)
	rm -rf build dist .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -not -path './.venv/*' -prune -exec rm -rf {} +
