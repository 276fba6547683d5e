# Habits for the fingers. Everything here is start.py, which needs no make.
.DEFAULT_GOAL := help
.PHONY: run test soak check bench fmt help

PYTHON ?= python3

run: ## serve the demo office
	@$(PYTHON) start.py

test: ## run all tests
	@$(PYTHON) start.py test

soak: ## 5,000 random cases against every law of agreement
	@$(PYTHON) start.py soak

check: ## format, lint, types, layers, docs: all that CI asks
	@$(PYTHON) start.py check

bench: ## run the benchmarks
	@$(PYTHON) start.py bench

fmt: ## put imports and lines in order
	@$(PYTHON) start.py fmt

help: ## show this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1	\2/p' $(MAKEFILE_LIST)
