"""registry build, and the registry's commands as a whole."""

import json
import re

import pytest

from bridgehead.cli.app import build_app
from bridgehead.cli.registry import COMMANDS
from bridgehead.cli.registry_building import NotBytesError, read_bytes

NAMES = [command.name for command in COMMANDS]


def test_the_registrys_help_names_its_commands(cli):
    """Each with its summary; none of them is loaded."""
    ran = cli("registry", "--help")

    assert (0, "") == (ran.code, ran.err)
    assert [] == [command.name for command in COMMANDS if command.summary not in " ".join(ran.out.split())]


@pytest.mark.parametrize("name", NAMES)
def test_every_command_of_the_registry_has_help_and_an_example(cli, name):
    """`bridgehead registry NAME --help` exits with 0."""
    ran = cli("registry", name, "--help")

    assert (0, "") == (ran.code, ran.err)
    assert re.search(rf"Example: bridgehead\s+registry\s+{name} ", build_app(("registry", name))["registry"][name].help)


def test_an_unknown_command_of_the_registry_names_the_nearest(cli):
    """Exit code 2, one sentence."""
    ran = cli("registry", "bild")

    assert (2, "") == (ran.code, ran.out)
    assert "No command 'registry bild'. Did you mean 'build'?" in ran.err


def test_a_build_tells_what_it_read_and_what_there_is(sample):
    """Files and counts on stdout, steps and the way ties were made on stderr."""
    ran = sample(
        "registry", "build", "participations.csv", "--fields", "programme_parts.csv", "--to", "registry", "--json"
    )

    told = json.loads(ran.out)
    assert 0 == ran.code
    assert [("participations.csv", "new", 3, 0), ("programme_parts.csv", "new", 1, 0)] == [
        (each["file"], each["state"], each["used"], each["rows_aside"]) for each in told["files"]
    ]
    assert (3, 1, 3, 3) == tuple(
        told["registry"][0][key] for key in ("organisations", "events", "participations", "ties")
    )
    assert "Ties were made in memory, where 3 pairs fit (4,000 MB)." in ran.err


def test_a_build_says_where_rows_kept_aside_are(sample, tmp_path):
    """And exits with 1, as an import does that skips rows."""
    (tmp_path / "more.csv").write_text("who,what\nAcme Polymers,fair 2\nRossi,\n", encoding="utf-8")

    ran = sample("registry", "build", "more.csv", "--to", "registry", "--actor", "who", "--event", "what", "--csv")

    assert 1 == ran.code
    assert "more.csv,new,2,1,1,0" in ran.out
    assert "rejected.parquet" in ran.err


def test_a_file_that_is_not_there_is_named(sample):
    """Exit code 1, and no traceback."""
    ran = sample("registry", "build", "none.csv", "--to", "registry")

    assert 1 == ran.code
    assert "none.csv cannot be read: No such file or directory." in ran.err


@pytest.mark.parametrize(("text", "expected"), [("2GB", 2 * 10**9), ("500 mb", 5 * 10**8), ("1.5k", 1500), ("7", 7)])
def test_memory_is_written_as_people_do(text, expected):
    """With or without a unit."""
    assert expected == read_bytes(text)


@pytest.mark.parametrize("text", ["lots", "-2GB", "2XB"])
def test_what_is_no_amount_of_memory_is_refused(text):
    """With the text as given."""
    with pytest.raises(NotBytesError) as refused:
        read_bytes(text)

    assert text == refused.value.found
