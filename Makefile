# One command each. "run" and "test" do all their own set-up; see README.md.
PYTHON = .venv/bin/python
LOCALE = resources/locale

.PHONY: help run test check bench messages

help:       ## show these commands
	@grep -E '^[a-z]+: .*##' Makefile | sed -E 's/: +##/\t/'

run:        ## set up, then open the desk on a sample project (headless without a display)
	@sh .ci/desk

test:       ## set up, then pass the checks and tests
	@sh .ci/test

check:      ## what CI runs, without the set-up
	@sh .ci/check

bench:      ## measure speed, as ratios against floors of this machine
	@$(PYTHON) tests/benchmarks/harness.py $(ONLY)

messages:   ## bring the translation catalogues up to date with the source
	@$(PYTHON) $(LOCALE)/catalogue.py
