"""The design, as far as a machine can check it."""

import ast
import re
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest

from bridgehead.exports import find_exports
from bridgehead.questions import find_questions
from bridgehead.sources import find_sources

SOURCES = Path(__file__).resolve().parent.parent / "src" / "bridgehead"
MODULES = sorted(SOURCES.rglob("*.py"))
MOST_LINES = 400
SQL = {"sqlalchemy", "sqlite3", "psycopg", "alembic"}


def name_of(module):
    return str(module.relative_to(SOURCES))


def find_imports(module):
    """The top-level packages that a module imports."""
    nodes = list(ast.walk(ast.parse(module.read_text(encoding="utf-8"))))
    plain = [alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names]
    named = [node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module and not node.level]
    return {name.partition(".")[0] for name in plain + named}


@pytest.fixture(scope="module")
def tracked(project):
    """Every text file the project holds, by its path."""
    listing = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=project, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if listing.returncode:
        pytest.skip("needs the project's git repository, which an unpacked archive does not have")
    texts = {}
    for name in listing.stdout.splitlines():
        path = project / name
        if path.is_file():
            try:
                texts[name] = path.read_text(encoding="utf-8")
            except UnicodeDecodeError:
                continue
    return texts


def test_imports_point_one_way(project):
    """The five import contracts of pyproject.toml are kept."""
    checker = Path(sys.executable).with_name("lint-imports")

    checked = subprocess.run([checker, "--no-cache"], cwd=project, capture_output=True, text=True, check=False)

    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert "5 kept, 0 broken" in checked.stdout


@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_a_module_reads_in_one_sitting(module):
    """No module is longer than 400 lines; a longer one has two subjects."""
    assert len(module.read_text(encoding="utf-8").splitlines()) <= MOST_LINES


@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_a_module_says_what_it_is_for(module):
    """Every module opens with a docstring."""
    assert ast.get_docstring(ast.parse(module.read_text(encoding="utf-8")))


def test_modules_are_split_by_subject():
    """No module or folder is named for a kind of thing instead of a subject."""
    kinds = {"utils", "util", "helpers", "types", "constants", "manager", "common", "misc"}

    named = {path.stem.strip("_") for path in MODULES} | {path.name.strip("_") for path in SOURCES.rglob("*/")}

    assert set() == named & kinds


def test_only_the_record_speaks_sql():
    """No module outside `record` imports a database library."""
    speakers = {name_of(module) for module in MODULES if find_imports(module) & SQL}

    assert {name for name in speakers if name.startswith("record")} == speakers


def test_no_two_errors_share_a_name():
    """The interface over HTTP tells errors apart by the names of their classes."""
    names = [
        node.name
        for module in MODULES
        for node in ast.parse(module.read_text(encoding="utf-8")).body
        if isinstance(node, ast.ClassDef) and node.name.endswith("Error")
    ]

    assert sorted(set(names)) == sorted(names)


def test_a_question_is_named_as_its_module():
    """`questions/structural_holes.py` holds `StructuralHoles`."""
    expected = {name: name.title().replace("_", "") for name in find_questions()}

    assert expected == {name: question.__name__ for name, question in find_questions().items()}


def test_a_question_says_what_it_takes_and_where_it_comes_from():
    """Every question has a plain name, references, and a help text for each parameter."""
    for question in find_questions().values():
        assert question.plain_name
        assert question.references
        for item in fields(question):
            assert item.metadata.get("help"), f"{question.__name__}.{item.name} has no help text"


def test_a_source_is_named_as_its_module_and_says_what_it_ignores():
    """Every source has a summary of one line and a reason for each field it does not read."""
    for name, source in find_sources().items():
        assert name == source.__module__.rpartition(".")[2]
        assert source.summary
        assert "\n" not in source.summary
        assert all(source.ignored.values())


def test_an_export_is_named_as_its_module():
    """Every export has a summary of one line and the suffix of its files."""
    for name, export in find_exports().items():
        assert name == export.__module__.rpartition(".")[2]
        assert export.summary
        assert "\n" not in export.summary
        assert export.suffix.startswith(".")


def test_presentation_names_no_question():
    """No module, template or text in `present` is made for one question: it draws shapes."""
    names = set(find_questions())
    named = [
        f"{name_of(module)}:{node.lineno} {node.value}"
        for module in sorted((SOURCES / "present").rglob("*.py"))
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and node.value in names
    ]
    files = [path.name for path in (SOURCES / "present").rglob("*") if path.stem in names]

    assert [] == named + files


def test_the_project_names_no_machine_and_no_registry(tracked):
    """No file holds a path of somebody's machine or the host of a package registry."""
    paths = r"(?<![\w.])/(?:work|root|home/\w+|Users/\w+)/"
    hosts = r"pypi\.(?:org|python)|pythonhosted\.|registry\.npmjs|deb\.debian|crates\.io|proxy\.golang"
    places = re.compile(f"{paths}|{hosts}")

    found = [f"{name}: {match.group()}" for name, text in tracked.items() for match in places.finditer(text)]

    assert [] == found


def test_the_project_holds_no_third_party_code(tracked):
    """No bundle, no vendored folder and no foreign licence header is committed."""
    folders = {"vendor", "vendored", "third_party", "node_modules", "site-packages"}
    header = re.compile(r"^\W*(?:copyright \(c\)|spdx-license-identifier)", re.IGNORECASE | re.MULTILINE)
    code = {name: text for name, text in tracked.items() if Path(name).suffix in {".py", ".js", ".css", ".ts", ".html"}}

    foreign = [name for name in tracked if folders & set(Path(name).parts) or ".min." in Path(name).name]
    foreign += [name for name, text in code.items() if header.search(text)]

    assert [] == foreign
