# Everything Tidewire does on this machine. `make help` lists it.
# Each target brings what it lacks: npm packages (a pinned Node 24 among them) and a Redis server.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.PHONY: help demo start test unit check fix bench quality examples week build image clean

# The pinned Node of the package `node`; on platforms it has no binary for, the machine's own.
NODE = $(shell test -x node_modules/.bin/node && echo node_modules/.bin/node || echo node)
STAMP := node_modules/.stamp

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: $(STAMP) ## See it all without internet: a simulated newsroom, workers, pages, webhooks; ARGS='--seconds 60' ends it
	@$(NODE) infra/local/demo.ts $(ARGS)

start: $(STAMP) ## Aggregate the sources of tidewire.yaml; data stays in .data/
	@$(NODE) infra/local/start.ts

test: $(STAMP) ## Run every test: unit, integration, end to end, chaos
	@$(NODE) infra/ci/test.ts $(PROJECTS)

unit: $(STAMP) ## Run the tests that need neither Redis nor a browser
	@$(NODE) infra/ci/test.ts unit

check: $(STAMP) ## Check types, style and unused code
	@$(NODE) infra/ci/check.ts

fix: $(STAMP) ## Let Biome repair style
	@$(NODE) node_modules/@biomejs/biome/bin/biome check --write .

bench: $(STAMP) ## Measure it; figures depend on the machine
	@$(NODE) test/bench/run.ts $(ARGS)

quality: $(STAMP) ## Measure how well stories render events, against docs/quality.md; ARGS=--write renews it
	@$(NODE) test/quality/run.ts $(ARGS)

examples: $(STAMP) ## Hold what pages show of `tidewire explain` against the program; ARGS=--write renews it
	@$(NODE) test/quality/explain.ts $(ARGS)

week: $(STAMP) ## Poll a simulated week and score its politeness; takes about ten minutes
	@$(NODE) test/bench/week.ts $(ARGS)

build: $(STAMP) ## Emit dist/ for images and the npm package
	@$(NODE) infra/ci/build.ts

image: ## Build the container image tidewire:local
	docker build -t tidewire:local -f infra/docker/Dockerfile .

clean: ## Remove what was installed and built; .data/ stays
	rm -rf node_modules dist coverage

# npm's own Node only installs: version 20 can. Everything else runs on the pinned one.
$(STAMP): package.json package-lock.json
	@command -v node >/dev/null && command -v npm >/dev/null || { \
	  echo 'Tidewire needs Node.js 20 or newer, with npm, to install the rest: https://nodejs.org' >&2; exit 1; }
	@node -e 'process.exit(parseInt(process.versions.node, 10) < 20 ? 1 : 0)' || { \
	  echo "Tidewire needs Node.js 20 or newer to install the rest, found $$(node --version)." >&2; exit 1; }
	@echo 'Installing npm packages …' >&2
	@npm ci --loglevel=error
	@test -x node_modules/.bin/node || node -e 'process.exit(parseInt(process.versions.node, 10) < 24 ? 1 : 0)' || { \
	  echo 'No Node 24 binary came with the packages; install Node.js 24 or newer.' >&2; exit 1; }
	@touch $@
