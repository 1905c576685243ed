# Two commands do everything on a fresh Debian with Swift: `make site` and `make test`.
.PHONY: help site insights docs test bench references format lint check clean

SEALPRESS := .build/release/sealpress

help:
	@echo 'make site     install what is missing, build the tool and the demo site, print a code to try'
	@echo 'make insights simulate two years of a community for the demo, and report on it'
	@echo 'make docs     write the reference, build the documentation as a site in .build/docs'
	@echo 'make test     all tests'
	@echo 'make bench    measure against Hugo, scikit-learn, GoAccess and others; writes docs/content/internals/benchmarks.md'
	@echo 'make references  recompute what the tests of Metrics compare with, by other libraries'
	@echo 'make format   format the Swift sources'
	@echo 'make lint     the checks that need no build: format, import arrows, embedded theme'

site:
	@Scripts/setup build
	@Scripts/build-tool
	@Scripts/build-demo

insights:
	@Scripts/setup build
	@Scripts/build-tool
	@Scripts/insights

docs:
	@Scripts/setup build
	@Scripts/build-tool
	@Scripts/reference
	@Scripts/docs .build/docs
	@echo 'The documentation is in .build/docs. To read it: python3 -m http.server --directory .build/docs'

test:
	@Scripts/setup test
	@Scripts/test

bench:
	@Scripts/setup bench
	@Scripts/build-tool
	@.build/venv/bin/python Benchmarks/run.py
	@.build/venv/bin/python Benchmarks/metrics/run.py
	@.build/venv/bin/python Benchmarks/members/run.py
	@.build/venv/bin/python Benchmarks/logs/run.py
	@.build/venv/bin/python Benchmarks/search/run.py
	@.build/venv/bin/python Benchmarks/insights/run.py

references:
	@Scripts/setup references
	@$(MAKE) --no-print-directory -C Tests/MetricsTests/References VENV=$(CURDIR)/.build/references

format:
	@swift format --in-place --recursive Package.swift Sources Tests
	@Scripts/embed-theme

lint:
	@Scripts/lint

clean:
	@rm -rf .build simulated site/* site/.nojekyll site/.sealpress-staging
