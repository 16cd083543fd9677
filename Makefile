# Everything that a person or a machine does with this project. Each command sets up what it needs.

python := .venv/bin/python
export NO_MKDOCS_2_WARNING := 1 # Material's announcement of MkDocs 2, which this project does not use

# What an update of Python, an installation that was stopped or a move of the folder has broken is made anew.
ifneq ($(wildcard .venv/ready),)
ifneq ($(shell $(python) -c 'import mkdocs, pip' 2>/dev/null && echo works),works)
$(shell rm -f .venv/ready)
endif
endif

.PHONY: serve build test test-all test-browsers check mutate bench screenshots lock audit accept review pdf dist drift clean

serve: .venv/ready # all languages; make serve ONLY=fr for Dutch and one other, fast; PDF=1 with the PDFs to print
	ONLY=$(ONLY) PDF=$(PDF) $(python) -m mkdocs serve

build: .venv/ready # into site/, whole or not at all
	$(python) -m brochure.publication

test: .venv/ready-to-test check
	$(python) -m pytest

test-all: .venv/ready-to-test check # the same with a browser in every language, for a release
	EVERYWHERE=1 $(python) -m pytest

test-browsers: .venv/ready-to-test # the core journeys in Chromium, Firefox and WebKit, with their drivers from Debian
	sh tests/browsers/packages.sh
	xvfb-run --auto-servernum $(python) -m pytest -n0 -v -p no:playwright tests/browsers/journeys.py

check: .venv/ready-to-test # style and types
	$(python) -m ruff check
	$(python) -m ruff format --check
	$(python) -m mypy

mutate: .venv/ready-to-test # changes the content as people and programs do, tells what is caught; SAMPLE=200 SEED=1 ONLY=number
	$(python) -m tests.mutate --sample "$(or $(SAMPLE),0)" --seed "$(or $(SEED),0)" --only "$(ONLY)"

bench: .venv/ready-to-test # prints figures: weight, speed, build; BEFORE=folder measures another build beside this one
	$(python) -m tests.bench $(BEFORE)

screenshots: .venv/ready-to-test # every kind of page on one sheet to look over, dist/screenshots.png
	$(python) -m tests.screenshots

# Locked for every platform with hashes and without a registry's name. Needs uv.
lock:
	uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 pyproject.toml -o requirements.txt
	uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 --extra test pyproject.toml -o requirements-test.txt

audit: # known holes in what is locked; fails where they cannot be looked up. Needs uv and the internet.
	uvx pip-audit --strict --disable-pip --require-hashes --requirement requirements.txt

accept: .venv/ready # LANGUAGE=fr [PAGE=toilet]: what stands there now is right; FILE=review-fr.json: a review
	$(python) -m brochure.acceptance accept --language "$(LANGUAGE)" --page "$(PAGE)" --file "$(FILE)"

review: .venv/ready # LANGUAGE=fr: the sheet for a clinician, or for a new language, into dist/
	$(python) -m brochure.acceptance review --language "$(LANGUAGE)"

pdf: .venv/ready # LANGUAGES=nl,tr: the two beside each other, to print, into dist/
	LANGUAGES="$(LANGUAGES)" $(python) -m brochure.printing

dist: .venv/ready # the archive for a hospital's IT, into dist/; SITE_URL=https://… for QR codes
	$(python) -m brochure.distribution

drift: .venv/ready # what is translated from a Dutch text that has changed since
	$(python) -m brochure.acceptance drift

clean:
	rm -rf .venv site dist

.venv/ready: requirements.txt pyproject.toml
	test -f $@ || python3 -m venv --clear .venv
	rm -f $@
	$(python) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(python) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

.venv/ready-to-test: .venv/ready requirements-test.txt tests/browser.sh tests/servers.sh
	rm -f .venv/ready
	$(python) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-test.txt
	sh tests/browser.sh $(python)
	sh tests/servers.sh
	touch .venv/ready $@
