# ConflictMap. `make` alone lists the targets. Python and port may be chosen: make demo PYTHON=python3.13 PORT=8001
PYTHON ?= python3
PORT ?= 8000
export PORT
SETUP = $(PYTHON) -m conflictmap.setup
RUN = .venv/bin/python

.DEFAULT_GOAL := help
.PHONY: help setup demo serve dev test score bench check format basemap messages requirements stop clean

help: ## list the targets
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## (.*)/  make \1\t\2/' | expand -t 22

setup: ## system packages, Python packages, private database, gazetteer
	@$(SETUP) base

demo: ## set up, read the two seed articles, serve the map at 127.0.0.1:8000 (PORT=…)
	@$(SETUP) demo

serve: ## set up and serve what the database holds, without the demo's articles and its policy
	@$(SETUP) serve

dev: ## set up with all that tests need (Chromium, Node, …)
	@$(SETUP) dev

test: dev ## set up and run every test
	@$(RUN) -m tests

score: setup dev ## measure reading on the corpus (REAL=folder: on articles of your own)
	@$(RUN) -m tests.corpus $(if $(REAL),--real $(REAL))

bench: setup dev ## measure speed at real size
	@$(RUN) -m tests.bench

check: dev ## lint Python and JavaScript, hold the import rules, find missing migrations
	@$(RUN) -m tests.check

format: dev ## format and mend what the linters can
	@.venv/bin/ruff check --fix --quiet . ; .venv/bin/ruff format --quiet .

basemap: dev ## derive static/map/basemap.json anew from Natural Earth
	@$(SETUP) basemap

messages: dev ## gather the strings to translate into locale/
	@$(RUN) manage.py makemessages --locale ar --no-location --ignore=.venv --ignore=.local --ignore=node_modules

requirements: dev ## pin the Python packages anew, for every supported Python
	@$(RUN) -m conflictmap.setup.pins

stop: ## end this clone's web servers and its private database
	@$(SETUP) stop

clean: ## remove all that was made, the private database too
	@$(SETUP) clean
