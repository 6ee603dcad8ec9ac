# `just` runs tests and lint; `just -l` is the manual

# tests, then lint
default: test lint

# the whole suite, or pytest with the arguments given
test *arguments:
    python3 run.py test {{arguments}}

# ruff, mypy, import contracts, unused and missing dependencies
lint:
    .venv/bin/ruff check
    .venv/bin/ruff format --check
    .venv/bin/mypy
    .venv/bin/lint-imports
    .venv/bin/deptry src

# format the code and mend what can be mended by itself
format:
    .venv/bin/ruff check --fix
    .venv/bin/ruff format

# write docs/reference and docs/glossary.md anew
docs:
    .venv/bin/python tools/build_docs.py

# bring the catalogues of the interface's words up to date; --check says what is missing
catalogue *arguments:
    .venv/bin/python tools/catalogue.py {{arguments}}

# write what is expected of a source anew, for review
expected name:
    .venv/bin/python tests/sources/test_samples.py {{name}}

# bring requirements.lock up to what pyproject.toml asks for
lock:
    env -u UV_INDEX .boot/bin/uv pip compile --quiet --universal --generate-hashes --no-annotate --no-header \
        --group dev --extra pdf --extra postgresql --extra spark --upgrade pyproject.toml -o requirements.lock

# the suite on the oldest dependencies that pyproject.toml allows
lowest:
    .boot/bin/uv venv --quiet --clear --python 3.11 build/lowest
    .boot/bin/uv pip install --quiet --python build/lowest/bin/python --resolution lowest-direct \
        --group dev --editable '.[pdf,postgresql]'
    build/lowest/bin/python -m pytest -q

# everything a change must pass
ci:
    .ci/run
