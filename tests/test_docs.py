"""The documentation says what the code does: everything is in the reference, and what the pages show exists."""

import re
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest

import bridgehead
from bridgehead.cli.app import VERBS, build_app
from bridgehead.exports import find_exports
from bridgehead.network.lens import Lens
from bridgehead.questions import find_questions
from bridgehead.record.entries import TYPE_BY_WORD
from bridgehead.record.terms import VOCABULARIES
from bridgehead.sources import find_sources
from bridgehead.sources._mapping import CONTACT_MEANINGS, find_mappings
from pagecommands import Command, read_page

ROOT = Path(__file__).resolve().parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
TWO_COMMANDS = ["python3 run.py demo", "python3 run.py test"]


def read(name):
    return (ROOT / name).read_text(encoding="utf-8")


def name_of(page):
    return str(page.relative_to(ROOT))


def test_the_generated_reference_is_up_to_date():
    """`tools/build_docs.py` would change nothing."""
    command = [sys.executable, "tools/build_docs.py", "--check"]

    checked = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)

    assert checked.returncode == 0, checked.stderr


def test_every_question_is_in_the_reference():
    """Each question has a section, its plain name, and a row for each parameter."""
    page = read("docs/reference/questions.md")

    for name, question in find_questions().items():
        section = page.partition(f"\n## {name}\n")[2].partition("\n## ")[0]
        assert section, f"{name} has no section"
        assert question.plain_name in page
        assert [] == [item.name for item in fields(question) if f"| `{item.name}` |" not in section]


def test_every_source_is_in_the_reference():
    """Each source has a section, and says there what it does not read."""
    page = read("docs/reference/sources.md")

    for name, source in find_sources().items():
        section = page.partition(f"\n## {name}\n")[2].partition("\n## ")[0]
        assert source.summary in section
        assert [] == [field for field in source.ignored if f"| `{field}` |" not in section]


def test_every_meaning_and_heading_of_a_column_is_in_the_reference():
    """What a column of contacts can mean, and every heading a built-in mapping understands or leaves out."""
    page = read("docs/reference/tables.md")

    assert [] == [name for name, said in CONTACT_MEANINGS.items() if f"| `{name}` | {said} |" not in page]
    for mapping in (mapping for mapping in find_mappings().values() if mapping.rows == "contact"):
        section = page.partition(f"\n## {mapping.name}\n")[2].partition("\n## ")[0]
        headings = [heading for names in mapping.columns.values() for heading in names]
        assert [] == [heading for heading in [*headings, *mapping.ignored] if heading not in section]


def test_every_export_and_verb_is_in_the_reference():
    """Each export and each command of the command line has a section."""
    assert [] == [name for name in find_exports() if f"\n## {name}\n" not in read("docs/reference/exports.md")]
    assert [] == [verb.name for verb in VERBS if f"\n## {verb.name}\n" not in read("docs/reference/command-line.md")]


def test_every_public_name_is_in_the_reference():
    """What `import bridgehead` offers stands on the page for programs or with the questions, answers and entries."""
    pages = "".join(read(f"docs/reference/{page}.md") for page in ("python", "questions", "answers", "entries"))

    assert [] == [name for name in dir(bridgehead) if name not in pages]


@pytest.mark.parametrize("word", TYPE_BY_WORD)
def test_every_field_of_an_entry_is_explained(word):
    """Each entry type has a section in which each of its own fields has a meaning."""
    section = read("docs/reference/entries.md").partition(f"\n## {word}\n")[2].partition("\n## ")[0]
    common = {"id", "evidence", "begin", "end", "note"}
    own = {item.name for item in fields(TYPE_BY_WORD[word])} - common

    rows = dict(re.findall(r"^\| `(\w+)` \|.*\| ([^|]*) \|$", section, re.MULTILINE))

    assert own == set(rows)
    assert set() == {name for name, meaning in rows.items() if not meaning.strip()}


def test_every_lens_option_is_in_the_reference():
    """Each option of the lens has a row."""
    page = read("docs/reference/lens.md")

    assert [] == [item.name for item in fields(Lens) if f"| `{item.name}` |" not in page]


