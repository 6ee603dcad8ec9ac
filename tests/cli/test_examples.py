"""example: listed, copied and imported as a reader would."""

import json

NAME = "q-sense-candidates"


def test_examples_are_listed_as_invented(cli):
    """By name, with what they are."""
    listed = json.loads(cli("example", "--json").out)["examples"]

    assert [NAME] == [row["name"] for row in listed]
    assert listed[0]["title"].startswith("INVENTED")


def test_an_example_is_copied_and_can_be_imported(cli, tmp_path):
    """The command that it names next works."""
    assert 0 == cli("case", "q-sense", "--to", "firm.bridgehead").code

    copied = cli("example", NAME)
    imported = cli("import", NAME)

    assert (0, "") == (copied.code, copied.out)
    assert f"bridgehead import {NAME}" in copied.err
    assert (tmp_path / NAME / "README.md").is_file()
    assert 0 == imported.code
    assert "Transaction" in imported.err


def test_an_example_goes_into_the_folder_asked_for(cli, tmp_path):
    """And what is there already is refused."""
    (tmp_path / "pools").mkdir()

    assert 0 == cli("example", NAME, "--to", "pools").code
    assert (tmp_path / "pools" / NAME / "record.yaml").is_file()
    assert 1 == cli("example", NAME, "--to", "pools").code
