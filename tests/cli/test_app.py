"""The command line as a whole: help, exit codes, where things are printed."""

import json
import os
import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from bridgehead.cli.app import VERBS, build_app

PROGRAM = str(Path(sys.executable).with_name("bridgehead"))
NAMES = [verb.name for verb in VERBS]


def find_example(text):
    """The command of the line that begins with "Example:", as arguments."""
    (line,) = re.findall(r"^Example: (.+)$", text, re.MULTILINE)
    program, *arguments = shlex.split(line)
    assert "bridgehead" == program
    return arguments


def help_of(*arguments):
    """The help of a command, before it is wrapped."""
    return build_app(arguments)[arguments[0]].help if arguments else build_app().help


def test_help_names_every_command_with_its_summary(cli):
    """`bridgehead --help` lists the verbs and loads none of them."""
    ran = cli("--help")

    assert (0, "") == (ran.code, ran.err)
    assert all(name in ran.out for name in NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_every_command_has_help(cli, name):
    """`bridgehead VERB --help` prints usage and example on stdout and exits with 0."""
    ran = cli(name, "--help")

    assert (0, "") == (ran.code, ran.err)
    assert f"bridgehead {name}" in ran.out
    assert "Example: bridgehead" in ran.out


@pytest.mark.parametrize("name", [name for name in NAMES if name not in {"demo", "serve"}])
def test_the_example_in_the_help_runs(sample, name):
    """What the help shows can be typed as it stands; what is delivered was agreed before."""
    arguments = find_example(help_of(name))
    if name == "fulfil":
        sample(*find_example(help_of("agree")))

    ran = sample(*arguments)

    assert name == arguments[0]
    assert 0 == ran.code, ran.err


def test_version_is_that_of_the_project(cli, project):
    """`--version` prints what pyproject.toml says."""
    expected = tomllib.loads((project / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]

    assert f"{expected}\n" == cli("--version").out


def test_an_unknown_command_is_misuse_and_names_the_nearest(cli):
    """Exit code 2, one sentence on stderr, nothing on stdout."""
    ran = cli("improt", "x.csv")

    assert (2, "") == (ran.code, ran.out)
    assert "No command 'improt'. Did you mean 'import'" in ran.err


def test_an_unknown_option_is_misuse_and_points_to_help(cli):
    """The parser's own words, without a traceback, and where to read on."""
    ran = cli("check", "--nonsense")

    assert (2, "") == (ran.code, ran.out)
    assert "--nonsense" in ran.err
    assert "bridgehead check --help" in ran.err
    assert "Traceback" not in ran.err


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [(("--nonsense",), "bridgehead --help"), (("ask", "reach", "--nonsense"), "bridgehead ask reach --help")],
)
def test_where_to_read_on_names_the_command_as_typed(cli, arguments, expected):
    """The program's help, a verb's or a question's."""
    assert f"See '{expected}'." in cli(*arguments).err


def test_a_word_too_many_is_named(cli):
    """Questions are asked one at a time; the second is not taken for something else."""
    ran = cli("ask", "reach", "introductions", "--cases", "q-sense")

    assert 2 == ran.code
    assert "bridgehead: No use for 'introductions' here. See 'bridgehead ask reach --help'.\n" == ran.err


@pytest.mark.parametrize("arguments", [(), ("check",), ("ask", "reach"), ("add", "Anna Berg")])
def test_without_a_record_it_says_how_to_make_one(cli, arguments):
    """No record named, none in the folder: exit code 1 and the command that makes one."""
    ran = cli(*arguments)

    assert (1, "") == (ran.code, ran.out)
    assert "bridgehead init firm.bridgehead" in ran.err


def test_a_record_that_is_not_there_is_said_to_be_missing(cli):
    """The name as given, and what to do."""
    ran = cli("check", "-r", "nowhere.bridgehead")

    assert 1 == ran.code
    assert "No record at nowhere.bridgehead" in ran.err


def test_a_folder_is_no_record(cli, tmp_path):
    """-r FOLDER is refused with the reason."""
    ran = cli("check", "-r", tmp_path)

    assert 1 == ran.code
    assert "it is a folder" in ran.err


def test_a_text_file_is_no_record(cli, tmp_path):
    """A file of another kind is refused and left as it was."""
    other = tmp_path / "notes.txt"
    other.write_text("hello\n", encoding="utf-8")

    ran = cli("check", "-r", other)

    assert 1 == ran.code
    assert "is not a Bridgehead record" in ran.err
    assert "hello\n" == other.read_text(encoding="utf-8")


def test_the_record_may_be_named_first_last_or_by_environment(sample, tmp_path, monkeypatch):
    """-r before the verb, after it, with an equals sign, and BRIDGEHEAD_RECORD mean the same."""
    (tmp_path / "firm.bridgehead").rename(tmp_path / "other.bridgehead")
    expected = sample("show", "ties", "--json", "-r", "other.bridgehead")

    first = sample("-r", "other.bridgehead", "show", "ties", "--json")
    equals = sample("--record=other.bridgehead", "show", "ties", "--json")
    monkeypatch.setenv("BRIDGEHEAD_RECORD", "other.bridgehead")

    assert 0 == expected.code
    assert expected == first == equals == sample("show", "ties", "--json")


def test_options_can_be_set_by_the_environment(sample, monkeypatch):
    """BRIDGEHEAD_JSON=true is --json."""
    expected = sample("show", "actors", "--json").out

    monkeypatch.setenv("BRIDGEHEAD_JSON", "true")

    assert expected == sample("show", "actors").out


def test_alone_it_says_whom_to_ask_what_is_overdue_and_what_to_add(sample):
    """Three sentences, each with one command."""
    sample("add", "Wu Li, friend, CN")

    ran = sample()

    sentences, commands = ran.out.splitlines()[::2], ran.out.splitlines()[1::2]
    assert 0 == ran.code
    assert ["Whom to ask", "What is overdue", "What to add next"] == [line.partition(":")[0] for line in sentences]
    assert all(line.startswith("  bridgehead ") for line in commands)


def test_alone_it_prints_json_on_request(sample):
    """The same three, as objects."""
    assert ["ask", "overdue", "add"] == [step["name"] for step in json.loads(sample("--json").out)]


def test_an_interruption_exits_with_130(cli, monkeypatch):
    """Ctrl-C is no traceback."""

    def interrupt(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("bridgehead.cli.showing.print_listings", interrupt)

    ran = cli("show", "terms")

    assert (130, "") == (ran.code, ran.out)
    assert "Interrupted" in ran.err


def test_the_program_runs_as_a_process_and_keeps_data_and_talk_apart(sample, tmp_path):
    """Data on stdout, talk on stderr, the exit code as the process's own."""
    command = [PROGRAM, "add", "Wu Li, friend, CN", "--json"]

    ran = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)

    assert 0 == ran.returncode
    assert ran.stdout.decode("utf-8").startswith("{")
    assert b"Transaction" in ran.stderr


def test_names_in_any_script_survive_a_pipe(sample, tmp_path):
    """Output to a pipe is UTF-8, whatever the system's own encoding."""
    sample("add", "李明华, friend, CN")
    environment = {**os.environ, "LC_ALL": "C", "PYTHONIOENCODING": "ascii"}

    ran = subprocess.run([PROGRAM, "show", "actors"], cwd=tmp_path, capture_output=True, check=False, env=environment)

    assert 0 == ran.returncode
    assert "李明华" in ran.stdout.decode("utf-8")


@pytest.mark.skipif(os.name != "posix", reason="a closed pipe is told differently elsewhere")
def test_a_reader_that_leaves_is_no_error(tmp_path):
    """`bridgehead ... | head -1` prints no traceback."""
    command = f"{shlex.quote(PROGRAM)} show terms | head -n 1"

    ran = subprocess.run(["bash", "-c", command], cwd=tmp_path, capture_output=True, check=False)

    assert b"" == ran.stderr


def test_demo_prints_the_answers_and_writes_a_report(cli, tmp_path):
    """The main job in one command: markets, routes and the ledger, and a page that holds all of it."""
    ran = cli("demo")

    assert 0 == ran.code
    assert "Which markets can our network take us into" in ran.out
    assert "Kasemo" in ran.out
    assert "Who owes whom" in ran.out
    assert "<html" in (tmp_path / "q-sense-report.html").read_text(encoding="utf-8")
    assert "q-sense-report.html" in ran.err