@pytest.mark.parametrize("name", VOCABULARIES)
def test_every_word_is_in_the_glossary(name):
    """Each controlled word stands in the glossary with its definition."""
    page = read("docs/glossary.md")

    for term in VOCABULARIES[name].terms:
        assert f"| `{term.word}` | {term.definition}" in page


def test_the_readme_opens_with_exactly_the_two_commands():
    """The first screen holds the two commands, together, and no other."""
    first_screen = read("README.md").splitlines()[:24]

    assert TWO_COMMANDS == [line.strip() for line in first_screen if line.startswith("    ")]
    assert not [line for line in first_screen if line.startswith("```")]


def test_every_page_can_be_found_from_the_readme():
    """The README links each page of the documentation; decisions are linked as a folder."""
    text = read("README.md")
    pages = [name_of(page) for page in PAGES if page.parent != ROOT and page.parent.name != "decisions"]

    assert [] == [name for name in pages if f"]({name})" not in text]


def test_the_changelog_tells_which_answers_change():
    """Every release in the changelog has the heading that users look for."""
    releases = read("CHANGELOG.md").split("\n## ")[1:]

    assert releases
    assert [] == [release.splitlines()[0] for release in releases if "\n### Answers that change\n" not in release]


def test_contributing_opens_with_where_new_code_goes():
    """The first heading is the table, and what grows by one file says so."""
    text = read("CONTRIBUTING.md")
    rows = [line for line in text.splitlines() if line.startswith(("| a question", "| a source", "| an export"))]

    assert text.startswith("# Contributing\n\n## Where new code goes\n\n|")
    assert 3 == len(rows)
    assert all(row.endswith("| nothing |") for row in rows)
    for row in text.partition("## Working on it")[0].splitlines():
        for example in re.findall(r"^\| [^|]* \| [^|]* \| `([^`]*)`", row):
            assert (ROOT / "src" / "bridgehead" / example).exists(), f"{example} is to be imitated, but does not exist"


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_links_lead_somewhere(page):
    """Every link to a file of the project, and to a heading there, has a target."""
    for target in re.findall(r"\]\((?!\w+:)([^)\s]+)\)", page.read_text(encoding="utf-8")):
        path, _, heading = target.partition("#")
        linked = (page.parent / path).resolve() if path else page
        assert linked.exists(), f"{target} does not exist"
        if heading:
            headings = re.findall(r"^#+ (.+)$", linked.read_text(encoding="utf-8"), re.MULTILINE)
            assert heading in {re.sub(r"[^\w -]", "", text).strip().lower().replace(" ", "-") for text in headings}


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_commands_on_a_page_can_be_typed(page):
    """Each runnable line is a command with options that the command line knows."""
    for item in read_page(page):
        arguments = item.arguments if isinstance(item, Command) else None
        if arguments is not None:
            command, *_ = build_app(arguments).parse_args(arguments, exit_on_error=False, print_error=False)
            assert callable(command)


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_commands_named_in_passing_exist(page):
    """Wherever a page names a command, in a sentence or a listing, there is such a command or question."""
    named = re.findall(
        r"(?:`|^    )bridgehead ([a-z-]+)(?: ([a-z-]+))?", page.read_text(encoding="utf-8"), re.MULTILINE
    )
    questions = {name.replace("_", "-") for name in find_questions()}

    assert set() == {verb for verb, _ in named} - {verb.name for verb in VERBS}
    assert set() == {name for verb, name in named if verb == "ask" and name} - questions


@pytest.mark.parametrize("page", sorted((ROOT / "docs" / "decisions").glob("*.md")), ids=name_of)
def test_a_decision_is_dated_and_says_what_was_given_up(page):
    """Half a page each: context, choice, what we gave up."""
    text = page.read_text(encoding="utf-8")

    assert re.search(r"^20\d\d-\d\d-\d\d$", text, re.MULTILINE)
    assert [] == [word for word in ("Context.", "Choice.", "What we gave up.") if f"**{word}**" not in text]
    assert len(text.splitlines()) <= 60
