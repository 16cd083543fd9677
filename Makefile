# Everything that a person or a machine does with this project. Each command sets up what it needs.

python := .venv/bin/python
export NO_MKDOCS_2_WARNING := 1 # Material's announcement of MkDocs 2, which this project does not use

.PHONY: serve build test check bench lock clean

serve: .venv/ready # all languages; make serve ONLY=fr for Dutch and one other, fast
	ONLY=$(ONLY) $(python) -m mkdocs serve

build: .venv/ready # into site/, whole or not at all
	rm -rf site.new
	$(python) -m mkdocs build --quiet --site-dir site.new
	rm -rf site
	mv site.new site

test: .venv/ready-to-test check
	$(python) -m pytest

check: .venv/ready-to-test # style and types
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	.venv/bin/mypy

bench: .venv/ready-to-test # prints figures: weight, speed, build; BEFORE=folder measures another build beside this one
	$(python) -m tests.bench $(BEFORE)

# Locked for every platform with hashes and without a registry's name. Needs uv.
lock:
	uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 pyproject.toml -o requirements.txt
	uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 --extra test pyproject.toml -o requirements-test.txt

clean:
	rm -rf .venv site site.new dist

.venv/ready: requirements.txt pyproject.toml
	test -d .venv || python3 -m venv .venv
	$(python) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(python) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

.venv/ready-to-test: .venv/ready requirements-test.txt tests/browser.sh
	$(python) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-test.txt
	sh tests/browser.sh $(python)
	touch $@
